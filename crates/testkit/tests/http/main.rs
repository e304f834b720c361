//! The console over HTTP in one program: every route for everybody, forged and broken requests, sessions.
//! A server and its log are looked at after each story; an answer of 500 or a defect in the log ends it.

/// Stories that are told on both engines: each `async fn name(server) { … }` becomes the tests `name::sqlite` and
/// `name::postgres`. After it the data are consistent and no defect was met.
#[cfg(test)]
macro_rules! on_both_servers {
    ($(async fn $name:ident($server:ident) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn story($server: &TestServer) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let server = TestServer::on_sqlite().await;
                story(&server).await;
                server.end().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(server) = TestServer::on_postgres().await {
                    story(&server).await;
                    server.end().await;
                }
            }
        }
    )*};
}

#[cfg(test)]
mod routes;
#[cfg(test)]
mod table;
#[cfg(test)]
mod visitors;
mod weight;
#[cfg(test)]
mod foreign;
#[cfg(test)]
mod forged;
#[cfg(test)]
mod headers;
mod license_files;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod broken;
#[cfg(test)]
mod addresses;
#[cfg(test)]
mod deeds;
#[cfg(test)]
mod records;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod accounts;
#[cfg(test)]
mod choices;
#[cfg(test)]
mod licensing;
#[cfg(test)]
mod whom;
#[cfg(test)]
mod agreement;
#[cfg(test)]
mod lives;
#[cfg(test)]
mod honest;
#[cfg(test)]
mod searching;
#[cfg(test)]
mod escaping;
#[cfg(test)]
mod random;
#[cfg(test)]
mod policies;
#[cfg(test)]
mod previews;
#[cfg(test)]
mod again;
#[cfg(test)]
mod programs;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod domains;
#[cfg(test)]
mod decisions;
#[cfg(test)]
mod resent;
