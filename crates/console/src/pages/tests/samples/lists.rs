//! Billing: Licenses, one product, Your products, buying.

use super::super::Sample;
use super::*;
use crate::pages::*;

impl Sample for LicensesPage {
    const NAME: &'static str = "licenses";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |name: &str, kind: &str, seats| LicenseRow {
            name: name.into(),
            href: "products/1".into(),
            kind: kind.into(),
            seats,
        };
        let page = |rows: Vec<LicenseRow>, conflicts| LicensesPage {
            t,
            frame: frame(t, &t.rail_licenses(), Place::Licenses, false),
            rows,
            conflicts,
            empty_link: Link::new(t.rail_your_products(), "subscriptions"),
        };
        let many = vec![
            row("Enterprise Mobility + Security E5", "", seats(120, 0, 0, 0)),
            row("Microsoft 365 Business Premium", "", seats(300, 120, 60, 100)),
            row("Microsoft 365 E3", "", seats(405, 412, 0, 0)),
            row(LONG, "", seats(5_000, 4_912, 0, 0)),
            row("Office 365 E1", "", seats(412, 412, 0, 0)),
            row("Power BI Pro", &t.licenses_self_service(), seats(5, 3, 0, 0)),
            row("Visio Plan 2", "", seats(12, 1, 0, 12)),
        ];
        let one = vec![row("Office 365 E1", "", seats(25, 9, 0, 0))];
        vec![("many", page(many, true)), ("one", page(one, false)), ("empty", page(Vec::new(), false))]
    }
}

fn product(t: &'static Texts, rows: usize) -> ProductPage {
    let row = |i: usize| HolderRow {
        id: format!("u{i}"),
        name: PEOPLE[i % PEOPLE.len()].0.into(),
        sign_in: format!("{}@cordillera.example", PEOPLE[i % PEOPLE.len()].1),
        href: "users/1".into(),
        source: t.source_direct().into_owned(),
        plans_on: 11,
        plans: 12,
        ticked: i < 2,
        locked: i == 3,
    };
    let plan = PlanChoice {
        id: "p".into(),
        name: "Exchange Online (Plan 2)".into(),
        on: true,
        was_off: false,
        locked: false,
        note: String::new(),
    };
    ProductPage {
        t,
        frame: frame(t, "Microsoft 365 E3", Place::Licenses, false),
        name: "Microsoft 365 E3".into(),
        seats: seats(405, 398, 3, 0),
        notes: Vec::new(),
        history_href: "history?product=1".into(),
        buy_href: Some("quantity".into()),
        may_change: true,
        limit: 20,
        batch: None,
        q: String::new(),
        by_name: sort(t.column_display_name(), SortState::Ascending),
        by_sign_in: sort(t.column_user_name(), SortState::None),
        rows: (0..rows).map(row).collect(),
        bar: PicksBar { ticked: 2, limit: 20, may_change: true, unassign_action: "unassign".into() },
        selection_action: "selection".into(),
        sizes: vec![Choice::new("50", "50", true), Choice::new("100", "100", false)],
        question: None,
        assign_href: "?assign=yes".into(),
        assign_action: "assign".into(),
        assign_open: false,
        people: String::new(),
        suggest_href: "suggest".into(),
        plans: vec![plan],
        errors: Vec::new(),
        pager: pager(t),
        empty_link: Link::default(),
    }
}

impl Sample for ProductPage {
    const NAME: &'static str = "product";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let mut batch = product(t, 12);
        batch.batch = Some(Batch {
            limit: 20,
            count: 21,
            action: "carry".into(),
            fields: vec![("ids".into(), "u1".into())],
        });
        let mut wrong = product(t, 1);
        wrong.assign_open = true;
        wrong.people = "nadie@cordillera.example".into();
        wrong.errors =
            vec![FieldError { field: "people", text: t.assign_unknown(1_i64, "nadie@cordillera.example") }];
        let mut asked = product(t, 12);
        asked.question = Some(Question {
            title: t.unassign_title().into_owned(),
            seats: t.seats_change(7_i64, 4_i64),
            changed: Vec::new(),
            notes: vec![Note {
                kind: NoteKind::Refusal,
                text: t.save_refused_users(1_i64),
                repair: None,
                who: None,
            }],
            footer: Footer {
                sentence: t.save_sentence(t.save_takes(3_i64), 3_i64),
                save_label: t.unassign_button().into_owned(),
                preview: GUID.into(),
                digest: "d1".into(),
                ..Footer::default()
            },
            fields: vec![("ids".into(), "u1".into())],
            action: "unassign".into(),
            back: "product".into(),
        });
        vec![
            ("many", product(t, 12)),
            ("asked", asked),
            ("batch", batch),
            ("error", wrong),
            ("empty", product(t, 0)),
        ]
    }
}

impl Sample for SubscriptionsPage {
    const NAME: &'static str = "subscriptions";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |product: &str,
                   state: std::borrow::Cow<'_, str>,
                   tone,
                   channel: std::borrow::Cow<'_, str>,
                   quantity| {
            SubscriptionRow {
                product: product.into(),
                purchaser: if product == "Power BI Pro" { "Ewa Wójcik".into() } else { String::new() },
                state: state.into_owned(),
                tone,
                billing: t.billing_on().into_owned(),
                channel: channel.into_owned(),
                quantity,
                price: t.price_not_set().into_owned(),
                href: "subscriptions/1".into(),
                renews: Some(at(t, quantity)),
                step: (tone == Tone::Good).then(|| Link::new(t.buy_licenses(), "quantity")),
                no_step: t.said().refusal_channel_title().into_owned(),
            }
        };
        let filters = || {
            [
                t.subscriptions_all(),
                t.subscriptions_trial(),
                t.subscriptions_self_service(),
                t.subscriptions_free(),
            ]
            .into_iter()
            .enumerate()
            .map(|(i, label)| Tab {
                label: label.into_owned(),
                count: None,
                href: format!("?kind={i}"),
                current: i == 0,
            })
            .collect()
        };
        let page = |rows: Vec<SubscriptionRow>| SubscriptionsPage {
            csv_href: "subscriptions.csv".into(),
            buy_href: Some("subscriptions/new".into()),
            t,
            frame: frame(t, &t.rail_your_products(), Place::Products, false),
            filters: filters(),
            rows,
            empty_help: t.subscriptions_none_help().into_owned(),
            empty_link: Link::new(t.subscriptions_all(), "?"),
        };
        let many = vec![
            row("Microsoft 365 E3", t.state_active(), Tone::Good, t.channel_direct(), 405),
            row("Office 365 E1", t.state_expired(), Tone::Clock, t.channel_reseller(), 12),
            row("Power BI Pro", t.state_active(), Tone::Plain, t.channel_self_service(), 5),
            row("Visio Plan 2", t.state_disabled(), Tone::Loss, t.channel_volume(), 12),
            row(LONG, t.state_scheduled(), Tone::Plain, t.channel_prepaid(), 20),
        ];
        vec![("many", page(many)), ("empty", page(Vec::new()))]
    }
}

impl Sample for BuyPage {
    const NAME: &'static str = "buy";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |wrong: bool| {
            let mut quantity = Field::text("quantity", t.buy_quantity())
                .of("number", "off")
                .hint(t.buy_quantity_hint(1_i64, 3_000_i64, 405_i64))
                .value("412");
            if wrong {
                quantity = quantity.value("0").error(t.settings_range(1_i64, 3_000_i64));
            }
            BuyPage {
                t,
                frame: frame(t, &t.buy_title(), Place::Products, false),
                product: "Microsoft 365 E3".into(),
                subscription: format!("{} · {}", t.channel_direct(), t.state_active()),
                seats: seats(405, 405, 0, 0),
                price: t.price_per_year("€432.00"),
                renews: Some(at(t, 120)),
                notes: Vec::new(),
                closed: None,
                others: vec![Link::new("Microsoft 365 E3 (EDU)", "other")],
                errors: quantity.summary().into_iter().collect(),
                quantity,
                text: t.buy_sentence(7_i64, "€252.00"),
                changed: vec![t.change_differs("Seats", "12", "10")],
                asked: true,
                preview: "p".into(),
                digest: "d".into(),
                action: "quantity".into(),
                preview_action: "quantity/preview".into(),
                back: "licenses/manage".into(),
            }
        };
        vec![("one", page(false)), ("error", page(true))]
    }
}

impl Sample for SearchPage {
    const NAME: &'static str = "search";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let item =
            |label: &str, detail: &str| FoundItem { link: Link::new(label, "x"), detail: detail.into() };
        let page = |q: &str, groups| Self {
            t,
            frame: frame(t, &t.search_title(), Place::Home, true),
            q: q.into(),
            groups,
            empty_link: Link::new(t.error_home(), "/"),
        };
        let users = FoundGroup {
            title: t.rail_users().into_owned(),
            count: 12,
            items: vec![item("Ana Prats", "ana@cordillera.example")],
            all: Some(Link::new(t.users_show_all(), "users?q=a")),
        };
        let products = FoundGroup {
            title: t.search_products().into_owned(),
            count: 1,
            items: vec![item(LONG, "")],
            all: None,
        };
        vec![
            ("many", page("a", vec![users, products])),
            ("empty", page("zzzz", Vec::new())),
            ("none", page("", Vec::new())),
        ]
    }
}

impl Sample for HistoryPage {
    const NAME: &'static str = "history";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |until| HistoryRow {
            product: "Microsoft 365 E3".into(),
            name: PEOPLE[0].0.into(),
            sign_in: format!("{}@cordillera.example", PEOPLE[0].1),
            how: t.history_direct().into_owned(),
            off: String::new(),
            since: at(t, -400),
            until,
        };
        let page = |of_user: bool, rows: Vec<HistoryRow>, error: Option<String>| {
            let title = t.history_of_product("Microsoft 365 E3");
            let on = Field::text("on", t.history_on())
                .of("date", "off")
                .hint(t.history_hint())
                .value("2026-03-31");
            let on = match error {
                Some(text) => on.error(text),
                None => on,
            };
            Self {
                t,
                frame: frame(t, &title, Place::Licenses, false),
                of_user,
                subject: ("product", "1".into()),
                errors: on.summary().into_iter().collect(),
                on,
                total: i64::try_from(rows.len()).unwrap_or(0),
                rows,
                pager: Pager::default(),
                back: Link::new("Microsoft 365 E3", "products/1"),
            }
        };
        vec![
            ("none", page(true, Vec::new(), None)),
            ("user", page(true, vec![row(None)], None)),
            ("product", page(false, vec![row(None), row(Some(at(t, -30)))], None)),
            ("error", page(false, Vec::new(), Some(t.history_later().into_owned()))),
        ]
    }
}
