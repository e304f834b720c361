//! Operations, imports, catalogue, settings, audit, mail.

use super::super::Sample;
use super::*;
use crate::format::money;
use crate::pages::*;

impl Sample for OperationsPage {
    const NAME: &'static str = "operations";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |days, state: std::borrow::Cow<'_, str>, tone, undo: bool| OperationRow {
            sentence: t.updated_title().into_owned(),
            href: "operations/1".into(),
            by: "Maialen Etxeberria".into(),
            door: "Cupo".into(),
            at: at(t, days),
            state: state.into_owned(),
            tone,
            done: 9_950,
            refused: 10,
            undo: undo.then(|| Undo { href: "undo".into(), until: at(t, days + 30) }),
        };
        let page = |rows: Vec<OperationRow>| OperationsPage {
            t,
            frame: frame(t, &t.rail_operations(), Place::Operations, true),
            csv_href: "operations.csv".into(),
            total: rows.len().try_into().unwrap(),
            rows,
            pager: one_page(t, 4),
            empty_link: Link::new(t.rail_users_and_licenses(), "users"),
        };
        let many = vec![
            row(0, t.operation_running(), Tone::Clock, false),
            row(-1, t.operation_finished(), Tone::Good, true),
            row(-2, t.operation_running(), Tone::Clock, false),
            row(-40, t.operation_undone(), Tone::Plain, false),
        ];
        vec![("many", page(many)), ("empty", page(Vec::new()))]
    }
}

fn findings(t: &Texts) -> Vec<FindingRow> {
    let row = |line,
               column: std::borrow::Cow<'_, str>,
               (icon, verdict): (&'static str, std::borrow::Cow<'_, str>),
               text: String,
               value: &str| {
        FindingRow {
            line,
            column: column.into_owned(),
            icon,
            verdict: verdict.into_owned(),
            text,
            value: value.into(),
        }
    };
    vec![
        row(
            14,
            t.column_user_name(),
            ("refused", t.import_reject()),
            t.said().finding_domain_unknown("contoso.example"),
            "ana@contoso.example",
        ),
        row(
            19,
            t.column_user_name(),
            ("refused", t.import_reject()),
            t.said().finding_user_zero_width("U+200B"),
            "ana@cordillera.example",
        ),
        row(
            40,
            t.column_location(),
            ("warning", t.import_warn()),
            t.said().finding_location_empty().into_owned(),
            "",
        ),
        row(50, "".into(), ("skipped", t.import_skip()), t.said().finding_empty_line().into_owned(), ""),
    ]
}

impl Sample for ImportPage {
    const NAME: &'static str = "import";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |result, errors| ImportPage {
            t,
            frame: frame(t, &t.import_users_title(), Place::Users, false),
            lead: t.import_users_lead(5_000),
            hint: t.import_users_hint().into_owned(),
            action: "import".into(),
            on_existing: vec![
                Choice::new("report", t.import_existing_update(), true),
                Choice::new("skip", t.import_existing_skip(), false),
            ],
            templates: vec![
                Link::new(t.import_template_en(), "en.csv"),
                Link::new(t.import_template_es(), "es.csv"),
            ],
            errors,
            result,
        };
        let accepted = Figure {
            value: "26".into(),
            label: t.import_accept().into_owned(),
            href: String::new(),
            tone: Tone::Good,
        };
        let result = ImportResult {
            sentence: t.import_sentence(31_i64, 26_i64, 66_i64, 3_i64),
            progress: None,
            figures: vec![accepted],
            may_apply: true,
            apply_action: "import/apply".into(),
            apply_label: t.import_apply_users(26_i64),
            preview: GUID.into(),
            digest: "9c1f".into(),
            changed: Some(Note {
                kind: NoteKind::Refusal,
                text: t.import_changed(25_u64, 24_u64),
                who: None,
                repair: None,
            }),
            operation: Some(Link::new("What it did", "/c/1/operations/2")),
            domains: Some(Note {
                kind: NoteKind::Refusal,
                text: t.import_domains(3_i64, "taller.example, tienda.example"),
                repair: Some(Link::new(t.import_domains_add(), "settings")),
                who: None,
            }),
            csv_href: "findings.csv".into(),
            filters: vec![Tab {
                label: t.updated_filter_all().into_owned(),
                count: Some(4),
                href: "?".into(),
                current: true,
            }],
            findings: findings(t),
            pager: one_page(t, 4),
        };
        let wrong = FieldError { field: "file", text: t.said().file_workbook().into_owned() };
        vec![
            ("empty", page(None, Vec::new())),
            ("many", page(Some(result), Vec::new())),
            ("error", page(None, vec![wrong])),
        ]
    }
}

impl Sample for LicenseFilePage {
    const NAME: &'static str = "license-file";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |result, errors| LicenseFilePage {
            t,
            frame: frame(t, &t.license_file_title(), Place::Users, false),
            action: "import".into(),
            modes: vec![
                Choice::new("replace", t.license_file_replace(), true),
                Choice::new("assign", t.license_file_assign(), false),
            ],
            others: false,
            hint: t.license_file_hint().into_owned(),
            templates: vec![Link::new(t.import_template_en(), "en.csv")],
            errors,
            result,
        };
        let plan = |clocks: bool, nothing, changed| FilePlan {
            footer: licenses::footer(t, clocks),
            figures: Vec::new(),
            notes: Vec::new(),
            action: "import/save".into(),
            back: "import".into(),
            nothing,
            changed,
        };
        let result = |plan, withheld: std::borrow::Cow<'_, str>, findings| LicenseFileResult {
            sentence: t.import_sentence(31_i64, 26_i64, 66_i64, 3_i64),
            figures: Vec::new(),
            withheld: withheld.into_owned(),
            csv_href: "findings.csv".into(),
            findings,
            pager: one_page(t, 4),
            plan,
        };
        let changed = LicenseFileResult {
            plan: Some(plan(false, false, vec!["Ana".into()])),
            ..LicenseFileResult::default()
        };
        let wrong = FieldError { field: "file", text: t.said().file_workbook().into_owned() };
        vec![
            ("empty", page(None, Vec::new())),
            (
                "plan",
                page(Some(result(Some(plan(true, false, Vec::new())), "".into(), findings(t))), Vec::new()),
            ),
            (
                "nothing",
                page(Some(result(Some(plan(false, true, Vec::new())), "".into(), Vec::new())), Vec::new()),
            ),
            ("withheld", page(Some(result(None, t.said().license_file_nobody(), findings(t))), Vec::new())),
            ("changed", page(Some(changed), Vec::new())),
            ("error", page(None, vec![wrong])),
        ]
    }
}

impl Sample for CataloguePage {
    const NAME: &'static str = "catalogue";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let price = || CataloguePrice {
            month: "–".into(),
            year: money(t, Some((39_000, "EUR"))),
            years: String::new(),
        };
        let row = |name: &str, part: &str, plans: &[&str]| CatalogueRow {
            name: name.into(),
            id: GUID.into(),
            part_number: part.into(),
            plans: plans.iter().map(|p| (*p).to_owned()).collect(),
            prices: if plans.is_empty() { Vec::new() } else { vec![price(), price()] },
        };
        let page = |rows: Vec<CatalogueRow>| CataloguePage {
            t,
            frame: frame(t, &t.rail_catalogue(), Place::Catalogue, true),
            total: rows.len().try_into().unwrap(),
            q: String::new(),
            import_href: Some("/catalogue/import".into()),
            rows,
            pager: one_page(t, 2),
            empty_link: Link::new(t.catalogue_import(), "/catalogue/import"),
        };
        let many = vec![
            row("Microsoft 365 E3", "SPE_E3", &["Exchange Online (Plan 2)", "Microsoft Teams"]),
            row("Visio Plan 2", "VISIOCLIENT", &[]),
        ];
        vec![("many", page(many)), ("empty", page(Vec::new()))]
    }
}

impl Sample for SettingsPage {
    const NAME: &'static str = "settings";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page_limit = Field::text("page_limit", t.settings_page_limit())
            .of("number", "off")
            .hint(t.settings_page_limit_hint(1_i64, 1_000_i64))
            .value("0")
            .error(t.settings_range(1_i64, 1_000_i64));
        let retention = Field::text("retention", t.bill_settings_retention()).of("number", "off").value("30");
        let page = SettingsPage {
            t,
            frame: frame(t, &t.rail_settings(), Place::Settings, false),
            action: "settings".into(),
            was: vec![("was_time_zone".into(), "UTC".into())],
            facts: Vec::new(),
            errors: page_limit.summary().into_iter().collect(),
            page_limit,
            retention,
            delegation: vec![Choice::new("yes", t.audit_yes(), true)],
            second: Field::text("second_owner", t.settings_second_owner()).suggest("users/suggest"),
            guard: Field::text("guard_users", t.settings_guard()).hint(t.settings_guard_hint()).value("50"),
            over_quota: vec![Choice::new("no", t.filter_any(), true)],
            agreements: vec![Choice::new("online", t.bill_settings_agreement_online(), true)],
            zones: vec![Choice::new("Europe/Madrid", "Europe/Madrid", true)],
            domains: DomainsSection {
                may_change: true,
                action: "settings/domains".into(),
                rows: [("norte.example", true), ("a-rather-long-name-of-a-part.norte.example", false)]
                    .map(|(domain, default)| DomainRow { domain: domain.into(), default })
                    .into(),
                add: Field::text("domain", t.domains_add()).error(t.domains_taken("sur.example")),
                from: Some("import".into()),
            },
        };
        vec![("error", page)]
    }
}

impl Sample for FormPage {
    const NAME: &'static str = "form";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let name = Field::text("name", t.new_customer_name()).error(t.new_name_wrong());
        let page = FormPage {
            t,
            frame: frame(t, &t.new_customer(), Place::Customers, true),
            lead: t.new_customer_lead().into_owned(),
            errors: name.summary().into_iter().collect(),
            action: "new".into(),
            changed: vec![t.change_differs("Seats", "12", "10")],
            asked: true,
            preview: Some(FormPreview {
                action: "new/preview".into(),
                text: t.new_purchase_cost("€36.00", LONG, 7_i64, "€252.00"),
                preview: "p".into(),
                digest: "d".into(),
            }),
            first: Vec::new(),
            fields: vec![name],
            then: vec![Select {
                name: "delegated".into(),
                label: t.column_relation().into_owned(),
                choices: vec![Choice::new("yes", t.new_delegated_yes(), true)],
            }],
            submit: t.new_customer_create().into_owned(),
            back: "/customers".into(),
        };
        vec![("error", page)]
    }
}

impl Sample for EmptyPage {
    const NAME: &'static str = "empty";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = EmptyPage {
            t,
            frame: frame(t, &t.wiz_set_location(), Place::Users, true),
            title: t.locations_nobody().into_owned(),
            text: t.locations_nobody_help().into_owned(),
            link: Link::new(t.locations_nobody_link(), "users?location=none"),
        };
        vec![("nobody", page)]
    }
}

impl Sample for AuditPage {
    const NAME: &'static str = "audit";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |index: usize, kind| AuditRow {
            at: at(t, 0),
            who: "Maialen Etxeberria".into(),
            door: "Cupo".into(),
            action: t.updated_title().into_owned(),
            about: PEOPLE[index].0.into(),
            detail: t.what_granted().into_owned(),
            verdict: VerdictBadge::new(t, kind),
            operation: Some(Link::new(t.operation_id(), "operations/1")),
        };
        let page = |rows: Vec<AuditRow>| AuditPage {
            t,
            frame: frame(t, &t.rail_audit(), Place::Audit, false),
            from: Field::text("from", t.audit_from()).of("date", "off").value("2026-10-22"),
            to: Field::text("to", t.audit_to()).of("date", "off").value("2026-11-21"),
            actions: vec![Choice::new("", t.filter_any(), true)],
            who: Field::text("who", t.column_who()),
            user: Field::text("user", t.column_user()).value("ana@cordillera.example"),
            products: vec![Choice::new("", t.filter_any(), true)],
            doors: vec![Choice::new("", t.filter_any(), true)],
            operation: Some(("4b3f".into(), Link::new(t.audit_every_operation(), "?"))),
            errors: Vec::new(),
            csv_href: "audit.csv".into(),
            json_href: "audit.json".into(),
            rows,
            pager: one_page(t, 2),
            empty_link: Link::new(t.audit_show_all(), "?"),
        };
        let many = vec![row(0, VerdictKind::Done), row(3, VerdictKind::Refused)];
        vec![("many", page(many)), ("empty", page(Vec::new()))]
    }
}

impl Sample for ActivityPage {
    const NAME: &'static str = "activity";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |index: usize, kind| ActivityRow {
            at: at(t, 0),
            customer: Link::new("Cordillera Foods", "?customer=1"),
            about: PEOPLE[index].0.into(),
            action: t.updated_title().into_owned(),
            detail: t.what_granted().into_owned(),
            who: "Maialen Etxeberria".into(),
            door: "Cupo".into(),
            verdict: VerdictBadge::new(t, kind),
            operation: Some(Link::new(t.operation_id(), "operations/1")),
        };
        let page = |rows: Vec<ActivityRow>| ActivityPage {
            t,
            frame: frame(t, &t.rail_activity(), Place::Activity, false),
            from: Field::text("from", t.audit_from()).of("date", "off").value("2026-10-22"),
            to: Field::text("to", t.audit_to()).of("date", "off").value("2026-11-21"),
            company: Field::text("company", t.activity_company()),
            resources: vec![Choice::new("", t.filter_any(), true)],
            customer: Some(("4b3f".into(), Link::new(t.frame_all_customers(), "?"))),
            errors: Vec::new(),
            csv_href: "activity.csv".into(),
            rows,
            pager: one_page(t, 2),
            empty_link: Link::new(t.audit_show_all(), "?"),
        };
        let many = vec![row(0, VerdictKind::Done), row(3, VerdictKind::Refused)];
        vec![("many", page(many)), ("empty", page(Vec::new()))]
    }
}

impl Sample for MailPage {
    const NAME: &'static str = "mail";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |rows: Vec<MailRow>| MailPage {
            t,
            frame: frame(t, &t.rail_mail(), Place::Mail, true),
            rows,
            pager: one_page(t, 1),
            empty_link: Link::new(t.error_home(), "/"),
        };
        let row = MailRow {
            subject: "Datos en riesgo".into(),
            to: "ana@cordillera.example".into(),
            at: at(t, -1),
            body: "Buzones: 12\nFecha: 30 nov 2026".into(),
        };
        vec![("many", page(vec![row])), ("empty", page(Vec::new()))]
    }
}

impl Sample for RolesPage {
    const NAME: &'static str = "roles";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |index: usize, roles: &str| BearerRow {
            name: PEOPLE[index].0.into(),
            sign_in: format!("{}@cordillera.example", PEOPLE[index].1),
            roles: roles.into(),
            sign_in_state: t.roles_no_password().into_owned(),
            href: "users/1/roles".into(),
        };
        let page = |rows: Vec<BearerRow>, next| RolesPage {
            t,
            frame: frame(t, &t.rail_roles(), Place::Roles, false),
            rows,
            next,
            users: Link::new(t.roles_give(), "users"),
            table: vec![
                Permission { role: t.role_global_admin().into_owned(), may: t.action_view().into_owned() },
                Permission { role: t.role_user().into_owned(), may: t.roles_may_nothing().into_owned() },
            ],
        };
        let many = vec![row(1, &t.role_global_admin()), row(11, &t.role_reports_reader())];
        let next = Link::new(t.roles_next(), "roles?after=1");
        vec![("many", page(many, Some(next))), ("empty", page(Vec::new(), None))]
    }
}

impl Sample for UserRolesPage {
    const NAME: &'static str = "user-roles";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let role = |label: &str, held, locked| RoleBox {
            key: "license-admin",
            label: label.to_owned(),
            may: t.action_assign_licenses().into_owned(),
            held,
            locked,
        };
        let page = |errors| UserRolesPage {
            t,
            frame: frame(t, &t.roles_manage(), Place::Roles, false),
            title: t.roles_title(PEOPLE[3].0),
            action: "roles".into(),
            shown: "license-admin".into(),
            errors,
            notes: Vec::new(),
            boxes: vec![role(&t.role_license_admin(), true, false), role(&t.role_operator(), false, true)],
            back: Link::new(t.start_back_to(PEOPLE[3].0), "users/1"),
        };
        let wrong = vec![FieldError { field: "role", text: t.roles_last_admin().into_owned() }];
        vec![("one", page(Vec::new())), ("wrong", page(wrong))]
    }
}
