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
            restore_action: "restore".into(),
            rows,
            pager: pager(t),
            empty_link: Link::new(t.users_show_all(), "users"),
        };
        let many = (0..12).map(|index| row(t, index, Some(i64::try_from(index).unwrap()))).collect();
        vec![("many", page(many)), ("held", page(vec![row(t, 3, None)])), ("empty", page(Vec::new()))]
    }
}
