//! What is odd about a published list and was taken all the same: codes and data only, the sentences live with the
//! surfaces. Must never stand for a row that was not taken; those are rejects.

use super::row::Column;

/// One oddity, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// The line of the file, counted from 1.
    pub line: u64,
    /// The column, or none where the whole row is meant.
    pub column: Option<Column>,
    /// What is odd.
    pub kind: OddityKind,
    /// What stands there.
    pub seen: String,
    /// What it was taken for; empty where nothing of it was taken.
    pub taken: String,
    /// The line that it is odd with, where there is one.
    pub other_line: Option<u64>,
}

macro_rules! oddities {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// What is odd.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum OddityKind { $($(#[$doc])* $name,)* }

        impl OddityKind {
            /// Every kind, so that a surface can be held to have a sentence for each.
            pub const ALL: &'static [OddityKind] = &[$(OddityKind::$name,)*];

            /// The stable code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(OddityKind::$name => $code,)* }
            }
        }
    };
}

oddities! {
    /// A no-break space; taken as a blank.
    NoBreakSpace = "no-break-space";
    /// A tab; taken as a blank.
    Tab = "tab";
    /// A blank before or after; left out.
    OuterBlank = "outer-blank";
    /// Several blanks in a row; taken as one.
    DoubleBlank = "double-blank";
    /// A blank inside an identifier; kept, it may be its true form.
    InnerBlank = "inner-blank";
    /// A GUID in capitals; taken in small letters.
    GuidCase = "guid-case";
    /// The same name in other letter case; one spelling was taken.
    LetterCase = "letter-case";
    /// Another name for the same GUID; the most frequent one was taken.
    OtherName = "other-name";
    /// Another part number for the same product; the most frequent one was taken.
    OtherPartNumber = "other-part-number";
    /// The name lacks its end; the whole one was taken.
    CutOff = "cut-off";
    /// The name of another plan of the list; the own one was taken.
    NameOfOtherPlan = "name-of-other-plan";
    /// The identifier in place of a name for people; a real name was taken.
    IdentifierAsName = "identifier-as-name";
    /// A bracket without its other half.
    UnbalancedBracket = "unbalanced-bracket";
    /// Two identifiers in one cell; the second is the plan's own.
    FusedNames = "fused-names";
    /// No name for people; the identifier was taken.
    NameMissing = "name-missing";
    /// A row that stands there before, equal to the letter; left out.
    DuplicateRow = "duplicate-row";
    /// A product and plan that stand there before under other names; left out.
    DuplicatePair = "duplicate-pair";
    /// A part number that another product has too; both were taken.
    PartNumberShared = "part-number-shared";
    /// A name that another product has too; both were taken.
    ProductNameShared = "product-name-shared";
    /// A plan name that another plan has too; both were taken.
    PlanNameShared = "plan-name-shared";
    /// A GUID that is a product and a plan; both were taken.
    ProductAndPlan = "product-and-plan";
    /// The heading line once more; left out.
    HeadingAgain = "heading-again";
    /// A row of empty cells; left out.
    EmptyRow = "empty-row";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_in_one_style() {
        let codes: BTreeSet<_> = OddityKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), OddityKind::ALL.len());
        assert!(codes.iter().all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }
}
