//! Connections that are kept: what a refusal leaves of them, and who keeps them without asking anything.

use std::time::Duration;

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::Browser;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const FORM: &str = "application/x-www-form-urlencoded";
/// Bytes of a body that is announced and never sent whole.
const ANNOUNCED: usize = 100 << 20;

/// A connection that is kept from request to request.
struct Kept {
    stream: TcpStream,
    host: String,
}

impl Kept {
    async fn open(server: &TestServer) -> Self {
        let stream = TcpStream::connect(server.address()).await.unwrap();
        Self { stream, host: server.address().to_string() }
    }

    /// Sends a request of which the body is perhaps not all that is announced; status and head of the answer.
    async fn ask(&mut self, first: &str, length: usize, body: &[u8]) -> (u16, String) {
        let head = format!("{first}Host: {}\r\nContent-Length: {length}\r\n\r\n", self.host);
        self.stream.write_all(head.as_bytes()).await.unwrap();
        self.stream.write_all(body).await.unwrap();
        let mut answer = Vec::new();
        let end = loop {
            let mut bytes = [0; 4_096];
            let read = tokio::time::timeout(Duration::from_secs(40), self.stream.read(&mut bytes));
            let read = read.await.unwrap_or_else(|_| panic!("no answer to {first}")).unwrap();
            assert!(read > 0, "the connection ended before the answer to {first}");
            answer.extend_from_slice(&bytes[..read]);
            if let Some(end) = answer.windows(4).position(|it| it == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
        let size = head.split("content-length: ").nth(1).and_then(|it| it.split("\r\n").next());
        let size: usize = size.unwrap_or_else(|| panic!("no length: {head}")).parse().unwrap();
        while answer.len() < end + size {
            let mut bytes = [0; 4_096];
            let read = self.stream.read(&mut bytes).await.unwrap();
            assert!(read > 0, "the connection ended inside the answer to {first}");
            answer.extend_from_slice(&bytes[..read]);
        }
        (head.split(' ').nth(1).unwrap().parse().unwrap(), head)
    }
}

fn post(path: &str, kind: &str, browser: Option<&Browser>) -> String {
    let session = browser.and_then(|it| it.cookie("cupo_session"));
    let cookie = session.map_or_else(String::new, |it| format!("Cookie: cupo_session={it}\r\n"));
    format!("POST {path} HTTP/1.1\r\nContent-Type: {kind}\r\n{cookie}")
}

fn home(server: &TestServer) -> String {
    format!("/c/{}", server.info.customers[0].id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_refused_before_it_is_read_leaves_its_connection_usable() {
    let server = TestServer::on_sqlite().await;
    let admin = server.with_role("global-admin").await;
    let reader = server.with_role("global-reader").await;
    let home = home(&server);
    let form = "x".repeat(300_000);
    let mut kept = Kept::open(&server).await;
    for round in 0..3 {
        for (who, path, kind, extra, status) in [
            (None, format!("{home}/users/new"), FORM, "", 401),
            (Some(&reader), format!("{home}/users/new"), FORM, "", 403),
            (Some(&admin), format!("{home}/settings"), FORM, "", 403),
            (Some(&admin), format!("{home}/settings"), FORM, "Origin: https://elsewhere.example\r\n", 403),
            (Some(&reader), format!("{home}/users/import"), "multipart/form-data; boundary=b", "", 403),
            (None, "/api/v1/customers".to_owned(), "application/json", "", 405),
            (None, "/nowhere".to_owned(), FORM, "", 405),
        ] {
            let first = format!("{}{extra}", post(&path, kind, who));
            let (got, head) = kept.ask(&first, form.len(), form.as_bytes()).await;
            let expected = if path == "/nowhere" { got == 404 || got == 405 } else { got == status };
            assert!(expected, "{round}: {path} {extra}: {head}");
            assert!(!head.contains("connection: close"), "{round}: {path}: {head}");
        }
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_leaves_much_of_a_body_unheard_says_that_the_connection_ends() {
    let server = TestServer::on_sqlite().await;
    let path = format!("{}/users/new", home(&server));
    let sent = vec![b'x'; 2 << 20];
    let (status, head) = Kept::open(&server).await.ask(&post(&path, FORM, None), ANNOUNCED, &sent).await;
    assert_eq!(status, 401, "{head}");
    assert!(head.contains("connection: close"), "{head}");
    // Whoever announces a body that is not given back, and waits to be asked for it, is refused without it.
    let first = format!("{}Expect: 100-continue\r\n", post(&path, FORM, None));
    let (status, head) = Kept::open(&server).await.ask(&first, 100_000, b"").await;
    assert_eq!(status, 401, "{head}");
    assert!(head.contains("connection: close"), "{head}");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_with_files_that_begins_no_part_is_refused_at_its_first_piece() {
    let server = TestServer::on_sqlite().await;
    let admin = server.with_role("partner-admin-agent").await;
    let endless_head = [b"--b0undary\r\nX: ".as_slice(), &[b'x'; 64 << 10]].concat();
    for path in [
        format!("{}/users/import", home(&server)),
        format!("{}/licenses/import", home(&server)),
        "/catalogue/import".to_owned(),
    ] {
        for (what, sent) in [("zeros", vec![0; 64 << 10]), ("an endless head", endless_head.clone())] {
            let first = post(&path, "multipart/form-data; boundary=b0undary", Some(&admin));
            // The rest never comes: only who judges what is there already can answer.
            let (status, head) = Kept::open(&server).await.ask(&first, ANNOUNCED, &sent).await;
            assert_eq!(status, 400, "{path}: {what}: {head}");
            assert!(head.contains("connection: close"), "{path}: {what}: {head}");
        }
    }
    server.end().await;
}

/// Whether the server ends a connection on which these bytes were sent, at once or one after the other.
async fn ends(server: &TestServer, bytes: &[u8], slowly: bool) -> bool {
    let (mut read, mut write) = TcpStream::connect(server.address()).await.unwrap().into_split();
    let sending = async {
        for byte in bytes.chunks(if slowly { 1 } else { bytes.len() }) {
            if write.write_all(byte).await.is_err() {
                break;
            }
            if slowly {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        std::future::pending::<()>().await;
    };
    let reading = async {
        let mut all = Vec::new();
        // A connection that is reset has ended as well.
        drop(read.read_to_end(&mut all).await);
        let text = String::from_utf8_lossy(&all).into_owned();
        text.is_empty() || text.starts_with("HTTP/1.1 408") || text.starts_with("HTTP/1.1 400")
    };
    tokio::select! {
        () = sending => false,
        ended = reading => ended,
        () = tokio::time::sleep(Duration::from_secs(60)) => false,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_that_never_ends_ends_its_connection_and_others_are_served() {
    let server = TestServer::on_sqlite_with(|reach| reach.head_patience.0 = Duration::from_secs(2)).await;
    let head =
        format!("GET /sign-in HTTP/1.1\r\nHost: {}\r\nX-Slow: {}", server.address(), "x".repeat(10_000));
    let (silent, half, slow) = tokio::join!(
        ends(&server, b"G", false),
        ends(&server, head.as_bytes(), false),
        ends(&server, head.as_bytes(), true)
    );
    assert_eq!((silent, half, slow), (true, true, true));
    assert_eq!(server.nobody().get("/sign-in").await.status, 200, "others are served");
    server.end().await;
}
