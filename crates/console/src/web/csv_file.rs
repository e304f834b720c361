//! Lists as CSV, written piece by piece (R-UI-14): the mark of UTF-8, a heading in the reader's language, and no cell that
//! a spreadsheet would take for a formula. What stands in the rows is said by whoever has the list.

use std::future::Future;
use std::io;

use axum::body::Body;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::import::spreadsheet::guard_formula;
use futures::stream::try_unfold;

use crate::web::render::download;

/// What tells spreadsheets that the text is UTF-8.
const MARK: &str = "\u{feff}";
/// Rows read at once.
pub const CHUNK_ROWS: usize = 2_000;

/// A list that is read piece by piece.
pub trait Pieces: Send + 'static {
    /// The heading.
    fn heading(&self) -> Vec<String>;

    /// The next rows; none when the list has ended.
    fn next(&mut self) -> impl Future<Output = Result<Option<Vec<Vec<String>>>, AppError>> + Send;
}

/// The list as a file to download.
pub fn csv_file(name: &str, pieces: impl Pieces) -> Response {
    let begin = (pieces, true);
    let body = Body::from_stream(try_unfold(begin, |(mut pieces, first)| async move {
        let heading = first.then(|| pieces.heading());
        match piece(&mut pieces, heading).await {
            Ok(bytes) => Ok(bytes.map(|bytes| (bytes, (pieces, false)))),
            Err(error) => {
                // The download breaks off, so that nobody takes a part for the whole.
                tracing::error!(%error, "a download breaks off");
                Err(error)
            }
        }
    }));
    download(name, "text/csv; charset=utf-8", body)
}

async fn piece(pieces: &mut impl Pieces, heading: Option<Vec<String>>) -> Result<Option<Vec<u8>>, io::Error> {
    let rows = pieces.next().await.map_err(io::Error::other)?;
    let first = heading.is_some();
    if !first && rows.is_none() {
        return Ok(None);
    }
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in heading.into_iter().chain(rows.unwrap_or_default()) {
        out.write_record(row.iter().map(|cell| guard_formula(cell).into_owned()))?;
    }
    let bytes = out.into_inner().map_err(|e| io::Error::other(e.to_string()))?;
    Ok(Some(if first { [MARK.as_bytes(), &bytes].concat() } else { bytes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Three(usize);

    impl Pieces for Three {
        fn heading(&self) -> Vec<String> {
            vec!["=a".to_owned(), "b".to_owned()]
        }

        async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>, AppError> {
            self.0 += 1;
            let row = vec![format!("=SUM({})", self.0), "x;\"y\"".to_owned()];
            Ok((self.0 < 3).then(|| vec![row]))
        }
    }

    #[tokio::test]
    async fn pieces_become_one_file_without_formulas() {
        let response = csv_file("three.csv", Three(0));
        let bytes = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(text.starts_with('\u{feff}'), "{text:?}");
        assert_eq!(text.matches("\u{feff}").count(), 1);
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert!(lines.iter().all(|line| !line.starts_with('=') && !line.starts_with("\"=")), "{lines:?}");
        assert!(lines[1].ends_with("\"x;\"\"y\"\"\""), "{lines:?}");
    }

    #[tokio::test]
    async fn an_empty_list_still_has_its_heading() {
        let response = csv_file("none.csv", Three(2));
        let bytes = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        assert_eq!(String::from_utf8(bytes.to_vec()).unwrap().lines().count(), 1);
    }
}
