//! The binary's parts, so that tests can start what people start: arguments, wiring, commands and demo data.

pub mod texts;
pub mod failure;
pub mod args;
pub mod spanish;
pub mod config;
pub mod output;
pub mod client;
pub mod server;
pub mod demo;
pub mod commands;

use args::{Cli, Command};
use commands::Desk;
use failure::Failure;

/// Does what the command line says.
///
/// # Errors
/// A sentence and an exit code.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    let command = match cli.command {
        Command::Completions { shell } => return commands::completions(shell),
        command => command,
    };
    let desk = Desk::new(cli.common)?;
    match command {
        Command::Demo(args) => commands::demo(&desk, args).await,
        Command::Serve(args) => commands::serve(&desk, args).await,
        Command::Check => commands::check(&desk).await,
        Command::Audit(command) => commands::audit(&desk, command).await,
        Command::Simulate { until } => commands::simulate(&desk, &until).await,
        Command::Completions { shell } => commands::completions(shell),
        Command::Customer(command) => commands::customer(&desk, command).await,
        Command::User(command) => commands::user(&desk, command).await,
        Command::Catalog(command) => commands::catalog(&desk, command).await,
        Command::Subscription(command) => commands::subscription(&desk, command).await,
        Command::License(command) => commands::license(&desk, command).await,
        Command::History(args) => commands::history(&desk, args).await,
        Command::Hold(command) => commands::hold(&desk, command).await,
        Command::Data(command) => commands::data(&desk, command).await,
        Command::Role(command) => commands::role(&desk, command).await,
        Command::Settings(command) => commands::settings(&desk, command).await,
        Command::Operation(command) => commands::operation(&desk, command).await,
        Command::Key(command) => commands::key(&desk, command).await,
        Command::App(command) => commands::app(&desk, command).await,
    }
}
