//! One-time passwords: asked for before they are given, and shown on a page that can be loaded again for a while. They
//! wait in memory alone, for whoever gave them; they are never written anywhere.

use axum::extract::Path;
use axum::response::Response;
use cupo_app::accounts::OneTimePassword;
use cupo_app::changes::{Applied, Command};
use cupo_app::error::AppError;
use cupo_domain::access::Action;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::Code;

use super::edit::find;
use crate::pages::PasswordsPage;
use crate::view::{Fact, Link, Place};
use crate::web::commands::{self, Question};
use crate::web::frame::of_customer;
use crate::web::posted::Asked;
use crate::web::render::page;
use crate::web::shelf::Shelf;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};

static GIVEN: Shelf<Given> = Shelf::new();

/// Passwords that were given.
#[derive(Clone)]
pub struct Given {
    /// What happened, in a sentence.
    pub sentence: String,
    /// Sign-in names with their passwords.
    pub rows: Vec<(String, String)>,
    /// Where to go now: label and address.
    pub next: (String, String),
    /// The operation that gave them; none for one that was asked for by itself.
    pub by: Option<Guid>,
}

/// What another password would do, with the button that gives it.
pub(super) async fn ask(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let row = find(&signed, &at, &user).await?;
    let panel = format!("/c/{}/users/{}", at.organisation.guid, row.guid);
    let crumbs = vec![Link::new(&row.display_name, &panel)];
    let question = Question { place: Place::Users, crumbs, back: panel, then: None };
    commands::ask(&signed, &at, (&Command::ResetPassword(row.guid), ""), question).await
}

/// Shows the passwords that a change gave, to whoever asked for it.
///
/// # Errors
/// When the page cannot be made.
pub async fn given(signed: &Signed, at: &At, done: &Applied) -> Result<Response, Trouble> {
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let ids: Vec<UserId> = done.passwords.iter().map(|it| it.user).collect();
    let users = store.users_by_id(&at.permit, &ids).await?;
    let named = |it: &OneTimePassword| {
        let user = users.iter().find(|user| user.id == it.user)?;
        Some((user.sign_in.clone(), it.password.clone()))
    };
    let Some(user) = users.first() else {
        return Err(AppError::Bug("a password of somebody who is not there".to_owned()).into());
    };
    let given = Given {
        sentence: t.start_password_given(&user.display_name),
        rows: done.passwords.iter().filter_map(named).collect(),
        next: (
            t.start_back_to(&user.display_name),
            format!("/c/{}/users/{}", at.organisation.guid, user.guid),
        ),
        by: Some(done.receipt.operation),
    };
    hand_over(signed, at, given).await
}

/// Sends the browser to the page of passwords that were given just now.
///
/// # Errors
/// When the page cannot be made.
pub async fn hand_over(signed: &Signed, at: &At, given: Given) -> Result<Response, Trouble> {
    match GIVEN.keep(signed, at, given.clone()) {
        Ok(name) => Ok(see(&format!("/c/{}/passwords?list={name}", at.organisation.guid))),
        // Too many wait. These are given, so they are shown now or never.
        Err(_) => shown(signed, at, given).await,
    }
}

/// Where an operation leads whose form is sent once more: to the passwords it gave while they wait, else to its page.
#[must_use]
pub fn result_of(signed: &Signed, at: &At, operation: Guid) -> String {
    let page = || format!("/c/{}/operations/{operation}", at.organisation.guid);
    waiting(signed, at, operation).unwrap_or_else(page)
}

/// The page of the passwords that an operation gave, while they wait.
#[must_use]
pub fn waiting(signed: &Signed, at: &At, operation: Guid) -> Option<String> {
    let name = GIVEN.name_of(signed, at, |it| it.by == Some(operation))?;
    Some(format!("/c/{}/passwords?list={name}", at.organisation.guid))
}

/// Shows passwords to whoever gave them.
pub(super) async fn show(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    match GIVEN.find(&signed, &at, asked.text("list")) {
        Some(given) => shown(&signed, &at, given).await,
        None => Err(AppError::denied(Code::NotFound, "passwords").into()),
    }
}

async fn shown(signed: &Signed, at: &At, given: Given) -> Result<Response, Trouble> {
    let t = signed.t();
    let title = t.passwords_title();
    let Given { sentence, rows, next: (label, href), .. } = given;
    page(PasswordsPage {
        t,
        frame: of_customer(signed, &at.organisation, (&title, Place::Users), Vec::new()).await,
        sentence,
        rows: rows.into_iter().map(|(name, password)| Fact::new(name, password)).collect(),
        next: Link::new(label, href),
    })
}
