//! The interface in process, on a database: the same router that a server has, asked without a network, for the
//! system's user (D-11). It must never take who asks from a request.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body as HttpBody;
use axum::http::{Request, header};
use axum::response::Response;
use cupo_api::LocalOperator;
use cupo_app::app::App;
use cupo_app::store::store::Store;
use cupo_app::time::Clock;
use cupo_http::lang::Lang;
use futures::StreamExt;
use tower::ServiceExt;

use super::{Aim, Ask, Body, PIECES_MAX, Pieces, Reply, broken_off, refusal};
use crate::failure::{DATABASE, Failure};

/// Most bytes of an answer; lists come in pages far below it.
const REPLY_BYTES_MAX: usize = 64 << 20;

/// The interface on a database that this process has opened.
pub struct Local {
    app: Arc<App>,
    router: Router,
    lang: Lang,
}

/// The name of the system's user.
#[must_use]
pub fn system_user() -> String {
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|key| std::env::var(key).ok());
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}

impl Local {
    /// Opens a database: only to read it beside whoever writes, or as its only writer.
    ///
    /// # Errors
    /// When it is not there, in use, or of another version.
    pub async fn open(address: &str, aim: Aim, lang: Lang) -> Result<Self, Failure> {
        if let (Some(file), true) = (address.strip_prefix("sqlite:"), aim != Aim::Create)
            && !Path::new(file).exists()
        {
            return Err(Failure::new(
                DATABASE,
                format!("there is no database at {file}; `cupo serve` and `cupo catalog import` make one"),
            ));
        }
        let store = match aim {
            Aim::Read => Store::open_to_read(address).await?,
            Aim::Write | Aim::Create => Store::open(address).await?,
        };
        let app = App::new(Arc::new(store), Clock::system());
        if aim == Aim::Create && app.store().catalogue_rows().await?.products.is_empty() {
            app.load_built_in_catalogue().await?;
        }
        let router = cupo_api::router(Arc::clone(&app));
        Ok(Self { app, router, lang })
    }

    /// The use cases.
    #[must_use]
    pub fn app(&self) -> &Arc<App> {
        &self.app
    }

    pub(super) async fn send(&self, ask: Ask) -> Result<Reply, Failure> {
        let response = self.answer(ask).await?;
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), REPLY_BYTES_MAX)
            .await
            .map_err(|e| Failure::new(crate::failure::DEFECT, format!("reading the answer: {e}")))?;
        Ok(Reply { status, body: body.to_vec(), retry_after: None })
    }

    /// The pieces of an answer, or what was refused.
    pub(super) async fn pieces(&self, ask: Ask) -> Result<Pieces, Failure> {
        let response = self.answer(ask).await?;
        let status = response.status().as_u16();
        if !(200..300).contains(&status) {
            let body = axum::body::to_bytes(response.into_body(), REPLY_BYTES_MAX).await;
            let body = body.map(|bytes| bytes.to_vec()).unwrap_or_default();
            return Err(refusal(&Reply { status, body, retry_after: None }));
        }
        let (send, pieces) = tokio::sync::mpsc::channel(PIECES_MAX);
        tokio::spawn(async move {
            let mut body = response.into_body().into_data_stream();
            while let Some(piece) = body.next().await {
                let piece = piece.map(|bytes| bytes.to_vec()).map_err(|e| broken_off(&e));
                if send.send(piece).await.is_err() {
                    return;
                }
            }
        });
        Ok(pieces)
    }

    async fn answer(&self, ask: Ask) -> Result<Response, Failure> {
        let mut request = Request::builder().method(&ask.method).uri(format!("/api/v1{}", ask.path));
        request =
            request.extension(LocalOperator(system_user())).header(header::ACCEPT_LANGUAGE, self.lang.code());
        request = request.extension(ask.rows.clone());
        if let Some(kind) = ask.body.content_type() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if let Some(kind) = ask.accept {
            request = request.header(header::ACCEPT, kind);
        }
        if let Some(key) = &ask.key {
            request = request.header("idempotency-key", key);
        }
        let body = match ask.body {
            Body::Empty => HttpBody::empty(),
            Body::Json(bytes) | Body::Form(bytes) => HttpBody::from(bytes),
            Body::Csv(path) => file_body(&path).await?,
        };
        let unfit = |e: &dyn std::fmt::Display| Failure::usage(format!("this cannot be asked: {e}"));
        let request = request.body(body).map_err(|e| unfit(&e))?;
        let Ok(response) = self.router.clone().oneshot(request).await;
        Ok(response)
    }
}

/// A file piece by piece, so that its size does not matter.
async fn file_body(path: &Path) -> Result<HttpBody, Failure> {
    let file = tokio::fs::File::open(path)
        .await
        .map_err(|e| Failure::general(format!("{}: {e}", path.display())))?;
    let pieces = futures::stream::try_unfold(file, |mut file| async move {
        use tokio::io::AsyncReadExt;
        let mut piece = Vec::with_capacity(1 << 16);
        let read = (&mut file).take(1 << 16).read_to_end(&mut piece).await?;
        Ok::<_, std::io::Error>((read > 0).then_some((piece, file)))
    });
    Ok(HttpBody::from_stream(pieces))
}
