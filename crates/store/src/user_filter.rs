//! Which users, in which order: the filter that lists, selections and criteria share, as a condition of questions.
//! It asks no question itself.

use cupo_domain::access::Permit;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{ProductId, UserId};
use cupo_domain::plan_set::PlanSet;

use crate::encode::workload_number;
use crate::engine::Dialect;
use crate::organisations::contains;
use crate::params;
use crate::value::{Value, id_list};

/// Which users. Every part that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// Deleted users instead of active ones.
    pub deleted: bool,
    /// Folded text in name or sign-in name.
    pub search: Option<String>,
    /// Holds this product, from whatever source.
    pub product: Option<ProductId>,
    /// Of the holders of the product, those of self-service purchases (true) or of the customer's own seats (false).
    pub self_service: Option<bool>,
    /// Holds any product (true) or none (false).
    pub licensed: Option<bool>,
    /// Usage location; an empty text stands for none.
    pub location: Option<String>,
    /// Department, exactly.
    pub department: Option<String>,
    /// Sign-in allowed (true) or blocked (false).
    pub enabled: Option<bool>,
    /// A mailbox or archive of theirs waits to be erased or is kept by a hold (true), or none does (false) (R-USER-11).
    pub mail_waits: Option<bool>,
    /// Holds a product of which more are held than there are seats (true), or none such (false).
    pub over_assigned: Option<bool>,
    /// Has a password from here and has never signed in with it (true).
    pub never_signed_in: Option<bool>,
    /// Of the holders of the product, those who hold it twice: directly, while another license contains it.
    pub twice: Option<Twice>,
    /// In the selection of somebody.
    pub selected: Option<Box<Selected>>,
}

/// What makes a license one too many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Twice {
    /// The service plans that must be on in the other license wherever they are on in this one.
    pub plans: PlanSet,
    /// Products that have them all.
    pub by: Vec<ProductId>,
}

/// The selection of one person at a customer (D-38).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    /// Whose selection.
    pub owner: i64,
    /// The criterion in force, if any; it holds no selection itself.
    pub criterion: Option<UserFilter>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UserSort {
    /// By name, the order in which last seats are given.
    #[default]
    Name,
    /// By sign-in name.
    SignIn,
}

/// Where in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Position {
    /// The beginning.
    #[default]
    First,
    /// Right after this user.
    After(UserId),
    /// Right before this user.
    Before(UserId),
    /// The end.
    Last,
}

impl UserSort {
    /// The column that lists are ordered by.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Name => "sort_key",
            Self::SignIn => "sign_in",
        }
    }
}

impl Position {
    /// The page is read from its end.
    pub(crate) fn backwards(&self) -> bool {
        matches!(self, Self::Before(_) | Self::Last)
    }
}

/// A page that somebody wants.
#[derive(Clone, Debug, Default)]
pub struct UserPage {
    /// Which users.
    pub filter: UserFilter,
    /// Their order.
    pub sort: UserSort,
    /// Reversed.
    pub descending: bool,
    /// Where.
    pub position: Position,
    /// How many.
    pub size: i64,
}

/// A growing condition with numbered parameters.
pub(crate) struct Condition {
    pub sql: String,
    pub params: Vec<Value>,
}

impl Condition {
    pub fn mark(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    pub fn and(&mut self, part: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(part);
    }
}

/// Fewer letters are not in the index.
const INDEXED_LETTERS_MIN: usize = 3;
/// Most trigrams that are asked for: a few make the rest rare, and each costs.
const TRIGRAMS_MAX: usize = 6;

impl UserFilter {
    /// The text that the index of texts can find.
    pub(crate) fn indexed_text(&self) -> Option<&str> {
        self.search.as_deref().filter(|text| text.chars().count() >= INDEXED_LETTERS_MIN)
    }

    /// Nothing but a text narrows it.
    pub(crate) fn is_only_text(&self) -> bool {
        let rest = Self { search: None, deleted: false, ..self.clone() };
        self.indexed_text().is_some() && rest == Self::default()
    }
}

/// Trigrams of a text as the table of trigrams is asked for them: some of them, spread over the text.
fn trigrams(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let all: Vec<&[char]> = letters.windows(INDEXED_LETTERS_MIN).collect();
    let step = all.len().div_ceil(TRIGRAMS_MAX).max(1);
    let chosen = all.iter().step_by(step).chain(all.last());
    let quoted = chosen.map(|gram| format!("\"{}\"", gram.iter().collect::<String>().replace('"', "\"\"")));
    quoted.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" AND ")
}

/// The condition of a filter on `users u`, with the customer as `$1`.
pub(crate) fn condition(dialect: Dialect, permit: &Permit, filter: &UserFilter) -> Condition {
    let mut it = Condition { sql: String::new(), params: params![permit.customer().0] };
    it.sql.push_str("u.customer_id = $1");
    let state = i64::from(filter.deleted);
    let mark = it.mark(state);
    // A selection of users marked one by one is the short way in, and so is the index of texts; the plus keeps SQLite
    // from walking all users.
    let marked = filter.selected.as_ref().is_some_and(|selected| selected.criterion.is_none());
    let few = marked || filter.indexed_text().is_some();
    it.and(&format!("{}u.state = {mark}", if few { "+" } else { "" }));
    narrow(dialect, &mut it, filter);
    if let Some(selected) = &filter.selected {
        narrow_to_selection(dialect, &mut it, selected);
    }
    it
}

fn narrow(dialect: Dialect, it: &mut Condition, filter: &UserFilter) {
    if let Some(text) = filter.search.as_deref().filter(|t| !t.is_empty()) {
        narrow_to_text(dialect, it, filter, text);
    }
    if let Some(product) = filter.product {
        let mark = it.mark(product.0);
        let kind = filter.self_service.map(|own| it.mark(i64::from(own)));
        let kind = kind.map(|mark| format!(" AND p.kind = {mark}")).unwrap_or_default();
        it.and(&format!(
            "u.user_id IN (SELECT s.user_id FROM source s WHERE s.customer_id = $1 AND s.state < 2 AND s.pool_id \
             IN (SELECT p.pool_id FROM pool p WHERE p.customer_id = $1 AND p.product_id = {mark}{kind}))"
        ));
    }
    if let Some(licensed) = filter.licensed {
        let not = if licensed { "" } else { "NOT " };
        it.and(&format!(
            "{not}EXISTS (SELECT 1 FROM source s WHERE s.customer_id = $1 AND s.user_id = u.user_id AND s.state < 2)"
        ));
    }
    match filter.location.as_deref() {
        Some("") => it.and("u.location IS NULL"),
        Some(code) => {
            let mark = it.mark(code);
            it.and(&format!("u.location = {mark}"));
        }
        None => {}
    }
    if let Some(department) = &filter.department {
        let mark = it.mark(department.as_str());
        it.and(&format!("u.department = {mark}"));
    }
    if let Some(enabled) = filter.enabled {
        let mark = it.mark(enabled);
        it.and(&format!("u.enabled = {mark}"));
    }
    narrow_further(it, filter);
}

fn narrow_further(it: &mut Condition, filter: &UserFilter) {
    if let Some(never) = filter.never_signed_in {
        let not = if never { "" } else { "NOT " };
        it.and(&format!(
            "{not}EXISTS (SELECT 1 FROM credential k WHERE k.customer_id = $1 AND k.user_id = u.user_id \
             AND NOT EXISTS (SELECT 1 FROM first_sign_in f WHERE f.customer_id = $1 AND f.user_id = u.user_id))"
        ));
    }
    if let (Some(twice), Some(product)) = (&filter.twice, filter.product) {
        narrow_to_twice(it, product, twice);
    }
    if let Some(waits) = filter.mail_waits {
        let not = if waits { "" } else { "NOT " };
        let (mail, archive) = (workload_number(Workload::Mail), workload_number(Workload::MailArchive));
        it.and(&format!(
            "{not}EXISTS (SELECT 1 FROM data_clock d WHERE d.customer_id = $1 AND d.user_id = u.user_id \
             AND d.workload IN ({mail}, {archive}))"
        ));
    }
    if let Some(over) = filter.over_assigned {
        let not = if over { "" } else { "NOT " };
        it.and(&format!(
            "u.user_id {not}IN (SELECT s.user_id FROM source s WHERE s.customer_id = $1 AND s.state < 2 \
             AND s.pool_id IN (SELECT p.pool_id FROM pool p WHERE p.customer_id = $1 \
             AND p.consumed > p.enabled + p.warning))"
        ));
    }
}

/// A direct license of the product beside another license that has on whatever this one has on.
fn narrow_to_twice(it: &mut Condition, product: ProductId, twice: &Twice) {
    let product = it.mark(product.0);
    let others = it.mark(id_list(twice.by.iter().map(|id| id.0)));
    let within = |column: &str, plan: i64| format!("',' || {column} || ',' LIKE '%,{plan},%'");
    let missing = twice
        .plans
        .iter()
        .map(|plan| format!("({} AND NOT {})", within("b.plans_off", plan.0), within("a.plans_off", plan.0)));
    let missing: Vec<String> = missing.collect();
    // A product without plans lacks none of them elsewhere.
    let missing = if missing.is_empty() { "1 = 0".to_owned() } else { missing.join(" OR ") };
    it.and(&format!(
        "u.user_id IN (SELECT a.user_id FROM source a JOIN source b ON b.customer_id = $1 AND b.user_id = a.user_id \
         AND b.state < 2 AND b.pool_id IN (SELECT p.pool_id FROM pool p WHERE p.customer_id = $1 AND p.product_id IN \
         (SELECT CAST(value AS BIGINT) FROM json_each(CAST({others} AS TEXT)))) \
         WHERE a.customer_id = $1 AND a.origin = 0 AND a.state < 2 AND a.pool_id IN (SELECT p.pool_id FROM pool p \
         WHERE p.customer_id = $1 AND p.kind = 0 AND p.product_id = {product}) \
         AND (b.plans_off = '' OR NOT ({missing})))"
    ));
}

/// Who has the trigrams, and of those who has the text. PostgreSQL looks at its own index.
fn narrow_to_text(dialect: Dialect, it: &mut Condition, filter: &UserFilter, text: &str) {
    if let (Dialect::Sqlite, Some(indexed)) = (dialect, filter.indexed_text()) {
        let mark = it.mark(trigrams(indexed));
        it.and(&format!("u.user_id IN (SELECT g.rowid FROM user_search g WHERE g.user_search MATCH {mark})"));
    }
    let mark = it.mark(contains(text));
    it.and(&format!("u.search LIKE {mark} ESCAPE '\\'"));
}

fn narrow_to_selection(dialect: Dialect, it: &mut Condition, selected: &Selected) {
    let owner = it.mark(selected.owner);
    let marked = |mark: i64| {
        format!(
            "(SELECT m.user_id FROM selection_mark m WHERE m.customer_id = $1 AND m.owner_id = {owner} AND m.mark = {mark})"
        )
    };
    let Some(criterion) = &selected.criterion else {
        it.and(&format!("u.user_id IN {}", marked(1)));
        return;
    };
    let mut inner = Condition { sql: "u.state = 0".to_owned(), params: std::mem::take(&mut it.params) };
    narrow(dialect, &mut inner, criterion);
    it.params = inner.params;
    it.and(&format!("(u.user_id IN {} OR ({} AND u.user_id NOT IN {}))", marked(1), inner.sql, marked(0)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trigrams_are_few_spread_and_quoted() {
        assert_eq!(trigrams("ana"), "\"ana\"");
        assert_eq!(trigrams("a\"b c"), "\"\"\"b \" AND \"a\"\"b\" AND \"b c\"");
        assert_eq!(trigrams("ññññ"), "\"ñññ\"");
        let long = trigrams(&"abcdefghij".repeat(9));
        assert!(long.matches(" AND ").count() <= TRIGRAMS_MAX, "{long}");
    }

    #[test]
    fn one_or_two_letters_are_not_in_the_index() {
        let text = |text: &str| UserFilter { search: Some(text.to_owned()), ..UserFilter::default() };
        assert_eq!((text("añ").indexed_text(), text("aña").indexed_text()), (None, Some("aña")));
        assert!(text("aña").is_only_text() && !text("añ").is_only_text());
        assert!(!UserFilter { enabled: Some(true), ..text("aña") }.is_only_text());
    }
}
