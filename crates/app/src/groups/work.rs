//! What groups give, carried out: small changes at once, large ones in slices in the background. A slice decides about
//! its members as their groups are by then, so changes that overlap end in the same state, whatever their order; after a
//! crash the next slice goes on (R-GROUP-4).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cupo_domain::access::{Action, Permit, system_permit};
use cupo_domain::country::Country;
use cupo_domain::decide::change_licenses::ledger;
use cupo_domain::decide::settle_groups::{MemberDecision, Scope, Settler, as_decision};
use cupo_domain::groups::{GroupLicense, Intent};
use cupo_domain::ids::{CustomerId, GroupId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::Pool;
use cupo_store::accounts::moves;
use cupo_store::audit::AuditHead;
use cupo_store::commit::{Batch, Belongs, progress};
use cupo_store::groups::{
    begin_following, begin_processing, create_groups, delete_group, end_processing, join, leave,
    set_licenses, set_rule,
};
use cupo_store::operations::{
    OperationRow, Progress, SLICE_USERS_MAX, SliceRow, SliceUser, add_progress, create_operation,
    create_slices, finish_slice,
};
use cupo_store::store::Turn;
use cupo_store::value::Statement;
use serde_json::json;

use super::record::Record;
use super::{GroupPreview, GroupWish};
use crate::accounts::{Asking, Beside, belongs};
use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::licenses::totals::totals_json;
use crate::licenses::{Receipt, Who};

/// What the records and operations of groups call the door of their processing.
pub(crate) const CHANNEL: &str = "groups";

/// What is to be different from what is stored.
#[derive(Clone, Debug, Default)]
pub(super) struct Overlay {
    /// Who joins (true) or leaves which groups.
    pub moves: BTreeMap<UserId, Vec<(GroupId, bool)>>,
    /// What a group gives.
    pub licenses: Option<(GroupId, Arc<[GroupLicense]>)>,
    /// Who comes back in the same commit, with what.
    pub returns: super::returning::Returns,
}

/// A decision with what it rests on.
pub(super) struct Settled {
    pub members: Vec<MemberDecision>,
    pub pools: Vec<Pool>,
    pub head: AuditHead,
}

impl App {
    /// Reads members in chunks and decides about all of them, in their order.
    pub(super) async fn settle_members(
        &self,
        permit: &Permit,
        country: &str,
        (users, scope): (&[UserId], &Scope),
        overlay: &Overlay,
    ) -> Result<Settled, AppError> {
        let (catalogue, now) = (self.store.catalogue(), self.now());
        let mut licenses = self.store.group_licenses(permit).await?;
        if let Some((group, own)) = &overlay.licenses {
            licenses.insert(*group, Arc::clone(own));
        }
        let (first, head) = self.store.license_snapshot(permit, &[], now).await?;
        let mut settler = Settler::new(&catalogue, Country::parse(country), scope, now);
        let mut waiting = Vec::with_capacity(users.len());
        for chunk in users.chunks(SLICE_USERS_MAX) {
            let (snapshot, _) = self.store.license_snapshot(permit, chunk, now).await?;
            let groups = self.store.groups_of(permit, chunk).await?;
            for mut holder in snapshot.holders {
                overlay.returns.bring_back(&mut holder);
                let own = groups.get(&holder.user).map_or(&[][..], Vec::as_slice);
                let intents = intents(own, holder.user, &licenses, overlay);
                waiting.push((holder.user, settler.situation(&holder, &intents)));
            }
        }
        let mut seats = ledger(&first.pools);
        overlay.returns.take_seats(&mut seats);
        let members = settler.settle(&waiting, &mut seats);
        Ok(Settled { members, pools: first.pools, head })
    }

    /// Commits what was decided about a group, in the same turn: whole, or to be worked on in slices.
    pub(crate) async fn commit_group(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &GroupPreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        if !it.changes_anything() {
            return Err(AppError::denied(Code::Invalid, "nothing"));
        }
        let customer = by.permit.customer();
        let mut it = it.clone();
        if let (GroupWish::Create { .. }, Some(group)) = (&it.wish, &mut it.group) {
            (group.id, group.guid) = (GroupId(self.next_id()), new_guid()?);
        }
        let running = it.members.len() > SLICE_USERS_MAX;
        let row = self.group_operation(by, &it, beside, running)?;
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        statements.extend(self.group_rows(customer, &it));
        let told = !it.members.is_empty();
        let [moved, left] = [&it.moved, &it.leaves].map(|list| if told { &[][..] } else { list.as_slice() });
        statements.push(moves(belongs(by, &row), (moved, it.wish.moved()), (&it.stay, it.members.len())));
        statements.push(moves(belongs(by, &row), (left, "left"), (&[], 0)));
        let mut batch = Batch::new(customer, &it.head);
        let subject = it.group.as_ref().map_or(0, |group| group.id.0);
        let (action, detail) = record_of(&it);
        batch.record(belongs(by, &row), (action, row.id.0), subject, &detail);
        if running {
            statements.push(create_slices(customer, row.id, &slices(&it.members)));
            statements.extend(it.group.as_ref().map(|g| begin_processing(customer, g.id, row.id)));
        } else if !it.members.is_empty() {
            processed(&mut batch, customer, &it.members, (&row, subject));
        }
        statements.extend(batch.statements());
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        if running {
            self.work.notify_one();
        }
        Ok(Receipt { operation: row.guid, running })
    }

    /// People join a group as part of another operation, and get what it gives.
    pub(crate) fn join_beside(
        &self,
        batch: &mut Batch,
        by: Asking<'_>,
        it: &GroupPreview,
        row: &OperationRow,
    ) -> Vec<Statement> {
        let customer = by.permit.customer();
        let mut statements = self.group_rows(customer, it);
        statements.push(moves(belongs(by, row), (&[], it.wish.moved()), (&it.stay, it.members.len())));
        let subject = it.group.as_ref().map_or(0, |group| group.id.0);
        let (action, detail) = record_of(it);
        batch.record(belongs(by, row), (action, row.id.0), subject, &detail);
        processed(batch, customer, &it.members, (row, subject));
        statements
    }

    /// The rows of groups and members, besides what members get.
    fn group_rows(&self, customer: CustomerId, it: &GroupPreview) -> Vec<Statement> {
        let Some(group) = &it.group else { return Vec::new() };
        match &it.wish {
            GroupWish::Create { .. } => {
                let mut rows = vec![create_groups(customer, std::slice::from_ref(group))];
                rows.push(join(customer, group.id, &it.moved, self.now()));
                rows.extend((!group.rule.is_empty()).then(|| begin_following(customer, it.head.seq)));
                rows
            }
            GroupWish::Rule(..) | GroupWish::ByHand(..) => vec![
                set_rule(customer, group.id, it.wish.rule()),
                join(customer, group.id, &it.moved, self.now()),
                leave(customer, group.id, &it.leaves),
                begin_following(customer, it.head.seq),
            ],
            GroupWish::Join(..) => vec![join(customer, group.id, &it.moved, self.now())],
            GroupWish::Leave(..) => vec![leave(customer, group.id, &it.moved)],
            GroupWish::Give(..) => set_licenses(customer, group.id, &it.after),
            GroupWish::Delete(_) => delete_group(customer, group.id),
            GroupWish::Reprocess(_) | GroupWish::ReprocessUsers(_) => Vec::new(),
        }
    }

    pub(super) fn group_operation(
        &self,
        by: Asking<'_>,
        it: &GroupPreview,
        beside: Beside,
        running: bool,
    ) -> Result<OperationRow, AppError> {
        let now = self.now();
        let count = |users: &[UserId]| i64::try_from(users.len()).unwrap_or(0);
        // Who is where the wish wants them is told, and counted as unchanged.
        let stay = Progress { done: count(&it.stay), unchanged: count(&it.stay), ..Progress::default() };
        let moved = match it.members.is_empty() {
            true => {
                let done = count(&it.moved) + count(&it.leaves);
                Progress { done, succeeded: done, ..Progress::default() }
            }
            false => progress(&as_decision(&it.members)),
        };
        let done = sum(moved, stay);
        let undo = it.undo_until(now);
        let row = self.account_row(by, it.wish.kind(), &[], (0, 0), undo.unwrap_or(now))?;
        let row = OperationRow {
            command: Record::of(it).to_json()?,
            totals: totals_json(&it.totals),
            final_because: undo.err().unwrap_or_default().to_owned(),
            undoes: beside.undoes,
            users_total: done.done,
            ..row
        };
        if running {
            let (users_done, unchanged) = (stay.done, stay.unchanged);
            return Ok(OperationRow { running: true, users_done, unchanged, finished_at: None, ..row });
        }
        Ok(OperationRow {
            users_done: done.done,
            succeeded: done.succeeded,
            unchanged: done.unchanged,
            refused: done.refused,
            ..row
        })
    }

    /// Works on one slice of a running operation on groups.
    pub(crate) async fn apply_group_slice(
        &self,
        turn: &Turn<'_>,
        row: &OperationRow,
        customer: CustomerId,
        (slice, waiting): (SliceRow, i64),
    ) -> Result<(), AppError> {
        let (permit, now) = (system_permit(customer, Action::AssignLicenses), self.now());
        let organisation = self.store.organisation_by_id(customer).await?;
        let organisation = organisation.ok_or_else(|| Denial::new(Code::Scope, "customer"))?;
        let record = Record::from_json(&row.command)?;
        let users: Vec<UserId> = slice.users.iter().map(|it| it.user).collect();
        let (scope, overlay) = (record.scope(), Overlay::default());
        let settled = self.settle_members(&permit, &organisation.country, (&users, &scope), &overlay).await?;
        let members = with_missing(&users, settled.members);
        let positions: Vec<i64> = slice.users.iter().map(|it| it.position).collect();
        let to = Belongs { permit: &permit, channel: CHANNEL, operation: row.id, now: now.0 };
        let mut batch = Batch::new(customer, &settled.head);
        let subject = record.group.unwrap_or(0);
        if slice.slice == 0 {
            batch.record(to, (STARTED, 0), subject, &json!({"operation": row.guid.to_string()}));
        }
        batch.add_members(to, &members, &positions);
        let step = progress(&as_decision(&members));
        let last = waiting == 1;
        if last {
            batch.record(to, (FINISHED, 0), subject, &finished(row, sum(done(row), step)));
        }
        let mut statements = vec![finish_slice(customer, row.id, slice.slice)];
        statements.extend(batch.statements());
        statements.push(add_progress(customer, row.id, step, last.then_some(now.0)));
        statements.extend(last.then(|| end_processing(customer, row.id)));
        Ok(self.store.commit(turn, statements).await?)
    }
}

/// Members get at once what was decided, between the records of the beginning and the end.
pub(super) fn processed(
    batch: &mut Batch,
    customer: CustomerId,
    members: &[MemberDecision],
    (row, subject): (&OperationRow, i64),
) {
    let system = system_permit(customer, Action::AssignLicenses);
    let to = Belongs { permit: &system, channel: CHANNEL, operation: row.id, now: row.created_at };
    let positions: Vec<i64> = (0..).take(members.len()).collect();
    batch.record(to, (STARTED, 0), subject, &json!({"operation": row.guid.to_string()}));
    batch.add_members(to, members, &positions);
    batch.record(to, (FINISHED, 0), subject, &finished(row, done(row)));
}

/// The record of the beginning of processing (R-AUDIT-5).
const STARTED: &str = "group.processing-started";
/// The record of its end, with what succeeded and failed (R-AUDIT-5).
const FINISHED: &str = "group.processing-finished";

fn finished(row: &OperationRow, all: Progress) -> serde_json::Value {
    json!({"operation": row.guid.to_string(), "succeeded": all.succeeded, "unchanged": all.unchanged,
        "failed": all.refused})
}

fn done(row: &OperationRow) -> Progress {
    let (succeeded, unchanged, refused) = (row.succeeded, row.unchanged, row.refused);
    Progress { done: row.users_done, succeeded, unchanged, refused }
}

fn sum(one: Progress, other: Progress) -> Progress {
    Progress {
        done: one.done + other.done,
        succeeded: one.succeeded + other.succeeded,
        unchanged: one.unchanged + other.unchanged,
        refused: one.refused + other.refused,
    }
}

/// What a person's change of a group is called in the audit, under its author.
fn record_of(it: &GroupPreview) -> (&'static str, serde_json::Value) {
    let name = it.group.as_ref().map_or("", |group| group.name.as_str());
    let ids = |users: &[UserId]| users.iter().map(|user| user.0).collect::<Vec<_>>();
    let users = || ids(&it.moved);
    let given = |licenses: &[GroupLicense]| {
        let one = |l: &GroupLicense| json!({"product": l.product.0, "off": l.plans_off.encode()});
        licenses.iter().map(one).collect::<Vec<_>>()
    };
    match &it.wish {
        GroupWish::Create { kind, rule, .. } if rule.is_empty() => {
            ("group.created", json!({"name": name, "kind": kind.key()}))
        }
        GroupWish::Create { kind, rule, .. } => {
            ("group.created", json!({"name": name, "kind": kind.key(), "rule": rule, "users": users()}))
        }
        GroupWish::Rule(..) | GroupWish::ByHand(..) => {
            let (before, left) = (it.group.as_ref().map(|group| &group.rule), ids(&it.leaves));
            let rules = json!({"before": before, "after": it.wish.rule()});
            ("group.rule-set", json!({"name": name, "rule": rules, "joined": users(), "left": left}))
        }
        GroupWish::Join(..) => ("group.joined", json!({"name": name, "users": users()})),
        GroupWish::Leave(..) => ("group.left", json!({"name": name, "users": users()})),
        GroupWish::Give(..) => (
            "group.licenses-set",
            json!({"name": name, "before": given(&it.before), "after": given(&it.after)}),
        ),
        GroupWish::Delete(_) => ("group.deleted", json!({"name": name})),
        GroupWish::Reprocess(_) => ("group.reprocessed", json!({"name": name})),
        GroupWish::ReprocessUsers(who) => ("group.reprocessed", json!({"users": named(who)})),
    }
}

/// The people of a wish that was decided, one by one.
fn named(who: &Who) -> Vec<i64> {
    match who {
        Who::Users(users) => users.iter().map(|user| user.0).collect(),
        Who::Selection | Who::Filter(_) | Who::File(_) => Vec::new(),
    }
}

/// What the groups of one person want for it, after the overlay.
fn intents(
    own: &[GroupId],
    user: UserId,
    licenses: &BTreeMap<GroupId, Arc<[GroupLicense]>>,
    overlay: &Overlay,
) -> Vec<Intent> {
    let mut groups: BTreeSet<GroupId> = own.iter().copied().collect();
    for (group, joins) in overlay.moves.get(&user).map_or(&[][..], Vec::as_slice) {
        if *joins {
            groups.insert(*group);
        } else {
            groups.remove(group);
        }
    }
    let intent = |group: GroupId| {
        let licenses = licenses.get(&group).filter(|licenses| !licenses.is_empty())?;
        Some(Intent { group, licenses: Arc::clone(licenses) })
    };
    groups.into_iter().filter_map(intent).collect()
}

fn slices(members: &[MemberDecision]) -> Vec<SliceRow> {
    let places: Vec<SliceUser> = members
        .iter()
        .zip(0..)
        .map(|(it, position)| SliceUser { user: it.user, fingerprint: 0, position })
        .collect();
    let cut = (0..).zip(places.chunks(SLICE_USERS_MAX));
    cut.map(|(slice, users)| SliceRow { slice, users: users.to_vec(), retry: false }).collect()
}

/// Somebody who is purged by now gets nothing, and is counted all the same.
fn with_missing(users: &[UserId], found: Vec<MemberDecision>) -> Vec<MemberDecision> {
    let mut found = found.into_iter().peekable();
    let nothing = Arc::new(cupo_domain::decide::settle_groups::MemberPlan::nothing());
    let one = |user: &UserId| {
        let there = found.next_if(|it| it.user == *user);
        there.unwrap_or_else(|| MemberDecision { user: *user, plan: Arc::clone(&nothing) })
    };
    users.iter().map(one).collect()
}

impl Record {
    /// Which groups the members are asked about.
    fn scope(&self) -> Scope {
        self.group.map_or(Scope::Every, |group| Scope::one(GroupId(group)))
    }
}
