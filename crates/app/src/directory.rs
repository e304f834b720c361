//! Creating the first organisation, and editing users' fields.

use std::collections::BTreeSet;

use cupo_domain::access::{
    Action, Actor, Caller, Cloud, Permit, Role, may_create_customers, resumed_permit, user_admin_may_manage,
};
use cupo_domain::country::Country;
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::ids::{CustomerId, Guid, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::audit::{AuditContext, AuditEntry, AuditHead, append};
use cupo_store::organisations::{Organisation, change_settings, create};
use cupo_store::people::{Account, grant_roles, set_password, use_setup_link};
use cupo_store::users::{UserRow, insert_users, update_user};
use serde_json::json;

use crate::accounts::Asking;
use crate::app::App;
use crate::error::AppError;
use crate::ids::{new_guid, new_secret, secret_hash};
use crate::sign_in::{NewSession, check_password, hash_password};
use crate::text::{fold, sort_key};

/// How long a setup link is good.
const SETUP_HOURS: i64 = 24;
/// Longest names of organisations and people (R-USER-7 and the bulk form).
pub const NAME_MAX: usize = 256;
/// Longest text of other fields.
pub const FIELD_MAX: usize = 64;

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
#[derive(Clone, Debug, Default)]
pub struct NewCustomer {
    /// Name of the customer.
    pub name: String,
    /// Its domain.
    pub domain: String,
    /// Its country.
    pub country: String,
    /// The partner administers users on its behalf (R-ROLE-15).
    pub delegated: bool,
}

/// Fields of a user that the Account tab edits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFields {
    /// Display name.
    pub display_name: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Job title.
    pub job_title: String,
    /// Department.
    pub department: String,
    /// Usage location: two letters, or empty for none.
    pub location: String,
    /// Sign-in is allowed.
    pub enabled: bool,
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
        let roles: &[Role] =
            if setup.partner { &[Role::AdminAgent, Role::GlobalAdmin] } else { &[Role::GlobalAdmin] };
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
        let turn = self.store.turn().await;
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
            failures: 0,
            locked_until: 0,
            roles: BTreeSet::new(),
        })
        .await
    }

    /// Creates a customer of the caller's partner.
    ///
    /// # Errors
    /// E-ROLE, E-INVALID with the field, E-CLASH when the domain belongs to somebody.
    pub async fn create_customer(&self, caller: &Caller, it: &NewCustomer) -> Result<Guid, AppError> {
        let partner = may_create_customers(caller)?;
        let domain = check_organisation(&it.name, &it.domain, &it.country)?;
        let turn = self.store.turn().await;
        if self.store.organisation_of_domain(&domain).await?.is_some() {
            return Err(AppError::denied(Code::Clash, "domain"));
        }
        let seller = self.store.organisation_by_id(partner).await?;
        let setup = Setup { name: it.name.clone(), country: it.country.clone(), ..Setup::default() };
        let id = CustomerId(self.next_id());
        let organisation = Organisation {
            partner: Some(partner),
            delegated: it.delegated,
            time_zone: seller.map_or_else(|| "UTC".to_owned(), |s| s.time_zone),
            users_active: 0,
            ..self.new_organisation(&setup, &domain, id)?
        };
        let now = self.now().0;
        let mut statements = create(&organisation, std::slice::from_ref(&domain), now);
        let permit = resumed_permit(id, caller.actor.clone(), Action::ChangeSettings);
        let context = AuditContext { permit: &permit, channel: "console", operation: 0, at: now };
        let detail = json!({"name": organisation.name, "domain": domain}).to_string();
        let entry = AuditEntry { action: "organisation.created", subject: 0, detail };
        statements.extend(append(context, &AuditHead { seq: 0, hash: vec![0; 32] }, &[entry]));
        self.store.commit(&turn, statements).await?;
        Ok(organisation.guid)
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
            search: fold(&format!("{} {domain}", setup.name.trim())),
            domain: domain.to_owned(),
            country: setup.country.clone(),
            cloud: Cloud::Worldwide,
            partner: None,
            delegated: true,
            time_zone: "UTC".to_owned(),
            licenses_page_limit: 20,
            file_retention_days: 30,
            restore_over_quota: false,
            users_active: 1,
            users_deleted: 0,
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

    /// Writes the fields of the Account tab. With only `may_edit_location` the other fields must stay.
    ///
    /// # Errors
    /// E-NOTFOUND, E-ROLE when more than the location would change (R-ROLE-4) or the user is an administrator beyond
    /// the right of a User admin (R-ROLE-5), E-SYNCED, E-INVALID with the field.
    pub async fn edit_account(
        &self,
        by: Asking<'_>,
        user: Guid,
        fields: &AccountFields,
        location_only: bool,
    ) -> Result<bool, AppError> {
        let turn = self.store.turn().await;
        let row = self.store.user_by_guid(by.permit, user).await?.filter(|u| u.state == 0);
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "user"))?;
        let before = fields_of(&row);
        if *fields == before {
            return Ok(false);
        }
        let others = AccountFields { location: before.location.clone(), ..fields.clone() };
        if location_only && others != before {
            return Err(AppError::denied(Code::Role, "edit-users"));
        }
        if by.limited && others != before && row.id.0 != by.owner {
            self.check_manageable(by, row.id).await?;
        }
        if row.mastery == Mastery::Sync && others != before {
            return Err(AppError::denied(Code::Synced, "user"));
        }
        if Some(row.id) == Some(UserId(by.owner)) && !fields.enabled {
            return Err(AppError::denied(Code::State, "own-account"));
        }
        check_fields(fields)?;
        let changed = UserRow {
            sort_key: sort_key(&fields.display_name, &row.sign_in),
            search: fold(&format!("{} {}", fields.display_name, row.sign_in)),
            display_name: fields.display_name.clone(),
            first_name: fields.first_name.clone(),
            last_name: fields.last_name.clone(),
            job_title: fields.job_title.clone(),
            department: fields.department.clone(),
            location: Some(fields.location.clone()).filter(|l| !l.is_empty()),
            enabled: fields.enabled,
            ..row.clone()
        };
        let head = self.store.audit_head(by.permit.customer()).await?;
        let mut statements = vec![update_user(by.permit.customer(), &changed)];
        if !fields.enabled {
            statements.push(cupo_store::people::end_sessions(by.permit.customer(), row.id));
        }
        let detail = json!({"before": fields_json(&before), "after": fields_json(fields)});
        statements.extend(self.audit_one(by, &head, "user.edited", row.id.0, detail));
        self.store.commit(&turn, statements).await?;
        Ok(true)
    }

    /// Refuses a User admin the accounts of other administrators: switching off sign-in there would lock out whoever
    /// may do more (R-ROLE-5).
    async fn check_manageable(&self, by: Asking<'_>, user: UserId) -> Result<(), AppError> {
        let account = self.store.account(by.permit.customer(), user).await?;
        let roles = account.map(|it| it.roles).unwrap_or_default();
        if user_admin_may_manage(&roles) { Ok(()) } else { Err(AppError::denied(Code::Role, "user")) }
    }

    /// Writes a customer's settings.
    ///
    /// # Errors
    /// E-INVALID with the setting and its limits.
    pub async fn change_settings(&self, by: Asking<'_>, settings: &Organisation) -> Result<(), AppError> {
        let within = |value: i64, least, most, name: &str| {
            if (least..=most).contains(&value) {
                Ok(())
            } else {
                Err(Denial::new(Code::Invalid, name).with_figure(if value < least { least } else { most }))
            }
        };
        within(settings.licenses_page_limit, 1, 1_000, "licenses-page-limit")?;
        within(settings.file_retention_days, 30, 3_650, "file-retention-days")?;
        let turn = self.store.turn().await;
        let head = self.store.audit_head(by.permit.customer()).await?;
        let was = by.organisation;
        let detail = json!({
            "before": {"licenses_page_limit": was.licenses_page_limit,
                "file_retention_days": was.file_retention_days, "restore_over_quota": was.restore_over_quota,
                "time_zone": was.time_zone},
            "after": {"licenses_page_limit": settings.licenses_page_limit,
                "file_retention_days": settings.file_retention_days,
                "restore_over_quota": settings.restore_over_quota, "time_zone": settings.time_zone},
        });
        let mut statements = vec![change_settings(by.permit, settings)];
        statements.extend(self.audit_one(by, &head, "settings.changed", 0, detail));
        Ok(self.store.commit(&turn, statements).await?)
    }

    /// Whether a permit's holder may edit all fields, or nothing but the location.
    #[must_use]
    pub fn edits_everything(permit: &Permit) -> bool {
        permit.action() == Action::EditUsers
    }
}

/// The editable fields of a user as they are.
#[must_use]
pub fn fields_of(row: &UserRow) -> AccountFields {
    AccountFields {
        display_name: row.display_name.clone(),
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        job_title: row.job_title.clone(),
        department: row.department.clone(),
        location: row.location.clone().unwrap_or_default(),
        enabled: row.enabled,
    }
}

fn fields_json(it: &AccountFields) -> serde_json::Value {
    json!({"display_name": it.display_name, "first_name": it.first_name, "last_name": it.last_name,
        "job_title": it.job_title, "department": it.department, "location": it.location,
        "enabled": it.enabled})
}

fn check_fields(it: &AccountFields) -> Result<(), Denial> {
    let plain = |text: &str| !text.chars().any(char::is_control);
    if it.display_name.trim().is_empty() || it.display_name.chars().count() > NAME_MAX {
        return Err(Denial::new(Code::Invalid, "display-name"));
    }
    let fields = [
        ("display-name", &it.display_name, NAME_MAX),
        ("first-name", &it.first_name, FIELD_MAX),
        ("last-name", &it.last_name, FIELD_MAX),
        ("job-title", &it.job_title, FIELD_MAX),
        ("department", &it.department, FIELD_MAX),
    ];
    for (name, text, most) in fields {
        if text.chars().count() > most || !plain(text) {
            let most = i64::try_from(most).unwrap_or(0);
            return Err(Denial::new(Code::Invalid, name).with_figure(most));
        }
    }
    if !it.location.is_empty() && Country::parse(&it.location).is_none() {
        return Err(Denial::new(Code::Invalid, "location"));
    }
    Ok(())
}

fn check_organisation(name: &str, domain: &str, country: &str) -> Result<String, Denial> {
    let invalid = |field: &str| Err(Denial::new(Code::Invalid, field));
    if name.trim().is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        return invalid("name");
    }
    let domain = domain.trim().to_lowercase();
    let label = |text: &str| {
        !text.is_empty()
            && !text.starts_with('-')
            && !text.ends_with('-')
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if domain.len() > 253 || !domain.contains('.') || !domain.split('.').all(label) {
        return invalid("domain");
    }
    if Country::parse(country).is_none() {
        return invalid("country");
    }
    Ok(domain)
}

fn check_setup(setup: &Setup) -> Result<String, Denial> {
    let invalid = |field: &str| Err(Denial::new(Code::Invalid, field));
    let domain = check_organisation(&setup.name, &setup.domain, &setup.country)?;
    let alias = setup.alias.trim();
    let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'\'');
    if alias.is_empty() || alias.len() > 50 || !alias.bytes().all(letter) || alias.ends_with('.') {
        return invalid("alias");
    }
    if setup.display_name.trim().is_empty() || setup.display_name.chars().count() > NAME_MAX {
        return invalid("display-name");
    }
    check_password(&setup.password)?;
    Ok(domain)
}
