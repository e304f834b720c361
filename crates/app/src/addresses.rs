//! The further mail addresses of a user, beside the sign-in name. Nobody gets an address that somebody else has or that
//! is kept for somebody who was deleted (R-ASSIGN-18, R-DEL-7); which of two holders may have a mailbox is decided with
//! the licenses.

use std::collections::BTreeSet;

use cupo_domain::access::Permit;
use cupo_domain::assignment::{Holder, effective_plans};
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::addresses::{drop_aliases, insert_aliases};
use cupo_store::users::UserRow;
use cupo_store::value::Statement;

use crate::app::App;
use crate::edits::{FieldChange, USER_NAME};
use crate::error::AppError;

/// The field of a user's further addresses: in small letters, in their order, with a blank between.
pub const ADDRESSES: &str = "addresses";

/// Most further addresses of a user.
pub const ADDRESSES_MAX: usize = 100;

/// Addresses as they are kept, from any writing of a list: blanks, commas, semicolons or lines between them.
pub(crate) fn tidy(text: &str) -> String {
    list(&text.to_lowercase().replace([',', ';'], " ")).into_iter().collect::<Vec<_>>().join(" ")
}

fn list(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

impl App {
    /// Refuses a user name that is not kept as it stands, of no domain of the customer, or somebody else's (R-RESTORE-3).
    /// Who has mail gets no address that is somebody else's either (R-ASSIGN-18, R-DEL-7).
    pub(crate) async fn check_user_name(
        &self,
        permit: &Permit,
        row: &UserRow,
        name: &str,
    ) -> Result<(), AppError> {
        self.check_name_form(permit, name).await?;
        let taken = self.store.ids_of_names(permit, &[name.to_owned()]).await?;
        if taken.iter().any(|(_, user)| *user != row.id) {
            return Err(AppError::denied(Code::Clash, USER_NAME));
        }
        let now = self.now();
        let used = self.store.addresses_in_use(permit, &[name.to_owned()], now).await?;
        if used.iter().any(|(_, user)| *user != row.id) {
            let (snapshot, _) = self.store.license_snapshot(permit, &[row.id], now).await?;
            let catalogue = self.store.catalogue();
            let mail = catalogue.plans_of(Workload::Mail);
            let on = |holder: &Holder| effective_plans(&catalogue, &holder.sources).intersects(&mail);
            if snapshot.holders.iter().any(on) {
                return Err(AppError::denied(Code::Unique, USER_NAME));
            }
        }
        Ok(())
    }

    /// Refuses addresses of no domain of the customer, too many, and those of somebody else.
    ///
    /// # Errors
    /// E-INVALID, E-UNIQUE, failures of the store.
    pub(crate) async fn check_addresses(
        &self,
        permit: &Permit,
        row: &UserRow,
        it: &FieldChange,
    ) -> Result<(), AppError> {
        let (before, after) = (list(&it.before), list(&it.after));
        if after.len() > ADDRESSES_MAX {
            let most = i64::try_from(ADDRESSES_MAX).unwrap_or(0);
            return Err(Denial::new(Code::Invalid, ADDRESSES).with_figure(most).into());
        }
        let new: Vec<String> = after.difference(&before).map(|address| (*address).to_owned()).collect();
        for address in &new {
            match self.check_name_form(permit, address).await {
                Err(AppError::Denied(denial)) => {
                    return Err(AppError::Denied(Denial { subject: ADDRESSES.to_owned(), ..denial }));
                }
                other => other?,
            }
        }
        let mut used = self.store.ids_of_names(permit, &new).await?;
        used.extend(self.store.addresses_in_use(permit, &new, self.now()).await?);
        if used.iter().any(|(_, user)| *user != row.id) {
            return Err(AppError::denied(Code::Unique, ADDRESSES));
        }
        Ok(())
    }
}

/// Writes a changed list.
pub(crate) fn written(customer: CustomerId, user: UserId, it: &FieldChange) -> Vec<Statement> {
    let (before, after) = (list(&it.before), list(&it.after));
    let named = |these: BTreeSet<&str>| these.into_iter().map(str::to_owned).collect::<Vec<String>>();
    let gone = named(before.difference(&after).copied().collect());
    let new = named(after.difference(&before).copied().collect());
    let mut statements = Vec::new();
    if !gone.is_empty() {
        statements.push(drop_aliases(customer, user, &gone));
    }
    if !new.is_empty() {
        let rows: Vec<(String, UserId)> = new.into_iter().map(|address| (address, user)).collect();
        statements.push(insert_aliases(customer, &rows));
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_kept_in_one_writing() {
        assert_eq!(tidy(" B@x.example, a@x.example;\nb@x.example "), "a@x.example b@x.example");
        assert_eq!(tidy(" ,; "), "");
    }
}
