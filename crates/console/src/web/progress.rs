//! How far long work is, as one server-sent event in the reader's words. Must never ask how far it is: the page of the
//! work does, and ends the stream.

use axum::response::sse::Event;

use crate::texts::Texts;

/// The event by which the script moves the bar.
const MOVED: &str = "progress";
/// The event after which the script loads the page again.
const FINISHED: &str = "done";

/// So much of so much; `finished` when nothing more will come.
pub fn event(t: &Texts, (done, total): (i64, i64), finished: bool) -> Event {
    let data = serde_json::json!({"done": done, "total": total, "text": t.progress_text(done, total)});
    Event::default().event(if finished { FINISHED } else { MOVED }).data(data.to_string())
}
