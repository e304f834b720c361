//! The life of a subscription in words: steps, stages, and why something is not possible. It decides nothing.

use cupo_domain::lifecycle::{Step, SuspensionReason, Transition};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::subscription::Status;

use super::words;
use crate::texts::Texts;

/// What time alone does.
pub(crate) fn step(t: &Texts, it: &Transition) -> String {
    match it.step {
        Step::Start => t.life_step_start().into_owned(),
        Step::Renew => t.life_step_renew(it.after.quantity),
        Step::Convert => t.life_step_convert().into_owned(),
        Step::Expire => t.state_expired().into_owned(),
        Step::Disable => t.state_disabled().into_owned(),
        Step::Suspend => t.state_suspended().into_owned(),
        Step::Delete => t.life_step_delete().into_owned(),
    }
}

/// What a state means for people and data (section 11); empty while nothing is lost.
pub(crate) fn stage(t: &Texts, status: Status) -> String {
    match status {
        Status::Active => return String::new(),
        Status::Scheduled => t.life_stage_scheduled(),
        Status::Pending => t.bill_why_credit(),
        Status::Expired => t.life_stage_expired(),
        Status::Disabled => t.life_stage_disabled(),
        Status::Suspended => t.life_stage_suspended(),
        Status::Deleted => t.life_stage_deleted(),
    }
    .into_owned()
}

/// A stored reason for a suspension; one that is not known stands as it is.
pub(crate) fn suspension(t: &Texts, key: &str) -> String {
    match SuspensionReason::parse(key) {
        Some(SuspensionReason::Request) => t.life_reason_request(),
        Some(SuspensionReason::NonPayment) => t.life_reason_payment(),
        Some(SuspensionReason::Fraud) => t.life_reason_fraud(),
        None => return key.to_owned(),
    }
    .into_owned()
}

/// What to do about a state while it can be undone; empty where there is nothing to undo.
pub(crate) fn advice(t: &Texts, status: Status) -> String {
    match status {
        Status::Expired => t.life_advice_expired().into_owned(),
        Status::Disabled | Status::Suspended => t.life_advice_disabled().into_owned(),
        Status::Active | Status::Scheduled | Status::Pending | Status::Deleted => String::new(),
    }
}

/// Why something is not possible, with its rule and the way out.
pub(crate) fn refused(t: &Texts, denial: &Denial) -> String {
    let (text, rule) = match (denial.code, denial.subject.as_str()) {
        (Code::Window, "cancel-window") => (t.life_why_window().into_owned(), "R-BUY-9"),
        (Code::Window, "extended") => (t.life_why_extended().into_owned(), "R-LIFE-16"),
        (Code::Window, "extension-early") => (t.life_why_early().into_owned(), "R-LIFE-16"),
        (Code::Quantity, "cancel-seats") => (t.life_why_seats(denial.figure.unwrap_or(0)), "R-BUY-11"),
        (Code::State, "add-on") => (t.life_why_add_on().into_owned(), "R-PROD-16"),
        (Code::State, "once") => (t.life_why_once().into_owned(), "R-UI-10"),
        (Code::State, "recurring") => (t.life_why_recurring().into_owned(), "R-BUY-3"),
        (Code::Invalid, "key-format") => (t.life_why_key_format().into_owned(), "R-BUY-8"),
        (Code::NotFound, "key") => (t.life_why_key_unknown().into_owned(), "R-BUY-8"),
        (Code::State, "key-used") => (t.life_why_key_used().into_owned(), "R-BUY-8"),
        (Code::State, "key-product") => (t.life_why_key_product().into_owned(), "R-BUY-8"),
        (Code::State, "key-term") => (t.life_why_key_term().into_owned(), "R-BUY-8"),
        (Code::Invalid, "why") => (t.life_why_reason().into_owned(), "R-PARTNER-13"),
        (Code::State, "status") => (t.life_why_state().into_owned(), "R-LIFE-11"),
        _ => return words::refused(t, denial, None),
    };
    format!("{text} ({}, {rule})", denial.code.as_str())
}
