//! The first start: one link, used once, creates the first organisation with its administrator (D-25).

use cupo_app::directory::Setup;
use cupo_domain::access::{Action, Role};
use cupo_testkit::on_both;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::{DAY, World};

fn setup() -> Setup {
    Setup {
        partner: false,
        name: " Óptica Ñandú ".to_owned(),
        domain: "Optica.Example".to_owned(),
        country: "ES".to_owned(),
        alias: "Ana.Ruiz".to_owned(),
        display_name: "Ana Ruiz".to_owned(),
        password: "una clave bastante larga".to_owned(),
    }
}

/// As right after the schema was made.
async fn empty(world: &World) {
    for sql in [
        "DELETE FROM customer",
        "DELETE FROM customer_domain",
        "DELETE FROM audit_head",
        "DELETE FROM users",
        "DELETE FROM alias",
        "DELETE FROM role_grant",
    ] {
        world.raw(sql).await;
    }
}

on_both! {
    async fn r_role_9_r_role_10_a_link_creates_the_first_administrator_once(world) {
        empty(world).await;
        let app = world.app();
        let link = app.setup_link().await.unwrap().unwrap();
        assert!(app.setup_link_valid(&link).await.unwrap() && !app.setup_link_valid("other").await.unwrap());
        let session = app.set_up(&link, &setup()).await.unwrap();
        let who = app.who(&session.token).await.unwrap().unwrap();
        assert_eq!(who.sign_in, "ana.ruiz@optica.example");
        assert!(who.caller.roles.contains(&Role::GlobalAdmin));
        let (organisation, _) = app.permit_by_id(&who.caller, Action::ChangeSettings, who.home).await.unwrap();
        app.permit_by_id(&who.caller, Action::ChangeSubscriptions, who.home).await.expect("R-ROLE-9: it may buy");
        assert_eq!((organisation.name.as_str(), organisation.users_active), ("Óptica Ñandú", 1));
        assert_eq!(denied(app.set_up(&link, &setup()).await), "E-NOTFOUND setup");
        assert_eq!(app.setup_link().await.unwrap(), None, "somebody is here now");
        app.sign_in("ana.ruiz@optica.example", "una clave bastante larga").await.unwrap();
    }

    async fn only_the_newest_link_works_and_for_one_day(world) {
        empty(world).await;
        let first = world.app().setup_link().await.unwrap().unwrap();
        let second = world.app().setup_link().await.unwrap().unwrap();
        assert_eq!(denied(world.app().set_up(&first, &setup()).await), "E-NOTFOUND setup");
        world.restart_after(DAY).await;
        assert_eq!(denied(world.app().set_up(&second, &setup()).await), "E-NOTFOUND setup");
        assert!(world.store().is_empty().await.unwrap());
    }

    async fn a_form_with_a_mistake_keeps_the_link(world) {
        empty(world).await;
        let app = world.app();
        let link = app.setup_link().await.unwrap().unwrap();
        let long = "x".repeat(300);
        let wrong = [
            ("E-INVALID name", Setup { name: "  ".to_owned(), ..setup() }),
            ("E-INVALID name", Setup { name: long.clone(), ..setup() }),
            ("E-INVALID domain", Setup { domain: "no dots".to_owned(), ..setup() }),
            ("E-INVALID domain", Setup { domain: "-a.example".to_owned(), ..setup() }),
            ("E-INVALID country", Setup { country: "Spain".to_owned(), ..setup() }),
            ("E-INVALID alias", Setup { alias: "ana@ruiz".to_owned(), ..setup() }),
            ("E-INVALID display-name", Setup { display_name: long, ..setup() }),
            ("E-INVALID password-short", Setup { password: "short".to_owned(), ..setup() }),
        ];
        for (told, form) in wrong {
            assert_eq!(denied(app.set_up(&link, &form).await), told);
        }
        app.set_up(&link, &setup()).await.unwrap();
    }

    async fn a_partner_gets_its_admin_agent(world) {
        empty(world).await;
        let app = world.app();
        let link = app.setup_link().await.unwrap().unwrap();
        let session = app.set_up(&link, &Setup { partner: true, ..setup() }).await.unwrap();
        let who = app.who(&session.token).await.unwrap().unwrap();
        assert!(cupo_domain::access::partner_permit(&who.caller).is_ok());
    }
}
