//! Data on a clock.

use super::super::Sample;
use super::*;
use crate::pages::*;

fn row(t: &Texts, index: usize, days: Option<i64>) -> AtRiskRow {
    let way = |label: &str, href: &str, restore: &str| Way {
        label: label.to_owned(),
        href: href.to_owned(),
        restore: restore.to_owned(),
    };
    AtRiskRow {
        name: PEOPLE[index].0.into(),
        sign_in: format!("{}@cordillera.example", PEOPLE[index].1),
        href: if index.is_multiple_of(2) { "users/1".into() } else { String::new() },
        state: if index.is_multiple_of(2) { String::new() } else { t.risk_deleted("1 Nov 2026") },
        data: t.risk_mail().into_owned(),
        event: t.risk_event_mail().into_owned(),
        why: t.risk_why_removed().into_owned(),
        due: days.map(|days| at(t, days)),
        tone: if index < 2 { Tone::Loss } else { Tone::Clock },
        ways: vec![
            way(&t.risk_way_give(), "users/1", ""),
            way(&t.risk_way_restore(), "", "u1"),
            way(&t.risk_way_export(), "", ""),
        ],
    }
}

impl Sample for AtRiskPage {
    const NAME: &'static str = "at-risk";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let day = |index: i64| StripDay {
            day: format!("{} nov", index + 1),
            count: if index % 5 == 0 { index * 211 + 1 } else { 0 },
            href: if index % 5 == 0 { format!("?day={index}") } else { String::new() },
            current: index == 5,
            tone: if index % 5 == 0 { Tone::Loss } else { Tone::Plain },
        };
        let page = |rows: Vec<AtRiskRow>| AtRiskPage {
            t,
            frame: frame(t, &t.risk_title(), Place::AtRisk, false),
            total: rows.len().try_into().unwrap(),
            strip: if rows.is_empty() { Vec::new() } else { (0..28).map(day).collect() },
            later: t.risk_later(3_i64),
            tabs: vec![Tab {
                label: t.risk_all().into_owned(),
                count: Some(4_213),
                href: "?".into(),
                current: true,
            }],
            chips: vec![Chip { label: t.risk_only_user(PEOPLE[0].0), remove: "?".into() }],
            clear: "?".into(),
            csv_href: "data-at-risk.csv".into(),
            links: vec![Link::new(t.inactive_title(), "inactive-mailboxes")],
            restore_action: "restore".into(),
            calendar_action: "data-at-risk/calendar".into(),
            calendar_made: (!rows.is_empty()).then(|| at(t, -9)),
            rows,
            pager: pager(t),
            none: (t.risk_none_kept().into_owned(), t.risk_none_kept_help().into_owned()),
            empty_link: Link::new(t.risk_show_all(), "?"),
        };
        let many = (0..12).map(|index| row(t, index, Some(i64::try_from(index).unwrap()))).collect();
        vec![("many", page(many)), ("held", page(vec![row(t, 3, None)])), ("empty", page(Vec::new()))]
    }
}

fn mailbox(t: &Texts, index: usize, days: Option<i64>) -> MailboxRow {
    MailboxRow {
        name: PEOPLE[index].0.into(),
        href: "users/1/data".into(),
        sign_in: format!("{}@cordillera.example", PEOPLE[index].1),
        id: "0d2f6a14-9b55-4c4e-8a0e-6d2f7c1b3a90".into(),
        state: t.risk_deleted("1 Nov 2026"),
        due: days.map(|days| at(t, days)),
        says: t.left_why_growing().into_owned(),
        tone: Tone::Clock,
    }
}

impl Sample for LeftPage {
    const NAME: &'static str = "left";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let form = |deed, to: Option<Field>| LeftForm {
            deed,
            data: if to.is_none() { "files" } else { "" },
            label: t.left_do_hand().into_owned(),
            hint: t.left_hand_hint().into_owned(),
            to,
        };
        let section = |id, forms| LeftSection {
            id,
            title: t.risk_files().into_owned(),
            facts: vec![Fact::new(t.left_stands(), t.left_bin("1 Nov 2026")), Fact::new(t.left_heir(), LONG)],
            forms,
            notes: vec![Note {
                kind: NoteKind::Info,
                text: t.left_why_in_bin().into_owned(),
                repair: None,
                who: None,
            }],
        };
        let to = Field::text("files_to", t.delete_heir()).suggest("suggest").error(t.left_why_to());
        let page = |errors, sections| LeftPage {
            t,
            frame: frame(t, &t.left_title(PEOPLE[2].0), Place::AtRisk, false),
            errors,
            action: "data/change".into(),
            sections,
            links: vec![Link::new(t.hold_title(), "holds")],
        };
        let wrong = vec![FieldError { field: "files_to", text: t.left_why_to().into_owned() }];
        let forms = vec![form("hand-files", Some(to)), form("ask-copy", None)];
        vec![
            ("wrong", page(wrong, vec![section("mail", Vec::new()), section("files", forms)])),
            ("empty", page(Vec::new(), vec![section("mail", Vec::new())])),
        ]
    }
}

impl Sample for InactivePage {
    const NAME: &'static str = "inactive";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |rows: Vec<MailboxRow>| InactivePage {
            t,
            frame: frame(t, &t.inactive_title(), Place::AtRisk, false),
            total: rows.len().try_into().unwrap(),
            rows,
            pager: pager(t),
            empty_link: Link::new(t.risk_title(), "data-at-risk"),
            search: Link::new(t.found_title(), "search-reach"),
        };
        vec![("many", page(vec![mailbox(t, 0, None), mailbox(t, 1, Some(9))])), ("empty", page(Vec::new()))]
    }
}

impl Sample for FoundPage {
    const NAME: &'static str = "found";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |rows: Vec<MailboxRow>, asked| FoundPage {
            t,
            frame: frame(t, &t.found_title(), Place::AtRisk, false),
            action: "search-reach".into(),
            question: Field::text("q", t.found_address()).hint(t.found_hint()),
            asked,
            rows,
            links: vec![Link::new(t.inactive_title(), "inactive-mailboxes")],
        };
        vec![
            ("many", page(vec![mailbox(t, 0, None), mailbox(t, 1, None)], true)),
            ("none", page(Vec::new(), true)),
            ("empty", page(Vec::new(), false)),
        ]
    }
}

impl Sample for HoldsPage {
    const NAME: &'static str = "holds";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let line = |days: i64, released: Option<i64>| HoldLine {
            data: t.risk_mail().into_owned(),
            kind: t.hold_kind_litigation().into_owned(),
            reason: "2026/114".into(),
            placed: at(t, days),
            released: released.map(|days| at(t, days)),
            release_href: "holds/1/release".into(),
        };
        let form = || PlaceForm {
            action: "holds/place".into(),
            data: vec![Choice::new("mail", t.risk_mail(), true)],
            kinds: vec![Choice::new("litigation", t.hold_kind_litigation(), true)],
            reason: Field::text("reason", t.hold_reason()).hint(t.hold_reason_hint()),
        };
        let page = |rows, errors, place| HoldsPage {
            t,
            frame: frame(t, &t.hold_of(PEOPLE[2].0), Place::AtRisk, false),
            errors,
            rows,
            notes: vec![Note {
                kind: NoteKind::Info,
                text: t.hold_why_deleted().into_owned(),
                repair: None,
                who: None,
            }],
            place,
            risk: Link::new(t.risk_title(), "data-at-risk?user=1"),
        };
        let wrong = vec![FieldError { field: "data", text: t.hold_why_late().into_owned() }];
        vec![
            ("many", page(vec![line(-3, None), line(-90, Some(-2))], Vec::new(), None)),
            ("wrong", page(Vec::new(), wrong, Some(form()))),
            ("empty", page(Vec::new(), Vec::new(), Some(form()))),
        ]
    }
}

impl Sample for SubscriptionPage {
    const NAME: &'static str = "subscription";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let moment = |label: &str, days: i64, tone| Moment {
            label: label.to_owned(),
            at: at(t, days),
            past: days < 0,
            now: days == 0,
            tone,
        };
        let page = |errors, next_period: Option<NextPeriod>| SubscriptionPage {
            t,
            frame: frame(t, LONG, Place::Products, false),
            state: t.state_active().into_owned(),
            tone: Tone::Good,
            errors,
            seats: Some((t.life_pool(LONG), seats(405, 398, 3, 0))),
            moments: vec![
                moment(&t.life_bought(), -200, Tone::Plain),
                moment(&t.life_window_ends(), -193, Tone::Plain),
                moment(&t.life_now(), 0, Tone::Plain),
                moment(&t.state_expired(), 165, Tone::Clock),
                moment(&t.state_disabled(), 195, Tone::Loss),
                moment(&t.life_step_delete(), 285, Tone::Loss),
            ],
            facts: vec![Fact::new(t.column_channel(), t.channel_direct())],
            notes: vec![Note {
                kind: NoteKind::Info,
                text: t.life_window_over("12 Nov 2026"),
                repair: None,
                who: None,
            }],
            deeds: vec![Deed {
                link: Link::new(t.life_off(), "change?do=recurring-off"),
                text: t.life_do_off("30 Nov 2026"),
            }],
            take_over: next_period.is_none().then(|| TakeOver {
                action: "/c/1/subscriptions/1/change".into(),
                products: vec![Choice::new("1", "Power BI Pro", true)],
                reason: Field::text("reason", t.take_reason()),
            }),
            key: next_period.is_some().then(|| KeyForm {
                action: "key".into(),
                key: Field::text("key", t.life_key()).hint(t.life_key_adds()),
            }),
            suspend: next_period.is_some().then(|| Suspend {
                action: "change".into(),
                hint: t.life_do_suspend("30 Nov 2026"),
                reasons: vec![Choice::new("fraud", t.life_reason_fraud(), false)],
            }),
            next_period,
        };
        let form = NextPeriod {
            action: "change".into(),
            seats: Field::text("seats", t.life_field_scheduled()).value("400"),
        };
        let wrong = vec![FieldError { field: "main", text: t.life_why_window().into_owned() }];
        vec![("active", page(Vec::new(), Some(form))), ("wrong", page(wrong, None))]
    }
}

impl Sample for TimePage {
    const NAME: &'static str = "time";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |next, error: Option<String>| {
            let mut to = Field::text("to", t.time_to()).of("date", "off");
            to.error = error;
            TimePage {
                t,
                frame: frame(t, &t.rail_time(), Place::Time, true),
                now: at(t, 0),
                next,
                errors: to.summary().into_iter().collect(),
                to,
            }
        };
        vec![("next", page(Some(at(t, 3)), None)), ("wrong", page(None, Some(t.time_past().into_owned())))]
    }
}

impl Sample for CalendarAddressPage {
    const NAME: &'static str = "calendar-address";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = CalendarAddressPage {
            t,
            frame: frame(t, &t.risk_calendar(), Place::AtRisk, false),
            address: format!("https://licenses.example/calendar/{}", "0f".repeat(32)),
            next: Link::new(t.risk_title(), "data-at-risk"),
        };
        vec![("one", page)]
    }
}

impl Sample for LeavingPage {
    const NAME: &'static str = "leaving";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let step = |title: &str, done| LeavingStep {
            title: title.to_owned(),
            text: t.leave_block_text().into_owned(),
            state: t.users_blocked().into_owned(),
            done,
            notes: Vec::new(),
            ways: if done { Vec::new() } else { vec![Link::new(title, "leaving/block")] },
        };
        let page = LeavingPage {
            t,
            frame: frame(t, &t.leave_title(PEOPLE[11].0), Place::Users, false),
            steps: vec![
                step(&t.leave_block(), true),
                step(&t.leave_keep(), false),
                step(&t.leave_end(), false),
            ],
            notes: vec![Note {
                kind: NoteKind::Clock,
                text: t.leave_last_call().into_owned(),
                repair: None,
                who: None,
            }],
            clocks: vec![ClockLine {
                what: t.clock_mail(1_i64),
                consequence: t.clock_mail_text().into_owned(),
                due: Some(at(t, 30)),
                saves: t.clock_mail_saves().into_owned(),
                tone: Tone::Loss,
                who: None,
            }],
        };
        vec![("one", page)]
    }
}
