//! A million users have few situations: plans are shared between users in the same one, and between nobody else.

use std::sync::Arc;

use cupo_domain::assignment::Holder;
use cupo_domain::decide::change_licenses::{Planner, ledger, settle};
use cupo_domain::decision::Plan;
use cupo_domain::ids::UserId;

use crate::fixture::{NOW, Table, table};

/// The plans of all users of a table for one command.
fn plans(given: &str, command: &str) -> Vec<Arc<Plan>> {
    let table = table(given);
    let (catalogue, pools, command) =
        (table.world.market.catalogue(), table.world.pool_rows(), table.command(command));
    let mut planner = Planner::new(&catalogue, &pools, &command, NOW);
    holders(&table).iter().map(|holder| planner.plan(holder)).collect()
}

fn holders(table: &Table) -> Vec<Holder> {
    table.world.people.iter().map(|(user, person)| table.world.holder(*user, person)).collect()
}

#[test]
fn users_in_the_same_situation_share_one_plan_whenever_their_clocks_end() {
    let plans = plans(
        "pool E1 9
         user ana ES: ; mail in 3
         user eva ES: ; mail in 29
         user iris ES: ; mail in -1
         user olga ES:",
        "give E1",
    );
    assert!(Arc::ptr_eq(&plans[0], &plans[1]));
    assert!(Arc::ptr_eq(&plans[2], &plans[3]), "a clock that has ended is no clock");
    assert!(!Arc::ptr_eq(&plans[0], &plans[2]));
}

#[test]
fn whatever_an_answer_depends_on_keeps_plans_apart() {
    let plans = plans(
        "pool PH 9\npool E1 9
         user a ES:
         user b IN:
         user c -:
         user d ES: ; deleted
         user e ES: ; taken e@example.com
         user f ES: E1
         user g ES: E1-teams
         user h ES: E1@1
         user i ES: E1?
         user j ES: ; apps in 3",
        "give PH, give E1",
    );
    for (index, plan) in plans.iter().enumerate() {
        assert!(plans.iter().skip(index + 1).all(|other| !Arc::ptr_eq(plan, other)), "user {index}");
    }
}

#[test]
fn undo_shares_plans_between_users_with_the_same_past() {
    let plans = plans(
        "pool E1 9\nuser ana ES: E1\nuser eva ES: E1\nuser iris ES: E1",
        "back ana -E1, eva -E1, iris -E1-teams",
    );
    assert!(Arc::ptr_eq(&plans[0], &plans[1]));
    assert!(!Arc::ptr_eq(&plans[0], &plans[2]));
}

#[test]
fn thousands_of_refused_users_share_two_plans() {
    let table = table("pool E1 1\npool E3 1\nuser ana ES: E1-mail1\nuser eva -:");
    let (catalogue, pools, command) =
        (table.world.market.catalogue(), table.world.pool_rows(), table.command("give E3"));
    let mut planner = Planner::new(&catalogue, &pools, &command, NOW);
    let two = holders(&table);
    let planned = (0..5_000).flat_map(|turn| {
        let ids = [UserId(turn * 2), UserId(turn * 2 + 1)];
        ids.into_iter().zip(two.clone())
    });
    let planned: Vec<_> =
        planned.map(|(user, holder)| (user, planner.plan(&Holder { user, ..holder }))).collect();
    let decision = settle(planned, &mut ledger(&pools));
    let mut addresses: Vec<*const Plan> = decision.users.iter().map(|u| Arc::as_ptr(&u.plan)).collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(decision.users.iter().filter(|u| u.plan.changes()).count(), 1);
    assert!(
        addresses.len() <= 4,
        "granted, without a seat, without a location before and after the last seat"
    );
}
