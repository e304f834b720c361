//! The Account tab of the panel: the fields of a user that can be changed, and what is known beside them.

use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::addresses::ADDRESSES;
use cupo_app::error::AppError;
use cupo_app::files::{GROWING, MANAGER};
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::assignment::Holder;
use cupo_domain::country::Country;

use super::list::country_name;
use super::panel::{clocks, panel};
use crate::pages::AccountTab;
use crate::view::{Choice, Fact, Field, FieldError};
use crate::web::changes::was;
use crate::web::posted::Fields;
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

pub(super) async fn account(
    signed: &Signed,
    at: &At,
    user: &UserRow,
    holder: &Holder,
) -> Result<AccountTab, AppError> {
    let t = signed.t();
    let mut shown = signed.visit.hall.app.fields_of(&at.permit, user).await?;
    let manager = shown.get(MANAGER).cloned().unwrap_or_default();
    let may_edit = signed.may(Action::EditUsers, &at.organisation);
    let may_locate = may_edit || signed.may(Action::EditLocation, &at.organisation);
    let here = format!("/c/{}/users/{}", at.organisation.guid, user.guid);
    let state = if user.enabled { t.users_allowed() } else { t.users_blocked() };
    let mut facts =
        vec![Fact::new(t.column_sign_in_state(), state), Fact::new(t.wiz_object_id(), user.guid.to_string())];
    if !may_edit {
        facts.push(Fact::new(t.column_user_name(), &user.sign_in));
        facts.push(Fact::new(t.column_department(), &user.department));
        facts.push(Fact::new(t.wiz_job_title(), &user.job_title));
        if !manager.is_empty() {
            facts.push(Fact::new(t.field_manager(), &manager));
        }
    }
    let text = |name: &'static str, label: &str, value: &str| Field::text(name, label).value(value);
    let fields = vec![
        text("display_name", &t.column_display_name(), &user.display_name),
        text("user_name", &t.column_user_name(), &user.sign_in).hint(t.field_user_name_hint()),
        text("first_name", &t.wiz_first_name(), &user.first_name),
        text("last_name", &t.wiz_last_name(), &user.last_name),
        text("job_title", &t.wiz_job_title(), &user.job_title),
        text("department", &t.column_department(), &user.department),
        text(ADDRESSES, &t.field_addresses(), shown.get(ADDRESSES).map_or("", String::as_str))
            .hint(t.field_addresses_hint()),
        text(MANAGER, &t.field_manager(), &manager)
            .hint(t.field_manager_hint())
            .suggest(format!("/c/{}/users/suggest", at.organisation.guid)),
    ];
    shown.retain(|name, _| may_edit || name == "location");
    Ok(AccountTab {
        facts,
        fields: if may_edit { fields } else { Vec::new() },
        enabled: user.enabled,
        growing: shown.get(GROWING).is_some_and(|says| says == "true"),
        may_reset: signed.may(Action::DeleteUsers, &at.organisation),
        password_action: format!("{here}/password"),
        locations: locations(signed, user.location.as_deref().unwrap_or("")),
        may_edit_location: may_locate,
        location_action: format!("{here}/account"),
        was: was(&shown),
        clocks: clocks(signed, at, holder),
    })
}

/// The Account tab once more with what was typed, and what is wrong at its field and on top.
pub(crate) async fn account_again(
    signed: &Signed,
    at: &At,
    user: &UserRow,
    (typed, error): (&Fields, FieldError),
) -> Result<Response, Trouble> {
    let mut page = panel(signed, at, user, None).await?;
    if let Some(tab) = &mut page.account {
        for field in tab.fields.iter_mut().filter(|field| !typed.all(field.name).is_empty()) {
            typed.text(field.name).clone_into(&mut field.value);
            if field.name == error.field {
                field.error = Some(error.text.clone());
            }
        }
        tab.growing = if tab.fields.is_empty() { tab.growing } else { typed.ticked(GROWING) };
        tab.enabled = if tab.fields.is_empty() { tab.enabled } else { typed.ticked("enabled") };
        tab.locations = locations(signed, typed.text("location"));
    }
    page.frame.here = format!("/c/{}/users/{}?tab=account", at.organisation.guid, user.guid);
    page.errors.push(error);
    with_status(StatusCode::BAD_REQUEST, page)
}

fn locations(signed: &Signed, current: &str) -> Vec<Choice> {
    let t = signed.t();
    let mut list: Vec<Choice> = Country::all()
        .map(|c| Choice::new(c.as_str(), country_name(t, c.as_str()), c.as_str() == current))
        .collect();
    list.sort_by_key(|choice| cupo_app::text::fold(&choice.label));
    list.insert(0, Choice::new("", t.users_no_location(), current.is_empty()));
    list
}
