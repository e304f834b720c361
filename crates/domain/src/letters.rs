//! What can be wrong with the letters of a name or another text of a person, wherever it comes from: a file, a form, a
//! program. Must never change a letter.

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterFault {
    /// It is longer than allowed, in characters.
    Long {
        /// Greatest length.
        limit: usize,
        /// Length found.
        length: usize,
    },
    /// A control character.
    Control(char),
    /// A mark that reorders the text around it: what is shown is not what is stored.
    Reordering(char),
    /// A letter that takes no place.
    Invisible(char),
}

/// The first thing that is wrong with a text of one line. A file of users warns of what can be read in spite of it
/// (the last two); where somebody can be asked to type again, all of it is refused.
#[must_use]
pub fn fault(text: &str, limit: usize) -> Option<LetterFault> {
    too_long(text, limit)
        .or_else(|| control(text, false))
        .or_else(|| reordering(text))
        .or_else(|| invisible(text))
}

/// A text above its limit.
#[must_use]
pub fn too_long(text: &str, limit: usize) -> Option<LetterFault> {
    // Never more characters than bytes: most texts are known to fit without being counted.
    let length = if text.len() > limit { text.chars().count() } else { 0 };
    (length > limit).then_some(LetterFault::Long { limit, length })
}

/// A control character; line feeds are none where a text may have several lines.
#[must_use]
pub fn control(text: &str, several_lines: bool) -> Option<LetterFault> {
    let letter = text.chars().find(|it| it.is_control() && !(several_lines && *it == '\n'));
    letter.map(LetterFault::Control)
}

/// A mark that reorders.
#[must_use]
pub fn reordering(text: &str) -> Option<LetterFault> {
    text.chars().find(|it| is_reordering(*it)).map(LetterFault::Reordering)
}

/// A letter that cannot be seen.
#[must_use]
pub fn invisible(text: &str) -> Option<LetterFault> {
    text.chars().find(|it| is_invisible(*it)).map(LetterFault::Invisible)
}

/// A letter that none of the questions here is about: most letters of most names, told at once.
#[must_use]
pub fn is_plain(letter: char) -> bool {
    letter < '\u{ad}' || ('\u{ae}'..'\u{300}').contains(&letter)
}

/// A mark that reorders the text around it. The marks of direction that Arabic and Hebrew need are none.
#[must_use]
pub fn is_reordering(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A letter that takes no place. The joiners that some scripts and emoji need are none, except in user names.
#[must_use]
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// The same for a user name, where nothing that cannot be seen has a reason.
#[must_use]
pub fn is_unseen(letter: char) -> bool {
    is_invisible(letter) || is_reordering(letter) || matches!(letter, '\u{200c}'..='\u{200f}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_fault_is_told_and_sound_names_have_none() {
        for sound in ["", "Ana María", "Ñandú Öz", "محمد \u{200f}علي", "👩\u{200d}🔬", "李小龍"]
        {
            assert_eq!(fault(sound, 64), None, "{sound:?}");
        }
        assert_eq!(fault("ñññ", 2), Some(LetterFault::Long { limit: 2, length: 3 }));
        assert_eq!(fault("a\u{7}", 64), Some(LetterFault::Control('\u{7}')));
        assert_eq!(fault("Ana\u{202e}zeR", 64), Some(LetterFault::Reordering('\u{202e}')));
        assert_eq!(fault("Ana\u{200b}", 64), Some(LetterFault::Invisible('\u{200b}')));
        assert!(control("a\nb", true).is_none() && control("a\nb", false).is_some());
    }
}
