//! What every answer carries. The client of these tests proves the headers and cookies of each answer it gets; here are
//! the answers that no other test asks for.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::Browser;

use crate::previews::saved;

async fn sign_in(browser: &mut Browser, server: &TestServer, role: &str) {
    let (username, password) = server.account(role);
    let answer = browser.post_bare("/sign-in", &[("username", &username), ("password", &password)]).await;
    assert_eq!((answer.status, answer.location()), (303, "/"));
    assert_eq!(answer.cookies().count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_files_and_errors_of_every_kind_carry_strict_headers() {
    let server = TestServer::on_sqlite().await;
    let mut agent = server.with_role("partner-admin-agent").await;
    let home = agent.get("/").await;
    assert_eq!(home.status, 200);
    for name in ["x-frame-options", "referrer-policy", "cross-origin-opener-policy", "permissions-policy"] {
        assert!(home.header(name).is_some(), "{name}");
    }
    let text = home.text();
    let stylesheet =
        text.split("href=\"").find(|part| part.starts_with("/assets/") && part.contains(".css\""));
    let stylesheet = stylesheet.and_then(|part| part.split('"').next()).expect("a stylesheet");
    let asset = agent.get(stylesheet).await;
    assert_eq!(asset.status, 200);
    assert!(asset.header("cache-control").is_some_and(|c| c.contains("immutable")));
    let old = agent.get("/assets/0/cupo.css").await;
    assert_eq!((old.status, old.header("cache-control")), (200, Some("no-store")));
    for (method, path, status) in [
        ("GET", "/no/such/page", 404),
        ("GET", "/assets/0/nothing.css", 404),
        ("GET", "/assets/0/..%2FCargo.toml", 404),
        ("GET", "/assets/../Cargo.toml", 404),
        ("HEAD", "/customers", 200),
        ("OPTIONS", "/customers", 405),
        ("PUT", "/customers", 405),
        ("DELETE", "/customers", 405),
        ("TRACE", "/customers", 405),
        ("NONSENSE", "/customers", 405),
        ("POST", "/customers", 405),
        ("GET", "/sign-out", 405),
    ] {
        let answer = agent.send(method, path, None).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert!(status != 405 || answer.header("allow").is_some(), "{method} {path} says what is allowed");
        assert!(status != 405 || answer.is_page(), "{method} {path} is a page: {}", answer.text());
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_tls_cookies_are_bound_to_the_host_and_travel_over_tls_alone() {
    let server = TestServer::on_sqlite_reached(true).await;
    let mut browser = server.nobody();
    sign_in(&mut browser, &server, "partner-admin-agent").await;
    let token = browser.cookie("__Host-cupo_session").expect("the cookie is bound to its host").to_owned();
    assert!(browser.cookie("cupo_session").is_none());
    assert_eq!(browser.get("/customers").await.status, 200);
    let mut unbound = server.nobody();
    unbound.keep("cupo_session", &token);
    assert_eq!(
        unbound.get("/customers").await.status,
        303,
        "a cookie that others could set counts for nothing"
    );
    let answer = browser.get("/account/password").await.text();
    let csrf = answer.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    browser.csrf = csrf.to_owned();
    let answer = browser.post("/language", &[("lang", "es"), ("back", "/customers")]).await;
    assert_eq!((answer.status, answer.cookies().count()), (303, 1));
    assert!(browser.get("/customers").await.text().contains("<html lang=\"es\">"));
    assert_eq!(browser.post("/sign-out", &[]).await.status, 303);
    assert!(browser.cookie("__Host-cupo_session").is_none());
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_holds_script_or_style_of_its_own() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let mut agent = server.with_role("partner-admin-agent").await;
    for (method, pattern, _) in crate::table::ROUTES {
        if *method != "GET" {
            continue;
        }
        let answer = agent.get(&crate::routes::address(pattern, &things)).await;
        if !answer.is_page() {
            continue;
        }
        let text = answer.text();
        for part in text.split("<script").skip(1) {
            let tag = part.split('>').next().unwrap_or("");
            assert!(tag.contains("src=\"/assets/"), "{pattern}: <script{tag}>");
        }
        assert!(!text.contains("<style"), "{pattern}");
        assert!(!text.contains(" style=\""), "{pattern}");
        for handler in [" onclick=", " onload=", " onsubmit=", " onchange=", "javascript:"] {
            assert!(!text.contains(handler), "{pattern}: {handler}");
        }
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redirects_stay_on_this_console() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let mut agent = server.with_role("global-admin").await;
    let home = format!("/c/{}", things.customer);
    let account = format!("{home}/users/{}/account", things.user);
    let selection = format!("{home}/selection");
    for evil in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\r\nX-Evil: 1",
        "\\evil",
        "/%0d%0aX: 1",
    ] {
        for (path, fields) in [
            ("/language", vec![("lang", "en"), ("back", evil)]),
            (selection.as_str(), vec![("do", "clear"), ("back", evil)]),
            (account.as_str(), vec![("location", "ES"), ("back", evil)]),
        ] {
            let answer = saved(&mut agent, path, &fields).await;
            assert_eq!(answer.status, 303, "{path} {evil:?}");
            let to = answer.location();
            let second = to.as_bytes().get(1).copied();
            assert!(to.starts_with('/') && !matches!(second, Some(b'/' | b'\\')), "{path}: {evil:?} -> {to}");
            assert!(answer.header("x-evil").is_none() && answer.header("x").is_none(), "{path} {evil:?}");
        }
    }
    let mut nobody = server.nobody();
    let (username, password) = server.account("user");
    let fields = [("username", username.as_str()), ("password", &password), ("back", "//evil.example")];
    assert_eq!(nobody.post_bare("/sign-in", &fields).await.location(), "/");
    server.end().await;
}
