//! Reading bodies: JSON with the place of every mistake. It must never guess what was meant.

use serde_path_to_error::{Path, Segment};

/// A place in a body as RFC 6901 writes it.
#[must_use]
pub fn pointer(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("/{index}")),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                text.push('/');
                text.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Unknown => {}
        }
    }
    text
}
