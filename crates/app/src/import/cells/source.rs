//! The bytes of the file through a window of a fixed size, shorter only at the end of the file. So whoever looks
//! through it never learns how the reader cut them. UTF-16 becomes UTF-8 here; anything else stays as it is.
//! Must never hold more than the window and a few reads.

use std::io::{ErrorKind, Read};

use encoding_rs::{Decoder, Encoding, UTF_8};

/// What the window shows, unless the file ends before: a whole record and the two bytes of its line end.
const WINDOW_BYTES: usize = super::record::RECORD_BYTES_MAX + 2;
/// How much is asked of the reader at once.
const READ_BYTES: usize = 128 * 1024;
/// As long as the longest byte order mark.
const MARK_BYTES: usize = 3;

/// What can be seen at once.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct Window<'a> {
    /// The bytes.
    pub(in crate::import) bytes: &'a [u8],
    /// Whether the file ends with them.
    pub(in crate::import) last: bool,
}

/// A reader behind a window.
pub(in crate::import) struct Source<R> {
    reader: R,
    chunk: Vec<u8>,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    utf16: Option<Decoder>,
    marked_utf8: bool,
}

impl<R: Read> Source<R> {
    /// Reads the byte order mark, if there is one.
    pub(in crate::import) fn open(reader: R) -> std::io::Result<Self> {
        let mut source = Source {
            reader,
            chunk: vec![0; READ_BYTES],
            buffer: Vec::new(),
            start: 0,
            ended: false,
            utf16: None,
            marked_utf8: false,
        };
        while source.buffer.len() < MARK_BYTES && !source.ended {
            source.read()?;
        }
        if let Some((encoding, mark)) = Encoding::for_bom(&source.buffer) {
            source.start = mark;
            source.marked_utf8 = encoding == UTF_8;
            if !source.marked_utf8 {
                let raw = source.buffer.split_off(mark);
                source.buffer.clear();
                source.start = 0;
                source.utf16 = Some(encoding.new_decoder_without_bom_handling());
                source.take(&raw);
            }
        }
        Ok(source)
    }

    /// Whether the file says of itself that it is Unicode.
    pub(in crate::import) fn is_marked_unicode(&self) -> bool {
        self.marked_utf8 || self.utf16.is_some()
    }

    /// What comes next. One byte more than the window is read ahead, so that its end is known for what it is.
    pub(in crate::import) fn window(&mut self) -> std::io::Result<Window<'_>> {
        while self.buffer.len() - self.start <= WINDOW_BYTES && !self.ended {
            // Not at every read: a reader of small pieces would move the window at every row.
            if self.start >= READ_BYTES {
                self.buffer.drain(..self.start);
                self.start = 0;
            }
            self.read()?;
        }
        let rest = self.buffer.get(self.start..).unwrap_or_default();
        Ok(Window { bytes: rest.get(..WINDOW_BYTES).unwrap_or(rest), last: rest.len() <= WINDOW_BYTES })
    }

    /// Moves on; never beyond the window.
    pub(in crate::import) fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.buffer.len());
    }

    fn read(&mut self) -> std::io::Result<()> {
        let read = loop {
            match self.reader.read(&mut self.chunk) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.ended = read == 0;
        let chunk = std::mem::take(&mut self.chunk);
        self.take(chunk.get(..read).unwrap_or_default());
        self.chunk = chunk;
        Ok(())
    }

    fn take(&mut self, bytes: &[u8]) {
        let Some(decoder) = &mut self.utf16 else {
            self.buffer.extend_from_slice(bytes);
            return;
        };
        let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
        let _ = decoder.decode_to_string(bytes, &mut text, self.ended);
        self.buffer.extend_from_slice(text.as_bytes());
    }
}
