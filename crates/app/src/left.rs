//! What is done with data that is left of people who are deleted: files are handed over, brought back or deleted for
//! good, mailboxes recovered or copied, copies asked for (R-FILE-3, R-FILE-9, R-MAIL-11, R-RESTORE-7). Cupo keeps the
//! record; connectors act on it. What is possible, the domain says.

use std::collections::BTreeSet;

use cupo_domain::access::Permit;
use cupo_domain::assignment::{Holder, effective_plans};
use cupo_domain::catalogue::Workload;
use cupo_domain::decide::delete_users::RESTORE_DAYS;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::retention::{
    DataClock, FilesDeed, MailboxDeed, Owner, after_deed, may_export, may_take_out, recovered, reminder,
};
use cupo_domain::time::Instant;
use cupo_store::accounts::edited;
use cupo_store::commit::Belongs;
use cupo_store::due::{ClockRow, carry_clocks};
use cupo_store::files::forget_heirs;
use cupo_store::handover::give_files;
use cupo_store::left::{LeftData, move_mailbox, note_export, put_clock, take_files_back};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::outbox::{MessageRow, write_message};
use cupo_store::store::Turn;
use cupo_store::users::UserRow;
use cupo_store::value::Statement;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::accounts::{Asking, Beside};
use crate::app::App;
use crate::edits::FieldChange;
use crate::error::AppError;
use crate::holds::{data_key, data_of};
use crate::ids::GuidText;
use crate::licenses::{Receipt, UNDO_DAYS};

/// What is noted of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// It is asked for.
    Asked,
    /// It is taken.
    Taken,
    /// Neither any more.
    Withdrawn,
}

/// What shall become of a person's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataDeed {
    /// Somebody reaches the files.
    HandFiles(Guid),
    /// Nobody reaches them any more.
    TakeFilesBack,
    /// They leave the recycle bin, or the wait for it, and somebody reaches them.
    BringBack(Guid),
    /// They are deleted for good.
    EraseFiles,
    /// The mailbox becomes that of a new person.
    Recover(Guid),
    /// What is in it is copied to somebody.
    Restore(Guid),
    /// A copy outside.
    Copy(Workload, Copy),
}

/// A deed on the data of one person, told apart by id and never by an address (R-MAIL-14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataWish {
    /// Whose data.
    pub owner: Guid,
    /// What.
    pub deed: DataDeed,
}

const DEEDS: [&str; 9] = [
    "hand-files",
    "take-files-back",
    "bring-back-files",
    "erase-files",
    "recover-mailbox",
    "restore-mailbox",
    "ask-copy",
    "copy-taken",
    "withdraw-copy",
];

/// A wish in words, as programs, addresses and records have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataDoc {
    /// Whose data.
    pub owner: GuidText,
    /// One of the deeds' keys.
    pub deed: String,
    /// Who gets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<GuidText>,
    /// Which data, of a copy.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub data: String,
}

impl DataDoc {
    /// The words of a wish.
    #[must_use]
    pub fn of(it: &DataWish) -> Self {
        let to = match it.deed {
            DataDeed::HandFiles(to)
            | DataDeed::BringBack(to)
            | DataDeed::Recover(to)
            | DataDeed::Restore(to) => Some(GuidText(to)),
            _ => None,
        };
        let data = if let DataDeed::Copy(workload, _) = it.deed { data_key(workload) } else { "" };
        Self { owner: GuidText(it.owner), deed: it.deed.key().to_owned(), to, data: data.to_owned() }
    }

    /// The wish in these words.
    ///
    /// # Errors
    /// E-INVALID with the part that is not understood or missing.
    pub fn wish(&self) -> Result<DataWish, Denial> {
        let bad = |part: &str| Denial::new(Code::Invalid, part);
        let to = || self.to.map(|it| it.0).ok_or_else(|| bad("to"));
        let copy = |step| data_of(&self.data).map(|of| DataDeed::Copy(of, step)).ok_or_else(|| bad("data"));
        let deed = match self.deed.as_str() {
            "hand-files" => DataDeed::HandFiles(to()?),
            "take-files-back" => DataDeed::TakeFilesBack,
            "bring-back-files" => DataDeed::BringBack(to()?),
            "erase-files" => DataDeed::EraseFiles,
            "recover-mailbox" => DataDeed::Recover(to()?),
            "restore-mailbox" => DataDeed::Restore(to()?),
            "ask-copy" => copy(Copy::Asked)?,
            "copy-taken" => copy(Copy::Taken)?,
            "withdraw-copy" => copy(Copy::Withdrawn)?,
            _ => return Err(bad("deed")),
        };
        Ok(DataWish { owner: self.owner.0, deed })
    }
}

impl DataDeed {
    /// Every key, which is also the kind of the operation.
    pub const KEYS: &'static [&'static str] = &DEEDS;

    /// Its stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::HandFiles(_) => "hand-files",
            Self::TakeFilesBack => "take-files-back",
            Self::BringBack(_) => "bring-back-files",
            Self::EraseFiles => "erase-files",
            Self::Recover(_) => "recover-mailbox",
            Self::Restore(_) => "restore-mailbox",
            Self::Copy(_, Copy::Asked) => "ask-copy",
            Self::Copy(_, Copy::Taken) => "copy-taken",
            Self::Copy(_, Copy::Withdrawn) => "withdraw-copy",
        }
    }

    /// Its record in the audit.
    fn action(self) -> &'static str {
        match self {
            Self::HandFiles(_) => "files.handed-over",
            Self::TakeFilesBack => "files.taken-back",
            Self::BringBack(_) => "files.brought-back",
            Self::EraseFiles => "files.deleted",
            Self::Recover(_) => "mailbox.recovered",
            Self::Restore(_) => "mailbox.copied",
            Self::Copy(_, Copy::Asked) => "copy.asked",
            Self::Copy(_, Copy::Taken) => "copy.taken",
            Self::Copy(_, Copy::Withdrawn) => "copy.withdrawn",
        }
    }

    /// Which data it is about.
    #[must_use]
    pub fn workload(self) -> Workload {
        match self {
            Self::Copy(workload, _) => workload,
            Self::Recover(_) | Self::Restore(_) => Workload::Mail,
            _ => Workload::Files,
        }
    }
}

/// What a deed would do.
#[derive(Clone, Debug)]
pub struct DataPreview {
    /// What.
    pub wish: DataWish,
    /// The data as it is.
    pub left: LeftData,
    /// Who gets it.
    pub to: Option<UserRow>,
    /// Who reached the files before, while the account is there.
    pub before: Option<UserRow>,
    /// The clock afterwards: of the owner's data, or of a recovered mailbox at its new person.
    pub after: Option<DataClock>,
}

impl DataPreview {
    /// Until when it can be undone; or why not.
    ///
    /// # Errors
    /// The reason.
    pub fn undo_until(&self, now: Instant) -> Result<Instant, &'static str> {
        match self.wish.deed {
            DataDeed::HandFiles(_) | DataDeed::TakeFilesBack | DataDeed::Copy(..) => {
                let end = self.left.clock.and_then(|it| it.due);
                Ok(end.into_iter().chain([now.plus_days(UNDO_DAYS)]).min().unwrap_or(now))
            }
            DataDeed::BringBack(_) => Err("files-restored"),
            DataDeed::EraseFiles => Err("files-erased"),
            DataDeed::Recover(_) => Err("recovered"),
            DataDeed::Restore(_) => Err("copied"),
        }
    }

    /// What it loses, if data is lost by it.
    #[must_use]
    pub fn loses(&self) -> bool {
        matches!(self.wish.deed, DataDeed::EraseFiles)
    }

    /// The wish that undoes it.
    fn back(&self) -> Option<DataWish> {
        let owner = self.wish.owner;
        let deed = match (self.wish.deed, &self.before) {
            (DataDeed::HandFiles(_) | DataDeed::TakeFilesBack, Some(before)) => {
                DataDeed::HandFiles(before.guid)
            }
            (DataDeed::HandFiles(_), None) => DataDeed::TakeFilesBack,
            (DataDeed::Copy(of, _), _) => match self.left.export {
                None => DataDeed::Copy(of, Copy::Withdrawn),
                Some((_, None)) => DataDeed::Copy(of, Copy::Asked),
                Some((_, Some(_))) => DataDeed::Copy(of, Copy::Taken),
            },
            _ => return None,
        };
        Some(DataWish { owner, deed })
    }

    /// What is other afterwards, in fields.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        let name = |it: &Option<UserRow>| it.as_ref().map(|u| u.sign_in.clone()).unwrap_or_default();
        let field =
            |name: &str, before: String, after: String| FieldChange { name: name.to_owned(), before, after };
        match self.wish.deed {
            DataDeed::HandFiles(_) | DataDeed::TakeFilesBack | DataDeed::BringBack(_) => {
                vec![field("files_to", name(&self.before), name(&self.to))]
            }
            DataDeed::Recover(_) | DataDeed::Restore(_) => {
                vec![field("mailbox_to", String::new(), name(&self.to))]
            }
            _ => Vec::new(),
        }
    }
}

impl App {
    /// The owner of data, as rules see it.
    #[must_use]
    pub fn owner_of(&self, it: &LeftData) -> Owner {
        let until = it.deleted_at.map(|at| Instant(at).plus_days(RESTORE_DAYS));
        Owner {
            active: it.state == 0,
            restorable: it.state == 1 && until.is_some_and(|until| self.now() < until),
        }
    }

    /// Those of these people whose licenses give a mailbox.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn with_mail(&self, permit: &Permit, users: &[UserId]) -> Result<BTreeSet<UserId>, AppError> {
        let (snapshot, _) = self.store.license_snapshot(permit, users, self.now()).await?;
        let catalogue = self.store.catalogue();
        let mail = catalogue.plans_of(Workload::Mail);
        let has = |it: &&Holder| it.active && effective_plans(&catalogue, &it.sources).intersects(&mail);
        Ok(snapshot.holders.iter().filter(has).map(|it| it.user).collect())
    }

    /// What a deed would do.
    ///
    /// # Errors
    /// E-NOTFOUND, E-GONE, E-RETAINED or E-STATE with the reason, E-INVALID for a person who cannot take it over.
    pub(crate) async fn decide_data(&self, by: Asking<'_>, wish: &DataWish) -> Result<DataPreview, AppError> {
        let now = self.now();
        let left = self.store.data_left(by.permit, wish.owner, wish.deed.workload()).await?;
        let left = left.ok_or_else(|| Denial::new(Code::NotFound, "user"))?;
        let owner = self.owner_of(&left);
        let clock = left.clock.as_ref();
        let to = self.receiver(by.permit, wish).await?;
        let after = match wish.deed {
            DataDeed::HandFiles(_) => after_deed(clock, owner, (FilesDeed::HandOver, left.held), now)?,
            DataDeed::TakeFilesBack => {
                if left.heir.is_none() {
                    return Err(AppError::denied(Code::State, "files-nobody"));
                }
                left.clock
            }
            DataDeed::BringBack(_) => after_deed(clock, owner, (FilesDeed::BringBack, left.held), now)?,
            DataDeed::EraseFiles => after_deed(clock, owner, (FilesDeed::Erase, left.held), now)?,
            DataDeed::Recover(_) => {
                self.check_mailbox(by, (&left, owner), (MailboxDeed::Recover, to.as_ref())).await?;
                Some(recovered(left.held, now))
            }
            DataDeed::Restore(_) => {
                self.check_mailbox(by, (&left, owner), (MailboxDeed::Restore, to.as_ref())).await?;
                left.clock
            }
            DataDeed::Copy(_, step) => {
                if step != Copy::Withdrawn {
                    may_export(clock)?;
                }
                check_copy(step, &left)?;
                left.clock
            }
        };
        let before = match left.heir {
            Some((heir, _)) => {
                self.store.users_by_id(by.permit, &[heir]).await?.into_iter().find(|u| u.state == 0)
            }
            None => None,
        };
        Ok(DataPreview { wish: *wish, left, to, before, after })
    }

    /// Who gets the data: somebody who is there, and nobody's shared mailbox.
    async fn receiver(&self, permit: &Permit, wish: &DataWish) -> Result<Option<UserRow>, AppError> {
        let Some(guid) = DataDoc::of(wish).to else { return Ok(None) };
        let found = self.store.user_by_guid(permit, guid.0).await?.filter(|user| user.state == 0);
        let found = found.ok_or_else(|| Denial::new(Code::NotFound, "to"))?;
        if found.anchored {
            return Err(AppError::denied(Code::Invalid, "to"));
        }
        Ok(Some(found))
    }

    async fn check_mailbox(
        &self,
        by: Asking<'_>,
        (left, owner): (&LeftData, Owner),
        (deed, to): (MailboxDeed, Option<&UserRow>),
    ) -> Result<(), AppError> {
        let to = to.ok_or_else(|| Denial::new(Code::NotFound, "to"))?;
        let running = self.store.clocks_of(by.permit, to.id).await?;
        let there = self.with_mail(by.permit, &[to.id]).await?.contains(&to.id)
            || running.iter().any(|row| row.clock.workload == Workload::Mail);
        Ok(may_take_out(left.clock.as_ref(), owner, (left.held, left.growing), (deed, there))?)
    }

    /// Commits what was decided, in the same turn.
    pub(crate) async fn commit_data(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &DataPreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        let customer = by.permit.customer();
        let row = self.data_row(by, it, beside)?;
        let head = self.store.audit_head(customer).await?;
        let to = Belongs { permit: by.permit, channel: by.channel, operation: row.id, now: row.created_at };
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        statements.extend(self.data_statements(to, it));
        statements.extend(self.data_letter(by, it));
        statements.push(edited(to, it.left.user));
        let detail = json!({"data": data_key(it.wish.deed.workload()), "to": it.to.as_ref().map(|u| u.id.0)});
        let deed = (it.wish.deed.action(), row.id);
        statements.extend(self.audit_one(by, &head, deed, it.left.user.0, detail));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    fn data_statements(&self, to: Belongs<'_>, it: &DataPreview) -> Vec<Statement> {
        let (customer, user, now) = (to.permit.customer(), it.left.user, self.now());
        let carry = |after: Option<DataClock>| {
            let row = it.left.clock.map(|clock| ClockRow { customer, user, held: it.left.held, clock });
            row.map_or_else(Vec::new, |row| carry_clocks(customer, &[(row, after)]))
        };
        let reached =
            |remind| it.to.iter().map(move |heir| give_files(to, [(user, heir.id)].into_iter(), remind));
        match it.wish.deed {
            DataDeed::HandFiles(_) => {
                let end = it.after.and_then(|clock| clock.due).map(reminder);
                // Who is told now within the last days needs no reminder.
                reached(end.filter(|at| *at > now)).collect()
            }
            DataDeed::TakeFilesBack => vec![take_files_back(customer, user)],
            DataDeed::BringBack(_) => carry(it.after).into_iter().chain(reached(None)).collect(),
            DataDeed::EraseFiles => {
                carry(None).into_iter().chain([forget_heirs(customer, &[user])]).collect()
            }
            DataDeed::Recover(_) => {
                let Some((heir, after)) = it.to.as_ref().zip(it.after) else { return Vec::new() };
                let moved = move_mailbox(customer, user, heir.id);
                carry(None).into_iter().chain([put_clock(to, heir.id, &after)]).chain(moved).collect()
            }
            DataDeed::Restore(_) => Vec::new(),
            DataDeed::Copy(of, step) => {
                let asked = it.left.export.map_or(now, |(asked, _)| asked);
                let note = match step {
                    Copy::Asked => Some((asked, None)),
                    Copy::Taken => Some((asked, Some(now))),
                    Copy::Withdrawn => None,
                };
                note_export(to, (user, of), note)
            }
        }
    }

    /// A message to whoever reaches the files now (R-FILE-4).
    fn data_letter(&self, by: Asking<'_>, it: &DataPreview) -> Option<Statement> {
        let to = it
            .to
            .as_ref()
            .filter(|_| matches!(it.wish.deed, DataDeed::HandFiles(_) | DataDeed::BringBack(_)))?;
        let until = it.after.and_then(|clock| clock.due).map(|due| due.0);
        let message = MessageRow {
            id: self.next_id(),
            kind: if until.is_some() { "files-handed-over" } else { "files-kept-for-you" }.to_owned(),
            recipient: to.sign_in.clone(),
            payload: json!({"name": to.display_name, "who": it.left.name, "count": 1, "until": until})
                .to_string(),
            created_at: self.now().0,
            sent_at: None,
        };
        Some(write_message(by.permit.customer(), &message))
    }

    /// The operation; its fields are told as those of an edit, and how it is undone is kept beside them.
    fn data_row(&self, by: Asking<'_>, it: &DataPreview, beside: Beside) -> Result<OperationRow, AppError> {
        let now = self.now();
        let back = it.back().map(|wish| DataDoc::of(&wish));
        let record = json!({"user": it.left.guid.to_string(), "fields": it.fields(), "back": back});
        let undo = it.undo_until(now);
        let users: Vec<UserId> = vec![it.left.user];
        let row = self.account_row(by, it.wish.deed.key(), &users, (1, 1), undo.unwrap_or(now))?;
        Ok(OperationRow {
            command: record.to_string(),
            totals: record.to_string(),
            final_because: undo.err().unwrap_or_default().to_owned(),
            undoes: beside.undoes,
            ..row
        })
    }
}

/// The wish that undoes an operation on data.
pub(crate) fn data_back(row: &OperationRow) -> Result<DataWish, AppError> {
    #[derive(Deserialize)]
    struct Record {
        back: Option<DataDoc>,
    }
    let bug = |e: serde_json::Error| AppError::Bug(format!("reading an operation on data: {e}"));
    let record: Record = serde_json::from_str(&row.command).map_err(bug)?;
    let back = record.back.ok_or_else(|| AppError::denied(Code::Final, "kind"))?;
    Ok(back.wish()?)
}

fn check_copy(step: Copy, left: &LeftData) -> Result<(), Denial> {
    match (step, left.export) {
        (Copy::Asked, Some((_, None))) => Err(Denial::new(Code::State, "copy-asked")),
        (Copy::Taken, Some((_, Some(_)))) => Err(Denial::new(Code::State, "copy-taken")),
        (Copy::Withdrawn, None) => Err(Denial::new(Code::State, "copy-none")),
        _ => Ok(()),
    }
}
