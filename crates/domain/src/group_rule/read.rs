//! Reads rules, letter by letter, and says where they are wrong. It accepts nothing it does not understand.

use super::{
    Attribute, RULE_COMPARISONS_MAX, RULE_DEPTH_MAX, RULE_LETTERS_MAX, RULE_VALUES_MAX, Rule, RuleFault,
    Test, Wrong,
};

/// A piece of a rule with the place of its first letter.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Word(String),
    Text(String),
    Open,
    Close,
    ListOpen,
    ListClose,
    Comma,
}

pub(super) fn rule(text: &str) -> Result<Rule, RuleFault> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() > RULE_LETTERS_MAX {
        return Err(RuleFault { at: RULE_LETTERS_MAX + 1, what: Wrong::Long });
    }
    let mut reader = Reader { pieces: pieces(&letters)?, next: 0, end: letters.len() + 1, comparisons: 0 };
    if reader.pieces.is_empty() {
        return Err(RuleFault { at: 1, what: Wrong::Empty });
    }
    let rule = reader.any(0)?;
    match reader.pieces.get(reader.next) {
        None => Ok(rule),
        Some((at, Piece::Close)) => Err(RuleFault { at: *at, what: Wrong::Bracket }),
        Some((at, _)) => Err(RuleFault { at: *at, what: Wrong::Joint }),
    }
}

fn pieces(letters: &[char]) -> Result<Vec<(usize, Piece)>, RuleFault> {
    let mut pieces = Vec::new();
    let mut place = 0;
    while let Some(letter) = letters.get(place) {
        let at = place + 1;
        let one = match letter {
            letter if letter.is_whitespace() => {
                place += 1;
                continue;
            }
            '(' => Piece::Open,
            ')' => Piece::Close,
            '[' => Piece::ListOpen,
            ']' => Piece::ListClose,
            ',' => Piece::Comma,
            '"' => {
                let (text, after) = quoted(letters, place + 1).ok_or(RuleFault { at, what: Wrong::Open })?;
                pieces.push((at, Piece::Text(text)));
                place = after;
                continue;
            }
            _ => {
                let rest = letters.get(place..).unwrap_or(&[]);
                let word: String =
                    rest.iter().take_while(|c| !c.is_whitespace() && !"()[],\"".contains(**c)).collect();
                place += word.chars().count();
                pieces.push((at, Piece::Word(word)));
                continue;
            }
        };
        pieces.push((at, one));
        place += 1;
    }
    Ok(pieces)
}

/// The text up to the closing quote, and the place after it; a quote inside is written `\"`, and `\` is `\\`.
fn quoted(letters: &[char], from: usize) -> Option<(String, usize)> {
    let (mut text, mut place) = (String::new(), from);
    loop {
        match letters.get(place)? {
            '"' => return Some((text, place + 1)),
            '\\' => {
                text.push(*letters.get(place + 1)?);
                place += 2;
            }
            letter => {
                text.push(*letter);
                place += 1;
            }
        }
    }
}

struct Reader {
    pieces: Vec<(usize, Piece)>,
    next: usize,
    /// Where something is missing at the end.
    end: usize,
    comparisons: usize,
}

impl Reader {
    fn at(&self) -> usize {
        self.pieces.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn fault<T>(&self, what: Wrong) -> Result<T, RuleFault> {
        Err(RuleFault { at: self.at(), what })
    }

    fn word(&self) -> Option<&str> {
        match self.pieces.get(self.next) {
            Some((_, Piece::Word(word))) => Some(word),
            _ => None,
        }
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = self.word().is_some_and(|it| it.eq_ignore_ascii_case(word));
        self.next += usize::from(found);
        found
    }

    fn takes(&mut self, piece: &Piece) -> bool {
        let found = self.pieces.get(self.next).is_some_and(|(_, it)| it == piece);
        self.next += usize::from(found);
        found
    }

    fn any(&mut self, depth: usize) -> Result<Rule, RuleFault> {
        let mut rules = vec![self.all(depth)?];
        while self.takes_word("-or") {
            rules.push(self.all(depth)?);
        }
        Ok(if rules.len() == 1 { rules.remove(0) } else { Rule::Any(rules) })
    }

    fn all(&mut self, depth: usize) -> Result<Rule, RuleFault> {
        let mut rules = vec![self.one(depth)?];
        while self.takes_word("-and") {
            rules.push(self.one(depth)?);
        }
        Ok(if rules.len() == 1 { rules.remove(0) } else { Rule::All(rules) })
    }

    fn one(&mut self, depth: usize) -> Result<Rule, RuleFault> {
        if depth >= RULE_DEPTH_MAX {
            return self.fault(Wrong::Deep);
        }
        if self.takes_word("-not") {
            return Ok(Rule::Not(Box::new(self.one(depth + 1)?)));
        }
        let open = self.at();
        if self.takes(&Piece::Open) {
            let rule = self.any(depth + 1)?;
            if !self.takes(&Piece::Close) {
                return Err(RuleFault { at: open, what: Wrong::Bracket });
            }
            return Ok(rule);
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Rule, RuleFault> {
        self.comparisons += 1;
        if self.comparisons > RULE_COMPARISONS_MAX {
            return self.fault(Wrong::Many);
        }
        let Some(name) = self.word().and_then(|word| word.strip_prefix("user.")).map(str::to_owned) else {
            return self.fault(Wrong::Attribute);
        };
        if name == "enabled" {
            self.next += 1;
            return self.enabled();
        }
        let Some(attribute) = Attribute::parse(&name) else {
            return self.fault(Wrong::Attribute);
        };
        self.next += 1;
        let (at, word) = (self.at(), self.word().unwrap_or_default().to_lowercase());
        self.next += usize::from(!word.is_empty());
        let (test, opposite) = match word.as_str() {
            "-eq" => (Test::In(vec![self.text()?]), false),
            "-ne" => (Test::In(vec![self.text()?]), true),
            "-in" => (Test::In(self.list()?), false),
            "-notin" => (Test::In(self.list()?), true),
            "-startswith" => (Test::StartsWith(self.part()?), false),
            "-contains" => (Test::Contains(self.part()?), false),
            _ => return Err(RuleFault { at, what: Wrong::Comparison }),
        };
        Ok(Rule::Text(attribute, test, opposite))
    }

    fn enabled(&mut self) -> Result<Rule, RuleFault> {
        let (at, word) = (self.at(), self.word().unwrap_or_default().to_lowercase());
        self.next += usize::from(!word.is_empty());
        let opposite = match word.as_str() {
            "-eq" => false,
            "-ne" => true,
            "-in" | "-notin" | "-startswith" | "-contains" => {
                return Err(RuleFault { at, what: Wrong::Unfit });
            }
            _ => return Err(RuleFault { at, what: Wrong::Comparison }),
        };
        let wanted = if self.takes_word("true") {
            true
        } else if self.takes_word("false") {
            false
        } else {
            return self.fault(Wrong::Value);
        };
        Ok(Rule::Enabled(wanted != opposite))
    }

    /// A text that is to be found somewhere: not the empty one, because that is everywhere.
    fn part(&mut self) -> Result<String, RuleFault> {
        let at = self.at();
        let text = self.text()?;
        if text.is_empty() { Err(RuleFault { at, what: Wrong::Value }) } else { Ok(text) }
    }

    /// A text in quotes.
    fn text(&mut self) -> Result<String, RuleFault> {
        match self.pieces.get(self.next) {
            Some((_, Piece::Text(text))) if !text.contains('\0') => {
                let text = text.clone();
                self.next += 1;
                Ok(text)
            }
            _ => self.fault(Wrong::Value),
        }
    }

    fn list(&mut self) -> Result<Vec<String>, RuleFault> {
        let open = self.at();
        if !self.takes(&Piece::ListOpen) {
            return self.fault(Wrong::Value);
        }
        let mut values = Vec::new();
        loop {
            values.push(self.text()?);
            if values.len() > RULE_VALUES_MAX {
                return self.fault(Wrong::Many);
            }
            if self.takes(&Piece::ListClose) {
                return Ok(values);
            }
            if !self.takes(&Piece::Comma) {
                return Err(RuleFault { at: open, what: Wrong::Open });
            }
        }
    }
}
