//! The pages: for each a template and the plain data it shows. They never ask for data and never decide.

mod accounts;
mod at_risk;
mod billing;
mod customers;
mod entrance;
mod error;
mod form;
mod history;
mod groups;
mod waiting;
mod holds;
mod leaving;
mod left;
mod imports;
mod manage;
mod mine;
mod operations;
mod policies;
mod requests;
mod records;
mod subscription;
mod roles;
mod search;
mod user;
mod users;
mod views;
mod who;

pub use accounts::{OtherName, RestorePage};
pub use at_risk::{AtRiskPage, AtRiskRow, CalendarAddressPage, StripDay, Way};
pub use billing::{
    Batch, BuyPage, HolderRow, LicenseRow, LicensesPage, PicksBar, PicksBarFragment, ProductPage, Question,
    SubscriptionRow, SubscriptionsPage,
};
pub use customers::{
    AnswerGroup, AnswersPart, Attention, CustomerRow, CustomersPage, DashboardPage, OverviewPage,
    ProductSeats, Recent,
};
pub use entrance::{DemoDoor, PasswordPage, ResumePage, SetupPage, SignInPage};
pub use error::ErrorPage;
pub use form::{EmptyPage, FormPage, FormPreview, Select, Sentence};
pub use groups::{GivenRow, GroupLicensesPage, GroupLine, GroupPage, GroupRulePage, GroupsPage, PersonLine};
pub use history::{HistoryPage, HistoryRow};
pub use holds::{HoldLine, HoldsPage, PlaceForm};
pub use imports::{
    CataloguePage, CataloguePrice, CatalogueRow, FilePlan, FindingRow, ImportPage, ImportResult,
    LicenseFilePage, LicenseFileResult,
};
pub use leaving::{LeavingPage, LeavingStep};
pub use left::{FoundPage, InactivePage, LeftForm, LeftPage, LeftSection, MailboxRow};
pub use manage::{
    ClockLine, ConfirmPage, Footer, GivenBy, LicenseChoice, ManageFragment, ManagePage, PlanChoice, PlanRow,
    ProductRow, SeveralFragment, SeveralPage,
};
pub use mine::{
    MyLicense, MyLicensesPage, MyOffer, MyPerson, MyPurchase, MyPurchasePage, MyPurchasesPage, MyShopPage,
};
pub use operations::{OperationRow, OperationsPage, OutcomeRow, PreviewPage, ReasonGroup, Undo, UpdatedPage};
pub use policies::{PoliciesPage, PolicyRow, PurchasePerson, PurchaseSection, PurchasesPage};
pub use records::{
    ActivityPage, ActivityRow, AuditPage, AuditRow, DomainRow, DomainsSection, MailPage, MailRow,
    SettingsPage, TimePage,
};
pub use requests::{MyRequestsPage, RequestLine, RequestsPage};
pub use roles::{BearerRow, Permission, RoleBox, RolesPage, UserRolesPage};
pub use search::{FoundGroup, FoundItem, SearchPage};
pub use subscription::{Deed, KeyForm, Moment, NextPeriod, SubscriptionPage, Suspend, TakeOver};
pub use user::{AccountTab, HolderPage, LicensesTab, UserPage};
pub use users::{
    DeleteUsersPage, DeletedPage, DeletedRow, DeletionChoices, HeirChoice, PasswordsPage, SeatChoice,
    SelectionBar, SelectionBarFragment, UserRow, UsersPage,
};
pub use views::{SaveViewPage, ViewMenu, ViewPage, ViewRow, ViewsPage};
pub use waiting::{WaitingLine, WaitingPage};
pub use who::{WhoData, WhoLine, WhoPage, WhoRow};

#[cfg(test)]
mod tests;
