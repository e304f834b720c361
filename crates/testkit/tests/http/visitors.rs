//! Every route for nobody, strangers and every role.

use std::collections::BTreeSet;

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};
use cupo_testkit::server::strangers::{OTHER_ADMIN, OTHER_AGENT};
use cupo_testkit::server::tables::differences;
use cupo_testkit::server::things::Things;

use crate::routes::{address, in_source, visit};
use crate::table::{ROUTES, VISITORS};

pub async fn browser_of(server: &TestServer, visitor: &str) -> Browser {
    match visitor {
        "nobody" => server.nobody(),
        "stranger-admin" => server.signed_in(OTHER_ADMIN).await,
        "stranger-agent" => server.signed_in(OTHER_AGENT).await,
        role => server.with_role(role).await,
    }
}

fn letter(answer: &Answer) -> char {
    match answer.status {
        200 => '.',
        303 => '>',
        401 => '4',
        403 => 'r',
        404 => 'n',
        400 | 409 | 412 | 422 => '?',
        other => panic!("the status {other}"),
    }
}

#[test]
fn every_route_of_the_console_has_a_row() {
    let rows: BTreeSet<(String, String)> =
        ROUTES.iter().map(|(method, pattern, _)| ((*method).to_owned(), (*pattern).to_owned())).collect();
    let source = in_source();
    let missing: Vec<_> = source.difference(&rows).collect();
    assert!(missing.is_empty(), "routes without a row in table.rs: {missing:#?}");
    let gone: Vec<_> = rows.difference(&source).collect();
    assert!(gone.is_empty(), "rows without a route: {gone:#?}");
    assert_eq!(rows.len(), ROUTES.len(), "no row twice");
}

async fn everybody_everywhere(server: &TestServer) {
    let things = server.things(server.info.customers[0].id).await;
    let mut wrong = Vec::new();
    for (method, pattern, expected) in ROUTES {
        let found = row(server, &things, method, pattern).await;
        if found != expected.replace(' ', "") {
            wrong.push(format!("    (\"{method}\", \"{pattern}\", \"{found}\"), not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

async fn row(server: &TestServer, things: &Things, method: &str, pattern: &str) -> String {
    let mut found = String::new();
    for visitor in VISITORS {
        let mut browser = browser_of(server, visitor).await;
        let answer = visit(&mut browser, method, pattern, &address(pattern, things)).await;
        let back = address(pattern, things).starts_with(answer.location());
        if *visitor == "nobody" && answer.status == 303 && !back {
            assert!(answer.location().starts_with("/sign-in"), "{pattern}: {}", answer.location());
        }
        found.push(letter(&answer));
    }
    found
}

on_both_servers! {
    async fn r_role_1_r_role_3_r_role_4_r_role_7_r_partner_14_everybody_on_every_route(server) {
        everybody_everywhere(server).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_8_billing_admins_reach_what_the_customer_bought_itself_and_nothing_else() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let direct = things.direct.expect("the largest customer bought something itself");
    let page = |id| format!("/c/{}/subscriptions/{id}/quantity", things.customer);
    for (role, own, through_partner) in [
        ("global-admin", 200, 409),
        ("billing-admin", 200, 403),
        ("license-admin", 403, 403),
        ("user-admin", 403, 403),
        ("global-reader", 403, 403),
        ("user", 403, 403),
    ] {
        let mut browser = server.with_role(role).await;
        assert_eq!(browser.get(&page(direct)).await.status, own, "{role}");
        assert_eq!(browser.get(&page(things.subscription)).await.status, through_partner, "{role}");
    }
    server.end().await;
}

/// Pages of a customer that agents keep without delegated administration, and in the other cloud.
const SUBSCRIPTIONS_ONLY: &[&str] =
    &["/c/{customer}", "/c/{customer}/subscriptions", "/c/{customer}/subscriptions.csv"];

/// The status of every readable page of a customer for an agent.
async fn pages_for(server: &TestServer, role: &str, domain: &str) -> Vec<(&'static str, u16)> {
    let customer = server.info.customers.iter().find(|c| c.domain == domain).unwrap().id;
    let things = Things { customer, ..server.things(server.info.customers[0].id).await };
    let mut agent = server.with_role(role).await;
    let mut found = Vec::new();
    for (method, pattern, _) in ROUTES {
        let plain = pattern.starts_with("/c/")
            && !pattern.contains("/subscriptions/")
            && !pattern.ends_with("assign");
        if *method == "GET" && plain {
            found.push((*pattern, agent.get(&address(pattern, &things)).await.status));
        }
    }
    assert!(found.len() > 20, "most pages are asked for");
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_17_without_delegated_administration_agents_keep_the_subscriptions_alone() {
    let server = TestServer::on_sqlite().await;
    for role in ["partner-admin-agent", "partner-sales-agent"] {
        for (pattern, status) in pages_for(&server, role, "urgoiti.example").await {
            let expected = if SUBSCRIPTIONS_ONLY.contains(&pattern) { 200 } else { 403 };
            assert_eq!(status, expected, "{role} {pattern}");
        }
    }
    for (pattern, status) in pages_for(&server, "partner-helpdesk-agent", "urgoiti.example").await {
        assert_eq!(status, 403, "{pattern}");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_cloud_2_agents_do_not_manage_users_of_the_other_cloud() {
    let server = TestServer::on_sqlite().await;
    for role in ["partner-admin-agent", "partner-sales-agent"] {
        for (pattern, status) in pages_for(&server, role, "lanting.example").await {
            let expected = if SUBSCRIPTIONS_ONLY.contains(&pattern) { 200 } else { 403 };
            assert_eq!(status, expected, "{role} {pattern}");
        }
    }
    let customer = server.info.customers.iter().find(|c| c.domain == "lanting.example").unwrap().id;
    let mut agent = server.with_role("partner-admin-agent").await;
    let home = agent.get(&format!("/c/{customer}")).await;
    assert_eq!(home.status, 200);
    for page in ["users", "deleted-users", "products", "operations"] {
        let link = format!("href=\"/c/{customer}/{page}\"");
        assert!(!home.text().contains(&link), "the rail leads to {page}, which is refused");
    }
    let answer = agent.get(&format!("/c/{customer}/users")).await;
    assert!(answer.is_page() && answer.text().contains("R-CLOUD-2"), "{}", answer.text());
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_7_inv_20_whoever_is_refused_changes_nothing() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    for visitor in ["nobody", "stranger-admin", "stranger-agent", "global-reader", "user"] {
        let mut browser = browser_of(&server, visitor).await;
        let before = server.tables().await;
        for (method, pattern, _) in ROUTES {
            // A selection and an address for calendars are a person's own, and change nothing of the customer.
            // What everybody may change of their own is asked for at the address of all changes.
            let own =
                ["/selection", "/data-at-risk/calendar", "/changes"].iter().any(|it| pattern.ends_with(it));
            if *method == "POST" && pattern.starts_with("/c/") && !own {
                let answer = visit(&mut browser, method, pattern, &address(pattern, &things)).await;
                assert!(matches!(answer.status, 401 | 403 | 404), "{visitor} {pattern}: {}", answer.status);
            }
        }
        let after = server.tables().await;
        // Refused commands are recorded (D-23).
        let differs = differences(&before, &after, &["audit", "audit_head", "audit_name"]);
        assert_eq!(differs, Vec::<String>::new(), "{visitor}");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_cloud_5_a_customer_is_offered_what_its_cloud_sells() {
    let server = TestServer::on_sqlite().await;
    let guid = |domain: &str| server.info.customers.iter().find(|c| c.domain == domain).unwrap().id;
    let mut agent = server.with_role("partner-admin-agent").await;
    let here = agent.get(&format!("/c/{}/subscriptions/new", guid("serrania.example"))).await;
    let there = agent.get(&format!("/c/{}/subscriptions/new", guid("lanting.example"))).await;
    for (part_number, everywhere) in [("SPE_E3", false), ("O365_BUSINESS", true)] {
        let offer = format!("({part_number})");
        assert!(here.text().contains(&offer), "{part_number} worldwide");
        assert_eq!(there.text().contains(&offer), everywhere, "{part_number} in the other cloud");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_user_6_a_partner_sees_every_user_whoever_sold_the_licenses() {
    let server = TestServer::on_sqlite().await;
    let mut agent = server.with_role("partner-admin-agent").await;
    for customer in &server.info.customers {
        let list = agent.get(&format!("/c/{}/users", customer.id)).await;
        if list.status == 200 {
            let count = format!("{} user", customer.users);
            assert!(list.text().replace(',', "").contains(&count), "{}: {count}", customer.name);
        }
    }
    server.end().await;
}
