//! Pages say what is so: an empty list says why it is empty, a figure says whose it is, and advice is given only where
//! it can be followed. It asks pages and judges their words, never their looks.

use cupo_testkit::server::TestServer;

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
        let rows = page.matches("<tr><th").count();
        assert!(rows > 0, "{lang}: the demo begins with licenses");
        for row in page.split("<tr><th").skip(1) {
            let what = row.split(r#"class="break""#).nth(2).unwrap_or_else(|| panic!("no words in {row}"));
            assert!(what.contains(": ") && what.contains(unit), "{lang}: product and number, not {what}");
            let door = say(lang, (">Cupo itself</span>", ">el propio Cupo</span>"));
            assert!(!row.contains(door), "{lang}: Cupo is said once: {row}");
        }
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
                    let idle = say(lang, ("Seats nobody holds", "Licencias que nadie tiene"));
                    assert!(!page.contains(idle), "{lang} {link}: money for seats it does not give");
                }
                let advice = page.contains(say(lang, ("Reactivate it before", "Reactívela antes")));
                assert!(!advice || page.contains("do=reactivate"), "{lang} {role} {link}: advice without a way");
            }
        }
    }
    assert!(without > 0, "the demo has subscriptions that give no seats");
    server.end().await;
}
