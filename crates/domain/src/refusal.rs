//! The business "no": which rule, why, and the smallest thing that would make it work (section 0, D-9, D-33).
//! Texts for people live with the surfaces; this module holds codes and data only.

use crate::country::Country;
use crate::ids::{PlanId, ProductId};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal;)*) => {
        /// Stable code of a refusal.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in the order of the rule book.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The text form, such as `E-COUNT`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// The HTTP status that goes with it where a whole request is refused.
            #[must_use]
            pub fn http_status(self) -> u16 {
                match self { $(Code::$name => $status,)* }
            }

            /// Reads the text form.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($code => Some(Code::$name),)* _ => None }
            }
        }
    };
}

codes! {
    /// The caller's role lacks the permission.
    Role = "E-ROLE", 403;
    /// Outside the caller's partner or customer; looks like an unknown one (D-27).
    Scope = "E-SCOPE", 404;
    /// Unknown object.
    NotFound = "E-NOTFOUND", 404;
    /// Malformed value.
    Invalid = "E-INVALID", 400;
    /// No seat free.
    Count = "E-COUNT", 409;
    /// Two plans cannot be together on one user.
    Exclusive = "E-EXCLUSIVE", 409;
    /// A prerequisite is missing, or a plan is still needed.
    Depends = "E-DEPENDS", 409;
    /// The user has no location.
    LocationMissing = "E-LOC-MISSING", 409;
    /// Not offered in the user's location.
    LocationDenied = "E-LOC-DENIED", 409;
    /// Another object holds the same mail address.
    Unique = "E-UNIQUE", 409;
    /// Failed only because a sibling product of the same change failed.
    Other = "E-OTHER", 409;
    /// Comes from a group.
    Inherited = "E-INHERITED", 409;
    /// Seat of a self-service purchase that was not taken over.
    SelfServiceOwned = "E-SSP-OWNED", 403;
    /// Too many items in one operation.
    Batch = "E-BATCH", 400;
    /// One request mixes license groups.
    Mixed = "E-MIXED", 400;
    /// A state of the object's life forbids the action.
    State = "E-STATE", 409;
    /// The window for canceling or reducing is closed.
    Window = "E-WINDOW", 409;
    /// The reduction would cut into assigned seats.
    Assigned = "E-ASSIGNED", 409;
    /// Quantity outside the limits.
    Quantity = "E-QTY", 400;
    /// Not changeable by this party for this channel of purchase.
    Channel = "E-CHANNEL", 409;
    /// A credit check is pending.
    Credit = "E-CREDIT", 409;
    /// The group still carries licenses.
    GroupLicensed = "E-GROUP-LICENSED", 409;
    /// The account anchors forwarding or a shared mailbox.
    Anchor = "E-ANCHOR", 409;
    /// The account is mastered in an external directory.
    Synced = "E-SYNCED", 409;
    /// The restored name is in use.
    Clash = "E-CLASH", 409;
    /// Past the time in which it could be brought back.
    Gone = "E-GONE", 410;
    /// A retention policy or hold forbids it.
    Retained = "E-RETAINED", 409;
    /// Stale version.
    Etag = "E-ETAG", 412;
    /// Throttled.
    Rate = "E-RATE", 429;
    /// Not offered in this cloud.
    Cloud = "E-CLOUD", 403;
    /// Waits for a person to look at it (D-15).
    Guard = "E-GUARD", 409;
    /// The product named is not held (D-10).
    NotHeld = "E-NOT-HELD", 409;
    /// The user changed since the preview (D-2).
    Changed = "E-CHANGED", 409;
    /// Cannot be undone (D-14).
    Final = "E-FINAL", 409;
    /// The same key with another body.
    Key = "E-KEY", 422;
    /// The server has too much to do.
    Busy = "E-BUSY", 503;
    /// The body or file is too large.
    Size = "E-SIZE", 413;
    /// Not signed in.
    SignIn = "E-SIGNIN", 401;
    /// The database belongs to another version.
    Version = "E-VERSION", 409;
}

/// Why, with the data a person or program needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No such user at this customer.
    UnknownUser,
    /// The account is deleted (R-ASSIGN-13).
    AccountDeleted,
    /// No usage location (R-USER-1).
    NoLocation,
    /// The product is not offered there (R-PROD-11).
    ProductDenied {
        /// The user's country.
        country: Country,
    },
    /// One plan of the product is not offered there; the others are (R-PROD-11, D-30).
    PlanDenied {
        /// The plan to switch off.
        plan: PlanId,
        /// The user's country.
        country: Country,
    },
    /// The change names products of more than one license group (R-PROD-13).
    MixedGroups,
    /// The seat belongs to a self-service purchase (R-ASSIGN-11, R-REVOKE-5).
    SelfService,
    /// The license comes from a group (R-ASSIGN-8, R-REVOKE-2).
    FromGroup,
    /// No seat is free (R-AVAIL-7).
    NoSeat,
    /// `plan` and `with` cannot be on together (R-PROD-5).
    Excluded {
        /// The plan of the product in question.
        plan: PlanId,
        /// The plan it clashes with.
        with: PlanId,
        /// The product that brings the other plan.
        with_product: Option<ProductId>,
    },
    /// `plan` needs one of `any_of` (R-PROD-7).
    Needs {
        /// The plan of the product in question.
        plan: PlanId,
        /// What would do.
        any_of: Vec<PlanId>,
    },
    /// `plan` is still needed by `by` (R-PROD-10, R-REVOKE-3).
    NeededBy {
        /// The plan that would go.
        plan: PlanId,
        /// The plan that needs it.
        by: PlanId,
        /// The product that brings the needing plan.
        by_product: Option<ProductId>,
    },
    /// Another active user has this mail address (R-ASSIGN-18).
    AddressTaken {
        /// The address.
        address: String,
    },
    /// Another product of the same user's change failed (R-BULK-5).
    Sibling {
        /// The product that failed.
        product: ProductId,
    },
    /// The user does not hold it (D-10).
    NotHeld,
    /// The user's licenses are no longer what the preview or the undone operation left (D-2, D-14).
    ChangedSince,
    /// Others are refused, and all or nothing was asked (D-3).
    AllOrNothing,
    /// Whoever began the change may not change licenses any more (R-ROLE-1, R-ROLE-17).
    RoleGone,
}

impl Reason {
    /// The code of this reason.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::UnknownUser => Code::NotFound,
            Self::AccountDeleted => Code::State,
            Self::NoLocation => Code::LocationMissing,
            Self::ProductDenied { .. } | Self::PlanDenied { .. } => Code::LocationDenied,
            Self::MixedGroups => Code::Mixed,
            Self::SelfService => Code::SelfServiceOwned,
            Self::FromGroup => Code::Inherited,
            Self::NoSeat => Code::Count,
            Self::Excluded { .. } => Code::Exclusive,
            Self::Needs { .. } | Self::NeededBy { .. } => Code::Depends,
            Self::AddressTaken { .. } => Code::Unique,
            Self::Sibling { .. } | Self::AllOrNothing => Code::Other,
            Self::NotHeld => Code::NotHeld,
            Self::ChangedSince => Code::Changed,
            Self::RoleGone => Code::Role,
        }
    }

    /// Position in the order of checks of R-ASSIGN-5; the smallest is reported first.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::RoleGone | Self::UnknownUser => 0,
            Self::AccountDeleted => 1,
            Self::ChangedSince => 2,
            Self::NoLocation => 3,
            Self::ProductDenied { .. } | Self::PlanDenied { .. } => 4,
            Self::MixedGroups => 5,
            Self::SelfService => 6,
            Self::FromGroup => 7,
            Self::NotHeld => 8,
            Self::NoSeat => 9,
            Self::Excluded { .. } => 10,
            Self::Needs { .. } | Self::NeededBy { .. } => 11,
            Self::AddressTaken { .. } => 12,
            Self::Sibling { .. } => 13,
            Self::AllOrNothing => 14,
        }
    }
}

/// The smallest change that would make it work.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// Buy at least this many seats of the product; the number is per user here and summed by previews.
    BuySeats {
        /// Of what.
        product: ProductId,
    },
    /// Set the user's usage location.
    SetLocation,
    /// Give the product with these plans switched off.
    SwitchOff {
        /// In which product.
        product: ProductId,
        /// Which plans; every reason that switching off helps against has its own here.
        plans: Vec<PlanId>,
    },
    /// Take this other product away; the plan that clashes with it is all that the wanted product has.
    TakeAway {
        /// Which product.
        product: ProductId,
    },
    /// Turn one of these plans on, or give a product that has one.
    TurnOn {
        /// Any of them.
        any_of: Vec<PlanId>,
    },
    /// Take away or switch off what needs it first.
    ReleaseNeed {
        /// The plan that needs it.
        plan: PlanId,
        /// The product that brings it.
        product: Option<ProductId>,
    },
    /// Choose products of one license group at a time.
    SplitRequest,
    /// Take over the self-service purchase first.
    TakeOver,
    /// Change the group or its members instead.
    EditGroup,
    /// Restore the user first.
    RestoreUser,
    /// Change one of the two addresses.
    ChangeAddress {
        /// The address held twice.
        address: String,
    },
    /// Repair the failing product; this one will follow.
    RepairSibling {
        /// The product that failed.
        product: ProductId,
    },
    /// Correct those who are refused or leave them out; this one will follow.
    RepairOthers,
    /// Choose another country's product; none of this one is offered there.
    OtherProduct,
    /// Look again: make a new preview.
    PreviewAgain,
    /// Nothing to do.
    None,
}

/// A normal answer that says no for one user and product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Every reason, the one to report first in front (D-9).
    pub reasons: Vec<Reason>,
    /// What would help.
    pub repair: Repair,
}

impl Refusal {
    /// Puts the reasons in the order of R-ASSIGN-5 and finds the repair of the first; plans that have to be off because
    /// of further reasons are part of it (D-9).
    #[must_use]
    pub fn of(product: ProductId, mut reasons: Vec<Reason>) -> Self {
        reasons.sort_by_key(|r| (r.rank(), r.clone()));
        reasons.dedup();
        let mut repair = reasons.first().map_or(Repair::None, |first| repair_of(product, first));
        if let Repair::SwitchOff { plans, .. } = &mut repair {
            for further in reasons.iter().skip(1) {
                // Of two plans of one product that clash, one off is enough.
                let settled = matches!(further,
                    Reason::Excluded { with, with_product: None, .. } if plans.contains(with));
                if let Repair::SwitchOff { plans: more, .. } = repair_of(product, further)
                    && !settled
                {
                    plans.extend(more);
                }
            }
            plans.sort_unstable();
            plans.dedup();
        }
        Self { reasons, repair }
    }

    /// The code that is reported.
    #[must_use]
    pub fn code(&self) -> Code {
        self.reasons.first().map_or(Code::Other, Reason::code)
    }
}

fn repair_of(product: ProductId, reason: &Reason) -> Repair {
    match reason {
        Reason::UnknownUser | Reason::NotHeld | Reason::RoleGone => Repair::None,
        Reason::AccountDeleted => Repair::RestoreUser,
        Reason::ChangedSince => Repair::PreviewAgain,
        Reason::NoLocation => Repair::SetLocation,
        Reason::ProductDenied { .. } => Repair::OtherProduct,
        Reason::PlanDenied { plan, .. } | Reason::Excluded { plan, .. } => {
            Repair::SwitchOff { product, plans: vec![*plan] }
        }
        Reason::MixedGroups => Repair::SplitRequest,
        Reason::SelfService => Repair::TakeOver,
        Reason::FromGroup => Repair::EditGroup,
        Reason::NoSeat => Repair::BuySeats { product },
        Reason::Needs { any_of, .. } => Repair::TurnOn { any_of: any_of.clone() },
        Reason::NeededBy { by, by_product, .. } => Repair::ReleaseNeed { plan: *by, product: *by_product },
        Reason::AddressTaken { address } => Repair::ChangeAddress { address: address.clone() },
        Reason::Sibling { product } => Repair::RepairSibling { product: *product },
        Reason::AllOrNothing => Repair::RepairOthers,
    }
}

/// A whole command that is refused before any user is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    /// The stable code.
    pub code: Code,
    /// The place: the field, object or limit in question, for messages.
    pub subject: String,
    /// A figure that belongs to the message, such as a limit or the seats missing.
    pub figure: Option<i64>,
    /// The letter that is to blame, to be shown by its number only.
    pub letter: Option<char>,
}

impl Denial {
    /// A denial about `subject`.
    #[must_use]
    pub fn new(code: Code, subject: impl Into<String>) -> Self {
        Self { code, subject: subject.into(), figure: None, letter: None }
    }

    /// The same with the letter that is to blame.
    #[must_use]
    pub fn with_letter(mut self, letter: char) -> Self {
        self.letter = Some(letter);
        self
    }

    /// The same with a figure.
    #[must_use]
    pub fn with_figure(mut self, figure: i64) -> Self {
        self.figure = Some(figure);
        self
    }
}
