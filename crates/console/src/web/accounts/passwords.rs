//! One-time passwords: asked for before they are given, and shown on a page that can be loaded again for a while. They
//! wait in memory alone, for whoever gave them; they are never written anywhere.

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;

use super::asking;
use super::edit::find;
use crate::pages::{ConfirmPage, Footer, PasswordsPage};
use crate::view::{Fact, Link, Place};
use crate::web::frame::of_customer;
use crate::web::posted::{Asked, Posted};
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

/// Asks before a user gets another password: what is over then.
pub(super) async fn ask(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let row = find(&signed, &at, &user).await?;
    question(&signed, &at, &row).await
}

async fn question(signed: &Signed, at: &At, row: &UserRow) -> Result<Response, Trouble> {
    let sessions = signed.visit.hall.app.sessions_to_end(asking(signed, at), row.id).await?;
    let t = signed.t();
    let panel = format!("/c/{}/users/{}", at.organisation.guid, row.guid);
    let crumbs = vec![Link::new(&row.display_name, &panel)];
    let title = t.wiz_reset_password();
    page(ConfirmPage {
        changed: Vec::new(),
        t,
        frame: of_customer(signed, &at.organisation, (&title, Place::Users), crumbs).await,
        footer: Footer {
            sentence: t.start_password_ask(&row.display_name, sessions),
            confirm: title.into_owned(),
            ..Footer::default()
        },
        fields: Vec::new(),
        action: format!("{panel}/password"),
        back: panel,
    })
}

/// Gives a user a one-time password, once that was confirmed.
pub(super) async fn reset(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let row = find(&signed, &at, &user).await?;
    if !fields.ticked("confirm") {
        return question(&signed, &at, &row).await;
    }
    let given = signed.visit.hall.app.reset_password(asking(&signed, &at), row.id).await?;
    let t = signed.t();
    let panel = format!("/c/{}/users/{}", at.organisation.guid, row.guid);
    let given = Given {
        sentence: t.start_password_given(&row.display_name),
        rows: vec![(row.sign_in, given.password)],
        next: (t.start_back_to(&row.display_name), panel),
        by: None,
    };
    hand_over(&signed, &at, given).await
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
    let base = format!("/c/{}", at.organisation.guid);
    match GIVEN.name_of(signed, at, |it| it.by == Some(operation)) {
        Some(name) => format!("{base}/passwords?list={name}"),
        None => format!("{base}/operations/{operation}"),
    }
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
