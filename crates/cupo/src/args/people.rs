//! What can be said about one person: fields, roles and what is left of the data; and about a customer's settings.

use clap::{Args, Subcommand};

use super::{ChangeArgs, CustomerOption};

/// Fields of a user that shall say something else.
#[derive(Clone, Debug, Args)]
#[group(id = "fields", required = true, multiple = true, args = [
    "name", "display_name", "first_name", "last_name", "job_title", "department", "location", "address", "sign_in",
])]
pub struct UserEdit {
    /// The user's sign-in name or id.
    pub user: String,
    /// Another sign-in name, at one of the customer's domains.
    #[arg(long, value_name = "NAME@DOMAIN")]
    pub name: Option<String>,
    /// Name for people.
    #[arg(long, value_name = "TEXT")]
    pub display_name: Option<String>,
    /// First name.
    #[arg(long, value_name = "TEXT")]
    pub first_name: Option<String>,
    /// Last name.
    #[arg(long, value_name = "TEXT")]
    pub last_name: Option<String>,
    /// Job title.
    #[arg(long, value_name = "TEXT")]
    pub job_title: Option<String>,
    /// A further mail address; give it once for each, and the whole list.
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<Vec<String>>,
    /// Department.
    #[arg(long, value_name = "TEXT")]
    pub department: Option<String>,
    /// Usage location, two letters.
    #[arg(long, value_name = "CC")]
    pub location: Option<String>,
    /// Whether the user may sign in.
    #[arg(long, value_parser = ["allowed", "blocked"])]
    pub sign_in: Option<String>,
    /// Which customer.
    #[command(flatten)]
    pub customer: CustomerOption,
    /// How.
    #[command(flatten)]
    pub how: ChangeArgs,
}

/// Commands on roles.
#[derive(Debug, Subcommand)]
pub enum RoleCommand {
    /// List the people with roles.
    #[command(after_long_help = "Example:\n  cupo role list --customer norte.example --json")]
    List {
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
    /// Give roles to a person; those the person holds stay.
    #[command(after_long_help = "\
Example:
  cupo role give ana@norte.example license-admin --customer norte.example --dry-run")]
    Give(RoleChange),
    /// Take roles from a person; those that are not named stay.
    #[command(after_long_help = "\
Example:
  cupo role take ana@norte.example license-admin user-admin --yes")]
    Take(RoleChange),
}

/// Whose roles, and which.
#[derive(Clone, Debug, Args)]
pub struct RoleChange {
    /// The user's sign-in name or id.
    pub user: String,
    /// The roles, such as license-admin.
    #[arg(value_name = "ROLE", required = true)]
    pub roles: Vec<String>,
    /// Which customer.
    #[command(flatten)]
    pub customer: CustomerOption,
    /// How.
    #[command(flatten)]
    pub how: ChangeArgs,
}

/// Commands on settings.
#[derive(Debug, Subcommand)]
pub enum SettingsCommand {
    /// Show how a customer is set up.
    #[command(after_long_help = "Example:\n  cupo settings show --customer norte.example")]
    Show {
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
    /// Change settings; those that are not named stay.
    #[command(after_long_help = "\
Example:
  cupo settings set licenses_page_limit=50 time_zone=Europe/Madrid --customer norte.example --yes")]
    Set {
        /// Settings by the names that `settings show` has, such as file_retention_days=90.
        #[arg(value_name = "KEY=VALUE", required = true)]
        settings: Vec<String>,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
}

/// Commands on what is left of deleted people.
#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// Do something with the data of a user who is deleted, also of one whose account is gone.
    #[command(after_long_help = "\
Examples:
  cupo data change 3f0c… --deed hand-files --to eva@norte.example
  cupo data change 3f0c… --deed ask-copy --data mail --dry-run")]
    Change {
        /// The user's id, which is the mailbox's too.
        user: String,
        /// What shall be done.
        #[arg(long, value_parser = [
            "hand-files", "take-files-back", "bring-back-files", "erase-files", "recover-mailbox", "restore-mailbox",
            "ask-copy", "copy-taken", "withdraw-copy",
        ])]
        deed: String,
        /// Who gets it, by sign-in name or id.
        #[arg(long, value_name = "USER")]
        to: Option<String>,
        /// Which data a copy is of.
        #[arg(long, value_parser = ["mail", "files"])]
        data: Option<String>,
        /// Which customer.
        #[command(flatten)]
        customer: CustomerOption,
        /// How.
        #[command(flatten)]
        how: ChangeArgs,
    },
}
