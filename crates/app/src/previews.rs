//! Where previews stand. A form that is shown to a person keeps its newest few: a page with a live footer asks for one
//! with each tick, and another tab must not lose its own to that. Programs and commands hold on to theirs, so each is
//! kept. No rule, and nothing of what a preview says.

use cupo_domain::ids::PreviewId;
use cupo_store::previews::form_key;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::changes::Command;
use crate::holds::HoldWish;
use crate::licenses::doc::Wanted;
use crate::licenses::{Request, Who};

/// The door whose forms keep their newest previews only.
const CONSOLE: &str = "console";

impl App {
    /// The key of a preview: beside those of the same owner and form of the console, a new one at every other door.
    pub(crate) fn preview_key(&self, (channel, owner): (&str, i64), form: &str) -> PreviewId {
        let id = self.next_id();
        if channel != CONSOLE {
            return PreviewId(id);
        }
        let hash: [u8; 32] = Sha256::digest(format!("{owner} {form}")).into();
        let first = hash.into_iter().take(8).fold(0_i64, |sum, byte| (sum << 8) | i64::from(byte));
        // Ids count milliseconds above these bits, and within one of them below.
        form_key(first, (id >> 20) + id)
    }
}

impl Request {
    /// The form that asks for this.
    pub(crate) fn form(&self) -> String {
        match (&self.wanted, &self.who) {
            (Wanted::Undo(operation), _) => format!("undo {operation}"),
            (Wanted::File(_), _) | (_, Who::File(_)) => "license-file".to_owned(),
            (_, Who::Users(users)) => match users.as_slice() {
                [user] => format!("licenses-of {user}"),
                _ => "licenses-of-users".to_owned(),
            },
            (_, Who::Selection) => "licenses-of-selection".to_owned(),
            (_, Who::Filter(_)) => "licenses-of-filter".to_owned(),
        }
    }
}

impl Command {
    /// The form that asks for this.
    pub(crate) fn form(&self) -> String {
        match self {
            Self::Licenses { .. } => "licenses".to_owned(),
            Self::DeleteUsers { .. } => "delete-users".to_owned(),
            Self::RestoreUsers(_) => "restore-users".to_owned(),
            Self::Quantity { subscription, .. } => format!("quantity {subscription}"),
            Self::Buy { .. } => "buy".to_owned(),
            Self::EditUser { user, .. } => format!("edit-user {user}"),
            Self::ChangeRoles { user, .. } => format!("roles {user}"),
            Self::CreateCustomer(_) => "create-customer".to_owned(),
            Self::Settings(_) => "settings".to_owned(),
            Self::Hold(HoldWish::Place { user, .. }) => format!("hold {user}"),
            Self::Hold(HoldWish::Release(hold)) => format!("release {hold}"),
            Self::CreateUser { .. } => "create-user".to_owned(),
            Self::Locate { .. } => "locate".to_owned(),
            Self::Life { subscription, .. } => format!("life {subscription}"),
            Self::Group(wish) => format!("{} {}", wish.kind(), wish.group().unwrap_or_default()),
            Self::Undo(operation) => format!("undo {operation}"),
        }
    }
}
