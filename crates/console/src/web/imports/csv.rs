//! All findings of a kept file as CSV: read again from the file and sent piece by piece, so that a million of them
//! need no more memory than one page.

use std::fs::File;
use std::io::BufReader;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::import::spreadsheet::guard_formula;
use cupo_app::import::users::{Domains, FileError, Row, UserRows};
use cupo_domain::access::Action;
use cupo_domain::refusal::Code;
use futures::StreamExt;
use tokio::sync::mpsc;

use super::uploads::{self, State, Upload};
use super::{CSV, words};
use crate::lang::Lang;
use crate::texts::Texts;
use crate::web::file_words;
use crate::web::posted::Asked;
use crate::web::render::download;
use crate::web::trouble::Trouble;
use crate::web::upload;
use crate::web::visit::Signed;

/// Bytes that are sent at once.
const PIECE_BYTES: usize = 64 * 1024;
/// Pieces that wait for a slow reader.
const PIECES_AHEAD: usize = 2;

type Piece = Result<Bytes, FileError>;

/// The findings of a file that waits.
pub(super) async fn findings(
    signed: Signed,
    Path(customer): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::EditUsers).await?;
    let upload = uploads::find(&signed, &at, asked.text("file"));
    let upload = upload.filter(|it| matches!(it.state, State::Judged(_)));
    let upload = upload.ok_or_else(|| AppError::denied(Code::NotFound, "file"))?;
    let domains = signed.visit.hall.app.store().domains(&at.permit).await?;
    let path = upload.path().ok_or_else(|| AppError::denied(Code::NotFound, "file"))?;
    let file = File::open(path).map_err(|e| upload::failed("reading an upload", &e))?;
    let (send, receive) = mpsc::channel::<Piece>(PIECES_AHEAD);
    let t = signed.t();
    tokio::task::spawn_blocking(move || write(t, (file, Domains::new(&domains)), &upload, &send));
    let pieces = futures::stream::unfold(receive, |mut receive| async {
        receive.recv().await.map(|piece| (piece, receive))
    });
    Ok(download("findings.csv", CSV, Body::from_stream(pieces.fuse())))
}

/// Sends the headings, a line for each finding, and the users who are there already. Nobody listening any more is
/// the end of it.
fn write(t: &Texts, (file, domains): (File, Domains), upload: &Upload, send: &mpsc::Sender<Piece>) {
    let mut text = String::from("\u{feff}");
    let headings = [t.column_line(), t.column_column(), t.column_result(), t.column_what(), t.column_value()];
    push(t, &mut text, &headings.each_ref().map(AsRef::as_ref));
    let rows = match UserRows::open(BufReader::new(file), domains) {
        Ok(rows) => rows,
        Err(error) => return drop(send.blocking_send(Err(error))),
    };
    for row in rows {
        match row {
            Ok(row) => push_row(t, &mut text, &row),
            Err(error) => return drop(send.blocking_send(Err(error))),
        }
        if text.len() >= PIECE_BYTES && send.blocking_send(Ok(std::mem::take(&mut text).into())).is_err() {
            return;
        }
    }
    for (line, name) in &upload.report().existing_names {
        let column = words::heading(t, cupo_app::import::users::Column::UserName);
        let exists = t.finding_exists();
        push(t, &mut text, &[&line.to_string(), column, &t.start_import_exists(), &exists, name]);
    }
    drop(send.blocking_send(Ok(text.into())));
}

fn push_row(t: &Texts, text: &mut String, row: &Row) {
    for it in &row.findings {
        let column = it.column.map_or("", |c| words::heading(t, c));
        let (_, verdict) = file_words::verdict(t, it.what.verdict());
        let (what, value) = (words::finding(t, &it.what), words::value(&it.what));
        push(t, text, &[&row.line.to_string(), column, &verdict, &what, &value]);
    }
}

/// One line; Spanish spreadsheets expect semicolons.
fn push(t: &Texts, text: &mut String, cells: &[&str]) {
    let separator = if t.lang == Lang::Es { ';' } else { ',' };
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            text.push(separator);
        }
        text.push('"');
        text.push_str(&guard_formula(cell).replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let mut text = String::new();
        push(Texts::get(Lang::En), &mut text, &["2", "=1+1", "say \"hi\""]);
        push(Texts::get(Lang::Es), &mut text, &["a;b", ""]);
        assert_eq!(text, "\"2\",\"'=1+1\",\"say \"\"hi\"\"\"\r\n\"a;b\";\"\"\r\n");
    }
}
