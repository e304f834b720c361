//! Purchases that people make for themselves, in words: what a change would do, and why something is refused. It puts data
//! into sentences and decides nothing.

use cupo_app::licenses::totals::ProductTotals;
use cupo_app::lives::Lived;
use cupo_app::self_service::{SelfServicePreview, SelfServiceWish, is_trial};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::subscription::Status;
use cupo_domain::time::Instant;
use cupo_http::refusals::{role_rule, rule};

use crate::format::money;
use crate::refusals::refusal;
use crate::texts::Texts;
use crate::view::{Note, NoteKind, Tone};
use crate::web::billing::words as bill;
use crate::web::commands::{Told, plain};
use crate::web::frame::when;
use crate::web::visit::{At, Signed};
use crate::web::words::{Names, clock_lines, reason_sentence};

/// Before the name of somebody whom nobody knows.
pub(super) const NAME: &str = "name:";
/// Kinds of failure that are told one by one.
const REASONS_MAX: usize = 20;

/// The state of a purchase; a trial says so.
pub fn state(t: &Texts, it: &Lived) -> (String, Tone) {
    let (word, tone) = bill::state(t, it.row.subscription.status);
    match is_trial(&it.life.life) {
        true => (format!("{} · {word}", t.my_trial()), tone),
        false => (word, tone),
    }
}

/// Whether there is anything left of a purchase.
pub fn is_there(it: &Lived) -> bool {
    it.row.subscription.status != Status::Deleted
}

/// What a change of a purchase would do.
pub fn told(signed: &Signed, at: &At, it: &SelfServicePreview) -> Told {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { t, catalogue: &catalogue };
    let product = names.product(it.product);
    let people = it.decision.users.len();
    let (title, sentence) = match &it.wish {
        SelfServiceWish::Buy { trial: true, .. } => {
            let ends = signed.visit.hall.app.now().plus_months(1).unwrap_or(Instant(0));
            let day = when(signed, &at.organisation, ends.0).day;
            (t.my_trial_title(&product), t.my_tell_trial(day, &product, it.seats.1))
        }
        SelfServiceWish::Buy { .. } => {
            (t.my_order_title(&product), t.my_tell_buy(price(t, it), &product, it.seats.1))
        }
        SelfServiceWish::Seats { .. } => {
            let sentence = t.my_tell_seats(it.seats.1, it.seats.0, price(t, it), &product);
            (t.my_title_seats().into_owned(), sentence)
        }
        SelfServiceWish::People { .. } => (t.my_title_people().into_owned(), moved(t, it, &product)),
        SelfServiceWish::Cancel(_) => {
            (t.my_purchase_cancel().into_owned(), t.my_tell_cancel(people, &product))
        }
        SelfServiceWish::Move { .. } => {
            let to = it.to.map(|to| names.product(to.product)).unwrap_or_default();
            (t.take_move().into_owned(), t.take_tell_move(people, &product, to))
        }
        SelfServiceWish::End(_) => (t.take_end().into_owned(), t.take_tell_end(people, &product)),
    };
    let note = |text| Note { kind: NoteKind::Refusal, text, repair: None, who: None };
    let refused = it.totals.reasons.iter().take(REASONS_MAX);
    Told {
        button: title.clone(),
        title,
        sentence,
        notes: refused.map(|group| note(reason_sentence(&names, group))).collect(),
        clocks: clock_lines(signed, &at.organisation, &it.totals),
        ..plain(t)
    }
}

fn moved(t: &Texts, it: &SelfServicePreview, product: &str) -> String {
    let own = it.totals.products.iter().find(|totals| totals.product == it.product);
    let count = |of: fn(&ProductTotals) -> i64| own.map_or(0, of);
    t.my_tell_people(count(|p| p.available_after), count(|p| p.granted), product, count(|p| p.revoked))
}

/// What it costs more per period, or less.
fn price(t: &Texts, it: &SelfServicePreview) -> String {
    match it.cost() {
        Some((0, _)) => t.my_price_none().into_owned(),
        cost => per_term(t, &it.term, money(t, cost)),
    }
}

/// An amount with its period.
pub(super) fn per_term(t: &Texts, term: &str, amount: String) -> String {
    match term {
        "P1M" => t.my_per_month(amount),
        "P1Y" => t.my_per_year(amount),
        _ => t.my_per_three_years(amount),
    }
}

/// Why a person may not do something, with its rule; none for what other pages say as well.
pub fn refused(t: &Texts, denial: &Denial) -> Option<String> {
    let text = match (denial.code, denial.subject.as_str()) {
        (Code::Role, "self-service-guest") => t.my_refused_guest().into_owned(),
        (Code::Role, "self-service-sector") => t.my_refused_sector().into_owned(),
        (Code::Role, "self-service-country") => t.my_refused_country().into_owned(),
        (Code::Role, "self-service-product") => t.my_refused_product().into_owned(),
        (Code::Role, "self-service-policy") => t.my_refused_policy().into_owned(),
        (Code::Role, "self-service-trials") => t.my_refused_trials().into_owned(),
        (Code::State, "request-procedure") => t.request_no_procedure().into_owned(),
        (Code::State, "request-buy") => t.request_no_buy().into_owned(),
        (Code::State, "request-waiting") => t.request_no_waiting().into_owned(),
        (Code::State, "request-answered") => t.request_no_answered().into_owned(),
        (Code::State, "request-nobody") => t.request_no_nobody().into_owned(),
        (Code::Count, "request-seats") => t.request_no_seats().into_owned(),
        (Code::Invalid, "group") => t.request_no_group().into_owned(),
        (code, "request-group") => t.request_no_through(refusal(t, code).explanation),
        (Code::State, "bought") => t.my_refused_bought().into_owned(),
        (Code::State, "tried") => t.my_refused_tried().into_owned(),
        (Code::State, "end-of-sale") => t.my_refused_sold().into_owned(),
        (Code::State, "status") => t.my_refused_ended().into_owned(),
        (Code::Batch, "people") => t.my_refused_people(denial.figure.unwrap_or(0)),
        (Code::Invalid, "reason") => return Some(t.take_refused_reason().into_owned()),
        (code, "move") => {
            let count = denial.figure.unwrap_or(0);
            t.take_refused_move(count, refusal(t, code).remedy)
        }
        (Code::Invalid, "nobody") => return Some(t.my_refused_nobody().into_owned()),
        (Code::Invalid, "both-ways") => return Some(t.my_refused_both().into_owned()),
        (Code::Invalid, "seats") => return Some(t.bill_qty_number().into_owned()),
        (Code::Invalid, "seats-same") => return Some(t.bill_qty_same().into_owned()),
        (Code::Scope, "people") => t.my_refused_scope().into_owned(),
        (Code::Scope, subject) if subject.starts_with(NAME) => {
            return Some(t.my_names_wrong(subject.trim_start_matches(NAME)));
        }
        (Code::Assigned, _) => t.my_refused_assigned(denial.figure.unwrap_or(0)),
        (Code::Quantity, "minimum") => t.bill_qty_minimum(denial.figure.unwrap_or(0)),
        (Code::Quantity, _) => t.bill_qty_maximum(denial.figure.unwrap_or(0)),
        _ => return None,
    };
    let rule = match denial.code {
        Code::Role => role_rule(&denial.subject),
        Code::Batch | Code::Scope => "R-SSP-2",
        Code::State if denial.subject == "bought" => "R-SSP-2",
        Code::State if denial.subject == "request-procedure" => "R-REQ-3",
        Code::State if denial.subject.starts_with("request-a") => "R-REQ-2",
        Code::State if denial.subject.starts_with("request-") => "R-REQ-1",
        Code::State if denial.subject == "tried" => "R-SSP-9",
        code => rule(code),
    };
    Some(t.my_refused_rule(denial.code.as_str(), rule, text))
}

/// The same for every refusal.
pub fn why(t: &Texts, denial: &Denial) -> String {
    refused(t, denial).unwrap_or_else(|| {
        let text = refusal(t, denial.code);
        format!("{} {}", text.explanation, text.remedy)
    })
}
