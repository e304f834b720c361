//! Assigning and unassigning on the page of a product: what it would do is shown first, as a stored preview, and
//! exactly that is applied.

use cupo_domain::access::{Action, system_permit};
use cupo_store::users::UserFilter;
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

/// The holders on a page who can be ticked, and those who are.
fn boxes(page: &str) -> (Vec<String>, Vec<String>) {
    let tags = page.split(r#"name="ids" value=""#).skip(1).filter_map(|it| it.split('>').next());
    let open: Vec<&str> = tags.filter(|tag| !tag.contains("disabled")).collect();
    let id = |tag: &&str| tag.split('"').next().unwrap_or_default().to_owned();
    let ticked = open.iter().filter(|tag| tag.contains(" checked")).map(id).collect();
    (open.iter().map(id).collect(), ticked)
}

fn picked(page: &str) -> &str {
    page.split("data-picked>").nth(1).unwrap_or_else(|| panic!("no bar in {page}")).split('<').next().unwrap()
}

on_both_servers! {
    async fn r_bulk_1_ticks_on_the_page_of_a_product_survive_paging_and_searching(server) {
        let home = format!("/c/{}", server.info.customers[0].id);
        let catalogue = server.app().store().catalogue();
        let e3 = catalogue.products().find(|p| p.part_number == "SPE_E3").unwrap().guid;
        let path = format!("{home}/products/{e3}");
        let mut admin = server.with_role("license-admin").await;
        let first = boxes(&admin.get(&path).await.text()).0;
        let last = boxes(&admin.get(&format!("{path}?page=last&sort=name&dir=desc")).await.text()).0;
        let (one, other) = (first.first().unwrap().clone(), last.iter().find(|id| **id != first[0]).unwrap().clone());
        for id in [&one, &other] {
            let fields = [("do", "update"), ("back", path.as_str()), ("shown", id), ("ids", id)];
            assert_eq!(admin.post(&format!("{path}/selection"), &fields).await.status, 303);
        }
        for place in ["", "?q=zzzz-nobody", "?dir=desc", "?page=last"] {
            let page = admin.get(&format!("{path}{place}")).await.text();
            if !place.contains("zzzz") {
                assert_eq!(picked(&page), "2", "{place}");
            }
        }
        assert_eq!(boxes(&admin.get(&path).await.text()).1.first(), Some(&one), "the tick is in its box");
        let mut colleague = server.with_role("global-admin").await;
        assert_eq!(picked(&colleague.get(&path).await.text()), "0", "ticks are each person's own");
        let users = admin.get(&format!("{home}/users?view=selected")).await.text();
        assert!(!users.contains(&one), "and are not those of Active users");

        // A button of the pager without script takes the page along; who was ticked and is not any more is let go.
        let next = format!("{path}?dir=desc");
        let fields = [("go", next.as_str()), ("back", path.as_str()), ("shown", &one)];
        assert_eq!(admin.post(&format!("{path}/selection"), &fields).await.location(), next);
        assert_eq!(picked(&admin.get(&path).await.text()), "1");
        let fields = [("do", "clear"), ("back", path.as_str())];
        assert_eq!(admin.post(&format!("{path}/selection"), &fields).await.location(), path);
        assert_eq!(picked(&admin.get(&path).await.text()), "0");
        assert_eq!(admin.post(&format!("{path}/selection"), &[("do", "all")]).await.status, 400);

        // A page that is older than ticks made in another tab lets nobody go whom it did not show ticked.
        let ticks = [("do", "update"), ("back", path.as_str()), ("shown", &one), ("ids", &one)];
        admin.post(&format!("{path}/selection"), &ticks).await;
        let stale = [("go", next.as_str()), ("tells_ticks", "yes"), ("shown", one.as_str()), ("shown", &other)];
        admin.post(&format!("{path}/selection"), &stale).await;
        let page = admin.get(&path).await.text();
        assert_eq!(picked(&page), "1");
        assert!(page.contains(&format!("name=\"was_ticked\" value=\"{one}\"")), "the page says who were ticked");
        let newer = [stale.as_slice(), &[("was_ticked", one.as_str()), ("ids", &other)]].concat();
        admin.post(&format!("{path}/selection"), &newer).await;
        assert_eq!(picked(&admin.get(&path).await.text()), "1", "one is let go and the other ticked");
        admin.post(&format!("{path}/selection"), &[("do", "clear"), ("back", path.as_str())]).await;

        // Unassign is for all who are ticked, and they are ticked no more afterwards.
        let fields = [("do", "update"), ("back", path.as_str()), ("shown", &one), ("ids", &one)];
        admin.post(&format!("{path}/selection"), &fields).await;
        let asked = admin.post(&format!("{path}/unassign"), &[("shown", &other), ("ids", &other)]).await.text();
        assert!(asked.contains(&one) && asked.contains(&other));
        let fields = [
            ("ids", one.as_str()),
            ("ids", &other),
            ("preview", hidden(&asked, "preview")),
            ("digest", hidden(&asked, "digest")),
            ("confirm", "yes"),
        ];
        assert_eq!(admin.post(&format!("{path}/unassign"), &fields).await.status, 303);
        assert_eq!(picked(&admin.get(&path).await.text()), "0");
    }
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
        let again = admin.post(&format!("{path}/unassign"), &fields).await;
        assert_eq!((again.status, again.location()), (303, done.location()), "{lang}: it is done once");

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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_ui_10_software_bought_for_good_by_a_partner_is_given_on_the_licenses_page_alone() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let catalogue = server.app().store().catalogue();
    let software = catalogue.products().find(|p| p.part_number == "RUBRICA_DESK").cloned().unwrap();
    let (home, guid) = (format!("/c/{}", things.customer), software.guid.to_string());
    let mut agent = server.with_role("partner-admin-agent").await.with("accept-language", "en");
    // Where several users, one user and groups are licensed, the product is shown locked, or not at all.
    let id = things.user.to_string();
    agent.post(&format!("{home}/selection"), &[("do", "tick"), ("back", "/"), ("ids", &id)]).await;
    let page = format!("{home}/products/{guid}");
    for path in [format!("{home}/licenses/manage"), format!("{home}/users/{id}")] {
        let text = agent.get(&path).await.text();
        assert!(text.contains("Bought for good by a partner"), "{path}");
        assert!(text.contains(&format!("href=\"{page}\"")), "the way to the Licenses page: {path}");
    }
    let several = agent.get(&format!("{home}/licenses/several?mode=assign&next=1")).await.text();
    assert!(!several.contains(&guid), "Assign more does not offer it");
    // A form that names it all the same changes nothing.
    let give = format!("p.{guid}");
    let refused = agent.post(&format!("{home}/licenses/manage/preview"), &[(&give, "give")]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    let refused = agent.post(&format!("{home}/users/{id}/licenses/save"), &[("product", &guid)]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.text().contains("R-UI-10"), "{}", refused.text());
    // Too many at once are not sent where it is not given.
    let store = server.app().store();
    let organisation = store.organisation(things.customer).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::View);
    let ids: Vec<_> =
        store.user_ids(&permit, &UserFilter::default()).await.unwrap().into_iter().take(21).collect();
    let users = store.users_by_id(&permit, &ids).await.unwrap();
    let names: Vec<&str> = users.iter().map(|user| user.sign_in.as_str()).collect();
    let many = agent.post(&format!("{page}/assign"), &[("people", &names.join("\n"))]).await.text();
    assert!(many.contains("on this page alone") && !many.contains("Go on in Active users"), "{many}");
    // The Licenses page gives it.
    let shown = agent.post(&format!("{page}/assign"), &[("people", &things.sign_in)]).await.text();
    assert_eq!(after_less_before(&shown, "Available licenses: "), -1, "one seat less is free");
    let fields = [
        ("people", things.sign_in.as_str()),
        ("preview", hidden(&shown, "preview")),
        ("digest", hidden(&shown, "digest")),
        ("confirm", "yes"),
    ];
    let done = agent.post(&format!("{page}/assign"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let sold = agent.get(&format!("{home}/subscriptions")).await.text();
    assert!(sold.contains("Bought for good") && sold.contains("a license, once"), "{sold}");
    server.end().await;
}
