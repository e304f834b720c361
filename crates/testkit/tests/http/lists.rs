//! Lists as people see and take them along: Your products with its filters, pages by key, and the same rows as CSV.

use cupo_domain::access::{Action, system_permit};
use cupo_domain::decide::quantity::Channel;
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};

/// The rows of the page's table, by the label of their head.
fn rows(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = answer.text();
    let heads = text.split("<th scope=\"row\"").skip(1);
    heads.map(|head| head.split("</th>").next().unwrap_or_default().to_owned()).collect()
}

/// The lines of a CSV after its heading; the heading begins with the mark of UTF-8.
async fn lines(browser: &mut Browser, path: &str) -> (String, Vec<String>) {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/csv")), "{path}");
    assert!(answer.header("content-disposition").is_some_and(|it| it.contains("attachment")), "{path}");
    let text = answer.text();
    let mut lines = text.strip_prefix('\u{feff}').expect("the mark of UTF-8").split_terminator("\r\n");
    let heading = lines.next().expect("a heading").to_owned();
    (heading, lines.map(str::to_owned).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_ui_10_your_products_has_a_row_per_subscription_its_channel_and_three_filters() {
    let server = TestServer::on_sqlite().await;
    let customer = server.info.customers[0].id;
    let organisation = server.app().store().organisation(customer).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::ViewSubscriptions);
    let bought = server.app().store().subscriptions(&permit).await.unwrap();
    let of = |channel: Channel| bought.iter().filter(|row| row.subscription.channel == channel).count();
    let home = format!("/c/{customer}/subscriptions");
    let mut admin = server.with_role("global-admin").await;
    let page = admin.get(&home).await;
    assert_eq!(rows(&page).len(), bought.len(), "one row per subscription");
    assert!(!bought.is_empty());
    let channels = page.text().matches("data-label=\"Purchase channel\"").count();
    assert_eq!(channels, bought.len(), "each says how it was bought");
    for (kind, channel) in
        [("trial", Channel::Trial), ("self-service", Channel::SelfService), ("free", Channel::Free)]
    {
        let found = rows(&admin.get(&format!("{home}?kind={kind}")).await).len();
        assert_eq!(found, of(channel), "{kind}");
        let (_, lines) = lines(&mut admin, &format!("{home}.csv?kind={kind}")).await;
        assert_eq!(lines.len(), found, "the file has the filter of the page: {kind}");
    }
    // What the partner sold is not for a Billing admin (R-ROLE-8), on the page as in the file.
    let mut billing = server.with_role("billing-admin").await;
    let own = bought.len() - of(Channel::Reseller);
    assert_eq!(rows(&billing.get(&home).await).len(), own);
    assert_eq!(lines(&mut billing, &format!("{home}.csv")).await.1.len(), own);
    server.end().await;
}

on_both_servers! {
    async fn r_ui_14_customers_subscriptions_and_operations_are_taken_along_as_csv(server) {
        let customer = server.info.customers[0].id;
        server.things(customer).await;
        let mut agent = server.with_role("partner-admin-agent").await.with("Accept-Language", "en");
        let (heading, all) = lines(&mut agent, "/customers.csv").await;
        assert_eq!(heading.split(',').next(), Some("Customer"), "{heading}");
        assert_eq!(all.len(), rows(&agent.get("/customers").await).len());
        let down = lines(&mut agent, "/customers.csv?dir=desc").await.1;
        assert_eq!(down, all.iter().rev().cloned().collect::<Vec<_>>(), "in the order of the page");
        let name = server.info.customers[0].name.clone();
        let word = name.split(' ').next().unwrap_or_default();
        let found = lines(&mut agent, &format!("/customers.csv?q={word}")).await.1;
        assert!(!found.is_empty() && found.len() <= all.len() && found.iter().any(|line| line.contains(word)));
        assert_eq!(lines(&mut agent, "/customers.csv?q=zzzz").await.1.len(), 0);
        let mut spanish = server.with_role("partner-admin-agent").await.with("Accept-Language", "es");
        assert!(lines(&mut spanish, "/customers.csv").await.0.starts_with("Cliente,"));
        let (heading, subscriptions) = lines(&mut agent, &format!("/c/{customer}/subscriptions.csv")).await;
        assert!(heading.starts_with("Product,") && !subscriptions.is_empty(), "{heading}");
        let operations = lines(&mut agent, &format!("/c/{customer}/operations.csv")).await.1;
        let page = agent.get(&format!("/c/{customer}/operations")).await;
        assert_eq!(operations.len(), rows(&page).len());
        assert!(!operations.is_empty());
    }

    async fn customers_and_operations_are_paged_by_key_and_an_old_place_begins_anew(server) {
        let customer = server.info.customers[0].id;
        server.things(customer).await;
        let mut agent = server.with_role("partner-admin-agent").await;
        let all = rows(&agent.get("/customers").await);
        let place = server.info.customers[1].id;
        for sort in ["name", "domain", "users"] {
            for dir in ["asc", "desc"] {
                let order = format!("/customers?sort={sort}&dir={dir}");
                let whole = rows(&agent.get(&order).await);
                let after = rows(&agent.get(&format!("{order}&after={place}")).await);
                let before = rows(&agent.get(&format!("{order}&before={place}")).await);
                let own = whole.iter().filter(|row| row.contains(&place.to_string())).cloned().collect::<Vec<_>>();
                // A page that would be empty begins the list anew.
                let after = if after == whole { Vec::new() } else { after };
                let before = if before == whole { Vec::new() } else { before };
                assert_eq!([before, own, after].concat(), whole, "{order}");
                assert_eq!(rows(&agent.get(&format!("{order}&page=last")).await), whole, "one page is the last too");
            }
        }
        let gone = "00000000-0000-4000-8000-000000000000";
        assert_eq!(rows(&agent.get(&format!("/customers?after={gone}")).await), all);
        assert_eq!(rows(&agent.get("/customers?page=7").await), all, "an address of old");
        let operations = format!("/c/{customer}/operations");
        let all = rows(&agent.get(&operations).await);
        assert_eq!(rows(&agent.get(&format!("{operations}?page=last")).await), all);
        assert_eq!(agent.get(&format!("{operations}?after={gone}")).await.status, 404);
    }
}
