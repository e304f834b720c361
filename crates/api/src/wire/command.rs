//! What can be asked for. Products and service plans are named by their identity or by part number and plan name.

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::NewUser;

/// Which users, in one of three ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Users {
    /// By identity.
    Ids(Vec<String>),
    /// By sign-in name.
    Names(Vec<String>),
    /// Everybody who matches.
    Filter(UserFilter),
}

/// Every part that is given must hold; at least one must be given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UserFilter {
    /// Everybody: said aloud, so that nobody means it by leaving everything out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub everybody: Option<bool>,
    /// Text in name or sign-in name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Holds this product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// Holds any product (true) or none (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licensed: Option<bool>,
    /// Usage location, two letters; an empty text stands for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Department, exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Sign-in allowed (true) or blocked (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<bool>,
    /// A mailbox or archive waits to be erased or is kept by a hold (true), or none does (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_waits: Option<bool>,
    /// Holds a product of which more are held than there are seats (true), or none such (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub over_assigned: Option<bool>,
}

/// A product to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Give {
    /// The product.
    pub product: String,
    /// Exactly these service plans are off; without it, new holders get all and others keep theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plans_off: Option<Vec<String>>,
}

/// A service plan to switch for those who hold the product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanSwitch {
    /// The product.
    pub product: String,
    /// Its service plan.
    pub plan: String,
    /// On or off.
    pub on: bool,
}

/// What shall become of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// Recurring billing on: it renews at the end of its term.
    RecurringOn,
    /// Recurring billing off: it expires at the end of its term.
    RecurringOff,
    /// Cancel it now, inside its window.
    Cancel,
    /// Other seats from the next period on.
    SeatsAtRenewal,
    /// The same, planned by the seller of what the customer bought itself: until then the customer can only add seats. For
    /// the operator of the installation alone.
    SellerPlan,
    /// More time for a trial.
    ExtendTrial,
    /// Bring it back.
    Reactivate,
    /// Delete it for good.
    Delete,
}

/// What happens when it cannot be done for everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Everybody for whom it works; the others are refused one by one.
    #[default]
    BestEffort,
    /// Nobody, unless it works for everybody.
    Strict,
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident { $($(#[$meta:meta])* $field:ident: $type:ty,)* })*) => {
        /// What shall be done.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
        #[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
        pub enum Command {
            $($(#[$doc])* $name { $($(#[$meta])* $field: $type,)* },)*
        }

        /// The same with its kind outside, which keeps the place of a mistake.
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case", deny_unknown_fields)]
        enum ByKind {
            $($(#[$doc])* $name { $($(#[$meta])* $field: $type,)* },)*
        }

        impl From<ByKind> for Command {
            fn from(it: ByKind) -> Self {
                match it { $(ByKind::$name { $($field,)* } => Self::$name { $($field,)* },)* }
            }
        }
    };
}

commands! {
    /// Give and take licenses, and switch service plans.
    ChangeLicenses {
        /// Whose.
        users: Users,
        /// Products to give.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        give: Vec<Give>,
        /// Products to take.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        take: Vec<String>,
        /// Take every other direct license, so that exactly what is given stays.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        replace: bool,
        /// Service plans to switch.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        plans: Vec<PlanSwitch>,
        /// What happens when it cannot be done for everybody.
        #[serde(default)]
        mode: Mode,
    }
    /// Create a user, without licenses; the password for the first sign-in is told once.
    CreateUser {
        /// The account.
        user: NewUser,
    }
    /// Delete users; they can be restored for 30 days.
    DeleteUsers {
        /// Whom.
        users: Users,
        /// Products whose freed seats also go back to the seller, where channel and window allow it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        give_back: Vec<String>,
        /// Sign-in name of whoever gets the mailboxes as shared ones; their accounts then stay.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mail_to: Option<String>,
        /// Sign-in name of whoever reaches the files until their end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        files_to: Option<String>,
    }
    /// Bring deleted users back.
    RestoreUsers {
        /// Whom.
        users: Users,
        /// The sign-in name under which the one user of `users` comes back, where somebody else has that of before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        user_name: Option<String>,
    }
    /// Bring back what was before an operation.
    Undo {
        /// The operation's identity.
        operation: String,
    }
    /// Change the number of seats of a subscription.
    ChangeQuantity {
        /// The subscription's identity.
        subscription: String,
        /// The new total.
        quantity: i64,
    }
    /// Change the life of a subscription: recurring billing, canceling, seats at renewal and what else time does to it.
    ChangeSubscription {
        /// The subscription's identity.
        subscription: String,
        /// What shall become of it.
        to: Life,
        /// With `seats_at_renewal` and `seller_plan`: the seats from the next period on; without it as many as now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<i64>,
    }
    /// Change fields of a user; fields that are left out stay.
    EditUser {
        /// The user's identity or sign-in name.
        user: String,
        /// What they shall say.
        fields: super::EditUser,
    }
    /// Give a user a password for one sign-in, which the answer says once; all sessions of the user end.
    ResetPassword {
        /// The user's identity or sign-in name.
        user: String,
    }
    /// Give roles to a person and take roles away; roles that are not named stay.
    ChangeRoles {
        /// The person's identity or sign-in name.
        user: String,
        /// Roles the person shall hold, such as `license-admin`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        give: Vec<String>,
        /// Roles the person shall not hold.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        take: Vec<String>,
    }
    /// Take control of what somebody bought for themselves: it ends, and everybody gets another product instead where one is
    /// named.
    TakeOver {
        /// The subscription's identity.
        subscription: String,
        /// The product that they get.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    }
    /// Give users a usage location.
    SetLocations {
        /// Whose.
        users: Users,
        /// Two letters.
        location: String,
    }
    /// Keep somebody's data; the reason of the request is the reason of the hold.
    PlaceHold {
        /// The user's identity or sign-in name.
        user: String,
        /// `mail` or `files`.
        data: String,
        /// `litigation`, `retention-policy`, `delete-only-policy`, `retaining-label` or `discovery-case`.
        hold: String,
    }
    /// End a hold.
    ReleaseHold {
        /// The hold's identity.
        hold: String,
    }
    /// Do something with the data of a user who is deleted, also of one whose account is gone.
    LeftData {
        /// The user's identity, which is the mailbox's too.
        user: String,
        /// `hand-files`, `take-files-back`, `bring-back-files`, `erase-files`, `recover-mailbox`, `restore-mailbox`,
        /// `ask-copy`, `copy-taken` or `withdraw-copy`.
        deed: String,
        /// Who gets it, by identity or sign-in name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        /// Which data a copy is of: `mail` or `files`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        data: Option<String>,
    }
    /// Change settings of the customer; settings that are left out stay.
    Settings {
        /// Users at a time on the page Licenses, 1 to 1,000.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        licenses_page_limit: Option<i64>,
        /// Days that files of deleted users are kept, 30 to 3,650.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file_retention_days: Option<i64>,
        /// Restored users get licenses back even where no seat is free.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        restore_over_quota: Option<bool>,
        /// Managers get access to the files of people who are deleted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file_delegation: Option<bool>,
        /// User name of who gets that access where there is no manager; empty for nobody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second_owner: Option<String>,
        /// Name of a time zone, such as `Europe/Madrid`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        time_zone: Option<String>,
        /// The agreement under which the customer buys itself: `online`, where Billing admins buy, or `customer`, where
        /// roles of the billing account do.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        billing_agreement: Option<String>,
    }
    /// Change the customer's domains; those that are not named stay.
    ChangeDomains {
        /// Domains the customer shall have; a domain belongs to one organisation only.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        add: Vec<String>,
        /// Domains the customer shall not have; only those that no user and no address has.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        remove: Vec<String>,
        /// The domain of new users.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        default: Option<String>,
    }
    /// Create a customer of a partner; the address names the partner.
    CreateCustomer {
        /// Its name.
        name: String,
        /// The domain of its new users.
        domain: String,
        /// Its further domains.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        domains: Vec<String>,
        /// Its country, two letters.
        country: String,
        /// The partner administers its users on its behalf.
        #[serde(default = "yes", skip_serializing_if = "is_yes")]
        delegated: bool,
    }
    /// Buy a product the customer has no subscription of.
    Buy {
        /// The product.
        product: String,
        /// Seats.
        quantity: i64,
        /// `P1M`, `P1Y` or `P3Y`: one for which the product has a list price; a month or a year where it has none.
        term: String,
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_yes(it: &bool) -> bool {
    *it
}

/// Between the place of a mistake inside a command and what is wrong there.
pub(crate) const PLACE_END: char = '\u{1f}';

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = serde_json::Map::deserialize(deserializer)?;
        let kind = match fields.remove("kind") {
            Some(Value::String(kind)) => kind,
            Some(_) => return Err(D::Error::custom(format!("/kind{PLACE_END}must be a text"))),
            None => return Err(D::Error::custom(format!("/kind{PLACE_END}is missing"))),
        };
        let outside = Value::Object([(kind.clone(), Value::Object(fields))].into_iter().collect());
        serde_path_to_error::deserialize::<_, ByKind>(outside).map(Self::from).map_err(|error| {
            let path = crate::body::pointer(error.path());
            let inside = path.strip_prefix(&format!("/{kind}")).unwrap_or("/kind").to_owned();
            D::Error::custom(format!("{inside}{PLACE_END}{}", error.into_inner()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_come_back_as_they_were_written() {
        let text =
            r#"{"kind":"change_licenses","users":{"names":["ana@norte.example"]},"give":[{"product":"E3"}]}"#;
        let command: Command = serde_json::from_str(text).unwrap();
        let again: Command = serde_json::from_value(serde_json::to_value(&command).unwrap()).unwrap();
        assert_eq!(command, again);
    }

    #[test]
    fn a_mistake_inside_a_command_keeps_its_place() {
        let place = |text: &str| {
            let error = serde_json::from_str::<Command>(text).unwrap_err().to_string();
            error.split(PLACE_END).next().unwrap().to_owned()
        };
        assert_eq!(place(r#"{"kind":"undo","operation":7}"#), "/operation");
        assert_eq!(place(r#"{"kind":"dance"}"#), "/kind");
        assert_eq!(place(r#"{"operation":"x"}"#), "/kind");
        assert_eq!(place(r#"{"kind":"undo","operation":"x","more":1}"#), "/more");
        let text = r#"{"kind":"change_licenses","users":{"ids":[]},"give":[{"product":1}]}"#;
        assert_eq!(place(text), "/give/0/product");
    }
}
