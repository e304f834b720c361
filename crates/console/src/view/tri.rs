//! The box with three states (D-37): three radio buttons that a script draws as one box. Keeping is the preset, so
//! that an untouched box changes nobody (R-BULK-8).

/// How many of the selected users have it now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TriState {
    /// Nobody.
    #[default]
    Empty,
    /// Some.
    Half,
    /// Everybody.
    Filled,
}

impl TriState {
    /// The state for `holders` of `selected` users.
    #[must_use]
    pub fn of(holders: i64, selected: i64) -> Self {
        match holders {
            0 => Self::Empty,
            n if n >= selected => Self::Filled,
            _ => Self::Half,
        }
    }

    /// The word of the attribute.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Half => "half",
            Self::Filled => "filled",
        }
    }
}

/// What is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TriChoice {
    /// Leave everybody as is.
    #[default]
    Keep,
    /// Give it to those without.
    Give,
    /// Take it from those with it.
    Take,
}

impl TriChoice {
    /// The value of the radio button.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Give => "give",
            Self::Take => "take",
        }
    }

    /// Reads the value of a radio button.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Keep, Self::Give, Self::Take].into_iter().find(|c| c.as_str() == text)
    }
}

/// One box.
#[derive(Clone, Debug, Default)]
pub struct TriBox {
    /// Name of the form field.
    pub name: String,
    /// What the box is about, for those who only hear it.
    pub label: String,
    /// What is the case.
    pub state: TriState,
    /// What is wanted.
    pub choice: TriChoice,
    /// Why it cannot be changed; it can where there is none.
    pub locked: Option<String>,
    /// What it is part of is taken away, and it with it: empty, and nothing to choose.
    pub cleared: bool,
    /// What is the case once what it is part of is given, for a service plan: it comes with the license.
    pub with: Option<TriState>,
    /// What it is part of is given.
    pub given: bool,
}

impl TriBox {
    /// What is the case before this box says anything.
    #[must_use]
    pub fn base(&self) -> TriState {
        self.with.filter(|_| self.given).unwrap_or(self.state)
    }

    /// Whether the form can ask for giving, now or once what it is part of is given.
    #[must_use]
    pub fn offers_give(&self) -> bool {
        self.state != TriState::Filled || self.with.is_some_and(|with| with != TriState::Filled)
    }

    /// Whether the form can ask for taking, now or once what it is part of is given.
    #[must_use]
    pub fn offers_take(&self) -> bool {
        self.state != TriState::Empty || self.with.is_some_and(|with| with != TriState::Empty)
    }

    /// Whether giving would change anybody.
    #[must_use]
    pub fn can_give(&self) -> bool {
        self.base() != TriState::Filled
    }

    /// Whether taking would change anybody.
    #[must_use]
    pub fn can_take(&self) -> bool {
        self.base() != TriState::Empty
    }

    /// Whether this choice is the one that is wanted; one that changes nobody reads as keeping.
    #[must_use]
    pub fn chosen(&self, choice: &str) -> bool {
        let effective = match self.choice {
            _ if self.cleared => TriChoice::Keep,
            TriChoice::Give if !self.can_give() => TriChoice::Keep,
            TriChoice::Take if !self.can_take() => TriChoice::Keep,
            other => other,
        };
        effective.as_str() == choice
    }

    /// The state as it is drawn with the choice.
    #[must_use]
    pub fn drawn(&self) -> &'static str {
        match self.choice {
            _ if self.cleared => TriState::Empty,
            TriChoice::Keep => self.base(),
            TriChoice::Give => TriState::Filled,
            TriChoice::Take => TriState::Empty,
        }
        .as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_partner_5_filled_if_all_partial_if_some_empty_if_none() {
        assert_eq!(TriState::of(0, 3), TriState::Empty);
        assert_eq!(TriState::of(2, 3), TriState::Half);
        assert_eq!(TriState::of(3, 3), TriState::Filled);
    }

    #[test]
    fn r_bulk_8_a_choice_that_changes_nobody_is_keeping() {
        let full = TriBox { state: TriState::Filled, choice: TriChoice::Give, ..TriBox::default() };
        assert!(full.chosen("keep") && !full.chosen("give"));
        let some = TriBox { state: TriState::Half, choice: TriChoice::Take, ..TriBox::default() };
        assert!(some.chosen("take") && some.drawn() == "empty");
        let gone =
            TriBox { state: TriState::Filled, choice: TriChoice::Take, cleared: true, ..TriBox::default() };
        assert!(gone.chosen("keep") && gone.drawn() == "empty", "a plan of a product that is taken");
        let with = Some(TriState::Filled);
        let new = TriBox { with, given: true, ..TriBox::default() };
        assert!(new.chosen("keep") && new.drawn() == "filled", "a plan comes with the license that is given");
        let without = TriBox { choice: TriChoice::Take, ..new.clone() };
        assert!(without.chosen("take") && without.drawn() == "empty", "unless it is left out");
        let kept = TriBox { given: false, ..without };
        assert!(kept.chosen("keep") && kept.drawn() == "empty" && kept.offers_take(), "nobody has it");
    }
}
