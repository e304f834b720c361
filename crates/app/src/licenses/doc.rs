//! Commands as they are stored beside previews and operations, so that work goes on after a restart and anybody can
//! see later what was asked. JSON with internal ids; surfaces never show it.

use std::collections::BTreeSet;

use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::ids::{FileId, OperationId, ProductId, UserId};
use cupo_domain::plan_set::PlanSet;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::licenses::{Request, Who};
use crate::selection::FilterDoc;

/// What shall be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A change of licenses.
    Change(ChangeLicenses),
    /// What a file says of each of its users.
    File(FileId),
    /// Back to what was before an operation.
    Undo(OperationId),
}

impl Wanted {
    /// The kind of operation this becomes.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Change(_) | Self::File(_) => "licenses",
            Self::Undo(_) => "undo",
        }
    }

    /// Whether somebody may lose a license by it.
    #[must_use]
    pub fn may_take(&self) -> bool {
        match self {
            Self::Change(change) => change.may_take(),
            Self::File(_) | Self::Undo(_) => true,
        }
    }

    /// The operation it undoes.
    #[must_use]
    pub fn undoes(&self) -> Option<OperationId> {
        match self {
            Self::Undo(operation) => Some(*operation),
            Self::Change(_) | Self::File(_) => None,
        }
    }

    /// The file it carries out.
    #[must_use]
    pub fn file(&self) -> Option<FileId> {
        match self {
            Self::File(file) => Some(*file),
            Self::Change(_) | Self::Undo(_) => None,
        }
    }
}

/// A stored request.
#[derive(Debug, Serialize, Deserialize)]
pub struct Doc {
    who: WhoDoc,
    what: WhatDoc,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
    channel: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    users_max: Option<i64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    strict: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WhoDoc {
    Users(Vec<i64>),
    Selection,
    Filter(FilterDoc),
    File(i64),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WhatDoc {
    Products { products: Vec<EditDoc>, manner: Manner },
    Replace { products: Vec<EditDoc>, manner: Manner },
    UnassignAll { manner: Manner },
    Undo { operation: i64 },
    File { file: i64 },
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Manner {
    named: bool,
    require_held: bool,
    beside_inherited: bool,
}

#[derive(Debug, Serialize, Deserialize)]
struct EditDoc {
    product: i64,
    license: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    on: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    off: String,
    #[serde(default)]
    exactly: bool,
}

/// Most users that a stored preview names one by one; above that their criterion stands for them (D-13).
pub const NAMED_USERS_MAX: usize = 10_000;

impl Doc {
    /// The document of a request; `frozen` are the users it found, to be kept when they are few.
    #[must_use]
    pub fn of(request: &Request, frozen: &[UserId]) -> Self {
        let named = |users: &[UserId]| WhoDoc::Users(users.iter().map(|u| u.0).collect());
        let who = match &request.who {
            _ if !frozen.is_empty() && frozen.len() <= NAMED_USERS_MAX => named(frozen),
            Who::Users(users) if frozen.is_empty() && users.len() > NAMED_USERS_MAX => named(&[]),
            Who::Users(users) => named(users),
            Who::Selection => WhoDoc::Selection,
            Who::Filter(filter) => WhoDoc::Filter(FilterDoc::of(filter)),
            Who::File(file) => WhoDoc::File(file.0),
        };
        Self {
            who,
            what: WhatDoc::of(&request.wanted),
            reason: request.reason.clone(),
            channel: request.channel.to_owned(),
            users_max: request.users_max,
            strict: request.strict,
        }
    }

    /// As text.
    ///
    /// # Errors
    /// Never in practice.
    pub fn to_json(&self) -> Result<String, AppError> {
        serde_json::to_string(self).map_err(|e| AppError::Bug(format!("writing a command: {e}")))
    }

    /// From text.
    ///
    /// # Errors
    /// When the text is no stored command.
    pub fn from_json(text: &str) -> Result<Self, AppError> {
        serde_json::from_str(text).map_err(|e| AppError::Bug(format!("reading a command: {e}")))
    }

    /// Whether a request asks the same change, of the same users where it names them; a criterion may find others now.
    ///
    /// # Errors
    /// Never in practice.
    pub fn asks_the_same(&self, request: &Request) -> Result<bool, AppError> {
        let text = |what: &WhatDoc| {
            serde_json::to_string(what).map_err(|e| AppError::Bug(format!("writing a command: {e}")))
        };
        let users = match (&self.who, &request.who) {
            (WhoDoc::Users(shown), Who::Users(asked)) => {
                shown.iter().collect::<BTreeSet<_>>() == asked.iter().map(|u| &u.0).collect::<BTreeSet<_>>()
            }
            _ => true,
        };
        Ok(users && text(&self.what)? == text(&WhatDoc::of(&request.wanted))?)
    }

    /// A request for the selection as one for the users who were selected then, where they are kept (D-38).
    #[must_use]
    pub fn of_its_users(self, request: &Request) -> Request {
        let who = match (&request.who, self.who) {
            (Who::Selection, WhoDoc::Users(users)) => Who::Users(users.into_iter().map(UserId).collect()),
            (who, _) => who.clone(),
        };
        Request { who, ..request.clone() }
    }

    /// The request again.
    ///
    /// # Errors
    /// When the document holds something no request holds.
    pub fn request(self, owner: i64) -> Result<Request, AppError> {
        let who = match self.who {
            WhoDoc::Users(users) => Who::Users(users.into_iter().map(UserId).collect()),
            WhoDoc::Selection => Who::Selection,
            WhoDoc::Filter(doc) => Who::Filter(doc.filter()),
            WhoDoc::File(file) => Who::File(FileId(file)),
        };
        Ok(Request {
            who,
            wanted: self.what.wanted()?,
            reason: self.reason,
            channel: channel(&self.channel),
            owner,
            users_max: self.users_max,
            strict: self.strict,
            once: None,
            used: None,
        })
    }
}

/// The doors there are.
#[must_use]
pub fn channel(text: &str) -> &'static str {
    ["console", "cli", "api", "graph", "partner", "scim", "system"]
        .into_iter()
        .find(|c| *c == text)
        .unwrap_or("system")
}

impl WhatDoc {
    fn of(wanted: &Wanted) -> Self {
        let command = match wanted {
            Wanted::Undo(operation) => return Self::Undo { operation: operation.0 },
            Wanted::File(file) => return Self::File { file: file.0 },
            Wanted::Change(command) => command,
        };
        let manner = Manner {
            named: command.named,
            require_held: command.require_held,
            beside_inherited: command.beside_inherited,
        };
        let docs = |edits: &[ProductEdit]| edits.iter().map(EditDoc::of).collect();
        match &command.edits {
            Edits::Products(edits) => Self::Products { products: docs(edits), manner },
            Edits::Replace(edits) => Self::Replace { products: docs(edits), manner },
            // An undo is stored as the operation it undoes and a file by its number; what they say of each user never
            // travels.
            Edits::UnassignAll | Edits::Restore(_) | Edits::Each(_) => Self::UnassignAll { manner },
        }
    }

    fn wanted(self) -> Result<Wanted, AppError> {
        let read = |docs: Vec<EditDoc>| docs.into_iter().map(EditDoc::edit).collect::<Result<_, _>>();
        let (edits, manner) = match self {
            Self::Undo { operation } => return Ok(Wanted::Undo(OperationId(operation))),
            Self::File { file } => return Ok(Wanted::File(FileId(file))),
            Self::Products { products, manner } => (Edits::Products(read(products)?), manner),
            Self::Replace { products, manner } => (Edits::Replace(read(products)?), manner),
            Self::UnassignAll { manner } => (Edits::UnassignAll, manner),
        };
        let Manner { named, require_held, beside_inherited } = manner;
        Ok(Wanted::Change(ChangeLicenses { edits, named, require_held, beside_inherited }))
    }
}

/// A list of edits as it is stored beside a file.
///
/// # Errors
/// Never in practice.
pub(crate) fn edits_text(edits: &[ProductEdit]) -> Result<String, AppError> {
    let docs: Vec<EditDoc> = edits.iter().map(EditDoc::of).collect();
    serde_json::to_string(&docs).map_err(|e| AppError::Bug(format!("writing edits: {e}")))
}

/// The list again.
///
/// # Errors
/// When the text is no stored list.
pub(crate) fn edits_of(text: &str) -> Result<Vec<ProductEdit>, AppError> {
    let docs: Vec<EditDoc> =
        serde_json::from_str(text).map_err(|e| AppError::Bug(format!("reading edits: {e}")))?;
    docs.into_iter().map(EditDoc::edit).collect()
}

impl EditDoc {
    fn of(edit: &ProductEdit) -> Self {
        let (on, off, exactly) = match &edit.plans {
            PlanEdit::Adjust { on, off } => (on.encode(), off.encode(), false),
            PlanEdit::Exactly { off } => (String::new(), off.encode(), true),
        };
        let license = match edit.license {
            LicenseEdit::Keep => "keep",
            LicenseEdit::Give => "give",
            LicenseEdit::Take => "take",
        };
        Self { product: edit.product.0, license: license.to_owned(), on, off, exactly }
    }

    fn edit(self) -> Result<ProductEdit, AppError> {
        let plans = |text: &str| {
            PlanSet::decode(text).ok_or_else(|| AppError::Bug(format!("`{text}` is no set of plans")))
        };
        let license = match self.license.as_str() {
            "give" => LicenseEdit::Give,
            "take" => LicenseEdit::Take,
            _ => LicenseEdit::Keep,
        };
        let off = plans(&self.off)?;
        let plans = if self.exactly {
            PlanEdit::Exactly { off }
        } else {
            PlanEdit::Adjust { on: plans(&self.on)?, off }
        };
        Ok(ProductEdit { product: ProductId(self.product), license, plans })
    }
}
