//! A command on its way: each kind is decided by its own use case and committed in the turn in which it was decided.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::Role;
use cupo_domain::decide::life::LifeWish;
use cupo_domain::ids::{Guid, OperationId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::time::Instant;
use cupo_store::audit::AuditHead;
use cupo_store::operations::OperationRow;
use cupo_store::previews::PreviewUse;
use cupo_store::store::Turn;

use crate::accounts::{ACCOUNTS_MAX, Asking, Beside};
use crate::app::App;
use crate::changes::facts::Facts;
use crate::changes::{Applied, Command, What};
use crate::deletion::Settlement;
use crate::directory::NewCustomer;
use crate::domains::DomainWish;
use crate::edits::Wish;
use crate::error::AppError;
use crate::groups::GroupWish;
use crate::holds::HoldWish;
use crate::left::{DataDeed, DataWish, data_back};
use crate::licenses::doc::Wanted;
use crate::licenses::{Differences, Request, Who};
use crate::purchases::quantity_before;
use crate::requests::RequestWish;
use crate::roles::roles_wished;
use crate::self_service::SelfServiceWish;

/// A command whose users are known one by one, as previews keep it (D-13).
pub(crate) enum Frozen {
    DeleteUsers(Vec<UserId>, Settlement),
    RestoreUsers(Vec<UserId>, BTreeMap<UserId, String>),
    Quantity { subscription: Guid, seats: i64 },
    Buy { product: Guid, seats: i64, term: String },
    CreateUser { sign_in: String, fields: BTreeMap<String, String> },
    EditUser { user: Guid, fields: BTreeMap<String, String> },
    ResetPassword(Guid),
    ChangeRoles { user: Guid, give: BTreeSet<Role>, take: BTreeSet<Role> },
    CreateCustomer(NewCustomer),
    Locate(Vec<UserId>, String),
    Settings(BTreeMap<String, String>),
    Domains(DomainWish),
    Hold(HoldWish),
    Data(DataWish),
    Life { subscription: Guid, wish: LifeWish },
    Group(GroupWish),
    SelfService(SelfServiceWish),
    Request(RequestWish),
    Undo(Guid),
}

/// A decision with what it rests on.
pub(crate) struct Judged {
    pub frozen: Frozen,
    pub what: What,
    pub facts: Facts,
    undoes: Option<OperationId>,
    head: Option<AuditHead>,
}

impl Judged {
    fn new(frozen: Frozen, what: What) -> Self {
        let facts = match &what {
            What::Licenses(_) => Facts::default(),
            What::Deletion(it) => Facts::of_deletion(it),
            What::Restore(it) => Facts::of_restore(it),
            What::Quantity(it) => Facts::of_quantity(it),
            What::Purchase(it) => Facts::of_purchase(it),
            What::Creation(it) => Facts::of_creation(it),
            What::Password(it) => Facts::of_password(it),
            What::Edit(it) | What::Roles(it) | What::Domains(it) => Facts::of_edit(it),
            What::Locations(it) => Facts::of_locations(it),
            What::Customer(it) => Facts::of_customer(it),
            What::Hold(it) => Facts::of_hold(it),
            What::Data(it) => Facts::of_data(it),
            What::Life(it) => Facts::of_life(it),
            What::Group(it) => Facts::of_group(it),
            What::SelfService(it) => Facts::of_self_service(it),
            What::Request(it) => Facts::of_request(it),
        };
        Self { frozen, what, facts, undoes: None, head: None }
    }

    /// Refuses a decision that is no longer the one that was shown, naming what differs (D-2).
    pub fn unchanged(&self, digest: &str, shown: &[u8]) -> Result<(), AppError> {
        if self.facts.digest() == digest {
            return Ok(());
        }
        let (users, facts) = self.facts.differences(shown)?;
        Err(AppError::Changed(Box::new(Differences { users, facts, ..Differences::default() })))
    }

    /// Until when it could be undone, or why it cannot.
    pub(super) fn undo(&self, now: Instant) -> Result<Instant, &'static str> {
        match &self.what {
            What::Purchase(_) => Err("purchase"),
            What::Customer(_) => Err("customer"),
            What::Password(_) => Err("password"),
            What::Deletion(it) => Ok(it.undo_until(now)),
            What::Quantity(it) => Ok(it.undo_until(now)),
            What::Hold(it) => it.undo_until(now),
            What::Data(it) => it.undo_until(now),
            What::Life(it) => it.undo_until(now),
            What::Group(it) => it.undo_until(now),
            What::SelfService(it) => Err(it.why_final()),
            What::Request(_) => Err("request"),
            _ => Ok(now.plus_days(crate::licenses::UNDO_DAYS)),
        }
    }
}

impl App {
    /// The request of a command about licenses, or of the undo of one.
    pub(crate) async fn license_request(
        &self,
        by: Asking<'_>,
        command: &Command,
    ) -> Result<Option<Request>, AppError> {
        match command {
            Command::Licenses { who, change, users_max, strict } => Ok(Some(Request {
                who: who.clone(),
                wanted: Wanted::Change(change.clone()),
                reason: by.reason.to_owned(),
                channel: by.channel,
                owner: by.owner,
                users_max: *users_max,
                strict: *strict,
                once: by.once.cloned(),
                used: None,
            })),
            Command::Undo(operation) => {
                let row = self.undone(by.permit, command).await?;
                if !["licenses", "undo"].contains(&row.kind.as_str()) {
                    return Ok(None);
                }
                let request = self.undo_request(by.permit, *operation, by.owner, by.channel).await?;
                let (reason, once) = (by.reason.to_owned(), by.once.cloned());
                Ok(Some(Request { reason, once, ..request }))
            }
            _ => Ok(None),
        }
    }

    /// The decision of a kept preview once more, or what differs by now.
    pub(crate) async fn still_judged(
        &self,
        by: Asking<'_>,
        command: &Command,
        (digest, marks): (&str, &[u8]),
    ) -> Result<(Result<Instant, &'static str>, What), AppError> {
        self.check_action(by, command).await?;
        let judged = self.judge(by, command).await?;
        judged.unchanged(digest, marks)?;
        Ok((judged.undo(self.now()), judged.what))
    }

    /// Decides a command about anything but licenses.
    pub(crate) async fn judge(&self, by: Asking<'_>, command: &Command) -> Result<Judged, AppError> {
        match command {
            Command::Licenses { .. } => Err(AppError::Bug("licenses are decided elsewhere".to_owned())),
            Command::DeleteUsers { who, settle } => {
                let users = self.accounts_of(by, who).await?;
                self.judge_deletion(by, users, settle).await
            }
            Command::RestoreUsers { users, names } => {
                self.judge_restore(by, once(users), names.clone()).await
            }
            Command::Quantity { subscription, seats } => self.judge_quantity(by, *subscription, *seats).await,
            Command::Buy { product, seats, term } => {
                let what = self.preview_purchase(by, *product, (*seats, term)).await?;
                let frozen = Frozen::Buy { product: *product, seats: *seats, term: term.clone() };
                Ok(Judged::new(frozen, What::Purchase(what)))
            }
            Command::CreateUser { sign_in, fields } => {
                let what = self.decide_creation(by, sign_in, fields).await?;
                let frozen = Frozen::CreateUser { sign_in: sign_in.clone(), fields: fields.clone() };
                Ok(Judged::new(frozen, What::Creation(what)))
            }
            Command::EditUser { user, fields } => {
                let what = self.decide_edit(by, *user, &Wish::Set(fields)).await?;
                let frozen = Frozen::EditUser { user: *user, fields: fields.clone() };
                Ok(Judged::new(frozen, What::Edit(what)))
            }
            Command::ResetPassword(user) => {
                let what = self.decide_password(by, *user).await?;
                Ok(Judged::new(Frozen::ResetPassword(*user), What::Password(what)))
            }
            Command::Locate { who, location } => {
                let users = self.accounts_of(by, who).await?;
                let what = self.decide_locations(by, &users, location).await?;
                Ok(Judged::new(Frozen::Locate(users, location.clone()), What::Locations(what)))
            }
            Command::Settings(fields) => {
                let what = self.decide_settings(by, &Wish::Set(fields)).await?;
                Ok(Judged::new(Frozen::Settings(fields.clone()), What::Edit(what)))
            }
            Command::Domains(wish) => {
                let what = self.decide_domains(by, &Wish::Set(&wish.fields()?)).await?;
                Ok(Judged::new(Frozen::Domains(wish.clone()), What::Domains(what)))
            }
            Command::Hold(wish) => self.judge_hold(by, *wish).await,
            Command::Data(wish) => self.judge_data(by, *wish).await,
            Command::CreateCustomer(it) => {
                let what = self.decide_customer(by, it).await?;
                Ok(Judged::new(Frozen::CreateCustomer(it.clone()), What::Customer(what)))
            }
            Command::ChangeRoles { user, give, take } => self.judge_roles(by, *user, (give, take)).await,
            Command::Life { subscription, wish } => self.judge_life(by, *subscription, *wish).await,
            Command::Group(wish) => self.judge_group(by, wish).await,
            Command::Request(wish) => {
                let what = self.decide_request(by, wish).await?;
                Ok(Judged::new(Frozen::Request(wish.clone()), What::Request(Box::new(what))))
            }
            Command::SelfService(wish) => {
                let what = self.decide_self_service(by, wish).await?;
                Ok(Judged::new(Frozen::SelfService(wish.clone()), What::SelfService(Box::new(what))))
            }
            Command::Undo(operation) => {
                let row = self.undone(by.permit, command).await?;
                if let Some(why) = self.why_final_by_now(by.permit, &row).await? {
                    return Err(AppError::denied(Code::Final, why));
                }
                let judged = self.judge_undo(by, &row).await?;
                Ok(Judged { frozen: Frozen::Undo(*operation), undoes: Some(row.id), ..judged })
            }
        }
    }

    async fn judge_deletion(
        &self,
        by: Asking<'_>,
        users: Vec<UserId>,
        settle: &Settlement,
    ) -> Result<Judged, AppError> {
        let (what, head) = self.decide_deletion(by, &users, settle).await?;
        let judged = Judged::new(Frozen::DeleteUsers(users, settle.clone()), What::Deletion(what));
        Ok(Judged { head: Some(head), ..judged })
    }

    async fn judge_restore(
        &self,
        by: Asking<'_>,
        users: Vec<UserId>,
        names: BTreeMap<UserId, String>,
    ) -> Result<Judged, AppError> {
        let what = self.decide_restore(by, &users, &names).await?;
        Ok(Judged::new(Frozen::RestoreUsers(users, names), What::Restore(what)))
    }

    /// A deletion that undoes a restore: who came back under another name leaves under that of before.
    async fn judge_leaving_again(&self, by: Asking<'_>, row: &OperationRow) -> Result<Judged, AppError> {
        let users = self.store.changed_users(by.permit, row.id).await?;
        let mut judged = self.judge_deletion(by, users, &Settlement::default()).await?;
        if let What::Deletion(it) = &mut judged.what {
            it.names = self.names_back(by.permit, row).await?;
        }
        Ok(judged)
    }

    async fn judge_roles(
        &self,
        by: Asking<'_>,
        user: Guid,
        (give, take): (&BTreeSet<Role>, &BTreeSet<Role>),
    ) -> Result<Judged, AppError> {
        let what = self.decide_roles(by, user, &Wish::Set(&roles_wished(give, take))).await?;
        let frozen = Frozen::ChangeRoles { user, give: give.clone(), take: take.clone() };
        Ok(Judged::new(frozen, What::Roles(what)))
    }

    async fn judge_quantity(&self, by: Asking<'_>, of: Guid, seats: i64) -> Result<Judged, AppError> {
        let what = self.preview_quantity(by, of, seats).await?;
        Ok(Judged::new(Frozen::Quantity { subscription: of, seats }, What::Quantity(what)))
    }

    async fn judge_hold(&self, by: Asking<'_>, wish: HoldWish) -> Result<Judged, AppError> {
        let what = self.decide_hold(by, &wish).await?;
        Ok(Judged::new(Frozen::Hold(wish), What::Hold(what)))
    }

    async fn judge_data(&self, by: Asking<'_>, wish: DataWish) -> Result<Judged, AppError> {
        let what = self.decide_data(by, &wish).await?;
        Ok(Judged::new(Frozen::Data(wish), What::Data(Box::new(what))))
    }

    async fn judge_group(&self, by: Asking<'_>, wish: &GroupWish) -> Result<Judged, AppError> {
        let what = self.decide_group(by, wish).await?;
        Ok(Judged::new(Frozen::Group(what.wish.clone()), What::Group(Box::new(what))))
    }

    async fn judge_life(&self, by: Asking<'_>, of: Guid, wish: LifeWish) -> Result<Judged, AppError> {
        let what = self.decide_life(by, of, wish).await?;
        Ok(Judged::new(Frozen::Life { subscription: of, wish }, What::Life(Box::new(what))))
    }

    async fn judge_undo(&self, by: Asking<'_>, row: &OperationRow) -> Result<Judged, AppError> {
        match row.kind.as_str() {
            "create-user" => {
                let user = self.untouched(by.permit, row).await?;
                self.judge_deletion(by, user.into_iter().collect(), &Settlement::default()).await
            }
            "delete-users" => {
                let users = self.store.changed_users(by.permit, row.id).await?;
                let names = self.names_back(by.permit, row).await?;
                let names = names.into_iter().map(|(user, it)| (user, it.after.sign_in)).collect();
                self.judge_restore(by, users, names).await
            }
            "restore-users" => self.judge_leaving_again(by, row).await,
            "quantity" => {
                let (subscription, seats) = quantity_before(row)?;
                self.judge_quantity(by, subscription, seats).await
            }
            "place-hold" | "release-hold" => {
                let wish = self.hold_back(by, row).await?;
                self.judge_hold(by, wish).await
            }
            kind if DataDeed::KEYS.contains(&kind) => self.judge_data(by, data_back(row)?).await,
            "subscription-life" => {
                let (subscription, wish) = self.life_back(by, row).await?;
                self.judge_life(by, subscription, wish).await
            }
            "import-users" => {
                let (what, head) = self.decide_import_back(by, row).await?;
                let judged = Judged::new(Frozen::Undo(row.guid), What::Deletion(what));
                Ok(Judged { head: Some(head), ..judged })
            }
            "set-locations" => {
                let what = self.decide_locations_back(by, row).await?;
                Ok(Judged::new(Frozen::Undo(row.guid), What::Locations(what)))
            }
            "change-roles" => {
                let what = self.decide_roles_back(by, row).await?;
                Ok(Judged::new(Frozen::Undo(row.guid), What::Roles(what)))
            }
            "domains" => {
                let what = self.decide_domains_back(by, row).await?;
                Ok(Judged::new(Frozen::Undo(row.guid), What::Domains(what)))
            }
            kind if kind.starts_with("group-") => {
                let wish = self.group_back(by, row).await?;
                let mut judged = self.judge_group(by, &wish).await?;
                if let What::Group(it) = &mut judged.what {
                    it.gone = Self::gone_since(row, &wish)?;
                }
                Ok(judged)
            }
            "edit-user" | "settings" => {
                let what = self.decide_edit_back(by, row).await?;
                Ok(Judged::new(Frozen::Undo(row.guid), What::Edit(what)))
            }
            _ => Err(AppError::denied(Code::Final, "kind")),
        }
    }

    /// The users of a deletion in the order of names, counted before they are read.
    async fn accounts_of(&self, by: Asking<'_>, who: &Who) -> Result<Vec<UserId>, AppError> {
        let filter = match who {
            Who::Users(users) => return Ok(once(users)),
            Who::Filter(filter) => filter.clone(),
            // Files say who shall hold what; they delete nobody.
            Who::File(_) => return Err(AppError::denied(Code::Invalid, "users")),
            Who::Selection => crate::licenses::in_selection(self.selected(by.permit, by.owner).await?),
        };
        let most = i64::try_from(ACCOUNTS_MAX).unwrap_or(i64::MAX);
        if self.store.count_users(by.permit, &filter).await? > most {
            return Err(Denial::new(Code::Batch, "users").with_figure(most).into());
        }
        Ok(self.store.user_ids(by.permit, &filter).await?)
    }

    /// Commits a decision in the turn in which it was made.
    pub(crate) async fn commit_judged(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        judged: Judged,
        preview: Option<PreviewUse>,
    ) -> Result<Applied, AppError> {
        let beside = Beside { undoes: judged.undoes, preview };
        // Groups may follow from it.
        self.work.notify_one();
        match (&judged.what, &judged.head) {
            (What::Deletion(it), Some(head)) => {
                Ok(Applied::of(self.commit_deletion(turn, by, (it, head), beside).await?))
            }
            (What::Restore(it), _) => {
                let (receipt, passwords) = self.commit_restore(turn, by, it, beside).await?;
                Ok(Applied { receipt, passwords })
            }
            (What::Creation(it), _) => {
                let (receipt, passwords) = self.commit_creation(turn, by, it, beside).await?;
                Ok(Applied { receipt, passwords })
            }
            (What::Password(it), _) => {
                let (receipt, password) = self.commit_password(turn, by, it, beside).await?;
                Ok(Applied { receipt, passwords: vec![password] })
            }
            (What::Quantity(it), _) => Ok(Applied::of(self.commit_quantity(turn, by, it, beside).await?)),
            (What::Purchase(it), _) => Ok(Applied::of(self.commit_purchase(turn, by, it, beside).await?)),
            (What::Locations(it), _) => Ok(Applied::of(self.commit_locations(turn, by, it, beside).await?)),
            (What::Edit(it), _) => Ok(Applied::of(self.commit_edit(turn, by, it, beside).await?)),
            (What::Customer(it), _) => Ok(Applied::of(self.commit_customer(turn, by, it, beside).await?)),
            (What::Domains(it), _) => Ok(Applied::of(self.commit_domains(turn, by, it, beside).await?)),
            (What::Roles(it), _) => Ok(Applied::of(self.commit_roles(turn, by, it, beside).await?)),
            (What::Hold(it), _) => Ok(Applied::of(self.commit_hold(turn, by, it, beside).await?)),
            (What::Data(it), _) => Ok(Applied::of(self.commit_data(turn, by, it, beside).await?)),
            (What::Life(it), _) => Ok(Applied::of(self.commit_life(turn, by, it, beside).await?)),
            (What::Group(it), _) => Ok(Applied::of(self.commit_group(turn, by, it, beside).await?)),
            (What::Request(it), _) => Ok(Applied::of(self.commit_request(turn, by, it, beside).await?)),
            (What::SelfService(it), _) => {
                Ok(Applied::of(self.commit_self_service(turn, by, it, beside).await?))
            }
            _ => Err(AppError::Bug("a decision that nobody can commit".to_owned())),
        }
    }
}

/// Each user once, in the order in which they were named.
fn once(users: &[UserId]) -> Vec<UserId> {
    let mut seen = BTreeSet::new();
    users.iter().filter(|user| seen.insert(**user)).copied().collect()
}
