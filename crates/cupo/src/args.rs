//! The command line: what can be said, and nothing done. Options that the environment or the configuration file can
//! give as well are read in `config`, so that it is clear which is stronger.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use cupo_http::lang::Lang;

mod change;
mod people;
mod records;
mod things;

pub use change::{ChangeArgs, FileMode, LicenseCommand, Manner, OperationCommand, SubscriptionCommand, Who};
pub use people::{DataCommand, RoleChange, RoleCommand, SettingsCommand, UserEdit};
pub use records::{AuditCommand, AuditFilter};
pub use things::{
    AppCommand, CatalogCommand, CustomerCommand, CustomerOption, DomainCommand, FilterArgs, HoldCommand,
    KeyCommand, NewUser, OnExisting, UserCommand,
};

const AFTER_HELP: &str = "\
Where a command works:
  On a database itself (--database), or by asking a server (--server with --token). An option outranks the
  environment (CUPO_DATABASE, CUPO_SERVER, CUPO_TOKEN, CUPO_CLIENT_ID, CUPO_CLIENT_SECRET, CUPO_CUSTOMER,
  CUPO_CONFIG), and that outranks the configuration file: the one named with --config, else
  ~/.config/cupo/cupo.toml, else /etc/cupo/cupo.toml. Commands that only read work on a database beside a running
  server; commands that write need it for themselves.

Exit codes:
  0    done
  1    some or all of it was refused, or a check has findings
  2    called wrongly: unknown or contradicting options, nobody selected, no terminal to ask on
  3    not found, or not for this caller
  4    changed since it was shown, or its state does not allow it
  5    not available now: no connection, too busy, no space
  6    the database is in use, of another version or not there
  7    a defect
  130  interrupted; an operation that was begun goes on

Examples:
  cupo demo
  cupo license assign ana@norte.example --product ENTERPRISEPACK --customer norte.example --dry-run
  cupo user list --filter licensed=no --json | jq -r '.items[].name' | \\
    cupo license assign --csv - --product O365_BUSINESS --strict --yes
  cupo --server https://licenses.example operation list";

/// The open, self-hosted license desk.
#[derive(Debug, Parser)]
#[command(name = "cupo", version, propagate_version = true, after_long_help = AFTER_HELP)]
pub struct Cli {
    /// What every command understands.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command understands.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Where and how")]
pub struct Common {
    /// Work on this database: sqlite:FILE or postgres://USER@HOST/NAME [env: CUPO_DATABASE]
    #[arg(long, global = true, value_name = "URL", conflicts_with_all = ["server", "token"])]
    pub database: Option<String>,
    /// Ask this server, such as https://licenses.example [env: CUPO_SERVER]
    #[arg(long, global = true, value_name = "URL")]
    pub server: Option<String>,
    /// The access token for the server [env: CUPO_TOKEN]
    #[arg(long, global = true, value_name = "TOKEN", hide_env_values = true)]
    pub token: Option<String>,
    /// The configuration file [env: CUPO_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The language of help, answers and refusals: `es` or `en` [env: LC_ALL, LC_MESSAGES, LANG]
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Lang>,
    /// Answer in JSON, for programs; the shapes are in the guide.
    #[arg(long, global = true)]
    pub json: bool,
}

/// The language of the person: the option, else what the system's variables say, else English.
#[must_use]
pub fn spoken(option: Option<Lang>) -> Lang {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|key| std::env::var(key).ok());
    let said = said.into_iter().find(|text| !text.is_empty());
    option.or_else(|| said.and_then(|text| Lang::parse(&text))).unwrap_or_default()
}

/// The language that a command line asks for, before anything else of it is understood.
#[must_use]
pub fn asked(line: impl Iterator<Item = OsString>) -> Option<Lang> {
    let mut line = line.map(|part| part.to_string_lossy().into_owned()).take_while(|part| part != "--");
    let mut found = None;
    while let Some(part) = line.next() {
        let value =
            if part == "--lang" { line.next() } else { part.strip_prefix("--lang=").map(str::to_owned) };
        found = value.and_then(|text| Lang::parse(&text)).or(found);
    }
    found
}

fn language(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(|| "Cupo speaks `es` and `en`".to_owned())
}

/// What Cupo can be told to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start with invented customers on a new embedded database, to look around.
    Demo(DemoArgs),
    /// Serve the console and the interface for programs on a database.
    Serve(ServeArgs),
    /// Work with customers.
    #[command(subcommand)]
    Customer(CustomerCommand),
    /// Work with users.
    #[command(subcommand)]
    User(UserCommand),
    /// Work with the catalog of products and service plans.
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// Work with subscriptions, which are where seats come from.
    #[command(subcommand)]
    Subscription(SubscriptionCommand),
    /// Give, take and replace licenses.
    #[command(subcommand)]
    License(LicenseCommand),
    /// Tell who held what on a day.
    #[command(after_long_help = "\
The day ends at midnight in the customer's time zone; of the present day it is told what is held now.

Examples:
  cupo history --user ana@norte.example --on 2026-03-31
  cupo history --product ENTERPRISEPACK --on 2026-03-31 --customer norte.example --json")]
    History(HistoryArgs),
    /// Keep the data of people, whatever happens to their licenses.
    #[command(subcommand)]
    Hold(HoldCommand),
    /// Work with the data that is left of deleted people.
    #[command(subcommand)]
    Data(DataCommand),
    /// Work with the roles of people.
    #[command(subcommand)]
    Role(RoleCommand),
    /// Work with the settings of a customer.
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Look at what was done, and undo it.
    #[command(subcommand)]
    Operation(OperationCommand),
    /// Work with the credentials of programs.
    #[command(subcommand)]
    App(AppCommand),
    /// Work with product keys that pay for seats.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Prove that a database is consistent, and say what is wrong.
    #[command(after_long_help = "\
Only reads, and works beside a running server. Exit code 0 means that every invariant holds and every audit chain is
whole; 1 means findings, one a line.

Example:
  cupo check --database sqlite:/var/lib/cupo/cupo.db")]
    Check,
    /// Look at the audit, and prove that no record of it was changed, taken out or exchanged.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Tell what time alone would do until a day, changing nothing.
    #[command(after_long_help = "\
Only reads, and works beside a running server. Everything is told in the order in which it would happen: subscriptions
that renew, expire or are deleted, data that is erased, accounts that are gone for good. Exit code 1 means that there
is more than was told.

Examples:
  cupo simulate --until 2027-01-31 --database sqlite:/var/lib/cupo/cupo.db
  cupo simulate --until 2027-01-31 --json | jq '.happenings[] | select(.action | startswith(\"data.\"))'")]
    Simulate {
        /// A day, which begins at midnight UTC, or an instant such as 2027-01-31T09:00:00Z.
        #[arg(long, value_name = "DATE")]
        until: String,
    },
    /// Print the completions of a shell.
    #[command(after_long_help = "\
Examples:
  cupo completions bash > /etc/bash_completion.d/cupo
  cupo completions zsh > ~/.zfunc/_cupo
  cupo completions fish > ~/.config/fish/completions/cupo.fish
  cupo completions powershell >> $PROFILE")]
    Completions {
        /// For which shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
}

/// Options of `history`.
#[derive(Clone, Debug, Args)]
#[group(id = "whose", required = true, multiple = true, args = ["user", "product"])]
pub struct HistoryArgs {
    /// Which customer.
    #[command(flatten)]
    pub customer: CustomerOption,
    /// What this user held: sign-in name or id.
    #[arg(long, value_name = "USER")]
    pub user: Option<String>,
    /// Who held this product: part number or id.
    #[arg(long, value_name = "PRODUCT")]
    pub product: Option<String>,
    /// The day, such as 2026-03-31.
    #[arg(long, value_name = "DATE")]
    pub on: String,
}

/// Options of `demo`.
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// Address and port; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:8420", value_name = "ADDR:PORT")]
    pub listen: SocketAddr,
    /// Folder for the database; default: a new temporary folder. Another one is named with --database; it must be empty.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
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
#[command(after_long_help = "\
Each of these can also stand in the part [serve] of the configuration file, as listen, behind_tls,
public_url and api_per_second.

Example:
  cupo serve --database sqlite:/var/lib/cupo/cupo.db --behind-tls --public-url https://licenses.example")]
pub struct ServeArgs {
    /// Address and port; default 127.0.0.1:8420 [env: CUPO_LISTEN]
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// People reach this server over TLS (through a proxy in front of it), so cookies never travel without it
    /// [env: CUPO_BEHIND_TLS]
    #[arg(long)]
    pub behind_tls: bool,
    /// The address people use, for links that are printed, such as https://licenses.example [env: CUPO_PUBLIC_URL]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Requests a second that each program may send in the long run; 0 for no limit; default 5000
    /// [env: CUPO_API_PER_SECOND]
    #[arg(long, value_name = "N")]
    pub api_per_second: Option<u32>,
}
