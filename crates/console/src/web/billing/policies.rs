//! What people may buy for themselves, product by product, and what kind of organization the customer is (R-SSP-8). What
//! follows from it is decided where somebody buys.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::requests::{NOTE_MAX, PROCEDURE};
use cupo_app::self_service::{POLICY, SECTOR};
use cupo_domain::access::Action;
use cupo_domain::ids::ProductId;
use cupo_domain::self_service::{Policy, Sector};

use crate::pages::{PoliciesPage, PolicyRow};
use crate::texts::Texts;
use crate::view::{Choice, Field, Link, Place};
use crate::web::accounts::asking;
use crate::web::changes::{Wishes, ask_edit, was};
use crate::web::commands::Question;
use crate::web::frame::{flash, of_customer};
use crate::web::posted::{Asked, Posted};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// A policy in words.
#[must_use]
pub fn policy_name(t: &Texts, it: Policy) -> String {
    match it {
        Policy::Allow => t.policy_allow(),
        Policy::TrialsOnly => t.policy_trials(),
        Policy::Deny => t.policy_deny(),
    }
    .into_owned()
}

/// A kind of organization in words.
#[must_use]
pub fn sector_name(t: &Texts, it: Sector) -> String {
    match it {
        Sector::Commercial => t.policy_sector_commercial(),
        Sector::Government => t.policy_sector_government(),
        Sector::Education => t.policy_sector_education(),
    }
    .into_owned()
}

/// GET /c/{customer}/settings/self-service
pub async fn show(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ViewSettings).await?;
    let t = signed.t();
    let Now { sector, procedure, rows } = now(&signed, &at).await?;
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let settings = Link::new(t.rail_settings(), format!("/c/{}/settings", at.organisation.guid));
    let title = t.policies_title();
    let mut frame = of_customer(&signed, &at.organisation, (&title, Place::Settings), vec![settings]).await;
    frame.flash = flash(t, &asked.0);
    let mut lines: Vec<PolicyRow> = rows.iter().map(|(id, policy)| row(&names, *id, *policy)).collect();
    lines.sort_by_cached_key(|row| cupo_app::text::sort_key(&row.product, ""));
    page(PoliciesPage {
        t,
        frame,
        may: signed.may(Action::ChangeSettings, &at.organisation),
        action: here(&at),
        was: was(&says(&names, (sector, &procedure), &rows)),
        sectors: Sector::ALL
            .iter()
            .map(|it| Choice::new(it.key(), sector_name(t, *it), *it == sector))
            .collect(),
        sector: sector_name(t, sector),
        procedure: Field::text(PROCEDURE, t.request_procedure())
            .of("text", "off")
            .hint(t.request_procedure_hint(NOTE_MAX))
            .value(procedure),
        rows: lines,
    })
}

/// POST /c/{customer}/settings/self-service: what it would change, with the button that does it.
pub async fn save(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSettings).await?;
    let Now { sector, procedure, rows } = now(&signed, &at).await?;
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let now = says(&names, (sector, &procedure), &rows);
    // What a form does not send stays as it is; what nobody knows is told by the use case.
    let wanted =
        fields.pairs().filter(|(name, _)| [SECTOR, PROCEDURE].contains(name) || name.starts_with(POLICY));
    let wanted = wanted.map(|(name, says)| (name.to_owned(), says.trim().to_owned())).collect();
    let here = here(&at);
    let question = Question {
        place: Place::Settings,
        crumbs: vec![Link::new(names.t.policies_title(), here.clone())],
        back: here.clone(),
        then: Some(format!("{here}?did=saved")),
    };
    let shown =
        ask_edit(&signed, &at, &fields, (Wishes { wanted, now }, Command::Settings), question).await?;
    Ok(shown.unwrap_or_else(|| see(&format!("{here}?did=nothing"))))
}

fn here(at: &At) -> String {
    format!("/c/{}/settings/self-service", at.organisation.guid)
}

/// What the page shows.
struct Now {
    sector: Sector,
    procedure: String,
    rows: Vec<(ProductId, Policy)>,
}

async fn now(signed: &Signed, at: &At) -> Result<Now, AppError> {
    let (app, by) = (&signed.visit.hall.app, asking(signed, at));
    let (sector, procedure) = (app.sector(by).await?, app.procedure(by).await?);
    Ok(Now { sector, procedure, rows: app.policies(by).await? })
}

/// The same by the names of the settings.
fn says(
    names: &Names<'_>,
    (sector, procedure): (Sector, &str),
    rows: &[(ProductId, Policy)],
) -> BTreeMap<String, String> {
    let policy = |(id, it): &(ProductId, Policy)| (key(names, *id), it.key().to_owned());
    let sector = (SECTOR.to_owned(), sector.key().to_owned());
    rows.iter().map(policy).chain([sector, (PROCEDURE.to_owned(), procedure.to_owned())]).collect()
}

fn key(names: &Names<'_>, product: ProductId) -> String {
    format!("{POLICY}{}", names.guid(product))
}

fn row(names: &Names<'_>, product: ProductId, policy: Policy) -> PolicyRow {
    let choice = |it: &Policy| Choice::new(it.key(), policy_name(names.t, *it), *it == policy);
    PolicyRow {
        product: names.product(product),
        name: key(names, product),
        choices: Policy::ALL.iter().map(choice).collect(),
        says: policy_name(names.t, policy),
    }
}
