//! What a preview says of each user, in words: for the page and for the download alike.

use std::collections::BTreeMap;

use cupo_app::error::AppError;
use cupo_app::licenses::listed::{ListedAnswer, ListedUser, is_told};
use cupo_app::store::encode::verdict_parts;
use cupo_app::store::users::UserRow;
use cupo_domain::catalogue::Workload;
use cupo_domain::decision::{Effect, Outcome, Verdict};
use cupo_domain::ids::UserId;

use crate::texts::Texts;
use crate::view::VerdictBadge;
use crate::web::at_risk::words::name;
use crate::web::visit::{At, Signed};
use crate::web::words::{Names, badge};

/// What happens to one product of a user.
pub struct Line {
    /// The product.
    pub product: String,
    /// The verdict where nothing changes; nothing is done yet.
    pub badge: Option<VerdictBadge>,
    /// What it comes to, in few words.
    pub result: String,
    /// The code of a refusal.
    pub code: &'static str,
    /// What changes, or why not.
    pub detail: String,
}

/// What happens to one kind of data of a user.
pub struct DataLine {
    /// Which data, and what happens to it.
    pub what: String,
    /// When; none for at once.
    pub due: Option<i64>,
    /// It is erased then.
    pub loses: bool,
}

/// A user with everything the preview says.
pub struct UserLines {
    /// The user; none when it is gone by now.
    pub user: Option<UserRow>,
    /// Product by product.
    pub lines: Vec<Line>,
    /// Data by data.
    pub data: Vec<DataLine>,
}

/// Puts users of a preview into words.
pub async fn told(signed: &Signed, at: &At, users: Vec<ListedUser>) -> Result<Vec<UserLines>, AppError> {
    let store = signed.visit.hall.app.store();
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let ids: Vec<UserId> = users.iter().map(|it| it.user).collect();
    let found = store.users_by_id(&at.permit, &ids).await?;
    let mut rows: BTreeMap<UserId, UserRow> = found.into_iter().map(|row| (row.id, row)).collect();
    let lines = users.into_iter().map(|it| UserLines {
        user: rows.remove(&it.user),
        lines: lines(&names, &it.answer),
        data: data(names.t, &it.answer),
    });
    Ok(lines.collect())
}

fn lines(names: &Names<'_>, answer: &ListedAnswer) -> Vec<Line> {
    let line = |it: &Outcome| {
        let badge = badge(names.t, &it.verdict);
        let (result, badge) = match &it.verdict {
            Verdict::Done(Effect::Granted) => (names.t.who_gains().into_owned(), None),
            Verdict::Done(Effect::Revoked) => (names.t.who_losses().into_owned(), None),
            Verdict::Done(Effect::PlansChanged) => (names.t.who_plans().into_owned(), None),
            _ => (badge.word.clone(), Some(badge)),
        };
        Line {
            product: names.product_or_none(it.product),
            badge,
            result,
            code: verdict_parts(&it.verdict).2,
            detail: names.outcome(it.product, &it.verdict, &it.before, &it.after),
        }
    };
    answer.outcomes.iter().map(line).collect()
}

fn data(t: &Texts, answer: &ListedAnswer) -> Vec<DataLine> {
    let clocks = answer.clocks.iter().map(|(workload, due, loses)| {
        let data = name(t, *workload);
        let what = match (workload, loses) {
            (_, true) => t.who_erased(data),
            (Workload::Apps, false) => t.who_reduced(data),
            (_, false) => t.who_ends(data),
        };
        DataLine { what, due: Some(due.0), loses: *loses }
    });
    let lost = answer.lost.iter().copied().filter(|it| is_told(*it)).map(|workload| {
        let what = match workload {
            Workload::Files => t.clock_files_kept(),
            Workload::Mail => t.clock_search_off(),
            _ => t.clock_unknown_text(),
        };
        DataLine { what: what.into_owned(), due: None, loses: false }
    });
    clocks.chain(lost).collect()
}
