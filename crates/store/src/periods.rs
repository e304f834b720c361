//! How long the states of a subscription last at this installation, where that differs from the seeded table. What the
//! durations mean is the domain's.

use cupo_domain::lifecycle::{PeriodRow, Periods};
use cupo_domain::subscription::Term;

use crate::encode;
use crate::error::StoreError;
use crate::params;
use crate::store::Store;
use crate::value::{Kind, Query, Shape, Statement};

const PERIOD: Shape = Shape {
    table: "life_period",
    columns: &[
        ("agreement", Kind::Int),
        ("term", Kind::Text),
        ("product_id", Kind::Int),
        ("expired_days", Kind::Int),
        ("disabled_days", Kind::Int),
        ("suspended_days", Kind::Int),
        ("suspended_days_max", Kind::Int),
    ],
    on_conflict: "",
};

/// The statements that put other durations in the place of those there are. What was due under the old ones is looked
/// at again.
#[must_use]
pub fn keep_periods(rows: &[PeriodRow]) -> Vec<Statement> {
    let row = |it: &PeriodRow| {
        params![
            encode::agreement_number(it.agreement),
            it.term.map_or("", Term::as_str),
            it.product.map_or(0, |product| product.0),
            it.periods.expired_days,
            it.periods.disabled_days,
            it.periods.suspended_days,
            it.periods.suspended_days_max,
        ]
    };
    vec![
        Statement::any("DELETE FROM life_period", vec![]),
        Statement::insert(&PERIOD, rows.iter().map(row).collect()),
        Statement::any("UPDATE subscription SET looked = 0 WHERE looked = 1", vec![]),
    ]
}

impl Store {
    /// Durations that differ from the seeded table.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn life_periods(&self) -> Result<Vec<PeriodRow>, StoreError> {
        let sql = "SELECT agreement, term, product_id, expired_days, disabled_days, suspended_days, \
                   suspended_days_max FROM life_period ORDER BY agreement, term, product_id";
        let rows = self.read_one(Query::new(sql, vec![])).await?;
        rows.iter()
            .map(|row| {
                Ok(PeriodRow {
                    agreement: encode::agreement(row.int(0)?)?,
                    term: Term::parse(&row.text(1)?),
                    product: Some(cupo_domain::ids::ProductId(row.int(2)?)).filter(|p| p.0 != 0),
                    periods: Periods {
                        expired_days: row.int(3)?,
                        disabled_days: row.int(4)?,
                        suspended_days: row.int(5)?,
                        suspended_days_max: row.int(6)?,
                    },
                })
            })
            .collect()
    }
}
