//! Rules that say who is in a group: what setting one, or giving it up, would do to people (R-GROUP-17). What a rule
//! means is the domain's, and whom it covers is asked of the store.

use std::collections::BTreeMap;

use cupo_domain::decide::settle_groups::Scope;
use cupo_domain::group_rule::{Person, Rule, RuleFault};
use cupo_domain::ids::{GroupId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::users::UserRow;

use super::{GroupPreview, GroupWish};
use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;

/// What is refused about people whom a rule says: they are not added and taken out by hand.
pub const BY_RULE: &str = "group-rule";
/// Most people who join or leave by one rule in one step.
const RULE_MOVE_MAX: usize = 1_000_000;
/// Most groups by rule of a customer: each of them is asked about everybody who changes.
const RULES_MAX: usize = 500;
/// Names that a preview tells of those who move.
const NAMES_MAX: usize = 20;

impl GroupWish {
    /// The rule that the group has from then on; empty for one whose people are chosen by hand.
    pub(crate) fn rule(&self) -> &str {
        match self {
            Self::Create { rule, .. } | Self::Rule(_, rule) => rule.trim(),
            _ => "",
        }
    }

    /// Whether it is about the rule of a group that is there.
    pub(super) fn sets_rule(&self) -> bool {
        matches!(self, Self::Rule(..) | Self::ByHand(..))
    }
}

impl GroupPreview {
    pub(super) fn changes_rule(&self, after: &str) -> bool {
        let before = self.group.as_ref().map_or("", |group| group.rule.as_str());
        before != after.trim() || !self.moved.is_empty() || !self.leaves.is_empty()
    }
}

/// A rule, or what is wrong with it: the kind, and the letter.
fn read(text: &str) -> Result<Rule, Denial> {
    Rule::read(text.trim()).map_err(|RuleFault { at, what }| {
        let denial = Denial::new(Code::Invalid, format!("rule-{}", what.key()));
        denial.with_figure(i64::try_from(at).unwrap_or(i64::MAX))
    })
}

/// A rule that was kept.
pub(super) fn kept(group: GroupId, text: &str) -> Result<Rule, AppError> {
    Rule::read(text).map_err(|fault| AppError::Bug(format!("the rule of group {group}: {fault}")))
}

/// Whether a rule covers somebody.
pub(super) fn covers(rule: &Rule, row: &UserRow, profile: &BTreeMap<String, String>) -> bool {
    rule.covers(&Person {
        department: &row.department,
        job_title: &row.job_title,
        country: row.location.as_deref().unwrap_or_default(),
        user_name: &row.sign_in,
        display_name: &row.display_name,
        first_name: &row.first_name,
        last_name: &row.last_name,
        profile: Some(profile),
        enabled: row.enabled,
    })
}

/// The texts of a profile.
pub(super) fn profile(row: &UserRow) -> BTreeMap<String, String> {
    let all: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&row.profile).unwrap_or_default();
    all.into_iter().filter_map(|(name, says)| Some((name, says.as_str()?.to_owned()))).collect()
}

impl App {
    /// A rule says who is in the group: those it covers join, those it does not cover leave, nobody else is touched.
    pub(super) async fn decide_rule(
        &self,
        by: Asking<'_>,
        it: &mut GroupPreview,
        text: &str,
    ) -> Result<(), AppError> {
        let rule = read(text)?;
        let Some(group) = it.group.clone() else { return Ok(()) };
        let own = self.store.groups_by_rule(by.permit).await?;
        if own.len() >= RULES_MAX && !own.iter().any(|(id, ..)| *id == group.id) {
            return Err(Denial::new(Code::Batch, "rules")
                .with_figure(i64::try_from(RULES_MAX).unwrap_or(0))
                .into());
        }
        let moves = self.store.rule_moves(by.permit, group.id, &rule).await?;
        if moves.joins.len() + moves.leaves.len() > RULE_MOVE_MAX {
            let most = i64::try_from(RULE_MOVE_MAX).unwrap_or(i64::MAX);
            return Err(Denial::new(Code::Batch, "users").with_figure(most).into());
        }
        (it.moved, it.leaves, it.covered) = (moves.joins, moves.leaves, moves.stay);
        if matches!(it.wish, GroupWish::Create { .. }) {
            it.group = Some(cupo_store::groups::GroupRow { rule: text.trim().to_owned(), ..group });
        }
        self.decide_movers(by, it).await
    }

    /// People are chosen by hand from now on; whoever is gone since is left alone (D-14).
    pub(super) async fn decide_by_hand(
        &self,
        by: Asking<'_>,
        it: &mut GroupPreview,
        (join, leave): (&[UserId], &[UserId]),
    ) -> Result<(), AppError> {
        let Some(group) = it.group.as_ref().map(|group| group.id) else { return Ok(()) };
        let all: Vec<UserId> = join.iter().chain(leave).copied().collect();
        let active = self.active_of(by, &all).await?;
        it.gone = all.len() - active.len();
        let inside = self.store.members_among(by.permit, group, &all).await?;
        let is_in = |user: &UserId| inside.binary_search(user).is_ok();
        it.moved = join.iter().filter(|user| active.contains(user) && !is_in(user)).copied().collect();
        it.leaves = leave.iter().filter(|user| active.contains(user) && is_in(user)).copied().collect();
        self.decide_movers(by, it).await
    }

    async fn decide_movers(&self, by: Asking<'_>, it: &mut GroupPreview) -> Result<(), AppError> {
        let movers: Vec<UserId> = it.leaves.iter().chain(&it.moved).copied().collect();
        let scope = Scope::one(it.group.as_ref().map_or(GroupId(0), |group| group.id));
        it.names = (self.first_names(by, &it.moved).await?, self.first_names(by, &it.leaves).await?);
        self.settle(by, it, (&movers, &scope)).await
    }

    async fn first_names(&self, by: Asking<'_>, users: &[UserId]) -> Result<Vec<String>, AppError> {
        let first = users.get(..NAMES_MAX.min(users.len())).unwrap_or_default();
        let rows = self.store.users_by_id(by.permit, first).await?;
        Ok(rows.into_iter().map(|row| row.display_name).collect())
    }
}
