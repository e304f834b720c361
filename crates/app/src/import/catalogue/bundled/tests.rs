//! The catalogue of the program holds together, and mistakes in one are told with their lines.

use std::collections::BTreeSet;

use cupo_domain::access::Cloud;
use cupo_domain::catalogue::{LicenseGroup, Target, Workload};

use super::*;
use crate::import::catalogue::{
    Fact, ProductEntry, RuleEffect, RuleEntry, RuleSays, RuleStatus, infer_workload,
};

fn file() -> CatalogueFile {
    bundled().unwrap()
}

fn product<'a>(file: &'a CatalogueFile, part_number: &str) -> &'a ProductEntry {
    file.products.iter().find(|product| product.part_number == part_number).unwrap()
}

fn plan_id(file: &CatalogueFile, name: &str) -> Guid {
    file.plans.iter().find(|plan| plan.name == name).unwrap().id
}

#[test]
fn d_29_the_catalogue_has_what_the_pages_need() {
    let file = file();
    assert!(file.products.len() >= 60, "{} products", file.products.len());
    let has = |wanted: &dyn Fn(&ProductEntry) -> bool| file.products.iter().any(wanted);
    assert!(has(&|product| product.target == Target::Company));
    assert!(has(&|product| product.license_group == LicenseGroup::Group2));
    assert!(has(&|product| product.end_of_sale && product.prices.is_empty()));
    assert!(has(&|product| product.trial));
    assert!(has(&|product| !product.denied.is_empty()));
    assert!(has(&|product| product.clouds == [Cloud::Vianet].into()));
    assert!(has(&|product| product.prices.iter().any(|price| price.minor_units == 0)), "a free one");
    assert_eq!(product(&file, "SPB").seats_max, Some(300));
    for product in &file.products {
        assert_eq!(
            product.demo.contains(&Fact::Prices),
            !product.prices.is_empty(),
            "{}",
            product.part_number
        );
        assert_eq!(
            product.demo.contains(&Fact::Denied),
            !product.denied.is_empty(),
            "{}",
            product.part_number
        );
    }
}

#[test]
fn d_18_workloads_agree_with_the_families_of_identifiers() {
    for plan in &file().plans {
        let inferred = infer_workload(&plan.name);
        let agrees = plan.workload == inferred || inferred == Workload::Unknown;
        assert!(agrees, "{}: {:?} and {inferred:?}", plan.name, plan.workload);
    }
    let foundation = file().plans.into_iter().find(|plan| plan.name == "EXCHANGE_S_FOUNDATION").unwrap();
    let sway = file().plans.into_iter().find(|plan| plan.name == "SWAY").unwrap();
    assert_eq!(sway.target, Target::Everybody);
    assert_eq!((foundation.workload, foundation.target), (Workload::None, Target::Company));
}

#[test]
fn d_30_documented_and_reported_rules_refuse_and_the_others_warn() {
    let file = file();
    let named: BTreeSet<&str> = file.rules.iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(named.len(), file.rules.len(), "names are unique");
    for rule in &file.rules {
        let expected = match rule.name.as_str() {
            "office-web-needs-sharepoint" => RuleEffect::Off,
            _ => rule.status.usual_effect(),
        };
        assert_eq!(rule.effect, expected, "{}", rule.name);
    }
    let of = |status: RuleStatus| file.rules.iter().filter(|rule| rule.status == status).count();
    assert_eq!(of(RuleStatus::Disputed), 2);
    assert_eq!(of(RuleStatus::Eligibility), 28);
}

#[test]
fn d_30_no_product_of_the_catalogue_excludes_itself() {
    let file = file();
    for rule in file.rules.iter().filter(|rule| rule.effect == RuleEffect::Enforced) {
        let RuleSays::Excludes(a, b) = &rule.says else { continue };
        let both =
            file.products.iter().find(|product| product.plans.contains(a) && product.plans.contains(b));
        assert_eq!(both.map(|product| &product.part_number), None, "{}", rule.name);
    }
}

#[test]
fn r_prod_5_the_catalogue_has_pairs_that_clash_and_needs() {
    let file = file();
    let clash = |one: &str, other: &str| {
        let (one, other) = (&product(&file, one).plans, &product(&file, other).plans);
        let says = |rule: &&RuleEntry| match &rule.says {
            RuleSays::Excludes(a, b) => {
                (one.contains(a) && other.contains(b)) || (one.contains(b) && other.contains(a))
            }
            RuleSays::Requires(..) => false,
        };
        file.rules.iter().filter(|rule| rule.effect == RuleEffect::Enforced).any(|rule| says(&rule))
    };
    assert!(clash("DYN365_ENTERPRISE_SALES", "DYN365_ENTERPRISE_TEAM_MEMBERS"));
    assert!(clash("EXCHANGESTANDARD", "EXCHANGEDESKLESS"));
    assert!(clash("MCOPSTN1", "MCOPSTN2"));
    assert!(!clash("EXCHANGESTANDARD", "EXCHANGEENTERPRISE"), "disputed, so it only warns");
    assert!(!clash("SHAREPOINTSTANDARD", "SHAREPOINTENTERPRISE"), "disputed, so it only warns");
    let needs = file.rules.iter().find(|rule| rule.name == "workplace-analytics-needs-mail").unwrap();
    let mail = [plan_id(&file, "EXCHANGE_S_STANDARD"), plan_id(&file, "EXCHANGE_S_ENTERPRISE")];
    assert_eq!(needs.says, RuleSays::Requires(plan_id(&file, "WORKPLACE_ANALYTICS"), mail.into()));
}

const GOOD: &str = r#"edition = "2026-01-01"
[plans.mail]
A = { id = "00000001-0000-4000-8000-000000000001", en = "Post" }
[plans.none]
B = { id = "00000002-0000-4000-8000-000000000002", en = "Other", es = "Otro", denied = ["AE"] }
C = { name = "B", id = "00000003-0000-4000-8000-000000000003", en = "Third" }
[[products]]
part_number = "DESK"
id = "00000009-0000-4000-8000-000000000009"
en = "Desk"
prices = { EUR = [100, 1000], USD = [110, 1100, 3000] }
plans = ["A", "C"]
[[rules]]
name = "clash"
exclude = ["A", "B", "C"]
except = [["C", "A"]]
status = "documented"
from = "2026-01-01"
note = "They clash."
[[rules]]
name = "need"
plans = ["A"]
needs = ["B"]
status = "eligibility"
from = "2026-01-01"
note = "It needs."
"#;

#[test]
fn families_become_single_rules() {
    let file = read_catalogue(GOOD).unwrap();
    let names: Vec<_> = file.rules.iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(names, ["clash/A+B", "clash/B+C", "need"]);
    assert_eq!(file.plans[2].name, "B");
    assert_eq!((file.plans[0].friendly_es.as_str(), file.plans[1].friendly_es.as_str()), ("Post", "Otro"));
    assert_eq!(file.products[0].prices.len(), 5);
}

#[test]
fn every_mistake_is_told_with_its_line() {
    for (wrong, right, line, part) in [
        ("plans = [\"A\", \"X\"]", "plans = [\"A\", \"C\"]", 7, "no plan \"X\""),
        ("plans = [\"A\", \"A\"]", "plans = [\"A\", \"C\"]", 7, "there twice"),
        (
            "prices = { EUR = [100] }",
            "prices = { EUR = [100, 1000], USD = [110, 1100, 3000] }",
            7,
            "one month",
        ),
        ("plans = []", "plans = [\"A\", \"C\"]", 7, "no plans"),
        ("id = \"00000009\"", "id = \"00000009-0000-4000-8000-000000000009\"", 7, "no GUID"),
        (
            "00000002-0000-4000-8000-000000000002\", en = \"Third",
            "00000003-0000-4000-8000-000000000003\", en = \"Third",
            6,
            "there twice",
        ),
        ("[\"XX\"]", "[\"AE\"]", 5, "no country"),
        ("{ euro = [100,", "{ EUR = [100,", 7, "no currency"),
        ("{ EUR = [-1,", "{ EUR = [100,", 7, "below 0"),
        ("[[\"C\", \"D\"]]", "[[\"C\", \"A\"]]", 13, "no pair"),
        ("name = \"clash\"\nplans = [\"A\"]", "name = \"clash\"", 13, "either"),
        ("name = \"clash\"", "name = \"need\"", 20, "there already"),
        ("needs = [\"A\"]", "needs = [\"B\"]", 20, "needs itself"),
        ("from = \"soon\"", "from = \"2026-01-01\"", 13, "no day"),
        ("status = \"sure\"", "status = \"documented\"", 17, "unknown variant"),
        ("colour = 1\nen = \"Desk\"", "en = \"Desk\"", 10, "unknown field"),
        ("[[products", "[[products]]", 7, "expected"),
    ] {
        let faults = read_catalogue(&GOOD.replacen(right, wrong, 1)).unwrap_err();
        assert!(
            faults.iter().any(|fault| fault.line == line && fault.to_string().contains(part)),
            "{wrong:?}: {faults:?}"
        );
    }
}
