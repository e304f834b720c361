//! Believable content for every page: nothing, one, many, and trouble. Never used outside tests.

mod licenses;
mod lists;
mod mine;
mod people;
mod records;
mod time;
mod views;

use jiff::tz::TimeZone;

use crate::format::When;
use crate::texts::Texts;
use crate::view::*;

pub const NOW: i64 = 1_795_282_200_000_000;
pub const DAY: i64 = 86_400_000_000;
pub const GUID: &str = "8f2c1d34-5b60-4c7e-9a11-0d2e3f405162";

pub const CUSTOMER: &str = "Cordillera Servicios Editoriales";
/// A name of 74 letters.
pub const LONG: &str = "Microsoft Defender for Office 365 (Plan 2), para instituciones educativas";

pub fn at(t: &Texts, days: i64) -> When {
    When::new(t, &TimeZone::get("Europe/Madrid").unwrap(), NOW + days * DAY, NOW)
}

pub fn outside(title: &str) -> Frame {
    Frame { title: title.to_owned(), csrf: "k3v9".into(), here: "/".into(), ..Frame::default() }
}

pub fn frame(t: &Texts, title: &str, place: Place, partner: bool) -> Frame {
    let customer =
        (!matches!(place, Place::Home | Place::Customers | Place::Catalogue | Place::Mail | Place::Time)
            || !partner)
            .then(|| GUID.to_owned());
    let reader = RailFor {
        partner,
        customer: customer.clone(),
        view: true,
        subscriptions: true,
        audit: true,
        settings: true,
        catalogue: partner,
        mail: true,
        time: true,
        own: true,
    };
    let mut crumbs = Vec::new();
    if partner {
        crumbs.push(Link::new(t.rail_dashboard(), "/"));
        crumbs.push(Link::new(t.rail_customers(), "/customers"));
        if customer.is_some() {
            crumbs.push(Link::new(CUSTOMER, format!("/c/{GUID}")));
        }
    } else {
        crumbs.push(Link::new(t.rail_home(), "/"));
    }
    crumbs.push(Link::new(title, ""));
    Frame {
        title: title.to_owned(),
        csrf: "k3v9".into(),
        here: format!("/c/{GUID}/users?q=ana&sort=name"),
        typed: Vec::new(),
        account: Some(Account {
            name: "Maialen Etxeberria".into(),
            sign_in: "maialen@faro.example".into(),
            role: t.role_admin_agent().into_owned(),
            organisation: "Faro Cloud Partners".into(),
        }),
        rail: Rail::new(t, &reader, place),
        crumbs,
        customer: customer.map(|guid| CustomerBadge {
            name: CUSTOMER.into(),
            domain: "cordillera.example".into(),
            href: format!("/c/{guid}"),
            others: if partner {
                vec![
                    Link::new("Astillero Nervión", "/c/1/users"),
                    Link::new("Universidad del Norte", "/c/2/users"),
                ]
            } else {
                Vec::new()
            },
        }),
        search: Some(SearchBox {
            action: format!("/c/{GUID}/users"),
            value: String::new(),
            hint: t.search_all().into_owned(),
        }),
        flash: None,
    }
}

pub fn pager(t: &Texts) -> Pager {
    Pager {
        first: Some("?".into()),
        previous: Some("?before=b".into()),
        next: Some("?after=a".into()),
        last: Some("?last".into()),
        range: t.pager_range(101_i64, 200_i64, 84_213_i64),
    }
}

pub fn one_page(t: &Texts, rows: i64) -> Pager {
    Pager { range: t.pager_range(1_i64, rows, rows), ..Pager::default() }
}

pub fn sort(label: impl Into<String>, state: SortState) -> Sort {
    Sort { label: label.into(), href: "?sort=name".into(), state }
}

pub fn seats(total: i64, taken: i64, reserved: i64, expiring: i64) -> SeatBar {
    SeatBar { total, taken, reserved, expiring }
}

pub const PEOPLE: [(&str, &str); 12] = [
    ("Adriana Muñoz Peña", "adriana.munoz"),
    ("Ainhoa Goikoetxea", "ainhoa.goikoetxea"),
    ("Andrés Núñez-Villaveirán", "andres.nunez"),
    ("Ángel Íñiguez", "angel.iniguez"),
    ("Beatriz Ozores del Castillo", "beatriz.ozores"),
    ("Chloé Dubœuf", "chloe.duboeuf"),
    ("Đorđe Milić", "djordje.milic"),
    ("Ewa Wójcik", "ewa.wojcik"),
    ("Ҫığır Öztürk", "cigir.ozturk"),
    ("Ioánna Papadopoúlou", "ioanna.papadopoulou"),
    ("Jürgen Groß", "juergen.gross"),
    ("María José Fernández de la Hoz y Zárate", "maria.jose.fernandez.de.la.hoz"),
];
