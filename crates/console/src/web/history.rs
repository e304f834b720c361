//! Who held what on a day: what one user held, or who held one product, at the end of that day. It reads; the past cannot
//! be changed.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use cupo_app::error::AppError;
use cupo_app::store::listing::{AssignmentList, AssignmentRow};
use cupo_domain::access::Action;
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_http::hall::Hall;

use crate::pages::{HistoryPage, HistoryRow};
use crate::texts::Texts;
use crate::view::{Field, Link, Pager, Place};
use crate::web::address::Address;
use crate::web::frame::{of_customer, when};
use crate::web::posted::{Asked, Fields};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Rows on a page.
const SIZE: usize = 100;
/// The parts of an address that say whose past.
const PARTS: [&str; 3] = ["user", "product", "on"];

/// The routes of this group.
pub fn routes() -> Router<Hall> {
    Router::new().route("/c/{customer}/history", get(page))
}

/// Whose past is asked for.
struct Whose {
    product: Option<ProductId>,
    user: Option<UserId>,
    title: String,
    /// The page it belongs to.
    back: Link,
}

impl Whose {
    async fn read(signed: &Signed, at: &At, asked: &Fields) -> Result<Self, AppError> {
        let (t, store) = (signed.t(), signed.visit.hall.app.store());
        let path = |rest: String| format!("/c/{}{rest}", at.organisation.guid);
        if let Some(text) = asked.some("user") {
            let unknown = || Denial::new(Code::NotFound, "user");
            let guid = Guid::parse_str(text).map_err(|_| unknown())?;
            let (user, name) = store.person_at_risk(&at.permit, guid).await?.ok_or_else(unknown)?;
            let title = t.history_of_user(&name);
            let back = Link::new(name, path(format!("/users/{guid}")));
            return Ok(Self { product: None, user: Some(user), title, back });
        }
        let unknown = || Denial::new(Code::NotFound, "product");
        let text = asked.some("product").ok_or_else(|| Denial::new(Code::Invalid, "product"))?;
        let guid = Guid::parse_str(text).map_err(|_| unknown())?;
        let catalogue = store.catalogue();
        let product = catalogue.product_by_guid(guid).ok_or_else(unknown)?.id;
        let name = Names { catalogue: &catalogue, t }.product(product);
        let title = t.history_of_product(&name);
        let back = Link::new(name, path(format!("/products/{guid}")));
        Ok(Self { product: Some(product), user: None, title, back })
    }
}

/// GET /c/{customer}/history
async fn page(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let whose = Whose::read(&signed, &at, &asked).await?;
    let today = app.today(&at.organisation).to_string();
    let typed = asked.some("on").unwrap_or(&today).to_owned();
    let mut on = Field::text("on", t.history_on()).of("date", "off").value(&typed);
    let end = app.end_of_day(&at.permit, &at.organisation, &typed).await;
    let here = Address::of(format!("/c/{}/history", at.organisation.guid), &asked, &PARTS);
    let (mut rows, mut total, mut pager) = (Vec::new(), 0, Pager::default());
    match end {
        Ok(before) => {
            let take = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
            let (product, user, after) = (whose.product, whose.user, place(&asked)?);
            let list = AssignmentList { product, user, before: Some(before), after, take };
            let mut found = app.store().assignments(&at.permit, &list).await?;
            total = app.store().count_assignments(&at.permit, &list).await?;
            let more = found.len() > SIZE;
            found.truncate(SIZE);
            let next = found.last().filter(|_| more);
            pager.first = list.after.map(|_| here.href());
            pager.next = next.map(|row| here.with("after", &place_text(row)).href());
            pager.range = t.ops_range(found.len(), total);
            rows = found.iter().map(|it| row(&signed, &at, it)).collect();
        }
        Err(AppError::Denied(denial)) if denial.subject.starts_with("on") => {
            on.error = Some(refused(t, &denial.subject));
        }
        Err(other) => return Err(other.into()),
    }
    let status = if on.error.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let crumbs = vec![whose.back.clone()];
    let place = if whose.user.is_some() { Place::Users } else { Place::Licenses };
    let frame = of_customer(&signed, &at.organisation, (&whose.title, place), crumbs).await;
    let page = HistoryPage {
        t,
        frame,
        of_user: whose.user.is_some(),
        subject: if whose.user.is_some() {
            ("user", asked.text("user").to_owned())
        } else {
            ("product", asked.text("product").to_owned())
        },
        errors: on.summary().into_iter().collect(),
        on,
        total,
        rows,
        pager,
        back: whose.back,
    };
    with_status(status, page)
}

fn refused(t: &Texts, subject: &str) -> String {
    match subject {
        "on-later" => t.history_later().into_owned(),
        "on-unknown" => t.history_unknown().into_owned(),
        _ => t.history_unreadable().into_owned(),
    }
}

fn place(asked: &Fields) -> Result<Option<(i64, i64, i64)>, Denial> {
    let Some(text) = asked.some("after") else { return Ok(None) };
    let bad = || Denial::new(Code::Invalid, "after");
    let numbers: Vec<i64> = text.split('.').map(str::parse).collect::<Result<_, _>>().map_err(|_| bad())?;
    match numbers.as_slice() {
        [pool, user, origin] => Ok(Some((*pool, *user, *origin))),
        _ => Err(bad()),
    }
}

fn place_text(row: &AssignmentRow) -> String {
    format!("{}.{}.{}", row.pool.0, row.user.0, row.origin)
}

fn row(signed: &Signed, at: &At, it: &AssignmentRow) -> HistoryRow {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let how = match it.origin {
        _ if it.self_service => t.history_self_service(),
        0 => t.history_direct(),
        _ => t.history_group(),
    };
    HistoryRow {
        product: names.product(it.product),
        name: it.display_name.clone(),
        sign_in: it.sign_in.clone(),
        how: how.into_owned(),
        off: names.plans(it.plans_off.iter()),
        since: when(signed, &at.organisation, it.since),
        until: it.until.map(|until| when(signed, &at.organisation, until)),
    }
}
