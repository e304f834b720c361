//! The sixteen columns of the bulk users file: their headings in both languages, their limits and the template
//! that people download. Must never hold a rule about a value other than its greatest length.

use crate::import::cells::heading::{Columns, fold};

pub use crate::import::cells::heading::HeadingLanguage;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident, $limit:expr, $english:literal, $spanish:literal, [$($known:literal),*];)*) => {
        /// A column of the file, in the documented order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column { $($(#[$doc])* $name,)* }

        impl Column {
            /// All of them, in the documented order.
            pub const ALL: [Column; 16] = [$(Column::$name,)*];

            /// The greatest length, in characters of the composed text.
            #[must_use]
            pub fn limit(self) -> usize {
                match self { $(Column::$name => $limit,)* }
            }

            /// The heading that the template writes.
            #[must_use]
            pub fn heading(self, language: HeadingLanguage) -> &'static str {
                match (self, language) {
                    $((Column::$name, HeadingLanguage::English) => $english,
                      (Column::$name, HeadingLanguage::Spanish) => $spanish,)*
                }
            }

            /// The column with this heading, in either language, whatever its letter case, accents and blanks.
            #[must_use]
            pub fn of_heading(text: &str) -> Option<Self> {
                match fold(text).as_str() { $($($known)|* => Some(Column::$name),)* _ => None }
            }
        }
    };
}

columns! {
    /// Sign-in name: alias, at sign, domain.
    UserName, 79, "User Name", "Nombre de usuario", ["username", "nombredeusuario"];
    /// Given name.
    FirstName, 64, "First Name", "Nombre", ["firstname", "nombre"];
    /// Family name.
    LastName, 64, "Last Name", "Apellido", ["lastname", "apellido", "apellidos"];
    /// Name that lists show.
    DisplayName, 256, "Display Name", "Nombre para mostrar", ["displayname", "nombreparamostrar"];
    /// Job title.
    JobTitle, 64, "Job Title", "Puesto", ["jobtitle", "puesto", "cargo"];
    /// Department.
    Department, 64, "Department", "Departamento", ["department", "departamento"];
    /// Number of the office.
    Office, 128, "Office Number", "Número del trabajo",
        ["officenumber", "office", "numerodeltrabajo", "numerodetrabajo", "numerodeoficina", "numerodelaoficina"];
    /// Telephone at the office.
    OfficePhone, 64, "Office Phone", "Teléfono del trabajo",
        ["officephone", "telefonodeltrabajo", "telefonodetrabajo", "telefonodeoficina", "telefonodelaoficina"];
    /// Mobile telephone.
    MobilePhone, 64, "Mobile Phone", "Teléfono móvil", ["mobilephone", "telefonomovil"];
    /// Fax.
    Fax, 64, "Fax", "Fax", ["fax", "numerodefax"];
    /// Mail address outside the organisation. The format names no limit; this is the greatest length of any address.
    AlternateEmail, 320, "Alternate email address", "Dirección de correo electrónico alternativa",
        ["alternateemailaddress", "alternateemail", "direcciondecorreoelectronicoalternativa",
         "direcciondecorreoelectronicoalternativo", "correoelectronicoalternativo"];
    /// Street and number.
    Address, 1023, "Address", "Dirección", ["address", "streetaddress", "direccion"];
    /// City.
    City, 128, "City", "Ciudad", ["city", "ciudad"];
    /// State or province.
    State, 128, "State or Province", "Estado o provincia", ["stateorprovince", "state", "estadooprovincia", "provincia"];
    /// Postal code.
    PostalCode, 40, "ZIP or Postal Code", "Código postal", ["ziporpostalcode", "postalcode", "zipcode", "codigopostal"];
    /// Country; stands for the usage location.
    Country, 128, "Country or Region", "País o región", ["countryorregion", "country", "paisoregion", "pais"];
}

impl Columns for Column {
    const ALL: &'static [Self] = &Column::ALL;

    fn of_heading(text: &str) -> Option<Self> {
        Column::of_heading(text)
    }

    /// The older form of the file has no alternate address.
    fn is_optional(self) -> bool {
        self == Column::AlternateEmail
    }
}

impl Column {
    /// The telephone columns, which spreadsheets like to turn into numbers.
    #[must_use]
    pub fn is_phone(self) -> bool {
        matches!(self, Column::OfficePhone | Column::MobilePhone | Column::Fax)
    }
}

/// The empty file that people download and fill in: headings only, with the byte order mark that makes
/// spreadsheets read the accents rightly.
#[must_use]
pub fn template_csv(language: HeadingLanguage) -> String {
    let delimiter = match language {
        HeadingLanguage::English => ",",
        HeadingLanguage::Spanish => ";",
    };
    let headings: Vec<&str> = Column::ALL.iter().map(|column| column.heading(language)).collect();
    format!("\u{feff}{}\r\n", headings.join(delimiter))
}
