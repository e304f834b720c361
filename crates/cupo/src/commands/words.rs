//! Figures and stable words as people read them.

use cupo_api::wire::Money;
use serde::Serialize;

/// An amount; none is no price, and never zero.
#[must_use]
pub fn money(amount: Option<&Money>) -> String {
    let Some(it) = amount else { return "price not set".to_owned() };
    let (whole, part) = (it.amount_minor / 100, it.amount_minor.abs() % 100);
    format!("{whole}.{part:02} {}", it.currency)
}

/// The stable word of a value, as JSON has it.
#[must_use]
pub fn snake(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Yes or no.
#[must_use]
pub fn yes(value: bool) -> String {
    (if value { "yes" } else { "no" }).to_owned()
}
