//! The fields of a user as the bulk file has them: a row of the directory from a row of the file, the file over what is
//! known, and what is different. Must never read or write anything.

use std::collections::BTreeMap;

use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::time::Instant;
use cupo_store::audit::AuditEntry;
use cupo_store::users::UserRow;
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

use crate::edits::account_fields;
use crate::ids::hex;
use crate::import::users::{Column, NewUser};
use crate::text::{fold, sort_key};

/// Fields that stand in the profile, with their columns. Records call them `profile.` and this name.
pub const PROFILE: [(&str, Column); 9] = [
    ("office", Column::Office),
    ("phone", Column::OfficePhone),
    ("mobile", Column::MobilePhone),
    ("fax", Column::Fax),
    ("alternate_email", Column::AlternateEmail),
    ("address", Column::Address),
    ("city", Column::City),
    ("state", Column::State),
    ("postal_code", Column::PostalCode),
];

/// The row of somebody new.
pub(crate) fn row_of(user: NewUser, id: UserId, guid: Guid, now: Instant) -> UserRow {
    let sign_in = user.sign_in.to_lowercase();
    UserRow {
        id,
        guid,
        sort_key: sort_key(&user.display_name, &sign_in),
        search: fold(&format!("{} {sign_in}", user.display_name)),
        profile: profile_of(&user),
        sign_in,
        display_name: user.display_name,
        first_name: user.first_name,
        last_name: user.last_name,
        job_title: user.job_title,
        department: user.department,
        location: user.location.map(|c| c.as_str().to_owned()),
        enabled: true,
        mastery: Mastery::Cloud,
        anchored: false,
        state: 0,
        created_at: now.0,
        deleted_at: None,
    }
}

/// The profile of a row of the file.
fn profile_of(user: &NewUser) -> String {
    json!({
        "office": user.office, "phone": user.office_phone, "mobile": user.mobile_phone, "fax": user.fax,
        "alternate_email": user.alternate_email, "address": user.address, "city": user.city,
        "state": user.state, "postal_code": user.postal_code,
    })
    .to_string()
}

/// The fields of a file over those that are known; empty cells change nothing.
pub(super) fn merged(file: NewUser, known: &UserRow) -> UserRow {
    let prefer = |new: String, old: &String| if new.is_empty() { old.clone() } else { new };
    let mut profile = read(&known.profile);
    profile.extend(read(&profile_of(&file)).into_iter().filter(|(_, text)| text.as_str() != Some("")));
    UserRow {
        sort_key: sort_key(&file.display_name, &known.sign_in),
        search: fold(&format!("{} {}", file.display_name, known.sign_in)),
        display_name: file.display_name,
        first_name: prefer(file.first_name, &known.first_name),
        last_name: prefer(file.last_name, &known.last_name),
        job_title: prefer(file.job_title, &known.job_title),
        department: prefer(file.department, &known.department),
        location: file.location.map(|c| c.as_str().to_owned()).or_else(|| known.location.clone()),
        profile: Json::Object(profile).to_string(),
        ..known.clone()
    }
}

/// The record of a user who was created.
pub(crate) fn created(row: &UserRow) -> AuditEntry {
    let mut after = fields(row);
    after.retain(|name, text| !text.is_empty() && name != "enabled");
    let detail = json!({"before": {}, "after": after}).to_string();
    AuditEntry { action: "user.created", subject: row.id.0, detail }
}

/// The record of a user whose fields were taken over; none where they said the same before.
pub(super) fn edited(known: &UserRow, row: &UserRow) -> Option<AuditEntry> {
    let (mut before, mut after) = (fields(known), fields(row));
    before.retain(|name, text| after.get(name) != Some(text));
    after.retain(|name, _| before.contains_key(name));
    let detail = json!({"before": before, "after": after}).to_string();
    (!after.is_empty()).then_some(AuditEntry { action: "user.edited", subject: row.id.0, detail })
}

/// Changes when a field of the user does.
pub(super) fn mark(row: &UserRow) -> String {
    let says = serde_json::to_vec(&fields(row)).unwrap_or_default();
    hex(Sha256::digest(says).get(..8).unwrap_or_default())
}

fn fields(row: &UserRow) -> BTreeMap<String, String> {
    let profile = read(&row.profile);
    let text = |name: &str| profile.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let mut all = account_fields(row);
    all.extend(PROFILE.iter().map(|(name, _)| (format!("profile.{name}"), text(name))));
    all
}

fn read(profile: &str) -> Map<String, Json> {
    serde_json::from_str(profile).unwrap_or_default()
}
