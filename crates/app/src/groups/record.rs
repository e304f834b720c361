//! Wishes about groups as they are stored: beside previews, and in operations for their slices and their undo. JSON with
//! internal ids for people, which surfaces never show.

use std::collections::BTreeSet;

use cupo_domain::groups::{GroupKind, GroupLicense};
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;
use cupo_store::operations::OperationRow;
use cupo_store::snapshot::CHUNK_USERS;
use serde::{Deserialize, Serialize};

use super::{Given, GroupPreview, GroupWish};
use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;
use crate::ids::GuidText;
use crate::licenses::Who;

/// A product that a group gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct GivenDoc {
    product: GuidText,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    off: Vec<GuidText>,
}

/// A wish about a group.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum GroupDoc {
    Create {
        name: String,
        description: String,
        kind: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        rule: String,
    },
    Rule(GuidText, String),
    ByHand(GuidText, Vec<i64>, Vec<i64>),
    Join(GuidText, Vec<i64>),
    Leave(GuidText, Vec<i64>),
    Give(GuidText, Vec<GivenDoc>),
    Delete(GuidText),
    Reprocess(GuidText),
    ReprocessUsers(Vec<i64>),
}

impl GroupDoc {
    pub fn of(wish: &GroupWish) -> Self {
        let ids = |who: &Who| match who {
            Who::Users(users) => keys(users),
            // A wish that was decided names its people one by one.
            Who::Selection | Who::Filter(_) | Who::File(_) => Vec::new(),
        };
        match wish {
            GroupWish::Create { name, description, kind, rule } => Self::Create {
                name: name.clone(),
                description: description.clone(),
                kind: kind.key().to_owned(),
                rule: rule.clone(),
            },
            GroupWish::Rule(group, rule) => Self::Rule(GuidText(*group), rule.clone()),
            GroupWish::ByHand(group, join, leave) => Self::ByHand(GuidText(*group), keys(join), keys(leave)),
            GroupWish::Join(group, who) => Self::Join(GuidText(*group), ids(who)),
            GroupWish::Leave(group, who) => Self::Leave(GuidText(*group), ids(who)),
            GroupWish::Give(group, given) => {
                Self::Give(GuidText(*group), given.iter().map(GivenDoc::of).collect())
            }
            GroupWish::Delete(group) => Self::Delete(GuidText(*group)),
            GroupWish::Reprocess(group) => Self::Reprocess(GuidText(*group)),
            GroupWish::ReprocessUsers(who) => Self::ReprocessUsers(ids(who)),
        }
    }

    pub fn wish(&self) -> GroupWish {
        let who = |ids: &[i64]| Who::Users(people(ids));
        match self {
            Self::Create { name, description, kind, rule } => GroupWish::Create {
                name: name.clone(),
                description: description.clone(),
                kind: GroupKind::parse(kind).unwrap_or(GroupKind::Security),
                rule: rule.clone(),
            },
            Self::Rule(group, rule) => GroupWish::Rule(group.0, rule.clone()),
            Self::ByHand(group, join, leave) => GroupWish::ByHand(group.0, people(join), people(leave)),
            Self::Join(group, ids) => GroupWish::Join(group.0, who(ids)),
            Self::Leave(group, ids) => GroupWish::Leave(group.0, who(ids)),
            Self::Give(group, given) => GroupWish::Give(group.0, given.iter().map(GivenDoc::given).collect()),
            Self::Delete(group) => GroupWish::Delete(group.0),
            Self::Reprocess(group) => GroupWish::Reprocess(group.0),
            Self::ReprocessUsers(ids) => GroupWish::ReprocessUsers(who(ids)),
        }
    }
}

fn keys(users: &[UserId]) -> Vec<i64> {
    users.iter().map(|user| user.0).collect()
}

fn people(ids: &[i64]) -> Vec<UserId> {
    ids.iter().copied().map(UserId).collect()
}

impl GivenDoc {
    fn of(it: &Given) -> Self {
        Self { product: GuidText(it.product), off: it.plans_off.iter().copied().map(GuidText).collect() }
    }

    fn given(&self) -> Given {
        Given { product: self.product.0, plans_off: self.off.iter().map(|plan| plan.0).collect() }
    }
}

/// What an operation on a group keeps: which group its slices ask about, and what an undo needs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// The group's key; none when all groups of its people are asked.
    pub group: Option<i64>,
    #[serde(default)]
    guid: Option<GuidText>,
    #[serde(default)]
    pub name: String,
    /// People who joined or left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    moved: Vec<i64>,
    /// People who left beside those who joined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    left: Vec<i64>,
    /// The rule before, and since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<(String, String)>,
    /// What the group gave before, and gives since: product and plans off by their numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    before: Vec<(i64, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    after: Vec<(i64, String)>,
}

fn given(licenses: &[GroupLicense]) -> Vec<(i64, String)> {
    licenses.iter().map(|l| (l.product.0, l.plans_off.encode())).collect()
}

impl Record {
    pub fn of(it: &GroupPreview) -> Self {
        let gives = matches!(it.wish, GroupWish::Give(..));
        let side = |licenses: &[GroupLicense]| if gives { given(licenses) } else { Vec::new() };
        Self {
            group: it.group.as_ref().map(|group| group.id.0),
            guid: it.group.as_ref().map(|group| GuidText(group.guid)),
            name: it.group.as_ref().map(|group| group.name.clone()).unwrap_or_default(),
            moved: keys(&it.moved),
            left: keys(&it.leaves),
            rule: it.wish.sets_rule().then(|| {
                (
                    it.group.as_ref().map(|group| group.rule.clone()).unwrap_or_default(),
                    it.wish.rule().to_owned(),
                )
            }),
            before: side(&it.before),
            after: side(&it.after),
        }
    }

    pub fn to_json(&self) -> Result<String, AppError> {
        serde_json::to_string(self)
            .map_err(|e| AppError::Bug(format!("writing an operation on a group: {e}")))
    }

    pub fn from_json(text: &str) -> Result<Self, AppError> {
        serde_json::from_str(text).map_err(|e| AppError::Bug(format!("reading an operation on a group: {e}")))
    }
}

impl App {
    /// The wish that undoes an operation on a group.
    ///
    /// # Errors
    /// E-NOTFOUND for a group that is gone by now; E-CHANGED when it gives something else by now than the operation left;
    /// E-FINAL for what has no way back.
    pub(crate) async fn group_back(&self, by: Asking<'_>, row: &OperationRow) -> Result<GroupWish, AppError> {
        let record = Record::from_json(&row.command)?;
        let guid = record.guid.as_ref().map_or(Guid::nil(), |guid| guid.0);
        let group = self.group_by(by.permit, guid).await?;
        match row.kind.as_str() {
            "group-create" => Ok(GroupWish::Delete(guid)),
            "group-join" => Ok(GroupWish::Leave(guid, self.still_there(by, &record).await?)),
            "group-leave" => Ok(GroupWish::Join(guid, self.still_there(by, &record).await?)),
            "group-rule" | "group-by-hand" => {
                let (before, since) = record.rule.unwrap_or_default();
                match before.as_str() {
                    _ if group.rule != since => Err(AppError::denied(Code::Changed, "group")),
                    "" => Ok(GroupWish::ByHand(guid, people(&record.left), people(&record.moved))),
                    _ => Ok(GroupWish::Rule(guid, before)),
                }
            }
            "group-licenses" => {
                let now = self.store.group_licenses(by.permit).await?;
                let now = now.get(&group.id).map(|licenses| given(licenses)).unwrap_or_default();
                if now != record.after {
                    return Err(AppError::denied(Code::Changed, "group"));
                }
                Ok(GroupWish::Give(guid, self.given_before(&record)?))
            }
            _ => Err(AppError::denied(Code::Final, "reprocessed")),
        }
    }

    /// Those who moved and are there; who was deleted since is left alone (D-14).
    async fn still_there(&self, by: Asking<'_>, record: &Record) -> Result<Who, AppError> {
        let moved: Vec<UserId> = record.moved.iter().copied().map(UserId).collect();
        let mut active = BTreeSet::new();
        for chunk in moved.chunks(CHUNK_USERS) {
            let found = self.store.users_by_id(by.permit, chunk).await?;
            active.extend(found.into_iter().filter(|user| user.state == 0).map(|user| user.id));
        }
        let there: Vec<UserId> = moved.into_iter().filter(|user| active.contains(user)).collect();
        if there.is_empty() { Err(AppError::denied(Code::Final, "touched")) } else { Ok(Who::Users(there)) }
    }

    /// How many people of an operation on a group are not there any more.
    pub(crate) fn gone_since(row: &OperationRow, wish: &GroupWish) -> Result<usize, AppError> {
        let moved = Record::from_json(&row.command)?.moved.len();
        Ok(match wish {
            GroupWish::Join(_, Who::Users(users)) | GroupWish::Leave(_, Who::Users(users)) => {
                moved.saturating_sub(users.len())
            }
            _ => 0,
        })
    }

    fn given_before(&self, record: &Record) -> Result<Vec<Given>, AppError> {
        let catalogue = self.store.catalogue();
        let gone = || AppError::denied(Code::Final, "product");
        let one = |(product, off): &(i64, String)| {
            let product = catalogue.product(cupo_domain::ids::ProductId(*product)).ok_or_else(gone)?;
            let off = cupo_domain::plan_set::PlanSet::decode(off).ok_or_else(gone)?;
            let plans_off =
                off.iter().filter_map(|plan| catalogue.plan(plan)).map(|plan| plan.guid).collect();
            Ok(Given { product: product.guid, plans_off })
        };
        record.before.iter().map(one).collect()
    }
}
