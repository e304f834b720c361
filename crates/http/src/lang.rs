//! The languages of every surface and how one is chosen: the person's choice first, then the browser's wish.
//! It must never guess from an address or a name.

use unic_langid::LanguageIdentifier;

/// A language that every text exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Es, Self::En];

    /// The name of the cookie that remembers the choice.
    pub const COOKIE: &'static str = "lang";

    /// The code for `lang` attributes, cookies and forms.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
        }
    }

    /// Reads a code such as `es` or `es-MX`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let primary = text.split(['-', '_']).next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.code()))
    }

    /// The language for a request: the remembered choice, else the best of `Accept-Language`, else English.
    #[must_use]
    pub fn negotiate(chosen: Option<&str>, accepted: Option<&str>) -> Self {
        chosen.and_then(Self::parse).or_else(|| accepted.and_then(best_of)).unwrap_or_default()
    }

    /// A whole number with its groups: `4,213` and `84,213`; in Spanish `4213` and `84.213`.
    #[must_use]
    pub fn number(self, value: i64) -> String {
        let sign = if value < 0 { "\u{2212}" } else { "" };
        format!("{sign}{}", self.grouped(&value.unsigned_abs().to_string()))
    }

    /// Digits with their groups.
    #[must_use]
    pub fn grouped(self, digits: &str) -> String {
        let (separator, least) = match self {
            Self::En => (',', 4),
            Self::Es => ('.', 5),
        };
        if digits.len() < least {
            return digits.to_owned();
        }
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }

    /// As Fluent wants it.
    #[must_use]
    pub fn identifier(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }
}

/// The wanted language with the greatest weight; the earlier one where weights are equal.
fn best_of(header: &str) -> Option<Lang> {
    let mut best: Option<(u16, Lang)> = None;
    for item in header.split(',') {
        let mut parts = item.split(';');
        let Some(lang) = parts.next().and_then(Lang::parse) else { continue };
        let weight = parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(1000, thousandths);
        if weight > 0 && best.is_none_or(|(other, _)| weight > other) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

/// A weight such as `0.85` in thousandths; what cannot be read weighs nothing.
fn thousandths(text: &str) -> u16 {
    let (whole, rest) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    match whole {
        "1" => 1000,
        "0" => format!("{rest:0<3}").get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_wins_over_the_browser() {
        assert_eq!(Lang::negotiate(Some("es"), Some("en-GB,en")), Lang::Es);
        assert_eq!(Lang::negotiate(Some("fr"), Some("es-AR,en;q=0.5")), Lang::Es);
    }

    #[test]
    fn weights_decide_and_zero_means_never() {
        assert_eq!(Lang::negotiate(None, Some("fr, en;q=0.4, es-MX;q=0.85")), Lang::Es);
        assert_eq!(Lang::negotiate(None, Some("es;q=0, en;q=0.1")), Lang::En);
        assert_eq!(Lang::negotiate(None, Some("es;q=broken")), Lang::En);
        assert_eq!(Lang::negotiate(None, Some("es;q=0.\u{e9}")), Lang::En);
        assert_eq!(Lang::negotiate(None, None), Lang::En);
    }
}
