//! The texts of the console in every language, one function per text. It must never choose a language by itself, nor
//! hold a sentence.

use cupo_http::texts::Count;

cupo_http::texts!();

impl Texts {
    /// The texts that all surfaces share, in the same language.
    #[must_use]
    pub fn said(&self) -> &'static cupo_http::said::Texts {
        cupo_http::said::Texts::get(self.lang)
    }

    /// A whole number as people of the language write it.
    #[must_use]
    pub fn number(&self, value: impl Count) -> String {
        self.lang.number(value.count())
    }
}

#[cfg(test)]
mod tests;
