//! What the largest customer bought. It has every case that a person wants to try: a product without free seats
//! (`SPE_E5`), one with more holders than seats (Copilot), products that exclude one another (Sales and Team Members),
//! one that needs another (audio conferencing for people who have mail only), a product some countries deny, a paused
//! trial that people still hold, licenses from groups, and one product that must be given on its own (Minecraft).

use cupo_domain::decide::quantity::{Channel, Status};

use super::offers::{Choice, Extra, Kit, Offers, Purchase, Size, Whom, extra, kit};

/// The group that gives Fabric to people in finance.
const GROUP_FINANCE: i64 = 9_001;
/// The group that gives Power Automate to people at the front desks.
const GROUP_FRONT_DESK: i64 = 9_002;
/// The group whose members wait for seats.
const GROUP_MANAGEMENT: i64 = 9_003;

/// The group whose people a rule says.
const GROUP_MAINTENANCE: i64 = 9_004;

/// A group of the largest customer.
pub(super) struct DemoGroup {
    pub(super) id: i64,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) product: &'static str,
    /// The department whose people wait for a seat, where nobody has it from there yet.
    pub(super) waiting: Option<&'static str>,
}

/// A group whose people a rule says: everybody of a department. It gives nothing yet.
pub(super) struct RuleGroup {
    pub(super) id: i64,
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) department: &'static str,
}

/// Its group by rule.
pub(super) const BY_RULE: RuleGroup = RuleGroup {
    id: GROUP_MAINTENANCE,
    name: "Mantenimiento: todo el equipo",
    description: "Por regla: quien trabaja en Mantenimiento está en él",
    department: "Mantenimiento",
};

/// Its groups.
pub(super) const GROUPS: &[DemoGroup] = &[
    DemoGroup {
        id: GROUP_FINANCE,
        name: "Finanzas: informes",
        description: "Informes para todo el departamento de finanzas",
        product: "POWER_BI_STANDARD",
        waiting: None,
    },
    DemoGroup {
        id: GROUP_FRONT_DESK,
        name: "Recepción: flujos",
        description: "Flujos de trabajo de los mostradores",
        product: "FLOW_FREE",
        waiting: None,
    },
    DemoGroup {
        id: GROUP_MANAGEMENT,
        name: "Dirección: seguridad avanzada",
        description: "Esperan a que haya licencias libres",
        product: "SPE_E5",
        waiting: Some("Dirección"),
    },
];

/// The product that a person bought without asking.
pub(super) const SELF_SERVICE_PRODUCT: &str = "POWER_BI_PRO";
/// Its seats.
pub(super) const SELF_SERVICE_SEATS: i64 = 5;

/// Everything the largest customer has.
pub(super) const CHAIN: Offers =
    Offers { purchases: PURCHASES, kits: KITS, extras: EXTRAS, choices: CHOICES };

const fn reseller(product: &'static str, term: &'static str, size: Size) -> Purchase {
    Purchase::new(product, Channel::Reseller, term, size)
}

const PURCHASES: &[Purchase] = &[
    reseller("SPE_E3", "P1Y", Size::Spare(40)).began(143),
    Purchase::new("SPE_E3", Channel::Volume, "P3Y", Size::Share(150)).began(1_108).now(Status::Expired),
    reseller("SPE_F1", "P1M", Size::Spare(60)).began(12),
    reseller("SPE_F1", "P1Y", Size::Fixed(25)).began(-19).now(Status::Scheduled),
    reseller("SPE_E5", "P1Y", Size::Exact).began(60),
    reseller("Microsoft_365_Copilot", "P1Y", Size::Short(40)).began(2),
    Purchase::new("Microsoft_365_Copilot", Channel::Trial, "P1M", Size::Fixed(25))
        .began(190)
        .now(Status::Deleted),
    Purchase::new("EXCHANGESTANDARD", Channel::Direct, "P1Y", Size::Spare(120)).began(201),
    reseller("VISIOCLIENT", "P1M", Size::Spare(100)).began(21),
    reseller("PROJECTPROFESSIONAL", "P1M", Size::Spare(90)).began(21),
    reseller("PROJECTPROFESSIONAL", "P1Y", Size::Fixed(10)).began(77).now(Status::Suspended),
    reseller("MCOMEETADV", "P1Y", Size::Spare(150)).began(98),
    reseller("MCOEV", "P1M", Size::Spare(100)).began(5),
    reseller("MCOPSTN1", "P1M", Size::Spare(200)).began(5),
    Purchase::new("POWER_BI_PRO", Channel::Direct, "P1M", Size::Spare(80)).began(17),
    Purchase::new("POWER_BI_STANDARD", Channel::Free, "P1Y", Size::Fixed(1_000_000)).began(160),
    Purchase::new("FLOW_FREE", Channel::Free, "P1Y", Size::Fixed(1_000_000)).began(230),
    reseller("DYN365_ENTERPRISE_SALES", "P3Y", Size::Spare(150)).began(400),
    reseller("DYN365_ENTERPRISE_TEAM_MEMBERS", "P1Y", Size::Spare(150)).began(35),
    reseller("THREAT_INTELLIGENCE", "P1Y", Size::Spare(200)).began(120),
    reseller("WORKPLACE_ANALYTICS", "P1M", Size::Fixed(20)).began(0).now(Status::Pending),
    Purchase::new("INTUNE_A_VL", Channel::Volume, "P3Y", Size::Spare(400)).began(610),
    Purchase::new("TEAMS_EXPLORATORY", Channel::Trial, "P1M", Size::Share(1_250))
        .began(45)
        .now(Status::Suspended),
    Purchase::new("MEE_FACULTY", Channel::Direct, "P1Y", Size::Spare(300)).began(48),
    // Software that the partner bought for good: the Licenses page alone gives it.
    reseller("RUBRICA_DESK", "once", Size::Fixed(12)).began(95),
];

const KITS: &[Kit] = &[
    kit(Whom::Desk, 76, &["SPE_E3"]),
    kit(Whom::Desk, 15, &["SPE_E5"]),
    kit(Whom::Desk, 4, &["EXCHANGESTANDARD"]),
    kit(Whom::Desk, 5, &[]),
    kit(Whom::Front, 84, &["SPE_F1"]),
    kit(Whom::Front, 4, &["EXCHANGESTANDARD"]),
    kit(Whom::Front, 1, &["TEAMS_EXPLORATORY"]),
    kit(Whom::Front, 11, &[]),
];

const EXTRAS: &[Extra] = &[
    extra(Whom::Desk, "Microsoft_365_Copilot", 180),
    extra(Whom::In("Mantenimiento"), "VISIOCLIENT", 120),
    extra(Whom::In("Sistemas"), "VISIOCLIENT", 350),
    extra(Whom::In("Dirección"), "PROJECTPROFESSIONAL", 150),
    extra(Whom::In("Comercial y marketing"), "PROJECTPROFESSIONAL", 120),
    extra(Whom::Desk, "MCOMEETADV", 70),
    extra(Whom::In("Reservas"), "MCOEV", 600),
    extra(Whom::In("Reservas"), "MCOPSTN1", 400),
    extra(Whom::In("Finanzas"), "POWER_BI_PRO", 500),
    extra(Whom::In("Comercial y marketing"), "DYN365_ENTERPRISE_SALES", 550),
    extra(Whom::In("Comercial y marketing"), "DYN365_ENTERPRISE_TEAM_MEMBERS", 250),
    extra(Whom::In("Recepción"), "DYN365_ENTERPRISE_TEAM_MEMBERS", 60),
    extra(Whom::In("Sistemas"), "THREAT_INTELLIGENCE", 400),
    extra(Whom::In("Mantenimiento"), "INTUNE_A_VL", 500),
    extra(Whom::In("Personas y cultura"), "MEE_FACULTY", 130),
    Extra { whom: Whom::In("Finanzas"), product: "POWER_BI_STANDARD", share: 1_000, group: GROUP_FINANCE },
    Extra { whom: Whom::In("Recepción"), product: "FLOW_FREE", share: 300, group: GROUP_FRONT_DESK },
    extra(Whom::In("Recepción"), "FLOW_FREE", 40),
];

const CHOICES: &[Choice] = &[
    Choice { product: "SPE_E3", share: 90, off: &["YAMMER_ENTERPRISE"] },
    Choice { product: "SPE_E3", share: 30, off: &["KAIZALA_O365_P3"] },
    Choice { product: "SPE_E5", share: 60, off: &["YAMMER_ENTERPRISE"] },
    Choice { product: "SPE_F1", share: 70, off: &["YAMMER_ENTERPRISE"] },
    Choice { product: "SPE_F1", share: 20, off: &["WHITEBOARD_FIRSTLINE1"] },
    Choice { product: "DYN365_ENTERPRISE_SALES", share: 150, off: &["NBENTERPRISE"] },
];
