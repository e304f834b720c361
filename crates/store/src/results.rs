//! What pages of results need beside the lines themselves: refusals by reason with some of their users, the answers
//! for whole accounts, clocks that still run, and the operations behind audit records. It only reads.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::catalogue::Workload;
use cupo_domain::decision::Verdict;
use cupo_domain::ids::{Guid, OperationId, ProductId, UserId};
use cupo_domain::refusal::Refusal;

use crate::encode;
use crate::error::StoreError;
use crate::operations::OutcomeList;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, Value, id_list};

/// A user as a result names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Internal key.
    pub user: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Name.
    pub display_name: String,
    /// Sign-in name.
    pub sign_in: String,
}

/// The answer for a whole account: deleted or restored, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountAnswer {
    /// Who.
    pub user: Named,
    /// Place in the order of the selection.
    pub position: i64,
    /// `deleted` or `restored`; empty when refused.
    pub effect: String,
    /// Code of the refusal; empty when done.
    pub code: String,
}

/// Refusals of one product for the same reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalGroup {
    /// The product; 0 for a whole account.
    pub product: ProductId,
    /// The code.
    pub code: String,
    /// The reasons as stored, to find the users again; empty for any reasons.
    pub detail: String,
    /// The reasons with what would help; without a reason for a whole account.
    pub refusal: Refusal,
    /// How many.
    pub count: i64,
}

/// Clocks of one kind of data that an operation started and that still run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationClock {
    /// Which data.
    pub workload: Workload,
    /// The first of their ends.
    pub due_at: i64,
    /// Whether data is erased then.
    pub loses_data: bool,
    /// How many users.
    pub count: i64,
}

fn named(row: &Row) -> Result<Named, StoreError> {
    Ok(Named {
        user: UserId(row.int(0)?),
        // A purged user has no row any more; the place stays.
        guid: guid(&row.text(1)?).unwrap_or_default(),
        display_name: row.text(2)?,
        sign_in: row.text(3)?,
    })
}

impl Store {
    /// The answers of an operation on accounts, in the order of the selection; the list's product does not matter.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn account_answers(
        &self,
        permit: &Permit,
        operation: OperationId,
        list: &OutcomeList,
    ) -> Result<Vec<AccountAnswer>, StoreError> {
        let mut params: Vec<Value> = params![permit.customer().0, operation.0];
        let mut sql = String::from(
            "SELECT o.user_id, coalesce(u.guid, ''), coalesce(u.display_name, ''), coalesce(u.sign_in, ''), \
             o.position, o.effect, o.code FROM outcome o \
             LEFT JOIN users u ON u.customer_id = o.customer_id AND u.user_id = o.user_id \
             WHERE o.customer_id = $1 AND o.operation_id = $2",
        );
        let mut and = |column: &str, value: Value| {
            params.push(value);
            sql.push_str(&format!(" AND {column} ${}", params.len()));
        };
        if let Some(verdict) = list.verdict {
            and("o.verdict =", verdict.into());
        }
        if let Some(code) = &list.code {
            and("o.code =", code.as_str().into());
        }
        match (list.before, list.after) {
            (Some((position, _)), _) => and("o.position <", position.into()),
            (None, Some((position, _))) => and("o.position >", position.into()),
            (None, None) => {}
        }
        let down = list.before.is_some();
        params.push(list.take.into());
        let order = if down { " DESC" } else { "" };
        sql.push_str(&format!(" ORDER BY o.position{order}, o.pool_id{order} LIMIT ${}", params.len()));
        let rows = self.read_one(Query { sql: sql.into(), params }).await?;
        let read = |r: &Row| {
            let (position, effect, code) = (r.int(4)?, r.text(5)?, r.text(6)?);
            Ok(AccountAnswer { user: named(r)?, position, effect, code })
        };
        let mut found = rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        if down {
            found.reverse();
        }
        Ok(found)
    }

    /// Refusals of an operation by product and reasons, the most frequent first.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn refusal_groups(
        &self,
        permit: &Permit,
        operation: OperationId,
        take: i64,
    ) -> Result<Vec<RefusalGroup>, StoreError> {
        let sql = "SELECT coalesce(p.product_id, 0), o.code, o.detail, count(*) FROM outcome o \
                   LEFT JOIN pool p ON p.customer_id = o.customer_id AND p.pool_id = o.pool_id \
                   WHERE o.customer_id = $1 AND o.operation_id = $2 AND o.verdict = 3 \
                   GROUP BY coalesce(p.product_id, 0), o.code, o.detail ORDER BY 4 DESC, 1, 2, 3 LIMIT $3";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0, take])).await?;
        let read = |r: &Row| {
            let (product, detail) = (ProductId(r.int(0)?), r.text(2)?);
            let refusal = match encode::verdict(3, "", product, &detail)? {
                Verdict::Refused(refusal) => refusal,
                _ => return Err(StoreError::Corrupt(format!("`{detail}` is no refusal"))),
            };
            Ok(RefusalGroup { product, code: r.text(1)?, detail, refusal, count: r.int(3)? })
        };
        rows.iter().map(read).collect()
    }

    /// The first users of each group, in the order of the selection.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn refused_users(
        &self,
        permit: &Permit,
        operation: OperationId,
        groups: &[RefusalGroup],
        take: i64,
    ) -> Result<Vec<Vec<Named>>, StoreError> {
        let sql = "SELECT o.user_id, coalesce(u.guid, ''), coalesce(u.display_name, ''), coalesce(u.sign_in, '') \
                   FROM outcome o \
                   LEFT JOIN users u ON u.customer_id = o.customer_id AND u.user_id = o.user_id \
                   LEFT JOIN pool p ON p.customer_id = o.customer_id AND p.pool_id = o.pool_id \
                   WHERE o.customer_id = $1 AND o.operation_id = $2 AND o.verdict = 3 AND o.code = $3 \
                   AND CAST($4 AS TEXT) IN ('', o.detail) AND coalesce(p.product_id, 0) = $5 ORDER BY o.position, o.pool_id LIMIT $6";
        let query = |group: &RefusalGroup| {
            let keys = params![
                permit.customer().0,
                operation.0,
                group.code.as_str(),
                group.detail.as_str(),
                group.product.0,
                take,
            ];
            Query::new(sql, keys)
        };
        let answers = self.read(groups.iter().map(query).collect()).await?;
        answers.iter().map(|rows| rows.iter().map(named).collect()).collect()
    }

    /// Clocks that an operation started and that still run, by kind of data.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn operation_clocks(
        &self,
        permit: &Permit,
        operation: OperationId,
    ) -> Result<Vec<OperationClock>, StoreError> {
        let sql = "SELECT workload, loses_data, min(due_at), count(*) FROM data_clock \
                   WHERE customer_id = $1 AND operation_id = $2 GROUP BY workload, loses_data \
                   ORDER BY loses_data DESC, workload";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0])).await?;
        let read = |r: &Row| {
            Ok(OperationClock {
                workload: encode::workload(r.int(0)?)?,
                loses_data: r.flag(1)?,
                due_at: r.int(2)?,
                count: r.int(3)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The outside identities of some operations.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn operation_guids(
        &self,
        permit: &Permit,
        ids: &[OperationId],
    ) -> Result<BTreeMap<OperationId, Guid>, StoreError> {
        let sql = "SELECT operation_id, guid FROM operation WHERE customer_id = $1 AND operation_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($2 AS TEXT)))";
        let list = id_list(ids.iter().map(|o| o.0));
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, list])).await?;
        rows.iter().map(|r| Ok((OperationId(r.int(0)?), guid(&r.text(1)?)?))).collect()
    }
}
