//! Judges a user name: alias, at sign, domain of the customer. The first fault is the one that is told, from the
//! coarse to the fine, so that one slip gives one sentence.
//! Must never repair more than blanks at the ends: a name that is nearly right belongs to somebody else.

use std::collections::BTreeSet;

use super::column::Column;
use super::finding::UserFinding;
use cupo_domain::decide::change_domains::DOMAIN_MAX;
use cupo_domain::letters::is_unseen;

/// The greatest length of the part before the at sign.
const ALIAS_MAX: usize = 50;

/// The domains that the customer's users may have.
#[derive(Clone, Debug, Default)]
pub struct Domains(BTreeSet<String>);

impl Domains {
    /// From names in any letter case.
    #[must_use]
    pub fn new<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        Domains(names.into_iter().map(|name| name.as_ref().to_lowercase()).collect())
    }

    fn contains(&self, domain: &str) -> bool {
        self.0.contains(domain) || self.0.contains(&domain.to_lowercase())
    }
}

/// The first fault of a user name without blanks at its ends.
pub(super) fn fault(name: &str, domains: &Domains) -> Option<UserFinding> {
    if name.is_empty() {
        return Some(UserFinding::UserEmpty);
    }
    if let Some(letter) = name.chars().find(|letter| is_unseen(*letter)) {
        return Some(UserFinding::UserInvisible { letter });
    }
    if let Some(letter) = name.chars().find(|letter| letter.is_control()) {
        return Some(UserFinding::Control { letter });
    }
    let Some((alias, domain)) = name.split_once('@') else { return Some(UserFinding::UserNoAt) };
    if domain.contains('@') {
        return Some(UserFinding::UserTwoAt);
    }
    alias_fault(alias).or_else(|| domain_fault(domain, domains)).or_else(|| {
        let (limit, length) = (Column::UserName.limit(), name.chars().count());
        (length > limit).then_some(UserFinding::UserLong { limit, length })
    })
}

fn alias_fault(alias: &str) -> Option<UserFinding> {
    let length = alias.chars().count();
    if alias.is_empty() {
        Some(UserFinding::UserNoAlias)
    } else if alias.chars().any(char::is_whitespace) {
        Some(UserFinding::UserSpace)
    } else if let Some(letter) = alias.chars().find(|letter| !letter.is_ascii()) {
        Some(homoglyph(alias).unwrap_or(UserFinding::UserAccent { letter }))
    } else if let Some(letter) = alias.chars().find(|letter| !is_of_alias(*letter)) {
        Some(UserFinding::UserForbidden { letter })
    } else if alias.starts_with('.') {
        Some(UserFinding::UserDotStart)
    } else if alias.ends_with('.') {
        Some(UserFinding::UserDotEnd)
    } else if alias.contains("..") {
        Some(UserFinding::UserDotTwice)
    } else {
        (length > ALIAS_MAX).then_some(UserFinding::UserLong { limit: ALIAS_MAX, length })
    }
}

fn domain_fault(domain: &str, domains: &Domains) -> Option<UserFinding> {
    let length = domain.chars().count();
    if domain.is_empty() {
        Some(UserFinding::UserNoDomain)
    } else if domain.chars().any(char::is_whitespace) {
        Some(UserFinding::UserSpace)
    } else if length > DOMAIN_MAX {
        Some(UserFinding::DomainLong { limit: DOMAIN_MAX, length })
    } else if domains.contains(domain) {
        None
    } else if let Some(homoglyph) = homoglyph(domain) {
        Some(homoglyph)
    } else if domain.contains('.') {
        Some(UserFinding::DomainUnknown { domain: domain.to_owned() })
    } else {
        Some(UserFinding::DomainOneLabel { domain: domain.to_owned() })
    }
}

fn is_of_alias(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '\'' | '.' | '-' | '_' | '!' | '#' | '^' | '~')
}

/// A letter of another script among Latin ones, that looks like one of them.
fn homoglyph(part: &str) -> Option<UserFinding> {
    if !part.chars().any(|letter| letter.is_ascii_alphabetic()) {
        return None;
    }
    let looks = |letter| TWINS.iter().find(|(other, _)| *other == letter).map(|(_, latin)| (letter, *latin));
    part.chars().find_map(looks).map(|(letter, looks_like)| UserFinding::UserHomoglyph { letter, looks_like })
}

/// Cyrillic and Greek letters that common typefaces draw as Latin ones.
const TWINS: [(char, char); 37] = [
    ('\u{430}', 'a'),
    ('\u{435}', 'e'),
    ('\u{43e}', 'o'),
    ('\u{440}', 'p'),
    ('\u{441}', 'c'),
    ('\u{443}', 'y'),
    ('\u{445}', 'x'),
    ('\u{455}', 's'),
    ('\u{456}', 'i'),
    ('\u{458}', 'j'),
    ('\u{4bb}', 'h'),
    ('\u{501}', 'd'),
    ('\u{51b}', 'q'),
    ('\u{51d}', 'w'),
    ('\u{410}', 'A'),
    ('\u{412}', 'B'),
    ('\u{415}', 'E'),
    ('\u{41a}', 'K'),
    ('\u{41c}', 'M'),
    ('\u{41d}', 'H'),
    ('\u{41e}', 'O'),
    ('\u{420}', 'P'),
    ('\u{421}', 'C'),
    ('\u{422}', 'T'),
    ('\u{425}', 'X'),
    ('\u{391}', 'A'),
    ('\u{392}', 'B'),
    ('\u{395}', 'E'),
    ('\u{397}', 'H'),
    ('\u{399}', 'I'),
    ('\u{39a}', 'K'),
    ('\u{39c}', 'M'),
    ('\u{39d}', 'N'),
    ('\u{39f}', 'O'),
    ('\u{3bf}', 'o'),
    ('\u{3bd}', 'v'),
    ('\u{3c1}', 'p'),
];
