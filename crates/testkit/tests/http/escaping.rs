//! Text that people type stays text: no page turns it into markup, no file into a formula.

use cupo_testkit::server::TestServer;

use crate::previews::saved;

const MARKUP: &str = "<img src=x onerror=alert(1)>\"'&";
const FORMULA: &str = "=HYPERLINK(\"http://evil.example\")";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn names_with_markup_and_formulas_are_shown_as_they_are() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let mut admin = server.with_role("global-admin").await;
    let home = format!("/c/{}", things.customer);
    let account = format!("{home}/users/{}/account", things.user);
    for (name, department) in [(MARKUP, FORMULA), (FORMULA, MARKUP)] {
        let fields =
            [("display_name", name), ("department", department), ("enabled", "1"), ("location", "ES")];
        let answer = saved(&mut admin, &account, &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let user = things.user.to_string();
        admin.post(&format!("{home}/selection"), &[("do", "only"), ("ids", &user), ("back", "/")]).await;
        let search = things.sign_in.split('@').next().unwrap_or("");
        let mut met = 0;
        for page in [
            format!("{home}/users?q={search}"),
            format!("{home}/users?department={}", cupo_testkit::server::client::escaped(department)),
            format!("{home}/users/{}", things.user),
            format!("{home}/users/{}?tab=account", things.user),
            format!("{home}/users/delete?ids={}", things.user),
            format!("{home}/licenses/manage"),
            format!("{home}/licenses/several"),
            format!("{home}/operations/{}", things.operation),
            format!("{home}/audit"),
            "/".to_owned(),
        ] {
            let answer = admin.get(&page).await;
            assert_eq!(answer.status, 200, "{page}");
            let text = answer.text();
            assert!(!text.contains("<img src=x"), "{page} turns a name into markup");
            met += usize::from(text.contains("&#60;img") || text.contains("&lt;img"));
        }
        assert!(met >= 4, "the name was met on {met} pages");
        for file in [
            format!("{home}/users.csv?q={search}"),
            format!("{home}/operations/{}/outcomes.csv", things.operation),
            format!("{home}/audit.csv"),
        ] {
            let answer = admin.get(&file).await;
            assert_eq!(answer.status, 200, "{file}");
            assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/csv")), "{file}");
            assert!(
                answer.header("content-disposition").is_some_and(|d| d.starts_with("attachment")),
                "{file}"
            );
            let text = answer.text();
            for line in text.trim_start_matches('\u{feff}').lines() {
                for cell in line.split(',') {
                    let cell = cell.trim_matches('"');
                    assert!(!cell.starts_with(['=', '+', '@', '\t']), "{file}: the cell {cell}");
                }
            }
        }
        let json = admin.get(&format!("{home}/operations/{}/outcomes.json", things.operation)).await;
        assert!(serde_json::from_slice::<serde_json::Value>(&json.body).is_ok(), "{}", json.text());
    }
    server.end().await;
}
