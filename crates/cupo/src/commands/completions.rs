//! `cupo completions`: what a shell needs to complete command lines.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::args::Cli;
use crate::failure::Failure;
use crate::output::say_as_it_is;

/// Prints the completions of a shell.
///
/// # Errors
/// When nobody reads any more.
pub fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "cupo", &mut script);
    say_as_it_is(&String::from_utf8_lossy(&script))
}
