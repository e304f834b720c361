//! Every change of a customer takes one road, whatever it changes and whichever door it comes from:
//!
//! ```text
//! App::preview_command(by: Asking<'_>, command: &Command) -> Result<Shown, AppError>
//! App::apply_preview(by: Asking<'_>, preview: Guid, digest: &str) -> Result<Applied, AppError>
//! App::run(by: Asking<'_>, command: &Command, digest: Option<&str>) -> Result<Applied, AppError>
//! App::action_of(permit: &Permit, command: &Command) -> Result<Action, AppError>
//! ```
//!
//! A preview is stored with id and digest and changes nothing else. Applying it does exactly that, or answers
//! [`AppError::Changed`] with what differs by now, and nothing has been done (D-2). `run` decides and commits in one
//! step; with a digest only if the decision is still the one that was shown (D-13). The permit in `by` must be for
//! [`Command::action`]; any other is E-ROLE. Previews belong to `by.owner` and end after a day: E-NOTFOUND.
//!
//! No rule lives here; each kind asks its own use case.

mod cost;
pub(crate) mod doc;
mod undoing;

pub use cost::Cost;
pub use undoing::undo_action;
pub mod facts;
pub(crate) mod judge;

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::{Action, Permit, Role};
use cupo_domain::command::ChangeLicenses;
use cupo_domain::decide::life::LifeWish;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::time::Instant;
use cupo_store::operations::{OperationRow, PreviewRow};
use cupo_store::previews::PreviewUse;
use serde_json::json;

use crate::accounts::{Asking, OneTimePassword, PasswordPreview};
use crate::app::App;
use crate::changes::doc::ChangeDoc;
use crate::create_user::CreationPreview;
use crate::deletion::{DeletionPreview, Settlement};
use crate::directory::NewCustomer;
use crate::domains::DomainWish;
use crate::edits::EditPreview;
use crate::error::AppError;
use crate::groups::{GroupPreview, GroupWish};
use crate::guard::unwatched;
use crate::holds::{HoldPreview, HoldWish};
use crate::ids::new_guid;
use crate::left::{DataPreview, DataWish};
use crate::licenses::totals::Totals;
use crate::licenses::{PREVIEW_HOURS, Preview, Receipt, Since, Who};
use crate::lives::LifePreview;
use crate::locations::LocationPreview;
use crate::previews::asked;
use crate::purchases::{PurchasePreview, QuantityPreview};
use crate::requests::{RequestPreview, RequestWish};
use crate::restoring::RestorePreview;
use crate::self_service::{SelfServicePreview, SelfServiceWish};

const HOUR: i64 = 3_600_000_000;

/// What somebody wants to have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Give and take licenses, switch service plans.
    Licenses {
        /// Whose.
        who: Who,
        /// What shall change.
        change: ChangeLicenses,
        /// Most users this door allows, if it has a limit (R-BULK-1).
        users_max: Option<i64>,
        /// Everybody or nobody (D-3).
        strict: bool,
    },
    /// Delete users, and settle what they leave behind.
    DeleteUsers {
        /// Whom.
        who: Who,
        /// What becomes of seats, mail and files.
        settle: Settlement,
    },
    /// Bring deleted users back.
    RestoreUsers {
        /// Whom.
        users: Vec<UserId>,
        /// The names of those who come back under another one (R-RESTORE-3).
        names: BTreeMap<UserId, String>,
    },
    /// Change the number of seats of a subscription; the quantity is the new total.
    Quantity {
        /// The subscription.
        subscription: Guid,
        /// Its seats from now on.
        seats: i64,
    },
    /// Buy a product through a new subscription.
    Buy {
        /// The product.
        product: Guid,
        /// Seats.
        seats: i64,
        /// `P1M`, `P1Y` or `P3Y`.
        term: String,
    },
    /// Create a user (R-USER-2).
    CreateUser {
        /// The sign-in name, in one of the customer's domains.
        sign_in: String,
        /// Fields by their names in [`crate::create_user::NEW_FIELDS`].
        fields: BTreeMap<String, String>,
    },
    /// Change fields of a user (names in [`crate::edits::ACCOUNT_FIELDS`]); fields that are not named stay.
    EditUser {
        /// Whose.
        user: Guid,
        /// The new value of each field.
        fields: BTreeMap<String, String>,
    },
    /// Give a user a password for one sign-in, which ends all sessions.
    ResetPassword(Guid),
    /// Give roles to a person and take roles away; roles that are not named stay.
    ChangeRoles {
        /// Whose.
        user: Guid,
        /// Roles the person shall hold.
        give: BTreeSet<Role>,
        /// Roles the person shall not hold.
        take: BTreeSet<Role>,
    },
    /// Create a customer of the partner.
    CreateCustomer(NewCustomer),
    /// Give users a usage location: two letters.
    Locate {
        /// Whose.
        who: Who,
        /// Where.
        location: String,
    },
    /// Change settings of the customer (names in [`crate::edits::SETTINGS`]); settings that are not named stay.
    Settings(BTreeMap<String, String>),
    /// Change the domains of the customer.
    Domains(DomainWish),
    /// Place or release a hold.
    Hold(HoldWish),
    /// Do something with the data of a person who is deleted.
    Data(DataWish),
    /// Change the life of a subscription.
    Life {
        /// The subscription.
        subscription: Guid,
        /// What shall become of it.
        wish: LifeWish,
    },
    /// Change a group: who is in it, what it gives.
    Group(GroupWish),
    /// Change what somebody bought for themselves.
    SelfService(SelfServiceWish),
    /// Ask for a license, or answer who asked.
    Request(RequestWish),
    /// Bring back what was before an operation of any kind (D-14).
    Undo(Guid),
}

/// What would happen.
#[derive(Clone, Debug)]
pub enum What {
    /// Licenses change.
    Licenses(Totals),
    /// Users are deleted.
    Deletion(DeletionPreview),
    /// Users come back.
    Restore(RestorePreview),
    /// A subscription gets other seats.
    Quantity(QuantityPreview),
    /// A product is bought.
    Purchase(PurchasePreview),
    /// A user is created.
    Creation(CreationPreview),
    /// A user gets another password.
    Password(PasswordPreview),
    /// Fields of a user or settings of the customer change.
    Edit(EditPreview),
    /// A person gets and loses roles: fields that say `true` or `false`.
    Roles(EditPreview),
    /// A customer is created.
    Customer(NewCustomer),
    /// The customer gets and loses domains: fields that say `true` or `false`, and the default.
    Domains(EditPreview),
    /// Users get another location.
    Locations(LocationPreview),
    /// A hold is placed or released.
    Hold(HoldPreview),
    /// Something is done with the data of a person who is deleted.
    Data(Box<DataPreview>),
    /// The life of a subscription changes.
    Life(Box<LifePreview>),
    /// A group changes.
    Group(Box<GroupPreview>),
    /// Something that somebody bought for themselves changes.
    SelfService(Box<SelfServicePreview>),
    /// Somebody asks for a license, or is answered.
    Request(Box<RequestPreview>),
}

impl What {
    /// What is kept beside the preview in figures: the clocks that would start, as previews of licenses keep them.
    fn kept(&self) -> serde_json::Value {
        let losses: Vec<bool> = match self {
            Self::Deletion(it) => it.losses().collect(),
            // What loses its last hold is on a clock from then on.
            Self::Hold(it) => it.clocks.iter().map(|_| true).collect(),
            Self::Data(it) if it.loses() => vec![true],
            // Files whose last day is over by the new count.
            Self::Edit(it) if it.ends.is_some_and(|ends| ends.at_once > 0) => vec![true],
            // Files that go with a subscription (R-LIFE-4).
            Self::Life(it) if it.files.people > 0 => vec![true],
            Self::Group(it) => it.totals.clocks.iter().map(|clock| clock.loses_data).collect(),
            Self::SelfService(it) => it.totals.clocks.iter().map(|clock| clock.loses_data).collect(),
            Self::Request(it) => it.totals.clocks.iter().map(|clock| clock.loses_data).collect(),
            _ => return json!({}),
        };
        let clocks: Vec<_> = losses.into_iter().map(|loses| json!({ "loses_data": loses })).collect();
        json!({ "clocks": clocks })
    }

    /// Whether applying would change anything.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        use cupo_domain::decide::{delete_users::Deletion, restore_users::Restoration};
        match self {
            Self::Licenses(totals) => totals.changes_anything(),
            Self::Deletion(it) => it.answers.iter().any(|(_, a)| matches!(a, Deletion::Done { .. })),
            Self::Restore(it) => it.answers.iter().any(|(_, a)| matches!(a, Restoration::Done { .. })),
            Self::Quantity(it) => it.change != 0,
            Self::Purchase(_) | Self::Creation(_) | Self::Customer(_) | Self::Password(_) => true,
            Self::Edit(it) | Self::Roles(it) | Self::Domains(it) => !it.changes.is_empty(),
            Self::Locations(it) => !it.moves.is_empty(),
            Self::Hold(_) | Self::Data(_) => true,
            Self::Life(it) => it.changes_anything(),
            Self::Group(it) => it.changes_anything(),
            Self::SelfService(it) => it.changes_anything(),
            Self::Request(it) => it.changes_anything(),
        }
    }
}

/// A stored decision that may be applied.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Outside identity.
    pub guid: Guid,
    /// What must not have changed when it is applied.
    pub digest: String,
    /// When it ends.
    pub expires_at: Instant,
    /// Until when its application could be undone; or the reason why it cannot (D-14).
    pub undo: Result<Instant, &'static str>,
    /// What would happen.
    pub what: What,
}

/// What was done.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The operation, and whether it is still running.
    pub receipt: Receipt,
    /// Passwords that are shown once, of somebody who was created or got another, or a few who were restored.
    pub passwords: Vec<OneTimePassword>,
}

impl Applied {
    pub(crate) fn of(receipt: Receipt) -> Self {
        Self { receipt, passwords: Vec::new() }
    }
}

impl App {
    /// Decides without changing anything, and keeps the decision so that it can be applied.
    ///
    /// # Errors
    /// E-ROLE for a permit of another action, denials of the whole command, failures of the store.
    pub async fn preview_command(&self, by: Asking<'_>, command: &Command) -> Result<Shown, AppError> {
        self.check_action(by, command).await?;
        if let Some(request) = self.license_request(by, command).await? {
            return Ok(self.shown_licenses(self.preview(by.permit, &request).await?));
        }
        let judged = self.judge(by, command).await?;
        let now = self.now();
        let row = PreviewRow {
            id: self.preview_key((by.channel, by.owner), &command.form()),
            guid: new_guid()?,
            owner: by.owner,
            command: ChangeDoc::of(&judged.frozen, by).to_json()?,
            digest: judged.facts.digest(),
            totals: judged.what.kept().to_string(),
            marks: judged.facts.to_bytes()?,
            created_at: now.0,
        };
        self.store.save_preview(by.permit, &row, now.0 - PREVIEW_HOURS * HOUR).await?;
        Ok(Shown {
            guid: row.guid,
            digest: row.digest,
            expires_at: Instant(now.0 + PREVIEW_HOURS * HOUR),
            undo: judged.undo(now),
            what: judged.what,
        })
    }

    /// What a command would do; nothing is kept, so nothing can be applied: for pages that only open.
    ///
    /// # Errors
    /// As [`App::preview_command`].
    pub async fn consider(&self, by: Asking<'_>, command: &Command) -> Result<What, AppError> {
        self.check_action(by, command).await?;
        match self.license_request(by, command).await? {
            Some(request) => Ok(What::Licenses(self.decide(by.permit, &request).await?.totals)),
            None => Ok(self.judge(by, command).await?.what),
        }
    }

    /// A preview of licenses as all previews are shown.
    #[must_use]
    pub fn shown_licenses(&self, it: Preview) -> Shown {
        Shown {
            guid: it.guid,
            digest: it.digest,
            expires_at: Instant(self.now().0 + PREVIEW_HOURS * HOUR),
            undo: Ok(it.undo_until),
            what: What::Licenses(it.totals),
        }
    }

    /// Applies a preview: exactly that, or what has changed since. Another digest than the preview's was shown for
    /// something else, so that is `Changed` too.
    ///
    /// # Errors
    /// E-NOTFOUND for a preview that is not there, too old or another person's, E-ROLE, `Changed`, denials.
    pub async fn apply_preview(
        &self,
        by: Asking<'_>,
        preview: Guid,
        digest: &str,
    ) -> Result<Applied, AppError> {
        let row = self.own_preview(by.permit, by.owner, preview).await?;
        if digest != row.digest {
            return Err(AppError::looked_else(Since::Other));
        }
        let Some(doc) = ChangeDoc::from_json(&row.command)? else {
            // A preview of licenses is a document of its own.
            self.check_permit(by, Action::AssignLicenses)?;
            return Ok(Applied::of(self.apply_once(by.permit, by.owner, preview, by.once.cloned()).await?));
        };
        let command = doc.command();
        self.check_action(by, &command).await?;
        let by = Asking { reason: &doc.reason, channel: crate::licenses::doc::channel(&doc.channel), ..by };
        let turn = self.store.turn().await?;
        let judged = self.judge(by, &command).await?;
        judged.unchanged(&row.digest, &row.marks)?;
        let used = PreviewUse { preview: row.guid, owner: row.owner, asked: asked(&command) };
        self.commit_judged(&turn, by, judged, Some(used)).await
    }

    /// Saves what a form asks, if the preview it carries with its digest is of this very command. Nothing for a form
    /// that was changed since, or whose preview gave way to another: what nobody was shown is not done.
    ///
    /// # Errors
    /// As [`App::apply_preview`].
    pub async fn apply_shown(
        &self,
        by: Asking<'_>,
        (preview, digest): (Guid, &str),
        command: &Command,
    ) -> Result<Option<Applied>, AppError> {
        let row = match self.own_preview(by.permit, by.owner, preview).await {
            Err(AppError::Denied(denial)) if denial.code == Code::NotFound => return Ok(None),
            other => other?,
        };
        let asked = ChangeDoc::from_json(&row.command)?.is_some_and(|doc| doc.command() == *command);
        if !asked || row.digest != digest {
            return Ok(None);
        }
        self.apply_preview(by, preview, digest).await.map(Some)
    }

    /// Decides and does it in one step; with a digest only if the decision is still the one that was shown.
    ///
    /// # Errors
    /// E-ROLE, `Changed`, E-GUARD for what nobody looks at and takes much (D-15), denials of the whole command, failures
    /// of the store.
    pub async fn run(
        &self,
        by: Asking<'_>,
        command: &Command,
        digest: Option<&str>,
    ) -> Result<Applied, AppError> {
        self.check_action(by, command).await?;
        if digest.is_none() && unwatched(by.channel) {
            return self.run_unwatched(by, command).await;
        }
        if let Some(request) = self.license_request(by, command).await? {
            return Ok(Applied::of(self.save(by.permit, &request, digest).await?));
        }
        let turn = self.store.turn().await?;
        let judged = self.judge(by, command).await?;
        if let Some(digest) = digest {
            judged.unchanged(digest, &[])?;
        }
        self.commit_judged(&turn, by, judged, None).await
    }

    /// A preview of this owner that may still be applied.
    ///
    /// # Errors
    /// E-NOTFOUND for a preview that is not there, too old or another person's.
    pub async fn own_preview(
        &self,
        permit: &Permit,
        owner: i64,
        preview: Guid,
    ) -> Result<PreviewRow, AppError> {
        let row = self.store.preview(permit, preview).await?;
        let now = self.now().0;
        let row = row.filter(|row| row.owner == owner && !row.digest.is_empty());
        let row = row.filter(|row| now < row.created_at + PREVIEW_HOURS * HOUR);
        Ok(row.ok_or_else(|| Denial::new(Code::NotFound, "preview"))?)
    }

    /// The action whose permit a stored preview takes.
    ///
    /// # Errors
    /// As [`App::own_preview`].
    pub async fn action_of_preview(
        &self,
        permit: &Permit,
        owner: i64,
        preview: Guid,
    ) -> Result<Action, AppError> {
        let row = self.own_preview(permit, owner, preview).await?;
        match ChangeDoc::from_json(&row.command)? {
            None => Ok(Action::AssignLicenses),
            Some(doc) => self.action_of(permit, &doc.command()).await,
        }
    }

    /// The action whose permit a command takes.
    ///
    /// # Errors
    /// E-NOTFOUND for the undo of an unknown operation.
    pub async fn action_of(&self, permit: &Permit, command: &Command) -> Result<Action, AppError> {
        match command.action() {
            Some(action) => Ok(action),
            None => Ok(undo_action(&self.undone(permit, command).await?.kind)),
        }
    }

    /// The operation that a command undoes.
    pub(crate) async fn undone(&self, permit: &Permit, command: &Command) -> Result<OperationRow, AppError> {
        let row = match command {
            Command::Undo(operation) => self.store.operation(permit, *operation).await?,
            _ => None,
        };
        Ok(row.ok_or_else(|| Denial::new(Code::NotFound, "operation"))?)
    }

    async fn check_action(&self, by: Asking<'_>, command: &Command) -> Result<(), AppError> {
        self.check_permit(by, self.action_of(by.permit, command).await?)
    }

    /// The right to change the location alone suffices to ask; the use case sees to it that nothing else changes
    /// (R-ROLE-4).
    fn check_permit(&self, by: Asking<'_>, action: Action) -> Result<(), AppError> {
        let got = by.permit.action();
        if got == action || (action == Action::EditUsers && got == Action::EditLocation) {
            return Ok(());
        }
        Err(AppError::denied(Code::Role, cupo_domain::access::action_key(action)))
    }
}
