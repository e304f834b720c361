//! Partners and customers: rows, domains, settings, and the territory that access is decided on.

use cupo_domain::access::{PartnerPermit, Permit, Territory};
use cupo_domain::ids::{CustomerId, Guid};

use crate::encode;
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Expect, Kind, Query, Row, Shape, Statement};

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Internal key.
    pub id: CustomerId,
    /// Outside identity; the tenant id.
    pub guid: Guid,
    /// Sells and manages rather than owns.
    pub is_partner: bool,
    /// Name.
    pub name: String,
    /// Sort key of the name.
    pub sort_key: Vec<u8>,
    /// Folded text for search.
    pub search: String,
    /// Default domain.
    pub domain: String,
    /// Country, for members without a location (R-USER-3).
    pub country: String,
    /// Cloud (R-CLOUD-1).
    pub cloud: cupo_domain::access::Cloud,
    /// The partner who sells to it.
    pub partner: Option<CustomerId>,
    /// Delegated administration (R-ROLE-15).
    pub delegated: bool,
    /// Time zone of its pages, an IANA name.
    pub time_zone: String,
    /// Most users per change on the Licenses page (R-BULK-1, D-16).
    pub licenses_page_limit: i64,
    /// Days files are kept after a user is deleted (R-FILE-2).
    pub file_retention_days: i64,
    /// Restored users get licenses back even where no seat is free.
    pub restore_over_quota: bool,
    /// The agreement under which it buys itself (R-ROLE-9).
    pub agreement: cupo_domain::access::BillingAgreement,
    /// Managers get access to the files of people who are deleted (R-FILE-3).
    pub file_delegation: bool,
    /// Files without a license are archived (R-FILE-10, Q-5).
    pub archive_files: bool,
    /// Active users.
    pub users_active: i64,
    /// Deleted users that can still be restored.
    pub users_deleted: i64,
}

impl Organisation {
    /// What access decides on.
    #[must_use]
    pub fn territory(&self) -> Territory {
        Territory {
            customer: self.id,
            partner: self.partner,
            delegated: self.delegated,
            cloud: self.cloud,
            agreement: self.agreement,
        }
    }
}

pub(crate) const COLUMNS: &str = "customer_id, guid, kind, name, sort_key, search, domain, country, cloud, partner_id, \
    delegated, time_zone, licenses_page_limit, file_retention_days, restore_over_quota, users_active, users_deleted, \
    billing_agreement, file_delegation, archive_files";

pub(crate) fn organisation(row: &Row) -> Result<Organisation, StoreError> {
    Ok(Organisation {
        id: CustomerId(row.int(0)?),
        guid: guid(&row.text(1)?)?,
        is_partner: row.int(2)? == 0,
        name: row.text(3)?,
        sort_key: row.blob(4)?,
        search: row.text(5)?,
        domain: row.text(6)?,
        country: row.text(7)?,
        cloud: encode::cloud(row.int(8)?)?,
        partner: row.int_or_null(9)?.map(CustomerId),
        delegated: row.flag(10)?,
        time_zone: row.text(11)?,
        licenses_page_limit: row.int(12)?,
        file_retention_days: row.int(13)?,
        restore_over_quota: row.flag(14)?,
        users_active: row.int(15)?,
        users_deleted: row.int(16)?,
        agreement: encode::agreement_of_billing(row.int(17)?)?,
        file_delegation: row.flag(18)?,
        archive_files: row.flag(19)?,
    })
}

/// Reads a stored GUID.
pub(crate) fn guid(text: &str) -> Result<Guid, StoreError> {
    Guid::parse_str(text).map_err(|_| StoreError::Corrupt(format!("`{text}` is no GUID")))
}

const ORGANISATION: Shape = Shape {
    table: "customer",
    columns: &[
        ("customer_id", Kind::Int),
        ("guid", Kind::Text),
        ("kind", Kind::Int),
        ("name", Kind::Text),
        ("sort_key", Kind::Blob),
        ("search", Kind::Text),
        ("domain", Kind::Text),
        ("country", Kind::Text),
        ("cloud", Kind::Int),
        ("partner_id", Kind::Int),
        ("delegated", Kind::Int),
        ("time_zone", Kind::Text),
        ("licenses_page_limit", Kind::Int),
        ("file_retention_days", Kind::Int),
        ("restore_over_quota", Kind::Int),
        ("users_active", Kind::Int),
        ("users_deleted", Kind::Int),
        ("created_at", Kind::Int),
        ("billing_agreement", Kind::Int),
        ("file_delegation", Kind::Int),
        ("archive_files", Kind::Int),
    ],
    on_conflict: "",
};

const DOMAIN: Shape = Shape {
    table: "customer_domain",
    columns: &[("domain", Kind::Text), ("customer_id", Kind::Int)],
    on_conflict: "",
};

const HEAD: Shape = Shape {
    table: "audit_head",
    columns: &[("customer_id", Kind::Int), ("seq", Kind::Int), ("hash", Kind::Blob)],
    on_conflict: "",
};

/// The statements that create an organisation with its domains and the head of its audit chain.
#[must_use]
pub fn create(it: &Organisation, domains: &[String], now: i64) -> Vec<Statement> {
    let row = params![
        it.id.0,
        it.guid.to_string(),
        i64::from(!it.is_partner),
        it.name.as_str(),
        it.sort_key.clone(),
        it.search.as_str(),
        it.domain.as_str(),
        it.country.as_str(),
        encode::cloud_number(it.cloud),
        it.partner.map(|p| p.0),
        it.delegated,
        it.time_zone.as_str(),
        it.licenses_page_limit,
        it.file_retention_days,
        it.restore_over_quota,
        it.users_active,
        it.users_deleted,
        now,
        encode::billing_agreement_number(it.agreement),
        it.file_delegation,
        it.archive_files,
    ];
    let domains = domains.iter().map(|d| params![d.as_str(), it.id.0]).collect();
    vec![
        Statement::insert(&ORGANISATION, vec![row]),
        Statement::insert(&DOMAIN, domains),
        Statement::insert(&HEAD, vec![params![it.id.0, 0_i64, vec![0_u8; 32]]]),
    ]
}

/// The statement that gives a customer domains.
#[must_use]
pub fn add_domains(permit: &Permit, domains: &[String]) -> Statement {
    let rows = domains.iter().map(|d| params![d.as_str(), permit.customer().0]).collect();
    Statement::insert(&DOMAIN, rows)
}

/// The statement that takes a domain from a customer; it must find it.
#[must_use]
pub fn remove_domain(permit: &Permit, domain: &str) -> Statement {
    Statement::exactly(
        1,
        "DELETE FROM customer_domain WHERE customer_id = $1 AND domain = $2",
        params![permit.customer().0, domain],
    )
}

/// The statement that keeps which domain new users get, and what the customer is found and sorted by.
#[must_use]
pub fn set_default_domain(permit: &Permit, it: &Organisation) -> Statement {
    Statement::exactly(
        1,
        "UPDATE customer SET domain = $2, sort_key = $3, search = $4 WHERE customer_id = $1",
        params![permit.customer().0, it.domain.as_str(), it.sort_key.clone(), it.search.as_str()],
    )
}

/// The statement that moves the counters of users; it must find the customer.
#[must_use]
pub fn count_users(customer: CustomerId, active: i64, deleted: i64) -> Statement {
    Statement::exactly(
        1,
        "UPDATE customer SET users_active = users_active + $2, users_deleted = users_deleted + $3 \
         WHERE customer_id = $1",
        params![customer.0, active, deleted],
    )
}

impl Store {
    /// An organisation by its outside identity.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn organisation(&self, guid: Guid) -> Result<Option<Organisation>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM customer WHERE guid = $1");
        let query = Query { sql: sql.into(), params: params![guid.to_string()] };
        self.read_one(query).await?.first().map(organisation).transpose()
    }

    /// An organisation by its key.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn organisation_by_id(&self, id: CustomerId) -> Result<Option<Organisation>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM customer WHERE customer_id = $1");
        let query = Query { sql: sql.into(), params: params![id.0] };
        self.read_one(query).await?.first().map(organisation).transpose()
    }

    /// The organisation a domain belongs to.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn organisation_of_domain(&self, domain: &str) -> Result<Option<CustomerId>, StoreError> {
        let query = Query::new("SELECT customer_id FROM customer_domain WHERE domain = $1", params![domain]);
        self.read_one(query).await?.first().map(|r| r.int(0).map(CustomerId)).transpose()
    }

    /// The domains of a customer, the oldest spelling first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn domains(&self, permit: &Permit) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT domain FROM customer_domain WHERE customer_id = $1 ORDER BY domain";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.iter().map(|r| r.text(0)).collect()
    }

    /// How many people who are active or can be restored have a sign-in name or an address at a domain.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn domain_users(&self, permit: &Permit, domain: &str, now: i64) -> Result<i64, StoreError> {
        let sql = "SELECT count(*) FROM (SELECT user_id FROM users WHERE customer_id = $1 AND state IN (0, 1) \
                   AND sign_in LIKE $2 ESCAPE '\\' UNION SELECT user_id FROM alias WHERE customer_id = $1 \
                   AND address LIKE $2 ESCAPE '\\' AND (held_until IS NULL OR held_until > $3)) AS having_it";
        let at_domain = format!("%@{}", literal(domain));
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, at_domain, now])).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// The first of a partner's customers in which a folded text is found, by name, and how many there are.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn first_customers(
        &self,
        permit: &PartnerPermit,
        search: &str,
        take: i64,
    ) -> Result<(Vec<Organisation>, i64), StoreError> {
        let filter = "partner_id = $1 AND search LIKE $2 ESCAPE '\\'";
        let pattern = contains(search);
        let sql =
            format!("SELECT {COLUMNS} FROM customer WHERE {filter} ORDER BY sort_key, customer_id LIMIT $3");
        let page = Query { sql: sql.into(), params: params![permit.partner().0, pattern.as_str(), take] };
        let count = Query {
            sql: format!("SELECT count(*) FROM customer WHERE {filter}").into(),
            params: params![permit.partner().0, pattern],
        };
        let answers = self.read(vec![page, count]).await?;
        let rows = answers.first().map_or(&[][..], Vec::as_slice);
        let total = answers.get(1).and_then(|rows| rows.first()).map_or(Ok(0), |row| row.int(0))?;
        Ok((rows.iter().map(organisation).collect::<Result<_, _>>()?, total))
    }

    /// Whether anybody has set this database up.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let rows = self.read_one(Query::new("SELECT customer_id FROM customer LIMIT 1", vec![])).await?;
        Ok(rows.is_empty())
    }

    /// Every organisation, for the installation's own commands.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn all_organisations(&self) -> Result<Vec<Organisation>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM customer ORDER BY customer_id");
        self.read_one(Query { sql: sql.into(), params: vec![] }).await?.iter().map(organisation).collect()
    }
}

/// The statement that changes a customer's settings.
#[must_use]
pub fn change_settings(permit: &Permit, settings: &Organisation) -> Statement {
    Statement::Run {
        sql: "UPDATE customer SET licenses_page_limit = $2, file_retention_days = $3, restore_over_quota = $4, \
              time_zone = $5, billing_agreement = $6, file_delegation = $7, archive_files = $8 WHERE customer_id = $1"
            .into(),
        params: params![
            permit.customer().0,
            settings.licenses_page_limit,
            settings.file_retention_days,
            settings.restore_over_quota,
            settings.time_zone.as_str(),
            encode::billing_agreement_number(settings.agreement),
            settings.file_delegation,
            settings.archive_files,
        ],
        expect: Expect::Rows(1),
    }
}

/// The pattern that finds folded text anywhere; what a person types is never part of the pattern's grammar.
pub(crate) fn contains(text: &str) -> String {
    format!("%{}%", literal(text))
}

/// Text as it stands in a pattern that means nothing but this text.
fn literal(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}
