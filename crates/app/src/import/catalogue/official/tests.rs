//! The small dirty list by line, the published one where a folder with it is named, and any bytes at all.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::import::catalogue::OddityKind;

const DIRTY: &[u8] = include_bytes!("../../../../tests/fixtures/products-dirty.csv");
/// Names the folder with the published list; without it the tests on it say so and pass.
const SHARED_DATA: &str = "CUPO_SHARED_DATA";

fn dirty() -> OfficialCatalogue {
    read_official(DIRTY).unwrap()
}

#[test]
fn every_oddity_has_its_line_and_column() {
    let seen: Vec<_> = dirty()
        .oddities
        .iter()
        .map(|odd| (odd.line, odd.column.map_or("", Column::heading), odd.kind.code(), odd.other_line))
        .collect();
    let product = "Product_Display_Name";
    let friendly = "Service_Plans_Included_Friendly_Names";
    let expected = vec![
        (2, friendly, "letter-case", None),
        (3, "String_Id", "tab", None),
        (3, "String_Id", "outer-blank", None),
        (3, "GUID", "no-break-space", None),
        (3, "GUID", "outer-blank", None),
        (4, "", "duplicate-row", Some(2)),
        (5, "", "duplicate-pair", Some(3)),
        (6, product, "unbalanced-bracket", None),
    ];
    let seen_so_far: Vec<_> = seen.iter().filter(|odd| odd.0 <= 6).cloned().collect();
    assert_eq!(seen_so_far, expected);
}

#[test]
fn names_are_settled_by_the_rules() {
    let list = dirty();
    let products: Vec<_> = list.products.iter().map(|p| (p.part_number.as_str(), p.name.as_str())).collect();
    assert_eq!(products, []);
    let plans: Vec<_> = list.plans.iter().map(|p| (p.name.as_str(), p.friendly.as_str())).collect();
    assert_eq!(plans, []);
}

#[test]
fn rejects() {
    let seen: Vec<_> = dirty()
        .rejects
        .iter()
        .map(|bad| (bad.line, bad.column.map_or("", Column::heading), bad.reason.code()))
        .collect();
    assert_eq!(seen, []);
}
