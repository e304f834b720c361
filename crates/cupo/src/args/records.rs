//! What can be said about the audit: which records, of a customer or of what a partner did, and their proof.

use clap::{Args, Subcommand};

use super::CustomerOption;

/// Which records of the audit.
#[derive(Clone, Debug, Args)]
pub struct AuditFilter {
    /// Which customer.
    #[command(flatten)]
    pub customer: CustomerOption,
    /// From this day of the customer's calendar on, such as 2026-03-01; a month before the last day when left out.
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// To the end of this day; today when left out.
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Only this kind of change, such as licenses.changed.
    #[arg(long, value_name = "KIND")]
    pub action: Option<String>,
    /// Only what they did: a sign-in name, the name of a program or of the partner, `cupo`, or operator:NAME.
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Only about this user: sign-in name or id, also of deleted users.
    #[arg(long, value_name = "USER")]
    pub user: Option<String>,
    /// Only about this product: part number or id.
    #[arg(long, value_name = "PRODUCT")]
    pub product: Option<String>,
    /// Only through this door.
    #[arg(long, value_name = "DOOR", value_parser = [
        "console", "cli", "api", "graph", "partner", "scim", "system",
    ])]
    pub channel: Option<String>,
    /// Only as part of this operation.
    #[arg(long, value_name = "ID")]
    pub operation: Option<String>,
}

/// Commands on the audit.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// List what was done, to whom, by whom, and what was refused; the newest first.
    #[command(after_long_help = "\
Examples:
  cupo audit list --customer norte.example --user ana@norte.example
  cupo audit list --action licenses.refused --from 2026-03-01 --to 2026-03-31 --json")]
    List {
        /// Which records.
        #[command(flatten)]
        filter: AuditFilter,
        /// Stop after so many.
        #[arg(long, default_value_t = 100, value_name = "N")]
        limit: u64,
    },
    /// Write every record of the audit that matches as a CSV; as JSON with --json.
    #[command(after_long_help = "\
Examples:
  cupo audit export --customer norte.example --from 2026-01-01 > audit.csv
  cupo audit export --who cupo --json > audit.json")]
    Export {
        /// Which records.
        #[command(flatten)]
        filter: AuditFilter,
    },
    /// List what a partner's people and programs did at its customers; the newest first.
    #[command(after_long_help = "\
It covers 30 days unless others are said, and at most the last 90, at the customers that the caller's role reaches.

Examples:
  cupo audit activity --company norte --resource licenses
  cupo audit activity --from 2026-03-01 --csv > activity.csv")]
    Activity {
        /// The partner, by id or domain; where there is one only, that one.
        #[arg(long, value_name = "ID|DOMAIN")]
        partner: Option<String>,
        /// From this day of the partner's calendar on; 30 days before the last day when left out.
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        /// To the end of this day; today when left out.
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        /// Only at customers whose name contains this text.
        #[arg(long, value_name = "TEXT")]
        company: Option<String>,
        /// Only at this customer, by id or domain.
        #[arg(long, value_name = "ID|DOMAIN")]
        customer: Option<String>,
        /// Only about this kind of thing, such as licenses or subscription.
        #[arg(long, value_name = "KIND")]
        resource: Option<String>,
        /// Stop after so many.
        #[arg(long, default_value_t = 100, value_name = "N")]
        limit: u64,
        /// Write everything that matches as a CSV.
        #[arg(long, conflicts_with = "limit")]
        csv: bool,
    },
    /// Follow the audit chains record by record.
    #[command(after_long_help = "\
Each record carries the hash of the one before it. This computes every hash anew and names the records that were changed,
that are missing or that do not follow the one before. It only reads, and works beside a running server. Exit code 0 means
that every chain is whole; 1 means findings, one a line.

Examples:
  cupo audit verify --database sqlite:/var/lib/cupo/cupo.db
  cupo audit verify --customer norte.example --json")]
    Verify {
        /// Only this customer.
        #[command(flatten)]
        customer: CustomerOption,
    },
}
