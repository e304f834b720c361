//! Tables of what time does to people's data (sections 12 to 15 of the rule book, Q-2 to Q-6, D-19), of holds and of
//! what would save data, and the same compared with a slow model over random histories.

use std::collections::BTreeSet;

use cupo_domain::assignment::{Holder, Origin, RunningClock, Source, SourceState};
use cupo_domain::catalogue::{Catalogue, LicenseGroup, Product, ServicePlan, Target, Workload};
use cupo_domain::ids::{Guid, PlanId, PoolId, ProductId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::Code;
use cupo_domain::retention::{
    BIN_DAYS, DataClock, DataEvent, FilesDeed, HoldKind, Keeper, MailboxDeed, Owner, RELEASED_MAIL_DAYS,
    Rescue, Stage, Successors, Trigger, after_deed, due, file_heir, hold_ability, inactive, may_export,
    may_hold, may_take_out, next, recovered, released, reminder, rescues, searchable, with_file_days,
};
use cupo_domain::time::{DAY_MICROS, Instant};
use proptest::prelude::*;

use crate::fixture::NOW;

const SECOND: i64 = 1_000_000;
const THERE: Owner = Owner { active: true, restorable: false };
const DELETED: Owner = Owner { active: false, restorable: true };
const PURGED: Owner = Owner { active: false, restorable: false };

fn clock(workload: Workload, trigger: Trigger, days: i64) -> DataClock {
    DataClock { workload, trigger, stage: Stage::Grace, started: NOW, due: Some(NOW.plus_days(days)) }
}

fn events(it: &DataClock, held: bool, now: Instant) -> Vec<(DataEvent, i64)> {
    due(it, held, now).iter().map(|s| (s.event, NOW.days_until(s.due))).collect()
}

#[test]
fn r_mail_1_r_mail_3_a_mailbox_is_erased_at_the_exact_instant() {
    for trigger in [Trigger::LicenseRemoved, Trigger::Deleted] {
        let it = clock(Workload::Mail, trigger, 30);
        let end = NOW.plus_days(30);
        for (offset, gone) in [(-SECOND, false), (-1, false), (0, true), (SECOND, true)] {
            let told = events(&it, false, Instant(end.0 + offset));
            assert_eq!(told, if gone { vec![(DataEvent::MailErased, 30)] } else { vec![] }, "{offset}");
        }
    }
}

#[test]
fn r_mail_2_r_hold_4_inv_15_a_hold_keeps_what_was_due() {
    let far = NOW.plus_days(5_000);
    for workload in [Workload::Mail, Workload::MailArchive, Workload::Files] {
        let it = clock(workload, Trigger::Deleted, 30);
        assert_eq!(events(&it, true, far), [(DataEvent::Kept, 30)], "{workload:?}");
        let kept = next(&it, true).and_then(|s| s.after).expect("kept");
        assert_eq!((kept.stage, kept.due), (Stage::Held, None));
        assert_eq!(next(&kept, false), None, "only the end of the hold starts a clock again");
    }
}

#[test]
fn r_file_5_files_go_to_the_bin_and_93_days_later_for_good() {
    let it = clock(Workload::Files, Trigger::Deleted, 30);
    let at = |days: i64, offset: i64| events(&it, false, Instant(NOW.plus_days(days).0 + offset));
    assert_eq!(at(30, -1), []);
    assert_eq!(at(30, 0), [(DataEvent::FilesToBin, 30)]);
    assert_eq!(at(30 + BIN_DAYS, -1), [(DataEvent::FilesToBin, 30)]);
    assert_eq!(at(30 + BIN_DAYS, 0), [(DataEvent::FilesToBin, 30), (DataEvent::FilesErased, 123)]);
}

#[test]
fn r_file_7_a_hold_finds_nothing_in_the_bin() {
    let bin = DataClock { stage: Stage::Bin, ..clock(Workload::Files, Trigger::Deleted, 93) };
    assert_eq!(next(&bin, true).map(|s| s.event), Some(DataEvent::FilesErased));
}

#[test]
fn r_file_10_q_5_files_of_somebody_who_is_there_are_archived_and_never_deleted() {
    let it = clock(Workload::Files, Trigger::Unlicensed, 93);
    let step = next(&it, false).expect("a step");
    assert_eq!((step.event, step.after), (DataEvent::FilesArchived, None));
    assert!(!step.event.final_loss());
}

#[test]
fn r_file_2_another_retention_counts_for_people_in_deletion_already() {
    let it = clock(Workload::Files, Trigger::Deleted, 30);
    assert_eq!(with_file_days(&it, 365).due, Some(NOW.plus_days(365)));
    let bin = DataClock { stage: Stage::Bin, ..it };
    assert_eq!(with_file_days(&bin, 365), bin);
    let mail = clock(Workload::Mail, Trigger::Deleted, 30);
    assert_eq!(with_file_days(&mail, 365), mail);
}

#[test]
fn r_app_4_r_app_5_apps_are_reduced_and_nothing_is_lost() {
    let step = next(&clock(Workload::Apps, Trigger::LicenseRemoved, 30), true).expect("a step");
    assert_eq!(step.event, DataEvent::AppsReduced);
    assert!(!step.event.final_loss());
}

#[test]
fn r_mail_9_the_last_hold_of_a_deleted_persons_mailbox_leaves_it_183_days() {
    let held = DataClock { stage: Stage::Held, due: None, ..clock(Workload::Mail, Trigger::Deleted, 30) };
    let day = NOW.plus_days(900);
    let after = released(&held, false, 30, day);
    assert_eq!(after.due, Some(day.plus_days(RELEASED_MAIL_DAYS)));
    assert_eq!((after.trigger, after.stage, after.started), (Trigger::HoldsReleased, Stage::Grace, day));
    let end = day.plus_days(183);
    assert_eq!(due(&after, false, Instant(end.0 - 1)), []);
    assert_eq!(due(&after, false, end).len(), 1);
    let early = released(&clock(Workload::Mail, Trigger::Deleted, 30), false, 30, NOW.plus_days(3));
    assert_eq!(early.due, Some(NOW.plus_days(186)), "also inside the first thirty days");
}

#[test]
fn r_hold_2_inv_16_a_mailbox_of_somebody_who_is_there_has_its_grace_after_the_hold() {
    let running = clock(Workload::Mail, Trigger::LicenseRemoved, 30);
    assert_eq!(released(&running, true, 30, NOW.plus_days(3)), running, "the grace was running anyway");
    let held = DataClock { stage: Stage::Held, due: None, ..running };
    assert_eq!(released(&held, true, 30, NOW.plus_days(50)).due, Some(NOW.plus_days(80)));
}

#[test]
fn r_file_8_files_go_where_they_were_due_when_the_hold_ends() {
    let held = DataClock { stage: Stage::Held, due: None, ..clock(Workload::Files, Trigger::Deleted, 30) };
    let day = NOW.plus_days(700);
    let told = due(&released(&held, false, 30, day), false, day.plus_days(BIN_DAYS));
    let told: Vec<_> = told.iter().map(|s| (s.event, day.days_until(s.due))).collect();
    assert_eq!(told, [(DataEvent::FilesToBin, 0), (DataEvent::FilesErased, BIN_DAYS)]);
}

#[test]
fn d_19_a_hold_is_never_among_what_would_save_a_clock() {
    let mail = clock(Workload::Mail, Trigger::LicenseRemoved, 30);
    assert_eq!(rescues(&mail, THERE), [Rescue::GiveBack, Rescue::Export]);
    let gone = clock(Workload::Mail, Trigger::Deleted, 30);
    assert_eq!(rescues(&gone, DELETED), [Rescue::RestoreUser, Rescue::Export], "R-MAIL-10");
    assert_eq!(rescues(&gone, PURGED), [Rescue::RecoverMailbox, Rescue::Export], "R-MAIL-11");
    let files = clock(Workload::Files, Trigger::Deleted, 30);
    assert_eq!(rescues(&files, DELETED), [Rescue::RestoreUser, Rescue::HandOver, Rescue::Export]);
    let bin = DataClock { stage: Stage::Bin, ..files };
    assert_eq!(rescues(&bin, PURGED), [Rescue::BringBackFromBin], "R-RESTORE-7");
    assert_eq!(rescues(&clock(Workload::Apps, Trigger::LicenseRemoved, 30), THERE), [Rescue::GiveBack]);
}

/// The larger mail plan (1), the smaller one (2), an archive (3) and files (4), each as a product of its own.
fn catalogue() -> Catalogue {
    let plan = |id: i64, name: &str, workload| ServicePlan {
        id: PlanId(id),
        guid: Guid::from_u128(u128::from(id.unsigned_abs())),
        name: name.to_owned(),
        friendly_en: name.to_owned(),
        friendly_es: name.to_owned(),
        target: Target::User,
        workload,
        denied: BTreeSet::new(),
    };
    let plans = vec![
        plan(1, "EXCHANGE_S_ENTERPRISE", Workload::Mail),
        plan(2, "EXCHANGE_S_DESKLESS", Workload::Mail),
        plan(3, "EXCHANGE_S_ARCHIVE_ADDON", Workload::MailArchive),
        plan(4, "SHAREPOINTSTANDARD", Workload::Files),
    ];
    let product = |id: i64| Product {
        id: ProductId(id),
        guid: Guid::from_u128(u128::from(id.unsigned_abs())),
        part_number: format!("P{id}"),
        name_en: format!("P{id}"),
        name_es: format!("P{id}"),
        target: Target::User,
        license_group: LicenseGroup::Group1,
        plans: [PlanId(id)].into_iter().collect(),
        seats_min: None,
        seats_max: None,
        end_of_sale: false,
        clouds: [cupo_domain::cloud::Cloud::Worldwide].into(),
        denied: BTreeSet::new(),
        offer: Default::default(),
    };
    Catalogue::new(1, (1..=4).map(product).collect(), plans, vec![])
}

fn holder(products: &[i64]) -> Holder {
    let source = |id: &i64| Source {
        pool: PoolId(*id),
        product: ProductId(*id),
        self_service: false,
        origin: Origin::Direct,
        state: SourceState::Active,
        plans_off: PlanSet::new(),
    };
    Holder {
        user: UserId(1),
        active: true,
        location: None,
        address_taken: None,
        sources: products.iter().map(source).collect(),
        clocks: vec![],
    }
}

fn refused(holder: &Holder, workload: Workload) -> Option<(Code, String)> {
    may_hold(&catalogue(), holder, workload).err().map(|d| (d.code, d.subject))
}

#[test]
fn r_hold_5_r_mail_6_a_hold_needs_the_larger_plan_or_another_with_an_archive() {
    let state = |place: &str| Some((Code::State, place.to_owned()));
    assert_eq!(refused(&holder(&[1]), Workload::Mail), None);
    assert_eq!(refused(&holder(&[2]), Workload::Mail), state("hold-plan"));
    assert_eq!(refused(&holder(&[3]), Workload::Mail), state("hold-plan"));
    assert_eq!(refused(&holder(&[2, 3]), Workload::Mail), None);
    assert_eq!(refused(&holder(&[]), Workload::Files), None, "files need no license (R-FILE-1)");
    let both: PlanSet = [PlanId(2), PlanId(3)].into_iter().collect();
    assert_eq!(hold_ability(&catalogue(), &both), Some(Keeper::PlanWithArchive));
    assert_eq!(refused(&holder(&[1]), Workload::Apps), Some((Code::Invalid, "hold-workload".to_owned())));
}

#[test]
fn r_hold_2_a_hold_after_the_removal_is_too_late() {
    let clocks = vec![RunningClock { workload: Workload::Mail, due: NOW.plus_days(30) }];
    let late = Holder { clocks, ..holder(&[1]) };
    assert_eq!(refused(&late, Workload::Mail), Some((Code::State, "hold-too-late".to_owned())));
    assert_eq!(refused(&late, Workload::Files), None, "the files are on no clock");
    let deleted = Holder { active: false, ..holder(&[1]) };
    assert_eq!(refused(&deleted, Workload::Mail), Some((Code::State, "hold-deleted".to_owned())));
}

#[test]
fn r_mail_7_a_policy_that_only_deletes_keeps_nothing() {
    let keeping: Vec<&str> = HoldKind::ALL.iter().filter(|k| k.keeps()).map(|k| k.key()).collect();
    assert_eq!(keeping, ["litigation", "retention-policy", "retaining-label", "discovery-case"]);
    assert!(HoldKind::ALL.iter().all(|k| HoldKind::parse(k.key()) == Some(*k)));
}

/// What there is at an instant, found without steps.
fn slow(workload: Workload, days: i64, held: bool, passed: i64) -> &'static str {
    match workload {
        Workload::Mail if passed < days => "grace",
        Workload::Mail if held => "held",
        Workload::Files if passed < days => "grace",
        Workload::Files if held => "held",
        Workload::Files if passed < days + BIN_DAYS => "bin",
        _ if passed < days => "grace",
        _ => "over",
    }
}

proptest! {
    #[test]
    fn inv_14_inv_15_the_core_agrees_with_days_that_are_counted(
        workload in prop::sample::select(vec![Workload::Mail, Workload::Files, Workload::Apps]),
        days in 1_i64..4_000,
        held in any::<bool>(),
        passed in 0_i64..5_000 * DAY_MICROS,
        pieces in 1_i64..5,
    ) {
        let mut present = Some(clock(workload, Trigger::Deleted, days));
        for piece in 1..=pieces {
            let now = Instant(NOW.0 + passed / pieces * piece + if piece == pieces { passed % pieces } else { 0 });
            if let Some(last) = present.and_then(|it| due(&it, held, now).pop()) {
                present = last.after;
            }
        }
        let told = match present.map(|c| c.stage) {
            Some(Stage::Grace) => "grace",
            Some(Stage::Bin) => "bin",
            Some(Stage::Held) => "held",
            Some(Stage::Restored) => "restored",
            None => "over",
        };
        prop_assert_eq!(told, slow(workload, days, held, passed / DAY_MICROS));
    }
}

#[test]
fn r_file_3_the_manager_or_else_the_second_owner_reaches_the_files_or_nobody_does() {
    let (manager, second) = (UserId(7), UserId(8));
    let both = Successors { manager: Some(manager), second: Some(second) };
    let nobody = BTreeSet::new();
    assert_eq!(file_heir(true, both, &nobody), Some(manager));
    assert_eq!(file_heir(true, both, &[manager].into()), Some(second), "who leaves too takes nothing over");
    assert_eq!(file_heir(true, both, &[manager, second].into()), None);
    assert_eq!(file_heir(true, Successors { manager: None, ..both }, &nobody), Some(second));
    assert_eq!(file_heir(true, Successors::default(), &nobody), None);
    assert_eq!(file_heir(false, both, &nobody), None, "the customer has switched it off");
}

#[test]
fn r_file_4_the_reminder_is_seven_days_before_the_end() {
    assert_eq!(reminder(NOW.plus_days(30)), NOW.plus_days(23));
}

fn deed(
    it: Option<&DataClock>,
    owner: Owner,
    deed: FilesDeed,
    held: bool,
) -> Result<Option<DataClock>, String> {
    let told = after_deed(it, owner, (deed, held), NOW.plus_days(40));
    told.map_err(|denial| format!("{} {}", denial.code.as_str(), denial.subject))
}

#[test]
fn r_file_9_r_restore_7_files_that_were_brought_back_stay_until_somebody_deletes_them() {
    let waiting = clock(Workload::Files, Trigger::Deleted, 30);
    let bin = DataClock { stage: Stage::Bin, due: Some(NOW.plus_days(123)), ..waiting };
    for from in [waiting, bin] {
        let back =
            deed(Some(&from), PURGED, FilesDeed::BringBack, false).expect("brought back").expect("there");
        assert_eq!((back.stage, back.due), (Stage::Restored, None));
        assert_eq!(due(&back, false, NOW.plus_days(9_000)), [], "without an end");
        assert_eq!(with_file_days(&back, 30), back);
        assert_eq!(released(&back, false, 30, NOW.plus_days(50)), back);
        assert_eq!(rescues(&back, PURGED), [Rescue::Export]);
        let again = deed(Some(&back), PURGED, FilesDeed::BringBack, false);
        assert_eq!(again, Err("E-STATE files-restored".to_owned()));
        assert_eq!(deed(Some(&back), PURGED, FilesDeed::Erase, false), Ok(None));
    }
    assert_eq!(
        deed(None, PURGED, FilesDeed::BringBack, false),
        Err("E-GONE files-gone".to_owned()),
        "R-FILE-5"
    );
    let early = deed(Some(&waiting), DELETED, FilesDeed::BringBack, false);
    assert_eq!(early, Err("E-STATE files-restorable".to_owned()), "the person brings them along");
    assert_eq!(
        deed(Some(&waiting), THERE, FilesDeed::BringBack, false),
        Err("E-STATE files-owner-there".to_owned())
    );
}

#[test]
fn r_file_9_inv_15_a_permanent_deletion_is_final_and_refused_for_what_a_hold_keeps() {
    let waiting = clock(Workload::Files, Trigger::Deleted, 30);
    let held = DataClock { stage: Stage::Held, due: None, ..waiting };
    for kept in [waiting, held] {
        let told = deed(Some(&kept), PURGED, FilesDeed::Erase, true);
        assert_eq!(told, Err("E-RETAINED files-held".to_owned()));
    }
    assert_eq!(deed(Some(&waiting), PURGED, FilesDeed::Erase, false), Ok(None));
    let bin = DataClock { stage: Stage::Bin, ..waiting };
    assert_eq!(deed(Some(&bin), PURGED, FilesDeed::Erase, false), Ok(None));
    assert_eq!(deed(None, PURGED, FilesDeed::Erase, false), Err("E-GONE files-gone".to_owned()));
    let restorable = deed(Some(&waiting), DELETED, FilesDeed::Erase, false);
    assert_eq!(restorable, Err("E-STATE files-restorable".to_owned()));
}

#[test]
fn r_file_3_files_are_handed_to_somebody_else_until_they_are_in_the_bin() {
    let waiting = clock(Workload::Files, Trigger::Deleted, 30);
    for owner in [DELETED, PURGED] {
        assert_eq!(deed(Some(&waiting), owner, FilesDeed::HandOver, true), Ok(Some(waiting)));
    }
    let bin = DataClock { stage: Stage::Bin, ..waiting };
    assert_eq!(deed(Some(&bin), PURGED, FilesDeed::HandOver, false), Err("E-STATE files-in-bin".to_owned()));
}

#[test]
fn inv_16_a_longer_retention_is_not_cut_by_the_end_of_a_hold() {
    let held = DataClock { stage: Stage::Held, due: None, ..clock(Workload::Files, Trigger::Deleted, 30) };
    let day = NOW.plus_days(60);
    assert_eq!(released(&held, false, 365, day).due, Some(NOW.plus_days(365)));
    assert_eq!(released(&held, false, 30, day).due, Some(day));
}

/// What is told of a mailbox that shall be taken out, after deletion and purge.
fn out(it: Option<&DataClock>, owner: Owner, flags: (bool, bool), deed: (MailboxDeed, bool)) -> String {
    let told = may_take_out(it, owner, flags, deed);
    told.map_or_else(|denial| format!("{} {}", denial.code.as_str(), denial.subject), |()| String::new())
}

#[test]
fn r_mail_6_r_mail_8_a_mailbox_is_inactive_while_a_hold_keeps_it_and_183_days_after() {
    let soft = clock(Workload::Mail, Trigger::Deleted, 30);
    assert!(!inactive(&soft, PURGED, false), "without a hold it is only soft-deleted");
    assert!(inactive(&soft, DELETED, true) && !inactive(&soft, THERE, true));
    let held = next(&soft, true).and_then(|step| step.after).expect("it is kept");
    assert_eq!((held.due, due(&held, true, NOW.plus_days(50_000)).len()), (None, 0), "possibly for ever");
    assert!(inactive(&held, PURGED, true));
    let after = released(&held, false, 30, NOW.plus_days(500));
    assert!(inactive(&after, PURGED, false), "recoverable meanwhile");
    assert!(!inactive(&clock(Workload::Files, Trigger::Deleted, 30), PURGED, true));
}

#[test]
fn r_mail_10_in_the_first_thirty_days_it_comes_back_with_its_person_only() {
    let soft = clock(Workload::Mail, Trigger::Deleted, 30);
    let recover = (MailboxDeed::Recover, false);
    assert_eq!(out(Some(&soft), DELETED, (true, false), recover), "E-STATE mailbox-restorable");
    assert_eq!(out(Some(&soft), PURGED, (true, false), recover), "");
    assert_eq!(out(Some(&soft), THERE, (true, false), recover), "E-STATE mailbox-owner-there");
    assert_eq!(out(Some(&soft), PURGED, (false, false), recover), "E-STATE mailbox-not-inactive");
    assert_eq!(out(None, PURGED, (false, false), recover), "E-GONE mailbox-gone");
}

#[test]
fn r_mail_11_recovery_takes_a_new_person_and_a_copy_somebody_with_a_mailbox() {
    let held = DataClock { stage: Stage::Held, due: None, ..clock(Workload::Mail, Trigger::Deleted, 30) };
    let told = |deed, there| out(Some(&held), PURGED, (true, false), (deed, there));
    assert_eq!(told(MailboxDeed::Recover, false), "");
    assert_eq!(told(MailboxDeed::Recover, true), "E-STATE mailbox-there");
    assert_eq!(told(MailboxDeed::Restore, true), "");
    assert_eq!(told(MailboxDeed::Restore, false), "E-STATE mailbox-missing");
    let new = recovered(false, NOW);
    assert_eq!((new.stage, new.due), (Stage::Grace, Some(NOW.plus_days(30))), "it then needs a license");
    assert_eq!(recovered(true, NOW).stage, Stage::Held, "inv-15: what held it goes along");
}

#[test]
fn r_mail_13_with_an_archive_that_grows_by_itself_nothing_is_taken_out() {
    let held = DataClock { stage: Stage::Held, due: None, ..clock(Workload::Mail, Trigger::Deleted, 30) };
    for deed in [(MailboxDeed::Recover, false), (MailboxDeed::Restore, true)] {
        assert_eq!(out(Some(&held), PURGED, (true, true), deed), "E-STATE mailbox-growing");
    }
    assert!(searchable(Some(&held), true, false), "only search and export");
    assert_eq!(may_export(Some(&held)), Ok(()));
}

#[test]
fn r_hold_1_r_hold_3_a_search_finds_what_is_licensed_or_held_and_nothing_else() {
    let gone = clock(Workload::Mail, Trigger::LicenseRemoved, 30);
    assert!(searchable(None, false, true) && !searchable(None, false, false));
    assert!(!searchable(Some(&gone), false, false), "from the moment the license is removed");
    assert!(searchable(Some(&gone), true, false), "R-HOLD-2");
    let held = DataClock { stage: Stage::Held, due: None, ..gone };
    assert!(searchable(Some(&held), true, false));
    assert!(!searchable(Some(&released(&held, false, 30, NOW)), false, false), "its last hold is gone");
}

#[test]
fn d_19_a_copy_is_asked_for_of_what_is_on_a_clock_and_not_in_the_bin() {
    let files = clock(Workload::Files, Trigger::Deleted, 30);
    assert_eq!(may_export(Some(&files)), Ok(()));
    let told = |it: Option<&DataClock>| may_export(it).map_err(|denial| denial.subject);
    assert_eq!(told(None), Err("export-no-clock".to_owned()));
    assert_eq!(told(Some(&DataClock { stage: Stage::Bin, ..files })), Err("export-in-bin".to_owned()));
    assert_eq!(told(Some(&clock(Workload::Apps, Trigger::Deleted, 30))), Err("export-nothing".to_owned()));
}
