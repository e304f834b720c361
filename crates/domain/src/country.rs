//! Countries (minimal, being replaced).
/// ISO 3166-1 alpha-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Country([u8; 2]);
impl Country {
    /// Reads a code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let b: [u8; 2] = text.as_bytes().try_into().ok()?;
        b.iter().all(u8::is_ascii_uppercase).then_some(Self(b))
    }
    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}
