//! The partner's customers: searched, sorted, paged, each with its seats.

use axum::response::Response;
use cupo_app::store::overview::{
    CustomerLine, CustomerPosition, CustomerQuery, CustomerSort, CustomersFound,
};
use cupo_app::text::fold;
use cupo_domain::access::partner_permit;
use cupo_domain::ids::Guid;

use crate::pages::{CustomerRow, CustomersPage};
use crate::texts::Texts;
use crate::view::{Chip, Frame, Link, Place, SearchBox, SeatBar, Sort, SortState};
use crate::web::address::{Address, Shown, keyed};
use crate::web::frame::general;
use crate::web::posted::{Asked, Fields};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;

/// Customers on a page.
const SIZE: i64 = 50;
/// The parts of an address that search and sort.
pub(super) const PARTS: [&str; 3] = ["q", "sort", "dir"];

/// The page.
pub(super) async fn show(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    let t = signed.t();
    let permit = partner_permit(&signed.who.caller)?;
    let store = signed.visit.hall.app.store();
    let mut list = query(&asked);
    let mut found = store.partner_customers(&permit, &list).await?;
    if found.lines.is_empty() && list.position != CustomerPosition::First {
        // Whoever stood there is gone: the list begins anew.
        list.position = CustomerPosition::First;
        found = store.partner_customers(&permit, &list).await?;
    }
    let address = Address::of("/customers", &asked, &PARTS);
    let frame = general(&signed, &t.rail_customers(), Place::Customers).await;
    let q = asked.text("q").to_owned();
    let search = frame.search.map(|it| SearchBox { value: q.clone(), ..it });
    let sort = |key: CustomerSort, name: &str, label: &str| head(&address, &list, key, (name, label));
    page(CustomersPage {
        may_create: cupo_domain::access::may_create_customers(&signed.who.caller).is_ok(),
        t,
        frame: Frame { search, ..frame },
        total: found.total,
        csv_href: Address::of("/customers.csv", &asked, &PARTS).href(),
        chips: chips(&q, &address),
        by_name: sort(CustomerSort::Name, "name", &t.column_customer()),
        by_domain: sort(CustomerSort::Domain, "domain", &t.column_domain()),
        by_users: sort(CustomerSort::Users, "users", &t.column_users()),
        rows: found.lines.iter().map(|line| row(t, line)).collect(),
        pager: keyed(t, &asked, &address, &shown(&found)),
        empty_link: if q.is_empty() {
            Link::default()
        } else {
            Link::new(t.frame_all_customers(), "/customers")
        },
        q,
    })
}

/// What the address asks.
pub(super) fn query(asked: &Fields) -> CustomerQuery {
    let place = |name: &str| Guid::parse_str(asked.text(name)).ok();
    let position = if asked.text("page") == "last" {
        CustomerPosition::Last
    } else if let Some(guid) = place("after") {
        CustomerPosition::After(guid)
    } else if let Some(guid) = place("before") {
        CustomerPosition::Before(guid)
    } else {
        CustomerPosition::First
    };
    CustomerQuery {
        search: fold(asked.text("q")),
        sort: match asked.text("sort") {
            "domain" => CustomerSort::Domain,
            "users" => CustomerSort::Users,
            _ => CustomerSort::Name,
        },
        descending: asked.text("dir") == "desc",
        position,
        take: SIZE,
    }
}

fn shown(found: &CustomersFound) -> Shown {
    Shown {
        first: found.lines.first().map(|line| line.guid),
        last: found.lines.last().map(|line| line.guid),
        more_before: found.more_before,
        more_after: found.more_after,
        count: i64::try_from(found.lines.len()).unwrap_or(0),
        size: SIZE,
        total: found.total,
    }
}

fn chips(q: &str, address: &Address) -> Vec<Chip> {
    if q.is_empty() {
        return Vec::new();
    }
    vec![Chip { label: q.to_owned(), remove: address.without(&["q"]).href() }]
}

/// The head of a column: pressing it sorts by it, pressing it again turns the order.
fn head(address: &Address, list: &CustomerQuery, key: CustomerSort, (name, label): (&str, &str)) -> Sort {
    let state = match (list.sort == key, list.descending) {
        (false, _) => SortState::None,
        (true, false) => SortState::Ascending,
        (true, true) => SortState::Descending,
    };
    let down = state == SortState::Ascending || (state == SortState::None && key == CustomerSort::Users);
    let href = address.with("sort", name).with("dir", if down { "desc" } else { "asc" }).href();
    Sort { label: label.to_owned(), href, state }
}

/// Delegated administration or reseller only, in words.
pub(super) fn relation(t: &Texts, line: &CustomerLine) -> String {
    if line.delegated { t.relation_delegated() } else { t.relation_reseller() }.into_owned()
}

fn row(t: &Texts, line: &CustomerLine) -> CustomerRow {
    CustomerRow {
        name: line.name.clone(),
        href: format!("/c/{}", line.guid),
        domain: line.domain.clone(),
        relation: relation(t, line),
        users: line.users,
        seats: SeatBar {
            total: line.seats.total,
            taken: line.seats.taken,
            reserved: line.seats.reserved,
            expiring: line.seats.expiring,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        Address::of("/customers", &Fields::default(), &[])
    }

    #[test]
    fn pressing_a_head_again_turns_the_order() {
        let list = CustomerQuery::default();
        let name = head(&address(), &list, CustomerSort::Name, ("name", "Name"));
        assert_eq!((name.state, name.href.as_str()), (SortState::Ascending, "/customers?sort=name&dir=desc"));
        let users = head(&address(), &list, CustomerSort::Users, ("users", "Users"));
        assert_eq!((users.state, users.href.as_str()), (SortState::None, "/customers?sort=users&dir=desc"));
    }
}
