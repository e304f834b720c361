//! Countries: the two-letter codes of ISO 3166-1 that say where a person uses a license (R-USER-1), with their names
//! in English and Spanish, and what a person may write for one. Must never guess: a name that is only similar is
//! none.

mod names;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use names::{ALSO_CALLED, COUNTRIES};

/// A country of ISO 3166-1 alpha-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// Codes in common use that the standard does not have, and the code that is meant.
const ALIASES: [(&str, [u8; 2]); 1] = [("uk", *b"GB")];

/// Longer than any name; what is longer is not folded at all.
const NAME_BYTES_MAX: usize = 200;

static BY_NAME: LazyLock<BTreeMap<String, Country>> = LazyLock::new(|| {
    let mut found = BTreeMap::new();
    let shown = COUNTRIES.iter().flat_map(|(code, english, spanish)| [(english, code), (spanish, code)]);
    for (name, code) in ALSO_CALLED.iter().map(|(name, code)| (name, code)).chain(shown) {
        found.insert(fold(name), Country(*code));
        if let Some((first, last)) = name.split_once(", ") {
            found.insert(fold(&format!("{last} {first}")), Country(*code));
        }
    }
    found
});

impl Country {
    /// Reads a code of the standard, in capitals as it is stored and sent.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 2] = text.as_bytes().try_into().ok()?;
        COUNTRIES.binary_search_by_key(&code, |entry| entry.0).is_ok().then_some(Self(code))
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only `parse` and the table make codes, and both are ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The English name.
    #[must_use]
    pub fn name_en(self) -> &'static str {
        self.entry().map_or("", |entry| entry.1)
    }

    /// The Spanish name.
    #[must_use]
    pub fn name_es(self) -> &'static str {
        self.entry().map_or("", |entry| entry.2)
    }

    /// Every country, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        COUNTRIES.iter().map(|entry| Self(entry.0))
    }

    fn entry(self) -> Option<&'static names::Entry> {
        let at = COUNTRIES.binary_search_by_key(&self.0, |entry| entry.0).ok()?;
        COUNTRIES.get(at)
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a person wrote for a country: its code in any case, or its name in English or Spanish without regard to
/// case, accents and outer blanks. The second value says that it was an alias, such as UK, which the standard lacks.
#[must_use]
pub fn resolve(text: &str) -> Option<(Country, bool)> {
    if text.len() > NAME_BYTES_MAX {
        return None;
    }
    let folded = fold(text);
    if let Some(country) = Country::parse(&folded.to_ascii_uppercase()) {
        return Some((country, false));
    }
    if let Some((_, code)) = ALIASES.iter().find(|(alias, _)| *alias == folded) {
        return Some((Country(*code), true));
    }
    BY_NAME.get(&folded).map(|country| (*country, false))
}

/// Lower case, without accents whether composed or not, blanks of any kind as single ones and none outside.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase).filter_map(without_accent));
    }
    folded
}

/// The letters with accents that names of countries have; a loose accent vanishes, anything else stays as it is.
fn without_accent(letter: char) -> Option<char> {
    Some(match letter {
        '\u{300}'..='\u{36f}' => return None,
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        '’' => '\'',
        other => other,
    })
}

#[cfg(test)]
mod tests;
