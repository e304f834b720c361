//! One's own purchase: its seats, the people who have one, and the way to end it. Only its purchaser is here; for everybody
//! else there is no such page (R-SSP-2).

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::lives::Lived;
use cupo_app::self_service::SelfServiceWish;
use cupo_app::store::self_service::SeatHolder;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::self_service::PEOPLE_MAX;
use cupo_domain::subscription::Status;

use super::{PURCHASES, bar, frame, own, words};
use crate::pages::{MyPerson, MyPurchasePage};
use crate::view::{Fact, Field, FieldError, Link, Place};
use crate::web::accounts::asking;
use crate::web::billing::words as bill;
use crate::web::commands::{Question, ask};
use crate::web::frame::when;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// People on a page.
const PEOPLE_SHOWN: usize = 100;

/// A purchase with whoever looks at it.
struct Desk {
    signed: Signed,
    at: At,
    it: Lived,
}

impl Desk {
    async fn of(signed: Signed, subscription: &str) -> Result<Self, AppError> {
        let at = own(&signed).await?;
        let guid = Guid::parse_str(subscription).map_err(|_| Denial::new(Code::Scope, "purchase"))?;
        let it = signed.visit.hall.app.own_purchase(asking(&signed, &at), guid).await?;
        match words::is_there(&it) {
            true => Ok(Self { signed, at, it }),
            false => Err(AppError::denied(Code::Scope, "purchase")),
        }
    }

    fn here(&self) -> String {
        format!("{PURCHASES}/{}", self.it.row.guid)
    }

    fn product(&self) -> String {
        let catalogue = self.signed.visit.hall.app.store().catalogue();
        Names { catalogue: &catalogue, t: self.signed.t() }.product(self.it.row.subscription.product)
    }

    /// What a wish would do, with the button that does it; or this page with what is wrong.
    async fn asks(&self, wish: SelfServiceWish, fields: &Fields) -> Result<Response, Trouble> {
        let then = match wish {
            SelfServiceWish::Cancel(_) => format!("{PURCHASES}?did=own-ended"),
            _ => format!("{}?did=own-changed", self.here()),
        };
        let question = Question {
            place: Place::MyPurchases,
            crumbs: vec![
                Link::new(self.signed.t().my_purchases(), PURCHASES),
                Link::new(self.product(), self.here()),
            ],
            back: self.here(),
            then: Some(then),
        };
        let answer = ask(&self.signed, &self.at, (&Command::SelfService(wish), ""), question).await;
        match answer.as_ref().err().and_then(Trouble::denial).cloned() {
            Some(denial) => self.page(fields, Some(denial)).await,
            None => answer,
        }
    }

    async fn page(&self, fields: &Fields, wrong: Option<Denial>) -> Result<Response, Trouble> {
        let (t, store) = (self.signed.t(), self.signed.visit.hall.app.store());
        let (status, life) = (self.it.row.subscription.status, &self.it.row);
        let find = cupo_app::text::fold(fields.text("q"));
        let take = i64::try_from(PEOPLE_SHOWN).unwrap_or(0) + 1;
        let mut holders = store.seat_holders(&self.at.permit, self.it.pool.id, &find, take).await?;
        let more = holders.len() > PEOPLE_SHOWN;
        holders.truncate(PEOPLE_SHOWN);
        let (state, tone) = words::state(t, &self.it);
        let in_force = status == Status::Active;
        let text = wrong.as_ref().map(|denial| words::why(t, denial));
        let field = if wrong.as_ref().is_some_and(of_seats) { "seats" } else { "give" };
        let mut quantity = Field::text("seats", t.my_purchase_change()).of("text", "off").value(
            fields.some("seats").map_or_else(|| life.subscription.quantity.to_string(), str::to_owned),
        );
        let mut give = Field::text("give", t.my_purchase_give())
            .of("text", "off")
            .hint(t.my_purchase_give_hint(PEOPLE_MAX))
            .value(self.first(fields, holders.is_empty()));
        match (&text, field) {
            (Some(text), "seats") => quantity = quantity.error(text.clone()),
            (Some(text), _) => give = give.error(text.clone()),
            (None, _) => {}
        }
        let day = when(&self.signed, &self.at.organisation, life.ends_at).day;
        let ends = if life.recurring { t.my_purchase_renews(day) } else { t.my_purchase_ends(day) };
        let facts =
            vec![Fact::new(t.my_column_price(), bill::price(t, life)), Fact::new(t.my_fact_term(), ends)];
        let crumbs = vec![Link::new(t.my_purchases(), PURCHASES)];
        let code = wrong.as_ref().and_then(|it| StatusCode::from_u16(it.code.http_status()).ok());
        let page = MyPurchasePage {
            t,
            frame: frame(&self.signed, (&self.product(), Place::MyPurchases), fields, crumbs).await,
            here: self.here(),
            state,
            tone,
            errors: text.into_iter().map(|text| FieldError { field, text }).collect(),
            seats: bar(&self.it),
            facts,
            quantity: in_force.then_some(quantity),
            find: (more || !find.is_empty())
                .then(|| Field::text("q", t.my_purchase_find()).value(fields.text("q"))),
            people: holders.iter().map(|holder| self.person(holder)).collect(),
            more: if more { t.my_purchase_first(PEOPLE_SHOWN) } else { String::new() },
            give: in_force.then_some(give),
            all: Link::new(t.my_purchases(), PURCHASES),
        };
        with_status(code.unwrap_or(StatusCode::OK), page)
    }

    /// Whoever bought it for themselves need not type the own name.
    fn first(&self, fields: &Fields, nobody: bool) -> String {
        let typed = fields.text("give");
        if typed.is_empty() && nobody && self.it.pool.consumed == 0 {
            return self.signed.who.sign_in.clone();
        }
        typed.to_owned()
    }

    fn person(&self, it: &SeatHolder) -> MyPerson {
        let since = when(&self.signed, &self.at.organisation, it.since).day;
        MyPerson {
            guid: it.guid.to_string(),
            name: it.name.clone(),
            sign_in: it.sign_in.clone(),
            since: self.signed.t().my_purchase_since(since),
        }
    }

    async fn ticked(&self, fields: &Fields) -> Result<Vec<UserId>, AppError> {
        let guids = fields.guids("take")?;
        let store = self.signed.visit.hall.app.store();
        let found = store.ids_of_guids(&self.at.permit, &guids).await?;
        let found: BTreeMap<Guid, UserId> = found.into_iter().collect();
        let known: Vec<UserId> = guids.iter().filter_map(|guid| found.get(guid).copied()).collect();
        if known.len() == guids.len() { Ok(known) } else { Err(AppError::denied(Code::Scope, "people")) }
    }
}

/// The people of a list of names; or the name of nobody.
pub(super) async fn named(
    signed: &Signed,
    at: &At,
    text: &str,
) -> Result<Result<Vec<UserId>, String>, AppError> {
    let parts = text.split([',', ';', '\n', ' ']).map(|it| it.trim().to_lowercase());
    let names: Vec<String> = parts.filter(|it| !it.is_empty()).collect();
    if names.len() > PEOPLE_MAX {
        let most = i64::try_from(PEOPLE_MAX).unwrap_or(i64::MAX);
        return Err(Denial::new(Code::Batch, "people").with_figure(most).into());
    }
    let store = signed.visit.hall.app.store();
    let found: BTreeMap<String, UserId> = store.ids_of_names(&at.permit, &names).await?.into_iter().collect();
    Ok(match names.iter().find(|name| !found.contains_key(name.as_str())) {
        Some(name) => Err(name.clone()),
        None => Ok(names.iter().filter_map(|name| found.get(name.as_str()).copied()).collect()),
    })
}

fn of_seats(denial: &Denial) -> bool {
    matches!(denial.code, Code::Quantity | Code::Assigned) || denial.subject == "seats"
}

/// GET /my/purchases/{subscription}
pub(super) async fn show(
    signed: Signed,
    Path(subscription): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    Desk::of(signed, &subscription).await?.page(&asked, None).await
}

/// POST /my/purchases/{subscription}/people
pub(super) async fn people(
    signed: Signed,
    Path(subscription): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let desk = Desk::of(signed, &subscription).await?;
    let take = desk.ticked(&fields).await?;
    let give = match named(&desk.signed, &desk.at, fields.text("give")).await {
        Ok(Ok(give)) => give,
        Ok(Err(name)) => {
            return desk
                .page(&fields, Some(Denial::new(Code::Scope, format!("{}{name}", words::NAME))))
                .await;
        }
        Err(AppError::Denied(denial)) => return desk.page(&fields, Some(denial)).await,
        Err(error) => return Err(error.into()),
    };
    desk.asks(SelfServiceWish::People { purchase: desk.it.row.guid, give, take }, &fields).await
}

/// POST /my/purchases/{subscription}/seats
pub(super) async fn seats(
    signed: Signed,
    Path(subscription): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let desk = Desk::of(signed, &subscription).await?;
    match fields.number("seats") {
        Ok(seats) if seats == desk.it.row.subscription.quantity => {
            desk.page(&fields, Some(Denial::new(Code::Invalid, "seats-same"))).await
        }
        Ok(seats) => desk.asks(SelfServiceWish::Seats { purchase: desk.it.row.guid, seats }, &fields).await,
        Err(denial) => desk.page(&fields, Some(denial)).await,
    }
}

/// POST /my/purchases/{subscription}/cancel
pub(super) async fn cancel(
    signed: Signed,
    Path(subscription): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let desk = Desk::of(signed, &subscription).await?;
    desk.asks(SelfServiceWish::Cancel(desk.it.row.guid), &fields).await
}
