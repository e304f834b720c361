//! The texts that all surfaces share: what a refusal says. It must never hold a sentence.

crate::texts!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plain_key_has_a_text_in_both_languages() {
        for t in [Texts::get(Lang::En), Texts::get(Lang::Es)] {
            for key in KEYS {
                assert!(t.bundle.has(key), "{key} in {:?}", t.lang);
            }
        }
    }
}
