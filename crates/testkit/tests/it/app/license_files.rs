//! Licenses from a file and to a file: judged whole, previewed like everything else, and the same again after a round.

use std::fmt::Write as _;
use std::io::Cursor;

use cupo_app::error::AppError;
use cupo_app::import::cells::heading::HeadingLanguage;
use cupo_app::import::licenses::FileMode;
use cupo_app::import_licenses::{
    FileAsking, LicenseFile, LicenseFileError, LicenseFileReport, RowFinding, Withheld,
};
use cupo_app::licenses::{Preview, Receipt};
use cupo_domain::access::Action;
use cupo_domain::ids::UserId;
use cupo_store::users::UserFilter;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{for_users, give, take};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{ADMIN, APPS, FILES_PLAN, MAIL, SEARCH, TOP};
use cupo_testkit::world::{DAY, World};

const ASSIGN: LicenseFile = LicenseFile { mode: FileMode::Assign, others: false, good_rows: false };
const REVOKE: LicenseFile = LicenseFile { mode: FileMode::Revoke, ..ASSIGN };
const REPLACE: LicenseFile = LicenseFile { mode: FileMode::Replace, ..ASSIGN };

async fn judge(
    world: &World,
    file: LicenseFile,
    text: impl Into<Vec<u8>>,
) -> Result<LicenseFileReport, LicenseFileError> {
    let asking = FileAsking { reason: "from a list".to_owned(), channel: "console", owner: ADMIN.0 };
    let permit = world.permit().await;
    world.app().preview_license_file(&permit, Cursor::new(text.into()), (file, asking), |_| ()).await
}

async fn preview(world: &World, file: LicenseFile, text: impl Into<Vec<u8>>) -> Preview {
    let report = judge(world, file, text).await.unwrap();
    assert_eq!(told(&report), [""; 0]);
    report.preview.unwrap()
}

async fn applied(world: &World, preview: &Preview) -> Receipt {
    let receipt = world.apply(preview).await.unwrap();
    world.work().await;
    receipt
}

fn told(report: &LicenseFileReport) -> Vec<String> {
    let tell = |it: &RowFinding| {
        let column = it.finding.column.map_or("-", |c| c.heading(HeadingLanguage::English));
        format!("{} {} {column}", it.line, it.finding.what.code())
    };
    report.findings.iter().map(tell).collect()
}

fn rows(lines: &[&str]) -> String {
    format!("User,Product,Plans off\n{}\n", lines.join("\n"))
}

async fn export(world: &World, filter: UserFilter, language: HeadingLanguage) -> String {
    let permit = world.permit().await;
    let mut export = world.app().export_licenses(&permit, filter, language).await.unwrap();
    let mut text = String::new();
    while let Some(piece) = export.next(world.app(), &permit).await.unwrap() {
        text.push_str(&piece);
    }
    text
}

async fn held(world: &World, users: &[UserId]) -> Vec<String> {
    let mut all = Vec::new();
    for user in users {
        all.push(world.held(*user).await);
    }
    all
}

on_both! {
    async fn rows_give_each_user_its_own_products_and_an_undo_takes_them_back(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 5).await;
        world.seats(APPS, 1).await;
        world.load(MAIL, &users[1..2], &[FILES_PLAN], 0).await;
        let file = rows(&[
            "carla@norte.example,APPS,",
            "ana@norte.example,MAIL,FILES_PLAN",
            "ANA@norte.example,apps,",
            "beto@norte.example,MAIL,",
        ]);
        let preview = preview(world, ASSIGN, file).await;
        let totals = &preview.totals;
        assert_eq!((totals.users, totals.succeeded, totals.refused), (3, 2, 1));
        assert_eq!(held(world, &users).await, ["", "MAIL-FILES_PLAN", ""], "showing changes nothing");
        let operation = applied(world, &preview).await.operation;
        assert_eq!(world.results(operation).await, [
            "Ana: MAIL granted",
            "Ana: APPS granted",
            "Beto: MAIL plans",
            "Carla: APPS E-COUNT",
        ]);
        assert_eq!(held(world, &users).await, ["MAIL-FILES_PLAN APPS", "MAIL", ""]);
        let row = world.operation(operation).await;
        assert_eq!((row.kind.as_str(), row.reason.as_str()), ("licenses", "from a list"));
        world.undo(operation).await;
        assert_eq!(held(world, &users).await, ["", "MAIL-FILES_PLAN", ""]);
    }

    async fn rows_take_away_what_they_name_and_nothing_else(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 5).await;
        world.seats(APPS, 5).await;
        world.load(MAIL, &users, &[], 0).await;
        world.load(APPS, &users[..1], &[], 0).await;
        world.load(APPS, &users[1..], &[], 9).await;
        let file = rows(&["ana@norte.example,MAIL,", "beto@norte.example,APPS,", "ana@norte.example,SEARCH,"]);
        let report = judge(world, REVOKE, file).await.unwrap();
        assert_eq!(told(&report), ["4 lic-product-not-owned Product"]);
        assert_eq!((report.rejected, report.withheld, report.preview.is_none()), (1, Some(Withheld::Rejected), true));
        let file = rows(&["ana@norte.example,MAIL,", "beto@norte.example,APPS,"]);
        let operation = applied(world, &preview(world, REVOKE, file).await).await.operation;
        let results = world.results(operation).await;
        assert_eq!(results, ["Ana: MAIL revoked", "Beto: APPS E-INHERITED"], "a row names what it wants (D-10)");
        assert_eq!(held(world, &users).await, ["APPS", "MAIL APPS@9"]);
    }

    async fn r_assign_14_whoever_is_in_the_file_has_exactly_that_and_others_are_untouched(world) {
        let users = world.users(&["Ana", "Beto", "Carla", "Dora"]).await;
        world.seats(MAIL, 9).await;
        world.seats(APPS, 9).await;
        world.load(MAIL, &users, &[FILES_PLAN], 0).await;
        world.load(APPS, &users[3..], &[], 7).await;
        let file = "Usuario;Producto\nana@norte.example;APPS\nana@norte.example;MAIL\nbeto@norte.example;\ndora@norte.example;\n";
        let operation = applied(world, &preview(world, REPLACE, file).await).await.operation;
        assert_eq!(held(world, &users).await, ["MAIL-FILES_PLAN APPS", "", "MAIL-FILES_PLAN", "APPS@7"]);
        assert_eq!(world.counts(operation).await, (3, 0, 0, 3));
        let file = rows(&["ana@norte.example,MAIL,"]);
        applied(world, &preview(world, REPLACE, file).await).await;
        assert_eq!(held(world, &users[..1]).await, ["MAIL"], "a cell that names no plan switches all on");
    }

    async fn a_file_that_names_nobody_takes_nothing_from_anybody(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(MAIL, 9).await;
        world.load(MAIL, &users, &[], 0).await;
        for file in [REPLACE, LicenseFile { others: true, ..REPLACE }, LicenseFile { good_rows: true, ..REPLACE }] {
            for text in ["User,Product,Plans off\n", "User,Product\n\n,\n"] {
                let report = judge(world, file, text).await.unwrap();
                assert_eq!((report.withheld, report.preview.is_none()), (Some(Withheld::Nobody), true), "{text}");
            }
        }
        assert!(matches!(judge(world, REPLACE, "").await, Err(LicenseFileError::File(_))));
        assert_eq!(held(world, &users).await, ["MAIL"]);
    }

    async fn those_who_are_not_named_lose_everything_only_where_that_is_asked_and_every_row_is_sound(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 9).await;
        world.load(MAIL, &users[..2], &[], 0).await;
        let all = LicenseFile { others: true, good_rows: true, ..REPLACE };
        let faulty = rows(&["ana@norte.example,MAIL,", "bet@norte.example,MAIL,"]);
        let report = judge(world, all, faulty).await.unwrap();
        assert_eq!((report.withheld, report.preview.is_none()), (Some(Withheld::OthersAtRisk), true));
        let preview = preview(world, all, rows(&["ana@norte.example,MAIL,"])).await;
        let totals = &preview.totals;
        assert_eq!((totals.users, totals.succeeded, totals.unchanged), (2, 1, 1), "who has nothing is not asked");
        applied(world, &preview).await;
        assert_eq!(held(world, &users).await, ["MAIL", "", ""]);
    }

    async fn a_faulty_row_leaves_its_whole_user_out(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 9).await;
        world.seats(APPS, 9).await;
        world.load(MAIL, &users, &[], 0).await;
        let file = rows(&[
            "ana@norte.example,APPS,",
            "ana@norte.example,MALL,",
            "beto@norte.example,APPS,",
            "nobody@norte.example,APPS,",
            "beto@norte.example,APPS,",
            "beto@norte.example,MAIL,",
        ]);
        let report = judge(world, LicenseFile { good_rows: true, ..REPLACE }, file).await.unwrap();
        assert_eq!(told(&report), [
            "3 lic-product-unknown Product",
            "5 lic-user-unknown User",
            "6 lic-again Product",
        ]);
        assert_eq!((report.good, report.warned, report.rejected, report.left_out, report.users), (4, 1, 2, 1, 1));
        applied(world, &report.preview.unwrap()).await;
        assert_eq!(held(world, &users).await, ["MAIL", "MAIL APPS"], "Ana would have lost her mail by a slip");
    }

    async fn rows_that_contradict_one_another_are_told_with_both_lines(world) {
        world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 9).await;
        let file = rows(&[
            "ana@norte.example,MAIL,",
            "ana@norte.example,MAIL,FILES_PLAN",
            "beto@norte.example,,",
            "beto@norte.example,MAIL,",
            "beto@norte.example,,",
        ]);
        let report = judge(world, REPLACE, file).await.unwrap();
        assert_eq!(told(&report), [
            "3 lic-contradicts Plans off",
            "5 lic-nothing-and-something Product",
            "6 lic-again Product",
        ]);
    }

    async fn an_export_comes_back_without_a_change_in_both_languages(world) {
        let mut users = world.users(&["Ana", "Beto \"=1\"; x", "Carla"]).await;
        users.push(world.person(Person::named("=1+1")).await);
        users.push(world.person(Person::named("Íñigo, Núñez")).await);
        world.seats(MAIL, 9).await;
        world.seats(APPS, 9).await;
        world.seats(TOP, 9).await;
        world.load(MAIL, &users[..3], &[FILES_PLAN], 0).await;
        world.load(APPS, &users[1..4], &[], 0).await;
        world.load(TOP, &users[4..], &[], 5).await;
        let before = held(world, &users).await;
        for language in [HeadingLanguage::English, HeadingLanguage::Spanish] {
            let text = export(world, UserFilter::default(), language).await;
            assert!(text.contains("'=1+1"), "what a spreadsheet would calculate is guarded: {text}");
            assert!(!text.contains("TOP"), "what a group gives is not to be changed in this way");
            let all = LicenseFile { others: true, ..REPLACE };
            let totals = preview(world, all, text).await.totals;
            assert_eq!((totals.users, totals.unchanged, totals.succeeded, totals.refused), (6, 6, 0, 0));
        }
        let english = export(world, UserFilter::default(), HeadingLanguage::English).await;
        let edited = english.replace("FILES_PLAN", "").replace(",APPS,", ",MAIL,");
        let report = judge(world, LicenseFile { good_rows: true, ..REPLACE }, edited).await.unwrap();
        applied(world, &report.preview.unwrap()).await;
        assert_eq!(held(world, &users).await, ["MAIL", "MAIL", "MAIL", "MAIL", "TOP@5"]);
        assert_ne!(held(world, &users).await, before);
    }

    async fn a_name_that_begins_like_a_formula_is_found_again(world) {
        let user = world.person(Person::named("Minus").signing_in_as("-minus")).await;
        let other = world.person(Person::named("Quote").signing_in_as("'-minus")).await;
        world.seats(MAIL, 9).await;
        world.load(MAIL, &[user], &[], 0).await;
        let filter = UserFilter { search: Some("minus".to_owned()), ..UserFilter::default() };
        let text = export(world, filter, HeadingLanguage::Spanish).await;
        assert!(text.contains("\r\n'-minus@norte.example;") && text.contains("\r\n''-minus@norte.example;"), "{text}");
        let totals = preview(world, REPLACE, text).await.totals;
        assert_eq!((totals.users, totals.unchanged), (2, 2));
        assert_eq!(held(world, &[user, other]).await, ["MAIL", ""]);
    }

    async fn d_20_a_license_that_waits_for_a_seat_survives_the_round(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(MAIL, 1).await;
        world.load(MAIL, &users[..1], &[], 0).await;
        let desk = world.desk(Action::DeleteUsers).await;
        world.app().delete_users(desk.asking(), &users[..1], None, None).await.unwrap();
        world.save(&for_users(&users[1..], vec![give(MAIL)])).await;
        world.app().restore_users(desk.asking(), &users[..1], None, None).await.unwrap();
        assert_eq!(held(world, &users).await, ["MAIL?", "MAIL"]);
        let text = export(world, UserFilter::default(), HeadingLanguage::English).await;
        let totals = preview(world, REPLACE, text).await.totals;
        assert_eq!((totals.unchanged, totals.users), (3, 3));
    }

    async fn what_changed_after_the_preview_is_named_and_nothing_is_done(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        world.seats(SEARCH, 9).await;
        let file = rows(&["ana@norte.example,SEARCH,", "beto@norte.example,SEARCH,"]);
        let shown = preview(world, ASSIGN, file).await;
        world.save(&for_users(&users[..1], vec![give(SEARCH)])).await;
        let Err(AppError::Changed(differences)) = world.apply(&shown).await else { panic!("it changed") };
        assert_eq!(differences.users, users[..1]);
        world.save(&for_users(&users[..1], vec![take(SEARCH)])).await;
        applied(world, &shown).await;
        assert_eq!(held(world, &users).await, ["SEARCH", "SEARCH"]);
    }

    async fn a_large_file_is_worked_on_in_slices_and_survives_a_crash_and_later_files(world) {
        let users = world.crowd(12_000).await;
        world.seats(MAIL, 20_000).await;
        world.seats(APPS, 20_000).await;
        let mut file = "User,Product,Plans off\n".to_owned();
        for (index, _) in users.iter().enumerate() {
            let product = if index % 2 == 0 { "MAIL,FILES_PLAN" } else { "APPS," };
            writeln!(file, "persona.{index:06}@norte.example,{product}").unwrap();
        }
        let shown = preview(world, ASSIGN, file).await;
        assert_eq!((shown.totals.users, shown.totals.succeeded), (12_000, 12_000));
        let receipt = world.apply(&shown).await.unwrap();
        assert!(receipt.running);
        world.app().work_on_next_slices().await.unwrap();
        world.crash().await;
        world.wait(2 * DAY);
        let small = rows(&["persona.000001@norte.example,APPS,"]);
        preview(world, REPLACE, small).await;
        world.work().await;
        assert_eq!(world.counts(receipt.operation).await, (12_000, 0, 0, 12_000));
        assert_eq!(held(world, &users[..2]).await, ["MAIL-FILES_PLAN", "APPS"]);
        assert_eq!((world.free(MAIL).await, world.free(APPS).await), (14_000, 14_000));
        world.wait(2 * DAY);
        preview(world, REPLACE, rows(&["persona.000002@norte.example,MAIL,"])).await;
        assert_eq!(world.raw_number("SELECT count(*) FROM license_file_user").await, 1, "old files are forgotten");
        assert_eq!(world.raw_number("SELECT count(*) FROM license_file").await, 1);
        assert_eq!(world.raw_number("SELECT count(*) FROM license_file_form").await, 1);
    }

    async fn nobody_applies_the_file_of_somebody_else(world) {
        world.users(&["Ana"]).await;
        world.seats(MAIL, 9).await;
        let shown = preview(world, ASSIGN, rows(&["ana@norte.example,MAIL,"])).await;
        let permit = world.permit().await;
        let applied = world.app().apply(&permit, ADMIN.0 + 1, shown.guid).await;
        assert_eq!(cupo_testkit::world::ask::denied(applied), "E-NOTFOUND preview");
    }

    async fn users_of_other_customers_are_unknown(world) {
        world.person_at(cupo_testkit::world::place::SUR, Person::named("Zoe")).await;
        world.seats(MAIL, 9).await;
        let report = judge(world, ASSIGN, rows(&["zoe@sur.example,MAIL,"])).await.unwrap();
        assert_eq!(told(&report), ["2 lic-user-unknown User"]);
    }
}
