//! Assigning and unassigning on the page of a product: what it would do is shown first, as a stored preview, and
//! exactly that is applied.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::Browser;
use cupo_testkit::server::tables::differences;

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let mark = format!(r#"name="{name}" value=""#);
    let rest = page.split(&mark).nth(1).unwrap_or_else(|| panic!("no field {name} in {page}"));
    rest.split('"').next().unwrap()
}

/// How many more seats the question says are free afterwards.
fn after_less_before(page: &str, words: &str) -> i64 {
    let said =
        page.split(words).nth(1).unwrap_or_else(|| panic!("no seats in {page}")).split('<').next().unwrap();
    let figure = |text: &str| -> i64 {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let number: i64 = digits.parse().unwrap();
        if text.contains('\u{2212}') { -number } else { number }
    };
    let (before, after) = said.split_once(", ").unwrap();
    figure(after) - figure(before)
}

/// A product that somebody holds directly, and the first who does.
async fn product(server: &TestServer, browser: &mut Browser) -> (String, String) {
    let home = format!("/c/{}/products", server.info.customers[0].id);
    let list = browser.get(&home).await.text();
    for link in list.split(&format!(r#"href="{home}/"#)).skip(1) {
        let path = format!("{home}/{}", link.split(['"', '?']).next().unwrap());
        let page = browser.get(&path).await.text();
        let boxes = page.split(r#"name="ids" value=""#).skip(1);
        let free = boxes.filter(|it| !it.split('>').next().unwrap_or("").contains("disabled"));
        if let Some(user) = free.filter_map(|it| it.split('"').next()).next() {
            return (path, user.to_owned());
        }
    }
    panic!("nobody holds anything");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_ui_3_licenses_are_assigned_and_unassigned_as_shown_and_never_unseen() {
    let server = TestServer::on_sqlite().await;
    for (lang, seats) in [("en", "Available licenses: "), ("es", "Licencias disponibles: ")] {
        let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
        let (path, user) = product(&server, &mut admin).await;
        let before = server.tables().await;
        let shown = admin.post(&format!("{path}/unassign"), &[("ids", &user)]).await;
        let page = shown.text();
        assert_eq!(shown.status, 200, "{page}");
        assert_eq!(after_less_before(&page, seats), 1, "{lang}: one seat more is free");
        let differs = differences(
            &before,
            &server.tables().await,
            &["session", "first_sign_in", "preview", "preview_part"],
        );
        assert_eq!(differs, Vec::<String>::new(), "{lang}: a question changes nothing");

        let fields = [
            ("ids", user.as_str()),
            ("preview", hidden(&page, "preview")),
            ("digest", hidden(&page, "digest")),
            ("confirm", "yes"),
        ];
        let done = admin.post(&format!("{path}/unassign"), &fields).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert!(done.location().contains("/operations/"), "{}", done.location());
        let late = admin.post(&format!("{path}/unassign"), &fields).await;
        assert_eq!(late.status, 412, "{lang}: what was shown does not hold any more");
        assert!(late.text().contains("flash-refused"), "{lang}: and what differs is said");

        let home = format!("/c/{}", server.info.customers[0].id);
        let panel = admin.get(&format!("{home}/users/{user}")).await.text();
        let name = panel.split(r#"class="quiet break">"#).nth(1).unwrap().split("</p>").next().unwrap();
        let name = name.replace("<wbr>", "");
        let before = server.tables().await;
        let page = admin.post(&format!("{path}/assign"), &[("people", &name)]).await.text();
        assert_eq!(after_less_before(&page, seats), -1, "{lang}: one seat less is free");
        assert_eq!(
            differences(
                &before,
                &server.tables().await,
                &["session", "first_sign_in", "preview", "preview_part"]
            ),
            Vec::<String>::new()
        );
        let fields = [
            ("people", name.as_str()),
            ("preview", hidden(&page, "preview")),
            ("digest", hidden(&page, "digest")),
            ("confirm", "yes"),
        ];
        let done = admin.post(&format!("{path}/assign"), &fields).await;
        assert_eq!(done.status, 303, "{}", done.text());
    }
    server.end().await;
}
