//! Cuts the bytes into records and cells, with exact line numbers. An own splitter, because the usual ones forgive
//! silently what a person has to hear of: an open quotation mark would swallow the rows behind it.
//!
//! A record whose quotation marks are broken, or that spans lines and has a wrong number of cells, costs only its
//! first line: reading goes on at the next one. No line is scanned more than a few times, whatever the input: an
//! attempt ends at the first line that does not fit, and a stray quotation mark ends it at its own line.
//!
//! Encoding is settled record by record, so that nothing has to be read ahead: valid UTF-8 is UTF-8, anything else
//! is Windows-1252, and a record that differs from those before says so. A first odd byte in the last row of a long
//! file therefore changes no row before it.
//! Must never hold more than one record, nor judge what is in the cells.

use std::io::Read;

use encoding_rs::WINDOWS_1252;

use super::cut::{Cut, Fault, Span, cut};
use super::source::{Source, Window};

/// The longest record that is read. The columns together allow about 3,000 characters.
pub(in crate::import) const RECORD_BYTES_MAX: usize = 64 * 1024;

/// The delimiters that are known.
pub(in crate::import) const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The cells of a record, decoded and without quotation marks.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// How many.
    pub(in crate::import) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of one, counted from 0; empty where there is none.
    pub(in crate::import) fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }

    /// All of them.
    pub(in crate::import) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    fn push(&mut self, cell: &str, doubled: bool) {
        if doubled {
            self.text.push_str(&cell.replace("\"\"", "\""));
        } else {
            self.text.push_str(cell);
        }
        self.ends.push(self.text.len());
    }
}

/// How the bytes of a record are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Ascii,
    Unicode,
    Windows,
}

/// One record.
#[derive(Debug)]
pub(in crate::import) struct Record {
    /// The line where it starts.
    pub(in crate::import) line: u64,
    /// Its cells; none where it is broken.
    pub(in crate::import) cells: Cells,
    /// Why it cannot be cut, and in which cell, counted from 0.
    pub(in crate::import) fault: Option<(Fault, usize)>,
    /// Not the encoding of the records before.
    pub(in crate::import) other_encoding: bool,
    /// With which other delimiter it would have the number of cells of the heading line.
    pub(in crate::import) other_delimiter: Option<u8>,
}

/// The records of a source.
pub(in crate::import) struct Records<R> {
    source: Source<R>,
    delimiter: u8,
    expected: Option<usize>,
    line: u64,
    encoding: Encoding,
}

impl<R: Read> Records<R> {
    /// From the first line on, separated by commas until told otherwise.
    pub(in crate::import) fn new(source: Source<R>) -> Self {
        let encoding = if source.is_marked_unicode() { Encoding::Unicode } else { Encoding::Ascii };
        Records { source, delimiter: b',', expected: None, line: 1, encoding }
    }

    /// The line where the next record starts.
    pub(in crate::import) fn line(&self) -> u64 {
        self.line
    }

    /// What comes next.
    pub(in crate::import) fn window(&mut self) -> std::io::Result<Window<'_>> {
        self.source.window()
    }

    /// The delimiter.
    pub(in crate::import) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Sets the delimiter.
    pub(in crate::import) fn separate_by(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// Sets how many cells a record has.
    pub(in crate::import) fn expect(&mut self, cells: usize) {
        self.expected = Some(cells);
    }

    /// The cells of the next record as another delimiter would cut it; nothing moves.
    pub(in crate::import) fn peek(&mut self, delimiter: u8) -> std::io::Result<Cells> {
        let window = self.source.window()?;
        let cut = cut(window, delimiter);
        Ok(decode(window.bytes.get(..cut.bytes).unwrap_or_default(), &cut.spans).0)
    }

    /// The next record, or none at the end of the file.
    pub(in crate::import) fn next(&mut self) -> std::io::Result<Option<Record>> {
        let window = self.source.window()?;
        if window.bytes.is_empty() {
            return Ok(None);
        }
        let cut = cut(window, self.delimiter);
        let line = self.line;
        if let Some(fault) = cut.fault {
            let fault = Some((fault, cut.spans.len()));
            self.skip_line()?;
            let cells = Cells::default();
            return Ok(Some(Record { line, cells, fault, other_encoding: false, other_delimiter: None }));
        }
        let raw = window.bytes.get(..cut.bytes).unwrap_or_default();
        let wrong = self.expected.is_some_and(|expected| expected != cut.spans.len());
        let other_delimiter = self.expected.filter(|_| wrong).and_then(|cells| fitting(raw, cells));
        let (cells, encoding) = decode(raw, &cut.spans);
        self.advance(&cut, wrong)?;
        let other_encoding = self.meet(encoding);
        Ok(Some(Record { line, cells, fault: None, other_encoding, other_delimiter }))
    }

    /// Behind the record; where it spans lines and does not fit, only behind its first line.
    fn advance(&mut self, cut: &Cut, wrong: bool) -> std::io::Result<()> {
        if wrong && cut.breaks > 0 {
            return self.skip_line();
        }
        self.source.consume(cut.bytes);
        self.line += cut.breaks + 1;
        Ok(())
    }

    /// Whether this is another encoding than that of the file so far.
    fn meet(&mut self, encoding: Encoding) -> bool {
        if self.encoding == Encoding::Ascii {
            self.encoding = encoding;
        }
        encoding != Encoding::Ascii && encoding != self.encoding
    }

    /// Behind the next line end, however far it is.
    pub(in crate::import) fn skip_line(&mut self) -> std::io::Result<()> {
        self.line += 1;
        loop {
            let Window { bytes, last } = self.source.window()?;
            let at = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len());
            let (end, done) = match (bytes.get(at), bytes.get(at + 1)) {
                (None, _) => (at, last),
                (Some(b'\r'), Some(b'\n')) => (at + 2, true),
                // At the edge of the window: only the next byte says whether the line ends here.
                (Some(b'\r'), None) if !last => (at, false),
                _ => (at + 1, true),
            };
            self.source.consume(end);
            if done {
                return Ok(());
            }
        }
    }
}

/// The delimiter that would cut this record into so many cells.
fn fitting(raw: &[u8], cells: usize) -> Option<u8> {
    DELIMITERS.into_iter().find(|delimiter| {
        let cut = cut(Window { bytes: raw, last: true }, *delimiter);
        cut.fault.is_none() && cut.bytes == raw.len() && cut.spans.len() == cells
    })
}

fn decode(raw: &[u8], spans: &[Span]) -> (Cells, Encoding) {
    let mut cells = Cells { text: String::with_capacity(raw.len()), ends: Vec::with_capacity(spans.len()) };
    if let Ok(text) = std::str::from_utf8(raw) {
        for span in spans {
            cells.push(text.get(span.start..span.end).unwrap_or_default(), span.doubled);
        }
        return (cells, if raw.is_ascii() { Encoding::Ascii } else { Encoding::Unicode });
    }
    for span in spans {
        let bytes = raw.get(span.start..span.end).unwrap_or_default();
        cells.push(&WINDOWS_1252.decode_without_bom_handling(bytes).0, span.doubled);
    }
    (cells, Encoding::Windows)
}
