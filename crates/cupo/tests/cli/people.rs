//! People, roles, settings and the audit from the shell: the same on a database and against a server.

use crate::bench::Both;

#[test]
fn r_audit_6_the_audit_is_listed_narrowed_and_exported_alike() {
    let both = Both::new();
    for args in [
        &["audit", "list"][..],
        &["audit", "list", "--json", "--limit", "5"],
        &["audit", "list", "--channel", "system", "--who", "cupo", "--json"],
        &["audit", "export", "--action", "user.created"],
        &["audit", "export", "--json"],
    ] {
        let ran = both.same(args);
        assert_eq!(ran.code, 0, "{args:?} {}", ran.err);
    }
    let partners = both.local.run(&["audit", "activity", "--json"]);
    assert_eq!(partners.code, 0, "{}", partners.err);
    let file = both.local.run(&["audit", "activity", "--csv", "--resource", "licenses"]).done();
    assert!(file.starts_with("customer,customer_name,number,at,by,"), "{file}");
    let old = both.local.run(&["audit", "activity", "--from", "2001-01-01"]);
    assert_eq!((old.code, old.out.as_str()), (2, ""), "{}", old.err);
    let elsewhere = both.served.run(&["audit", "activity", "--partner", "nobody.example"]);
    assert_eq!(elsewhere.code, 3, "{}", elsewhere.err);
    let all = both.same(&["audit", "export", "--json"]).json()["items"].as_array().unwrap().len();
    let file = both.same(&["audit", "export"]).done();
    assert!(all > 5 && file.starts_with("number,at,by,"), "{all}");
    assert_eq!(csv::Reader::from_reader(file.as_bytes()).records().count(), all);
    assert_eq!(
        both.same(&["audit", "list", "--json", "--limit", "5"]).json()["items"].as_array().unwrap().len(),
        5
    );
    for (args, code) in [
        (&["audit", "list", "--from", "yesterday"][..], 2),
        (&["audit", "list", "--user", "zzz@nowhere.example"], 3),
        (&["audit", "list", "--channel", "window"], 2),
        (&["audit", "export", "--customer", "nobody.example"], 3),
    ] {
        let ran = both.same(args);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{args:?} {}", ran.err);
    }
    let none = both.same(&["audit", "list", "--from", "2001-01-01", "--to", "2001-01-02", "--lang", "es"]);
    assert!(none.err.contains("No hay registros"), "{}", none.err);
}

#[test]
fn what_the_console_does_to_people_roles_and_settings_is_done_from_the_shell_alike() {
    let both = Both::new();
    let user = both.local.names("licensed=no", 1).remove(0);
    let shown = both.same(&["user", "edit", &user, "--department", "Compras", "--dry-run", "--json"]).json();
    assert_eq!(shown["preview"]["fields"][0]["after"], "Compras");
    assert_eq!(
        both.same(&["user", "list", "--filter", "department=Compras", "--json"]).json()["items"],
        serde_json::json!([])
    );
    both.same(&["user", "edit", &user, "--department", "Compras", "--sign-in", "blocked", "--yes", "--json"]);
    let edited = both.same(&["user", "list", "--filter", "department=Compras", "--json"]).json();
    assert_eq!(
        (&edited["items"][0]["name"], &edited["items"][0]["sign_in"]),
        (&user.clone().into(), &false.into())
    );
    assert!(both.same(&["user", "location", "PT", &user, "--yes"]).done().contains('1'));
    let located = both.same(&["user", "list", "--filter", "location=PT", "--json"]).json();
    assert_eq!(located["items"][0]["name"], user.as_str());

    both.same(&["role", "give", &user, "license-admin", "global-reader", "--yes", "--json"]);
    let held = |both: &Both| {
        let all = both.same(&["role", "list", "--json"]).json();
        let all = all["items"].as_array().unwrap().clone();
        all.iter().find(|it| it["user_name"] == user.as_str()).map(|it| it["roles"].clone())
    };
    let found = held(&both).unwrap();
    assert!(found.as_array().unwrap().contains(&"license-admin".into()), "{found}");
    both.same(&["role", "take", &user, "license-admin", "global-reader", "--yes", "--json"]);
    assert_eq!(held(&both), None);

    let before = both.same(&["settings", "show", "--json"]).json();
    assert_eq!(before["licenses_page_limit"], 20);
    both.same(&["settings", "set", "licenses_page_limit=50", "restore_over_quota=yes", "--yes", "--json"]);
    let after = both.same(&["settings", "show", "--json"]).json();
    assert_eq!((&after["licenses_page_limit"], &after["restore_over_quota"]), (&50.into(), &true.into()));
    assert!(both.same(&["settings", "show"]).done().contains("licenses_page_limit"));

    for (args, code) in [
        (&["user", "edit", &user][..], 2),
        (&["user", "edit", "nobody@nowhere.example", "--department", "X", "--yes"], 3),
        (&["user", "location", "XX", &user, "--yes"], 2),
        (&["role", "give", &user, "king", "--yes"], 2),
        (&["settings", "set", "licenses_page_limit=many", "--yes"], 2),
        (&["settings", "set", "colour=red", "--yes"], 2),
        (&["settings", "set", "nonsense", "--yes"], 2),
        (&["data", "change", "00000000-0000-4000-8000-000000000001", "--deed", "erase-files", "--yes"], 3),
        (&["subscription", "take-over", "00000000-0000-4000-8000-000000000001", "--yes"], 3),
    ] {
        let ran = both.same(args);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{args:?} {}", ran.err);
    }
    assert_eq!(both.local.run(&["check"]).code, 0);
}
