//! Requests that another site makes a browser send, and forms that are not of this session: refused, and nothing changed.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser, MULTIPART, form, multipart};
use cupo_testkit::server::tables::differences;
use cupo_testkit::server::things::Things;

use crate::routes::{address, takes_file};
use crate::table::{PREVIEWS, ROUTES};

/// Fields with which a form of a route would do something, where an empty one would not.
fn fields<'a>(pattern: &str, things: &'a Things, product: &'a str) -> Vec<(&'a str, &'a str)> {
    match pattern.rsplit('/').next().unwrap_or("") {
        "sign-in" => vec![("username", "a@b.example"), ("password", "x")],
        "language" => vec![("lang", "es")],
        "selection" => vec![("do", "all"), ("back", "/")],
        "account" => vec![("display_name", "Mallory"), ("department", "Forged"), ("enabled", "1")],
        "assign" => vec![("people", &things.sign_in)],
        "quantity" => vec![("quantity", "1")],
        "save" => vec![("product", product), ("confirm", "1")],
        "password" if pattern.starts_with("/c/") => vec![("confirm", "1")],
        _ => Vec::new(),
    }
}

async fn send(browser: &mut Browser, (pattern, things): (&str, &Things), token: Option<&str>) -> Answer {
    let path = address(pattern, things);
    if takes_file(pattern) {
        let body = multipart(token, b"Username,Display name\nforged@chain.example,Forged\n");
        return browser.send("POST", &path, Some((MULTIPART, &body))).await;
    }
    let product = things.product.to_string();
    let mut all = fields(pattern, things, &product);
    all.extend(token.map(|token| ("csrf", token)));
    browser.send("POST", &path, Some(("application/x-www-form-urlencoded", form(&all).as_bytes()))).await
}

fn forms() -> impl Iterator<Item = &'static str> {
    ROUTES.iter().filter(|(method, ..)| *method == "POST").map(|(_, pattern, _)| *pattern)
}

/// Who may send the form, so that only the forgery is a reason to refuse.
fn sender(pattern: &str) -> &'static str {
    if pattern.starts_with("/catalogue") { "partner-admin-agent" } else { "global-admin" }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_without_the_token_of_its_session_is_refused_and_changes_nothing() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let mut admin = server.with_role("global-admin").await;
    let mut agent = server.with_role("partner-admin-agent").await;
    let other = (server.with_role("global-admin").await, server.with_role("partner-admin-agent").await);
    let before = server.tables().await;
    for pattern in forms() {
        let of_agent = sender(pattern) == "partner-admin-agent";
        let browser = if of_agent { &mut agent } else { &mut admin };
        let flipped: String = browser.csrf.chars().rev().collect();
        let tokens = [None, Some(""), Some("x"), Some(other.0.csrf.as_str()), Some(other.1.csrf.as_str())];
        for token in tokens.into_iter().chain([Some(flipped.as_str())]) {
            let answer = send(browser, (pattern, &things), token).await;
            assert_eq!(answer.status, 403, "{pattern} with {token:?}");
            assert!(answer.is_page(), "{pattern} with {token:?}: {}", answer.text());
            assert!(!answer.text().contains("Your role"), "{pattern} with {token:?}: {}", answer.text());
        }
    }
    assert_eq!(differences(&before, &server.tables().await, &[]), Vec::<String>::new());
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_from_another_site_is_refused_even_with_the_right_token() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let here = format!("http://{}", server.address());
    let admin = server.with_role("global-admin").await;
    let agent = server.with_role("partner-admin-agent").await;
    let before = server.tables().await;
    for pattern in forms() {
        let honest = if sender(pattern) == "global-admin" { admin.clone() } else { agent.clone() };
        for browser in [server.nobody(), honest] {
            for (name, value) in [
                ("Sec-Fetch-Site", "cross-site"),
                ("Sec-Fetch-Site", "same-site"),
                ("Origin", "https://evil.example"),
                ("Origin", "null"),
                ("Origin", ""),
                ("Origin", &format!("{here}.evil.example")),
                ("Origin", &format!("{here}@evil.example")),
            ] {
                let token = browser.csrf.clone();
                let mut forged = browser.clone().with(name, value);
                let answer = send(&mut forged, (pattern, &things), Some(&token)).await;
                assert_eq!(answer.status, 403, "{pattern} with {name}: {value}");
                assert!(answer.is_page(), "{pattern} with {name}: {value} says why");
            }
        }
    }
    assert_eq!(differences(&before, &server.tables().await, &[]), Vec::<String>::new());
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_forms_with_their_token_do_change_something() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let here = format!("http://{}", server.address());
    for (pattern, table) in
        [("/c/{customer}/users/{user}/account", "preview"), ("/c/{customer}/selection", "selection")]
    {
        let browser = server.with_role(sender(pattern)).await;
        let before = server.tables().await;
        let token = browser.csrf.clone();
        let mut honest = browser.with("Origin", &here).with("Sec-Fetch-Site", "same-origin");
        let answer = send(&mut honest, (pattern, &things), Some(&token)).await;
        assert!(matches!(answer.status, 200 | 303), "{pattern}: {}", answer.text());
        let differs = differences(&before, &server.tables().await, &[]);
        assert!(differs.contains(&table.to_owned()), "{pattern}: {differs:?}");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reading_changes_nothing_whatever_the_address() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let mut browser = server.with_role("partner-admin-agent").await;
    let before = server.tables().await;
    for (method, pattern, _) in ROUTES {
        if *method == "GET" && !PREVIEWS.contains(pattern) {
            browser.get(&address(pattern, &things)).await;
            browser
                .get(&format!("{}?confirm=1&digest=x&do=all&lang=es&enabled=", address(pattern, &things)))
                .await;
        }
    }
    assert_eq!(differences(&before, &server.tables().await, &[]), Vec::<String>::new());
    for pattern in PREVIEWS {
        browser.get(&format!("{}?ids={}", address(pattern, &things), things.user)).await;
    }
    let kept = ["preview", "preview_part"];
    assert_eq!(differences(&before, &server.tables().await, &kept), Vec::<String>::new());
    server.end().await;
}
