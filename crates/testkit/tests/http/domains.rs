//! Domains on the pages: several for a new customer, more in the settings, and the way there from a file that lacks some.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};

const LANGUAGES: [&str; 2] = ["en", "es"];
const HEADINGS: &str = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
    Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region\n";

fn say(lang: &str, (english, spanish): (&'static str, &'static str)) -> &'static str {
    if lang == "en" { english } else { spanish }
}

fn home(server: &TestServer) -> String {
    format!("/c/{}", server.info.customers[0].id)
}

/// What a page carries in a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!(r#"name="{name}" value=""#);
    let rest = page.split(&mark).nth(1).unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Presses the button of a page that shows a change.
async fn press(admin: &mut Browser, shown: &Answer) -> Answer {
    assert_eq!(shown.status, 200, "{}", shown.text());
    let page = shown.text();
    let (preview, digest) = (hidden(&page, "preview"), hidden(&page, "digest"));
    let forms = page.split(r#"<form method="post" action=""#).skip(1);
    let action = forms.filter_map(|it| it.split('"').next()).find(|it| it.contains("/changes")).unwrap();
    let action = action.replace("&#38;", "&").replace("&amp;", "&");
    admin.post(&action, &[("preview", &preview), ("digest", &digest)]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_leads_to_the_domains_it_lacks_and_is_whole_afterwards() {
    let server = TestServer::on_sqlite().await;
    let file = |lang: &str| {
        let row = |name: &str| format!("{name},,,Ana {lang},,,,,,,,,,,,Spain\n");
        format!(
            "{HEADINGS}{}{}",
            row(&format!("ana@{lang}.taller.example")),
            row(&format!("eva@{lang}.tienda.example"))
        )
    };
    for lang in LANGUAGES {
        let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
        let import = format!("{}/users/import", home(&server));
        let judged = admin.upload(&import, file(lang).as_bytes()).await;
        let page = admin.get(judged.location()).await.text();
        assert!(page.contains(&format!("{lang}.taller.example, {lang}.tienda.example")), "{page}");
        let link = page
            .split("href=\"")
            .filter_map(|it| it.split('"').next())
            .find(|it| it.contains("settings?"))
            .unwrap();
        let link = link.replace("&#38;", "&").replace("&amp;", "&");
        let settings = admin.get(link.split('#').next().unwrap()).await.text();
        assert!(
            settings.contains(&format!(r#"value="{lang}.taller.example {lang}.tienda.example""#)),
            "{settings}"
        );
        let both = format!("{lang}.taller.example, @{lang}.tienda.example");
        let asked = [("do", "add"), ("domain", both.as_str()), ("from", "import")];
        let shown = admin.post(&format!("{}/settings/domains", home(&server)), &asked).await;
        assert!(
            shown.text().contains(&format!("@{lang}.taller.example, @{lang}.tienda.example")),
            "{}",
            shown.text()
        );
        let done = press(&mut admin, &shown).await;
        assert_eq!((done.status, done.location()), (303, import.as_str()));
        let judged = admin.upload(&import, file(lang).as_bytes()).await;
        let page = admin.get(judged.location()).await.text();
        let create = say(lang, ("Create 2 users", "Crear 2 usuarios"));
        assert!(page.contains(create), "{page}");
    }
    // Whoever may import and not change settings is told who may.
    let mut other = server.with_role("user-admin").await;
    let judged = other.upload(&format!("{}/users/import", home(&server)), file("fr").as_bytes()).await;
    let page = other.get(judged.location()).await.text();
    assert!(page.contains("fr.taller.example") && !page.contains("/settings?"), "{page}");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn domains_are_given_chosen_and_taken_in_the_settings_and_refusals_name_them() {
    let server = TestServer::on_sqlite().await;
    let (home, foreign) = (home(&server), server.info.customers[1].domain.clone());
    let own = server.info.customers[0].domain.clone();
    let action = format!("{home}/settings/domains");
    for lang in LANGUAGES {
        let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
        let name = format!("{lang}.nueva.example");
        for (what, domain, status, says) in [
            ("add", foreign.as_str(), 409, foreign.as_str()),
            ("add", own.as_str(), 409, own.as_str()),
            ("add", "caf\u{e9}.example", 400, "caf\u{e9}.example"),
            ("add", "nothing", 400, "nothing"),
            ("add", "", 400, "norte.example"),
            ("remove", own.as_str(), 409, say(lang, ("Choose another one", "Elija antes otro"))),
            ("default", foreign.as_str(), 404, ""),
        ] {
            let answer = admin.post(&action, &[("do", what), ("domain", domain)]).await;
            assert_eq!(answer.status, status, "{lang}: {what} {domain}: {}", answer.text());
            assert!(
                answer.is_page() && answer.text().contains(says),
                "{lang}: {what} {domain}: {}",
                answer.text()
            );
        }
        assert_eq!(admin.post(&action, &[("do", "dance"), ("domain", &own)]).await.status, 400);
        for (what, flash) in [("add", true), ("default", true), ("remove", false)] {
            let shown = admin.post(&action, &[("do", what), ("domain", &name)]).await;
            if flash {
                let done = press(&mut admin, &shown).await;
                assert!(done.location().contains("did=saved"), "{}", done.location());
                assert!(admin.get(&format!("{home}/settings")).await.text().contains(&name));
            } else {
                assert_eq!(shown.status, 409, "new users get it");
            }
        }
        let back = admin.post(&action, &[("do", "default"), ("domain", &own)]).await;
        press(&mut admin, &back).await;
        let gone = admin.post(&action, &[("do", "remove"), ("domain", &name)]).await;
        press(&mut admin, &gone).await;
        assert!(!admin.get(&format!("{home}/settings")).await.text().contains(&name));
        let audit = admin.get(&format!("{home}/audit")).await.text();
        assert!(audit.contains(say(lang, ("Domains changed", "Dominios cambiados"))), "{audit}");
        let operations = admin.get(&format!("{home}/operations")).await.text();
        assert!(operations.contains(say(lang, ("Domains changed", "Dominios cambiados"))));
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_customer_gets_all_domains_of_its_form() {
    let server = TestServer::on_sqlite().await;
    let mut agent = server.with_role("partner-admin-agent").await;
    let form = |domains: &'static str| {
        [
            ("name", "Faro"),
            ("domain", "faro.example"),
            ("domains", domains),
            ("country", "ES"),
            ("delegated", "yes"),
        ]
    };
    for (domains, status) in [("faro", 400), ("a.example, cordillera.example", 409)] {
        let taken = server.info.customers[0].domain.clone();
        let domains = domains.replace("cordillera.example", &taken);
        let mut fields = form("");
        fields[2].1 = Box::leak(domains.into_boxed_str());
        let answer = agent.post("/customers/new", &fields).await;
        assert!(matches!(answer.status, 400) || answer.status == status, "{}", answer.text());
        assert!(answer.text().contains("field-error"), "{}", answer.text());
    }
    let shown = agent.post("/customers/new", &form("taller.faro.example tienda.faro.example")).await;
    assert!(shown.text().contains("taller.faro.example, tienda.faro.example"), "{}", shown.text());
    press(&mut agent, &shown).await;
    let id = server.app().store().organisation_of_domain("tienda.faro.example").await.unwrap().unwrap();
    let found = server.app().store().organisation_by_id(id).await.unwrap().unwrap();
    assert_eq!(found.domain, "faro.example");
    let list = agent.get("/customers?q=tienda.faro").await.text();
    assert!(list.contains("Faro"), "found by any of its domains: {list}");
    server.end().await;
}
