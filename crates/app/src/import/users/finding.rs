//! What can be said about a cell of the bulk users file: codes and data only, the sentences live with the surfaces.
//! Must never decide anything; the judge does, and the verdict of each finding is fixed here beside its code.

use cupo_domain::country::Country;

use super::column::Column;
use crate::import::cells::finding::{RowFault, findings};

/// One thing found in a row, and in which column where it is one cell's fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The column, or none where the whole row is meant.
    pub column: Option<Column>,
    /// What was found.
    pub what: UserFinding,
}

findings! {
    /// What was found, with the data that a sentence about it needs.
    UserFinding with Row(RowFault) {
    /// Required, and empty or blank.
    UserEmpty = "user-empty", Reject;
    /// Required, and empty or blank.
    DisplayEmpty = "display-empty", Reject;
    /// No at sign.
    UserNoAt = "user-no-at", Reject;
    /// More than one at sign.
    UserTwoAt = "user-two-at", Reject;
    /// Nothing before the at sign.
    UserNoAlias = "user-no-alias", Reject;
    /// Nothing after the at sign.
    UserNoDomain = "user-no-domain", Reject;
    /// A domain that is not the customer's.
    DomainUnknown {
        /// The domain as written.
        domain: String,
    } = "domain-unknown", Reject;
    /// A domain without a dot.
    DomainOneLabel {
        /// The domain as written.
        domain: String,
    } = "domain-one-label", Reject;
    /// A domain above the limit.
    DomainLong {
        /// Greatest length.
        limit: usize,
        /// Length found.
        length: usize,
    } = "domain-long", Reject;
    /// A dot before everything else.
    UserDotStart = "user-dot-start", Reject;
    /// A dot just before the at sign.
    UserDotEnd = "user-dot-end", Reject;
    /// Two dots in a row.
    UserDotTwice = "user-dot-twice", Reject;
    /// A letter outside ASCII.
    UserAccent {
        /// The first such letter.
        letter: char,
    } = "user-accent", Reject;
    /// A blank inside.
    UserSpace = "user-space", Reject;
    /// A letter that cannot be seen: it looks right and is not.
    UserInvisible {
        /// The letter, to be shown by its number only.
        letter: char,
    } = "user-zero-width", Reject;
    /// A letter of another script that looks like a Latin one.
    UserHomoglyph {
        /// The letter.
        letter: char,
        /// What it looks like.
        looks_like: char,
    } = "user-homoglyph", Reject;
    /// A character that a user name cannot have.
    UserForbidden {
        /// The first such character.
        letter: char,
    } = "user-forbidden", Reject;
    /// The part before the at sign is above its limit.
    UserLong {
        /// Greatest length.
        limit: usize,
        /// Length found.
        length: usize,
    } = "user-long", Reject;
    /// The same row as an earlier one.
    DuplicateRow {
        /// Where the earlier one starts.
        first_line: u64,
    } = "dup-row", Reject;
    /// The user name of an earlier row, whatever the letter case.
    DuplicateUser {
        /// Where the earlier one starts.
        first_line: u64,
    } = "dup-user", Reject;
    /// Above the limit of the column.
    TooLong {
        /// Greatest length.
        limit: usize,
        /// Length found.
        length: usize,
    } = "too-long", Reject;
    /// A control character.
    Control {
        /// The first one, to be shown by its number only.
        letter: char,
    } = "control", Reject;
    /// No such country.
    LocationUnknown {
        /// The text as written.
        text: String,
    } = "location-unknown", Reject;
    /// Starts as a formula when the list is opened again in a spreadsheet.
    Formula = "formula", Warn;
    /// Marks that reorder text: what is shown is not what is stored.
    Reordering {
        /// The first such mark, to be shown by its number only.
        letter: char,
    } = "bidi", Warn;
    /// A letter that cannot be seen.
    Invisible {
        /// The first one, to be shown by its number only.
        letter: char,
    } = "invisible", Warn;
    /// UTF-8 that was read once as Windows-1252.
    Mojibake {
        /// What it probably was.
        likely: String,
    } = "mojibake", Warn;
    /// The mark that stands for a letter that was lost before.
    Replacement = "replacement", Warn;
    /// No usage location: the user can be created and holds no license until there is one.
    LocationEmpty = "location-empty", Warn;
    /// A common name that is not the standard's.
    LocationAlias {
        /// The text as written.
        text: String,
        /// The country that was taken.
        country: Country,
    } = "location-alias", Warn;
    /// A postal code that lost its leading zero in a spreadsheet.
    ZipNoZero {
        /// What it probably was.
        likely: String,
    } = "zip-no-zero", Warn;
    /// A telephone number that a spreadsheet turned into powers of ten.
    PhoneScientific {
        /// The text as written.
        text: String,
    } = "phone-scientific", Warn;
    /// Not the form of a mail address.
    EmailForm = "email-form", Warn;
    }
}
