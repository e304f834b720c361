//! Addresses, cookies and headers that no link and no browser of ours makes: always a clear answer, nothing changed, no
//! defect.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Browser, escaped, raw};
use cupo_testkit::server::tables::differences;

use crate::broken::{MAY, UNKNOWN, reader, start};
use crate::routes::address;
use crate::table::ROUTES;

/// Everything an address of ours may ask.
const ASKED: &[&str] = &[
    "q",
    "page",
    "sort",
    "dir",
    "after",
    "before",
    "from",
    "to",
    "action",
    "product",
    "state",
    "status",
    "location",
    "department",
    "enabled",
    "signin",
    "sign_in",
    "license",
    "view",
    "saved",
    "ids",
    "selected",
    "file",
    "tab",
    "back",
    "next",
    "did",
    "lang",
    "size",
    "kind",
    "result",
    "verdict",
    "code",
    "user",
    "open",
    "take",
    "give",
    "mode",
    "show",
    "columns",
    "quantity",
    "operation",
    "filter",
    "only",
];

on_both_servers! {
    async fn queries_that_nobody_typed_are_answered_without_a_defect_and_change_nothing(server) {
        let things = server.things(server.info.customers[0].id).await;
        let before = server.tables().await;
        let long = "a".repeat(150);
        let values = [
            "-1",
            "0",
            "99999999999999999999",
            "-9223372036854775808",
            "9223372036854775807",
            "x",
            UNKNOWN,
            "%",
            "_",
            "' OR 1=1 --",
            "2026-02-30",
            "9999-12-31",
            "-0001-01-01",
            "<script>alert(1)</script>",
            "\u{202e}🙂\u{1}",
            long.as_str(),
        ];
        for (method, pattern, _) in ROUTES {
            if *method != "GET" {
                continue;
            }
            let mut browser = server.with_role(reader(pattern)).await;
            let path = address(pattern, &things);
            for value in values {
                let parts: Vec<String> = ASKED.iter().map(|name| format!("{name}={}", escaped(value))).collect();
                let answer = browser.get(&format!("{path}?{}", parts.join("&"))).await;
 assert_ne!(answer.status, 414, "{path}");
 assert!(!answer.text().contains("<script>alert"), "{path} echoes script");
            }
            let good = browser.get(&path).await.status;
            for broken in ["%00", "%ff", "%c3%28", "q=%00", "q=%ff", "after=%ff", "%ff=1"] {
                let answer = browser.get(&format!("{path}?{broken}")).await;
                let ignored = answer.status == good;
                assert!(
                    ignored || (answer.status == 400 && answer.is_page()),
                    "{path}?{broken}: {}",
                    answer.status
                );
            }
        }
        assert_eq!(differences(&before, &server.tables().await, &["session", "first_sign_in", "preview", "preview_part"]), Vec::<String>::new());
    }
}

on_both_servers! {
    async fn each_part_of_an_address_may_be_anything(server) {
        let things = server.things(server.info.customers[0].id).await;
        let before = server.tables().await;
        for (method, pattern, _) in ROUTES {
            for part in [
                "{customer}",
                "{user}",
                "{product}",
                "{subscription}",
                "{operation}",
                "{view}",
                "{token}",
                "{hash}",
                "{name}",
            ] {
                if !pattern.contains(part) {
                    continue;
                }
                let mut browser = server.with_role(reader(pattern)).await;
                for bad in
                    ["x", "-1", "%00", "%ff", "%2e%2e", "..%2f..", "%F0%9F%99%82", "a%20b", "'", &"9".repeat(500)]
                {
                    let path = address(&pattern.replace(part, bad), &things);
                    let answer = match *method {
                        "GET" => browser.get(&path).await,
                        _ => browser.post(&path, &[]).await,
                    };
                    let leads_back = *method == "GET" && pattern.ends_with("assign") && answer.status == 303;
                    let any_hash = part == "{hash}" && answer.status == 200;
                    assert!(
                        leads_back || any_hash || (400..415).contains(&answer.status),
                        "{method} {path}: {}",
                        answer.status
                    );
                    assert!(
                        leads_back || pattern.starts_with("/assets/") || answer.is_page(),
                        "{method} {path}: {} {}",
                        answer.status,
                        answer.text()
                    );
                }
            }
        }
        assert_eq!(differences(&before, &server.tables().await, MAY), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn addresses_that_are_too_long_are_refused() {
    let (server, things) = start().await;
    let mut browser = server.with_role("partner-admin-agent").await;
    let path = address("/c/{customer}/users", &things);
    let answer = browser.get(&format!("{path}?q={}", "a".repeat(9 * 1024))).await;
    assert_eq!(answer.status, 414);
    assert!(answer.is_page() && answer.text().contains("The address is too long"), "{}", answer.text());
    let mut spanish = server.nobody().with("Accept-Language", "es-MX");
    let answer = spanish.get(&format!("/?q={}", "a".repeat(9 * 1024))).await;
    assert_eq!(answer.status, 414);
    assert!(
        answer.is_page() && answer.text().contains("La dirección es demasiado larga"),
        "{}",
        answer.text()
    );
    assert_eq!(browser.get(&format!("{path}?q={}", "a".repeat(7 * 1024))).await.status, 200);
    assert_eq!(browser.get(&format!("/{}", "a".repeat(9 * 1024))).await.status, 414);
    server.end().await;
}

fn with_cookie(server: &TestServer, cookie: &[u8]) -> Vec<u8> {
    let head =
        format!("GET /customers HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: ", server.address());
    [head.as_bytes(), cookie, b"\r\n\r\n"].concat()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn malformed_cookies_and_headers_are_nobody() {
    let server = TestServer::on_sqlite().await;
    let agent: Browser = server.with_role("partner-admin-agent").await;
    let token = agent.cookie("cupo_session").unwrap().to_owned();
    let long = format!("cupo_session={}", "a".repeat(5_000));
    for cookie in [
        "",
        "=",
        ";",
        ";;;=;=;",
        "cupo_session",
        "cupo_session=",
        "cupo_session=x",
        &long,
        "cupo_session=%00",
        "cupo_session=\"; DROP TABLE session; --\"",
        &format!("CUPO_SESSION={token}"),
        &format!("cupo_session={token}x"),
        &format!("xcupo_session={token}"),
        &format!("cupo_session=x; cupo_session={token}"),
        "cupo_lang=xx; lang=%ff",
    ] {
        let answer = raw(server.address(), &with_cookie(&server, cookie.as_bytes()), b"").await;
        assert_eq!(answer.status, 303, "{cookie:?}");
        assert!(answer.location().starts_with("/sign-in"), "{cookie:?}");
    }
    for cookie in [&b"cupo_session=\xff\xfe"[..], b"\xc3\x28=1", b"\x80"] {
        let answer = raw(server.address(), &with_cookie(&server, cookie), b"").await;
        assert!(matches!(answer.status, 303 | 400), "{cookie:?}: {}", answer.status);
    }
    let good =
        raw(server.address(), &with_cookie(&server, format!("a=b; cupo_session={token}").as_bytes()), b"")
            .await;
    assert_eq!(good.status, 200, "the same request with a good cookie is let in");
    for (name, value) in [
        ("Accept-Language", ";;;q=,*,zz;q=9999999999999"),
        ("Accept", "x"),
        ("X-Fragment", "\u{7f}"),
        ("Range", "bytes=0-"),
        ("If-None-Match", "*"),
        ("X-Forwarded-For", "' OR 1"),
        ("Content-Length", "0"),
        ("Expect", "100-continue"),
    ] {
        let head =
            format!("GET /sign-in HTTP/1.1\r\nHost: h\r\nConnection: close\r\n{name}: {value}\r\n\r\n");
        let answer = raw(server.address(), head.as_bytes(), b"").await;
        assert!(matches!(answer.status, 200 | 400), "{name}: {}", answer.status);
    }
    for head in [
        "GET / HTTP/1.1\r\n\r\n",
        "GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\nA\r\n\r\n",
    ] {
        let answer =
            raw(server.address(), head.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n").as_bytes(), b"")
                .await;
        assert!(answer.status < 500, "{head:?}: {}", answer.status);
    }
    server.end().await;
}
