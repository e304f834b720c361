//! Which domains a customer's users may have: how a domain is written, and adding, removing and choosing the one for new
//! users. It must never ask whether another organization has a domain: that is for whoever can look.

use std::collections::{BTreeMap, BTreeSet};

use crate::refusal::{Code, Denial};

/// Most characters of a domain: what stands after the @ of a sign-in name.
pub const DOMAIN_MAX: usize = 48;
/// Most domains of an organization.
pub const DOMAINS_MAX: usize = 900;

/// The domains of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domains {
    /// All of them.
    pub all: BTreeSet<String>,
    /// The one that new users get unless another is chosen.
    pub default: String,
}

/// Reads a domain as it is kept: in small letters, with a dot, of letters, digits and hyphens. A domain with other letters
/// has a spelling of these as well (`xn--…`), and only that can stand in a sign-in name.
///
/// # Errors
/// E-INVALID with `domain`, and the length allowed or the letter in question.
pub fn parse(text: &str) -> Result<String, Denial> {
    let invalid = || Denial::new(Code::Invalid, "domain");
    let domain = text.trim().to_lowercase();
    if domain.chars().count() > DOMAIN_MAX {
        return Err(invalid().with_figure(i64::try_from(DOMAIN_MAX).unwrap_or(i64::MAX)));
    }
    if let Some(letter) = domain.chars().find(|letter| !letter.is_ascii() || letter.is_ascii_control()) {
        return Err(invalid().with_letter(letter));
    }
    let label = |text: &str| {
        !text.is_empty()
            && !text.starts_with('-')
            && !text.ends_with('-')
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    // The last part of an address of numbers is a number, that of a domain never is.
    let top_is_name = domain.rsplit('.').next().is_some_and(|top| !top.bytes().all(|b| b.is_ascii_digit()));
    if domain.contains('.') && top_is_name && domain.split('.').all(label) {
        Ok(domain)
    } else {
        Err(invalid())
    }
}

/// A denial about one domain of several: it is named as `domain.norte.example`.
#[must_use]
pub fn about(code: Code, domain: &str) -> Denial {
    Denial::new(code, format!("domain.{domain}"))
}

/// Whether the domains may become these; `used` says how many users and addresses each of those that go still has.
///
/// # Errors
/// E-QTY above the greatest number, E-STATE for removing the domain of new users (`default-domain`) or one that somebody
/// has (with how many), E-NOTFOUND when new users should get a domain that is not there.
pub fn decide(now: &Domains, then: &Domains, used: &BTreeMap<String, i64>) -> Result<(), Denial> {
    if then.all.len() > DOMAINS_MAX && then.all.len() > now.all.len() {
        return Err(Denial::new(Code::Quantity, "domains")
            .with_figure(i64::try_from(DOMAINS_MAX).unwrap_or(i64::MAX)));
    }
    if !then.all.contains(&then.default) {
        let stays = now.default == then.default;
        return Err(if stays {
            Denial::new(Code::State, "default-domain")
        } else {
            Denial::new(Code::NotFound, "domain")
        });
    }
    let in_use =
        |domain: &String| Some((domain.clone(), used.get(domain).copied().filter(|count| *count > 0)?));
    match now.all.difference(&then.all).find_map(in_use) {
        Some((domain, count)) => Err(about(Code::State, &domain).with_figure(count)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domains(all: &[&str], default: &str) -> Domains {
        Domains { all: all.iter().map(|it| (*it).to_owned()).collect(), default: default.to_owned() }
    }

    fn refused(now: &Domains, then: &Domains, used: &[(&str, i64)]) -> Option<(Code, String, Option<i64>)> {
        let used = used.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
        decide(now, then, &used).err().map(|it| (it.code, it.subject, it.figure))
    }

    #[test]
    fn a_domain_is_kept_in_small_letters_without_blanks_around_it() {
        assert_eq!(parse(" Norte.Example "), Ok("norte.example".to_owned()));
        assert_eq!(parse("xn--caf-dma.example"), Ok("xn--caf-dma.example".to_owned()));
        assert_eq!(parse("a1.b-2.example").as_deref(), Ok("a1.b-2.example"));
    }

    #[test]
    fn what_is_no_domain_is_refused_with_what_is_wrong() {
        for text in
            ["", "norte", ".example", "norte.", "a..b", "-a.example", "a-.example", "a_b.example", "10.0.0.1"]
        {
            assert_eq!(parse(text), Err(Denial::new(Code::Invalid, "domain")), "{text}");
        }
        assert_eq!(parse("café.example").unwrap_err().letter, Some('é'));
        assert_eq!(parse("аzul.example").unwrap_err().letter, Some('а'), "a letter that only looks Latin");
        assert_eq!(parse("a\0b.example").unwrap_err().letter, Some('\0'));
        let longest = format!("{}.example", "d".repeat(DOMAIN_MAX - 8));
        assert_eq!(parse(&longest), Ok(longest.clone()));
        assert_eq!(parse(&format!("d{longest}")).unwrap_err().figure, Some(48));
    }

    #[test]
    fn a_domain_goes_only_when_nobody_has_it_and_new_users_do_not_get_it() {
        let now = domains(&["a.example", "b.example"], "a.example");
        let then = domains(&["a.example"], "a.example");
        assert_eq!(refused(&now, &then, &[("b.example", 0)]), None);
        let used = Some((Code::State, "domain.b.example".to_owned(), Some(3)));
        assert_eq!(refused(&now, &then, &[("b.example", 3)]), used);
        let first = Some((Code::State, "default-domain".to_owned(), None));
        assert_eq!(refused(&now, &domains(&["b.example"], "a.example"), &[]), first);
        assert_eq!(refused(&now, &domains(&["b.example"], "b.example"), &[("a.example", 0)]), None);
    }

    #[test]
    fn new_users_get_a_domain_that_is_there() {
        let now = domains(&["a.example"], "a.example");
        let missing = Some((Code::NotFound, "domain".to_owned(), None));
        assert_eq!(refused(&now, &domains(&["a.example"], "b.example"), &[]), missing);
        assert_eq!(refused(&now, &domains(&["a.example", "b.example"], "b.example"), &[]), None);
    }

    #[test]
    fn there_is_a_greatest_number_and_whoever_is_above_it_may_still_remove() {
        let many = |count: usize| {
            let all = (0..count).map(|n| format!("d{n}.example")).collect();
            Domains { all, default: "d0.example".to_owned() }
        };
        assert_eq!(refused(&many(DOMAINS_MAX - 1), &many(DOMAINS_MAX), &[]), None);
        let full = Some((Code::Quantity, "domains".to_owned(), Some(900)));
        assert_eq!(refused(&many(DOMAINS_MAX), &many(DOMAINS_MAX + 1), &[]), full);
        assert_eq!(refused(&many(DOMAINS_MAX + 2), &many(DOMAINS_MAX + 1), &[]), None);
    }
}
