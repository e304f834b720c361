//! Groups that carry licenses: what a wish about one would do, and to whom. Shown first, applied exactly, and told in an
//! operation like every change. Who gets what is the domain's; whatever changes a group or a member, the members it
//! concerns are decided anew (section 9).

mod record;
mod work;
mod returning;
mod rules;
mod follow;

use std::collections::BTreeSet;
use std::sync::Arc;

use cupo_domain::access::{Action, Permit};
use cupo_domain::decide::settle_groups::{MemberDecision, Scope, as_decision};
use cupo_domain::groups::{GroupKind, GroupLicense, check_licenses};
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::Pool;
use cupo_domain::time::Instant;
use cupo_store::audit::AuditHead;
use cupo_store::groups::GroupRow;

use crate::accounts::Asking;
use crate::app::App;
use crate::edits::check_text;
use crate::error::AppError;
use crate::licenses::totals::{Totals, digest, totals};
use crate::licenses::{UNDO_DAYS, Who};
use crate::text::{fold, sort_key};

pub(crate) use record::GroupDoc;
pub use rules::BY_RULE;

/// Most people who join or leave a group in one step.
pub const GROUP_MOVE_MAX: usize = 100_000;
/// Most people who are decided anew in one step of a page (R-BULK-2, D-16).
pub const REPROCESS_MAX: usize = 20;
/// Most letters of a group's name.
pub const GROUP_NAME_MAX: usize = 120;
/// Most letters of its description.
pub const GROUP_DESCRIPTION_MAX: usize = 500;
/// Most groups of a customer.
pub const GROUPS_MAX: i64 = 5_000;

/// A product that a group shall give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The product.
    pub product: Guid,
    /// Plans that are off.
    pub plans_off: Vec<Guid>,
}

/// What shall become of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupWish {
    /// A new group, without licenses.
    Create {
        /// Its name.
        name: String,
        /// What it is for.
        description: String,
        /// What kind.
        kind: GroupKind,
        /// The rule that says who is in it; empty where people are chosen by hand.
        rule: String,
    },
    /// A rule says who is in it from now on (R-GROUP-17).
    Rule(Guid, String),
    /// People are chosen by hand from now on: who is in it stays, besides these who join and these who leave.
    ByHand(Guid, Vec<UserId>, Vec<UserId>),
    /// People join.
    Join(Guid, Who),
    /// People leave.
    Leave(Guid, Who),
    /// The group gives exactly these products from now on.
    Give(Guid, Vec<Given>),
    /// The group goes; it must give nothing (R-GROUP-13).
    Delete(Guid),
    /// Everybody in the group is decided anew.
    Reprocess(Guid),
    /// All groups of these people are decided anew (R-GROUP-11).
    ReprocessUsers(Who),
}

impl GroupWish {
    /// The action whose permit it takes: managing groups is one thing, their licenses another (R-ROLE-4, R-ROLE-6).
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Create { .. } | Self::Join(..) | Self::Leave(..) | Self::Delete(_) => Action::ManageGroups,
            Self::Rule(..) | Self::ByHand(..) => Action::ManageGroups,
            Self::Give(..) | Self::Reprocess(_) | Self::ReprocessUsers(_) => Action::AssignLicenses,
        }
    }

    /// The kind of the operation.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Create { .. } => "group-create",
            Self::Rule(..) => "group-rule",
            Self::ByHand(..) => "group-by-hand",
            Self::Join(..) => "group-join",
            Self::Leave(..) => "group-leave",
            Self::Give(..) => "group-licenses",
            Self::Delete(_) => "group-delete",
            Self::Reprocess(_) | Self::ReprocessUsers(_) => "group-reprocess",
        }
    }

    /// What is said of people who move by it.
    pub(crate) fn moved(&self) -> &'static str {
        if matches!(self, Self::Leave(..)) { "left" } else { "joined" }
    }

    /// The group that it is about; none for a new one, or where all groups of some people are meant.
    #[must_use]
    pub fn group(&self) -> Option<Guid> {
        match self {
            Self::Create { .. } | Self::ReprocessUsers(_) => None,
            Self::Rule(group, _)
            | Self::ByHand(group, ..)
            | Self::Join(group, _)
            | Self::Leave(group, _)
            | Self::Give(group, _)
            | Self::Delete(group)
            | Self::Reprocess(group) => Some(*group),
        }
    }
}

/// What a wish about a group would do.
#[derive(Clone, Debug)]
pub struct GroupPreview {
    /// The wish, its people one by one.
    pub wish: GroupWish,
    /// The group as it is, or as it shall be created.
    pub group: Option<GroupRow>,
    /// People who join; of a wish that somebody leaves, those who leave.
    pub moved: Vec<UserId>,
    /// People who leave because the rule does not cover them, or as an undo brings back who was there.
    pub leaves: Vec<UserId>,
    /// The first names of those who join and of those who leave by a rule.
    pub names: (Vec<String>, Vec<String>),
    /// How many members the rule covers who are in it already.
    pub covered: i64,
    /// People who are where they shall be already.
    pub stay: Vec<UserId>,
    /// How many people of the wish are deleted by now; they are left out (D-14).
    pub gone: usize,
    /// How many members are forgotten with the group that is deleted.
    pub forgets: usize,
    /// What the group gives now.
    pub before: Vec<GroupLicense>,
    /// What it gives afterwards.
    pub after: Vec<GroupLicense>,
    /// What every member gets of it, in the order of joining.
    pub members: Vec<MemberDecision>,
    /// The same in figures.
    pub totals: Totals,
    pub(crate) digest: String,
    pub(crate) head: AuditHead,
}

impl GroupPreview {
    /// Nothing is known yet.
    fn of(wish: GroupWish, head: AuditHead) -> Self {
        Self {
            wish,
            head,
            before: Vec::new(),
            after: Vec::new(),
            group: None,
            moved: Vec::new(),
            leaves: Vec::new(),
            names: (Vec::new(), Vec::new()),
            covered: 0,
            stay: Vec::new(),
            gone: 0,
            forgets: 0,
            members: Vec::new(),
            totals: Totals::default(),
            digest: String::new(),
        }
    }

    /// Until when it can be undone; or why not.
    ///
    /// # Errors
    /// The reason.
    pub fn undo_until(&self, now: Instant) -> Result<Instant, &'static str> {
        match self.wish {
            GroupWish::Delete(_) => Err("group-deleted"),
            GroupWish::Reprocess(_) | GroupWish::ReprocessUsers(_) => Err("reprocessed"),
            _ => {
                let losses = self.totals.clocks.iter().filter(|c| c.loses_data).map(|c| c.due);
                Ok(losses.chain([now.plus_days(UNDO_DAYS)]).min().unwrap_or(now))
            }
        }
    }

    /// Whether anything is written.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        match &self.wish {
            GroupWish::Create { .. } | GroupWish::Delete(_) => true,
            GroupWish::Join(..) | GroupWish::Leave(..) => !self.moved.is_empty(),
            GroupWish::Rule(_, rule) => self.changes_rule(rule),
            GroupWish::ByHand(..) => self.changes_rule(""),
            GroupWish::Give(..) => self.before != self.after,
            GroupWish::Reprocess(_) | GroupWish::ReprocessUsers(_) => !self.members.is_empty(),
        }
    }
}

impl App {
    /// What a wish about a group would do.
    ///
    /// # Errors
    /// E-NOTFOUND for an unknown group, person, product or plan; E-INVALID with the place; E-BATCH for too many at once;
    /// E-GROUP-LICENSED for the deletion of a group that somebody has licenses from (R-GROUP-13); what
    /// [`check_licenses`] says of licenses that no member could hold.
    pub(crate) async fn decide_group(
        &self,
        by: Asking<'_>,
        wish: &GroupWish,
    ) -> Result<GroupPreview, AppError> {
        let group = match wish.group() {
            Some(guid) => Some(self.group_by(by.permit, guid).await?),
            None => None,
        };
        let head = self.store.audit_head(by.permit.customer()).await?;
        let mut it = GroupPreview { group, ..GroupPreview::of(wish.clone(), head) };
        if let Some(group) = &it.group {
            let all = self.store.group_licenses(by.permit).await?;
            it.before = all.get(&group.id).map(|licenses| licenses.to_vec()).unwrap_or_default();
            it.after = it.before.clone();
        }
        match wish {
            GroupWish::Create { name, description, kind, rule } => {
                it.group = Some(self.new_group(by, name, description, *kind).await?);
                if !rule.trim().is_empty() {
                    self.decide_rule(by, &mut it, rule).await?;
                }
            }
            GroupWish::Rule(_, rule) => self.decide_rule(by, &mut it, rule).await?,
            GroupWish::ByHand(_, join, leave) => self.decide_by_hand(by, &mut it, (join, leave)).await?,
            GroupWish::Join(group, who) => self.decide_moves(by, &mut it, (*group, who, true)).await?,
            GroupWish::Leave(group, who) => self.decide_moves(by, &mut it, (*group, who, false)).await?,
            GroupWish::Give(_, given) => self.decide_given(by, &mut it, given).await?,
            GroupWish::Delete(_) => {
                self.check_deletable(by, &it).await?;
                if let Some(group) = it.group.as_ref().map(|group| group.id) {
                    it.forgets = self.store.group_concerns(by.permit, group).await?.len();
                }
            }
            GroupWish::Reprocess(_) => self.decide_concerned(by, &mut it).await?,
            GroupWish::ReprocessUsers(who) => {
                let (users, gone) = self.people_of(by, who).await?;
                it.gone = gone;
                if users.len() > REPROCESS_MAX {
                    let most = i64::try_from(REPROCESS_MAX).unwrap_or(i64::MAX);
                    return Err(Denial::new(Code::Batch, "users").with_figure(most).into());
                }
                it.wish = GroupWish::ReprocessUsers(Who::Users(users.clone()));
                self.settle(by, &mut it, (&users, &Scope::Every)).await?;
            }
        }
        Ok(it)
    }

    /// A group by outside identity.
    ///
    /// # Errors
    /// E-NOTFOUND.
    pub async fn group_by(&self, permit: &Permit, guid: Guid) -> Result<GroupRow, AppError> {
        let group = self.store.group(permit, guid).await?;
        Ok(group.ok_or_else(|| Denial::new(Code::NotFound, "group"))?)
    }

    async fn new_group(
        &self,
        by: Asking<'_>,
        name: &str,
        description: &str,
        kind: GroupKind,
    ) -> Result<GroupRow, AppError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(AppError::denied(Code::Invalid, "name"));
        }
        check_text("name", name, GROUP_NAME_MAX)?;
        check_text("description", description, GROUP_DESCRIPTION_MAX)?;
        let folded = fold(name);
        if self.store.group_named(by.permit, &folded).await?.is_some() {
            return Err(AppError::denied(Code::Invalid, "name-taken"));
        }
        if self.store.count_groups(by.permit).await? >= GROUPS_MAX {
            return Err(Denial::new(Code::Batch, "groups").with_figure(GROUPS_MAX).into());
        }
        Ok(GroupRow {
            id: cupo_domain::ids::GroupId(0),
            guid: Guid::nil(),
            name: name.to_owned(),
            folded,
            sort_key: sort_key(name, ""),
            description: description.to_owned(),
            kind,
            rule: String::new(),
            processing: None,
            created_at: self.now().0,
        })
    }

    /// People join or leave: those who are where they shall be already stay.
    async fn decide_moves(
        &self,
        by: Asking<'_>,
        it: &mut GroupPreview,
        (group, who, joins): (Guid, &Who, bool),
    ) -> Result<(), AppError> {
        let (users, gone) = self.people_of(by, who).await?;
        it.gone = gone;
        let Some(row) = it.group.clone() else { return Ok(()) };
        if !row.rule.is_empty() {
            return Err(AppError::denied(Code::State, BY_RULE));
        }
        let inside: BTreeSet<UserId> =
            self.store.members_among(by.permit, row.id, &users).await?.into_iter().collect();
        (it.stay, it.moved) = users.iter().partition(|user| inside.contains(user) == joins);
        let who = Who::Users(users);
        it.wish = if joins { GroupWish::Join(group, who) } else { GroupWish::Leave(group, who) };
        let moved = it.moved.clone();
        self.settle(by, it, (&moved, &Scope::one(row.id))).await
    }

    async fn decide_given(
        &self,
        by: Asking<'_>,
        it: &mut GroupPreview,
        given: &[Given],
    ) -> Result<(), AppError> {
        let pools = self.store.pools(by.permit).await?;
        let mut after = Vec::with_capacity(given.len());
        for one in given {
            after.push(self.given(&pools, one)?);
        }
        after.sort();
        let Some(group) = &it.group else { return Ok(()) };
        check_licenses(&self.store.catalogue(), &pools, group.kind, &after)?;
        it.after = after;
        if it.before == it.after {
            return Ok(());
        }
        self.decide_concerned(by, it).await
    }

    fn given(&self, pools: &[Pool], given: &Given) -> Result<GroupLicense, Denial> {
        let catalogue = self.store.catalogue();
        let unknown = |what: Guid| Denial::new(Code::NotFound, what.to_string());
        let product = catalogue.product_by_guid(given.product).ok_or_else(|| unknown(given.product))?;
        let central = pools
            .iter()
            .find(|pool| pool.product == product.id && pool.kind == cupo_domain::seats::PoolKind::Central);
        let pool = central.ok_or_else(|| Denial::new(Code::NotFound, product.part_number.clone()))?.id;
        let mut plans_off = PlanSet::new();
        for plan in &given.plans_off {
            plans_off.insert(catalogue.plan_by_guid(*plan).ok_or_else(|| unknown(*plan))?.id);
        }
        Ok(GroupLicense { pool, product: product.id, plans_off })
    }

    async fn check_deletable(&self, by: Asking<'_>, it: &GroupPreview) -> Result<(), AppError> {
        let Some(group) = &it.group else { return Ok(()) };
        if group.processing.is_some() {
            return Err(AppError::denied(Code::State, "group-processing"));
        }
        if self.store.group_carries(by.permit, group.id).await? {
            return Err(AppError::denied(Code::GroupLicensed, group.name.clone()));
        }
        Ok(())
    }

    async fn decide_concerned(&self, by: Asking<'_>, it: &mut GroupPreview) -> Result<(), AppError> {
        let Some(group) = it.group.clone() else { return Ok(()) };
        let users = self.store.group_concerns(by.permit, group.id).await?;
        self.settle(by, it, (&users, &Scope::one(group.id))).await
    }

    /// Decides about some people as they will be in their groups.
    async fn settle(
        &self,
        by: Asking<'_>,
        it: &mut GroupPreview,
        (users, scope): (&[UserId], &Scope),
    ) -> Result<(), AppError> {
        let overlay = work::Overlay::of(it);
        self.settle_over(by, it, (users, scope), &overlay).await
    }

    /// The same with what is to be different from what is stored.
    async fn settle_over(
        &self,
        by: Asking<'_>,
        it: &mut GroupPreview,
        (users, scope): (&[UserId], &Scope),
        overlay: &work::Overlay,
    ) -> Result<(), AppError> {
        let mut settled =
            self.settle_members(by.permit, &by.organisation.country, (users, scope), overlay).await?;
        // Where nobody gets anything and nobody has anything, there is nothing to be worked on.
        if settled.members.iter().all(|member| member.plan.sources.is_empty()) {
            settled.members.clear();
        }
        let decision = as_decision(&settled.members);
        (it.totals, it.digest) = (totals(&settled.pools, &decision), digest(&decision));
        (it.members, it.head) = (settled.members, settled.head);
        Ok(())
    }

    /// The people of a wish, each once, and how many more are deleted by now: they must be there.
    async fn people_of(&self, by: Asking<'_>, who: &Who) -> Result<(Vec<UserId>, usize), AppError> {
        let mut gone = 0;
        let users = match who {
            Who::Users(users) => {
                let mut seen = BTreeSet::new();
                let once: Vec<UserId> = users.iter().filter(|user| seen.insert(**user)).copied().collect();
                let active = self.active_of(by, &once).await?;
                gone = once.len() - active.len();
                once.into_iter().filter(|user| active.contains(user)).collect()
            }
            Who::Filter(filter) => self.store.user_ids(by.permit, filter).await?,
            Who::File(_) => return Err(AppError::denied(Code::Invalid, "users")),
            Who::Selection => {
                let selected = self.selected(by.permit, by.owner).await?;
                self.store.user_ids(by.permit, &crate::licenses::in_selection(selected)).await?
            }
        };
        if users.is_empty() && gone == 0 {
            return Err(AppError::denied(Code::Invalid, "nobody"));
        }
        if users.len() > GROUP_MOVE_MAX {
            let most = i64::try_from(GROUP_MOVE_MAX).unwrap_or(i64::MAX);
            return Err(Denial::new(Code::Batch, "users").with_figure(most).into());
        }
        Ok((users, gone))
    }

    /// Those of some people who are active. All of them must be at this customer.
    async fn active_of(&self, by: Asking<'_>, users: &[UserId]) -> Result<BTreeSet<UserId>, AppError> {
        let mut active = BTreeSet::new();
        for chunk in users.chunks(cupo_store::snapshot::CHUNK_USERS) {
            let found = self.store.users_by_id(by.permit, chunk).await?;
            if found.len() != chunk.len() {
                return Err(AppError::denied(Code::NotFound, "user"));
            }
            active.extend(found.iter().filter(|user| user.state == 0).map(|user| user.id));
        }
        Ok(active)
    }
}

impl work::Overlay {
    /// What will be different from what is stored once a preview is applied.
    fn of(it: &GroupPreview) -> Self {
        let Some(group) = &it.group else { return Self::default() };
        let leaving = matches!(it.wish, GroupWish::Leave(..));
        let moved = it.moved.iter().map(|user| (*user, !leaving));
        let moves = moved.chain(it.leaves.iter().map(|user| (*user, false)));
        let moves = moves.map(|(user, joins)| (user, vec![(group.id, joins)])).collect();
        let licenses = Some((group.id, Arc::from(it.after.clone())));
        Self { moves, licenses, ..Self::default() }
    }
}
