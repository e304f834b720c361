//! What a record says, in words: the kind of change, and what was before and after. Records hold ids and codes; names
//! and sentences come from here.

use cupo_app::audit::Known;
use cupo_app::audit::kinds::LOADED;
use cupo_app::store::encode::direct;
use cupo_domain::access::Role;
use cupo_domain::decision::{Effect, Verdict};
use cupo_domain::ids::{GroupId, PoolId, ProductId};
use serde_json::Value as Json;

use crate::refusals::refusal;
use crate::texts::Texts;
use crate::web::audit::groups;
use crate::web::changes::{field_name, field_value};
use crate::web::commands::held_kind;
use crate::web::frame::role_names;
use crate::web::words::Names;
use cupo_domain::refusal::Code;

/// A kind of change in words; one that is not known yet stands as it is.
#[must_use]
pub fn action_words(t: &Texts, action: &str) -> String {
    match action {
        "licenses.changed" => t.audit_licenses_changed(),
        "licenses.refused" => t.audit_licenses_refused(),
        LOADED => t.audit_licenses_loaded(),
        "user.created" => t.audit_user_created(),
        "user.edited" => t.audit_user_edited(),
        "user.deleted" => t.audit_user_deleted(),
        "user.mailbox-shared" => t.audit_mailbox_shared(),
        "user.delete-refused" => t.audit_user_delete_refused(),
        "user.restored" => t.audit_user_restored(),
        "user.restore-refused" => t.audit_user_restore_refused(),
        "user.password-reset" => t.audit_user_password(),
        "subscription.bought" => t.audit_subscription_bought(),
        "subscription.taken-over" => t.audit_taken_over(),
        "request.made" => t.ops_title_request_ask(),
        "request.answered" => t.ops_title_request_answer(),
        "user.roles-changed" => t.audit_user_roles(),
        "subscription.quantity-changed" => t.audit_quantity_changed(),
        "settings.changed" => t.audit_settings_changed(),
        "domains.changed" => t.audit_domains_changed(),
        "organisation.created" => t.audit_organisation_created(),
        "app.created" => t.audit_app_created(),
        "app.removed" => t.audit_app_removed(),
        "view.created" => t.audit_view_created(),
        "view.changed" => t.audit_view_changed(),
        "view.deleted" => t.audit_view_deleted(),
        other => return time_words(t, other),
    }
    .into_owned()
}

/// Holds, what people do with the life of subscriptions, and what time does.
fn time_words(t: &Texts, action: &str) -> String {
    match action {
        "calendar.made" => t.audit_calendar_made(),
        "calendar.ended" => t.audit_calendar_ended(),
        "hold.placed" => t.ops_title_hold(),
        "hold.released" => t.ops_title_release(),
        "subscription.billing-changed" => t.audit_billing_changed(),
        "subscription.scheduled" => t.audit_scheduled(),
        "subscription.canceled" => t.audit_canceled(),
        "subscription.extended" => t.audit_extended(),
        "subscription.reactivated" => t.audit_reactivated(),
        "subscription.removed" => t.audit_removed(),
        "subscription.key-used" => t.audit_key_used(),
        "subscription.credit-granted" => t.audit_credit_granted(),
        "subscription.credit-refused" => t.audit_credit_refused(),
        "subscription.started" => t.audit_started(),
        "subscription.renewed" => t.audit_renewed(),
        "subscription.converted" => t.audit_converted(),
        "subscription.expired" => t.audit_expired(),
        "subscription.disabled" => t.audit_disabled(),
        "subscription.suspended" => t.audit_suspended(),
        "subscription.deleted" => t.audit_deleted(),
        "data.mail-erased" => t.audit_mail_erased(),
        "data.archive-erased" => t.audit_archive_erased(),
        "data.kept" => t.audit_data_kept(),
        "data.files-to-bin" => t.audit_files_to_bin(),
        "data.files-erased" => t.audit_files_erased(),
        "data.files-archived" => t.audit_files_archived(),
        "data.apps-reduced" => t.audit_apps_reduced(),
        "data.clock-ended" => t.audit_clock_ended(),
        "user.purged" => t.audit_user_purged(),
        "files.end-soon" => t.audit_files_end_soon(),
        "files.handed-over" => t.left_done_hand(),
        "files.taken-back" => t.left_done_take_back(),
        "files.brought-back" => t.left_done_bring_back(),
        "files.deleted" => t.left_done_erase(),
        "mailbox.recovered" => t.left_done_recover(),
        "mailbox.copied" => t.left_done_restore(),
        "copy.asked" => t.left_done_ask(),
        "copy.taken" => t.left_done_taken(),
        "copy.withdrawn" => t.left_done_withdraw(),
        "change.held" => t.audit_change_held(),
        "change.approved" => t.audit_change_approved(),
        "change.declined" => t.audit_change_declined(),
        other => return groups::action_words(t, other).unwrap_or_else(|| other.to_owned()),
    }
    .into_owned()
}

/// Before and after, or why not, in words.
#[must_use]
pub fn detail_words(names: &Names<'_>, known: &Known, action: &str, detail: &str) -> String {
    let detail: Json = serde_json::from_str(detail).unwrap_or_default();
    let pools = &known.pools;
    let mut parts = groups::words(names, action, &detail);
    parts.extend(match action {
        "licenses.changed" | "licenses.refused" => licenses(names, &detail),
        "licenses.inherited" => inherited(names, known, &detail),
        LOADED => {
            let seats = names.t.audit_loaded(seats(&detail));
            let pool = detail.get("pool").and_then(Json::as_i64).map(PoolId);
            vec![match pool.and_then(|pool| pools.get(&pool)) {
                Some(product) => names.t.audit_about(names.product(*product), seats),
                None => seats,
            }]
        }
        "subscription.bought" => vec![names.t.audit_bought(seats(&detail))],
        "user.delete-refused" | "user.restore-refused" => {
            vec![code_title(names.t, detail.get("code").and_then(Json::as_str).unwrap_or(""))]
        }
        "subscription.quantity-changed" => {
            let number = |key: &str| detail.get(key).and_then(Json::as_i64).unwrap_or(0);
            vec![names.t.audit_from_to(names.t.number(number("before")), names.t.number(number("after")))]
        }
        "user.created" | "user.edited" | "user.deleted" | "user.restored" | "settings.changed"
        | "domains.changed" => fields(names, &detail),
        "request.made" | "request.answered" => requested(names, &detail),
        "user.roles-changed" => roles(names.t, &detail),
        "hold.placed" | "hold.released" => held(names.t, &detail),
        "organisation.created" | "app.created" | "app.removed" | "view.created" | "view.deleted" => {
            vec![detail.get("name").and_then(Json::as_str).unwrap_or("").to_owned()]
        }
        "view.changed" => view(names.t, &detail),
        _ => Vec::new(),
    });
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} ")
}

fn seats(detail: &Json) -> i64 {
    detail.get("seats").and_then(Json::as_i64).unwrap_or(0)
}

fn list<'a>(detail: &'a Json, key: &str) -> &'a [Json] {
    detail.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

fn licenses(names: &Names<'_>, detail: &Json) -> Vec<String> {
    let changed = list(detail, "changed").iter().filter_map(|it| license(names, it));
    let refused = list(detail, "refused").iter().filter_map(|it| {
        let product = ProductId(it.get("product")?.as_i64()?);
        let title = code_title(names.t, it.get("code")?.as_str()?);
        // A line about the user as a whole names no product.
        Some(if product == ProductId(0) { title } else { names.t.audit_about(names.product(product), title) })
    });
    changed.chain(refused).collect()
}

fn license(names: &Names<'_>, it: &Json) -> Option<String> {
    let product = ProductId(it.get("product")?.as_i64()?);
    let side = |key: &str| direct(it.get(key).and_then(Json::as_str)).ok();
    let (before, after) = (side("before")?, side("after")?);
    let effect = match (&before, &after) {
        (None, _) => Effect::Granted,
        (_, None) => Effect::Revoked,
        _ => Effect::PlansChanged,
    };
    let what = names.outcome(product, &Verdict::Done(effect), &before, &after);
    Some(names.t.audit_about(names.product(product), what))
}

/// What a member got from groups or lost, with the group while it is there; then what failed.
fn inherited(names: &Names<'_>, known: &Known, detail: &Json) -> Vec<String> {
    let told = list(detail, "inherited").iter().filter_map(|it| {
        let group = GroupId(it.get("group")?.as_i64()?);
        let what = license(names, it)?;
        Some(match known.groups.get(&group) {
            Some((_, name)) => names.t.audit_from_group(name.as_str(), what),
            None => what,
        })
    });
    told.chain(licenses(names, detail)).collect()
}

fn code_title(t: &Texts, code: &str) -> String {
    match Code::parse(code) {
        Some(known) => t.audit_code(code, refusal(t, known).title),
        None => code.to_owned(),
    }
}

/// Which data, what kind of order, and why.
fn held(t: &Texts, detail: &Json) -> Vec<String> {
    let text = |key: &str| detail.get(key).and_then(Json::as_str).unwrap_or("");
    let data = field_name(t, &format!("hold-{}", text("data")));
    vec![data, held_kind(t, text("kind")), text("reason").to_owned()]
}

/// For what somebody asked, for how many, and what they were told.
fn requested(names: &Names<'_>, detail: &Json) -> Vec<String> {
    let product = detail.get("product").and_then(Json::as_i64).map_or(ProductId(0), ProductId);
    let product = names.product_or_none(product);
    let reason = detail.get("reason").and_then(Json::as_str).unwrap_or("").to_owned();
    let told = match detail.get("users") {
        Some(_) => names.t.ops_did_ask(list(detail, "users").len(), product),
        None => {
            let (granted, refused) = (list(detail, "granted").len(), list(detail, "refused").len());
            names.t.request_tell_answer(granted, product, refused)
        }
    };
    vec![told, reason]
}

/// The roles a person had and has.
fn roles(t: &Texts, detail: &Json) -> Vec<String> {
    let named = |key: &str| {
        let list = detail.get(key).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        let roles = list.iter().filter_map(|role| role.as_str().and_then(Role::parse)).collect();
        if list.is_empty() { t.roles_none().into_owned() } else { role_names(t, &roles) }
    };
    vec![t.audit_from_to(named("before"), named("after"))]
}

/// What a view is called, and was called.
fn view(t: &Texts, detail: &Json) -> Vec<String> {
    let text =
        |side: &str| detail.get(side).and_then(|it| it.get("name")).and_then(Json::as_str).unwrap_or("");
    match (text("before"), text("after")) {
        (before, after) if before == after => vec![after.to_owned()],
        (before, after) => vec![t.audit_from_to(before, after)],
    }
}

/// Fields that are different, each with what it was and what it is.
fn fields(names: &Names<'_>, detail: &Json) -> Vec<String> {
    let t = names.t;
    let (Some(before), Some(after)) =
        (detail.get("before").and_then(Json::as_object), detail.get("after").and_then(Json::as_object))
    else {
        return Vec::new();
    };
    let changed = after.iter().filter(|(key, value)| before.get(*key) != Some(value));
    changed
        .map(|(key, value)| {
            let was = value_words(t, key, before.get(key).unwrap_or(&Json::Null));
            t.audit_about(names.field(key), t.audit_from_to(was, value_words(t, key, value)))
        })
        .collect()
}

fn value_words(t: &Texts, key: &str, value: &Json) -> String {
    match value {
        Json::Bool(true) => t.audit_yes().into_owned(),
        Json::Bool(false) => t.audit_no().into_owned(),
        Json::String(text) => field_value(t, key, text),
        Json::Number(number) => number.as_i64().map_or_else(|| number.to_string(), |n| t.number(n)),
        _ => t.audit_nothing().into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use cupo_app::audit::kinds;
    use cupo_domain::catalogue::Catalogue;
    use cupo_domain::ids::Guid;

    use super::*;
    use crate::lang::Lang;

    fn words(action: &str, detail: &str) -> String {
        let catalogue = Catalogue::default();
        let pools = BTreeMap::from([(PoolId(4), ProductId(1))]);
        let groups = BTreeMap::from([(GroupId(7), (Guid::nil(), "Sales".to_owned()))]);
        let known = Known { pools, groups, ..Known::default() };
        detail_words(&Names { catalogue: &catalogue, t: Texts::get(Lang::En) }, &known, action, detail)
    }

    #[test]
    fn only_fields_that_differ_are_told() {
        let text = words(
            "user.edited",
            r#"{"before":{"location":"","enabled":true,"department":"IT"},
                "after":{"location":"ES","enabled":false,"department":"IT"}}"#,
        );
        assert!(text.contains("Spain") && !text.contains("ES") && !text.contains("IT"), "{text}");
    }

    #[test]
    fn licenses_that_were_there_are_told_with_their_product() {
        let text = words("licenses.loaded", r#"{"pool":4,"seats":3}"#);
        let (product, figure) = text.split_once(": ").unwrap();
        assert!(!product.is_empty() && figure == "3 assignments", "{text}");
        assert_eq!(words("licenses.loaded", r#"{"pool":5,"seats":1}"#), "1 assignment");
        assert_eq!(words("subscription.bought", r#"{"product":1,"seats":25}"#), "25 licenses");
    }

    #[test]
    fn a_user_who_was_created_is_told_with_the_fields() {
        let detail = r#"{"before":{},"after":{"user_name":"ana@norte.example","profile.city":"Vigo"}}"#;
        let text = words("user.created", detail);
        assert!(
            text.contains("City") && text.contains("Vigo") && text.contains("ana@norte.example"),
            "{text}"
        );
    }

    #[test]
    fn before_and_after_of_a_license_become_words() {
        let t = Texts::get(Lang::En);
        let given = words("licenses.changed", r#"{"changed":[{"product":1,"before":null,"after":"0:"}]}"#);
        assert!(given.contains(&*t.what_granted()), "{given}");
        let taken = words("licenses.changed", r#"{"changed":[{"product":1,"before":"0:","after":null}]}"#);
        assert!(taken.contains(&*t.what_revoked()), "{taken}");
        let refused = words("licenses.refused", r#"{"refused":[{"product":1,"code":"E-COUNT"}]}"#);
        assert!(refused.contains("E-COUNT"), "{refused}");
    }

    #[test]
    fn what_a_group_gives_is_told_with_the_group_and_who_moved_as_a_number() {
        let t = Texts::get(Lang::En);
        let given = words(
            "licenses.inherited",
            r#"{"inherited":[{"product":1,"group":7,"before":null,"after":"0:"}],
                "refused":[{"product":2,"group":7,"code":"E-COUNT"}]}"#,
        );
        for part in [&*t.what_granted(), "Sales", "E-COUNT"] {
            assert!(given.contains(part), "`{part}` in: {given}");
        }
        assert_eq!(words("group.joined", r#"{"name":"Sales","users":[1,2]}"#), "2 users");
        let set = words("group.licenses-set", r#"{"before":[],"after":[{"product":1,"off":""}]}"#);
        assert!(set.starts_with(&*t.audit_nothing()), "{set}");
        let end = words("group.processing-finished", r#"{"succeeded":3,"unchanged":4,"failed":5}"#);
        assert!(end.contains('3') && end.contains('4') && end.contains('5'), "{end}");
    }

    /// Every literal of the rooms below that looks like a kind of record.
    fn recorded(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                recorded(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let kinds: Vec<&str> =
                    kinds::ALL.iter().filter_map(|it| it.split_once('.')).map(|it| it.0).collect();
                let record = |word: &&str| {
                    let Some((kind, rest)) = word.split_once('.') else { return false };
                    kinds.contains(&kind)
                        && rest.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                        && !rest.is_empty()
                };
                found.extend(text.split('"').filter(record).map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_kind_of_record_that_is_written_has_words_in_both_languages() {
        let rooms = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let mut found = Vec::new();
        for room in ["app", "store"] {
            recorded(&rooms.join(room).join("src"), &mut found);
        }
        assert!(found.len() > 40, "{found:?}");
        for action in found.iter().map(String::as_str) {
            assert!(kinds::ALL.contains(&action), "`{action}` is written, and nobody can look for it");
        }
        for lang in [Lang::En, Lang::Es] {
            for action in kinds::ALL {
                assert_ne!(action_words(Texts::get(lang), action), *action);
            }
        }
    }

    #[test]
    fn a_record_that_says_nothing_more_has_no_words() {
        for (action, detail) in
            [("user.deleted", "{}"), ("user.edited", "{}"), ("licenses.changed", "nonsense")]
        {
            assert_eq!(words(action, detail), "", "{action} {detail}");
        }
    }
}
