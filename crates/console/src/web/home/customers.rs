//! The partner's customers: searched, sorted, paged, each with its seats.

use axum::response::Response;
use cupo_app::store::overview::{CustomerLine, CustomerQuery, CustomerSort};
use cupo_app::text::fold;
use cupo_domain::access::partner_permit;

use crate::pages::{CustomerRow, CustomersPage};
use crate::texts::Texts;
use crate::view::{Chip, Frame, Link, Pager, Place, SearchBox, SeatBar, Sort, SortState};
use crate::web::address::Address;
use crate::web::frame::general;
use crate::web::posted::{Asked, Fields};
use crate::web::render::page;
use crate::web::trouble::Trouble;
use crate::web::visit::Signed;

/// Customers on a page.
const SIZE: i64 = 50;

/// The page.
pub(super) async fn show(signed: Signed, Asked(asked): Asked) -> Result<Response, Trouble> {
    let t = signed.t();
    let permit = partner_permit(&signed.who.caller)?;
    let store = signed.visit.hall.app.store();
    let wanted: i64 = asked.text("page").parse().unwrap_or(1).clamp(1, i64::MAX / SIZE);
    let mut list = query(&asked, wanted);
    let (mut lines, total) = store.partner_customers(&permit, &list).await?;
    let last = ((total + SIZE - 1) / SIZE).max(1);
    let here = wanted.min(last);
    if here != wanted {
        list.skip = (here - 1) * SIZE;
        lines = store.partner_customers(&permit, &list).await?.0;
    }
    let address = Address::of("/customers", &asked, &["q", "sort", "dir"]);
    let frame = general(&signed, &t.rail_customers(), Place::Customers).await;
    let q = asked.text("q").to_owned();
    let search = frame.search.map(|it| SearchBox { value: q.clone(), ..it });
    let sort = |key: CustomerSort, name: &str, label: &str| head(&address, &list, key, (name, label));
    page(CustomersPage {
        may_create: cupo_domain::access::may_create_customers(&signed.who.caller).is_ok(),
        t,
        frame: Frame { search, ..frame },
        total,
        chips: chips(&q, &address),
        by_name: sort(CustomerSort::Name, "name", &t.column_customer()),
        by_domain: sort(CustomerSort::Domain, "domain", &t.column_domain()),
        by_users: sort(CustomerSort::Users, "users", &t.column_users()),
        rows: lines.iter().map(|line| row(t, line)).collect(),
        pager: pager(t, &address, (here, last), total),
        empty_link: if q.is_empty() {
            Link::default()
        } else {
            Link::new(t.frame_all_customers(), "/customers")
        },
        q,
    })
}

fn query(asked: &Fields, page: i64) -> CustomerQuery {
    CustomerQuery {
        search: fold(asked.text("q")),
        sort: match asked.text("sort") {
            "domain" => CustomerSort::Domain,
            "users" => CustomerSort::Users,
            _ => CustomerSort::Name,
        },
        descending: asked.text("dir") == "desc",
        skip: (page - 1) * SIZE,
        take: SIZE,
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

fn row(t: &Texts, line: &CustomerLine) -> CustomerRow {
    CustomerRow {
        name: line.name.clone(),
        href: format!("/c/{}", line.guid),
        domain: line.domain.clone(),
        relation: if line.delegated { t.relation_delegated() } else { t.relation_reseller() }.into_owned(),
        users: line.users,
        seats: SeatBar {
            total: line.seats.total,
            taken: line.seats.taken,
            reserved: line.seats.reserved,
            expiring: line.seats.expiring,
        },
    }
}

fn pager(t: &Texts, address: &Address, (here, last): (i64, i64), total: i64) -> Pager {
    let to = |page: i64| address.with("page", &page.to_string()).href();
    let (from, until) = ((here - 1) * SIZE + 1, (here * SIZE).min(total));
    Pager {
        first: (here > 1).then(|| to(1)),
        previous: (here > 1).then(|| to(here - 1)),
        next: (here < last).then(|| to(here + 1)),
        last: (here < last).then(|| to(last)),
        range: t.pager_range(from.min(total), until, total),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn address() -> Address {
        Address::of("/customers", &Fields::default(), &[])
    }

    #[test]
    fn the_middle_page_leads_everywhere() {
        let pager = pager(Texts::get(Lang::En), &address(), (2, 3), 120);
        assert_eq!(pager.range, "51–100 of 120");
        assert_eq!(pager.previous.as_deref(), Some("/customers?page=1"));
        assert_eq!(pager.last.as_deref(), Some("/customers?page=3"));
    }

    #[test]
    fn no_customers_are_page_one_of_one() {
        let pager = pager(Texts::get(Lang::En), &address(), (1, 1), 0);
        assert_eq!(pager.range, "0–0 of 0");
        assert!(pager.first.is_none() && pager.next.is_none());
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
