//! Subscriptions, prices and refusals of a quantity in words. It puts data into sentences and decides nothing.

use cupo_app::store::subscriptions::SubscriptionRow;
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::subscription::Term;

use crate::format::{When, money};
use crate::refusals::refusal;
use crate::texts::Texts;
use crate::view::Tone;

/// The purchase channel.
pub(in crate::web) fn channel(t: &Texts, channel: Channel) -> String {
    match channel {
        Channel::Direct => t.channel_direct(),
        Channel::Legacy => t.bill_channel_legacy(),
        Channel::Reseller => t.channel_reseller(),
        Channel::PrepaidKey => t.channel_prepaid(),
        Channel::Volume => t.channel_volume(),
        Channel::Trial => t.channel_trial(),
        Channel::SelfService => t.channel_self_service(),
        Channel::Free => t.channel_free(),
    }
    .into_owned()
}

/// The state with its colour.
pub(in crate::web) fn state(t: &Texts, status: Status) -> (String, Tone) {
    let (word, tone) = match status {
        Status::Scheduled => (t.state_scheduled(), Tone::Plain),
        Status::Pending => (t.state_pending(), Tone::Plain),
        Status::Active => (t.state_active(), Tone::Good),
        Status::Expired => (t.state_expired(), Tone::Clock),
        Status::Disabled => (t.state_disabled(), Tone::Loss),
        Status::Suspended => (t.state_suspended(), Tone::Loss),
        Status::Deleted => (t.state_deleted(), Tone::Loss),
    };
    (word.into_owned(), tone)
}

/// Bought for good: it has no next period, and no end that a page could name (R-UI-10).
pub(in crate::web) fn for_good(row: &SubscriptionRow) -> bool {
    row.term == Term::Once.as_str()
}

/// Recurring billing, where there is any.
pub(super) fn billing(t: &Texts, row: &SubscriptionRow) -> String {
    if for_good(row) {
        return t.billing_once().into_owned();
    }
    match row.subscription.channel {
        Channel::Direct | Channel::Legacy | Channel::Reseller if row.recurring => t.billing_on().into_owned(),
        Channel::Direct | Channel::Legacy | Channel::Reseller => t.billing_off().into_owned(),
        _ => String::new(),
    }
}

/// What a seat costs per term; that nobody has set a price is said, never shown as nothing (D-29).
pub(in crate::web) fn price(t: &Texts, row: &SubscriptionRow) -> String {
    let free = matches!(row.subscription.channel, Channel::Free | Channel::Trial);
    let minor = if free { row.price_minor.or(Some(0)) } else { row.price_minor };
    term_price(t, &row.term, minor, &row.currency)
}

/// A price with its term; what costs nothing has one word everywhere.
pub(in crate::web) fn term_price(t: &Texts, term: &str, minor: Option<i64>, currency: &str) -> String {
    let amount = match minor {
        None => return t.price_not_set().into_owned(),
        Some(0) => return t.subscriptions_free().into_owned(),
        Some(minor) => money(t, Some((minor, currency))),
    };
    match term {
        "P1M" => t.price_per_month(amount),
        "P1Y" => t.price_per_year(amount),
        "P3Y" => t.bill_price_three_years(amount),
        "once" => t.bill_price_once(amount),
        _ => amount,
    }
}

/// Why nothing can be done about a subscription here, or what to do elsewhere.
pub(super) fn no_step(t: &Texts, row: &SubscriptionRow, denial: &Denial, by_partner: bool) -> String {
    let it = &row.subscription;
    match (denial.code, it.status, it.channel) {
        (Code::Credit, ..) => t.bill_why_credit(),
        (Code::State, Status::Scheduled, _) => t.bill_why_scheduled(),
        (Code::State, Status::Expired, _) => t.bill_why_expired(),
        (Code::State, Status::Suspended, _) => t.bill_why_suspended(),
        (Code::State, Status::Disabled, _) => t.bill_why_disabled(),
        (Code::State, Status::Deleted, _) => t.bill_why_deleted(),
        (Code::Channel, _, Channel::Reseller) => t.bill_why_reseller(),
        (Code::Channel, _, Channel::Direct | Channel::Legacy) if by_partner => t.bill_why_direct(),
        (Code::Channel, _, Channel::PrepaidKey) => t.bill_why_prepaid(),
        (Code::Channel, _, Channel::Volume) => t.bill_why_volume(),
        (Code::Channel, _, Channel::Trial) => t.bill_why_trial(),
        (Code::Channel, _, Channel::SelfService) => t.bill_why_self_service(),
        (Code::Channel, _, Channel::Free) => t.bill_why_free(),
        _ => return refused(t, denial, None),
    }
    .into_owned()
}

/// Why a quantity is not possible, with its rule and the way out.
pub(super) fn refused(t: &Texts, denial: &Denial, renews: Option<&When>) -> String {
    let figure = denial.figure.unwrap_or(0);
    let day = renews.map(|w| w.day.as_str());
    let (text, rule) = match (denial.code, denial.subject.as_str()) {
        (Code::Quantity, "minimum") => (t.bill_qty_minimum(figure), "R-PROD-17"),
        (Code::Quantity, _) => (t.bill_qty_maximum(figure), "R-PROD-17"),
        (Code::State, "end-of-sale") => (t.bill_qty_end_of_sale().into_owned(), "R-PROD-15"),
        (Code::State, "seller-plan") => (t.life_why_seller().into_owned(), "R-BUY-14"),
        (Code::State, "once") => (t.life_why_once().into_owned(), "R-UI-10"),
        (Code::State, "recurring") => (t.life_why_recurring().into_owned(), "R-BUY-3"),
        (Code::Window, _) => {
            let open =
                if figure > 0 { t.bill_qty_window_some(figure) } else { t.bill_qty_window().into_owned() };
            let later = day.map(|day| t.bill_qty_window_later(day)).unwrap_or_default();
            (format!("{open} {later}").trim_end().to_owned(), "R-BUY-2")
        }
        (Code::Assigned, _) => (t.bill_qty_assigned(figure), "R-BUY-5"),
        (Code::Etag, _) => (t.bill_qty_etag().into_owned(), "R-SUB-8"),
        (Code::Invalid, "same-quantity") => (t.bill_qty_same().into_owned(), ""),
        (Code::Invalid, _) => (t.bill_qty_number().into_owned(), ""),
        (code, _) => {
            let text = refusal(t, code);
            (format!("{} {}", text.explanation, text.remedy), text.rule)
        }
    };
    let marks: Vec<&str> = [denial.code.as_str(), rule].into_iter().filter(|m| !m.is_empty()).collect();
    format!("{text} ({})", marks.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn what_costs_nothing_has_one_word_and_no_amount() {
        for (lang, word) in [(Lang::En, "Free"), (Lang::Es, "Gratis")] {
            let t = Texts::get(lang);
            assert_eq!(term_price(t, "P1Y", Some(0), "EUR"), word);
            assert!(term_price(t, "P1Y", Some(120), "EUR").contains('1'));
            assert_ne!(term_price(t, "P1Y", None, "EUR"), word, "not set is not free");
        }
    }
}
