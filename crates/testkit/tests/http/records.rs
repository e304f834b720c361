//! The audit log and the past for programs: the same filters as on the page, pages by key, files, and refusals that name
//! their place.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::Browser;
use serde_json::{Value, json};

use crate::programs::{body, case, program, send};

async fn listed(browser: &mut Browser, path: &str) -> Vec<Value> {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    body(&answer)["items"].as_array().unwrap().clone()
}

on_both_servers! {
    async fn r_audit_3_r_audit_6_programs_read_the_log_with_the_filters_of_the_page(server) {
        let (_, name, product) = case(server).await;
        let mut admin = program(server, "global-admin").await;
        let home = format!("/api/v1/customers/{}", server.info.customers[0].id);
        let give = json!({"command": {"kind": "change_licenses", "users": {"names": [name]},
            "give": [{"product": product}]}});
        let done = send(&mut admin, "POST", &format!("{home}/operations"), &give).await;
        assert_eq!(done.status, 201, "{}", done.text());
        let done = body(&done)["id"].as_str().unwrap().to_owned();
        let log = format!("{home}/audit");

        let of = listed(&mut admin, &format!("{log}?operation={done}")).await;
        assert_eq!(of.len(), 1, "one user, one record");
        let it = &of[0];
        assert_eq!((&it["action"], &it["channel"]), (&json!("licenses.changed"), &json!("api")));
        assert_eq!((&it["about"]["kind"], &it["about"]["name"]), (&json!("user"), &json!(name)));
        assert_eq!(it["refused"], false);
        assert!(it["by"].as_str().is_some_and(|by| !by.is_empty()), "programs have names");
        let change = &it["detail"]["changed"][0];
        assert!(change["before"].is_null() && change["after"]["plans_off"].is_array(), "{change}");
        let part = change["product"].as_str().unwrap();
        assert!(part.parse::<i64>().is_err(), "products are told by part number, not by key: {part}");

        for narrowed in [
            format!("user={name}&action=licenses.changed&channel=api"),
            format!("product={product}&channel=api"),
            format!("product={part}&operation={done}"),
            format!("who={}&channel=api", it["by"].as_str().unwrap().replace(' ', "%20")),
        ] {
            let found = listed(&mut admin, &format!("{log}?{narrowed}")).await;
            assert_eq!(found.first(), Some(it), "{narrowed}");
        }
        let refusals = listed(&mut admin, &format!("{log}?action=licenses.refused&operation={done}")).await;
        assert_eq!(refusals, Vec::<Value>::new());
        assert_eq!(listed(&mut admin, &format!("{log}?from=2001-01-01&to=2001-01-02")).await.len(), 0);

        // Page by page it is the same as at once, and each record follows the one before it.
        let all = listed(&mut admin, &format!("{log}?limit=1000")).await;
        let mut walked: Vec<Value> = Vec::new();
        let mut place = String::new();
        loop {
            let page = body(&admin.get(&format!("{log}?limit=7{place}")).await);
            walked.extend(page["items"].as_array().unwrap().iter().cloned());
            assert_eq!(page["count"].is_i64(), place.is_empty(), "counted once");
            match page["next"].as_str() {
                Some(next) if walked.len() < all.len() => place = format!("&after={next}"),
                _ => break,
            }
        }
        assert!(walked.len() > 7 && walked.iter().zip(&all).all(|(one, other)| one == other));
        for pair in all.windows(2) {
            assert_eq!(pair[0]["number"].as_i64(), pair[1]["number"].as_i64().map(|number| number + 1));
            assert_eq!(pair[0]["record"]["previous"], pair[1]["record"]["hash"]);
        }

        let mut file = program(server, "global-admin").await.with("Accept", "text/csv");
        let answer = file.get(&format!("{log}?operation={done}")).await;
        assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/csv")));
        let text = answer.text();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.starts_with("number,at,by,") && text.contains(&name) && text.contains(&done));
    }

    async fn r_audit_3_what_cannot_be_asked_of_the_log_is_refused_by_its_place(server) {
        let mut admin = program(server, "global-admin").await;
        let log = format!("/api/v1/customers/{}/audit", server.info.customers[0].id);
        for (query, status, place) in [
            ("from=yesterday", 400, "from"),
            ("to=2026-13-01", 400, "to"),
            ("from=2026-03-02&to=2026-03-01", 400, "from"),
            ("to=9999-12-31", 400, "to"),
            ("action=nonsense", 400, "action"),
            ("channel=window", 400, "channel"),
            ("operation=x", 404, "operation"),
            ("who=zzz", 404, "who"),
            ("user=zzz", 404, "user"),
            ("who=", 400, "who"),
            ("product=zzz", 400, "product"),
            ("limit=0", 400, "limit"),
            ("after=zzz", 400, "after"),
        ] {
            let answer = admin.get(&format!("{log}?{query}")).await;
            assert_eq!((answer.status, &body(&answer)["parameter"]), (status, &json!(place)), "{query}");
        }
        // Who sees no audit on a page sees none here; foreign customers are not there.
        let mut reader = program(server, "license-admin").await;
        assert_eq!(reader.get(&log).await.status, 403);
        let unknown = "/api/v1/customers/00000000-0000-4000-8000-000000000000/audit";
        assert_eq!(admin.get(unknown).await.status, 404);
    }

    async fn r_audit_3_r_audit_6_a_partner_reads_what_it_did_at_its_customers_and_takes_it_along(server) {
        let (_, name, product) = case(server).await;
        let customer = server.info.customers[0].id;
        let mut agent = server.with_role("partner-admin-agent").await;
        let rows = |page: &str| page.matches("<tr><th scope=\"row\"").count();
        let before = rows(&agent.get(&format!("/activity?customer={customer}&resource=licenses")).await.text());
        // The partner's program gives a license; the customer's own one does too, which is no deed of the partner.
        let path = format!("/api/v1/customers/{customer}/operations");
        let order = |kind: &str| json!({"command": {"kind": "change_licenses", "users": {"names": [name]},
            kind: if kind == "give" { json!([{"product": product}]) } else { json!([product]) }}});
        let mut own = program(server, "global-admin").await;
        assert_eq!(send(&mut own, "POST", &path, &order("give")).await.status, 201);
        let mut program = program(server, "partner-admin-agent").await;
        assert_eq!(send(&mut program, "POST", &path, &order("take")).await.status, 201);
        for lang in ["en", "es"] {
            let mut agent = server.with_role("partner-admin-agent").await.with("accept-language", lang);
            let page = agent.get(&format!("/activity?customer={customer}&resource=licenses")).await.text();
            assert_eq!(rows(&page), before + 1, "{lang}: the partner's deed alone");
            let file = agent.get(&format!("/activity.csv?customer={customer}&resource=licenses")).await.text();
            assert_eq!(file.split_terminator("\r\n").count(), before + 2, "{lang}: a heading and the same rows");
            assert!(file.contains(&customer.to_string()));
            for wrong in ["from=yesterday", "to=x", "from=2001-01-01", "from=2999-01-01"] {
                let answer = agent.get(&format!("/activity?{wrong}")).await;
                assert_eq!(answer.status, 400, "{lang} {wrong}");
                assert!(answer.text().contains("-error\""), "{lang} {wrong}: told beside its field");
                assert_eq!(agent.get(&format!("/activity.csv?{wrong}")).await.status, 400, "{lang} {wrong}");
            }
            for wrong in ["customer=x", "resource=x", "before=x"] {
                assert_eq!(agent.get(&format!("/activity?{wrong}")).await.status, 400, "{lang} {wrong}");
            }
        }
        // A helpdesk agent reads the same, a sales agent of subscriptions only.
        let seen = async |role: &str| {
            rows(&server.with_role(role).await.get(&format!("/activity?customer={customer}&resource=licenses")).await.text())
        };
        assert_eq!(seen("partner-helpdesk-agent").await, before + 1);
        assert_eq!(seen("partner-sales-agent").await, 0);

        let partner = server.app().store().organisation(customer).await.unwrap().unwrap().partner.unwrap();
        let partner = server.app().store().organisation_by_id(partner).await.unwrap().unwrap().guid;
        let log = format!("/api/v1/customers/{partner}/activity");
        let found = listed(&mut program, &format!("{log}?customer={customer}&resource=licenses")).await;
        assert_eq!(found.len(), before + 1);
        let newest = &found[0];
        assert_eq!((&newest["about"]["name"], &newest["channel"]), (&json!(name), &json!("api")));
        assert_eq!(newest["customer"], json!(customer.to_string()));
        for (query, place) in [("from=x", "from"), ("from=2001-01-01", "from"), ("resource=x", "resource"), ("customer=x", "customer"), ("limit=0", "limit"), ("after=x", "after")] {
            let answer = program.get(&format!("{log}?{query}")).await;
            assert_eq!((answer.status, &body(&answer)["parameter"]), (400, &json!(place)), "{query}");
        }
        // To others a partner is no such thing, and neither is a customer a partner.
        assert_eq!(own.get(&log).await.status, 404);
        assert_eq!(program.get(&format!("/api/v1/customers/{customer}/activity")).await.status, 404);
        let mut sales = crate::programs::program(server, "partner-sales-agent").await;
        assert_eq!(listed(&mut sales, &format!("{log}?resource=licenses")).await, Vec::<Value>::new());
    }

    async fn d_22_programs_are_told_who_held_what_also_of_people_who_are_gone(server) {
        let (_, name, product) = case(server).await;
        let mut admin = program(server, "global-admin").await;
        let home = format!("/api/v1/customers/{}", server.info.customers[0].id);
        let operations = format!("{home}/operations");
        let users = json!({"names": [name]});
        for command in [
            json!({"kind": "change_licenses", "users": users, "give": [{"product": product}]}),
            json!({"kind": "delete_users", "users": users}),
        ] {
            let done = send(&mut admin, "POST", &operations, &json!({"command": command})).await;
            assert_eq!(done.status, 201, "{}", done.text());
        }
        let today = body(&admin.get(&format!("{home}/audit?limit=1")).await)["items"][0]["at"].clone();
        let day = &today.as_str().unwrap()[..10];
        let held = listed(&mut admin, &format!("{home}/assignments?user={name}&on={day}")).await;
        assert_eq!(held, Vec::<Value>::new(), "at the end of the day the user holds nothing");
        assert_eq!(admin.get(&format!("{home}/assignments?user={name}")).await.status, 404, "and is not there");
    }
}
