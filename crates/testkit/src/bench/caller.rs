//! A program that speaks to Cupo's server over a connection of its own, which it keeps: no more than the bench needs of
//! HTTP. It measures nothing.

use std::net::SocketAddr;
use std::sync::Arc;

use cupo::server::{Reach, bind};
use cupo_api::Pace;
use cupo_app::app::App;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::ground;

/// Most bytes that are read before a reply is taken for endless.
const REPLY_BYTES_MAX: usize = 64 << 20;

/// A server on a loopback port, with the worker beside it.
pub struct Served {
    pub address: SocketAddr,
    pub token: String,
    /// Where the largest customer is found.
    pub home: String,
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Served {
    /// Serves what is there, for a program of the largest customer that may ask as often as it likes.
    pub async fn start(app: &Arc<App>, users: u64) -> Result<Self, String> {
        let it = ground::program(users)?;
        let token = app.issue_token(&it.client_id, &it.client_secret).await.map_err(|e| e.to_string())?;
        let pace = Pace { per_second: 0, burst: 0 };
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let server = bind(Arc::clone(app), listen, Reach { pace, ..Reach::default() }).await;
        let server = server.map_err(|e| format!("{e:?}"))?;
        let (stop, stopped) = watch::channel(false);
        let address = server.address;
        let running = tokio::spawn(async move {
            if let Err(error) = server.run(stopped).await {
                eprintln!("the server ended: {error:?}");
            }
        });
        Ok(Self { address, token, home: format!("/api/v1/customers/{}", it.tenant_id), stop, running })
    }

    pub async fn caller(&self) -> Result<Caller, String> {
        let stream = TcpStream::connect(self.address).await.map_err(|e| e.to_string())?;
        stream.set_nodelay(true).map_err(|e| e.to_string())?;
        Ok(Caller { stream: BufStream::new(stream), host: self.address, token: self.token.clone() })
    }

    pub async fn end(self) -> Result<(), String> {
        // A server that has ended already hears nothing, and is waited for all the same.
        self.stop.send_replace(true);
        self.running.await.map_err(|e| e.to_string())
    }
}

/// One connection.
pub struct Caller {
    stream: BufStream<TcpStream>,
    host: SocketAddr,
    token: String,
}

impl Caller {
    /// Asks, and reads the body of an answer that is a success.
    pub async fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Vec<u8>, String> {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            self.token,
            body.len()
        );
        let said = |e: std::io::Error| format!("{method} {path}: {e}");
        self.stream.write_all(head.as_bytes()).await.map_err(said)?;
        self.stream.flush().await.map_err(said)?;
        let (status, answer) = self.answer().await.map_err(|e| format!("{method} {path}: {e}"))?;
        if (200..300).contains(&status) {
            Ok(answer)
        } else {
            Err(format!("{method} {path}: {status} {}", String::from_utf8_lossy(&answer)))
        }
    }

    async fn answer(&mut self) -> Result<(u16, Vec<u8>), String> {
        let first = self.line().await?;
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
        let status = status.ok_or_else(|| format!("`{first}` is no status"))?;
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line().await?.to_ascii_lowercase();
            match line.split_once(':') {
                None => break,
                Some(("content-length", value)) => length = number(value, 10)?,
                Some(("transfer-encoding", value)) => chunked = value.trim() == "chunked",
                Some(_) => {}
            }
        }
        if !chunked {
            return Ok((status, self.bytes(length).await?));
        }
        let mut body = Vec::new();
        loop {
            let size = number(&self.line().await?, 16)?;
            body.extend(self.bytes(size).await?);
            self.line().await?;
            if size == 0 {
                return Ok((status, body));
            }
        }
    }

    async fn line(&mut self) -> Result<String, String> {
        let mut line = String::new();
        self.stream.read_line(&mut line).await.map_err(|e| e.to_string())?;
        Ok(line.trim_end().to_owned())
    }

    async fn bytes(&mut self, count: usize) -> Result<Vec<u8>, String> {
        if count > REPLY_BYTES_MAX {
            return Err(format!("an answer of {count} bytes"));
        }
        let mut bytes = vec![0; count];
        self.stream.read_exact(&mut bytes).await.map_err(|e| e.to_string())?;
        Ok(bytes)
    }
}

fn number(text: &str, radix: u32) -> Result<usize, String> {
    usize::from_str_radix(text.trim(), radix).map_err(|_| format!("`{text}` is no length"))
}
