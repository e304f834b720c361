//! Cuts one line of the published list into cells. No cell of that list spans lines, so a line is cut on its own and
//! an open quotation mark costs that line only. Must never hold more than one line, nor judge what is in the cells.

use std::io::{BufRead, Read};

/// The longest line that is read; published ones stay below 1 KB.
pub(super) const LINE_BYTES_MAX: usize = 64 * 1024;

/// What was found at the place of one line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Its bytes, without the line ending.
    Whole(Vec<u8>),
    /// Longer than [`LINE_BYTES_MAX`]; its rest was skipped.
    TooLong,
}

/// Reads the next line; nothing at the end.
pub(super) fn next_line(reader: &mut impl BufRead) -> std::io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let limit = LINE_BYTES_MAX as u64 + 2;
    if reader.by_ref().take(limit).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    let ended = bytes.last() == Some(&b'\n');
    if !ended && bytes.len() as u64 == limit {
        skip_rest(reader)?;
        return Ok(Some(Line::TooLong));
    }
    if ended {
        bytes.pop();
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Ok(Some(Line::Whole(bytes)))
}

fn skip_rest(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let seen = reader.fill_buf()?;
        let (used, ended) = match seen.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (seen.len(), seen.is_empty()),
        };
        reader.consume(used);
        if ended {
            return Ok(());
        }
    }
}

/// Why a line cannot be cut, and in which cell, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// A quotation mark is never closed.
    OpenQuote(usize),
    /// Something follows the closing quotation mark.
    AfterQuote(usize),
}

/// The cells of a line.
pub(super) fn cells(line: &[u8]) -> Result<Vec<Vec<u8>>, Broken> {
    let mut cells = Vec::with_capacity(6);
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix(b"\"") {
            Some(inside) => quoted(inside, cells.len())?,
            None => plain(rest),
        };
        cells.push(cell);
        match after {
            Some(next) => rest = next,
            None => return Ok(cells),
        }
    }
}

/// A cell and what stands behind its comma, if there is one.
type Cut<'a> = (Vec<u8>, Option<&'a [u8]>);

fn plain(bytes: &[u8]) -> Cut<'_> {
    let mut parts = bytes.splitn(2, |byte| *byte == b',');
    (parts.next().unwrap_or_default().to_vec(), parts.next())
}

fn quoted(inside: &[u8], index: usize) -> Result<Cut<'_>, Broken> {
    let mut cell = Vec::new();
    let mut rest = inside;
    loop {
        let Some(at) = rest.iter().position(|byte| *byte == b'"') else {
            return Err(Broken::OpenQuote(index));
        };
        let (before, after) = rest.split_at(at);
        cell.extend_from_slice(before);
        match after.get(1) {
            None => return Ok((cell, None)),
            Some(b',') => return Ok((cell, after.get(2..))),
            Some(b'"') => {
                cell.push(b'"');
                rest = after.get(2..).unwrap_or_default();
            }
            Some(_) => return Err(Broken::AfterQuote(index)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Result<Vec<String>, Broken> {
        let cells = cells(line.as_bytes())?;
        Ok(cells.into_iter().map(|cell| String::from_utf8(cell).unwrap()).collect())
    }

    #[test]
    fn cells_with_and_without_quotation_marks() {
        assert_eq!(cut("a,b").unwrap(), ["a", "b"]);
        assert_eq!(cut("").unwrap(), [""]);
        assert_eq!(cut(",").unwrap(), ["", ""]);
        assert_eq!(cut("\"a,b\",c").unwrap(), ["a,b", "c"]);
        assert_eq!(cut("\"a\"\"b\",\"\"").unwrap(), ["a\"b", ""]);
        assert_eq!(cut("a\"b,c").unwrap(), ["a\"b", "c"]);
        assert_eq!(cut("a,\"b"), Err(Broken::OpenQuote(1)));
        assert_eq!(cut("\"a\"b,c"), Err(Broken::AfterQuote(0)));
    }

    #[test]
    fn lines_of_any_ending_and_of_any_length() {
        let long = "x".repeat(LINE_BYTES_MAX + 3);
        let text = format!("a\r\nb\n\n{long}\r\nc");
        let mut reader = text.as_bytes();
        let mut seen = Vec::new();
        while let Some(line) = next_line(&mut reader).unwrap() {
            seen.push(line);
        }
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(seen, [whole("a"), whole("b"), whole(""), Line::TooLong, whole("c")]);
    }
}
