//! What every world starts with: six products with their plans and rules, a partner with two customers and its
//! agents, a customer of nobody, and an administrator at each.

use cupo_app::text::{fold, sort_key};
use cupo_domain::access::{Action, Actor, BillingAgreement, Caller, Cloud, Permit, Role, permit};
use cupo_domain::catalogue::{LicenseGroup, PlanRule, Product, RuleKind, ServicePlan, Target, Workload};
use cupo_domain::country::Country;
use cupo_domain::ids::{CustomerId, Guid, PlanId, ProductId, UserId};
use cupo_store::catalogue::{CatalogueRows, PlanRow, ProductRow, RuleRow};
use cupo_store::organisations::{Organisation, create};
use cupo_store::people::grant_roles;

use cupo_app::accounts::Asking;

use super::World;
use super::people::Person;

/// The partner.
pub const ANDES: CustomerId = CustomerId(1);
/// A customer of the partner, where most stories happen.
pub const NORTE: CustomerId = CustomerId(2);
/// Another customer of the partner.
pub const SUR: CustomerId = CustomerId(3);
/// A customer of nobody.
pub const LEJOS: CustomerId = CustomerId(4);

/// The partner's admin agent.
pub const EVA: UserId = UserId(11);
/// The partner's sales agent.
pub const SAUL: UserId = UserId(12);
/// The partner's helpdesk agent.
pub const HUGO: UserId = UserId(13);
/// The administrator of the customer where most stories happen.
pub const ADMIN: UserId = UserId(21);

/// Mail and files.
pub const MAIL: ProductId = ProductId(1);
/// Applications.
pub const APPS: ProductId = ProductId(2);
/// Better mail, which cannot stand beside the other mail.
pub const TOP: ProductId = ProductId(3);
/// An addition that needs some mail.
pub const ADDON: ProductId = ProductId(4);
/// A product that is not offered in Cuba.
pub const SEARCH: ProductId = ProductId(5);
/// A product of the other license group, sold in the other cloud alone.
pub const GAME: ProductId = ProductId(6);

/// The plan for mail inside [`MAIL`].
pub const MAIL_PLAN: PlanId = PlanId(1);
/// The plan for files inside [`MAIL`].
pub const FILES_PLAN: PlanId = PlanId(2);
/// The plan for mail inside [`TOP`].
pub const TOP_PLAN: PlanId = PlanId(4);
/// The plan inside [`ADDON`].
pub const ADDON_PLAN: PlanId = PlanId(5);

const PLANS: &[(i64, &str, Workload)] = &[
    (1, "MAIL_PLAN", Workload::Mail),
    (2, "FILES_PLAN", Workload::Files),
    (3, "APPS_PLAN", Workload::Apps),
    (4, "TOP_PLAN", Workload::Mail),
    (5, "ADDON_PLAN", Workload::None),
    (6, "SEARCH_PLAN", Workload::Search),
    (7, "GAME_PLAN", Workload::None),
];

const PRODUCTS: &[(ProductId, &str, &[i64])] = &[
    (MAIL, "MAIL", &[1, 2]),
    (APPS, "APPS", &[3]),
    (TOP, "TOP", &[4]),
    (ADDON, "ADDON", &[5]),
    (SEARCH, "SEARCH", &[6]),
    (GAME, "GAME", &[7]),
];

/// The domain of an organisation.
#[must_use]
pub fn domain(of: CustomerId) -> &'static str {
    match of {
        ANDES => "andes.example",
        NORTE => "norte.example",
        SUR => "sur.example",
        _ => "lejos.example",
    }
}

/// The outside identity of an organisation.
#[must_use]
pub fn guid_of(of: CustomerId) -> Guid {
    Guid::from_u128(0xC0_0000 + u128::try_from(of.0).unwrap_or_default())
}

/// A permit with the settings of its customer.
pub struct Desk {
    /// Customer and actor.
    pub permit: Permit,
    /// The customer's settings.
    pub organisation: Organisation,
}

impl Desk {
    /// Who asks here.
    #[must_use]
    pub fn asking(&self) -> Asking<'_> {
        let owner = match self.permit.actor() {
            Actor::Person { user, .. } => user.0,
            _ => 0,
        };
        Asking {
            permit: &self.permit,
            organisation: &self.organisation,
            limited: false,
            owner,
            channel: "console",
            once: None,
            reason: "",
        }
    }
}

/// The administrator of a customer.
#[must_use]
pub fn admin_of(customer: CustomerId) -> UserId {
    UserId(customer.0 * 10 + 1)
}

/// A person of an organisation with roles.
#[must_use]
pub fn caller(home: CustomerId, user: UserId, roles: &[Role]) -> Caller {
    Caller { actor: Actor::Person { home, user }, roles: roles.iter().copied().collect() }
}

/// A country by its code.
#[must_use]
pub fn country(code: &str) -> Country {
    Country::parse(code).unwrap()
}

impl World {
    pub(super) async fn settle(&mut self) {
        let turn = self.store().turn().await.unwrap();
        self.store().save_catalogue(&turn, &catalogue()).await.unwrap();
        drop(turn);
        for (id, name) in [(ANDES, "Andes"), (NORTE, "Norte"), (SUR, "Sur"), (LEJOS, "Lejos")] {
            self.found(&organisation(id, name)).await;
        }
        let agents = [
            (EVA, "Eva Agente", Role::AdminAgent),
            (SAUL, "Saúl Ventas", Role::SalesAgent),
            (HUGO, "Hugo Ayuda", Role::HelpdeskAgent),
        ];
        for (user, name, role) in agents {
            self.admit(ANDES, user, Person::named(name)).await;
            self.grant(ANDES, user, &[role]).await;
        }
        for customer in [NORTE, SUR, LEJOS] {
            self.admit(customer, admin_of(customer), Person::named("Zulema Admin")).await;
            self.grant(customer, admin_of(customer), &[Role::GlobalAdmin]).await;
        }
    }

    /// Creates an organisation.
    pub async fn found(&self, organisation: &Organisation) {
        let domains = [organisation.domain.clone()];
        let turn = self.store().turn().await.unwrap();
        self.store().commit(&turn, create(organisation, &domains, self.app().now().0)).await.unwrap();
    }

    /// Gives roles to a person.
    pub async fn grant(&self, customer: CustomerId, user: UserId, roles: &[Role]) {
        let turn = self.store().turn().await.unwrap();
        self.store().commit(&turn, vec![grant_roles(customer, user, roles)]).await.unwrap();
    }

    /// The administrator's permit for changing licenses where most stories happen.
    pub async fn permit(&self) -> Permit {
        self.desk(Action::AssignLicenses).await.permit
    }

    /// The administrator's desk where most stories happen.
    pub async fn desk(&self, action: Action) -> Desk {
        self.desk_at(NORTE, action).await
    }

    /// The administrator's desk at a customer.
    pub async fn desk_at(&self, customer: CustomerId, action: Action) -> Desk {
        self.desk_of(&caller(customer, admin_of(customer), &[Role::GlobalAdmin]), customer, action).await
    }

    /// Anybody's desk at a customer.
    pub async fn desk_of(&self, who: &Caller, customer: CustomerId, action: Action) -> Desk {
        let organisation = self.store().organisation_by_id(customer).await.unwrap().unwrap();
        let permit = permit(who, action, &organisation.territory()).unwrap();
        Desk { permit, organisation }
    }
}

fn organisation(id: CustomerId, name: &str) -> Organisation {
    Organisation {
        id,
        guid: guid_of(id),
        is_partner: id == ANDES,
        name: name.to_owned(),
        sort_key: sort_key(name, domain(id)),
        search: fold(&format!("{name} {}", domain(id))),
        domain: domain(id).to_owned(),
        country: "ES".to_owned(),
        cloud: Cloud::Worldwide,
        partner: [NORTE, SUR].contains(&id).then_some(ANDES),
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

fn catalogue() -> CatalogueRows {
    let plan = |(id, name, workload): &(i64, &str, Workload)| PlanRow {
        plan: ServicePlan {
            id: PlanId(*id),
            guid: Guid::from_u128(0xA000 + u128::try_from(*id).unwrap_or_default()),
            name: (*name).to_owned(),
            friendly_en: format!("{name} in English"),
            friendly_es: format!("{name} en español"),
            target: Target::User,
            workload: *workload,
            denied: Default::default(),
        },
        origin: "demo".to_owned(),
    };
    let product = |(id, name, plans): &(ProductId, &str, &[i64])| ProductRow {
        product: Product {
            id: *id,
            guid: Guid::from_u128(0xB000 + u128::try_from(id.0).unwrap_or_default()),
            part_number: (*name).to_owned(),
            name_en: format!("{name} in English"),
            name_es: format!("{name} en español"),
            target: Target::User,
            license_group: if *id == GAME { LicenseGroup::Group2 } else { LicenseGroup::Group1 },
            plans: plans.iter().map(|n| PlanId(*n)).collect(),
            seats_min: None,
            seats_max: (*id == APPS).then_some(300),
            end_of_sale: false,
            denied: (*id == SEARCH).then(|| country("CU")).into_iter().collect(),
            clouds: [if *id == GAME { Cloud::Vianet } else { Cloud::Worldwide }].into(),
            offer: Default::default(),
        },
        origin: "demo".to_owned(),
    };
    let rule = |name: &str, kind| RuleRow {
        rule: PlanRule { name: name.to_owned(), kind, enforced: true },
        status: "documented".to_owned(),
        note: String::new(),
        valid_from: "2020-01-01".to_owned(),
    };
    CatalogueRows {
        plans: PLANS.iter().map(plan).collect(),
        products: PRODUCTS.iter().map(product).collect(),
        rules: vec![
            rule("one-mail", RuleKind::Excludes(MAIL_PLAN, TOP_PLAN)),
            rule(
                "addon-needs-mail",
                RuleKind::Requires(ADDON_PLAN, [MAIL_PLAN, TOP_PLAN].into_iter().collect()),
            ),
        ],
        prices: Vec::new(),
    }
}
