//! Editing fields of a user: who may, and the fields as the use case names them.

use std::collections::BTreeMap;

use cupo_app::addresses::ADDRESSES;
use cupo_domain::access::Action;
use cupo_domain::refusal::Code;

use crate::caller::{At, Visit};
use crate::trouble::Trouble;
use crate::wire::EditUser;

/// Whoever may edit all fields does; whoever may not, may still set a location (R-ROLE-4).
///
/// # Errors
/// E-SCOPE, E-ROLE.
pub async fn editing(visit: &Visit, customer: &str, fields: &EditUser) -> Result<At, Trouble> {
    let only_location = *fields == EditUser { location: fields.location.clone(), ..EditUser::default() };
    match visit.at(customer, Action::EditUsers).await {
        Err(trouble) if trouble.code() == Some(Code::Role) && only_location => {
            visit.at(customer, Action::EditLocation).await
        }
        other => other,
    }
}

/// The fields of a user that shall say something else.
#[must_use]
pub fn fields(it: EditUser) -> BTreeMap<String, String> {
    let wanted = [
        ("user_name", it.name),
        ("display_name", it.display_name),
        ("first_name", it.first_name),
        ("last_name", it.last_name),
        ("job_title", it.job_title),
        ("department", it.department),
        ("location", it.location),
        (ADDRESSES, it.addresses.map(|all| all.join(" "))),
        ("enabled", it.sign_in.map(|on| on.to_string())),
    ];
    wanted.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}
