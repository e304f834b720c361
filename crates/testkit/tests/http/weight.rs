//! What pages weigh on their way to a browser that takes them packed: no page of the console takes more than 100 KB, the
//! longest lists included, and every download arrives whole.

use cupo_testkit::server::TestServer;

use crate::routes::address;
use crate::table::ROUTES;

/// Most bytes of a page over the wire.
const PAGE_BYTES_MAX: usize = 100 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_takes_more_than_a_hundred_kilobytes_over_the_wire() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let home = format!("/c/{}", things.customer);
    let mut pages: Vec<String> = ROUTES
        .iter()
        .filter(|(method, ..)| *method == "GET")
        .map(|(_, path, _)| address(path, &things))
        .collect();
    pages.extend([format!("{home}/users?size=200"), format!("{home}/deleted-users?size=200")]);
    let mut seen = 0;
    for role in ["partner-admin-agent", "global-admin"] {
        let mut browser = server.with_role(role).await;
        browser.post(&format!("{home}/selection"), &[("do", "all"), ("back", "/")]).await;
        let mut browser = browser.with("Accept-Encoding", "gzip");
        for page in &pages {
            let answer = browser.get(page).await;
            let html = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
            if answer.status != 200 || !html {
                continue;
            }
            let bytes = answer.body.len();
            assert!(bytes <= PAGE_BYTES_MAX, "{role} {page}: {bytes} bytes");
            assert!(
                answer.header("content-encoding") == Some("gzip") || bytes < 1_024,
                "{role} {page} travels packed"
            );
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} pages were weighed");
    server.end().await;
}
