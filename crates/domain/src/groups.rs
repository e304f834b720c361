//! Groups that carry licenses: what they give, which may carry anything, and how the state of a member is told
//! (section 9). Who gets what is decided by `decide::settle_groups`.

use std::sync::Arc;

use crate::assignment::SourceState;
use crate::catalogue::{Catalogue, LicenseGroup, Target};
use crate::ids::{GroupId, PoolId, ProductId};
use crate::plan_set::PlanSet;
use crate::refusal::{Code, Denial};
use crate::seats::{Pool, PoolKind};

/// What kind of group it is (R-GROUP-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKind {
    /// A security group.
    Security,
    /// A security group with a mail address.
    MailSecurity,
    /// A group of people who work together, with security switched on.
    Together,
    /// The same without security: it carries no licenses.
    TogetherOpen,
    /// A list of addresses: it carries no licenses.
    Distribution,
}

impl GroupKind {
    /// Every kind.
    pub const ALL: &'static [Self] =
        &[Self::Security, Self::MailSecurity, Self::Together, Self::TogetherOpen, Self::Distribution];

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::MailSecurity => "mail-security",
            Self::Together => "microsoft-365",
            Self::TogetherOpen => "microsoft-365-open",
            Self::Distribution => "distribution",
        }
    }

    /// Reads a key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == text)
    }

    /// Whether it serves security, and so may carry licenses (R-GROUP-1).
    #[must_use]
    pub fn serves_security(self) -> bool {
        matches!(self, Self::Security | Self::MailSecurity | Self::Together)
    }
}

/// One product that a group gives to each member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupLicense {
    /// The central pool of the product.
    pub pool: PoolId,
    /// The product.
    pub product: ProductId,
    /// Plans that the group switches off; plans that a product gains later are on (R-PROD-12).
    pub plans_off: PlanSet,
}

/// What one group wants for a member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Intent {
    /// Which group.
    pub group: GroupId,
    /// What it gives; shared by all its members.
    pub licenses: Arc<[GroupLicense]>,
}

/// What went wrong with an inherited license (R-GROUP-8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Violation {
    /// No seat is free.
    Count,
    /// Plans exclude one another.
    MutuallyExclusive,
    /// A prerequisite is missing, or something still needs it.
    Dependency,
    /// Not offered where the member is.
    ProhibitedInUsageLocation,
    /// An address is taken.
    Uniqueness,
    /// Anything else: another product of the same group failed.
    Others,
}

impl Violation {
    /// Which error a code stands for.
    #[must_use]
    pub fn of(code: Code) -> Self {
        match code {
            Code::Count => Self::Count,
            Code::Exclusive => Self::MutuallyExclusive,
            Code::Depends => Self::Dependency,
            Code::LocationDenied | Code::LocationMissing => Self::ProhibitedInUsageLocation,
            Code::Unique => Self::Uniqueness,
            _ => Self::Others,
        }
    }

    /// The name by which programs know it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Count => "CountViolation",
            Self::MutuallyExclusive => "MutuallyExclusiveViolation",
            Self::Dependency => "DependencyViolation",
            Self::ProhibitedInUsageLocation => "ProhibitedInUsageLocationViolation",
            Self::Uniqueness => "UniquenessViolation",
            Self::Others => "Others",
        }
    }
}

/// The name of an assignment's state; a paused pool gives service to nobody (R-GROUP-8, D-6).
#[must_use]
pub fn state_key(state: SourceState, paused: bool) -> &'static str {
    match state {
        SourceState::Error => "Error",
        _ if paused => "Disabled",
        SourceState::ActiveWithError => "ActiveWithError",
        SourceState::Active => "Active",
    }
}

/// How a product of a group stands (R-GROUP-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupStatus {
    /// Every member has it.
    AllAssigned,
    /// Work is under way.
    InProgress,
    /// Something needs attention.
    NeedsAttention,
}

impl GroupStatus {
    /// From what is under way and how many members are in error.
    #[must_use]
    pub fn of(processing: bool, in_error: i64) -> Self {
        match (processing, in_error) {
            (true, _) => Self::InProgress,
            (false, 0) => Self::AllAssigned,
            (false, _) => Self::NeedsAttention,
        }
    }
}

/// Refuses licenses that no member could ever hold from this group.
///
/// # Errors
/// E-INVALID for a group that does not serve security (R-GROUP-1), a product that is no matter of single users, or one
/// that is named twice, and for plans that are not the product's; E-NOTFOUND for a product without central seats here;
/// E-MIXED for products of several license groups (R-PROD-13); E-DEPENDS for a plan whose prerequisite the same group
/// does not give (R-PROD-9, Q-10); E-EXCLUSIVE for plans that cannot be on together (R-PROD-5).
pub fn check_licenses(
    catalogue: &Catalogue,
    pools: &[Pool],
    kind: GroupKind,
    licenses: &[GroupLicense],
) -> Result<(), Denial> {
    if !kind.serves_security() && !licenses.is_empty() {
        return Err(Denial::new(Code::Invalid, "group-kind"));
    }
    let mut on = PlanSet::new();
    let mut license_group: Option<LicenseGroup> = None;
    for (index, license) in licenses.iter().enumerate() {
        let product = catalogue.product(license.product);
        let product = product.ok_or_else(|| Denial::new(Code::NotFound, license.product.to_string()))?;
        let name = || product.part_number.clone();
        if !pools.iter().any(|p| p.id == license.pool && p.kind == PoolKind::Central) {
            return Err(Denial::new(Code::NotFound, name()));
        }
        let twice = licenses.iter().take(index).any(|earlier| earlier.pool == license.pool);
        let foreign = !license.plans_off.minus(&product.plans).is_empty();
        let fixed = license.plans_off.intersects(catalogue.fixed_plans());
        if twice || foreign || fixed || product.target == Target::Company {
            return Err(Denial::new(Code::Invalid, name()));
        }
        if license_group.is_some_and(|group| group != product.license_group) {
            return Err(Denial::new(Code::Mixed, name()));
        }
        license_group = Some(product.license_group);
        on = on.union(&product.plans.minus(&license.plans_off));
    }
    let name = |plan| catalogue.plan(plan).map_or_else(|| format!("{plan}"), |it| it.name.clone());
    if let Some((plan, _)) = catalogue.unmet_in(&on).next() {
        return Err(Denial::new(Code::Depends, name(plan)));
    }
    if let Some((one, other)) = catalogue.exclusions_in(&on).next() {
        return Err(Denial::new(Code::Exclusive, format!("{}, {}", name(one), name(other))));
    }
    Ok(())
}
