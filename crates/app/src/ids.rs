//! Where ids and secrets come from. Internal ids rise with time, so that new rows stand together; GUIDs and secrets
//! are random. Nothing else in Cupo draws random numbers.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, Ordering};

use cupo_domain::ids::Guid;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::AppError;
use crate::time::Clock;

/// 2020-01-01T00:00:00Z in milliseconds: internal ids count from here.
const EPOCH_MILLIS: i64 = 1_577_836_800_000;
/// Ids per millisecond.
const PER_MILLI_BITS: u32 = 20;

/// A source of ids.
#[derive(Debug, Default)]
pub struct Ids {
    last: AtomicI64,
}

impl Ids {
    /// The next internal id: above every earlier one of this process, and above those of earlier runs.
    pub fn next(&self, clock: &Clock) -> i64 {
        let floor = (clock.security_now() / 1_000 - EPOCH_MILLIS).max(1) << PER_MILLI_BITS;
        let step = |last: i64| Some(floor.max(last + 1));
        match self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step) {
            Ok(last) | Err(last) => floor.max(last + 1),
        }
    }

    /// `count` internal ids in a row; the first of them.
    pub fn next_many(&self, clock: &Clock, count: i64) -> i64 {
        let floor = (clock.security_now() / 1_000 - EPOCH_MILLIS).max(1) << PER_MILLI_BITS;
        let step = |last: i64| Some(floor.max(last + 1) + count);
        match self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step) {
            Ok(last) | Err(last) => floor.max(last + 1),
        }
    }
}

/// Random bytes from the system.
///
/// # Errors
/// When the system has none.
pub fn random<const N: usize>() -> Result<[u8; N], AppError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|e| AppError::Bug(format!("no randomness: {e}")))?;
    Ok(bytes)
}

/// A new GUID.
///
/// # Errors
/// When the system has no randomness.
pub fn new_guid() -> Result<Guid, AppError> {
    let mut bytes = random::<16>()?;
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Ok(Guid::from_bytes(bytes))
}

/// A new secret of 256 bits, as text that fits into addresses and cookies.
///
/// # Errors
/// When the system has no randomness.
pub fn new_secret() -> Result<String, AppError> {
    Ok(hex(&random::<32>()?))
}

/// What is stored of a secret.
#[must_use]
pub fn secret_hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Bytes as hexadecimal text.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// An outside identity inside stored documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GuidText(pub Guid);

impl From<GuidText> for String {
    fn from(it: GuidText) -> Self {
        it.0.to_string()
    }
}

impl TryFrom<String> for GuidText {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Guid::parse_str(&text).map(Self).map_err(|e| e.to_string())
    }
}
