//! Pages of lists by key: limits, cursors, JSON or CSV. It must never count rows to find a place.

use std::future::Future;

use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cupo_app::import::spreadsheet::guard_formula;
use cupo_domain::refusal::{Code, Denial};
use futures::stream::try_unfold;
use serde::Serialize;

use crate::trouble::Trouble;
use crate::wire::List;

/// Entries of a page when nobody says how many.
pub const LIMIT: i64 = 100;
/// Most entries of a page.
pub const LIMIT_MAX: i64 = 1_000;
/// Entries read at once for a file.
pub const CHUNK: i64 = 2_000;
/// Longest cursor that is looked at.
const CURSOR_MAX: usize = 128;

/// How many entries somebody wants.
///
/// # Errors
/// E-INVALID outside 1 to 1,000.
pub fn limit(asked: Option<i64>) -> Result<i64, Trouble> {
    match asked {
        None => Ok(LIMIT),
        Some(limit) if (1..=LIMIT_MAX).contains(&limit) => Ok(limit),
        Some(_) => {
            let denial = Denial::new(Code::Invalid, "limit").with_figure(LIMIT_MAX);
            Err(Trouble::from(denial).parameter("limit"))
        }
    }
}

/// A cursor that holds some numbers.
#[must_use]
pub fn cursor(numbers: &[i64]) -> String {
    let text: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    URL_SAFE_NO_PAD.encode(text.join(","))
}

/// The numbers of a cursor.
///
/// # Errors
/// E-INVALID when it is none of ours.
pub fn place<const N: usize>(after: Option<&str>) -> Result<Option<[i64; N]>, Trouble> {
    let Some(text) = after else { return Ok(None) };
    let numbers = Some(text)
        .filter(|text| text.len() <= CURSOR_MAX)
        .and_then(|text| URL_SAFE_NO_PAD.decode(text).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.split(',').map(|n| n.parse().ok()).collect::<Option<Vec<i64>>>())
        .and_then(|numbers| numbers.try_into().ok());
    numbers.map(Some).ok_or_else(bad_cursor)
}

/// The answer to a cursor that leads nowhere.
#[must_use]
pub fn bad_cursor() -> Trouble {
    Trouble::new(Code::Invalid, "after").parameter("after")
}

/// One more than a page was read; the page, and whether that one was there.
pub fn cut<T>(mut rows: Vec<T>, limit: i64) -> (Vec<T>, bool) {
    let limit = usize::try_from(limit).unwrap_or(0);
    let more = rows.len() > limit;
    rows.truncate(limit);
    (rows, more)
}

/// A list that can be read piece by piece as a file too.
pub trait Source: Send + 'static {
    /// One entry.
    type Item: Serialize + Send;

    /// The heading of the file.
    fn heading(&self) -> &'static [&'static str];

    /// The cells of an entry.
    fn cells(&self, item: &Self::Item) -> Vec<String>;

    /// The entries after a place, and the place of the last one when there are more.
    fn read(
        &self,
        after: Option<String>,
        limit: i64,
    ) -> impl Future<Output = Result<(Vec<Self::Item>, Option<String>), Trouble>> + Send;

    /// How many there are.
    fn count(&self) -> impl Future<Output = Result<i64, Trouble>> + Send;
}

/// The answer for a list: a page of JSON, or the whole rest as CSV when that is what is accepted.
///
/// # Errors
/// 406 when neither is accepted; whatever the list says.
pub async fn answer<S: Source>(
    headers: &HeaderMap,
    source: S,
    after: Option<String>,
    asked: Option<i64>,
) -> Result<Response, Trouble> {
    let size = limit(asked)?;
    if accepted(headers, &["application/json", "text/csv"])? == "text/csv" {
        let first = source.read(after, asked.unwrap_or(CHUNK)).await?;
        return Ok(file(source, first, asked.is_none()));
    }
    let count = if after.is_none() { Some(source.count().await?) } else { None };
    let (items, next) = source.read(after, size).await?;
    Ok(axum::Json(List { items, next, count }).into_response())
}

fn file<S: Source>(source: S, first: (Vec<S::Item>, Option<String>), on: bool) -> Response {
    struct Reading<S: Source> {
        source: S,
        ready: Option<(Vec<S::Item>, Option<String>)>,
        next: Option<String>,
        begun: bool,
        on: bool,
    }
    let reading = Reading { source, ready: Some(first), next: None, begun: false, on };
    let body = Body::from_stream(try_unfold(reading, |mut it| async move {
        let (items, next) = match (it.ready.take(), it.next.take()) {
            (Some(ready), _) => ready,
            (None, Some(after)) => {
                let read = it.source.read(Some(after), CHUNK).await;
                // The file breaks off, so that nobody takes a part for the whole.
                read.map_err(|_| std::io::Error::other("the list cannot be read any further"))?
            }
            (None, None) => return Ok(None),
        };
        it.next = next.filter(|_| it.on);
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        if !std::mem::replace(&mut it.begun, true) {
            out.write_record(it.source.heading())?;
        }
        for item in &items {
            out.write_record(it.source.cells(item).iter().map(|cell| guard_formula(cell).into_owned()))?;
        }
        let bytes = out.into_inner().map_err(|e| std::io::Error::other(e.to_string()))?;
        Ok::<_, std::io::Error>(Some((bytes, it)))
    }));
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment")];
    (headers, body).into_response()
}

/// Which of the offered types a request accepts best; the first where it does not say.
///
/// # Errors
/// 406 when it accepts none of them.
pub fn accepted(headers: &HeaderMap, offered: &[&'static str]) -> Result<&'static str, Trouble> {
    let first = offered.first().copied().unwrap_or("application/json");
    let mut best: Option<(f32, &'static str)> = None;
    let mut said = false;
    for item in headers.get_all(ACCEPT).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')) {
        said = true;
        let mut parts = item.split(';').map(str::trim);
        let range = parts.next().unwrap_or("").to_ascii_lowercase();
        let weight = parts.find_map(|p| p.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
        let fits = |kind: &&&str| {
            range == "*/*"
                || range == **kind
                || range.strip_suffix('*').is_some_and(|r| r.ends_with('/') && kind.starts_with(r))
        };
        let found = offered.iter().find(fits).copied();
        if let Some(kind) = found.filter(|_| weight > 0.0 && best.is_none_or(|(other, _)| weight > other)) {
            best = Some((weight, kind));
        }
    }
    match best {
        Some((_, kind)) => Ok(kind),
        None if !said => Ok(first),
        None => {
            let trouble = Trouble::new(Code::Invalid, offered.join(", ")).parameter("Accept");
            Err(trouble.status(StatusCode::NOT_ACCEPTABLE))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_come_back_and_others_are_refused() {
        assert_eq!(place::<3>(Some(&cursor(&[1, -2, i64::MAX]))).unwrap(), Some([1, -2, i64::MAX]));
        for bad in ["", "x", "====", &cursor(&[1]), &cursor(&[1, 2, 3, 4]), &"A".repeat(10_000)] {
            assert!(place::<3>(Some(bad)).is_err(), "{bad:.20}");
        }
        assert_eq!(place::<1>(None).unwrap(), None);
    }

    #[test]
    fn the_best_accepted_type_is_sent() {
        let offered = ["application/json", "text/csv"];
        let asked = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, text.parse().unwrap());
            accepted(&headers, &offered).ok()
        };
        assert_eq!(asked("text/csv"), Some("text/csv"));
        assert_eq!(asked("*/*"), Some("application/json"));
        assert_eq!(asked("text/*, application/json;q=0.1"), Some("text/csv"));
        assert_eq!(asked("image/png"), None);
        assert_eq!(asked("text/csv;q=0"), None);
        assert_eq!(accepted(&HeaderMap::new(), &offered).ok(), Some("application/json"));
    }
}
