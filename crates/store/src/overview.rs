//! Totals, what wants attention and the latest operations: the figures of the pages one starts from. Set-based and
//! bounded, so that a partner with hundreds of customers waits no longer than one with a single customer.

use cupo_domain::access::{Cloud, PartnerPermit, Permit};
use cupo_domain::decide::quantity::Status;
use cupo_domain::ids::{CustomerId, Guid, ProductId, UserId};

use crate::encode;
use crate::error::StoreError;
use crate::organisations::{contains, guid};
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, id_list};

/// Seats of several pools of administrators together. A holder beyond the seats of a pool takes none, so that a
/// shortage of one product never hides free seats of another; what is given away without a practical limit is left
/// out, because nobody runs out of it and it would drown everything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeatSums {
    /// Seats there are.
    pub total: i64,
    /// Seats with a holder.
    pub taken: i64,
    /// Seats set aside for running operations.
    pub reserved: i64,
    /// Seats whose subscription has expired.
    pub expiring: i64,
    /// Seats that somebody can still get.
    pub free: i64,
    /// Holders beyond the seats.
    pub over: i64,
}

const SEATS: &str = "CAST(coalesce(sum(p.enabled + p.warning), 0) AS BIGINT), \
    CAST(coalesce(sum(CASE WHEN p.consumed < p.enabled + p.warning THEN p.consumed ELSE p.enabled + p.warning END), 0) AS BIGINT), \
    CAST(coalesce(sum(p.reserved), 0) AS BIGINT), \
    CAST(coalesce(sum(p.warning), 0) AS BIGINT), \
    CAST(coalesce(sum(CASE WHEN p.enabled + p.warning > p.consumed + p.reserved \
        THEN p.enabled + p.warning - p.consumed - p.reserved ELSE 0 END), 0) AS BIGINT), \
    CAST(coalesce(sum(CASE WHEN p.consumed > p.enabled + p.warning \
        THEN p.consumed - p.enabled - p.warning ELSE 0 END), 0) AS BIGINT)";

/// Pools that are counted: not those of a million seats or more that cost nothing.
const COUNTED: &str = "p.kind = 0 AND NOT (p.enabled >= 1000000 AND EXISTS (SELECT 1 FROM subscription s \
    WHERE s.customer_id = p.customer_id AND s.pool_id = p.pool_id AND s.price_minor = 0))";

fn seats(row: &Row, from: usize) -> Result<SeatSums, StoreError> {
    Ok(SeatSums {
        total: row.int(from)?,
        taken: row.int(from + 1)?,
        reserved: row.int(from + 2)?,
        expiring: row.int(from + 3)?,
        free: row.int(from + 4)?,
        over: row.int(from + 5)?,
    })
}

/// Customers whose users the partner may see (R-ROLE-17, R-CLOUD-2).
const ADMINISTERED: &str = "c.partner_id = $1 AND c.delegated = 1 AND c.cloud = 0";

/// By what a partner's customers are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CustomerSort {
    /// By name.
    #[default]
    Name,
    /// By domain.
    Domain,
    /// By the number of active users.
    Users,
}

/// Which of a partner's customers.
#[derive(Clone, Debug, Default)]
pub struct CustomerQuery {
    /// Folded text to find in name and domain.
    pub search: String,
    /// Their order.
    pub sort: CustomerSort,
    /// Reversed.
    pub descending: bool,
    /// Where in the list.
    pub position: CustomerPosition,
    /// How many at most.
    pub take: i64,
}

/// Where in the list of customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CustomerPosition {
    /// The beginning.
    #[default]
    First,
    /// Right after this customer.
    After(Guid),
    /// Right before this customer.
    Before(Guid),
    /// The end.
    Last,
}

/// A page of a partner's customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomersFound {
    /// The customers in their order.
    pub lines: Vec<CustomerLine>,
    /// There are more before.
    pub more_before: bool,
    /// There are more after.
    pub more_after: bool,
    /// How many match.
    pub total: i64,
}

/// A customer in a partner's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerLine {
    /// Outside identity.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// Main domain.
    pub domain: String,
    /// Delegated administration.
    pub delegated: bool,
    /// Cloud.
    pub cloud: Cloud,
    /// Active users.
    pub users: i64,
    /// All seats.
    pub seats: SeatSums,
}

/// Totals over the customers of a partner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartnerTotals {
    /// Customers.
    pub customers: i64,
    /// Their active users.
    pub users: i64,
    /// Their seats.
    pub seats: SeatSums,
}

/// A product of a customer without a free seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TightPool {
    /// The customer's outside identity.
    pub customer: Guid,
    /// The customer's name.
    pub name: String,
    /// The product.
    pub product: ProductId,
    /// Seats there are.
    pub total: i64,
    /// Users who hold one.
    pub consumed: i64,
}

/// A subscription that has ended, or will end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingSubscription {
    /// The customer's outside identity.
    pub customer: Guid,
    /// The customer's name.
    pub name: String,
    /// The product.
    pub product: ProductId,
    /// Its state.
    pub status: Status,
    /// Seats it has.
    pub quantity: i64,
    /// End of its term.
    pub ends_at: i64,
}

/// An operation of late at one of a partner's customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentOperation {
    /// The customer's outside identity.
    pub customer: Guid,
    /// The customer's name.
    pub name: String,
    /// The customer's time zone.
    pub time_zone: String,
    /// Outside identity of the operation.
    pub operation: Guid,
    /// What kind.
    pub kind: String,
    /// Who, as in the audit.
    pub actor: String,
    /// Users for whom something changed.
    pub succeeded: i64,
    /// Users it concerns.
    pub users: i64,
    /// When admitted.
    pub created_at: i64,
}

impl Store {
    /// A page of a partner's customers with their seats, found by key, and how many match.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn partner_customers(
        &self,
        permit: &PartnerPermit,
        list: &CustomerQuery,
    ) -> Result<CustomersFound, StoreError> {
        let count = Query {
            sql: format!("SELECT count(*) FROM customer WHERE {MATCHING}").into(),
            params: params![permit.partner().0, contains(&list.search)],
        };
        let answers = self.read(vec![customers_query(permit, list), count]).await?;
        let rows = answers.first().map_or(&[][..], Vec::as_slice);
        let total = answers.get(1).and_then(|rows| rows.first()).map_or(Ok(0), |r| r.int(0))?;
        let mut lines = rows.iter().map(customer_line).collect::<Result<Vec<_>, _>>()?;
        let wanted = usize::try_from(list.take).unwrap_or(0);
        let more = lines.len() > wanted;
        lines.truncate(wanted);
        let backwards = list.position.backwards();
        if backwards {
            lines.reverse();
        }
        let begins = list.position == CustomerPosition::First;
        let ends = list.position == CustomerPosition::Last;
        Ok(CustomersFound {
            more_before: if backwards { more } else { !begins },
            more_after: if backwards { !ends } else { more },
            lines,
            total,
        })
    }

    /// Totals over all customers of a partner.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn partner_totals(&self, permit: &PartnerPermit) -> Result<PartnerTotals, StoreError> {
        let people = Query::new(
            "SELECT count(*), CAST(coalesce(sum(users_active), 0) AS BIGINT) FROM customer WHERE partner_id = $1",
            params![permit.partner().0],
        );
        let sql = format!(
            "SELECT {SEATS} FROM customer c JOIN pool p ON p.customer_id = c.customer_id AND {COUNTED} \
             WHERE c.partner_id = $1"
        );
        let all = Query { sql: sql.into(), params: params![permit.partner().0] };
        let answers = self.read(vec![people, all]).await?;
        let row = |n: usize| answers.get(n).and_then(|rows| rows.first());
        let (customers, users) =
            row(0).map_or(Ok((0, 0)), |r| Ok::<_, StoreError>((r.int(0)?, r.int(1)?)))?;
        let seats = row(1).map(|r| seats(r, 0)).transpose()?.unwrap_or_default();
        Ok(PartnerTotals { customers, users, seats })
    }

    /// The seats of one customer together.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn seat_sums(&self, permit: &Permit) -> Result<SeatSums, StoreError> {
        let sql = format!("SELECT {SEATS} FROM pool p WHERE p.customer_id = $1 AND {COUNTED}");
        let rows = self.read_one(Query { sql: sql.into(), params: params![permit.customer().0] }).await?;
        rows.first().map_or(Ok(SeatSums::default()), |r| seats(r, 0))
    }

    /// Products without a free seat at customers that the partner administers, the greatest shortage first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn tight_pools(&self, permit: &PartnerPermit, take: i64) -> Result<Vec<TightPool>, StoreError> {
        let sql = format!(
            "SELECT c.guid, c.name, p.product_id, p.enabled + p.warning, p.consumed \
             FROM customer c JOIN pool p ON p.customer_id = c.customer_id AND p.kind = 0 \
             WHERE {ADMINISTERED} AND p.consumed > 0 AND p.consumed + p.reserved >= p.enabled + p.warning \
             ORDER BY p.consumed - p.enabled - p.warning DESC, p.consumed DESC, c.sort_key, p.product_id LIMIT $2"
        );
        let query = Query { sql: sql.into(), params: params![permit.partner().0, take] };
        self.read_one(query).await?.iter().map(tight_pool).collect()
    }

    /// Subscriptions of a partner's customers that have ended, or end before `until` without being renewed; the
    /// first one first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn ending_subscriptions(
        &self,
        permit: &PartnerPermit,
        until: i64,
        take: i64,
    ) -> Result<Vec<EndingSubscription>, StoreError> {
        let sql = "SELECT c.guid, c.name, s.product_id, s.status, s.quantity, s.ends_at \
                   FROM customer c JOIN subscription s ON s.customer_id = c.customer_id \
                   WHERE c.partner_id = $1 AND (s.status IN (3, 4, 5) \
                   OR (s.status = 2 AND s.recurring = 0 AND s.ends_at <= $2)) \
                   ORDER BY s.ends_at, c.sort_key, s.subscription_id LIMIT $3";
        let rows = self.read_one(Query::new(sql, params![permit.partner().0, until, take])).await?;
        rows.iter().map(ending).collect()
    }

    /// How many active users without a usage location each customer has that the partner administers; those
    /// without any are left out, the greatest number comes first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn unlocated_by_customer(
        &self,
        permit: &PartnerPermit,
    ) -> Result<Vec<(Guid, String, i64)>, StoreError> {
        let sql = format!(
            "SELECT c.guid, c.name, (SELECT count(*) FROM users u WHERE u.customer_id = c.customer_id \
             AND u.state = 0 AND u.location IS NULL) FROM customer c WHERE {ADMINISTERED} ORDER BY c.sort_key"
        );
        let rows = self.read_one(Query { sql: sql.into(), params: params![permit.partner().0] }).await?;
        let line = |r: &Row| Ok::<_, StoreError>((guid(&r.text(0)?)?, r.text(1)?, r.int(2)?));
        let mut lines = rows.iter().map(line).collect::<Result<Vec<_>, _>>()?;
        lines.retain(|(_, _, users)| *users > 0);
        lines.sort_by_key(|(_, _, users)| std::cmp::Reverse(*users));
        Ok(lines)
    }

    /// How many active users of a customer have no usage location.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn unlocated(&self, permit: &Permit) -> Result<i64, StoreError> {
        let sql =
            "SELECT count(*) FROM users u WHERE u.customer_id = $1 AND u.state = 0 AND u.location IS NULL";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0])).await?;
        rows.first().map_or(Ok(0), |r| r.int(0))
    }

    /// The latest operations at the customers that a partner administers, newest first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn recent_operations(
        &self,
        permit: &PartnerPermit,
        take: i64,
    ) -> Result<Vec<RecentOperation>, StoreError> {
        // The newest of each customer, by its key, so that a long history costs nothing.
        let sql = format!(
            "SELECT c.guid, c.name, c.time_zone, o.guid, o.kind, o.actor, o.succeeded, o.users_total, o.created_at \
             FROM customer c JOIN operation o ON o.customer_id = c.customer_id AND o.operation_id IN \
             (SELECT x.operation_id FROM operation x WHERE x.customer_id = c.customer_id \
              ORDER BY x.operation_id DESC LIMIT $2) \
             WHERE {ADMINISTERED} ORDER BY o.operation_id DESC LIMIT $2"
        );
        let query = Query { sql: sql.into(), params: params![permit.partner().0, take] };
        self.read_one(query).await?.iter().map(recent).collect()
    }

    /// Names of people of an organisation, for sentences about who did something.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn names_of(
        &self,
        home: CustomerId,
        people: &[UserId],
    ) -> Result<Vec<(UserId, String)>, StoreError> {
        let sql = "SELECT u.user_id, u.display_name FROM users u WHERE u.customer_id = $1 AND u.user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))";
        let query = Query::new(sql, params![home.0, id_list(people.iter().map(|u| u.0))]);
        self.read_one(query).await?.iter().map(|r| Ok((UserId(r.int(0)?), r.text(1)?))).collect()
    }

    /// Which of these outside identities belong to deleted users of the customer, in the order of names.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn deleted_ids_of_guids(
        &self,
        permit: &Permit,
        guids: &[Guid],
    ) -> Result<Vec<UserId>, StoreError> {
        let list: Vec<String> = guids.iter().map(|g| format!("\"{g}\"")).collect();
        let sql = "SELECT u.user_id FROM json_each(CAST($2 AS TEXT)) j CROSS JOIN users u \
                   WHERE u.customer_id = $1 AND u.guid = j.value AND (u.state = 1 OR (u.state = 0 AND EXISTS \
                   (SELECT 1 FROM handover h WHERE h.customer_id = u.customer_id AND h.user_id = u.user_id \
                   AND h.workload = 0))) ORDER BY u.sort_key, u.user_id";
        let query = Query::new(sql, params![permit.customer().0, format!("[{}]", list.join(","))]);
        self.read_one(query).await?.iter().map(|r| r.int(0).map(UserId)).collect()
    }
}

/// Which customers of the partner match.
const MATCHING: &str = "partner_id = $1 AND search LIKE $2 ESCAPE '\\'";

impl CustomerPosition {
    /// The page is read from its end.
    fn backwards(self) -> bool {
        matches!(self, Self::Before(_) | Self::Last)
    }
}

/// A page and one more, in the direction in which it is read.
fn customers_query(permit: &PartnerPermit, list: &CustomerQuery) -> Query {
    let (way, than) = if list.descending == list.position.backwards() { ("ASC", ">") } else { ("DESC", "<") };
    let key = match list.sort {
        CustomerSort::Name => "sort_key",
        CustomerSort::Domain => "domain",
        CustomerSort::Users => "users_active",
    };
    let mut params = params![permit.partner().0, contains(&list.search), list.take + 1];
    let place = match list.position {
        CustomerPosition::After(guid) | CustomerPosition::Before(guid) => {
            params.push(guid.to_string().into());
            format!(
                "AND ({key}, customer_id) {than} (SELECT k.{key}, k.customer_id FROM customer k \
                 WHERE k.partner_id = $1 AND k.guid = $4)"
            )
        }
        CustomerPosition::First | CustomerPosition::Last => String::new(),
    };
    let columns = "customer_id, guid, name, domain, delegated, cloud, users_active, sort_key";
    let sql = format!(
        "SELECT c.guid, c.name, c.domain, c.delegated, c.cloud, c.users_active, {SEATS} \
         FROM (SELECT {columns} FROM customer WHERE {MATCHING} {place} \
               ORDER BY {key} {way}, customer_id {way} LIMIT $3) c \
         LEFT JOIN pool p ON p.customer_id = c.customer_id AND {COUNTED} \
         GROUP BY c.customer_id, c.guid, c.name, c.domain, c.delegated, c.cloud, c.users_active, c.sort_key \
         ORDER BY c.{key} {way}, c.customer_id {way}"
    );
    Query { sql: sql.into(), params }
}

fn customer_line(row: &Row) -> Result<CustomerLine, StoreError> {
    Ok(CustomerLine {
        guid: guid(&row.text(0)?)?,
        name: row.text(1)?,
        domain: row.text(2)?,
        delegated: row.flag(3)?,
        cloud: encode::cloud(row.int(4)?)?,
        users: row.int(5)?,
        seats: seats(row, 6)?,
    })
}

fn tight_pool(row: &Row) -> Result<TightPool, StoreError> {
    Ok(TightPool {
        customer: guid(&row.text(0)?)?,
        name: row.text(1)?,
        product: ProductId(row.int(2)?),
        total: row.int(3)?,
        consumed: row.int(4)?,
    })
}

fn ending(row: &Row) -> Result<EndingSubscription, StoreError> {
    Ok(EndingSubscription {
        customer: guid(&row.text(0)?)?,
        name: row.text(1)?,
        product: ProductId(row.int(2)?),
        status: encode::status(row.int(3)?)?,
        quantity: row.int(4)?,
        ends_at: row.int(5)?,
    })
}

fn recent(row: &Row) -> Result<RecentOperation, StoreError> {
    Ok(RecentOperation {
        customer: guid(&row.text(0)?)?,
        name: row.text(1)?,
        time_zone: row.text(2)?,
        operation: guid(&row.text(3)?)?,
        kind: row.text(4)?,
        actor: row.text(5)?,
        succeeded: row.int(6)?,
        users: row.int(7)?,
        created_at: row.int(8)?,
    })
}
