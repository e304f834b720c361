//! Something that is wrong, as a sentence with the names that people know. It never looks for anything itself.

use super::questions::Question;
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Query, Row, Value};

/// What a column of an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    User,
    Pool,
    Product,
    Operation,
    Subscription,
    Partner,
    Figure(&'static str),
    Text(&'static str),
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) what: &'static str,
    pub(super) remedy: &'static str,
    pub(super) customer: i64,
    pub(super) parts: Vec<(Column, Value)>,
}

impl Finding {
    /// A row of a question whose answer should have been empty; its first column is the customer.
    pub(super) fn of(question: &Question, row: &Row) -> Result<Self, StoreError> {
        let values = row.0.iter().skip(1).cloned();
        Ok(Self {
            what: question.what,
            remedy: question.remedy,
            customer: row.int(0)?,
            parts: question.columns.iter().copied().zip(values).collect(),
        })
    }

    /// What is wrong, where, with which figures, and what to do.
    pub(super) async fn sentence(&self, store: &Store) -> Result<String, StoreError> {
        let mut queries =
            vec![Query::new("SELECT domain FROM customer WHERE customer_id = $1", params![self.customer])];
        queries.extend(self.parts.iter().filter_map(|(column, value)| self.name_of(*column, value)));
        let mut names = store.read(queries).await?.into_iter();
        let mut name = || -> Option<String> { names.next()?.first()?.text(0).ok() };
        let mut text = format!("{}: customer {}", self.what, known(self.customer, name()));
        for (column, value) in &self.parts {
            let number = match value {
                Value::Int(number) => *number,
                _ => 0,
            };
            let part = match column {
                Column::User => format!("user {}", known(number, name())),
                Column::Pool => format!("pool {}", known(number, name())),
                Column::Product => format!("product {}", known(number, name())),
                Column::Operation => format!("operation {}", known(number, name())),
                Column::Subscription => format!("subscription {}", known(number, name())),
                Column::Partner => format!("partner {}", known(number, name())),
                Column::Figure(label) => format!("{label} {}", plain(value)),
                Column::Text(label) => format!("{label} `{}`", plain(value)),
            };
            text.push_str(&format!(", {part}"));
        }
        Ok(format!("{text}. {}", self.remedy))
    }

    /// The question for the name of what a column holds; none for figures.
    fn name_of(&self, column: Column, value: &Value) -> Option<Query> {
        let sql = match column {
            Column::User => "SELECT sign_in FROM users WHERE customer_id = $1 AND user_id = $2",
            Column::Pool => {
                "SELECT d.part_number FROM pool p JOIN product d ON d.product_id = p.product_id \
                 WHERE p.customer_id = $1 AND p.pool_id = $2"
            }
            Column::Operation => "SELECT guid FROM operation WHERE customer_id = $1 AND operation_id = $2",
            Column::Subscription => {
                "SELECT guid FROM subscription WHERE customer_id = $1 AND subscription_id = $2"
            }
            Column::Product => {
                return Some(Query {
                    sql: "SELECT part_number FROM product WHERE product_id = $1".into(),
                    params: vec![value.clone()],
                });
            }
            Column::Partner => {
                return Some(Query {
                    sql: "SELECT domain FROM customer WHERE customer_id = $1".into(),
                    params: vec![value.clone()],
                });
            }
            Column::Figure(_) | Column::Text(_) => return None,
        };
        Some(Query { sql: sql.into(), params: vec![self.customer.into(), value.clone()] })
    }
}

fn known(number: i64, name: Option<String>) -> String {
    name.map_or_else(|| number.to_string(), |name| format!("{name} ({number})"))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Text(_) | Value::Shared(_) | Value::Word(_) => value.as_text().to_owned(),
        Value::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}
