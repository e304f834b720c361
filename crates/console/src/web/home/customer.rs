//! The home of a customer's administrators: the same as a partner's dashboard, for one organisation.

use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::store::organisations::Organisation;
use cupo_app::store::overview::SeatSums;
use cupo_app::store::subscriptions::SubscriptionRow;
use cupo_domain::access::{Action, Permit};
use cupo_domain::decide::quantity::Status;
use cupo_domain::seats::Pool;

use super::partner::{ENDING_DAYS, ending_text, seats_step, seats_text};
use super::{answers, central, figure, recent};
use crate::pages::{Attention, DashboardPage};
use crate::view::{Figure, Frame, Link, Place, Tone};
use crate::web::frame::{flash, general, when};
use crate::web::posted::Fields;
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;
use crate::web::words::Names;

/// Lines that want attention.
const ATTENTION_MAX: usize = 12;

/// What is known of one customer.
pub(super) struct State {
    /// Its pools of administrators.
    pub(super) pools: Vec<Pool>,
    /// Their seats together.
    pub(super) seats: SeatSums,
    /// Changes that wait for somebody to look at them (D-15).
    pub(super) waiting: i64,
    /// Active users without a location.
    pub(super) unlocated: i64,
    /// Its subscriptions, where the reader may see them (R-ROLE-8).
    pub(super) subscriptions: Vec<SubscriptionRow>,
}

impl State {
    /// Reads it; a permit to see users and licenses is needed.
    pub(super) async fn read(signed: &Signed, at: &Organisation, permit: &Permit) -> Result<Self, AppError> {
        let store = signed.visit.hall.app.store();
        let subscriptions = subscriptions(signed, at).await?;
        Ok(Self {
            pools: central(store.pools(permit).await?),
            seats: store.seat_sums(permit).await?,
            waiting: store.count_waiting(permit).await?,
            unlocated: store.unlocated(permit).await?,
            subscriptions,
        })
    }
}

/// Subscriptions, where the reader may see them.
pub(super) async fn subscriptions(
    signed: &Signed,
    at: &Organisation,
) -> Result<Vec<SubscriptionRow>, AppError> {
    match cupo_domain::access::permit(&signed.who.caller, Action::ViewSubscriptions, &at.territory()) {
        Ok(permit) => Ok(signed.visit.hall.app.store().subscriptions(&permit).await?),
        Err(_) => Ok(Vec::new()),
    }
}

/// The page.
pub(super) async fn show(signed: &Signed, own: &Organisation, asked: &Fields) -> Result<Response, Trouble> {
    let t = signed.t();
    let permit = cupo_domain::access::permit(&signed.who.caller, Action::View, &own.territory())?;
    let state = State::read(signed, own, &permit).await?;
    let frame = general(signed, &t.rail_home(), Place::Home).await;
    page(DashboardPage {
        t,
        frame: Frame { flash: flash(t, asked), ..frame },
        partner: false,
        lead: own.name.clone(),
        figures: figures(signed, own, &state),
        attention: attention(signed, own, &state),
        answers: answers::of_customer(signed, own).await?,
        recent: recent::of_customer(signed, own, &permit).await?,
        links: links(signed, own),
    })
}

/// Figures of one customer.
pub(super) fn figures(signed: &Signed, at: &Organisation, state: &State) -> Vec<Figure> {
    let t = signed.t();
    let page = |part: &str| format!("/c/{}{part}", at.guid);
    vec![
        figure(signed, at.users_active, &t.dashboard_users(), &page("/users"), Tone::Plain),
        figure(signed, state.seats.free, &t.dashboard_seats_free(), &page("/products"), Tone::Good),
        figure(signed, state.seats.over, &t.dashboard_seats_over(), &page("/products"), Tone::Loss),
        figure(signed, state.unlocated, &t.dashboard_unlocated(), &page("/users?location=none"), Tone::Clock),
        figure(signed, at.users_deleted, &t.start_deleted_users(), &page("/deleted-users"), Tone::Plain),
    ]
}

/// Where work at one customer usually starts, as far as the reader may go.
pub(super) fn links(signed: &Signed, at: &Organisation) -> Vec<Link> {
    let t = signed.t();
    let page = |part: &str| format!("/c/{}{part}", at.guid);
    let agent = crate::web::frame::is_agent(signed);
    let users = if agent { t.rail_users_and_licenses() } else { t.rail_active_users() };
    let mut links = Vec::new();
    if signed.may(Action::View, at) {
        links.push(Link::new(users, page("/users")));
        links.push(Link::new(t.rail_licenses(), page("/products")));
    }
    if signed.may(Action::ViewSubscriptions, at) {
        links.push(Link::new(t.rail_your_products(), page("/subscriptions")));
    }
    if signed.may(Action::EditUsers, at) {
        links.push(Link::new(t.import_users_title(), page("/users/import")));
    }
    links
}

/// What wants attention, the most urgent first.
pub(super) fn attention(signed: &Signed, at: &Organisation, state: &State) -> Vec<Attention> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let customer = || Link::new(&at.name, format!("/c/{}", at.guid));
    let mut list = Vec::new();
    let mut tight: Vec<&Pool> =
        state.pools.iter().filter(|p| p.assignable() <= 0 && p.consumed > 0).collect();
    tight.sort_by_key(|p| (p.available(), -p.consumed));
    for pool in tight {
        let (text, tone) = seats_text(t, &names.product(pool.product), pool.total(), pool.consumed);
        let step = seats_step(t, &names, at.guid, pool.product);
        list.push(Attention { customer: customer(), text, tone, step });
    }
    for row in state.subscriptions.iter().filter(|row| is_ending(signed, row)) {
        let it = &row.subscription;
        let day = when(signed, at, row.ends_at).day;
        let (text, tone) = ending_text(t, &names.product(it.product), it.status, it.quantity, day);
        let step = Link::new(t.start_see_subscriptions(), format!("/c/{}/subscriptions", at.guid));
        list.push(Attention { customer: customer(), text, tone, step });
    }
    if state.waiting > 0 {
        list.push(Attention {
            customer: customer(),
            text: t.attention_waiting(state.waiting),
            tone: Tone::Loss,
            step: Link::new(t.waiting_look(), format!("/c/{}/waiting", at.guid)),
        });
    }
    if state.unlocated > 0 {
        list.push(Attention {
            customer: customer(),
            text: t.attention_unlocated(state.unlocated),
            tone: Tone::Clock,
            step: Link::new(t.attention_see(), format!("/c/{}/users?location=none", at.guid)),
        });
    }
    list.sort_by_key(|it| match it.tone {
        Tone::Loss => 0,
        Tone::Clock => 1,
        Tone::Plain | Tone::Good => 2,
    });
    list.truncate(ATTENTION_MAX);
    list
}

/// It has ended, or ends soon without being renewed.
fn is_ending(signed: &Signed, row: &SubscriptionRow) -> bool {
    let until = signed.visit.hall.app.now().plus_days(ENDING_DAYS).0;
    match row.subscription.status {
        Status::Expired | Status::Disabled | Status::Suspended => true,
        Status::Active => !row.recurring && row.ends_at <= until,
        Status::Scheduled | Status::Pending | Status::Deleted => false,
    }
}
