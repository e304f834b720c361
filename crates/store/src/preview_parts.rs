//! Whom previews of licenses concern, in pieces of many users each, so that they are listed without deciding again. A
//! piece is read whole or passed over; nothing here knows what an answer says.

use cupo_domain::access::Permit;
use cupo_domain::ids::PreviewId;

use crate::error::StoreError;
use crate::params;
use crate::previews::{PreviewRow, beside};
use crate::store::Store;
use crate::value::{Kind, Query, Row, Shape, Statement};

/// Users of a piece; only the last one of a preview has fewer.
pub const PART_USERS: usize = 1_000;
/// The newest previews of an owner whose lists are kept: each change of a form makes one.
pub const LISTED_PREVIEWS_MAX: i64 = 10;

/// What a preview may be to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// Gets a license.
    Gains,
    /// Loses a license.
    Losses,
    /// Gets other service plans.
    Plans,
    /// Is refused.
    Refused,
    /// Has data put on a clock, or loses a service.
    Clocks,
    /// Stays as before.
    Stays,
}

impl Concern {
    /// All, in the order of the counts.
    pub const ALL: [Self; 6] =
        [Self::Gains, Self::Losses, Self::Plans, Self::Refused, Self::Clocks, Self::Stays];

    /// The word that stands for it: a column here, a part of addresses elsewhere.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Gains => "gains",
            Self::Losses => "losses",
            Self::Plans => "plans",
            Self::Refused => "refused",
            Self::Clocks => "clocks",
            Self::Stays => "stays",
        }
    }
}

/// A piece of a preview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewPart {
    /// Place of its first user.
    pub place: i64,
    /// Its users with the numbers of their answers.
    pub users: Vec<u8>,
    /// The answers as JSON.
    pub answers: String,
    /// Users by concern, in the order of [`Concern::ALL`].
    pub counts: [i64; 6],
}

/// Which pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartList {
    /// Only those with such users.
    pub concern: Option<Concern>,
    /// From this place on; or with `backwards`, up to it.
    pub from: i64,
    /// The last ones first.
    pub backwards: bool,
    /// How many.
    pub take: i64,
}

const PART: Shape = Shape {
    table: "preview_part",
    columns: &[
        ("customer_id", Kind::Int),
        ("owner_id", Kind::Int),
        ("preview_id", Kind::Int),
        ("place", Kind::Int),
        ("users", Kind::Blob),
        ("answers", Kind::Text),
        ("gains", Kind::Int),
        ("losses", Kind::Int),
        ("plans", Kind::Int),
        ("refused", Kind::Int),
        ("clocks", Kind::Int),
        ("stays", Kind::Int),
        ("created_at", Kind::Int),
    ],
    on_conflict: "",
};

/// Writes the pieces of a preview, and drops those of old ones and of those that its owner has replaced since.
pub(crate) fn write_parts(
    permit: &Permit,
    it: &PreviewRow,
    parts: Vec<PreviewPart>,
    keep_from: i64,
) -> Vec<Statement> {
    let (customer, (first, last)) = (permit.customer().0, beside(it.id));
    let rows = parts.into_iter().map(|part| {
        let [gains, losses, plans, refused, clocks, stays] = part.counts;
        params![
            customer,
            it.owner,
            it.id.0,
            part.place,
            part.users,
            part.answers,
            gains,
            losses,
            plans,
            refused,
            clocks,
            stays,
            it.created_at,
        ]
    });
    vec![
        Statement::any(
            "DELETE FROM preview_part WHERE customer_id = $1 AND created_at < $2",
            params![customer, keep_from],
        ),
        Statement::any(
            "DELETE FROM preview_part WHERE customer_id = $1 AND owner_id = $2 AND preview_id = $3",
            params![customer, it.owner, it.id.0],
        ),
        Statement::any(
            "DELETE FROM preview_part WHERE customer_id = $1 AND owner_id = $2 AND created_at < (SELECT created_at \
             FROM preview WHERE customer_id = $1 AND owner_id = $2 ORDER BY created_at DESC LIMIT 1 OFFSET $3)",
            params![customer, it.owner, LISTED_PREVIEWS_MAX - 1],
        ),
        Statement::any(
            "DELETE FROM preview_part WHERE customer_id = $1 AND owner_id = $2 AND preview_id BETWEEN $3 AND $4 \
             AND preview_id NOT IN (SELECT preview_id FROM preview WHERE customer_id = $1 \
             AND preview_id BETWEEN $3 AND $4)",
            params![customer, it.owner, first, last],
        ),
        Statement::insert(&PART, rows.collect()),
    ]
}

impl Store {
    /// Pieces of a preview in the order that was asked for.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn preview_parts(
        &self,
        permit: &Permit,
        (owner, preview): (i64, PreviewId),
        list: PartList,
    ) -> Result<Vec<PreviewPart>, StoreError> {
        let users = i64::try_from(PART_USERS).unwrap_or(i64::MAX);
        let (edge, from, order) = if list.backwards {
            ("place <= $4", list.from, "place DESC")
        } else {
            ("place > $4", list.from.saturating_sub(users), "place")
        };
        let some = list.concern.map(|it| format!(" AND {} > 0", it.key())).unwrap_or_default();
        let sql = format!(
            "SELECT place, users, answers, gains, losses, plans, refused, clocks, stays FROM preview_part \
             WHERE customer_id = $1 AND owner_id = $2 AND preview_id = $3 AND {edge}{some} ORDER BY {order} LIMIT $5"
        );
        let params = params![permit.customer().0, owner, preview.0, from, list.take];
        self.read_one(Query { sql: sql.into(), params }).await?.iter().map(part).collect()
    }

    /// How many users a preview concerns in each way, in the order of [`Concern::ALL`]; none when its list is not kept.
    ///
    /// # Errors
    /// When the engine cannot answer.
    pub async fn preview_counts(
        &self,
        permit: &Permit,
        (owner, preview): (i64, PreviewId),
    ) -> Result<Option<[i64; 6]>, StoreError> {
        let sql = "SELECT CAST(SUM(gains) AS BIGINT), CAST(SUM(losses) AS BIGINT), CAST(SUM(plans) AS BIGINT), \
                   CAST(SUM(refused) AS BIGINT), CAST(SUM(clocks) AS BIGINT), CAST(SUM(stays) AS BIGINT) \
                   FROM preview_part WHERE customer_id = $1 AND owner_id = $2 AND preview_id = $3";
        let params = params![permit.customer().0, owner, preview.0];
        let rows = self.read_one(Query::new(sql, params)).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        if row.int_or_null(0)?.is_none() {
            return Ok(None);
        }
        counts(row, 0).map(Some)
    }
}

fn part(row: &Row) -> Result<PreviewPart, StoreError> {
    Ok(PreviewPart {
        place: row.int(0)?,
        users: row.blob(1)?,
        answers: row.text(2)?,
        counts: counts(row, 3)?,
    })
}

fn counts(row: &Row, from: usize) -> Result<[i64; 6], StoreError> {
    let at = |n| row.int(from + n);
    Ok([at(0)?, at(1)?, at(2)?, at(3)?, at(4)?, at(5)?])
}
