//! Organisations that have nothing to do with the partner of the demo: another partner with a customer of its own, each
//! with an administrator. To the demo's people they must look as if they did not exist, and the other way round.
#![expect(clippy::unwrap_used, reason = "strangers that cannot be admitted end their test")]

use cupo_app::app::App;
use cupo_app::text::{fold, sort_key};
use cupo_domain::access::{BillingAgreement, Cloud, Role};
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{CustomerId, Guid, UserId};
use cupo_store::addresses::insert_aliases;
use cupo_store::organisations::{Organisation, count_users, create};
use cupo_store::people::grant_roles;
use cupo_store::users::{UserRow, insert_users};

use super::NOW;

/// The sign-in name of the other partner's admin agent.
pub const OTHER_AGENT: &str = "admin@otros.example";
/// The sign-in name of the administrator of the other partner's customer.
pub const OTHER_ADMIN: &str = "admin@lejos.example";

const PARTNER: CustomerId = CustomerId(9_001);
const CUSTOMER: CustomerId = CustomerId(9_002);

/// The outside identity of the other partner's customer.
#[must_use]
pub fn other_customer() -> Guid {
    guid(CUSTOMER.0)
}

fn guid(number: i64) -> Guid {
    Guid::from_u128(0xFACE_0000 + u128::try_from(number).unwrap_or_default())
}

/// Writes them.
pub(super) async fn admit(app: &App) {
    let pairs = [
        (PARTNER, "Otros Revendedores", "otros.example", Role::AdminAgent),
        (CUSTOMER, "Lejos", "lejos.example", Role::GlobalAdmin),
    ];
    for (id, name, domain, role) in pairs {
        let user = UserId(id.0 * 100);
        let row = administrator(user, domain);
        let aliases = [(row.sign_in.clone(), user)];
        let mut statements = create(&organisation(id, name, domain), &[domain.to_owned()], NOW.0);
        statements.push(insert_users(id, &[row]));
        statements.push(insert_aliases(id, &aliases));
        statements.push(count_users(id, 1, 0));
        statements.push(grant_roles(id, user, &[role]));
        let turn = app.store().turn().await.unwrap();
        app.store().commit(&turn, statements).await.unwrap();
    }
}

fn organisation(id: CustomerId, name: &str, domain: &str) -> Organisation {
    Organisation {
        id,
        guid: guid(id.0),
        is_partner: id == PARTNER,
        name: name.to_owned(),
        sort_key: sort_key(name, domain),
        search: fold(&format!("{name} {domain}")),
        domain: domain.to_owned(),
        country: "ES".to_owned(),
        cloud: Cloud::Worldwide,
        partner: (id != PARTNER).then_some(PARTNER),
        delegated: true,
        time_zone: "Europe/Madrid".to_owned(),
        licenses_page_limit: 20,
        file_retention_days: 30,
        restore_over_quota: false,
        agreement: BillingAgreement::Online,
        file_delegation: true,
        archive_files: false,
        users_active: 0,
        users_deleted: 0,
    }
}

fn administrator(user: UserId, domain: &str) -> UserRow {
    let sign_in = format!("admin@{domain}");
    UserRow {
        id: user,
        guid: guid(user.0),
        sort_key: sort_key("Otra Admin", &sign_in),
        search: fold(&format!("Otra Admin {sign_in}")),
        sign_in,
        display_name: "Otra Admin".to_owned(),
        first_name: String::new(),
        last_name: String::new(),
        job_title: String::new(),
        department: String::new(),
        location: Some("ES".to_owned()),
        profile: "{}".to_owned(),
        enabled: true,
        mastery: Mastery::Cloud,
        anchored: false,
        state: 0,
        created_at: NOW.0,
        deleted_at: None,
    }
}
