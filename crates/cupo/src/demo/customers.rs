//! The partner and its customers, as data: who they are, where, how large, and what they bought. The largest customer
//! stands first; the addresses people sign in with are here too. Nothing here draws.

use cupo_domain::access::{BillingAgreement, Cloud, Role};

use super::chain::CHAIN;
use super::jobs::Trade;
use super::names::Culture;
use super::offers::{NOTHING, Offers};
use super::purchases::{
    ADVISERS, AID, ARCHITECTS, BOOKS, BUILDER, CLINIC, DESIGN, ENGINEERING, FARM, FOOD, OUTDOOR, SCHOOL,
    SHOP, STUDIO, TOWN_HALL, TRADING,
};

/// Users of the largest customer when nobody says otherwise.
pub(super) const LARGEST_USERS: u64 = 5_000;
/// Fewest users of the largest customer: people with a password and those the cases need.
pub(super) const LARGEST_USERS_MIN: u64 = 20;
/// Most users of the largest customer.
pub(super) const LARGEST_USERS_MAX: u64 = 1_000_000;

/// A person with a name that is written here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    /// What stands before the `@`.
    pub(super) sign_in: &'static str,
    pub(super) female: bool,
    /// Index of the department.
    pub(super) department: usize,
    /// The role, and with it a password, unless it is none.
    pub(super) role: Option<Role>,
}

/// An organisation as data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Organised {
    pub(super) name: &'static str,
    pub(super) domain: &'static str,
    /// Further domains.
    pub(super) domains: &'static [&'static str],
    pub(super) country: &'static str,
    pub(super) zone: &'static str,
    pub(super) cloud: Cloud,
    /// Delegated administration.
    pub(super) delegated: bool,
    /// The agreement under which it buys itself.
    pub(super) agreement: BillingAgreement,
    /// Active users; the largest customer's follow the options.
    pub(super) users: u64,
    pub(super) trade: Trade,
    /// Names and how frequent they are; the first is the usual one.
    pub(super) cultures: &'static [(Culture, u64)],
    /// Countries beside its own in which it has people.
    pub(super) branches: &'static [&'static str],
    /// Accounts that an external directory masters, in thousandths.
    pub(super) synced: u64,
    pub(super) known: &'static [Known],
    pub(super) offers: Offers,
}

const fn known(first: &'static str, last: &'static str, sign_in: &'static str, female: bool) -> Known {
    Known { first, last, sign_in, female, department: 0, role: None }
}

const fn account(who: Known, department: usize, role: Role) -> Known {
    Known { department, role: Some(role), ..who }
}

/// A customer of the usual kind.
const fn customer(name: &'static str, domain: &'static str, users: u64, offers: Offers) -> Organised {
    Organised {
        name,
        domain,
        domains: &[],
        country: "ES",
        zone: "Europe/Madrid",
        cloud: Cloud::Worldwide,
        delegated: true,
        agreement: BillingAgreement::Online,
        users,
        trade: Trade::Shop,
        cultures: &[(Culture::Spanish, 100)],
        branches: &[],
        synced: 0,
        known: &[],
        offers,
    }
}

/// The partner. Its agents are users of its own.
pub(super) const PARTNER: Organised = Organised {
    trade: Trade::Reseller,
    cultures: &[(Culture::Spanish, 70), (Culture::Catalan, 15), (Culture::LatinAmerican, 15)],
    known: &[
        account(known("Irene", "Montalbán Sáiz", "irene.montalban", true), 2, Role::AdminAgent),
        account(known("Óscar", "Zaldívar Peñalver", "oscar.zaldivar", false), 1, Role::SalesAgent),
        account(known("Núria", "Cantalapiedra Roig", "nuria.cantalapiedra", true), 0, Role::HelpdeskAgent),
    ],
    ..customer("Meridiano Servicios en la Nube", "meridiano.example", 14, NOTHING)
};

/// The person who bought something without asking.
pub(super) const PURCHASER: usize = 5;
/// The person whose account was deleted once and made anew.
pub(super) const RETURNED: usize = 7;

/// The people of the largest customer whose names are written here: first those with a role.
const CHAIN_PEOPLE: &[Known] = &[
    account(known("Lucía", "Belmonte Arrabal", "lucia.belmonte", true), 10, Role::GlobalAdmin),
    account(known("Andreu", "Castellnou Prim", "andreu.castellnou", false), 10, Role::LicenseAdmin),
    account(known("Ximena", "Arredondo Téllez", "ximena.arredondo", true), 9, Role::UserAdmin),
    account(known("Sofia", "Vasconcelhos Brás", "sofia.vasconcelhos", true), 8, Role::BillingAdmin),
    account(known("Jürgen", "Straßburger", "juergen.strassburger", false), 8, Role::GlobalReader),
    account(known("Ainhoa", "Lekeitio Urrestarazu", "ainhoa.lekeitio", true), 1, Role::User),
    Known { department: 7, ..known("Étienne", "Beaulieu", "etienne.beaulieu", false) },
    Known { department: 6, ..known("Marta", "Quiroga Valcárcel", "marta.quiroga", true) },
];

const CHAIN_CULTURES: &[(Culture, u64)] = &[
    (Culture::Spanish, 46),
    (Culture::LatinAmerican, 17),
    (Culture::Catalan, 8),
    (Culture::Portuguese, 6),
    (Culture::Galician, 4),
    (Culture::Basque, 4),
    (Culture::French, 3),
    (Culture::German, 3),
    (Culture::Maghreb, 3),
    (Culture::Italian, 2),
    (Culture::Polish, 2),
    (Culture::Nordic, 1),
    (Culture::Greek, 1),
    (Culture::Chinese, 1),
];

/// The customers; the largest one is the first.
pub(super) const CUSTOMERS: &[Organised] = &[
    Organised {
        trade: Trade::Hotels,
        cultures: CHAIN_CULTURES,
        branches: &["MX", "CO", "AR", "CL", "PE", "PT", "FR", "DE", "MA", "IT", "PL", "NO", "SE", "GR", "CN"],
        synced: 30,
        known: CHAIN_PEOPLE,
        ..customer("Hoteles Serranía Azul", "serrania.example", LARGEST_USERS, CHAIN)
    },
    Organised {
        // Under the customer agreement roles of the billing account buy, and a Billing admin does not.
        agreement: BillingAgreement::Customer,
        known: &[
            account(
                known("Amparo", "Benlloch Sanchis", "amparo.benlloch", true),
                1,
                Role::BillingAccountOwner,
            ),
            account(known("Vicent", "Moliner Gil", "vicent.moliner", false), 1, Role::BillingAdmin),
        ],
        trade: Trade::School,
        cultures: &[
            (Culture::Spanish, 60),
            (Culture::Catalan, 25),
            (Culture::Maghreb, 8),
            (Culture::LatinAmerican, 7),
        ],
        ..customer("Instituto Ribera del Turia", "riberaturia.example", 1_240, SCHOOL)
    },
    Organised {
        country: "MX",
        zone: "America/Mexico_City",
        trade: Trade::Food,
        cultures: &[(Culture::LatinAmerican, 70), (Culture::Spanish, 30)],
        ..customer("Alimentos Lagunillas", "lagunillas.example", 860, FOOD)
    },
    Organised {
        country: "CL",
        zone: "America/Santiago",
        trade: Trade::Builder,
        cultures: &[(Culture::LatinAmerican, 80), (Culture::Spanish, 20)],
        ..customer("Constructora Alto Maipo", "altomaipo.example", 410, BUILDER)
    },
    Organised {
        trade: Trade::Clinic,
        cultures: &[(Culture::Spanish, 55), (Culture::Galician, 35), (Culture::LatinAmerican, 10)],
        synced: 1_000,
        ..customer("Clínica Santa Aurelia", "santaaurelia.example", 380, CLINIC)
    },
    Organised {
        country: "DE",
        zone: "Europe/Berlin",
        trade: Trade::Engineering,
        cultures: &[(Culture::German, 86), (Culture::Polish, 9), (Culture::Greek, 5)],
        branches: &["PL"],
        ..customer("Nordhaus Ingenieure GmbH", "nordhaus.example", 260, ENGINEERING)
    },
    Organised {
        trade: Trade::TownHall,
        cultures: &[(Culture::Catalan, 80), (Culture::Spanish, 20)],
        ..customer("Ajuntament de Vallfosca de Mar", "vallfosca.example", 145, TOWN_HALL)
    },
    Organised {
        country: "CN",
        zone: "Asia/Shanghai",
        cloud: Cloud::Vianet,
        trade: Trade::Trading,
        cultures: &[(Culture::Chinese, 95), (Culture::German, 5)],
        ..customer("Lanting Trading (Shanghai)", "lanting.example", 120, TRADING)
    },
    Organised {
        country: "CO",
        zone: "America/Bogota",
        trade: Trade::Aid,
        cultures: &[(Culture::LatinAmerican, 85), (Culture::French, 10), (Culture::Nordic, 5)],
        ..customer("Fundación Manos del Sur", "manosdelsur.example", 64, AID)
    },
    Organised {
        country: "PL",
        zone: "Europe/Warsaw",
        trade: Trade::Design,
        cultures: &[(Culture::Polish, 95), (Culture::German, 5)],
        ..customer("Pracownia Projektowa Żuraw", "zuraw.example", 52, DESIGN)
    },
    Organised {
        country: "AR",
        zone: "America/Argentina/Buenos_Aires",
        trade: Trade::Farm,
        cultures: &[(Culture::LatinAmerican, 60), (Culture::Italian, 20), (Culture::Spanish, 20)],
        ..customer("Estancia La Peregrina", "laperegrina.example", 38, FARM)
    },
    Organised {
        country: "FR",
        zone: "Europe/Paris",
        trade: Trade::Architects,
        cultures: &[(Culture::French, 90), (Culture::Maghreb, 10)],
        ..customer("Atelier Hélianthe Architectes", "helianthe.example", 29, ARCHITECTS)
    },
    Organised {
        delegated: false,
        trade: Trade::Advisers,
        cultures: &[(Culture::Spanish, 70), (Culture::Basque, 30)],
        ..customer("Gestoría Urgoiti y Asociados", "urgoiti.example", 23, ADVISERS)
    },
    Organised {
        country: "PT",
        zone: "Europe/Lisbon",
        trade: Trade::Books,
        cultures: &[(Culture::Portuguese, 100)],
        ..customer("Livraria Mondego", "mondego.example", 17, BOOKS)
    },
    Organised {
        domains: &["norte.cordillera.example", "alumnos.cordillera.example"],
        trade: Trade::Outdoor,
        known: &[
            Known { department: 3, ..known("Águeda", "Somiedo Ranz", "asomiedo", true) },
            Known { department: 0, ..known("Ferrán", "Picos Labra", "fpicos", false) },
            Known { department: 0, ..known("Maren", "Skaugen", "mskaugen", true) },
            Known { department: 2, ..known("Toribio", "Ancares Lamas", "tancares", false) },
            Known { department: 1, ..known("Yurema", "Taburiente Gil", "ytaburiente", true) },
            Known { department: 1, ..known("Zósimo", "Gredos Arribas", "zgredos", false) },
        ],
        ..customer("Cordillera Montaña y Escuela", "cordillera.example", 6, OUTDOOR)
    },
    Organised { trade: Trade::Shop, ..customer("Zapatería Olmedo", "zapateriaolmedo.example", 3, SHOP) },
    Organised {
        country: "PT",
        zone: "Europe/Lisbon",
        trade: Trade::Books,
        cultures: &[(Culture::Portuguese, 100)],
        ..customer("Estúdio Brisa", "brisa.example", 1, STUDIO)
    },
    customer("Bodegas Nueva Alborada", "alborada.example", 0, NOTHING),
];
