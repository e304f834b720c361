//! Takes Rust source apart into code, string literals and comments, each with its line.
//! It must never fail: on source that does not compile it gives its best reading.

/// A piece of text and the line where it begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    pub line: usize,
    pub text: &'a str,
}

/// The three readings of one source file.
#[derive(Debug, Default)]
pub struct Source<'a> {
    /// The source with literals and comments blanked; line breaks stay, so lines keep their numbers.
    pub code: String,
    pub literals: Vec<Piece<'a>>,
    pub comments: Vec<Piece<'a>>,
}

/// What begins at a place of the source, and how many bytes it takes.
enum Token {
    Code(usize),
    Comment(usize),
    Literal(usize),
    Character(usize),
}

pub fn parse(text: &str) -> Source<'_> {
    let mut source = Source::default();
    let (mut rest, mut line, mut after_word) = (text, 1, false);
    while !rest.is_empty() {
        let token = next(rest, after_word);
        let (Token::Code(length)
        | Token::Comment(length)
        | Token::Literal(length)
        | Token::Character(length)) = token;
        let (piece, remainder) = rest.split_at_checked(length).unwrap_or((rest, ""));
        match token {
            Token::Code(_) => source.code.push_str(piece),
            Token::Comment(_) => source.comments.push(Piece { line, text: piece }),
            Token::Literal(_) => source.literals.push(Piece { line, text: piece }),
            Token::Character(_) => {}
        }
        let breaks = piece.matches('\n').count();
        if !matches!(token, Token::Code(_)) {
            source.code.push(' ');
            source.code.extend(std::iter::repeat_n('\n', breaks));
        }
        after_word = piece.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        line += breaks;
        rest = remainder;
    }
    source
}

fn next(rest: &str, after_word: bool) -> Token {
    if rest.starts_with("//") {
        return Token::Comment(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Token::Comment(block_comment(rest));
    }
    if !after_word && let Some(length) = raw_string(rest) {
        return Token::Literal(length);
    }
    if rest.starts_with('"') {
        return Token::Literal(quoted(rest, '"'));
    }
    if rest.starts_with('\'') && is_character(rest) {
        return Token::Character(quoted(rest, '\''));
    }
    Token::Code(rest.chars().next().map_or(1, char::len_utf8))
}

/// A lifetime has no second quote right after its first character.
fn is_character(rest: &str) -> bool {
    let mut letters = rest.chars().skip(1);
    letters.next() == Some('\\') || letters.next() == Some('\'')
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if letter == quote && !escaped {
            return at + letter.len_utf8();
        }
        escaped = letter == '\\' && !escaped;
    }
    rest.len()
}

fn raw_string(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix(['b', 'c']).unwrap_or(rest).strip_prefix('r')?;
    let hashes = inner.len() - inner.trim_start_matches('#').len();
    let (_, body) = inner.split_at_checked(hashes)?;
    let body = body.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - body.len();
    Some(body.find(&end).map_or(rest.len(), |at| start + at + end.len()))
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(here) = rest.get(at..).filter(|here| !here.is_empty()) {
        if here.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if here.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'a>(pieces: &'a [Piece<'a>]) -> Vec<&'a str> {
        pieces.iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn literals_comments_and_code_are_told_apart() {
        let source = parse("let a = \"x // no\"; // \"yes\"\nlet b = 'q'; /* one /* two */ */ done");
        assert_eq!(texts(&source.literals), ["\"x // no\""]);
        assert_eq!(texts(&source.comments), ["// \"yes\"", "/* one /* two */ */"]);
        assert!(source.code.contains("done") && !source.code.contains("two"), "{}", source.code);
    }

    #[test]
    fn escapes_raw_strings_and_quotes_in_characters_do_not_confuse() {
        let source = parse(r####"f('"', '\'', "a\"b", r#"c"d"#, br"e", c"f"); g(x)"####);
        assert_eq!(texts(&source.literals), [r#""a\"b""#, r###"r#"c"d"#"###, r#"br"e""#, r#""f""#]);
        assert!(source.code.ends_with("g(x)"));
    }

    #[test]
    fn lifetimes_are_code() {
        let source = parse("fn f<'a>(x: &'a str) -> &'static str { \"v\" }");
        assert_eq!(texts(&source.literals), ["\"v\""]);
        assert!(source.code.contains("'static"));
    }

    #[test]
    fn lines_keep_their_numbers() {
        let source = parse("let a = \"1\n2\";\n/* 3\n4 */ let b = \"4\";\n");
        assert_eq!(source.literals.iter().map(|piece| piece.line).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(source.code.lines().count(), 4);
    }

    #[test]
    fn unfinished_source_ends_quietly() {
        for text in ["\"open", "r#\"open", "/* open", "'", "'\\", "é'"] {
            let source = parse(text);
            assert!(source.code.len() <= text.len() + 1, "{text}");
        }
    }
}
