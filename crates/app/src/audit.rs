//! The audit log as it is asked for and told: the kinds and doors there are, whom a name means, the days of a question,
//! and the names behind the keys of records. It reads; nothing here can write to a chain, and no sentence stands here.

use std::collections::BTreeMap;

use cupo_domain::access::{Actor, Permit};
use cupo_domain::ids::{CustomerId, GroupId, Guid, OperationId, PoolId, ProductId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::audit::{AuditRow, actor_text};
use cupo_store::audit_log::{AuditList, By};
use cupo_store::organisations::Organisation;
use cupo_store::users::UserRow;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::app::App;
use crate::error::AppError;
use crate::text::fold;

pub mod actors;
pub mod kinds;

/// The doors there are.
pub const DOORS: [&str; 7] = ["console", "cli", "api", "graph", "partner", "scim", "system"];

/// Whether a record tells of a refusal.
#[must_use]
pub fn refused(action: &str) -> bool {
    action.ends_with("refused")
}

/// What kind of thing a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The customer itself.
    Customer,
    /// A user.
    User,
    /// A subscription.
    Subscription,
    /// A group.
    Group,
}

/// What a record is about.
#[must_use]
pub fn about(row: &AuditRow) -> About {
    let kind = row.action.split('.').next().unwrap_or("");
    match kind {
        _ if row.subject == 0 => About::Customer,
        "group" => About::Group,
        "subscription" => About::Subscription,
        _ => About::User,
    }
}

/// What the keys of some records stand for.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Users, deleted ones too.
    pub users: BTreeMap<UserId, UserRow>,
    /// Subscriptions with their product.
    pub subscriptions: BTreeMap<i64, (Guid, ProductId)>,
    /// Groups that are there.
    pub groups: BTreeMap<GroupId, (Guid, String)>,
    /// Products of pools.
    pub pools: BTreeMap<PoolId, ProductId>,
    /// Operations.
    pub operations: BTreeMap<OperationId, Guid>,
}

/// Some days of a calendar, both included, as instants: from the first to right before the second.
///
/// # Errors
/// E-INVALID `from` or `to` for what is no day of it, `dates` when the last day lies before the first.
pub fn days(zone: &TimeZone, (from, to): (Date, Date)) -> Result<(i64, i64), Denial> {
    if from > to {
        return Err(Denial::new(Code::Invalid, "dates"));
    }
    let begin = |name: &str, day: Date| {
        let instant = day.to_zoned(zone.clone()).map_err(|_| Denial::new(Code::Invalid, name))?;
        Ok(instant.timestamp().as_microsecond())
    };
    let after = to.checked_add(Span::new().days(1)).map_err(|_| Denial::new(Code::Invalid, "to"))?;
    Ok((begin("from", from)?, begin("to", after)?))
}

/// The day of a calendar at an instant.
#[must_use]
pub fn day_of(zone: &TimeZone, at: i64) -> Date {
    Timestamp::from_microsecond(at).unwrap_or_default().to_zoned(zone.clone()).date()
}

/// The day that a text means.
///
/// # Errors
/// E-INVALID with the name of the field.
pub fn day(name: &str, text: &str) -> Result<Date, Denial> {
    text.trim().parse().map_err(|_| Denial::new(Code::Invalid, name))
}

impl App {
    /// Whom a name means among those who do things: Cupo itself, the partner as a whole, a person of the customer or of
    /// the reader's own organization, a program, or somebody at the machine.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn who_does(
        &self,
        permit: &Permit,
        (at, reader): (&Organisation, Option<CustomerId>),
        text: &str,
    ) -> Result<Option<By>, AppError> {
        let actor = |it: Actor| Some(By::Actor(actor_text(&it)));
        let (folded, name) = (fold(text), text.to_lowercase());
        if folded == "cupo" {
            return Ok(actor(Actor::System));
        }
        if let Some(partner) = at.partner
            && let Some(organisation) = self.store.organisation_by_id(partner).await?
            && folded == fold(&organisation.name)
        {
            return Ok(Some(By::Home(partner)));
        }
        let others = reader.filter(|home| *home != at.id);
        for home in std::iter::once(at.id).chain(others) {
            if let Some(account) = self.store.account_by_name(home, &name).await? {
                return Ok(actor(Actor::Person { home, user: account.user }));
            }
            let programs = self.store.programs(home).await?;
            if let Some(program) = programs.into_iter().find(|it| fold(&it.name) == folded) {
                return Ok(actor(Actor::App { home, name: program.name }));
            }
        }
        if let Some(user) = self.store.everybody_named(permit, &name).await?.pop() {
            return Ok(actor(Actor::Person { home: at.id, user }));
        }
        Ok(text.strip_prefix("operator:").and_then(|name| actor(Actor::Operator { name: name.to_owned() })))
    }

    /// Users by sign-in name or id, deleted ones too; none when nobody is called so.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn whom(&self, permit: &Permit, text: &str) -> Result<Option<Vec<UserId>>, AppError> {
        let found: Vec<UserId> = match Guid::parse_str(text) {
            Ok(guid) => {
                self.store.person_at_risk(permit, guid).await?.map(|(user, _)| user).into_iter().collect()
            }
            Err(_) => self.store.everybody_named(permit, &text.to_lowercase()).await?,
        };
        Ok(Some(found).filter(|found| !found.is_empty()))
    }

    /// Records of a list with what their keys stand for.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn audit_records(
        &self,
        permit: &Permit,
        list: &AuditList,
    ) -> Result<(Vec<AuditRow>, Known), AppError> {
        let rows = self.store.audit_between(permit, list).await?;
        let known = self.behind(permit, &rows).await?;
        Ok((rows, known))
    }

    pub(crate) async fn behind(&self, permit: &Permit, rows: &[AuditRow]) -> Result<Known, AppError> {
        let mut known = Known::default();
        let mut operations: Vec<OperationId> = rows.iter().map(|row| OperationId(row.operation)).collect();
        operations.sort_unstable();
        operations.dedup();
        known.operations = self.store.operation_guids(permit, &operations).await?;
        let of = |kind: About| rows.iter().filter(move |row| about(row) == kind);
        let mut users: Vec<UserId> = of(About::User).map(|row| UserId(row.subject)).collect();
        users.sort_unstable();
        users.dedup();
        let found = self.store.users_by_id(permit, &users).await?;
        known.users = found.into_iter().map(|user| (user.id, user)).collect();
        if of(About::Subscription).next().is_some() {
            let all = self.store.subscriptions(permit).await?;
            known.subscriptions = all
                .into_iter()
                .map(|it| (it.subscription.id.0, (it.guid, it.subscription.product)))
                .collect();
        }
        if rows.iter().any(|row| row.action == kinds::LOADED) {
            known.pools =
                self.store.pools(permit).await?.into_iter().map(|pool| (pool.id, pool.product)).collect();
        }
        if of(About::Group).next().is_some() || rows.iter().any(|row| row.action == "licenses.inherited") {
            known.groups = self.store.group_names(permit).await?;
        }
        Ok(known)
    }
}
