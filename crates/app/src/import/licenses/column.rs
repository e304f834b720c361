//! The columns of a file of licenses, and the words that its cells may hold, in both languages. The export writes
//! what the import reads. Must never hold a rule about licenses.

use crate::import::cells::heading::{Columns, HeadingLanguage, fold};

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident, $optional:literal, $english:literal, $spanish:literal, [$($known:literal),*];)*) => {
        /// A column of the file, in the order in which it is exported.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column { $($(#[$doc])* $name,)* }

        impl Column {
            /// The heading that exports and the template have.
            #[must_use]
            pub fn heading(self, language: HeadingLanguage) -> &'static str {
                match (self, language) {
                    $((Column::$name, HeadingLanguage::English) => $english,
                      (Column::$name, HeadingLanguage::Spanish) => $spanish,)*
                }
            }
        }

        impl Columns for Column {
            const ALL: &'static [Self] = &[$(Column::$name,)*];

            fn of_heading(text: &str) -> Option<Self> {
                match fold(text).as_str() { $($($known)|* => Some(Column::$name),)* _ => None }
            }

            fn is_optional(self) -> bool {
                match self { $(Column::$name => $optional,)* }
            }
        }
    };
}

columns! {
    /// Sign-in name.
    User, false, "User", "Usuario",
        ["user", "username", "signinname", "userprincipalname", "usuario", "nombredeusuario",
         "nombredeiniciodesesion"];
    /// Name for people; for the reader only.
    DisplayName, true, "Display name", "Nombre para mostrar", ["displayname", "nombreparamostrar"];
    /// GUID, part number or name.
    Product, false, "Product", "Producto",
        ["product", "license", "sku", "partnumber", "skupartnumber", "producto", "licencia", "referencia"];
    /// Name of the product; for the reader only.
    ProductName, true, "Product name", "Nombre del producto", ["productname", "nombredelproducto"];
    /// Service plans that are off.
    PlansOff, true, "Plans off", "Planes desactivados",
        ["plansoff", "disabledplans", "planesdesactivados", "planesapagados"];
    /// Whether the license is in force, or waits for a seat.
    State, true, "State", "Estado", ["state", "estado"];
}

/// Whether a license is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// It takes a seat.
    Active,
    /// It is recorded and waits for a seat; a row that says so leaves it as it is.
    Waiting,
}

impl SourceState {
    /// The word in an export.
    #[must_use]
    pub fn word(self, language: HeadingLanguage) -> &'static str {
        match (self, language) {
            (SourceState::Active, HeadingLanguage::English) => "active",
            (SourceState::Active, HeadingLanguage::Spanish) => "activa",
            (SourceState::Waiting, HeadingLanguage::English) => "waiting for a seat",
            (SourceState::Waiting, HeadingLanguage::Spanish) => "en espera de un puesto",
        }
    }

    /// The state of a word in either language; an empty cell says that the license shall be in force.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is = |state: SourceState| {
            [HeadingLanguage::English, HeadingLanguage::Spanish]
                .iter()
                .any(|l| fold(state.word(*l)) == fold(text))
        };
        if text.is_empty() {
            return Some(SourceState::Active);
        }
        [SourceState::Active, SourceState::Waiting].into_iter().find(|state| is(*state))
    }
}

/// How cells are separated so that a spreadsheet of the language reads them.
#[must_use]
pub fn delimiter(language: HeadingLanguage) -> char {
    match language {
        HeadingLanguage::English => ',',
        HeadingLanguage::Spanish => ';',
    }
}

/// The empty file that people download and fill in, with the byte order mark that makes spreadsheets read the
/// accents rightly.
#[must_use]
pub fn template_csv(language: HeadingLanguage) -> String {
    let columns = [Column::User, Column::Product, Column::PlansOff];
    let headings = columns.map(|column| column.heading(language));
    format!("\u{feff}{}\r\n", headings.join(&delimiter(language).to_string()))
}
