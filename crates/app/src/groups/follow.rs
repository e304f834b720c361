//! Groups by rule follow what happens to users: whoever is added, imported, edited or restored may be covered now, or no
//! longer. What happened is read from the audit, so no use case has to think of groups; how far is written with the work
//! itself, so nothing is done twice or left out after a crash.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::{Action, Permit, system_permit};
use cupo_domain::decide::settle_groups::{Scope, as_decision};
use cupo_domain::group_rule::Rule;
use cupo_domain::ids::{CustomerId, GroupId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::accounts::moves;
use cupo_store::commit::{Batch, progress};
use cupo_store::groups::{followed, join, leave};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::organisations::Organisation;
use cupo_store::store::Turn;
use cupo_store::value::Statement;
use serde_json::json;

use super::GroupWish;
use super::rules::{covers, kept, profile};
use super::work::{CHANNEL, Overlay, Settled};
use crate::accounts::{Asking, belongs};
use crate::app::App;
use crate::changes::doc::ChangeDoc;
use crate::changes::judge::Frozen;
use crate::error::AppError;
use crate::guard::Weight;
use crate::licenses::totals::{totals, totals_json};

/// Records that are looked through in one step, and so the most people who move in it.
const RECORDS_MAX: i64 = 5_000;

/// Who moves in one group.
#[derive(Debug, Default)]
struct Moved {
    name: String,
    rule: String,
    joins: Vec<UserId>,
    leaves: Vec<UserId>,
}

/// Who moves where.
type Moves = BTreeMap<GroupId, Moved>;

impl App {
    /// Lets groups by rule follow what happened to users, until nothing is left.
    ///
    /// # Errors
    /// When the store cannot read or write; whatever was done stays done.
    pub async fn work_on_rules(&self) -> Result<(), AppError> {
        loop {
            let behind = self.store.groups_to_follow().await?;
            if behind.is_empty() {
                return Ok(());
            }
            for (customer, _) in behind {
                self.follow(customer).await?;
            }
        }
    }

    async fn follow(&self, customer: CustomerId) -> Result<(), AppError> {
        let turn = self.store.turn_in_the_end().await;
        let behind = self.store.groups_to_follow().await?;
        let Some((_, after)) = behind.into_iter().find(|(it, _)| *it == customer) else { return Ok(()) };
        let permit = system_permit(customer, Action::AssignLicenses);
        let organisation = self.store.organisation_by_id(customer).await?;
        let organisation = organisation.ok_or_else(|| Denial::new(Code::Scope, "customer"))?;
        let (touched, until) = self.store.users_touched(&permit, (after, RECORDS_MAX)).await?;
        let touched: Vec<UserId> = touched.into_iter().collect();
        let mut moved = self.moves_of(&permit, &touched).await?;
        let mut statements = vec![followed(customer, until)];
        let of = (&permit, &organisation);
        let (mut people, mut settled) = self.settle_moves(of, &moved).await?;
        let mut weight = weight(&settled);
        if self.has_to_wait(&permit, &weight).await? {
            // Nobody leaves by surprise: those who would are looked at, the others join.
            self.leaves_wait(&turn, of, &mut moved, &weight).await?;
            (people, settled) = self.settle_moves(of, &moved).await?;
            weight = Weight::default();
        }
        if !moved.is_empty() {
            statements.extend(self.moved_rows(of, (&moved, &people), settled)?);
            statements.extend(self.passed_rows(&permit, &weight));
        }
        self.store.commit(&turn, statements).await?;
        self.announce_progress();
        Ok(())
    }

    /// What everybody who moves gets and gives back by it.
    async fn settle_moves(
        &self,
        (permit, organisation): (&Permit, &Organisation),
        moved: &Moves,
    ) -> Result<(Vec<UserId>, Settled), AppError> {
        let people: BTreeSet<UserId> =
            moved.values().flat_map(|it| it.joins.iter().chain(&it.leaves)).copied().collect();
        let people: Vec<UserId> = people.into_iter().collect();
        let scope = Scope::Groups(moved.keys().copied().collect());
        let overlay = overlay(moved);
        let settled = self.settle_members(permit, &organisation.country, (&people, &scope), &overlay).await?;
        Ok((people, settled))
    }

    /// The rules that would take much wait for a person, who sees who leaves by then.
    async fn leaves_wait(
        &self,
        turn: &Turn<'_>,
        (permit, organisation): (&Permit, &Organisation),
        moved: &mut Moves,
        weight: &Weight,
    ) -> Result<(), AppError> {
        let by = asking(permit, organisation);
        let guids = self.store.group_names(permit).await?;
        for (group, it) in moved.iter_mut().filter(|(_, it)| !it.leaves.is_empty()) {
            let Some((guid, _)) = guids.get(group) else { continue };
            let wish = Frozen::Group(GroupWish::Rule(*guid, it.rule.clone()));
            let doc = ChangeDoc::of(&wish, by).to_json()?;
            self.keep_waiting(turn, by, ("group-rule", doc), weight).await?;
            it.leaves.clear();
        }
        moved.retain(|_, it| !it.joins.is_empty());
        Ok(())
    }

    /// Who of some people moves, by the rules of the customer.
    async fn moves_of(&self, permit: &Permit, touched: &[UserId]) -> Result<Moves, AppError> {
        let mut moves = Moves::new();
        if touched.is_empty() {
            return Ok(moves);
        }
        let rows = self.store.users_by_id(permit, touched).await?;
        let inside = self.store.groups_of(permit, touched).await?;
        let groups = self.store.groups_by_rule(permit).await?;
        let mut rules: Vec<(GroupId, (&str, &str), Rule)> = Vec::with_capacity(groups.len());
        for (group, name, text) in &groups {
            rules.push((*group, (name, text), kept(*group, text)?));
        }
        for row in rows.iter().filter(|row| row.state == 0) {
            let (own, profile) = (inside.get(&row.id), profile(row));
            for (group, (name, text), rule) in &rules {
                let is_in = own.is_some_and(|own| own.contains(group));
                let shall = covers(rule, row, &profile);
                if is_in != shall {
                    let it = moves.entry(*group).or_default();
                    (*name).clone_into(&mut it.name);
                    (*text).clone_into(&mut it.rule);
                    if shall { it.joins.push(row.id) } else { it.leaves.push(row.id) }
                }
            }
        }
        Ok(moves)
    }

    /// The rows of people who move, and what they get and give back by it, as an operation that tells it.
    fn moved_rows(
        &self,
        (permit, organisation): (&Permit, &Organisation),
        (moved, people): (&Moves, &[UserId]),
        settled: Settled,
    ) -> Result<Vec<Statement>, AppError> {
        let (customer, now) = (permit.customer(), self.now());
        let by = asking(permit, organisation);
        let mut members = settled.members;
        if members.iter().all(|member| member.plan.sources.is_empty()) {
            members.clear();
        }
        let decision = as_decision(&members);
        let row = self.account_row(by, "group-follow", &[], (people.len(), people.len()), now)?;
        let row = OperationRow {
            command: json!({}).to_string(),
            totals: totals_json(&totals(&settled.pools, &decision)),
            final_because: "followed".to_owned(),
            ..row
        };
        let row = if members.is_empty() { row } else { with_figures(row, &decision) };
        let to = belongs(by, &row);
        let mut batch = Batch::new(customer, &settled.head);
        let mut statements = vec![create_operation(customer, &row)];
        for (group, it) in moved {
            statements.push(join(customer, *group, &it.joins, now));
            statements.push(leave(customer, *group, &it.leaves));
            let ids = |users: &[UserId]| users.iter().map(|user| user.0).collect::<Vec<_>>();
            let detail = json!({"name": it.name, "joined": ids(&it.joins), "left": ids(&it.leaves)});
            batch.record(to, ("group.followed", row.id.0), group.0, &detail);
        }
        if members.is_empty() {
            let joins: BTreeSet<&UserId> = moved.values().flat_map(|it| &it.joins).collect();
            let (joined, left): (Vec<UserId>, Vec<UserId>) = people.iter().partition(|it| joins.contains(it));
            statements.push(moves(to, (&joined, "joined"), (&[], 0)));
            statements.push(moves(to, (&left, "left"), (&[], 0)));
        }
        let positions: Vec<i64> = (0..).take(members.len()).collect();
        batch.add_members(to, &members, &positions);
        statements.extend(batch.statements());
        Ok(statements)
    }
}

fn with_figures(row: OperationRow, decision: &cupo_domain::decision::Decision) -> OperationRow {
    let all = progress(decision);
    OperationRow {
        users_total: all.done,
        users_done: all.done,
        succeeded: all.succeeded,
        unchanged: all.unchanged,
        refused: all.refused,
        ..row
    }
}

fn asking<'a>(permit: &'a Permit, organisation: &'a Organisation) -> Asking<'a> {
    Asking { permit, organisation, limited: false, owner: 0, channel: CHANNEL, once: None, reason: "" }
}

fn weight(settled: &Settled) -> Weight {
    Weight::of_totals(&totals(&settled.pools, &as_decision(&settled.members)))
}

fn overlay(moved: &Moves) -> Overlay {
    let mut overlay = Overlay::default();
    for (group, it) in moved {
        let joins = it.joins.iter().map(|user| (user, true));
        for (user, joins) in joins.chain(it.leaves.iter().map(|user| (user, false))) {
            overlay.moves.entry(*user).or_default().push((*group, joins));
        }
    }
    overlay
}
