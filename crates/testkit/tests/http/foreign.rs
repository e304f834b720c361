//! What belongs to others looks exactly as if it did not exist (D-27): other partners' customers, and other customers'
//! users, subscriptions, operations and previews under one's own customer.

use cupo_domain::ids::Guid;
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::Answer;
use cupo_testkit::server::strangers::other_customer;
use cupo_testkit::server::tables::differences;
use cupo_testkit::server::things::Things;

use crate::routes::{address, visit};
use crate::table::ROUTES;
use crate::visitors::browser_of;

/// A GUID that nothing has.
const UNKNOWN: Guid = Guid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);

/// Everything a visitor can see of an answer, with the id that was asked for taken out.
fn seen(answer: &Answer, asked: Guid) -> (u16, Vec<(String, String)>, String) {
    let hide = |text: &str| text.replace(&asked.to_string(), "ASKED");
    let changing = ["date", "content-length"];
    let headers = answer.headers.iter().filter(|(name, _)| !changing.contains(&name.as_str()));
    (answer.status, headers.map(|(k, v)| (k.clone(), hide(v))).collect(), hide(&answer.text()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_14_inv_20_foreign_customers_look_exactly_like_unknown_ones_on_every_route() {
    let server = TestServer::on_sqlite().await;
    let own = server.things(server.info.customers[0].id).await;
    let before = server.tables().await;
    for (visitor, foreign) in [
        ("stranger-admin", own.customer),
        ("stranger-agent", own.customer),
        ("partner-admin-agent", other_customer()),
        ("partner-sales-agent", other_customer()),
        ("global-admin", other_customer()),
        ("global-admin", server.info.customers[1].id),
        ("user", server.info.customers[1].id),
    ] {
        let mut browser = browser_of(&server, visitor).await;
        for (method, pattern, _) in ROUTES.iter().filter(|(_, pattern, _)| pattern.contains("{customer}")) {
            let there = Things { customer: foreign, ..own.clone() };
            let nowhere = Things { customer: UNKNOWN, ..own.clone() };
            let real = visit(&mut browser, method, pattern, &address(pattern, &there)).await;
            let unknown = visit(&mut browser, method, pattern, &address(pattern, &nowhere)).await;
            assert_eq!(seen(&real, foreign), seen(&unknown, UNKNOWN), "{visitor} {method} {pattern}");
            let leads_back = *method == "GET" && pattern.ends_with("assign");
            assert_eq!(real.status, if leads_back { 303 } else { 404 }, "{visitor} {method} {pattern}");
            let malformed = address(pattern, &there).replace(&foreign.to_string(), "no-guid");
            let malformed = visit(&mut browser, method, pattern, &malformed).await;
            assert_eq!(malformed.status, real.status, "{visitor} {method} {pattern}");
        }
    }
    let differs = differences(&before, &server.tables().await, &["session", "first_sign_in"]);
    assert_eq!(differs, Vec::<String>::new(), "nothing changed");
    server.end().await;
}

on_both_servers! {
    async fn inv_20_things_of_another_customer_look_exactly_like_unknown_ones(server) {
        let own = server.things(server.info.customers[0].id).await;
        let other = server.things(server.info.customers[1].id).await;
        let mut agent = server.with_role("partner-admin-agent").await;
        let before = server.tables().await;
        let mut compared = 0;
        for (method, pattern, _) in ROUTES {
            for (part, theirs) in
                [("{user}", other.user), ("{operation}", other.operation), ("{subscription}", other.subscription)]
            {
                if !pattern.contains(part) {
                    continue;
                }
                let at = |id: Guid| address(&pattern.replace(part, &id.to_string()), &own);
                let real = visit(&mut agent, method, pattern, &at(theirs)).await;
                let unknown = visit(&mut agent, method, pattern, &at(UNKNOWN)).await;
                assert_eq!(seen(&real, theirs), seen(&unknown, UNKNOWN), "{method} {pattern}");
                assert_eq!(real.status, 404, "{method} {pattern}");
                compared += 1;
            }
        }
        assert!(compared >= 15, "{compared} addresses were compared");
        assert_eq!(differences(&before, &server.tables().await, &[]), Vec::<String>::new());
    }
}

on_both_servers! {
    async fn inv_20_forms_that_name_things_of_another_customer_do_what_unknown_ones_do(server) {
        let own = server.things(server.info.customers[0].id).await;
        let other = server.things(server.info.customers[1].id).await;
        let mut agent = server.with_role("partner-admin-agent").await;
        let home = format!("/c/{}", own.customer);
        let product = own.product.to_string();
        let before = server.tables().await;
        let forms = [
            (format!("{home}/selection"), vec![("do", "tick"), ("back", "/")], "ids", other.user),
            (format!("{home}/selection"), vec![("do", "page"), ("back", "/")], "shown", other.user),
            (format!("{home}/users/delete"), vec![("confirm", "1"), ("digest", "x")], "ids", other.user),
            (format!("{home}/deleted-users/restore"), vec![], "ids", other.user),
            (format!("{home}/products/{product}/unassign"), vec![], "ids", other.user),
        ];
        for (path, fields, name, theirs) in forms {
            let mut answers = Vec::new();
            for id in [theirs, UNKNOWN] {
                let text = id.to_string();
                let mut all = fields.clone();
                all.push((name, &text));
                answers.push(seen(&agent.post(&path, &all).await, id));
            }
            assert_eq!(answers[0], answers[1], "{path}");
        }
        for path in
            ["users/delete?ids=", "users?after=", "users?before=", "deleted-users?after=", "users/import?file=", "licenses/import?file="]
        {
            let real = agent.get(&format!("{home}/{path}{}", other.user)).await;
            let unknown = agent.get(&format!("{home}/{path}{UNKNOWN}")).await;
            assert_eq!(seen(&real, other.user), seen(&unknown, UNKNOWN), "{path}");
        }
        assert_eq!(differences(&before, &server.tables().await, &[]), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn inv_20_a_preview_of_another_customer_is_no_preview() {
    let server = TestServer::on_sqlite().await;
    let own = server.things(server.info.customers[0].id).await;
    let other = server.things(server.info.customers[1].id).await;
    let mut agent = server.with_role("partner-admin-agent").await;
    let path = format!("/c/{}/users/{}/licenses/save", own.customer, own.user);
    let product = own.product.to_string();
    let before = server.tables().await;
    let mut answers = Vec::new();
    for preview in [other.preview, UNKNOWN] {
        let text = preview.to_string();
        let answer = agent.post(&path, &[("product", &product), ("preview", &text), ("confirm", "1")]).await;
        answers.push(answer.status);
    }
    assert_eq!(answers[0], answers[1], "a preview of others is as good as none");
    let differs = differences(&before, &server.tables().await, &[]);
    assert!(
        answers[0] == 412 || !differs.contains(&"outcome".to_owned()) || answers[0] == 303,
        "{answers:?} {differs:?}"
    );
    server.end().await;
}
