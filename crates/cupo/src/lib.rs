//! The binary's parts, so that tests can start what people start: arguments, wiring, commands and demo data.

pub mod failure;
pub mod args;
pub mod server;
pub mod demo;
pub mod commands;

use args::{CatalogCommand, Cli, Command, UserCommand};
use failure::Failure;

/// Does what the command line says.
///
/// # Errors
/// A sentence and an exit code.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    match cli.command {
        Command::Demo(args) => commands::demo(args).await,
        Command::Serve(args) => commands::serve(args).await,
        Command::Check(args) => commands::check(&args.database).await,
        Command::Catalog(CatalogCommand::Import { file, database, dry_run }) => {
            commands::import_catalogue(&database.database, &file, dry_run).await
        }
        Command::User(UserCommand::Import { file, database, customer, dry_run, good_rows, on_existing }) => {
            let how = commands::UserImport { customer, dry_run, good_rows, on_existing };
            commands::import_users(&database.database, &file, &how).await
        }
    }
}
