//! The native interface over HTTP: tokens, what each role may, keys of requests, bad input, and requests made from the
//! published document itself.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::ids::Guid;
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};
use cupo_testkit::server::tables::differences;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// Requests made from the document.
const CASES: u32 = 400;

/// A program of the demo with a token.
pub async fn program(server: &TestServer, role: &str) -> Browser {
    let app = server.info.apps.iter().find(|app| app.role == role).unwrap();
    let token = server.app().issue_token(&app.client_id, &app.client_secret).await.unwrap();
    server.nobody().with("Authorization", &format!("Bearer {token}"))
}

pub async fn send(browser: &mut Browser, method: &str, path: &str, body: &Value) -> Answer {
    browser.send(method, path, Some(("application/json", body.to_string().as_bytes()))).await
}

pub fn body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{}: {}", answer.status, answer.text()))
}

/// The identity and sign-in name of a user who can be given a product with a free seat, and that product.
pub async fn case(server: &TestServer) -> (String, String, String) {
    let mut admin = program(server, "global-admin").await;
    let home = format!("/api/v1/customers/{}", server.info.customers[0].id);
    let products = body(&admin.get(&format!("{home}/products")).await);
    for product in products["items"].as_array().unwrap() {
        if product["assignable"].as_i64().unwrap() < 3 || product["seats"] != "central" {
            continue;
        }
        let users = body(&admin.get(&format!("{home}/users?limit=1000")).await);
        for user in users["items"].as_array().unwrap() {
            let id = product["id"].as_str().unwrap();
            let give = json!({"command": {"kind": "change_licenses", "users": {"names": [user["name"]]},
                "give": [{"product": id}]}});
            let shown = body(&send(&mut admin, "POST", &format!("{home}/previews"), &give).await);
            if shown["totals"]["succeeded"] == 1 {
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                return (text(&user["id"]), text(&user["name"]), id.to_owned());
            }
        }
    }
    panic!("nobody can be given anything")
}

on_both_servers! {
    async fn a_program_gets_a_token_and_loses_it_with_its_credentials(server) {
        let app = server.info.apps.iter().find(|app| app.role == "global-admin").unwrap();
        let mut nobody = server.nobody();
        let fields = |secret: &str| {
            [("grant_type", "client_credentials".to_owned()), ("client_id", app.client_id.clone()),
                ("client_secret", secret.to_owned())]
        };
        let borrowed = |fields: &[(&'static str, String); 3]| fields.clone().map(|(k, v)| (k, v));
        let wrong = borrowed(&fields("no"));
        let wrong = wrong.each_ref().map(|(k, v)| (*k, v.as_str()));
        assert_eq!(nobody.post_bare("/api/v1/token", &wrong).await.status, 401);
        let right = borrowed(&fields(&app.client_secret));
        let right = right.each_ref().map(|(k, v)| (*k, v.as_str()));
        let answer = nobody.post_bare("/api/v1/token", &right).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-store")));
        let token = body(&answer)["access_token"].as_str().unwrap().to_owned();
        let mut admin = server.nobody().with("Authorization", &format!("Bearer {token}"));
        assert_eq!(admin.get("/api/v1/customers").await.status, 200);
        let made = send(&mut admin, "POST", "/api/v1/apps", &json!({"name": "Nightly", "role": "global-reader"})).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let made = body(&made);
        let (client, secret) = (made["client_id"].as_str().unwrap(), made["client_secret"].as_str().unwrap());
        let token = server.app().issue_token(client, secret).await.unwrap();
        let mut nightly = server.nobody().with("Authorization", &format!("Bearer {token}"));
        assert_eq!(nightly.get("/api/v1/customers").await.status, 200);
        assert_eq!(nightly.get("/api/v1/apps").await.status, 403);
        let again = send(&mut admin, "POST", "/api/v1/apps", &json!({"name": "Nightly", "role": "user"})).await;
        assert_eq!(again.status, 409);
        for role in ["operator", "partner-admin-agent", "nobody"] {
            let wrong = send(&mut admin, "POST", "/api/v1/apps", &json!({"name": role, "role": role})).await;
            assert_eq!(wrong.status, 400, "{role}");
        }
        let listed = admin.get("/api/v1/apps").await.text();
        assert!(listed.contains("Nightly") && !listed.contains(secret), "secrets are never told again");
        assert_eq!(admin.send("DELETE", &format!("/api/v1/apps/{client}"), None).await.status, 204);
        assert_eq!(nightly.get("/api/v1/customers").await.status, 401, "worth nothing at once");
        assert_eq!(admin.send("DELETE", &format!("/api/v1/apps/{client}"), None).await.status, 404);
    }

    async fn a_key_does_the_work_once_and_refuses_another_body(server) {
        let (_, name, product) = case(server).await;
        let path = format!("/api/v1/customers/{}/operations", server.info.customers[0].id);
        let mut admin = program(server, "global-admin").await.with("Idempotency-Key", "order-1");
        let give = json!({"command": {"kind": "change_licenses", "users": {"names": [name]},
            "give": [{"product": product}]}});
        let first = send(&mut admin, "POST", &path, &give).await;
        assert_eq!(first.status, 201, "{}", first.text());
        assert_eq!(body(&first)["succeeded"], 1);
        let before = server.tables().await;
        let second = send(&mut admin, "POST", &path, &give).await;
        assert_eq!((second.status, body(&second)), (201, body(&first)));
        let take = json!({"command": {"kind": "change_licenses", "users": {"names": [name]}, "take": [product]}});
        let other = send(&mut admin, "POST", &path, &take).await;
        assert_eq!((other.status, body(&other)["code"].clone()), (422, "E-KEY".into()));
        assert_eq!(differences(&before, &server.tables().await, &[]), Vec::<String>::new());
        let mut stranger = program(server, "license-admin").await.with("Idempotency-Key", "order-1");
        assert_eq!(send(&mut stranger, "POST", &path, &take).await.status, 201, "keys of others never meet");
        let mut bad = program(server, "global-admin").await.with("Idempotency-Key", "a b");
        assert_eq!(send(&mut bad, "POST", &path, &give).await.status, 400);
    }

    async fn the_same_request_at_the_same_time_is_done_once(server) {
        let (_, name, product) = case(server).await;
        let path = format!("/api/v1/customers/{}/operations", server.info.customers[0].id);
        let admin = program(server, "global-admin").await.with("Idempotency-Key", "at-once");
        let give = json!({"command": {"kind": "change_licenses", "users": {"names": [name]},
            "give": [{"product": product}]}});
        let mut tasks = Vec::new();
        for _ in 0..8 {
            let (mut admin, path, give) = (admin.clone(), path.clone(), give.clone());
            tasks.push(tokio::spawn(async move { send(&mut admin, "POST", &path, &give).await }));
        }
        let mut ids = BTreeSet::new();
        for task in tasks {
            let answer = task.await.unwrap();
            assert_eq!(answer.status, 201, "{}", answer.text());
            ids.insert(body(&answer)["id"].to_string());
        }
        assert_eq!(ids.len(), 1, "one operation for all of them");
    }

    async fn a_preview_is_applied_exactly_or_says_what_changed(server) {
        let (_, name, product) = case(server).await;
        let home = format!("/api/v1/customers/{}", server.info.customers[0].id);
        let mut admin = program(server, "global-admin").await;
        let give = json!({"command": {"kind": "change_licenses", "users": {"names": [name]},
            "give": [{"product": product}]}});
        let shown = body(&send(&mut admin, "POST", &format!("{home}/previews"), &give).await);
        let apply = json!({"preview": shown["id"], "digest": shown["digest"]});
        let wrong = json!({"preview": shown["id"], "digest": "0"});
        assert_eq!(send(&mut admin, "POST", &format!("{home}/operations"), &wrong).await.status, 412);
        let mut other = program(server, "license-admin").await;
        assert_eq!(send(&mut other, "POST", &format!("{home}/operations"), &apply).await.status, 404);
        let done = send(&mut admin, "POST", &format!("{home}/operations"), &apply).await;
        assert_eq!(done.status, 201, "{}", done.text());
        let place = done.header("location").unwrap().to_owned();
        let outcomes = body(&admin.get(&format!("{place}/outcomes")).await);
        assert_eq!(outcomes["items"][0]["result"], "done");
        let file = admin.clone().with("Accept", "text/csv").get(&format!("{place}/outcomes")).await.text();
        assert!(file.starts_with("user_name,") && file.contains(&name), "{file}");
        let events = admin.get(&format!("{place}/events")).await;
        assert!(events.text().contains("\"state\":\"done\""), "{}", events.text());
        let again = send(&mut admin, "POST", &format!("{home}/operations"), &apply).await;
        assert_eq!((again.status, body(&again)["code"].clone()), (412, "E-CHANGED".into()));
        let undo = json!({"command": {"kind": "undo", "operation": body(&done)["id"]}});
        assert_eq!(send(&mut admin, "POST", &format!("{home}/operations"), &undo).await.status, 201);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_14_foreign_customers_look_like_unknown_ones() {
    let server = TestServer::on_sqlite().await;
    let mut admin = program(&server, "global-admin").await;
    let (foreign, unknown) = (server.info.customers[1].id, Guid::from_u128(7));
    for rest in ["", "/users", "/products", "/subscriptions", "/assignments", "/operations", "/apps"] {
        let told = |answer: Answer| {
            let mut told = body(&answer);
            told["instance"] = Value::Null;
            (answer.status, told)
        };
        let path = |id: Guid| match rest {
            "/apps" => format!("/api/v1/apps?customer={id}"),
            _ => format!("/api/v1/customers/{id}{rest}"),
        };
        let one = told(admin.get(&path(foreign)).await);
        assert_eq!(one, told(admin.get(&path(unknown)).await), "{rest}");
        assert_eq!(one.0, 404);
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_1_each_program_does_what_its_role_allows() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/api/v1/customers/{}", server.info.customers[0].id);
    let change =
        json!({"command": {"kind": "change_licenses", "users": {"names": ["nobody@x"]}, "take": ["X"]}});
    // What each may: look, see purchases, change licenses; a change by somebody who may fails at the unknown product.
    let table: BTreeMap<&str, [u16; 3]> = [
        ("partner-admin-agent", [200, 200, 400]),
        ("partner-sales-agent", [200, 200, 403]),
        ("partner-helpdesk-agent", [200, 403, 403]),
        ("global-admin", [200, 200, 400]),
        ("license-admin", [200, 403, 400]),
        ("user-admin", [200, 403, 400]),
        ("billing-admin", [200, 200, 403]),
        ("global-reader", [200, 200, 403]),
        ("user", [403, 403, 403]),
    ]
    .into();
    let roles: BTreeSet<&str> = server.info.apps.iter().map(|app| app.role.as_str()).collect();
    assert_eq!(roles, table.keys().copied().collect(), "the demo has credentials for every role");
    for (role, wanted) in table {
        let mut program = program(&server, role).await;
        let found = [
            program.get(&format!("{home}/users")).await.status,
            program.get(&format!("{home}/subscriptions")).await.status,
            send(&mut program, "POST", &format!("{home}/previews"), &change).await.status,
        ];
        assert_eq!(found, wanted, "{role}");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_requests_are_told_with_their_place_and_change_nothing() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/api/v1/customers/{}", server.info.customers[0].id);
    let mut admin = program(&server, "global-admin").await;
    let before = server.tables().await;
    let operations = format!("{home}/operations");
    for (sent, pointer) in [
        (r#"{"command":{"kind":"undo","operation":7}}"#, "/command/operation"),
        (r#"{"command":{"kind":"dance"}}"#, "/command/kind"),
        (r#"{"command":{"kind":"undo","operation":"x","more":1}}"#, "/command/more"),
        (
            r#"{"command":{"kind":"change_licenses","users":{"names":["\u0000"]},"take":["X"]}}"#,
            "/command/take/0",
        ),
        (r#"{"preview":1,"digest":"x"}"#, "/preview"),
        ("{", ""),
        ("[]", ""),
    ] {
        let answer = admin.send("POST", &operations, Some(("application/json", sent.as_bytes()))).await;
        assert_eq!((answer.status, body(&answer)["pointer"].clone()), (400, pointer.into()), "{sent}");
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
    let deep = "[".repeat(200_000);
    assert_eq!(
        admin.send("POST", &operations, Some(("application/json", deep.as_bytes()))).await.status,
        400
    );
    assert_eq!(admin.send("POST", &operations, Some(("text/plain", b"{}"))).await.status, 415);
    let long = vec![b' '; 9 * 1024 * 1024];
    assert_eq!(admin.send("POST", &operations, Some(("application/json", &long))).await.status, 413);
    for query in ["limit=0", "limit=1001", "limit=x", "after=x", "after=MQ", "more=1", "sort=x"] {
        let answer = admin.get(&format!("{home}/users?{query}")).await;
        let name = query.split('=').next().unwrap();
        assert_eq!((answer.status, body(&answer)["parameter"].clone()), (400, name.into()), "{query}");
    }
    assert_eq!(admin.send("PUT", &operations, None).await.status, 405);
    assert_eq!(body(&admin.get("/api/v1/nothing").await)["code"], "E-NOTFOUND");
    assert_eq!(admin.clone().with("Accept", "image/png").get(&format!("{home}/users")).await.status, 406);
    let spanish = admin.clone().with("Accept-Language", "es").get(&format!("{home}/users?limit=0")).await;
    let english = admin.get(&format!("{home}/users?limit=0")).await;
    let (es, en) = (body(&spanish), body(&english));
    assert_eq!((es["code"].clone(), spanish.header("content-language")), (en["code"].clone(), Some("es")));
    assert!(es["title"] != en["title"] && es["remedy"] != en["remedy"], "{es} {en}");
    let mut nobody = server.nobody();
    assert!(nobody.get(&format!("{home}/users")).await.header("www-authenticate").is_some());
    assert_eq!(differences(&before, &server.tables().await, &[]), Vec::<String>::new());
    server.end().await;
}

/// A value for a schema of the document: mostly one that fits, sometimes one that does not.
fn value(document: &Value, schema: &Value, known: &[String], pick: &mut impl FnMut(usize) -> usize) -> Value {
    if pick(12) == 0 {
        let odd = [
            json!(null),
            json!(-1),
            json!("\u{0}"),
            json!([]),
            json!({}),
            json!(1e300),
            json!("x".repeat(5_000)),
        ];
        return odd[pick(odd.len())].clone();
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return value(document, document.pointer(&reference[1..]).unwrap(), known, pick);
    }
    if let Some(only) = schema.get("const") {
        return only.clone();
    }
    for key in ["oneOf", "anyOf", "enum"] {
        if let Some(all) = schema.get(key).and_then(Value::as_array) {
            let one = &all[pick(all.len())];
            return if key == "enum" { one.clone() } else { value(document, one, known, pick) };
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds[pick(kinds.len())].as_str().unwrap(),
        other => other.as_str().unwrap_or("string"),
    };
    match kind {
        "object" => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            let fields = schema["properties"].as_object().cloned().unwrap_or_default();
            let mut all = serde_json::Map::new();
            for (name, field) in fields {
                if required.contains(&json!(name)) || pick(2) == 0 {
                    all.insert(name, value(document, &field, known, pick));
                }
            }
            Value::Object(all)
        }
        "array" => (0..pick(3)).map(|_| value(document, &schema["items"], known, pick)).collect(),
        "integer" | "number" => json!([0, 1, 7, 100, 100_000, i64::MAX][pick(6)]),
        "boolean" => json!(pick(2) == 0),
        "null" => Value::Null,
        _ => json!(known[pick(known.len())]),
    }
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |out, byte| {
        if byte.is_ascii_alphanumeric() {
            format!("{out}{}", byte as char)
        } else {
            format!("{out}%{byte:02X}")
        }
    })
}

on_both_servers! {
    async fn requests_made_from_the_document_get_what_it_declares(server) {
        let things = server.things(server.info.customers[0].id).await;
        let mut admin = program(server, "global-admin").await;
        let document = body(&admin.get("/api/v1/openapi.json").await);
        let mut routes = Vec::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                routes.push((method.to_uppercase(), path.clone(), operation.clone()));
            }
        }
        let known: Vec<String> = [things.user, things.product, things.subscription, things.operation, things.preview]
            .iter()
            .map(ToString::to_string)
            .chain([things.sign_in.clone(), String::new(), "P1M".to_owned(), "ñ'\"%_\\".to_owned(), "E3".to_owned()])
            .collect();
        let seed = TestRng::from_seed(RngAlgorithm::ChaCha, b"requests made from the document!");
        let mut runner = TestRunner::new_with_rng(Config::default(), seed);
        let mut pick = |most: usize| (0..most.max(1)).new_tree(&mut runner).unwrap().current();
        let mut met: BTreeMap<u16, u32> = BTreeMap::new();
        for n in 0..CASES {
            let (method, pattern, operation) = &routes[usize::try_from(n).unwrap() % routes.len()];
            let mut path = pattern.clone();
            let (mut query, mut browser) = (Vec::new(), admin.clone());
            for parameter in operation["parameters"].as_array().unwrap() {
                let name = parameter["name"].as_str().unwrap();
                let drawn = value(&document, &parameter["schema"], &known, &mut pick);
                let text = drawn.as_str().map_or_else(|| drawn.to_string(), str::to_owned);
                match parameter["in"].as_str().unwrap() {
                    "path" => {
                        let own = match name {
                            "customer" => things.customer.to_string(),
                            "user" => things.user.to_string(),
                            "product" => things.product.to_string(),
                            "operation" => things.operation.to_string(),
                            _ => text.clone(),
                        };
                        let text = if pick(5) == 0 { text } else { own };
                        let text = if text.is_empty() { "x".to_owned() } else { text };
                        path = path.replace(&format!("{{{name}}}"), &encoded(&text));
                    }
                    "query" if pick(2) == 0 => query.push(format!("{name}={}", encoded(&text))),
                    "header" if pick(4) == 0 => browser = browser.with(name, &encoded(&text)),
                    _ => {}
                }
            }
            if !query.is_empty() {
                path = format!("{path}?{}", query.join("&"));
            }
            let sent = operation["requestBody"]["content"].as_object().map(|content| {
                let (kind, it) = content.iter().next().unwrap();
                let drawn = value(&document, &it["schema"], &known, &mut pick);
                let text = match kind.as_str() {
                    "application/json" => drawn.to_string(),
                    _ => drawn.as_object().into_iter().flatten()
                        .map(|(k, v)| format!("{k}={}", encoded(&v.as_str().map_or_else(|| v.to_string(), str::to_owned))))
                        .collect::<Vec<_>>().join("&"),
                };
                (kind.clone(), text)
            });
            // The client ends the test on an answer of 500 and more; this says which request it was.
            println!("{method} {path} {sent:?}");
            let parts = sent.as_ref().map(|(kind, text)| (kind.as_str(), text.as_bytes()));
            let answer = browser.send(method, &path, parts).await;
            let declared = operation["responses"].as_object().unwrap();
            let status = answer.status.to_string();
            assert!(declared.contains_key(&status), "{method} {path} {sent:?}: {status} is not declared");
            *met.entry(answer.status).or_insert(0) += 1;
        }
        assert!([200, 400, 404].iter().all(|status| met.contains_key(status)), "{met:?}");
        server.app().work_on_operations().await.unwrap();
    }
}
