//! The life of a subscription on its own page: suspending and bringing back, the answer to a credit check, and both ways
//! to cancel under the older agreement, each asked before it is done.

use cupo_app::accounts::Asking;
use cupo_app::changes::Command;
use cupo_app::keys::KeyKind;
use cupo_domain::access::{Action, Actor, Caller, Role, system_permit};
use cupo_domain::decide::life::LifeWish;
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_store::params;
use cupo_store::subscriptions::change_quantity;
use cupo_store::value::Statement;
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let mark = format!(r#"name="{name}" value=""#);
    let rest = page.split(&mark).nth(1).unwrap_or_else(|| panic!("no field {name} in {page}"));
    rest.split('"').next().unwrap()
}

/// The page of a subscription of a kind, wherever there is one.
async fn bought(server: &TestServer, (channel, status): (Channel, Status)) -> String {
    for customer in &server.info.customers {
        let organisation = server.app().store().organisation(customer.id).await.unwrap().unwrap();
        let permit = system_permit(organisation.id, Action::ViewSubscriptions);
        let rows = server.app().store().subscriptions(&permit).await.unwrap();
        let found = rows.iter().find(|row| {
            organisation.partner.is_some()
                && (row.subscription.channel, row.subscription.status) == (channel, status)
        });
        if let Some(row) = found {
            return format!("/c/{}/subscriptions/{}", customer.id, row.guid);
        }
    }
    panic!("no subscription {channel:?} {status:?}");
}

/// Presses the button of the page that asks.
async fn confirm(browser: &mut Browser, question: &Answer) -> Answer {
    let page = question.text();
    assert_eq!(question.status, 200, "{page}");
    let action = page.split(r#"action="/c/"#).find(|it| it.contains("/changes?")).expect("the form");
    let action =
        format!("/c/{}", action.split('"').next().unwrap()).replace("&#38;", "&").replace("&amp;", "&");
    let fields = [("preview", hidden(&page, "preview")), ("digest", hidden(&page, "digest"))];
    browser.post(&action, &fields).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_13_r_life_14_a_partner_suspends_with_a_reason_and_the_page_shows_until_when() {
    let server = TestServer::on_sqlite().await;
    let page = bought(&server, (Channel::Reseller, Status::Active)).await;
    for (lang, until, reason, back) in [
        ("en", "Suspended until ", "Non-payment", "reactivate"),
        ("es", "Suspendida hasta el ", "Falta de pago", "reactivate"),
    ] {
        let mut agent = server.with_role("partner-admin-agent").await.with("accept-language", lang);
        let before = agent.get(&page).await.text();
        assert!(before.contains(r#"name="do" value="suspend""#), "{lang}: {before}");
        assert!(before.contains(reason), "{lang}: each reason can be chosen");
        let wrong = agent.get(&format!("{page}/change?do=suspend&why=boredom")).await;
        assert_eq!(wrong.status, 400, "{lang}");
        assert!(wrong.text().contains("R-PARTNER-13"), "{lang}: {}", wrong.text());
        let question = agent.get(&format!("{page}/change?do=suspend&why=non-payment")).await;
        assert_eq!(confirm(&mut agent, &question).await.status, 303, "{lang}");
        let after = agent.get(&page).await.text();
        assert!(after.contains(until) && after.contains(reason), "{lang}: {after}");
        assert!(!after.contains(r#"name="do" value="suspend""#), "{lang}: only once");
        let question = agent.get(&format!("{page}/change?do={back}")).await;
        assert_eq!(confirm(&mut agent, &question).await.status, 303, "{lang}");
        assert!(!agent.get(&page).await.text().contains(until), "{lang}: it is back");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_life_14_administrators_see_a_suspension_and_its_end_and_cannot_lift_it() {
    let server = TestServer::on_sqlite().await;
    let home = server.things(server.info.customers[0].id).await;
    let page = format!("/c/{}/subscriptions/{}", home.customer, home.subscription);
    let mut agent = server.with_role("partner-admin-agent").await;
    let question = agent.get(&format!("{page}/change?do=suspend&why=fraud")).await;
    assert_eq!(confirm(&mut agent, &question).await.status, 303);
    let mut admin = server.with_role("global-admin").await;
    let seen = admin.get(&page).await;
    assert_eq!(seen.status, 200, "the administrator is signed in and sees it");
    assert!(seen.text().contains("Suspended until ") && seen.text().contains("Fraud"), "{}", seen.text());
    assert!(!seen.text().contains("do=reactivate"), "{}", seen.text());
    assert_eq!(admin.get(&format!("{page}/change?do=reactivate")).await.status, 409);
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_buy_7_a_pending_purchase_says_so_and_only_the_seller_decides_it() {
    let server = TestServer::on_sqlite().await;
    let page = bought(&server, (Channel::Reseller, Status::Pending)).await;
    for (lang, waits) in [("en", "credit check is under way"), ("es", "comprobación de crédito en curso")] {
        let mut agent = server.with_role("partner-admin-agent").await.with("accept-language", lang);
        let seen = agent.get(&page).await.text();
        assert!(seen.contains(waits), "{lang}: {seen}");
        for answer in ["credit-granted", "credit-refused"] {
            assert!(seen.contains(&format!("do={answer}")), "{lang} {answer}: {seen}");
            assert_eq!(agent.get(&format!("{page}/change?do={answer}")).await.status, 200, "{lang}");
        }
    }
    let mut agent = server.with_role("partner-admin-agent").await;
    let question = agent.get(&format!("{page}/change?do=credit-granted")).await;
    assert_eq!(confirm(&mut agent, &question).await.status, 303);
    let seen = agent.get(&page).await.text();
    assert!(!seen.contains("do=credit-") && seen.contains("do=recurring-off"), "{seen}");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_ui_12_under_the_older_agreement_one_cancels_now_or_before_the_next_renewal() {
    let server = TestServer::on_sqlite().await;
    let home = server.info.customers[0].id;
    let organisation = server.app().store().organisation(home).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::ViewSubscriptions);
    let rows = server.app().store().subscriptions(&permit).await.unwrap();
    let row = rows.iter().find(|row| {
        row.subscription.channel == Channel::Direct
            && row.subscription.status == Status::Active
            && row.recurring
    });
    let row = row.expect("a subscription of its own");
    // The demo's older agreements are elsewhere; here one of the customer's own becomes such a one, with few seats.
    let it = &row.subscription;
    let mut statements =
        change_quantity(organisation.id, it, 20 - it.quantity, it.window_from, it.window_seats);
    statements.push(Statement::exactly(
        1,
        "UPDATE subscription SET channel = 1 WHERE customer_id = $1 AND subscription_id = $2",
        params![organisation.id.0, it.id.0],
    ));
    let turn = server.app().store().turn().await.unwrap();
    server.app().store().commit(&turn, statements).await.unwrap();
    drop(turn);
    let page = format!("/c/{home}/subscriptions/{}", row.guid);
    for (lang, now, later) in [
        ("en", "Cancel now", "Cancel before the next renewal date"),
        ("es", "Cancelar ahora", "Cancelar antes de la próxima fecha de renovación"),
    ] {
        let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
        let seen = admin.get(&page).await.text();
        assert!(seen.contains(now) && seen.contains(later), "{lang}: {seen}");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_buy_8_seats_are_added_with_a_key_on_the_page_and_a_wrong_one_says_why() {
    const KEY: &str = "ABCDE-12345-FGHIJ-67890-KLMNO";
    let server = TestServer::on_sqlite().await;
    let page = bought(&server, (Channel::PrepaidKey, Status::Active)).await;
    let path = format!("{page}/key");
    for (lang, unknown, field) in [
        ("en", "Nobody issued this key", "Product key"),
        ("es", "Nadie emitió esta clave", "Clave de producto"),
    ] {
        let mut agent = server.with_role("partner-admin-agent").await.with("accept-language", lang);
        assert!(agent.get(&page).await.text().contains(field), "{lang}");
        let answer = agent.post(&path, &[("key", KEY)]).await;
        assert_eq!(answer.status, 404, "{lang}: {}", answer.text());
        assert!(answer.text().contains(unknown) && answer.text().contains("aria-invalid"), "{lang}");
        let answer = agent.post(&path, &[("key", "ABC")]).await;
        assert_eq!(answer.status, 400, "{lang}: {}", answer.text());
        assert!(answer.text().contains("R-BUY-8"), "{lang}: {}", answer.text());
    }
    let mut agent = server.with_role("partner-admin-agent").await;
    let guid = page.rsplit('/').next().unwrap();
    let customer = page.split('/').nth(2).unwrap();
    let organisation = server.app().store().organisation(customer.parse().unwrap()).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::ViewSubscriptions);
    let rows = server.app().store().subscriptions(&permit).await.unwrap();
    let row = rows.iter().find(|row| row.guid.to_string() == guid).unwrap();
    let catalogue = server.app().store().catalogue();
    let product = catalogue.product(row.subscription.product).unwrap().guid.to_string();
    let kind = KeyKind { product, seats: 3, term: row.term.clone() };
    server.app().load_keys(&kind, &[KEY]).await.unwrap();
    let question = agent.post(&path, &[("key", KEY)]).await;
    assert!(!question.text().contains(KEY), "the key stands nowhere");
    assert_eq!(confirm(&mut agent, &question).await.status, 303);
    let after = server.app().store().subscriptions(&permit).await.unwrap();
    let after = after.iter().find(|it| it.guid == row.guid).unwrap();
    assert_eq!(after.subscription.quantity, row.subscription.quantity + 3);
    let again = agent.post(&path, &[("key", KEY)]).await;
    assert!(again.status == 409 && again.text().contains("used already"), "{}", again.text());
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_buy_14_the_page_says_what_the_seller_planned_and_takes_more_seats_only() {
    let server = TestServer::on_sqlite().await;
    let home = server.info.customers[0].id;
    let direct = server.things(home).await.direct.expect("one of its own");
    let organisation = server.app().store().organisation(home).await.unwrap().unwrap();
    let seller =
        Caller { actor: Actor::Operator { name: "root".to_owned() }, roles: [Role::Operator].into() };
    let (_, permit) = server.app().permit(&seller, Action::ChangeSubscriptions, home).await.unwrap();
    let by = Asking {
        permit: &permit,
        organisation: &organisation,
        limited: false,
        owner: 0,
        channel: "cli",
        once: None,
        reason: "",
    };
    let wish = LifeWish::SellerPlan(Some(7));
    server.app().run(by, &Command::Life { subscription: direct, wish }, None).await.unwrap();
    let page = format!("/c/{home}/subscriptions/{direct}");
    for (lang, says, why) in [
        ("en", "The seller has planned 7 seats", "only seats can be added"),
        ("es", "El vendedor ha previsto 7 licencias", "solo se pueden añadir licencias"),
    ] {
        let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
        let seen = admin.get(&page).await.text();
        assert!(seen.contains(says), "{lang}: {seen}");
        assert!(
            !seen.contains("do=recurring-off") && !seen.contains(r#"value="at-renewal""#),
            "{lang}: {seen}"
        );
        assert!(seen.contains("/quantity?"), "{lang}: seats can be added");
        for wish in ["recurring-off", "as-now", "at-renewal&seats=9"] {
            let refused = admin.get(&format!("{page}/change?do={wish}")).await;
            assert_eq!(refused.status, 409, "{lang} {wish}");
            assert!(refused.text().contains(why), "{lang} {wish}: {}", refused.text());
        }
        let fewer = admin.post(&format!("{page}/quantity/preview"), &[("quantity", "1")]).await;
        assert!(fewer.status == 409 && fewer.text().contains("R-BUY-14"), "{lang}: {}", fewer.text());
        let more = admin.post(&format!("{page}/quantity/preview"), &[("quantity", "100000")]).await;
        assert_eq!(more.status, 200, "{lang}: {}", more.text());
    }
    server.end().await;
}

/// The page of the demo's school that shows what it bought of a product.
async fn of_school(server: &TestServer, part_number: &str) -> String {
    let school =
        server.info.customers.iter().find(|it| it.domain == "riberaturia.example").expect("the school");
    let organisation = server.app().store().organisation(school.id).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::ViewSubscriptions);
    let rows = server.app().store().subscriptions(&permit).await.unwrap();
    let catalogue = server.app().store().catalogue();
    let is = |id| catalogue.product(id).is_some_and(|p| p.part_number == part_number);
    let row = rows.iter().find(|row| is(row.subscription.product)).expect("bought in the demo");
    format!("/c/{}/subscriptions/{}", school.id, row.guid)
}

/// Whoever buys for the demo's school.
async fn buyer_of_school(server: &TestServer) -> Browser {
    let account = server.info.accounts.iter().find(|it| it.role == "billing-account-owner");
    server.signed_in(&account.expect("an account").username).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_buy_15_somebody_elses_offer_is_canceled_for_the_end_of_its_period_and_that_can_be_undone() {
    let server = TestServer::on_sqlite().await;
    let page = of_school(&server, "RUBRICA_SIGN").await;
    for (lang, cancel, active) in
        [("en", "Cancel subscription", "stays active"), ("es", "Cancelar", "Sigue activa")]
    {
        let mut buyer = buyer_of_school(&server).await.with("accept-language", lang);
        assert!(buyer.get(&page).await.text().contains("do=cancel"), "{lang}");
        let question = buyer.get(&format!("{page}/change?do=cancel")).await;
        let text = question.text();
        assert!(text.contains(cancel) && text.contains(active), "{lang}: {text}");
        assert_eq!(confirm(&mut buyer, &question).await.status, 303, "{lang}");
        let after = buyer.get(&page).await.text();
        assert!(!after.contains("do=cancel") && after.contains("do=recurring-on"), "{lang}: {after}");
        let question = buyer.get(&format!("{page}/change?do=recurring-on")).await;
        assert_eq!(confirm(&mut buyer, &question).await.status, 303, "{lang}");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_life_6_extra_storage_goes_down_at_once_half_a_year_after_it_was_bought() {
    let server = TestServer::on_sqlite().await;
    let page = of_school(&server, "SHAREPOINTSTORAGE").await;
    let mut buyer = buyer_of_school(&server).await;
    let shown = buyer.post(&format!("{page}/quantity/preview"), &[("quantity", "300")]).await.text();
    let known = [("preview", hidden(&shown, "preview")), ("digest", hidden(&shown, "digest"))];
    let fields = [&known[..], &[("quantity", "300")]].concat();
    let answer = buyer.post(&format!("{page}/quantity"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(buyer.get(&page).await.text().contains(">300<"), "it has 300 now");
    server.end().await;
}
