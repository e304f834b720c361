//! Which user names stood before, for a million rows and more. Keeps digests, about 40 bytes a row, never names.
//! Must never remember a row that was not taken: its name is free for a sound row further down.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

use sha2::{Digest, Sha256};

/// Enough of a SHA-256 that two names of one file never share it.
type NameDigest = [u8; 16];

/// Where a name stood first, and what stood beside it.
#[derive(Clone, Copy)]
struct First {
    line: u32,
    row: u32,
}

/// How a row repeats an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeated {
    /// All cells are equal.
    Row(u64),
    /// The user name only.
    Name(u64),
}

/// The names so far.
#[derive(Default)]
pub(super) struct Seen {
    names: BTreeMap<NameDigest, First>,
}

impl Seen {
    /// Remembers the name of a row, or says where it stood before.
    pub(super) fn meet<'a>(
        &mut self,
        line: u64,
        name: &str,
        cells: impl Iterator<Item = &'a str>,
    ) -> Option<Repeated> {
        let row = row_digest(cells);
        match self.names.entry(name_digest(name)) {
            Entry::Vacant(free) => {
                free.insert(First { line: u32::try_from(line).unwrap_or(u32::MAX), row });
                None
            }
            Entry::Occupied(taken) if taken.get().row == row => Some(Repeated::Row(taken.get().line.into())),
            Entry::Occupied(taken) => Some(Repeated::Name(taken.get().line.into())),
        }
    }
}

fn name_digest(name: &str) -> NameDigest {
    let full = Sha256::digest(name.to_ascii_lowercase().as_bytes());
    let mut digest = NameDigest::default();
    for (to, from) in digest.iter_mut().zip(full) {
        *to = from;
    }
    digest
}

/// Only tells a repeated row from a repeated name, both of which are refused; so half a word will do.
fn row_digest<'a>(cells: impl Iterator<Item = &'a str>) -> u32 {
    let mut hasher = DefaultHasher::new();
    cells.for_each(|cell| cell.hash(&mut hasher));
    let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}
