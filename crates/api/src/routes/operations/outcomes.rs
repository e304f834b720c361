//! Every outcome of an operation, page by page or as a file.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use cupo_app::accounts::about_accounts;
use cupo_app::store::operations::{OperationRow, OutcomeList, OutcomeRow};
use cupo_app::store::results::AccountAnswer;
use cupo_domain::access::Action;
use cupo_domain::decision::Verdict as Decided;
use cupo_domain::refusal::Code;
use cupo_http::refusals::refusal;
use cupo_http::said::Texts;
use cupo_http::words::Words;
use schemars::JsonSchema;
use serde::Deserialize;

use super::find;
use crate::body::Query;
use crate::caller::{At, Visit};
use crate::page::{Source, answer, cursor, cut, place};
use crate::trouble::Trouble;
use crate::wire::{Outcome, Verdict};
use crate::words::product_or_none;

/// Which outcomes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OutcomeQuery {
    /// Only these answers.
    #[serde(default)]
    result: Option<Verdict>,
    /// Only refusals with this code.
    #[serde(default)]
    code: Option<String>,
    /// Where the page before ended: its `next`.
    #[serde(default)]
    after: Option<String>,
    /// Entries of a page.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<i64>,
}

struct Outcomes {
    visit: Visit,
    at: At,
    row: OperationRow,
    list: OutcomeList,
}

/// GET …/outcomes
pub(super) async fn list(
    visit: Visit,
    headers: HeaderMap,
    Path((customer, operation)): Path<(String, String)>,
    Query(asked): Query<OutcomeQuery>,
) -> Result<Response, Trouble> {
    let at = visit.at(&customer, Action::View).await?;
    let row = find(&visit, &at, &operation).await?;
    let list = OutcomeList { verdict: asked.result.map(number), code: asked.code, ..OutcomeList::default() };
    answer(&headers, Outcomes { visit, at, row, list }, asked.after, asked.limit).await
}

fn number(verdict: Verdict) -> i64 {
    match verdict {
        Verdict::Done => 0,
        Verdict::Unchanged => 1,
        Verdict::Kept => 2,
        Verdict::Refused => 3,
    }
}

impl Source for Outcomes {
    type Item = Outcome;

    fn heading(&self) -> &'static [&'static str] {
        &["user_name", "part_number", "result", "effect", "code", "detail", "repair", "user", "product"]
    }

    fn cells(&self, it: &Outcome) -> Vec<String> {
        let result = match it.result {
            Verdict::Done => "done",
            Verdict::Unchanged => "unchanged",
            Verdict::Kept => "kept",
            Verdict::Refused => "refused",
        };
        let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
        vec![
            it.user_name.clone(),
            text(&it.part_number),
            result.to_owned(),
            it.effect.clone(),
            text(&it.code),
            text(&it.detail),
            text(&it.repair),
            it.user.clone(),
            text(&it.product),
        ]
    }

    async fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> Result<(Vec<Outcome>, Option<String>), Trouble> {
        let after = place::<2>(after.as_deref())?.map(|[position, pool]| (position, pool));
        let list = OutcomeList { after, take: limit + 1, ..self.list.clone() };
        let store = self.visit.app().store();
        if about_accounts(&self.row) {
            let (rows, more) = cut(store.account_answers(&self.at.permit, self.row.id, &list).await?, limit);
            let next = rows.last().filter(|_| more).map(|last| cursor(&[last.position, 0]));
            return Ok((rows.into_iter().map(|row| self.account(row)).collect(), next));
        }
        let (rows, more) = cut(store.outcomes(&self.at.permit, self.row.id, &list).await?, limit);
        let next = rows.last().filter(|_| more).map(|last| cursor(&[last.position, last.pool.0]));
        let catalogue = store.catalogue();
        let words = Words::new(&catalogue, self.visit.lang);
        Ok((rows.iter().map(|row| license(&words, row)).collect(), next))
    }

    async fn count(&self) -> Result<i64, Trouble> {
        let counts = self.visit.app().store().outcome_counts(&self.at.permit, self.row.id).await?;
        let fits = |verdict: i64, code: &str| {
            self.list.verdict.is_none_or(|v| v == verdict)
                && self.list.code.as_deref().is_none_or(|c| c == code)
        };
        Ok(counts.iter().filter(|c| fits(c.verdict, &c.code)).map(|c| c.count).sum())
    }
}

impl Outcomes {
    fn account(&self, row: AccountAnswer) -> Outcome {
        let code = Code::parse(&row.code);
        let said = code.map(|code| refusal(Texts::get(self.visit.lang), code));
        Outcome {
            user: row.user.guid.to_string(),
            user_name: row.user.sign_in,
            product: None,
            part_number: None,
            result: match code {
                Some(_) => Verdict::Refused,
                None if row.effect.is_empty() => Verdict::Unchanged,
                None => Verdict::Done,
            },
            effect: row.effect,
            code: code.map(|code| code.as_str().to_owned()),
            detail: said.as_ref().map(|s| s.explanation.clone()),
            repair: said.map(|s| s.remedy),
        }
    }
}

fn license(words: &Words<'_>, row: &OutcomeRow) -> Outcome {
    let (product, part_number) = product_or_none(words.catalogue, row.product);
    let refused = match &row.verdict {
        Decided::Refused(refusal) => Some(refusal),
        _ => None,
    };
    let (_, effect, _, _) = cupo_app::store::encode::verdict_parts(&row.verdict);
    Outcome {
        user: row.guid.to_string(),
        user_name: row.sign_in.clone(),
        product,
        part_number,
        result: match &row.verdict {
            Decided::Done(_) => Verdict::Done,
            Decided::Unchanged => Verdict::Unchanged,
            Decided::Kept(_) => Verdict::Kept,
            Decided::Refused(_) => Verdict::Refused,
        },
        effect: effect.to_owned(),
        code: refused.map(|it| it.code().as_str().to_owned()),
        detail: refused.and_then(|it| it.reasons.first()).map(|reason| words.reason(row.product, reason)),
        repair: refused
            .map(|it| words.repair(it.reasons.first(), &it.repair, 1))
            .filter(|text| !text.is_empty()),
    }
}
