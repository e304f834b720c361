//! Which lines of a result the address asks for: by verdict, code and product, and where in them.

use cupo_app::store::operations::{OutcomeCount, OutcomeList};
use cupo_domain::catalogue::Catalogue;
use cupo_domain::ids::{Guid, ProductId};
use cupo_domain::refusal::{Code, Denial};

use crate::web::posted::Fields;

/// The verdicts by the words in addresses, in the order of their numbers.
pub const VERDICTS: [&str; 4] = ["done", "unchanged", "kept", "refused"];

/// The parts of an address that filter.
pub const PARTS: [&str; 3] = ["verdict", "code", "product"];

/// What the address asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Number of the verdict.
    pub verdict: Option<i64>,
    /// Code of refusals.
    pub code: Option<Code>,
    /// Product.
    pub product: Option<ProductId>,
}

impl Filter {
    /// Reads an address.
    ///
    /// # Errors
    /// E-INVALID with the part that is not understood, E-NOTFOUND for a product that is not in the catalogue.
    pub fn read(catalogue: &Catalogue, asked: &Fields) -> Result<Self, Denial> {
        let verdict = match asked.some("verdict") {
            None => None,
            Some(word) => {
                let number = VERDICTS.iter().position(|v| *v == word).and_then(|n| i64::try_from(n).ok());
                Some(number.ok_or_else(|| Denial::new(Code::Invalid, "verdict"))?)
            }
        };
        let code = match asked.some("code") {
            None => None,
            Some(text) => Some(Code::parse(text).ok_or_else(|| Denial::new(Code::Invalid, "code"))?),
        };
        let product = match asked.some("product") {
            None => None,
            Some(text) => {
                let guid = Guid::parse_str(text).map_err(|_| Denial::new(Code::Invalid, "product"))?;
                let found = catalogue.product_by_guid(guid);
                Some(found.ok_or_else(|| Denial::new(Code::NotFound, "product"))?.id)
            }
        };
        Ok(Self { verdict, code, product })
    }

    /// Whether anything is filtered.
    #[must_use]
    pub fn is_on(&self) -> bool {
        *self != Self::default()
    }

    /// How many lines match.
    #[must_use]
    pub fn total(&self, counts: &[OutcomeCount]) -> i64 {
        counts.iter().filter(|c| self.matches(c)).map(|c| c.count).sum()
    }

    fn matches(&self, count: &OutcomeCount) -> bool {
        self.verdict.is_none_or(|v| v == count.verdict)
            && self.code.is_none_or(|c| c.as_str() == count.code)
            && self.product.is_none_or(|p| p == count.product)
    }

    /// The list for the store.
    #[must_use]
    pub fn list(&self, place: Place, take: i64) -> OutcomeList {
        let (after, before) = match place {
            Place::First => (None, None),
            Place::After(place) => (Some(place), None),
            Place::Before(place) => (None, Some(place)),
            Place::Last => (None, Some((i64::MAX, i64::MAX))),
        };
        OutcomeList {
            verdict: self.verdict,
            code: self.code.map(|c| c.as_str().to_owned()),
            product: self.product,
            after,
            before,
            take,
        }
    }
}

/// Where in the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The beginning.
    #[default]
    First,
    /// After this place and pool.
    After((i64, i64)),
    /// Before this place and pool.
    Before((i64, i64)),
    /// The end.
    Last,
}

impl Place {
    /// Reads `after`, `before` or `at=last`.
    ///
    /// # Errors
    /// E-INVALID with the part that is not understood.
    pub fn read(asked: &Fields) -> Result<Self, Denial> {
        if let Some(text) = asked.some("after") {
            return key("after", text).map(Self::After);
        }
        if let Some(text) = asked.some("before") {
            return key("before", text).map(Self::Before);
        }
        match asked.some("at") {
            Some("last") => Ok(Self::Last),
            Some(_) => Err(Denial::new(Code::Invalid, "at")),
            None => Ok(Self::First),
        }
    }
}

/// The key of a line as it stands in addresses.
#[must_use]
pub fn key_text((position, pool): (i64, i64)) -> String {
    format!("{position}.{pool}")
}

fn key(name: &str, text: &str) -> Result<(i64, i64), Denial> {
    let bad = || Denial::new(Code::Invalid, name);
    let (position, pool) = text.split_once('.').ok_or_else(bad)?;
    Ok((position.parse().map_err(|_| bad())?, pool.parse().map_err(|_| bad())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Fields {
        Fields::read(query.as_bytes()).unwrap()
    }

    #[test]
    fn addresses_are_read_and_nonsense_is_named() {
        let catalogue = Catalogue::default();
        let filter = Filter::read(&catalogue, &asked("verdict=refused&code=E-COUNT")).unwrap();
        assert_eq!(filter, Filter { verdict: Some(3), code: Some(Code::Count), product: None });
        for (query, part) in [("verdict=maybe", "verdict"), ("code=E-NO", "code"), ("product=7", "product")] {
            assert_eq!(Filter::read(&catalogue, &asked(query)).unwrap_err().subject, part, "{query}");
        }
        assert!(!Filter::read(&catalogue, &asked("")).unwrap().is_on());
    }

    #[test]
    fn places_come_back_from_addresses() {
        let place = format!("after={}", key_text((12, 7)));
        assert_eq!(Place::read(&asked(&place)).unwrap(), Place::After((12, 7)));
        assert_eq!(Place::read(&asked("at=last")).unwrap(), Place::Last);
        for query in ["after=12", "before=x.1", "after=99999999999999999999.1", "at=middle"] {
            assert!(Place::read(&asked(query)).is_err(), "{query}");
        }
    }

    #[test]
    fn totals_follow_the_filter() {
        let count = |verdict, code: &str, count| OutcomeCount {
            product: ProductId(1),
            verdict,
            effect: String::new(),
            code: code.to_owned(),
            count,
        };
        let counts = [count(0, "", 5), count(3, "E-COUNT", 2), count(3, "E-OTHER", 1)];
        assert_eq!(Filter::default().total(&counts), 8);
        assert_eq!(Filter { verdict: Some(3), ..Filter::default() }.total(&counts), 3);
        assert_eq!(Filter { code: Some(Code::Count), ..Filter::default() }.total(&counts), 2);
    }
}
