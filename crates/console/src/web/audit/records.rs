//! Records with names: who did it, to whom, as part of which operation.

use cupo_app::audit::{About, Known, about};
use cupo_app::error::AppError;
use cupo_app::store::audit::{AuditRow, actor};
use cupo_app::store::audit_log::AuditList;
use cupo_domain::access::Actor;
use cupo_domain::ids::{GroupId, Guid, OperationId, UserId};

use crate::format::When;
use crate::web::audit::detail::detail_words;
use crate::web::audit::groups::name_in;
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
    let app = &signed.visit.hall.app;
    let (rows, known) = app.audit_records(&at.permit, list).await?;
    let people = People::of(signed, at, rows.iter().map(|row| row.actor.as_str())).await?;
    let catalogue = app.store().catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let record = |row: AuditRow| Record {
        seq: row.seq,
        at: when(signed, &at.organisation, row.at),
        who: people.name(&row.actor),
        door: door(names.t, &row.channel),
        by_itself: actor(&row.actor) == Some(Actor::System),
        subject: subject(&names, &at.organisation.name, (&row, &known)),
        detail: detail_words(&names, &known, &row.action, &row.detail),
        operation: known.operations.get(&OperationId(row.operation)).copied(),
        action: row.action.clone(),
        row,
    };
    Ok(rows.into_iter().map(record).collect())
}

/// Whom or what a record is about, by name.
pub fn subject(names: &Names<'_>, customer: &str, (row, known): (&AuditRow, &Known)) -> String {
    let t = names.t;
    match about(row) {
        About::Customer => customer.to_owned(),
        About::Group => {
            let name = known.groups.get(&GroupId(row.subject)).map(|(_, name)| name.clone());
            name.or_else(|| name_in(&row.detail)).unwrap_or_else(|| t.audit_former_group().into_owned())
        }
        About::Subscription => {
            let found = known.subscriptions.get(&row.subject).map(|(_, product)| names.product(*product));
            found.unwrap_or_else(|| t.ops_former_user().into_owned())
        }
        About::User => {
            let found = known.users.get(&UserId(row.subject)).map(|user| user.display_name.clone());
            found.unwrap_or_else(|| t.ops_former_user().into_owned())
        }
    }
}
