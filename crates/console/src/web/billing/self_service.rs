//! What people bought of one product for themselves, as administrators see it: all purchases as one line, and its people by
//! purchaser (R-SSP-3, R-SSP-4). Nobody changes a seat here.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::lives::Lived;
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::seats::PoolKind;
use cupo_domain::self_service::SEATS_MAX;
use cupo_domain::subscription::{Channel, Status};

use super::subscriptions::Bought;
use super::{seat_bar, words};
use crate::pages::{PurchasePerson, PurchaseSection, PurchasesPage, SubscriptionRow};
use crate::texts::Texts;
use crate::view::{Fact, Link, Place, Tone};
use crate::web::accounts::asking;
use crate::web::csv_file::{Pieces, csv_file};
use crate::web::frame::{of_customer, when};
use crate::web::mine::words::{is_there, state};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// People of one purchase that the page names; the file names all.
const SHOWN_MAX: usize = 200;

/// The purchases of one product, the live ones first, each with who bought it.
struct Purchases {
    product: ProductId,
    name: String,
    list: Vec<(Lived, UserId)>,
    people: BTreeMap<UserId, UserRow>,
}

impl Purchases {
    async fn of(signed: &Signed, at: &At, product: &str) -> Result<Self, Trouble> {
        let app = &signed.visit.hall.app;
        let catalogue = app.store().catalogue();
        let missing = || AppError::denied(Code::NotFound, "product");
        let found = Guid::parse_str(product).ok().and_then(|guid| catalogue.product_by_guid(guid));
        let product = found.ok_or_else(missing)?.id;
        let all = app.purchases(asking(signed, at), None).await?;
        let own = all.into_iter().filter(|it| it.row.subscription.product == product);
        let list: Vec<(Lived, UserId)> = own
            .filter_map(|it| match it.pool.kind {
                PoolKind::SelfService { purchaser } => Some((it, purchaser)),
                PoolKind::Central => None,
            })
            .collect();
        if list.is_empty() {
            return Err(missing().into());
        }
        let ids: Vec<UserId> = list.iter().map(|(_, purchaser)| *purchaser).collect();
        let people = app.store().users_by_id(&at.permit, &ids).await?;
        let name = Names { catalogue: &catalogue, t: signed.t() }.product(product);
        let people = people.into_iter().map(|user| (user.id, user)).collect();
        Ok(Self { product, name, list, people })
    }

    fn live(&self) -> impl Iterator<Item = &Lived> {
        self.list.iter().map(|(it, _)| it).filter(|it| is_there(it))
    }

    fn purchaser(&self, t: &Texts, id: UserId) -> String {
        let found = self.people.get(&id).map(|user| user.display_name.clone());
        found.unwrap_or_else(|| t.purchases_somebody().into_owned())
    }
}

/// Prices and people stand side by side here, so it takes the right to see both.
async fn seen(signed: &Signed, customer: &str) -> Result<At, Trouble> {
    signed.at(customer, Action::View).await?;
    Ok(signed.at(customer, Action::ViewSubscriptions).await?)
}

/// GET /c/{customer}/self-service/{product}
pub async fn show(
    signed: Signed,
    Path((customer, product)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = seen(&signed, &customer).await?;
    let t = signed.t();
    let found = Purchases::of(&signed, &at, &product).await?;
    let home = format!("/c/{}", at.organisation.guid);
    let list = format!("{home}/subscriptions?kind=self-service");
    let crumbs = vec![Link::new(t.rail_your_products(), list)];
    let mut sections = Vec::new();
    for (it, purchaser) in &found.list {
        sections.push(section(&signed, &at, &found, (it, *purchaser)).await?);
    }
    let free: i64 = found.live().map(|it| it.pool.available().max(0)).sum();
    let seats: i64 = found.live().map(|it| it.row.subscription.quantity).sum();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let guid = Names { catalogue: &catalogue, t }.guid(found.product);
    page(PurchasesPage {
        t,
        frame: of_customer(&signed, &at.organisation, (&found.name, Place::Products), crumbs).await,
        facts: vec![
            Fact::new(t.purchases_count(), t.number(i64::try_from(found.live().count()).unwrap_or(0))),
            Fact::new(t.my_column_seats(), t.number(seats)),
            Fact::new(t.purchases_free(), t.number(free)),
        ],
        csv_href: format!("{home}/self-service/{guid}/people.csv"),
        sections,
    })
}

async fn section(
    signed: &Signed,
    at: &At,
    found: &Purchases,
    (it, purchaser): (&Lived, UserId),
) -> Result<PurchaseSection, AppError> {
    let t = signed.t();
    let store = signed.visit.hall.app.store();
    let most = i64::try_from(SHOWN_MAX).unwrap_or(i64::MAX);
    // Seats belong to what is there; what ended left none.
    let holders = match is_there(it) {
        true => store.seat_holders(&at.permit, it.pool.id, "", most).await?,
        false => Vec::new(),
    };
    let (state, tone) = state(t, it);
    let hidden = it.pool.consumed - i64::try_from(holders.len()).unwrap_or(0);
    Ok(PurchaseSection {
        purchaser: found.purchaser(t, purchaser),
        guid: it.row.guid.to_string(),
        href: format!("/c/{}/subscriptions/{}", at.organisation.guid, it.row.guid),
        state,
        tone,
        seats: is_there(it).then(|| seat_bar(&it.pool)),
        facts: vec![
            Fact::new(t.my_column_price(), words::price(t, &it.row)),
            Fact::new(t.my_column_until(), when(signed, &at.organisation, it.row.ends_at).day),
        ],
        people: holders
            .into_iter()
            .map(|person| PurchasePerson {
                href: format!("/c/{}/users/{}", at.organisation.guid, person.guid),
                name: person.name,
                sign_in: person.sign_in,
                since: when(signed, &at.organisation, person.since).day,
            })
            .collect(),
        more: if is_there(it) && hidden > 0 { t.purchases_more(hidden) } else { String::new() },
    })
}

/// GET /c/{customer}/self-service/{product}/people.csv
pub async fn csv(
    signed: Signed,
    Path((customer, product)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = seen(&signed, &customer).await?;
    let found = Purchases::of(&signed, &at, &product).await?;
    let t = signed.t();
    let mut rows = Vec::new();
    for (it, purchaser) in found.list.iter().filter(|(it, _)| is_there(it)) {
        let store = signed.visit.hall.app.store();
        let address = found.people.get(purchaser).map(|user| user.sign_in.clone()).unwrap_or_default();
        for person in store.seat_holders(&at.permit, it.pool.id, "", SEATS_MAX).await? {
            rows.push(vec![
                found.name.clone(),
                found.purchaser(t, *purchaser),
                address.clone(),
                person.name,
                person.sign_in,
                when(&signed, &at.organisation, person.since).iso,
                it.row.guid.to_string(),
            ]);
        }
    }
    let heading = [
        t.column_product(),
        t.purchases_purchaser(),
        t.purchases_purchaser_address(),
        t.column_display_name(),
        t.column_user_name(),
        t.purchases_since(),
        t.csv_subscription_id(),
    ];
    let heading = heading.into_iter().map(|head| head.into_owned()).collect();
    Ok(csv_file("self-service.csv", People { heading, rows: Some(rows) }))
}

struct People {
    heading: Vec<String>,
    /// One product has as many people as its purchases have seats, so they are read at once.
    rows: Option<Vec<Vec<String>>>,
}

impl Pieces for People {
    fn heading(&self) -> Vec<String> {
        self.heading.clone()
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        Ok(self.rows.take())
    }
}

/// The subscriptions of a list with the self-service ones of each product apart.
pub(super) fn apart<'a>(shown: &[&'a Bought]) -> (Vec<&'a Bought>, BTreeMap<ProductId, Vec<&'a Bought>>) {
    let mut others = Vec::new();
    let mut own: BTreeMap<ProductId, Vec<&Bought>> = BTreeMap::new();
    for bought in shown {
        let it = &bought.row.subscription;
        match it.channel {
            Channel::SelfService => own.entry(it.product).or_default().push(bought),
            _ => others.push(*bought),
        }
    }
    (others, own)
}

/// The purchases of one product as one line, with their free seats added (R-SSP-4).
pub(super) fn line(
    signed: &Signed,
    at: &At,
    (product, all): (ProductId, &[&Bought]),
    row: SubscriptionRow,
) -> SubscriptionRow {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let live: Vec<&&Bought> = all.iter().filter(|it| it.row.subscription.status != Status::Deleted).collect();
    let free: i64 = live.iter().map(|it| it.pool.available().max(0)).sum();
    let prices: std::collections::BTreeSet<String> = live.iter().map(|it| words::price(t, &it.row)).collect();
    let guid = Names { catalogue: &catalogue, t }.guid(product);
    let (state, tone) = match live.first() {
        Some(it) => words::state(t, it.row.subscription.status),
        None => (row.state, Tone::Plain),
    };
    SubscriptionRow {
        purchaser: t.purchases_line(live.len(), free),
        state,
        tone,
        billing: String::new(),
        quantity: live.iter().map(|it| it.row.subscription.quantity).sum(),
        price: match prices.len() {
            0 | 1 => row.price,
            _ => t.purchases_prices().into_owned(),
        },
        href: format!("/c/{}/self-service/{guid}", at.organisation.guid),
        renews: live
            .iter()
            .min_by_key(|it| it.row.ends_at)
            .map(|it| when(signed, &at.organisation, it.row.ends_at)),
        ..row
    }
}
