//! Outcomes of operations: a line for each user and pool, counts of them, and what an undo needs to know. Lines are
//! written by `commit` and `accounts`; here they are read.

use std::collections::BTreeMap;

use cupo_domain::access::Permit;
use cupo_domain::command::Target;
use cupo_domain::decision::{Direct, Verdict};
use cupo_domain::ids::{Guid, OperationId, PoolId, ProductId, UserId};

use crate::encode;
use crate::error::StoreError;
use crate::organisations::guid;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, Value, id_list};

/// A line of an operation's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeRow {
    /// The user.
    pub user: UserId,
    /// Outside identity.
    pub guid: Guid,
    /// Name.
    pub display_name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Pool.
    pub pool: PoolId,
    /// Product.
    pub product: ProductId,
    /// Place in the order of the selection.
    pub position: i64,
    /// The answer.
    pub verdict: Verdict,
    /// Direct license before.
    pub before: Direct,
    /// Direct license after.
    pub after: Direct,
}

/// Which outcomes of an operation.
#[derive(Clone, Debug, Default)]
pub struct OutcomeList {
    /// 0 done, 1 unchanged, 2 kept, 3 refused.
    pub verdict: Option<i64>,
    /// Only refusals with this code.
    pub code: Option<String>,
    /// Only this product.
    pub product: Option<ProductId>,
    /// After this place and pool.
    pub after: Option<(i64, i64)>,
    /// Right before this place and pool instead.
    pub before: Option<(i64, i64)>,
    /// How many.
    pub take: i64,
}

/// How many outcomes share a product, a verdict, an effect and a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeCount {
    /// Product.
    pub product: ProductId,
    /// 0 done, 1 unchanged, 2 kept, 3 refused.
    pub verdict: i64,
    /// Effect or reason of keeping.
    pub effect: String,
    /// Code of the refusal.
    pub code: String,
    /// How many.
    pub count: i64,
}

impl Store {
    /// Lines of an operation's result in the order of the selection.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn outcomes(
        &self,
        permit: &Permit,
        operation: OperationId,
        list: &OutcomeList,
    ) -> Result<Vec<OutcomeRow>, StoreError> {
        let mut params: Vec<Value> = params![permit.customer().0, operation.0];
        let mut sql = String::from(
            "SELECT o.user_id, coalesce(u.guid, ''), coalesce(u.display_name, ''), coalesce(u.sign_in, ''), \
             o.pool_id, coalesce(p.product_id, 0), o.position, o.verdict, o.effect, o.detail, o.before_held, \
             o.after_held FROM outcome o \
             LEFT JOIN users u ON u.customer_id = o.customer_id AND u.user_id = o.user_id \
             LEFT JOIN pool p ON p.customer_id = o.customer_id AND p.pool_id = o.pool_id \
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
        if let Some(product) = list.product {
            and("p.product_id =", product.0.into());
        }
        let down = list.before.is_some();
        if let Some((position, pool)) = list.before.or(list.after) {
            params.push(position.into());
            params.push(pool.into());
            let (n, than) = (params.len(), if down { "<" } else { ">" });
            sql.push_str(&format!(" AND (o.position, o.pool_id) {than} (${}, ${n})", n - 1));
        }
        params.push(list.take.into());
        let order = if down { " DESC" } else { "" };
        sql.push_str(&format!(" ORDER BY o.position{order}, o.pool_id{order} LIMIT ${}", params.len()));
        let rows = self.read_one(Query { sql: sql.into(), params }).await?;
        let mut found = rows.iter().map(outcome).collect::<Result<Vec<_>, _>>()?;
        if down {
            found.reverse();
        }
        Ok(found)
    }

    /// Counts of an operation's outcomes by product, verdict and code.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn outcome_counts(
        &self,
        permit: &Permit,
        operation: OperationId,
    ) -> Result<Vec<OutcomeCount>, StoreError> {
        let sql = "SELECT coalesce(p.product_id, 0), o.verdict, o.effect, o.code, count(*) FROM outcome o \
                   LEFT JOIN pool p ON p.customer_id = o.customer_id AND p.pool_id = o.pool_id \
                   WHERE o.customer_id = $1 AND o.operation_id = $2 \
                   GROUP BY coalesce(p.product_id, 0), o.verdict, o.effect, o.code \
                   ORDER BY 1, 2, 3, 4";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0])).await?;
        rows.iter()
            .map(|r| {
                Ok(OutcomeCount {
                    product: ProductId(r.int(0)?),
                    verdict: r.int(1)?,
                    effect: r.text(2)?,
                    code: r.text(3)?,
                    count: r.int(4)?,
                })
            })
            .collect()
    }

    /// The users an operation changed something for, in the order of the selection.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn changed_users(
        &self,
        permit: &Permit,
        operation: OperationId,
    ) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT user_id, min(position) FROM outcome WHERE customer_id = $1 AND operation_id = $2 \
                   AND verdict = 0 GROUP BY user_id ORDER BY 2, 1";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0])).await?;
        rows.iter().map(|r| r.int(0).map(UserId)).collect()
    }

    /// The users an operation has a line about, in the order of the selection.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn told_users(
        &self,
        permit: &Permit,
        operation: OperationId,
    ) -> Result<Vec<UserId>, StoreError> {
        let sql = "SELECT user_id, min(position) FROM outcome WHERE customer_id = $1 AND operation_id = $2 \
                   GROUP BY user_id ORDER BY 2, 1";
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0])).await?;
        rows.iter().map(|r| r.int(0).map(UserId)).collect()
    }

    /// Where the licenses of these users have to go back to, to undo an operation.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn undo_targets(
        &self,
        permit: &Permit,
        operation: OperationId,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, Vec<Target>>, StoreError> {
        let sql = "SELECT o.user_id, o.pool_id, p.product_id, o.before_held, o.after_held FROM outcome o \
                   JOIN pool p ON p.customer_id = o.customer_id AND p.pool_id = o.pool_id \
                   WHERE o.customer_id = $1 AND o.operation_id = $2 AND o.verdict = 0 AND o.user_id IN \
                   (SELECT CAST(value AS BIGINT) FROM json_each(CAST($3 AS TEXT))) ORDER BY o.user_id, o.pool_id";
        let list = id_list(users.iter().map(|u| u.0));
        let rows = self.read_one(Query::new(sql, params![permit.customer().0, operation.0, list])).await?;
        let mut targets: BTreeMap<UserId, Vec<Target>> = BTreeMap::new();
        for row in &rows {
            targets.entry(UserId(row.int(0)?)).or_default().push(Target {
                pool: PoolId(row.int(1)?),
                product: ProductId(row.int(2)?),
                wanted: encode::direct(row.text_or_null(3)?.as_deref())?,
                expected: encode::direct(row.text_or_null(4)?.as_deref())?,
            });
        }
        Ok(targets)
    }
}

fn outcome(row: &Row) -> Result<OutcomeRow, StoreError> {
    let product = ProductId(row.int(5)?);
    Ok(OutcomeRow {
        user: UserId(row.int(0)?),
        guid: guid(&row.text(1)?).unwrap_or_default(),
        display_name: row.text(2)?,
        sign_in: row.text(3)?,
        pool: PoolId(row.int(4)?),
        product,
        position: row.int(6)?,
        verdict: encode::verdict(row.int(7)?, &row.text(8)?, product, &row.text(9)?)?,
        before: encode::direct(row.text_or_null(10)?.as_deref())?,
        after: encode::direct(row.text_or_null(11)?.as_deref())?,
    })
}
