//! Which users of a preview an address asks for, and where in the list.

use cupo_app::licenses::listed::{ListedFilter, ListedPlace};
use cupo_app::store::preview_parts::Concern;
use cupo_domain::catalogue::Catalogue;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::time::Instant;

use crate::web::at_risk::words::workload;
use crate::web::posted::Fields;

/// The parts of an address that filter, and the way back.
pub const PARTS: [&str; 6] = ["concern", "product", "reason", "data", "due", "back"];
/// The parts that narrow a group beyond the tabs.
pub const NARROWING: [&str; 4] = ["product", "reason", "data", "due"];
const REASON_LETTERS: usize = 16;

/// Reads which users.
///
/// # Errors
/// E-INVALID with the part that is not understood, E-NOTFOUND for a product that is not in the catalogue.
pub fn read(catalogue: &Catalogue, asked: &Fields) -> Result<ListedFilter, Denial> {
    let invalid = |part: &str| Denial::new(Code::Invalid, part);
    let concern = match asked.some("concern") {
        None => None,
        Some(word) => {
            let found = Concern::ALL.into_iter().find(|it| it.key() == word);
            Some(found.ok_or_else(|| invalid("concern"))?)
        }
    };
    let product = match asked.some("product") {
        None => None,
        Some(text) => {
            let guid = Guid::parse_str(text).map_err(|_| invalid("product"))?;
            let found = catalogue.product_by_guid(guid);
            Some(found.ok_or_else(|| Denial::new(Code::NotFound, "product"))?.id)
        }
    };
    let reason = match asked.some("reason") {
        Some(key) if key.len() != REASON_LETTERS || !key.bytes().all(|b| b.is_ascii_hexdigit()) => {
            return Err(invalid("reason"));
        }
        other => other.map(str::to_owned),
    };
    let data = match asked.some("data") {
        None => None,
        Some(word) => Some(workload(word).ok_or_else(|| invalid("data"))?),
    };
    let due = match asked.some("due") {
        None => None,
        Some(text) => Some(Instant(text.parse().map_err(|_| invalid("due"))?)),
    };
    Ok(ListedFilter { concern, product, reason, data, due })
}

/// Reads `after`, `before` or `at=last`.
///
/// # Errors
/// E-INVALID with the part that is not understood.
pub fn place(asked: &Fields) -> Result<ListedPlace, Denial> {
    let number = |name: &str, text: &str| {
        text.parse::<i64>().ok().filter(|n| *n >= 0).ok_or_else(|| Denial::new(Code::Invalid, name))
    };
    match (asked.some("after"), asked.some("before"), asked.some("at")) {
        (Some(text), ..) => number("after", text).map(ListedPlace::After),
        (_, Some(text), _) => number("before", text).map(ListedPlace::Before),
        (.., Some("last")) => Ok(ListedPlace::Last),
        (.., Some(_)) => Err(Denial::new(Code::Invalid, "at")),
        _ => Ok(ListedPlace::First),
    }
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
        let filter =
            read(&catalogue, &asked("concern=losses&data=mail&due=90&reason=0123456789abcdef")).unwrap();
        assert_eq!((filter.concern, filter.due), (Some(Concern::Losses), Some(Instant(90))));
        for (query, part) in [
            ("concern=maybe", "concern"),
            ("product=7", "product"),
            ("reason=zz", "reason"),
            ("data=paper", "data"),
            ("due=soon", "due"),
        ] {
            assert_eq!(read(&catalogue, &asked(query)).unwrap_err().subject, part, "{query}");
        }
    }

    #[test]
    fn places_are_read_and_nonsense_is_named() {
        assert_eq!(place(&asked("after=12")).unwrap(), ListedPlace::After(12));
        assert_eq!(place(&asked("before=0")).unwrap(), ListedPlace::Before(0));
        assert_eq!(place(&asked("at=last")).unwrap(), ListedPlace::Last);
        assert_eq!(place(&asked("")).unwrap(), ListedPlace::First);
        for query in ["after=-1", "before=x", "after=99999999999999999999", "at=middle"] {
            assert!(place(&asked(query)).is_err(), "{query}");
        }
    }
}
