//! Forms with files as browsers send them: the first part begins at once, and the headers of a part are short. A body that is
//! anything else ends at its first piece, because what looks for a part in it would keep and search all of it again and
//! again. It must never know what is in a part.

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::Response;
use futures::StreamExt;
use futures::stream::try_unfold;

use crate::limits::PART_HEAD_BYTES_MAX;

/// Longest boundary (RFC 2046).
const BOUNDARY_BYTES_MAX: usize = 70;
/// What ends the headers of a part.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// Lets only bodies through that have the shape of a form with files; others end with an error where they cease to.
pub async fn shaped(request: Request, next: Next) -> Response {
    let Some(boundary) = boundary(&request) else { return next.run(request).await };
    let (head, body) = request.into_parts();
    let reading = Reading { pieces: body.into_data_stream(), shape: Shape::new(&boundary) };
    let body = Body::from_stream(try_unfold(reading, Reading::next));
    next.run(Request::from_parts(head, body)).await
}

/// The boundary that the head of a request names.
fn boundary(request: &Request) -> Option<String> {
    let kind = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let mut parts = kind.split(';');
    if !parts.next()?.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let named = parts.filter_map(|part| part.split_once('='));
    let mut named = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"));
    let text = named.next()?.1.trim().trim_matches('"');
    (!text.is_empty() && text.len() <= BOUNDARY_BYTES_MAX).then(|| text.to_owned())
}

struct Reading {
    pieces: BodyDataStream,
    shape: Shape,
}

impl Reading {
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, std::io::Error> {
        let Some(piece) = self.pieces.next().await else { return Ok(None) };
        let piece = piece.map_err(std::io::Error::other)?;
        if self.shape.fits(&piece) {
            Ok(Some((piece, self)))
        } else {
            Err(std::io::ErrorKind::InvalidData.into())
        }
    }
}

/// Where in a form its next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// In the line before the first part.
    Start,
    /// In the headers of a part, after so many bytes of them.
    Head(usize),
    /// In what a part holds.
    Inside,
}

/// A form with files as far as it has come.
struct Shape {
    /// Two hyphens and the boundary.
    first: Vec<u8>,
    /// The same with the end of the line before it.
    between: Vec<u8>,
    at: At,
    /// The end of the pieces before, in which something may have begun.
    tail: Vec<u8>,
}

impl Shape {
    fn new(boundary: &str) -> Self {
        let first = format!("--{boundary}").into_bytes();
        Self { between: [b"\r\n", first.as_slice()].concat(), first, at: At::Start, tail: Vec::new() }
    }

    /// Takes the next piece; false when it does not belong to such a form.
    fn fits(&mut self, piece: &[u8]) -> bool {
        let mut rest = std::mem::take(&mut self.tail);
        rest.extend_from_slice(piece);
        let mut rest = rest.as_slice();
        loop {
            let (sought, next) = match self.at {
                At::Start => {
                    if !rest.starts_with(&self.first) {
                        self.tail = rest.to_vec();
                        return self.first.starts_with(rest);
                    }
                    (self.first.as_slice(), At::Head(0))
                }
                At::Head(_) => (HEAD_END, At::Inside),
                At::Inside => (self.between.as_slice(), At::Head(0)),
            };
            let found = memchr::memmem::find(rest, sought);
            let passed =
                found.map_or_else(|| rest.len().saturating_sub(sought.len() - 1), |at| at + sought.len());
            if let At::Head(before) = self.at
                && before + passed > PART_HEAD_BYTES_MAX
            {
                return false;
            }
            rest = rest.get(passed..).unwrap_or_default();
            if found.is_none() {
                if let At::Head(before) = self.at {
                    self.at = At::Head(before + passed);
                }
                self.tail = rest.to_vec();
                return true;
            }
            self.at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ntoken\r\n--edge\r\n\
        Content-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\na,b\r\n--edg\r\n\r\n\r\n--edge--\r\n";

    fn fits(pieces: &[&[u8]]) -> bool {
        let mut shape = Shape::new("edge");
        pieces.iter().all(|piece| shape.fits(piece))
    }

    #[test]
    fn a_form_fits_however_it_is_cut() {
        for size in 1..FORM.len() {
            let pieces: Vec<&[u8]> = FORM.as_bytes().chunks(size).collect();
            assert!(fits(&pieces), "in pieces of {size}");
        }
        assert!(fits(&[]) && fits(&[b""]));
    }

    #[test]
    fn a_body_without_a_part_ends_at_its_first_piece() {
        assert!(!fits(&[b"\0\0\0\0\0\0\0\0"]));
        assert!(!fits(&[b"--", b"edg", b"x"]));
        assert!(!fits(&[b"preamble\r\n--edge\r\n"]));
    }

    #[test]
    fn headers_that_do_not_end_are_given_up_and_what_a_part_holds_may_be_long() {
        let long = "x".repeat(PART_HEAD_BYTES_MAX + 8);
        assert!(!fits(&[b"--edge\r\n", long.as_bytes()]));
        let letters: Vec<&[u8]> = long.as_bytes().chunks(1).collect();
        let mut shape = Shape::new("edge");
        assert!(shape.fits(b"--edge\r\n"));
        assert!(!letters.iter().all(|letter| shape.fits(letter)), "nor a letter at a time");
        assert!(fits(&[b"--edge\r\n\r\n", long.as_bytes(), long.as_bytes(), b"\r\n--edge--\r\n"]));
        assert!(!fits(&[b"--edge\r\n\r\nabc\r\n--edge\r\n", long.as_bytes()]));
    }

    #[test]
    fn what_is_kept_between_pieces_is_short() {
        let mut shape = Shape::new("edge");
        shape.fits(b"--edge\r\n\r\n");
        for _ in 0..100 {
            assert!(shape.fits(&[b'\r'; 4_096]));
            assert!(shape.tail.len() < 16, "{}", shape.tail.len());
        }
    }

    #[test]
    fn the_boundary_is_read_from_the_head() {
        let of = |kind: &str| {
            let request = axum::http::Request::post("/").header(CONTENT_TYPE, kind).body(Body::empty());
            boundary(&request.unwrap())
        };
        assert_eq!(of("multipart/form-data; boundary=edge").as_deref(), Some("edge"));
        assert_eq!(of("Multipart/Form-Data; charset=utf-8; Boundary=\"e d\"").as_deref(), Some("e d"));
        assert_eq!(of("multipart/form-data"), None);
        assert_eq!(of("text/csv; boundary=edge"), None);
    }
}
