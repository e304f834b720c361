//! Changing fields of a user and settings of a customer: each change is an operation that says what was before and
//! after, and its undo brings exactly those values back where nobody has changed them since (D-14).

use std::collections::BTreeMap;

use cupo_domain::access::{Action, BillingAgreement, Permit, user_admin_may_manage};
use cupo_domain::country::Country;
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::letters::{LetterFault, fault};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::accounts::edited;
use cupo_store::commit::Belongs;
use cupo_store::files::SECOND_OWNER;
use cupo_store::left::set_growing;
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::organisations::{Organisation, change_settings};
use cupo_store::people::end_sessions;
use cupo_store::store::Turn;
use cupo_store::users::{UserRow, update_user};
use cupo_store::value::Statement;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::accounts::{Asking, Beside};
use crate::addresses::{ADDRESSES, tidy, written};
use crate::app::App;
use crate::error::AppError;
use crate::files::{FileEnds, GROWING, MANAGER, SECOND, beside_fields};
use crate::ids::GuidText;
use crate::licenses::{Receipt, UNDO_DAYS};
use crate::options::{check_option, is_option, keep_options, says};
use crate::text::{fold, sort_key};

/// Longest names of organisations and people (R-USER-7 and the bulk form).
pub const NAME_MAX: usize = 256;
/// Longest text of other fields.
pub const FIELD_MAX: usize = 64;

/// The fields of a user that can be changed. `location` is two letters or empty, `enabled` is `true` or `false`,
/// `user_name` is the sign-in name at one of the customer's domains; beside them [`MANAGER`], [`ADDRESSES`] and
/// [`GROWING`].
pub const ACCOUNT_FIELDS: [&str; 8] =
    ["display_name", "first_name", "last_name", "job_title", "department", "location", "enabled", USER_NAME];

/// Under which name records keep the sign-in name.
pub(crate) const USER_NAME: &str = "user_name";

/// The settings of a customer: two numbers, `true` or `false` twice, the name of a time zone, `online` or `customer`;
/// beside them [`crate::files::SECOND`].
pub const SETTINGS: [&str; 6] = [
    "licenses_page_limit",
    "file_retention_days",
    "restore_over_quota",
    "file_delegation",
    "time_zone",
    "billing_agreement",
];

/// Users refused on the page Licenses, least and most (D-16).
pub const PAGE_LIMITS: (i64, i64) = (1, 1_000);
/// Days that files are kept, least and most.
pub const RETENTION_LIMITS: (i64, i64) = (30, 3_650);

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Which.
    pub name: String,
    /// What it says now.
    pub before: String,
    /// What it shall say.
    pub after: String,
}

/// What an edit would do.
#[derive(Clone, Debug, Default)]
pub struct EditPreview {
    /// Whose fields; none for the customer's settings.
    pub user: Option<UserRow>,
    /// What all fields that were asked for say now.
    pub now: BTreeMap<String, String>,
    /// What changes.
    pub changes: Vec<FieldChange>,
    /// What an undo leaves alone because it was changed since: `before` is what the operation left, `after` what holds
    /// now.
    pub skipped: Vec<FieldChange>,
    /// Whose manager is another one from then on, or nobody.
    pub named: Option<(UserId, Option<UserId>)>,
    /// What another retention does to files in deletion.
    pub ends: Option<FileEnds>,
}

/// What an operation that changed fields keeps about them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditRecord {
    /// Whose; none for the customer's settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<GuidText>,
    /// What changed.
    pub fields: Vec<FieldChange>,
}

impl EditRecord {
    /// Reads what an operation keeps; nothing for an operation of another kind.
    #[must_use]
    pub fn read(command: &str) -> Self {
        serde_json::from_str(command).unwrap_or_default()
    }
}

/// What fields shall say.
pub(crate) enum Wish<'a> {
    /// These values.
    Set(&'a BTreeMap<String, String>),
    /// What they said before these changes, where they still say what these left.
    Back(&'a [FieldChange]),
}

/// The changeable fields of a user by name.
#[must_use]
pub fn account_fields(row: &UserRow) -> BTreeMap<String, String> {
    let values = [
        row.display_name.clone(),
        row.first_name.clone(),
        row.last_name.clone(),
        row.job_title.clone(),
        row.department.clone(),
        row.location.clone().unwrap_or_default(),
        row.enabled.to_string(),
        row.sign_in.clone(),
    ];
    ACCOUNT_FIELDS.iter().map(|name| (*name).to_owned()).zip(values).collect()
}

/// The settings of a customer by name.
#[must_use]
pub fn settings(it: &Organisation) -> BTreeMap<String, String> {
    let values = [
        it.licenses_page_limit.to_string(),
        it.file_retention_days.to_string(),
        it.restore_over_quota.to_string(),
        it.file_delegation.to_string(),
        it.time_zone.clone(),
        it.agreement.key().to_owned(),
    ];
    SETTINGS.iter().map(|name| (*name).to_owned()).zip(values).collect()
}

impl App {
    /// What changing fields of a user would do.
    ///
    /// # Errors
    /// E-NOTFOUND, E-ROLE when more than the location would change (R-ROLE-4) or the user is an administrator beyond
    /// the right of a User admin (R-ROLE-5), E-SYNCED, E-INVALID with the field, E-CLASH for a user name that
    /// another active user has (R-RESTORE-3).
    pub(crate) async fn decide_edit(
        &self,
        by: Asking<'_>,
        user: Guid,
        wish: &Wish<'_>,
    ) -> Result<EditPreview, AppError> {
        let row = self.store.user_by_guid(by.permit, user).await?.filter(|u| u.state == 0);
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "user"))?;
        let (now, changes, skipped) = wish.against(&self.fields_of(by.permit, &row).await?)?;
        let others = changes.iter().any(|c| c.name != "location");
        if others && by.permit.action() != Action::EditUsers {
            return Err(AppError::denied(Code::Role, "edit-users"));
        }
        if by.limited && others && row.id.0 != by.owner {
            self.check_manageable(by, row.id).await?;
        }
        if row.mastery == Mastery::Sync && others {
            return Err(AppError::denied(Code::Synced, "user"));
        }
        let blocks = changes.iter().any(|c| c.name == "enabled" && c.after == "false");
        if row.id == UserId(by.owner) && blocks {
            return Err(AppError::denied(Code::State, "own-account"));
        }
        if let Some(change) = changes.iter().find(|c| c.name == USER_NAME) {
            self.check_user_name(by.permit, &row, &change.after).await?;
        }
        if let Some(change) = changes.iter().find(|c| c.name == ADDRESSES) {
            self.check_addresses(by.permit, &row, change).await?;
        }
        // What was there before comes back as it was.
        if let Wish::Set(_) = wish {
            for change in &changes {
                check_field(&change.name, &change.after)?;
            }
        }
        let named = self.naming(by.permit, (row.id, MANAGER), &changes).await?;
        Ok(EditPreview { user: Some(row), now, changes, skipped, named, ends: None })
    }

    /// Refuses a User admin the accounts of other administrators: switching off sign-in there would lock out whoever
    /// may do more (R-ROLE-5).
    async fn check_manageable(&self, by: Asking<'_>, user: UserId) -> Result<(), AppError> {
        let account = self.store.account(by.permit.customer(), user).await?;
        let roles = account.map(|it| it.roles).unwrap_or_default();
        if user_admin_may_manage(&roles) { Ok(()) } else { Err(AppError::denied(Code::Role, "user")) }
    }

    /// What changing settings of the customer would do.
    ///
    /// # Errors
    /// E-INVALID with the setting and its limit.
    pub(crate) async fn decide_settings(
        &self,
        by: Asking<'_>,
        wish: &Wish<'_>,
    ) -> Result<EditPreview, AppError> {
        let mut all = self.settings_of(by.permit, &self.settled(by).await?).await?;
        let (catalogue, stored) = (self.store.catalogue(), self.store.options(by.permit).await?);
        for name in wish.names() {
            all.extend(says(&catalogue, &stored, name).map(|value| (name.clone(), value)));
        }
        let (now, changes, skipped) = wish.against(&all)?;
        for change in &changes {
            let check = if is_option(&change.name) { check_option } else { check_setting };
            check(&change.name, &change.after)?;
        }
        let named = self.naming(by.permit, (SECOND_OWNER, SECOND), &changes).await?;
        let days = changes.iter().find(|it| it.name == "file_retention_days");
        let ends = match days.and_then(|it| it.after.parse().ok()) {
            Some(days) => Some(self.file_ends(by.permit, days).await?),
            None => None,
        };
        Ok(EditPreview { user: None, now, changes, skipped, named, ends })
    }

    /// Who is named as somebody's manager or as second owner, if that changes.
    async fn naming(
        &self,
        permit: &Permit,
        (of, field): (UserId, &str),
        changes: &[FieldChange],
    ) -> Result<Option<(UserId, Option<UserId>)>, AppError> {
        match changes.iter().find(|it| it.name == field) {
            Some(change) => Ok(Some((of, self.named_manager(permit, (of, change)).await?))),
            None => Ok(None),
        }
    }

    /// The customer as it is now; what the caller holds may be older.
    pub(crate) async fn settled(&self, by: Asking<'_>) -> Result<Organisation, AppError> {
        let found = self.store.organisation_by_id(by.permit.customer()).await?;
        Ok(found.ok_or_else(|| Denial::new(Code::Scope, "customer"))?)
    }

    /// What undoing an edit would do.
    pub(crate) async fn decide_edit_back(
        &self,
        by: Asking<'_>,
        row: &OperationRow,
    ) -> Result<EditPreview, AppError> {
        let record = EditRecord::read(&row.command);
        let wish = Wish::Back(&record.fields);
        match record.user {
            Some(user) => self.decide_edit(by, user.0, &wish).await,
            None => self.decide_settings(by, &wish).await,
        }
    }

    /// Commits an edit in the turn in which it was decided.
    pub(crate) async fn commit_edit(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &EditPreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        if it.changes.is_empty() {
            return Err(AppError::denied(Code::Invalid, "nothing"));
        }
        let customer = by.permit.customer();
        let head = self.store.audit_head(customer).await?;
        let kind = if it.user.is_some() { "edit-user" } else { "settings" };
        let row = self.edit_row(by, it, (kind, beside))?;
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        let values = |side: fn(&FieldChange) -> &String| -> BTreeMap<&str, &String> {
            it.changes.iter().map(|c| (c.name.as_str(), side(c))).collect()
        };
        let detail = json!({"before": values(|c| &c.before), "after": values(|c| &c.after)});
        let to = Belongs { permit: by.permit, channel: by.channel, operation: row.id, now: row.created_at };
        statements.extend(beside_fields(customer, it.named, it.ends));
        match &it.user {
            Some(user) => {
                statements.extend(edit_statements(by, user, &it.changes));
                let grows = it.changes.iter().find(|c| c.name == GROWING);
                statements.extend(grows.map(|c| set_growing(customer, user.id, c.after == "true")));
                let addresses = it.changes.iter().find(|c| c.name == ADDRESSES);
                statements.extend(addresses.into_iter().flat_map(|c| written(customer, user.id, c)));
                statements.push(edited(to, user.id));
                statements.extend(self.audit_one(by, &head, ("user.edited", row.id), user.id.0, detail));
            }
            None => {
                let settings = with_settings(self.settled(by).await?, &it.changes);
                statements.push(change_settings(by.permit, &settings));
                statements.extend(keep_options(customer, &it.changes));
                statements.extend(self.audit_one(by, &head, ("settings.changed", row.id), 0, detail));
            }
        }
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    /// The row of an operation that changes fields.
    pub(crate) fn edit_row(
        &self,
        by: Asking<'_>,
        it: &EditPreview,
        (kind, beside): (&'static str, Beside),
    ) -> Result<OperationRow, AppError> {
        let record =
            EditRecord { user: it.user.as_ref().map(|u| GuidText(u.guid)), fields: it.changes.clone() };
        let text =
            serde_json::to_string(&record).map_err(|e| AppError::Bug(format!("writing an edit: {e}")))?;
        let users: Vec<UserId> = it.user.iter().map(|u| u.id).collect();
        let until = self.now().plus_days(UNDO_DAYS);
        let row = self.account_row(by, kind, &users, (users.len(), users.len()), until)?;
        Ok(OperationRow { command: text.clone(), totals: text, undoes: beside.undoes, ..row })
    }
}

/// What the fields say that were asked for, what changes, what stays because it was changed since.
pub(crate) type Against = (BTreeMap<String, String>, Vec<FieldChange>, Vec<FieldChange>);

impl Wish<'_> {
    /// The fields that are asked for.
    fn names(&self) -> Vec<&String> {
        match self {
            Wish::Set(fields) => fields.keys().collect(),
            Wish::Back(done) => done.iter().map(|it| &it.name).collect(),
        }
    }

    /// What changes from what there is, and what an undo must leave alone.
    pub(crate) fn against(&self, now: &BTreeMap<String, String>) -> Result<Against, Denial> {
        let (mut changes, mut skipped) = (Vec::new(), Vec::new());
        let mut asked = BTreeMap::new();
        let mut current = |name: &String| {
            let says = now.get(name).ok_or_else(|| Denial::new(Code::Invalid, name.clone()))?;
            asked.insert(name.clone(), says.clone());
            Ok::<_, Denial>(says)
        };
        match self {
            Wish::Set(fields) => {
                for (name, after) in *fields {
                    let before = current(name)?.clone();
                    let is_name = [USER_NAME, MANAGER, SECOND].contains(&name.as_str());
                    let after = match name.as_str() {
                        ADDRESSES => tidy(after),
                        _ if is_name => after.trim().to_lowercase(),
                        _ => after.clone(),
                    };
                    changes.push(FieldChange { name: name.clone(), before, after });
                }
            }
            Wish::Back(done) => {
                for it in *done {
                    let (name, before) = (it.name.clone(), current(&it.name)?.clone());
                    if before == it.after {
                        changes.push(FieldChange { name, before, after: it.before.clone() });
                    } else {
                        skipped.push(FieldChange { name, before: it.after.clone(), after: before });
                    }
                }
            }
        }
        changes.retain(|c| c.before != c.after);
        Ok((asked, changes, skipped))
    }
}

fn edit_statements(by: Asking<'_>, user: &UserRow, changes: &[FieldChange]) -> Vec<Statement> {
    let customer = by.permit.customer();
    let changed = with_fields(user.clone(), changes);
    let mut statements = vec![update_user(customer, &changed)];
    if !changed.enabled {
        statements.push(end_sessions(customer, user.id));
    }
    statements
}

/// A user under another name.
pub(crate) fn renamed(row: UserRow, name: String) -> UserRow {
    with_fields(row, &[FieldChange { name: USER_NAME.to_owned(), before: String::new(), after: name }])
}

fn with_fields(mut row: UserRow, changes: &[FieldChange]) -> UserRow {
    for FieldChange { name, after, .. } in changes {
        let after = after.clone();
        match name.as_str() {
            "display_name" => row.display_name = after,
            "first_name" => row.first_name = after,
            "last_name" => row.last_name = after,
            "job_title" => row.job_title = after,
            "department" => row.department = after,
            "location" => row.location = Some(after).filter(|l| !l.is_empty()),
            USER_NAME => row.sign_in = after,
            MANAGER | ADDRESSES | GROWING => {}
            _ => row.enabled = after == "true",
        }
    }
    row.sort_key = sort_key(&row.display_name, &row.sign_in);
    row.search = fold(&format!("{} {}", row.display_name, row.sign_in));
    row
}

fn with_settings(mut it: Organisation, changes: &[FieldChange]) -> Organisation {
    for FieldChange { name, after, .. } in changes {
        match name.as_str() {
            "licenses_page_limit" => it.licenses_page_limit = after.parse().unwrap_or(it.licenses_page_limit),
            "file_retention_days" => it.file_retention_days = after.parse().unwrap_or(it.file_retention_days),
            "restore_over_quota" => it.restore_over_quota = after == "true",
            "billing_agreement" => it.agreement = BillingAgreement::parse(after).unwrap_or(it.agreement),
            "file_delegation" => it.file_delegation = after == "true",
            "time_zone" => it.time_zone.clone_from(after),
            // Kept elsewhere.
            _ => {}
        }
    }
    it
}

pub(crate) fn check_field(name: &str, text: &str) -> Result<(), Denial> {
    let invalid = || Denial::new(Code::Invalid, name);
    match name {
        GROWING if ["true", "false"].contains(&text) => return Ok(()),
        GROWING => return Err(invalid()),
        "location" if text.is_empty() || Country::parse(text).is_some() => return Ok(()),
        "enabled" if ["true", "false"].contains(&text) => return Ok(()),
        // Asked of the store.
        USER_NAME | MANAGER | ADDRESSES => return Ok(()),
        "location" | "enabled" => return Err(invalid()),
        "display_name" if text.trim().is_empty() => return Err(invalid()),
        _ => {}
    }
    check_text(name, text, if name == "display_name" { NAME_MAX } else { FIELD_MAX })
}

/// Refuses a name or another text of one line for its letters.
///
/// # Errors
/// E-INVALID with the field, and its limit or the letter in question.
pub(crate) fn check_text(field: &str, text: &str, most: usize) -> Result<(), Denial> {
    let invalid = || Denial::new(Code::Invalid, field);
    match fault(text, most) {
        None => Ok(()),
        Some(LetterFault::Long { limit, .. }) => {
            Err(invalid().with_figure(i64::try_from(limit).unwrap_or(i64::MAX)))
        }
        Some(
            LetterFault::Control(letter) | LetterFault::Reordering(letter) | LetterFault::Invisible(letter),
        ) => Err(invalid().with_letter(letter)),
    }
}

fn check_setting(name: &str, text: &str) -> Result<(), Denial> {
    let invalid = || Denial::new(Code::Invalid, name);
    let within = |(least, most): (i64, i64)| match text.parse::<i64>() {
        Ok(value) if value < least => Err(invalid().with_figure(least)),
        Ok(value) if value > most => Err(invalid().with_figure(most)),
        Ok(value) if value.to_string() == text => Ok(()),
        _ => Err(invalid()),
    };
    match name {
        "licenses_page_limit" => within(PAGE_LIMITS),
        "file_retention_days" => within(RETENTION_LIMITS),
        "billing_agreement" if BillingAgreement::parse(text).is_some() => Ok(()),
        SECOND => Ok(()),
        "restore_over_quota" | "file_delegation" if ["true", "false"].contains(&text) => Ok(()),
        "time_zone" if jiff::tz::TimeZone::get(text).is_ok() => Ok(()),
        _ => Err(invalid()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, says)| ((*name).to_owned(), (*says).to_owned())).collect()
    }

    fn change(name: &str, before: &str, after: &str) -> FieldChange {
        FieldChange { name: name.to_owned(), before: before.to_owned(), after: after.to_owned() }
    }

    #[test]
    fn what_says_already_what_it_shall_say_is_no_change() {
        let now = named(&[("department", "Sales"), ("location", "ES")]);
        let wish = named(&[("department", "Ventas"), ("location", "ES")]);
        let (_, changes, skipped) = Wish::Set(&wish).against(&now).unwrap();
        assert_eq!(changes, [change("department", "Sales", "Ventas")]);
        assert!(skipped.is_empty());
    }

    #[test]
    fn the_way_back_leaves_alone_what_was_changed_since() {
        let done = [change("department", "Sales", "Ventas"), change("location", "ES", "PT")];
        let now = named(&[("department", "Compras"), ("location", "PT")]);
        let (_, changes, skipped) = Wish::Back(&done).against(&now).unwrap();
        assert_eq!(changes, [change("location", "PT", "ES")]);
        assert_eq!(skipped, [change("department", "Ventas", "Compras")]);
    }

    #[test]
    fn a_field_nobody_knows_is_named() {
        let wish = named(&[("shoe_size", "44")]);
        let denial = Wish::Set(&wish).against(&named(&[])).unwrap_err();
        assert_eq!((denial.code, denial.subject.as_str()), (Code::Invalid, "shoe_size"));
    }

    #[test]
    fn values_outside_their_limits_are_refused() {
        assert!(check_field("location", "XX").is_err() && check_field("location", "").is_ok());
        assert!(check_field("display_name", "  ").is_err() && check_field("department", "a\u{7}").is_err());
        for (field, letter) in
            [("display_name", '\u{202e}'), ("first_name", '\u{200b}'), ("job_title", '\u{7}')]
        {
            let denial = check_field(field, &format!("Ana{letter}zeR")).unwrap_err();
            assert_eq!((denial.subject.as_str(), denial.letter, denial.figure), (field, Some(letter), None));
        }
        assert_eq!(check_field("last_name", &"ñ".repeat(65)).unwrap_err().figure, Some(64));
        assert_eq!(check_setting("licenses_page_limit", "1001").unwrap_err().figure, Some(1_000));
        assert!(check_setting("licenses_page_limit", "+20").is_err(), "one way of writing a number");
        assert!(check_setting("time_zone", "Europe/Nowhere").is_err());
        assert!(check_setting("time_zone", "Europe/Madrid").is_ok());
    }
}
