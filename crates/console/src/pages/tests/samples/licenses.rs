//! Manage licenses, several users, one user, Licenses updated, previews.

use super::super::Sample;
use super::*;
use crate::pages::*;

const PLANS: [&str; 4] =
    ["Exchange Online (Plan 2)", "Microsoft Teams", "SharePoint (Plan 2)", "Viva Learning Seeded"];

pub fn chips(count: usize) -> Vec<UserChip> {
    let chip = |i: usize| {
        let (name, alias) = PEOPLE[i % PEOPLE.len()];
        UserChip { id: format!("u{i}"), name: name.into(), sign_in: format!("{alias}@cordillera.example") }
    };
    (0..count).map(chip).collect()
}

pub fn clocks(t: &Texts) -> Vec<ClockLine> {
    let line = |what, consequence: std::borrow::Cow<'_, str>, due, saves: &str, tone| ClockLine {
        what,
        consequence: consequence.into_owned(),
        due,
        saves: saves.to_owned(),
        who: None,
        tone,
    };
    let soon = || Some(at(t, 30));
    vec![
        line(t.clock_mail(12_i64), t.clock_mail_text(), soon(), &t.clock_mail_saves(), Tone::Loss),
        line(t.clock_files(12_i64), t.clock_files_kept(), None, "", Tone::Plain),
        line(t.clock_apps(12_i64), t.clock_apps_text(), soon(), &t.clock_apps_saves(), Tone::Clock),
    ]
}

fn named(label: String) -> Named {
    let names: Vec<&str> = PEOPLE.iter().take(5).map(|p| p.0).collect();
    Named { label, names: names.join(", "), more: 7, href: "previews/1?concern=losses".into() }
}

pub fn footer(t: &Texts, with_clocks: bool) -> Footer {
    let changes = "38 / 12";
    Footer {
        sentence: format!("{changes}. {}", t.users_selected_count(50_i64)),
        price: t.price_per_month("€30.00"),
        undo: t.undo_until(at(t, 30).day),
        who: if with_clocks {
            vec![named(t.who_losses().into_owned()), named(t.who_refused().into_owned())]
        } else {
            Vec::new()
        },
        clocks: if with_clocks { clocks(t) } else { Vec::new() },
        save_label: t.save().into_owned(),
        confirm: format!("{}: {}", t.save(), t.clock_mail(12_i64)),
        preview: GUID.into(),
        digest: "9c1f".into(),
        preview_action: "/c/1/licenses/manage/preview".into(),
    }
}

fn product(t: &Texts, id: &str, name: &str, seats: (i64, Option<i64>), assigned: i64) -> ProductRow {
    let state = TriState::of(assigned, 10_000);
    let tri = |field: String, label: String| TriBox { name: field, label, state, ..TriBox::default() };
    let plan = |(i, plan): (usize, &&str)| PlanRow {
        tri: tri(format!("plan-{id}-{i}"), format!("{name}: {plan}")),
        name: (*plan).into(),
        note: String::new(),
    };
    ProductRow {
        id: id.into(),
        tri: tri(format!("product-{id}"), name.into()),
        name: name.into(),
        what: t.plans_count(4_i64),
        available: seats.0,
        after: seats.1,
        reserved: if id == "2" { 3 } else { 0 },
        buy: (seats.0 <= 0).then(|| "/c/1/subscriptions/2/quantity".into()),
        assigned,
        holders: PEOPLE.iter().take(6).map(|p| p.0.to_owned()).collect(),
        more_holders: (assigned - 6).max(0),
        holders_href: "users?view=selected".into(),
        price: if id == "3" { t.price_not_set().into_owned() } else { t.price_per_month("€30.00") },
        notes: Vec::new(),
        plans: PLANS.iter().enumerate().map(plan).collect(),
        open: id == "1",
    }
}

fn products(t: &Texts) -> Vec<ProductRow> {
    let mut all = vec![
        product(t, "1", "Microsoft 365 E3", (412, Some(374)), 4_213),
        product(t, "2", "Office 365 E1", (0, None), 10_000),
        product(t, "3", "Power BI Pro", (37, None), 0),
        product(t, "4", LONG, (12, Some(24)), 12),
        product(t, "5", "Visio Plan 2", (-7, None), 0),
    ];
    all[0].tri.choice = TriChoice::Give;
    all[3].tri.choice = TriChoice::Take;
    all[0].notes.push(Note {
        kind: NoteKind::Refusal,
        text: t.foreseen(3_i64, t.said().fix_location(), t.said().why_no_location()),
        who: Some(named(String::new())),
        repair: Some(Link::new(t.attention_see(), "users")),
    });
    all[3].notes.push(Note {
        kind: NoteKind::Clock,
        text: t.clock_mail_text().into_owned(),
        repair: None,
        who: None,
    });
    all
}

fn manage(t: &'static Texts, selected: i64, rows: Vec<ProductRow>, footer: Footer) -> ManagePage {
    ManagePage {
        t,
        frame: frame(t, &t.manage_title(), Place::Users, true),
        selected,
        chips: chips(usize::try_from(selected.min(50)).unwrap()),
        more_chips: (selected - 50).max(0),
        selection_href: "users?view=selected".into(),
        selection_action: "selection".into(),
        back: "/c/1/licenses/manage".into(),
        errors: Vec::new(),
        changed: Vec::new(),
        rows,
        footer,
        save_action: "/c/1/licenses/manage/save".into(),
        preview_action: "/c/1/licenses/manage/preview".into(),
        empty_link: Link::new(t.rail_your_products(), "subscriptions"),
    }
}

impl Sample for ManagePage {
    const NAME: &'static str = "manage";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let mut changed = manage(t, 10_000, products(t), footer(t, false));
        changed.changed = vec!["Microsoft 365 E3: 412 → 10".into()];
        let one = vec![product(t, "3", "Power BI Pro", (37, None), 0)];
        vec![
            ("many", manage(t, 10_000, products(t), footer(t, false))),
            ("clocks", manage(t, 12, products(t), footer(t, true))),
            ("one", manage(t, 1, one, footer(t, false))),
            ("changed", changed),
            ("empty", manage(t, 2, Vec::new(), Footer::default())),
            ("nobody", manage(t, 0, Vec::new(), Footer::default())),
        ]
    }
}

impl Sample for WhoPage {
    const NAME: &'static str = "who";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let line = |kind, detail: String| WhoLine {
            product: LONG.into(),
            verdict: Some(VerdictBadge::new(t, kind)),
            detail,
        };
        let mail = || WhoData { what: t.who_erased(t.risk_mail()), due: Some(at(t, 30)), tone: Tone::Loss };
        let loses = WhoRow {
            name: PEOPLE[0].0.into(),
            sign_in: PEOPLE[0].1.into(),
            href: "users/1".into(),
            lines: vec![line(VerdictKind::Done, t.what_revoked().into_owned())],
            data: vec![mail()],
        };
        let gone = WhoRow {
            name: t.who_gone().into_owned(),
            sign_in: String::new(),
            href: String::new(),
            lines: vec![line(VerdictKind::Refused, t.said().why_no_location().into_owned())],
            data: Vec::new(),
        };
        let page = |rows| WhoPage {
            t,
            frame: frame(t, &t.who_title(), Place::Users, true),
            back: Link::new(t.who_back(), "manage"),
            csv_href: "users.csv".into(),
            tabs: vec![Tab {
                label: t.who_losses().into_owned(),
                count: Some(2),
                href: "?".into(),
                current: true,
            }],
            rows,
            pager: one_page(t, 2),
        };
        vec![("many", page(vec![loses, gone])), ("empty", page(Vec::new()))]
    }
}

impl Sample for ConfirmPage {
    const NAME: &'static str = "confirm";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = ConfirmPage {
            t,
            frame: frame(t, &t.clocks_title(), Place::Users, true),
            footer: footer(t, true),
            changed: Vec::new(),
            fields: vec![("product-1".into(), "take".into())],
            action: "/c/1/licenses/manage/save".into(),
            back: "/c/1/licenses/manage".into(),
        };
        vec![("many", page)]
    }
}

fn choice(t: &Texts, id: &str, name: &str, checked: bool) -> LicenseChoice {
    let plan = |(i, plan): (usize, &&str)| PlanChoice {
        id: format!("p{i}"),
        name: (*plan).into(),
        on: i != 1,
        was_off: i == 1,
        locked: i == 2,
        note: String::new(),
    };
    LicenseChoice {
        groups: Vec::new(),
        id: id.into(),
        name: name.into(),
        checked,
        was: checked,
        locked: String::new(),
        available: t.choice_available(if id == "3" { 0_i64 } else { 12_i64 }),
        buy: (id == "3").then(|| "subscriptions".into()),
        notes: Vec::new(),
        plans: PLANS.iter().enumerate().map(plan).collect(),
        plans_on: 3,
        open: id == "1",
    }
}

fn choices(t: &Texts) -> Vec<LicenseChoice> {
    let mut all = vec![
        choice(t, "1", "Microsoft 365 E3", true),
        choice(t, "2", "Power BI Pro", true),
        choice(t, "3", "Visio Plan 2", false),
        choice(t, "4", "Project Plan 3", false),
    ];
    all[1].locked = t.said().why_from_group().into_owned();
    all
}

impl Sample for SeveralPage {
    const NAME: &'static str = "several";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let modes = |mode: &str| {
            [
                ("assign", t.several_assign()),
                ("replace", t.several_replace()),
                ("unassign", t.several_unassign()),
                ("edit", t.several_edit()),
            ]
            .into_iter()
            .map(|(key, label)| Tab {
                label: label.into_owned(),
                count: None,
                href: format!("?mode={key}"),
                current: key == mode,
            })
            .collect()
        };
        let page = |mode: &str, explanation: String, rows, choices| SeveralPage {
            t,
            frame: frame(t, &t.several_title(), Place::Users, false),
            selected: 21,
            empty_link: Link::new(t.manage_nobody_link(), "users"),
            chips: chips(21),
            more_chips: 0,
            selection_href: "users?view=selected".into(),
            selection_action: "selection".into(),
            back: "/c/1/licenses/several?mode=assign".into(),
            next: None,
            errors: Vec::new(),
            changed: Vec::new(),
            modes: modes(mode),
            mode: mode.into(),
            explanation,
            rows,
            choices,
            footer: Footer { save_label: t.save_changes().into_owned(), ..footer(t, mode == "unassign") },
            save_action: "/c/1/licenses/several/save".into(),
            preview_action: "/c/1/licenses/several/preview".into(),
        };
        vec![
            ("assign", page("assign", t.several_assign_text().into_owned(), Vec::new(), choices(t))),
            ("replace", page("replace", t.several_replace_text().into_owned(), Vec::new(), choices(t))),
            ("unassign", page("unassign", t.several_unassign_text(21_i64), Vec::new(), Vec::new())),
            ("edit", page("edit", t.several_edit_text().into_owned(), products(t), Vec::new())),
            ("nobody", SeveralPage { selected: 0, ..page("assign", String::new(), Vec::new(), Vec::new()) }),
        ]
    }
}

fn user_page(t: &'static Texts, account: Option<AccountTab>, licenses: Option<LicensesTab>) -> UserPage {
    let tab = |label: std::borrow::Cow<'_, str>, key: &str, current| Tab {
        label: label.into_owned(),
        count: None,
        href: format!("?tab={key}"),
        current,
    };
    UserPage {
        t,
        frame: frame(t, PEOPLE[11].0, Place::Users, false),
        name: PEOPLE[11].0.into(),
        sign_in: "maria.jose.fernandez.de.la.hoz@alumnos.cordillera.example".into(),
        actions: vec![Link::new(t.delete_button(), "delete")],
        tabs: vec![
            tab(t.user_account(), "account", account.is_some()),
            tab(t.user_licenses_tab(), "licenses", licenses.is_some()),
        ],
        errors: Vec::new(),
        account,
        licenses,
    }
}

impl Sample for UserPage {
    const NAME: &'static str = "user";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let account = AccountTab {
            facts: vec![
                Fact::new(t.column_department(), "Redacción"),
                Fact::new(t.column_sign_in_state(), t.users_allowed()),
            ],
            locations: vec![Choice::new("ES", "España", true), Choice::new("PT", "Portugal", false)],
            fields: vec![Field::text("department", t.column_department()).value("Redacción")],
            enabled: true,
            growing: true,
            may_reset: true,
            password_action: "password".into(),
            may_edit_location: true,
            location_action: "location".into(),
            was: vec![("was_department".into(), "Redacción".into())],
            clocks: clocks(t),
        };
        let licenses = |may_change, choices| licenses_tab(t, may_change, choices);
        vec![
            ("account", user_page(t, Some(account), None)),
            ("licenses", user_page(t, None, Some(licenses(true, choices(t))))),
            ("reader", user_page(t, None, Some(licenses(false, choices(t))))),
            ("empty", user_page(t, None, Some(licenses(true, Vec::new())))),
        ]
    }
}

fn licenses_tab(t: &Texts, may_change: bool, choices: Vec<LicenseChoice>) -> LicensesTab {
    LicensesTab {
        held: 2,
        may_change,
        notes: Vec::new(),
        choices,
        footer: Footer { save_label: t.save_changes().into_owned(), ..footer(t, false) },
        save_action: "save".into(),
        preview_action: "preview".into(),
    }
}

impl Sample for HolderPage {
    const NAME: &'static str = "holder";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let sample = |may_change| Self {
            t,
            frame: frame(t, PEOPLE[0].0, Place::Licenses, false),
            name: PEOPLE[0].0.into(),
            sign_in: format!("{}@cordillera.example", PEOPLE[0].1),
            product: "Microsoft 365 E3".into(),
            licenses: licenses_tab(t, may_change, choices(t)),
            user_href: "users/1".into(),
            close_href: "products/1".into(),
        };
        vec![("changed", sample(true)), ("reader", sample(false))]
    }
}

fn outcomes(t: &Texts) -> Vec<OutcomeRow> {
    let row = |index: usize, kind, detail: std::borrow::Cow<'_, str>| OutcomeRow {
        name: PEOPLE[index].0.into(),
        sign_in: format!("{}@cordillera.example", PEOPLE[index].1),
        href: "users/1".into(),
        product: "Microsoft 365 E3".into(),
        verdict: VerdictBadge::new(t, kind),
        detail: detail.into_owned(),
    };
    vec![
        row(0, VerdictKind::Done, t.what_granted()),
        row(1, VerdictKind::Unchanged, t.what_unchanged()),
        row(2, VerdictKind::Refused, t.said().why_no_location()),
        row(3, VerdictKind::Kept, t.what_kept_inherited()),
        row(4, VerdictKind::Changed, t.said().why_changed_since()),
        row(11, VerdictKind::Waiting, "".into()),
    ]
}

fn figures(t: &Texts) -> Vec<Figure> {
    let all = [
        (9_950_i64, t.figure_done(), Tone::Good),
        (38, t.figure_unchanged(), Tone::Plain),
        (2, t.figure_kept(), Tone::Plain),
        (10, t.figure_refused(), Tone::Loss),
    ];
    let figure = |(count, label, tone): (i64, std::borrow::Cow<'_, str>, Tone)| Figure {
        value: t.number(count),
        label: label.into_owned(),
        href: "?verdict=done".into(),
        tone,
    };
    all.into_iter().map(figure).collect()
}

fn updated(t: &'static Texts, rows: Vec<OutcomeRow>, attention: Vec<ReasonGroup>) -> UpdatedPage {
    let tab = |label: std::borrow::Cow<'_, str>, count, current| Tab {
        label: label.into_owned(),
        count: Some(count),
        href: "?verdict=refused".into(),
        current,
    };
    UpdatedPage {
        t,
        frame: frame(t, &t.updated_title(), Place::Operations, true),
        id: "01JD3N7Q".into(),
        sentence: t.updated_sentence(9_950_i64, 10_i64, 40_i64, 10_000_i64),
        by: "Maialen Etxeberria".into(),
        at: at(t, 0),
        progress: None,
        fields: Vec::new(),
        figures: figures(t),
        back: Link::new(t.updated_back(), "users"),
        csv_href: "1.csv".into(),
        json_href: "1.json".into(),
        audit: Some(Link::new(t.audit_of_operation(), "audit")),
        undo: Some(Undo { href: "1/undo".into(), until: at(t, 30) }),
        undo_not: String::new(),
        clocks: if attention.is_empty() { Vec::new() } else { clocks(t) },
        rest_open: attention.is_empty(),
        next: Vec::new(),
        attention,
        total: 10_000,
        filters: vec![tab(t.updated_filter_all(), 10_000, true), tab(t.verdict_refused(), 10, false)],
        rows,
        pager: pager(t),
    }
}

impl Sample for UpdatedPage {
    const NAME: &'static str = "updated";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let group = |title: std::borrow::Cow<'_, str>,
                     why: std::borrow::Cow<'_, str>,
                     rule: &str,
                     count: i64,
                     repair: &str| {
            ReasonGroup {
                title: title.into_owned(),
                explanation: why.into_owned(),
                rule: rule.into(),
                count,
                users: PEOPLE.iter().take(5).map(|p| Link::new(p.0, "users/1")).collect(),
                more: (count - 5).max(0),
                all_href: "?reason=E-COUNT".into(),
                press: (!repair.is_empty()).then(|| PressLink {
                    label: repair.to_owned(),
                    action: "repair".into(),
                    fields: vec![("detail".into(), "[]".into())],
                }),
                repairs: if repair.is_empty() { Vec::new() } else { vec![Link::new(repair, "fix")] },
                remedy: t.said().refusal_unique_remedy().into_owned(),
            }
        };
        let attention = vec![
            group(
                t.said().refusal_count_title(),
                t.said().refusal_count_why(),
                "R-AVAIL-7",
                7,
                &t.buy_more(),
            ),
            group(
                t.said().refusal_loc_missing_title(),
                t.said().refusal_loc_missing_why(),
                "R-USER-1",
                2,
                &t.attention_see(),
            ),
            group(t.said().refusal_unique_title(), t.said().refusal_unique_why(), "R-ASSIGN-18", 1, ""),
        ];
        let mut running = updated(t, outcomes(t), Vec::new());
        running.progress = Some(Progress {
            done: 4_213,
            total: 10_000,
            text: t.progress_text(4_213_i64, 10_000_i64),
            events: "events".into(),
        });
        let mut empty = updated(t, Vec::new(), Vec::new());
        empty.undo = None;
        vec![("many", updated(t, outcomes(t), attention)), ("running", running), ("empty", empty)]
    }
}

impl Sample for PreviewPage {
    const NAME: &'static str = "preview";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |with_clocks| PreviewPage {
            t,
            frame: frame(t, &t.preview_undo_title(), Place::Operations, true),
            fields: vec![FieldRow {
                name: "Department".into(),
                before: "Sales".into(),
                after: "Ventas".into(),
            }],
            figures: figures(t),
            changed: Vec::new(),
            notes: vec![Note {
                kind: NoteKind::Info,
                text: t.said().why_changed_since().into_owned(),
                repair: None,
                who: None,
            }],
            rows: outcomes(t),
            pager: one_page(t, 6),
            footer: Footer { save_label: t.save().into_owned(), ..footer(t, with_clocks) },
            action: "apply".into(),
            back: "/c/1/operations".into(),
        };
        vec![("undo", page(false)), ("clocks", page(true))]
    }
}
