//! Random forms against every route that takes one: whatever they do, no defect, and the data stay consistent.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::things::Things;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::routes::{address, takes_file};
use crate::table::ROUTES;

const CASES: u32 = 250;

const NAMES: &[&str] = &[
    "do",
    "ids",
    "shown",
    "back",
    "product",
    "plan",
    "plans",
    "was",
    "was_off",
    "mode",
    "preview",
    "digest",
    "confirm",
    "quantity",
    "version",
    "people",
    "licenses_page_limit",
    "file_retention_days",
    "restore_over_quota",
    "time_zone",
    "display_name",
    "first_name",
    "last_name",
    "job_title",
    "department",
    "location",
    "enabled",
    "username",
    "password",
    "current",
    "new",
    "repeat",
    "lang",
    "organisation",
    "domain",
    "name",
    "country",
    "kind",
    "existing",
    "ask",
    "open",
    "users",
    "selected",
    "file",
    "next",
    "p.x",
    "s.x.y",
    "",
];

#[derive(Clone, Debug)]
enum Value {
    Text(String),
    User,
    Product,
    Subscription,
    Preview,
    Plan,
}

fn value() -> impl Strategy<Value = Value> {
    let known = prop::sample::select(vec![
        "",
        "1",
        "0",
        "-1",
        "give",
        "take",
        "keep",
        "assign",
        "replace",
        "unassign",
        "tick",
        "page",
        "update",
        "only",
        "all",
        "clear",
        "yes",
        "no",
        "ES",
        "CN",
        "es",
        "partner",
        "20",
        "30",
        "UTC",
        "on",
        "99999999999999999999",
    ]);
    prop_oneof![
        4 => known.prop_map(|text| Value::Text(text.to_owned())),
        2 => "\\PC{0,40}".prop_map(Value::Text),
        1 => any::<i64>().prop_map(|n| Value::Text(n.to_string())),
        2 => Just(Value::User),
        3 => Just(Value::Product),
        1 => Just(Value::Subscription),
        1 => Just(Value::Preview),
        1 => Just(Value::Plan),
    ]
}

/// A name of a field: one of ours, a box of a product, or anything.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(NAMES).prop_map(str::to_owned),
        2 => Just("p.PRODUCT".to_owned()),
        1 => "\\PC{0,12}",
    ]
}

fn said(value: &Value, things: &Things) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::User => things.user.to_string(),
        Value::Product => things.product.to_string(),
        Value::Subscription => things.subscription.to_string(),
        Value::Preview => things.preview.to_string(),
        Value::Plan => format!("{0}:{0}", things.product),
    }
}

on_both_servers! {
    async fn random_forms_meet_no_defect_and_leave_the_data_consistent(server) {
        let things = server.things(server.info.customers[0].id).await;
        let forms: Vec<&str> = ROUTES
            .iter()
            .filter(|(method, pattern, _)| *method == "POST" && !takes_file(pattern) && *pattern != "/sign-out")
            .map(|(_, pattern, _)| *pattern)
            .collect();
        let fields = prop::collection::vec((name(), value()), 0..8);
        let strategy = (prop::sample::select(forms), fields, any::<bool>());
        let seed = TestRng::from_seed(RngAlgorithm::ChaCha, b"random forms against every route");
        let mut runner = TestRunner::new_with_rng(Config::default(), seed);
        let name = server.username("global-admin");
        let agent = server.username("partner-admin-agent");
        let mut statuses = std::collections::BTreeMap::new();
        for _ in 0..CASES {
            let (pattern, fields, fragment) = strategy.new_tree(&mut runner).unwrap().current();
            let who = if pattern.starts_with("/catalogue") { &agent } else { &name };
            let mut browser = server.signed_in(who).await;
            if fragment {
                browser = browser.with("X-Fragment", "1");
            }
            let product = things.product.to_string();
            let fields: Vec<(String, String)> =
                fields.iter().map(|(n, v)| (n.replace("PRODUCT", &product), said(v, &things))).collect();
            let borrowed: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            // The client ends the test on an answer of 500 and more; this says which form it was.
            println!("{pattern} {fields:?}");
            let answer = browser.post(&address(pattern, &things), &borrowed).await;
            *statuses.entry(answer.status).or_insert(0) += 1;
        }
        assert!(statuses.len() >= 4, "forms of many kinds were answered: {statuses:?}");
        assert!(statuses.contains_key(&303) && statuses.contains_key(&400), "{statuses:?}");
        server.app().work_on_operations().await.unwrap();
    }
}
