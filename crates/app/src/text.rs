//! Text that is compared: folding for search, sort keys for order (D-8). The same keys on every engine and in every
//! language, so that the order on screen is the order in which last seats are given.

use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let locale: icu_locale::Locale = "es".parse().ok()?;
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
});

/// The bytes by which names are ordered: Unicode collation with the Spanish tailoring, then the sign-in name.
#[must_use]
pub fn sort_key(name: &str, sign_in: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() + sign_in.len() + 8);
    if let Some(collator) = COLLATOR.as_ref() {
        // Writing to memory cannot fail.
        let Ok(()) = collator.write_sort_key_to(name, &mut key);
    } else {
        key.extend_from_slice(fold(name).as_bytes());
    }
    key.push(0);
    key.extend_from_slice(sign_in.as_bytes());
    key
}

/// Lower case without accents, for search.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_expect() {
        let mut names = ["Zoe", "ángel", "Ñandú", "Nuria", "Oscar", "Ana", "Åsa"];
        names.sort_by_key(|n| sort_key(n, ""));
        assert_eq!(names, ["Ana", "ángel", "Åsa", "Nuria", "Ñandú", "Oscar", "Zoe"]);
    }

    #[test]
    fn equal_names_are_ordered_by_sign_in() {
        assert!(sort_key("Ana", "a@x.example") < sort_key("Ana", "b@x.example"));
        assert!(sort_key("Ana", "z@x.example") < sort_key("Anabel", "a@x.example"));
    }

    #[test]
    fn search_ignores_case_and_accents() {
        assert_eq!(fold("Íñigo ÁLVAREZ"), "inigo alvarez");
        assert_eq!(fold("I\u{301}n\u{303}igo"), "inigo");
    }
}
