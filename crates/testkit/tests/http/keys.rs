//! Requests with a key: done once at every door that changes something, also after a restart, and never with another
//! body.

use std::collections::BTreeSet;

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};
use serde_json::{Value, json};

use crate::programs::{body, case, program, send};

const HEADING: &str = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
    Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region\n";

fn home(server: &TestServer) -> String {
    format!("/api/v1/customers/{}", server.info.customers[0].id)
}

fn domain(server: &TestServer) -> String {
    server.info.customers[0].domain.clone()
}

async fn keyed(server: &TestServer, key: &str) -> Browser {
    program(server, "global-admin").await.with("Idempotency-Key", key)
}

async fn file(browser: &mut Browser, path: &str, rows: &str) -> Answer {
    browser.send("POST", path, Some(("text/csv", format!("{HEADING}{rows}").as_bytes()))).await
}

async fn count(server: &TestServer, what: &str) -> i64 {
    let mut admin = program(server, "global-admin").await;
    body(&admin.get(&format!("{}/{what}", home(server))).await)["count"].as_i64().unwrap()
}

#[track_caller]
fn refused(answer: &Answer) {
    assert_eq!((answer.status, &body(answer)["code"]), (422, &json!("E-KEY")), "{}", answer.text());
    assert_eq!(body(answer)["parameter"], "Idempotency-Key");
}

fn without(mut value: Value, secret: &str) -> Value {
    assert!(value.get(secret).is_some(), "{value} says {secret}, if only null");
    value[secret] = Value::Null;
    value
}

on_both_servers! {
    async fn a_user_is_created_once_per_key(server) {
        let path = format!("{}/users", home(server));
        let (users, operations) = (count(server, "users").await, count(server, "operations").await);
        let ana = json!({"name": format!("ana.clave@{}", domain(server)), "display_name": "Ana", "location": "ES"});
        let eva = json!({"name": format!("eva.clave@{}", domain(server)), "display_name": "Eva", "location": "ES"});
        let mut admin = keyed(server, "user-1").await;
        let first = send(&mut admin, "POST", &path, &ana).await;
        assert_eq!(first.status, 201, "{}", first.text());
        assert!(body(&first)["password"].as_str().unwrap().len() > 7);
        let again = send(&mut admin, "POST", &path, &ana).await;
        assert_eq!((again.status, again.header("location")), (201, first.header("location")));
        assert_eq!(body(&again), without(body(&first), "password"), "all but the password, which was told once");
        refused(&send(&mut admin, "POST", &path, &eva).await);
        refused(&send(&mut admin, "POST", &format!("{}/operations", home(server)),
            &json!({"command": {"kind": "create_user", "user": ana}})).await);
        let mut other = keyed(server, "user-2").await;
        assert_eq!(send(&mut other, "POST", &path, &ana).await.status, 409, "another key is another request");
        assert_eq!(send(&mut other, "POST", &path, &eva).await.status, 201, "what was refused does not use a key up");
        assert_eq!((count(server, "users").await, count(server, "operations").await), (users + 2, operations + 2));
    }

    async fn credentials_are_made_once_per_key(server) {
        let app = json!({"name": "Nocturno", "role": "global-reader"});
        let mut tasks = Vec::new();
        for _ in 0..4 {
            let (mut admin, app) = (keyed(server, "app-1").await, app.clone());
            tasks.push(tokio::spawn(async move { send(&mut admin, "POST", "/api/v1/apps", &app).await }));
        }
        let (mut ids, mut secrets) = (BTreeSet::new(), 0);
        for task in tasks {
            let answer = task.await.unwrap();
            assert_eq!(answer.status, 201, "{}", answer.text());
            ids.insert(body(&answer)["client_id"].to_string());
            secrets += usize::from(body(&answer)["client_secret"].is_string());
        }
        assert_eq!((ids.len(), secrets), (1, 1), "one program, and its secret is told once");
        let mut admin = keyed(server, "app-1").await;
        refused(&send(&mut admin, "POST", "/api/v1/apps", &json!({"name": "Otro", "role": "user"})).await);
        let listed = body(&admin.get("/api/v1/apps").await);
        let named = listed["items"].as_array().unwrap().iter().filter(|it| it["name"] == "Nocturno");
        assert_eq!(named.count(), 1);
    }

    async fn a_file_is_imported_once_per_key(server) {
        let path = format!("{}/imports/users", home(server));
        let row = |name: &str| format!("{name}@{},Ana,Gil,{name},,,,,,,,,,,,Spain\n", domain(server));
        let mut admin = keyed(server, "file-1").await;
        let before = count(server, "operations").await;
        let looked = file(&mut admin, &format!("{path}?dry_run=true"), &row("fila.uno")).await;
        assert_eq!((looked.status, &body(&looked)["applied"]), (200, &json!(false)), "{}", looked.text());
        let first = file(&mut admin, &path, &row("fila.uno")).await;
        assert_eq!((first.status, &body(&first)["created"]), (200, &json!(1)), "looking uses no key up");
        let again = file(&mut admin, &path, &row("fila.uno")).await;
        assert_eq!((again.status, body(&again)), (200, body(&first)));
        refused(&file(&mut admin, &path, &row("fila.dos")).await);
        refused(&file(&mut admin, &format!("{path}?update_existing=true"), &row("fila.uno")).await);
        assert_eq!(count(server, "operations").await, before + 1);
    }

    async fn two_clients_that_apply_one_preview_make_one_operation(server) {
        let (_, name, product) = case(server).await;
        let mut admin = program(server, "global-admin").await;
        let before = count(server, "operations").await;
        for (n, apart) in [(0, false), (1, true)] {
            let change = if n == 0 { "give" } else { "take" };
            let part = if n == 0 { json!([{"product": product}]) } else { json!([product]) };
            let asked = json!({"command": {"kind": "change_licenses", "users": {"names": [name]}, change: part}});
            let shown = body(&send(&mut admin, "POST", &format!("{}/previews", home(server)), &asked).await);
            let apply = json!({"preview": shown["id"], "digest": shown["digest"]});
            let mut tasks = Vec::new();
            for client in 0..6 {
                let key = format!("race-{n}-{client}");
                let mut client = if apart { keyed(server, &key).await } else { admin.clone() };
                let (path, apply) = (format!("{}/operations", home(server)), apply.clone());
                tasks.push(tokio::spawn(async move { send(&mut client, "POST", &path, &apply).await }));
            }
            let mut met = Vec::new();
            for task in tasks {
                met.push(task.await.unwrap().status);
            }
            met.sort_unstable();
            assert_eq!(met.iter().filter(|status| **status == 201).count(), 1, "{met:?}");
            assert!(met.iter().all(|status| [201, 404, 412].contains(status)), "{met:?}");
            assert_eq!(count(server, "operations").await, before + n + 1);
        }
    }
}

/// What was answered before a server stopped is answered after it has started again.
async fn replayed_after_a_restart(server: TestServer) {
    let (_, name, product) = case(&server).await;
    let give = json!({"command": {"kind": "change_licenses", "users": {"names": [name]},
        "give": [{"product": product}]}});
    let user =
        json!({"name": format!("tras.parada@{}", domain(&server)), "display_name": "T", "location": "ES"});
    let app = json!({"name": "Tras la parada", "role": "user"});
    let row = format!("tras.fila@{},Ana,Gil,Fila,,,,,,,,,,,,Spain\n", domain(&server));
    let (operations, users) = (format!("{}/operations", home(&server)), format!("{}/users", home(&server)));
    let import = format!("{}/imports/users", home(&server));
    let mut answers = Vec::new();
    let mut server = server;
    for _ in 0..2 {
        let mut all = Vec::new();
        for (key, path, asked, secret) in [
            ("o", operations.as_str(), &give, None),
            ("u", &users, &user, Some("password")),
            ("a", "/api/v1/apps", &app, Some("client_secret")),
        ] {
            let answer = send(&mut keyed(&server, key).await, "POST", path, asked).await;
            assert_eq!(answer.status, 201, "{key}: {}", answer.text());
            let told = body(&answer);
            all.push(secret.map_or(told.clone(), |secret| without(told, secret)));
        }
        let answer = file(&mut keyed(&server, "f").await, &import, &row).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        all.push(body(&answer));
        answers.push((all, count(&server, "operations").await));
        server = server.restart().await;
    }
    assert_eq!(answers[0], answers[1]);
    refused(
        &send(
            &mut keyed(&server, "o").await,
            "POST",
            &operations,
            &json!({"command":
        {"kind": "undo", "operation": answers[0].0[0]["id"]}}),
        )
        .await,
    );
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_hold_after_a_restart_on_a_file() {
    replayed_after_a_restart(TestServer::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_hold_after_a_restart_on_a_server() {
    if let Some(server) = TestServer::on_postgres().await {
        replayed_after_a_restart(server).await;
    }
}
