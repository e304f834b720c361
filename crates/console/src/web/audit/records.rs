//! Records with names: who did it, to whom, as part of which operation.

use std::collections::BTreeMap;

use cupo_app::error::AppError;
use cupo_app::store::audit::{AuditRow, actor};
use cupo_app::store::audit_log::AuditList;
use cupo_domain::access::Actor;
use cupo_domain::ids::{GroupId, Guid, OperationId, UserId};

use crate::format::When;
use crate::web::audit::detail::{Known, LOADED, detail_words};
use crate::web::audit::groups::{about_group, name_in};
use crate::web::frame::when;
use crate::web::operations::people::{People, door};
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// A record in words.
#[derive(Clone, Debug)]
pub struct Record {
    /// Number in the chain.
    pub seq: i64,
    /// When.
    pub at: When,
    /// Who.
    pub who: String,
    /// Through which door.
    pub door: String,
    /// Nobody did it: time, or Cupo at its start.
    pub by_itself: bool,
    /// The kind of change as stored.
    pub action: String,
    /// To whom.
    pub subject: String,
    /// What changed.
    pub detail: String,
    /// The operation it belongs to.
    pub operation: Option<Guid>,
    /// The record as it is bound into the chain.
    pub row: AuditRow,
}

/// Reads records and looks up every name in them.
///
/// # Errors
/// When the store cannot answer.
pub async fn read(signed: &Signed, at: &At, list: &AuditList) -> Result<Vec<Record>, AppError> {
    let store = signed.visit.hall.app.store();
    let rows = store.audit_between(&at.permit, list).await?;
    let people = People::of(signed, at, rows.iter().map(|row| row.actor.as_str())).await?;
    let mut operations: Vec<OperationId> = rows.iter().map(|row| OperationId(row.operation)).collect();
    operations.sort_unstable();
    operations.dedup();
    let operations = store.operation_guids(&at.permit, &operations).await?;
    let subjects = Subjects::of(signed, at, &rows).await?;
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let mut known = Known::default();
    if rows.iter().any(|row| row.action == LOADED) {
        known.pools =
            store.pools(&at.permit).await?.into_iter().map(|pool| (pool.id, pool.product)).collect();
    }
    if rows.iter().any(|row| about_group(&row.action) || row.action == "licenses.inherited") {
        let groups = store.group_names(&at.permit).await?;
        known.groups = groups.into_iter().map(|(id, (_, name))| (id, name)).collect();
    }
    let record = |row: AuditRow| Record {
        seq: row.seq,
        at: when(signed, &at.organisation, row.at),
        who: people.name(&row.actor),
        door: door(names.t, &row.channel),
        by_itself: actor(&row.actor) == Some(Actor::System),
        subject: subjects.name(signed, at, &row, &known),
        detail: detail_words(&names, &known, &row.action, &row.detail),
        operation: operations.get(&OperationId(row.operation)).copied(),
        action: row.action.clone(),
        row,
    };
    Ok(rows.into_iter().map(record).collect())
}

/// Names of users and subscriptions.
struct Subjects {
    users: BTreeMap<i64, String>,
    subscriptions: BTreeMap<i64, String>,
}

impl Subjects {
    async fn of(signed: &Signed, at: &At, rows: &[AuditRow]) -> Result<Self, AppError> {
        let store = signed.visit.hall.app.store();
        let mut users: Vec<UserId> =
            rows.iter().filter(|row| about_user(&row.action)).map(|row| UserId(row.subject)).collect();
        users.sort_unstable();
        users.dedup();
        let found = store.users_by_id(&at.permit, &users).await?;
        let users = found.into_iter().map(|user| (user.id.0, user.display_name)).collect();
        let mut subscriptions = BTreeMap::new();
        if rows.iter().any(|row| about_subscription(&row.action)) {
            let catalogue = store.catalogue();
            let names = Names { catalogue: &catalogue, t: signed.t() };
            for row in store.subscriptions(&at.permit).await? {
                let it = row.subscription;
                subscriptions.insert(it.id.0, names.product(it.product));
            }
        }
        Ok(Self { users, subscriptions })
    }

    fn name(&self, signed: &Signed, at: &At, row: &AuditRow, known: &Known) -> String {
        if about_group(&row.action) && row.subject != 0 {
            let name = known.groups.get(&GroupId(row.subject)).cloned().or_else(|| name_in(&row.detail));
            return name.unwrap_or_else(|| signed.t().audit_former_group().into_owned());
        }
        let found = if row.subject == 0 {
            Some(&at.organisation.name)
        } else if about_subscription(&row.action) {
            self.subscriptions.get(&row.subject)
        } else {
            self.users.get(&row.subject)
        };
        found.cloned().unwrap_or_else(|| signed.t().ops_former_user().into_owned())
    }
}

fn about_user(action: &str) -> bool {
    ["user.", "licenses.", "hold.", "data."].iter().any(|kind| action.starts_with(kind))
}

fn about_subscription(action: &str) -> bool {
    action.starts_with("subscription.")
}
