//! Creating the first organisation and a partner's customers.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::{Action, Actor, BillingAgreement, Cloud, Role, resumed_permit};
use cupo_domain::country::Country;
use cupo_domain::decide::change_domains::{Domains, decide, parse};
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::audit::{AuditContext, AuditEntry, AuditHead, append};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::organisations::{Organisation, create};
use cupo_store::people::{Account, grant_roles, set_password, use_setup_link};
use cupo_store::store::Turn;
use cupo_store::users::{UserRow, insert_users};
use serde_json::json;

use crate::accounts::{Asking, Beside};
use crate::app::App;
use crate::edits::{EditRecord, FieldChange, NAME_MAX, check_text};
use crate::error::AppError;
use crate::ids::{new_guid, new_secret, secret_hash};
use crate::licenses::Receipt;
use crate::sign_in::{NewSession, check_password, hash_password};
use crate::text::{fold, sort_key};

/// How long a setup link is good.
const SETUP_HOURS: i64 = 24;
/// Longest part of a sign-in name before the @.
const ALIAS_MAX: usize = 50;
/// What the setup page asks (D-25).
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// A partner rather than a single organisation.
    pub partner: bool,
    /// Name of the organisation.
    pub name: String,
    /// Its domain.
    pub domain: String,
    /// Its country.
    pub country: String,
    /// Sign-in name before the @.
    pub alias: String,
    /// Display name of the first administrator.
    pub display_name: String,
    /// Password of the first administrator.
    pub password: String,
}

/// What creating a customer asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCustomer {
    /// Name of the customer.
    pub name: String,
    /// The domain of its new users.
    pub domain: String,
    /// Its further domains.
    pub domains: Vec<String>,
    /// Its country.
    pub country: String,
    /// The partner administers users on its behalf (R-ROLE-15).
    pub delegated: bool,
}

impl NewCustomer {
    /// What its fields will say, as changes of what was nothing before.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        let (delegated, further) = (self.delegated.to_string(), self.domains.join(", "));
        let all = [
            ("name", self.name.as_str()),
            ("domain", self.domain.as_str()),
            ("domains", further.as_str()),
            ("country", self.country.as_str()),
            ("delegated", delegated.as_str()),
        ];
        let all = all.into_iter().filter(|(name, says)| *name != "domains" || !says.is_empty());
        let field = |(name, after): (&str, &str)| FieldChange {
            name: name.to_owned(),
            before: String::new(),
            after: after.to_owned(),
        };
        all.map(field).collect()
    }
}

impl App {
    /// A new one-time setup link, when nobody has set the database up; the part after `/setup/`.
    ///
    /// # Errors
    /// When the store cannot write.
    pub async fn setup_link(&self) -> Result<Option<String>, AppError> {
        if !self.store.is_empty().await? {
            return Ok(None);
        }
        let token = new_secret()?;
        let expires = self.clock.security_now() + SETUP_HOURS * 3_600_000_000;
        self.store.set_setup_link(&secret_hash(&token), expires).await?;
        Ok(Some(token))
    }

    /// Whether a setup link is good.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn setup_link_valid(&self, token: &str) -> Result<bool, AppError> {
        Ok(self.store.setup_link_valid(&secret_hash(token), self.clock.security_now()).await?)
    }

    /// Creates the first organisation with its administrator, who is signed in with the answer.
    ///
    /// # Errors
    /// E-INVALID with the field, E-NOTFOUND when the link is used up or too old.
    pub async fn set_up(&self, token: &str, setup: &Setup) -> Result<NewSession, AppError> {
        let domain = check_setup(setup)?;
        if !self.setup_link_valid(token).await? {
            return Err(AppError::denied(Code::NotFound, "setup"));
        }
        let hash = hash_password(setup.password.clone()).await?;
        let now = self.now();
        let (customer, user) = (CustomerId(self.next_id()), UserId(self.next_id()));
        let organisation = self.new_organisation(setup, &domain, customer)?;
        let person = self.first_user(setup, &domain, user)?;
        let roles: &[Role] = if setup.partner {
            &[Role::AdminAgent, Role::GlobalAdmin, Role::BillingAccountOwner]
        } else {
            &[Role::GlobalAdmin, Role::BillingAccountOwner]
        };
        let mut statements = vec![use_setup_link(&secret_hash(token), self.clock.security_now())];
        statements.extend(create(&organisation, std::slice::from_ref(&domain), now.0));
        statements.push(insert_users(customer, std::slice::from_ref(&person)));
        statements.push(grant_roles(customer, user, roles));
        statements.push(grant_roles(customer, user, &[Role::Operator]));
        statements.push(set_password(customer, user, &hash, false, self.clock.security_now()));
        let permit = resumed_permit(customer, Actor::Person { home: customer, user }, Action::EditUsers);
        let head = AuditHead { seq: 0, hash: vec![0; 32] };
        let context = AuditContext { permit: &permit, channel: "console", operation: 0, at: now.0 };
        let detail = json!({"name": setup.name, "domain": domain}).to_string();
        let entry = AuditEntry { action: "organisation.created", subject: 0, detail };
        statements.extend(append(context, &head, &[entry]));
        let turn = self.store.turn().await?;
        self.store.commit(&turn, statements).await?;
        drop(turn);
        self.open_session(&Account {
            customer,
            user,
            display_name: person.display_name,
            sign_in: person.sign_in,
            enabled: true,
            password_hash: None,
            must_change: false,
            roles: BTreeSet::new(),
        })
        .await
    }

    /// What creating a customer of the partner would do.
    ///
    /// # Errors
    /// E-ROLE anywhere but at a partner, E-INVALID with the field, E-CLASH when the domain belongs to somebody.
    pub(crate) async fn decide_customer(
        &self,
        by: Asking<'_>,
        it: &NewCustomer,
    ) -> Result<NewCustomer, AppError> {
        if !by.organisation.is_partner {
            return Err(AppError::denied(Code::Role, "customers"));
        }
        let domain = check_organisation(&it.name, &it.domain, &it.country)?;
        let further = it.domains.iter().map(|text| parse(text)).collect::<Result<BTreeSet<String>, Denial>>();
        let mut all = further.map_err(|denial| Denial { subject: "domains".to_owned(), ..denial })?;
        all.insert(domain.clone());
        let wanted = Domains { all: all.clone(), default: domain.clone() };
        decide(&Domains { all: BTreeSet::new(), default: domain.clone() }, &wanted, &BTreeMap::new())?;
        for name in &all {
            if self.store.organisation_of_domain(name).await?.is_some() {
                let field = if *name == domain { "domain" } else { "domains" };
                return Err(AppError::denied(Code::Clash, field));
            }
        }
        all.remove(&domain);
        let domains = all.into_iter().collect();
        Ok(NewCustomer { name: it.name.trim().to_owned(), domain, domains, ..it.clone() })
    }

    /// Creates a customer in the turn in which it was decided. It is an operation of the partner, and the first record of
    /// the customer.
    pub(crate) async fn commit_customer(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &NewCustomer,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        let partner = by.permit.customer();
        let setup = Setup { name: it.name.clone(), country: it.country.clone(), ..Setup::default() };
        let id = CustomerId(self.next_id());
        let all: Vec<String> = std::iter::once(&it.domain).chain(&it.domains).cloned().collect();
        let organisation = Organisation {
            partner: Some(partner),
            search: searched(&it.name, &all),
            delegated: it.delegated,
            time_zone: by.organisation.time_zone.clone(),
            users_active: 0,
            ..self.new_organisation(&setup, &it.domain, id)?
        };
        let record = EditRecord { user: None, fields: it.fields() };
        let text =
            serde_json::to_string(&record).map_err(|e| AppError::Bug(format!("writing a customer: {e}")))?;
        let row = OperationRow {
            command: text.clone(),
            totals: text,
            final_because: "customer".to_owned(),
            ..self.account_row(by, "create-customer", &[], (0, 0), self.now())?
        };
        let head = self.store.audit_head(partner).await?;
        let mut statements = vec![create_operation(partner, &row)];
        statements.extend(beside.statements(by, row.id));
        statements.extend(create(&organisation, &all, row.created_at));
        let mut detail = json!({"name": it.name, "domain": it.domain});
        if let (Some(detail), false) = (detail.as_object_mut(), it.domains.is_empty()) {
            detail.insert("domains".to_owned(), json!(it.domains));
        }
        let permit = resumed_permit(id, by.permit.actor().clone(), Action::ChangeSettings);
        let context = AuditContext { permit: &permit, channel: by.channel, operation: 0, at: row.created_at };
        let entry = AuditEntry { action: "organisation.created", subject: 0, detail: detail.to_string() };
        statements.extend(append(context, &AuditHead { seq: 0, hash: vec![0; 32] }, &[entry]));
        statements.extend(self.audit_one(by, &head, ("organisation.created", row.id), 0, detail));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    fn new_organisation(
        &self,
        setup: &Setup,
        domain: &str,
        id: CustomerId,
    ) -> Result<Organisation, AppError> {
        Ok(Organisation {
            id,
            guid: new_guid()?,
            is_partner: setup.partner,
            name: setup.name.trim().to_owned(),
            sort_key: sort_key(setup.name.trim(), domain),
            search: searched(setup.name.trim(), std::slice::from_ref(&domain.to_owned())),
            domain: domain.to_owned(),
            country: setup.country.clone(),
            cloud: Cloud::Worldwide,
            partner: None,
            delegated: true,
            time_zone: "UTC".to_owned(),
            licenses_page_limit: 20,
            file_retention_days: 30,
            restore_over_quota: false,
            file_delegation: true,
            archive_files: false,
            users_active: 1,
            users_deleted: 0,
            agreement: BillingAgreement::Customer,
        })
    }

    fn first_user(&self, setup: &Setup, domain: &str, id: UserId) -> Result<UserRow, AppError> {
        let sign_in = format!("{}@{domain}", setup.alias.trim().to_lowercase());
        Ok(UserRow {
            id,
            guid: new_guid()?,
            sort_key: sort_key(setup.display_name.trim(), &sign_in),
            search: fold(&format!("{} {sign_in}", setup.display_name.trim())),
            sign_in,
            display_name: setup.display_name.trim().to_owned(),
            first_name: String::new(),
            last_name: String::new(),
            job_title: String::new(),
            department: String::new(),
            location: Some(setup.country.clone()),
            profile: "{}".to_owned(),
            enabled: true,
            mastery: Mastery::Cloud,
            anchored: false,
            state: 0,
            created_at: self.now().0,
            deleted_at: None,
        })
    }
}

/// What an organization is found by: its name and all of its domains.
#[must_use]
pub fn searched(name: &str, domains: &[String]) -> String {
    fold(&format!("{name} {}", domains.join(" ")))
}

fn check_organisation(name: &str, domain: &str, country: &str) -> Result<String, Denial> {
    let invalid = |field: &str| Err(Denial::new(Code::Invalid, field));
    if name.trim().is_empty() {
        return invalid("name");
    }
    check_text("name", name, NAME_MAX)?;
    let domain = parse(domain)?;
    if Country::parse(country).is_none() {
        return invalid("country");
    }
    Ok(domain)
}

/// What may stand before the @, as it is kept.
pub(crate) fn check_alias(alias: &str) -> Result<String, Denial> {
    let alias = alias.trim();
    let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'\'');
    if alias.is_empty() || alias.len() > ALIAS_MAX || !alias.bytes().all(letter) || alias.ends_with('.') {
        return Err(Denial::new(Code::Invalid, "alias"));
    }
    Ok(alias.to_lowercase())
}

fn check_setup(setup: &Setup) -> Result<String, Denial> {
    let invalid = |field: &str| Err(Denial::new(Code::Invalid, field));
    let domain = check_organisation(&setup.name, &setup.domain, &setup.country)?;
    check_alias(&setup.alias)?;
    if setup.display_name.trim().is_empty() {
        return invalid("display-name");
    }
    check_text("display-name", &setup.display_name, NAME_MAX)?;
    check_password(&setup.password)?;
    Ok(domain)
}
