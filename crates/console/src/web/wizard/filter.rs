//! The filters of the users list, from and to its address.

use cupo_app::app::App;
use cupo_app::store::users::{Position, UserFilter, UserSort};
use cupo_app::text::fold;
use cupo_domain::ids::{Guid, UserId};

use crate::web::posted::Fields;
use crate::web::words::Names;

/// Names of everything that narrows the list.
pub const FILTERS: [&str; 6] = ["q", "product", "license", "location", "department", "signin"];
/// Names of everything that an address of the list can hold, its place apart.
pub const PARTS: [&str; 13] = [
    "view",
    "saved",
    "q",
    "product",
    "pool",
    "license",
    "location",
    "department",
    "signin",
    "sort",
    "dir",
    "size",
    "col",
];
/// Users on a page, unless asked otherwise.
pub const SIZE: i64 = 50;
/// Sizes a person can choose.
pub const SIZES: [i64; 4] = [25, 50, 100, 200];

/// The values of the filters that have a list of them.
const KNOWN: [(&str, &[&str]); 3] = [
    ("license", &["licensed", "unlicensed", "unlicensed-mail", "over-assigned", "twice"]),
    ("signin", &["allowed", "blocked", "never"]),
    ("pool", &["central", "self-service"]),
];

/// What the address asks of the list. A value that makes no sense narrows to nobody rather than to everybody.
#[must_use]
pub fn filter(app: &App, asked: &Fields) -> UserFilter {
    let twice = asked.text("license") == "twice";
    let known = KNOWN.iter().all(|(name, values)| asked.some(name).is_none_or(|it| values.contains(&it)));
    let nobody = (twice || !known).then_some(cupo_domain::ids::ProductId(-1));
    let product = asked.some("product").map(|text| {
        let known = Guid::parse_str(text).ok();
        let catalogue = app.store().catalogue();
        known
            .and_then(|g| catalogue.product_by_guid(g).map(|p| p.id))
            .unwrap_or(cupo_domain::ids::ProductId(-1))
    });
    let product = product.filter(|_| known).or(nobody);
    let never = asked.text("signin") == "never";
    UserFilter {
        deleted: false,
        search: asked.some("q").map(fold),
        product,
        self_service: match asked.text("pool") {
            "self-service" => Some(true),
            "central" => Some(false),
            _ => None,
        },
        licensed: match asked.text("license") {
            "licensed" => Some(true),
            "unlicensed" | "unlicensed-mail" => Some(false),
            _ => None,
        },
        location: asked.some("location").map(|l| if l == "none" { String::new() } else { l.to_owned() }),
        department: asked.some("department").map(ToOwned::to_owned),
        enabled: match asked.text("signin") {
            "allowed" | "never" => Some(true),
            "blocked" => Some(false),
            _ => None,
        },
        mail_waits: (asked.text("license") == "unlicensed-mail").then_some(true),
        over_assigned: (asked.text("license") == "over-assigned").then_some(true),
        never_signed_in: never.then_some(true),
        twice: product.filter(|_| twice).map(|it| app.held_twice(it).unwrap_or_default()),
        selected: None,
    }
}

/// The parts of an address that ask for a filter. What no address can ask is left out.
#[must_use]
pub fn parts(names: &Names<'_>, filter: &UserFilter) -> Vec<(&'static str, String)> {
    let license = match (filter.licensed, filter.mail_waits, filter.over_assigned) {
        (Some(false), Some(true), _) => "unlicensed-mail",
        (Some(true), ..) => "licensed",
        (Some(false), ..) => "unlicensed",
        (None, ..) if filter.twice.is_some() => "twice",
        (None, _, Some(true)) => "over-assigned",
        _ => "",
    };
    let location = filter.location.clone().map(|code| if code.is_empty() { "none".to_owned() } else { code });
    [
        ("q", filter.search.clone()),
        ("product", filter.product.map(|product| names.guid(product).to_string())),
        ("license", Some(license).filter(|it| !it.is_empty()).map(ToOwned::to_owned)),
        ("location", location),
        ("department", filter.department.clone()),
        ("signin", sign_in(filter).map(ToOwned::to_owned)),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

fn sign_in(filter: &UserFilter) -> Option<&'static str> {
    match (filter.enabled?, filter.never_signed_in) {
        (true, Some(true)) => Some("never"),
        (true, _) => Some("allowed"),
        (false, _) => Some("blocked"),
    }
}

/// Whether anything narrows the list.
#[must_use]
pub fn is_narrow(asked: &Fields) -> bool {
    FILTERS.iter().any(|name| asked.some(name).is_some())
}

/// The order that the address asks.
#[must_use]
pub fn sort(asked: &Fields) -> (UserSort, bool) {
    let sort = if asked.text("sort") == "signin" { UserSort::SignIn } else { UserSort::Name };
    (sort, asked.text("dir") == "desc")
}

/// Users per page.
#[must_use]
pub fn size(asked: &Fields) -> i64 {
    asked.text("size").parse().ok().filter(|n| SIZES.contains(n)).unwrap_or(SIZE)
}

/// The place in the list; a user that is gone begins it anew.
#[must_use]
pub fn position(asked: &Fields, find: impl Fn(Guid) -> Option<UserId>) -> Position {
    let user = |name: &str| asked.some(name).and_then(|text| Guid::parse_str(text).ok()).and_then(&find);
    if asked.text("page") == "last" {
        Position::Last
    } else if let Some(after) = user("after") {
        Position::After(after)
    } else if let Some(before) = user("before") {
        Position::Before(before)
    } else {
        Position::First
    }
}
