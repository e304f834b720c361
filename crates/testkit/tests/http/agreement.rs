//! Who buys under which agreement, as the pages tell it: the setting, the roles given on the page Roles, the sentence for
//! those who lack one.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let mark = format!(r#"name="{name}" value=""#);
    page.split(&mark)
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_else(|| panic!("{name}: {page}"))
}

/// Presses the button of the page that asks.
async fn confirm(browser: &mut Browser, question: &Answer) {
    let page = question.text();
    let action = page.split(r#"action="/c/"#).find(|it| it.contains("/changes?")).expect("the form");
    let action =
        format!("/c/{}", action.split('"').next().unwrap()).replace("&#38;", "&").replace("&amp;", "&");
    let fields = [("preview", hidden(&page, "preview")), ("digest", hidden(&page, "digest"))];
    assert_eq!(browser.post(&action, &fields).await.status, 303);
}

on_both_servers! {
    async fn r_role_9_pages_ask_for_a_role_of_the_billing_account_under_the_customer_agreement(server) {
        let customer = server.info.customers[0].id;
        let things = server.things(customer).await;
        let page = format!("/c/{customer}/subscriptions/{}", things.direct.expect("bought by itself"));
        let quantity = format!("{page}/quantity");
        let mut admin = server.with_role("global-admin").await;
        assert_eq!(admin.get(&quantity).await.status, 200, "under the older agreement");
        assert_eq!(server.with_role("billing-admin").await.get(&quantity).await.status, 200);
        let settings = format!("/c/{customer}/settings");
        let old = admin.get(&settings).await.text();
        let fields: Vec<(&str, &str)> = vec![
            ("licenses_page_limit", "20"),
            ("file_retention_days", "30"),
            ("time_zone", "Europe/Madrid"),
            ("billing_agreement", "customer"),
        ];
        assert!(old.contains(r#"name="billing_agreement""#), "{old}");
        let wrong = [&fields[..3], &[("billing_agreement", "handshake")]].concat();
        assert_eq!(admin.post(&settings, &wrong).await.status, 400);
        let question = admin.post(&settings, &fields).await;
        assert!(question.text().contains("Customer agreement"), "{}", question.text());
        confirm(&mut admin, &question).await;
        for (lang, why) in [("en", "under the customer agreement"), ("es", "con el contrato de cliente")] {
            let mut billing = server.with_role("billing-admin").await.with("accept-language", lang);
            let refused = billing.get(&quantity).await;
            assert_eq!(refused.status, 403, "{lang}");
            assert!(refused.text().contains("R-ROLE-9") && refused.text().contains(why), "{}", refused.text());
            let seen = billing.get(&page).await;
            assert!(seen.status == 200 && seen.text().contains(why), "{lang}: {}", seen.text());
            assert!(!seen.text().contains("do=cancel") && !seen.text().contains("do=recurring"), "{lang}");
        }
        assert_eq!(admin.get(&quantity).await.status, 403, "a Global admin, too");
        let list = admin.get(&format!("/c/{customer}/roles")).await.text();
        let row = list.split("/users/").skip(1).find(|it| it.contains(">Lucía Belmonte Arrabal<"));
        let href = row.and_then(|it| it.split('"').next()).expect("the administrator");
        let href = &format!("/c/{customer}/users/{href}");
        let form = admin.get(href).await.text();
        let shown = hidden(&form, "shown").to_owned();
        let given = [("shown", shown.as_str()), ("role", "global-admin"), ("role", "billing-profile-contributor")];
        let question = admin.post(href, &given).await;
        assert!(question.text().contains("Billing profile contributor"), "{}", question.text());
        confirm(&mut admin, &question).await;
        assert_eq!(admin.get(&quantity).await.status, 200, "with the role it buys again");
    }

    async fn r_role_9_the_demo_has_a_customer_under_each_agreement(server) {
        let school = server.info.customers.iter().find(|it| it.domain == "riberaturia.example").unwrap().id;
        for (role, may) in [("billing-account-owner", true), ("billing-admin", false)] {
            let name = server.info.accounts.iter().filter(|a| a.customer == Some(school)).find(|a| a.role == role);
            let mut person = server.signed_in(&name.expect("an account").username).await;
            let list = person.get(&format!("/c/{school}/subscriptions")).await;
            assert_eq!(list.status, 200, "{role}");
            assert_eq!(list.text().contains("/quantity"), may, "{role}: {}", list.text());
        }
    }
}
