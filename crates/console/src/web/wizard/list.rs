//! Users and licenses, and Active users: one list in two costumes, with search, filters, sort and pages.

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::import::spreadsheet::guard_formula;
use cupo_app::licenses::in_selection;
use cupo_app::store::users::{Position, UserFilter, UserPage, UserPageFound, UserRow as StoredUser};
use cupo_domain::access::Action;
use cupo_domain::country::Country;
use cupo_domain::ids::{Guid, ProductId, UserId};
use futures::StreamExt;
use std::collections::{BTreeMap, BTreeSet};

use super::{filter, views};
use crate::lang::Lang;
use crate::pages::{SelectionBar, UserRow, UsersPage};
use crate::texts::Texts;
use crate::view::{Chip, Choice, Link, Place, Sort, SortState};
use crate::web::address::{Address, Shown, keyed};
use crate::web::frame::{flash, is_agent, of_customer};
use crate::web::posted::{Asked, Fields};
use crate::web::render::{download, page as render};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// Licenses named in a row before the others are only counted.
const NAMED_MAX: usize = 2;
/// Rows of an export that are read at a time.
const EXPORT_ROWS: i64 = 2_000;

/// The list.
pub async fn page(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let store = signed.visit.hall.app.store();
    let selected = signed.visit.hall.app.selected(&at.permit, signed.owner()).await?;
    let everyone = filter::filter(&signed.visit.hall.app, &asked.0);
    let selected_view = asked.0.text("view") == "selected";
    let mut wanted = everyone.clone();
    if selected_view {
        wanted.selected = Some(Box::new(selected.clone()));
    }
    let (sort, descending) = filter::sort(&asked.0);
    let size = filter::size(&asked.0);
    let position = place(&signed, &at, &asked.0).await?;
    let found = store
        .users(&at.permit, &UserPage { filter: wanted.clone(), sort, descending, position, size })
        .await?;
    let narrow = filter::is_narrow(&asked.0);
    let matching = match narrow {
        true => signed.visit.hall.app.count_users(&at.permit, &everyone).await?,
        false => at.organisation.users_active,
    };
    let chosen = store.count_users(&at.permit, &in_selection(selected.clone())).await?;
    let total = if !selected_view {
        matching
    } else if narrow {
        store.count_users(&at.permit, &wanted).await?
    } else {
        chosen
    };
    let ticked = ticked(&signed, &at, &found).await?;
    let rows = rows(&signed, &at, &found.users, &ticked).await?;
    let page = list_page(&signed, &at, &asked.0, (found, rows, total)).await?;
    let may = signed.may(Action::AssignLicenses, &at.organisation);
    let home = format!("/c/{}", at.organisation.guid);
    let costume = if is_agent(&signed) { "manage" } else { "several" };
    let bar = SelectionBar {
        selected: chosen,
        total: at.organisation.users_active,
        matching,
        partner: is_agent(&signed),
        manage_href: may.then(|| format!("{home}/licenses/{costume}")),
        delete_href: signed
            .may(Action::DeleteUsers, &at.organisation)
            .then(|| format!("{home}/users/delete?selected=1")),
    };
    render(UsersPage { bar, selected_view, total, ..page })
}

async fn place(signed: &Signed, at: &At, asked: &Fields) -> Result<Position, Trouble> {
    let named = ["after", "before"].iter().find_map(|name| Guid::parse_str(asked.text(name)).ok());
    let known = match named {
        Some(guid) => signed.visit.hall.app.store().user_by_guid(&at.permit, guid).await?.map(|u| u.id),
        None => None,
    };
    Ok(filter::position(asked, |_| known))
}

/// Which users of a page are selected.
async fn ticked(signed: &Signed, at: &At, found: &UserPageFound) -> Result<BTreeSet<UserId>, Trouble> {
    let ids: Vec<UserId> = found.users.iter().map(|u| u.id).collect();
    Ok(signed.visit.hall.app.selected_among(&at.permit, signed.owner(), &ids).await?)
}

async fn rows(
    signed: &Signed,
    at: &At,
    users: &[StoredUser],
    ticked: &BTreeSet<UserId>,
) -> Result<Vec<UserRow>, Trouble> {
    let store = signed.visit.hall.app.store();
    let ids: Vec<UserId> = users.iter().map(|u| u.id).collect();
    let mut held: BTreeMap<UserId, Vec<ProductId>> = BTreeMap::new();
    for (user, product) in store.products_of(&at.permit, &ids).await? {
        held.entry(user).or_default().push(product);
    }
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let row = |user: &StoredUser| {
        let mut licenses: Vec<String> =
            held.get(&user.id).map(|l| l.iter().map(|p| names.product(*p)).collect()).unwrap_or_default();
        licenses.sort();
        let more = licenses.len().saturating_sub(NAMED_MAX);
        licenses.truncate(NAMED_MAX);
        UserRow {
            id: user.guid.to_string(),
            name: user.display_name.clone(),
            sign_in: user.sign_in.clone(),
            href: format!("/c/{}/users/{}", at.organisation.guid, user.guid),
            ticked: ticked.contains(&user.id),
            licenses: licenses.join(", "),
            more_licenses: i64::try_from(more).unwrap_or(0),
            location: user.location.as_deref().map(|l| country_name(names.t, l)).unwrap_or_default(),
            department: user.department.clone(),
            blocked: !user.enabled,
        }
    };
    Ok(users.iter().map(row).collect())
}

/// The name of a country code in the reader's language.
pub(crate) fn country_name(t: &Texts, code: &str) -> String {
    match Country::parse(code) {
        Some(country) if t.lang == Lang::Es => country.name_es().to_owned(),
        Some(country) => country.name_en().to_owned(),
        None => code.to_owned(),
    }
}

async fn list_page(
    signed: &Signed,
    at: &At,
    asked: &Fields,
    (found, rows, total): (UserPageFound, Vec<UserRow>, i64),
) -> Result<UsersPage, Trouble> {
    let t = signed.t();
    let home = format!("/c/{}", at.organisation.guid);
    let here = Address::of(format!("{home}/users"), asked, &filter::PARTS);
    let all = Address::of(format!("{home}/users"), &Fields::default(), &[]);
    let agent = is_agent(signed);
    let title = if agent { t.rail_users_and_licenses() } else { t.rail_active_users() };
    let mut frame = of_customer(signed, &at.organisation, (&title, Place::Users), Vec::new()).await;
    frame.flash = flash(t, asked);
    let export = Address::of(format!("{home}/users.csv"), asked, &filter::PARTS);
    let licenses = Address::of(format!("{home}/licenses/export.csv"), asked, &filter::PARTS);
    let (mut by_name, by_sign_in) = sorts(t, asked, &here);
    if is_agent(signed) {
        // The head whose box takes the page (R-PARTNER-2).
        by_name.label = t.column_users().into_owned();
    }
    let chips = chips(signed, asked, &here);
    let filtered = !chips.is_empty() || asked.some("view").is_some();
    Ok(UsersPage {
        t,
        frame,
        partner: agent,
        selected_view: false,
        total,
        selected_href: all.with("view", "selected").href(),
        all_href: all.href(),
        export_href: export.href(),
        licenses_href: licenses.href(),
        license_file_href: signed
            .may(Action::AssignLicenses, &at.organisation)
            .then(|| format!("{home}/licenses/import")),
        add_href: signed.may(Action::EditUsers, &at.organisation).then(|| format!("{home}/users/new")),
        import_href: signed.may(Action::EditUsers, &at.organisation).then(|| format!("{home}/users/import")),
        views: views::menu(signed, at, asked).await?,
        q: asked.text("q").to_owned(),
        filters_open: filter::FILTERS.iter().skip(1).any(|name| asked.some(name).is_some()),
        products: product_choices(signed, at, asked).await?,
        license: license_choices(t, asked),
        locations: location_choices(signed, at, asked).await?,
        departments: department_choices(signed, at, asked).await?,
        sign_in: sign_in_choices(t, asked),
        sizes: filter::SIZES
            .iter()
            .map(|n| Choice::new(n.to_string(), t.number(*n), *n == filter::size(asked)))
            .collect(),
        columns: columns(t, asked),
        chips,
        bar: SelectionBar {
            selected: 0,
            total: 0,
            matching: 0,
            partner: agent,
            manage_href: None,
            delete_href: None,
        },
        selection_action: format!("{home}/selection"),
        page_ticked: !rows.is_empty() && rows.iter().all(|r| r.ticked),
        by_name,
        by_sign_in,
        pager: keyed(t, asked, &here, &shown(&found, filter::size(asked), total)),
        rows,
        empty_link: empty_link(signed, at, &all, filtered),
    })
}

/// The step after an empty list: back to everybody, or to the first users of all.
fn empty_link(signed: &Signed, at: &At, all: &Address, filtered: bool) -> Link {
    let t = signed.t();
    if filtered {
        return Link::new(t.users_show_all(), all.href());
    }
    if signed.may(Action::EditUsers, &at.organisation) {
        return Link::new(t.new_user(), format!("/c/{}/users/new", at.organisation.guid));
    }
    Link::default()
}

/// The columns beside the names. Without a wish all are shown; a wish names those that are (`name` stands for none).
fn columns(t: &Texts, asked: &Fields) -> Vec<Choice> {
    let wished = asked.all("col");
    let shown = |name: &str| wished.is_empty() || wished.iter().any(|w| w == name);
    [
        ("licenses", t.column_licenses()),
        ("location", t.column_location()),
        ("department", t.column_department()),
        ("signin", t.column_sign_in_state()),
    ]
    .into_iter()
    .map(|(name, label)| Choice::new(name, label, shown(name)))
    .collect()
}

fn choices<const N: usize>(chosen: &str, options: [(&str, std::borrow::Cow<'_, str>); N]) -> Vec<Choice> {
    options.into_iter().map(|(value, label)| Choice::new(value, label, value == chosen)).collect()
}

fn sign_in_choices(t: &Texts, asked: &Fields) -> Vec<Choice> {
    let options = [
        ("", t.wiz_any()),
        ("allowed", t.users_allowed()),
        ("blocked", t.users_blocked()),
        ("never", t.users_never_signed_in()),
    ];
    choices(asked.text("signin"), options)
}

fn license_choices(t: &Texts, asked: &Fields) -> Vec<Choice> {
    let options = [
        ("", t.wiz_any()),
        ("licensed", t.wiz_licensed()),
        ("unlicensed", t.wiz_unlicensed()),
        ("unlicensed-mail", t.view_unlicensed_mail()),
        ("over-assigned", t.view_over_assigned()),
        ("twice", t.users_held_twice()),
    ];
    choices(asked.text("license"), options)
}

async fn product_choices(signed: &Signed, at: &At, asked: &Fields) -> Result<Vec<Choice>, Trouble> {
    let store = signed.visit.hall.app.store();
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t: signed.t() };
    let mut list: Vec<Choice> = Vec::new();
    for pool in store.pools(&at.permit).await? {
        let guid = names.guid(pool.product).to_string();
        if !list.iter().any(|c| c.value == guid) {
            let chosen = asked.text("product") == guid;
            list.push(Choice::new(guid, names.product(pool.product), chosen));
        }
    }
    list.sort_by(|a, b| a.label.cmp(&b.label));
    list.insert(0, Choice::new("", signed.t().wiz_any(), asked.text("product").is_empty()));
    Ok(list)
}

async fn location_choices(signed: &Signed, at: &At, asked: &Fields) -> Result<Vec<Choice>, Trouble> {
    let t = signed.t();
    let chosen = asked.text("location");
    let codes = signed.visit.hall.app.store().locations(&at.permit).await?;
    let mut list: Vec<Choice> = codes
        .into_iter()
        .map(|code| Choice::new(code.clone(), country_name(t, &code), chosen == code))
        .collect();
    list.sort_by(|a, b| a.label.cmp(&b.label));
    list.insert(0, Choice::new("none", t.users_no_location(), chosen == "none"));
    list.insert(0, Choice::new("", t.wiz_any(), chosen.is_empty()));
    Ok(list)
}

async fn department_choices(signed: &Signed, at: &At, asked: &Fields) -> Result<Vec<Choice>, Trouble> {
    let chosen = asked.text("department");
    let names = signed.visit.hall.app.store().departments(&at.permit).await?;
    let mut list: Vec<Choice> =
        names.into_iter().map(|name| Choice::new(name.clone(), name.clone(), chosen == name)).collect();
    list.insert(0, Choice::new("", signed.t().wiz_any(), chosen.is_empty()));
    Ok(list)
}

/// A condition of the list in words.
pub(super) fn condition(names: &Names<'_>, name: &str, value: &str) -> String {
    let t = names.t;
    match (name, value) {
        ("q", _) => t.wiz_chip_search(value),
        ("product", _) => {
            let product = Guid::parse_str(value).ok().and_then(|g| names.catalogue.product_by_guid(g));
            t.wiz_chip_product(product.map_or_else(|| value.to_owned(), |p| names.product(p.id)))
        }
        ("license", "licensed") => t.wiz_licensed().into_owned(),
        ("license", "unlicensed-mail") => t.view_unlicensed_mail().into_owned(),
        ("license", "over-assigned") => t.view_over_assigned().into_owned(),
        ("license", "twice") => t.users_held_twice().into_owned(),
        ("license", _) => t.wiz_unlicensed().into_owned(),
        ("location", "none") => t.users_no_location().into_owned(),
        ("location", _) => t.wiz_chip_location(country_name(t, value)),
        ("department", _) => t.wiz_chip_department(value),
        (_, "blocked") => t.wiz_chip_blocked().into_owned(),
        (_, "never") => t.users_never_signed_in().into_owned(),
        _ => t.wiz_chip_allowed().into_owned(),
    }
}

fn chips(signed: &Signed, asked: &Fields, here: &Address) -> Vec<Chip> {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    filter::FILTERS
        .iter()
        .filter_map(|name| asked.some(name).map(|value| (*name, value)))
        .map(|(name, value)| Chip {
            label: condition(&names, name, value),
            remove: here.without(&[name]).href(),
        })
        .collect()
}

fn sorts(t: &Texts, asked: &Fields, here: &Address) -> (Sort, Sort) {
    let (sort, descending) = filter::sort(asked);
    let make = |label: &str, key: &str, current: bool| {
        let turned = current && !descending;
        let state = match (current, descending) {
            (false, _) => SortState::None,
            (true, false) => SortState::Ascending,
            (true, true) => SortState::Descending,
        };
        let address = here.with("sort", key).with("dir", if turned { "desc" } else { "asc" });
        Sort { label: label.to_owned(), href: address.href(), state }
    };
    let by_sign_in = sort == cupo_app::store::users::UserSort::SignIn;
    (make(&t.column_display_name(), "name", !by_sign_in), make(&t.column_user_name(), "signin", by_sign_in))
}

/// What the pager needs to know of a page of users.
pub(crate) fn shown(found: &UserPageFound, size: i64, total: i64) -> Shown {
    Shown {
        first: found.users.first().map(|u| u.guid),
        last: found.users.last().map(|u| u.guid),
        more_before: found.more_before,
        more_after: found.more_after,
        count: i64::try_from(found.users.len()).unwrap_or(0),
        size,
        total,
    }
}

/// The users that an address of the list finds.
pub(crate) async fn wanted_users(signed: &Signed, at: &At, asked: &Fields) -> Result<UserFilter, AppError> {
    let mut wanted = filter::filter(&signed.visit.hall.app, asked);
    if asked.text("view") == "selected" {
        let selected = signed.visit.hall.app.selected(&at.permit, signed.owner()).await?;
        wanted.selected = Some(Box::new(selected));
    }
    Ok(wanted)
}

/// The same list as CSV, read and sent piece by piece.
pub async fn export(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let wanted = wanted_users(&signed, &at, &asked.0).await?;
    let (sort, descending) = filter::sort(&asked.0);
    let t = signed.t();
    let heading = [
        t.column_display_name(),
        t.column_user_name(),
        t.column_licenses(),
        t.column_location(),
        t.column_department(),
        t.column_sign_in_state(),
    ];
    let heading = format!("\u{feff}{}", csv_line(heading.iter().map(AsRef::as_ref)));
    let state = (signed, at, wanted, Some(Position::First), Some(heading));
    let stream = futures::stream::unfold(state, move |(signed, at, wanted, position, heading)| async move {
        let position = position?;
        let page = UserPage { filter: wanted.clone(), sort, descending, position, size: EXPORT_ROWS };
        match export_piece(&signed, &at, &page, heading).await {
            Ok((text, next)) => Some((Ok(Bytes::from(text)), (signed, at, wanted, next, None))),
            Err(error) => {
                tracing::error!(%error, "an export broke off");
                Some((Err(std::io::Error::other("the export broke off")), (signed, at, wanted, None, None)))
            }
        }
    });
    Ok(download("users.csv", "text/csv; charset=utf-8", Body::from_stream(stream.fuse())))
}

async fn export_piece(
    signed: &Signed,
    at: &At,
    page: &UserPage,
    heading: Option<String>,
) -> Result<(String, Option<Position>), AppError> {
    let store = signed.visit.hall.app.store();
    let found = store.users(&at.permit, page).await?;
    let ids: Vec<UserId> = found.users.iter().map(|u| u.id).collect();
    let mut held: BTreeMap<UserId, Vec<ProductId>> = BTreeMap::new();
    for (user, product) in store.products_of(&at.permit, &ids).await? {
        held.entry(user).or_default().push(product);
    }
    let catalogue = store.catalogue();
    let t = signed.t();
    let names = Names { catalogue: &catalogue, t };
    let mut text = heading.unwrap_or_default();
    for user in &found.users {
        let licenses: Vec<String> =
            held.get(&user.id).map(|l| l.iter().map(|p| names.product(*p)).collect()).unwrap_or_default();
        let state = if user.enabled { t.users_allowed() } else { t.users_blocked() };
        text.push_str(&csv_line([
            user.display_name.as_str(),
            user.sign_in.as_str(),
            licenses.join(", ").as_str(),
            user.location.as_deref().unwrap_or(""),
            user.department.as_str(),
            state.as_ref(),
        ]));
    }
    let next = found.users.last().filter(|_| found.more_after).map(|u| Position::After(u.id));
    Ok((text, next))
}

/// One line of a CSV whose cells are no formulas.
pub(crate) fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let quoted = |cell: &str| format!("\"{}\"", guard_formula(cell).replace('"', "\"\""));
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    format!("{}\r\n", cells.join(","))
}
