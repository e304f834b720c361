//! What surrounds a page, for a visitor at a place.

use cupo_app::store::organisations::Organisation;
use cupo_domain::access::{Action, Role};
use jiff::tz::TimeZone;

use crate::format::When;
use crate::texts::Texts;
use crate::view::{Account, CustomerBadge, Flash, FlashKind, Frame, Link, Place, Rail, RailFor, SearchBox};
use crate::web::posted::Fields;
use crate::web::visit::{At, Signed, Visit};

/// The frame of a page for nobody in particular.
#[must_use]
pub fn outside(visit: &Visit, title: &str) -> Frame {
    Frame {
        title: title.to_owned(),
        csrf: visit.who.as_ref().map(|w| w.csrf.clone()).unwrap_or_default(),
        here: visit.here.clone(),
        typed: visit.typed.as_ref().map(|typed| typed.hidden()).unwrap_or_default(),
        ..Frame::default()
    }
}

/// Whether a visitor works for a partner.
#[must_use]
pub fn is_agent(signed: &Signed) -> bool {
    let agents = [Role::AdminAgent, Role::SalesAgent, Role::HelpdeskAgent];
    agents.iter().any(|role| signed.who.caller.roles.contains(role))
}

/// The frame of a page outside any customer.
pub async fn general(signed: &Signed, title: &str, place: Place) -> Frame {
    let t = signed.t();
    let own = signed.visit.hall.app.store().organisation_by_id(signed.who.home).await.ok().flatten();
    // A customer's own people always see their own organisation's places.
    let customer = own.as_ref().filter(|_| !is_agent(signed));
    let reader = reader(signed, customer);
    let rail = Rail::new(t, &reader, place);
    let places: usize = rail.groups.iter().map(|group| group.items.len()).sum();
    Frame {
        // With one place alone there is nothing to choose.
        rail: if places > 1 { rail } else { Rail::default() },
        account: Some(account(signed, own.as_ref())),
        search: search(t, signed, customer),
        ..outside(&signed.visit, title)
    }
}

/// The frame of a page of a customer; `crumbs` are the pages between the customer and this one.
pub async fn of_customer(
    signed: &Signed,
    customer: &Organisation,
    (title, place): (&str, Place),
    crumbs: Vec<Link>,
) -> Frame {
    let t = signed.t();
    let own = signed.visit.hall.app.store().organisation_by_id(signed.who.home).await.ok().flatten();
    let agent = is_agent(signed);
    let mut path = Vec::new();
    if agent {
        path.push(Link::new(t.rail_customers(), "/customers"));
        path.push(Link::new(&customer.name, format!("/c/{}", customer.guid)));
    }
    path.extend(crumbs);
    path.push(Link::new(title, ""));
    Frame {
        rail: Rail::new(t, &reader(signed, Some(customer)), place),
        account: Some(account(signed, own.as_ref())),
        crumbs: path,
        customer: Some(CustomerBadge {
            name: customer.name.clone(),
            domain: customer.domain.clone(),
            // Who administers nothing there has no such page.
            href: match signed.may(Action::View, customer) || agent {
                true => format!("/c/{}", customer.guid),
                false => "/".to_owned(),
            },
            others: others(signed, customer).await,
        }),
        search: search(t, signed, Some(customer)),
        ..outside(&signed.visit, title)
    }
}

/// The pages above one of a user: the list of users, and the user's own.
pub(crate) fn crumbs_of_user(signed: &Signed, at: &At, (name, panel): (&str, &str)) -> Vec<Link> {
    let t = signed.t();
    let users = if is_agent(signed) { t.rail_users_and_licenses() } else { t.rail_active_users() };
    vec![Link::new(users, format!("/c/{}/users", at.organisation.guid)), Link::new(name, panel)]
}

/// The first of the partner's other customers, with the same page.
async fn others(signed: &Signed, customer: &Organisation) -> Vec<Link> {
    const SWITCH_MAX: i64 = 20;
    let Ok(permit) = cupo_domain::access::partner_permit(&signed.who.caller) else { return Vec::new() };
    let Ok((rows, _)) = signed.visit.hall.app.store().first_customers(&permit, "", SWITCH_MAX).await else {
        return Vec::new();
    };
    let prefix = format!("/c/{}", customer.guid);
    let page = signed.visit.here.split('?').next().unwrap_or("");
    let page = page.strip_prefix(&prefix).unwrap_or("");
    // Pages of one user or operation exist at one customer only; their list is the same page elsewhere.
    let page = match page.split('/').nth(1) {
        // Licenses of a selection have no page without one.
        Some("licenses") => "/users".to_owned(),
        // What was held is of one user or product, and what a change would do of that change.
        Some("history" | "changes") => String::new(),
        Some(first) => format!("/{first}"),
        None => String::new(),
    };
    rows.into_iter()
        .filter(|row| row.id != customer.id)
        .map(|row| Link::new(row.name, format!("/c/{}{page}", row.guid)))
        .collect()
}

fn reader(signed: &Signed, customer: Option<&Organisation>) -> RailFor {
    let may = |action| customer.is_some_and(|c| signed.may(action, c));
    let operator = signed.who.caller.roles.contains(&Role::Operator);
    RailFor {
        partner: is_agent(signed),
        customer: customer.map(|c| c.guid.to_string()),
        view: may(Action::View),
        subscriptions: may(Action::ViewSubscriptions),
        audit: may(Action::ViewAudit),
        settings: may(Action::ViewSettings),
        catalogue: operator || signed.who.caller.roles.contains(&Role::AdminAgent),
        mail: signed.visit.hall.demo.is_some() && is_agent(signed),
        time: crate::web::home::time::may(signed),
        own: !is_agent(signed) && may(Action::ServeSelf),
    }
}

fn account(signed: &Signed, own: Option<&Organisation>) -> Account {
    let t = signed.t();
    Account {
        name: signed.who.display_name.clone(),
        sign_in: signed.who.sign_in.clone(),
        role: role_names(t, &signed.who.caller.roles),
        organisation: own.map(|o| o.name.clone()).unwrap_or_default(),
    }
}

/// The roles that say something, in words.
#[must_use]
pub fn role_names(t: &Texts, roles: &std::collections::BTreeSet<Role>) -> String {
    let names: Vec<String> =
        roles.iter().filter(|r| **r != Role::User || roles.len() == 1).map(|r| role_name(t, *r)).collect();
    names.join(", ")
}

/// A role in words.
#[must_use]
pub fn role_name(t: &Texts, role: Role) -> String {
    match role {
        Role::Operator => t.role_operator(),
        Role::AdminAgent => t.role_admin_agent(),
        Role::SalesAgent => t.role_sales_agent(),
        Role::HelpdeskAgent => t.role_helpdesk_agent(),
        Role::GlobalAdmin => t.role_global_admin(),
        Role::LicenseAdmin => t.role_license_admin(),
        Role::UserAdmin => t.role_user_admin(),
        Role::BillingAdmin => t.role_billing_admin(),
        Role::BillingAccountOwner => t.role_billing_account_owner(),
        Role::BillingAccountContributor => t.role_billing_account_contributor(),
        Role::BillingAccountReader => t.role_billing_account_reader(),
        Role::BillingProfileOwner => t.role_billing_profile_owner(),
        Role::BillingProfileContributor => t.role_billing_profile_contributor(),
        Role::GlobalReader => t.role_global_reader(),
        Role::GroupsAdmin => t.role_groups_admin(),
        Role::ServiceSupportAdmin => t.role_service_support_admin(),
        Role::HelpdeskAdmin => t.role_helpdesk_admin(),
        Role::DirectoryReader => t.role_directory_reader(),
        Role::GuestInviter => t.role_guest_inviter(),
        Role::MessageCenterReader => t.role_message_center_reader(),
        Role::ReportsReader => t.role_reports_reader(),
        Role::ExchangeAdmin => t.role_exchange_admin(),
        Role::SharePointAdmin => t.role_sharepoint_admin(),
        Role::User => t.role_user(),
    }
    .into_owned()
}

fn search(t: &Texts, signed: &Signed, customer: Option<&Organisation>) -> Option<SearchBox> {
    let seen = customer.filter(|c| signed.may(Action::View, c));
    let (action, hint) = match seen {
        Some(customer) => (format!("/c/{}/search", customer.guid), t.search_all()),
        None if is_agent(signed) => ("/search".to_owned(), t.search_outside()),
        None => return None,
    };
    Some(SearchBox { action, value: String::new(), hint: hint.into_owned() })
}

/// The message that an address carries: `did` is a key, never text.
#[must_use]
pub fn flash(t: &Texts, asked: &Fields) -> Option<Flash> {
    let did = asked.some("did")?;
    let kind = if did == "nobody" { FlashKind::Refused } else { FlashKind::Done };
    let text = match did {
        "nobody" => t.did_nobody(),
        "password" => t.did_password(),
        "saved" => t.did_saved(),
        "nothing" => t.did_nothing(),
        "bought" => t.did_bought(),
        "cleared" => t.did_cleared(),
        "calendar-ended" => t.risk_calendar_ended(),
        "imported" => t.did_imported(),
        "undone" => t.did_undone(),
        "own-bought" => t.did_own_bought(),
        "own-changed" => t.did_own_changed(),
        "own-ended" => t.did_own_ended(),
        "own-asked" => t.did_own_asked(),
        "location" => t.did_location(),
        _ => return None,
    };
    Some(Flash { kind, text: text.into_owned(), action: None })
}

/// The time zone of a customer's pages; UTC where the name is unknown.
#[must_use]
pub fn zone(customer: &Organisation) -> TimeZone {
    TimeZone::get(&customer.time_zone).unwrap_or(TimeZone::UTC)
}

/// An instant of a customer in words.
#[must_use]
pub fn when(signed: &Signed, customer: &Organisation, micros: i64) -> When {
    When::new(signed.t(), &zone(customer), micros, signed.visit.hall.app.now().0)
}
