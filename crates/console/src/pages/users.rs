//! Users and licenses (partner) and Active users (customer): one table in two costumes; deleted users and the steps
//! of deleting and restoring.

use askama::Template;

use super::{Footer, ViewMenu};
use crate::format::When;
use crate::texts::Texts;
use crate::view::{
    Chip, Choice, Fact, FieldError, Frame, Link, Note, Pager, PressLink, Sort, Tone, UserChip,
};

/// One user in the list.
pub struct UserRow {
    /// GUID.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Panel of the user.
    pub href: String,
    /// Whether the user is selected.
    pub ticked: bool,
    /// Names of the first licenses.
    pub licenses: String,
    /// How many more there are.
    pub more_licenses: i64,
    /// Usage location in words; empty for none.
    pub location: String,
    /// Department.
    pub department: String,
    /// Sign-in is blocked.
    pub blocked: bool,
}

/// What is selected and what can be done with it.
pub struct SelectionBar {
    /// How many are selected.
    pub selected: i64,
    /// How many active users there are.
    pub total: i64,
    /// How many match search and filters.
    pub matching: i64,
    /// A partner reads.
    pub partner: bool,
    /// Manage licenses, where the reader may change some.
    pub manage_href: Option<String>,
    /// Deleting the selected users, where the reader may.
    pub delete_href: Option<String>,
}

/// The bar alone, for the script.
#[derive(Template)]
#[template(path = "selection_bar.html")]
pub struct SelectionBarFragment {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// The bar.
    pub bar: SelectionBar,
}

/// The list.
#[derive(Template)]
#[template(path = "users.html")]
pub struct UsersPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page; its title is the costume's.
    pub frame: Frame,
    /// A partner reads.
    pub partner: bool,
    /// Only selected users are shown.
    pub selected_view: bool,
    /// How many match.
    pub total: i64,
    /// Only the selected users.
    pub selected_href: String,
    /// All users, without filters.
    pub all_href: String,
    /// The same list as CSV.
    pub export_href: String,
    /// Their licenses as a file that can be imported again.
    pub licenses_href: String,
    /// Licenses from a file, where the reader may.
    pub license_file_href: Option<String>,
    /// A user created by hand, where the reader may.
    pub add_href: Option<String>,
    /// Import of users, where the reader may.
    pub import_href: Option<String>,
    /// Built-in and saved views.
    pub views: ViewMenu,
    /// What was searched.
    pub q: String,
    /// The filters stand open.
    pub filters_open: bool,
    /// Filter: product.
    pub products: Vec<Choice>,
    /// Filter: licensed or not.
    pub license: Vec<Choice>,
    /// Filter: usage location.
    pub locations: Vec<Choice>,
    /// Filter: department.
    pub departments: Vec<Choice>,
    /// Filter: sign-in allowed or blocked.
    pub sign_in: Vec<Choice>,
    /// Users on a page.
    pub sizes: Vec<Choice>,
    /// Columns that can be hidden; chosen ones are shown.
    pub columns: Vec<Choice>,
    /// Filters that are on.
    pub chips: Vec<Chip>,
    /// The selection.
    pub bar: SelectionBar,
    /// Where ticks go.
    pub selection_action: String,
    /// Every user of this page is selected.
    pub page_ticked: bool,
    /// Column: name.
    pub by_name: Sort,
    /// Column: sign-in name.
    pub by_sign_in: Sort,
    /// The users of this page.
    pub rows: Vec<UserRow>,
    /// Other pages.
    pub pager: Pager,
    /// The step after an empty list.
    pub empty_link: Link,
}

impl UsersPage {
    /// Whether a column is shown.
    #[must_use]
    pub fn shows(&self, column: &str) -> bool {
        self.columns.iter().any(|c| c.value == column && c.chosen)
    }
}

/// A deleted user.
pub struct DeletedRow {
    /// GUID.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// When it was deleted.
    pub deleted: When,
    /// Until when it can be restored.
    pub until: When,
    /// The colour of the date.
    pub tone: Tone,
    /// Why it cannot be restored here; empty where it can.
    pub locked: String,
}

/// Deleted users.
#[derive(Template)]
#[template(path = "deleted.html")]
pub struct DeletedPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// How many there are.
    pub total: i64,
    /// The users of this page.
    pub rows: Vec<DeletedRow>,
    /// The reader may restore.
    pub may_restore: bool,
    /// Where the form goes.
    pub restore_action: String,
    /// Other pages.
    pub pager: Pager,
    /// The step after an empty list.
    pub empty_link: Link,
}

/// One-time passwords, shown once (R-USER-8, R-RESTORE-1).
#[derive(Template)]
#[template(path = "passwords.html")]
pub struct PasswordsPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What happened.
    pub sentence: String,
    /// Sign-in name and password.
    pub rows: Vec<Fact>,
    /// Where to go now.
    pub next: Link,
}

/// What deleting users does, before it is done (R-UI-13, R-UI-15).
#[derive(Template)]
#[template(path = "delete_users.html")]
pub struct DeleteUsersPage {
    /// Texts of the reader's language.
    pub t: &'static Texts,
    /// What surrounds the page.
    pub frame: Frame,
    /// What will happen.
    pub sentence: String,
    /// What is not as it was shown (412).
    pub changed: Vec<String>,
    /// The users.
    pub chips: Vec<UserChip>,
    /// How many more there are.
    pub more_chips: i64,
    /// Where chips are taken out.
    pub selection_action: String,
    /// The list of all selected users.
    pub selection_href: String,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// Ends the sharing of mailboxes that keep their accounts.
    pub give_back: Option<PressLink>,
    /// What becomes of seats, mail and files.
    pub choices: DeletionChoices,
    /// What is wrong with the choices.
    pub errors: Vec<FieldError>,
    /// Finds people while their name is typed.
    pub suggest_href: String,
    /// Preview and clocks.
    pub footer: Footer,
    /// Where the form goes.
    pub action: String,
    /// Where to go instead.
    pub back: String,
}

/// What becomes of what deleted users leave behind (R-DEL-5, R-DEL-6, R-FILE-3).
#[derive(Clone, Debug, Default)]
pub struct DeletionChoices {
    /// Seats that become free and can go back to the seller, by product.
    pub seats: Vec<SeatChoice>,
    /// Those that cannot: the products that share a reason, in a sentence with it.
    pub kept: Vec<String>,
    /// Mail; none where nobody has any.
    pub mail: Option<HeirChoice>,
    /// Files; none where nobody goes.
    pub files: Option<HeirChoice>,
}

impl DeletionChoices {
    /// Whether there is anything to choose.
    #[must_use]
    pub fn some(&self) -> bool {
        !self.seats.is_empty() || !self.kept.is_empty() || self.mail.is_some() || self.files.is_some()
    }
}

/// Whether seats of a product go back to the seller.
#[derive(Clone, Debug, Default)]
pub struct SeatChoice {
    /// GUID of the product.
    pub product: String,
    /// What the box says.
    pub label: String,
    /// What it saves.
    pub note: String,
    /// It is ticked.
    pub chosen: bool,
}

/// Whether something is left until its end or handed to somebody.
#[derive(Clone, Debug, Default)]
pub struct HeirChoice {
    /// What leaving it means.
    pub leave: String,
    /// Who gets it by itself, if nobody is named.
    pub heirs: Vec<String>,
    /// What handing it over means.
    pub hand: String,
    /// It is handed over.
    pub hands: bool,
    /// To whom, as it was typed.
    pub name: String,
    /// What is wrong with the name.
    pub error: Option<String>,
    /// The reader may hand over.
    pub may_hand: bool,
}
