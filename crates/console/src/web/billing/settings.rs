//! A customer's settings: the limit of the Licenses page, how long files are kept, what a restore may exceed, the time
//! zone. The limits are the use case's; here they are only told.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::changes::Command;
use cupo_app::edits::{PAGE_LIMITS, RETENTION_LIMITS};
use cupo_app::error::AppError;
use cupo_app::files::SECOND;
use cupo_app::guard::{GUARD, GUARD_LIMITS};
use cupo_app::store::organisations::Organisation;
use cupo_domain::access::{Action, BillingAgreement};
use jiff::tz::TimeZone;

use super::domains;
use crate::pages::{DomainsSection, SettingsPage};
use crate::texts::Texts;
use crate::view::{Choice, Fact, Field, FieldError, Flash, Place};
use crate::web::changes::{Wishes, ask_edit, was};
use crate::web::commands::Question;
use crate::web::frame::{flash, of_customer};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};

/// Time zones of the places where customers usually are. Another one that a customer has already stays in the list.
const ZONES: [&str; 44] = [
    "UTC",
    "Europe/Madrid",
    "Atlantic/Canary",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Paris",
    "Europe/Berlin",
    "Europe/Rome",
    "Europe/Amsterdam",
    "Europe/Brussels",
    "Europe/Zurich",
    "Europe/Vienna",
    "Europe/Warsaw",
    "Europe/Stockholm",
    "Europe/Athens",
    "Europe/Istanbul",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "America/Mexico_City",
    "America/Tijuana",
    "America/Guatemala",
    "America/Costa_Rica",
    "America/Panama",
    "America/Bogota",
    "America/Lima",
    "America/Guayaquil",
    "America/Caracas",
    "America/Santo_Domingo",
    "America/La_Paz",
    "America/Santiago",
    "America/Asuncion",
    "America/Argentina/Buenos_Aires",
    "America/Montevideo",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "Asia/Dubai",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
];

/// Settings that a form may leave out.
const OPTIONAL: [&str; 3] = ["file_delegation", SECOND, GUARD];

/// The form.
pub async fn show(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ViewSettings).await?;
    let fields = fields_of(&signed, &at).await?;
    let domains = domains::section(&signed, &at, &asked.0, None).await?;
    let flash = flash(signed.t(), &asked.0);
    form(&signed, &at, (flash, StatusCode::OK), (fields, Vec::new(), domains)).await
}

/// The form again with what is wrong with the domains.
pub(super) async fn again(
    signed: &Signed,
    at: &At,
    (status, errors): (StatusCode, Vec<FieldError>),
    domains: DomainsSection,
) -> Result<Response, Trouble> {
    form(signed, at, (None, status), (fields_of(signed, at).await?, errors, domains)).await
}

/// Shows what the settings would change, or the form again with everything that is wrong.
pub async fn save(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSettings).await?;
    let typed = typed(&fields, &at.organisation);
    let wanted = match read(signed.t(), &typed, &at.organisation) {
        // What a form does not send stays as it is.
        Ok(mut wanted) => {
            wanted.retain(|name, _| !OPTIONAL.contains(&name.as_str()) || !fields.all(name).is_empty());
            wanted
        }
        Err(errors) => {
            let domains = domains::section(&signed, &at, &Fields::default(), None).await?;
            return form(&signed, &at, (None, StatusCode::BAD_REQUEST), (typed, errors, domains)).await;
        }
    };
    let here = format!("/c/{}/settings", at.organisation.guid);
    let question = Question {
        place: Place::Settings,
        crumbs: Vec::new(),
        back: here.clone(),
        then: Some(format!("{here}?did=saved")),
    };
    let now = signed.visit.hall.app.settings_of(&at.permit, &at.organisation).await?;
    let wishes = Wishes { wanted, now };
    match ask_edit(&signed, &at, &fields, (wishes, Command::Settings), question).await {
        Ok(shown) => Ok(shown.unwrap_or_else(|| see(&format!("{here}?did=nothing")))),
        Err(trouble) if trouble.denial().is_some_and(|it| it.subject == SECOND) => {
            let domains = domains::section(&signed, &at, &Fields::default(), None).await?;
            let unknown = signed.t().delete_heir_unknown(&typed.second);
            let errors = vec![FieldError { field: SECOND, text: unknown }];
            form(&signed, &at, (None, StatusCode::BAD_REQUEST), (typed, errors, domains)).await
        }
        Err(trouble) => Err(trouble),
    }
}

/// The form as texts.
struct Typed {
    limit: String,
    retention: String,
    over_quota: bool,
    delegation: bool,
    second: String,
    guard: String,
    zone: String,
    agreement: String,
}

async fn fields_of(signed: &Signed, at: &At) -> Result<Typed, AppError> {
    let it = &at.organisation;
    let mut all = signed.visit.hall.app.settings_of(&at.permit, it).await?;
    Ok(Typed {
        limit: it.licenses_page_limit.to_string(),
        retention: it.file_retention_days.to_string(),
        over_quota: it.restore_over_quota,
        delegation: it.file_delegation,
        second: all.remove(SECOND).unwrap_or_default(),
        guard: all.remove(GUARD).unwrap_or_default(),
        zone: it.time_zone.clone(),
        agreement: it.agreement.key().to_owned(),
    })
}

fn typed(fields: &Fields, now: &Organisation) -> Typed {
    Typed {
        limit: fields.text("licenses_page_limit").to_owned(),
        retention: fields.text("file_retention_days").to_owned(),
        over_quota: fields.text("restore_over_quota") == "yes",
        delegation: fields.text("file_delegation") == "yes",
        second: fields.text(SECOND).to_owned(),
        guard: fields.some(GUARD).unwrap_or("0").to_owned(),
        zone: fields.text("time_zone").to_owned(),
        agreement: fields.some("billing_agreement").unwrap_or(now.agreement.key()).to_owned(),
    }
}

fn read(t: &Texts, typed: &Typed, now: &Organisation) -> Result<BTreeMap<String, String>, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut number = |field: &'static str, text: &str, (least, most): (i64, i64)| {
        let value = text.parse::<i64>().ok().filter(|n| (least..=most).contains(n));
        if value.is_none() {
            errors.push(FieldError { field, text: t.settings_range(least, most) });
        }
        value.unwrap_or(least)
    };
    let licenses_page_limit = number("licenses_page_limit", &typed.limit, PAGE_LIMITS);
    let file_retention_days = number("file_retention_days", &typed.retention, RETENTION_LIMITS);
    let guard = number(GUARD, &typed.guard, GUARD_LIMITS);
    if typed.zone != now.time_zone && !is_zone(&typed.zone) {
        errors.push(FieldError { field: "time_zone", text: t.bill_settings_zone_unknown().into_owned() });
    }
    if BillingAgreement::parse(&typed.agreement).is_none() {
        let text = t.bill_settings_agreement_unknown().into_owned();
        errors.push(FieldError { field: "billing_agreement", text });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let wanted = [
        ("licenses_page_limit", licenses_page_limit.to_string()),
        ("file_retention_days", file_retention_days.to_string()),
        ("restore_over_quota", typed.over_quota.to_string()),
        ("file_delegation", typed.delegation.to_string()),
        (SECOND, typed.second.trim().to_lowercase()),
        (GUARD, guard.to_string()),
        ("time_zone", typed.zone.clone()),
        ("billing_agreement", typed.agreement.clone()),
    ];
    Ok(wanted.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn is_zone(name: &str) -> bool {
    ZONES.contains(&name) && TimeZone::get(name).is_ok()
}

async fn form(
    signed: &Signed,
    at: &At,
    (flash, status): (Option<Flash>, StatusCode),
    (typed, errors, domains): (Typed, Vec<FieldError>, DomainsSection),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let mut frame =
        of_customer(signed, &at.organisation, (&t.rail_settings(), Place::Settings), Vec::new()).await;
    frame.flash = flash;
    let field = |name: &'static str, label: &str, hint: String, value: String| {
        let field = Field::text(name, label).of("text", "off").hint(hint).value(value);
        match errors.iter().find(|e| e.field == name) {
            Some(error) => field.error(error.text.clone()),
            None => field,
        }
    };
    let limit_hint = t.settings_page_limit_hint(PAGE_LIMITS.0, PAGE_LIMITS.1);
    let base = format!("/c/{}", at.organisation.guid);
    let shown = signed.visit.hall.app.settings_of(&at.permit, &at.organisation).await?;
    let retention_hint = t.bill_settings_retention_hint(RETENTION_LIMITS.0, RETENTION_LIMITS.1);
    let may = signed.may(Action::ChangeSettings, &at.organisation);
    let mut page = SettingsPage {
        t,
        frame,
        facts: Vec::new(),
        action: format!("{base}/settings"),
        was: was(&shown),
        page_limit: field("licenses_page_limit", &t.settings_page_limit(), limit_hint, typed.limit),
        retention: field(
            "file_retention_days",
            &t.bill_settings_retention(),
            retention_hint,
            typed.retention,
        ),
        delegation: vec![
            Choice::new("yes", t.settings_delegation_yes(), typed.delegation),
            Choice::new("no", t.settings_delegation_no(), !typed.delegation),
        ],
        second: field(
            SECOND,
            &t.settings_second_owner(),
            t.settings_second_hint().into_owned(),
            typed.second,
        )
        .suggest(format!("{base}/users/suggest")),
        guard: field(GUARD, &t.settings_guard(), t.settings_guard_hint().into_owned(), typed.guard),
        over_quota: vec![
            Choice::new("no", t.bill_settings_over_quota_no(), !typed.over_quota),
            Choice::new("yes", t.bill_settings_over_quota_yes(), typed.over_quota),
        ],
        agreements: agreements(t, &typed.agreement),
        zones: zones(at, &typed.zone),
        domains,
        errors,
    };
    if !may {
        page.facts = facts(&page);
    }
    with_status(status, page)
}

/// The settings for whoever only reads them.
fn facts(page: &SettingsPage) -> Vec<Fact> {
    let t = page.t;
    let typed = |field: &Field| Fact::new(&field.label, &field.value);
    let chosen = |label: &str, choices: &[Choice]| {
        let value = choices.iter().find(|it| it.chosen).map_or("", |it| it.label.as_str());
        Fact::new(label, value)
    };
    vec![
        typed(&page.page_limit),
        typed(&page.retention),
        chosen(&t.settings_delegation(), &page.delegation),
        typed(&page.second),
        typed(&page.guard),
        chosen(&t.bill_settings_over_quota(), &page.over_quota),
        chosen(&t.bill_settings_agreement(), &page.agreements),
        chosen(&t.settings_zone(), &page.zones),
    ]
}

fn agreements(t: &Texts, chosen: &str) -> Vec<Choice> {
    let choice = |it: &BillingAgreement| Choice::new(it.key(), agreement_name(t, *it), it.key() == chosen);
    BillingAgreement::ALL.iter().map(choice).collect()
}

/// The agreement of a billing account in words.
pub fn agreement_name(t: &Texts, it: BillingAgreement) -> String {
    match it {
        BillingAgreement::Online => t.bill_settings_agreement_online(),
        BillingAgreement::Customer => t.bill_settings_agreement_customer(),
    }
    .into_owned()
}

fn zones(at: &At, chosen: &str) -> Vec<Choice> {
    let own = at.organisation.time_zone.as_str();
    let mut names: Vec<&str> = ZONES.to_vec();
    if !names.contains(&own) {
        names.push(own);
    }
    names.into_iter().map(|name| Choice::new(name, name.replace('_', " "), name == chosen)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_zone_of_the_list_is_known() {
        for name in ZONES {
            assert!(is_zone(name), "{name}");
        }
        assert!(!is_zone("Europe/Nowhere") && !is_zone("") && !is_zone("../../etc/passwd"));
    }
}
