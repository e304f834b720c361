//! Figures and stable words as people read them.

use cupo_api::wire::Money;
use serde::Serialize;

use crate::texts::Texts;

/// An amount; none is no price, and never zero.
#[must_use]
pub fn money(t: &Texts, amount: Option<&Money>) -> String {
    let Some(it) = amount else { return t.cell_no_price().into_owned() };
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
pub fn yes(t: &Texts, value: bool) -> String {
    if value { t.cell_yes() } else { t.cell_no() }.into_owned()
}
