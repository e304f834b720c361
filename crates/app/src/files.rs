//! Who reaches the files of people who leave: managers and second owners as fields that are edited, heirs of a deletion,
//! and the messages to them (R-FILE-2 to R-FILE-4). Which of them it is, the domain says.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::retention::{Successors, file_heir};
use cupo_domain::time::Instant;
use cupo_store::files::{SECOND_OWNER, move_file_ends, set_manager};
use cupo_store::handover::ReminderRow;
use cupo_store::organisations::Organisation;
use cupo_store::outbox::{MessageRow, write_message};
use cupo_store::users::UserRow;
use cupo_store::value::Statement;
use serde_json::json;

use crate::addresses::{ADDRESSES, tidy};
use crate::app::App;
use crate::edits::{FieldChange, account_fields, settings};
use crate::error::AppError;

/// Under which name a user's manager stands among the fields: the sign-in name, or nothing.
pub const MANAGER: &str = "manager";
/// Under which name the second owner stands among the settings: the sign-in name, or nothing.
pub const SECOND: &str = "second_owner";

/// Under which name it stands whether the archive beside a user's mailbox grows by itself (R-MAIL-13).
pub const GROWING: &str = "growing_archive";

/// What another retention does to files that wait for their end already (R-FILE-2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileEnds {
    /// From now on so many days after the deletion.
    pub days: i64,
    /// How many people's files get another end.
    pub waiting: i64,
    /// How many of them have reached it thereby.
    pub at_once: i64,
}

impl App {
    /// The changeable fields of a user by name, the manager among them.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn fields_of(
        &self,
        permit: &Permit,
        row: &UserRow,
    ) -> Result<BTreeMap<String, String>, AppError> {
        let mut fields = account_fields(row);
        fields.insert(MANAGER.to_owned(), self.manager_name(permit, row.id).await?);
        fields.insert(ADDRESSES.to_owned(), tidy(&self.store.addresses_of(permit, row.id).await?.join(" ")));
        fields.insert(GROWING.to_owned(), self.store.grows(permit, row.id).await?.to_string());
        Ok(fields)
    }

    /// The settings of a customer by name, the second owner among them.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn settings_of(
        &self,
        permit: &Permit,
        it: &Organisation,
    ) -> Result<BTreeMap<String, String>, AppError> {
        let mut settings = settings(it);
        settings.insert(crate::guard::GUARD.to_owned(), self.guard_users(permit).await?.to_string());
        settings.insert(SECOND.to_owned(), self.manager_name(permit, SECOND_OWNER).await?);
        Ok(settings)
    }

    /// The sign-in name of somebody's manager; empty for none, and for one who is no longer there.
    async fn manager_name(&self, permit: &Permit, of: UserId) -> Result<String, AppError> {
        let known = self.store.managers(permit, &[of]).await?;
        let Some(manager) = known.get(&of) else { return Ok(String::new()) };
        let found = self.store.users_by_id(permit, &[*manager]).await?;
        Ok(found.into_iter().next().map(|user| user.sign_in).unwrap_or_default())
    }

    /// The person that a change names as somebody's manager or as second owner; none for nobody.
    ///
    /// # Errors
    /// E-NOTFOUND for a name that nobody active has, E-INVALID for the very person.
    pub(crate) async fn named_manager(
        &self,
        permit: &Permit,
        (of, change): (UserId, &FieldChange),
    ) -> Result<Option<UserId>, AppError> {
        let name = change.after.trim().to_lowercase();
        if name.is_empty() {
            return Ok(None);
        }
        let found = self.store.ids_of_names(permit, &[name]).await?;
        let (_, id) = found.first().ok_or_else(|| Denial::new(Code::NotFound, change.name.clone()))?;
        if *id == of {
            return Err(AppError::denied(Code::Invalid, change.name.clone()));
        }
        Ok(Some(*id))
    }

    /// What other days would do to files in deletion.
    pub(crate) async fn file_ends(&self, permit: &Permit, days: i64) -> Result<FileEnds, AppError> {
        let (waiting, at_once) = self.store.files_waiting(permit, days, self.now()).await?;
        Ok(FileEnds { days, waiting, at_once })
    }

    /// Who would reach the files of each of these people: who was chosen, else as the customer has it (R-FILE-3).
    pub(crate) async fn file_heirs(
        &self,
        permit: &Permit,
        (leaving, gone): (&[UserId], &[UserId]),
        (organisation, chosen): (&Organisation, Option<UserId>),
    ) -> Result<BTreeMap<UserId, UserId>, AppError> {
        if let Some(heir) = chosen {
            return Ok(gone.iter().map(|user| (*user, heir)).collect());
        }
        if !organisation.file_delegation || gone.is_empty() {
            return Ok(BTreeMap::new());
        }
        let asked: Vec<UserId> = gone.iter().copied().chain([SECOND_OWNER]).collect();
        let managers = self.store.managers(permit, &asked).await?;
        let leaving: BTreeSet<UserId> = leaving.iter().copied().collect();
        let second = managers.get(&SECOND_OWNER).copied();
        let heir = |user: &UserId| {
            let known = Successors { manager: managers.get(user).copied(), second };
            Some((*user, file_heir(true, known, &leaving)?))
        };
        Ok(gone.iter().filter_map(heir).collect())
    }

    /// Messages about the near end of files, one to each person, end and customer (R-FILE-4).
    pub(crate) fn reminders<'a>(
        &self,
        customer: CustomerId,
        rows: impl Iterator<Item = &'a ReminderRow>,
    ) -> Vec<Statement> {
        let mut letters: BTreeMap<(UserId, Instant), Vec<&ReminderRow>> = BTreeMap::new();
        for row in rows.filter(|row| row.to.is_some()) {
            letters.entry((row.heir, row.end)).or_default().push(row);
        }
        let letter = |(_, rows): (_, Vec<&ReminderRow>)| {
            let first = rows.first()?;
            let (name, recipient) = first.to.clone()?;
            let payload =
                json!({"name": name, "who": first.owner, "count": rows.len(), "until": first.end.0});
            Some(write_message(
                customer,
                &MessageRow {
                    id: self.next_id(),
                    kind: "files-end-soon".to_owned(),
                    recipient,
                    payload: payload.to_string(),
                    created_at: self.now().0,
                    sent_at: None,
                },
            ))
        };
        letters.into_iter().filter_map(letter).collect()
    }
}

/// The statements of what edits change beside the fields of a row: who is somebody's manager, and when files end.
pub(crate) fn beside_fields(
    customer: CustomerId,
    named: Option<(UserId, Option<UserId>)>,
    ends: Option<FileEnds>,
) -> Vec<Statement> {
    let known = named.map(|(of, manager)| set_manager(customer, of, manager));
    let count = |ends: &FileEnds| u64::try_from(ends.waiting).unwrap_or(0);
    let moved = ends.map(|it| move_file_ends(customer, it.days, count(&it)));
    known.into_iter().flatten().chain(moved.into_iter().flatten()).collect()
}
