//! Assigning and unassigning on the page of a product, up to the customer's limit of users at a time (R-BULK-1, D-16).
//! One user too many is refused before anything is applied, and selection and intent can go on elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::doc::Wanted;
use cupo_app::licenses::{Request, Who};
use cupo_domain::access::Action;
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::ids::{Guid, PlanId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::{Code, Denial};

use super::confirm::{Form, save};
use super::picks;
use super::product::{Extra, Held, held, page};
use crate::pages::Batch;
use crate::texts::Texts;
use crate::view::{FieldError, Flash, FlashKind, TriChoice};
use crate::web::edits::plan_box;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::repairs::{Choices, with_choices};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::wizard::apart;

/// Unknown names that are told one by one.
const UNKNOWN_TOLD_MAX: usize = 20;

/// Unassign licenses: the ticked users lose the product.
pub async fn unassign(
    signed: Signed,
    Path((customer, product)): Path<(String, String)>,
    asked: Asked,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let held = held(&signed, &at, &product).await?;
    let t = signed.t();
    let ticked: BTreeSet<Guid> = if fields.all("shown").is_empty() {
        fields.guids("ids")?.into_iter().collect()
    } else {
        picks::keep(&signed, &at, &held, &fields).await?;
        picks::all(&signed, &at, &held).await?
    };
    if ticked.is_empty() {
        let text = t.bill_nobody_ticked().into_owned();
        let flash = Some(Flash { kind: FlashKind::Refused, text, action: None });
        return refuse(&signed, &at, &held, (&asked.0, Extra { flash, ..Extra::default() })).await;
    }
    if too_many(&at, ticked.len()) {
        let batch = Some(batch((&signed, &at), &held, &ticked, ("take", &Choices::new())).await?);
        return refuse(&signed, &at, &held, (&asked.0, Extra { batch, ticked, ..Extra::default() })).await;
    }
    let guids: Vec<Guid> = ticked.iter().copied().collect();
    let found = signed.visit.hall.app.store().ids_of_guids(&at.permit, &guids).await?;
    if found.len() != guids.len() {
        return Err(AppError::denied(Code::NotFound, "user").into());
    }
    let users = found.into_iter().map(|(_, id)| id).collect();
    let request = request(&signed, &at, users, edit(&held, LicenseEdit::Take, PlanEdit::none()));
    let form = Form {
        fields: &fields,
        asked: &asked.0,
        extra: Extra { ticked: ticked.clone(), ..Extra::default() },
        repeat: ticked.iter().map(|id| ("ids".to_owned(), id.to_string())).collect(),
        action: format!("{}/unassign", held.href(&at)),
        title: t.unassign_title().into_owned(),
        button: t.unassign_button().into_owned(),
    };
    let answer = save(&signed, &at, &held, &request, form).await?;
    if answer.status() == StatusCode::SEE_OTHER {
        picks::clear(&signed, &at, &held).await?;
    }
    Ok(answer)
}

/// Assign licenses: the named users get the product, with the plans that are ticked.
pub async fn assign(
    signed: Signed,
    Path((customer, product)): Path<(String, String)>,
    asked: Asked,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let held = held(&signed, &at, &product).await?;
    let t = signed.t();
    let ticked = ticked_plans(&held, &fields)?;
    let typed = fields.all("people").join("\n");
    let pane = |errors| Extra {
        errors,
        people: typed.clone(),
        open: true,
        plans: ticked.clone(),
        ..Extra::default()
    };
    let names = names(&typed);
    let known = known(&signed, &at, &names).await?;
    let errors = wrong_names(t, &names, &known);
    if !errors.is_empty() {
        return refuse(&signed, &at, &held, (&asked.0, pane(errors))).await;
    }
    let users: BTreeSet<UserId> = known.values().copied().collect();
    let off = ticked.as_ref().map(|on| switchable(&held).minus(on)).unwrap_or_default();
    if too_many(&at, users.len()) {
        let rows = signed.visit.hall.app.store().users_by_id(&at.permit, &Vec::from_iter(users)).await?;
        let guids = rows.into_iter().map(|u| u.guid).collect();
        let catalogue = signed.visit.hall.app.store().catalogue();
        let boxes = off.iter().filter_map(|plan| catalogue.plan(plan));
        let boxes = boxes.map(|plan| (plan_box(held.product.guid, plan.guid), TriChoice::Take)).collect();
        let batch = Some(batch((&signed, &at), &held, &guids, ("give", &boxes)).await?);
        let extra = Extra { batch, open: false, ..pane(Vec::new()) };
        return refuse(&signed, &at, &held, (&asked.0, extra)).await;
    }
    let plans = PlanEdit::Adjust { on: PlanSet::new(), off };
    let users = users.into_iter().collect();
    let request = request(&signed, &at, users, edit(&held, LicenseEdit::Give, plans));
    let form = Form {
        fields: &fields,
        asked: &asked.0,
        extra: Extra { open: false, ..pane(Vec::new()) },
        repeat: repeated(&fields, &typed),
        action: format!("{}/assign", held.href(&at)),
        title: t.assign_title().into_owned(),
        button: t.assign_do().into_owned(),
    };
    save(&signed, &at, &held, &request, form).await
}

/// What the question repeats of the pane.
fn repeated(fields: &Fields, typed: &str) -> Vec<(String, String)> {
    let plans = fields.all("plan").iter().map(|plan| ("plan".to_owned(), plan.clone()));
    let marker = fields.some("plans").map(|mark| ("plans".to_owned(), mark.to_owned()));
    [("people".to_owned(), typed.to_owned())].into_iter().chain(marker).chain(plans).collect()
}

async fn refuse(
    signed: &Signed,
    at: &At,
    held: &Held,
    (asked, extra): (&Fields, Extra),
) -> Result<Response, Trouble> {
    with_status(StatusCode::BAD_REQUEST, page(signed, at, held, (asked, extra)).await?)
}

fn too_many(at: &At, users: usize) -> bool {
    i64::try_from(users).unwrap_or(i64::MAX) > at.organisation.licenses_page_limit
}

/// The refusal with everything that Active users needs to go on (D-16), the plans that stay off included.
async fn batch(
    (signed, at): (&Signed, &At),
    held: &Held,
    users: &BTreeSet<Guid>,
    (intent, plans): (&str, &Choices),
) -> Result<Batch, Trouble> {
    let home = format!("/c/{}", at.organisation.guid);
    let back = format!("{home}/licenses/several?mode=edit&{intent}={}", held.product.guid);
    let back = with_choices(&back, plans);
    let mut fields = vec![("do".to_owned(), "only".to_owned()), ("back".to_owned(), back)];
    // Ticks that go on there are not ticks here any more.
    fields.push(("holders".to_owned(), held.product.guid.to_string()));
    fields.extend(users.iter().map(|id| ("ids".to_owned(), id.to_string())));
    // What this page alone gives goes nowhere else (R-UI-10).
    if apart::of(signed, at).await?.contains(&held.product.id) {
        fields.clear();
    }
    Ok(Batch {
        limit: at.organisation.licenses_page_limit,
        count: i64::try_from(users.len()).unwrap_or(i64::MAX),
        action: format!("{home}/selection"),
        fields,
    })
}

fn edit(held: &Held, license: LicenseEdit, plans: PlanEdit) -> ChangeLicenses {
    ChangeLicenses {
        edits: Edits::Products(vec![ProductEdit { product: held.product.id, license, plans }]),
        named: true,
        require_held: false,
        beside_inherited: false,
    }
}

fn request(signed: &Signed, at: &At, users: Vec<UserId>, command: ChangeLicenses) -> Request {
    Request {
        who: Who::Users(users),
        wanted: Wanted::Change(command),
        reason: String::new(),
        channel: "console",
        owner: signed.owner(),
        users_max: Some(at.organisation.licenses_page_limit),
        strict: false,
        once: None,
        used: None,
    }
}

/// Plans that a person may switch for one user.
fn switchable(held: &Held) -> PlanSet {
    held.product.plans.minus(held.catalogue.fixed_plans())
}

/// The plans that are ticked; none where the form showed no plans, so that nothing ticked is not the same.
fn ticked_plans(held: &Held, fields: &Fields) -> Result<Option<PlanSet>, Denial> {
    let plan = |guid: Guid| -> Result<PlanId, Denial> {
        let plan = held.catalogue.plan_by_guid(guid).map(|p| p.id);
        plan.filter(|id| held.product.plans.contains(*id)).ok_or_else(|| Denial::new(Code::NotFound, "plan"))
    };
    let ticked = fields.guids("plan")?.into_iter().map(plan).collect::<Result<PlanSet, _>>()?;
    Ok((fields.ticked("plans") || !ticked.is_empty()).then_some(ticked))
}

/// The names that were typed, each with its line.
fn names(typed: &str) -> Vec<(usize, String)> {
    let of_line = |(line, text): (usize, &str)| {
        let cells: Vec<(usize, String)> = text
            .split([',', ';'])
            .map(|name| name.trim().to_lowercase())
            .filter(|name| !name.is_empty())
            .map(|name| (line, name))
            .collect();
        cells
    };
    (1..).zip(typed.lines()).flat_map(of_line).collect()
}

async fn known(
    signed: &Signed,
    at: &At,
    names: &[(usize, String)],
) -> Result<BTreeMap<String, UserId>, Trouble> {
    let once: BTreeSet<&String> = names.iter().map(|(_, name)| name).collect();
    let once: Vec<String> = once.into_iter().cloned().collect();
    Ok(signed.visit.hall.app.store().ids_of_names(&at.permit, &once).await?.into_iter().collect())
}

fn wrong_names(t: &Texts, names: &[(usize, String)], known: &BTreeMap<String, UserId>) -> Vec<FieldError> {
    let error = |text: String| FieldError { field: "people", text };
    if names.is_empty() {
        return vec![error(t.bill_people_missing().into_owned())];
    }
    let unknown: Vec<&(usize, String)> = names.iter().filter(|(_, name)| !known.contains_key(name)).collect();
    let mut errors: Vec<FieldError> = unknown
        .iter()
        .take(UNKNOWN_TOLD_MAX)
        .map(|(line, name)| error(t.assign_unknown(*line, name)))
        .collect();
    if unknown.len() > UNKNOWN_TOLD_MAX {
        errors.push(error(t.and_more(unknown.len() - UNKNOWN_TOLD_MAX)));
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_separated_by_lines_commas_and_semicolons() {
        let typed = "Ana@x.example, b@x.example\r\n\r\n c@x.example;;d@x.example ";
        let expected = [(1, "ana@x.example"), (1, "b@x.example"), (3, "c@x.example"), (3, "d@x.example")];
        let expected: Vec<(usize, String)> = expected.map(|(line, name)| (line, name.to_owned())).to_vec();
        assert_eq!(names(typed), expected);
    }

    #[test]
    fn names_that_nobody_has_are_told_with_their_line() {
        let t = Texts::get(crate::lang::Lang::En);
        let known = BTreeMap::from([("a@x.example".to_owned(), UserId(1))]);
        let errors = wrong_names(t, &names("a@x.example\nb@x.example"), &known);
        let texts: Vec<&str> = errors.iter().map(|e| e.text.as_str()).collect();
        assert_eq!(texts.len(), 1);
        assert!(texts.iter().all(|text| text.contains("b@x.example") && text.contains('2')), "{texts:?}");
        assert!(!wrong_names(t, &names(" ;\n,"), &known).is_empty(), "nobody is an error too");
    }
}
