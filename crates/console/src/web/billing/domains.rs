//! The domains of a customer on the page of its settings: each change is shown first and then done like every change. What
//! a domain is and which may go is decided elsewhere.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::changes::Command;
use cupo_app::domains::DomainWish;
use cupo_app::error::AppError;
use cupo_domain::access::Action;
use cupo_domain::decide::change_domains::{DOMAIN_MAX, DOMAINS_MAX, parse};
use cupo_domain::refusal::{Code, Denial};
use cupo_http::findings::letter;

use super::settings;
use crate::pages::{DomainRow, DomainsSection};
use crate::texts::Texts;
use crate::view::{Field, FieldError, Place};
use crate::web::commands::{Question, ask};
use crate::web::posted::{Fields, Posted};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// Where domains are added from when a file named some that the customer lacks.
const FROM_IMPORT: &str = "import";

/// Domains as people type them: with blanks, commas or lines between, and perhaps an @ before each.
pub(crate) fn typed(text: &str) -> Vec<String> {
    let apart = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
    let names = text.split(apart).map(|name| name.trim_start_matches('@'));
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// What is wrong with domains, in words; none where the refusal is about no domain.
pub(crate) fn wrong(t: &Texts, denial: &Denial, typed: &[String]) -> Option<String> {
    let named = denial.subject.strip_prefix("domain.").map(str::to_owned);
    let first_wrong = || typed.iter().find(|text| parse(text).is_err()).cloned().unwrap_or_default();
    Some(match (denial.code, named, denial.subject.as_str()) {
        (Code::Clash, Some(domain), _) => t.domains_taken(domain),
        (Code::State, Some(domain), _) => t.domains_used(denial.figure.unwrap_or(0), domain),
        (Code::State, None, "default-domain") => t.domains_default_stays().into_owned(),
        (Code::Quantity, None, "domains") => t.domains_many(i64::try_from(DOMAINS_MAX).unwrap_or(i64::MAX)),
        (Code::Clash, None, "domain" | "domains") => t.new_domain_taken().into_owned(),
        (Code::Invalid, None, "domain" | "domains") => match (denial.figure, denial.letter) {
            (Some(_), _) => t.domains_long(first_wrong(), i64::try_from(DOMAIN_MAX).unwrap_or(i64::MAX)),
            (None, Some(it)) => t.domains_letter(first_wrong(), letter(t.said(), it)),
            (None, None) if first_wrong().is_empty() => t.new_domain_wrong().into_owned(),
            (None, None) => t.domains_wrong(first_wrong()),
        },
        _ => return None,
    })
}

/// The part of the settings about domains, with what was typed and what is wrong with it.
pub(super) async fn section(
    signed: &Signed,
    at: &At,
    asked: &Fields,
    error: Option<String>,
) -> Result<DomainsSection, AppError> {
    let t = signed.t();
    let all = signed.visit.hall.app.store().domains(&at.permit).await?;
    let default = &at.organisation.domain;
    let row = |domain: String| DomainRow { default: domain == *default, domain };
    let field = Field::text("domain", t.domains_add()).hint(t.domains_add_hint()).value(asked.text("domain"));
    Ok(DomainsSection {
        action: format!("/c/{}/settings/domains", at.organisation.guid),
        rows: all.into_iter().map(row).collect(),
        add: match error {
            Some(text) => field.error(text),
            None => field,
        },
        may_change: signed.may(Action::ChangeSettings, &at.organisation),
        from: asked.some("from").filter(|from| *from == FROM_IMPORT).map(str::to_owned),
    })
}

/// Shows what a change of domains would do, or the settings again with what is wrong.
pub(super) async fn change(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSettings).await?;
    let named = typed(fields.text("domain"));
    let wish = match fields.text("do") {
        "add" => DomainWish { add: named.clone(), ..DomainWish::default() },
        "remove" => DomainWish { remove: named.clone(), ..DomainWish::default() },
        "default" => DomainWish { default: named.first().cloned(), ..DomainWish::default() },
        _ => return Err(AppError::denied(Code::Invalid, "do").into()),
    };
    let home = format!("/c/{}", at.organisation.guid);
    let back = format!("{home}/settings#domains");
    let from_import = fields.text("from") == FROM_IMPORT;
    let then =
        if from_import { format!("{home}/users/import") } else { format!("{home}/settings?did=saved") };
    let known = signed.visit.hall.app.store().domains(&at.permit).await.map_err(AppError::from)?;
    let there = named.iter().find(|name| known.contains(&name.to_lowercase())).cloned();
    if let ("add", Some(domain)) = (fields.text("do"), &there) {
        return again(&signed, &at, &fields, (Code::Clash, signed.t().domains_there(domain))).await;
    }
    let question = Question { place: Place::Settings, crumbs: Vec::new(), back, then: Some(then) };
    let answer = ask(&signed, &at, (&Command::Domains(wish), ""), question).await;
    let Some(denial) = answer.as_ref().err().and_then(Trouble::denial).cloned() else { return answer };
    match wrong(signed.t(), &denial, &named) {
        Some(text) => again(&signed, &at, &fields, (denial.code, text)).await,
        None => answer,
    }
}

async fn again(
    signed: &Signed,
    at: &At,
    fields: &Fields,
    (code, text): (Code, String),
) -> Result<Response, Trouble> {
    let status = StatusCode::from_u16(code.http_status()).unwrap_or(StatusCode::CONFLICT);
    let errors = vec![FieldError { field: "domain", text: text.clone() }];
    let domains = section(signed, at, fields, Some(text)).await?;
    settings::again(signed, at, (status, errors), domains).await
}

#[cfg(test)]
mod tests {
    use cupo_domain::decide::change_domains::about;

    use super::*;
    use crate::lang::Lang;

    #[test]
    fn domains_are_read_however_they_are_listed() {
        assert_eq!(
            typed(" @a.example, b.example;c.example\n d.example "),
            ["a.example", "b.example", "c.example", "d.example"]
        );
        assert!(typed(" ,; @ ").is_empty());
    }

    #[test]
    fn every_refusal_of_a_domain_has_words_that_name_it() {
        for lang in Lang::ALL {
            let t = Texts::get(lang);
            for denial in [about(Code::Clash, "a.example"), about(Code::State, "a.example").with_figure(3)] {
                assert!(wrong(t, &denial, &[]).unwrap().contains("a.example"));
            }
            for text in ["cafe", "café.example", &"d".repeat(60)] {
                let denial = parse(text).unwrap_err();
                assert!(wrong(t, &denial, &[text.to_owned()]).unwrap().starts_with(text), "{text}");
            }
            assert!(wrong(t, &Denial::new(Code::State, "default-domain"), &[]).is_some());
            assert!(wrong(t, &Denial::new(Code::Role, "change-settings"), &[]).is_none());
        }
    }
}
