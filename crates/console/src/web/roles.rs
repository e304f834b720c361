//! Roles: who holds them, what each may do, and giving and taking them. Which role allows what is asked of the domain.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::store::organisations::Organisation;
use cupo_app::store::roles::BearerRow as Bearer;
use cupo_app::store::users::UserRow;
use cupo_domain::access::{Action, BillingAgreement, Role, agent_allows, grantable, role_allows};
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::pages::{BearerRow, Permission, RoleBox, RolesPage, UserRolesPage};
use crate::texts::Texts;
use crate::view::{FieldError, Link, Note, NoteKind, Place};
use crate::web::commands::{Question, ask};
use crate::web::frame::{crumbs_of_user, flash, of_customer, role_name, role_names};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new()
        .route("/c/{customer}/roles", get(list))
        .route("/c/{customer}/users/{user}/roles", get(show).post(save))
}

async fn list(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ViewAudit).await?;
    let t = signed.t();
    let after = match asked.some("after") {
        Some(text) => Some(Guid::parse_str(text).map_err(|_| AppError::denied(Code::Invalid, "after"))?),
        None => None,
    };
    let found = signed.visit.hall.app.role_bearers(&at.permit, after).await?;
    let users = format!("/c/{}/users", at.organisation.guid);
    let may_change = signed.may(Action::ManageRoles, &at.organisation);
    let next = found.people.last().filter(|_| found.more).map(|last| {
        Link::new(t.roles_next(), format!("/c/{}/roles?after={}", at.organisation.guid, last.guid))
    });
    let row = |it: &Bearer| BearerRow {
        name: it.display_name.clone(),
        sign_in: it.sign_in.clone(),
        roles: role_names(t, &it.roles),
        sign_in_state: sign_in_state(t, it),
        href: format!("{users}/{}{}", it.guid, if may_change { "/roles" } else { "" }),
    };
    let frame = of_customer(&signed, &at.organisation, (&t.rail_roles(), Place::Roles), Vec::new()).await;
    page(RolesPage {
        t,
        frame,
        rows: found.people.iter().map(row).collect(),
        next,
        users: Link::new(t.roles_give(), users),
        table: table(t, &at.organisation),
    })
}

fn sign_in_state(t: &Texts, it: &Bearer) -> String {
    match (it.enabled, it.signs_in) {
        (false, _) => t.roles_blocked(),
        (true, true) => t.roles_signs_in(),
        (true, false) => t.roles_no_password(),
    }
    .into_owned()
}

/// Every role that exists at the organization with what it may do; agents at customers with delegated administration.
fn table(t: &Texts, at: &Organisation) -> Vec<Permission> {
    let at_partner = at.is_partner;
    let agent = |role: Role| matches!(role, Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent);
    let exists = |role: &&Role| **role != Role::Operator && (at_partner || !agent(**role));
    let row =
        |role: &Role| Permission { role: role_name(t, *role), may: what_it_may(t, *role, at.agreement) };
    Role::ALL.iter().filter(exists).map(row).collect()
}

fn allows(role: Role, action: Action, agreement: BillingAgreement) -> bool {
    role_allows(role, action, agreement) || agent_allows(role, action, true)
}

async fn show(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let (at, row, held) = find(&signed, &customer, &user).await?;
    let found = (StatusCode::OK, Vec::new());
    form(&signed, &at, (&row, &held, &held), (&asked.0, found)).await
}

async fn find(
    signed: &Signed,
    customer: &str,
    user: &str,
) -> Result<(At, UserRow, BTreeSet<Role>), AppError> {
    let at = signed.at(customer, Action::ManageRoles).await?;
    let guid = Guid::parse_str(user).map_err(|_| Denial::new(Code::NotFound, "user"))?;
    let (row, held) = signed.visit.hall.app.roles_of(&at.permit, guid).await?;
    Ok((at, row, held))
}

/// Shows what the ticks would change, or the form again with what is wrong.
async fn save(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let (at, row, held) = find(&signed, &customer, &user).await?;
    let t = signed.t();
    let read = |keys: &mut dyn Iterator<Item = &str>| -> Result<BTreeSet<Role>, AppError> {
        keys.filter(|key| !key.is_empty())
            .map(|key| Role::parse(key).ok_or_else(|| AppError::denied(Code::Invalid, "role")))
            .collect()
    };
    let shown = read(&mut fields.text("shown").split(' '))?;
    let ticked = read(&mut fields.all("role").iter().map(|key| key.as_str()))?;
    // A box that the reader may not change is not sent; it stays as it is.
    let may = grantable(&signed.who.caller, at.organisation.is_partner);
    let give: BTreeSet<Role> = ticked.difference(&shown).copied().collect();
    let take: BTreeSet<Role> =
        shown.intersection(&may).filter(|role| !ticked.contains(role)).copied().collect();
    let wanted: BTreeSet<Role> = held.union(&give).filter(|role| !take.contains(role)).copied().collect();
    let panel = format!("/c/{}/users/{}", at.organisation.guid, row.guid);
    let here = format!("{panel}/roles");
    if wanted == held {
        return Ok(see(&format!("{here}?did=nothing")));
    }
    let question = Question {
        place: Place::Roles,
        crumbs: {
            let mut crumbs = crumbs_of_user(&signed, &at, (&row.display_name, &panel));
            crumbs.push(Link::new(t.roles_manage(), &here));
            crumbs
        },
        back: here.clone(),
        then: Some(format!("{here}?did=saved")),
    };
    let command = Command::ChangeRoles { user: row.guid, give, take };
    let answer = ask(&signed, &at, (&command, ""), question).await;
    let Some(denial) = answer.as_ref().err().and_then(Trouble::denial).cloned() else { return answer };
    let Some(text) = why(t, &denial) else { return answer };
    let status = StatusCode::from_u16(denial.code.http_status()).unwrap_or(StatusCode::CONFLICT);
    let wrong = vec![FieldError { field: "role", text }];
    form(&signed, &at, (&row, &held, &wanted), (&Fields::default(), (status, wrong))).await
}

fn why(t: &Texts, denial: &Denial) -> Option<String> {
    Some(match (denial.code, denial.subject.as_str()) {
        (Code::State, "last-admin") => t.roles_last_admin().into_owned(),
        (Code::State, "own-admin") => t.roles_own_admin().into_owned(),
        (Code::State, "account") => t.roles_account().into_owned(),
        (Code::Role, key) => t.roles_not_yours(role_name(t, Role::parse(key)?)),
        _ => return None,
    })
}

async fn form(
    signed: &Signed,
    at: &At,
    (row, held, wanted): (&UserRow, &BTreeSet<Role>, &BTreeSet<Role>),
    (asked, (status, errors)): (&Fields, (StatusCode, Vec<FieldError>)),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let account = signed.visit.hall.app.store().account(at.permit.customer(), row.id).await;
    let account = account.map_err(AppError::from)?;
    let mut notes = vec![info(t.roles_at_once().into_owned())];
    if account.is_some_and(|it| it.password_hash.is_none()) {
        notes.push(info(t.roles_no_password_yet().into_owned()));
    }
    let title = t.roles_title(&row.display_name);
    let panel = format!("/c/{}/users/{}", at.organisation.guid, row.guid);
    let crumbs = crumbs_of_user(signed, at, (&row.display_name, &panel));
    let mut frame = of_customer(signed, &at.organisation, (&t.roles_manage(), Place::Roles), crumbs).await;
    frame.flash = flash(t, asked);
    let shown: Vec<&str> = held.iter().map(|role| role.key()).collect();
    let may = grantable(&signed.who.caller, at.organisation.is_partner);
    let boxes = Role::ALL
        .iter()
        .filter(|role| may.contains(role) || held.contains(role))
        .map(|role| RoleBox {
            key: role.key(),
            label: role_name(t, *role),
            may: what_it_may(t, *role, at.organisation.agreement),
            held: wanted.contains(role),
            locked: !may.contains(role),
        })
        .collect();
    let page = UserRolesPage {
        t,
        frame,
        title,
        action: format!("{panel}/roles"),
        shown: shown.join(" "),
        errors,
        notes,
        boxes,
        back: Link::new(t.start_back_to(&row.display_name), panel),
    };
    with_status(status, page)
}

fn info(text: String) -> Note {
    Note { kind: NoteKind::Info, text, repair: None, who: None }
}

fn what_it_may(t: &Texts, role: Role, agreement: BillingAgreement) -> String {
    let names: Vec<String> =
        Action::ALL.iter().filter(|a| allows(role, **a, agreement)).map(|a| action_name(t, *a)).collect();
    if names.is_empty() { t.roles_may_nothing().into_owned() } else { names.join(" \u{b7} ") }
}

fn action_name(t: &Texts, action: Action) -> String {
    match action {
        Action::View => t.action_view(),
        Action::ViewSubscriptions => t.action_view_subscriptions(),
        Action::AssignLicenses => t.action_assign_licenses(),
        Action::EditLocation => t.action_edit_location(),
        Action::EditUsers => t.action_edit_users(),
        Action::DeleteUsers => t.action_delete_users(),
        Action::ChangeSubscriptions => t.action_change_subscriptions(),
        Action::ChangeSettings => t.action_change_settings(),
        Action::ViewAudit => t.action_view_audit(),
        Action::ViewSettings => t.action_view_settings(),
        Action::ManageRoles => t.action_manage_roles(),
        Action::ManageApps => t.action_manage_apps(),
        Action::ManageHolds => t.action_manage_holds(),
        Action::CreateCustomers => t.action_create_customers(),
        Action::ManageGroups => t.action_manage_groups(),
        Action::ServeSelf => t.action_serve_self(),
        Action::TakeOver => t.action_take_over(),
    }
    .into_owned()
}
