//! The rows of Manage licenses: one per product with its box, its plans, who of the selected holds it, what is free
//! before and after, and what will be refused.

use std::collections::{BTreeMap, BTreeSet};

use cupo_app::board::{Board, BoardRow};
use cupo_app::licenses::in_selection;
use cupo_app::licenses::totals::{ReasonTotals, Totals};
use cupo_app::store::subscriptions::SubscriptionRow;
use cupo_app::store::users::{Position, Selected, UserFilter, UserPage};
use cupo_domain::access::Action;
use cupo_domain::decide::quantity::Status;
use cupo_domain::ids::{Guid, PoolId, ProductId};
use cupo_domain::refusal::Repair;
use cupo_domain::seats::Pool;

use super::apart;
use crate::pages::{LicenseChoice, PlanChoice, PlanRow, ProductRow};
use crate::texts::Texts;
use crate::view::{Link, Note, NoteKind, TriBox, TriChoice, TriState, UserChip};
use crate::web::address::Address;
use crate::web::billing::words;
use crate::web::edits::{plan_box, product_box};
use crate::web::posted::Fields;
use crate::web::repairs::{Step, label, label_for_all, step, with_choices};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::who::NamedUsers;
use crate::web::words::{Names, reason_sentence};

/// Holders named in the list behind the Assigned link, and users shown as chips (D-38).
pub const NAMED_MAX: i64 = 50;

/// What is chosen in the form, by the name of the box.
pub type Choices = BTreeMap<String, TriChoice>;

/// Everything rows are made of.
pub struct Table<'a> {
    /// Who reads.
    pub signed: &'a Signed,
    /// At which customer.
    pub at: &'a At,
    /// Who holds what.
    pub board: &'a Board,
    /// What is chosen.
    pub choices: &'a Choices,
    /// What would happen.
    pub totals: Option<&'a Totals>,
    /// To whom.
    pub who: Option<&'a NamedUsers>,
    /// Where the person comes back to after buying.
    pub back: &'a str,
    /// What subscriptions cost.
    pub subscriptions: &'a [SubscriptionRow],
}

impl Table<'_> {
    /// The rows, by product name.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn rows(&self, selected: &Selected) -> Result<Vec<ProductRow>, Trouble> {
        let mut rows = Vec::new();
        let apart = apart::among(self.subscriptions);
        for row in self.board.rows.iter().filter(|r| r.central()) {
            let mut one = self.row(row, selected).await?;
            if apart.contains(&row.pool.product) {
                self.lock(&mut one, row.pool.product);
            }
            rows.push(one);
        }
        let own: BTreeSet<ProductId> =
            self.board.rows.iter().filter(|r| !r.central()).map(|r| r.pool.product).collect();
        for product in own {
            rows.push(self.self_service(product, selected).await?);
        }
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(rows)
    }

    /// What the Licenses page alone gives is shown with the way there.
    fn lock(&self, row: &mut ProductRow, product: ProductId) {
        let (t, store) = (self.signed.t(), self.signed.visit.hall.app.store());
        let catalogue = store.catalogue();
        row.tri.locked = Some(t.wiz_locked_for_good().into_owned());
        row.notes = vec![apart::note(t, self.at, Names { catalogue: &catalogue, t }.guid(product))];
        row.plans.clear();
    }

    /// Seats of self-service purchases have a row of their own and never count among the others. Nobody but who
    /// bought them changes them.
    async fn self_service(&self, product: ProductId, selected: &Selected) -> Result<ProductRow, Trouble> {
        let store = self.signed.visit.hall.app.store();
        let catalogue = store.catalogue();
        let names = Names { catalogue: &catalogue, t: self.signed.t() };
        let (guid, name) = (names.guid(product), names.t.wiz_self_service_row(names.product(product)));
        let pools = || self.board.rows.iter().filter(|r| !r.central() && r.pool.product == product);
        let assigned = store.count_users(&self.at.permit, &holding(product, true, selected)).await?;
        let holders = self.holders((product, true), selected).await?;
        let tri = TriBox {
            locked: Some(names.t.wiz_locked_self_service().into_owned()),
            ..self.tri(&format!("own.{guid}"), &name, assigned)
        };
        Ok(ProductRow {
            id: format!("{guid}-self-service"),
            tri,
            what: what(&catalogue, product),
            available: pools().map(|r| r.pool.available()).sum(),
            after: None,
            reserved: 0,
            buy: None,
            assigned,
            more_holders: assigned - i64::try_from(holders.len()).unwrap_or(0),
            holders,
            holders_href: self.holders_href(guid, "self-service"),
            price: pools().next().map(|row| price(names.t, self.subscriptions, row)).unwrap_or_default(),
            notes: vec![Note {
                kind: NoteKind::Info,
                text: names.t.wiz_locked_self_service().into_owned(),
                who: None,
                repair: None,
            }],
            plans: Vec::new(),
            open: false,
            name,
        })
    }

    /// The list of all selected holders.
    fn holders_href(&self, product: Guid, pool: &str) -> String {
        Address::of(format!("/c/{}/users", self.at.organisation.guid), &Fields::default(), &[])
            .with("view", "selected")
            .with("product", &product.to_string())
            .with("pool", pool)
            .href()
    }

    async fn row(&self, row: &BoardRow, selected: &Selected) -> Result<ProductRow, Trouble> {
        let store = self.signed.visit.hall.app.store();
        let catalogue = store.catalogue();
        let names = Names { catalogue: &catalogue, t: self.signed.t() };
        let product = row.pool.product;
        let guid = names.guid(product);
        let holders =
            if row.holders > 0 { self.holders((product, false), selected).await? } else { Vec::new() };
        let named = i64::try_from(holders.len()).unwrap_or(0);
        let name = names.product(product);
        let tri_name = product_box(guid);
        let change = self.totals.and_then(|t| t.products.iter().find(|p| p.pool == row.pool.id));
        Ok(ProductRow {
            id: guid.to_string(),
            tri: self.tri(&tri_name, &name, row.holders),
            what: what(&catalogue, product),
            available: row.pool.available(),
            after: change.map(|c| c.available_after).filter(|after| *after != row.pool.available()),
            reserved: row.pool.reserved,
            buy: self.buy(row, guid),
            assigned: row.holders,
            holders,
            more_holders: row.holders - named,
            holders_href: self.holders_href(guid, "central"),
            price: price(names.t, self.subscriptions, row),
            notes: self.notes(&names, product),
            plans: self.plans(row, &names),
            open: self.choices.keys().any(|key| key.starts_with(&format!("s.{guid}."))),
            name,
        })
    }

    fn tri(&self, name: &str, label: &str, holders: i64) -> TriBox {
        TriBox {
            name: name.to_owned(),
            label: label.to_owned(),
            state: TriState::of(holders, self.board.users),
            choice: self.choices.get(name).copied().unwrap_or_default(),
            locked: None,
            cleared: false,
            with: None,
            given: false,
        }
    }

    fn plans(&self, row: &BoardRow, names: &Names<'_>) -> Vec<PlanRow> {
        let guid = names.guid(row.pool.product);
        let t = names.t;
        let chosen = self.choices.get(&product_box(guid)).copied();
        let cleared = chosen == Some(TriChoice::Take);
        // Whoever gets a license gets its plans switched on; whoever has it keeps them as they are.
        let new = self.board.users - row.holders;
        let given = new > 0 && chosen == Some(TriChoice::Give);
        let with = |on: i64| (new > 0).then(|| TriState::of(on + new, self.board.users));
        let mut plans: Vec<PlanRow> = row
            .plans
            .iter()
            .filter(|(plan, _)| !names.catalogue.fixed_plans().contains(*plan))
            .filter_map(|(plan, on)| {
                let known = names.catalogue.plan(*plan)?;
                let name = names.plan(*plan);
                let tri = TriBox {
                    cleared,
                    given,
                    with: with(*on),
                    ..self.tri(&plan_box(guid, known.guid), &name, *on)
                };
                let some = *on > 0 && *on < self.board.users;
                Some(PlanRow { tri, name, note: if some { t.plan_some(*on) } else { String::new() } })
            })
            .collect();
        plans.sort_by(|a, b| a.name.cmp(&b.name));
        plans
    }

    async fn holders(
        &self,
        (product, self_service): (ProductId, bool),
        selected: &Selected,
    ) -> Result<Vec<String>, Trouble> {
        let filter = holding(product, self_service, selected);
        let page = UserPage { filter, size: NAMED_MAX, position: Position::First, ..UserPage::default() };
        let found = self.signed.visit.hall.app.store().users(&self.at.permit, &page).await?;
        Ok(found.users.into_iter().map(|u| u.display_name).collect())
    }

    /// Buy more stands where nothing is free, also when all selected hold it (R-PARTNER-8).
    fn buy(&self, row: &BoardRow, guid: Guid) -> Option<String> {
        let may = self.signed.may(Action::ChangeSubscriptions, &self.at.organisation);
        (may && row.pool.available() <= 0).then(|| self.buy_address(guid, missing(self.totals, row.pool.id)))
    }

    fn buy_address(&self, product: Guid, more: i64) -> String {
        buy_address(self.at, product, (more, &with_choices(self.back, self.choices)))
    }

    /// What helps a group of users who would be refused, for everybody who is selected.
    fn repair(&self, names: &Names<'_>, group: &ReasonTotals) -> Option<Link> {
        let may = |action| self.signed.may(action, &self.at.organisation);
        let told = (group.reason.as_ref(), &group.repair);
        let pools: Vec<Pool> = self.board.rows.iter().map(|row| row.pool).collect();
        let helps = step(names, &pools, told, (self.choices, group.count))?;
        let href = match &helps {
            Step::Buy(product, seats) if may(Action::ChangeSubscriptions) => {
                self.buy_address(names.guid(*product), *seats)
            }
            Step::Locate if may(Action::EditLocation) => {
                let path = format!("/c/{}/locations", self.at.organisation.guid);
                let back = with_choices(self.back, self.choices);
                Address::of(path, &Fields::default(), &[]).with("back", &back).href()
            }
            // Boxes that are ticked and not tri-state have no address.
            Step::Change(changed, _) if !self.choices.is_empty() => with_choices(self.back, changed),
            _ => return None,
        };
        let label = match &helps {
            Step::Change(_, given) => label_for_all(names, told, *given),
            _ => label(names, told, (&helps, group.count)),
        };
        Some(Link::new(label, href))
    }

    /// Refusals foreseen for a product, each with its repair.
    fn notes(&self, names: &Names<'_>, product: ProductId) -> Vec<Note> {
        let reasons = self.totals.map_or(&[][..], |totals| totals.reasons.as_slice());
        let note = |group: &ReasonTotals| Note {
            kind: NoteKind::Refusal,
            text: reason_sentence(names, group),
            who: self.who.and_then(|who| who.refused(names, group)),
            repair: self.repair(names, group),
        };
        reasons.iter().filter(|group| group.product == product).map(note).collect()
    }

    /// The products as boxes that are ticked or not, for Assign more and Replace.
    #[must_use]
    pub fn choices(&self, fields: &Fields) -> Vec<LicenseChoice> {
        let catalogue = self.signed.visit.hall.app.store().catalogue();
        let names = Names { catalogue: &catalogue, t: self.signed.t() };
        let apart = apart::among(self.subscriptions);
        let mut list: Vec<LicenseChoice> = self
            .board
            .rows
            .iter()
            .filter(|r| r.central() && !apart.contains(&r.pool.product))
            .map(|row| self.choice(row, &names, fields))
            .collect();
        list.sort_by(|a, b| a.name.cmp(&b.name));
        list
    }

    fn choice(&self, row: &BoardRow, names: &Names<'_>, fields: &Fields) -> LicenseChoice {
        let guid = names.guid(row.pool.product);
        let id = guid.to_string();
        let shown = fields.all("plans").contains(&id);
        let ticked = |plan: &str| fields.all("plan").contains(&format!("{id}:{plan}"));
        let mut plans: Vec<PlanChoice> = row
            .plans
            .iter()
            .filter(|(plan, _)| !names.catalogue.automatic_plans().contains(*plan))
            .filter_map(|(plan, _)| {
                let known = names.catalogue.plan(*plan)?;
                let locked = names.catalogue.company_plans().contains(*plan);
                let plan_id = known.guid.to_string();
                let on = locked || !shown || ticked(&plan_id);
                let name = names.plan(*plan);
                Some(PlanChoice { on, was_off: false, id: plan_id, name, locked, note: String::new() })
            })
            .collect();
        plans.sort_by(|a, b| a.name.cmp(&b.name));
        LicenseChoice {
            groups: Vec::new(),
            checked: fields.all("product").contains(&id),
            was: false,
            locked: String::new(),
            available: self.signed.t().choice_available(row.pool.available().max(0)),
            buy: self.buy(row, guid),
            notes: self.notes(names, row.pool.product),
            plans_on: plans.iter().filter(|p| p.on).count(),
            open: shown && plans.iter().any(|p| !p.on),
            plans,
            name: names.product(row.pool.product),
            id,
        }
    }
}

/// The selected who hold a product through seats of this kind.
fn holding(product: ProductId, self_service: bool, selected: &Selected) -> UserFilter {
    let product = Some(product);
    UserFilter { product, self_service: Some(self_service), ..in_selection(selected.clone()) }
}

/// Where more seats of a product are bought: so many more, and back to the form.
pub(super) fn buy_address(at: &At, product: Guid, (more, back): (i64, &str)) -> String {
    let path = format!("/c/{}/subscriptions/buy", at.organisation.guid);
    let address = Address::of(path, &Fields::default(), &[]).with("product", &product.to_string());
    let address = if more > 0 { address.with("more", &more.to_string()) } else { address };
    address.with("back", back).href()
}

/// Seats that a change lacks.
pub(super) fn missing(totals: Option<&Totals>, pool: PoolId) -> i64 {
    let change = totals.and_then(|t| t.products.iter().find(|p| p.pool == pool));
    change.map_or(0, |change| change.missing_seats)
}

fn what(catalogue: &cupo_domain::catalogue::Catalogue, product: ProductId) -> String {
    catalogue.product(product).map(|p| p.part_number.clone()).unwrap_or_default()
}

/// Refusals foreseen for a product of one user, each with its repair.
pub(super) fn notes(
    names: &Names<'_>,
    totals: Option<&Totals>,
    product: ProductId,
    buy: &Option<String>,
) -> Vec<Note> {
    let reasons = totals.map_or(&[][..], |totals| totals.reasons.as_slice());
    let note = |group: &ReasonTotals| Note {
        kind: NoteKind::Refusal,
        text: reason_sentence(names, group),
        who: None,
        repair: match (&group.repair, buy) {
            (Repair::BuySeats { .. }, Some(href)) => Some(Link::new(names.t.buy_more(), href)),
            _ => None,
        },
    };
    reasons.iter().filter(|group| group.product == product).map(note).collect()
}

/// What a seat costs, from the subscription that is in force.
fn price(t: &Texts, subscriptions: &[SubscriptionRow], row: &BoardRow) -> String {
    let mut own = subscriptions.iter().filter(|s| s.subscription.pool == row.pool.id);
    let active = own.clone().find(|s| s.subscription.status == Status::Active).or_else(|| own.next());
    active.map_or_else(|| t.price_not_set().into_owned(), |subscription| words::price(t, subscription))
}

/// The first users of a selection as chips, sorted (R-PARTNER-6), and how many more there are.
///
/// # Errors
/// When the store cannot answer.
pub async fn chips(
    signed: &Signed,
    at: &At,
    selected: &Selected,
    total: i64,
) -> Result<(Vec<UserChip>, i64), Trouble> {
    let filter = in_selection(selected.clone());
    let page = UserPage { filter, size: NAMED_MAX, position: Position::First, ..UserPage::default() };
    let found = signed.visit.hall.app.store().users(&at.permit, &page).await?;
    let shown = i64::try_from(found.users.len()).unwrap_or(0);
    let chips = found
        .users
        .into_iter()
        .map(|u| UserChip { id: u.guid.to_string(), name: u.display_name, sign_in: u.sign_in })
        .collect();
    Ok((chips, total - shown))
}
