//! What can be wrong with the letters of a cell, whatever its column. Must never change a letter that a person
//! would see: only blanks at the ends go, accents are composed, and line ends become line feeds.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The cell as it is stored and compared.
pub(in crate::import) fn clean(cell: &str) -> Cow<'_, str> {
    let trimmed = cell.trim();
    if trimmed.is_ascii() && !trimmed.contains('\r') {
        return Cow::Borrowed(trimmed);
    }
    if !trimmed.contains('\r') && is_nfc_quick(trimmed.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(trimmed);
    }
    Cow::Owned(trimmed.replace("\r\n", "\n").replace('\r', "\n").nfc().collect())
}

/// What the text probably was, if it is UTF-8 that was read once as Windows-1252.
///
/// A letter pair is taken back only where it yields a letter of western and central European names or a
/// typographic mark, because `É’` at the end of a shouted word would yield a letter too, of no living name. Greek
/// and Cyrillic names come as several pairs in a row.
pub(in crate::import) fn unmojibake(text: &str) -> Option<String> {
    // Two letters outside ASCII in a row are rare in sound names, and what all of this is about.
    if !text.as_bytes().windows(3).any(|bytes| matches!(bytes, [0xc3, _, 0xc2..=0xff])) {
        return None;
    }
    let mut repaired = String::new();
    let mut found = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut bytes: Vec<u8> = windows_byte(letter).filter(|byte| *byte >= 0xc2).into_iter().collect();
        let mut run = String::from(letter);
        while let Some(byte) = letters.peek().copied().and_then(windows_byte).filter(|byte| *byte >= 0x80) {
            if bytes.is_empty() {
                break;
            }
            bytes.push(byte);
            run.extend(letters.next());
        }
        let (taken_back, any) = take_back(&bytes, &run);
        found |= any;
        repaired.push_str(&taken_back);
    }
    found.then_some(repaired)
}

/// A run of letters outside ASCII, as bytes: taken back where it is UTF-8, else as it was.
fn take_back(bytes: &[u8], run: &str) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) if bytes.len() > 1 && is_plausible(text) => (text.to_owned(), true),
        _ => (run.to_owned(), false),
    }
}

fn is_plausible(text: &str) -> bool {
    let western = |letter: char| matches!(letter, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{2026}' | '€');
    let other = |letter: char| matches!(letter, '\u{370}'..='\u{45f}');
    text.chars().all(western) || (text.chars().count() > 1 && text.chars().all(other))
}

fn windows_byte(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return None;
    }
    let mut buffer = [0; 4];
    let (bytes, _, lost) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
    if lost { None } else { bytes.first().copied() }
}

/// A number as a spreadsheet shows it when it is long: `3,46E+10`.
pub(in crate::import) fn is_scientific(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number =
        number.split_once([',', '.']).map_or(digits(number), |(whole, rest)| digits(whole) && digits(rest));
    number && digits(power.strip_prefix(['+', '-']).unwrap_or(power))
}
