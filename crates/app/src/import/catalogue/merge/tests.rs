//! What a list changes, and that the same list changes nothing a second time.

use cupo_domain::catalogue::{LicenseGroup, Workload};

use super::*;
use crate::import::catalogue::{OfficialCatalogue, bundled, read_official};

fn id(number: u128) -> Guid {
    Guid::from_u128(number)
}

fn list(products: &[(u128, &str, &str, &[u128])], plans: &[(u128, &str, &str)]) -> OfficialCatalogue {
    let product = |(number, part_number, name, plans): &(u128, &str, &str, &[u128])| OfficialProduct {
        id: id(*number),
        part_number: (*part_number).to_owned(),
        name: (*name).to_owned(),
        plans: plans.iter().map(|plan| id(*plan)).collect(),
    };
    let plan = |(number, name, friendly): &(u128, &str, &str)| OfficialPlan {
        id: id(*number),
        name: (*name).to_owned(),
        friendly: (*friendly).to_owned(),
    };
    OfficialCatalogue {
        products: products.iter().map(product).collect(),
        plans: plans.iter().map(plan).collect(),
        ..OfficialCatalogue::default()
    }
}

fn first() -> OfficialCatalogue {
    list(
        &[(1, "DESK", "Desk", &[10, 11]), (2, "MEE_FACULTY", "Blocks", &[12])],
        &[
            (10, "EXCHANGE_S_STANDARD", "Mail"),
            (11, "EXCHANGE_S_FOUNDATION", "Base"),
            (12, "BLOCKS", "Blocks"),
        ],
    )
}

#[test]
fn what_is_new_is_added_with_what_its_identifier_gives_away() {
    let delta = merge(&CatalogueFile::default(), &first());
    assert_eq!((delta.added_products.len(), delta.added_plans.len(), delta.added_pairs.len()), (2, 3, 3));
    let workloads: Vec<_> = delta.added_plans.iter().map(|plan| plan.workload).collect();
    assert_eq!(workloads, [Workload::Mail, Workload::None, Workload::Unknown]);
    let targets: Vec<_> = delta.added_plans.iter().map(|plan| plan.target).collect();
    assert_eq!(targets, [Target::User, Target::Company, Target::User]);
    let groups: Vec<_> = delta.added_products.iter().map(|product| product.license_group).collect();
    assert_eq!(groups, [LicenseGroup::Group1, LicenseGroup::Group2]);
}

#[test]
fn a_second_import_changes_nothing() {
    let known = merge(&CatalogueFile::default(), &first()).applied_to(&CatalogueFile::default());
    let again = merge(&known, &first());
    assert!(again.is_empty(), "{again:?}");
    assert_eq!((again.unchanged_products, again.unchanged_plans, again.unchanged_pairs), (2, 3, 3));
}

#[test]
fn names_and_plans_change_and_nothing_is_taken_away() {
    let known = merge(&CatalogueFile::default(), &first()).applied_to(&CatalogueFile::default());
    let next =
        list(&[(1, "DESK", "Bureau", &[10, 13])], &[(10, "EXCHANGE_S_STANDARD", "Post"), (13, "NEW", "New")]);
    let delta = merge(&known, &next);
    assert_eq!(delta.added_pairs, [(id(1), id(13))]);
    assert_eq!(delta.kept_pairs, [(id(1), id(11))]);
    assert_eq!(delta.changed_products.len(), 1);
    assert_eq!(delta.changed_plans.len(), 1);
    let after = delta.applied_to(&known);
    assert_eq!(after.products.len(), 2);
    let desk = after.products.iter().find(|product| product.id == id(1)).unwrap();
    assert_eq!((desk.name_en.as_str(), desk.name_es.as_str(), desk.plans.len()), ("Bureau", "Bureau", 3));
    assert!(merge(&after, &next).is_empty());
}

#[test]
fn what_the_list_does_not_have_stays() {
    let mut known = merge(&CatalogueFile::default(), &first()).applied_to(&CatalogueFile::default());
    known.products[0].name_es = "Mesa".to_owned();
    known.products[0].seats_max = Some(300);
    known.plans[0].workload = Workload::Search;
    let next = list(&[(1, "DESK", "Bureau", &[10, 11])], &[(10, "EXCHANGE_S_STANDARD", "Post")]);
    let after = merge(&known, &next).applied_to(&known);
    let desk = &after.products[0];
    assert_eq!((desk.name_en.as_str(), desk.name_es.as_str(), desk.seats_max), ("Bureau", "Mesa", Some(300)));
    assert_eq!(after.plans[0].workload, Workload::Search);
}

#[test]
fn a_worse_spelling_of_a_known_name_is_no_change() {
    let known = merge(&CatalogueFile::default(), &first()).applied_to(&CatalogueFile::default());
    let worse = list(
        &[(1, "DESK", "DESK", &[10]), (2, "MEE_FACULTY", "Block", &[12])],
        &[(12, "BLOCKS", "BLOCKS"), (10, "EXCHANGE_S_STANDARD", "exchange_s_standard")],
    );
    assert!(merge(&known, &worse).is_empty());
}

#[test]
fn the_published_list_changes_no_name_of_the_bundled_catalogue_and_a_second_import_nothing() {
    let Some(folder) = std::env::var_os("CUPO_SHARED_DATA") else {
        println!("CUPO_SHARED_DATA is not set: the published list was not read");
        return;
    };
    let raw = std::fs::File::open(std::path::Path::new(&folder).join("products-raw.csv")).unwrap();
    let list = read_official(raw).unwrap();
    let known = bundled().unwrap();
    let delta = merge(&known, &list);
    assert_eq!(delta.changed_products, []);
    assert_eq!(delta.changed_plans, []);
    assert_eq!(delta.kept_pairs, []);
    assert_eq!(delta.added_products.len() + known.products.len(), 620);
    let after = delta.applied_to(&known);
    assert_eq!(after.rules, known.rules);
    let again = merge(&after, &list);
    assert!(again.is_empty());
    assert_eq!((again.unchanged_products, again.unchanged_plans, again.unchanged_pairs), (620, 796, 5971));
}
