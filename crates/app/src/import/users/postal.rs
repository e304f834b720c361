//! Postal codes that a spreadsheet took for numbers. Must never judge a code of a country that is not in the table.

use cupo_domain::country::Country;

/// Countries whose postal codes are digits only, always so many, and may begin with a zero.
const WIDTHS: [(&str, usize); 24] = [
    ("AU", 4),
    ("CO", 6),
    ("DE", 5),
    ("DO", 5),
    ("EC", 6),
    ("EE", 5),
    ("ES", 5),
    ("FI", 5),
    ("FR", 5),
    ("GT", 5),
    ("IT", 5),
    ("KR", 5),
    ("LT", 5),
    ("MX", 5),
    ("MY", 5),
    ("NO", 4),
    ("PE", 5),
    ("PR", 5),
    ("RO", 6),
    ("SG", 6),
    ("SM", 5),
    ("TR", 5),
    ("UA", 5),
    ("US", 5),
];

/// Codes with two leading zeros exist; with three there is none worth a guess.
const ZEROS_MAX: usize = 2;

/// What the code probably was before its leading zeros were lost.
pub(super) fn with_zeros(code: &str, country: Country) -> Option<String> {
    let (_, width) = WIDTHS.iter().find(|(known, _)| *known == country.as_str())?;
    let lost = width.checked_sub(code.len()).filter(|lost| (1..=ZEROS_MAX).contains(lost))?;
    (code.bytes().all(|byte| byte.is_ascii_digit()) && !code.is_empty())
        .then(|| format!("{}{code}", "0".repeat(lost)))
}
