//! Restoring users (section 16): what comes back and what stays away, under which name, and what their groups give
//! them. Decided like licenses: shown first, applied exactly, undone by deleting them again. No rule is here.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::Permit;
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::change_licenses::ledger;
use cupo_domain::decide::restore_users::{self, Restoration};
use cupo_domain::decide::settle_groups::MemberDecision;
use cupo_domain::decision::{ClockChange, Effect, Verdict};
use cupo_domain::ids::{OperationId, PoolId, ProductId, UserId};
use cupo_domain::refusal::{Code, Denial, Refusal};
use cupo_domain::seats::Pool;
use cupo_store::accounts::{Rename, restores};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::people::{end_sessions, set_password};
use cupo_store::store::Turn;
use serde_json::{Value as Json, json};

use crate::accounts::{
    Asking, Beside, OneTimePassword, PASSWORDS_MAX, belongs, check_count, one_time_password, same,
};
use crate::app::App;
use crate::changes::facts::Facts;
use crate::directory::check_alias;
use crate::edits::{USER_NAME, renamed};
use crate::error::AppError;
use crate::groups::GroupPreview;
use crate::licenses::{Receipt, UNDO_DAYS};
use crate::sign_in::hash_password;

/// What restoring some users would do.
#[derive(Clone, Debug)]
pub struct RestorePreview {
    /// The answer for each user.
    pub answers: Vec<(UserId, Restoration)>,
    /// Who comes back under another name (R-RESTORE-3).
    pub names: BTreeMap<UserId, Rename>,
    /// What their groups give to those who come back, where they are in any.
    pub groups: Option<Box<GroupPreview>>,
    /// Seats that are taken or missing, by product.
    pub seats: Vec<SeatsTaken>,
    /// Changes when an answer does.
    pub digest: String,
}

/// Seats of one product that people take who come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatsTaken {
    /// Of what.
    pub product: ProductId,
    /// How many licenses come back, of their own or through groups.
    pub back: i64,
    /// How many find no seat.
    pub missing: i64,
    /// How many are refused for another reason.
    pub refused: i64,
    /// Free seats before.
    pub before: i64,
    /// Free seats after.
    pub after: i64,
}

/// What comes back with one user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Returns {
    /// Licenses of their own.
    pub licenses: Vec<ProductId>,
    /// Licenses for which no seat is free.
    pub without_seat: Vec<ProductId>,
    /// What groups give.
    pub from_groups: Vec<ProductId>,
    /// What groups cannot give, and why.
    pub not_from_groups: Vec<(ProductId, Refusal)>,
    /// Data clocks that stop (R-RESTORE-6).
    pub stops: Vec<Workload>,
}

impl RestorePreview {
    /// Those who come back to whom groups give something, or cannot.
    #[must_use]
    pub fn members(&self) -> &[MemberDecision] {
        self.groups.as_ref().map_or(&[][..], |groups| groups.members.as_slice())
    }

    /// What comes back with a user who is restored; none for one who is not.
    #[must_use]
    pub fn returns(&self, user: UserId) -> Option<Returns> {
        let answer = self.answers.iter().find(|(id, _)| *id == user).map(|(_, answer)| answer)?;
        let Restoration::Done { licenses, clocks, .. } = answer else { return None };
        let mut it = Returns::default();
        // What was only intent before stays what it was; that is no loss.
        for (former, state) in licenses.iter().filter(|(former, state)| former.held || state.holds()) {
            let list = if state.holds() { &mut it.licenses } else { &mut it.without_seat };
            list.push(former.product);
        }
        let member = self.members().iter().find(|member| member.user == user);
        let outcomes = member.map_or(&[][..], |member| member.plan.plan.outcomes.as_slice());
        for outcome in outcomes.iter().filter(|outcome| !outcome.is_whole()) {
            match &outcome.verdict {
                Verdict::Done(Effect::Granted) => it.from_groups.push(outcome.product),
                Verdict::Refused(refusal) => it.not_from_groups.push((outcome.product, refusal.clone())),
                _ => {}
            }
        }
        let more = member.map_or(&[][..], |member| member.plan.plan.clocks.as_slice());
        let stops = clocks.iter().chain(more).filter_map(|clock| match clock {
            ClockChange::Cancel { workload } => Some(*workload),
            ClockChange::Start { .. } => None,
        });
        it.stops = stops.collect::<BTreeSet<_>>().into_iter().collect();
        Some(it)
    }

    /// How many users' clocks stop, by kind of data.
    #[must_use]
    pub fn stops(&self) -> BTreeMap<Workload, i64> {
        let mut found = BTreeMap::new();
        for returns in self.answers.iter().filter_map(|(user, _)| self.returns(*user)) {
            for workload in returns.stops {
                *found.entry(workload).or_default() += 1;
            }
        }
        found
    }

    /// Who comes back.
    pub fn back(&self) -> impl Iterator<Item = UserId> + '_ {
        let done = |(_, answer): &&(UserId, Restoration)| matches!(answer, Restoration::Done { .. });
        self.answers.iter().filter(done).map(|(user, _)| *user)
    }
}

impl App {
    /// What restoring these users would do, each under the name of before.
    ///
    /// # Errors
    /// As [`App::decide_restore`].
    pub async fn preview_restore(
        &self,
        by: Asking<'_>,
        users: &[UserId],
    ) -> Result<RestorePreview, AppError> {
        self.decide_restore(by, users, &BTreeMap::new()).await
    }

    /// What restoring these users would do, some of them under another name (R-RESTORE-3).
    ///
    /// # Errors
    /// E-INVALID for nobody or a name that is none here, E-BATCH for too many, E-NOTFOUND for somebody who is not
    /// there, failures of the store.
    pub(crate) async fn decide_restore(
        &self,
        by: Asking<'_>,
        users: &[UserId],
        names: &BTreeMap<UserId, String>,
    ) -> Result<RestorePreview, AppError> {
        check_count(users)?;
        let renames = self.renames(by.permit, users, names).await?;
        let wanted = renames.iter().map(|(user, it)| (*user, it.after.sign_in.clone())).collect();
        let candidates = self.store.restore_candidates(by.permit, (users, &wanted), self.now()).await?;
        if candidates.len() != users.len() {
            return Err(AppError::denied(Code::NotFound, "user"));
        }
        let pools = self.store.pools(by.permit).await?;
        let mut seats = ledger(&pools);
        let over_quota = by.organisation.restore_over_quota;
        let catalogue = self.store.catalogue();
        let answers =
            restore_users::decide_with_clocks(&catalogue, &candidates, &mut seats, over_quota, self.now());
        let groups = self.groups_back(by, &answers).await?;
        let mut it =
            RestorePreview { answers, names: renames, groups, seats: Vec::new(), digest: String::new() };
        it.seats = seats_taken(&pools, &it.answers, it.members());
        it.names.retain(|user, _| it.answers.iter().any(|(id, a)| id == user && is_done(a)));
        it.digest = Facts::of_restore(&it).digest();
        Ok(it)
    }

    /// The users who shall have another name, with their rows as they will be.
    async fn renames(
        &self,
        permit: &Permit,
        users: &[UserId],
        names: &BTreeMap<UserId, String>,
    ) -> Result<BTreeMap<UserId, Rename>, AppError> {
        if names.keys().any(|user| !users.contains(user)) {
            return Err(AppError::denied(Code::NotFound, "user"));
        }
        let ids: Vec<UserId> = names.keys().copied().collect();
        let mut found = BTreeMap::new();
        for row in self.store.users_by_id(permit, &ids).await? {
            let name = names.get(&row.id).map(|name| name.trim().to_lowercase()).unwrap_or_default();
            if name == row.sign_in {
                continue;
            }
            self.check_name_form(permit, &name).await?;
            let (user, before) = (row.id, row.sign_in.clone());
            found.insert(user, Rename { user, before, after: renamed(row, name) });
        }
        Ok(found)
    }

    /// Restores users if that still does what was shown. Each gets a one-time password (R-RESTORE-1).
    ///
    /// # Errors
    /// As [`App::preview_restore`], and E-ETAG when the digest is another one now.
    pub async fn restore_users(
        &self,
        by: Asking<'_>,
        users: &[UserId],
        digest: Option<&str>,
        undoes: Option<OperationId>,
    ) -> Result<(Receipt, Vec<OneTimePassword>), AppError> {
        let turn = self.store.turn().await?;
        let preview = self.preview_restore(by, users).await?;
        same(digest, &preview.digest)?;
        self.commit_restore(&turn, by, &preview, Beside { undoes, preview: None }).await
    }

    /// Commits a restore in the turn in which it was decided, with what groups give.
    pub(crate) async fn commit_restore(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        preview: &RestorePreview,
        beside: Beside,
    ) -> Result<(Receipt, Vec<OneTimePassword>), AppError> {
        let users: Vec<UserId> = preview.answers.iter().map(|(user, _)| *user).collect();
        let customer = by.permit.customer();
        let head = self.store.audit_head(customer).await?;
        let restored: Vec<UserId> = preview.back().collect();
        let until = self.now().plus_days(UNDO_DAYS);
        let counts = (restored.len(), preview.answers.len());
        let row = self.account_row(by, "restore-users", &users, counts, until)?;
        let command = with_names(&row.command, preview.names.values());
        let row = OperationRow { undoes: beside.undoes, command, ..row };
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        let names: Vec<&Rename> = preview.names.values().collect();
        let (restored_rows, head) = restores(belongs(by, &row), &preview.answers, &names, &head);
        statements.extend(restored_rows);
        if let Some(groups) = &preview.groups {
            statements.extend(self.settled_beside(by, groups, &head)?);
        }
        let mut passwords = Vec::new();
        if restored.len() <= PASSWORDS_MAX {
            for user in restored {
                let password = one_time_password()?;
                let hash = hash_password(password.clone()).await?;
                statements.push(set_password(customer, user, &hash, true, self.clock.security_now()));
                statements.push(end_sessions(customer, user));
                passwords.push(OneTimePassword { user, password });
            }
        }
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok((Receipt { operation: row.guid, running: false }, passwords))
    }
}

fn is_done(answer: &Restoration) -> bool {
    matches!(answer, Restoration::Done { .. })
}

/// Seats by product, in the order of products.
fn seats_taken(
    pools: &[Pool],
    answers: &[(UserId, Restoration)],
    members: &[MemberDecision],
) -> Vec<SeatsTaken> {
    let mut found: BTreeMap<PoolId, (i64, i64, i64, i64)> = BTreeMap::new();
    for (_, answer) in answers {
        let Restoration::Done { licenses, takes, .. } = answer else { continue };
        for (former, state) in licenses.iter().filter(|(former, state)| former.held || state.holds()) {
            let (back, missing, _, taken) = found.entry(former.pool).or_default();
            *if state.holds() { back } else { missing } += 1;
            *taken += i64::from(takes.contains(&former.pool));
        }
    }
    for plan in members.iter().map(|member| &member.plan.plan) {
        for outcome in plan.outcomes.iter().filter(|outcome| !outcome.is_whole()) {
            let takes = i64::from(plan.takes.contains(&outcome.pool));
            let (back, missing, refused, taken) = found.entry(outcome.pool).or_default();
            match &outcome.verdict {
                Verdict::Done(Effect::Granted) => *back += takes,
                Verdict::Refused(refusal) if refusal.code() == Code::Count => *missing += 1,
                Verdict::Refused(_) => *refused += 1,
                _ => {}
            }
            *taken += takes;
        }
    }
    let row = |(id, (back, missing, refused, taken)): (PoolId, (i64, i64, i64, i64))| {
        let pool = pools.iter().find(|pool| pool.id == id)?;
        let before = pool.available();
        Some(SeatsTaken { product: pool.product, back, missing, refused, before, after: before - taken })
    };
    found.into_iter().filter_map(row).collect()
}

/// The record of an operation on accounts with the names that it changed, for its undo.
pub(crate) fn with_names<'a>(command: &str, names: impl Iterator<Item = &'a Rename>) -> String {
    let mut record: Json = serde_json::from_str(command).unwrap_or_else(|_| json!({}));
    let names: serde_json::Map<String, Json> =
        names.map(|it| (it.user.to_string(), json!([it.before, it.after.sign_in]))).collect();
    if let (Some(fields), false) = (record.as_object_mut(), names.is_empty()) {
        fields.insert("names".to_owned(), names.into());
    }
    record.to_string()
}

/// The names that an operation changed: what each was before, and what it left.
pub(crate) fn names_of(row: &OperationRow) -> BTreeMap<UserId, (String, String)> {
    let record: Json = serde_json::from_str(&row.command).unwrap_or_default();
    let names = record.get("names").and_then(Json::as_object);
    let one = |(user, sides): (&String, &Json)| {
        let side = |at: usize| Some(sides.get(at)?.as_str()?.to_owned());
        Some((UserId(user.parse().ok()?), (side(0)?, side(1)?)))
    };
    names.into_iter().flatten().filter_map(one).collect()
}

impl App {
    /// The names of before that an undo gives back, of those who still have what the operation left (D-14).
    pub(crate) async fn names_back(
        &self,
        permit: &Permit,
        row: &OperationRow,
    ) -> Result<BTreeMap<UserId, Rename>, AppError> {
        let kept = names_of(row);
        let ids: Vec<UserId> = kept.keys().copied().collect();
        let mut found = BTreeMap::new();
        for user in self.store.users_by_id(permit, &ids).await? {
            let Some((before, after)) = kept.get(&user.id).filter(|(_, after)| *after == user.sign_in) else {
                continue;
            };
            let (id, name) = (user.id, before.clone());
            found.insert(id, Rename { user: id, before: after.clone(), after: renamed(user, name) });
        }
        Ok(found)
    }

    /// Refuses a name that is written otherwise than names are kept, or of no domain of the customer.
    pub(crate) async fn check_name_form(&self, permit: &Permit, name: &str) -> Result<(), AppError> {
        let invalid = || Denial::new(Code::Invalid, USER_NAME);
        let (alias, domain) = name.split_once('@').ok_or_else(invalid)?;
        let domains = self.store.domains(permit).await?;
        if check_alias(alias).map_err(|_| invalid())? != alias || !domains.iter().any(|it| it == domain) {
            return Err(invalid().into());
        }
        Ok(())
    }
}
