//! What the smaller customers bought and who gets it, as data. Together with the largest customer every channel and
//! every state of a subscription is there.

use cupo_domain::decide::quantity::{Channel, Status};

use super::offers::{Choice, Kit, Offers, Purchase, Size, Whom, extra, kit};

const fn reseller(product: &'static str, term: &'static str, size: Size) -> Purchase {
    Purchase::new(product, Channel::Reseller, term, size)
}

const fn everybody(purchases: &'static [Purchase], kits: &'static [Kit]) -> Offers {
    Offers { purchases, kits, extras: &[], choices: &[] }
}

pub(super) const SCHOOL: Offers = Offers {
    purchases: &[
        Purchase::new("M365EDU_A3_FACULTY", Channel::Volume, "P1Y", Size::Spare(80)).began(77),
        Purchase::new("M365EDU_A3_STUUSEBNFT", Channel::Volume, "P1Y", Size::Spare(120)).began(77),
        Purchase::new("MEE_STUDENT", Channel::Direct, "P1Y", Size::Spare(50)).began(64),
        Purchase::new("POWER_BI_PRO", Channel::Direct, "P1M", Size::Spare(250)).began(18),
        // Somebody else's offer, past its 14 days, and storage that nobody is assigned.
        Purchase::new("RUBRICA_SIGN", Channel::Direct, "P1Y", Size::Fixed(20)).began(31),
        Purchase::new("SHAREPOINTSTORAGE", Channel::Direct, "P1Y", Size::Fixed(500)).began(140),
        reseller("WIN10_VDA_E3", "P1Y", Size::Fixed(40)).began(431).now(Status::Disabled),
    ],
    kits: &[
        kit(Whom::In("Claustro"), 1, &["M365EDU_A3_FACULTY"]),
        kit(Whom::In("Secretaría"), 1, &["M365EDU_A3_FACULTY"]),
        kit(Whom::In("Conserjería"), 1, &[]),
        kit(Whom::In("Alumnado de ESO"), 20, &["M365EDU_A3_STUUSEBNFT"]),
        kit(Whom::In("Alumnado de ESO"), 1, &[]),
        kit(Whom::In("Alumnado de Bachillerato"), 1, &["M365EDU_A3_STUUSEBNFT"]),
        kit(Whom::In("Alumnado de Formación Profesional"), 1, &["M365EDU_A3_STUUSEBNFT"]),
    ],
    extras: &[
        extra(Whom::In("Alumnado de ESO"), "MEE_STUDENT", 300),
        extra(Whom::In("Secretaría"), "POWER_BI_PRO", 300),
    ],
    choices: &[
        Choice { product: "M365EDU_A3_STUUSEBNFT", share: 350, off: &["YAMMER_EDU"] },
        Choice { product: "M365EDU_A3_STUUSEBNFT", share: 100, off: &["STREAM_O365_E3"] },
    ],
};

pub(super) const FOOD: Offers = Offers {
    purchases: &[
        reseller("ENTERPRISEPACK", "P1Y", Size::Spare(60)).began(251),
        reseller("DESKLESSPACK", "P1M", Size::Spare(40)).began(26),
        reseller("POWER_BI_PRO", "P1M", Size::Exact).began(26),
        reseller("DYN365_SCM", "P1Y", Size::Spare(100)).began(88),
        Purchase::new("VISIOONLINE_PLAN1", Channel::Legacy, "P1Y", Size::Spare(300)).began(330),
        reseller("Microsoft_Teams_Premium", "P1Y", Size::Fixed(60)).began(-33).now(Status::Scheduled),
    ],
    kits: &[
        kit(Whom::Desk, 92, &["ENTERPRISEPACK"]),
        kit(Whom::Desk, 8, &[]),
        kit(Whom::Front, 70, &["DESKLESSPACK"]),
        kit(Whom::Front, 30, &[]),
    ],
    extras: &[
        extra(Whom::In("Ventas"), "POWER_BI_PRO", 250),
        extra(Whom::In("Contabilidad"), "DYN365_SCM", 150),
        extra(Whom::In("Calidad"), "VISIOONLINE_PLAN1", 200),
    ],
    choices: &[Choice { product: "ENTERPRISEPACK", share: 120, off: &["YAMMER_ENTERPRISE"] }],
};

pub(super) const BUILDER: Offers = Offers {
    purchases: &[
        reseller("SPE_E3", "P1Y", Size::Spare(50)).began(190),
        reseller("SPE_F1", "P1M", Size::Spare(50)).began(3),
        reseller("PROJECTPROFESSIONAL", "P1Y", Size::Spare(80)).began(3),
        reseller("VISIOCLIENT", "P1Y", Size::Short(80)).began(190),
        reseller("ENTERPRISEPACK", "P1Y", Size::Fixed(120)).began(560).now(Status::Deleted),
    ],
    kits: &[
        kit(Whom::Desk, 94, &["SPE_E3"]),
        kit(Whom::Desk, 6, &[]),
        kit(Whom::Front, 78, &["SPE_F1"]),
        kit(Whom::Front, 22, &[]),
    ],
    extras: &[
        extra(Whom::In("Estudios y propuestas"), "PROJECTPROFESSIONAL", 450),
        extra(Whom::In("Ingeniería"), "VISIOCLIENT", 500),
    ],
    choices: &[Choice { product: "SPE_F1", share: 100, off: &["YAMMER_ENTERPRISE"] }],
};

pub(super) const CLINIC: Offers = Offers {
    purchases: &[
        Purchase::new("STANDARDPACK", Channel::Volume, "P3Y", Size::Spare(100)).began(700),
        Purchase::new("DESKLESSPACK", Channel::Volume, "P3Y", Size::Spare(100)).began(700),
        reseller("EMS", "P1Y", Size::Spare(150)).began(160),
        reseller("POWERAPPS_PER_USER", "P1M", Size::Spare(200)).began(14),
        reseller("MCOEV", "P1Y", Size::Fixed(15)).began(1).now(Status::Pending),
    ],
    kits: &[
        kit(Whom::Desk, 97, &["STANDARDPACK"]),
        kit(Whom::Desk, 3, &[]),
        kit(Whom::Front, 90, &["DESKLESSPACK"]),
        kit(Whom::Front, 10, &[]),
    ],
    extras: &[
        extra(Whom::In("Administración"), "EMS", 700),
        extra(Whom::In("Admisión"), "POWERAPPS_PER_USER", 200),
    ],
    choices: &[],
};

pub(super) const ENGINEERING: Offers = Offers {
    purchases: &[
        reseller("O365_w/o_Teams_Bundle_E3", "P1Y", Size::Spare(40)).began(302),
        reseller("Microsoft_Teams_EEA_New", "P1Y", Size::Spare(40)).began(302),
        reseller("PROJECTPROFESSIONAL", "P1Y", Size::Spare(60)).began(122),
        reseller("VISIOCLIENT", "P1Y", Size::Spare(60)).began(122),
        reseller("CPC_E_2C_8GB_128GB", "P1M", Size::Fixed(8)).began(20),
        Purchase::new("DYN365_ENTERPRISE_P1_IW", Channel::Trial, "P1M", Size::Fixed(10))
            .began(44)
            .now(Status::Expired),
    ],
    kits: &[
        kit(Whom::All, 90, &["O365_w/o_Teams_Bundle_E3", "Microsoft_Teams_EEA_New"]),
        kit(Whom::All, 7, &["O365_w/o_Teams_Bundle_E3"]),
        kit(Whom::All, 3, &[]),
    ],
    extras: &[
        extra(Whom::In("Projektleitung"), "PROJECTPROFESSIONAL", 700),
        extra(Whom::In("Konstruktion"), "VISIOCLIENT", 250),
    ],
    choices: &[
        Choice { product: "O365_w/o_Teams_Bundle_E3", share: 150, off: &["YAMMER_ENTERPRISE"] },
        // Beside the larger product these two stay off: one of them excludes a plan of it.
        Choice { product: "Microsoft_Teams_EEA_New", share: 1_000, off: &["MCOIMP", "EXCHANGE_S_DESKLESS"] },
    ],
};

pub(super) const TOWN_HALL: Offers = Offers {
    purchases: &[
        reseller("SPB", "P1Y", Size::Spare(70)).began(219),
        reseller("EXCHANGEDESKLESS", "P1M", Size::Spare(70)).began(8),
        reseller("EXCHANGEARCHIVE_ADDON", "P1Y", Size::Fixed(10)).began(219),
        Purchase::new("O365_BUSINESS_PREMIUM", Channel::Legacy, "P1Y", Size::Fixed(12))
            .began(375)
            .now(Status::Expired),
        reseller("Microsoft_Teams_Rooms_Basic", "P1Y", Size::Fixed(4)).began(219),
    ],
    kits: &[
        kit(Whom::Desk, 95, &["SPB"]),
        kit(Whom::Desk, 5, &[]),
        kit(Whom::Front, 80, &["EXCHANGEDESKLESS"]),
        kit(Whom::Front, 20, &[]),
    ],
    extras: &[],
    choices: &[Choice { product: "SPB", share: 80, off: &["YAMMER_ENTERPRISE", "KAIZALA_O365_P2"] }],
};

pub(super) const TRADING: Offers = Offers {
    purchases: &[
        reseller("OFFICESUBSCRIPTION", "P1Y", Size::Spare(50)).began(48),
        reseller("EXCHANGESTANDARD", "P1Y", Size::Spare(80)).began(48),
        reseller("VISIOCLIENT", "P1Y", Size::Spare(150)).began(48),
    ],
    kits: &[
        kit(Whom::Desk, 90, &["OFFICESUBSCRIPTION", "EXCHANGESTANDARD"]),
        kit(Whom::Desk, 10, &["EXCHANGESTANDARD"]),
        kit(Whom::Front, 60, &["EXCHANGESTANDARD"]),
        kit(Whom::Front, 40, &[]),
    ],
    extras: &[extra(Whom::In("Finance"), "VISIOCLIENT", 200)],
    choices: &[],
};

pub(super) const AID: Offers = Offers {
    purchases: &[
        reseller("O365_BUSINESS_ESSENTIALS", "P1Y", Size::Spare(100)).began(110),
        reseller("O365_BUSINESS_PREMIUM", "P1Y", Size::Spare(60)).began(110),
        Purchase::new("POWER_BI_STANDARD", Channel::Free, "P1Y", Size::Fixed(1_000_000)).began(200),
        Purchase::new("POWERAPPS_VIRAL", Channel::Trial, "P1M", Size::Fixed(100)).began(11),
    ],
    kits: &[
        kit(Whom::Desk, 75, &["O365_BUSINESS_PREMIUM"]),
        kit(Whom::Desk, 20, &["O365_BUSINESS_ESSENTIALS"]),
        kit(Whom::Desk, 5, &[]),
        kit(Whom::Front, 85, &["O365_BUSINESS_ESSENTIALS"]),
        kit(Whom::Front, 15, &[]),
    ],
    extras: &[
        extra(Whom::In("Captación de fondos"), "POWER_BI_STANDARD", 500),
        extra(Whom::In("Programas"), "POWERAPPS_VIRAL", 80),
    ],
    choices: &[],
};

pub(super) const DESIGN: Offers = Offers {
    purchases: &[
        reseller("SPB", "P1M", Size::Spare(80)).began(29),
        reseller("VISIOONLINE_PLAN1", "P1M", Size::Spare(100)).began(29),
        reseller("PROJECT_P1", "P1M", Size::Fixed(6)).began(66).now(Status::Suspended),
    ],
    kits: &[kit(Whom::All, 96, &["SPB"]), kit(Whom::All, 4, &[])],
    extras: &[extra(Whom::In("Projekty"), "VISIOONLINE_PLAN1", 300)],
    choices: &[Choice { product: "SPB", share: 150, off: &["YAMMER_ENTERPRISE"] }],
};

pub(super) const FARM: Offers = everybody(
    &[
        Purchase::new("EXCHANGESTANDARD", Channel::Legacy, "P1Y", Size::Spare(100)).began(222),
        Purchase::new("O365_BUSINESS_PREMIUM", Channel::Legacy, "P1Y", Size::Spare(100)).began(222),
    ],
    &[
        kit(Whom::Desk, 90, &["O365_BUSINESS_PREMIUM"]),
        kit(Whom::Desk, 10, &["EXCHANGESTANDARD"]),
        kit(Whom::Front, 30, &["EXCHANGESTANDARD"]),
        kit(Whom::Front, 70, &[]),
    ],
);

pub(super) const ARCHITECTS: Offers = everybody(
    &[
        reseller("Microsoft_365_Business_Standard_EEA_(no_Teams)", "P1Y", Size::Spare(100)).began(4),
        reseller("MDE_SMB", "P1Y", Size::Spare(100)).began(4),
    ],
    &[
        kit(Whom::All, 80, &["Microsoft_365_Business_Standard_EEA_(no_Teams)", "MDE_SMB"]),
        kit(Whom::All, 20, &["Microsoft_365_Business_Standard_EEA_(no_Teams)"]),
    ],
);

pub(super) const ADVISERS: Offers = everybody(
    &[
        Purchase::new("O365_BUSINESS_PREMIUM", Channel::Direct, "P1M", Size::Exact).began(13),
        reseller("AAD_PREMIUM", "P1M", Size::Fixed(25)).began(13),
    ],
    &[
        kit(Whom::All, 70, &["O365_BUSINESS_PREMIUM", "AAD_PREMIUM"]),
        kit(Whom::All, 30, &["O365_BUSINESS_PREMIUM"]),
    ],
);

pub(super) const BOOKS: Offers = everybody(
    &[reseller("O365_BUSINESS_ESSENTIALS", "P1M", Size::Spare(150)).began(7)],
    &[kit(Whom::All, 85, &["O365_BUSINESS_ESSENTIALS"]), kit(Whom::All, 15, &[])],
);

/// Bought for people who will come with a file: nearly all seats are free.
pub(super) const OUTDOOR: Offers = everybody(
    &[
        reseller("SPE_E3", "P1Y", Size::Fixed(300)).began(25),
        reseller("SPE_F1", "P1Y", Size::Fixed(800)).began(25),
    ],
    &[kit(Whom::All, 1, &["SPE_E3"])],
);

pub(super) const SHOP: Offers = everybody(
    &[Purchase::new("SMB_BUSINESS_PREMIUM", Channel::PrepaidKey, "P1Y", Size::Fixed(5)).began(280)],
    &[kit(Whom::All, 1, &["SMB_BUSINESS_PREMIUM"])],
);

pub(super) const STUDIO: Offers = everybody(
    &[reseller("O365_BUSINESS_PREMIUM", "P1Y", Size::Fixed(1)).began(1)],
    &[kit(Whom::All, 1, &["O365_BUSINESS_PREMIUM"])],
);
