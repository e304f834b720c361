//! The same list as CSV, one row for each user and product.

use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::listed::{ListedFilter, ListedPlace};
use cupo_domain::access::Action;
use cupo_domain::ids::PreviewId;

use super::filter::read;
use super::lines::{UserLines, told};
use super::page::wanted;
use crate::web::csv_file::{CHUNK_ROWS, Pieces, csv_file};
use crate::web::frame::when;
use crate::web::posted::Asked;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};

/// GET /c/{customer}/licenses/previews/{preview}/users.csv
pub async fn csv(
    signed: Signed,
    Path((customer, preview)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let (app, guid) = (&signed.visit.hall.app, wanted(&preview)?);
    let (preview, _) = app.listed_preview(&at.permit, signed.owner(), guid).await?;
    let filter = read(&app.store().catalogue(), &asked)?;
    let place = Some(ListedPlace::First);
    Ok(csv_file(&format!("{guid}.csv"), List { signed, at, preview, filter, place }))
}

struct List {
    signed: Signed,
    at: At,
    preview: PreviewId,
    filter: ListedFilter,
    /// Where to read on; none at the end.
    place: Option<ListedPlace>,
}

impl Pieces for List {
    fn heading(&self) -> Vec<String> {
        let t = self.signed.t();
        let heads = [
            t.column_user(),
            t.column_user_name(),
            t.column_product(),
            t.column_result(),
            t.ops_column_code(),
            t.column_what(),
            t.risk_column_data(),
            t.column_when(),
        ];
        heads.iter().map(|head| head.clone().into_owned()).collect()
    }

    async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
        let Some(place) = self.place else { return Ok(None) };
        let app = &self.signed.visit.hall.app;
        let from = (self.signed.owner(), self.preview);
        let found = app.listed_users(&self.at.permit, from, (&self.filter, place, CHUNK_ROWS)).await?;
        let last = found.users.last().map(|it| ListedPlace::After(it.place));
        self.place = last.filter(|_| found.more);
        let users = told(&self.signed, &self.at, found.users).await?;
        Ok(Some(users.iter().flat_map(|it| self.rows(it)).collect()))
    }
}

impl List {
    /// The lines of a user; what happens to data stands in the first of them.
    fn rows(&self, it: &UserLines) -> Vec<Vec<String>> {
        let t = self.signed.t();
        let gone = || t.who_gone().into_owned();
        let name = it.user.as_ref().map_or_else(gone, |user| user.display_name.clone());
        let sign_in = it.user.as_ref().map(|user| user.sign_in.clone()).unwrap_or_default();
        let data: Vec<&str> = it.data.iter().map(|it| it.what.as_str()).collect();
        let due = it.data.iter().filter_map(|it| it.due).min();
        let due = due.map(|due| when(&self.signed, &self.at.organisation, due).iso).unwrap_or_default();
        let row = |(n, line): (usize, &super::lines::Line)| {
            let data = if n == 0 { [data.join("; "), due.clone()] } else { Default::default() };
            let [data, due] = data;
            vec![
                name.clone(),
                sign_in.clone(),
                line.product.clone(),
                line.result.clone(),
                line.code.to_owned(),
                line.detail.clone(),
                data,
                due,
            ]
        };
        it.lines.iter().enumerate().map(row).collect()
    }
}
