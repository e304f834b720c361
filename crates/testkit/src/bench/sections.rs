//! What can be measured, in the order in which it is. A section adds its tables to the report and knows nothing of
//! the others but the limits they found.

use crate::ground::Engine;
use crate::options::Options;
use crate::report::Report;

mod limits;
mod bulk;
mod single;
mod lists;
mod files;
mod time;
mod standing;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What the disk and the engines can do.
    Limits,
    /// Changes for many users.
    Bulk,
    /// Many small changes at once.
    Single,
    /// Pages, filters and searches.
    Lists,
    /// Files of licenses.
    Files,
    /// What is due by itself.
    Time,
    /// Start and memory.
    Standing,
}

pub const ALL: &[Section] = &[
    Section::Limits,
    Section::Bulk,
    Section::Single,
    Section::Lists,
    Section::Files,
    Section::Time,
    Section::Standing,
];

impl Section {
    pub fn name(self) -> &'static str {
        match self {
            Self::Limits => "limits",
            Self::Bulk => "bulk",
            Self::Single => "single",
            Self::Lists => "lists",
            Self::Files => "files",
            Self::Time => "time",
            Self::Standing => "standing",
        }
    }

    pub fn by_name(name: &str) -> Result<Self, String> {
        ALL.iter().copied().find(|s| s.name() == name).ok_or_else(|| {
            let names: Vec<&str> = ALL.iter().map(|s| s.name()).collect();
            format!("there is no section `{name}`; there are {}", names.join(", "))
        })
    }
}

pub async fn run(options: &Options, report: &mut Report) -> Result<(), String> {
    for section in ALL.iter().filter(|s| options.sections.contains(s)) {
        for engine in &options.engines {
            match section {
                Section::Limits => limits::run(options, *engine, report).await?,
                Section::Bulk => bulk::run(options, *engine, report).await?,
                Section::Single => single::run(options, *engine, report).await?,
                Section::Lists => lists::run(options, *engine, report).await?,
                Section::Files => files::run(options, *engine, report).await?,
                Section::Time => time::run(options, *engine, report).await?,
                Section::Standing if *engine == Engine::Sqlite => standing::run(options, report).await?,
                Section::Standing => {}
            }
        }
    }
    Ok(())
}

/// The bench starts itself again for what needs a process of its own.
const CHILD: &str = "--child";

/// The part of a child process, if this is one.
pub fn child(words: &[String]) -> Option<(&str, &[String])> {
    match words {
        [first, name, rest @ ..] if first == CHILD => Some((name, rest)),
        _ => None,
    }
}

pub async fn run_child(name: &str, words: &[String]) -> Result<(), String> {
    match name {
        "standing" => standing::child(words).await,
        other => Err(format!("there is no part `{other}`")),
    }
}
