//! The rule that says who is in a group: written with help beside it, shown first with who joins and who leaves
//! (R-GROUP-17), and given up again. What a rule means is decided elsewhere.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::groups::GroupWish;
use cupo_app::store::groups::GroupRow;
use cupo_domain::access::Action;
use cupo_domain::group_rule::Attribute;
use cupo_domain::refusal::{Code, Denial};

use super::home;
use super::one::{asks, group_of};
use crate::pages::GroupRulePage;
use crate::texts::Texts;
use crate::view::{Field, FieldError, Link, Place};
use crate::web::frame::of_customer;
use crate::web::posted::Posted;
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// GET /c/{customer}/groups/{group}/rule
pub(super) async fn show(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageGroups).await?;
    let group = group_of(&signed, &at, &group).await?;
    page(&signed, &at, &group, (&group.rule, None)).await
}

/// POST /c/{customer}/groups/{group}/rule: who would join and leave.
pub(super) async fn choose(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageGroups).await?;
    let group = group_of(&signed, &at, &group).await?;
    let rule = fields.text("rule");
    let answer = asks(&signed, &at, &group, GroupWish::Rule(group.guid, rule.to_owned())).await;
    match answer.as_ref().err().and_then(Trouble::denial).and_then(|it| wrong(signed.t(), it)) {
        Some(text) => page(&signed, &at, &group, (rule, Some(text))).await,
        None => answer,
    }
}

/// GET /c/{customer}/groups/{group}/by-hand: people are chosen by hand from now on.
pub(super) async fn by_hand(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageGroups).await?;
    let group = group_of(&signed, &at, &group).await?;
    asks(&signed, &at, &group, GroupWish::ByHand(group.guid, Vec::new(), Vec::new())).await
}

async fn page(
    signed: &Signed,
    at: &At,
    group: &GroupRow,
    (typed, wrong): (&str, Option<String>),
) -> Result<Response, Trouble> {
    let t = signed.t();
    let back = format!("{}/{}", home(at), group.guid);
    let field = Field::text("rule", t.groups_rule()).of("textarea", "off").hint(t.groups_rule_hint());
    let field = wrong.iter().fold(field.value(typed), |field, text| field.error(text));
    let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let crumbs = vec![Link::new(t.rail_groups(), home(at)), Link::new(&group.name, &back)];
    let title = t.groups_rule_title(&group.name);
    let errors: Vec<FieldError> = field.summary().into_iter().collect();
    let page = GroupRulePage {
        t,
        frame: of_customer(signed, &at.organisation, (&title, Place::Groups), crumbs).await,
        errors,
        field,
        attributes: Attribute::names().map(|name| format!("user.{name}")).collect(),
        action: format!("{back}/rule"),
        back,
    };
    with_status(status, page)
}

/// What is wrong with a rule, and where.
pub(super) fn wrong(t: &Texts, denial: &Denial) -> Option<String> {
    let kind = denial.subject.strip_prefix("rule-").filter(|_| denial.code == Code::Invalid)?;
    let what = match kind {
        "empty" => t.groups_rule_wrong_empty(),
        "long" => t.groups_rule_wrong_long(),
        "deep" => t.groups_rule_wrong_deep(),
        "many" => t.groups_rule_wrong_many(),
        "attribute" => t.groups_rule_wrong_attribute(),
        "comparison" => t.groups_rule_wrong_comparison(),
        "unfit" => t.groups_rule_wrong_unfit(),
        "value" => t.groups_rule_wrong_value(),
        "open" => t.groups_rule_wrong_open(),
        "bracket" => t.groups_rule_wrong_bracket(),
        _ => t.groups_rule_wrong_joint(),
    };
    Some(t.groups_rule_wrong(denial.figure.unwrap_or(1), what))
}
