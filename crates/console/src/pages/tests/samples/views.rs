//! Views of the list of users.

use super::super::Sample;
use super::*;
use crate::pages::*;

pub fn menu(t: &'static Texts, many: bool) -> ViewMenu {
    let tab = |label: &str, current| Tab { label: label.into(), href: "?".into(), current, count: None };
    ViewMenu {
        name: if many { t.views_changed("Bajas de Ventas") } else { t.view_all().into_owned() },
        saved: many.then(|| GUID.into()),
        built_in: vec![tab(&t.view_all(), !many), tab(&t.view_unlicensed_mail(), false)],
        own: if many { vec![tab("Bajas de Ventas", false), tab(LONG, false)] } else { Vec::new() },
        all: Link::new(t.views_manage(), "views"),
        save: many.then(|| Link::new(t.views_save(), "views/new")),
    }
}

impl Sample for ViewsPage {
    const NAME: &'static str = "views";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let row = |name: &str, conditions: usize| ViewRow {
            name: name.into(),
            href: "users?saved=1".into(),
            conditions: vec![t.wiz_chip_product(LONG); conditions],
            change: (conditions > 1).then(|| "views/1".into()),
        };
        let page = |own: Vec<ViewRow>| ViewsPage {
            t,
            frame: frame(t, &t.views_title(), Place::Users, false),
            own,
            most: 50,
            built_in: vec![row(&t.view_all(), 0), row(&t.view_unlicensed(), 1)],
            users: Link::new(t.rail_active_users(), "users"),
        };
        vec![("many", page(vec![row("Bajas", 1), row(LONG, 3)])), ("empty", page(Vec::new()))]
    }
}

impl Sample for SaveViewPage {
    const NAME: &'static str = "save-view";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = |from: bool| {
            let name = Field::text("name", t.view_name()).hint(t.view_name_hint(80_i64));
            let name = if from { name.value("Bajas").error(t.view_name_taken()) } else { name };
            SaveViewPage {
                t,
                frame: frame(t, &t.views_save(), Place::Users, false),
                errors: name.summary().into_iter().collect(),
                action: "new".into(),
                conditions: vec![t.wiz_chip_product(LONG), t.wiz_chip_blocked().into_owned()],
                parts: vec![("signin", "blocked".into())],
                name,
                from: from.then(|| (GUID.into(), LONG.into())),
                back: "users".into(),
            }
        };
        vec![("empty", page(false)), ("error", page(true))]
    }
}

impl Sample for ViewPage {
    const NAME: &'static str = "view";

    fn samples(t: &'static Texts) -> Vec<(&'static str, Self)> {
        let page = ViewPage {
            t,
            frame: frame(t, LONG, Place::Users, false),
            errors: Vec::new(),
            action: "views/1".into(),
            open: Link::new(t.views_open(LONG), "users"),
            conditions: vec![t.wiz_chip_product(LONG), t.wiz_chip_blocked().into_owned()],
            name: Field::text("name", t.view_name()).hint(t.view_name_hint(80_i64)).value(LONG),
            back: "views".into(),
        };
        vec![("one", page)]
    }
}
