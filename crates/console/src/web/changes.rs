//! Previews of changes on any page: what a form would do, what differs from what was shown, in words, and fields before
//! and after. Nothing is saved here that was not shown with its preview and digest.

use std::collections::BTreeMap;

use axum::response::Response;
use cupo_app::accounts::Asking;
use cupo_app::addresses::ADDRESSES;
use cupo_app::changes::facts::Difference;
use cupo_app::changes::{Applied, Command};
use cupo_app::domains::{DEFAULT, domain_of};
use cupo_app::edits::FieldChange;
use cupo_app::error::AppError;
use cupo_app::guard::GUARD;
use cupo_app::import::users::Column;
use cupo_app::import_users::PROFILE;
use cupo_app::licenses::{Differences, Since};
use cupo_app::options::policy_of;
use cupo_app::requests::PROCEDURE;
use cupo_app::roles::role_of;
use cupo_app::self_service::SECTOR;
use cupo_domain::access::BillingAgreement;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::self_service::{Policy, Sector};
use jiff::tz::TimeZone;

use crate::format::{When, money};
use crate::texts::Texts;
use crate::view::{FieldError, FieldRow};
use crate::web::accounts::asking;
use crate::web::billing::life_words::suspension;
use crate::web::billing::policies::{policy_name, sector_name};
use crate::web::billing::settings::agreement_name;
use crate::web::commands::{Question, held_kind, page};
use crate::web::file_words::heading_language;
use crate::web::frame::role_name;
use crate::web::posted::Fields;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::wizard::country_name;
use crate::web::words::Names;

/// Users named among the differences.
const NAMED_MAX: usize = 10;

/// The start of the names under which a form of fields says what it showed.
const WAS: &str = "was_";

/// What a form of fields asks.
pub struct Wishes {
    /// What the fields of the form say.
    pub wanted: BTreeMap<String, String>,
    /// What they say in the database.
    pub now: BTreeMap<String, String>,
}

/// What became of a form with a preview at its foot.
pub enum Saving {
    /// It is done by this operation, now or when the form was sent before.
    Done(Guid),
    /// Nobody was shown exactly this; nothing was done.
    Unseen,
    /// What was shown is no longer kept; nothing was done.
    Gone,
}

/// What became of a form that carries nothing but its preview.
pub enum Pressed {
    /// It is done.
    Done(Applied),
    /// It was done by this operation when the form was sent before.
    Before(Guid),
    /// Nothing was done: it has to be looked at again, and why.
    Look(Vec<String>),
}

/// Applies the preview of a form: once, however often the form is sent.
///
/// # Errors
/// As the use case.
pub async fn press(signed: &Signed, at: &At, posted: &Fields) -> Result<Pressed, AppError> {
    let (app, preview) = (&signed.visit.hall.app, stored_preview(posted)?);
    if let Some(operation) = became(signed, at, preview).await? {
        return Ok(Pressed::Before(operation));
    }
    let error = match app.apply_preview(asking(signed, at), preview, posted.text("digest")).await {
        Ok(done) => return Ok(Pressed::Done(done)),
        Err(error) => error,
    };
    // Of two that came together the other one may have done it.
    match (became(signed, at, preview).await?, error) {
        (Some(operation), _) => Ok(Pressed::Before(operation)),
        (None, AppError::Changed(it)) => Ok(Pressed::Look(differences(signed, at, &it).await?)),
        (None, error) if is_gone(&error) => Ok(Pressed::Look(vec![signed.t().change_gone().into_owned()])),
        (None, error) => Err(error),
    }
}

/// The operation that a preview became when its form was sent before.
///
/// # Errors
/// When the store cannot answer.
pub async fn became(signed: &Signed, at: &At, preview: Guid) -> Result<Option<Guid>, AppError> {
    let found = signed.visit.hall.app.became(&at.permit, (signed.owner(), preview), None).await?;
    Ok(found.map(|it| it.operation))
}

/// The operation that a form became when it was sent before, or at the same time: what is done cannot be asked again, so
/// an answer that says no may be about what the form itself has done.
///
/// # Errors
/// When the store cannot answer.
pub async fn became_of(signed: &Signed, at: &At, posted: &Fields) -> Result<Option<Guid>, AppError> {
    match posted.some("preview").and_then(|text| Guid::parse_str(text).ok()) {
        Some(preview) => became(signed, at, preview).await,
        None => Ok(None),
    }
}

/// Whether it says that a preview is no longer kept.
#[must_use]
pub fn is_gone(error: &AppError) -> bool {
    matches!(error, AppError::Denied(denial) if denial.code == Code::NotFound && denial.subject == "preview")
}

/// Saves a command if its form carries the preview of exactly this command with its digest.
///
/// # Errors
/// As the use case.
pub async fn save_shown(
    signed: &Signed,
    by: Asking<'_>,
    command: &Command,
    posted: &Fields,
) -> Result<Saving, AppError> {
    if posted.some("preview").is_none() {
        return Ok(Saving::Unseen);
    }
    let (app, preview) = (&signed.visit.hall.app, stored_preview(posted)?);
    let before = async || app.became(by.permit, (by.owner, preview), Some(command)).await;
    if let Some(it) = before().await? {
        return Ok(Saving::Done(it.operation));
    }
    match app.apply_shown(by, (preview, posted.text("digest")), command).await {
        Ok(Some(done)) => Ok(Saving::Done(done.receipt.operation)),
        // Of two that came together the other one may have done it.
        Ok(None) => match (before().await?, app.own_preview(by.permit, by.owner, preview).await) {
            (Some(it), _) => Ok(Saving::Done(it.operation)),
            (None, Err(error)) if is_gone(&error) => Ok(Saving::Gone),
            (None, other) => other.map(|_| Saving::Unseen),
        },
        Err(error) => before().await?.map_or(Err(error), |it| Ok(Saving::Done(it.operation))),
    }
}

/// What a form of fields showed, as the names and values it sends back: opening it keeps nothing.
#[must_use]
pub fn was(shown: &BTreeMap<String, String>) -> Vec<(String, String)> {
    shown.iter().map(|(name, says)| (format!("{WAS}{name}"), says.clone())).collect()
}

impl Wishes {
    /// The fields that were changed in the form, and which of them somebody else has changed since it was opened.
    fn touched(self, posted: &Fields) -> (BTreeMap<String, String>, Vec<Difference>) {
        let mut wanted = self.wanted;
        let mut since = Vec::new();
        wanted.retain(|name, says| {
            let Some(was) = posted.all(&format!("{WAS}{name}")).first() else { return true };
            let touched = was.trim() != says;
            let now = self.now.get(name).cloned().unwrap_or_default();
            if touched && now != *was {
                since.push(Difference { name: name.clone(), shown: was.clone(), now });
            }
            touched
        });
        (wanted, since)
    }
}

/// Shows what a form of fields would do, and what somebody else has changed since it was opened (412); none where nothing
/// would change.
///
/// # Errors
/// As the use case.
pub async fn ask_edit(
    signed: &Signed,
    at: &At,
    posted: &Fields,
    (wishes, command): (Wishes, impl FnOnce(BTreeMap<String, String>) -> Command),
    question: Question,
) -> Result<Option<Response>, Trouble> {
    let (wanted, since) = wishes.touched(posted);
    if wanted.is_empty() {
        return Ok(None);
    }
    let shown = signed.visit.hall.app.preview_command(asking(signed, at), &command(wanted)).await?;
    if !shown.what.changes_anything() {
        return Ok(None);
    }
    let changed = if since.is_empty() {
        Vec::new()
    } else {
        differences(signed, at, &Differences { facts: since, ..Differences::default() }).await?
    };
    page(signed, at, (&shown, changed), question).await.map(Some)
}

/// The stored preview that a form carries.
///
/// # Errors
/// E-INVALID for anything that is no identity.
pub fn stored_preview(posted: &Fields) -> Result<Guid, AppError> {
    Guid::parse_str(posted.text("preview")).map_err(|_| AppError::denied(Code::Invalid, "preview"))
}

/// What is different from what was shown: users, where they are few, and everything else by its name.
///
/// # Errors
/// When the store cannot answer.
pub async fn differences(signed: &Signed, at: &At, it: &Differences) -> Result<Vec<String>, AppError> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let named: Vec<UserId> = it.users.iter().take(NAMED_MAX).copied().collect();
    let found = signed.visit.hall.app.store().users_by_id(&at.permit, &named).await?;
    let mut lines: Vec<String> =
        found.into_iter().map(|user| t.ops_changed_user(user.display_name)).collect();
    match it.users.len().saturating_sub(NAMED_MAX) {
        0 => {}
        more => lines.push(t.and_more(more)),
    }
    lines.extend(it.facts.iter().map(|fact| {
        let now = field_value(t, &fact.name, &fact.now);
        t.change_differs(names.field(&fact.name), now, field_value(t, &fact.name, &fact.shown))
    }));
    if lines.is_empty() {
        lines.push(why(t, it.since));
    }
    Ok(lines)
}

/// Why what was shown is not done, where nothing that differs can be named.
#[must_use]
pub fn why(t: &Texts, since: Since) -> String {
    match since {
        Since::Differs => t.change_moved(),
        Since::Gone => t.change_gone(),
        Since::Other => t.change_other(),
    }
    .into_owned()
}

/// Fields before and after, as the lines of a table.
#[must_use]
pub fn field_rows(t: &Texts, changes: &[FieldChange]) -> Vec<FieldRow> {
    changes.iter().map(|it| field_row(t, field_name(t, &it.name), it)).collect()
}

/// The same of settings, some of which are called after products.
#[must_use]
pub fn setting_rows(names: &Names<'_>, changes: &[FieldChange]) -> Vec<FieldRow> {
    changes.iter().map(|it| field_row(names.t, names.field(&it.name), it)).collect()
}

fn field_row(t: &Texts, name: String, it: &FieldChange) -> FieldRow {
    let says = |text: &str| field_value(t, &it.name, text);
    FieldRow { name, before: says(&it.before), after: says(&it.after) }
}

/// Fields of something new, of which there is no before, as the lines of a table.
#[must_use]
pub fn created_rows(t: &Texts, fields: &[FieldChange]) -> Vec<FieldRow> {
    let mut rows = field_rows(t, fields);
    rows.iter_mut().for_each(|it| it.before.clear());
    rows
}

/// What is wrong with what a field of a form says, in words; none where the refusal is about no such field.
#[must_use]
pub fn field_error(t: &Texts, denial: &Denial, names: &[&'static str]) -> Option<FieldError> {
    let field = names.iter().copied().find(|name| denial.subject == *name)?;
    let label = field_name(t, field);
    let text = match (denial.code, denial.figure) {
        (Code::Clash, _) => t.new_user_taken().into_owned(),
        (Code::NotFound, _) if field == "manager" => t.field_manager_unknown().into_owned(),
        (Code::Invalid, _) if field == "manager" => t.field_manager_self().into_owned(),
        (Code::Unique, _) if field == ADDRESSES => t.field_addresses_taken().into_owned(),
        (Code::Invalid, Some(most)) if field == ADDRESSES => t.field_addresses_many(most),
        (Code::Invalid, _) if field == ADDRESSES => t.field_addresses_wrong().into_owned(),
        (Code::Invalid, _) if field == "user_name" => t.field_user_name_wrong().into_owned(),
        (Code::Invalid, Some(most)) => t.field_too_long(label, most),
        (Code::Invalid, None) => t.field_not_understood(label),
        _ => return None,
    };
    Some(FieldError { field, text })
}

/// The name of a field, a setting or another fact.
#[must_use]
pub fn field_name(t: &Texts, key: &str) -> String {
    match key {
        "q" => t.users_search(),
        "name" => t.new_customer_name(),
        "domain" => t.column_domain(),
        "domains" => t.domains_further(),
        DEFAULT => t.domains_default_field(),
        "country" => t.field_country(),
        "delegated" => t.column_relation(),
        "display_name" => t.audit_field_display_name(),
        "first_name" => t.audit_field_first_name(),
        "last_name" => t.audit_field_last_name(),
        "job_title" => t.audit_field_job_title(),
        "department" => t.audit_field_department(),
        "location" => t.audit_field_location(),
        "enabled" => t.audit_field_enabled(),
        "user_name" | "alias" => return Column::UserName.heading(heading_language(t)).to_owned(),
        "licenses_page_limit" => t.audit_field_page_limit(),
        "file_retention_days" => t.audit_field_file_days(),
        "restore_over_quota" => t.audit_field_over_quota(),
        "billing_agreement" => t.audit_field_agreement(),
        "file_delegation" => t.settings_delegation(),
        "second_owner" => t.settings_second_owner(),
        "manager" => t.field_manager(),
        ADDRESSES => t.field_addresses(),
        "growing_archive" => t.field_growing(),
        "files_to" => t.left_heir(),
        "mailbox_to" => t.left_mailbox_to(),
        SECTOR => t.policy_sector(),
        GUARD => t.settings_guard(),
        PROCEDURE => t.request_procedure(),
        "time_zone" => t.audit_field_time_zone(),
        "hold-mail" => t.hold_on_mail(),
        "hold-files" => t.hold_on_files(),
        "state" => t.life_field_state(),
        "recurring" => t.life_field_recurring(),
        "at_renewal" => t.life_field_scheduled(),
        "ends_at" => t.life_field_ends(),
        "suspended_for" => t.life_field_suspended(),
        "files_erased" => t.life_field_files(),
        "seats" => t.column_seats(),
        "price" => t.column_price(),
        "subscriptions" => t.change_subscriptions(),
        other if domain_of(other).is_some() => return domain_of(other).unwrap_or_default().to_owned(),
        other if role_of(other).is_some() => {
            return role_of(other).map_or_else(String::new, |it| role_name(t, it));
        }
        other => return profile_name(t, other).unwrap_or(other).to_owned(),
    }
    .into_owned()
}

/// The name of a field of the profile, as the bulk file calls it.
fn profile_name(t: &Texts, key: &str) -> Option<&'static str> {
    let name = key.strip_prefix("profile.")?;
    PROFILE.iter().find(|(it, _)| *it == name).map(|(_, column)| column.heading(heading_language(t)))
}

/// A stored state of a subscription in words.
fn state_name(t: &Texts, key: &str) -> String {
    match key {
        "scheduled" => t.state_scheduled(),
        "pending" => t.state_pending(),
        "active" => t.state_active(),
        "expired" => t.state_expired(),
        "disabled" => t.state_disabled(),
        "suspended" => t.state_suspended(),
        "deleted" => t.state_deleted(),
        other => return other.to_owned(),
    }
    .into_owned()
}

/// A stored instant as its day in UTC.
fn day_of(t: &Texts, micros: &str) -> String {
    let at = micros.parse::<i64>();
    at.map_or_else(|_| micros.to_owned(), |at| When::new(t, &TimeZone::UTC, at, at).day)
}

fn yes_or_no(name: &str) -> bool {
    matches!(name, "enabled" | "restore_over_quota" | "file_delegation" | "growing_archive")
        || role_of(name).is_some()
        || domain_of(name).is_some()
}

/// What it says, in words.
#[must_use]
pub fn field_value(t: &Texts, key: &str, value: &str) -> String {
    match (key, value) {
        ("price", _) => {
            let price =
                value.split_once(' ').and_then(|(minor, currency)| Some((minor.parse().ok()?, currency)));
            money(t, price)
        }
        (_, "") => t.audit_nothing().into_owned(),
        ("hold-mail" | "hold-files", kind) => held_kind(t, kind),
        ("state", key) => state_name(t, key),
        ("country", key) => country_name(t, key),
        ("billing_agreement", key) => {
            BillingAgreement::parse(key).map_or_else(|| key.to_owned(), |it| agreement_name(t, it))
        }
        (SECTOR, key) => Sector::parse(key).map_or_else(|| key.to_owned(), |it| sector_name(t, it)),
        (name, key) if policy_of(name).is_some() => {
            Policy::parse(key).map_or_else(|| key.to_owned(), |it| policy_name(t, it))
        }
        ("delegated", "true") => t.new_delegated_yes().into_owned(),
        ("delegated", _) => t.new_delegated_no().into_owned(),
        ("ends_at", micros) => day_of(t, micros),
        ("suspended_for", key) => suspension(t, key),
        ("recurring", "true") => t.billing_on().into_owned(),
        ("recurring", _) => t.billing_off().into_owned(),
        ("location", code) => country_name(t, code),
        (name, "true") if yes_or_no(name) => t.audit_yes().into_owned(),
        (name, "false") if yes_or_no(name) => t.audit_no().into_owned(),
        (
            "seats" | "subscriptions" | "at_renewal" | "licenses_page_limit" | "file_retention_days",
            number,
        ) => number.parse::<i64>().map_or_else(|_| number.to_owned(), |n| t.number(n)),
        (_, text) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn a_wrong_field_is_named_as_people_see_it() {
        let names = ["display_name", "department"];
        let denial = Denial::new(Code::Invalid, "department").with_figure(64);
        for (lang, label) in [(Lang::En, "Department"), (Lang::Es, "Departamento")] {
            let error = field_error(Texts::get(lang), &denial, &names).unwrap();
            assert_eq!(error.field, "department");
            assert!(error.text.starts_with(&format!("{label}: ")), "{}", error.text);
            assert!(error.text.contains("64"), "{}", error.text);
        }
        let t = Texts::get(Lang::Es);
        assert!(field_error(t, &Denial::new(Code::Invalid, "csrf"), &names).is_none());
        assert!(field_error(t, &Denial::new(Code::Role, "department"), &names).is_none());
    }

    #[test]
    fn values_are_told_in_words_and_a_missing_price_is_no_zero() {
        let t = Texts::get(Lang::En);
        assert_eq!(field_value(t, "enabled", "false"), "no");
        assert_eq!(field_value(t, "department", ""), "nothing");
        assert_eq!(field_value(t, "price", ""), t.price_not_set());
        assert_eq!(field_value(t, "location", "AO"), "Angola");
        assert_eq!(field_value(Texts::get(Lang::Es), "location", "DE"), "Alemania");
        assert!(
            field_value(t, "price", "1250 EUR").contains("12.50"),
            "{}",
            field_value(t, "price", "1250 EUR")
        );
    }
}
