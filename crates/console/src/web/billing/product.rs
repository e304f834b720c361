//! One product with the users who hold it: search, sort, keyset pages, where each license comes from (R-UI-2, R-UI-3).

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::users::{UserFilter, UserPage};
use cupo_app::text::fold;
use cupo_domain::access::Action;
use cupo_domain::catalogue::{Catalogue, Product};
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::Code;
use cupo_domain::seats::{Pool, PoolKind};

use super::holders::{order, position, rows, sorts};
use super::{picks, seat_bar};
use crate::pages::{Batch, PlanChoice, ProductPage, Question};
use crate::texts::Texts;
use crate::view::{Choice, FieldError, Flash, Link, Note, NoteKind, Place, SeatBar};
use crate::web::address::{Address, keyed};
use crate::web::frame::{flash, of_customer};
use crate::web::posted::{Asked, Fields};
use crate::web::render::page as render;
use crate::web::suggest;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::wizard::shown;
use crate::web::words::Names;

/// Holders on a page; a page can be as long as what may be changed at a time.
const SIZES: [i64; 5] = [50, 100, 200, 500, 1_000];
/// Names of everything that the address of the list can hold.
const PARTS: [&str; 4] = ["q", "sort", "dir", "size"];
/// The same with its place, so that a form that is refused shows the same rows again.
pub(super) const PLACED: [&str; 8] = ["q", "sort", "dir", "size", "after", "before", "page", "from"];
/// Users that are found before those who hold the product already are put last.
const FOUND_MAX: i64 = 100;

/// A product at a customer.
pub(super) struct Held {
    /// The catalogue it was found in.
    pub catalogue: std::sync::Arc<Catalogue>,
    /// The product.
    pub product: Product,
    /// Its pools; there is at least one.
    pub pools: Vec<Pool>,
}

/// What a form that was refused adds to the page.
#[derive(Default)]
pub(super) struct Extra {
    /// One user too many.
    pub batch: Option<Batch>,
    /// What is wrong in the pane.
    pub errors: Vec<FieldError>,
    /// What was typed in the pane.
    pub people: String,
    /// The pane stands open.
    pub open: bool,
    /// Who was ticked.
    pub ticked: BTreeSet<Guid>,
    /// Plans that were ticked in the pane.
    pub plans: Option<PlanSet>,
    /// What happened.
    pub flash: Option<Flash>,
    /// What a change would do.
    pub question: Option<Question>,
}

/// The page.
pub async fn show(
    signed: Signed,
    Path((customer, product)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let held = held(&signed, &at, &product).await?;
    let open = asked.0.text("pane") == "assign";
    let extra = Extra { open, flash: flash(signed.t(), &asked.0), ..Extra::default() };
    render(page(&signed, &at, &held, (&asked.0, extra)).await?)
}

/// The address of a form, read instead of sent, as after a change of the language: back to the product.
pub async fn back(Path((customer, product)): Path<(String, String)>, asked: Asked) -> Response {
    let known = |text: &str| Guid::parse_str(text).unwrap_or_default();
    let path = format!("/c/{}/products/{}", known(&customer), known(&product));
    see(&Address::of(path, &asked.0, &PLACED).href())
}

/// The product of an address, if the customer has it.
pub(super) async fn held(signed: &Signed, at: &At, text: &str) -> Result<Held, Trouble> {
    let store = signed.visit.hall.app.store();
    let catalogue = store.catalogue();
    let missing = || AppError::denied(Code::NotFound, "product");
    let product = Guid::parse_str(text).ok().and_then(|guid| catalogue.product_by_guid(guid)).cloned();
    let product = product.ok_or_else(missing)?;
    let pools = store.pools(&at.permit).await?;
    let pools: Vec<Pool> = pools.into_iter().filter(|p| p.product == product.id).collect();
    if pools.is_empty() {
        return Err(missing().into());
    }
    Ok(Held { catalogue, product, pools })
}

impl Held {
    /// The pool that administrators manage.
    pub fn central(&self) -> Option<&Pool> {
        self.pools.iter().find(|p| p.kind == PoolKind::Central)
    }

    /// The address of its page.
    pub fn href(&self, at: &At) -> String {
        format!("/c/{}/products/{}", at.organisation.guid, self.product.guid)
    }

    pub fn names<'a>(&'a self, t: &'static Texts) -> Names<'a> {
        Names { catalogue: &self.catalogue, t }
    }
}

/// The page with what a refused form adds.
pub(super) async fn page(
    signed: &Signed,
    at: &At,
    held: &Held,
    (asked, extra): (&Fields, Extra),
) -> Result<ProductPage, Trouble> {
    let t = signed.t();
    let store = signed.visit.hall.app.store();
    let filter = UserFilter {
        product: Some(held.product.id),
        search: asked.some("q").map(fold),
        ..UserFilter::default()
    };
    let total = signed.visit.hall.app.count_users(&at.permit, &filter).await?;
    let (sort, descending) = order(asked);
    let position = position(signed, at, asked).await?;
    let sizes = sizes(at.organisation.licenses_page_limit);
    let size = size(&sizes, asked);
    let wanted = UserPage { filter, sort, descending, position, size };
    let found = store.users(&at.permit, &wanted).await?;
    let picked = picks::picked(signed, at, held).await?;
    let ids: Vec<UserId> = found.users.iter().map(|user| user.id).collect();
    let on = store.ids_among(&at.permit, &picked, &ids).await?;
    let count = match i64::try_from(extra.ticked.len()).unwrap_or(i64::MAX) {
        0 => signed.visit.hall.app.count_users(&at.permit, &picked).await?,
        told => told,
    };
    let on = found.users.iter().filter(|user| on.contains(&user.id)).map(|user| user.guid);
    let ticked: BTreeSet<Guid> = extra.ticked.iter().copied().chain(on).collect();
    let rows = rows(signed, at, held, (&found.users, &ticked)).await?;
    let name = held.names(t).product(held.product.id);
    let crumbs = vec![Link::new(t.rail_licenses(), format!("/c/{}/products", at.organisation.guid))];
    let mut frame = of_customer(signed, &at.organisation, (&name, Place::Licenses), crumbs).await;
    frame.flash = extra.flash;
    let here = Address::of(held.href(at), asked, &PARTS);
    let form = |step: &str| Address::of(format!("{}/{step}", held.href(at)), asked, &PLACED).href();
    let (by_name, by_sign_in) = sorts(t, asked, &here);
    Ok(ProductPage {
        t,
        frame,
        name,
        seats: held.central().map(seat_bar).unwrap_or_default(),
        notes: notes(t, held),
        history_href: format!("/c/{}/history?product={}", at.organisation.guid, held.product.guid),
        buy_href: buy_href(signed, at, held),
        may_change: signed.may(Action::AssignLicenses, &at.organisation),
        limit: at.organisation.licenses_page_limit,
        batch: extra.batch,
        q: asked.text("q").to_owned(),
        by_name,
        by_sign_in,
        rows,
        sizes: sizes.iter().map(|n| Choice::new(n.to_string(), t.number(*n), *n == size)).collect(),
        question: extra.question,
        bar: picks::bar(signed, at, held, (asked, count)),
        selection_action: format!("{}/selection", held.href(at)),
        assign_action: form("assign"),
        assign_href: here.with("pane", "assign").href(),
        assign_open: extra.open,
        people: extra.people,
        suggest_href: format!("{}/suggest", held.href(at)),
        plans: plan_choices(t, held, extra.plans.as_ref()),
        errors: extra.errors,
        pager: keyed(t, asked, &here, &shown(&found, size, total)),
        empty_link: empty_link(t, asked, held, at),
    })
}

/// The lengths that a page can have: short ones, and those up to the users that may be changed at a time.
fn sizes(limit: i64) -> Vec<i64> {
    let least = SIZES.first().copied().unwrap_or(limit);
    let mut sizes: Vec<i64> = SIZES.into_iter().filter(|n| *n <= limit.max(least)).collect();
    if limit > least && !sizes.contains(&limit) {
        sizes.push(limit);
    }
    sizes
}

/// The length that the address asks, if there is such a one.
fn size(sizes: &[i64], asked: &Fields) -> i64 {
    let wished = asked.text("size").parse().ok().filter(|n| sizes.contains(n));
    wished.or_else(|| sizes.first().copied()).unwrap_or(1)
}

fn empty_link(t: &Texts, asked: &Fields, held: &Held, at: &At) -> Link {
    match asked.some("q") {
        Some(_) => Link::new(t.users_show_all(), held.href(at)),
        None => Link::default(),
    }
}

fn buy_href(signed: &Signed, at: &At, held: &Held) -> Option<String> {
    let own = held.central().is_some() && signed.may(Action::ChangeSubscriptions, &at.organisation);
    own.then(|| {
        Address::of(format!("/c/{}/subscriptions/buy", at.organisation.guid), &Fields::default(), &[])
            .with("product", &held.product.guid.to_string())
            .with("back", &held.href(at))
            .href()
    })
}

fn notes(t: &Texts, held: &Held) -> Vec<Note> {
    let note = |kind, text: String| Note { kind, text, repair: None, who: None };
    let mut list = Vec::new();
    if let Some(pool) = held.central() {
        let over = -pool.available();
        if over > 0 {
            list.push(note(NoteKind::Refusal, t.licenses_conflict(over)));
        }
        if pool.disabled() {
            list.push(note(NoteKind::Refusal, t.bill_note_no_service().into_owned()));
        }
    }
    let own: Vec<SeatBar> = held.pools.iter().filter(|p| p.kind != PoolKind::Central).map(seat_bar).collect();
    if !own.is_empty() {
        let (taken, total) = own.iter().fold((0, 0), |(a, b), bar| (a + bar.taken, b + bar.total));
        list.push(note(NoteKind::Info, t.bill_note_self_service(taken, total)));
    }
    if held.product.end_of_sale {
        list.push(note(NoteKind::Info, t.bill_note_end_of_sale().into_owned()));
    }
    list
}

/// The plans of the pane; those that nobody can switch per user are shown and locked (R-PROD-2).
fn plan_choices(t: &'static Texts, held: &Held, ticked: Option<&PlanSet>) -> Vec<PlanChoice> {
    let names = held.names(t);
    let choice = |plan: &cupo_domain::catalogue::ServicePlan| {
        let locked = held.catalogue.company_plans().contains(plan.id);
        PlanChoice {
            id: plan.guid.to_string(),
            name: names.plan(plan.id),
            on: locked || ticked.is_none_or(|t| t.contains(plan.id)),
            was_off: false,
            locked,
            note: if locked { t.bill_plan_company().into_owned() } else { String::new() },
        }
    };
    let mut list: Vec<PlanChoice> = held.catalogue.offered(&held.product).map(choice).collect();
    list.sort_by_cached_key(|p| cupo_app::text::sort_key(&p.name, &p.id));
    list
}

/// Users of this customer that match what is typed; those who lack the product come first.
pub async fn suggest(
    signed: Signed,
    Path((customer, product)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let held = held(&signed, &at, &product).await?;
    let users = suggest::matching(&signed, &at, (&asked.0, FOUND_MAX)).await?;
    let ids: Vec<_> = users.iter().map(|u| u.id).collect();
    let holders: BTreeSet<_> = signed
        .visit
        .hall
        .app
        .store()
        .products_of(&at.permit, &ids)
        .await?
        .into_iter()
        .filter(|(_, product)| *product == held.product.id)
        .map(|(user, _)| user)
        .collect();
    let (has, lacks): (Vec<_>, Vec<_>) = users.into_iter().partition(|u| holders.contains(&u.id));
    suggest::answer(&signed, lacks.into_iter().chain(has))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_bulk_1_a_page_can_be_as_long_as_the_limit() {
        assert_eq!(sizes(20), [50]);
        assert_eq!(sizes(1_000), [50, 100, 200, 500, 1_000]);
        assert_eq!(sizes(300), [50, 100, 200, 300]);
        let asked = |query: &[u8]| size(&sizes(300), &Fields::read(query).unwrap());
        assert_eq!((asked(b"size=300"), asked(b"size=1000"), asked(b"")), (300, 50, 50));
    }
}
