//! A person at the console, seen as bytes: what was acknowledged is an answer that came whole. A connection that
//! breaks is no failure here, it is what the test is about.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use cupo_testkit::server::client::form;

/// Most time for one answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often somebody looks again at what others changed meanwhile.
const SHOWN_MAX: u32 = 5;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Caller {
    address: SocketAddr,
    session: String,
    csrf: String,
}

/// An answer that came whole.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub location: String,
    head: String,
    body: String,
}

impl Caller {
    /// Signs in; the session outlives every restart.
    pub fn sign_in(address: SocketAddr, username: &str, password: &str) -> Self {
        let mut it = Self { address, session: String::new(), csrf: String::new() };
        let answer = it.post("/sign-in", &[("username", username), ("password", password)]).unwrap();
        assert_eq!(answer.status, 303, "{}{}", answer.head, answer.body);
        let session = answer.head.split("cupo_session=").nth(1).and_then(|rest| rest.split(';').next());
        it.session = session.unwrap().to_owned();
        let page = it.get("/account/password").unwrap().body;
        let token = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        it.csrf = token.unwrap().to_owned();
        it
    }

    /// Asks for an address; none when the answer did not come whole.
    pub fn get(&self, path: &str) -> Option<Answer> {
        self.send(&format!("GET {path} HTTP/1.1\r\n"), "")
    }

    /// Sends a form; none when the answer did not come whole, so that nobody knows what became of it.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Option<Answer> {
        let mut all = vec![("csrf", self.csrf.as_str())];
        all.extend_from_slice(fields);
        let body = form(&all);
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
            body.len()
        );
        self.send(&head, &body)
    }

    /// Sends a form and then, as people do, what the page asks that shows what it would do; none when an answer did not
    /// come whole.
    pub fn save(&self, path: &str, fields: &[(&str, &str)]) -> Option<Answer> {
        let mut answer = self.post(path, fields)?;
        for _ in 0..SHOWN_MAX {
            let (preview, digest) = (answer.hidden("preview"), answer.hidden("digest"));
            if answer.status == 303 || digest.is_empty() {
                break;
            }
            let carried = [("preview", preview.as_str()), ("digest", digest.as_str()), ("confirm", "1")];
            answer = self.post(path, &[fields, &carried].concat())?;
        }
        Some(answer)
    }

    fn send(&self, head: &str, body: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.address, PATIENCE).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let rest = format!(
            "Host: {}\r\nConnection: close\r\nCookie: cupo_session={}\r\n\r\n",
            self.address, self.session
        );
        stream.write_all(format!("{head}{rest}{body}").as_bytes()).ok()?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let location = head.lines().find_map(|line| {
            line.to_lowercase().starts_with("location:").then(|| line[9..].trim().to_owned())
        });
        Some(Answer {
            status,
            location: location.unwrap_or_default(),
            head: head.to_owned(),
            body: body.to_owned(),
        })
    }
}

impl Answer {
    fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        self.body.split(&start).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned()
    }

    /// The operation a change was acknowledged with.
    pub fn operation(&self) -> String {
        let found =
            self.location.split_once("/operations/").map(|(_, id)| id.split('?').next().unwrap_or(id));
        assert!(
            self.status == 303 && found.is_some(),
            "neither done nor lost: {} {}",
            self.status,
            self.body
        );
        found.unwrap().to_owned()
    }
}
