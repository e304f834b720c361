//! What is left of people who are deleted: one person's data with all that is known of it, inactive mailboxes page by
//! page, mailboxes by address, and the statements that move, take and note. The rules are the domain's.

use cupo_domain::access::Permit;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{CustomerId, Guid, UserId};
use cupo_domain::retention::DataClock;
use cupo_domain::time::Instant;

use crate::commit::Belongs;
use crate::due::{HELD, NEVER, data_clock};
use crate::encode;
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, Statement, Value};

/// One kind of a person's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftData {
    /// Whose.
    pub user: UserId,
    /// Outside identity, which is the mailbox's too (R-MAIL-14).
    pub guid: Guid,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// 0 active, 1 deleted, 2 purged.
    pub state: i64,
    /// When the person was deleted.
    pub deleted_at: Option<i64>,
    /// Its clock; none when it is gone, or nothing happened to it.
    pub clock: Option<DataClock>,
    /// A hold covers it.
    pub held: bool,
    /// Who reaches it, and when that person is reminded of its end.
    pub heir: Option<(UserId, Option<Instant>)>,
    /// An archive beside the mailbox grows by itself.
    pub growing: bool,
    /// When a copy was asked for, and when it was taken.
    pub export: Option<(Instant, Option<Instant>)>,
}

/// Which inactive mailboxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailboxPosition {
    /// The first ones.
    #[default]
    First,
    /// The last ones.
    Last,
    /// Those that follow this person's.
    After(UserId),
    /// Those before, next to it.
    Before(UserId),
}

/// The columns of [`LeftData`] of the users `u` with the clocks `d`.
const LEFT: &str = "u.user_id, u.guid, u.display_name, u.sign_in, u.state, u.deleted_at, h.heir_id, h.remind_at, \
    HELD, coalesce(d.workload, -1), coalesce(d.started_at, 0), coalesce(d.due_at, 0), coalesce(d.reason, ''), \
    coalesce(d.stage, 0), CASE WHEN g.user_id IS NULL THEN 0 ELSE 1 END, e.asked_at, e.taken_at";

const BESIDE: &str = "LEFT JOIN handover h ON h.customer_id = u.customer_id AND h.user_id = u.user_id \
    AND h.workload = $2 LEFT JOIN growing_archive g ON g.customer_id = u.customer_id AND g.user_id = u.user_id \
    LEFT JOIN data_export e ON e.customer_id = u.customer_id AND e.user_id = u.user_id AND e.workload = $2";

const CLOCK: &str =
    "data_clock d ON d.customer_id = u.customer_id AND d.user_id = u.user_id AND d.workload = $2";

/// Which mailboxes are inactive: a hold keeps them, or kept them until lately (R-MAIL-6, R-MAIL-9).
const INACTIVE: &str = "u.state > 0 AND (d.stage = 2 OR d.reason = 'holds-released' OR HELD = 1)";

fn left(row: &Row) -> Result<LeftData, StoreError> {
    let remind = row.int_or_null(7)?.map(Instant);
    let taken = row.int_or_null(16)?.map(Instant);
    Ok(LeftData {
        user: UserId(row.int(0)?),
        guid: guid(&row.text(1)?)?,
        name: row.text(2)?,
        sign_in: row.text(3)?,
        state: row.int(4)?,
        deleted_at: row.int_or_null(5)?,
        heir: row.int_or_null(6)?.map(|heir| (UserId(heir), remind)),
        held: row.flag(8)?,
        clock: if row.int(9)? < 0 { None } else { Some(data_clock(row, 9)?) },
        growing: row.flag(14)?,
        export: row.int_or_null(15)?.map(|asked| (Instant(asked), taken)),
    })
}

fn query(sql: &str, params: Vec<Value>) -> Query {
    Query { sql: sql.replace("HELD", HELD).into(), params }
}

/// The statement that puts data on a clock.
#[must_use]
pub fn put_clock(to: Belongs<'_>, user: UserId, it: &DataClock) -> Statement {
    Statement::exactly(
        1,
        "INSERT INTO data_clock (customer_id, user_id, workload, started_at, due_at, loses_data, reason, \
         operation_id, stage) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8)",
        params![
            to.permit.customer().0,
            user.0,
            encode::workload_number(it.workload),
            it.started.0,
            it.due.map_or(NEVER, |due| due.0),
            it.trigger.key(),
            to.operation.0,
            encode::stage_number(it.stage),
        ],
    )
}

/// The statements that give what belongs to a mailbox to another person: its holds, its archive, and what is known of it.
#[must_use]
pub fn move_mailbox(customer: CustomerId, from: UserId, to: UserId) -> [Statement; 3] {
    let both = params![customer.0, from.0, to.0];
    [
        Statement::any(
            "UPDATE hold SET user_id = $3 WHERE customer_id = $1 AND user_id = $2 AND workload = 0 \
             AND released_at IS NULL",
            both.clone(),
        ),
        Statement::any(
            "UPDATE data_clock SET user_id = $3 WHERE customer_id = $1 AND user_id = $2 AND workload = 1 \
             AND NOT EXISTS (SELECT 1 FROM data_clock o WHERE o.customer_id = $1 AND o.user_id = $3 AND o.workload = 1)",
            both.clone(),
        ),
        Statement::any(
            "DELETE FROM data_export WHERE customer_id = $1 AND user_id = $2 AND user_id <> $3 AND workload IN (0, 1)",
            both,
        ),
    ]
}

/// The statement that forgets who reaches a person's files.
#[must_use]
pub fn take_files_back(customer: CustomerId, user: UserId) -> Statement {
    Statement::exactly(
        1,
        "DELETE FROM handover WHERE customer_id = $1 AND user_id = $2 AND workload = 2",
        params![customer.0, user.0],
    )
}

/// The statement that says whether an archive grows by itself.
#[must_use]
pub fn set_growing(customer: CustomerId, user: UserId, grows: bool) -> Statement {
    let sql = if grows {
        "INSERT INTO growing_archive (customer_id, user_id) VALUES ($1, $2) ON CONFLICT (customer_id, user_id) DO NOTHING"
    } else {
        "DELETE FROM growing_archive WHERE customer_id = $1 AND user_id = $2"
    };
    Statement::any(sql, params![customer.0, user.0])
}

/// The statements that note a copy of data: asked for, taken, or neither.
#[must_use]
pub fn note_export(
    to: Belongs<'_>,
    (user, workload): (UserId, Workload),
    it: Option<(Instant, Option<Instant>)>,
) -> Vec<Statement> {
    let (customer, workload) = (to.permit.customer().0, encode::workload_number(workload));
    let forget = Statement::any(
        "DELETE FROM data_export WHERE customer_id = $1 AND user_id = $2 AND workload = $3",
        params![customer, user.0, workload],
    );
    let note = it.map(|(asked, taken)| {
        Statement::exactly(
            1,
            "INSERT INTO data_export (customer_id, user_id, workload, asked_at, taken_at, operation_id) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            params![customer, user.0, workload, asked.0, taken.map(|at| at.0), to.operation.0],
        )
    });
    [forget].into_iter().chain(note).collect()
}

impl Store {
    /// One kind of a person's data, also of one whose account is purged (R-RESTORE-7).
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn data_left(
        &self,
        permit: &Permit,
        person: Guid,
        workload: Workload,
    ) -> Result<Option<LeftData>, StoreError> {
        let sql = format!(
            "SELECT {LEFT} FROM users u LEFT JOIN {CLOCK} {BESIDE} WHERE u.customer_id = $1 AND u.guid = $3"
        );
        let params = params![permit.customer().0, encode::workload_number(workload), person.to_string()];
        self.read_one(query(&sql, params)).await?.first().map(left).transpose()
    }

    /// A page of the inactive mailboxes in the order of names.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn inactive_mailboxes(
        &self,
        permit: &Permit,
        position: MailboxPosition,
        take: i64,
    ) -> Result<Vec<LeftData>, StoreError> {
        let mut params = params![permit.customer().0, encode::workload_number(Workload::Mail), take];
        let back = matches!(position, MailboxPosition::Last | MailboxPosition::Before(_));
        let way = if back { "DESC" } else { "ASC" };
        let mut place = String::new();
        if let MailboxPosition::After(it) | MailboxPosition::Before(it) = position {
            let sign = if back { "<" } else { ">" };
            place = format!(
                " AND (u.sort_key, u.user_id) {sign} ((SELECT p.sort_key FROM users p WHERE p.customer_id = $1 \
                 AND p.user_id = $4), $4)"
            );
            params.extend(params![it.0]);
        }
        let sql = format!(
            "SELECT {LEFT} FROM data_clock d JOIN users u ON u.customer_id = d.customer_id AND u.user_id = d.user_id \
             {BESIDE} WHERE d.customer_id = $1 AND d.workload = $2 AND {INACTIVE}{place} \
             ORDER BY u.sort_key {way}, u.user_id {way} LIMIT $3"
        );
        let rows = self.read_one(query(&sql, params)).await?;
        let mut found: Vec<LeftData> = rows.iter().map(left).collect::<Result<_, _>>()?;
        if back {
            found.reverse();
        }
        Ok(found)
    }

    /// How many mailboxes are inactive.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn count_inactive_mailboxes(&self, permit: &Permit) -> Result<i64, StoreError> {
        let sql = format!(
            "SELECT count(*) FROM data_clock d JOIN users u ON u.customer_id = d.customer_id \
             AND u.user_id = d.user_id WHERE d.customer_id = $1 AND d.workload = 0 AND {INACTIVE}"
        );
        let rows = self.read_one(query(&sql, params![permit.customer().0])).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// Everybody who has or had this address, active people first: several mailboxes may share one (R-MAIL-14).
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn mailboxes_at(
        &self,
        permit: &Permit,
        address: &str,
        take: i64,
    ) -> Result<Vec<LeftData>, StoreError> {
        let sql = format!(
            "SELECT {LEFT} FROM users u LEFT JOIN {CLOCK} {BESIDE} WHERE u.customer_id = $1 AND u.user_id IN \
             (SELECT s.user_id FROM users s WHERE s.customer_id = $1 AND s.state IN (0, 1, 2) AND s.sign_in = $3 \
             UNION SELECT a.user_id FROM alias a WHERE a.customer_id = $1 AND a.address = $3) \
             ORDER BY u.state, u.user_id LIMIT $4"
        );
        let workload = encode::workload_number(Workload::Mail);
        let rows = self.read_one(query(&sql, params![permit.customer().0, workload, address, take])).await?;
        rows.iter().map(left).collect()
    }

    /// Those of these people whose archive grows by itself.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn grows(&self, permit: &Permit, user: UserId) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) FROM growing_archive WHERE customer_id = $1 AND user_id = $2";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, user.0])).await?;
        rows.first().map_or(Ok(false), |row| Ok(row.int(0)? > 0))
    }
}
