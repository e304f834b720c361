//! Files of cells, whatever the columns mean: a stream of bytes in, a stream of records out, in bounded memory.
//! Commas, semicolons or tabs; headings in either language in any order; UTF-8, UTF-16 with its mark, or
//! Windows-1252. Must never write anything, nor judge what is in a cell.

pub mod finding;
pub mod heading;
pub(in crate::import) mod source;
pub(in crate::import) mod cut;
pub(in crate::import) mod record;
pub(in crate::import) mod text;
