//! The rail: the places of the console in the order of D-36. Shows only what the reader may open; whether the reader
//! may is asked elsewhere.

use crate::texts::Texts;

/// A place that the rail leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Dashboard of a partner, home of a customer.
    Home,
    /// The partner's customers.
    Customers,
    /// What the partner did at its customers.
    Activity,
    /// Overview of one customer.
    Overview,
    /// Users and licenses, Active users.
    Users,
    /// Deleted users.
    DeletedUsers,
    /// Groups that carry licenses.
    Groups,
    /// Data at risk.
    AtRisk,
    /// Licenses.
    Licenses,
    /// Your products.
    Products,
    /// Operations.
    Operations,
    /// Audit.
    Audit,
    /// Roles of the people of a customer.
    Roles,
    /// Settings of a customer.
    Settings,
    /// The catalogue of products.
    Catalogue,
    /// Mail that would be sent.
    Mail,
    /// The clock of a demo.
    Time,
    /// My licenses and apps.
    MyLicenses,
    /// Buying for oneself.
    MyShop,
    /// One's own purchases.
    MyPurchases,
    /// Requests for licenses.
    Requests,
    /// One's own requests.
    MyRequests,
    /// A page that the rail does not lead to.
    Elsewhere,
}

/// One place.
#[derive(Clone, Debug)]
pub struct RailItem {
    /// Its label.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Its shape in the sprite.
    pub icon: &'static str,
    /// Whether it is the page that is open.
    pub current: bool,
}

/// Places that belong together.
#[derive(Clone, Debug)]
pub struct RailGroup {
    /// Heading; empty for none.
    pub label: String,
    /// Its places.
    pub items: Vec<RailItem>,
}

/// All groups.
#[derive(Clone, Debug, Default)]
pub struct Rail {
    /// From top to bottom.
    pub groups: Vec<RailGroup>,
}

/// What decides which places are there.
#[derive(Clone, Debug, Default)]
pub struct RailFor {
    /// A partner reads, not the customer itself.
    pub partner: bool,
    /// GUID of the customer in question.
    pub customer: Option<String>,
    /// Users and licenses may be seen (R-ROLE-17, R-CLOUD-2).
    pub view: bool,
    /// Your products may be seen (R-ROLE-8).
    pub subscriptions: bool,
    /// The audit log may be seen.
    pub audit: bool,
    /// Settings may be changed.
    pub settings: bool,
    /// The installation's catalogue may be changed.
    pub catalogue: bool,
    /// Mail is shown instead of sent (D-39).
    pub mail: bool,
    /// The clock can be moved (D-17).
    pub time: bool,
    /// The reader has own pages.
    pub own: bool,
}

impl Rail {
    /// The rail for a reader, with `current` open.
    #[must_use]
    pub fn new(t: &Texts, reader: &RailFor, current: Place) -> Self {
        let mut groups = Vec::new();
        let item = |place, label: &str, href: String, icon| {
            Some(RailItem { label: label.to_owned(), href, icon, current: place == current })
        };
        let seen = |item: Option<RailItem>| item.filter(|_| reader.view);
        let mut group = |label: &str, items: Vec<Option<RailItem>>| {
            let items: Vec<_> = items.into_iter().flatten().collect();
            if !items.is_empty() {
                groups.push(RailGroup { label: label.to_owned(), items });
            }
        };
        let home = if reader.partner { t.rail_dashboard() } else { t.rail_home() };
        let customers = if reader.partner {
            item(Place::Customers, &t.rail_customers(), "/customers".into(), "customers")
        } else {
            None
        };
        // Who administers nothing starts on the own pages.
        let start = item(Place::Home, &home, "/".into(), "home").filter(|_| reader.view || !reader.own);
        let activity = item(Place::Activity, &t.rail_activity(), "/activity".into(), "audit");
        group("", vec![start, customers, activity.filter(|_| reader.partner)]);
        if let Some(guid) = &reader.customer {
            let at = |page: &str| format!("/c/{guid}{page}");
            let users = if reader.partner { t.rail_users_and_licenses() } else { t.rail_active_users() };
            if reader.partner {
                group("", vec![item(Place::Overview, &t.rail_overview(), at(""), "overview")]);
            }
            group(
                &t.rail_users(),
                vec![
                    seen(item(Place::Users, &users, at("/users"), "users")),
                    seen(item(Place::DeletedUsers, &t.rail_deleted_users(), at("/deleted-users"), "deleted")),
                    seen(item(Place::Groups, &t.rail_groups(), at("/groups"), "customers")),
                    seen(item(Place::Requests, &t.requests_title(), at("/requests"), "operations")),
                ],
            );
            let products = item(Place::Products, &t.rail_your_products(), at("/subscriptions"), "products");
            group(
                &t.rail_billing(),
                vec![
                    seen(item(Place::Licenses, &t.rail_licenses(), at("/products"), "licenses")),
                    products.filter(|_| reader.subscriptions),
                ],
            );
            group("", vec![seen(item(Place::AtRisk, &t.risk_title(), at("/data-at-risk"), "clock"))]);
            let audit = item(Place::Audit, &t.rail_audit(), at("/audit"), "audit");
            let settings = item(Place::Settings, &t.rail_settings(), at("/settings"), "settings");
            let roles = item(Place::Roles, &t.rail_roles(), at("/roles"), "roles");
            group(
                &t.rail_records(),
                vec![
                    seen(item(Place::Operations, &t.rail_operations(), at("/operations"), "operations")),
                    audit.filter(|_| reader.audit),
                    roles.filter(|_| reader.audit),
                    settings.filter(|_| reader.settings),
                ],
            );
        }
        group(&t.rail_mine(), own(t, reader, &item));
        let catalogue = item(Place::Catalogue, &t.rail_catalogue(), "/catalogue".into(), "catalogue");
        let mail = item(Place::Mail, &t.rail_mail(), "/mail".into(), "mail");
        let time = item(Place::Time, &t.rail_time(), "/time".into(), "clock");
        group(
            &t.rail_installation(),
            vec![
                catalogue.filter(|_| reader.catalogue),
                mail.filter(|_| reader.mail),
                time.filter(|_| reader.time),
            ],
        );
        Self { groups }
    }
}

/// The own pages of whoever reads.
fn own(
    t: &Texts,
    reader: &RailFor,
    item: &impl Fn(Place, &str, String, &'static str) -> Option<RailItem>,
) -> Vec<Option<RailItem>> {
    let pages = [
        (Place::MyLicenses, t.my_licenses(), "/my/licenses", "licenses"),
        (Place::MyShop, t.my_shop(), "/my/buy", "products"),
        (Place::MyPurchases, t.my_purchases(), "/my/purchases", "audit"),
        (Place::MyRequests, t.my_requests(), "/my/requests", "operations"),
    ];
    let pages = pages.into_iter().filter(|_| reader.own);
    pages.map(|(place, label, href, icon)| item(place, &label, href.into(), icon)).collect()
}
