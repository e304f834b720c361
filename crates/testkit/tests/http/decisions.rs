//! Previews over HTTP: every kind of command can be looked at and applied by id and digest; what was not shown is not
//! done, and nobody sees or applies another program's previews.

use std::collections::BTreeSet;

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::Browser;
use cupo_testkit::server::tables::differences;
use serde_json::{Value, json};

use crate::programs::{body, case, program, send};

/// Tables that looking may write; and those in which the server's own work sets the dates of what was just changed.
const LOOKING: &[&str] = &["preview", "preview_part", "subscription", "subscription_life"];

fn home(server: &TestServer) -> String {
    format!("/api/v1/customers/{}", server.info.customers[0].id)
}

/// A command that can be done, and what its preview must say.
struct Case {
    command: Value,
    says: fn(&Value) -> bool,
}

/// A command of each kind that the document knows.
async fn every_kind(server: &TestServer, admin: &mut Browser) -> Vec<Case> {
    let mut all = about_people(server, admin).await;
    all.extend(about_business(server, admin).await);
    all
}

async fn about_people(server: &TestServer, admin: &mut Browser) -> Vec<Case> {
    let (_, name, product) = case(server).await;
    let user = server.things(server.info.customers[0].id).await.sign_in;
    let (users, domain) = (json!({"names": [name]}), &server.info.customers[0].domain);
    let give = json!({"kind": "change_licenses", "users": users, "give": [{"product": product}]});
    let done = send(admin, "POST", &format!("{}/operations", home(server)), &json!({"command": give})).await;
    assert_eq!(done.status, 201, "{}", done.text());
    let leaver = body(&admin.get(&format!("{}/users?license=false&limit=1000", home(server))).await);
    let leaver = leaver["items"].as_array().unwrap().iter().rev().find(|it| it["name"] != user.as_str());
    let leaver = leaver.unwrap()["name"].as_str().unwrap().to_owned();
    let held = body(&admin.get(&format!("{}/users?product=SPE_E5&limit=1", home(server))).await);
    let held = held["items"][0]["name"].as_str().map_or_else(|| user.clone(), str::to_owned);
    let new = json!({"name": format!("nueva.vista@{domain}"), "display_name": "Nueva", "location": "ES"});
    vec![
        Case {
            command: json!({"kind": "change_licenses", "users": users, "take": [product]}),
            says: |it| it["totals"]["products"][0]["taken"] == 1,
        },
        Case {
            command: json!({"kind": "create_user", "user": new}),
            says: |it| it["fields"].as_array().unwrap().iter().any(|f| f["name"] == "user_name"),
        },
        Case {
            command: json!({"kind": "delete_users", "users": {"names": [leaver]}}),
            says: |it| it["totals"]["succeeded"] == 1 && it["undo_until"].is_string(),
        },
        Case {
            command: json!({"kind": "edit_user", "user": user, "fields": {"department": "Otra cosa"}}),
            says: |it| it["fields"][0]["after"] == "Otra cosa",
        },
        Case {
            command: json!({"kind": "reset_password", "user": user}),
            says: |it| it["totals"]["succeeded"] == 1 && it["undo_until"].is_null(),
        },
        Case {
            command: json!({"kind": "change_roles", "user": user, "give": ["license-admin"]}),
            says: |it| it["fields"][0]["before"] == "false" && it["fields"][0]["after"] == "true",
        },
        Case {
            command: json!({"kind": "set_locations", "users": {"names": [user]}, "location": "PT"}),
            says: |it| it["totals"]["succeeded"] == 1,
        },
        Case {
            command: json!({"kind": "place_hold", "user": held, "data": "mail", "hold": "litigation"}),
            says: |it| it["fields"][0] == json!({"name": "hold-mail", "before": "", "after": "litigation"}),
        },
    ]
}

async fn about_business(server: &TestServer, admin: &mut Browser) -> Vec<Case> {
    let all = body(&admin.get(&format!("{}/subscriptions", home(server))).await);
    let active = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["status"] == "active" && it["recurring"] == true && it["channel"] == "direct");
    let active = active.unwrap_or_else(|| panic!("no subscription renews: {all}"));
    let own = all["items"].as_array().unwrap().iter().find(|it| it["channel"] == "self_service");
    let own = own.unwrap_or_else(|| panic!("nobody bought for themselves: {all}"));
    vec![
        Case {
            command: json!({"kind": "take_over", "subscription": own["id"]}),
            says: |it| it["undo_until"].is_null(),
        },
        Case {
            command: json!({"kind": "change_quantity", "subscription": active["id"],
                "quantity": active["quantity"].as_i64().unwrap() + 3}),
            says: |it| {
                let seats = &it["totals"]["products"][0];
                seats["available_after"].as_i64().unwrap() == seats["available_before"].as_i64().unwrap() + 3
            },
        },
        Case {
            command: json!({"kind": "change_subscription", "subscription": active["id"], "to": "recurring_off"}),
            says: |it| it["fields"].as_array().unwrap().iter().any(|f| f["before"] != f["after"]),
        },
        Case {
            command: json!({"kind": "settings", "licenses_page_limit": 33}),
            says: |it| {
                it["fields"] == json!([{"name": "licenses_page_limit", "before": "20", "after": "33"}])
            },
        },
        Case {
            command: json!({"kind": "change_domains", "add": ["Taller.Example"]}),
            says: |it| {
                it["fields"] == json!([{"name": "domain.taller.example", "before": "false", "after": "true"}])
            },
        },
        Case {
            command: json!({"kind": "buy", "product": "ENTERPRISEPREMIUM", "quantity": 3, "term": "P1Y"}),
            says: |it| {
                it["totals"]["products"][0]["available_after"] == 3 && it["totals"]["cost"].is_object()
            },
        },
    ]
}

/// The kinds of commands in the published document.
async fn kinds(admin: &mut Browser) -> BTreeSet<String> {
    let document = body(&admin.get("/api/v1/openapi.json").await);
    let mut found = BTreeSet::new();
    for one in document["components"]["schemas"]["Command"]["oneOf"].as_array().unwrap() {
        found.insert(one["properties"]["kind"]["const"].as_str().unwrap().to_owned());
    }
    found
}

on_both_servers! {
    async fn every_kind_is_shown_kept_and_applied_by_id_and_digest(server) {
        let mut admin = program(server, "global-admin").await;
        let mut met = BTreeSet::new();
        let mut cases = every_kind(server, &mut admin).await;
        while !cases.is_empty() {
            let Case { command, says } = cases.remove(0);
            let kind = command["kind"].as_str().unwrap().to_owned();
            let before = server.tables().await;
            let asked = json!({"command": command, "reason": "una prueba"});
            let shown = send(&mut admin, "POST", &format!("{}/previews", home(server)), &asked).await;
            assert_eq!(shown.status, 201, "{kind}: {}", shown.text());
            let place = shown.header("location").unwrap().to_owned();
            let shown = body(&shown);
            assert!(says(&shown) && shown["changes"] == true, "{kind}: {shown}");
            assert_eq!(shown["kind"], kind);
            assert_eq!(body(&admin.get(&place).await), shown, "{kind} looks the same again");
            let listed = body(&admin.get(&format!("{place}/refusals")).await);
            assert_eq!((&listed["items"], &listed["count"]), (&json!([]), &json!(0)), "{kind}");
            let wrong = json!({"preview": shown["id"], "digest": "0"});
            let operations = format!("{}/operations", home(server));
            let answer = send(&mut admin, "POST", &operations, &wrong).await;
            assert_eq!((answer.status, &body(&answer)["code"]), (412, &json!("E-CHANGED")), "{kind}");
            assert_eq!(differences(&before, &server.tables().await, LOOKING), Vec::<String>::new(), "{kind}");
            let apply = json!({"preview": shown["id"], "digest": shown["digest"]});
            let mut other = program(server, "partner-admin-agent").await;
            assert_eq!(other.get(&place).await.status, 404, "{kind} is another program's");
            assert_eq!(send(&mut other, "POST", &operations, &apply).await.status, 404, "{kind}");
            let done = send(&mut admin, "POST", &operations, &apply).await;
            assert_eq!(done.status, 201, "{kind}: {}", done.text());
            assert_eq!((&body(&done)["state"], &body(&done)["reason"]), (&json!("done"), &json!("una prueba")), "{kind}");
            let gone = admin.get(&place).await.status;
            assert!([404, 409, 412].contains(&gone), "{kind} is used up, or done already: {gone}");
            match kind.as_str() {
                "delete_users" => {
                    let gone = deleted(&mut admin, server).await;
                    cases.push(Case {
                        command: json!({"kind": "left_data", "user": gone, "deed": "ask-copy", "data": "files"}),
                        says: |it| it["totals"]["succeeded"] == 1,
                    });
                    cases.push(Case {
                        command: json!({"kind": "restore_users", "users": {"ids": [gone]}}),
                        says: |it| it["totals"]["succeeded"] == 1,
                    });
                }
                "change_licenses" | "place_hold" => cases.push(Case {
                    command: json!({"kind": "undo", "operation": body(&done)["id"]}),
                    says: |it| it["totals"]["users"] == 1,
                }),
                _ => {}
            }
            met.insert(kind);
        }
        let mut wanted = kinds(&mut admin).await;
        assert!(wanted.remove("release_hold"), "told apart below: a hold has its identity in the operation only");
        assert!(wanted.remove("create_customer"), "told apart below: only partners have customers");
        assert_eq!(met, wanted, "every kind of the document");
    }

    async fn a_partner_s_program_sees_a_new_customer_before_it_creates_it(server) {
        let mut agent = program(server, "partner-admin-agent").await;
        let id = server.app().store().organisation_of_domain("meridiano.example").await.unwrap().unwrap();
        let partner = server.app().store().organisation_by_id(id).await.unwrap().unwrap().guid;
        let at = format!("/api/v1/customers/{partner}");
        let wanted = |domains: Value| json!({"command": {"kind": "create_customer", "name": "Faro",
            "domain": "faro.example", "domains": domains, "country": "ES"}});
        for (domains, status, place) in [
            (json!(["faro"]), 400, "/command/domains"),
            (json!([server.info.customers[0].domain]), 409, "/command/domains"),
        ] {
            let refused = send(&mut agent, "POST", &format!("{at}/previews"), &wanted(domains)).await;
            assert_eq!((refused.status, &body(&refused)["pointer"]), (status, &json!(place)), "{}", refused.text());
        }
        let asked = wanted(json!(["taller.faro.example"]));
        let shown = send(&mut agent, "POST", &format!("{at}/previews"), &asked).await;
        let place = shown.header("location").unwrap().to_owned();
        let shown = body(&shown);
        let told = json!({"name": "domains", "before": "", "after": "taller.faro.example"});
        assert!(shown["fields"].as_array().unwrap().contains(&told), "{shown}");
        assert_eq!(shown["final_because"], "customer", "it is said before that it stays");
        assert_eq!(body(&agent.get(&place).await), shown, "it looks the same again");
        let apply = json!({"preview": shown["id"], "digest": shown["digest"]});
        let done = send(&mut agent, "POST", &format!("{at}/operations"), &apply).await;
        assert_eq!(done.status, 201, "{}", done.text());
        let listed = body(&agent.get("/api/v1/customers?search=taller.faro").await);
        let customer = &listed["items"][0];
        assert_eq!((&customer["name"], &customer["delegated"]), (&json!("Faro"), &json!(true)));
        let domains = body(&agent.get(&format!("/api/v1/customers/{}/domains", customer["id"].as_str().unwrap())).await);
        assert_eq!(domains["items"], json!([{"domain": "faro.example", "default": true},
            {"domain": "taller.faro.example", "default": false}]));
        for role in ["global-admin", "partner-sales-agent"] {
            let Some(_) = server.info.apps.iter().find(|app| app.role == role) else { continue };
            let mut other = program(server, role).await;
            let refused = send(&mut other, "POST", &format!("{at}/previews"), &asked).await;
            assert!(matches!(refused.status, 403 | 404), "{role}: {}", refused.status);
        }
    }

    async fn a_preview_that_no_longer_holds_says_what_differs(server) {
        let mut admin = program(server, "global-admin").await;
        let home = home(server);
        let asked = json!({"command": {"kind": "settings", "licenses_page_limit": 44}});
        let shown = body(&send(&mut admin, "POST", &format!("{home}/previews"), &asked).await);
        let other = json!({"command": {"kind": "settings", "licenses_page_limit": 55}});
        assert_eq!(send(&mut admin, "POST", &format!("{home}/operations"), &other).await.status, 201);
        let place = format!("{home}/previews/{}", shown["id"].as_str().unwrap());
        let apply = json!({"preview": shown["id"], "digest": shown["digest"]});
        for answer in [admin.get(&place).await, send(&mut admin, "POST", &format!("{home}/operations"), &apply).await] {
            let told = body(&answer);
            assert_eq!((answer.status, &told["code"]), (412, &json!("E-CHANGED")), "{told}");
            let field = &told["changed"]["fields"][0];
            assert!(field["before"] != field["after"], "{told}");
        }
        for id in ["x", "12345678-9abc-4def-8123-456789abcdef"] {
            assert_eq!(admin.get(&format!("{home}/previews/{id}")).await.status, 404);
        }
        let foreign = format!("/api/v1/customers/{}", server.info.customers[1].id);
        let mine = body(&send(&mut admin, "POST", &format!("{home}/previews"), &asked).await);
        assert_eq!(send(&mut admin, "POST", &format!("{foreign}/previews"), &asked).await.status, 404);
        let there = format!("{foreign}/previews/{}", mine["id"].as_str().unwrap());
        assert_eq!(admin.get(&there).await.status, 404, "of a foreign customer");
        let apply = json!({"preview": mine["id"], "digest": mine["digest"]});
        assert_eq!(send(&mut admin, "POST", &format!("{foreign}/operations"), &apply).await.status, 404);
        let mut agent = program(server, "partner-admin-agent").await;
        assert_eq!(agent.get(&there).await.status, 404, "nor at another customer of the same partner");
    }

    async fn whoever_is_refused_stands_on_pages_and_in_a_file(server) {
        let mut admin = program(server, "global-admin").await;
        let home = home(server);
        let all = json!({"kind": "change_licenses", "users": {"filter": {"everybody": true}}, "replace": true,
            "give": [{"product": "EXCHANGESTANDARD"}]});
        let shown = body(&send(&mut admin, "POST", &format!("{home}/previews"), &json!({"command": all})).await);
        let refused = shown["totals"]["refused"].as_i64().unwrap();
        assert!(refused > 3, "{shown}");
        let place = format!("{home}/previews/{}/refusals", shown["id"].as_str().unwrap());
        let (mut names, mut next) = (Vec::new(), String::new());
        loop {
            let page = body(&admin.get(&format!("{place}?limit=2{next}")).await);
            for it in page["items"].as_array().unwrap() {
                assert!(it["code"].as_str().unwrap().starts_with("E-") && it["detail"] != "", "{it}");
                names.push(it["user_name"].as_str().unwrap().to_owned());
            }
            match page["next"].as_str() {
                Some(cursor) => next = format!("&after={cursor}"),
                None => break,
            }
        }
        let distinct: BTreeSet<&String> = names.iter().collect();
        assert_eq!(i64::try_from(distinct.len()).unwrap(), refused);
        let file = admin.clone().with("Accept", "text/csv").get(&place).await.text();
        assert_eq!(file.lines().count(), names.len() + 1);
        assert!(names.iter().all(|name| file.contains(name.as_str())), "{file}");
    }
}

/// The identity of a user who is deleted.
async fn deleted(admin: &mut Browser, server: &TestServer) -> String {
    let all = body(&admin.get(&format!("{}/users?deleted=true&sort=-name", home(server))).await);
    let id = |it: &Value| it["id"].as_str().unwrap().to_owned();
    let last = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .max_by_key(|it| it["deleted_at"].as_str().unwrap().to_owned());
    id(last.unwrap())
}
