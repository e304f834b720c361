//! What people may buy for themselves, on the page where a Global administrator decides it (R-SSP-8, R-ROLE-11).

use cupo_testkit::server::TestServer;

use crate::previews::saved;

async fn policies(server: &TestServer) -> (String, String, String) {
    let customer = server.info.customers[0].id;
    let page = format!("/c/{customer}/settings/self-service");
    let shown = server.with_role("global-admin").await.get(&page).await.text();
    let row = shown.split("<tr>").find(|row| row.contains("Power BI Pro</label>")).expect("a product");
    let field = row.split("<select id=\"").nth(1).and_then(|it| it.split('"').next()).expect("a field");
    assert!(row.contains(r#"<option value="allow" selected>"#), "a new product begins as allowed: {row}");
    (page.clone(), field.to_owned(), shown)
}

on_both_servers! {
    async fn r_role_11_r_ssp_8_a_global_administrator_decides_product_by_product_and_others_read(server) {
        let (page, field, shown) = policies(server).await;
        assert!(shown.matches("<select id=\"self_service.").count() > 5, "a line for each product");
        let mut reader = server.with_role("global-reader").await;
        let read = reader.get(&page).await;
        assert_eq!(read.status, 200);
        assert!(!read.text().contains("<select") && read.text().contains("Buy and try"), "{}", read.text());
        for role in ["global-reader", "license-admin", "user-admin", "billing-admin", "partner-sales-agent"] {
            let answer = server.with_role(role).await.post(&page, &[(field.as_str(), "deny")]).await;
            assert_eq!(answer.status, 403, "{role}");
        }
        let mut admin = server.with_role("global-admin").await;
        for (name, says) in [(field.as_str(), "never"), ("self_service.00000000-0000-4000-8000-000000000000", "deny")] {
            let wrong = admin.post(&page, &[(name, says)]).await;
            assert_eq!(wrong.status, 400, "{name} = {says}: {}", wrong.text());
        }
        let was = format!("was_{field}");
        let question = crate::previews::look(&mut admin, &page, &[(&field, "deny"), (&was, "allow")]).await.text();
        assert!(question.contains("Self-service: Power BI Pro"), "{question}");
        assert!(question.contains("Buy and try") && question.contains("Neither buy nor try"), "{question}");
        let done = saved(&mut admin, &page, &[(&field, "deny"), (&was, "allow")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let customer = server.info.customers[0].id;
        for (lang, name, after) in [
            ("en", "Self-service: Power BI Pro", "Neither buy nor try"),
            ("es", "Autoservicio: Power BI Pro", "Ni comprar ni probar"),
        ] {
            let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
            let audit = admin.get(&format!("/c/{customer}/audit")).await.text();
            assert!(audit.contains(name) && audit.contains(after), "{lang}: {audit}");
        }
    }

    async fn r_ssp_9_what_is_decided_applies_to_what_people_buy_from_then_on(server) {
        let (page, field, _) = policies(server).await;
        let mut person = server.with_role("user").await;
        let before = person.get("/my/purchases").await.text();
        assert!(before.contains("Power BI Pro"), "the demo's purchase: {before}");
        let mut admin = server.with_role("global-admin").await;
        saved(&mut admin, &page, &[(&field, "deny")]).await;
        let after = person.get("/my/purchases").await.text();
        assert_eq!(before.matches("Power BI Pro").count(), after.matches("Power BI Pro").count());
        let product = field.trim_start_matches("self_service.");
        let form = person.post(&format!("/my/buy/{product}?kind=trial"), &[("seats", "1")]).await;
        assert!(form.status == 403 && form.text().contains("R-SSP-8"), "{} {}", form.status, form.text());
        saved(&mut admin, &page, &[("sector", "education")]).await;
        let shop = person.get("/my/buy").await.text();
        assert!(shop.contains("R-SSP-1"), "{shop}");
    }

    async fn r_ssp_3_r_ssp_4_purchases_of_a_product_are_one_line_with_its_people_by_purchaser(server) {
        let customer = server.info.customers[0].id;
        let mut admin = server.with_role("global-admin").await;
        let field = policies(server).await.1;
        let product = field.trim_start_matches("self_service.").to_owned();
        let free = |page: &str| {
            let row = page.split("<tr>").find(|row| row.contains("Power BI Pro</a>")).expect("one line").to_owned();
            let words = row.split("free seat").next().and_then(|it| it.split("\u{b7} ").last()).map(str::to_owned);
            let count: i64 = words.and_then(|it| it.trim().parse().ok()).expect("free seats");
            (page.matches("Power BI Pro</a>").count(), row.contains("2 purchases"), count)
        };
        let tab = format!("/c/{customer}/subscriptions?kind=self-service");
        let before = free(&admin.get(&tab).await.text());
        assert_eq!((before.0, before.1), (1, false), "the demo's purchase");
        // The administrator buys for herself too.
        let done = saved(&mut admin, &format!("/my/buy/{product}"), &[("seats", "3"), ("term", "P1M")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let after = free(&admin.get(&tab).await.text());
        assert_eq!(after, (1, true, before.2 + 3), "the free seats are added");
        let licenses = admin.get(&format!("/c/{customer}/products")).await.text();
        assert_eq!(licenses.matches(">Self-service").count(), 1, "beside the central line: {licenses}");
        assert!(licenses.contains("2 purchases"), "{licenses}");
        let page = format!("/c/{customer}/self-service/{product}");
        let seen = admin.get(&page).await.text();
        assert_eq!(seen.matches("<h2 id=\"of-").count(), 2, "by purchaser: {seen}");
        assert!(seen.contains("Bought by Luc") && seen.contains("E-SSP-OWNED"), "{seen}");
        assert!(!seen.contains("type=\"checkbox\""), "nobody changes a seat here");
        let file = admin.get(&format!("{page}/people.csv")).await.text();
        assert!(file.contains("Purchaser's user name") && file.lines().count() > 1, "{file}");
        let held = file.lines().nth(1).expect("a person").split(',').nth(3).expect("a name").to_owned();
        assert!(seen.contains(&held), "{held}");
        assert_eq!(server.with_role("license-admin").await.get(&page).await.status, 403);
    }
}
