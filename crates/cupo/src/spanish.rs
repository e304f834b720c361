//! The same command line with its help in Spanish. It changes texts only: what can be said stays the same, so scripts do
//! not depend on a language.

mod failures;
mod help;
mod notes;
mod people;
mod records;

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command};
pub use failures::failed;
use notes::{AFTER, NOTES};

/// The parts of a help page, with the one heading that clap gives no other way to change.
const TEMPLATE: &str = "{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}";

/// A command and all below it with Spanish help.
#[must_use]
pub fn spoken(command: Command) -> Command {
    let top = command.get_name() == "cupo";
    let about = command.get_about().map(in_spanish).unwrap_or_default();
    let notes = command.get_after_long_help().map(|it| if top { AFTER.to_owned() } else { notes(it) });
    let command = command
        .about(about)
        .help_template(TEMPLATE)
        .subcommand_help_heading("Órdenes")
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(own("help", 'h', ArgAction::Help, "Mostrar la ayuda"))
        .arg(own("version", 'V', ArgAction::Version, "Mostrar la versión"));
    let command = match notes {
        Some(notes) => command.after_long_help(notes),
        None => command,
    };
    command.mut_args(argument).mut_subcommands(spoken)
}

fn own(name: &'static str, short: char, action: ArgAction, help: &'static str) -> Arg {
    Arg::new(name).long(name).short(short).action(action).help(help)
}

fn argument(arg: Arg) -> Arg {
    let heading = match arg.get_help_heading() {
        Some(_) => "Dónde y cómo",
        None if arg.is_positional() => "Argumentos",
        None => "Opciones",
    };
    let help = arg.get_help().map(in_spanish);
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter_map(|value| Some(format!("{}: {}", value.get_name(), in_spanish(value.get_help()?))))
        .collect();
    let arg = arg.help_heading(heading);
    match help {
        Some(help) if values.is_empty() => arg.help(help),
        Some(help) => arg.hide_possible_values(true).help(format!("{help} ({})", values.join("; "))),
        None => arg,
    }
}

/// Every text of the help with its Spanish.
fn texts() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    [help::TEXTS, people::TEXTS, records::TEXTS].into_iter().flatten()
}

/// A text as it is in Spanish; one that the table lacks as it is.
fn in_spanish(text: &StyledStr) -> String {
    let said = text.to_string();
    let known = texts().find(|(english, _)| *english == said);
    known.map_or(said.clone(), |(_, spanish)| (*spanish).to_owned())
}

fn notes(text: &StyledStr) -> String {
    NOTES.iter().fold(text.to_string(), |text, (english, spanish)| text.replace(english, spanish))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Cli;

    fn missing(command: &Command, found: &mut Vec<String>) {
        let mut look = |text: Option<&StyledStr>| {
            let text = text.map(ToString::to_string).unwrap_or_default();
            if !text.is_empty() && !texts().any(|(english, _)| *english == text) {
                found.push(text);
            }
        };
        look(command.get_about());
        for arg in command.get_arguments() {
            look(arg.get_help());
            for value in arg.get_possible_values() {
                look(value.get_help());
            }
        }
        let after = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        let prose = after.split("\n\n").filter(|part| !part.starts_with("Example"));
        for part in prose.filter(|_| command.get_name() != "cupo") {
            if !part.is_empty() && !NOTES.iter().any(|(english, _)| *english == part) {
                found.push(part.to_owned());
            }
        }
        command.get_subcommands().for_each(|it| missing(it, found));
    }

    #[test]
    fn every_text_of_the_help_is_there_in_spanish() {
        let mut found = Vec::new();
        missing(&Cli::command(), &mut found);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn what_can_be_said_is_the_same_in_both_languages() {
        fn names(command: &Command) -> Vec<String> {
            let hidden = ["help", "version"];
            let mut all: Vec<String> = command.get_arguments().map(|it| it.get_id().to_string()).collect();
            all.extend(command.get_subcommands().map(|it| it.get_name().to_owned()));
            all.retain(|name| !hidden.contains(&name.as_str()));
            all.extend(command.get_subcommands().filter(|it| it.get_name() != "help").flat_map(names));
            all
        }
        let spanish = spoken(Cli::command());
        assert_eq!(names(&Cli::command()), names(&spanish));
        spanish.debug_assert();
    }
}
