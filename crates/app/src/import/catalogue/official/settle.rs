//! Puts the rows together once all are read: one name for each GUID, each pair once, and what is odd between rows.
//! Must never drop a GUID, known or not.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::ids::Guid;

use super::super::names::{Votes, close_bracket, is_sound, lacks_letters, with_lost_letter};
use super::super::oddity::{Oddity, OddityKind};
use super::super::row::{Column, Row, oddity};
use super::{Found, OfficialCatalogue, OfficialPlan, OfficialProduct};

/// The spellings of one product.
#[derive(Default)]
struct ProductVotes {
    name: Votes,
    part_number: Votes,
}

/// The spellings of one plan.
#[derive(Default)]
struct PlanVotes {
    name: Votes,
    friendly: Votes,
}

pub(super) fn settle(found: Found) -> OfficialCatalogue {
    let mut products = product_names(&found.rows);
    let plans = plan_names(&found.rows);
    let mut oddities = found.oddities;
    for row in &found.rows {
        if let Some(product) = products.get_mut(&row.product)
            && let Some(whole) = with_lost_letter(&product.name, row.clean(Column::FriendlyName))
        {
            product.name = whole;
        }
    }
    let rows = first_rows(&found.rows, &mut oddities);
    let friendly_names: BTreeSet<&str> = plans.values().map(|plan| plan.friendly.as_str()).collect();
    for row in &rows {
        if let (Some(product), Some(plan)) = (products.get_mut(&row.product), plans.get(&row.plan)) {
            product.plans.insert(row.plan);
            oddities.extend(names_of(row, product, plan, &friendly_names));
        }
    }
    oddities.extend(shared(&rows, &products, &plans));
    oddities.sort_by_key(|odd| (odd.line, odd.column, odd.kind));
    OfficialCatalogue {
        products: products.into_values().collect(),
        plans: plans.into_values().collect(),
        oddities,
        rejects: found.rejects,
        rows: found.read,
    }
}

/// The first row of each pair; the others are told.
fn first_rows<'a>(rows: &'a [Row], oddities: &mut Vec<Oddity>) -> Vec<&'a Row> {
    let mut first_of: BTreeMap<(Guid, Guid), &Row> = BTreeMap::new();
    let mut kept = Vec::new();
    for row in rows {
        match first_of.get(&(row.product, row.plan)) {
            Some(first) => oddities.push(duplicate(row, first)),
            None => {
                first_of.insert((row.product, row.plan), row);
                kept.push(row);
            }
        }
    }
    kept
}

fn product_names(rows: &[Row]) -> BTreeMap<Guid, OfficialProduct> {
    let mut votes: BTreeMap<Guid, ProductVotes> = BTreeMap::new();
    for row in rows {
        let of = votes.entry(row.product).or_default();
        of.name.add(row.clean(Column::ProductName), row.line);
        of.part_number.add(row.clean(Column::PartNumber), row.line);
    }
    let settled = votes.into_iter().map(|(id, of)| {
        let part_number = of.part_number.most_frequent();
        let name = match close_bracket(of.name.most_frequent()) {
            name if name.is_empty() => part_number.clone(),
            name => name,
        };
        (id, OfficialProduct { id, part_number, name, plans: BTreeSet::new() })
    });
    settled.collect()
}

fn plan_names(rows: &[Row]) -> BTreeMap<Guid, OfficialPlan> {
    let mut votes: BTreeMap<Guid, PlanVotes> = BTreeMap::new();
    for row in rows {
        let of = votes.entry(row.plan).or_default();
        of.name.add(row.clean(Column::PlanName), row.line);
        of.friendly.add(row.clean(Column::FriendlyName), row.line);
    }
    let names: BTreeMap<Guid, String> =
        votes.iter().map(|(id, of)| (*id, of.name.best_identifier())).collect();
    let all: BTreeSet<&str> = names.values().map(String::as_str).collect();
    let settled = votes.iter().map(|(id, of)| {
        let spelled = names.get(id).map_or("", String::as_str);
        let name = own_part(spelled, &all).to_owned();
        (*id, OfficialPlan { id: *id, friendly: of.friendly.best_friendly(&name), name })
    });
    settled.collect()
}

/// Of two identifiers in one cell the second, where the first is another plan's.
fn own_part<'a>(name: &'a str, all: &BTreeSet<&str>) -> &'a str {
    match name.split_once(' ') {
        Some((other, own)) if all.contains(other) => own,
        _ => name,
    }
}

fn duplicate(row: &Row, first: &Row) -> Oddity {
    let kind = if row.same_text(first) { OddityKind::DuplicateRow } else { OddityKind::DuplicatePair };
    let seen = format!("{} / {}", row.clean(Column::PartNumber), row.clean(Column::PlanName));
    Oddity { other_line: Some(first.line), ..oddity(row.line, None, kind, &seen, "") }
}

/// What differs between the names of a row and those that were taken.
fn names_of(
    row: &Row,
    product: &OfficialProduct,
    plan: &OfficialPlan,
    friendly_names: &BTreeSet<&str>,
) -> Vec<Oddity> {
    let other = |seen: &str, taken: &str, usual: OddityKind| {
        if seen.is_empty() {
            OddityKind::NameMissing
        } else if !is_sound(seen) && is_sound(taken) {
            OddityKind::UnbalancedBracket
        } else if seen.to_lowercase() == taken.to_lowercase() {
            OddityKind::LetterCase
        } else if lacks_letters(seen, taken) {
            OddityKind::CutOff
        } else {
            usual
        }
    };
    let friendly_kind = |seen: &str| {
        if seen.eq_ignore_ascii_case(&plan.name) {
            OddityKind::IdentifierAsName
        } else if friendly_names.contains(seen) {
            OddityKind::NameOfOtherPlan
        } else {
            OddityKind::OtherName
        }
    };
    let plan_name = row.clean(Column::PlanName);
    let fused = plan_name.ends_with(&format!(" {}", plan.name));
    let plan_kind = if fused { OddityKind::FusedNames } else { OddityKind::OtherName };
    [
        (Column::ProductName, product.name.as_str(), OddityKind::OtherName),
        (Column::PartNumber, product.part_number.as_str(), OddityKind::OtherPartNumber),
        (Column::PlanName, plan.name.as_str(), plan_kind),
        (Column::FriendlyName, plan.friendly.as_str(), friendly_kind(row.clean(Column::FriendlyName))),
    ]
    .into_iter()
    .filter_map(|(column, taken, usual)| {
        let seen = row.clean(column);
        let kind = match seen == taken {
            true if is_sound(taken) => return None,
            true => OddityKind::UnbalancedBracket,
            false => other(seen, taken, usual),
        };
        Some(oddity(row.line, Some(column), kind, row.raw(column), taken))
    })
    .collect()
}

/// Names and GUIDs that stand for two things. Each is told where the second thing first appears.
fn shared(
    rows: &[&Row],
    products: &BTreeMap<Guid, OfficialProduct>,
    plans: &BTreeMap<Guid, OfficialPlan>,
) -> Vec<Oddity> {
    let part_number = |row: &Row| products.get(&row.product).map(|product| product.part_number.as_str());
    let product_name = |row: &Row| products.get(&row.product).map(|product| product.name.as_str());
    let plan_name = |row: &Row| plans.get(&row.plan).map(|plan| plan.name.as_str());
    let mut found = Vec::new();
    found.extend(doubles(
        rows,
        |row| row.product,
        part_number,
        (Column::PartNumber, OddityKind::PartNumberShared),
    ));
    found.extend(doubles(
        rows,
        |row| row.product,
        product_name,
        (Column::ProductName, OddityKind::ProductNameShared),
    ));
    found.extend(doubles(rows, |row| row.plan, plan_name, (Column::PlanName, OddityKind::PlanNameShared)));
    let mut told = BTreeSet::new();
    for row in rows {
        if products.contains_key(&row.plan) && told.insert(row.plan) {
            let guid = row.plan.to_string();
            let first = rows.iter().find(|other| other.product == row.plan).map(|other| other.line);
            let odd = oddity(row.line, Some(Column::PlanId), OddityKind::ProductAndPlan, &guid, &guid);
            found.push(Oddity { other_line: first, ..odd });
        }
    }
    found
}

fn doubles<'a>(
    rows: &[&Row],
    id: impl Fn(&Row) -> Guid,
    name: impl Fn(&Row) -> Option<&'a str>,
    (column, kind): (Column, OddityKind),
) -> Vec<Oddity> {
    let mut first_of: BTreeMap<&str, (Guid, u64)> = BTreeMap::new();
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for row in rows {
        let Some(name) = name(row) else { continue };
        let (first, line) = *first_of.entry(name).or_insert_with(|| (id(row), row.line));
        if first != id(row) && told.insert(id(row)) {
            let odd = oddity(row.line, Some(column), kind, row.raw(column), name);
            found.push(Oddity { other_line: Some(line), ..odd });
        }
    }
    found
}
