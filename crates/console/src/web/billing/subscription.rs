//! One subscription: the timeline of its life with now on it, and what can be done at this stage, each with its deadline
//! (sections 11 and 17). What is not possible is told here with its rule.

mod take_over;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::lives::Lived;
use cupo_app::store::subscriptions::SubscriptionRow;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Target;
use cupo_domain::decide::life::{LifeWish, Surroundings, cancel_until, decide};
use cupo_domain::decide::quantity::decide as decide_quantity;
use cupo_domain::lifecycle::{Step, SuspensionReason, Transition, units};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::subscription::{Channel, Status};
use cupo_domain::time::Instant;

use super::life_words::suspension;
use super::subscriptions::{Bought, circumstances, closed, find, quantity_href, why_role};
use super::{life_words, seat_bar, words};
use crate::format::money;
use crate::pages::{Deed, KeyForm, Moment, NextPeriod, SubscriptionPage, Suspend};
use crate::texts::Texts;
use crate::view::{Choice, Fact, Field, FieldError, Link, Note, NoteKind, Place, Tone};
use crate::web::accounts::asking;
use crate::web::commands::{Question, ask};
use crate::web::frame::{flash, of_customer, when};
use crate::web::mine::words::refused;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// GET /c/{customer}/subscriptions/{subscription}
pub async fn show(
    signed: Signed,
    Path((customer, subscription)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ViewSubscriptions).await?;
    let bought = find(&signed, &at, &subscription).await?;
    page(&signed, &at, &bought, (&asked, None)).await
}

/// GET /c/{customer}/subscriptions/{subscription}/change: what it would do, with the button that does it.
pub async fn change(
    signed: Signed,
    Path((customer, subscription)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    if matches!(asked.text("do"), "move" | "end") {
        let at = signed.at(&customer, Action::TakeOver).await?;
        let bought = find(&signed, &at, &subscription).await?;
        return take_over::answer(&signed, &at, &bought, &asked).await;
    }
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    let bought = find(&signed, &at, &subscription).await?;
    answer(&signed, &at, &bought, (&asked, wish(&asked))).await
}

/// POST /c/{customer}/subscriptions/{subscription}/key: what a product key would do, with the button that does it. What is
/// typed never stands in an address.
pub async fn key(
    signed: Signed,
    Path((customer, subscription)): Path<(String, String)>,
    Posted(posted): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ChangeSubscriptions).await?;
    let bought = find(&signed, &at, &subscription).await?;
    let wish = match signed.visit.hall.app.find_key(posted.text("key")).await {
        Ok(key) => Ok(LifeWish::Key(key, None)),
        Err(AppError::Denied(denial)) => Err(denial),
        Err(error) => return Err(error.into()),
    };
    answer(&signed, &at, &bought, (&Fields::default(), wish)).await
}

/// The page that asks; or the subscription's own with what is wrong.
async fn answer(
    signed: &Signed,
    at: &At,
    bought: &Bought,
    (asked, wish): (&Fields, Result<LifeWish, Denial>),
) -> Result<Response, Trouble> {
    let answer = match wish {
        Ok(wish) => {
            let command = Command::Life { subscription: bought.row.guid, wish };
            let back = href(at, bought);
            let t = signed.t();
            let crumbs = vec![
                Link::new(t.rail_your_products(), format!("/c/{}/subscriptions", at.organisation.guid)),
                Link::new(name(signed, bought), &back),
            ];
            ask(signed, at, (&command, ""), Question { place: Place::Products, crumbs, back, then: None })
                .await
        }
        Err(denial) => Err(denial.into()),
    };
    let denial = answer.as_ref().err().and_then(Trouble::denial).cloned();
    match denial.filter(|it| it.code != Code::Role) {
        Some(denial) => page(signed, at, bought, (asked, Some(denial))).await,
        None => answer,
    }
}

/// What an address asks for.
fn wish(asked: &Fields) -> Result<LifeWish, Denial> {
    Ok(match asked.text("do") {
        "recurring-on" => LifeWish::Recurring(true),
        "recurring-off" => LifeWish::Recurring(false),
        "cancel" => LifeWish::Cancel,
        "as-now" => LifeWish::AtRenewal(None),
        "at-renewal" => LifeWish::AtRenewal(Some(asked.number("seats")?)),
        "extend-trial" => LifeWish::ExtendTrial,
        "suspend" => {
            let reason = SuspensionReason::parse(asked.text("why"));
            LifeWish::Suspend(reason.ok_or_else(|| Denial::new(Code::Invalid, "why"))?)
        }
        "reactivate" => LifeWish::Reactivate,
        "credit-granted" => LifeWish::Credit(true),
        "credit-refused" => LifeWish::Credit(false),
        "delete" => LifeWish::Delete,
        _ => return Err(Denial::new(Code::Invalid, "do")),
    })
}

/// The page of a subscription.
pub(super) fn href(at: &At, bought: &Bought) -> String {
    format!("/c/{}/subscriptions/{}", at.organisation.guid, bought.row.guid)
}

fn name(signed: &Signed, bought: &Bought) -> String {
    let catalogue = signed.visit.hall.app.store().catalogue();
    Names { catalogue: &catalogue, t: signed.t() }.product(bought.row.subscription.product)
}

async fn page(
    signed: &Signed,
    at: &At,
    bought: &Bought,
    (asked, denial): (&Fields, Option<Denial>),
) -> Result<Response, Trouble> {
    let (t, app) = (signed.t(), &signed.visit.hall.app);
    let by = asking(signed, at);
    let it = app.lived(by, bought.row.guid).await?;
    let around = app.surroundings(by, &it);
    let ahead = app.prospects(&it.life.life).await?;
    let (state, tone) = words::state(t, it.life.life.status);
    let title = name(signed, bought);
    let crumbs =
        vec![Link::new(t.rail_your_products(), format!("/c/{}/subscriptions", at.organisation.guid))];
    let mut frame = of_customer(signed, &at.organisation, (&title, Place::Products), crumbs).await;
    frame.flash = flash(t, asked);
    let may = signed.may(Action::ChangeSubscriptions, &at.organisation);
    let status =
        denial.as_ref().and_then(|it| StatusCode::from_u16(it.code.http_status()).ok()).unwrap_or_default();
    let page = SubscriptionPage {
        t,
        frame,
        state,
        tone,
        errors: denial
            .iter()
            .map(|denial| FieldError {
                field: match denial.subject.as_str() {
                    "seats" => "seats",
                    subject if subject.starts_with("key") => "key",
                    "reason" => "reason",
                    "move" => "to",
                    _ => "main",
                },
                text: refused(t, denial).unwrap_or_else(|| life_words::refused(t, denial)),
            })
            .collect(),
        seats: gives_seats(&it).then(|| (t.life_pool(&title), seat_bar(&it.pool))),
        moments: moments(signed, at, &it, &ahead),
        facts: facts(signed, bought, &it, add_ons(signed, at, bought).await?),
        take_over: take_over::form(signed, at, &it, asked).await?,
        key: key_form(t, href(at, bought), (&it, denial.as_ref())).filter(|_| may),
        suspend: suspend(signed, at, (bought, &it, &around)).await?.filter(|_| may),
        notes: notes(signed, at, (bought, &it, &around), &ahead, may),
        deeds: if may { deeds(signed, at, (bought, &it, &around)) } else { Vec::new() },
        next_period: next_period(signed, at, (bought, &it, &around)).filter(|_| may),
    };
    with_status(status, page)
}

/// The timeline: what lies behind, now, and what time alone will do.
fn moments(signed: &Signed, at: &At, it: &Lived, ahead: &[Transition]) -> Vec<Moment> {
    let (t, now, life) = (signed.t(), signed.visit.hall.app.now(), &it.life.life);
    let mut points: Vec<(Instant, String, Tone)> = Vec::new();
    // The periods of one that is scheduled count from a day to come, on which nobody buys it.
    if life.anchor <= now {
        points.push((life.anchor, t.life_bought().into_owned(), Tone::Plain));
    }
    if life.starts > life.anchor {
        points.push((life.starts, t.life_period().into_owned(), Tone::Plain));
    }
    let open = life.status == Status::Active;
    if let Some(until) = cancel_until(life, at_country(at)).filter(|_| open) {
        points.push((until, t.life_window_ends().into_owned(), Tone::Plain));
    }
    if !open && life.ends <= now {
        points.push((life.ends, t.life_ended().into_owned(), Tone::Plain));
    }
    if let Some(since) = life.since.filter(|since| !open && *since != life.ends) {
        points.push((since, words::state(t, life.status).0, Tone::Plain));
    }
    for transition in ahead {
        let tone = match transition.step {
            Step::Start | Step::Renew | Step::Convert => Tone::Good,
            Step::Expire => Tone::Clock,
            Step::Disable | Step::Suspend | Step::Delete => Tone::Loss,
        };
        points.push((transition.due, life_words::step(t, transition), tone));
    }
    points.sort_by_key(|(instant, ..)| *instant);
    let place = points.iter().position(|(instant, ..)| *instant > now).unwrap_or(points.len());
    points.insert(place, (now, t.life_now().into_owned(), Tone::Plain));
    let moment = |(index, (instant, label, tone)): (usize, (Instant, String, Tone))| Moment {
        label,
        at: when(signed, &at.organisation, instant.0),
        past: index < place,
        now: index == place,
        tone,
    };
    points.into_iter().enumerate().map(moment).collect()
}

fn at_country(at: &At) -> Option<cupo_domain::country::Country> {
    cupo_domain::country::Country::parse(&at.organisation.country)
}

/// What an add-on is tied to, and which add-ons share the fate of a subscription (R-PROD-16).
async fn add_ons(
    signed: &Signed,
    at: &At,
    bought: &Bought,
) -> Result<(Option<String>, Vec<String>), AppError> {
    let rows = signed.visit.hall.app.store().subscriptions(&at.permit).await?;
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let name = |row: &SubscriptionRow| names.product(row.subscription.product);
    let base = rows.iter().find(|row| Some(row.subscription.id) == bought.row.base).map(name);
    let own = |row: &&SubscriptionRow| {
        row.base == Some(bought.row.subscription.id) && row.subscription.status != Status::Deleted
    };
    Ok((base, rows.iter().filter(own).map(name).collect()))
}

/// Whether seats of the pool are this subscription's now; a deleted one gives none, nor does one to come.
fn gives_seats(it: &Lived) -> bool {
    let units = units(&it.life.life);
    units.enabled + units.warning > 0
}

/// What is known: channel, term, price, what seats nobody holds cost.
fn facts(signed: &Signed, bought: &Bought, it: &Lived, bases: (Option<String>, Vec<String>)) -> Vec<Fact> {
    let (t, life) = (signed.t(), &it.life.life);
    let catalogue = signed.visit.hall.app.store().catalogue();
    let shared = catalogue.product(life.product).is_some_and(|p| p.target != Target::User);
    let mut facts = vec![
        Fact::new(t.column_channel(), words::channel(t, life.channel)),
        Fact::new(t.column_total_licenses(), t.number(life.quantity)),
        Fact::new(t.column_price(), words::price(t, &bought.row)),
    ];
    let idle = if shared { 0 } else { it.pool.assignable().clamp(0, life.quantity) };
    if let Some(minor) = bought.row.price_minor.filter(|minor| *minor > 0 && idle > 0 && gives_seats(it)) {
        let cost = money(t, Some((minor.saturating_mul(idle), bought.row.currency.as_str())));
        facts.push(Fact::new(t.life_idle(), t.life_idle_cost(cost, idle)));
    }
    if !words::billing(t, &bought.row).is_empty() {
        let on = if words::for_good(&bought.row) {
            t.billing_once()
        } else if bought.row.recurring {
            t.life_recurring_on()
        } else {
            t.life_recurring_off()
        };
        facts.push(Fact::new(t.life_field_recurring(), on));
    }
    if let Some(reason) = life.suspended_for {
        facts.push(Fact::new(t.life_field_suspended(), suspension(t, reason.key())));
    }
    if let Some(base) = bases.0 {
        facts.push(Fact::new(t.life_field_base(), base));
    }
    if !bases.1.is_empty() {
        facts.push(Fact::new(t.life_field_add_ons(), bases.1.join(", ")));
    }
    if let Some(seats) = life.at_renewal {
        facts.push(Fact::new(t.life_field_scheduled(), t.number(seats)));
    }
    facts
}

/// What the reader should know at this stage.
fn notes(
    signed: &Signed,
    at: &At,
    (bought, it, around): (&Bought, &Lived, &Surroundings),
    ahead: &[Transition],
    may: bool,
) -> Vec<Note> {
    let t = signed.t();
    let info = |text: String| Note { kind: NoteKind::Info, text, repair: None, who: None };
    let mut notes = Vec::new();
    // The date on which a suspension ends for good stands on the page (R-LIFE-14).
    let gone = ahead.iter().find(|it| it.step == Step::Delete);
    if let Some(gone) = gone.filter(|_| it.life.life.status == Status::Suspended) {
        let day = when(signed, &at.organisation, gone.due.0).day;
        notes.push(Note {
            kind: NoteKind::Clock,
            text: t.life_suspended_until(day),
            repair: None,
            who: None,
        });
    }
    let status = it.life.life.status;
    let back = decide(&it.life.life, LifeWish::Reactivate, around);
    // Only what is offered below is advised.
    let advice = if may && back.is_ok() { life_words::advice(t, status) } else { String::new() };
    let stage = format!("{} {advice}", life_words::stage(t, status));
    if !stage.trim().is_empty() {
        notes.push(Note { kind: NoteKind::Clock, text: stage.trim().to_owned(), repair: None, who: None });
    }
    let ended = !life_words::advice(t, status).is_empty();
    if let Some(denial) = back.err().filter(|it| ended && it.code == Code::Channel) {
        notes.push(info(words::no_step(t, &bought.row, &denial, at.permit.by_partner())));
    }
    if let Some(seats) = it.life.life.at_renewal.filter(|_| it.life.life.pinned) {
        let day = when(signed, &at.organisation, it.life.life.ends.0).day;
        notes.push(info(t.life_pinned(day, seats)));
    }
    if !may {
        notes.push(info(why_role(signed, at)));
    }
    // After the window only recurring billing can be switched off (R-BUY-9).
    if let Err(denial) = decide(&it.life.life, LifeWish::Cancel, around) {
        match denial.code {
            Code::Window => {
                let until = cancel_until(&it.life.life, around.country);
                let day = until.map(|until| when(signed, &at.organisation, until.0).day).unwrap_or_default();
                notes.push(info(t.life_window_over(day)));
            }
            Code::Quantity => notes.push(info(life_words::refused(t, &denial))),
            // That a credit check is under way, the stage says already.
            Code::Channel if !ended => {
                notes.push(info(words::no_step(t, &bought.row, &denial, at.permit.by_partner())));
            }
            _ => {}
        }
    }
    notes
}

/// What can be done now, each with what it does.
fn deeds(signed: &Signed, at: &At, (bought, it, around): (&Bought, &Lived, &Surroundings)) -> Vec<Deed> {
    let (t, life) = (signed.t(), &it.life.life);
    let day = |instant: Instant| when(signed, &at.organisation, instant.0).day;
    let mut deeds = Vec::new();
    if closed(signed, at, bought).is_none() {
        let link = Link::new(t.bill_change_quantity(), quantity_href(at, bought, &href(at, bought)));
        let it = &bought.row.subscription;
        let fewer = decide_quantity(it, it.quantity - 1, circumstances(signed, at, bought)).is_ok();
        let text = if fewer { t.life_do_quantity() } else { t.life_do_more() };
        deeds.push(Deed { link, text: text.into_owned() });
    }
    let wishes = [
        (
            LifeWish::Recurring(!life.recurring),
            match (life.recurring, life.channel) {
                // Under the older agreement this is the second way to cancel (R-UI-12).
                (true, Channel::Legacy) => t.life_off_legacy(),
                (true, _) => t.life_off(),
                (false, _) => t.life_on(),
            },
            if life.recurring { t.life_do_off(day(life.ends)) } else { t.life_do_on(day(life.ends)) },
        ),
        (
            LifeWish::Cancel,
            if life.channel == Channel::Legacy { t.life_cancel_now() } else { t.life_cancel() },
            match cancel_until(life, around.country) {
                None => t.life_do_cancel_any().into_owned(),
                Some(until) if around.now < until => t.life_do_cancel(day(until)),
                Some(_) => t.life_do_off(day(life.ends)),
            },
        ),
        (LifeWish::ExtendTrial, t.life_extend(), t.life_do_extend().into_owned()),
        (LifeWish::Reactivate, t.life_reactivate(), t.life_do_reactivate().into_owned()),
        (LifeWish::Delete, t.life_delete(), t.life_do_delete().into_owned()),
        (LifeWish::Credit(true), t.life_credit_grant(), t.life_do_credit_grant().into_owned()),
        (LifeWish::Credit(false), t.life_credit_refuse(), t.life_do_credit_refuse().into_owned()),
    ];
    for (wish, label, text) in wishes {
        if decide(life, wish, around).is_ok() {
            let address = format!("{}/change?do={}", href(at, bought), wish.key());
            deeds.push(Deed { link: Link::new(label, address), text });
        }
    }
    if life.at_renewal.is_some() && decide(life, LifeWish::AtRenewal(None), around).is_ok() {
        let address = format!("{}/change?do=as-now", href(at, bought));
        let link = Link::new(t.life_as_now(), address);
        deeds.push(Deed { link, text: t.life_do_as_now(life.at_renewal.unwrap_or(0), day(life.ends)) });
    }
    deeds
}

/// A key adds seats, or begins the next period once this one has ended (R-BUY-8).
fn key_form(t: &Texts, page: String, (it, denial): (&Lived, Option<&Denial>)) -> Option<KeyForm> {
    let life = &it.life.life;
    let hint = match (life.channel, life.status) {
        (Channel::PrepaidKey, Status::Active) => t.life_key_adds(),
        (Channel::PrepaidKey, Status::Expired | Status::Disabled) => t.life_key_renews(),
        _ => return None,
    };
    let mut key = Field::text("key", t.life_key()).of("text", "off").hint(hint);
    key.error = denial.filter(|it| it.subject.starts_with("key")).map(|it| life_words::refused(t, it));
    Some(KeyForm { action: format!("{page}/key"), key })
}

/// Suspending, with the day until which it could be brought back.
async fn suspend(
    signed: &Signed,
    at: &At,
    (bought, it, around): (&Bought, &Lived, &Surroundings),
) -> Result<Option<Suspend>, Trouble> {
    let t = signed.t();
    let Ok(change) = decide(&it.life.life, LifeWish::Suspend(SuspensionReason::Request), around) else {
        return Ok(None);
    };
    let ahead = signed.visit.hall.app.prospects(&change.after).await?;
    let gone = ahead.first().map(|it| when(signed, &at.organisation, it.due.0).day).unwrap_or_default();
    let choice = |reason: &SuspensionReason| Choice::new(reason.key(), suspension(t, reason.key()), false);
    Ok(Some(Suspend {
        action: format!("{}/change", href(at, bought)),
        hint: t.life_do_suspend(gone),
        reasons: SuspensionReason::ALL.iter().map(choice).collect(),
    }))
}

fn next_period(
    signed: &Signed,
    at: &At,
    (bought, it, around): (&Bought, &Lived, &Surroundings),
) -> Option<NextPeriod> {
    let (t, life) = (signed.t(), &it.life.life);
    let possible = life.channel != Channel::Trial && decide(life, LifeWish::AtRenewal(None), around).is_ok();
    let day = when(signed, &at.organisation, life.ends.0).day;
    possible.then(|| NextPeriod {
        action: format!("{}/change", href(at, bought)),
        seats: Field::text("seats", t.life_field_scheduled())
            .hint(t.life_next_hint(day))
            .value(life.at_renewal.unwrap_or(life.quantity).to_string()),
    })
}
