//! The lines of a result, one per user and product, in words: for pages and for downloads alike.

use std::collections::BTreeMap;

use cupo_app::accounts::about_accounts;
use cupo_app::error::AppError;
use cupo_app::store::encode::{effect_key, verdict_parts};
use cupo_app::store::operations::{OperationRow, OutcomeList, OutcomeRow};
use cupo_app::store::results::{AccountAnswer, Named};
use cupo_domain::decision::{Direct, Verdict};
use cupo_domain::ids::{ProductId, UserId};
use cupo_domain::refusal::Code;

use crate::refusals::refusal;
use crate::texts::Texts;
use crate::view::{VerdictBadge, VerdictKind};
use crate::web::operations::filter::VERDICTS;
use crate::web::visit::{At, Signed};
use crate::web::words::{Names, badge};

/// How it ended for one user and product.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place and pool.
    pub key: (i64, i64),
    /// The user.
    pub user: Named,
    /// The product; none for a whole account.
    pub product: Option<ProductId>,
    /// The verdict as a word with its shape.
    pub badge: VerdictBadge,
    /// The verdict as programs read it.
    pub verdict: &'static str,
    /// What changed, as programs read it.
    pub effect: String,
    /// The code of a refusal.
    pub code: String,
    /// What changed, or why not, with what would help.
    pub detail: String,
    /// Direct license before.
    pub before: Direct,
    /// Direct license after.
    pub after: Direct,
    /// Everything the user holds now, in words; only on the user's first line.
    pub holds: Option<String>,
}

/// Lines of an operation.
///
/// # Errors
/// When the store cannot answer.
pub async fn read(
    signed: &Signed,
    at: &At,
    row: &OperationRow,
    list: &OutcomeList,
) -> Result<Vec<Line>, AppError> {
    let store = signed.visit.hall.app.store();
    if about_accounts(row) {
        if list.product.is_some() {
            return Ok(Vec::new());
        }
        let answers = store.account_answers(&at.permit, row.id, list).await?;
        return Ok(answers.into_iter().map(|answer| account_line(signed.t(), answer)).collect());
    }
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let found = store.outcomes(&at.permit, row.id, list).await?;
    let mut lines: Vec<Line> = found.into_iter().map(|outcome| license_line(&names, outcome)).collect();
    add_holdings(signed, at, &names, &mut lines).await?;
    Ok(lines)
}

/// The licenses that each user holds now, on the first line of the user.
async fn add_holdings(
    signed: &Signed,
    at: &At,
    names: &Names<'_>,
    lines: &mut [Line],
) -> Result<(), AppError> {
    let mut users: Vec<UserId> = lines.iter().map(|line| line.user.user).collect();
    users.sort_unstable();
    users.dedup();
    let mut held: BTreeMap<UserId, Vec<String>> = BTreeMap::new();
    for (user, product) in signed.visit.hall.app.store().products_of(&at.permit, &users).await? {
        held.entry(user).or_default().push(names.product(product));
    }
    let mut last = None;
    for line in lines {
        if last.replace(line.user.user) != Some(line.user.user) {
            line.holds = Some(held.get(&line.user.user).map(|all| all.join(", ")).unwrap_or_default());
        }
    }
    Ok(())
}

fn license_line(names: &Names<'_>, it: OutcomeRow) -> Line {
    let (number, effect, code, _) = verdict_parts(&it.verdict);
    Line {
        key: (it.position, it.pool.0),
        product: Some(it.product).filter(|product| *product != ProductId(0)),
        badge: badge(names.t, &it.verdict),
        verdict: verdict_word(number),
        effect: match &it.verdict {
            Verdict::Done(effect) => effect_key(*effect).to_owned(),
            _ => effect.to_owned(),
        },
        code: code.to_owned(),
        detail: names.outcome(it.product, &it.verdict, &it.before, &it.after),
        user: Named { user: it.user, guid: it.guid, display_name: it.display_name, sign_in: it.sign_in },
        before: it.before,
        after: it.after,
        holds: None,
    }
}

fn account_line(t: &Texts, it: AccountAnswer) -> Line {
    let (number, kind) = match (it.code.as_str(), it.effect.as_str()) {
        ("", "") => (1, VerdictKind::Unchanged),
        ("", _) => (0, VerdictKind::Done),
        _ => (3, VerdictKind::Refused),
    };
    let detail = match it.effect.as_str() {
        _ if kind == VerdictKind::Refused => code_words(t, &it.code),
        "" => t.what_unchanged().into_owned(),
        "joined" => t.ops_account_joined().into_owned(),
        "left" => t.ops_account_left().into_owned(),
        "restored" => t.ops_account_restored().into_owned(),
        "created" => t.ops_title_created().into_owned(),
        "mailbox-shared" => t.delete_shared().into_owned(),
        "edited" => t.ops_title_edited().into_owned(),
        _ => t.ops_account_deleted().into_owned(),
    };
    Line {
        key: (it.position, 0),
        user: it.user,
        product: None,
        badge: VerdictBadge::new(t, kind),
        verdict: verdict_word(number),
        effect: it.effect,
        code: it.code,
        detail,
        before: None,
        after: None,
        holds: None,
    }
}

/// A stored code in words, with what would help.
#[must_use]
pub fn code_words(t: &Texts, code: &str) -> String {
    match Code::parse(code) {
        Some(code) => {
            let words = refusal(t, code);
            format!("{} {}", words.explanation, words.remedy)
        }
        None => code.to_owned(),
    }
}

fn verdict_word(number: i64) -> &'static str {
    usize::try_from(number).ok().and_then(|n| VERDICTS.get(n)).copied().unwrap_or("refused")
}
