//! `cupo role`, `cupo settings` and `cupo data`: who may what, how a customer is set up, and what is left of people.

use std::collections::BTreeMap;

use cupo_api::wire::{Command, RoleBearer, Settings};
use serde_json::Value;

use super::change::change;
use super::desk::Desk;
use crate::args::{DataCommand, RoleChange, RoleCommand, SettingsCommand};
use crate::client::{Aim, Ask};
use crate::failure::{DEFECT, Failure};
use crate::output::{Column, Listing, Table, json_line, say};

/// Does what was said about roles.
///
/// # Errors
/// What the interface answers.
pub async fn role(desk: &Desk, command: RoleCommand) -> Result<(), Failure> {
    let (it, give) = match command {
        RoleCommand::List { customer } => {
            let (client, at) = desk.at(&customer, Aim::Read).await?;
            let t = desk.output.t();
            let columns = [
                Column::text(t.col_display_name()),
                Column::whole(t.col_sign_in_name()),
                Column::text(t.col_sign_in()),
                Column::text(t.col_role()),
            ];
            let mut listing = Listing::new(desk.output, &columns);
            let row = |it: &RoleBearer| {
                let may = if it.sign_in { t.cell_allowed() } else { t.cell_blocked() };
                vec![it.display_name.clone(), it.user_name.clone(), may.into_owned(), it.roles.join(", ")]
            };
            let path = format!("{at}/roles");
            client.list(&path, &[], None, |page: Vec<RoleBearer>| listing.page(&page, row)).await?;
            return listing.end(&t.none_roles());
        }
        RoleCommand::Give(it) => (it, true),
        RoleCommand::Take(it) => (it, false),
    };
    let RoleChange { user, roles, customer, how } = it;
    let (give, take) = if give { (roles, vec![]) } else { (vec![], roles) };
    let (client, at) = desk.at(&customer, Aim::Write).await?;
    change((&client, &at), Command::ChangeRoles { user, give, take }, &how, desk.output).await
}

/// Does what was said about settings.
///
/// # Errors
/// Usage for a setting that there is not or a value that it does not have; what the interface answers.
pub async fn settings(desk: &Desk, command: SettingsCommand) -> Result<(), Failure> {
    match command {
        SettingsCommand::Show { customer } => {
            let (client, at) = desk.at(&customer, Aim::Read).await?;
            let found: Settings = client.ask(Ask::get(format!("{at}/settings"))).await?;
            if desk.output.json {
                return json_line(&found);
            }
            let t = desk.output.t();
            let columns = [Column::whole(t.col_field()), Column::text(t.col_now())];
            let rows: Vec<Vec<String>> =
                named(&found)?.into_iter().map(|(key, says)| vec![key, says]).collect();
            say(&Table::new(&columns).page(&rows))
        }
        SettingsCommand::Set { settings, customer, how } => {
            let command = wanted(&settings)?;
            let (client, at) = desk.at(&customer, Aim::Write).await?;
            change((&client, &at), command, &how, desk.output).await
        }
    }
}

/// Settings by their names.
fn named(found: &Settings) -> Result<BTreeMap<String, String>, Failure> {
    let all =
        serde_json::to_value(found).map_err(|e| Failure::new(DEFECT, format!("writing settings: {e}")))?;
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Ok(all.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), text(value))).collect())
}

/// The command that pairs of name and value ask for: numbers and yes or no are read as such where they are meant.
fn wanted(pairs: &[String]) -> Result<Command, Failure> {
    let mut fields = serde_json::Map::new();
    for pair in pairs {
        let Some((key, says)) = pair.split_once('=') else {
            return Err(Failure::usage(format!(
                "`{pair}` is no setting; write KEY=VALUE, such as time_zone=UTC"
            )));
        };
        let value = match key {
            "licenses_page_limit" | "file_retention_days" => says.parse::<i64>().ok().map(Value::from),
            "restore_over_quota" | "file_delegation" => match says {
                "yes" | "true" => Some(true.into()),
                "no" | "false" => Some(false.into()),
                _ => None,
            },
            _ => Some(says.into()),
        };
        let value = value.ok_or_else(|| Failure::usage(format!("the setting `{key}` cannot be `{says}`")))?;
        if fields.insert(key.to_owned(), value).is_some() {
            return Err(Failure::usage(format!("the setting `{key}` is given twice")));
        }
    }
    fields.insert("kind".to_owned(), "settings".into());
    serde_json::from_value(Value::Object(fields))
        .map_err(|_| Failure::usage("there is no such setting; `cupo settings show` names those there are"))
}

/// Does what was said about the data that is left of people.
///
/// # Errors
/// What the interface answers.
pub async fn data(desk: &Desk, command: DataCommand) -> Result<(), Failure> {
    let DataCommand::Change { user, deed, to, data, customer, how } = command;
    let (client, at) = desk.at(&customer, Aim::Write).await?;
    change((&client, &at), Command::LeftData { user, deed, to, data }, &how, desk.output).await
}
