//! What can be said about changes: whom they concern, how they are done, and looking back at them.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use super::{CustomerOption, FilterArgs};

/// Which users: by name, by what they are, or from a file.
#[derive(Clone, Debug, Args)]
#[command(group = ArgGroup::new("whom").args(["users", "filter", "csv", "everybody"]).required(true))]
pub struct Who {
    /// Sign-in names, or ids.
    #[arg(value_name = "USER")]
    pub users: Vec<String>,
    /// Everybody who matches; may be given several times, and all must hold. Keys: search, product, licensed (yes or
    /// no), location, department, sign-in (allowed or blocked).
    #[arg(long, value_name = "KEY=VALUE")]
    pub filter: Vec<String>,
    /// A CSV whose column `user` (or whose only column) holds sign-in names; - for standard input.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Every active user of the customer.
    #[arg(long)]
    pub everybody: bool,
    /// Which customer.
    #[command(flatten)]
    pub customer: CustomerOption,
}

/// How a change is done.
#[derive(Clone, Debug, Default, Args)]
pub struct ChangeArgs {
    /// Show what would happen, and change nothing.
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Do not ask; needed where no terminal is there.
    #[arg(long, short)]
    pub yes: bool,
    /// Why; it stands in the history beside the operation.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub reason: String,
}

/// What happens when it cannot be done for everybody.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Manner {
    /// All or nothing: change nobody unless it works for everybody; at most 50,000 users.
    #[arg(long, conflicts_with = "best_effort")]
    pub strict: bool,
    /// Change everybody for whom it works and report the others (this is the default).
    #[arg(long)]
    pub best_effort: bool,
}

/// Commands on licenses.
#[derive(Debug, Subcommand)]
pub enum LicenseCommand {
    /// List the products of a customer with their seats, or who holds what.
    #[command(after_long_help = "\
Examples:
  cupo license list --customer norte.example
  cupo license list --product ENTERPRISEPACK --json
  cupo license list --user ana@norte.example")]
    List {
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// Who holds this product.
        #[arg(long, value_name = "PRODUCT", conflicts_with = "user")]
        product: Option<String>,
        /// What this user holds.
        #[arg(long, value_name = "USER")]
        user: Option<String>,
    },
    /// Give licenses.
    #[command(after_long_help = "\
Examples:
  cupo license assign ana@norte.example eva@norte.example --product ENTERPRISEPACK
  cupo license assign --filter department=Ventas --product O365_BUSINESS --plans-off FORMS_PLAN_E1,YAMMER_ENTERPRISE
  cupo license assign --csv new.csv --product ENTERPRISEPACK --strict --yes --reason 'Project Norte'")]
    Assign {
        /// Whom.
        #[command(flatten)]
        who: Who,
        /// The product by part number or id; may be given several times.
        #[arg(long, value_name = "PRODUCT", required = true)]
        product: Vec<String>,
        /// Exactly these service plans are off; only with one product.
        #[arg(long, value_name = "PLAN,…", value_delimiter = ',')]
        plans_off: Option<Vec<String>>,
        /// What happens when it cannot be done for everybody.
        #[command(flatten)]
        manner: Manner,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Take licenses.
    #[command(after_long_help = "\
Examples:
  cupo license revoke --filter sign-in=blocked --product ENTERPRISEPACK --dry-run
  cupo license revoke ana@norte.example --all --yes")]
    Revoke {
        /// Whom.
        #[command(flatten)]
        who: Who,
        /// The product by part number or id; may be given several times.
        #[arg(long, value_name = "PRODUCT", required_unless_present = "all", conflicts_with = "all")]
        product: Vec<String>,
        /// Every direct license.
        #[arg(long)]
        all: bool,
        /// What happens when it cannot be done for everybody.
        #[command(flatten)]
        manner: Manner,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Write licenses as a CSV that `license apply` reads again.
    #[command(after_long_help = "\
A row for each direct license, and one without a product for whoever has none. What is not edited does not change.

Examples:
  cupo license export --customer norte.example > licenses.csv
  cupo license export --filter department=Ventas --lang es > ventas.csv")]
    Export {
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// Whose.
        #[command(flatten)]
        filter: FilterArgs,
    },
    /// Bring licenses to what a CSV says: columns user, product, plans off.
    #[command(after_long_help = "\
The whole file is judged first, and every finding is told with line and column. With --mode replace the users in the file
have exactly its licenses afterwards, and a row without a product says: none.

Examples:
  cupo license apply --csv licenses.csv --dry-run
  cupo license apply --csv new.csv --mode assign --good-rows --yes --reason 'Project Norte'")]
    Apply {
        /// The file, or - for standard input.
        #[arg(long, value_name = "FILE")]
        csv: PathBuf,
        /// What its rows say.
        #[arg(long, value_enum, default_value = "replace")]
        mode: FileMode,
        /// Whoever is not in the file shall have no license; only with --mode replace.
        #[arg(long)]
        others: bool,
        /// Go on without the users who have a rejected row.
        #[arg(long)]
        good_rows: bool,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Take every direct license and give these in one step.
    #[command(after_long_help = "\
Example:
  cupo license replace --filter product=STANDARDPACK --with ENTERPRISEPACK --strict")]
    Replace {
        /// Whom.
        #[command(flatten)]
        who: Who,
        /// The product they have afterwards, by part number or id; may be given several times.
        #[arg(long = "with", value_name = "PRODUCT", required = true)]
        product: Vec<String>,
        /// What happens when it cannot be done for everybody.
        #[command(flatten)]
        manner: Manner,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
}

/// What the rows of a file of licenses say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FileMode {
    /// The users in the file shall have exactly these licenses.
    Replace,
    /// Each row gives a license.
    Assign,
    /// Each row takes a license.
    Revoke,
}

/// Commands on subscriptions.
#[derive(Debug, Subcommand)]
pub enum SubscriptionCommand {
    /// List the subscriptions of a customer.
    List {
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
    /// Buy seats of a product.
    #[command(after_long_help = "\
Example:
  cupo subscription buy ENTERPRISEPACK --quantity 25 --customer norte.example --dry-run")]
    Buy {
        /// The product by part number or id.
        product: String,
        /// How many seats.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..))]
        quantity: i64,
        /// For how long at a time: P1M for a month, P1Y for a year, P3Y for three, once for what is bought for good.
        #[arg(long, default_value = "P1Y", value_parser = ["P1M", "P1Y", "P3Y", "once"])]
        term: String,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Change what becomes of a subscription: renewing, canceling, seats at renewal, bringing back.
    #[command(after_long_help = "\
Examples:
  cupo subscription change 3f0c… --to recurring-off --dry-run
  cupo subscription change 3f0c… --to seats-at-renewal --quantity 20 --yes")]
    Change {
        /// The subscription's id.
        subscription: String,
        /// What shall become of it.
        #[arg(long, value_parser = [
            "recurring-on", "recurring-off", "cancel", "seats-at-renewal", "seller-plan", "extend-trial", "reactivate", "delete",
        ])]
        to: String,
        /// With seats-at-renewal and seller-plan: seats from the next period on; without it as many as now.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..))]
        quantity: Option<i64>,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Take control of what somebody bought for themselves: it ends, and everybody gets another product where one is named.
    #[command(after_long_help = "\
Examples:
  cupo subscription take-over 3f0c… --to O365_BUSINESS --dry-run
  cupo subscription take-over 3f0c… --yes")]
    TakeOver {
        /// The subscription's id.
        subscription: String,
        /// The product that they get, by part number or id.
        #[arg(long, value_name = "PRODUCT")]
        to: Option<String>,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
    /// Change the number of seats of a subscription.
    #[command(after_long_help = "Example:\n  cupo subscription resize 3f0c… --quantity 40 --yes")]
    Resize {
        /// The subscription's id.
        subscription: String,
        /// How many seats it shall have.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(0..))]
        quantity: i64,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
}

/// Commands on operations.
#[derive(Debug, Subcommand)]
pub enum OperationCommand {
    /// List what was done, the newest first.
    List {
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// Stop after so many.
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u64,
    },
    /// Show one operation and its outcome for every user.
    #[command(after_long_help = "\
Examples:
  cupo operation show 3f0c… --refused
  cupo operation show 3f0c… --json")]
    Show {
        /// Its id.
        operation: String,
        /// Only what was refused.
        #[arg(long)]
        refused: bool,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
    /// Wait until an operation is done; on a database, do what is left of it.
    Wait {
        /// Its id.
        operation: String,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
    /// Bring back what was before an operation.
    #[command(after_long_help = "Example:\n  cupo operation undo 3f0c… --dry-run")]
    Undo {
        /// Its id.
        operation: String,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
}
