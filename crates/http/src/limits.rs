//! Limits on everything that comes from outside. Each has its reason.

/// Most bytes of an ordinary form: a page of ticked users and their plan boxes fit ten times.
pub const FORM_BYTES_MAX: usize = 1024 * 1024;
/// Most bytes of a file sent by a browser: a million users fit (about 200 bytes each).
pub const UPLOAD_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Longest address with its query.
pub const URI_BYTES_MAX: usize = 8 * 1024;
/// Seconds until a request that sends nothing more, or less than [`BODY_BYTES_MIN`], is given up.
pub const REQUEST_SECONDS_MAX: u64 = 60;
/// Fewest bytes of a body that come in that time, unless it ends: a slow line sends more, and who sends a letter at a time
/// keeps a connection for ever.
pub const BODY_BYTES_MIN: usize = 64 * 1024;
/// Most bytes of a body that are still heard when the answer needs none of it: any form is heard out, so the connection can
/// be kept and the answer be read.
pub const UNWANTED_BYTES_MAX: usize = FORM_BYTES_MAX;
/// Most seconds until such a body must have ended.
pub const UNWANTED_SECONDS_MAX: u64 = 2;
/// Seconds in which the head of a request must have come, and for which a connection may wait for its next request.
pub const HEAD_SECONDS_MAX: u64 = 30;
/// Most bytes of the headers of one part of a form with files: names of a field and a file fit many times.
pub const PART_HEAD_BYTES_MAX: usize = 16 * 1024;
