//! A partner gets a customer, and a customer its first product.

use cupo_app::changes::Command;
use cupo_app::directory::NewCustomer;
use cupo_domain::access::{Action, BillingAgreement, Caller, Cloud, Role, Territory, permit};
use cupo_domain::ids::{CustomerId, Guid};
use cupo_domain::refusal::Code;
use cupo_domain::time::Instant;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{denied, for_users, give};
use cupo_testkit::world::place::{ANDES, Desk, EVA, GAME, MAIL, NORTE, caller};

fn wanted(domain: &str) -> NewCustomer {
    NewCustomer {
        name: "Librería Faro".to_owned(),
        domain: domain.to_owned(),
        domains: Vec::new(),
        country: "ES".to_owned(),
        delegated: true,
    }
}

async fn partner(world: &World) -> Desk {
    world.desk_of(&caller(ANDES, EVA, &[Role::AdminAgent]), NORTE, Action::ChangeSubscriptions).await
}

fn mail(world: &World) -> Guid {
    world.store().catalogue().product(MAIL).map(|p| p.guid).unwrap()
}

/// Seats of the product, and how many of them are free.
async fn seats(world: &World) -> (i64, i64) {
    let permit = world.permit().await;
    let pools = world.store().pools(&permit).await.unwrap();
    let pool = pools.iter().find(|p| p.product == MAIL).unwrap();
    (pool.total(), pool.available())
}

fn buying(product: Guid, seats: i64, term: &str) -> Command {
    Command::Buy { product, seats, term: term.to_owned() }
}

on_both! {
    async fn r_role_15_an_admin_agent_creates_customers_of_its_partner(world) {
        let agent = caller(ANDES, EVA, &[Role::AdminAgent]);
        let desk = world.desk_of(&agent, ANDES, Action::CreateCustomers).await;
        let (app, asked) = (world.app(), Command::CreateCustomer(wanted("Faro.example")));
        let shown = app.preview_command(desk.asking(), &asked).await.unwrap();
        assert_eq!(shown.undo, Err("customer"), "it is said before");
        assert!(world.store().organisation_of_domain("faro.example").await.unwrap().is_none(), "only shown");
        let done = app.apply_preview(desk.asking(), shown.guid, &shown.digest).await.unwrap();
        let row = world.store().operation(&desk.permit, done.receipt.operation).await.unwrap().unwrap();
        assert_eq!((row.kind.as_str(), app.why_final(&row)), ("create-customer", Some("customer")));
        let id = world.store().organisation_of_domain("faro.example").await.unwrap().unwrap();
        let customer = world.store().organisation_by_id(id).await.unwrap().unwrap();
        assert_eq!((customer.domain.as_str(), customer.partner), ("faro.example", Some(ANDES)));
        assert!(app.permit(&agent, Action::AssignLicenses, customer.guid).await.is_ok());
        for permit in [desk.permit.clone(), world.desk_of(&agent, id, Action::AssignLicenses).await.permit] {
            let told = world.store().audit(&permit, i64::MAX, 1).await.unwrap();
            assert_eq!(told[0].action, "organisation.created");
        }
        assert_eq!(denied(app.run(desk.asking(), &asked, None).await), "E-CLASH domain");
        let broken = Command::CreateCustomer(wanted("no domain"));
        assert_eq!(denied(app.run(desk.asking(), &broken, None).await), "E-INVALID domain");
    }

    async fn r_role_15_nobody_else_creates_customers(world) {
        let refused = |who: &Caller, at: CustomerId| {
            let territory = Territory { customer: at, partner: None, delegated: true, cloud: Cloud::Worldwide, agreement: BillingAgreement::Online };
            permit(who, Action::CreateCustomers, &territory).unwrap_err().code
        };
        assert_eq!(refused(&caller(ANDES, EVA, &[Role::SalesAgent, Role::GlobalAdmin]), ANDES), Code::Role);
        assert_eq!(refused(&caller(NORTE, EVA, &[Role::GlobalAdmin]), NORTE), Code::Role);
        let agent = caller(ANDES, EVA, &[Role::AdminAgent]);
        let of_customer = world.store().organisation_by_id(NORTE).await.unwrap().unwrap().territory();
        assert!(permit(&agent, Action::CreateCustomers, &of_customer).is_err(), "at its own organization alone");
    }

    async fn r_sub_1_r_sub_2_a_product_is_bought_and_its_subscriptions_add_up(world) {
        let users = world.users(&["Ana"]).await;
        let desk = partner(world).await;
        let product = mail(world);
        let shown = world.app().preview_command(desk.asking(), &buying(product, 5, "P1Y")).await.unwrap();
        let first = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await.unwrap();
        let row = world.operation(first.receipt.operation).await;
        assert_eq!(world.app().why_final(&row), Some("purchase"), "and not that it is too late");
        assert_eq!(seats(world).await, (5, 5));
        let given = world.save(&for_users(&users, vec![give(MAIL)])).await;
        assert_eq!(world.results(given).await, ["Ana: MAIL granted"]);
        let twice = world.app().apply_preview(desk.asking(), shown.guid, &shown.digest).await;
        assert_eq!(denied(twice), "E-NOTFOUND preview", "a form that is sent twice buys once");
        world.app().run(desk.asking(), &buying(product, 8, "P1M"), None).await.unwrap();
        assert_eq!(seats(world).await, (13, 12));
        let permit = world.permit().await;
        assert_eq!(world.store().subscriptions(&permit).await.unwrap().len(), 2);
    }

    async fn r_prod_17_a_purchase_outside_the_limits_changes_nothing(world) {
        let desk = partner(world).await;
        let product = mail(world);
        for (seats, term) in [(0, "P1Y"), (-4, "P1Y"), (i64::MAX, "P1Y"), (5, "P9Y")] {
            assert!(world.app().run(desk.asking(), &buying(product, seats, term), None).await.is_err());
        }
        let permit = world.permit().await;
        assert!(world.store().subscriptions(&permit).await.unwrap().is_empty());
    }

    async fn r_cloud_5_r_cloud_1_what_only_another_cloud_sells_is_not_bought(world) {
        let desk = partner(world).await;
        world.store().reload_catalogue().await.unwrap();
        let catalogue = world.store().catalogue();
        let abroad = catalogue.product(GAME).unwrap();
        assert_eq!(abroad.clouds, [Cloud::Vianet].into());
        let refused = world.app().run(desk.asking(), &buying(abroad.guid, 5, "P1Y"), None).await;
        assert_eq!(denied(refused), "E-CLOUD product");
        assert!(world.store().subscriptions(&world.permit().await).await.unwrap().is_empty());
    }

    async fn r_sub_6_a_term_outside_the_list_is_not_sold(world) {
        let desk = partner(world).await;
        for term in ["", "P9Y", "p1y", "P1Y ", "P12M", "year", "\0"] {
            let refused = world.app().run(desk.asking(), &buying(mail(world), 5, term), None).await;
            assert_eq!(denied(refused), "E-INVALID term", "{term:?}");
        }
        assert!(world.store().subscriptions(&world.permit().await).await.unwrap().is_empty());
    }

    async fn r_sub_6_a_product_is_sold_for_the_terms_of_its_list_prices(world) {
        let desk = partner(world).await;
        world.store().reload_catalogue().await.unwrap();
        let catalogue = world.store().catalogue();
        let product = catalogue.product_by_guid(mail(world)).unwrap().id;
        let terms = async || world.app().terms_of(product).await.unwrap();
        assert_eq!(terms().await, ["P1M", "P1Y"], "nobody has set a price");
        let refused = world.app().run(desk.asking(), &buying(mail(world), 5, "P3Y"), None).await;
        assert_eq!(denied(refused), "E-INVALID term");
        let price = format!(
            "INSERT INTO price (product_id, term, currency, minor_units, origin) VALUES ({}, 'P3Y', 'EUR', 900, 'test')",
            product.0
        );
        world.raw(&price).await;
        world.store().reload_catalogue().await.unwrap();
        assert_eq!(terms().await, ["P3Y"]);
        let refused = world.app().run(desk.asking(), &buying(mail(world), 5, "P1Y"), None).await;
        assert_eq!(denied(refused), "E-INVALID term");
        world.app().run(desk.asking(), &buying(mail(world), 5, "P3Y"), None).await.unwrap();
        let permit = world.permit().await;
        let bought = world.store().subscriptions(&permit).await.unwrap().remove(0);
        assert_eq!((bought.term.as_str(), bought.price_minor), ("P3Y", Some(900)));
        let years = Instant(bought.starts_at).plus_months(36).unwrap();
        assert_eq!(bought.ends_at, years.0);
    }

    async fn r_sub_3_a_smaller_purchase_leaves_the_others_and_the_licenses_alone(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        let desk = partner(world).await;
        for seats in [5, 8] {
            world.app().run(desk.asking(), &buying(mail(world), seats, "P1Y"), None).await.unwrap();
        }
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        let permit = world.permit().await;
        let bought = world.store().subscriptions(&permit).await.unwrap();
        let five = bought.iter().find(|row| row.subscription.quantity == 5).unwrap();
        world.app().change_quantity(desk.asking(), five.guid, 1, None, None).await.unwrap();
        let left = world.store().subscriptions(&permit).await.unwrap();
        let mut quantities: Vec<i64> = left.iter().map(|row| row.subscription.quantity).collect();
        quantities.sort_unstable();
        assert_eq!(quantities, [1, 8]);
        assert_eq!(seats(world).await, (9, 6), "three hold the product, and no certain purchase of it");
    }
}
