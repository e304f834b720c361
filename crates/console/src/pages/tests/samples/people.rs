//! Entrance, errors, customers and users.

use cupo_domain::refusal::Code;

use super::super::Sample;
use super::views::menu as view_menu;
use super::*;
use crate::pages::*;
use crate::refusals::refusal;

impl Sample for ResumePage {
    const NAME: &'static str = "resume";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = Self {
            t,
            frame: outside(&t.resume_title()),
            lead: t.resume_lead().into_owned(),
            action: "/c/1/settings".into(),
            fields: vec![("department".into(), "\"R&D\" <x>".into())],
        };
        vec![("one", page)]
    }
}

impl Sample for SignInPage {
    const NAME: &'static str = "sign-in";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |wrong: bool, demo: Vec<DemoDoor>| {
            let mut username = Field::text("username", t.field_username())
                .of("email", "username")
                .hint(t.field_username_hint());
            let mut password = Field::text("password", t.field_password()).of("password", "current-password");
            if wrong {
                username = username.value("maria@").error(t.sign_in_failed());
                password = password.error(t.field_password_empty());
            }
            SignInPage {
                t,
                frame: outside(&t.sign_in_title()),
                back: "/".into(),
                errors: [&username, &password].into_iter().filter_map(Field::summary).collect(),
                username,
                password,
                notice: wrong.then(|| t.sign_in_locked(t.when_in_minutes(4_i64))),
                typed: if wrong { vec![("again".into(), "/c/1/settings".into())] } else { Vec::new() },
                demo,
            }
        };
        let door = DemoDoor {
            role: t.role_admin_agent().into_owned(),
            username: "maialen@faro.example".into(),
            password: "Vado-Tejo-41".into(),
        };
        vec![
            ("empty", page(false, Vec::new())),
            ("error", page(true, Vec::new())),
            ("demo", page(false, vec![door])),
        ]
    }
}

impl Sample for SetupPage {
    const NAME: &'static str = "setup";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let password =
            |name, label: std::borrow::Cow<'_, str>| Field::text(name, label).of("password", "new-password");
        let page = SetupPage {
            t,
            frame: outside(&t.setup_title()),
            action: "/setup/7f3a".into(),
            kinds: vec![
                Choice::new("partner", t.setup_kind_partner(), true),
                Choice::new("single", t.setup_kind_single(), false),
            ],
            organisation: Field::text("organisation", t.field_organisation()),
            domain: Field::text("domain", t.field_domain()).hint(t.field_domain_hint()),
            countries: vec![Choice::new("ES", "España", true), Choice::new("MX", "México", false)],
            name: Field::text("name", t.field_name()).of("text", "name"),
            username: Field::text("username", t.field_username()).of("email", "username"),
            password: password("password", t.field_password()).hint(t.field_password_hint(12_i64)),
            repeat: password("repeat", t.field_password_repeat()),
            errors: Vec::new(),
        };
        vec![("empty", page)]
    }
}

impl Sample for PasswordPage {
    const NAME: &'static str = "password";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let field =
            |name, label: std::borrow::Cow<'_, str>| Field::text(name, label).of("password", "new-password");
        let repeat = field("repeat", t.field_password_repeat()).error(t.field_password_differs());
        let page = PasswordPage {
            t,
            frame: frame(t, &t.password_title(), Place::Home, true),
            current: field("current", t.field_password_current()),
            new: field("new", t.field_password_new()).hint(t.field_password_hint(12_i64)),
            errors: repeat.summary().into_iter().collect(),
            repeat,
        };
        vec![("error", page)]
    }
}

impl Sample for ErrorPage {
    const NAME: &'static str = "error";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let at = || frame(t, "Cupo", Place::Home, true);
        let mut stale = ErrorPage::refusal(t, at(), refusal(t, Code::Etag));
        stale.details = vec!["40 → 50".into()];
        vec![
            ("not-found", ErrorPage::no_page(t, at())),
            ("bug", ErrorPage::bug(t, at(), "01JD3N7Q".into())),
            ("no-permission", ErrorPage::refusal(t, at(), refusal(t, Code::Role))),
            ("stale", stale),
        ]
    }
}

impl Sample for RestorePage {
    const NAME: &'static str = "restore";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = RestorePage {
            t,
            frame: frame(t, &t.deleted_title(), Place::DeletedUsers, false),
            changed: Vec::new(),
            preview: "p".into(),
            sentence: t.users_count(3_i64),
            passwords: t.passwords_once().into_owned(),
            together: vec!["Microsoft 365 E3: 1".to_owned()],
            returns: vec![Fact::new(PEOPLE[0].0, "Microsoft 365 E3")],
            more_returns: 0,
            refused: vec![Fact::new(PEOPLE[1].0, t.said().refusal_clash_why())],
            renames: vec![Link::new(t.start_restore_rename(PEOPLE[0].0, PEOPLE[0].1), "users/1?tab=account")],
            more_refused: 4,
            names: vec![OtherName {
                field: "name-1".into(),
                name: PEOPLE[1].0.into(),
                sign_in: PEOPLE[1].1.into(),
                value: "other".into(),
            }],
            wrong: Some(t.said().refusal_clash_why().into_owned()),
            seats: Some(Link::new(t.rail_licenses(), "products")),
            may_restore: true,
            action: "restore".into(),
            ids: vec!["u1".into()],
            digest: "9c1f".into(),
            back: "deleted-users".into(),
        };
        vec![("many", page)]
    }
}

fn recent(t: &Texts) -> Vec<Recent> {
    let row = |(days, done, same, refused): (i64, i64, i64, i64)| Recent {
        sentence: format!(
            "{}. {}",
            t.updated_title(),
            t.updated_sentence(done, refused, same, done + same + refused)
        ),
        href: "/operations/1".into(),
        customer: CUSTOMER.into(),
        by: "Maialen Etxeberria".into(),
        at: at(t, days),
    };
    [(0, 9_950, 49, 1), (-1, 12, 0, 3), (-6, 1, 0, 0)].into_iter().map(row).collect()
}

fn figure(t: &Texts, count: i64, label: std::borrow::Cow<'_, str>, tone: Tone) -> Figure {
    Figure { value: t.number(count), label: label.into_owned(), href: "/customers".into(), tone }
}

fn answers(t: &'static Texts) -> AnswersPart {
    let line = |n: i64| Attention {
        customer: Link::new(CUSTOMER, "/c/1"),
        text: t.answers_twice_line(n, "Microsoft 365 Audio Conferencing"),
        tone: Tone::Plain,
        step: Link::new(t.attention_see(), "/c/1/users?license=twice"),
    };
    let title = t.answers_twice().into_owned();
    let group = AnswerGroup { title, total: t.number(412_i64), lines: (1..9).map(line).collect() };
    AnswersPart { groups: vec![group], counting: false, age: Some(t.answers_age(3_i64)) }
}

impl Sample for DashboardPage {
    const NAME: &'static str = "dashboard";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let attention = |name: &str, text, tone, step: std::borrow::Cow<'_, str>| Attention {
            customer: Link::new(name, "/c/1"),
            text,
            tone,
            step: Link::new(step, "/c/1/products"),
        };
        let partner = DashboardPage {
            t,
            frame: frame(t, &t.rail_dashboard(), Place::Home, true),
            partner: true,
            lead: String::new(),
            figures: vec![
                figure(t, 14, t.dashboard_customers(), Tone::Plain),
                figure(t, 12_418, t.dashboard_users(), Tone::Plain),
                figure(t, 1_204, t.dashboard_seats_free(), Tone::Good),
                figure(t, 7, t.dashboard_seats_over(), Tone::Loss),
            ],
            answers: answers(t),
            attention: vec![
                attention(
                    "Astillero Nervión",
                    t.attention_over(7_i64, "Microsoft 365 E3"),
                    Tone::Loss,
                    t.buy_licenses(),
                ),
                attention(
                    CUSTOMER,
                    t.attention_full(412_i64, "Office 365 E1"),
                    Tone::Plain,
                    t.buy_licenses(),
                ),
                attention(
                    "Universidad del Norte",
                    t.attention_unlocated(38_i64),
                    Tone::Plain,
                    t.attention_see(),
                ),
            ],
            recent: recent(t),
            links: Vec::new(),
        };
        let empty = DashboardPage {
            t,
            frame: frame(t, &t.rail_home(), Place::Home, false),
            partner: false,
            lead: CUSTOMER.into(),
            figures: vec![figure(t, 0, t.dashboard_users(), Tone::Plain)],
            attention: Vec::new(),
            answers: AnswersPart { groups: Vec::new(), counting: false, age: None },
            recent: Vec::new(),
            links: vec![
                Link::new(t.rail_active_users(), "/c/1/users"),
                Link::new(t.rail_licenses(), "/c/1/products"),
            ],
        };
        vec![("partner", partner), ("empty", empty)]
    }
}

impl Sample for CustomersPage {
    const NAME: &'static str = "customers";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |name: &str, domain: &str, users, seats| CustomerRow {
            name: name.into(),
            href: format!("/c/{GUID}"),
            domain: domain.into(),
            relation: t.relation_delegated().into_owned(),
            users,
            seats,
        };
        let page = |rows: Vec<CustomerRow>, q: &str| CustomersPage {
            csv_href: "/customers.csv".into(),
            may_create: true,
            t,
            frame: frame(t, &t.rail_customers(), Place::Customers, true),
            total: rows.len().try_into().unwrap(),
            q: q.into(),
            chips: if q.is_empty() {
                Vec::new()
            } else {
                vec![Chip { label: q.into(), remove: "/customers".into() }]
            },
            pager: one_page(t, 5),
            rows,
            by_name: sort(t.column_customer(), SortState::Ascending),
            by_domain: sort(t.column_domain(), SortState::None),
            by_users: sort(t.column_users(), SortState::None),
            empty_link: Link::new(t.frame_all_customers(), "/customers"),
        };
        let many = vec![
            row("Asociación Vecinal Puerta del Mar", "puertadelmar.example", 9, seats(25, 9, 0, 0)),
            row("Astillero Nervión", "nervion.example", 412, seats(405, 412, 0, 0)),
            row(CUSTOMER, "cordillera.example", 5_000, seats(5_400, 4_912, 60, 0)),
            row("Gestoría Áurea", "aurea.example", 1, seats(3, 1, 0, 2)),
            row(
                "Universidad del Norte, Facultad de Ciencias Económicas y Empresariales",
                "uninorte.example",
                84_213,
                seats(90_000, 84_000, 0, 6_000),
            ),
        ];
        vec![("many", page(many, "")), ("empty", page(Vec::new(), "zzz"))]
    }
}

impl Sample for OverviewPage {
    const NAME: &'static str = "overview";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let product =
            |name: &str, seats| ProductSeats { name: name.into(), href: "products/1".into(), seats };
        let page = OverviewPage {
            t,
            frame: frame(t, CUSTOMER, Place::Overview, true),
            name: CUSTOMER.into(),
            domain: "cordillera.example".into(),
            country: "España".into(),
            relation: t.relation_delegated().into_owned(),
            figures: vec![
                figure(t, 5_000, t.dashboard_users(), Tone::Plain),
                figure(t, 428, t.dashboard_seats_free(), Tone::Good),
            ],
            notes: Vec::new(),
            attention: vec![Attention {
                customer: Link::default(),
                text: t.attention_unlocated(38_i64),
                tone: Tone::Clock,
                step: Link::new(t.attention_see(), "users?location=none"),
            }],
            links: vec![
                Link::new(t.rail_users_and_licenses(), "users"),
                Link::new(t.rail_licenses(), "products"),
                Link::new(t.rail_your_products(), "subscriptions"),
            ],
            partner: false,
            answers: AnswersPart { groups: Vec::new(), counting: true, age: None },
            products: vec![
                product("Office 365 E1", seats(412, 412, 0, 0)),
                product("Microsoft 365 E3", seats(405, 412, 0, 0)),
                product("Microsoft 365 Business Premium", seats(300, 120, 60, 100)),
            ],
            recent: recent(t),
            empty_link: Link::default(),
        };
        vec![("many", page)]
    }
}

fn user_row(index: usize) -> UserRow {
    let (name, alias) = PEOPLE[index % PEOPLE.len()];
    UserRow {
        id: format!("{GUID}-{index}"),
        name: name.into(),
        sign_in: format!("{alias}@cordillera.example"),
        href: format!("/c/{GUID}/users/{index}"),
        ticked: index.is_multiple_of(3),
        licenses: if index == 4 { String::new() } else { "Microsoft 365 E3".into() },
        more_licenses: i64::from(index.is_multiple_of(4)) * 2,
        location: if index == 2 { String::new() } else { "España".into() },
        department: if index.is_multiple_of(2) { "Redacción".into() } else { "Ventas".into() },
        blocked: index == 5,
    }
}

fn users_page(t: &'static Texts, partner: bool, rows: usize) -> UsersPage {
    let title = if partner { t.rail_users_and_licenses() } else { t.rail_active_users() };
    let any = || Choice::new("", t.filter_any(), true);
    let total = if rows == 0 { 0 } else { 84_213 };
    UsersPage {
        t,
        frame: frame(t, &title, Place::Users, partner),
        partner,
        selected_view: false,
        total,
        selected_href: "?view=selected".into(),
        all_href: "?".into(),
        export_href: "?format=csv".into(),
        licenses_href: "licenses/export.csv".into(),
        license_file_href: Some("licenses/import".into()),
        add_href: Some(format!("/c/{GUID}/users/new")),
        import_href: Some(format!("/c/{GUID}/users/import")),
        views: view_menu(t, rows == 2),
        q: String::new(),
        filters_open: false,
        products: vec![any(), Choice::new("1", "Microsoft 365 E3", false)],
        license: vec![any(), Choice::new("licensed", t.wiz_licensed(), false)],
        locations: vec![any()],
        departments: vec![any()],
        sign_in: vec![any(), Choice::new("blocked", t.users_blocked(), false)],
        sizes: vec![Choice::new("100", "100", true)],
        columns: ["licenses", "location", "department", "signin"].map(|c| Choice::new(c, c, true)).to_vec(),
        chips: Vec::new(),
        bar: SelectionBar {
            selected: if rows == 0 { 0 } else { 4_213 },
            total,
            matching: total,
            partner,
            manage_href: Some("licenses/manage".into()),
            delete_href: (!partner).then(|| "users/delete".into()),
        },
        selection_action: format!("/c/{GUID}/selection"),
        page_ticked: false,
        by_name: sort(if partner { t.column_users() } else { t.column_display_name() }, SortState::Ascending),
        by_sign_in: sort(t.column_user_name(), SortState::None),
        rows: (0..rows).map(user_row).collect(),
        pager: pager(t),
        empty_link: Link::new(t.new_user(), format!("/c/{GUID}/users/new")),
    }
}

impl Sample for UsersPage {
    const NAME: &'static str = "users";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let mut filtered = users_page(t, false, 2);
        filtered.chips = vec![
            Chip { label: format!("{}: Microsoft 365 E3", t.column_product()), remove: "?".into() },
            Chip { label: t.wiz_unlicensed().into_owned(), remove: "?".into() },
        ];
        filtered.filters_open = true;
        filtered.frame.flash =
            Some(Flash { kind: FlashKind::Done, text: t.did_saved().into_owned(), action: None });
        let mut none = users_page(t, true, 0);
        none.selected_view = true;
        vec![
            ("partner", users_page(t, true, 24)),
            ("admin", users_page(t, false, 24)),
            ("filtered", filtered),
            ("none-selected", none),
            ("empty", users_page(t, false, 0)),
        ]
    }
}

impl Sample for DeletedPage {
    const NAME: &'static str = "deleted";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |index: usize, days: i64, tone| DeletedRow {
            id: format!("u{index}"),
            name: PEOPLE[index].0.into(),
            sign_in: format!("{}@cordillera.example", PEOPLE[index].1),
            deleted: at(t, days - 30),
            until: at(t, days),
            tone,
            locked: String::new(),
        };
        let page = |rows: Vec<DeletedRow>| DeletedPage {
            t,
            frame: frame(t, &t.deleted_title(), Place::DeletedUsers, false),
            total: rows.len().try_into().unwrap(),
            rows,
            may_restore: true,
            restore_action: "restore".into(),
            pager: one_page(t, 3),
            empty_link: Link::new(t.rail_active_users(), "users"),
        };
        let many = vec![row(0, 2, Tone::Clock), row(5, 9, Tone::Plain), row(11, 28, Tone::Plain)];
        vec![("many", page(many)), ("empty", page(Vec::new()))]
    }
}

fn choices() -> DeletionChoices {
    let seat = SeatChoice {
        product: "p".into(),
        label: "Microsoft 365 E3".into(),
        note: "Saves €39.00.".into(),
        ..SeatChoice::default()
    };
    let heir = HeirChoice {
        leave: "Leave".into(),
        hand: "Hand over".into(),
        may_hand: true,
        ..HeirChoice::default()
    };
    let refused = HeirChoice { hands: true, error: Some("nobody".into()), ..heir.clone() };
    let kept = vec!["Microsoft 365 F3: no seat can be given back.".into()];
    DeletionChoices { seats: vec![seat], kept, mail: Some(heir), files: Some(refused) }
}

impl Sample for DeleteUsersPage {
    const NAME: &'static str = "delete-users";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = DeleteUsersPage {
            t,
            frame: frame(t, &t.delete_button(), Place::Users, false),
            sentence: t.users_selected_count(3_i64),
            changed: Vec::new(),
            chips: licenses::chips(3),
            more_chips: 0,
            selection_action: "selection".into(),
            selection_href: "users?view=selected".into(),
            suggest_href: "users/suggest".into(),
            notes: Vec::new(),
            give_back: Some(PressLink {
                label: t.delete_give_back(2_i64),
                action: "restore".into(),
                fields: vec![("ids".into(), "1".into())],
            }),
            choices: choices(),
            errors: Vec::new(),
            footer: licenses::footer(t, true),
            action: "delete".into(),
            back: "users".into(),
        };
        vec![("many", page)]
    }
}

impl Sample for PasswordsPage {
    const NAME: &'static str = "passwords";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = PasswordsPage {
            t,
            frame: frame(t, &t.passwords_title(), Place::DeletedUsers, false),
            sentence: t.users_count(1_i64),
            rows: vec![Fact::new("adriana.munoz@cordillera.example", "Vado-Tejo-41-Brisa")],
            next: Link::new(t.rail_active_users(), "users"),
        };
        vec![("one", page)]
    }
}
