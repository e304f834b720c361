//! Which users, in which order: the filter that lists, selections and criteria share, as a condition of questions.
//! It asks no question itself.

use cupo_domain::access::Permit;
use cupo_domain::ids::{ProductId, UserId};

use crate::organisations::contains;
use crate::params;
use crate::value::Value;

/// Which users. Every part that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// Deleted users instead of active ones.
    pub deleted: bool,
    /// Folded text in name or sign-in name.
    pub search: Option<String>,
    /// Holds this product, from whatever source.
    pub product: Option<ProductId>,
    /// Holds any product (true) or none (false).
    pub licensed: Option<bool>,
    /// Usage location; an empty text stands for none.
    pub location: Option<String>,
    /// Department, exactly.
    pub department: Option<String>,
    /// Sign-in allowed (true) or blocked (false).
    pub enabled: Option<bool>,
    /// In the selection of somebody.
    pub selected: Option<Box<Selected>>,
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

/// The condition of a filter on `users u`, with the customer as `$1`.
pub(crate) fn condition(permit: &Permit, filter: &UserFilter) -> Condition {
    let mut it = Condition { sql: String::new(), params: params![permit.customer().0] };
    it.sql.push_str("u.customer_id = $1");
    let state = i64::from(filter.deleted);
    let mark = it.mark(state);
    // A selection of users marked one by one is the short way in; the plus keeps SQLite from walking all users.
    let few = filter.selected.as_ref().is_some_and(|selected| selected.criterion.is_none());
    it.and(&format!("{}u.state = {mark}", if few { "+" } else { "" }));
    narrow(&mut it, filter);
    if let Some(selected) = &filter.selected {
        narrow_to_selection(&mut it, selected);
    }
    it
}

fn narrow(it: &mut Condition, filter: &UserFilter) {
    if let Some(text) = filter.search.as_deref().filter(|t| !t.is_empty()) {
        let mark = it.mark(contains(text));
        it.and(&format!("u.search LIKE {mark} ESCAPE '\\'"));
    }
    if let Some(product) = filter.product {
        let mark = it.mark(product.0);
        it.and(&format!(
            "u.user_id IN (SELECT s.user_id FROM source s WHERE s.customer_id = $1 AND s.state < 2 AND s.pool_id \
             IN (SELECT p.pool_id FROM pool p WHERE p.customer_id = $1 AND p.product_id = {mark}))"
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
}

fn narrow_to_selection(it: &mut Condition, selected: &Selected) {
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
    narrow(&mut inner, criterion);
    it.params = inner.params;
    it.and(&format!("(u.user_id IN {} OR ({} AND u.user_id NOT IN {}))", marked(1), inner.sql, marked(0)));
}
