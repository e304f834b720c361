//! Imports of users and of the catalogue: the file, what was found in it by line and column, and applying it.

use askama::Template;

use super::Footer;
use crate::texts::Texts;
use crate::view::{Choice, FieldError, Figure, Frame, Link, Note, Pager, Progress, Tab};

/// Something found in a file.
pub struct FindingRow {
    /// Line where the record starts.
    pub line: i64,
    /// Column, by its heading; empty for the whole row.
    pub column: String,
    /// Shape of the verdict.
    pub icon: &'static str,
    /// Verdict in a word.
    pub verdict: String,
    /// What was found, and what to do.
    pub text: String,
    /// What stands in the file.
    pub value: String,
}

/// What was found.
pub struct ImportResult {
    /// All of it in a sentence.
    pub sentence: String,
    /// How far it is, while it runs.
    pub progress: Option<Progress>,
    /// Totals by verdict.
    pub figures: Vec<Figure>,
    /// There is something to apply.
    pub may_apply: bool,
    /// Where applying goes.
    pub apply_action: String,
    /// Label of the button, with what it does.
    pub apply_label: String,
    /// GUID of the preview.
    pub preview: String,
    /// Its digest.
    pub digest: String,
    /// What has become different since it was shown.
    pub changed: Option<Note>,
    /// The operation that it became.
    pub operation: Option<Link>,
    /// Domains that the customer lacks, and the way to add them.
    pub domains: Option<Note>,
    /// Findings as CSV.
    pub csv_href: String,
    /// Filters by verdict.
    pub filters: Vec<Tab>,
    /// The findings of this page.
    pub findings: Vec<FindingRow>,
    /// Other pages.
    pub pager: Pager,
}

/// An import.
#[derive(Template)]
#[template(path = "import.html")]
pub struct ImportPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page; its title says what is imported.
    pub frame: Frame,
    /// What kind of file.
    pub lead: String,
    /// What the file may look like.
    pub hint: String,
    /// Where the file goes.
    pub action: String,
    /// What happens to users who exist; none where it does not apply.
    pub on_existing: Vec<Choice>,
    /// Templates to download.
    pub templates: Vec<Link>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// What was found.
    pub result: Option<ImportResult>,
}

/// What saving a file of licenses would do.
pub struct FilePlan {
    /// Sentence, clocks, digest.
    pub footer: Footer,
    /// Totals by verdict.
    pub figures: Vec<Figure>,
    /// Who is refused, and why.
    pub notes: Vec<Note>,
    /// Where saving goes.
    pub action: String,
    /// Where to go instead.
    pub back: String,
    /// Everything is as the file says already.
    pub nothing: bool,
    /// What changed since it was shown (412).
    pub changed: Vec<String>,
}

/// What was found in a file of licenses.
#[derive(Default)]
pub struct LicenseFileResult {
    /// All of it in a sentence; empty where only what it would do is shown.
    pub sentence: String,
    /// Totals by verdict.
    pub figures: Vec<Figure>,
    /// Why there is nothing to save; empty where there is.
    pub withheld: String,
    /// Findings as CSV.
    pub csv_href: String,
    /// The findings of this page.
    pub findings: Vec<FindingRow>,
    /// Other pages.
    pub pager: Pager,
    /// What saving would do.
    pub plan: Option<FilePlan>,
}

/// Licenses from a file.
#[derive(Template)]
#[template(path = "license_file.html")]
pub struct LicenseFilePage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// Where the file goes.
    pub action: String,
    /// What the rows mean.
    pub modes: Vec<Choice>,
    /// Who is not named shall have nothing.
    pub others: bool,
    /// What the file may look like.
    pub hint: String,
    /// Templates, and what is there now, to download.
    pub templates: Vec<Link>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// What was found.
    pub result: Option<LicenseFileResult>,
}

/// A product of the catalogue.
pub struct CatalogueRow {
    /// Name.
    pub name: String,
    /// GUID.
    pub id: String,
    /// Part number.
    pub part_number: String,
    /// Names of its service plans.
    pub plans: Vec<String>,
    /// List prices, a line for each currency; none where nobody has set one.
    pub prices: Vec<CataloguePrice>,
}

/// The list prices of a product in one currency.
pub struct CataloguePrice {
    /// A seat a month, or a dash.
    pub month: String,
    /// A seat a year, or a dash.
    pub year: String,
    /// A seat for three years, where that is sold.
    pub years: String,
}

/// The catalogue.
#[derive(Template)]
#[template(path = "catalogue.html")]
pub struct CataloguePage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// How many match.
    pub total: i64,
    /// What was searched.
    pub q: String,
    /// Import, where the reader may.
    pub import_href: Option<String>,
    /// The products of this page.
    pub rows: Vec<CatalogueRow>,
    /// Other pages.
    pub pager: Pager,
    /// The step after an empty list.
    pub empty_link: Link,
}
