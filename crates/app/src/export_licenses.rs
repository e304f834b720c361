//! Licenses as a file, in the very form that the import reads: exporting, editing and importing is a way to work, and
//! importing an export unchanged changes nothing. Page by page, so that a million users need no more memory than a
//! few thousand. It changes nothing.
//!
//! Only direct licenses of central pools are written: what a group gives, and what somebody bought for themselves, is
//! not to be changed in this way. A user without such a license has a row without a product, to be filled in.

use cupo_domain::access::Permit;
use cupo_domain::assignment::{Holder, Origin, Source};
use cupo_domain::ids::UserId;
use cupo_store::users::{Position, UserFilter, UserPage, UserRow, UserSort};

use crate::app::App;
use crate::error::AppError;
use crate::import::cells::heading::{Columns, HeadingLanguage};
use crate::import::licenses::{Column, Names, SourceState, delimiter};
use crate::import::spreadsheet::guard_formula;

/// Users per piece.
const PAGE_USERS: i64 = 2_000;

/// An export on its way.
pub struct LicenseExport {
    filter: UserFilter,
    language: HeadingLanguage,
    names: Names,
    next: Option<Position>,
    begun: bool,
}

impl App {
    /// Begins to write the licenses of the active users whom a filter finds.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn export_licenses(
        &self,
        permit: &Permit,
        filter: UserFilter,
        language: HeadingLanguage,
    ) -> Result<LicenseExport, AppError> {
        let names = Names::new(self.store.catalogue(), &self.store.pools(permit).await?);
        let filter = UserFilter { deleted: false, ..filter };
        Ok(LicenseExport { filter, language, names, next: Some(Position::First), begun: false })
    }
}

impl LicenseExport {
    /// The next piece of the file; none when it is whole.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn next(&mut self, app: &App, permit: &Permit) -> Result<Option<String>, AppError> {
        let Some(position) = self.next.take() else { return Ok(None) };
        let page = UserPage {
            filter: self.filter.clone(),
            sort: UserSort::Name,
            descending: false,
            position,
            size: PAGE_USERS,
        };
        let found = app.store.users(permit, &page).await?;
        let ids: Vec<UserId> = found.users.iter().map(|user| user.id).collect();
        let (snapshot, _) = app.store.license_snapshot(permit, &ids, app.now()).await?;
        let mut text = String::new();
        if !std::mem::replace(&mut self.begun, true) {
            text.push('\u{feff}');
            let headings: Vec<&str> =
                Column::ALL.iter().map(|column| column.heading(self.language)).collect();
            self.line(&mut text, &headings);
        }
        let mut holders = snapshot.holders.iter().peekable();
        for user in &found.users {
            let holder = holders.next_if(|holder| holder.user == user.id);
            self.user(&mut text, user, holder);
        }
        self.next = ids.last().filter(|_| found.more_after).map(|last| Position::After(*last));
        Ok(Some(text))
    }

    fn user(&self, text: &mut String, user: &UserRow, holder: Option<&Holder>) {
        let own = |source: &&Source| source.origin == Origin::Direct && !source.self_service;
        let sources: Vec<&Source> = holder.iter().flat_map(|it| &it.sources).filter(own).collect();
        if sources.is_empty() {
            self.line(text, &[&user.sign_in, &user.display_name, "", "", "", ""]);
        }
        for source in sources {
            let Some(product) = self.names.catalogue().product(source.product) else { continue };
            let name = match self.language {
                HeadingLanguage::English => &product.name_en,
                HeadingLanguage::Spanish => &product.name_es,
            };
            let state = if source.state.holds() { SourceState::Active } else { SourceState::Waiting };
            self.line(
                text,
                &[
                    &user.sign_in,
                    &user.display_name,
                    &self.names.product_text(product),
                    name,
                    &self.names.plans_text(product, &source.plans_off),
                    state.word(self.language),
                ],
            );
        }
    }

    fn line(&self, text: &mut String, cells: &[&str]) {
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                text.push(delimiter(self.language));
            }
            let cell = guard_formula(cell);
            if cell.contains(['"', ',', ';', '\t', '\r', '\n']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(&cell);
            }
        }
        text.push_str("\r\n");
    }
}
