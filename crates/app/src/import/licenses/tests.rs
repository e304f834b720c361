//! Tests of files of licenses: headings, names of products and plans, and every finding by line and column.

use std::collections::BTreeSet;

use cupo_domain::catalogue::{Catalogue, LicenseGroup, Product, ServicePlan, Target, Workload};
use cupo_domain::command::{LicenseEdit, PlanEdit};
use cupo_domain::ids::{Guid, PlanId, PoolId, ProductId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::seats::{Pool, PoolKind, Units};
use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;

use super::*;
use crate::import::cells::heading::HeadingLanguage;

fn guid(number: u128) -> Guid {
    Guid::parse_str(&format!("{number:032x}")).expect("a GUID")
}

fn plan(id: i64, name: &str, friendly: &str, target: Target) -> ServicePlan {
    ServicePlan {
        id: PlanId(id),
        guid: guid(100 + id as u128),
        name: name.to_owned(),
        friendly_en: friendly.to_owned(),
        friendly_es: format!("{friendly} (es)"),
        target,
        workload: Workload::None,
        denied: BTreeSet::new(),
    }
}

fn product(id: i64, part: &str, name: &str, plans: &[i64], target: Target) -> Product {
    Product {
        id: ProductId(id),
        guid: guid(id as u128),
        part_number: part.to_owned(),
        name_en: name.to_owned(),
        name_es: format!("{name} en español"),
        target,
        license_group: LicenseGroup::Group1,
        plans: plans.iter().map(|p| PlanId(*p)).collect(),
        seats_min: None,
        seats_max: None,
        end_of_sale: false,
        denied: BTreeSet::new(),
        clouds: [cupo_domain::cloud::Cloud::Worldwide].into(),
        offer: Default::default(),
    }
}

/// MAIL and TOP are owned; two of the name Twin with part number TWIN are; SOLD is not; ORG is for the organisation.
fn names() -> Arc<Names> {
    let plans = vec![
        plan(1, "MAIL_S", "Mail, small", Target::User),
        plan(2, "CHAT", "Chat", Target::User),
        plan(3, "CORE", "Core", Target::Company),
        plan(4, "CHAT", "Chat for more", Target::User),
    ];
    let products = vec![
        product(1, "MAIL", "Correo Único", &[1, 3], Target::User),
        product(2, "TOP", "Top", &[1, 2, 4], Target::User),
        product(3, "TWIN", "Twin", &[1], Target::User),
        product(4, "TWIN", "Twin", &[2], Target::User),
        product(5, "SOLD", "Sold elsewhere", &[2], Target::User),
        product(6, "ORG", "Organisation", &[3], Target::Company),
        product(7, "MAIL", "Mail of others", &[1], Target::User),
    ];
    let pool = |id: i64| Pool {
        id: PoolId(id),
        product: ProductId(id),
        kind: PoolKind::Central,
        units: Units { enabled: 9, warning: 0, suspended: 0, locked_out: 0 },
        consumed: 0,
        reserved: 0,
    };
    let pools: Vec<Pool> = [1, 2, 3, 4, 6].map(pool).into();
    Arc::new(Names::new(Arc::new(Catalogue::new(1, products, plans, vec![])), &pools))
}

fn rows_of(mode: FileMode, bytes: &[u8]) -> Vec<Row> {
    let rows = LicenseRows::open(bytes, mode, names()).expect("the heading line is sound");
    rows.map(|row| row.expect("memory can be read")).collect()
}

fn rows(mode: FileMode, lines: &[&str]) -> Vec<Row> {
    rows_of(mode, format!("User,Product,Plans off\n{}\n", lines.join("\n")).as_bytes())
}

/// Line and `code@Column` of each finding.
fn told(rows: &[Row]) -> Vec<String> {
    let tell = |row: &Row, it: &Finding| {
        let column = it.column.map_or(String::new(), |c| format!("@{}", c.heading(HeadingLanguage::English)));
        format!("{} {}{column}", row.line, it.what.code())
    };
    rows.iter().flat_map(|row| row.findings.iter().map(move |it| tell(row, it))).collect()
}

/// What is asked: the edit in short.
fn asked(row: &Row) -> String {
    match &row.ask {
        None => "-".to_owned(),
        Some(Ask::Nothing) => "nothing".to_owned(),
        Some(Ask::Edit(edit)) => {
            let license = match edit.license {
                LicenseEdit::Keep => "keep",
                LicenseEdit::Give => "give",
                LicenseEdit::Take => "take",
            };
            let plans = match &edit.plans {
                PlanEdit::Exactly { off } => format!(" off [{}]", off.encode()),
                PlanEdit::Adjust { .. } => String::new(),
            };
            format!("{license} {}{plans}", edit.product)
        }
    }
}

#[test]
fn products_are_named_by_part_number_guid_or_name_in_either_language() {
    let found = rows(
        FileMode::Assign,
        &[
            "ana@x.example,MAIL,",
            "ana@x.example,mail,",
            "ana@x.example,correo unico,",
            "ana@x.example,Correo Único en español,",
            &format!("ana@x.example,{},", guid(1)),
            &format!("ana@x.example,{{{}}},", guid(4)),
        ],
    );
    assert_eq!(told(&found), [""; 0]);
    let all: Vec<String> = found.iter().map(asked).collect();
    assert_eq!(
        all,
        [
            "give 1 off []",
            "give 1 off []",
            "give 1 off []",
            "give 1 off []",
            "give 1 off []",
            "give 4 off []"
        ]
    );
}

#[test]
fn plans_are_named_by_name_id_or_name_for_people_and_several_stand_in_one_cell() {
    let found = rows(
        FileMode::Replace,
        &[
            "ana@x.example,TOP,CHAT",
            "ana@x.example,TOP,\"MAIL_S; chat\"",
            "ana@x.example,TOP,\"Mail, small | chat for more\"",
            "ana@x.example,TOP,\"MAIL_S,CHAT\"",
            &format!("ana@x.example,TOP,{}", guid(104)),
        ],
    );
    assert_eq!(told(&found), [""; 0]);
    let all: Vec<String> = found.iter().map(asked).collect();
    assert_eq!(
        all,
        ["give 2 off [2]", "give 2 off [1,2]", "give 2 off [1,4]", "give 2 off [1,2]", "give 2 off [4]"]
    );
}

#[test]
fn every_fault_is_told_by_line_and_column() {
    let found = rows(
        FileMode::Assign,
        &[
            ",MAIL,",
            "ana@x.example,,",
            "ana@x.example,,CHAT",
            "ana@x.example,Nothing,",
            "ana@x.example,Twin,",
            "ana@x.example,SOLD,",
            "ana@x.example,ORG,",
            "ana@x.example,MAIL,CHAT",
            "ana@x.example,MAIL,CORE",
            "ana@x.example,TOP,\"No; Nor this\"",
            "ana@x.example;MAIL;",
            "ana@x.example,MAIL",
            "",
            "User,Product,Plans off",
        ],
    );
    assert_eq!(
        told(&found),
        [
            "2 lic-no-user@User",
            "3 lic-no-product@Product",
            "4 lic-plans-alone@Plans off",
            "4 lic-no-product@Product",
            "5 lic-product-unknown@Product",
            "6 lic-product-ambiguous@Product",
            "7 lic-product-not-owned@Product",
            "8 lic-product-company@Product",
            "9 lic-plan-unknown@Plans off",
            "10 lic-plan-company@Plans off",
            "11 lic-plan-unknown@Plans off",
            "11 lic-plan-unknown@Plans off",
            "12 other-delimiter",
            "13 cells-few",
            "14 empty-line",
            "15 heading-again",
        ]
    );
    assert!(found.iter().all(|row| row.ask.is_none()), "no faulty row asks for anything");
    assert_eq!(found[4].user.as_deref(), Some("ana@x.example"), "whom a faulty row is about is known");
}

#[test]
fn taking_away_ignores_plans_with_a_warning() {
    let found = rows(FileMode::Revoke, &["Ana@X.example,MAIL,MAIL_S"]);
    assert_eq!(told(&found), ["2 lic-plans-ignored@Plans off"]);
    assert_eq!((asked(&found[0]).as_str(), found[0].verdict), ("take 1", Verdict::Warn));
    assert_eq!(found[0].user.as_deref(), Some("ana@x.example"));
}

#[test]
fn without_the_column_of_plans_nothing_is_said_of_plans() {
    let found = rows_of(FileMode::Replace, b"usuario;producto\nana@x.example;MAIL\neva@x.example;\n");
    assert_eq!(told(&found), [""; 0]);
    assert_eq!((asked(&found[0]).as_str(), asked(&found[1]).as_str()), ("give 1", "nothing"));
}

#[test]
fn a_license_that_waits_for_a_seat_is_left_as_it_is() {
    for word in ["waiting for a seat", "En espera de un puesto"] {
        let file = format!("User,Product,Plans off,State\nana@x.example,MAIL,,{word}\n");
        assert_eq!(asked(&rows_of(FileMode::Replace, file.as_bytes())[0]), "keep 1");
    }
    let found = rows_of(FileMode::Replace, b"User,Product,State\nana@x.example,MAIL,perhaps\n");
    assert_eq!(told(&found), ["2 lic-state-unknown@State"]);
}

#[test]
fn headings_of_both_languages_any_order_and_windows_letters_are_read() {
    let text = "Planes desactivados;Nombre para mostrar;Producto;Usuario\r\nCHAT;Íñigo Núñez;TOP;inigo@x.example\r\n";
    for bytes in [text.as_bytes().to_vec(), WINDOWS_1252.encode(text).0.into_owned()] {
        let found = rows_of(FileMode::Replace, &bytes);
        assert_eq!((told(&found), asked(&found[0]).as_str()), (vec![], "give 2 off [2]"));
    }
}

#[test]
fn a_misspelled_heading_is_refused_before_any_row() {
    let error = LicenseRows::open(&b"User,Product,Plans of\na,b,c\n"[..], FileMode::Replace, names()).err();
    assert!(
        matches!(error, Some(FileError::Headings { line: 1, ref problems }) if problems.len() == 1),
        "{error:?}"
    );
    let error = LicenseRows::open(&b"User,Plans off\na,b\n"[..], FileMode::Replace, names()).err();
    assert!(matches!(error, Some(FileError::Headings { .. })), "{error:?}");
}

#[test]
fn the_templates_are_read_by_the_import() {
    for language in [HeadingLanguage::English, HeadingLanguage::Spanish] {
        assert_eq!(rows_of(FileMode::Replace, template_csv(language).as_bytes()), []);
    }
}

#[test]
fn names_that_are_written_are_read_back() {
    let names = names();
    for product in names.catalogue().products().filter(|p| [1, 2, 3, 4].contains(&p.id.0)) {
        let text = names.product_text(product);
        assert_eq!(names.product(&text).expect("its own name").id, product.id, "{text}");
        let user_level: PlanSet = product.plans.iter().filter(|p| p.0 != 3).collect();
        let text = names.plans_text(product, &user_level);
        assert_eq!(names.plans(product, &text), Ok(user_level), "{text}");
    }
}

#[test]
fn modes_come_back_by_their_words() {
    for mode in FileMode::ALL {
        assert_eq!(FileMode::parse(mode.key()), Some(mode));
    }
    assert_eq!(FileMode::parse("other"), None);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_lines_rise(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut file = b"User,Product,Plans off\n".to_vec();
        file.extend(bytes);
        let found = rows_of(FileMode::Replace, &file);
        prop_assert!(found.windows(2).all(|pair| pair[0].line < pair[1].line));
        prop_assert!(found.iter().all(|row| (row.verdict < Verdict::Skip) == row.ask.is_some()));
    }
}
