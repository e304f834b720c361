//! The list of everybody whom a preview concerns, page by page.

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::listed::{ListedFilter, ListedPage, ListedPlace};
use cupo_app::store::preview_parts::Concern;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;

use super::filter::{NARROWING, PARTS, place, read};
use super::lines::{DataLine, UserLines, told};
use super::{address, concern_name};
use crate::pages::{WhoData, WhoLine, WhoPage, WhoRow};
use crate::texts::Texts;
use crate::view::{Link, Pager, Place as RailPlace, Tab, Tone};
use crate::web::address::Address;
use crate::web::frame::{of_customer, when};
use crate::web::posted::Asked;
use crate::web::render;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, local};

/// Users on a page.
const PAGE_USERS: usize = 50;

/// GET /c/{customer}/licenses/previews/{preview}
pub async fn page(
    signed: Signed,
    Path((customer, preview)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let guid = wanted(&preview)?;
    let (t, app, owner) = (signed.t(), &signed.visit.hall.app, signed.owner());
    let (id, counts) = app.listed_preview(&at.permit, owner, guid).await?;
    let filter = read(&app.store().catalogue(), &asked)?;
    let place = place(&asked)?;
    let found = app.listed_users(&at.permit, (owner, id), (&filter, place, PAGE_USERS)).await?;
    let here = Address::of(address(&at, guid), &asked, &PARTS);
    let pager = pager(t, &here, (&found, place));
    let users = told(&signed, &at, found.users).await?;
    let back = asked.some("back").map_or_else(|| format!("/c/{}/users", at.organisation.guid), str::to_owned);
    let csv = Address::of(format!("{}/users.csv", address(&at, guid)), &asked, &PARTS).without(&["back"]);
    let title = t.who_title();
    let frame = of_customer(&signed, &at.organisation, (&title, RailPlace::Users), Vec::new()).await;
    render::page(WhoPage {
        t,
        back: Link::new(t.who_back(), local(&back)),
        csv_href: csv.href(),
        tabs: tabs(t, &counts, (&filter, &here)),
        rows: users.into_iter().map(|it| row(&signed, &at, it)).collect(),
        pager,
        frame,
    })
}

/// The preview of an address.
pub fn wanted(preview: &str) -> Result<Guid, AppError> {
    Guid::parse_str(preview).map_err(|_| AppError::denied(Code::NotFound, "preview"))
}

fn row(signed: &Signed, at: &At, it: UserLines) -> WhoRow {
    let t = signed.t();
    let (name, sign_in, href) = match it.user {
        Some(user) => {
            (user.display_name, user.sign_in, format!("/c/{}/users/{}", at.organisation.guid, user.guid))
        }
        None => (t.who_gone().into_owned(), String::new(), String::new()),
    };
    let line = |it: super::lines::Line| WhoLine { product: it.product, verdict: it.badge, detail: it.detail };
    let data = |it: DataLine| WhoData {
        what: it.what,
        due: it.due.map(|due| when(signed, &at.organisation, due)),
        tone: match (it.due, it.loses) {
            (_, true) => Tone::Loss,
            (Some(_), false) => Tone::Clock,
            (None, false) => Tone::Plain,
        },
    };
    WhoRow {
        name,
        sign_in,
        href,
        lines: it.lines.into_iter().map(line).collect(),
        data: it.data.into_iter().map(data).collect(),
    }
}

/// Everybody, then each way in which anybody is concerned; last the ways out of a narrower list.
fn tabs(t: &Texts, counts: &[i64; 6], (filter, here): (&ListedFilter, &Address)) -> Vec<Tab> {
    let base = here.without(&["concern"]).without(&NARROWING);
    let narrow = filter.product.is_some() || filter.reason.is_some() || filter.data.is_some();
    let mut tabs = vec![Tab {
        label: t.updated_filter_all().into_owned(),
        count: None,
        href: base.href(),
        current: filter.concern.is_none() && !narrow,
    }];
    for (concern, count) in Concern::ALL.into_iter().zip(counts) {
        if *count > 0 || filter.concern == Some(concern) {
            tabs.push(Tab {
                label: concern_name(t, concern),
                count: Some(*count),
                href: base.with("concern", concern.key()).href(),
                current: filter.concern == Some(concern) && !narrow,
            });
        }
    }
    if narrow {
        let href = here.without(&NARROWING).href();
        tabs.push(Tab { label: t.who_wider().into_owned(), count: None, href, current: false });
    }
    tabs
}

fn pager(t: &Texts, here: &Address, (found, place): (&ListedPage, ListedPlace)) -> Pager {
    let (before, after) = match place {
        ListedPlace::First => (false, found.more),
        ListedPlace::After(_) => (true, found.more),
        ListedPlace::Before(_) => (found.more, true),
        ListedPlace::Last => (found.more, false),
    };
    let edge = |name: &str, user: Option<&cupo_app::licenses::listed::ListedUser>| {
        user.map(|user| here.with(name, &user.place.to_string()).href())
    };
    let count = i64::try_from(found.users.len()).unwrap_or(0);
    Pager {
        first: before.then(|| here.href()),
        previous: before.then(|| edge("before", found.users.first())).flatten(),
        next: after.then(|| edge("after", found.users.last())).flatten(),
        last: after.then(|| here.with("at", "last").href()),
        range: t.who_shown(count),
    }
}
