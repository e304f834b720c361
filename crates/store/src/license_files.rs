//! Files of licenses that were read and may be applied: which users they name, and what each of them shall have.
//! Nothing here knows what an edit says.

use cupo_domain::access::Permit;
use cupo_domain::ids::{CustomerId, FileId, OperationId, UserId};

use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Shape, Statement, id_list};

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Internal key.
    pub id: FileId,
    /// Its users shall have exactly what it says.
    pub exactly: bool,
    /// Users it does not name shall have nothing.
    pub others: bool,
    /// When read.
    pub created_at: i64,
    /// Distinct lists of edits, as text.
    pub forms: Vec<String>,
    /// Users with the place of their list among the forms.
    pub users: Vec<(UserId, i64)>,
}

/// What a file says about some users.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileEdits {
    /// Its users shall have exactly what it says.
    pub exactly: bool,
    /// The lists of edits that these users have, by place.
    pub forms: Vec<(i64, String)>,
    /// Users it names, with the place of their list.
    pub users: Vec<(UserId, i64)>,
}

const FORM: Shape = Shape {
    table: "license_file_form",
    columns: &[
        ("customer_id", Kind::Int),
        ("file_id", Kind::Int),
        ("form", Kind::Int),
        ("edits", Kind::Text),
    ],
    on_conflict: "",
};

const USER: Shape = Shape {
    table: "license_file_user",
    columns: &[
        ("customer_id", Kind::Int),
        ("file_id", Kind::Int),
        ("user_id", Kind::Int),
        ("form", Kind::Int),
    ],
    on_conflict: "",
};

/// The statement by which a running operation keeps the file that it works on.
#[must_use]
pub fn keep_file(customer: CustomerId, file: FileId, operation: OperationId) -> Statement {
    Statement::exactly(
        1,
        "UPDATE license_file SET operation_id = $3 WHERE customer_id = $1 AND file_id = $2",
        params![customer.0, file.0, operation.0],
    )
}

/// The files that `forget_files` is about.
macro_rules! forgotten {
    () => {
        "(SELECT l.file_id FROM license_file l WHERE l.customer_id = $1 AND l.created_at < $2 AND NOT EXISTS \
         (SELECT 1 FROM operation o WHERE o.customer_id = l.customer_id AND o.operation_id = l.operation_id \
         AND o.status = 0))"
    };
}

/// Files that nobody can apply any more and no running operation works on go, rows and all.
fn forget_files(customer: CustomerId, keep_from: i64) -> Vec<Statement> {
    let statement = |sql: &'static str| Statement::any(sql, params![customer.0, keep_from]);
    vec![
        statement(concat!(
            "DELETE FROM license_file_user WHERE customer_id = $1 AND file_id IN ",
            forgotten!()
        )),
        statement(concat!(
            "DELETE FROM license_file_form WHERE customer_id = $1 AND file_id IN ",
            forgotten!()
        )),
        statement(concat!("DELETE FROM license_file WHERE customer_id = $1 AND file_id IN ", forgotten!())),
    ]
}

impl Store {
    /// Keeps a file and forgets those read before `keep_from`.
    ///
    /// # Errors
    /// When the engine cannot write.
    pub async fn save_file(&self, permit: &Permit, it: FileRow, keep_from: i64) -> Result<(), StoreError> {
        let (customer, file) = (permit.customer(), it.id.0);
        let forms = (0_i64..).zip(it.forms).map(|(form, edits)| params![customer.0, file, form, edits]);
        let users = it.users.into_iter().map(|(user, form)| params![customer.0, file, user.0, form]);
        let mut statements = forget_files(customer, keep_from);
        statements.push(Statement::exactly(
            1,
            "INSERT INTO license_file (customer_id, file_id, exactly, others, created_at) VALUES ($1, $2, $3, $4, $5)",
            params![customer.0, file, it.exactly, it.others, it.created_at],
        ));
        statements.push(Statement::insert(&FORM, forms.collect()));
        statements.push(Statement::insert(&USER, users.collect()));
        self.note(statements).await
    }

    /// What a file says about some users; none when the file is gone.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn file_edits(
        &self,
        permit: &Permit,
        file: FileId,
        users: &[UserId],
    ) -> Result<Option<FileEdits>, StoreError> {
        let (customer, list) = (permit.customer().0, id_list(users.iter().map(|u| u.0)));
        let named = || params![customer, file.0, list.as_str()];
        let answers = self
            .read(vec![
                Query::new(
                    "SELECT exactly FROM license_file WHERE customer_id = $1 AND file_id = $2",
                    params![customer, file.0],
                ),
                Query::new(
                    "SELECT form, edits FROM license_file_form WHERE customer_id = $1 AND file_id = $2 AND form IN \
                     (SELECT f.form FROM license_file_user f WHERE f.customer_id = $1 AND f.file_id = $2 \
                     AND f.user_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT))))",
                    named(),
                ),
                Query::new(
                    "SELECT user_id, form FROM license_file_user WHERE customer_id = $1 AND file_id = $2 \
                     AND user_id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT)))",
                    named(),
                ),
            ])
            .await?;
        let rows = |n: usize| answers.get(n).map_or(&[][..], Vec::as_slice);
        let Some(exactly) = rows(0).first() else { return Ok(None) };
        Ok(Some(FileEdits {
            exactly: exactly.flag(0)?,
            forms: rows(1).iter().map(|r| Ok((r.int(0)?, r.text(1)?))).collect::<Result<_, StoreError>>()?,
            users: rows(2)
                .iter()
                .map(|r| Ok((UserId(r.int(0)?), r.int(1)?)))
                .collect::<Result<_, StoreError>>()?,
        }))
    }

    /// The users a file is about, in the order in which last seats are given (D-8): those it names, and, where it
    /// speaks for the others too, everybody who holds a direct license.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn file_users(&self, permit: &Permit, file: FileId) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT u.user_id FROM users u WHERE u.customer_id = $1 AND u.state < 2 AND u.user_id IN \
                   (SELECT f.user_id FROM license_file_user f WHERE f.customer_id = $1 AND f.file_id = $2 \
                   UNION SELECT s.user_id FROM source s JOIN license_file l ON l.customer_id = s.customer_id \
                   WHERE s.customer_id = $1 AND s.origin = 0 AND s.state < 3 AND l.file_id = $2 AND l.others = 1) \
                   ORDER BY u.sort_key, u.user_id";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, file.0])).await?;
        rows.iter().map(|r| r.int(0).map(UserId)).collect()
    }
}
