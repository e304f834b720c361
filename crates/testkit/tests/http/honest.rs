//! Pages say what is so: an empty list says why it is empty, a figure says whose it is, and advice is given only where
//! it can be followed. It asks pages and judges their words, never their looks.

use cupo_testkit::server::TestServer;

use crate::previews::saved;

const LANGUAGES: [&str; 2] = ["en", "es"];

/// The words of one language, the first of the pair being English.
fn say<'a>(lang: &str, words: (&'a str, &'a str)) -> &'a str {
    if lang == "en" { words.0 } else { words.1 }
}

fn home(server: &TestServer) -> String {
    format!("/c/{}", server.info.customers[0].id)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_audit_6_the_first_records_name_products_and_nobody_came_through_a_door_by_himself() {
    let server = TestServer::on_sqlite().await;
    for lang in LANGUAGES {
        let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
        let page = admin.get(&format!("{}/audit?action=licenses.loaded", home(&server))).await.text();
        let unit = say(lang, (" assignment", " asignaci"));
        let rows = page.matches("<tr><th scope=\"row\"").count();
        assert!(rows > 0, "{lang}: the demo begins with licenses");
        for row in page.split("<tr><th scope=\"row\"").skip(1) {
            let what = row.split(r#"class="break""#).nth(2).unwrap_or_else(|| panic!("no words in {row}"));
            assert!(what.contains(": ") && what.contains(unit), "{lang}: product and number, not {what}");
            let door = say(lang, (">Cupo itself</span>", ">el propio Cupo</span>"));
            assert!(!row.contains(door), "{lang}: Cupo is said once: {row}");
        }
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_audit_3_the_log_is_narrowed_by_names_people_know_and_says_which_it_does_not_know() {
    let server = TestServer::on_sqlite().await;
    let log = format!("{}/audit", home(&server));
    for lang in LANGUAGES {
        let mut admin = server.with_role("partner-admin-agent").await.with("accept-language", lang);
        let rows = |page: &str| page.matches("<tr><th scope=\"row\"").count();
        let all = rows(&admin.get(&log).await.text());
        assert!(all > 0, "the demo begins with records");
        let system = admin.get(&format!("{log}?who=Cupo&door=system")).await.text();
        assert!(rows(&system) > 0 && rows(&system) <= all, "{lang}");
        for (field, sentence) in [
            ("who", ("Nobody called “zzz”", "Nadie llamado «zzz»")),
            ("user", ("had no user “zzz”", "tuvo ningún usuario «zzz»")),
        ] {
            let answer = admin.get(&format!("{log}?{field}=zzz")).await;
            assert_eq!(answer.status, 400, "{lang} {field}");
            let page = answer.text();
            assert!(page.contains(say(lang, sentence)) && page.contains(&format!("id=\"{field}-error\"")));
            assert!(page.contains("value=\"zzz\""), "what was typed stays");
            for kind in ["csv", "json"] {
                assert_eq!(
                    admin.get(&format!("{log}.{kind}?{field}=zzz")).await.status,
                    404,
                    "{field} {kind}"
                );
            }
        }
        for wrong in
            ["product=x", "door=window", "operation=x", "operation=00000000-0000-4000-8000-000000000000"]
        {
            let status = admin.get(&format!("{log}?{wrong}")).await.status;
            assert!(status == 400 || status == 404, "{wrong}: {status}");
        }
        let list: serde_json::Value =
            serde_json::from_str(&admin.get(&format!("{log}.json?who=Cupo")).await.text()).unwrap();
        let list = list.as_array().unwrap();
        assert!(list.len() >= rows(&system));
        let first = &list[0];
        assert_eq!(first["record"]["actor"], "system");
        assert_eq!(first["record"]["hash"].as_str().unwrap().len(), 64);
        // Newest first, each bound to the one before it where nothing was filtered out between.
        for pair in list.windows(2) {
            let (new, old) = (&pair[0], &pair[1]);
            assert!(new["number"].as_i64() > old["number"].as_i64());
            if new["number"].as_i64() == old["number"].as_i64().map(|number| number + 1) {
                assert_eq!(new["record"]["previous"], old["record"]["hash"]);
            }
        }
        let none = admin.get(&format!("{log}.json?from=2001-01-01&to=2001-01-02")).await.text();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&none).unwrap(), serde_json::json!([]));
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn empty_lists_say_why_they_are_empty() {
    let server = TestServer::on_sqlite().await;
    for lang in LANGUAGES {
        let mut admin = server.with_role("partner-admin-agent").await.with("accept-language", lang);
        let kept = admin.get(&format!("{}/data-at-risk?kept=yes", home(&server))).await.text();
        if !kept.contains("<tbody>") {
            assert!(kept.contains(say(lang, ("No hold keeps data", "Ninguna retención conserva datos"))));
        }
        let never = admin.get(&format!("{}/audit?from=2001-01-01&to=2001-01-02", home(&server))).await.text();
        for page in [&kept, &never] {
            let link = say(lang, (">Clear all</a></p>", ">Quitar todos</a></p>"));
            assert!(!page.contains(link), "{lang}: nothing is offered to be cleared");
        }
        for (path, save) in [
            ("licenses/manage", say(lang, (">Save<", ">Guardar<"))),
            ("licenses/several", "aria-current=\"page\">Assign"),
            ("licenses/several?mode=replace", say(lang, (">Save changes<", ">Guardar cambios<"))),
            ("licenses/several?mode=unassign", say(lang, (">Save changes<", ">Guardar cambios<"))),
            ("licenses/several?mode=edit", say(lang, (">Save changes<", ">Guardar cambios<"))),
        ] {
            let answer = admin.get(&format!("{}/{path}", home(&server))).await;
            let page = answer.text();
            assert_eq!(answer.status, 200, "{path}");
            let nobody = say(lang, ("No user is selected", "No hay usuarios seleccionados"));
            assert!(page.contains(nobody), "{lang} {path}: {page}");
            assert!(!page.contains(save), "{lang} {path} has nothing to save");
        }
        let answer = admin.get(&format!("{}/locations", home(&server))).await;
        assert_eq!(answer.status, 200, "a kept address is a page");
        assert!(answer.text().contains("users?location=none"), "{lang}: with the way to whom it is for");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn restoring_nobody_is_a_refusal() {
    let server = TestServer::on_sqlite().await;
    let mut admin = server.with_role("global-admin").await;
    let answer = admin.post(&format!("{}/deleted-users/restore", home(&server)), &[]).await;
    assert_eq!(answer.status, 303);
    let page = admin.get(answer.location()).await.text();
    assert!(page.contains("flash-refused"), "{page}");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_life_11_a_subscription_shows_no_seats_that_are_not_its_own_and_advises_only_what_it_offers() {
    let server = TestServer::on_sqlite().await;
    let mut without = 0;
    for role in ["global-admin", "partner-admin-agent"] {
        for lang in LANGUAGES {
            let mut admin = server.with_role(role).await.with("accept-language", lang);
            let list = format!("{}/subscriptions", home(&server));
            let links: Vec<String> = admin
                .get(&list)
                .await
                .text()
                .split(&format!(r#"href="{list}/"#))
                .skip(1)
                .filter_map(|it| it.split(['"', '/', '?']).next().map(str::to_owned))
                .filter(|it| it.len() == 36)
                .collect();
            assert!(links.len() > 3, "{role}: {links:?}");
            for link in links {
                let page = admin.get(&format!("{list}/{link}")).await.text();
                let gone = [
                    say(lang, ("It has not begun yet", "Todavía no ha comenzado")),
                    say(lang, ("Nothing brings it", "Nada la devuelve")),
                    say(lang, ("People cannot use", "Las personas no pueden usar")),
                    say(lang, ("People have no service", "Las personas no tienen servicio")),
                ];
                if gone.iter().any(|words| page.contains(words)) {
                    without += 1;
                    assert!(!page.contains("seat-bar"), "{lang} {link}: seats of others");
                    let idle = say(lang, ("Licenses nobody holds", "Licencias que nadie tiene"));
                    assert!(!page.contains(idle), "{lang} {link}: money for seats it does not give");
                }
                let advice = page.contains(say(lang, ("Reactivate it before", "Reactívela antes")));
                assert!(
                    !advice || page.contains("do=reactivate"),
                    "{lang} {role} {link}: advice without a way"
                );
            }
        }
    }
    assert!(without > 0, "the demo has subscriptions that give no seats");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_ui_15_data_at_risk_leads_to_the_licenses_that_save_it_and_to_holds_that_are_possible() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    for lang in LANGUAGES {
        let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
        let page = admin.get(&format!("{}/data-at-risk?data=mail", home(&server))).await.text();
        let give = say(lang, (">Give the license back</a>", ">Devolver la licencia</a>"));
        let before = page.split(give).next().filter(|before| before.len() < page.len());
        let href = before.and_then(|it| it.rsplit("href=\"").next()).and_then(|it| it.split('"').next());
        let panel =
            admin.get(href.unwrap_or_else(|| panic!("{lang}: nobody has mail on a clock"))).await.text();
        let saves = say(lang, ("Any of these licenses saves it: ", "cualquiera de estas licencias: "));
        let named = panel.split(saves).nth(1).unwrap_or_else(|| panic!("{lang}: {panel}"));
        assert!(!named.split('<').next().unwrap_or("").contains("UTC"), "{lang}: licenses and no date");
        let row = say(lang, ("Saves what is on a clock: Mail", "Salva lo que tiene plazo: Correo"));
        assert!(panel.contains(row), "{lang}: the rows say it too");
        let holds = admin.get(&format!("{}/users/{}/holds", home(&server), things.user)).await.text();
        assert!(!holds.contains(r#"<option value="mail""#), "{lang}: mail without a plan is not offered");
        assert!(holds.contains("note-clock"), "{lang}: and why is said before anything is typed");
        let leaving = admin.get(&format!("{}/users/{}/leaving", home(&server), things.user)).await.text();
        assert!(leaving.contains("note-clock"), "{lang}: as where it is announced");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_5_plans_of_a_license_that_is_given_are_shown_as_they_will_be() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let mut admin = server.with_role("partner-admin-agent").await;
    let user = things.user.to_string();
    let tick = [("do", "update"), ("shown", &user), ("ids", &user), ("back", "/")];
    admin.post(&format!("{}/selection", home(&server)), &tick).await;
    let manage = format!("{}/licenses/manage", home(&server));
    let page = admin.get(&manage).await.text();
    let row = page.split("<tbody class=\"product\"").find(|it| it.contains("name=\"s.")).unwrap();
    let product = row.split("name=\"p.").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let plan = |page: &str| {
        let at = page.find(&format!("name=\"s.{product}.")).unwrap();
        let from = page.get(..at).unwrap().rfind("<fieldset").unwrap();
        page.get(from..).unwrap().split("</fieldset>").next().unwrap().to_owned()
    };
    let before = plan(&page);
    assert!(before.contains(r#"data-tri="empty" data-with="filled""#), "{before}");
    assert!(before.contains(r#"value="take""#), "a plan can be left out: {before}");
    let given = plan(&admin.get(&format!("{manage}?p.{product}=give")).await.text());
    assert!(given.contains("data-given") && given.contains("Comes with the product"), "{given}");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_subscription_is_told_as_bought_and_leads_to_giving_it_out() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    for (lang, quantity) in [("en", "7"), ("es", "8")] {
        let mut agent = server.with_role("partner-admin-agent").await.with("accept-language", lang);
        let product = things.product.to_string();
        let fields = [("product", product.as_str()), ("quantity", quantity), ("term", "P1Y")];
        let done = saved(&mut agent, &format!("{}/subscriptions/new", home(&server)), &fields).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert!(done.location().contains("/operations/"), "{}", done.location());
        let page = agent.get(done.location()).await.text();
        assert!(page.contains(say(lang, ("7 licenses of", "Se compraron 8 licencias de"))), "{lang}: {page}");
        assert!(page.contains(&format!("/products/{product}\"")), "{lang}: with the way to give them out");
        assert!(!page.contains(say(lang, ("Number of licenses changed", "Número de licencias cambiado"))));
    }
    server.end().await;
}
