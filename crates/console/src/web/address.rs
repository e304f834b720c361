//! Addresses of lists: everything that filters and sorts is in them, so that they can be bookmarked. Parts are
//! changed one at a time and everything else stays.

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
