//! Tables of deleting and restoring users (section 16 of the rule book, Q-3, D-20).

use std::collections::BTreeSet;

use cupo_domain::access::Role;
use cupo_domain::assignment::SourceState;
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::change_licenses::ledger;
use cupo_domain::decide::delete_users::{self, Deletion, Mastery, Remover};
use cupo_domain::decide::restore_users::{self, Former, Restoration};
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::{PoolId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::time::{DAY_MICROS, Instant};

use crate::fixture::{NOW, Table, table};

fn candidate(table: &Table, name: &str) -> delete_users::Candidate {
    let user = table.users.iter().find(|(n, _)| n == name).expect("a known name").1;
    let holder = table.world.holder(user, &table.world.people[&user]);
    delete_users::Candidate { holder, mastery: Mastery::Cloud, roles: BTreeSet::new(), anchored: false }
}

fn by_admin() -> Remover {
    Remover {
        user: Some(UserId(99)),
        limited: false,
        global_admins: 3,
        file_retention_days: 30,
        hands_mail_over: false,
    }
}

fn delete_one(table: &Table, candidate: delete_users::Candidate, by: &Remover) -> Deletion {
    let mut answers = delete_users::decide(&table.world.market.catalogue(), &[candidate], by, NOW);
    answers.remove(0).1
}

fn start(workload: Workload, days: i64, loses_data: bool) -> ClockChange {
    ClockChange::Start { workload, due: NOW.plus_days(days), loses_data }
}

#[test]
fn r_del_1_every_seat_is_free_at_once_and_counted_once() {
    let table = table("pool E1 5\npool E3 5\nself PH 5\nuser ana ES: E1 E1@1 E3?@2 PH~");
    let Deletion::Done { frees, .. } = delete_one(&table, candidate(&table, "ana"), &by_admin()) else {
        panic!("a deletion");
    };
    let pools: Vec<PoolId> = table.world.pools.keys().copied().filter(|p| *p != pool(&table, "E3")).collect();
    assert_eq!(frees, pools);
}

fn pool(table: &Table, product: &str) -> PoolId {
    PoolId(table.products[product].0 * 10)
}

#[test]
fn r_mail_3_r_file_2_deletion_starts_the_clocks_of_mail_files_and_apps() {
    let table = table("pool E3 5\nuser ana ES: E3");
    let by = Remover { file_retention_days: 3650, ..by_admin() };
    let Deletion::Done { clocks, .. } = delete_one(&table, candidate(&table, "ana"), &by) else {
        panic!("a deletion");
    };
    let expected = [
        start(Workload::Mail, 30, true),
        start(Workload::Files, 3650, true),
        start(Workload::Apps, 30, false),
    ];
    assert_eq!(clocks, expected);
}

#[test]
fn r_file_1_deletion_alone_starts_the_clock_of_files_and_does_so_without_a_license_too() {
    let table = table("pool E3 5\nuser ana ES:");
    let Deletion::Done { frees, clocks, .. } = delete_one(&table, candidate(&table, "ana"), &by_admin())
    else {
        panic!("a deletion");
    };
    assert_eq!((frees, clocks), (vec![], vec![start(Workload::Files, 30, true)]));
}

#[test]
fn r_mail_5_a_mailbox_that_is_disconnected_keeps_its_earlier_end() {
    let mail = |text: &str| {
        let table = table(text);
        match delete_one(&table, candidate(&table, "ana"), &by_admin()) {
            Deletion::Done { clocks, .. } => clocks.contains(&start(Workload::Mail, 30, true)),
            Deletion::Refused(code) => panic!("{}", code.as_str()),
        }
    };
    assert!(!mail("user ana ES: ; mail in 5"), "its clock runs on");
    assert!(!mail("pool E1 5\nuser ana ES: E1; mail in 5"));
    assert!(mail("pool E1 5\nuser ana ES: E1"));
    assert!(mail("pool E1 5\nuser ana ES: E1; mail in 0"), "an ended clock is of an older mailbox");
}

#[test]
fn r_del_3_an_account_that_anchors_forwarding_or_a_shared_mailbox_stays() {
    let table = table("user ana ES:");
    let anchored = delete_users::Candidate { anchored: true, ..candidate(&table, "ana") };
    assert_eq!(delete_one(&table, anchored, &by_admin()), Deletion::Refused(Code::Anchor));
}

#[test]
fn r_del_4_d_21_a_synchronized_account_is_deleted_at_its_source_only() {
    let table = table("user ana ES:");
    let of = |mastery| delete_users::Candidate { mastery, ..candidate(&table, "ana") };
    assert_eq!(delete_one(&table, of(Mastery::Sync), &by_admin()), Deletion::Refused(Code::Synced));
    assert!(matches!(delete_one(&table, of(Mastery::Scim), &by_admin()), Deletion::Done { .. }));
}

#[test]
fn r_del_8_the_last_global_admin_and_the_own_account_stay() {
    let table = table("user ana ES:\nuser eva ES:\nuser iris ES:");
    let admin = |name: &str| delete_users::Candidate {
        roles: BTreeSet::from([Role::GlobalAdmin]),
        ..candidate(&table, name)
    };
    let three = [admin("ana"), admin("eva"), admin("iris")];
    let answers = delete_users::decide(&table.world.market.catalogue(), &three, &by_admin(), NOW);
    let refused: Vec<bool> = answers.iter().map(|(_, a)| *a == Deletion::Refused(Code::State)).collect();
    assert_eq!(refused, [false, false, true], "one admin stays whoever comes last");
    let myself = Remover { user: Some(three[0].holder.user), ..by_admin() };
    assert_eq!(delete_one(&table, candidate(&table, "ana"), &myself), Deletion::Refused(Code::State));
}

#[test]
fn r_del_2_who_is_deleted_already_is_not_deleted_again() {
    let table = table("user ana ES: ; deleted");
    let answer = delete_one(&table, candidate(&table, "ana"), &by_admin());
    assert_eq!(answer, Deletion::Refused(Code::State));
}

#[test]
fn r_role_5_a_user_admin_deletes_people_without_power_only() {
    let table = table("user ana ES:");
    let limited = Remover { limited: true, ..by_admin() };
    let allowed = |role| {
        let one = delete_users::Candidate { roles: BTreeSet::from([role]), ..candidate(&table, "ana") };
        match delete_one(&table, one, &limited) {
            Deletion::Done { .. } => true,
            Deletion::Refused(code) => {
                assert_eq!(code, Code::Role);
                false
            }
        }
    };
    let free = [
        Role::User,
        Role::DirectoryReader,
        Role::GuestInviter,
        Role::HelpdeskAdmin,
        Role::MessageCenterReader,
        Role::ReportsReader,
    ];
    for role in Role::ALL {
        assert_eq!(allowed(*role), free.contains(role), "{}", role.key());
    }
}

fn former(table: &Table, product: &str, held: bool) -> Former {
    let pool = pool(table, product);
    let seats = table.world.pools[&pool];
    Former { pool, product: seats.product, kind: seats.kind, plans_off: Default::default(), held }
}

#[test]
fn r_del_6_r_mail_15_mail_that_is_handed_over_leaves_the_account_as_its_anchor() {
    let table = table("pool E3 5\nuser ana ES: E3\nuser eva ES:");
    let by = Remover { hands_mail_over: true, ..by_admin() };
    let Deletion::Done { frees, clocks, anchors } = delete_one(&table, candidate(&table, "ana"), &by) else {
        panic!("a deletion");
    };
    assert_eq!((frees, anchors), (vec![pool(&table, "E3")], true), "the seat is free all the same");
    assert!(!clocks.iter().any(|c| matches!(c, ClockChange::Start { loses_data: true, .. })), "{clocks:?}");
    let Deletion::Done { clocks, anchors, .. } = delete_one(&table, candidate(&table, "eva"), &by) else {
        panic!("a deletion");
    };
    assert!(!anchors, "without a license there is no mailbox to share, so the account goes");
    assert_eq!(clocks, [start(Workload::Files, 30, true)]);
}

#[test]
fn r_del_6_an_anchor_becomes_its_owners_again_without_an_end() {
    let table = table("pool E1 5");
    let anchor = restore_users::Candidate { deleted_at: None, anchors: true, ..deleted(1, vec![]) };
    let answers = restore(&table, &[anchor], false, Instant(NOW.0 + 400 * DAY_MICROS));
    assert!(matches!(answers[0], Restoration::Done { anchored: true, .. }));
}

#[test]
fn inv_8_an_anchor_that_still_has_the_seat_from_a_group_takes_no_second_one() {
    let table = table("pool E1 0");
    let own = former(&table, "E1", true);
    let anchor = restore_users::Candidate { deleted_at: None, anchors: true, ..deleted(1, vec![own]) };
    let holds = [pool(&table, "E1")].into();
    let answers =
        restore(&table, &[restore_users::Candidate { holds, ..anchor.clone() }, anchor], false, NOW);
    let states: Vec<_> = answers.iter().map(states).collect();
    assert_eq!(states, [[SourceState::Active], [SourceState::Error]]);
    assert!(answers.iter().all(|it| matches!(it, Restoration::Done { takes, .. } if takes.is_empty())));
}

fn deleted(user: i64, former: Vec<Former>) -> restore_users::Candidate {
    restore_users::Candidate {
        user: UserId(user),
        deleted_at: Some(NOW),
        anchors: false,
        name_taken: false,
        address_taken: false,
        former,
        holds: Default::default(),
        clocks: vec![Workload::Mail, Workload::Files],
    }
}

fn restore(
    table: &Table,
    of: &[restore_users::Candidate],
    over_quota: bool,
    now: Instant,
) -> Vec<Restoration> {
    let mut seats = ledger(&table.world.pool_rows());
    let catalogue = table.world.market.catalogue();
    let answers = restore_users::decide_with_clocks(&catalogue, of, &mut seats, over_quota, now);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn states(answer: &Restoration) -> Vec<SourceState> {
    match answer {
        Restoration::Done { licenses, .. } => licenses.iter().map(|(_, state)| *state).collect(),
        Restoration::Refused(code) => panic!("refused: {}", code.as_str()),
    }
}

#[test]
fn r_restore_1_a_user_comes_back_until_thirty_days_are_over() {
    let table = table("pool E1 5");
    for (offset, back) in [(-1, true), (0, false), (1, false)] {
        let now = Instant(NOW.0 + 30 * DAY_MICROS + offset);
        let answers = restore(&table, &[deleted(1, vec![])], false, now);
        assert_eq!(matches!(answers[0], Restoration::Done { .. }), back, "{offset}");
        assert_eq!(answers[0] == Restoration::Refused(Code::Gone), !back, "{offset}");
    }
}

#[test]
fn r_restore_1_an_active_user_is_not_restored() {
    let active = restore_users::Candidate { deleted_at: None, ..deleted(1, vec![]) };
    assert_eq!(restore(&table(""), &[active], false, NOW), [Restoration::Refused(Code::State)]);
}

#[test]
fn r_restore_2_q_3_d_20_licenses_return_where_a_seat_is_free_and_stay_as_intent_elsewhere() {
    let table = table("pool E1 1\npool PH 0\npool ODD 2 suspended 4 reserved 2");
    let licenses = vec![former(&table, "E1", true), former(&table, "PH", true), former(&table, "ODD", true)];
    let answers = restore(&table, &[deleted(1, licenses)], false, NOW);
    assert_eq!(states(&answers[0]), [SourceState::Active, SourceState::Error, SourceState::Error]);
}

#[test]
fn r_restore_2_the_last_seat_goes_to_the_first_of_several() {
    let table = table("pool E1 1");
    let two = [deleted(1, vec![former(&table, "E1", true)]), deleted(2, vec![former(&table, "E1", true)])];
    let answers = restore(&table, &two, false, NOW);
    assert_eq!(states(&answers[0]), [SourceState::Active]);
    assert_eq!(states(&answers[1]), [SourceState::Error]);
}

#[test]
fn q_3_over_quota_returns_the_license_and_the_pool_goes_below_zero() {
    let table = table("pool E1 0");
    let mut seats = ledger(&table.world.pool_rows());
    let one = [deleted(1, vec![former(&table, "E1", true)])];
    let catalogue = table.world.market.catalogue();
    let answers = restore_users::decide_with_clocks(&catalogue, &one, &mut seats, true, NOW);
    assert_eq!(states(&answers[0].1), [SourceState::Active]);
    assert_eq!(seats[&pool(&table, "E1")], -1);
}

#[test]
fn d_20_what_was_only_intent_comes_back_as_intent() {
    let table = table("pool E1 5");
    let answers = restore(&table, &[deleted(1, vec![former(&table, "E1", false)])], true, NOW);
    assert_eq!(states(&answers[0]), [SourceState::Error]);
}

#[test]
fn r_restore_3_a_name_that_is_taken_is_a_clash() {
    let address = restore_users::Candidate { address_taken: true, ..deleted(1, vec![]) };
    assert_eq!(restore(&table(""), &[address], false, NOW), [Restoration::Refused(Code::Unique)]);
    let clash = restore_users::Candidate { name_taken: true, ..deleted(1, vec![]) };
    assert_eq!(restore(&table(""), &[clash], false, NOW), [Restoration::Refused(Code::Clash)]);
}

#[test]
fn r_restore_5_of_several_users_the_successes_stand() {
    let table = table("pool E1 5");
    let clash = restore_users::Candidate { name_taken: true, ..deleted(1, vec![]) };
    let answers = restore(&table, &[clash, deleted(2, vec![former(&table, "E1", true)])], false, NOW);
    assert_eq!(answers[0], Restoration::Refused(Code::Clash));
    assert_eq!(states(&answers[1]), [SourceState::Active]);
}

#[test]
fn r_restore_6_the_clocks_of_the_deletion_stop() {
    let table = table("pool E1 5");
    let answers = restore(&table, &[deleted(1, vec![former(&table, "E1", true)])], false, NOW);
    let Restoration::Done { clocks, .. } = &answers[0] else { panic!("a restored user") };
    let stops = |workload| ClockChange::Cancel { workload };
    assert_eq!(*clocks, [stops(Workload::Mail), stops(Workload::Files)]);
}

#[test]
fn inv_14_mail_that_was_switched_off_in_what_comes_back_keeps_its_clock() {
    let table = table("pool E1 5\npool PH 5");
    let without =
        Former { plans_off: [table.plans["mail1"]].into_iter().collect(), ..former(&table, "E1", true) };
    let answers = restore(&table, &[deleted(1, vec![former(&table, "PH", true), without])], false, NOW);
    let Restoration::Done { clocks, .. } = &answers[0] else { panic!("a restored user") };
    assert_eq!(*clocks, [ClockChange::Cancel { workload: Workload::Files }]);
}

#[test]
fn inv_14_mail_whose_license_found_no_seat_keeps_its_clock() {
    let table = table("pool E1 0");
    let answers = restore(&table, &[deleted(1, vec![former(&table, "E1", true)])], false, NOW);
    let Restoration::Done { clocks, .. } = &answers[0] else { panic!("a restored user") };
    assert_eq!(*clocks, [ClockChange::Cancel { workload: Workload::Files }]);
}
