//! Accounts with a password and credentials of programs. All secrets come from the seed, so they are none: the demo
//! listens on the loopback only (D-28).

use cupo_app::error::AppError;
use cupo_app::ids::{hex, secret_hash};
use cupo_app::sign_in::hash_with;
use cupo_domain::access::Role;
use cupo_domain::ids::{CustomerId, UserId};
use cupo_store::people::{grant_roles, set_password};
use cupo_store::programs::{ProgramRow, create_program};
use cupo_store::value::Statement;

use super::chance::{Chance, Lane, Seed};
use super::customers::Known;
use super::{DemoAccount, DemoApp, Member};

/// Words of passwords: short, plain, told on the telephone without spelling.
const WORDS: &[&str] = &[
    "abeto", "ancla", "barro", "brisa", "cabra", "cedro", "cisne", "coral", "cumbre", "duna", "encina",
    "faro", "fresa", "gaviota", "grillo", "hierba", "isla", "jara", "lago", "lince", "luna", "menta",
    "mirlo", "monte", "nieve", "nogal", "olivo", "oso", "panal", "pinar", "playa", "puente", "quinoa",
    "ribera", "roble", "sauce", "sendero", "sierra", "tejo", "tierra", "torre", "trigo", "valle", "vela",
    "viento", "yedra", "zorro",
];

/// The role of each program and whether it belongs to the partner.
const APPS: &[(Role, bool)] = &[
    (Role::AdminAgent, true),
    (Role::SalesAgent, true),
    (Role::HelpdeskAgent, true),
    (Role::GlobalAdmin, false),
    (Role::LicenseAdmin, false),
    (Role::UserAdmin, false),
    (Role::BillingAdmin, false),
    (Role::GlobalReader, false),
    (Role::User, false),
];

/// Everything somebody can sign in with.
pub(super) struct Keys {
    pub(super) accounts: Vec<DemoAccount>,
    pub(super) apps: Vec<DemoApp>,
}

impl Keys {
    pub(super) fn new(seed: &Seed, partner: &Member, customers: &[Member]) -> Self {
        let mut it = Self { accounts: Vec::new(), apps: Vec::new() };
        for (member, customer) in
            std::iter::once((partner, None)).chain(customers.iter().map(|c| (c, Some(c.guid))))
        {
            let with_role =
                (0..).zip(member.spec.known).filter_map(|(n, known)| Some((n, known, known.role?)));
            it.accounts.extend(with_role.map(|(index, known, role)| DemoAccount {
                role: role.key().to_owned(),
                customer,
                username: username(member, known),
                password: password(&mut seed.draw(Lane::Account, member.number, index)),
            }));
        }
        for (index, (role, of_partner)) in (0..).zip(APPS) {
            let Some(member) = (if *of_partner { Some(partner) } else { customers.first() }) else {
                continue;
            };
            let mut chance = seed.draw(Lane::App, member.number, index);
            it.apps.push(DemoApp {
                customer: (!of_partner).then_some(member.guid),
                tenant_id: member.guid,
                client_id: chance.guid().to_string(),
                client_secret: hex(&chance.bytes::<24>()),
                role: role.key().to_owned(),
            });
        }
        it
    }

    /// The statements that give the people and programs of an organisation what they sign in with; the key of its
    /// first person is `first`.
    pub(super) fn statements(
        &self,
        seed: &Seed,
        member: &Member,
        (customer, first): (CustomerId, i64),
        now: i64,
    ) -> Result<Vec<Statement>, AppError> {
        let mut statements = Vec::new();
        for (index, known) in (0_i64..).zip(member.spec.known) {
            let Some(role) = known.role else { continue };
            let name = username(member, known);
            let account = self.accounts.iter().find(|a| a.username == name);
            let account = account.ok_or_else(|| AppError::Bug(format!("no account {name}")))?;
            let draw = u64::try_from(index).unwrap_or(0);
            let mut chance = seed.draw(Lane::Account, member.number, draw);
            // The salt is what follows the password among the draws.
            password(&mut chance);
            let salt = chance.bytes::<16>();
            let user = UserId(first + index);
            statements.push(set_password(customer, user, &hash_with(&account.password, &salt)?, false, now));
            statements.push(grant_roles(customer, user, roles(role)));
        }
        for app in self.apps.iter().filter(|a| a.tenant_id == member.guid) {
            statements.push(create_program(&ProgramRow {
                client_id: app.client_id.clone(),
                customer,
                name: format!("Demo {}", app.role),
                secret_hash: secret_hash(&app.client_secret),
                role: Role::parse(&app.role).unwrap_or(Role::User),
                created_at: now,
            }));
        }
        Ok(statements)
    }
}

/// The roles behind an account. The partner of the demo also runs the installation.
fn roles(role: Role) -> &'static [Role] {
    match role {
        Role::AdminAgent => &[Role::AdminAgent, Role::Operator],
        Role::SalesAgent => &[Role::SalesAgent],
        Role::HelpdeskAgent => &[Role::HelpdeskAgent],
        Role::GlobalAdmin => &[Role::GlobalAdmin],
        Role::LicenseAdmin => &[Role::LicenseAdmin],
        Role::UserAdmin => &[Role::UserAdmin],
        Role::BillingAdmin => &[Role::BillingAdmin],
        Role::BillingAccountOwner => &[Role::BillingAccountOwner],
        Role::GlobalReader => &[Role::GlobalReader],
        _ => &[],
    }
}

fn username(member: &Member, known: &Known) -> String {
    format!("{}@{}", known.sign_in, member.spec.domain)
}

fn password(chance: &mut Chance) -> String {
    let words: Vec<&str> = (0..3).filter_map(|_| chance.pick(WORDS).copied()).collect();
    format!("{}-{}", words.join("-"), chance.between(1_000, 9_999))
}
