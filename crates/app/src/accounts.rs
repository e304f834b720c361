//! Passwords of users, and what deleting and restoring users have in common (section 16).

use cupo_domain::access::{Permit, Role};
use cupo_domain::ids::{Guid, OperationId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::time::Instant;
use cupo_store::attempts::forget_attempts;
use cupo_store::audit::{AuditHead, actor_text};
use cupo_store::commit::Belongs;
use cupo_store::operations::{Once, OperationRow, create_operation, mark_undone};
use cupo_store::organisations::Organisation;
use cupo_store::outbox::{MessageRow, write_message};
use cupo_store::people::{end_sessions, set_password};
use cupo_store::previews::{PreviewUse, remember_use, use_preview};
use cupo_store::store::Turn;
use cupo_store::value::Statement;
use serde_json::json;

use crate::app::App;
use crate::error::AppError;
use crate::ids::{new_guid, random};
use crate::licenses::Receipt;
use crate::sign_in::{hash_password, name_hash};

/// Most users deleted or restored at once; more are done in several steps.
pub const ACCOUNTS_MAX: usize = 5_000;

/// Most one-time passwords made at once: each takes memory and time to hash. Restoring more users makes none; they
/// get theirs one by one.
pub const PASSWORDS_MAX: usize = 20;

/// A password that is shown once.
#[derive(Clone, Debug)]
pub struct OneTimePassword {
    /// Whose.
    pub user: UserId,
    /// The password, to be changed at the first sign-in.
    pub password: String,
}

/// What another password would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordPreview {
    /// Whose.
    pub user: UserId,
    /// The same outside.
    pub guid: Guid,
    /// The name for people.
    pub name: String,
    /// The sign-in name.
    pub sign_in: String,
    /// Sessions that end with it.
    pub sessions: i64,
    /// The present one is for one sign-in itself.
    pub waits: bool,
}

/// Who asks and through which door.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// Customer and actor.
    pub permit: &'a Permit,
    /// The customer's settings.
    pub organisation: &'a Organisation,
    /// Only the limited right of a User admin (R-ROLE-5).
    pub limited: bool,
    /// The signed-in user; 0 for none.
    pub owner: i64,
    /// Through which door.
    pub channel: &'static str,
    /// The key with which a program asks for it once.
    pub once: Option<&'a Once>,
    /// Why, in the person's words.
    pub reason: &'a str,
}

/// What else belongs into the commit of a change.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Beside {
    /// The operation it undoes.
    pub undoes: Option<OperationId>,
    /// The preview it uses up: a form that is sent twice is done once.
    pub preview: Option<PreviewUse>,
}

impl Beside {
    pub(crate) fn statements(self, by: Asking<'_>, operation: OperationId) -> Vec<Statement> {
        let undone = self.undoes.map(|undone| mark_undone(by.permit.customer(), undone, operation));
        let used = self
            .preview
            .map(|it| [use_preview(by.permit, it.preview), remember_use(by.permit, it, operation)]);
        undone.into_iter().chain(used.into_iter().flatten()).collect()
    }
}

impl App {
    /// What another password would do.
    ///
    /// # Errors
    /// E-NOTFOUND, E-ROLE when a User admin may not manage this person (R-ROLE-5), failures of the store.
    pub(crate) async fn decide_password(
        &self,
        by: Asking<'_>,
        user: Guid,
    ) -> Result<PasswordPreview, AppError> {
        let missing = || Denial::new(Code::NotFound, "user");
        let row = self.store.user_by_guid(by.permit, user).await?.ok_or_else(missing)?;
        let account = self.store.account(by.permit.customer(), row.id).await?.ok_or_else(missing)?;
        if by.limited && !cupo_domain::access::user_admin_may_manage(&account.roles) {
            return Err(AppError::denied(Code::Role, "user"));
        }
        let sessions = self.store.count_sessions(by.permit, row.id, self.clock.security_now()).await?;
        Ok(PasswordPreview {
            user: row.id,
            guid: row.guid,
            name: account.display_name,
            sign_in: account.sign_in,
            sessions,
            waits: account.must_change,
        })
    }

    /// Gives a user a one-time password, ends all sessions, and leaves a message about it without the password itself.
    pub(crate) async fn commit_password(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &PasswordPreview,
        beside: Beside,
    ) -> Result<(Receipt, OneTimePassword), AppError> {
        let (customer, user) = (by.permit.customer(), it.user);
        let password = one_time_password()?;
        let hash = hash_password(password.clone()).await?;
        let operation = OperationRow {
            command: json!({"user": it.guid.to_string(), "fields": []}).to_string(),
            final_because: "password".to_owned(),
            ..self.account_row(by, "reset-password", &[user], (1, 1), self.now())?
        };
        let message = MessageRow {
            id: self.next_id(),
            kind: "password-reset".to_owned(),
            recipient: it.sign_in.clone(),
            payload: json!({"name": it.name}).to_string(),
            created_at: self.now().0,
            sent_at: None,
        };
        let head = self.store.audit_head(customer).await?;
        let mut statements = vec![
            create_operation(customer, &operation),
            set_password(customer, user, &hash, true, self.clock.security_now()),
            end_sessions(customer, user),
            forget_attempts(&name_hash(&it.sign_in)),
            write_message(customer, &message),
        ];
        statements.extend(beside.statements(by, operation.id));
        let named = ("user.password-reset", operation.id);
        statements.extend(self.audit_one(by, &head, named, user.0, json!({})));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok((Receipt { operation: operation.guid, running: false }, OneTimePassword { user, password }))
    }

    pub(crate) fn audit_one(
        &self,
        by: Asking<'_>,
        head: &AuditHead,
        (action, operation): (&'static str, OperationId),
        subject: i64,
        detail: serde_json::Value,
    ) -> Vec<Statement> {
        let context = cupo_store::audit::AuditContext {
            permit: by.permit,
            channel: by.channel,
            operation: operation.0,
            at: self.now().0,
        };
        let entry = cupo_store::audit::AuditEntry { action, subject, detail: detail.to_string() };
        cupo_store::audit::append(context, head, &[entry])
    }

    pub(crate) fn account_row(
        &self,
        by: Asking<'_>,
        kind: &str,
        users: &[UserId],
        (done, all): (usize, usize),
        undo_until: Instant,
    ) -> Result<OperationRow, AppError> {
        let now = self.now();
        let (done, all) = (i64::try_from(done).unwrap_or(0), i64::try_from(all).unwrap_or(0));
        let ids: Vec<i64> = users.iter().map(|u| u.0).collect();
        Ok(OperationRow {
            id: OperationId(self.next_id()),
            guid: new_guid()?,
            kind: kind.to_owned(),
            channel: by.channel.to_owned(),
            actor: actor_text(by.permit.actor()),
            actor_id: by.owner,
            reason: by.reason.to_owned(),
            command: json!({ "users": ids }).to_string(),
            totals: json!({"users": all, "succeeded": done, "refused": all - done}).to_string(),
            running: false,
            users_total: all,
            users_done: all,
            succeeded: done,
            unchanged: 0,
            refused: all - done,
            created_at: now.0,
            finished_at: Some(now.0),
            undo_until: undo_until.0,
            final_because: String::new(),
            undoes: None,
            undone_by: None,
            once: by.once.cloned(),
        })
    }

    /// The users of an operation on accounts for whom it succeeded, for its undo.
    ///
    /// # Errors
    /// E-NOTFOUND, E-FINAL with the reason.
    pub async fn accounts_to_undo(
        &self,
        permit: &Permit,
        operation: Guid,
    ) -> Result<(OperationRow, Vec<UserId>), AppError> {
        let row = self.store.operation(permit, operation).await?;
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "operation"))?;
        if let Some(why) = self.why_final(&row) {
            return Err(AppError::denied(Code::Final, why));
        }
        let users = self.store.changed_users(permit, row.id).await?;
        Ok((row, users))
    }
}

/// Whether the lines of an operation are about whole accounts: what was done to them, or that they joined or left a
/// group that gives nothing.
#[must_use]
pub fn about_accounts(row: &OperationRow) -> bool {
    match row.kind.as_str() {
        "create-user" | "reset-password" | "delete-users" | "restore-users" | "edit-user"
        | "change-roles" | "set-locations" | "place-hold" | "release-hold" => true,
        kind if crate::left::DataDeed::KEYS.contains(&kind) => true,
        "group-create" | "group-join" | "group-leave" | "group-rule" | "group-by-hand" | "group-follow" => {
            let totals: serde_json::Value = serde_json::from_str(&row.totals).unwrap_or_default();
            totals.get("users").and_then(serde_json::Value::as_i64) == Some(0)
        }
        _ => false,
    }
}

/// Whether a caller has only the limited right of a User admin to delete and reset (R-ROLE-5).
#[must_use]
pub fn limited(caller: &cupo_domain::access::Caller) -> bool {
    let full = [Role::GlobalAdmin, Role::AdminAgent, Role::Operator];
    !full.iter().any(|role| caller.roles.contains(role))
}

pub(crate) fn belongs<'a>(by: Asking<'a>, row: &OperationRow) -> Belongs<'a> {
    Belongs { permit: by.permit, channel: by.channel, operation: row.id, now: row.created_at }
}

pub(crate) fn check_count(users: &[UserId]) -> Result<(), Denial> {
    if users.is_empty() {
        return Err(Denial::new(Code::Invalid, "nobody"));
    }
    if users.len() > ACCOUNTS_MAX {
        let most = i64::try_from(ACCOUNTS_MAX).unwrap_or(i64::MAX);
        return Err(Denial::new(Code::Batch, "users").with_figure(most));
    }
    Ok(())
}

pub(crate) fn same(shown: Option<&str>, now: &str) -> Result<(), Denial> {
    match shown {
        Some(shown) if shown != now => Err(Denial::new(Code::Etag, "preview")),
        _ => Ok(()),
    }
}

/// Sixteen letters and digits that cannot be mistaken for one another, in groups of four.
pub(crate) fn one_time_password() -> Result<String, AppError> {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJ";
    let bytes = random::<16>()?;
    let mut text = String::with_capacity(19);
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 && index % 4 == 0 {
            text.push('-');
        }
        let letter = LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'x');
        text.push(char::from(letter));
    }
    Ok(text)
}
