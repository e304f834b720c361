//! Commands as they are stored beside previews: JSON with internal ids for users, which surfaces never show. Previews
//! of licenses have their own document.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::Role;
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::life::LifeWish;
use cupo_domain::ids::UserId;
use cupo_domain::lifecycle::SuspensionReason;
use cupo_domain::retention::HoldKind;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::accounts::Asking;
use crate::changes::Command;
use crate::changes::judge::Frozen;
use crate::deletion::Settlement;
use crate::directory::NewCustomer;
use crate::domains::DomainWish;
use crate::error::AppError;
use crate::groups::GroupDoc;
use crate::holds::{HoldWish, data_key, data_of};
use crate::ids::GuidText;
use crate::left::{DataDeed, DataDoc, DataWish};
use crate::licenses::Who;
use crate::requests::RequestDoc;
use crate::self_service::SelfServiceDoc;

/// A stored command.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ChangeDoc {
    change: KindDoc,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    pub channel: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KindDoc {
    DeleteUsers(Vec<i64>),
    DeleteSettling {
        users: Vec<i64>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        give_back: Vec<GuidText>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mail_to: Option<GuidText>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        files_to: Option<GuidText>,
    },
    RestoreUsers(Vec<i64>),
    RestoreAs {
        users: Vec<i64>,
        names: BTreeMap<i64, String>,
    },
    Quantity {
        subscription: GuidText,
        seats: i64,
    },
    Buy {
        product: GuidText,
        seats: i64,
        term: String,
    },
    CreateUser {
        sign_in: String,
        fields: BTreeMap<String, String>,
    },
    EditUser {
        user: GuidText,
        fields: BTreeMap<String, String>,
    },
    ResetPassword(GuidText),
    ChangeRoles {
        user: GuidText,
        give: Vec<String>,
        take: Vec<String>,
    },
    CreateCustomer {
        name: String,
        domain: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        domains: Vec<String>,
        country: String,
        delegated: bool,
    },
    Locate {
        users: Vec<i64>,
        location: String,
    },
    Settings(BTreeMap<String, String>),
    Domains(DomainWish),
    PlaceHold {
        user: GuidText,
        data: String,
        kind: String,
    },
    ReleaseHold(GuidText),
    Data(DataDoc),
    Life {
        subscription: GuidText,
        wish: WishDoc,
    },
    Group(GroupDoc),
    SelfService(SelfServiceDoc),
    Request(RequestDoc),
    Undo(GuidText),
}

/// A wish about a subscription's life.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WishDoc {
    Recurring(bool),
    Cancel,
    AtRenewal(Option<i64>),
    SellerPlan(Option<i64>),
    ExtendTrial,
    Suspend(String),
    Reactivate,
    Credit(bool),
    Key(i64),
    Delete,
    Back { recurring: bool, at_renewal: Option<i64> },
}

impl WishDoc {
    fn of(wish: LifeWish) -> Self {
        match wish {
            LifeWish::Recurring(on) => Self::Recurring(on),
            LifeWish::Cancel => Self::Cancel,
            LifeWish::AtRenewal(seats) => Self::AtRenewal(seats),
            LifeWish::SellerPlan(seats) => Self::SellerPlan(seats),
            LifeWish::ExtendTrial => Self::ExtendTrial,
            LifeWish::Suspend(reason) => Self::Suspend(reason.key().to_owned()),
            LifeWish::Reactivate => Self::Reactivate,
            LifeWish::Credit(granted) => Self::Credit(granted),
            LifeWish::Key(key, _) => Self::Key(key),
            LifeWish::Delete => Self::Delete,
            LifeWish::Back { recurring, at_renewal } => Self::Back { recurring, at_renewal },
        }
    }

    fn wish(&self) -> LifeWish {
        match self {
            Self::Suspend(reason) => {
                LifeWish::Suspend(SuspensionReason::parse(reason).unwrap_or(SuspensionReason::Request))
            }
            Self::Credit(granted) => LifeWish::Credit(*granted),
            Self::Key(key) => LifeWish::Key(*key, None),
            Self::Recurring(on) => LifeWish::Recurring(*on),
            Self::Cancel => LifeWish::Cancel,
            Self::AtRenewal(seats) => LifeWish::AtRenewal(*seats),
            Self::SellerPlan(seats) => LifeWish::SellerPlan(*seats),
            Self::ExtendTrial => LifeWish::ExtendTrial,
            Self::Reactivate => LifeWish::Reactivate,
            Self::Delete => LifeWish::Delete,
            Self::Back { recurring, at_renewal } => {
                LifeWish::Back { recurring: *recurring, at_renewal: *at_renewal }
            }
        }
    }
}

impl ChangeDoc {
    /// The document of a command whose users are known by name.
    pub fn of(frozen: &Frozen, by: Asking<'_>) -> Self {
        let ids = |users: &[UserId]| users.iter().map(|u| u.0).collect();
        let change = match frozen {
            Frozen::DeleteUsers(users, settle) if *settle == Settlement::default() => {
                KindDoc::DeleteUsers(ids(users))
            }
            Frozen::DeleteUsers(users, settle) => KindDoc::DeleteSettling {
                users: ids(users),
                give_back: settle.give_back.iter().copied().map(GuidText).collect(),
                mail_to: settle.mail_to.map(GuidText),
                files_to: settle.files_to.map(GuidText),
            },
            Frozen::RestoreUsers(users, names) if names.is_empty() => KindDoc::RestoreUsers(ids(users)),
            Frozen::RestoreUsers(users, names) => {
                let names = names.iter().map(|(user, name)| (user.0, name.clone())).collect();
                KindDoc::RestoreAs { users: ids(users), names }
            }
            Frozen::Quantity { subscription, seats } => {
                KindDoc::Quantity { subscription: GuidText(*subscription), seats: *seats }
            }
            Frozen::Buy { product, seats, term } => {
                KindDoc::Buy { product: GuidText(*product), seats: *seats, term: term.clone() }
            }
            Frozen::CreateUser { sign_in, fields } => {
                KindDoc::CreateUser { sign_in: sign_in.clone(), fields: fields.clone() }
            }
            Frozen::EditUser { user, fields } => {
                KindDoc::EditUser { user: GuidText(*user), fields: fields.clone() }
            }
            Frozen::Locate(users, location) => {
                KindDoc::Locate { users: ids(users), location: location.clone() }
            }
            Frozen::ResetPassword(user) => KindDoc::ResetPassword(GuidText(*user)),
            Frozen::ChangeRoles { user, give, take } => {
                let keys = |roles: &BTreeSet<Role>| roles.iter().map(|role| role.key().to_owned()).collect();
                KindDoc::ChangeRoles { user: GuidText(*user), give: keys(give), take: keys(take) }
            }
            Frozen::CreateCustomer(it) => KindDoc::CreateCustomer {
                name: it.name.clone(),
                domain: it.domain.clone(),
                domains: it.domains.clone(),
                country: it.country.clone(),
                delegated: it.delegated,
            },
            Frozen::Settings(fields) => KindDoc::Settings(fields.clone()),
            Frozen::Domains(wish) => KindDoc::Domains(wish.clone()),
            Frozen::Hold(HoldWish::Place { user, workload, kind }) => KindDoc::PlaceHold {
                user: GuidText(*user),
                data: data_key(*workload).to_owned(),
                kind: kind.key().to_owned(),
            },
            Frozen::Hold(HoldWish::Release(hold)) => KindDoc::ReleaseHold(GuidText(*hold)),
            Frozen::Data(wish) => KindDoc::Data(DataDoc::of(wish)),
            Frozen::Life { subscription, wish } => {
                KindDoc::Life { subscription: GuidText(*subscription), wish: WishDoc::of(*wish) }
            }
            Frozen::Group(wish) => KindDoc::Group(GroupDoc::of(wish)),
            Frozen::Request(wish) => KindDoc::Request(RequestDoc::of(wish)),
            Frozen::SelfService(wish) => KindDoc::SelfService(SelfServiceDoc::of(wish)),
            Frozen::Undo(operation) => KindDoc::Undo(GuidText(*operation)),
        };
        Self { change, reason: by.reason.to_owned(), channel: by.channel.to_owned() }
    }

    /// As text.
    pub fn to_json(&self) -> Result<String, AppError> {
        serde_json::to_string(self).map_err(|e| AppError::Bug(format!("writing a command: {e}")))
    }

    /// From text; none for the document of a change of licenses.
    pub fn from_json(text: &str) -> Result<Option<Self>, AppError> {
        let bug = |e: serde_json::Error| AppError::Bug(format!("reading a command: {e}"));
        let json: Json = serde_json::from_str(text).map_err(bug)?;
        if json.get("change").is_none() {
            return Ok(None);
        }
        serde_json::from_value(json).map(Some).map_err(bug)
    }

    /// The command again.
    pub fn command(&self) -> Command {
        let users = |ids: &[i64]| ids.iter().copied().map(UserId).collect();
        match &self.change {
            KindDoc::DeleteUsers(ids) => Command::delete(Who::Users(users(ids))),
            KindDoc::DeleteSettling { users: ids, give_back, mail_to, files_to } => Command::DeleteUsers {
                who: Who::Users(users(ids)),
                settle: Settlement {
                    give_back: give_back.iter().map(|it| it.0).collect(),
                    mail_to: mail_to.as_ref().map(|it| it.0),
                    files_to: files_to.as_ref().map(|it| it.0),
                },
            },
            KindDoc::RestoreUsers(ids) => Command::restore(users(ids)),
            KindDoc::RestoreAs { users: ids, names } => Command::RestoreUsers {
                users: users(ids),
                names: names.iter().map(|(user, name)| (UserId(*user), name.clone())).collect(),
            },
            KindDoc::Quantity { subscription, seats } => {
                Command::Quantity { subscription: subscription.0, seats: *seats }
            }
            KindDoc::Buy { product, seats, term } => {
                Command::Buy { product: product.0, seats: *seats, term: term.clone() }
            }
            KindDoc::CreateUser { sign_in, fields } => {
                Command::CreateUser { sign_in: sign_in.clone(), fields: fields.clone() }
            }
            KindDoc::EditUser { user, fields } => Command::EditUser { user: user.0, fields: fields.clone() },
            KindDoc::Locate { users: ids, location } => {
                Command::Locate { who: Who::Users(users(ids)), location: location.clone() }
            }
            KindDoc::ResetPassword(user) => Command::ResetPassword(user.0),
            KindDoc::ChangeRoles { user, give, take } => {
                let roles = |keys: &[String]| keys.iter().filter_map(|key| Role::parse(key)).collect();
                Command::ChangeRoles { user: user.0, give: roles(give), take: roles(take) }
            }
            KindDoc::CreateCustomer { name, domain, domains, country, delegated } => {
                Command::CreateCustomer(NewCustomer {
                    name: name.clone(),
                    domain: domain.clone(),
                    domains: domains.clone(),
                    country: country.clone(),
                    delegated: *delegated,
                })
            }
            KindDoc::Settings(fields) => Command::Settings(fields.clone()),
            KindDoc::Domains(wish) => Command::Domains(wish.clone()),
            KindDoc::PlaceHold { user, data, kind } => Command::Hold(HoldWish::Place {
                user: user.0,
                workload: data_of(data).unwrap_or(Workload::Unknown),
                kind: HoldKind::parse(kind).unwrap_or(HoldKind::DeleteOnlyPolicy),
            }),
            KindDoc::ReleaseHold(hold) => Command::Hold(HoldWish::Release(hold.0)),
            KindDoc::Data(doc) => {
                // What was kept was understood once.
                let nobody = DataWish { owner: doc.owner.0, deed: DataDeed::TakeFilesBack };
                Command::Data(doc.wish().unwrap_or(nobody))
            }
            KindDoc::Life { subscription, wish } => {
                Command::Life { subscription: subscription.0, wish: wish.wish() }
            }
            KindDoc::Group(wish) => Command::Group(wish.wish()),
            KindDoc::Request(wish) => Command::Request(wish.wish()),
            KindDoc::SelfService(wish) => Command::SelfService(wish.wish()),
            KindDoc::Undo(operation) => Command::Undo(operation.0),
        }
    }
}
