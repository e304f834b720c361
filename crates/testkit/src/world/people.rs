//! Users, and the seats they may hold.

use cupo_app::accounts::{Asking, OneTimePassword};
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::sign_in::hash_with;
use cupo_app::text::{fold, sort_key};
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::decide::quantity::{Channel, Status, Subscription};
use cupo_domain::ids::{CustomerId, Guid, PlanId, PoolId, ProductId, SubscriptionId, UserId};
use cupo_domain::seats::{Pool, PoolKind, Units};
use cupo_store::addresses::insert_aliases;
use cupo_store::audit::AuditContext;
use cupo_store::load::{LoadedLicense, LoadedState, audit_loaded, load_licenses};
use cupo_store::organisations::count_users;
use cupo_store::params;
use cupo_store::people::set_password;
use cupo_store::subscriptions::{SubscriptionRow, insert_pools, insert_subscriptions};
use cupo_store::users::{UserRow, insert_users};
use cupo_store::value::Statement;

use super::World;
use super::place::{NORTE, domain};

/// A person to be created.
#[derive(Clone, Debug)]
pub struct Person {
    name: String,
    sign_in: Option<String>,
    location: Option<String>,
    department: String,
    alias: Option<String>,
    blocked: bool,
    mastery: Mastery,
    anchored: bool,
}

impl Person {
    /// Somebody in Spain who may sign in.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            sign_in: None,
            location: Some("ES".to_owned()),
            department: String::new(),
            alias: None,
            blocked: false,
            mastery: Mastery::Cloud,
            anchored: false,
        }
    }

    /// In another country, or in none.
    #[must_use]
    pub fn living_in(self, code: Option<&str>) -> Self {
        Self { location: code.map(str::to_owned), ..self }
    }

    /// Of a department.
    #[must_use]
    pub fn working_in(self, department: &str) -> Self {
        Self { department: department.to_owned(), ..self }
    }

    /// With this name before the @.
    #[must_use]
    pub fn signing_in_as(self, alias: &str) -> Self {
        Self { sign_in: Some(alias.to_owned()), ..self }
    }

    /// With one more mail address.
    #[must_use]
    pub fn reachable_at(self, address: &str) -> Self {
        Self { alias: Some(address.to_owned()), ..self }
    }

    /// Not allowed to sign in.
    #[must_use]
    pub fn blocked(self) -> Self {
        Self { blocked: true, ..self }
    }

    /// Mastered elsewhere.
    #[must_use]
    pub fn mastered_by(self, mastery: Mastery) -> Self {
        Self { mastery, ..self }
    }

    /// Forwarding hangs on the account.
    #[must_use]
    pub fn anchored(self) -> Self {
        Self { anchored: true, ..self }
    }
}

/// The outside identity of a user of a world.
#[must_use]
pub fn guid_of_user(user: UserId) -> Guid {
    Guid::from_u128(0xD000_0000 + u128::try_from(user.0).unwrap_or_default())
}

/// The pool of a product.
#[must_use]
pub fn pool_of(product: ProductId) -> PoolId {
    PoolId(100 + product.0)
}

/// The outside identity of the subscription of a product.
#[must_use]
pub fn subscription_of(product: ProductId) -> Guid {
    Guid::from_u128(0xE000 + u128::try_from(product.0).unwrap_or_default())
}

impl World {
    /// Creates people of the customer where most stories happen.
    pub async fn users(&mut self, names: &[&str]) -> Vec<UserId> {
        let mut users = Vec::new();
        for name in names {
            users.push(self.person(Person::named(name)).await);
        }
        users
    }

    /// Gives somebody of that customer a password for one sign-in.
    ///
    /// # Errors
    /// As the use case.
    pub async fn reset_password(&self, by: Asking<'_>, user: UserId) -> Result<OneTimePassword, AppError> {
        let done = self.app().run(by, &Command::ResetPassword(guid_of_user(user)), None).await?;
        Ok(done.passwords.into_iter().next().unwrap())
    }

    /// Creates one person of the customer where most stories happen.
    pub async fn person(&mut self, person: Person) -> UserId {
        self.person_at(NORTE, person).await
    }

    /// Creates one person of a customer.
    pub async fn person_at(&mut self, customer: CustomerId, person: Person) -> UserId {
        let user = UserId(self.number());
        self.admit(customer, user, person).await;
        user
    }

    pub(super) async fn admit(&mut self, customer: CustomerId, user: UserId, person: Person) {
        self.names.insert(user, person.name.clone());
        let row = self.row(customer, user, &person);
        let mut aliases = vec![(row.sign_in.clone(), user)];
        aliases.extend(person.alias.map(|address| (address, user)));
        self.admit_rows(customer, &[row], &aliases).await;
    }

    /// Creates many people with names that sort by their number.
    pub async fn crowd(&mut self, count: usize) -> Vec<UserId> {
        let mut rows = Vec::with_capacity(count);
        for n in 0..count {
            let user = UserId(self.number());
            let department = if n % 3 == 0 { "Ventas" } else { "" };
            rows.push(self.row(
                NORTE,
                user,
                &Person::named(&format!("Persona {n:06}")).working_in(department),
            ));
        }
        self.admit_rows(NORTE, &rows, &[]).await;
        rows.into_iter().map(|row| row.id).collect()
    }

    async fn admit_rows(&self, customer: CustomerId, rows: &[UserRow], aliases: &[(String, UserId)]) {
        let count = i64::try_from(rows.len()).unwrap_or_default();
        let statements = vec![
            insert_users(customer, rows),
            insert_aliases(customer, aliases),
            count_users(customer, count, 0),
        ];
        let turn = self.store().turn().await.unwrap();
        self.store().commit(&turn, statements).await.unwrap();
    }

    /// The row of a person, without writing it.
    #[must_use]
    pub fn row(&self, customer: CustomerId, user: UserId, person: &Person) -> UserRow {
        let alias = person.sign_in.clone().unwrap_or_else(|| fold(&person.name).replace(' ', "."));
        let sign_in = format!("{alias}@{}", domain(customer));
        UserRow {
            id: user,
            guid: guid_of_user(user),
            sort_key: sort_key(&person.name, &sign_in),
            search: fold(&format!("{} {sign_in}", person.name)),
            sign_in,
            display_name: person.name.clone(),
            first_name: String::new(),
            last_name: String::new(),
            job_title: String::new(),
            department: person.department.clone(),
            location: person.location.clone(),
            profile: "{}".to_owned(),
            enabled: !person.blocked,
            mastery: person.mastery,
            anchored: person.anchored,
            state: 0,
            created_at: self.app().now().0,
            deleted_at: None,
        }
    }

    /// What a user is called.
    #[must_use]
    pub fn name(&self, user: UserId) -> String {
        self.names.get(&user).cloned().unwrap_or_else(|| user.to_string())
    }

    /// Buys seats of a product through the partner, where most stories happen.
    pub async fn seats(&self, product: ProductId, seats: i64) {
        self.buy(NORTE, product, seats, (Channel::Reseller, Status::Active)).await;
    }

    /// Buys seats of a product at a customer.
    pub async fn buy(
        &self,
        customer: CustomerId,
        product: ProductId,
        seats: i64,
        (channel, status): (Channel, Status),
    ) {
        let now = self.app().now();
        let counted = |of: Status| if status == of { seats } else { 0 };
        let pool = Pool {
            id: pool_of(product),
            product,
            kind: PoolKind::Central,
            units: Units {
                enabled: counted(Status::Active),
                warning: counted(Status::Expired),
                suspended: counted(Status::Disabled) + counted(Status::Suspended),
                locked_out: 0,
            },
            consumed: 0,
            reserved: 0,
        };
        let subscription = SubscriptionRow {
            subscription: Subscription {
                id: SubscriptionId(500 + product.0),
                pool: pool.id,
                product,
                channel,
                status,
                quantity: seats,
                window_from: now,
                window_seats: seats,
                version: 1,
            },
            guid: subscription_of(product),
            term: "P1Y".to_owned(),
            starts_at: now.0,
            ends_at: now.plus_days(365).0,
            recurring: true,
            pinned: false,
            base: None,
            price_minor: Some(1_250),
            currency: "EUR".to_owned(),
        };
        let turn = self.store().turn().await.unwrap();
        let statements =
            vec![insert_pools(customer, &[pool]), insert_subscriptions(customer, &[subscription])];
        self.store().commit(&turn, statements).await.unwrap();
    }

    /// Lets people hold a product with some plans off from the start; `origin` 0 is direct, else a group.
    pub async fn load(&self, product: ProductId, users: &[UserId], plans_off: &[PlanId], origin: i64) {
        let plans: cupo_domain::plan_set::PlanSet = plans_off.iter().copied().collect();
        let license = |user: &UserId| LoadedLicense {
            pool: pool_of(product),
            user: *user,
            origin,
            state: LoadedState::Active,
            plans_off: plans.encode(),
            since: self.app().now().0,
        };
        let licenses: Vec<LoadedLicense> = users.iter().map(license).collect();
        let count = Statement::exactly(
            1,
            "UPDATE pool SET consumed = (SELECT count(DISTINCT user_id) FROM source WHERE customer_id = $1 \
             AND pool_id = $2 AND state < 2) WHERE customer_id = $1 AND pool_id = $2",
            params![NORTE.0, pool_of(product).0],
        );
        let before = self.pool(product).await.consumed;
        let turn = self.store().turn().await.unwrap();
        let mut statements = vec![load_licenses(NORTE, &licenses), count];
        if origin > 0 {
            statements.extend(self.carried_by(origin, product, &plans.encode()));
        }
        self.store().commit(&turn, statements).await.unwrap();
        let taken = self.pool(product).await.consumed - before;
        let (permit, head) = (self.permit().await, self.store().audit_head(NORTE).await.unwrap());
        let context =
            AuditContext { permit: &permit, channel: "system", operation: 0, at: self.app().now().0 };
        let records = audit_loaded(context, &head, [(pool_of(product), taken)]);
        self.store().commit(&turn, records).await.unwrap();
    }

    /// The group that gives what is loaded from it, to everybody who has it from there.
    fn carried_by(&self, group: i64, product: ProductId, plans_off: &str) -> Vec<Statement> {
        let (customer, at) = (NORTE.0, self.app().now().0);
        let guid = Guid::from_u128(0xF000 + u128::try_from(group).unwrap_or_default()).to_string();
        let name = format!("Group {group}");
        vec![
            Statement::any(
                "INSERT INTO license_group (customer_id, group_id, guid, name, folded, sort_key, description, kind, \
                 processing, created_at) VALUES ($1, $2, $3, $4, $4, $5, '', 'security', 0, $6) \
                 ON CONFLICT (customer_id, group_id) DO NOTHING",
                params![customer, group, guid, name.as_str(), sort_key(&name, ""), at],
            ),
            Statement::any(
                "INSERT INTO group_license (customer_id, group_id, pool_id, plans_off) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (customer_id, group_id, pool_id) DO NOTHING",
                params![customer, group, pool_of(product).0, plans_off],
            ),
            Statement::any(
                "INSERT INTO group_member (customer_id, group_id, user_id, since) SELECT s.customer_id, \
                 s.origin, s.user_id, s.since FROM source s WHERE s.customer_id = $1 AND s.origin = $2 \
                 AND s.origin > 0 AND s.pool_id = $3 ON CONFLICT (customer_id, group_id, user_id) DO NOTHING",
                params![customer, group, pool_of(product).0],
            ),
        ]
    }

    /// Gives a person a password.
    pub async fn password(&self, customer: CustomerId, user: UserId, password: &str) {
        let hash = hash_with(password, b"salt of a tester").unwrap();
        let turn = self.store().turn().await.unwrap();
        let now = self.app().clock().security_now();
        self.store().commit(&turn, vec![set_password(customer, user, &hash, false, now)]).await.unwrap();
    }
}
