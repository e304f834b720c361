//! Makes slices of people with everything that hangs on them: licenses, second addresses, data clocks. It writes
//! nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use cupo_app::error::AppError;
use cupo_domain::catalogue::{Catalogue, Workload};
use cupo_domain::country::Country;
use cupo_domain::decide::change_licenses::{APPS_CHECK_DAYS, MAIL_GRACE_DAYS};
use cupo_domain::decide::delete_users::RESTORE_DAYS;
use cupo_domain::ids::{CustomerId, PoolId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::time::Instant;
use cupo_store::addresses::insert_aliases;
use cupo_store::load::{LoadedClock, LoadedLicense, LoadedState, load_clocks, load_licenses};
use cupo_store::users::{UserRow, insert_users};
use cupo_store::value::Statement;

use super::chance::{Chance, Lane};
use super::people::{Folk, Made};
use super::roll::Namesakes;
use super::shelf::Shelf;

/// One of so many people without a license lost it lately: the mailbox is still there, and its clock runs.
const LOST_LICENSE: u64 = 6;
/// Licenses are given within so many days after the account was made.
const SERVED_DAYS: i64 = 2;

/// Rows of a slice.
#[derive(Default)]
pub(super) struct Slice {
    users: Vec<UserRow>,
    aliases: Vec<(String, UserId)>,
    licenses: Vec<LoadedLicense>,
    clocks: Vec<LoadedClock>,
}

impl Slice {
    pub(super) fn statements(self, customer: CustomerId) -> Vec<Statement> {
        vec![
            insert_users(customer, &self.users),
            insert_aliases(customer, &self.aliases),
            load_licenses(customer, &self.licenses),
            load_clocks(customer, &self.clocks),
        ]
    }
}

/// A purchase that a user made, and who has a seat of it.
pub(super) struct SelfService {
    pub(super) pool: PoolId,
    pub(super) purchaser: UserId,
    /// Numbers of the people who have one.
    pub(super) holders: BTreeSet<u64>,
    /// Seats in use so far.
    pub(super) consumed: i64,
}

/// Makes the people of one organisation.
pub(super) struct Maker<'a> {
    pub(super) folk: Folk<'a>,
    pub(super) shelf: Shelf<'a>,
    pub(super) self_service: Option<SelfService>,
    pub(super) names: Namesakes,
    pub(super) catalogue: &'a Catalogue,
    pub(super) file_retention_days: i64,
    /// The key of the first person.
    pub(super) first: i64,
}

impl Maker<'_> {
    /// Active people by number, which must come in order.
    pub(super) fn active(&mut self, numbers: Range<u64>) -> Result<Slice, AppError> {
        let mut slice = Slice::default();
        for number in numbers {
            let user = UserId(self.first + i64::try_from(number).unwrap_or(0));
            let made = self.folk.active(number, user, &mut self.names).ok_or_else(|| lost(number))?;
            let mut chance = self.folk.seed.draw(Lane::License, self.folk.number, number);
            let department = self.folk.departments.get(made.department).ok_or_else(|| lost(number))?;
            let country = made.row.location.as_deref().and_then(Country::parse);
            let mut licenses = Vec::new();
            if !made.unserved {
                licenses = self.shelf.serve(user, department, country, &mut chance);
                licenses.extend(self.self_service(number, &made));
            }
            if licenses.is_empty() && chance.below(LOST_LICENSE) == 0 && self.shelf.items().next().is_some() {
                slice.clocks.push(self.lost_license(user, &mut chance));
            }
            slice.add(made, licenses, &mut chance);
        }
        Ok(slice)
    }

    /// `count` deleted people with keys from `first`.
    pub(super) fn deleted(&mut self, count: u64, first: i64) -> Result<Slice, AppError> {
        let mut slice = Slice::default();
        for number in 0..count {
            let user = UserId(first + i64::try_from(number).unwrap_or(0));
            let made = self.folk.deleted(number, count, user).ok_or_else(|| lost(number))?;
            let mut chance = self.folk.seed.draw(Lane::Former, self.folk.number, number);
            let department = self.folk.departments.get(made.department).ok_or_else(|| lost(number))?;
            let country = made.row.location.as_deref().and_then(Country::parse);
            let (licenses, plans) = self.shelf.remember(user, department, country, &mut chance);
            let at = Instant(made.row.deleted_at.unwrap_or(self.folk.now.0));
            slice.clocks.extend(self.deletion_clocks(user, &plans, at));
            slice.add(made, licenses, &mut chance);
        }
        Ok(slice)
    }

    fn self_service(&mut self, number: u64, made: &Made) -> Option<LoadedLicense> {
        let own = self.self_service.as_mut()?;
        if !own.holders.contains(&number) || made.row.location.is_none() {
            return None;
        }
        own.consumed += 1;
        Some(LoadedLicense {
            pool: own.pool,
            user: made.row.id,
            origin: 0,
            state: LoadedState::Active,
            plans_off: String::new(),
            since: 0,
        })
    }

    /// The clocks that a deletion starts, as the decision would have (R-DEL-2, R-FILE-2).
    fn deletion_clocks(&self, user: UserId, plans: &PlanSet, at: Instant) -> Vec<LoadedClock> {
        let clock = |workload, days, loses_data| LoadedClock {
            user,
            workload,
            started_at: at.0,
            due_at: at.plus_days(days).0,
            loses_data,
            reason: "deleted",
        };
        let mut clocks = vec![clock(Workload::Files, self.file_retention_days, true)];
        if plans.intersects(&self.catalogue.plans_of(Workload::Mail)) {
            clocks.push(clock(Workload::Mail, RESTORE_DAYS, true));
        }
        if plans.intersects(&self.catalogue.plans_of(Workload::Apps)) {
            clocks.push(clock(Workload::Apps, APPS_CHECK_DAYS, false));
        }
        clocks
    }

    fn lost_license(&self, user: UserId, chance: &mut Chance) -> LoadedClock {
        let started = self.folk.now.plus_days(-chance.between(1, MAIL_GRACE_DAYS - 1));
        LoadedClock {
            user,
            workload: Workload::Mail,
            started_at: started.0,
            due_at: started.plus_days(MAIL_GRACE_DAYS).0,
            loses_data: true,
            reason: "license-removed",
        }
    }
}

impl Slice {
    fn add(&mut self, made: Made, licenses: Vec<LoadedLicense>, chance: &mut Chance) {
        let since = Instant(made.row.created_at).plus_days(chance.between(0, SERVED_DAYS)).0;
        self.licenses.extend(licenses.into_iter().map(|it| LoadedLicense { since, ..it }));
        self.aliases.extend(made.alias.map(|address| (address, made.row.id)));
        self.users.push(made.row);
    }
}

fn lost(number: u64) -> AppError {
    AppError::Bug(format!("person {number} of the demo could not be made"))
}
