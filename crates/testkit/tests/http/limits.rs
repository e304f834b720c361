//! What is too much or never ends: callers in haste, a full line of changes, bodies without an end, and streams that are
//! followed to theirs. Always a clear answer, nothing changed, and others are served as before.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use cupo_api::Pace;
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::Browser;
use cupo_testkit::server::tables::differences;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tower::ServiceExt;

use crate::programs::{body, program, send};

/// More requests than changes may wait in a line.
const CROWD: usize = 6_000;
/// Users of a file who are more than one slice.
const MANY: usize = 5_200;

fn home(server: &TestServer) -> String {
    format!("/api/v1/customers/{}", server.info.customers[0].id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_limit_1_a_program_in_haste_is_told_when_to_come_again_and_others_are_served() {
    let pace = Pace { per_second: 1, burst: 3 };
    let server = TestServer::on_sqlite_with(|reach| reach.pace = pace).await;
    let mut hasty = program(&server, "global-admin").await;
    let mut refused = None;
    for _ in 0..500 {
        let answer = hasty.get("/api/v1/customers").await;
        if answer.status != 200 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.unwrap();
    assert_eq!((refused.status, &body(&refused)["code"]), (429, &json!("E-RATE")));
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    let mut patient = program(&server, "global-reader").await;
    assert_eq!(patient.get("/api/v1/customers").await.status, 200);
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_line_of_changes_says_when_to_come_again_and_forgets_nothing() {
    let server = TestServer::on_sqlite().await;
    let app = server.app();
    let known = server.info.apps.iter().find(|it| it.role == "global-admin").unwrap();
    let token = app.issue_token(&known.client_id, &known.client_secret).await.unwrap();
    let router = cupo_api::router(std::sync::Arc::clone(app));
    let things = server.things(server.info.customers[0].id).await;
    let body =
        json!({"command": {"kind": "edit_user", "user": things.sign_in, "fields": {"department": "Cola"}}});
    let asked = |key: usize| {
        let request = Request::post(format!("{}/operations", home(&server)))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json")
            .header("idempotency-key", format!("crowd-{key}"));
        request.body(Body::from(body.to_string())).unwrap()
    };
    let turn = app.store().turn().await.unwrap();
    let crowd: Vec<_> = (0..CROWD).map(|key| tokio::spawn(router.clone().oneshot(asked(key)))).collect();
    // Nobody gets a turn now, so whoever is answered was refused for want of room.
    let mut answered = 0;
    while answered < CROWD - 5_000 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        answered = crowd.iter().filter(|task| task.is_finished()).count();
    }
    drop(turn);
    let (mut busy, mut other) = (0, 0);
    for task in crowd {
        let Ok(answer) = task.await.unwrap();
        if answer.status() == 503 {
            assert!(answer.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() >= 1);
            let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
            assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap()["code"], "E-BUSY");
            busy += 1;
        } else {
            // The first changes the department; the others find it as they want it.
            assert!(matches!(answer.status().as_u16(), 201 | 400 | 409), "{}", answer.status());
            other += 1;
        }
    }
    assert!(busy >= 1 && other >= 1, "{busy} were told to come again, {other} were served");
    let mut later = program(&server, "global-admin").await;
    assert_eq!(later.get("/api/v1/customers").await.status, 200, "afterwards all is as before");
    server.end().await;
}

/// Sends a head and then pieces until the other side answers; the status of the answer.
async fn endless(server: &TestServer, head: &str, piece: &[u8], pause: Duration) -> u16 {
    let (mut read, mut write) = TcpStream::connect(server.address()).await.unwrap().into_split();
    write.write_all(format!("{head}Host: {}\r\n\r\n", server.address()).as_bytes()).await.unwrap();
    let (piece, mut answer) = (piece.to_vec(), Vec::new());
    let sending = async {
        while write.write_all(&piece).await.is_ok() {
            tokio::time::sleep(pause).await;
        }
        std::future::pending::<()>().await;
    };
    let reading = async {
        let mut bytes = [0; 4096];
        while let Ok(read) = read.read(&mut bytes).await {
            answer.extend_from_slice(&bytes[..read]);
            if read == 0 || answer.windows(4).any(|w| w == b"\r\n\r\n") {
                break;
            }
        }
    };
    tokio::select! {
        () = sending => {}
        () = reading => {}
        () = tokio::time::sleep(Duration::from_secs(60)) => panic!("no answer to {head}"),
    }
    let text = String::from_utf8_lossy(&answer);
    text.split(' ').nth(1).unwrap_or_else(|| panic!("no answer to {head}: {text:?}")).parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_never_ends_is_given_up_at_every_door() {
    let server = TestServer::on_sqlite_with(|reach| reach.patience.0 = Duration::from_secs(2)).await;
    let before = server.tables().await;
    let known = server.info.apps.iter().find(|it| it.role == "global-admin").unwrap();
    let token = server.app().issue_token(&known.client_id, &known.client_secret).await.unwrap();
    let home = home(&server);
    let chunk = format!("{:x}\r\n{}\r\n", 1 << 16, "x".repeat(1 << 16));
    for (path, kind) in [
        (format!("{home}/operations"), "application/json"),
        (format!("{home}/previews"), "application/json"),
        (format!("{home}/users"), "application/json"),
        (format!("{home}/imports/users"), "text/csv"),
        (format!("{home}/imports/licenses"), "text/csv"),
        ("/api/v1/token".to_owned(), "application/x-www-form-urlencoded"),
        ("/sign-in".to_owned(), "application/x-www-form-urlencoded"),
    ] {
        let head = |rest: &str| {
            format!(
                "POST {path} HTTP/1.1\r\nAuthorization: Bearer {token}\r\nContent-Type: {kind}\r\n{rest}\r\n"
            )
        };
        let chunked = head("Transfer-Encoding: chunked");
        let trickle = endless(&server, &chunked, b"1\r\nx\r\n", Duration::from_millis(50)).await;
        assert!(matches!(trickle, 400 | 408), "{path}: a letter at a time got {trickle}");
        let silent = endless(&server, &head("Content-Length: 1000"), b"", Duration::from_secs(3_600)).await;
        assert!(matches!(silent, 400 | 408), "{path}: nothing at all got {silent}");
        if kind != "text/csv" {
            let flood = endless(&server, &chunked, chunk.as_bytes(), Duration::ZERO).await;
            assert_eq!(flood, 413, "{path}: a flood");
        }
    }
    assert_eq!(differences(&before, &server.tables().await, &["session", "api_token"]), Vec::<String>::new());
    let mut admin = program(&server, "global-admin").await;
    assert_eq!(admin.get("/api/v1/customers").await.status, 200, "others are served");
    server.end().await;
}

/// What a stream of events says, in its order.
fn told(text: &str) -> Vec<Value> {
    text.lines()
        .filter_map(|line| line.strip_prefix("data:"))
        .map(|it| serde_json::from_str(it).unwrap())
        .collect()
}

/// Follows a stream until it has told something, and goes away.
async fn glance(server: &TestServer, admin: &Browser, path: &str) -> Value {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let (_, token) = admin.headers.iter().find(|(name, _)| name == "Authorization").unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: {token}\r\n\r\n", server.address());
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut text, mut bytes) = (String::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut bytes).await.unwrap();
        assert!(read > 0, "the stream ended before it told anything: {text}");
        text.push_str(&String::from_utf8_lossy(&bytes[..read]));
        if let Some((_, rest)) = text.split_once("data:")
            && rest.contains("\n\n")
        {
            return told(&text).remove(0);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn progress_is_followed_to_the_end_and_taken_up_again_after_a_lost_connection() {
    let server = TestServer::on_sqlite().await;
    let (home, domain) = (home(&server), &server.info.customers[0].domain);
    let mut admin = program(&server, "global-admin").await;
    let heading = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
        Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region";
    let rows = (0..MANY).map(|n| format!("\nu{n}@{domain},A,B,Uno {n},,Muchos,,,,,,,,,,Spain"));
    let file = format!("{heading}{}\n", rows.collect::<String>());
    let made =
        admin.send("POST", &format!("{home}/imports/users"), Some(("text/csv", file.as_bytes()))).await;
    assert_eq!(body(&made)["created"], MANY, "{}", made.text());
    let buy =
        json!({"command": {"kind": "buy", "product": "ENTERPRISEPREMIUM", "quantity": MANY, "term": "P1Y"}});
    assert_eq!(send(&mut admin, "POST", &format!("{home}/operations"), &buy).await.status, 201);
    // Nobody works while this is held, so that the stream is met in the middle.
    let turn = server.app().store().turn().await.unwrap();
    let give = json!({"command": {"kind": "change_licenses", "users": {"filter": {"department": "Muchos"}},
        "give": [{"product": "ENTERPRISEPREMIUM"}]}});
    let asking = {
        let (mut admin, path) = (admin.clone(), format!("{home}/operations"));
        tokio::spawn(async move { send(&mut admin, "POST", &path, &give).await })
    };
    drop(turn);
    let begun = asking.await.unwrap();
    assert_eq!(begun.status, 202, "{}", begun.text());
    let events = format!("{}/events", begun.header("location").unwrap());
    let first = glance(&server, &admin, &events).await;
    assert_eq!(first["users"], MANY);
    // Whoever comes again is told at once how far it is, whatever was heard last.
    let mut again = admin.clone().with("Last-Event-ID", "17");
    let stream = again.get(&events).await;
    assert_eq!(stream.header("content-type"), Some("text/event-stream"));
    let all = told(&stream.text());
    let done: Vec<i64> = all.iter().map(|it| it["users_done"].as_i64().unwrap()).collect();
    assert!(done.is_sorted() && done[0] >= first["users_done"].as_i64().unwrap(), "{done:?}");
    let last = all.last().unwrap();
    assert_eq!((&last["state"], &last["users_done"]), (&json!("done"), &json!(MANY)), "{last}");
    assert_eq!(last["succeeded"].as_i64().unwrap() + last["refused"].as_i64().unwrap(), MANY as i64);
    let ended = told(&admin.get(&events).await.text());
    assert_eq!((ended.len(), &ended[0]), (1, last), "a stream of what is done says so and ends");
    server.end().await;
}
