//! Who is behind the figures of a preview: names at the foot of the form, and a list of its own for its owner.

use cupo_domain::access::{Action, system_permit};
use cupo_domain::ids::Guid;
use cupo_store::users::{UserFilter, UserRow};
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::Browser;

use crate::broken::MAY;
use cupo_testkit::server::tables::differences;

/// Users of the first customer who hold mail directly, by name.
async fn holders(server: &TestServer, product: Guid, most: usize) -> Vec<UserRow> {
    let app = server.app();
    let organisation = app.store().organisation(server.info.customers[0].id).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::View);
    let product = app.store().catalogue().product_by_guid(product).map(|p| p.id);
    let filter = UserFilter { product, ..UserFilter::default() };
    let ids = app.store().user_ids(&permit, &filter).await.unwrap();
    let first: Vec<_> = ids.into_iter().take(most).collect();
    app.store().users_by_id(&permit, &first).await.unwrap()
}

fn e3(server: &TestServer) -> Guid {
    let catalogue = server.app().store().catalogue();
    catalogue.products().find(|p| p.part_number == "SPE_E3").unwrap().guid
}

async fn mark(browser: &mut Browser, home: &str, (how, users): (&str, &[UserRow])) {
    let ids: Vec<String> = users.iter().map(|user| user.guid.to_string()).collect();
    let mut fields = vec![("do", how), ("back", "/")];
    fields.extend(ids.iter().map(|id| ("ids", id.as_str())));
    assert_eq!(browser.post(&format!("{home}/selection"), &fields).await.status, 303);
}

/// The links of a page to lists of its preview.
fn lists(page: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|href| href.contains("/licenses/previews/")).map(|href| href.replace("&#38;", "&")).collect()
}

on_both_servers! {
    async fn r_ui_15_the_foot_of_the_form_names_whom_it_concerns_and_leads_to_all_of_them(server) {
        let product = e3(server);
        let users = holders(server, product, 40).await;
        let home = format!("/c/{}", server.info.customers[0].id);
        let name = format!("p.{product}");
        let mut agent = server.with_role("partner-admin-agent").await;
        mark(&mut agent, &home, ("tick", &users)).await;
        // Some of them are refused: seven who are not are enough.
        let page = agent.post(&format!("{home}/licenses/manage/preview"), &[(&name, "take")]).await.text();
        let csv = lists(&page)[0].split('?').next().unwrap().to_owned();
        let csv = agent.get(&format!("{csv}/users.csv?concern=losses&data=mail")).await.text();
        let (mut users, others): (Vec<_>, Vec<_>) = users.into_iter().partition(|user| csv.contains(&user.sign_in));
        assert!(!others.is_empty() && users.len() >= 7, "{csv}");
        mark(&mut agent, &home, ("untick", &others)).await;
        mark(&mut agent, &home, ("untick", &users.split_off(7))).await;
        for (lang, more, erased, back) in [
            ("en", "and 2 more", "Mail, erased for good", "Back to the change"),
            ("es", "y 2 más", "Correo, se borra para siempre", "Volver al cambio"),
        ] {
            let mut agent = agent.clone().with("accept-language", lang);
            let page = agent.post(&format!("{home}/licenses/manage/preview"), &[(&name, "take")]).await.text();
            let foot = page.split_once("id=\"save-bar\"").unwrap().1;
            for user in &users[..5] {
                assert!(foot.contains(&user.display_name), "{lang}: {} in {foot}", user.display_name);
            }
            assert!(foot.contains(more), "{lang}: {foot}");
            let list = lists(foot).into_iter().find(|href| href.contains("concern=losses")).unwrap();
            let before = server.tables().await;
            let listed = agent.get(&list).await;
            assert_eq!(listed.status, 200);
            let text = listed.text();
            for user in &users {
                assert!(text.contains(&user.display_name), "{lang}: {}", user.display_name);
            }
            assert!(text.contains(erased), "{lang}: whose data, and when: {text}");
            let returns = format!("href=\"{home}/licenses/manage?{name}=take\">{back}");
            assert!(text.contains(&returns), "{lang}: the way back keeps the box: {text}");
            let path = list.split('?').next().unwrap();
            let csv = agent.get(&format!("{path}/users.csv?concern=losses")).await;
            assert_eq!((csv.status, csv.text().lines().count()), (200, 8), "{}", csv.text());
            assert!(agent.get(&format!("{path}?concern=refused")).await.text().contains("<h1"));
            for nonsense in ["concern=maybe", "product=x", "after=-2", "at=middle", "due=soon", "reason=%00"] {
                assert_eq!(agent.get(&format!("{path}?{nonsense}")).await.status, 400, "{nonsense}");
            }
            assert_eq!(differences(&before, &server.tables().await, MAY), Vec::<String>::new());
        }
    }

    async fn inv_20_a_list_is_for_the_owner_of_the_preview_with_the_right_to_change_licenses(server) {
        let product = e3(server);
        let users = holders(server, product, 3).await;
        let home = format!("/c/{}", server.info.customers[0].id);
        let name = format!("p.{product}");
        let mut owner = server.with_role("license-admin").await;
        mark(&mut owner, &home, ("tick", &users)).await;
        let page = owner.post(&format!("{home}/licenses/manage/preview"), &[(&name, "take")]).await.text();
        let list = lists(&page).into_iter().next().unwrap();
        assert_eq!(owner.get(&list).await.status, 200);
        let csv = format!("{}/users.csv", list.split('?').next().unwrap());
        for (role, status) in [
            ("global-admin", 404),
            ("partner-admin-agent", 404),
            ("user-admin", 404),
            ("global-reader", 403),
            ("partner-sales-agent", 403),
        ] {
            let mut other = server.with_role(role).await;
            assert_eq!((other.get(&list).await.status, role), (status, role));
            assert_eq!((other.get(&csv).await.status, role), (status, role));
        }
        let elsewhere = list.replace(&server.info.customers[0].id.to_string(), &server.info.customers[1].id.to_string());
        let mut agent = server.with_role("partner-admin-agent").await;
        assert_eq!(agent.get(&elsewhere).await.status, 404, "it is a preview of another customer");
        assert_eq!(owner.get(&elsewhere).await.status, 404);
    }
}
