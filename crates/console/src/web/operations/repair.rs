//! One press for a whole group of refused users: they are selected, and the change that would help is shown for all of
//! them. Nothing is changed here but the selection.

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::doc::{Doc, Wanted};
use cupo_app::store::operations::OperationRow;
use cupo_app::store::results::RefusalGroup;
use cupo_domain::access::Action;
use cupo_domain::command::Edits;
use cupo_domain::refusal::Code;

use crate::view::PressLink;
use crate::web::accounts::asking;
use crate::web::address::Address;
use crate::web::operations::{address, find};
use crate::web::posted::{Fields, Posted};
use crate::web::repairs::{Choices, Step, choices_of, editor, label, less_free, step};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// Groups that are looked at to find the one that is meant.
const READ_MAX: i64 = 400;

/// POST /c/{customer}/operations/{operation}/repair
pub async fn start(
    signed: Signed,
    Path((customer, operation)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let row = find(&signed, &at, &operation).await?;
    let (app, t) = (&signed.visit.hall.app, signed.t());
    let catalogue = app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let unknown = || AppError::denied(Code::NotFound, "group");
    let groups = app.store().refusal_groups(&at.permit, row.id, READ_MAX).await?;
    let meant = groups.iter().find(|g| {
        names.guid(g.product).to_string() == fields.text("product") && g.detail == fields.text("detail")
    });
    let meant = meant.ok_or_else(unknown)?;
    let same: Vec<RefusalGroup> = groups.iter().filter(|g| alike(g, meant)).cloned().collect();
    let count = same.iter().map(|g| g.count).sum();
    let choices = wanted(&names, &row).ok_or_else(unknown)?;
    let pools = app.store().pools(&at.permit).await?;
    let told = (meant.refusal.reasons.first(), &meant.refusal.repair);
    let helps = step(&names, &pools, told, (&choices, count)).ok_or_else(unknown)?;
    let helps = less_free(helps, &pools);
    app.select_refused(asking(&signed, &at), row.guid, &same).await?;
    let home = format!("/c/{}", at.organisation.guid);
    let none = Fields::default();
    Ok(see(&match helps {
        Step::Change(changed, _) => editor(&signed, &at, &changed),
        Step::Buy(product, seats) => Address::of(format!("{home}/subscriptions/buy"), &none, &[])
            .with("product", &names.guid(product).to_string())
            .with("more", &seats.to_string())
            .with("back", &editor(&signed, &at, &choices))
            .href(),
        Step::Locate => Address::of(format!("{home}/locations"), &none, &[])
            .with("back", &editor(&signed, &at, &choices))
            .href(),
    }))
}

/// Whether two groups have the same product and reported reason.
pub fn alike(one: &RefusalGroup, other: &RefusalGroup) -> bool {
    one.product == other.product
        && one.code == other.code
        && one.refusal.reasons.first() == other.refusal.reasons.first()
}

/// What an operation asked of its users, as boxes of the editor.
fn wanted(names: &Names<'_>, row: &OperationRow) -> Option<Choices> {
    let request = Doc::from_json(&row.command).ok()?.request(0).ok()?;
    match &request.wanted {
        Wanted::Change(change) if matches!(change.edits, Edits::Products(_)) => {
            choices_of(names, &change.edits)
        }
        _ => None,
    }
}

/// The button of a group, where one press can show what would help all of it.
pub fn button(
    signed: &Signed,
    at: &At,
    (names, row): (&Names<'_>, &OperationRow),
    group: &RefusalGroup,
) -> Option<PressLink> {
    let choices = wanted(names, row).filter(|_| row.kind == "licenses" && !row.running)?;
    let told = (group.refusal.reasons.first(), &group.refusal.repair);
    let helps = step(names, &[], told, (&choices, group.count));
    // Which product brings a missing plan depends on free seats, which are read when the button is pressed.
    let helps = match (&helps, &group.refusal.repair) {
        (None, cupo_domain::refusal::Repair::TurnOn { .. }) => Step::Change(choices, None),
        _ => helps?,
    };
    let needed = match helps {
        Step::Buy(..) => Some(Action::ChangeSubscriptions),
        Step::Locate => Some(Action::EditLocation),
        Step::Change(..) => None,
    };
    let may = |action| signed.may(action, &at.organisation);
    if !may(Action::AssignLicenses) || needed.is_some_and(|action| !may(action)) {
        return None;
    }
    Some(PressLink {
        label: label(names, told, (&helps, group.count)),
        action: format!("{}/repair", address(at, row.guid)),
        fields: vec![
            ("product".to_owned(), names.guid(group.product).to_string()),
            ("detail".to_owned(), group.detail.clone()),
        ],
    })
}
