//! Creating a user as programs ask for it: the command of the body, and the place in the body of what is wrong with it.

use cupo_app::changes::Command;
use cupo_app::error::AppError;

use crate::trouble::Trouble;
use crate::wire::NewUser;

/// The command that creates a user.
#[must_use]
pub fn command(user: &NewUser) -> Command {
    let fields = [
        ("display_name", &user.display_name),
        ("first_name", &user.first_name),
        ("last_name", &user.last_name),
        ("job_title", &user.job_title),
        ("department", &user.department),
        ("location", &user.location),
    ];
    let given = fields.into_iter().filter(|(_, says)| !says.is_empty());
    Command::CreateUser {
        sign_in: user.name.clone(),
        fields: given.map(|(name, says)| (name.to_owned(), says.clone())).collect(),
    }
}

/// What is wrong, with its place below `inside`.
#[must_use]
pub fn placed(error: AppError, inside: &str) -> Trouble {
    let place = match &error {
        AppError::Denied(denial) => match denial.subject.as_str() {
            "alias" | "domain" => Some("name".to_owned()),
            field if cupo_app::create_user::NEW_FIELDS.contains(&field) => Some(field.to_owned()),
            _ => None,
        },
        _ => None,
    };
    let trouble = Trouble::from(error);
    match place {
        Some(field) => trouble.pointer(format!("{inside}/{field}")),
        None => trouble,
    }
}
