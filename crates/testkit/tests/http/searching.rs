//! The search of the top bar reaches users, products, customers and pages, and nothing that its reader may not open.

use cupo_testkit::server::TestServer;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_top_search_finds_users_products_customers_and_pages() {
    let server = TestServer::on_sqlite().await;
    let customer = &server.info.customers[0];
    let home = format!("/c/{}", customer.id);
    for (lang, licenses, products) in [("en", "Licenses", "Products"), ("es", "Licencias", "Productos")] {
        let mut agent = server.with_role("partner-admin-agent").await.with("accept-language", lang);
        let page = agent.get(&format!("{home}/users")).await.text();
        assert!(
            page.contains(&format!(r#"action="{home}/search""#)),
            "{lang}: the top bar searches everything"
        );
        assert!(agent.get("/customers").await.text().contains(r#"action="/search""#), "{lang}");

        let found = agent.get(&format!("{home}/search?q=MICROSOFT%20365%20e3")).await.text();
        assert!(
            found.contains(&format!(">{products} <")) && found.contains(&format!("{home}/products/")),
            "{lang}"
        );
        let found = agent.get(&format!("{home}/search?q={}", &licenses.to_lowercase()[..6])).await.text();
        assert!(
            found.contains(&format!(r#"<li><a href="{home}/products">{licenses}</a>"#)),
            "{lang}: {found}"
        );
        let domain = customer.domain.split('.').next().unwrap();
        for path in [format!("{home}/search?q={domain}"), format!("/search?q={domain}")] {
            let found = agent.get(&path).await.text();
            assert!(found.contains(&format!(r#"<li><a href="{home}">"#)), "{lang}: the customer on {path}");
        }
        let name = server.username("user");
        let found = agent.get(&format!("{home}/search?q={}", name.split('@').next().unwrap())).await.text();
        assert!(found.contains(&name.replace('@', "<wbr>@")), "{lang}: the user {name}");

        let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
        let found = admin.get(&format!("{home}/search?q={domain}")).await.text();
        assert!(!found.contains(r#"<li><a href="/c/"#) || !found.contains("/customers?q="), "{lang}");
        assert_eq!(admin.get(&format!("{home}/search?q=zzzzzz")).await.status, 200);
    }
    server.end().await;
}
