//! What can be said about customers, users, the catalog and programs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{ChangeArgs, UserEdit, Who};

/// Which customer.
#[derive(Clone, Debug, Args)]
pub struct CustomerOption {
    /// The customer: its id or one of its domains [env: CUPO_CUSTOMER]
    #[arg(long, value_name = "ID|DOMAIN")]
    pub customer: Option<String>,
}

/// Which users, by what they are.
#[derive(Clone, Debug, Args)]
pub struct FilterArgs {
    /// Only who matches; may be given several times, and all must hold. Keys: search, product, licensed (yes or no),
    /// location, department, sign-in (allowed or blocked).
    #[arg(long, value_name = "KEY=VALUE")]
    pub filter: Vec<String>,
}

/// Commands on customers.
#[derive(Debug, Subcommand)]
pub enum CustomerCommand {
    /// List the customers you may see.
    #[command(after_long_help = "Example:\n  cupo customer list --search norte --json")]
    List {
        /// Text in name or domain.
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
    },
    /// Create a customer of your organization.
    #[command(after_long_help = "\
Examples:
  cupo customer create 'Norte S.A.' --domain norte.example --country ES --yes
  cupo customer create 'Norte S.A.' --domain norte.example --domain tienda.norte.example --country ES --dry-run")]
    Create {
        /// Its name.
        name: String,
        /// Its domain; may be given several times, and new users get the first.
        #[arg(long, value_name = "DOMAIN", required = true)]
        domain: Vec<String>,
        /// Its country, two letters.
        #[arg(long, value_name = "COUNTRY")]
        country: String,
        /// The partner does not administer its users.
        #[arg(long)]
        reseller_only: bool,
        /// The partner that gets it, by id or domain; where there is one only, that one.
        #[arg(long, value_name = "ID|DOMAIN")]
        partner: Option<String>,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Work with the domains that users of a customer can have.
    #[command(subcommand)]
    Domain(DomainCommand),
}

/// Commands on the domains of a customer.
#[derive(Debug, Subcommand)]
pub enum DomainCommand {
    /// List the domains of a customer.
    #[command(after_long_help = "Example:\n  cupo customer domain list --customer norte.example --json")]
    List {
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
    /// Give a customer domains; a domain belongs to one organization only.
    #[command(after_long_help = "\
Example:
  cupo customer domain add tienda.norte.example taller.norte.example --customer norte.example --yes")]
    Add {
        /// The domains.
        #[arg(value_name = "DOMAIN", required = true)]
        domain: Vec<String>,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Take domains from a customer that no user and no address has.
    #[command(after_long_help = "\
Example:
  cupo customer domain remove taller.norte.example --customer norte.example --yes")]
    Remove {
        /// The domains.
        #[arg(value_name = "DOMAIN", required = true)]
        domain: Vec<String>,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Choose the domain of new users.
    #[command(after_long_help = "\
Example:
  cupo customer domain default tienda.norte.example --customer norte.example --yes")]
    Default {
        /// The domain.
        domain: String,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
}

/// Commands on holds.
#[derive(Debug, Subcommand)]
pub enum HoldCommand {
    /// List what keeps somebody's data, and what kept it.
    List {
        /// The user's sign-in name or id.
        user: String,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
    /// Keep somebody's data; only before a removal, because afterwards it is too late.
    #[command(after_long_help = "\
Example:
  cupo hold place ana@norte.example --data mail --kind litigation --reason 'Case 17'")]
    Place {
        /// The user's sign-in name or id.
        user: String,
        /// Which data.
        #[arg(long, value_parser = ["mail", "files"])]
        data: String,
        /// What kind of order.
        #[arg(long, value_parser = [
            "litigation", "retention-policy", "delete-only-policy", "retaining-label", "discovery-case",
        ])]
        kind: String,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// End a hold; the data is on its clock from then on.
    Release {
        /// The hold's id.
        hold: String,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
}

/// Commands on users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// List users.
    #[command(after_long_help = "\
Examples:
  cupo user list --customer norte.example --filter department=Ventas --filter licensed=no
  cupo user list --deleted --json")]
    List {
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// Which users.
        #[command(flatten)]
        filter: FilterArgs,
        /// List deleted users, who can be restored for 30 days.
        #[arg(long)]
        deleted: bool,
        /// Stop after so many.
        #[arg(long, value_name = "N")]
        limit: Option<u64>,
    },
    /// Add one user.
    #[command(after_long_help = "\
Example:
  cupo user add ana@norte.example --display-name 'Ana Gil' --location ES --department Ventas --yes")]
    Add(Box<NewUser>),
    /// Change fields of a user; fields that are not named stay.
    #[command(after_long_help = "\
Examples:
  cupo user edit ana@norte.example --department Ventas --job-title 'Jefa de ventas' --yes
  cupo user edit ana@norte.example --sign-in blocked --dry-run")]
    Edit(Box<UserEdit>),
    /// Give users a usage location.
    #[command(after_long_help = "\
Example:
  cupo user location ES --filter department=Ventas --dry-run")]
    Location {
        /// Two letters.
        #[arg(value_name = "CC")]
        location: String,
        /// Whom.
        #[command(flatten)]
        who: Who,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Give a user a new one-time password; nobody can undo that.
    #[command(after_long_help = "Example:\n  cupo user reset-password ana@norte.example --yes")]
    ResetPassword {
        /// The user's sign-in name or id.
        user: String,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Read the admin center's bulk CSV of new users.
    #[command(after_long_help = "\
Examples:
  cupo user import users.csv --customer norte.example --dry-run
  cat users.csv | cupo user import - --customer norte.example --good-rows")]
    Import {
        /// The file, or - for standard input.
        file: PathBuf,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
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
    /// Delete users; they can be restored for 30 days.
    #[command(after_long_help = "\
Examples:
  cupo user delete ana@norte.example --dry-run
  cupo user delete ana@norte.example --mail-to eva@norte.example --files-to eva@norte.example
  cupo user delete --csv leavers.csv --give-back SPE_E3 --reason 'End of contract' --yes")]
    Delete {
        /// Whom.
        #[command(flatten)]
        who: Who,
        /// Also give the freed seats of this product back to the seller, where channel and window allow it.
        #[arg(long, value_name = "PRODUCT")]
        give_back: Vec<String>,
        /// Who gets the mailboxes, as shared ones; their accounts then stay, blocked and without licenses.
        #[arg(long, value_name = "NAME")]
        mail_to: Option<String>,
        /// Who reaches the files until their end.
        #[arg(long, value_name = "NAME")]
        files_to: Option<String>,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Bring deleted users back with the licenses for which a seat is free.
    #[command(after_long_help = "Example:\n  cupo user restore ana@norte.example --yes")]
    Restore {
        /// Whom.
        #[command(flatten)]
        who: Who,
        /// The sign-in name under which one user comes back, where somebody else has that of before.
        #[arg(long = "as", value_name = "NAME@DOMAIN")]
        name: Option<String>,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
}

/// A user to add.
#[derive(Clone, Debug, Args)]
pub struct NewUser {
    /// Sign-in name, at one of the customer's domains.
    #[arg(value_name = "NAME@DOMAIN")]
    pub name: String,
    /// Name for people.
    #[arg(long, value_name = "TEXT")]
    pub display_name: String,
    /// First name.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub first_name: String,
    /// Last name.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub last_name: String,
    /// Job title.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub job_title: String,
    /// Department.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub department: String,
    /// Usage location, two letters.
    #[arg(long, value_name = "CC")]
    pub location: String,
    /// Which customer.
    #[command(flatten)]
    pub customer: CustomerOption,
    /// How.
    #[command(flatten)]
    pub how: ChangeArgs,
}

/// What to do with users that are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OnExisting {
    /// Leave them as they are and say so.
    Skip,
    /// Take over the fields of the file.
    Update,
}

/// Commands on the catalog.
#[derive(Debug, Subcommand)]
pub enum CatalogCommand {
    /// List the products of the catalog.
    #[command(after_long_help = "Example:\n  cupo catalog list --search exchange")]
    List {
        /// Text in name or part number.
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
    },
    /// Read the official CSV of product names and service plan identifiers.
    #[command(after_long_help = "\
What the list lacks is kept; a second import changes nothing.

Examples:
  cupo catalog import products.csv --dry-run
  curl -s https://example.org/products.csv | cupo catalog import -")]
    Import {
        /// The file, or - for standard input.
        file: PathBuf,
        /// Say what would change, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Commands on the credentials of programs.
#[derive(Debug, Subcommand)]
pub enum AppCommand {
    /// Create client credentials; the secret is shown once.
    #[command(after_long_help = "\
Example:
  cupo app create 'Nightly report' --role global-reader --customer norte.example")]
    Create {
        /// A name for people.
        name: String,
        /// What it may do, such as license-admin or global-reader.
        #[arg(long, value_name = "ROLE")]
        role: String,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
    /// List client credentials, without their secrets.
    List {
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
    /// Remove client credentials; their tokens end at once.
    Remove {
        /// The identity of the credentials.
        #[arg(value_name = "CLIENT_ID")]
        client_id: String,
    },
    /// Get an access token for client credentials; it is good for an hour.
    #[command(after_long_help = "\
The secret comes from CUPO_CLIENT_SECRET, from the configuration file, or from the first line of standard input, and
never from an option, because everybody on a machine can see those.

Example:
  export CUPO_TOKEN=$(cupo app token --client-id 3f0c… --server https://licenses.example < secret.txt)")]
    Token {
        /// The identity of the credentials [env: CUPO_CLIENT_ID]
        #[arg(long, value_name = "CLIENT_ID")]
        client_id: Option<String>,
    },
}

/// Commands on product keys.
#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// Load keys of one kind, which people then enter at their prepaid subscriptions; all or none. Only hashes are kept.
    #[command(after_long_help = "\
Example:
  cupo key load keys.txt --product O365_BUSINESS --quantity 25 --term P1Y --database sqlite:/var/lib/cupo/cupo.db")]
    Load {
        /// A file with one key of 25 letters and digits in each line; - for standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The product by part number or id.
        #[arg(long, value_name = "PRODUCT")]
        product: String,
        /// Seats of each key.
        #[arg(long, value_name = "SEATS")]
        quantity: i64,
        /// For how long each key pays.
        #[arg(long, default_value = "P1Y", value_name = "TERM", value_parser = ["P1M", "P1Y", "P3Y"])]
        term: String,
    },
}
