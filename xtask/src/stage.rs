//! The stages of `cargo xtask test`, in their order: what fails fastest comes first.
//! A stage must never depend on another one having run.

use crate::install::Need;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Tidy,
    Format,
    Docs,
    Deny,
    Lint,
    Unit,
    Browser,
}

impl Stage {
    pub const ALL: [Self; 7] =
        [Self::Tidy, Self::Format, Self::Docs, Self::Deny, Self::Lint, Self::Unit, Self::Browser];

    pub fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::Format => "format",
            Self::Docs => "docs",
            Self::Deny => "deny",
            Self::Lint => "lint",
            Self::Unit => "unit",
            Self::Browser => "browser",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Tidy => "the rules of the house",
            Self::Format => "the layout of the code",
            Self::Docs => "generated documents are current",
            Self::Deny => "licenses and advisories of dependencies",
            Self::Lint => "clippy, every warning an error",
            Self::Unit => "unit, property and integration tests on SQLite and PostgreSQL",
            Self::Browser => "the product in a real browser",
        }
    }

    pub fn needs(self) -> &'static [Need] {
        match self {
            Self::Unit => &[Need::Postgres],
            Self::Browser => &[Need::Chromium, Need::Node],
            _ => &[],
        }
    }

    /// The chosen stages in the order of [`Stage::ALL`]; all of them when nothing is chosen.
    pub fn choose(options: &[&str]) -> Result<Vec<Self>, String> {
        let mut chosen = Vec::new();
        let mut rest = options.iter();
        while let Some(option) = rest.next() {
            let list = match option.strip_prefix("--only") {
                Some("") => rest.next().copied(),
                Some(value) => value.strip_prefix('='),
                None => None,
            };
            let Some(list) = list else {
                return Err(format!("`{option}` is not understood here; use --only STAGE[,STAGE] or --list"));
            };
            for name in list.split(',') {
                chosen.push(Self::by_name(name.trim())?);
            }
        }
        Ok(Self::ALL.into_iter().filter(|stage| chosen.is_empty() || chosen.contains(stage)).collect())
    }

    fn by_name(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|stage| stage.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("there is no stage `{name}`; there are {names}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_chosen_means_everything() {
        assert_eq!(Stage::choose(&[]), Ok(Stage::ALL.to_vec()));
    }

    #[test]
    fn chosen_stages_keep_their_order() {
        let expected = Ok(vec![Stage::Tidy, Stage::Lint, Stage::Browser]);
        assert_eq!(Stage::choose(&["--only", "browser,lint", "--only=tidy"]), expected);
    }

    #[test]
    fn an_unknown_stage_or_option_is_named() {
        assert!(Stage::choose(&["--only", "units"]).expect_err("unknown").contains("`units`"));
        assert!(Stage::choose(&["--only"]).is_err());
        assert!(Stage::choose(&["--fast"]).expect_err("unknown").contains("`--fast`"));
    }
}
