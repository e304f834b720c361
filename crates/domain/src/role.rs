//! The roles that people and programs hold (section 1, D-26). Must never hold what a role allows; access says that.

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $key:literal;)*) => {
        /// A role a person or program can hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Role { $($(#[$doc])* $name,)* }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Role] = &[$(Role::$name,)*];

            /// Stable key, such as `license-admin`.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Role::$name => $key,)* }
            }

            /// Reads a key.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($key => Some(Role::$name),)* _ => None }
            }
        }
    };
}

roles! {
    /// Runs this installation: creates organisations, imports the catalogue.
    Operator = "operator";
    /// Partner: equals Global admin of customers with delegated administration (R-ROLE-15, Q-9).
    AdminAgent = "partner-admin-agent";
    /// Partner: reads, and buys.
    SalesAgent = "partner-sales-agent";
    /// Partner: reads.
    HelpdeskAgent = "partner-helpdesk-agent";
    /// Customer: everything.
    GlobalAdmin = "global-admin";
    /// Customer: assigns and unassigns, edits locations (R-ROLE-4).
    LicenseAdmin = "license-admin";
    /// Customer: assigns and unassigns, creates and deletes users (R-ROLE-1, R-ROLE-5).
    UserAdmin = "user-admin";
    /// Customer: buys and reduces under the older agreement, never assigns (R-ROLE-3, R-ROLE-9).
    BillingAdmin = "billing-admin";
    /// Customer: owns the billing account, and with it buys under the customer agreement (R-ROLE-9).
    BillingAccountOwner = "billing-account-owner";
    /// Customer: buys for the whole billing account.
    BillingAccountContributor = "billing-account-contributor";
    /// Customer: sees the billing account, buys nothing.
    BillingAccountReader = "billing-account-reader";
    /// Customer: owns the profile that invoices go to, and buys on it.
    BillingProfileOwner = "billing-profile-owner";
    /// Customer: buys on the profile that invoices go to.
    BillingProfileContributor = "billing-profile-contributor";
    /// Customer: sees everything, changes nothing (R-ROLE-7).
    GlobalReader = "global-reader";
    /// Customer: manages groups but not their licenses (R-ROLE-6).
    GroupsAdmin = "groups-admin";
    /// Customer: handles support requests (table of section 1).
    ServiceSupportAdmin = "service-support-admin";
    /// Customer: looks after mailboxes; with two others, hands mail and files of deleted people over (R-ROLE-14).
    ExchangeAdmin = "exchange-admin";
    /// Customer: looks after files; with two others, hands mail and files of deleted people over (R-ROLE-14).
    SharePointAdmin = "sharepoint-admin";
    /// Customer: resets passwords of people who are no administrators.
    HelpdeskAdmin = "helpdesk-admin";
    /// Customer: reads the directory.
    DirectoryReader = "directory-reader";
    /// Customer: invites guests.
    GuestInviter = "guest-inviter";
    /// Customer: reads service messages.
    MessageCenterReader = "message-center-reader";
    /// Customer: reads reports.
    ReportsReader = "reports-reader";
    /// A person without any administrative role.
    User = "user";
}
