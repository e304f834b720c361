//! What a file that was read asks of some users. It never reads the file again: what it said is kept row by row.

use std::collections::BTreeMap;
use std::sync::Arc;

use cupo_domain::access::Permit;
use cupo_domain::command::{ChangeLicenses, EachUser, Edits, ProductEdit};
use cupo_domain::ids::{FileId, UserId};
use cupo_domain::refusal::{Code, Denial};

use crate::app::App;
use crate::error::AppError;
use crate::licenses::doc::edits_of;

impl App {
    pub(super) async fn file_command(
        &self,
        permit: &Permit,
        file: FileId,
        users: &[UserId],
    ) -> Result<ChangeLicenses, AppError> {
        let said = self.store.file_edits(permit, file, users).await?;
        let said = said.ok_or_else(|| Denial::new(Code::NotFound, "file"))?;
        let mut forms: BTreeMap<i64, Arc<[ProductEdit]>> = BTreeMap::new();
        for (form, text) in &said.forms {
            forms.insert(*form, edits_of(text)?.into());
        }
        let of = said.users.iter().filter_map(|(user, form)| Some((*user, Arc::clone(forms.get(form)?))));
        let each = EachUser { of: of.collect(), exactly: said.exactly };
        // A row names its user and product, so what it cannot change is refused; a desired state keeps it (D-10).
        let named = !said.exactly;
        Ok(ChangeLicenses { named, ..ChangeLicenses::bulk(Edits::Each(each)) })
    }
}
