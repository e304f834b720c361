//! Requests for licenses: rows, and the statements that write, answer and forget them. Who may ask and what is answered is
//! the domain's.

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, Guid, ProductId, UserId};
use cupo_domain::requests::Answer;
use cupo_domain::time::Instant;

use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement, id_list};

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// Internal key; later requests have larger ones.
    pub id: i64,
    /// Outside identity.
    pub guid: Guid,
    /// For what.
    pub product: ProductId,
    /// Who asks.
    pub requester: UserId,
    /// The name of who asks; empty once nobody knows it.
    pub name: String,
    /// Why, in the person's words.
    pub note: String,
    /// When.
    pub created_at: i64,
    /// When the last person was answered; none while somebody waits.
    pub decided_at: Option<i64>,
}

/// A person of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestPerson {
    /// The request.
    pub request: i64,
    /// Who.
    pub user: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// What became of it.
    pub answer: Answer,
}

/// Which requests.
#[derive(Clone, Copy, Debug)]
pub struct RequestList {
    /// Those of this person alone.
    pub of: Option<UserId>,
    /// Those in which somebody waits.
    pub open: bool,
    /// Made since then.
    pub since: Instant,
    /// Older than this one.
    pub before: i64,
    /// At most so many.
    pub take: i64,
}

const REQUEST: Shape = Shape {
    table: "license_request",
    columns: &[
        ("customer_id", Kind::Int),
        ("request_id", Kind::Int),
        ("guid", Kind::Text),
        ("product_id", Kind::Int),
        ("requester_id", Kind::Int),
        ("note", Kind::Text),
        ("created_at", Kind::Int),
        ("decided_at", Kind::Int),
    ],
    on_conflict: "",
};

const PERSON: Shape = Shape {
    table: "license_request_person",
    columns: &[
        ("customer_id", Kind::Int),
        ("request_id", Kind::Int),
        ("user_id", Kind::Int),
        ("answer", Kind::Int),
    ],
    on_conflict: "",
};

fn answer_number(it: Answer) -> i64 {
    match it {
        Answer::Waiting => 0,
        Answer::Granted => 1,
        Answer::Refused => 2,
    }
}

fn answer_of(number: i64) -> Result<Answer, StoreError> {
    let found = Answer::ALL.iter().copied().find(|it| answer_number(*it) == number);
    found.ok_or_else(|| StoreError::Corrupt(format!("`{number}` is no answer")))
}

/// The statements that write a request with its people.
#[must_use]
pub fn ask(customer: CustomerId, it: &RequestRow, people: &[UserId]) -> Vec<Statement> {
    let row = params![
        customer.0,
        it.id,
        it.guid.to_string(),
        it.product.0,
        it.requester.0,
        it.note.as_str(),
        it.created_at,
        it.decided_at,
    ];
    let person = |user: &UserId| params![customer.0, it.id, user.0, answer_number(Answer::Waiting)];
    vec![
        Statement::insert(&REQUEST, vec![row]),
        Statement::insert(&PERSON, people.iter().map(person).collect()),
    ]
}

/// The statement that answers people, all of whom must wait.
#[must_use]
pub fn answer(customer: CustomerId, request: i64, people: &[UserId], answer: Answer) -> Statement {
    Statement::exactly(
        u64::try_from(people.len()).unwrap_or(u64::MAX),
        "UPDATE license_request_person SET answer = $3 WHERE customer_id = $1 AND request_id = $2 AND answer = 0 \
         AND user_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($4 AS TEXT)))",
        params![customer.0, request, answer_number(answer), id_list(people.iter().map(|user| user.0))],
    )
}

/// The statement that says that everybody of a request is answered.
#[must_use]
pub fn close(customer: CustomerId, request: i64, now: Instant) -> Statement {
    Statement::exactly(
        1,
        "UPDATE license_request SET decided_at = $3 WHERE customer_id = $1 AND request_id = $2 \
         AND decided_at IS NULL",
        params![customer.0, request, now.0],
    )
}

/// The statements that forget requests that were made before an instant.
#[must_use]
pub fn forget_requests(customer: CustomerId, before: Instant) -> Vec<Statement> {
    vec![
        Statement::any(
            "DELETE FROM license_request_person WHERE customer_id = $1 AND request_id IN \
             (SELECT request_id FROM license_request WHERE customer_id = $1 AND created_at < $2)",
            params![customer.0, before.0],
        ),
        Statement::any(
            "DELETE FROM license_request WHERE customer_id = $1 AND created_at < $2",
            params![customer.0, before.0],
        ),
    ]
}

const COLUMNS: &str = "r.request_id, r.guid, r.product_id, r.requester_id, COALESCE(u.display_name, ''), r.note, \
                       r.created_at, r.decided_at FROM license_request r LEFT JOIN users u \
                       ON u.customer_id = r.customer_id AND u.user_id = r.requester_id";

fn request(row: &Row) -> Result<RequestRow, StoreError> {
    Ok(RequestRow {
        id: row.int(0)?,
        guid: guid(&row.text(1)?)?,
        product: ProductId(row.int(2)?),
        requester: UserId(row.int(3)?),
        name: row.text(4)?,
        note: row.text(5)?,
        created_at: row.int(6)?,
        decided_at: row.int_or_null(7)?,
    })
}

impl Store {
    /// Requests, the newest first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn requests(&self, permit: &Permit, list: RequestList) -> Result<Vec<RequestRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} WHERE r.customer_id = $1 AND r.request_id < $2 AND r.created_at >= $3 \
             AND (CAST($4 AS BIGINT) = 0 OR r.requester_id = $4) \
             AND (CAST($5 AS BIGINT) = 0 OR r.decided_at IS NULL) ORDER BY r.request_id DESC LIMIT $6"
        );
        let params = params![
            permit.customer().0,
            list.before,
            list.since.0,
            list.of.map_or(0, |user| user.0),
            i64::from(list.open),
            list.take,
        ];
        self.read_one(Query { sql: sql.into(), params }).await?.iter().map(request).collect()
    }

    /// A request by outside identity.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn request(&self, permit: &Permit, it: Guid) -> Result<Option<RequestRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} WHERE r.customer_id = $1 AND r.guid = $2");
        let params = params![permit.customer().0, it.to_string()];
        self.read_one(Query { sql: sql.into(), params }).await?.first().map(request).transpose()
    }

    /// The people of requests who are still known, in the order of names.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn request_people(
        &self,
        permit: &Permit,
        requests: &[i64],
    ) -> Result<Vec<RequestPerson>, StoreError> {
        let sql = "SELECT p.request_id, p.user_id, u.guid, u.display_name, u.sign_in, p.answer \
                   FROM license_request_person p JOIN users u \
                   ON u.customer_id = p.customer_id AND u.user_id = p.user_id WHERE p.customer_id = $1 \
                   AND p.request_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT))) \
                   ORDER BY u.sort_key, u.user_id, p.request_id";
        let params = params![permit.customer().0, id_list(requests.iter().copied())];
        let rows = self.read_one(Query::new(sql, params)).await?;
        rows.iter()
            .map(|row| {
                Ok(RequestPerson {
                    request: row.int(0)?,
                    user: UserId(row.int(1)?),
                    guid: guid(&row.text(2)?)?,
                    name: row.text(3)?,
                    sign_in: row.text(4)?,
                    answer: answer_of(row.int(5)?)?,
                })
            })
            .collect()
    }

    /// Who waits for a product.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn waiting_for(
        &self,
        permit: &Permit,
        product: ProductId,
        since: Instant,
    ) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT p.user_id FROM license_request r JOIN license_request_person p \
                   ON p.customer_id = r.customer_id AND p.request_id = r.request_id \
                   WHERE r.customer_id = $1 AND r.product_id = $2 AND r.created_at >= $3 AND p.answer = 0 \
                   ORDER BY p.user_id";
        let params = params![permit.customer().0, product.0, since.0];
        self.read_one(Query::new(sql, params)).await?.iter().map(|row| row.int(0).map(UserId)).collect()
    }
}
