//! A browser that is small enough to be understood: one request per connection, cookies, no redirects followed. It can
//! send what a real one would refuse to. Every answer it gets is proved to be a proper one.
#![expect(clippy::unwrap_used, clippy::panic, reason = "an answer that is no HTTP ends its test")]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Most time until an answer has come.
const PATIENCE: Duration = Duration::from_secs(40);

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers in their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Where a redirect leads.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or("")
    }

    /// Whether it is a page for people, with a heading.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
            && self.text().contains("<h1")
    }

    /// The cookies it sets, as they were sent.
    pub fn cookies(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str())
    }
}

/// A browser of one person.
#[derive(Clone, Debug)]
pub struct Browser {
    /// What the forms of the session carry.
    pub csrf: String,
    /// Further headers of every request.
    pub headers: Vec<(String, String)>,
    address: SocketAddr,
    secure: bool,
    jar: BTreeMap<String, String>,
}

impl Browser {
    pub(super) fn new(address: SocketAddr, secure: bool) -> Self {
        Self { csrf: String::new(), headers: Vec::new(), address, secure, jar: BTreeMap::new() }
    }

    /// Puts a cookie into the jar.
    pub fn keep(&mut self, name: &str, value: &str) {
        self.jar.insert(name.to_owned(), value.to_owned());
    }

    /// A cookie of the jar.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.jar.get(name).map(String::as_str)
    }

    /// The same with one more header in every request.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Asks for an address.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    /// Sends a form with the session's token.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.clone();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_bare(path, &all).await
    }

    /// Sends a form as it is, without a token.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form(fields);
        self.send("POST", path, Some(("application/x-www-form-urlencoded", body.as_bytes()))).await
    }

    /// Sends a form with a file, the session's token before it.
    pub async fn upload(&mut self, path: &str, file: &[u8]) -> Answer {
        let csrf = self.csrf.clone();
        self.upload_with(path, Some(&csrf), file).await
    }

    /// Sends a form with a file and some token, or none.
    pub async fn upload_with(&mut self, path: &str, csrf: Option<&str>, file: &[u8]) -> Answer {
        let body = multipart(csrf, file);
        self.send("POST", path, Some((MULTIPART, &body))).await
    }

    /// Sends anything with a content type.
    pub async fn send(&mut self, method: &str, path: &str, body: Option<(&str, &[u8])>) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        if !self.jar.is_empty() {
            let pairs: Vec<String> = self.jar.iter().map(|(k, v)| format!("{k}={v}")).collect();
            head.push_str(&format!("Cookie: {}\r\n", pairs.join("; ")));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some((kind, body)) = body {
            head.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        let answer = raw(self.address, head.as_bytes(), body.map_or(&[], |(_, body)| body)).await;
        self.proper(method, path, &answer);
        self.take_cookies(&answer);
        answer
    }

    /// What has to be true of every answer.
    fn proper(&self, method: &str, path: &str, answer: &Answer) {
        let at = format!("{method} {path}");
        assert!(answer.status < 500, "{at}: {} {}", answer.status, answer.text());
        let policy = answer.header("content-security-policy").unwrap_or("");
        assert!(policy.contains("default-src 'none'"), "{at}: {policy:?}");
        assert!(policy.contains("frame-ancestors 'none'"), "{at}: {policy:?}");
        assert!(!policy.contains("unsafe"), "{at}: {policy:?}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{at}");
        let caching = answer.header("cache-control").unwrap_or("");
        assert!(caching == "no-store" || path.starts_with("/assets/"), "{at}: cached as {caching:?}");
        for cookie in answer.cookies() {
            let parts: Vec<&str> = cookie.split("; ").collect();
            assert!(parts.contains(&"HttpOnly") && parts.contains(&"SameSite=Lax"), "{at}: {cookie}");
            assert!(parts.contains(&"Path=/"), "{at}: {cookie}");
            let session = cookie.contains("cupo_session");
            assert_eq!(parts.contains(&"Secure"), self.secure, "{at}: {cookie}");
            assert_eq!(session && cookie.starts_with("__Host-"), session && self.secure, "{at}: {cookie}");
        }
    }

    fn take_cookies(&mut self, answer: &Answer) {
        for cookie in answer.cookies() {
            let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
            let Some((name, value)) = pair.split_once('=') else { panic!("the cookie {cookie}") };
            if rest.contains("Max-Age=0") {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// The content type of [`multipart`].
pub const MULTIPART: &str = "multipart/form-data; boundary=b0undary";

/// A form with a token and a file.
#[must_use]
pub fn multipart(csrf: Option<&str>, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    if let Some(csrf) = csrf {
        let part = format!("--b0undary\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    body.extend_from_slice(
        b"--b0undary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\
          Content-Type: text/csv\r\n\r\n",
    );
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--b0undary--\r\n");
    body
}

/// Fields as a form sends them.
#[must_use]
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields.iter().map(|(k, v)| format!("{}={}", escaped(k), escaped(v))).collect();
    pairs.join("&")
}

/// Text as it stands in a form or a query.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Sends bytes and reads the answer until the connection ends.
pub async fn raw(address: SocketAddr, head: &[u8], body: &[u8]) -> Answer {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut read, mut write) = stream.into_split();
    let sending = async {
        // A server that has heard enough stops listening; what counts is its answer.
        if write.write_all(head).await.is_ok() {
            drop(write.write_all(body).await);
        }
    };
    let mut bytes = Vec::new();
    let reading = async {
        let mut piece = vec![0; 64 * 1024];
        loop {
            match read.read(&mut piece).await {
                Ok(0) | Err(_) => break,
                Ok(n) => bytes.extend_from_slice(piece.get(..n).unwrap_or(&[])),
            }
        }
    };
    let both = async { tokio::join!(sending, reading) };
    assert!(tokio::time::timeout(PATIENCE, both).await.is_ok(), "no answer in time");
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n");
    let Some(end) = end else { panic!("no answer: {:?}", String::from_utf8_lossy(bytes)) };
    let (head, rest) = bytes.split_at(end);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|s| s.parse().ok()).unwrap();
    let header = |line: &str| line.split_once(':').map(|(k, v)| (k.to_lowercase(), v.trim().to_owned()));
    let headers: Vec<(String, String)> = lines.filter_map(header).collect();
    let body = rest.get(4..).unwrap_or(&[]);
    let chunked = headers.iter().any(|(k, v)| k == "transfer-encoding" && v == "chunked");
    let body = if chunked { unchunked(body) } else { body.to_vec() };
    Answer { status, headers, body }
}

fn unchunked(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(line) = rest.windows(2).position(|w| w == b"\r\n") {
        let size = String::from_utf8_lossy(rest.get(..line).unwrap_or(&[])).into_owned();
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        if size == 0 {
            break;
        }
        body.extend_from_slice(rest.get(line + 2..line + 2 + size).unwrap_or(&[]));
        rest = rest.get(line + 4 + size..).unwrap_or(&[]);
    }
    body
}
