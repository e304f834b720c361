//! Property tests of license changes: the domain against the slow model, and the invariants after every step of
//! random histories.

use std::collections::BTreeSet;

use cupo_domain::assignment::{Origin, SourceState, effective_plans};
use cupo_domain::catalogue::{RuleKind, Workload};
use cupo_domain::decide::change_licenses::{check, decide};
use cupo_domain::decision::{Effect, Outcome, Verdict};
use cupo_domain::ids::{PlanId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::seats::PoolKind;
use cupo_domain::time::Instant;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::history::{Change, History, histories, inverse};
use crate::model::generate::{NOW, back, command, fit_back, selection, world};
use crate::model::{Person, Plans, Reply, World, answer, holds, replies};

/// So many cases that the whole program takes seconds, unless `PROPTEST_CASES` asks for another number.
fn cases(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let cases = if asked.cases == UNASKED_CASES { cases } else { asked.cases };
    ProptestConfig { cases, ..asked }
}

/// What proptest says when nobody asks.
const UNASKED_CASES: u32 = 256;

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn the_model_and_the_domain_agree(world in world(), raw in command(), users in selection()) {
        let command = raw.fit(&world);
        let catalogue = world.market.catalogue();
        let snapshot = world.snapshot(&users);
        prop_assert_eq!(check(&catalogue, &snapshot.pools, &command), Ok(()));
        let decision = decide(&catalogue, &snapshot, &command, NOW);
        let (expected, after) = answer(&world, &command, &users, NOW);
        prop_assert_eq!(replies(&decision), expected);
        let mut applied = world.clone();
        applied.apply(&decision);
        prop_assert_eq!(&applied.people, &after.people);
        for pool in &snapshot.pools {
            let moved = after.consumed(pool.id) - world.consumed(pool.id);
            prop_assert_eq!(decision.consumed_change(pool.id), moved, "seats of pool {}", pool.id);
        }
    }

    #[test]
    fn the_model_and_the_domain_agree_on_going_back(world in world(), raw in back(), users in selection()) {
        let command = fit_back(&raw, &world);
        let decision = decide(&world.market.catalogue(), &world.snapshot(&users), &command, NOW);
        let (expected, after) = answer(&world, &command, &users, NOW);
        prop_assert_eq!(replies(&decision), expected);
        let mut applied = world.clone();
        applied.apply(&decision);
        prop_assert_eq!(&applied.people, &after.people);
        for pool in world.pools.keys() {
            prop_assert_eq!(decision.consumed_change(*pool), after.consumed(*pool) - world.consumed(*pool));
        }
    }

    #[test]
    fn the_same_input_gives_the_same_decision(world in world(), raw in command(), users in selection()) {
        let (command, catalogue, snapshot) =
            (raw.fit(&world), world.market.catalogue(), world.snapshot(&users));
        let once = decide(&catalogue, &snapshot, &command, NOW);
        prop_assert_eq!(once, decide(&catalogue, &snapshot, &command, NOW));
    }
}

/// A generator that misses an answer proves nothing about it.
#[test]
fn the_generator_reaches_every_answer() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..600 {
        let (world, steps) = histories().new_tree(&mut runner).expect("a history").current();
        for change in History::run(world, &steps).changes {
            for reply in replies(&change.decision).into_values().flatten().map(|(_, _, reply)| reply) {
                seen.insert(match reply {
                    Reply::Refused(codes) => codes.first().map_or("", |c| c.as_str()).to_owned(),
                    other => format!("{other:?}"),
                });
            }
        }
    }
    let wanted = [
        "Done(Granted)",
        "Done(PlansChanged)",
        "Done(Revoked)",
        "E-CHANGED",
        "E-COUNT",
        "E-DEPENDS",
        "E-EXCLUSIVE",
        "E-INHERITED",
        "E-LOC-DENIED",
        "E-LOC-MISSING",
        "E-MIXED",
        "E-NOT-HELD",
        "E-NOTFOUND",
        "E-OTHER",
        "E-SSP-OWNED",
        "E-STATE",
        "E-UNIQUE",
        "Kept(Inherited)",
        "Kept(SelfService)",
        "Unchanged",
    ];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), wanted);
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn the_model_and_the_domain_agree_through_histories((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            let (expected, after) = answer(&change.before, &change.command, &change.users, change.now);
            prop_assert_eq!(replies(&change.decision), expected);
            prop_assert_eq!(&change.after.people, &after.people);
        }
    }

    #[test]
    fn inv_1_consumed_is_the_number_of_active_holders((world, steps) in histories()) {
        let history = History::run(world, &steps);
        for (pool, consumed) in &history.consumed {
            prop_assert_eq!(*consumed, history.world.consumed(*pool));
        }
    }

    #[test]
    fn inv_2_any_number_of_sources_is_one_seat((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for entry in &change.decision.users {
                let Some((before, after)) = both(&change, entry) else { continue };
                for pool in change.before.pools.keys() {
                    let (had, has) = (holds(&before.licenses, *pool), holds(&after.licenses, *pool));
                    prop_assert_eq!(entry.plan.takes.contains(pool), !had && has);
                    prop_assert_eq!(entry.plan.frees.contains(pool), had && !has);
                }
            }
        }
    }

    #[test]
    fn inv_3_the_figures_of_one_read_add_up((world, steps) in histories()) {
        for pool in History::run(world, &steps).world.pool_rows() {
            prop_assert_eq!(pool.total(), pool.units.enabled + pool.units.warning);
            prop_assert_eq!(pool.available(), pool.total() - pool.consumed);
            prop_assert_eq!(pool.assignable(), pool.available() - pool.reserved);
        }
    }

    #[test]
    fn inv_4_no_change_takes_available_below_zero((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for pool in change.before.pools.keys() {
                let (before, after) = (change.before.free(*pool), change.after.free(*pool));
                prop_assert!(after >= before.min(0), "pool {pool}: {before} then {after}");
            }
        }
    }

    #[test]
    fn inv_5_a_pool_in_conflict_is_seen_and_gives_nothing((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for pool in change.before.pool_rows() {
                prop_assert_eq!(pool.in_conflict(), pool.consumed > pool.total());
                let moved = change.decision.seats.iter().find(|s| s.pool == pool.id);
                let (taken, freed) = moved.map_or((0, 0), |s| (s.taken, s.freed));
                prop_assert!(taken <= (pool.assignable() + freed).max(0));
            }
        }
    }

    #[test]
    fn inv_6_plans_are_the_union_of_sources_and_no_change_breaks_a_rule((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            let catalogue = change.after.market.catalogue();
            for entry in &change.decision.users {
                let Some((before, after)) = both(&change, entry) else { continue };
                let on = change.after.plans_on(&after.licenses, None);
                let holder = change.after.holder(entry.user, after);
                let computed: Plans = effective_plans(&catalogue, &holder.sources).iter().collect();
                prop_assert_eq!(&computed, &on);
                let earlier = broken(&change.before, &change.before.plans_on(&before.licenses, None));
                prop_assert!(broken(&change.after, &on).is_subset(&earlier));
            }
        }
    }

    #[test]
    fn inv_7_a_license_is_given_only_where_it_is_allowed((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for entry in &change.decision.users {
                let Some((_, after)) = both(&change, entry) else { continue };
                let granted = |o: &&Outcome| o.verdict == Verdict::Done(Effect::Granted);
                for line in entry.plan.outcomes.iter().filter(granted) {
                    let Some((SourceState::Active | SourceState::ActiveWithError, off)) = &line.after else {
                        continue;
                    };
                    let country = after.location.expect("a location");
                    let market = &change.after.market;
                    prop_assert!(!market.products[&line.product].denied.contains(&country));
                    for plan in market.plans_in(line.product) {
                        prop_assert!(off.contains(plan) || !market.plans[&plan].denied.contains(&country));
                    }
                }
            }
        }
    }

    #[test]
    fn inv_8_direct_edits_never_touch_group_sources((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for (user, before) in &change.before.people {
                let groups = |person: &Person| -> Vec<_> {
                    let all = person.licenses.iter().filter(|((_, origin), _)| *origin != Origin::Direct);
                    all.map(|(key, license)| (*key, license.clone())).collect()
                };
                prop_assert_eq!(groups(before), groups(&change.after.people[user]));
            }
        }
    }

    #[test]
    fn inv_11_self_service_seats_are_never_changed((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for (pool, seats) in &change.before.pools {
                if seats.kind == PoolKind::Central {
                    continue;
                }
                for (user, before) in &change.before.people {
                    let key = (*pool, Origin::Direct);
                    let after = &change.after.people[user];
                    prop_assert_eq!(before.licenses.get(&key), after.licenses.get(&key));
                }
            }
        }
    }

    #[test]
    fn inv_12_all_or_nothing_for_a_user_and_a_replay_changes_nothing((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for entry in &change.decision.users {
                let Some((before, after)) = both(&change, entry) else { continue };
                let refused = entry.plan.outcomes.iter().any(|o| {
                    matches!(&o.verdict, Verdict::Refused(refusal) if refusal.code() != Code::Changed)
                });
                if refused {
                    prop_assert!(!entry.plan.changes());
                    prop_assert_eq!(before, after);
                }
            }
            let catalogue = change.after.market.catalogue();
            let snapshot = change.after.snapshot(&change.users);
            let again = decide(&catalogue, &snapshot, &change.command, change.now);
            for (first, second) in change.decision.users.iter().zip(&again.users) {
                prop_assert!(!(first.plan.changes() && second.plan.changes()), "user {}", first.user);
            }
        }
    }

    #[test]
    fn inv_12_every_user_asked_for_has_a_line_and_a_line_of_nothing_stands_alone((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            let asked: Vec<UserId> = change.decision.users.iter().map(|entry| entry.user).collect();
            prop_assert_eq!(asked.len(), change.users.len());
            for entry in &change.decision.users {
                prop_assert!(!entry.plan.outcomes.is_empty(), "user {}", entry.user);
                let whole = entry.plan.outcomes.iter().any(Outcome::is_whole);
                prop_assert!(!whole || entry.plan.outcomes.len() == 1 && !entry.plan.changes());
            }
        }
    }

    #[test]
    fn inv_14_a_mail_clock_runs_exactly_while_no_license_gives_mail((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for entry in &change.decision.users {
                let Some((before, after)) = both(&change, entry) else { continue };
                let (had, has) = (has_mail(&change.before, before), has_mail(&change.after, after));
                let (was, is) = (before.clocks.get(&Workload::Mail), after.clocks.get(&Workload::Mail));
                match (had, has) {
                    (true, false) => prop_assert_eq!(is, Some(&change.now.plus_days(30))),
                    (false, true) => prop_assert_eq!(is, was.filter(|due| **due <= change.now)),
                    _ => prop_assert_eq!(is, was),
                }
            }
        }
    }

    #[test]
    fn inv_16_a_clock_that_runs_is_never_brought_forward((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for (user, before) in &change.before.people {
                for (workload, due) in &before.clocks {
                    let after: Option<&Instant> = change.after.people[user].clocks.get(workload);
                    prop_assert!(after.is_none_or(|later| later >= due));
                }
            }
        }
    }

    #[test]
    fn inv_17_changing_licenses_never_changes_a_quantity((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            prop_assert_eq!(change.before.pools, change.after.pools);
        }
    }

    #[test]
    fn inv_18_a_deleted_user_never_gets_a_seat((world, steps) in histories()) {
        for change in History::run(world, &steps).changes {
            for person in change.after.people.values().filter(|p| !p.active) {
                prop_assert!(person.licenses.is_empty());
            }
        }
    }

    #[test]
    fn undo_gives_back_the_exact_earlier_state_and_undo_of_undo_too(
        (world, steps) in histories(), raw in command(), users in selection()
    ) {
        let mut history = History::run(world, &steps);
        history.changes.clear();
        lawful(&mut history.world);
        let command = raw.fit(&history.world);
        history.change(command, users);
        let (start, end) = (history.world_before(0), history.world.clone());
        history.undo(0);
        prop_assert_eq!(licenses(&history.world), licenses(&start));
        history.undo(1);
        prop_assert_eq!(licenses(&history.world), licenses(&end));
        history.undo(2);
        prop_assert_eq!(licenses(&history.world), licenses(&start));
    }

    #[test]
    fn undo_leaves_alone_what_was_changed_since((world, steps) in histories()) {
        let mut history = History::run(world, &steps);
        let Some(first) = history.changes.first().cloned() else { return Ok(()) };
        history.change(inverse(&first.decision), first.users.clone());
        let undo = history.changes.last().expect("the undo").clone();
        for entry in &undo.decision.users {
            for line in entry.plan.outcomes.iter().filter(|o| matches!(o.verdict, Verdict::Done(_))) {
                let past = first.decision.users.iter().find(|u| u.user == entry.user).expect("the user");
                let undone = past.plan.outcomes.iter().find(|o| o.pool == line.pool).expect("the line");
                prop_assert_eq!(&line.before, &undone.after);
                prop_assert_eq!(&line.after, &undone.before);
            }
        }
    }
}

impl History {
    fn world_before(&self, change: usize) -> World {
        self.changes[change].before.clone()
    }
}

fn both<'a>(
    change: &'a Change,
    entry: &cupo_domain::decision::UserDecision,
) -> Option<(&'a Person, &'a Person)> {
    change.before.people.get(&entry.user).zip(change.after.people.get(&entry.user))
}

fn has_mail(world: &World, person: &Person) -> bool {
    world.market.stands_for(&world.plans_on(&person.licenses, None), Workload::Mail)
}

fn licenses(world: &World) -> Vec<crate::model::Licenses> {
    world.people.values().map(|p| p.licenses.clone()).collect()
}

/// Rules that these plans break, each by its place in the list.
fn broken(world: &World, on: &Plans) -> BTreeSet<usize> {
    let enforced = world.market.rules.iter().enumerate().filter(|(_, rule)| rule.enforced);
    enforced
        .filter(|(_, rule)| match &rule.kind {
            RuleKind::Excludes(a, b) => on.contains(a) && on.contains(b),
            RuleKind::Requires(plan, any_of) => {
                let needed: Vec<PlanId> = any_of.iter().collect();
                on.contains(plan) && needed.iter().all(|p| !on.contains(p))
            }
        })
        .map(|(index, _)| index)
        .collect()
}

/// Makes every present license one that could be given today, so that nothing but a change stands against an undo.
fn lawful(world: &mut World) {
    for product in world.market.products.values_mut() {
        product.denied.clear();
    }
    for plan in world.market.plans.values_mut() {
        plan.denied.clear();
    }
    let plain = world.clone();
    for person in world.people.values_mut() {
        person.location = cupo_domain::country::Country::parse("ES");
        person.address_taken = None;
        if !broken(&plain, &plain.plans_on(&person.licenses, None)).is_empty() {
            person.licenses.clear();
        }
    }
    let counted = world.clone();
    for (id, pool) in &mut world.pools {
        pool.units.enabled += (-counted.free(*id)).max(0);
    }
}
