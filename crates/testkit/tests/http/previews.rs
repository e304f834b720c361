//! Nothing is saved unseen: whatever a form asks, it is done only with the preview that showed it and its digest (D-2).

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};
use cupo_testkit::server::tables::differences;
use cupo_testkit::server::things::Things;

use crate::broken::UNKNOWN;
use crate::routes::address;

/// What a visit may write, what showing a change keeps, and what time alone does meanwhile.
pub const SHOWN: &[&str] =
    &["session", "first_sign_in", "preview", "preview_part", "subscription", "subscription_life"];

/// A form: its address, who sends it, what it asks, and a table that changes when it is saved.
pub type Form = (&'static str, &'static str, Vec<(&'static str, String)>, &'static str);

/// Forms in an order in which each still finds something to do. Each kind of change is an operation.
pub fn forms(things: &Things) -> Vec<Form> {
    let product = things.product.to_string();
    let field = |name, value: &str| (name, value.to_owned());
    vec![
        (
            "/c/{customer}/users/{user}/account",
            "global-admin",
            vec![field("location", "PT"), field("was_location", "")],
            "users",
        ),
        (
            "/c/{customer}/settings",
            "global-admin",
            vec![
                field("licenses_page_limit", "31"),
                field("file_retention_days", "30"),
                field("restore_over_quota", "no"),
                field("time_zone", "UTC"),
            ],
            "customer",
        ),
        (
            "/c/{customer}/subscriptions/{subscription}/quantity",
            "partner-admin-agent",
            vec![field("quantity", "9000")],
            "operation",
        ),
        (
            "/c/{customer}/products/{product}/assign",
            "license-admin",
            vec![field("people", &things.sign_in)],
            "source",
        ),
        (
            "/c/{customer}/users/{user}/licenses/save",
            "license-admin",
            vec![("was", product.clone())],
            "source",
        ),
        (
            "/c/{customer}/users/{user}/roles",
            "global-admin",
            vec![field("shown", ""), field("role", "reports-reader")],
            "role_grant",
        ),
        ("/c/{customer}/operations/{operation}/undo", "license-admin", Vec::new(), "operation"),
        ("/c/{customer}/users/delete?ids={user}", "global-admin", vec![field("confirm", "yes")], "users"),
        (
            "/c/{customer}/deleted-users/restore",
            "global-admin",
            vec![("ids", things.user.to_string())],
            "users",
        ),
        (
            "/c/{customer}/subscriptions/new",
            "partner-admin-agent",
            vec![field("product", &product), field("quantity", "7"), field("term", "P1Y")],
            "operation",
        ),
    ]
}

/// The value of a hidden field of a page.
pub fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    page.split(&start).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned()
}

/// The page that shows what a form would do; browsers follow to its address.
pub async fn look(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = browser.post(path, fields).await;
    let to = answer.location().to_owned();
    let stored = ["?preview=", "/changes/", "/restore?ids="].iter().any(|it| to.contains(it));
    if answer.status == 303 && stored { browser.get(&to).await } else { answer }
}

/// Sends a form, and then what the page asks that shows what it would do; the first answer where it shows nothing.
pub async fn saved(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let shown = look(browser, path, fields).await;
    let page = shown.text();
    let (preview, digest) = (hidden(&page, "preview"), hidden(&page, "digest"));
    if shown.status != 200 || digest.is_empty() {
        return shown;
    }
    let carried = [("preview", preview.as_str()), ("digest", digest.as_str()), ("confirm", "yes")];
    match doing(&page) {
        Some(to) => browser.post(&to, &carried).await,
        None => browser.post(path, &[fields, &carried].concat()).await,
    }
}

/// Opens the page of what a change does, and does it; the first answer where it shows nothing.
pub async fn pressed(browser: &mut Browser, path: &str) -> Answer {
    let shown = browser.get(path).await;
    let page = shown.text();
    match doing(&page).filter(|_| shown.status == 200) {
        Some(to) => {
            let (preview, digest) = (hidden(&page, "preview"), hidden(&page, "digest"));
            let carried = [("preview", preview.as_str()), ("digest", digest.as_str()), ("confirm", "yes")];
            browser.post(&to, &carried).await
        }
        None => shown,
    }
}

/// Where the form of a page of what a change does goes; nothing on other pages.
pub fn doing(page: &str) -> Option<String> {
    let found = page.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = found.map(|address| address.replace("&#38;", "&").replace("&amp;", "&"));
    found.into_iter().find(|address| address.contains("/changes?"))
}

pub async fn post(
    browser: &mut Browser,
    path: &str,
    fields: &[(&str, String)],
    more: &[(&str, &str)],
) -> Answer {
    let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    all.extend_from_slice(more);
    look(browser, path, &all).await
}

on_both_servers! {
    async fn no_form_changes_anything_without_its_preview_and_digest(server) {
        let things = server.things(server.info.customers[0].id).await;
        for (pattern, role, fields, table) in forms(&things) {
            let path = address(pattern, &things);
            let mut browser = server.with_role(role).await;
            let before = server.tables().await;
            let shown = post(&mut browser, &path, &fields, &[]).await;
            let unseen = server.tables().await;
            assert_eq!(differences(&before, &unseen, SHOWN), Vec::<String>::new(), "{pattern} without a preview");
            let page = shown.text();
            let (preview, digest) = (hidden(&page, "preview"), hidden(&page, "digest"));
            assert!(!preview.is_empty() && !digest.is_empty(), "{pattern}: {} {page}", shown.status);
            // The page of what a change does carries the preview alone; the others ask for the same again.
            let (to, again) = match doing(&page) {
                Some(to) => (to, &[][..]),
                None => (path.clone(), fields.as_slice()),
            };
            let confirm = ("confirm", "yes");
            for (preview, digest) in [(preview.as_str(), ""), (preview.as_str(), "x"), (UNKNOWN, digest.as_str()), ("", digest.as_str())] {
                post(&mut browser, &to, again, &[("preview", preview), ("digest", digest), confirm]).await;
                let differs = differences(&before, &server.tables().await, SHOWN);
                assert_eq!(differs, Vec::<String>::new(), "{pattern} with {preview:?} and {digest:?}");
            }
            let page = post(&mut browser, &path, &fields, &[]).await.text();
            let carried = (hidden(&page, "preview"), hidden(&page, "digest"));
            let saved = post(&mut browser, &to, again, &[("preview", &carried.0), ("digest", &carried.1), confirm]).await;
            assert!(matches!(saved.status, 200 | 303), "{pattern}: {} {}", saved.status, saved.text());
            let differs = differences(&before, &server.tables().await, SHOWN);
            assert!(differs.contains(&table.to_owned()), "{pattern}: {differs:?}");
        }
    }

    async fn r_role_15_a_customer_is_shown_before_it_is_created(server) {
        let mut agent = server.with_role("partner-admin-agent").await;
        let fields = [("name", "Librería Faro"), ("domain", "faro.example"), ("country", "ES"), ("delegated", "yes")];
        let before = server.tables().await;
        let shown = look(&mut agent, "/customers/new", &fields).await;
        assert!(shown.status == 200 && shown.text().contains("faro.example"), "{}", shown.text());
        assert_eq!(differences(&before, &server.tables().await, SHOWN), Vec::<String>::new(), "only shown");
        let to = doing(&shown.text()).unwrap();
        let forged = [("preview", hidden(&shown.text(), "preview")), ("digest", "x".to_owned())];
        assert_eq!(post(&mut agent, &to, &forged, &[]).await.status, 412);
        assert_eq!(differences(&before, &server.tables().await, SHOWN), Vec::<String>::new(), "another digest");
        let done = saved(&mut agent, "/customers/new", &fields).await;
        assert_eq!((done.status, done.location()), (303, "/customers?q=faro.example"), "{}", done.text());
        assert!(agent.get(done.location()).await.text().contains("Librería Faro"));
        let differs = differences(&before, &server.tables().await, SHOWN);
        assert!(["customer", "operation"].iter().all(|table| differs.contains(&(*table).to_owned())), "{differs:?}");
        let again = agent.post("/customers/new", &fields).await;
        assert_eq!(again.status, 400, "the domain is taken: {}", again.text());
        let mut sales = server.with_role("partner-sales-agent").await;
        assert_eq!(sales.post("/customers/new", &fields).await.status, 403);
    }

    async fn a_field_that_somebody_else_changed_meanwhile_is_named_before_it_is_overwritten(server) {
        let things = server.things(server.info.customers[0].id).await;
        let path = address("/c/{customer}/users/{user}/account", &things);
        let mut browser = server.with_role("global-admin").await;
        let form = [("department", "Compras"), ("was_department", "Nowhere"), ("job_title", "x"), ("was_job_title", "x")];
        let answer = browser.post(&path, &form).await;
        assert_eq!(answer.status, 412);
        assert!(answer.text().contains("Nowhere"), "{}", answer.text());
        let untouched = [("job_title", "x"), ("was_job_title", "x")];
        assert_eq!(browser.post(&path, &untouched).await.status, 303, "nothing was touched, nothing changes");
    }
}
