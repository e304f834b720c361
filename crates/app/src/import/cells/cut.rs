//! Finds the cells of the one record at the start of a window. Bytes only: delimiters, quotation marks and line ends
//! are ASCII in every encoding that gets here.
//! Must never look beyond the window nor forgive a quotation mark that is never closed.

use super::source::Window;

/// Where a cell stands in its record, without its quotation marks.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct Span {
    /// Its first byte.
    pub(in crate::import) start: usize,
    /// The byte after its last.
    pub(in crate::import) end: usize,
    /// Whether it holds doubled quotation marks.
    pub(in crate::import) doubled: bool,
}

/// Why a record cannot be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Fault {
    /// A quotation mark is never closed.
    OpenQuote,
    /// Text follows a closing quotation mark.
    TextAfterQuote,
    /// Longer than the window.
    TooLong,
}

/// What was found.
#[derive(Debug, Default)]
pub(in crate::import) struct Cut {
    /// The cells; with a fault, those before the faulty one.
    pub(in crate::import) spans: Vec<Span>,
    /// How long the record is with its line end; 0 with a fault.
    pub(in crate::import) bytes: usize,
    /// Line ends inside quoted cells.
    pub(in crate::import) breaks: u64,
    /// Why it cannot be cut.
    pub(in crate::import) fault: Option<Fault>,
}

/// Cuts the record at the start of the window.
pub(in crate::import) fn cut(window: Window<'_>, delimiter: u8) -> Cut {
    let mut knife = Knife { window, delimiter, at: 0, stray: false, cut: Cut::default() };
    loop {
        match knife.cell().and_then(|()| knife.separator()) {
            Ok(true) => continue,
            Ok(false) => knife.cut.bytes = knife.at,
            Err(fault) => knife.cut.fault = Some(fault),
        }
        return knife.cut;
    }
}

struct Knife<'a> {
    window: Window<'a>,
    delimiter: u8,
    at: usize,
    /// A quotation mark stood inside a cell that is not quoted.
    stray: bool,
    cut: Cut,
}

impl Knife<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.window.bytes.get(at).copied()
    }

    fn cell(&mut self) -> Result<(), Fault> {
        if self.byte(self.at) == Some(b'"') {
            return self.quoted();
        }
        let start = self.at;
        while let Some(byte) = self.byte(self.at) {
            if byte == self.delimiter || byte == b'\r' || byte == b'\n' {
                break;
            }
            self.stray |= byte == b'"';
            self.at += 1;
        }
        self.cut.spans.push(Span { start, end: self.at, doubled: false });
        Ok(())
    }

    fn quoted(&mut self) -> Result<(), Fault> {
        let start = self.at + 1;
        let (mut doubled, mut broken) = (false, false);
        self.at = start;
        loop {
            match (self.byte(self.at), self.byte(self.at + 1)) {
                (None, _) => return Err(Fault::OpenQuote),
                (Some(b'"'), Some(b'"')) => {
                    doubled = true;
                    self.at += 2;
                }
                (Some(b'"'), after) => {
                    if after.is_some_and(|after| after != self.delimiter && !matches!(after, b'\r' | b'\n')) {
                        // A mark that opens a later cell was taken for the one that closes this cell.
                        return Err(if broken { Fault::OpenQuote } else { Fault::TextAfterQuote });
                    }
                    self.cut.spans.push(Span { start, end: self.at, doubled });
                    self.at += 1;
                    return Ok(());
                }
                (Some(b'\r' | b'\n'), _) if self.stray => return Err(Fault::OpenQuote),
                (Some(b'\r' | b'\n'), _) => {
                    broken = true;
                    self.cut.breaks += 1;
                    self.at += self.line_end();
                }
                _ => self.at += 1,
            }
        }
    }

    /// Behind what ends a cell; whether another cell follows.
    fn separator(&mut self) -> Result<bool, Fault> {
        match self.byte(self.at) {
            None if self.window.last => Ok(false),
            None => Err(Fault::TooLong),
            Some(byte) if byte == self.delimiter => {
                self.at += 1;
                Ok(true)
            }
            Some(b'\r') if !self.window.last && self.at + 1 == self.window.bytes.len() => Err(Fault::TooLong),
            Some(_) => {
                self.at += self.line_end();
                Ok(false)
            }
        }
    }

    fn line_end(&self) -> usize {
        if (self.byte(self.at), self.byte(self.at + 1)) == (Some(b'\r'), Some(b'\n')) { 2 } else { 1 }
    }
}
