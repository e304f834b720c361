//! The small dirty list by line, the published one where a folder with it is named, and any bytes at all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::import::catalogue::OddityKind;

const DIRTY: &[u8] = include_bytes!("../../../../tests/fixtures/products-dirty.csv");
/// Names the folder with the published list; without it the tests on it say so and pass.
const SHARED_DATA: &str = "CUPO_SHARED_DATA";

fn dirty() -> OfficialCatalogue {
    read_official(DIRTY).unwrap()
}

/// Places and codes as text: line, column by its number or - for the row, code, the line it is odd with.
fn told(list: &OfficialCatalogue) -> Vec<String> {
    let number =
        |column: Option<Column>| column.map_or("-".to_owned(), |column| (column as u8 + 1).to_string());
    let other = |line: Option<u64>| line.map_or(String::new(), |line| format!(" {line}"));
    let odd = |odd: &Oddity| {
        format!("{} {} {}{}", odd.line, number(odd.column), odd.kind.code(), other(odd.other_line))
    };
    list.oddities.iter().map(odd).collect()
}

#[test]
fn every_oddity_has_its_line_and_column() {
    let expected = [
        "3 2 tab",
        "3 2 outer-blank",
        "3 3 no-break-space",
        "3 3 outer-blank",
        "4 - duplicate-row 2",
        "5 - duplicate-pair 3",
        "6 1 unbalanced-bracket",
        "6 3 guid-case",
        "6 6 letter-case",
        "7 1 unbalanced-bracket",
        "7 6 name-of-other-plan",
        "8 1 no-break-space",
        "8 2 no-break-space",
        "8 2 inner-blank",
        "8 6 cut-off",
        "9 2 inner-blank",
        "9 4 inner-blank",
        "9 4 fused-names",
        "10 2 inner-blank",
        "10 4 unbalanced-bracket",
        "11 1 product-name-shared 2",
        "11 2 part-number-shared 2",
        "11 5 product-and-plan 11",
        "12 1 other-name",
        "13 4 plan-name-shared 3",
        "13 6 double-blank",
        "14 6 name-missing",
        "15 - heading-again",
        "16 - empty-row",
        "18 6 identifier-as-name",
        "19 1 unbalanced-bracket",
        "19 6 other-name",
    ];
    assert_eq!(told(&dirty()), expected);
}

#[test]
fn every_reject_has_its_line_column_and_reason() {
    let list = dirty();
    let column = |column: Option<Column>| column.map_or("row", Column::heading);
    let seen: Vec<_> =
        list.rejects.iter().map(|bad| (bad.line, column(bad.column), bad.reason.code())).collect();
    let expected = [
        (21, "row", "cell-count"),
        (22, "row", "cell-count"),
        (23, "GUID", "bad-guid"),
        (24, "Service_Plan_Id", "bad-guid"),
        (25, "String_Id", "empty"),
        (26, "Service_Plan_Name", "empty"),
        (27, "Service_Plan_Name", "control-character"),
        (28, "Service_Plan_Name", "open-quote"),
        (29, "Service_Plan_Name", "after-quote"),
        (30, "Service_Plans_Included_Friendly_Names", "not-utf-8"),
        (31, "GUID", "bad-guid"),
        (32, "String_Id", "cell-too-long"),
    ];
    assert_eq!(seen, expected);
    assert_eq!(
        list.rows, 28,
        "16 good rows and 12 bad ones; a heading, commas and an empty line are no rows"
    );
}

#[test]
fn names_are_settled_by_the_rules_and_no_pair_is_lost() {
    let list = dirty();
    let products: Vec<_> = list.products.iter().map(|p| (p.part_number.as_str(), p.name.as_str())).collect();
    let expected = [
        ("DESK_ONE", "Desk One"),
        ("DESK_TWO", "Desk Two (UK)"),
        ("DESK THREE", "Desk Three"),
        ("DESK_ONE", "Desk One"),
        ("DESK_FIVE", "Desk Five"),
    ];
    assert_eq!(products, expected);
    let plans: Vec<_> = list.plans.iter().map(|p| (p.name.as_str(), p.friendly.as_str())).collect();
    let expected = [
        ("MAIL_A", "Mail Plan A"),
        ("DRIVE", "Files"),
        ("EXTRA", "Extras"),
        ("SELF", "Self"),
        ("DRIVE", "Files, second"),
        ("NAMELESS", "NAMELESS"),
        ("SITES", "RETIRED - Team sites"),
    ];
    assert_eq!(plans, expected);
    assert_eq!(list.pairs(), 14);
}

#[test]
fn a_file_that_is_another_one_is_refused_with_the_place() {
    let said = |bytes: &[u8]| read_official(bytes).unwrap_err().to_string();
    assert!(said(b"").contains("empty"));
    assert!(said(b"\xef\xbb\xbf").contains("empty"));
    let headings = Column::ALL.map(Column::heading).join(",");
    assert!(said(headings.replace("GUID", "Id").as_bytes()).starts_with("line 1, column 3"));
    assert!(said(headings.replace(',', ";").as_bytes()).starts_with("line 1, column 1"));
    assert!(said(b"\xff\xfeP\0r\0").starts_with("line 1, column 1"));
    assert!(read_official(headings.to_lowercase().as_bytes()).unwrap().products.is_empty());
    let wrong = format!("{headings}\n{}", "a,b\n".repeat(REJECTS_MAX + 1));
    assert!(said(wrong.as_bytes()).contains(&format!("line {}", REJECTS_MAX + 2)));
}

#[test]
fn a_file_without_end_is_refused() {
    let headings = Column::ALL.map(Column::heading).join(",") + "\n";
    let endless = headings.as_bytes().chain(std::io::repeat(b'x'));
    assert!(matches!(read_official(endless), Err(OfficialError::TooLarge(_))));
}

/// The file of the folder with the published list.
fn shared(name: &str) -> Option<Vec<u8>> {
    let Some(folder) = std::env::var_os(SHARED_DATA) else {
        println!("{SHARED_DATA} is not set: the published list was not read");
        return None;
    };
    Some(std::fs::read(PathBuf::from(folder).join(name)).unwrap())
}

/// The rows of a CSV behind its heading.
fn rows_of(bytes: &[u8]) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(bytes).records().map(Result::unwrap).collect()
}

/// The one name that was lost in the middle of the published list and that no rule can bring back.
const LOST: (&str, &str) =
    ("Dynamics 365 P1 Tria for Information Workers", "Dynamics 365 P1 Trial for Information Workers");

#[test]
fn the_published_list_gives_what_the_clean_one_says() {
    let (Some(raw), Some(clean)) = (shared("products-raw.csv"), shared("products.csv")) else { return };
    let list = read_official(raw.as_slice()).unwrap();
    assert_eq!(list.rejects, []);
    assert_eq!((list.rows, list.pairs(), list.products.len(), list.plans.len()), (6002, 5971, 620, 796));
    let plans: BTreeMap<_, _> = list.plans.iter().map(|plan| (plan.id, plan)).collect();
    let mut ours = BTreeSet::new();
    for product in &list.products {
        let name = if product.name == LOST.0 { LOST.1 } else { &product.name };
        for id in &product.plans {
            let plan = plans[id];
            ours.insert(
                [
                    name,
                    &product.part_number,
                    &product.id.to_string(),
                    &plan.name,
                    &id.to_string(),
                    &plan.friendly,
                ]
                .map(str::to_owned),
            );
        }
    }
    let clean: BTreeSet<[String; 6]> =
        rows_of(&clean).iter().map(|row| std::array::from_fn(|cell| row[cell].to_owned())).collect();
    assert_eq!(ours.difference(&clean).collect::<Vec<_>>(), Vec::<&[String; 6]>::new());
    assert_eq!(clean.difference(&ours).collect::<Vec<_>>(), Vec::<&[String; 6]>::new());
}

#[test]
fn every_known_difference_of_the_published_list_is_told() {
    let (Some(raw), Some(changes)) = (shared("products-raw.csv"), shared("products-changes.csv")) else {
        return;
    };
    let list = read_official(raw.as_slice()).unwrap();
    let is_duplicate =
        |odd: &Oddity| matches!(odd.kind, OddityKind::DuplicateRow | OddityKind::DuplicatePair);
    let dropped: BTreeSet<u64> =
        list.oddities.iter().filter(|odd| is_duplicate(odd)).map(|odd| odd.line).collect();
    let told: BTreeSet<(u64, &str)> = list
        .oddities
        .iter()
        .filter(|odd| odd.seen != odd.taken && !dropped.contains(&odd.line))
        .filter_map(|odd| Some((odd.line, odd.column?.heading())))
        .collect();
    let changes = rows_of(&changes);
    let known = |row: &csv::StringRecord| (row[0].parse::<u64>().unwrap(), row[1].to_owned());
    let known: Vec<_> = changes.iter().map(known).collect();
    let (rows, cells): (Vec<_>, Vec<_>) = known.iter().partition(|(_, column)| column == "row");
    assert_eq!(rows.iter().map(|(line, _)| *line).collect::<BTreeSet<_>>(), dropped);
    let cells: BTreeSet<_> = cells.iter().map(|(line, column)| (*line, column.as_str())).collect();
    // The letter that was lost in the middle of a name stands on two rows alike, so nothing tells of it.
    let unseen = [(629, "Product_Display_Name"), (630, "Product_Display_Name")];
    assert_eq!(cells.difference(&told).copied().collect::<Vec<_>>(), unseen);
    assert_eq!(told.difference(&cells).collect::<Vec<_>>(), Vec::<&(u64, &str)>::new());
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for odd in &list.oddities {
        *kinds.entry(odd.kind.code()).or_default() += 1;
    }
    let once = ["fused-names", "part-number-shared", "plan-name-shared", "product-and-plan"];
    assert!(once.iter().all(|code| kinds[code] == 1), "{kinds:?}");
    assert_eq!((kinds["duplicate-row"], kinds["duplicate-pair"], kinds["product-name-shared"]), (16, 15, 15));
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read_official(bytes.as_slice());
    }

    #[test]
    fn any_rows_are_taken_or_rejected_and_never_lost(rows in proptest::collection::vec(row(), 0..30)) {
        let text = format!("{}\n{}", Column::ALL.map(Column::heading).join(","), rows.join("\n"));
        let list = read_official(text.as_bytes()).unwrap();
        let dropped = list.oddities.iter().filter(|odd| odd.kind.code().starts_with("duplicate")).count();
        prop_assert_eq!(list.pairs() + dropped + list.rejects.len(), rows.len());
        prop_assert_eq!(list.rows, rows.len() as u64);
        prop_assert!(list.oddities.is_sorted_by_key(|odd| odd.line));
    }
}

/// Rows of few products and plans under many names, and some that are none.
fn row() -> impl Strategy<Value = String> {
    let good = ("[A-Ca-c (]{0,4}", 0..4_u32, "[XY_ \t]{1,3}", 0..4_u32, "[A-Da-d)\u{a0}]{0,4}");
    let good = good.prop_map(|(name, product, plan_name, plan, friendly)| {
        let guid = |number: u32| format!("0000000{number}-0000-4000-8000-00000000000A");
        format!("{name},P{product},{},{plan_name},{},{friendly}", guid(product), guid(plan))
    });
    prop_oneof![9 => good, 1 => "[a-f\",()]{1,20}x"]
}
