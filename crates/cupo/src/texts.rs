//! What the command line says in answers for people, one function per text. It must never choose a language by itself,
//! nor hold a sentence.

cupo_http::texts!();

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
