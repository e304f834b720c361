//! Changes of one account: the fields of the Account tab. Fields that a form does not show
//! stay as they are.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use cupo_app::addresses::ADDRESSES;
use cupo_app::changes::Command;
use cupo_app::edits::ACCOUNT_FIELDS;
use cupo_app::error::AppError;
use cupo_app::files::{GROWING, MANAGER};
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};

use crate::view::{Link, Place};
use crate::web::changes::{Wishes, ask_edit, field_error};
use crate::web::commands::{Question, permitted};
use crate::web::posted::{Fields, Posted};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, local, see};
use crate::web::wizard::account_again;

/// The fields whose refusals are told beside them.
const FIELDS: [&str; ACCOUNT_FIELDS.len() + 2] = {
    let mut all = [MANAGER; ACCOUNT_FIELDS.len() + 2];
    all.split_at_mut(1).0.copy_from_slice(&[ADDRESSES]);
    all.split_at_mut(2).1.copy_from_slice(&ACCOUNT_FIELDS);
    all
};

/// An active user of the address.
pub(super) async fn find(signed: &Signed, at: &At, user: &str) -> Result<UserRow, AppError> {
    let unknown = || Denial::new(Code::NotFound, "user");
    let guid = Guid::parse_str(user).map_err(|_| unknown())?;
    let row = signed.visit.hall.app.store().user_by_guid(&at.permit, guid).await?;
    Ok(row.filter(|u| u.state == 0).ok_or_else(unknown)?)
}

/// Shows what the fields of the Account tab would change.
pub(super) async fn account(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = permitted(&signed, &customer, Action::EditUsers).await?;
    let row = find(&signed, &at, &user).await?;
    let panel = format!("/c/{}/users/{}", at.organisation.guid, row.guid);
    let back = fields.some("back").map_or("/", local);
    let back = if back == "/" { panel.as_str() } else { back };
    let question = Question {
        place: Place::Users,
        crumbs: vec![Link::new(&row.display_name, &panel)],
        back: back.to_owned(),
        then: Some(with_message(back, "saved")),
    };
    let now = signed.visit.hall.app.fields_of(&at.permit, &row).await?;
    let wishes = Wishes { wanted: wanted(&now, &fields), now };
    let command = |fields| Command::EditUser { user: row.guid, fields };
    match ask_edit(&signed, &at, &fields, (wishes, command), question).await {
        Ok(Some(page)) => Ok(page),
        Ok(None) => Ok(see(&with_message(back, "nothing"))),
        Err(trouble) => match trouble.denial().and_then(|it| field_error(signed.t(), it, &FIELDS)) {
            Some(error) => account_again(&signed, &at, &row, (&fields, error)).await,
            None => Err(trouble),
        },
    }
}

/// What the form asks for. A box that is not ticked is not sent, so it counts only beside the other fields.
fn wanted(now: &BTreeMap<String, String>, fields: &Fields) -> BTreeMap<String, String> {
    let mut wanted: BTreeMap<String, String> = now
        .keys()
        .filter(|name| !["enabled", GROWING].contains(&name.as_str()) && !fields.all(name).is_empty())
        .map(|name| (name.clone(), fields.text(name).to_owned()))
        .collect();
    if let Some(manager) = wanted.get_mut(MANAGER) {
        *manager = manager.trim().to_lowercase();
    }
    if wanted.contains_key("display_name") {
        wanted.insert("enabled".to_owned(), fields.ticked("enabled").to_string());
        if now.contains_key(GROWING) {
            wanted.insert(GROWING.to_owned(), fields.ticked(GROWING).to_string());
        }
    }
    wanted
}

/// The address with the key of a message, in place of an earlier one.
fn with_message(address: &str, did: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let kept = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("did="));
    let did = format!("did={did}");
    let parts: Vec<&str> = kept.chain([did.as_str()]).collect();
    format!("{path}?{}", parts.join("&"))
}

#[cfg(test)]
mod tests {
    use cupo_app::edits::account_fields;
    use cupo_domain::decide::delete_users::Mastery;
    use cupo_domain::ids::UserId;

    use super::*;

    fn row() -> UserRow {
        UserRow {
            id: UserId(1),
            guid: Guid::nil(),
            sign_in: "ana@x.example".to_owned(),
            display_name: "Ana".to_owned(),
            sort_key: Vec::new(),
            search: String::new(),
            first_name: "Ana".to_owned(),
            last_name: "García".to_owned(),
            job_title: String::new(),
            department: "Sales".to_owned(),
            location: Some("ES".to_owned()),
            profile: "{}".to_owned(),
            enabled: true,
            mastery: Mastery::Cloud,
            anchored: false,
            state: 0,
            created_at: 0,
            deleted_at: None,
        }
    }

    #[test]
    fn r_role_4_a_form_with_the_location_alone_changes_the_location_alone() {
        let fields = Fields::read(b"location=PT").unwrap();
        let wanted = wanted(&account_fields(&row()), &fields);
        assert_eq!(wanted.into_iter().collect::<Vec<_>>(), [("location".to_owned(), "PT".to_owned())]);
    }

    #[test]
    fn a_box_that_is_not_ticked_counts_beside_the_other_fields_only() {
        let fields = Fields::read(b"display_name=Ana&department=&location=ES").unwrap();
        let wanted = wanted(&account_fields(&row()), &fields);
        assert_eq!(wanted.get("enabled").map(String::as_str), Some("false"));
        assert_eq!(wanted.get("department").map(String::as_str), Some(""));
        assert_eq!(wanted.get("last_name"), None);
    }

    #[test]
    fn messages_replace_one_another() {
        assert_eq!(with_message("/c/1/users/2", "saved"), "/c/1/users/2?did=saved");
        assert_eq!(with_message("/c/1?tab=a&did=nothing", "saved"), "/c/1?tab=a&did=saved");
    }
}
