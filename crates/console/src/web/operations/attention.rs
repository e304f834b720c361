//! What needs attention: refusals by product and reason, with the first users and the smallest thing that would help
//! as a place to do it.

use cupo_app::error::AppError;
use cupo_app::store::operations::{OperationRow, OutcomeCount};
use cupo_app::store::results::{Named, RefusalGroup};
use cupo_domain::access::Action;
use cupo_domain::ids::ProductId;
use cupo_domain::refusal::{Code, Reason, Refusal, Repair};

use crate::pages::ReasonGroup;
use crate::refusals::{refusal, rule};
use crate::view::Link;
use crate::web::address::Address;
use crate::web::operations::address;
use crate::web::operations::repair::{alike, button};
use crate::web::posted::Fields;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Groups that are told apart; what is rarer is told by its code.
const GROUPS_MAX: usize = 20;
/// Groups that are read, to be put together where only further reasons differ.
const READ_MAX: i64 = 400;
/// Users named in a group.
const USERS_NAMED_MAX: i64 = 5;
/// Refused code in the store.
const REFUSED: i64 = 3;

/// The groups of an operation, the largest first.
///
/// # Errors
/// When the store cannot answer.
pub async fn groups(
    signed: &Signed,
    at: &At,
    row: &OperationRow,
    counts: &[OutcomeCount],
) -> Result<Vec<ReasonGroup>, AppError> {
    if !counts.iter().any(|c| c.verdict == REFUSED) {
        return Ok(Vec::new());
    }
    let store = signed.visit.hall.app.store();
    let found = store.refusal_groups(&at.permit, row.id, READ_MAX).await?;
    let mut found = by_first_reason(found.into_iter().filter(told_alone));
    found.extend(rest(counts, &found));
    let users = store.refused_users(&at.permit, row.id, &found, USERS_NAMED_MAX).await?;
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let place = Shown { signed, at, row, names: &names };
    let groups = found.iter().zip(users).map(|(group, users)| (group.product, place.group(group, users)));
    let mut groups: Vec<ReasonGroup> =
        together(groups).into_iter().map(|(products, group)| place.titled(&products, group)).collect();
    // What was only held up by another product comes last: it needs no attention of its own.
    groups.sort_by_key(|group| (group.rule == rule(Code::Other), std::cmp::Reverse(group.count)));
    Ok(groups)
}

/// One group for each product and reported reason, named by the largest, the largest first.
fn by_first_reason(groups: impl Iterator<Item = RefusalGroup>) -> Vec<RefusalGroup> {
    let mut merged: Vec<RefusalGroup> = Vec::new();
    for group in groups {
        let same = merged.iter_mut().find(|it| alike(it, &group));
        match same {
            Some(it) => it.count += group.count,
            None => merged.push(group),
        }
    }
    merged.sort_by_key(|group| std::cmp::Reverse(group.count));
    merged.truncate(GROUPS_MAX);
    merged
}

/// What stops the same users in the same way at several products is one thing to repair.
fn together(groups: impl Iterator<Item = (ProductId, ReasonGroup)>) -> Vec<(Vec<ProductId>, ReasonGroup)> {
    let mut merged: Vec<(Vec<ProductId>, ReasonGroup)> = Vec::new();
    for (product, group) in groups {
        match merged.iter_mut().find(|(_, it)| same_people(it, &group)) {
            Some((products, it)) => {
                products.push(product);
                it.count += group.count;
            }
            None => merged.push((vec![product], group)),
        }
    }
    merged
}

/// Whether two groups tell the same of the same users, as far as all of them are named.
fn same_people(one: &ReasonGroup, other: &ReasonGroup) -> bool {
    let told = |it: &ReasonGroup| {
        let users: Vec<String> = it.users.iter().map(|user| user.href.clone()).collect();
        (it.title.clone(), it.explanation.clone(), it.remedy.clone(), users)
    };
    one.more == 0 && other.more == 0 && !one.users.is_empty() && told(one) == told(other)
}

/// Mail addresses differ from user to user; they are one group.
fn told_alone(group: &RefusalGroup) -> bool {
    !matches!(group.refusal.reasons.first(), Some(Reason::AddressTaken { .. }))
}

/// Refusals that no group has, by product and code: without a reason, because theirs differ.
fn rest(counts: &[OutcomeCount], told: &[RefusalGroup]) -> Vec<RefusalGroup> {
    let left = |c: &OutcomeCount| {
        let same = told.iter().filter(|g| g.product == c.product && g.code == c.code);
        c.count - same.map(|g| g.count).sum::<i64>()
    };
    counts
        .iter()
        .filter(|c| c.verdict == REFUSED)
        .map(|c| RefusalGroup {
            product: c.product,
            code: c.code.clone(),
            detail: String::new(),
            refusal: Refusal::of(c.product, Vec::new()),
            count: left(c),
        })
        .filter(|group| group.count > 0)
        .collect()
}

struct Shown<'a> {
    signed: &'a Signed,
    at: &'a At,
    row: &'a OperationRow,
    names: &'a Names<'a>,
}

impl Shown<'_> {
    fn group(&self, it: &RefusalGroup, users: Vec<Named>) -> ReasonGroup {
        let Some(reason) = it.refusal.reasons.first() else {
            let mut group = self.by_code(it.product, Code::parse(&it.code).unwrap_or(Code::Other), it.count);
            group.more = it.count - i64::try_from(users.len()).unwrap_or(0);
            group.users = users.iter().map(|user| self.user(user)).collect();
            return group;
        };
        let code = reason.code();
        let fix = self.names.repair(Some(reason), &it.refusal.repair, it.count);
        let why = self.names.reason(it.product, reason);
        let press = button(self.signed, self.at, (self.names, self.row), it);
        let repairs =
            if press.is_some() { Vec::new() } else { self.repairs(&it.refusal.repair, users.first()) };
        ReasonGroup {
            title: refusal(self.names.t, code).title,
            explanation: if repairs.is_empty() && press.is_none() { why } else { format!("{why} {fix}") },
            rule: rule(code).to_owned(),
            count: it.count,
            more: it.count - i64::try_from(users.len()).unwrap_or(0),
            users: users.iter().map(|user| self.user(user)).collect(),
            all_href: self.all(it.product, code),
            press,
            repairs,
            remedy: fix,
        }
    }

    fn by_code(&self, product: ProductId, code: Code, count: i64) -> ReasonGroup {
        let words = refusal(self.names.t, code);
        ReasonGroup {
            title: words.title,
            explanation: words.explanation,
            rule: words.rule.to_owned(),
            count,
            users: Vec::new(),
            more: count,
            all_href: self.all(product, code),
            press: None,
            repairs: Vec::new(),
            remedy: words.remedy,
        }
    }

    /// The group under the names of its products.
    fn titled(&self, products: &[ProductId], group: ReasonGroup) -> ReasonGroup {
        let named = products.iter().filter(|product| product.0 != 0).map(|it| self.names.product(*it));
        let named = named.collect::<Vec<_>>().join(", ");
        let title =
            if named.is_empty() { group.title } else { self.names.t.ops_reason_of(named, group.title) };
        ReasonGroup { title, ..group }
    }

    fn user(&self, user: &Named) -> Link {
        Link::new(&user.display_name, format!("/c/{}/users/{}", self.at.organisation.guid, user.guid))
    }

    fn all(&self, product: ProductId, code: Code) -> String {
        let all = Address::of(address(self.at, self.row.guid), &Fields::default(), &[])
            .with("verdict", "refused")
            .with("code", code.as_str());
        if product.0 == 0 {
            all.href()
        } else {
            all.with("product", &self.names.guid(product).to_string()).href()
        }
    }

    /// Places where the reader can do what would help.
    fn repairs(&self, repair: &Repair, first: Option<&Named>) -> Vec<Link> {
        let (t, home) = (self.names.t, format!("/c/{}", self.at.organisation.guid));
        let may = |action| self.signed.may(action, &self.at.organisation);
        let panel = |tab: &str, label: String| {
            let user = first?;
            Some(Link::new(label, format!("{home}/users/{}?tab={tab}", user.guid)))
        };
        let found = match repair {
            Repair::BuySeats { product } if may(Action::ChangeSubscriptions) => {
                let buy = Address::of(format!("{home}/subscriptions/buy"), &Fields::default(), &[])
                    .with("product", &self.names.guid(*product).to_string())
                    .with("back", &address(self.at, self.row.guid));
                Some(Link::new(t.buy_more(), buy.href()))
            }
            Repair::SetLocation | Repair::ChangeAddress { .. } if may(Action::EditLocation) => {
                panel("account", self.for_first(t.ops_fix_account().into_owned(), first))
            }
            Repair::SwitchOff { .. }
            | Repair::TurnOn { .. }
            | Repair::ReleaseNeed { .. }
            | Repair::PreviewAgain
                if may(Action::AssignLicenses) =>
            {
                panel("licenses", self.for_first(t.ops_fix_licenses().into_owned(), first))
            }
            Repair::RestoreUser if may(Action::DeleteUsers) => {
                Some(Link::new(t.rail_deleted_users(), format!("{home}/deleted-users")))
            }
            Repair::TakeOver if may(Action::ViewSubscriptions) => {
                Some(Link::new(t.rail_your_products(), format!("{home}/subscriptions")))
            }
            _ => None,
        };
        found.into_iter().collect()
    }

    fn for_first(&self, label: String, first: Option<&Named>) -> String {
        let name = first.map(|user| user.display_name.clone()).unwrap_or_default();
        self.names.t.ops_fix_for(label, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_differ_in_further_reasons_only_are_one() {
        let group = |reasons: Vec<Reason>, count| RefusalGroup {
            product: ProductId(1),
            code: "E-COUNT".to_owned(),
            detail: format!("{count}"),
            refusal: Refusal::of(ProductId(1), reasons),
            count,
        };
        let address = || Reason::AddressTaken { address: "ana@norte.example".to_owned() };
        let both = group(vec![Reason::NoSeat, address()], 2);
        let merged = by_first_reason([group(vec![Reason::NoSeat], 5), both].into_iter());
        assert_eq!(merged.iter().map(|it| (it.count, it.detail.as_str())).collect::<Vec<_>>(), [(7, "5")]);
    }

    #[test]
    fn what_no_group_tells_is_told_by_its_code() {
        let count = |product, code: &str, count| OutcomeCount {
            product: ProductId(product),
            verdict: REFUSED,
            effect: String::new(),
            code: code.to_owned(),
            count,
        };
        let group = RefusalGroup {
            product: ProductId(1),
            code: "E-COUNT".to_owned(),
            detail: "[]".to_owned(),
            refusal: Refusal::of(ProductId(1), vec![Reason::NoSeat]),
            count: 7,
        };
        let counts = [count(1, "E-COUNT", 7), count(1, "E-UNIQUE", 3), count(2, "E-COUNT", 1)];
        let left = rest(&counts, &[group]);
        let left: Vec<_> =
            left.iter().map(|g| (g.product.0, g.code.as_str(), g.detail.as_str(), g.count)).collect();
        assert_eq!(left, [(1, "E-UNIQUE", "", 3), (2, "E-COUNT", "", 1)]);
    }
}
