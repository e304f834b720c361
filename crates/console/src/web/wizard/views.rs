//! Views of the list of users (R-USER-11): the built-in ones, which nobody changes, and the saved ones, which everybody
//! who administers the customer shares. A view is opened by an address that holds its conditions and its name.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::users::UserFilter;
use cupo_app::views::{SavedView, VIEW_NAME_MAX, VIEWS_MAX};
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};

use super::{filter, list};
use crate::pages::{SaveViewPage, ViewMenu, ViewPage, ViewRow, ViewsPage};
use crate::texts::Texts;
use crate::view::{Field, FieldError, Link, Place, Tab};
use crate::web::accounts::asking;
use crate::web::address::Address;
use crate::web::frame::{flash, is_agent, of_customer};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// Views that are always there, with their conditions.
fn built_in(t: &Texts) -> Vec<(String, UserFilter)> {
    let all = UserFilter::default();
    let licensed = |yes: bool| UserFilter { licensed: Some(yes), ..UserFilter::default() };
    let enabled = |yes: bool| UserFilter { enabled: Some(yes), ..UserFilter::default() };
    let waiting = UserFilter { mail_waits: Some(true), ..licensed(false) };
    let over = UserFilter { over_assigned: Some(true), ..UserFilter::default() };
    let nowhere = UserFilter { location: Some(String::new()), ..UserFilter::default() };
    [
        (t.view_all(), all),
        (t.view_licensed(), licensed(true)),
        (t.view_unlicensed(), licensed(false)),
        (t.view_unlicensed_mail(), waiting),
        (t.view_allowed(), enabled(true)),
        (t.view_blocked(), enabled(false)),
        (t.view_no_location(), nowhere),
        (t.view_over_assigned(), over),
    ]
    .into_iter()
    .map(|(name, filter)| (name.into_owned(), filter))
    .collect()
}

/// Where a view is opened.
fn opened(at: &At, names: &Names<'_>, filter: &UserFilter, saved: Option<Guid>) -> String {
    let list = Address::of(format!("/c/{}/users", at.organisation.guid), &Fields::default(), &[]);
    let list = filter::parts(names, filter).iter().fold(list, |list, (name, value)| list.with(name, value));
    saved.map_or(list.clone(), |guid| list.with("saved", &guid.to_string())).href()
}

fn conditions(names: &Names<'_>, filter: &UserFilter) -> Vec<String> {
    filter::parts(names, filter).iter().map(|(name, value)| list::condition(names, name, value)).collect()
}

/// The menu of the list: which view is shown, and the others.
pub(super) async fn menu(signed: &Signed, at: &At, asked: &Fields) -> Result<ViewMenu, Trouble> {
    let app = &signed.visit.hall.app;
    let t = signed.t();
    let (views, shown) = (app.views(&at.permit).await?, filter::filter(app, asked));
    let named = Guid::parse_str(asked.text("saved")).ok();
    let from = views.iter().find(|view| Some(view.guid) == named);
    let current = from.filter(|v| v.filter == shown).or_else(|| views.iter().find(|v| v.filter == shown));
    let catalogue = app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let tab = |label: &str, filter: &UserFilter, saved: Option<Guid>, current: bool| Tab {
        label: label.to_owned(),
        href: opened(at, &names, filter, saved),
        current,
        count: None,
    };
    let always = built_in(t);
    let fixed = always.iter().find(|(_, filter)| *filter == shown).filter(|_| current.is_none());
    let name = match (current, fixed, from) {
        (Some(view), ..) => view.name.clone(),
        (None, Some((name, _)), _) => name.clone(),
        (None, None, Some(view)) => t.views_changed(&view.name),
        (None, None, None) => t.views_own_filters().into_owned(),
    };
    let home = format!("/c/{}/views", at.organisation.guid);
    let may = signed.may(Action::AssignLicenses, &at.organisation);
    let save = Address::of(format!("{home}/new"), asked, &filter::PARTS)
        .without(&["view", "sort", "dir", "size", "col"]);
    Ok(ViewMenu {
        name,
        saved: from.map(|view| view.guid.to_string()),
        built_in: always
            .iter()
            .map(|(name, filter)| tab(name, filter, None, fixed.is_some_and(|(it, _)| it == name)))
            .collect(),
        own: views
            .iter()
            .map(|v| tab(&v.name, &v.filter, Some(v.guid), current.is_some_and(|it| it.guid == v.guid)))
            .collect(),
        all: Link::new(t.views_manage(), home),
        save: (may && current.is_none() && fixed.is_none()).then(|| Link::new(t.views_save(), save.href())),
    })
}

/// All views.
pub(super) async fn list(
    signed: Signed,
    Path(customer): Path<String>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let app = &signed.visit.hall.app;
    let t = signed.t();
    let may = signed.may(Action::AssignLicenses, &at.organisation);
    let home = format!("/c/{}", at.organisation.guid);
    let catalogue = app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let row = |name: String, filter: &UserFilter, saved: Option<Guid>| ViewRow {
        name,
        href: opened(&at, &names, filter, saved),
        conditions: conditions(&names, filter),
        change: saved.filter(|_| may).map(|guid| format!("{home}/views/{guid}")),
    };
    let views = app.views(&at.permit).await?;
    let mut frame =
        of_customer(&signed, &at.organisation, (&t.views_title(), Place::Users), crumbs(&signed, &at)).await;
    frame.flash = flash(t, &asked.0);
    page(ViewsPage {
        t,
        frame,
        own: views.iter().map(|view| row(view.name.clone(), &view.filter, Some(view.guid))).collect(),
        most: most(VIEWS_MAX),
        built_in: built_in(t).into_iter().map(|(name, filter)| row(name, &filter, None)).collect(),
        users: Link::new(t.attention_see(), format!("/c/{}/users", at.organisation.guid)),
    })
}

fn crumbs(signed: &Signed, at: &At) -> Vec<Link> {
    let t = signed.t();
    let label = if is_agent(signed) { t.rail_users_and_licenses() } else { t.rail_active_users() };
    vec![Link::new(label, format!("/c/{}/users", at.organisation.guid))]
}

fn most(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The form that saves what is filtered.
pub(super) async fn new(
    signed: Signed,
    Path(customer): Path<String>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    form(&signed, &at, &asked.0, None).await
}

/// Saves what is filtered: as a new view, or as the view it started from.
pub(super) async fn create(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let app = &signed.visit.hall.app;
    let (wanted, name) = (filter::filter(app, &fields), fields.text("name"));
    let saved = match (fields.text("do"), Guid::parse_str(fields.text("saved"))) {
        ("change", Ok(view)) => {
            app.change_view(asking(&signed, &at), view, name, Some(&wanted)).await.map(|()| view)
        }
        _ => app.save_view(asking(&signed, &at), name, &wanted).await,
    };
    match saved {
        Ok(view) => {
            let catalogue = app.store().catalogue();
            let names = Names { catalogue: &catalogue, t: signed.t() };
            Ok(see(&format!("{}&did=saved", opened(&at, &names, &wanted, Some(view)))))
        }
        Err(AppError::Denied(denial)) if denial.code == Code::Invalid => {
            form(&signed, &at, &fields, Some(denial)).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn form(signed: &Signed, at: &At, fields: &Fields, wrong: Option<Denial>) -> Result<Response, Trouble> {
    let app = &signed.visit.hall.app;
    let t = signed.t();
    let catalogue = app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let shown = filter::filter(app, fields);
    let views = app.views(&at.permit).await?;
    let from = views.into_iter().find(|v| Guid::parse_str(fields.text("saved")).is_ok_and(|it| it == v.guid));
    let typed = fields.some("name").map(ToOwned::to_owned);
    let typed = typed.or_else(|| from.as_ref().filter(|_| wrong.is_none()).map(|view| view.name.clone()));
    let name = Field::text("name", t.view_name())
        .hint(t.view_name_hint(most(VIEW_NAME_MAX)))
        .value(typed.unwrap_or_default());
    let (name, errors) = told(t, name, wrong.as_ref());
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let parts = filter::parts(&names, &shown);
    let kept: Vec<&str> = filter::PARTS.iter().copied().filter(|name| *name != "view").collect();
    let back = Address::of(format!("/c/{}/users", at.organisation.guid), fields, &kept).href();
    with_status(
        status,
        SaveViewPage {
            t,
            frame: of_customer(signed, &at.organisation, (&t.views_save(), Place::Users), crumbs(signed, at))
                .await,
            errors,
            action: format!("/c/{}/views/new", at.organisation.guid),
            conditions: conditions(&names, &shown),
            parts,
            name,
            from: from.map(|view| (view.guid.to_string(), view.name)),
            back,
        },
    )
}

/// The field and the summary of what is wrong with it or with the filter.
fn told(t: &Texts, name: Field, wrong: Option<&Denial>) -> (Field, Vec<FieldError>) {
    let Some(denial) = wrong else { return (name, Vec::new()) };
    let text = match denial.subject.as_str() {
        "name" => t.view_name_wrong(most(VIEW_NAME_MAX)),
        "name-taken" => t.view_name_taken().into_owned(),
        "views" => return (name, vec![FieldError { field: "name", text: t.view_full(most(VIEWS_MAX)) }]),
        _ => return (name, vec![FieldError { field: "name", text: t.view_no_filter().into_owned() }]),
    };
    let name = name.error(text);
    let errors = name.summary().into_iter().collect();
    (name, errors)
}

/// One saved view.
pub(super) async fn one(
    signed: Signed,
    Path((customer, view)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let (at, view) = find(&signed, &customer, &view).await?;
    let name = view.name.clone();
    show(&signed, &at, &view, (&name, None)).await
}

/// Renames or deletes a saved view.
pub(super) async fn change(
    signed: Signed,
    Path((customer, view)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let (at, view) = find(&signed, &customer, &view).await?;
    let app = &signed.visit.hall.app;
    let name = fields.text("name");
    let done = match fields.text("do") {
        "delete" => app.delete_view(asking(&signed, &at), view.guid).await,
        "rename" => app.change_view(asking(&signed, &at), view.guid, name, None).await,
        _ => Err(AppError::denied(Code::Invalid, "do")),
    };
    match done {
        Ok(()) => Ok(see(&format!("/c/{}/views?did=saved", at.organisation.guid))),
        Err(AppError::Denied(denial)) if denial.subject.starts_with("name") => {
            show(&signed, &at, &view, (name, Some(denial))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn find(signed: &Signed, customer: &str, view: &str) -> Result<(At, SavedView), AppError> {
    let at = signed.at(customer, Action::AssignLicenses).await?;
    let unknown = || Denial::new(Code::NotFound, "view");
    let guid = Guid::parse_str(view).map_err(|_| unknown())?;
    let views = signed.visit.hall.app.views(&at.permit).await?;
    let view = views.into_iter().find(|it| it.guid == guid).ok_or_else(unknown)?;
    Ok((at, view))
}

async fn show(
    signed: &Signed,
    at: &At,
    view: &SavedView,
    (typed, wrong): (&str, Option<Denial>),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let home = format!("/c/{}/views", at.organisation.guid);
    let name = Field::text("name", t.view_name()).hint(t.view_name_hint(most(VIEW_NAME_MAX))).value(typed);
    let (name, errors) = told(t, name, wrong.as_ref());
    let mut crumbs = crumbs(signed, at);
    crumbs.push(Link::new(t.views_title(), &home));
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    with_status(
        status,
        ViewPage {
            t,
            frame: of_customer(signed, &at.organisation, (&view.name, Place::Users), crumbs).await,
            errors,
            action: format!("{home}/{}", view.guid),
            open: Link::new(t.views_open(&view.name), opened(at, &names, &view.filter, Some(view.guid))),
            conditions: conditions(&names, &view.filter),
            name,
            back: home,
        },
    )
}
