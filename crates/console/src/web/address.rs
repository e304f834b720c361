//! Addresses of lists: everything that filters and sorts is in them, so that they can be bookmarked. Parts are
//! changed one at a time and everything else stays.

use cupo_domain::ids::Guid;

use crate::texts::Texts;
use crate::view::Pager;
use crate::web::posted::Fields;

/// An address with its query.
#[derive(Clone, Debug)]
pub struct Address {
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// The path with the parts of `asked` that have one of these names, in this order.
    #[must_use]
    pub fn of(path: impl Into<String>, asked: &Fields, names: &[&str]) -> Self {
        let filled = |name: &&str| {
            let values = asked.all(name).iter().map(|v| v.trim()).filter(|v| !v.is_empty());
            values.map(|v| ((*name).to_owned(), v.to_owned())).collect::<Vec<_>>()
        };
        Self { path: path.into(), query: names.iter().flat_map(filled).collect() }
    }

    /// The same with a part set.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut it = self.without(&[name]);
        it.query.push((name.to_owned(), value.to_owned()));
        it
    }

    /// The same with more parts, each beside those of its name.
    #[must_use]
    pub fn and(mut self, parts: impl IntoIterator<Item = (String, String)>) -> Self {
        self.query.extend(parts);
        self
    }

    /// The same without some parts.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let query = self.query.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect();
        Self { path: self.path.clone(), query }
    }

    /// The query alone, without the question mark.
    #[must_use]
    pub fn query(&self) -> String {
        serde_html_form::to_string(&self.query).unwrap_or_default()
    }

    /// As it stands in a link.
    #[must_use]
    pub fn href(&self) -> String {
        if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query()) }
    }
}
/// A page of a list that is found by key.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// Its first entry.
    pub first: Option<Guid>,
    /// Its last entry.
    pub last: Option<Guid>,
    /// There are more before.
    pub more_before: bool,
    /// There are more after.
    pub more_after: bool,
    /// How many are on it.
    pub count: i64,
    /// How many fit.
    pub size: i64,
    /// How many there are in all.
    pub total: i64,
}

/// First, Previous, Next and Last of a list that is found by key. The ordinal in the address only serves the range in
/// words.
#[must_use]
pub fn keyed(t: &Texts, asked: &Fields, here: &Address, it: &Shown) -> Pager {
    let told = asked.text("from").parse::<i64>().ok().filter(|n| (1..=it.total.max(1)).contains(n));
    let from = match (it.more_before, it.more_after) {
        (false, _) => 1,
        (true, false) => (it.total - it.count + 1).max(1),
        (true, true) => told.unwrap_or(1),
    };
    let edge = |entry: Option<Guid>, name: &str, from: i64| {
        entry.map(|guid| here.with(name, &guid.to_string()).with("from", &from.max(1).to_string()).href())
    };
    let range = match it.count {
        0 => String::new(),
        _ => t.pager_range(t.number(from), t.number(from + it.count - 1), t.number(it.total)),
    };
    Pager {
        first: it.more_before.then(|| here.href()),
        previous: it.more_before.then(|| edge(it.first, "before", from - it.size)).flatten(),
        next: it.more_after.then(|| edge(it.last, "after", from + it.count)).flatten(),
        last: it.more_after.then(|| here.with("page", "last").href()),
        range,
    }
}

/// Which page of a list that is found by key was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The first.
    First,
    /// The last.
    Last,
    /// The one after a place.
    After,
    /// The one before a place.
    Before,
}

/// One page of what was found, which is one entry more than fits where there is more, and the ways to its neighbors.
/// `key` is the place of an entry as it stands in an address.
pub fn turned<T>(
    mut found: Vec<T>,
    (size, turn): (usize, Turn),
    here: &Address,
    key: impl Fn(&T) -> String,
) -> (Vec<T>, Pager) {
    let more = found.len() > size;
    let up = matches!(turn, Turn::Last | Turn::Before);
    if up && more {
        found.remove(0);
    }
    found.truncate(size);
    let earlier = if up { more } else { turn == Turn::After };
    let later = if up { turn == Turn::Before } else { more };
    let place = |name: &str, it: Option<&T>| it.map(|it| here.with(name, &key(it)).href());
    let pager = Pager {
        first: earlier.then(|| here.href()),
        previous: earlier.then(|| place("before", found.first())).flatten(),
        next: later.then(|| place("after", found.last())).flatten(),
        last: later.then(|| here.with("page", "last").href()),
        range: String::new(),
    };
    (found, pager)
}

/// First, Previous, Next and Last of a list that is in memory, by the number of its page.
#[must_use]
pub fn numbered(t: &Texts, address: &Address, (here, size): (usize, usize), total: usize) -> Pager {
    let last = total.div_ceil(size).max(1);
    let to = |page: usize| address.with("page", &page.to_string()).href();
    let from = ((here - 1) * size + 1).min(total);
    Pager {
        first: (here > 1).then(|| to(1)),
        previous: (here > 1).then(|| to(here - 1)),
        next: (here < last).then(|| to(here + 1)),
        last: (here < last).then(|| to(last)),
        range: t.pager_range(from, (here * size).min(total), total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn shown() -> Shown {
        let guid = |n| Some(Guid::from_u128(n));
        let (first, last) = (guid(1), guid(2));
        Shown { first, last, more_before: true, more_after: true, count: 50, size: 50, total: 1_120 }
    }

    fn pager(asked: &str, it: Shown) -> Pager {
        let asked = Fields::read(asked.as_bytes()).unwrap();
        keyed(Texts::get(Lang::En), &asked, &Address::of("/customers", &asked, &["q"]), &it)
    }

    #[test]
    fn the_middle_page_leads_everywhere() {
        let it = pager("q=a&from=51", shown());
        assert_eq!(it.range, "51\u{2013}100 of 1,120");
        let before = format!("/customers?q=a&before={}&from=1", Guid::from_u128(1));
        assert_eq!((it.first.as_deref(), it.previous), (Some("/customers?q=a"), Some(before)));
        let after = format!("/customers?q=a&after={}&from=101", Guid::from_u128(2));
        assert_eq!((it.next, it.last.as_deref()), (Some(after), Some("/customers?q=a&page=last")));
    }

    #[test]
    fn the_ends_know_their_numbers_whatever_the_address_says() {
        let first = pager("from=900", Shown { more_before: false, ..shown() });
        assert_eq!((first.range.as_str(), first.first), ("1\u{2013}50 of 1,120", None));
        let last = pager("from=1&page=last", Shown { more_after: false, count: 20, ..shown() });
        assert_eq!((last.range.as_str(), last.next), ("1,101\u{2013}1,120 of 1,120", None));
        let none = pager("", Shown::default());
        assert!(none.first.is_none() && none.last.is_none() && none.range.is_empty());
        assert_eq!(pager("from=-5", shown()).range, "1\u{2013}50 of 1,120");
    }
}
