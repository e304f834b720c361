//! Every command on a database and against a server gives the same answer.

use crate::bench::{Both, CUSTOMER, Local, Served, demo, run};

#[test]
fn lists_are_the_same_in_both_places() {
    let both = Both::new();
    for args in [
        &["user", "list"][..],
        &["user", "list", "--json"],
        &["user", "list", "--filter", "licensed=no", "--filter", "sign-in=allowed", "--json"],
        &["user", "list", "--deleted"],
        &["user", "list", "--filter", "product=SPE_E3", "--limit", "3"],
        &["catalog", "list", "--search", "exchange"],
        &["catalog", "list", "--json"],
        &["subscription", "list"],
        &["subscription", "list", "--json"],
        &["license", "list"],
        &["license", "list", "--product", "SPE_E3", "--json"],
        &["operation", "list"],
        &["app", "list", "--json"],
        &["customer", "list", "--search", "serran", "--json"],
    ] {
        let ran = both.same(args);
        assert_eq!(ran.code, 0, "{args:?} {}", ran.err);
        assert!(ran.out.len() > 20 || args[0] == "operation", "{args:?} says something");
    }
    let user = both.local.names("product=SPE_E3", 1).remove(0);
    assert!(both.same(&["license", "list", "--user", &user]).done().contains("SPE_E3"));
}

/// Of the stop signal systems other than Unix have nothing like it.
#[cfg(unix)]
#[test]
fn a_stopped_server_leaves_everything_in_the_one_file() {
    let mut served = Served::new("global-admin");
    let user = served.local.names("licensed=no", 1).remove(0);
    // Given or refused: either way there is an operation.
    served.run(&["license", "assign", &user, "--product", "FLOW_FREE", "--yes"]);
    served.stop();
    let folder = &served.local.folder.0;
    assert!(!folder.join("cupo.db-wal").exists(), "the log was carried into the file");
    let alone = folder.join("alone.db");
    std::fs::copy(folder.join("cupo.db"), &alone).unwrap();
    let database = format!("sqlite:{}", alone.display());
    let listed = served.local.run(&["operation", "list", "--json", "--database", &database]);
    assert_eq!(
        listed.json()["items"].as_array().unwrap().len(),
        1,
        "the copy of the file alone has all of it"
    );
}

#[test]
fn r_audit_7_the_audit_is_proved_and_a_changed_record_is_named() {
    let both = Both::new();
    let user = both.local.names("licensed=no", 1).remove(0);
    // Given or refused: either way there is a record.
    both.local.run(&["license", "assign", &user, "--product", "FLOW_FREE", "--yes"]);
    let whole = both.local.run(&["audit", "verify", "--json"]);
    assert_eq!((whole.code, &whole.json()["whole"]), (0, &serde_json::Value::Bool(true)), "{}", whole.err);
    assert!(both.local.run(&["audit", "verify"]).done().contains("every chain is whole"));
    let unknown = both.local.run(&["audit", "verify", "--customer", "nobody.example"]);
    assert_eq!(unknown.code, 3, "{}", unknown.err);
}

#[test]
fn licenses_are_given_taken_replaced_and_undone_alike() {
    let both = Both::new();
    let users = both.local.names("licensed=no", 3);
    let (ana, eva) = (users[0].as_str(), users[1].as_str());
    let located = |name: &str| both.same(&["user", "list", "--filter", &format!("search={name}")]).done();
    located(ana);
    // Looking changes nothing.
    let shown = both.same(&["license", "assign", ana, eva, "--product", "FLOW_FREE", "--dry-run", "--json"]);
    let totals = &shown.json()["preview"]["totals"];
    assert_eq!(totals["users"], 2);
    assert_eq!(shown.json()["operation"], serde_json::Value::Null);
    assert!(both.same(&["operation", "list", "--json"]).json()["items"].as_array().unwrap().is_empty());

    let given =
        both.same(&["license", "assign", eva, "--product", "FLOW_FREE", "--yes", "--reason", "prueba"]);
    assert!(given.done().contains("1 changed"));
    assert!(both.same(&["license", "list", "--user", eva]).done().contains("FLOW_FREE"));
    let listed = both.same(&["operation", "list", "--json"]).json();
    assert_eq!(listed["items"][0]["reason"], "prueba");

    let taken = both.same(&["license", "revoke", eva, "--all", "--yes", "--json"]);
    assert_eq!(taken.json()["operation"]["succeeded"], 1);
    for (run, name) in [
        (both.local.run(&["operation", "list", "--json"]), "local"),
        (both.served.run(&["operation", "list", "--json"]), "served"),
    ] {
        let id = run.json()["items"][0]["id"].as_str().unwrap().to_owned();
        let args = ["operation", "undo", &id, "--yes"];
        let undone = if name == "local" { both.local.run(&args) } else { both.served.run(&args) };
        assert!(undone.done().contains("1 changed"), "{name}");
        let args = ["operation", "show", &id, "--json"];
        let shown = if name == "local" { both.local.run(&args) } else { both.served.run(&args) };
        assert_eq!(shown.json()["outcomes"][0]["user_name"], eva);
        let args = ["operation", "wait", &id];
        let waited = if name == "local" { both.local.run(&args) } else { both.served.run(&args) };
        assert!(waited.done().contains(&id));
    }
    assert!(both.same(&["license", "list", "--user", eva]).done().contains("FLOW_FREE"));
    let replaced = both.same(&["license", "replace", eva, "--with", "EXCHANGESTANDARD", "--yes"]);
    assert!(replaced.done().contains("1 changed"));
    assert!(!both.same(&["license", "list", "--user", eva]).done().contains("FLOW_FREE"));
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn strict_changes_nobody_when_one_is_refused_and_best_effort_the_others() {
    let both = Both::new();
    let all = both.same(&["user", "list", "--filter", "licensed=no", "--json"]).json();
    let names = all["items"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned());
    let file = format!("user\n{}\n", names.collect::<Vec<_>>().join("\n"));
    assert!(file.lines().count() > 3);
    let assign = |manner: &str| {
        let args =
            ["license", "assign", "--csv", "-", "--product", "EXCHANGESTANDARD", manner, "--yes", "--json"];
        both.same_with(&args, &file)
    };
    let strict = assign("--strict");
    assert_eq!((strict.code, &strict.json()["operation"]["succeeded"]), (1, &0.into()));
    let reasons = strict.json()["preview"]["refusals"].clone();
    let codes: Vec<&str> =
        reasons.as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"E-COUNT") && codes.contains(&"E-OTHER"), "{codes:?}");
    let most = assign("--best-effort");
    assert_eq!(most.code, 1);
    assert!(most.json()["operation"]["succeeded"].as_i64().unwrap() > 0);
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn domains_are_listed_given_chosen_and_taken_alike_and_a_file_names_those_it_lacks() {
    let both = Both::new();
    let heading = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
                   Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,\
                   Country or Region\n";
    let file = format!("{heading}ana@taller.example,Ana,Gil,Ana Gil,,Ventas,,,,,,,,,,Spain\n");
    let lacking = both.same_with(&["user", "import", "-"], &file);
    assert_eq!(lacking.code, 1, "{}", lacking.err);
    let advice = format!("cupo customer domain add taller.example --customer {CUSTOMER}");
    assert!(lacking.out.contains("taller.example (1)") && lacking.out.contains(&advice), "{}", lacking.out);
    let told = both.same_with(&["user", "import", "-", "--dry-run", "--json"], &file).json();
    assert_eq!(told["unknown_domains"][0]["domain"], "taller.example");

    let domain = ["customer", "domain"];
    let shown = both.same(&[&domain[..], &["add", "taller.example", "--dry-run"]].concat());
    assert!(shown.done().contains("domain.taller.example"));
    both.same(&[&domain[..], &["add", "taller.example", "--yes"]].concat()).done();
    assert!(both.same_with(&["user", "import", "-"], &file).done().contains("1 created"));
    let named = both.same(&["user", "list", "--customer", "taller.example", "--filter", "search=ana@taller"]);
    assert!(named.done().contains("ana@taller.example"), "a customer is named by any of its domains");
    let used = both.same(&[&domain[..], &["remove", "taller.example", "--yes"]].concat());
    assert_eq!(used.code, 4, "{}", used.err);
    both.same(&[&domain[..], &["default", "taller.example", "--yes"]].concat()).done();
    let listed =
        both.same(&[&domain[..], &["list", "--json", "--customer", "taller.example"]].concat()).json();
    let default = listed["items"].as_array().unwrap().iter().find(|it| it["default"] == true).unwrap();
    assert_eq!(default["domain"], "taller.example");
    let wrong =
        both.same(&[&domain[..], &["add", "nothing", "--yes", "--customer", "taller.example"]].concat());
    assert_eq!(wrong.code, 2, "{}", wrong.err);
    let taken =
        both.same(&[&domain[..], &["add", CUSTOMER, "--yes", "--customer", "taller.example"]].concat());
    assert_ne!(taken.code, 0, "it has it already");
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn customers_are_created_by_their_partner_in_both_places() {
    let (local, served) = (Local::new(), Served::new("partner-admin-agent"));
    let create = [
        "customer",
        "create",
        "Faro",
        "--domain",
        "faro.example",
        "--domain",
        "taller.faro.example",
        "--country",
        "ES",
        "--yes",
    ];
    let list = ["customer", "domain", "list", "--customer", "taller.faro.example"];
    local.run(&create).done();
    let all = local.run(&list).done();
    assert!(all.contains("faro.example") && all.contains("taller.faro.example"), "{all}");
    assert_eq!(local.run(&create).code, 4, "its domain is taken by now");
    assert_eq!(local.run(&["check"]).code, 0);
    let partner = local.run(&["customer", "list", "--json"]).json();
    let partner = partner["items"].as_array().unwrap().iter().find(|it| it["partner"] == true).unwrap();
    let named = [&create[..], &["--partner", partner["id"].as_str().unwrap()]].concat();
    served.run(&named).done();
    assert!(served.run(&list).done().contains("taller.faro.example"));
    let other = Served::new("global-admin").run(&named);
    assert_eq!(other.code, 3, "{}", other.err);
}

#[test]
fn r_buy_14_only_the_operator_plans_as_the_seller() {
    let both = Both::new();
    let all = both.local.run(&["subscription", "list", "--json"]).json();
    let own = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["channel"] == "direct" && it["status"] == "active" && it["recurring"] == true);
    let id = own.unwrap()["id"].as_str().unwrap().to_owned();
    let to = |word: &'static str| ["subscription", "change", id.as_str(), "--to", word, "--yes"];
    let plan = [&to("seller-plan")[..], &["--quantity", "900"]].concat();
    let refused = both.served.run(&plan);
    assert_eq!(refused.code, 3, "{}", refused.err);
    both.local.run(&plan).done();
    let blocked = both.local.run(&to("recurring-off"));
    assert_eq!(blocked.code, 4, "{}{}", blocked.out, blocked.err);
    both.local.run(&to("seller-plan")).done();
    both.local.run(&to("recurring-off")).done();
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn files_of_users_and_single_users_are_imported_alike() {
    let both = Both::new();
    let heading = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
                   Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,\
                   Country or Region\n";
    let row = |name: &str| format!("{name}@{CUSTOMER},Ana,Gil,{name},,Ventas,,,,,,,,,,Spain\n");
    let good = format!("{heading}{}{}", row("nueva.uno"), row("nueva.dos"));
    let judged = both.same_with(&["user", "import", "-", "--dry-run", "--json"], &good);
    assert_eq!((judged.code, &judged.json()["good"], &judged.json()["created"]), (0, &2.into(), &0.into()));
    assert!(both.same_with(&["user", "import", "-"], &good).done().contains("2 created"));
    let bad = format!("{heading}{}\"no name\",,,,,,,,,,,,,,,\n", row("nueva.tres"));
    let refused = both.same_with(&["user", "import", "-"], &bad);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.out.contains("line 3: reject"), "{}", refused.out);
    let name = format!("sola@{CUSTOMER}");
    let add = [
        "user",
        "add",
        &name,
        "--display-name",
        "Sola",
        "--location",
        "ES",
        "--department",
        "Ventas",
        "--yes",
        // The passwords differ, and are left out of answers for programs.
        "--json",
    ];
    assert_eq!(both.same(&add).code, 0);
    assert_eq!(both.same(&add).code, 4, "there is one already");
    let found = both.same(&["user", "list", "--filter", "search=sola@", "--json"]).json();
    assert_eq!(
        (&found["items"][0]["location"], &found["items"][0]["department"]),
        (&"ES".into(), &"Ventas".into())
    );
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn users_are_deleted_and_come_back_alike() {
    let both = Both::new();
    let user = both.local.names("licensed=no", 1).remove(0);
    assert_eq!(both.same(&["user", "delete", &user, "--yes"]).code, 0);
    assert!(both.same(&["user", "list", "--deleted"]).done().contains(&user));
    assert_eq!(both.same(&["user", "restore", &user, "--yes", "--json"]).code, 0);
    assert!(both.same(&["user", "list", "--filter", &format!("search={user}")]).done().contains(&user));
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn every_change_can_be_looked_at_before_it_is_done() {
    let both = Both::new();
    let (user, new) = (both.local.names("licensed=no", 2).remove(1), format!("mirada@{CUSTOMER}"));
    let all = both.same(&["subscription", "list", "--json"]).json();
    let own = all["items"].as_array().unwrap().iter().find(|it| it["channel"] == "direct").unwrap().clone();
    let (id, seats) = (own["id"].as_str().unwrap(), (own["quantity"].as_i64().unwrap() + 2).to_string());
    let looked = |args: &[&str], says: &str| {
        let told = both.same(&[args, &["--dry-run"]].concat());
        assert_eq!(told.code, 0, "{args:?} {}", told.err);
        assert!(told.out.contains(says), "{args:?}: {}", told.out);
        let json = both.same(&[args, &["--dry-run", "--json"]].concat()).json();
        assert_eq!(
            (&json["operation"], &json["preview"]["changes"]),
            (&serde_json::Value::Null, &true.into())
        );
        assert!(json["preview"]["digest"].as_str().unwrap().len() > 20, "{json}");
    };
    let operations = |count: usize| {
        let all = both.same(&["operation", "list", "--json"]).json();
        assert_eq!(all["items"].as_array().unwrap().len(), count, "looking does nothing");
    };
    looked(&["user", "add", &new, "--display-name", "Mirada", "--location", "ES"], "Mirada");
    looked(&["user", "delete", &user], "1 user: 1 will change");
    looked(&["subscription", "buy", "ENTERPRISEPREMIUM", "--quantity", "3"], "It costs");
    looked(&["subscription", "resize", id, "--quantity", &seats], "Free then");
    looked(&["license", "assign", &user, "--product", "FLOW_FREE"], "FLOW_FREE");
    operations(0);
    assert_eq!(both.same(&["user", "delete", &user, "--yes"]).code, 0);
    looked(&["user", "restore", &user], "1 user: 1 will change");
    operations(1);
    for served in [false, true] {
        let run = |args: &[&str]| if served { both.served.run(args) } else { both.local.run(args) };
        let done = run(&["operation", "list", "--json"]).json();
        let id = done["items"][0]["id"].as_str().unwrap().to_owned();
        let told = run(&["operation", "undo", &id, "--dry-run"]);
        assert!(told.code == 0 && told.out.contains("1 will change"), "{}{}", told.out, told.err);
        assert!(run(&["operation", "undo", &id, "--yes"]).done().contains("1 changed"));
        assert_eq!(run(&["operation", "undo", &id, "--dry-run"]).code, 4, "it is undone already");
    }
    operations(2);
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn licenses_go_out_as_a_file_and_come_back_edited() {
    let both = Both::new();
    let user = both.local.names("licensed=no", 2).remove(1);
    let apply = |args: &[&str], file: &str| {
        both.same_with(&[&["license", "apply", "--csv", "-"], args].concat(), file)
    };
    for lang in ["en", "es"] {
        let file = both.same(&["license", "export", "--lang", lang]).done();
        assert!(file.contains(&user), "{file}");
        let same = apply(&["--dry-run", "--json"], &file);
        assert_eq!((same.code, &same.json()["preview"]["changes"]), (0, &false.into()), "{}", same.out);
    }
    let one = both.same(&["license", "export", "--filter", &format!("search={user}")]).done();
    assert_eq!(one.lines().count(), 2, "a row for somebody without a license: {one}");
    // The row of somebody without a license has an empty product, which is filled in.
    let edited = one.replacen(",,", ",FLOW_FREE,", 1);
    let looked = apply(&["--dry-run"], &edited);
    assert!(looked.code == 0 && looked.out.contains("1 user: 1 will change"), "{}{}", looked.out, looked.err);
    assert!(apply(&["--yes"], &edited).done().contains("1 changed"));
    let again = both.same(&["license", "export", "--filter", &format!("search={user}")]).done();
    assert!(again.contains("FLOW_FREE"), "{again}");
    let taken = apply(&["--yes", "--reason", "prueba"], &format!("Usuario;Producto\n{user};\n"));
    assert!(taken.done().contains("1 changed"), "a row without a product says: none");
    let given = apply(&["--mode", "assign", "--yes"], &format!("user,product\n{user},FLOW_FREE\n"));
    assert!(given.done().contains("1 changed"));
    let bad = format!("user,product\n{user},FLOW_FREE\nnadie@{CUSTOMER},FLOW_FREE\n");
    let refused = apply(&["--mode", "revoke", "--yes"], &bad);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.out.contains("line 3: reject") && refused.out.contains("nadie@"), "{}", refused.out);
    assert!(apply(&["--mode", "revoke", "--good-rows", "--yes"], &bad).done().contains("1 changed"));
    assert_eq!(apply(&["--mode", "revoke", "--others", "--yes"], &bad).code, 2);
    assert_eq!(apply(&["--yes"], "name,mail\na,b\n").code, 2, "a file that is none");
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn subscriptions_change_their_life_and_data_is_held_alike() {
    let both = Both::new();
    let all = both.same(&["subscription", "list", "--json"]).json();
    let own = all["items"].as_array().unwrap().iter();
    let own = own
        .clone()
        .find(|it| it["channel"] == "direct" && it["recurring"] == true && it["status"] == "active");
    let id = own.unwrap()["id"].as_str().unwrap().to_owned();
    let change = |rest: &[&str]| both.same(&[&["subscription", "change", &id, "--to"], rest].concat());
    assert!(
        change(&["recurring-off", "--dry-run", "--json"]).json()["preview"]["fields"][0]["name"].is_string()
    );
    assert_eq!(change(&["recurring-off", "--yes"]).code, 0);
    let listed = both.same(&["subscription", "list", "--json"]).json();
    let same = listed["items"].as_array().unwrap().iter().find(|it| it["id"] == id.as_str()).unwrap().clone();
    assert_eq!(same["recurring"], false);
    assert_eq!(change(&["recurring-on", "--quantity", "3", "--yes"]).code, 2);
    assert_eq!(change(&["recurring-on", "--yes"]).code, 0);
    let held = both.local.names("product=SPE_E5", 1).pop().or(both.local.names("product=SPE_E3", 1).pop());
    let held = held.unwrap();
    let place =
        ["hold", "place", &held, "--data", "mail", "--kind", "litigation", "--reason", "Caso 17", "--yes"];
    assert_eq!(both.same(&place).code, 0);
    assert_eq!(both.same(&place).code, 4, "it is there already");
    assert!(both.same(&["hold", "list", &held]).done().contains("litigation"));
    for served in [false, true] {
        let run = |args: &[&str]| if served { both.served.run(args) } else { both.local.run(args) };
        let hold = run(&["hold", "list", &held, "--json"]).json();
        let hold = hold["items"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(run(&["hold", "release", &hold, "--dry-run"]).code, 0);
        assert_eq!(run(&["hold", "release", &hold, "--yes"]).code, 0);
    }
    assert!(both.same(&["hold", "list", &held, "--json"]).json()["items"][0]["released_at"].is_string());
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn seats_are_bought_and_changed_alike() {
    let both = Both::new();
    let before = both.same(&["subscription", "list", "--json"]).json();
    let buy = ["subscription", "buy", "ENTERPRISEPREMIUM", "--quantity", "3", "--yes"];
    assert_eq!(both.same(&buy).code, 0);
    let after = both.same(&["subscription", "list", "--json"]).json();
    let count = |list: &serde_json::Value| list["items"].as_array().unwrap().len();
    assert_eq!(count(&after), count(&before) + 1);
    assert_eq!(both.local.run(&["check"]).code, 0);
}

#[test]
fn the_catalog_is_the_operators() {
    let list = "Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,\
                Service_Plans_Included_Friendly_Names\nProbe,PROBE_ONE,0f9b09cb-62d1-4ff4-9129-43f4996f83a1,PROBE_PLAN,\
                0f9b09cb-62d1-4ff4-9129-43f4996f83a2,Probe plan\n";
    let local = Local::new();
    let import = |args: &[&str]| run(local.command(args), list);
    assert!(import(&["catalog", "import", "-", "--dry-run"]).done().contains("1 products added"));
    assert!(import(&["catalog", "import", "-"]).done().contains("1 products added"));
    assert!(import(&["catalog", "import", "-"]).done().contains("Nothing changes"));
    assert!(local.run(&["catalog", "list", "--search", "probe_one"]).done().contains("PROBE_ONE"));
    let served = Served::new("global-admin");
    let refused = run(served.command(&["catalog", "import", "-"]), list);
    assert_eq!(refused.code, 3, "{}", refused.err);
    assert!(refused.err.contains("E-ROLE"), "{}", refused.err);
}

#[test]
fn programs_get_credentials_tokens_and_lose_them() {
    let served = Served::new("global-admin");
    let made = served.run(&["app", "create", "Probe", "--role", "global-reader", "--json"]).json();
    let (id, secret) = (made["client_id"].as_str().unwrap(), made["client_secret"].as_str().unwrap());
    let mut ask = crate::bench::command(&served.local.folder.0);
    ask.args(["app", "token", "--client-id", id, "--server", &served.url]);
    let token = run(ask, &format!("{secret}\n")).done();
    let customers = |args: &[&str]| {
        let mut ask = crate::bench::command(&served.local.folder.0);
        ask.args(["--server", &served.url, "--token", token.trim()]).args(args);
        run(ask, "")
    };
    assert!(customers(&["customer", "list"]).done().contains(CUSTOMER));
    let denied = customers(&[
        "user",
        "add",
        "x@serrania.example",
        "--display-name",
        "X",
        "--location",
        "ES",
        "--yes",
        "--customer",
        CUSTOMER,
    ]);
    assert_eq!(denied.code, 3, "a reader adds nobody: {}", denied.err);
    assert_eq!(served.run(&["app", "remove", id]).code, 0);
    let gone = customers(&["customer", "list"]);
    assert_eq!(gone.code, 3, "{}", gone.err);
    assert!(gone.err.contains("E-SIGNIN"), "{}", gone.err);
    assert_eq!(served.run(&["app", "remove", id]).code, 3);
    assert!(demo().1["apps"].as_array().unwrap().len() > 3);
}

#[test]
fn q_19_a_simulation_tells_in_order_what_would_happen_and_changes_nothing() {
    let both = Both::new();
    let before = both.local.run(&["operation", "list", "--json"]).out;
    let told = both.local.run(&["simulate", "--until", "2030-01-01", "--json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let told = told.json();
    let happenings = told["happenings"].as_array().unwrap();
    let due: Vec<&str> = happenings.iter().map(|it| it["due"].as_str().unwrap()).collect();
    assert!(due.len() > 10 && due.is_sorted(), "{due:?}");
    assert!(happenings.iter().any(|it| it["action"] == "subscription.renewed"));
    assert!(happenings.iter().any(|it| it["action"] == "data.mail-erased"));
    assert!(happenings.iter().all(|it| !it["name"].as_str().unwrap().is_empty()), "everything has its name");
    assert_eq!(both.local.run(&["simulate", "--until", "2030-01-01", "--json"]).json(), told);
    assert_eq!(both.local.run(&["operation", "list", "--json"]).out, before);
    assert!(both.local.run(&["simulate", "--until", "2030-01-01"]).done().contains("subscription.renewed"));
    for bad in ["2030-02-30", "soon", "", "1999-01-01"] {
        let answer = both.local.run(&["simulate", "--until", bad]);
        assert_ne!(answer.code, 0, "{bad}");
        assert!(!answer.err.contains("panicked") && answer.err.len() > 20, "{bad}: {}", answer.err);
    }
}
