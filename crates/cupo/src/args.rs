//! The command line: what can be said, and nothing done. Every option can also come from the environment.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// The open, self-hosted license desk.
#[derive(Debug, Parser)]
#[command(name = "cupo", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What Cupo can be told to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start with invented customers on a new embedded database, to look around.
    Demo(DemoArgs),
    /// Serve the console on a database.
    Serve(ServeArgs),
    /// Work with the catalogue of products and service plans.
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// Work with users.
    #[command(subcommand)]
    User(UserCommand),
    /// Prove that a database is consistent, and say what is wrong.
    Check(DatabaseArgs),
}

/// Where the database is.
#[derive(Clone, Debug, Args)]
pub struct DatabaseArgs {
    /// sqlite:FILE or postgres://USER@HOST/NAME
    #[arg(long, env = "CUPO_DATABASE", value_name = "URL")]
    pub database: String,
}

/// Options of `demo`.
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// Print one line of JSON once everything is ready, and nothing else on standard output.
    #[arg(long)]
    pub json: bool,
    /// Address and port; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:8420", value_name = "ADDR:PORT")]
    pub listen: SocketAddr,
    /// Folder for the database; default: a new temporary folder.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Use this database instead of a file in the data folder; it must be empty.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Users of the largest customer, at most 1,000,000.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub users: Option<u64>,
    /// The same seed gives the same data.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
    /// Start the clock at this instant, such as 2026-11-30T09:00:00Z.
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<jiff::Timestamp>,
    /// Listen on an address that others can reach although everybody can know the passwords.
    #[arg(long)]
    pub i_know: bool,
}

/// Options of `serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Where the database is.
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Address and port.
    #[arg(long, env = "CUPO_LISTEN", default_value = "127.0.0.1:8420", value_name = "ADDR:PORT")]
    pub listen: SocketAddr,
    /// People reach this server over TLS (through a proxy in front of it), so cookies never travel without it.
    #[arg(long, env = "CUPO_BEHIND_TLS")]
    pub behind_tls: bool,
    /// The address people use, for links that are printed, such as https://licenses.example
    #[arg(long, env = "CUPO_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Requests a second that each program may send in the long run; 0 for no limit.
    #[arg(long, env = "CUPO_API_PER_SECOND", default_value_t = 5_000, value_name = "N")]
    pub api_per_second: u32,
}

/// Commands on the catalogue.
#[derive(Debug, Subcommand)]
pub enum CatalogCommand {
    /// Read the official CSV of product names and service plan identifiers.
    Import {
        /// The file, or - for standard input.
        file: PathBuf,
        /// Where the database is.
        #[command(flatten)]
        database: DatabaseArgs,
        /// Say what would change, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Commands on users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Read the admin center's bulk CSV of new users.
    Import {
        /// The file, or - for standard input.
        file: PathBuf,
        /// Where the database is.
        #[command(flatten)]
        database: DatabaseArgs,
        /// The customer: its id or one of its domains.
        #[arg(long, value_name = "ID|DOMAIN")]
        customer: String,
        /// Say what would happen, and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// Import the good rows although others are rejected.
        #[arg(long)]
        good_rows: bool,
        /// What to do with users that are there already.
        #[arg(long, value_enum, default_value = "skip")]
        on_existing: OnExisting,
    },
}

/// What to do with users that are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OnExisting {
    /// Leave them as they are and say so.
    Skip,
    /// Take over the fields of the file.
    Update,
}
