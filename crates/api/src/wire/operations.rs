//! Previews, operations and their outcomes.

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::command::{Command, PLACE_END};

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Money {
    /// In the smallest unit of the currency.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
}

/// What a preview asks: a command, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// What shall be done.
    pub command: Command,
    /// Why, in the person's words; up to 500 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[schemars(length(max = 500))]
    pub reason: String,
}

/// What applying a preview asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Apply {
    /// The preview's identity.
    pub preview: String,
    /// The digest that was shown; another one is refused.
    pub digest: String,
}

/// What starting an operation asks: a preview that was shown, or a command to decide and do at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Submit {
    /// Apply a preview.
    Apply(Apply),
    /// Decide and do.
    Decide(Decide),
}

impl<'de> Deserialize<'de> for Submit {
    /// By the field that is there, so that a mistake is told with its place and not as "none of both".
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = serde_json::Map::deserialize(deserializer)?;
        let applies = fields.contains_key("preview");
        let whole = serde_json::Value::Object(fields);
        let placed = |error: serde_path_to_error::Error<serde_json::Error>| {
            let (outside, text) = (crate::body::pointer(error.path()), error.into_inner().to_string());
            let (inside, what) = text.split_once(PLACE_END).unwrap_or(("", &text));
            D::Error::custom(format!("{outside}{inside}{PLACE_END}{what}"))
        };
        if applies {
            serde_path_to_error::deserialize(whole).map(Self::Apply).map_err(placed)
        } else {
            serde_path_to_error::deserialize(whole).map(Self::Decide).map_err(placed)
        }
    }
}

/// What happens to one product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProductTotals {
    /// The product's identity.
    pub product: String,
    /// The product's part number.
    pub part_number: String,
    /// Licenses given.
    pub given: i64,
    /// Licenses taken.
    pub taken: i64,
    /// Licenses with other service plans.
    pub changed: i64,
    /// Already as asked.
    pub unchanged: i64,
    /// Kept, because inherited or of a self-service purchase.
    pub kept: i64,
    /// Refused.
    pub refused: i64,
    /// Seats that are missing.
    pub missing_seats: i64,
    /// Seats nobody held before.
    pub available_before: i64,
    /// Seats nobody holds afterwards.
    pub available_after: i64,
}

/// Data of persons whose time begins to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Clock {
    /// Which data: `mail`, `mail_archive`, `files`, `apps`, `search`, `unknown`.
    pub workload: String,
    /// When the time ends.
    pub due_at: String,
    /// Data is erased then.
    pub loses_data: bool,
    /// How many users.
    pub users: i64,
}

/// Data of persons whose time no longer runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stopped {
    /// Which data, as in `Clock`.
    pub workload: String,
    /// How many users.
    pub users: i64,
}

/// What comes back with a user who is restored; products by their part numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Returns {
    /// The user's identity.
    pub user: String,
    /// The sign-in name from then on.
    pub user_name: String,
    /// Licenses of the user's own.
    pub licenses: Vec<String>,
    /// Licenses for which no seat is free.
    pub without_seat: Vec<String>,
    /// What groups give.
    pub from_groups: Vec<String>,
    /// What groups cannot give, and why.
    pub not_from_groups: Vec<NotGiven>,
    /// Data whose clock stops.
    pub stopped: Vec<String>,
}

/// A product that a group cannot give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NotGiven {
    /// Its part number.
    pub part_number: String,
    /// The code of the refusal.
    pub code: String,
    /// Why, in a sentence.
    pub detail: String,
}

/// The figures of a decision. Every user is in exactly one of `succeeded`, `unchanged` and `refused`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Totals {
    /// Users asked for.
    pub users: i64,
    /// Users for whom something changes.
    pub succeeded: i64,
    /// Users for whom nothing has to change.
    pub unchanged: i64,
    /// Users who are refused.
    pub refused: i64,
    /// By product.
    pub products: Vec<ProductTotals>,
    /// Data clocks that start.
    pub clocks: Vec<Clock>,
    /// Data clocks that stop, because users come back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stopped: Vec<Stopped>,
    /// What it costs per term; null where it costs nothing, or where no price is set.
    pub cost: Option<Money>,
}

/// Refusals of one product for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Refusals {
    /// The product's identity; null where the whole account is refused.
    pub product: Option<String>,
    /// The product's part number.
    pub part_number: Option<String>,
    /// The code.
    pub code: String,
    /// Why, as a stable word, such as `no_seat`.
    pub reason: String,
    /// Why, in a sentence.
    pub detail: String,
    /// What would help, in a sentence.
    pub repair: String,
    /// How many users.
    pub users: i64,
    /// Sign-in names of some of them.
    pub sample: Vec<String>,
}

/// A decision that was kept, so that exactly this can be applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Preview {
    /// Identity.
    pub id: String,
    /// What must not have changed when it is applied.
    pub digest: String,
    /// Until when it is kept.
    pub expires_at: String,
    /// The kind of command.
    pub kind: String,
    /// The figures.
    pub totals: Totals,
    /// Whether applying it would change anything.
    pub changes: bool,
    /// Fields that change: of a user, a subscription, a hold or the settings.
    pub fields: Vec<FieldChange>,
    /// Until when it could be undone after it was applied; null when it could not.
    pub undo_until: Option<String>,
    /// Why it could not be undone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_because: Option<String>,
    /// Who is refused, grouped by product and reason, the most frequent first.
    pub refusals: Vec<Refusals>,
    /// What comes back with each user who is restored, the first thousand of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<Returns>,
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldChange {
    /// Which.
    pub name: String,
    /// What it says now.
    pub before: String,
    /// What it shall say.
    pub after: String,
}

/// A user who is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RefusedUser {
    /// The user's identity.
    pub user: String,
    /// The user's sign-in name.
    pub user_name: String,
    /// The product's identity; null where the whole account is refused.
    pub product: Option<String>,
    /// The product's part number.
    pub part_number: Option<String>,
    /// The code.
    pub code: String,
    /// Why, in a sentence.
    pub detail: String,
    /// What would help, in a sentence.
    pub repair: String,
}

/// Whether work on an operation goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The worker is at it.
    Running,
    /// Every user has an outcome.
    Done,
}

/// A password that is shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OneTimePassword {
    /// The user's sign-in name.
    pub user: String,
    /// The password, to be changed at the first sign-in.
    pub password: String,
}

/// The application of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Operation {
    /// Identity.
    pub id: String,
    /// `running` or `done`.
    pub state: State,
    /// What it is: `licenses`, `undo`, `delete-users`, `restore-users`, `quantity`, …
    pub kind: String,
    /// Through which door it came.
    pub channel: String,
    /// Who asked for it.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// Users it concerns.
    pub users: i64,
    /// Users worked on so far.
    pub users_done: i64,
    /// Users for whom something changed so far.
    pub succeeded: i64,
    /// Users for whom nothing had to change so far.
    pub unchanged: i64,
    /// Users who were refused so far.
    pub refused: i64,
    /// When it was admitted.
    pub created_at: String,
    /// When it was done.
    pub finished_at: Option<String>,
    /// Until when it can be undone; null when it cannot.
    pub undo_until: Option<String>,
    /// Why it cannot be undone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_because: Option<String>,
    /// Passwords that are shown in the first answer and never again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passwords: Vec<OneTimePassword>,
}

/// The answer for one user and product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Done.
    Done,
    /// Nothing had to change.
    Unchanged,
    /// Kept, because inherited or of a self-service purchase.
    Kept,
    /// Refused.
    Refused,
}

/// What an operation came to for one user and product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outcome {
    /// The user's identity.
    pub user: String,
    /// The user's sign-in name.
    pub user_name: String,
    /// The product's identity; null where it is about the whole account.
    pub product: Option<String>,
    /// The product's part number.
    pub part_number: Option<String>,
    /// The answer.
    pub result: Verdict,
    /// What was done: `granted`, `revoked`, `plans-changed`, `deleted`, `restored`; empty when nothing.
    pub effect: String,
    /// The code of the refusal; null when it is none.
    pub code: Option<String>,
    /// Why it was refused, in a sentence.
    pub detail: Option<String>,
    /// What would help, in a sentence.
    pub repair: Option<String>,
}

/// How far an operation is; the data of each server-sent event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// Whether work goes on.
    pub state: State,
    /// Users it concerns.
    pub users: i64,
    /// Users worked on.
    pub users_done: i64,
    /// Users for whom something changed.
    pub succeeded: i64,
    /// Users for whom nothing had to change.
    pub unchanged: i64,
    /// Users who were refused.
    pub refused: i64,
}

/// What is no longer as the preview said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Changed {
    /// Sign-in names of users whose answer is another one now; empty when there are too many to tell.
    pub users: Vec<String>,
    /// Other things that are not as they were shown: `before` is what was shown, `after` what holds now.
    pub fields: Vec<FieldChange>,
    /// The figures as they would be now.
    pub totals: Totals,
}
