//! What the bench is asked to measure. It must hold no measurement.

use std::path::PathBuf;

use crate::ground::Engine;
use crate::sections::{self, Section};

pub const HELP: &str = "\
cargo xtask bench [options]
  --section NAME[,NAME]          only these; see the list in crates/testkit/src/bench/sections
  --users N                      users of the largest customer (1,000,000)
  --engine sqlite|postgres|both  where to measure (both)
  --quick                        20,000 users, one repetition: shows that the bench works, not what Cupo can do
  --write                        writes docs/benchmarks.md although not everything was measured
  --profile=NAME                 another build than release (only before the bench is started)";

/// Users of the largest customer, when nothing is said.
const USERS: u64 = 1_000_000;
const QUICK_USERS: u64 = 20_000;

pub struct Options {
    pub sections: Vec<Section>,
    pub users: u64,
    pub engines: Vec<Engine>,
    pub quick: bool,
    write: bool,
}

impl Options {
    /// None when only help was asked for.
    pub fn parse(words: &[String]) -> Result<Option<Self>, String> {
        let mut it = Self {
            sections: sections::ALL.to_vec(),
            users: USERS,
            engines: vec![Engine::Sqlite, Engine::Postgres],
            quick: false,
            write: false,
        };
        let mut words = words.iter().map(String::as_str);
        let mut whole = true;
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("`{word}` needs a value"));
            match word {
                "--section" => {
                    it.sections = value()?.split(',').map(Section::by_name).collect::<Result<_, _>>()?;
                    whole = false;
                }
                "--users" => {
                    it.users = value()?.parse().map_err(|_| "`--users` needs a number".to_owned())?;
                    whole = false;
                }
                "--engine" => match value()? {
                    "sqlite" => it.engines = vec![Engine::Sqlite],
                    "postgres" => it.engines = vec![Engine::Postgres],
                    "both" => {}
                    other => return Err(format!("there is no engine `{other}`")),
                },
                "--quick" => {
                    it.quick = true;
                    it.users = QUICK_USERS;
                }
                "--write" => it.write = true,
                "--help" | "-h" => return Ok(None),
                other => return Err(format!("`{other}` is not understood\n{HELP}")),
            }
        }
        it.write |= whole && !it.quick && it.engines.len() == 2;
        Ok(Some(it))
    }

    /// How often a figure is taken; the best counts.
    pub fn repetitions(&self) -> usize {
        if self.quick { 1 } else { 3 }
    }

    /// Where the report goes, if there is one.
    pub fn report_file(&self) -> Option<PathBuf> {
        let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        self.write.then(|| package.join("../../docs/benchmarks.md"))
    }
}
