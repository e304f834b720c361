//! What records about groups say, in words: what a group gives and gave, how many people moved, what members got of it.
//! It looks nothing up.

use cupo_domain::ids::ProductId;
use serde_json::Value as Json;

use crate::texts::Texts;
use crate::web::words::Names;

/// A kind of change of groups in words; none for others.
pub fn action_words(t: &Texts, action: &str) -> Option<String> {
    let words = match action {
        "licenses.inherited" => t.audit_licenses_inherited(),
        "group.created" => t.audit_group_created(),
        "group.joined" => t.audit_group_joined(),
        "group.left" => t.audit_group_left(),
        "group.licenses-set" => t.audit_group_licenses(),
        "group.rule-set" => t.audit_group_rule(),
        "group.followed" => t.audit_group_followed(),
        "group.deleted" => t.audit_group_deleted(),
        "group.reprocessed" => t.audit_group_reprocessed(),
        "group.processing-started" => t.audit_group_started(),
        "group.processing-finished" => t.audit_group_finished(),
        _ => return None,
    };
    Some(words.into_owned())
}

/// The group that a record about one names, where it does.
pub fn name_in(detail: &str) -> Option<String> {
    let detail: Json = serde_json::from_str(detail).ok()?;
    detail.get("name")?.as_str().filter(|name| !name.is_empty()).map(str::to_owned)
}

/// What a record says besides its group.
pub fn words(names: &Names<'_>, action: &str, detail: &Json) -> Vec<String> {
    let t = names.t;
    let list = |key: &str| detail.get(key).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let figure = |key: &str| detail.get(key).and_then(Json::as_i64).unwrap_or(0);
    match action {
        "group.joined" | "group.left" | "group.reprocessed" => match list("users").len() {
            0 => Vec::new(),
            count => vec![t.users_count(count)],
        },
        "group.rule-set" | "group.followed" => {
            let text = |key: &str| {
                let rule = detail.get("rule").and_then(|it| it.get(key)).and_then(Json::as_str)?;
                Some(if rule.is_empty() { t.audit_group_by_hand().into_owned() } else { rule.to_owned() })
            };
            let rules =
                text("before").zip(text("after")).map(|(before, after)| t.audit_from_to(before, after));
            let moves = t.audit_group_moves(list("joined").len(), list("left").len());
            rules.into_iter().chain([moves]).collect()
        }
        "group.licenses-set" => {
            let products = |key: &str| {
                let ids = list(key).iter().filter_map(|it| it.get("product")?.as_i64());
                let all: Vec<String> = ids.map(|id| names.product(ProductId(id))).collect();
                if all.is_empty() { t.audit_nothing().into_owned() } else { all.join(", ") }
            };
            vec![t.audit_from_to(products("before"), products("after"))]
        }
        "group.processing-finished" => {
            vec![t.audit_group_figures(figure("failed"), figure("succeeded"), figure("unchanged"))]
        }
        _ => Vec::new(),
    }
}
