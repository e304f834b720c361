//! An operation in words: its title, one sentence with its numbers, its state, and why it cannot be undone.

use cupo_app::changes::undo_action;
use cupo_app::edits::EditRecord;
use cupo_app::error::AppError;
use cupo_app::self_service::SelfServiceRecord;
use cupo_app::store::operations::OperationRow;
use cupo_domain::ids::ProductId;
use serde_json::Value as Json;

use crate::pages::Undo;
use crate::texts::Texts;
use crate::view::Tone;
use crate::web::commands::final_words;
use crate::web::frame::when;
use crate::web::operations::address;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Products named in a sentence.
const PRODUCTS_NAMED_MAX: usize = 2;

/// The title of an operation's page.
#[must_use]
pub fn title(t: &Texts, kind: &str) -> String {
    match kind {
        "licenses" | "undo" => t.updated_title(),
        "delete-users" => t.ops_title_deleted(),
        "restore-users" => t.ops_title_restored(),
        "quantity" => t.ops_title_quantity(),
        "import-users" => t.ops_title_imported(),
        "create-user" => t.ops_title_created(),
        "edit-user" => t.ops_title_edited(),
        "reset-password" => t.ops_title_password(),
        "change-roles" => t.ops_title_roles(),
        "create-customer" => t.new_customer(),
        "set-locations" => t.ops_title_located(),
        "settings" => t.ops_title_settings(),
        "domains" => t.ops_title_domains(),
        "place-hold" => t.ops_title_hold(),
        "release-hold" => t.ops_title_release(),
        "subscription-life" => t.ops_title_life(),
        "hand-files" => t.left_done_hand(),
        "take-files-back" => t.left_done_take_back(),
        "bring-back-files" => t.left_done_bring_back(),
        "erase-files" => t.left_done_erase(),
        "recover-mailbox" => t.left_done_recover(),
        "restore-mailbox" => t.left_done_restore(),
        "ask-copy" => t.left_done_ask(),
        "copy-taken" => t.left_done_taken(),
        "withdraw-copy" => t.left_done_withdraw(),
        "group-create" => t.ops_title_group_create(),
        "group-join" => t.ops_title_group_join(),
        "group-leave" => t.ops_title_group_leave(),
        "group-licenses" => t.ops_title_group_licenses(),
        "group-delete" => t.ops_title_group_delete(),
        "group-reprocess" => t.ops_title_group_reprocess(),
        "group-rule" => t.ops_title_group_rule(),
        "group-by-hand" => t.ops_title_group_by_hand(),
        "group-follow" => t.ops_title_group_follow(),
        "self-service-buy" => t.ops_title_self_buy(),
        "self-service-seats" => t.ops_title_self_seats(),
        "self-service-people" => t.ops_title_self_people(),
        "self-service-cancel" => t.ops_title_self_cancel(),
        "self-service-move" => t.ops_title_self_move(),
        "self-service-end" => t.ops_title_self_end(),
        "request-ask" => t.ops_title_request_ask(),
        "request-answer" => t.ops_title_request_answer(),
        _ => t.ops_title_other(),
    }
    .into_owned()
}

/// The title of one operation's page.
#[must_use]
pub fn title_of(t: &Texts, row: &OperationRow) -> String {
    if bought(row).is_some() { t.ops_title_bought().into_owned() } else { title(t, &row.kind) }
}

/// The figures of a new subscription; before it there was none to have seats.
#[must_use]
pub fn bought(row: &OperationRow) -> Option<Quantity> {
    Quantity::read(&row.totals).filter(|it| row.kind == "quantity" && it.before == 0)
}

/// How much an operation did: users, or the one subscription that it changed.
#[must_use]
pub fn done(row: &OperationRow) -> i64 {
    if row.kind == "quantity" { 1 } else { row.succeeded }
}

/// What an operation did, for lists.
#[must_use]
pub fn sentence(names: &Names<'_>, row: &OperationRow) -> String {
    let (t, users) = (names.t, row.users_total);
    match row.kind.as_str() {
        "licenses" => with_products(names, row, t.ops_did_licenses(users)),
        "undo" => with_products(names, row, t.ops_did_undo(users)),
        "delete-users" => t.ops_did_delete(row.succeeded),
        "restore-users" => t.ops_did_restore(row.succeeded),
        "set-locations" => t.ops_did_locate(row.succeeded),
        "create-user" => match created_name(row) {
            Some(name) => t.ops_did_create(name),
            None => title(t, &row.kind),
        },
        "quantity" => match Quantity::read(&row.totals) {
            Some(it) if it.before == 0 => t.ops_did_buy(it.after, names.product(it.product)),
            Some(it) => t.ops_did_quantity(it.after, it.before, names.product(it.product)),
            None => t.ops_title_quantity().into_owned(),
        },
        "import-users" => {
            let it = Import::read(&row.totals);
            t.ops_did_import(it.created, it.updated)
        }
        kind if kind.starts_with("request-") => {
            let told: Json = serde_json::from_str(&row.command).unwrap_or_default();
            let number = |key: &str| told.get(key).and_then(Json::as_i64).unwrap_or(0);
            let product = names.product(ProductId(number("product")));
            match kind {
                "request-ask" => t.ops_did_ask(number("granted"), product),
                _ => t.request_tell_answer(number("granted"), product, number("refused")),
            }
        }
        kind if kind.starts_with("self-service-") => {
            let it = SelfServiceRecord::read(&row.command);
            let seats = if it.after == 0 { it.before } else { it.after };
            t.ops_self_of(names.product(ProductId(it.product)), seats, title(t, kind))
        }
        "reset-password" => t.ops_tell_password().into_owned(),
        _ => match group_name(row) {
            Some(name) => t.ops_group_of(name, title(t, &row.kind)),
            None => title(t, &row.kind),
        },
    }
}

/// The name of the group that an operation changed.
fn group_name(row: &OperationRow) -> Option<String> {
    let record: Json = serde_json::from_str(&row.command).ok().filter(|_| row.kind.starts_with("group-"))?;
    record.get("name").and_then(Json::as_str).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The name of whom an operation created.
#[must_use]
pub fn created_name(row: &OperationRow) -> Option<String> {
    let fields = (row.kind == "create-user").then(|| EditRecord::read(&row.command).fields)?;
    fields.into_iter().find(|it| it.name == "display_name").map(|it| it.after)
}

fn with_products(names: &Names<'_>, row: &OperationRow, base: String) -> String {
    let totals: Json = serde_json::from_str(&row.totals).unwrap_or_default();
    let ids = totals.get("products").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let ids = ids.iter().filter_map(|p| p.get("product").and_then(Json::as_i64)).map(ProductId);
    let all: Vec<String> = ids.map(|id| names.product(id)).collect();
    let named = all.iter().take(PRODUCTS_NAMED_MAX).cloned().collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(PRODUCTS_NAMED_MAX) {
        _ if all.is_empty() => base,
        0 => names.t.ops_did_products(base, named),
        more => names.t.ops_did_more_products(base, more, named),
    }
}

/// What it did with the numbers, as the first sentence of its page.
#[must_use]
pub fn lead(names: &Names<'_>, row: &OperationRow) -> String {
    let t = names.t;
    match row.kind.as_str() {
        "delete-users" => t.ops_lead_delete(row.succeeded, row.refused, row.users_total),
        "restore-users" => t.ops_lead_restore(row.succeeded, row.refused, row.users_total),
        "licenses" | "undo" => {
            let (done, same, refused) = (row.succeeded, row.unchanged, row.refused);
            if row.running {
                t.ops_so_far(done, refused, same, row.users_total, row.users_done)
            } else {
                t.updated_sentence(done, refused, same, row.users_total)
            }
        }
        "import-users" => {
            let it = Import::read(&row.totals);
            t.ops_lead_import(it.created, it.existing, it.rejected, it.rows, it.updated)
        }
        _ => sentence(names, row),
    }
}

/// The first sentence with whom it is about, where an operation concerns one person alone.
///
/// # Errors
/// When the store cannot answer.
pub async fn about(
    signed: &Signed,
    at: &At,
    row: &OperationRow,
    sentence: String,
) -> Result<String, AppError> {
    let user = EditRecord::read(&row.command).user.filter(|_| row.kind != "create-user");
    let Some(user) = user else { return Ok(sentence) };
    let found = signed.visit.hall.app.store().person_at_risk(&at.permit, user.0).await?;
    Ok(found.map_or(sentence.clone(), |(_, name)| signed.t().ops_group_of(name, sentence)))
}

/// Its state in a word with its color.
#[must_use]
pub fn state(t: &Texts, row: &OperationRow) -> (String, Tone) {
    if row.running {
        (t.operation_running().into_owned(), Tone::Clock)
    } else if row.undone_by.is_some() {
        (t.operation_undone().into_owned(), Tone::Plain)
    } else if row.refused > 0 {
        (t.operation_finished_refused(row.refused), Tone::Plain)
    } else {
        (t.operation_finished().into_owned(), Tone::Good)
    }
}

/// The way to undo it for this reader, or why there is none.
///
/// # Errors
/// When the store cannot answer.
pub async fn undo(signed: &Signed, at: &At, row: &OperationRow) -> Result<(Option<Undo>, String), AppError> {
    let t = signed.t();
    let why = match signed.visit.hall.app.why_final_by_now(&at.permit, row).await? {
        None if signed.may(undo_action(&row.kind), &at.organisation) => {
            let until = when(signed, &at.organisation, row.undo_until);
            let href = format!("{}/undo", address(at, row.guid));
            return Ok((Some(Undo { href, until }), String::new()));
        }
        None => t.ops_final_role(),
        Some("running") => t.ops_final_running(),
        Some("undone") => t.ops_final_undone(),
        Some("late") => t.operation_too_late(),
        Some("nothing") => t.ops_final_nothing(),
        Some("touched") => t.ops_final_touched(),
        Some(why) => final_words(t, why).into(),
    };
    Ok((None, t.operation_not_undoable(why)))
}

/// The figures of a change of quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Product.
    pub product: ProductId,
    /// Seats before.
    pub before: i64,
    /// Seats after.
    pub after: i64,
}

impl Quantity {
    /// Reads what the use case kept.
    #[must_use]
    pub fn read(totals: &str) -> Option<Self> {
        let totals: Json = serde_json::from_str(totals).ok()?;
        let number = |key: &str| totals.get(key).and_then(Json::as_i64);
        Some(Self {
            product: ProductId(number("product")?),
            before: number("before")?,
            after: number("after")?,
        })
    }
}

/// The figures of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// Lines of the file.
    pub rows: i64,
    /// Users created.
    pub created: i64,
    /// Users updated.
    pub updated: i64,
    /// Users who were there already.
    pub existing: i64,
    /// Lines refused.
    pub rejected: i64,
    /// Lines left out.
    pub skipped: i64,
}

impl Import {
    /// Reads what the use case kept.
    #[must_use]
    pub fn read(totals: &str) -> Self {
        let totals: Json = serde_json::from_str(totals).unwrap_or_default();
        let number = |key: &str| totals.get(key).and_then(Json::as_i64).unwrap_or(0);
        Self {
            rows: number("rows"),
            created: number("created"),
            updated: number("updated"),
            existing: number("existing"),
            rejected: number("rejected"),
            skipped: number("skipped"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_back_as_they_were_kept() {
        let read = Quantity::read(r#"{"subscription":"x","product":7,"before":10,"after":12}"#);
        assert_eq!(read, Some(Quantity { product: ProductId(7), before: 10, after: 12 }));
        assert_eq!(Quantity::read("{}"), None);
        let import = Import::read(r#"{"rows":9,"created":5,"updated":1,"rejected":2}"#);
        assert_eq!((import.rows, import.created, import.updated, import.rejected), (9, 5, 1, 2));
        assert_eq!(Import::read("nonsense"), Import::default());
    }

    #[test]
    fn every_kind_has_a_title_in_both_languages() {
        use crate::lang::Lang;
        for lang in Lang::ALL {
            let t = Texts::get(lang);
            for kind in [
                "licenses",
                "undo",
                "delete-users",
                "restore-users",
                "quantity",
                "import-users",
                "create-user",
                "edit-user",
                "change-roles",
                "reset-password",
                "create-customer",
                "set-locations",
                "settings",
                "domains",
                "place-hold",
                "hand-files",
                "take-files-back",
                "bring-back-files",
                "erase-files",
                "recover-mailbox",
                "restore-mailbox",
                "ask-copy",
                "copy-taken",
                "withdraw-copy",
                "release-hold",
                "subscription-life",
                "group-create",
                "group-join",
                "group-leave",
                "group-licenses",
                "group-delete",
                "group-reprocess",
                "group-rule",
                "group-by-hand",
                "group-follow",
                "self-service-buy",
                "self-service-seats",
                "self-service-people",
                "self-service-cancel",
                "self-service-move",
                "self-service-end",
                "request-ask",
                "request-answer",
            ] {
                assert_ne!(title(t, kind), title(t, "anything else"), "{kind}");
            }
        }
        assert_eq!(title(Texts::get(Lang::En), "undo"), "Licenses updated");
        assert_eq!(title(Texts::get(Lang::Es), "licenses"), "Licencias actualizadas");
    }
}
