//! What groups give, as tables: a customer, its groups with their members, and what each member holds afterwards.
//!
//! ```text
//! 1: E3-teams WFA | ana eva        group 1 gives two products to two members
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cupo_domain::assignment::{Holder, Origin, Source, SourceState};
use cupo_domain::country::Country;
use cupo_domain::decide::change_licenses::ledger;
use cupo_domain::decide::settle_groups::{MemberDecision, Scope, Settler, as_decision};
use cupo_domain::decision::{ClockChange, Direct};
use cupo_domain::groups::{
    GroupKind, GroupLicense, GroupStatus, Intent, Violation, check_licenses, state_key,
};
use cupo_domain::ids::{GroupId, PoolId, UserId};
use cupo_domain::refusal::Code;
use proptest::prelude::*;

use crate::fixture::{NOW, Table, table};

/// The groups of a case: what each gives, and who is in it.
type Groups = BTreeMap<GroupId, (Arc<[GroupLicense]>, BTreeSet<UserId>)>;

fn license(it: &Table, word: &str) -> GroupLicense {
    let mut parts = word.split('-');
    let product = it.products[parts.next().expect("a product")];
    let plans_off = parts.map(|plan| it.plans[plan]).collect();
    GroupLicense { pool: PoolId(product.0 * 10), product, plans_off }
}

fn groups(it: &Table, text: &str) -> Groups {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (number, rest) = line.split_once(':').expect("a number");
            let (gives, members) = rest.split_once('|').expect("members");
            let licenses = gives.split_whitespace().map(|word| license(it, word)).collect();
            let user = |name: &str| it.users.iter().find(|(n, _)| n == name).expect("a known name").1;
            let members = members.split_whitespace().map(user).collect();
            (GroupId(number.trim().parse().expect("a number")), (licenses, members))
        })
        .collect()
}

fn intents(groups: &Groups, user: UserId) -> Vec<Intent> {
    let own = groups.iter().filter(|(_, (_, members))| members.contains(&user));
    own.map(|(group, (licenses, _))| Intent { group: *group, licenses: Arc::clone(licenses) }).collect()
}

fn decide(it: &Table, groups: &Groups, scope: &Scope, country: Option<Country>) -> Vec<MemberDecision> {
    let users: Vec<UserId> = it.users.iter().map(|(_, id)| *id).collect();
    let (snapshot, catalogue) = (it.world.snapshot(&users), it.world.market.catalogue());
    let mut settler = Settler::new(&catalogue, country, scope, NOW);
    let mut waiting = Vec::new();
    for holder in &snapshot.holders {
        waiting.push((holder.user, settler.situation(holder, &intents(groups, holder.user))));
    }
    settler.settle(&waiting, &mut ledger(&snapshot.pools))
}

fn shown(it: &Table, member: &MemberDecision) -> String {
    let name = &it.users.iter().find(|(_, id)| *id == member.user).expect("a known user").0;
    let product = |source: &cupo_domain::decide::settle_groups::Inherited| {
        it.products.iter().find(|(_, id)| **id == source.product).expect("a known product").0.clone()
    };
    let word = |direct: &Direct| match direct {
        None => String::new(),
        Some((state, off)) => {
            let off =
                off.iter().map(|plan| format!("-{}", it.plans.iter().find(|(_, p)| **p == plan).unwrap().0));
            format!("{}{}", state_key(*state, false), off.collect::<String>())
        }
    };
    let mut line = format!("{name}:");
    for source in &member.plan.sources {
        let why = source.refusal.as_ref().map(|r| format!(" {}", Violation::of(r.code()).key()));
        line += &format!(
            " {}@{} {}>{}{};",
            product(source),
            source.group,
            word(&source.before),
            word(&source.after),
            why.unwrap_or_default()
        );
    }
    line
}

#[track_caller]
fn check(given: &str, wanted: &str, scope: &Scope, expected: &str) -> Vec<MemberDecision> {
    let it = table(given);
    let decided = decide(&it, &groups(&it, wanted), scope, None);
    let lines: Vec<String> = decided.iter().map(|member| shown(&it, member)).collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(lines, expected);
    decided
}

#[test]
fn r_group_3_joining_gives_and_leaving_takes() {
    let decided = check(
        "pool E3 5
         user ana ES:
         user eva ES: E3@1",
        "1: E3-teams | ana",
        &Scope::one(GroupId(1)),
        "ana: E3@1 >Active-teams;
         eva: E3@1 Active>;",
    );
    let seats = as_decision(&decided).seats;
    assert_eq!((seats[0].taken, seats[0].freed), (1, 1));
    assert_eq!(decided[1].plan.plan.clocks.len(), 2, "mail and applications end in thirty days");
}

#[test]
fn r_group_6_r_group_8_a_member_gets_all_products_or_none_and_the_innocent_say_others() {
    let decided = check(
        "pool E3 5
         pool WFA 1
         user ana ES:
         user eva ES:",
        "1: E3 WFA | ana eva",
        &Scope::one(GroupId(1)),
        "ana: E3@1 >Active; WFA@1 >Active;
         eva: E3@1 >Error Others; WFA@1 >Error CountViolation;",
    );
    assert!(decided[1].plan.plan.takes.is_empty(), "an intent takes no seat");
}

#[test]
fn r_group_6_what_a_member_has_stays_when_the_next_product_fails() {
    check(
        "pool E3 5
         pool BLK 5
         user ana IN: E3@1",
        "1: E3-teams BLK | ana",
        &Scope::one(GroupId(1)),
        "ana: E3@1 Active>ActiveWithError Others; BLK@1 >Error ProhibitedInUsageLocationViolation;",
    );
}

#[test]
fn r_group_7_r_group_9_a_failure_stays_as_a_wish_until_somebody_asks() {
    let given = "pool E3 5
         pool SUM 5
         user ana ES: E3@1?";
    check(given, "1: E3 | ana\n2: SUM | ana", &Scope::one(GroupId(2)), "ana: SUM@2 >Active;");
    check(given, "1: E3 | ana", &Scope::one(GroupId(1)), "ana: E3@1 Error>Active;");
}

#[test]
fn r_group_8_each_failure_has_its_error() {
    let given = "pool E1 5
         pool E3 5
         pool WFA 5
         pool PH 5
         user ana ES: E3
         user eva ES:
         user leo IN:
         user max ES:; taken max@norte.example
         user nil -:";
    check(
        given,
        "1: E1 | ana max nil\n2: WFA | eva\n3: PH | leo",
        &Scope::Every,
        "ana: E1@1 >Error MutuallyExclusiveViolation;
         eva: WFA@2 >Error DependencyViolation;
         leo: PH@3 >Error ProhibitedInUsageLocationViolation;
         max: E1@1 >Error UniquenessViolation;
         nil: E1@1 >Error ProhibitedInUsageLocationViolation;",
    );
    assert_eq!(state_key(SourceState::Active, true), "Disabled");
    assert_eq!(Violation::of(Code::Count).key(), "CountViolation");
}

#[test]
fn r_prod_5_two_groups_that_exclude_one_another_both_fail_and_nobody_is_picked() {
    check(
        "pool E1 5
         pool E3 5
         user ana ES:",
        "1: E1 | ana\n2: E3 | ana",
        &Scope::Every,
        "ana: E1@1 >Error MutuallyExclusiveViolation; E3@2 >Error MutuallyExclusiveViolation;",
    );
}

#[test]
fn r_group_11_reprocessing_a_person_asks_all_groups_again() {
    check(
        "pool E3 5
         pool PH 5
         user ana ES: E3@1? PH@2?",
        "1: E3 | ana\n2: PH | ana",
        &Scope::Every,
        "ana: E3@1 Error>Active; PH@2 Error>Active;",
    );
}

#[test]
fn r_group_12_plans_chosen_at_the_group_reach_each_member() {
    let decided = check(
        "pool E3 0
         user ana ES: E3@1
         user eva ES: E3@1-teams",
        "1: E3-teams-files | ana eva",
        &Scope::one(GroupId(1)),
        "ana: E3@1 Active>Active-files-teams;
         eva: E3@1 Active-teams>Active-files-teams;",
    );
    assert!(as_decision(&decided).seats.is_empty(), "other plans need no seat (R-AVAIL-8)");
}

#[test]
fn r_group_14_inv_9_what_is_still_needed_stays_in_error_with_its_seat() {
    let decided = check(
        "pool E3 5
         pool WFA 5
         pool SUM 5
         user ana ES: E3@1 WFA
         user eva ES: E3@1 WFA SUM",
        "1: E3 |",
        &Scope::one(GroupId(1)),
        "ana: E3@1 Active>ActiveWithError DependencyViolation;
         eva: E3@1 Active>;",
    );
    assert!(decided[0].plan.plan.frees.is_empty());
}

#[test]
fn r_group_14_once_the_need_is_gone_reprocessing_takes_it() {
    check("pool E3 5\nuser ana ES: E3@1!", "1: E3 |", &Scope::Every, "ana: E3@1 ActiveWithError>;");
}

#[test]
fn r_group_15_an_exchange_gives_and_takes_in_one_step() {
    let decided = check(
        "pool E1 5
         pool E3 5
         user ana ES: E1@1",
        "1: E3 | ana",
        &Scope::one(GroupId(1)),
        "ana: E1@1 Active>; E3@1 >Active;",
    );
    let starts = |c: &&ClockChange| matches!(c, ClockChange::Start { loses_data: true, .. });
    assert_eq!(decided[0].plan.plan.clocks.iter().find(starts), None, "the mailbox goes on");
}

#[test]
fn r_group_15_who_cannot_get_the_new_product_keeps_the_old_one() {
    check(
        "pool E1 5
         pool E3 0
         user ana ES: E1@1",
        "1: E3 | ana",
        &Scope::one(GroupId(1)),
        "ana: E1@1 Active>ActiveWithError Others; E3@1 >Error CountViolation;",
    );
}

#[test]
fn r_group_16_moving_between_groups_never_leaves_somebody_with_neither() {
    let decided = check(
        "pool E3 1
         user ana ES: E3@1",
        "1: E3 |\n2: E3-teams | ana",
        &Scope::Every,
        "ana: E3@1 Active>; E3@2 >Active-teams;",
    );
    assert!(decided[0].plan.plan.takes.is_empty() && decided[0].plan.plan.frees.is_empty());
}

#[test]
fn r_group_18_r_user_3_a_prohibited_place_fails_alone_and_no_place_takes_the_organizations() {
    let it = table("pool PH 5\nuser ana ES:\nuser leo IN:\nuser nil -:");
    let wanted = groups(&it, "1: PH | ana leo nil");
    let decided = decide(&it, &wanted, &Scope::one(GroupId(1)), Country::parse("ES"));
    let lines: Vec<String> = decided.iter().map(|m| shown(&it, m)).collect();
    assert_eq!(
        lines,
        ["ana: PH@1 >Active;", "leo: PH@1 >Error ProhibitedInUsageLocationViolation;", "nil: PH@1 >Active;"]
    );
    let inherited: Vec<bool> = decided.iter().map(|m| m.plan.country_of_organization).collect();
    assert_eq!(inherited, [false, false, true]);
}

#[test]
fn r_group_21_r_avail_4_two_groups_with_one_product_are_one_seat_and_leaving_one_keeps_the_other() {
    let given = "pool E3 1\nuser ana ES:";
    let decided = check(
        given,
        "1: E3-teams | ana\n2: E3-files | ana",
        &Scope::Every,
        "ana: E3@1 >Active-teams; E3@2 >Active-files;",
    );
    assert_eq!(decided[0].plan.plan.takes.len(), 1);
    let decided = check(
        "pool E3 1\nuser ana ES: E3@1-teams E3@2-files",
        "1: E3-teams |\n2: E3-files | ana",
        &Scope::one(GroupId(1)),
        "ana: E3@1 Active-teams>;",
    );
    assert!(decided[0].plan.plan.frees.is_empty() && decided[0].plan.plan.clocks.is_empty());
}

#[test]
fn d_8_the_last_seat_goes_to_who_joined_first_and_freed_seats_are_tried_once_more() {
    check(
        "pool E1 0
         pool E3 1
         user ana ES:
         user eva ES:
         user max ES: E3@1",
        "1: E3 | ana eva\n2: E1 | ",
        &Scope::one(GroupId(1)),
        "ana: E3@1 >Active;
         eva: E3@1 >Error CountViolation;
         max: E3@1 Active>;",
    );
}

#[test]
fn r_assign_13_somebody_who_is_deleted_gets_nothing() {
    check("pool E3 5\nuser ana ES:; deleted", "1: E3 | ana", &Scope::Every, "ana:");
}

fn refused(kind: GroupKind, gives: &str) -> Option<Code> {
    let it = table("pool E1 5\npool E3 5\npool WFA 5\npool MC 5\nself ODD 5\npool SUM 5");
    let licenses: Vec<GroupLicense> = gives.split_whitespace().map(|word| license(&it, word)).collect();
    check_licenses(&it.world.market.catalogue(), &it.world.pool_rows(), kind, &licenses).err().map(|d| d.code)
}

#[test]
fn r_group_1_only_groups_that_serve_security_carry_licenses() {
    for kind in GroupKind::ALL {
        let answer = refused(*kind, "E3");
        assert_eq!(answer.is_none(), kind.serves_security(), "{}", kind.key());
        assert_eq!(GroupKind::parse(kind.key()), Some(*kind));
        assert_eq!(refused(*kind, ""), None, "nothing can be taken from any group");
    }
    assert_eq!(GroupKind::parse("x"), None);
}

#[test]
fn r_prod_9_what_a_plan_needs_must_come_from_the_same_group() {
    assert_eq!(refused(GroupKind::Security, "WFA"), Some(Code::Depends));
    assert_eq!(refused(GroupKind::Security, "WFA E3"), None);
    assert_eq!(refused(GroupKind::Security, "WFA E3-mail2"), Some(Code::Depends));
}

#[test]
fn r_prod_13_r_prod_5_a_group_gives_nothing_that_no_member_could_hold() {
    assert_eq!(refused(GroupKind::Security, "E3 MC"), Some(Code::Mixed));
    assert_eq!(refused(GroupKind::Security, "E1 E3"), Some(Code::Exclusive));
    assert_eq!(refused(GroupKind::Security, "E1-mail1 E3"), None);
    assert_eq!(refused(GroupKind::Security, "ODD"), Some(Code::NotFound), "a purchase of somebody's own");
    assert_eq!(refused(GroupKind::Security, "E3 E3"), Some(Code::Invalid));
    assert_eq!(refused(GroupKind::Security, "E3-wfa"), Some(Code::Invalid), "a plan of another product");
    assert_eq!(refused(GroupKind::Security, "SUM-canvas"), Some(Code::Invalid), "what everybody has anyway");
}

#[test]
fn r_group_5_a_product_of_a_group_shows_how_it_stands() {
    assert_eq!(GroupStatus::of(true, 3), GroupStatus::InProgress);
    assert_eq!(GroupStatus::of(false, 3), GroupStatus::NeedsAttention);
    assert_eq!(GroupStatus::of(false, 0), GroupStatus::AllAssigned);
}

/// What the member holds once the decision is carried out.
fn after(holder: &Holder, member: &MemberDecision) -> Holder {
    let mut holder = holder.clone();
    for it in &member.plan.sources {
        let origin = Origin::Group(it.group);
        holder.sources.retain(|s| !(s.pool == it.pool && s.origin == origin));
        if let Some((state, plans_off)) = it.after.clone() {
            let (pool, product) = (it.pool, it.product);
            holder.sources.push(Source { pool, product, self_service: false, origin, state, plans_off });
        }
    }
    holder.sources.sort_by_key(|s| (s.pool, s.origin));
    holder
}

/// A source as a word of the tables, or none.
fn some_source() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "",
        "E1",
        "E3",
        "E1@1",
        "E3@1",
        "E3@2-teams",
        "WFA@1",
        "WFA",
        "PH@2",
        "E3@1?",
        "E3@2!",
        "SUM@3",
        "WFA@3?",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn inv_4_inv_8_inv_9_every_intent_is_active_or_in_error_and_no_seat_is_given_twice(
        people in prop::collection::vec(
            (prop::sample::select(vec!["ES", "IN", "-"]), some_source(), some_source(), 0_u8..8), 1..7),
        gives in prop::collection::vec(
            prop::sample::select(vec!["", "E3", "E3-teams", "E1 WFA", "SUM", "PH", "E3 PH"]), 3),
        seats in (0_i64..4, 0_i64..4, 0_i64..4),
        asked in 0_u8..8,
    ) {
        let mut given = format!("pool E1 {}\npool E3 {}\npool WFA {}\npool PH 2\npool SUM 2\n",
            seats.0, seats.1, seats.2);
        let mut members = vec![String::new(); 3];
        for (n, (place, one, other, joins)) in people.iter().enumerate() {
            given += &format!("user u{n} {place}: {one} {other}\n");
            for (bit, list) in members.iter_mut().enumerate() {
                if joins >> bit & 1 == 1 {
                    *list += &format!(" u{n}");
                }
            }
        }
        let wanted: String = gives.iter().zip(&members).zip(1..)
            .map(|((gives, members), group)| format!("{group}: {gives} |{members}\n")).collect();
        let it = table(&given);
        let wanted = groups(&it, &wanted);
        let scope = if asked == 0 { Scope::Every } else {
            Scope::Groups((0..3).filter(|bit| asked >> bit & 1 == 1).map(|bit| GroupId(bit + 1)).collect())
        };
        let covers = |group: GroupId| match &scope { Scope::Every => true, Scope::Groups(of) => of.contains(&group) };
        let users: Vec<UserId> = it.users.iter().map(|(_, id)| *id).collect();
        let snapshot = it.world.snapshot(&users);
        let decided = decide(&it, &wanted, &scope, None);
        prop_assert_eq!(decided.len(), snapshot.holders.len());
        let moves = as_decision(&decided);
        for pool in &snapshot.pools {
            let change = moves.consumed_change(pool.id);
            prop_assert!(change <= pool.assignable().max(0), "seats that are not there");
        }
        for (holder, member) in snapshot.holders.iter().zip(&decided) {
            let left = after(holder, member);
            let direct = |h: &Holder| h.sources.iter().filter(|s| s.origin == Origin::Direct).cloned().collect::<Vec<_>>();
            prop_assert_eq!(direct(holder), direct(&left));
            for group in wanted.keys().filter(|group| covers(**group)) {
                let origin = Origin::Group(*group);
                let own: Vec<&Source> = left.sources.iter().filter(|s| s.origin == origin).collect();
                let asked: BTreeSet<PoolId> = intents(&wanted, holder.user).iter().filter(|i| i.group == *group)
                    .flat_map(|i| i.licenses.iter().map(|l| l.pool)).collect();
                for pool in &asked {
                    prop_assert!(own.iter().any(|s| s.pool == *pool), "an intent is missing");
                }
                for source in &own {
                    prop_assert!(asked.contains(&source.pool) || source.state == SourceState::ActiveWithError);
                }
                let failed = own.iter().any(|s| s.state == SourceState::Error);
                let active = own.iter().any(|s| s.state == SourceState::Active && asked.contains(&s.pool));
                prop_assert!(!(failed && active), "half of a group");
                for it in member.plan.sources.iter().filter(|it| it.group == *group) {
                    let in_error = it.after.as_ref().is_some_and(|(state, _)| *state != SourceState::Active);
                    prop_assert_eq!(in_error, it.refusal.is_some(), "an error has its reason, and only an error");
                }
            }
            for pool in &snapshot.pools {
                let (was, is) = (holder.holds(pool.id), left.holds(pool.id));
                prop_assert_eq!(!was && is, member.plan.plan.takes.contains(&pool.id));
                prop_assert_eq!(was && !is, member.plan.plan.frees.contains(&pool.id));
            }
        }
    }
}
