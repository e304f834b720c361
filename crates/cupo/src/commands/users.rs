//! `cupo user`: list, add, edit, location, import, delete, restore.

use std::collections::BTreeMap;

use cupo_api::wire::{Command, EditUser, User, Users};

use super::change::change;
use super::desk::Desk;
use super::{import, who};
use crate::args::{CustomerOption, FilterArgs, NewUser, UserCommand, UserEdit};
use crate::client::{Aim, Client};
use crate::failure::{Failure, NOT_FOUND};
use crate::output::{Column, Listing};

/// Does what was said about users.
///
/// # Errors
/// What the interface answers; exit code 1 when users were refused.
pub async fn user(desk: &Desk, command: UserCommand) -> Result<(), Failure> {
    match command {
        UserCommand::List { customer, filter, deleted, limit } => {
            list(desk, &customer, (&filter, deleted), limit).await
        }
        UserCommand::Add(new) => add(desk, *new).await,
        UserCommand::Edit(edit) => {
            let (client, at) = desk.at(&edit.customer, Aim::Write).await?;
            let UserEdit { user, how, .. } = (*edit).clone();
            let command = Command::EditUser { user, fields: fields(*edit) };
            change((&client, &at), command, &how, desk.output).await
        }
        UserCommand::Location { location, who, how } => {
            let users = who::users(&who)?;
            let (client, at) = desk.at(&who.customer, Aim::Write).await?;
            change((&client, &at), Command::SetLocations { users, location }, &how, desk.output).await
        }
        UserCommand::ResetPassword { user, customer, how } => {
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            change((&client, &at), Command::ResetPassword { user }, &how, desk.output).await
        }
        UserCommand::Import { file, customer, dry_run, good_rows, on_existing } => {
            let how = import::UserImport { dry_run, good_rows, on_existing };
            import::import_users(desk, &customer, &file, how).await
        }
        UserCommand::Delete { who, give_back, mail_to, files_to, how } => {
            let users = who::users(&who)?;
            let (client, at) = desk.at(&who.customer, Aim::Write).await?;
            let command = Command::DeleteUsers { users, give_back, mail_to, files_to };
            change((&client, &at), command, &how, desk.output).await
        }
        UserCommand::Restore { who, name, how } => {
            let users = who::users(&who)?;
            let (client, at) = desk.at(&who.customer, Aim::Write).await?;
            let users = deleted_users((&client, &at), users).await?;
            change((&client, &at), Command::RestoreUsers { users, user_name: name }, &how, desk.output).await
        }
    }
}

/// The fields that were named.
fn fields(edit: UserEdit) -> EditUser {
    EditUser {
        name: edit.name,
        display_name: edit.display_name,
        first_name: edit.first_name,
        last_name: edit.last_name,
        job_title: edit.job_title,
        department: edit.department,
        location: edit.location,
        addresses: edit.address,
        sign_in: edit.sign_in.map(|word| word == "allowed"),
    }
}

/// Adds one user; the answer tells the password for the first sign-in.
async fn add(desk: &Desk, new: NewUser) -> Result<(), Failure> {
    let (client, at) = desk.at(&new.customer, Aim::Write).await?;
    let user = cupo_api::wire::NewUser {
        name: new.name,
        display_name: new.display_name,
        location: new.location,
        first_name: new.first_name,
        last_name: new.last_name,
        job_title: new.job_title,
        department: new.department,
    };
    change((&client, &at), Command::CreateUser { user }, &new.how, desk.output).await
}

/// Deleted users that are named: a name may be another user's by now, so they are meant by identity.
async fn deleted_users((client, at): (&Client, &str), users: Users) -> Result<Users, Failure> {
    let Users::Names(names) = users else { return Ok(users) };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let query = [("deleted", "true".to_owned())];
    client
        .list(&format!("{at}/users"), &query, None, |page: Vec<User>| {
            for user in page {
                found.entry(user.name.to_lowercase()).or_default().push(user.id);
            }
            Ok(())
        })
        .await?;
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        match found.get(&name.to_lowercase()).map(Vec::as_slice) {
            Some([id]) => ids.push(id.clone()),
            Some(several) => {
                return Err(Failure::usage(format!(
                    "{} deleted users were called {name}; name the one by its id: {}",
                    several.len(),
                    several.join(", ")
                )));
            }
            None => {
                return Err(Failure::new(
                    NOT_FOUND,
                    format!(
                        "no deleted user is called {name}; `cupo user list --deleted` shows them (E-NOTFOUND)"
                    ),
                ));
            }
        }
    }
    Ok(Users::Ids(ids))
}

async fn list(
    desk: &Desk,
    customer: &CustomerOption,
    (filter, deleted): (&FilterArgs, bool),
    limit: Option<u64>,
) -> Result<(), Failure> {
    let mut query = who::query(who::filter(&filter.filter)?);
    query.extend(deleted.then(|| ("deleted", "true".to_owned())));
    let (client, at) = desk.at(customer, Aim::Read).await?;
    let t = desk.output.t();
    let columns = [
        Column::text(t.col_display_name()),
        Column::whole(t.col_sign_in_name()),
        Column::text(t.col_department()),
        Column::text(t.col_location()),
        Column::text(t.col_sign_in()),
        Column::text(t.col_products()),
    ];
    let mut listing = Listing::new(desk.output, &columns);
    let row = |it: &User| {
        vec![
            it.display_name.clone(),
            it.name.clone(),
            it.department.clone(),
            it.location.clone().unwrap_or_default(),
            if it.sign_in { t.cell_allowed() } else { t.cell_blocked() }.into_owned(),
            it.products.join(", "),
        ]
    };
    let path = format!("{at}/users");
    client.list(&path, &query, limit, |page: Vec<User>| listing.page(&page, row)).await?;
    listing.end(&t.none_users())
}
