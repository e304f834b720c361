//! What a spreadsheet does to text cells. Every CSV that leaves Cupo passes its cells through
//! [`guard_formula`]; the imports ask [`is_formula`] so that a person hears of such a cell before it is stored.
//! Must never change a cell that a spreadsheet would show as it is: telephone numbers keep their plus sign.

use std::borrow::Cow;

/// The letters at which spreadsheets begin to read a cell as a formula; the wide forms are what East Asian
/// keyboards write, and spreadsheets take them too.
const FORMULA_STARTS: [char; 4] = ['=', '@', '＝', '＠'];

/// A sign before a cell: a formula too, unless only digits and the marks of a number follow.
const SIGNS: [char; 4] = ['+', '-', '＋', '－'];

/// Blanks at which some spreadsheets go on reading, so that the next letter starts a formula.
const HIDDEN_STARTS: [char; 3] = ['\t', '\r', '\n'];

/// Whether a spreadsheet would read this cell as a formula. A number with its sign, such as `+34 555 010 203`,
/// is none: without a letter there is no function to call.
#[must_use]
pub fn is_formula(cell: &str) -> bool {
    let mut rest = cell.trim_start().chars();
    match rest.next() {
        Some(first) if FORMULA_STARTS.contains(&first) => true,
        Some(first) if SIGNS.contains(&first) => !rest.all(is_of_number),
        _ => false,
    }
}

fn is_of_number(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, ' ' | '\u{a0}' | '(' | ')' | '.' | ',' | '-' | '/')
}

/// A cell as it may stand in a CSV that somebody opens in a spreadsheet: what would be read as a formula gets an
/// apostrophe before it, which spreadsheets take as "text follows". What looks as if it were guarded already gets one
/// more, so that [`unguard_formula`] brings every cell back.
#[must_use]
pub fn guard_formula(cell: &str) -> Cow<'_, str> {
    if needs_guard(cell.trim_start_matches('\'')) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell that [`guard_formula`] was given.
#[must_use]
pub fn unguard_formula(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if needs_guard(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn needs_guard(cell: &str) -> bool {
    is_formula(cell) || cell.starts_with(HIDDEN_STARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_get_an_apostrophe_and_numbers_do_not() {
        for (cell, guarded) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-2+3+cmd", "'-2+3+cmd"),
            ("＝1+1", "'＝1+1"),
            (" =1+1", "' =1+1"),
            ("\t=1+1", "'\t=1+1"),
            ("\rhello", "'\rhello"),
            ("+34 555 010 203", "+34 555 010 203"),
            ("+1 (555) 010-203", "+1 (555) 010-203"),
            ("-12,5", "-12,5"),
            ("Ana García", "Ana García"),
            ("a=b", "a=b"),
            ("'=1", "''=1"),
            ("'tis", "'tis"),
            ("", ""),
        ] {
            assert_eq!(guard_formula(cell), guarded, "cell {cell:?}");
        }
    }

    #[test]
    fn every_guarded_cell_comes_back() {
        for cell in
            ["=1", "'=1", "''=1", "\t=x", "-ana@x", "'-ana@x", "'", "''", "'a", "a", "", " =1", "' =1", "+34"]
        {
            assert_eq!(unguard_formula(&guard_formula(cell)), cell, "cell {cell:?}");
        }
    }

    #[test]
    fn a_guarded_cell_is_no_formula_any_more() {
        for cell in ["=1", "@x", "+x", "-x", "＠x", "\t=x"] {
            assert!(!is_formula(&guard_formula(cell)), "cell {cell:?}");
        }
    }
}
