//! The search of the top bar: users, products, customers and pages, a few of each with the way to all of them. It
//! finds only what the reader may open, and never looks further than one customer or one partner.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use cupo_app::store::users::{UserFilter, UserPage};
use cupo_app::text::fold;
use cupo_domain::access::{Action, partner_permit};
use cupo_http::hall::Hall;

use crate::pages::{FoundGroup, FoundItem, SearchPage};
use crate::texts::Texts;
use crate::view::{Frame, Link, Place, SearchBox};
use crate::web::address::Address;
use crate::web::frame::{general, of_customer};
use crate::web::posted::{Asked, Fields};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Shown of each kind.
const SHOWN_MAX: usize = 8;

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new().route("/search", get(everywhere)).route("/c/{customer}/search", get(at_customer))
}

/// GET /search: outside any customer.
async fn everywhere(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    let frame = general(&signed, &signed.t().search_title(), Place::Elsewhere).await;
    let mut groups = vec![pages(&signed, &frame, asked.text("q"))];
    groups.push(customers(&signed, asked.text("q")).await?);
    found(&signed, frame, &asked, groups)
}

/// GET /c/{customer}/search: at a customer.
async fn at_customer(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let q = asked.text("q");
    let title = signed.t().search_title();
    let frame = of_customer(&signed, &at.organisation, (&title, Place::Elsewhere), Vec::new()).await;
    let groups = vec![
        users(&signed, &at, q).await?,
        products(&signed, &at, q).await?,
        pages(&signed, &frame, q),
        customers(&signed, q).await?,
    ];
    found(&signed, frame, &asked, groups)
}

fn found(
    signed: &Signed,
    frame: Frame,
    asked: &Fields,
    groups: Vec<Option<FoundGroup>>,
) -> Result<Response, Trouble> {
    let q = asked.text("q").to_owned();
    let search = frame.search.clone().map(|it| SearchBox { value: q.clone(), ..it });
    page(SearchPage {
        t: signed.t(),
        frame: Frame { search, ..frame },
        groups: if q.is_empty() { Vec::new() } else { groups.into_iter().flatten().collect() },
        empty_link: Link::new(signed.t().error_home(), "/"),
        q,
    })
}

/// A group of everything that matches, cut to what is shown; nothing where nothing matches.
fn group(
    t: &Texts,
    title: &str,
    mut items: Vec<FoundItem>,
    (count, all): (usize, Option<String>),
) -> Option<FoundGroup> {
    items.truncate(SHOWN_MAX);
    let more = count.saturating_sub(items.len());
    let all = all.filter(|_| more > 0).map(|href| Link::new(t.and_more(more), href));
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    (!items.is_empty()).then_some(FoundGroup { title: title.to_owned(), count, items, all })
}

async fn users(signed: &Signed, at: &At, q: &str) -> Result<Option<FoundGroup>, Trouble> {
    if q.is_empty() {
        return Ok(None);
    }
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let home = format!("/c/{}/users", at.organisation.guid);
    let filter = UserFilter { search: Some(fold(q)), ..UserFilter::default() };
    let total = usize::try_from(store.count_users(&at.permit, &filter).await?).unwrap_or(0);
    let size = i64::try_from(SHOWN_MAX).unwrap_or(1);
    let rows = store.users(&at.permit, &UserPage { filter, size, ..UserPage::default() }).await?.users;
    let items = rows.into_iter().map(|user| FoundItem {
        link: Link::new(user.display_name, format!("{home}/{}", user.guid)),
        detail: user.sign_in,
    });
    let all = Address::of(&home, &Fields::default(), &[]).with("q", q).href();
    Ok(group(t, &t.rail_users(), items.collect(), (total, Some(all))))
}

async fn products(signed: &Signed, at: &At, q: &str) -> Result<Option<FoundGroup>, Trouble> {
    let (t, store) = (signed.t(), signed.visit.hall.app.store());
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let home = format!("/c/{}/products", at.organisation.guid);
    let mut held: Vec<_> = store.pools(&at.permit).await?.into_iter().map(|pool| pool.product).collect();
    held.sort_unstable();
    held.dedup();
    let named = held.into_iter().map(|id| (names.product(id), names.guid(id)));
    let matching = named.filter(|(name, _)| fold(name).contains(&fold(q)));
    let mut items: Vec<FoundItem> = matching
        .map(|(name, guid)| FoundItem {
            link: Link::new(name, format!("{home}/{guid}")),
            detail: String::new(),
        })
        .collect();
    items.sort_by_cached_key(|item| fold(&item.link.label));
    let count = items.len();
    Ok(group(t, &t.search_products(), items, (count, Some(home))))
}

/// The partner's customers, for whoever works for one.
async fn customers(signed: &Signed, q: &str) -> Result<Option<FoundGroup>, Trouble> {
    let Ok(permit) = partner_permit(&signed.who.caller) else { return Ok(None) };
    let t = signed.t();
    let take = i64::try_from(SHOWN_MAX).unwrap_or(1);
    let (rows, total) = signed.visit.hall.app.store().first_customers(&permit, &fold(q), take).await?;
    let items = rows
        .into_iter()
        .map(|row| FoundItem { link: Link::new(row.name, format!("/c/{}", row.guid)), detail: row.domain });
    let all = Address::of("/customers", &Fields::default(), &[]).with("q", q).href();
    let total = usize::try_from(total).unwrap_or(0);
    Ok(group(t, &t.rail_customers(), items.collect(), (total, Some(all))))
}

/// The places of the rail whose label has the words; the rail holds only what the reader may open.
fn pages(signed: &Signed, frame: &Frame, q: &str) -> Option<FoundGroup> {
    let words = fold(q);
    let places = frame.rail.groups.iter().flat_map(|group| &group.items);
    let items: Vec<FoundItem> = places
        .filter(|item| fold(&item.label).contains(&words))
        .map(|item| FoundItem { link: Link::new(&item.label, &item.href), detail: String::new() })
        .collect();
    let count = items.len();
    let t = signed.t();
    group(t, &t.search_pages(), items, (count, None))
}
