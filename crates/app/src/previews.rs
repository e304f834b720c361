//! Where previews stand. A form that is shown to a person keeps its newest few: a page with a live footer asks for one
//! with each tick, and another tab must not lose its own to that. Programs and commands hold on to theirs, so each is
//! kept. A preview that was applied leads to what it did. No rule, and nothing of what a preview says.

use cupo_domain::access::Permit;
use cupo_domain::ids::{Guid, PreviewId};
use cupo_store::previews::form_key;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::changes::Command;
use crate::changes::doc::ChangeDoc;
use crate::error::AppError;
use crate::holds::HoldWish;
use crate::licenses::doc::Wanted;
use crate::licenses::{Receipt, Request, Who};

/// The door whose forms keep their newest previews only.
pub(crate) const CONSOLE: &str = "console";

/// What a preview asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The change.
    pub command: Command,
    /// Why, in the person's words.
    pub reason: String,
}

/// What was asked, in few bytes, to tell a form that is sent once more from one that was changed since.
pub(crate) fn asked(of: &impl std::fmt::Debug) -> i64 {
    number_of(&format!("{of:?}"))
}

fn number_of(text: &str) -> i64 {
    let hash: [u8; 32] = Sha256::digest(text).into();
    hash.into_iter().take(8).fold(0_i64, |sum, byte| (sum << 8) | i64::from(byte))
}

impl App {
    /// The key of a preview: beside those of the same owner and form of the console, a new one at every other door.
    pub(crate) fn preview_key(&self, (channel, owner): (&str, i64), form: &str) -> PreviewId {
        let id = self.next_id();
        if channel != CONSOLE {
            return PreviewId(id);
        }
        // Ids count milliseconds above these bits, and within one of them below.
        form_key(number_of(&format!("{owner} {form}")), (id >> 20) + id)
    }

    pub(crate) async fn done_before(
        &self,
        permit: &Permit,
        (owner, preview): (i64, Guid),
        asks: Option<i64>,
    ) -> Result<Option<Receipt>, AppError> {
        let used = self.store.preview_used(permit, (owner, preview)).await?;
        let used = used.filter(|(_, _, asked)| asks.is_none_or(|asks| asks == *asked));
        Ok(used.map(|(operation, running, _)| Receipt { operation, running }))
    }

    /// The operation that a preview of this owner became: a form that is sent once more leads there. Of a form that says
    /// with the preview what it asks, only if that is still the same.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn became(
        &self,
        permit: &Permit,
        of: (i64, Guid),
        asks: Option<&Command>,
    ) -> Result<Option<Receipt>, AppError> {
        self.done_before(permit, of, asks.map(asked)).await
    }

    /// What a preview of this owner asked, even if it may not be applied any more; none where nothing is known of it, or
    /// where its form says it anyway.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn asked_by(
        &self,
        permit: &Permit,
        owner: i64,
        preview: Guid,
    ) -> Result<Option<Asked>, AppError> {
        let row = self.store.preview(permit, preview).await?.filter(|row| row.owner == owner);
        let Some(row) = row else { return Ok(None) };
        let doc = ChangeDoc::from_json(&row.command)?;
        Ok(doc.map(|doc| Asked { command: doc.command(), reason: doc.reason }))
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
            Self::RestoreUsers { .. } => "restore-users".to_owned(),
            Self::Quantity { subscription, .. } => format!("quantity {subscription}"),
            Self::Buy { .. } => "buy".to_owned(),
            Self::EditUser { user, .. } => format!("edit-user {user}"),
            Self::ResetPassword(user) => format!("password {user}"),
            Self::ChangeRoles { user, .. } => format!("roles {user}"),
            Self::CreateCustomer(_) => "create-customer".to_owned(),
            Self::Settings(_) => "settings".to_owned(),
            Self::Domains(_) => "domains".to_owned(),
            Self::Hold(HoldWish::Place { user, .. }) => format!("hold {user}"),
            Self::Hold(HoldWish::Release(hold)) => format!("release {hold}"),
            Self::Data(wish) => format!("data {} {}", wish.deed.key(), wish.owner),
            Self::CreateUser { .. } => "create-user".to_owned(),
            Self::Locate { .. } => "locate".to_owned(),
            Self::Life { subscription, .. } => format!("life {subscription}"),
            Self::Group(wish) => format!("{} {}", wish.kind(), wish.group().unwrap_or_default()),
            Self::Request(wish) => format!("{} {}", wish.kind(), wish.about()),
            Self::SelfService(wish) => format!("{} {}", wish.kind(), wish.purchase().unwrap_or_default()),
            Self::Undo(operation) => format!("undo {operation}"),
        }
    }
}
