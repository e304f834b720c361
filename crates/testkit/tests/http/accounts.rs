//! Power over accounts ends where the rules end it (R-ROLE-4, R-ROLE-5), whichever form is used.

use cupo_domain::ids::Guid;
use cupo_testkit::server::TestServer;
use cupo_testkit::server::tables::differences;

use crate::previews::{hidden, look, pressed, saved};
use crate::routes::WAITING_FILES;

async fn guid_of(server: &TestServer, role: &str) -> Guid {
    let store = server.app().store();
    let name = server.username(role);
    let customer = store.organisation(server.info.customers[0].id).await.unwrap().unwrap().id;
    let user = store.account_by_name(customer, &name).await.unwrap().unwrap().user;
    let permit = cupo_domain::access::system_permit(customer, cupo_domain::access::Action::View);
    store.users_by_id(&permit, &[user]).await.unwrap()[0].guid
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_5_a_user_admin_neither_resets_nor_blocks_nor_deletes_administrators() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/c/{}/users", server.info.customers[0].id);
    let mut admin = server.with_role("user-admin").await;
    let mut inside = server.with_role("global-admin").await;
    for role in ["global-admin", "license-admin", "billing-admin", "global-reader"] {
        let user = guid_of(&server, role).await;
        let before = server.tables().await;
        let answer = pressed(&mut admin, &format!("{home}/{user}/password")).await;
        assert_eq!(answer.status, 403, "another password for {role}");
        let block = [("display_name", "Nobody"), ("location", "ES")];
        let answer = admin.post(&format!("{home}/{user}/account"), &block).await;
        assert_eq!(answer.status, 403, "blocking {role}");
        let shown = admin.get(&format!("{home}/delete?ids={user}")).await;
        assert!(!shown.text().contains("name=\"confirm\""), "deleting {role} is not offered");
        let fields = [("ids", user.to_string()), ("confirm", "1".to_owned()), ("digest", "x".to_owned())];
        let fields = fields.each_ref().map(|(k, v)| (*k, v.as_str()));
        let answer = admin.post(&format!("{home}/delete"), &fields).await;
        assert!(matches!(answer.status, 403 | 412), "deleting {role}: {}", answer.status);
        let differs =
            differences(&before, &server.tables().await, &["audit", "audit_head", "audit_name", "preview"]);
        assert_eq!(differs, Vec::<String>::new(), "{role}");
    }
    assert_eq!(inside.get("/").await.status, 200, "the Global admin is still signed in");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_5_a_user_admin_manages_everybody_else() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/c/{}/users", server.info.customers[0].id);
    let mut admin = server.with_role("user-admin").await;
    let user = guid_of(&server, "user").await;
    let mut person = server.with_role("user").await;
    let path = format!("{home}/{user}/account");
    let answer = saved(&mut admin, &path, &[("display_name", "Otra"), ("location", "PT")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(person.get("/").await.status, 303, "a box that is not ticked blocks, which ends the session");
    assert_eq!(pressed(&mut admin, &format!("{home}/{user}/password")).await.status, 303);
    let own = guid_of(&server, "user-admin").await;
    let answer =
        saved(&mut admin, &format!("{home}/{own}/account"), &[("display_name", "Yo"), ("enabled", "1")])
            .await;
    assert_eq!(answer.status, 303, "the own name");
    let answer = admin.post(&format!("{home}/{own}/account"), &[("display_name", "Yo")]).await;
    assert_eq!(answer.status, 409, "nobody blocks the own account");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_field_of_an_account_is_told_at_the_field_and_what_was_typed_stays() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/c/{}/users", server.info.customers[0].id);
    let user = guid_of(&server, "user").await;
    let long = "x".repeat(65);
    for (lang, label, field) in
        [("en", "Department", "Display name"), ("es", "Departamento", "Nombre para mostrar")]
    {
        let mut admin = server.with_role("user-admin").await.with("accept-language", lang);
        let fields = [
            ("display_name", "Otra Persona"),
            ("department", long.as_str()),
            ("job_title", "Buzo"),
            ("location", "PT"),
        ];
        let answer = admin.post(&format!("{home}/{user}/account"), &fields).await;
        let page = answer.text();
        assert_eq!(answer.status, 400, "{page}");
        assert!(page.contains(r##"<a href="#department">"##), "{lang}: the summary leads to the field");
        assert!(page.contains(r#"id="department-error""#) && page.contains(&format!("{label}: ")), "{lang}");
        for kept in ["Otra Persona", "Buzo", &long, r#"<option value="PT" selected>"#] {
            assert!(page.contains(kept), "{lang}: {kept} stays");
        }
        assert!(page.contains(&format!(">{field}</label>")), "{lang}");
        assert!(!page.contains("display_name</li>"), "{lang}: no internal name");
        let answer = admin.post(&format!("{home}/{user}/account"), &[("display_name", "")]).await;
        assert!(answer.text().contains(r#"id="display_name-error""#), "{lang}");

        let audit = format!("/c/{}/audit?to=9999-12-31", server.info.customers[0].id);
        let mut reader = server.with_role("global-admin").await.with("accept-language", lang);
        let answer = reader.get(&audit).await;
        assert_eq!(answer.status, 400);
        assert!(answer.text().contains(r#"id="to-error""#), "{lang}: {}", answer.text());
        let answer = reader.get(&format!("{home}?q=%00")).await;
        let place = if lang == "es" { "Dónde: Buscar por nombre" } else { "Where: Search by name" };
        assert!(answer.status == 400 && answer.text().contains(place), "{lang}: {}", answer.text());
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_restore_3_a_name_that_is_taken_is_freed_on_the_account_of_whoever_has_it() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/c/{}", server.info.customers[0].id);
    let things = server.things(server.info.customers[0].id).await;
    let (old, new) = (things.user.to_string(), guid_of(&server, "user").await);
    let mut admin = server.with_role("global-admin").await;
    let account = |user: &str| format!("{home}/users/{user}/account");
    let taken = admin.post(&account(&new.to_string()), &[("user_name", &things.sign_in)]).await;
    assert_eq!(taken.status, 400, "{}", taken.text());
    assert!(taken.text().contains(r#"id="user_name-error""#), "it is told at the field");

    let page = admin.get(&format!("{home}/users/delete?ids={old}")).await.text();
    let (preview, digest) = (hidden(&page, "preview"), hidden(&page, "digest"));
    let fields = [("ids", old.as_str()), ("confirm", "yes"), ("preview", &preview), ("digest", &digest)];
    let deleted = admin.post(&format!("{home}/users/delete"), &fields).await;
    assert_eq!(deleted.status, 303, "{}", deleted.text());
    let renamed = saved(&mut admin, &account(&new.to_string()), &[("user_name", &things.sign_in)]).await;
    assert_eq!(renamed.status, 303, "{}", renamed.text());
    let link = format!("{home}/users/{new}?tab=account");
    for (lang, said) in [("en", "Change the user name of"), ("es", "Cambiar el nombre de usuario de")] {
        let mut admin = admin.clone().with("accept-language", lang);
        let refused =
            look(&mut admin, &format!("{home}/deleted-users/restore"), &[("ids", &old)]).await.text();
        assert!(refused.contains(&link) && refused.contains(said), "{lang}: {refused}");
        assert!(refused.contains(&format!(r#"name="name-{old}""#)), "{lang}: the other way out is here too");
    }
    let place = format!("{home}/deleted-users/restore");
    let field = format!("name-{old}");
    let wrong = admin.post(&place, &[("ids", &old), (&field, "nobody@elsewhere.example")]).await;
    assert_eq!(wrong.status, 400, "{}", wrong.text());
    assert!(wrong.text().contains(r#"value="nobody@elsewhere.example""#), "what was typed stays");
    let as_other = things.sign_in.replace('@', ".vuelve@");
    let shown = admin.post(&place, &[("ids", &old), (&field, &as_other)]).await;
    assert!(shown.status == 200 && shown.text().contains(&as_other), "{}", shown.text());
    let (preview, digest) = (hidden(&shown.text(), "preview"), hidden(&shown.text(), "digest"));
    let sent = [("ids", old.as_str()), ("preview", &preview), ("digest", &digest)];
    let unseen = admin.post(&place, &sent).await;
    assert_eq!(unseen.status, 200, "another name than shown is shown first: {}", unseen.text());
    let shown = admin.post(&place, &[("ids", &old), (&field, &as_other)]).await.text();
    let (preview, digest) = (hidden(&shown, "preview"), hidden(&shown, "digest"));
    let sent = [("ids", old.as_str()), (&field, &as_other), ("preview", &preview), ("digest", &digest)];
    let back = admin.post(&place, &sent).await;
    assert_eq!(back.status, 303, "{}", back.text());
    let page = admin.get(&format!("{home}/users/{old}?tab=account")).await.text();
    assert!(page.contains(&format!(r#"value="{as_other}""#)), "{page}");
    let page = admin.get(&format!("{home}/users/delete?ids={old}")).await.text();
    let (preview, digest) = (hidden(&page, "preview"), hidden(&page, "digest"));
    let fields = [("ids", old.as_str()), ("confirm", "yes"), ("preview", &preview), ("digest", &digest)];
    assert_eq!(admin.post(&format!("{home}/users/delete"), &fields).await.status, 303);
    let page = admin.get(&link).await.text();
    assert!(page.contains(&format!(r#"name="user_name" type="text" value="{}""#, things.sign_in)), "{page}");
    let (_, domain) = things.sign_in.split_once('@').unwrap();
    let other = format!("otro.nombre@{domain}");
    assert_eq!(saved(&mut admin, &account(&new.to_string()), &[("user_name", &other)]).await.status, 303);
    let restored = saved(&mut admin, &format!("{home}/deleted-users/restore"), &[("ids", &old)]).await;
    assert_eq!(restored.status, 303, "{}", restored.text());
    assert_eq!(admin.get(&format!("{home}/users/{old}")).await.status, 200);
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deleting_is_offered_for_others_and_not_for_oneself() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/c/{}/users", server.info.customers[0].id);
    let mut admin = server.with_role("global-admin").await;
    for (role, offered) in [("user", true), ("global-admin", false)] {
        let user = guid_of(&server, role).await;
        let page = admin.get(&format!("{home}/{user}")).await.text();
        assert_eq!(page.contains(&format!("/users/delete?ids={user}")), offered, "{role}");
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_4_a_license_admin_edits_the_location_and_nothing_else_of_anybody() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/c/{}/users", server.info.customers[0].id);
    let mut admin = server.with_role("license-admin").await;
    for role in ["user", "global-admin"] {
        let user = guid_of(&server, role).await;
        let path = format!("{home}/{user}/account");
        assert_eq!(saved(&mut admin, &path, &[("location", "PT")]).await.status, 303, "{role}");
        for name in ["display_name", "first_name", "last_name", "job_title", "department"] {
            let before = server.tables().await;
            assert_eq!(admin.post(&path, &[(name, "Otra cosa")]).await.status, 403, "{role} {name}");
            let differs =
                differences(&before, &server.tables().await, &["audit", "audit_head", "audit_name"]);
            assert_eq!(differs, Vec::<String>::new(), "{role} {name}");
        }
        assert_eq!(pressed(&mut admin, &format!("{home}/{user}/password")).await.status, 403);
    }
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_waits_belongs_to_who_sent_it_at_the_customer_it_was_sent_to() {
    let server = TestServer::on_sqlite().await;
    let customer = server.info.customers[0].id;
    let domain = &server.info.customers[0].domain;
    let home = format!("/c/{customer}/users/import");
    let _turn = WAITING_FILES.lock().await;
    let mut admin = server.with_role("global-admin").await;
    let template = admin.get(&format!("{home}/template.csv?lang=en")).await.text();
    let heading = template.trim_start_matches('\u{feff}').lines().next().unwrap_or("").to_owned();
    let cells = heading.split(',').map(|name| match name.trim_matches('"') {
        "Username" | "User Name" => format!("nueva.persona@{domain}"),
        "Display name" | "Display Name" => "Nueva Persona".to_owned(),
        _ => String::new(),
    });
    let file = format!("{heading}\n{}\n", cells.collect::<Vec<_>>().join(","));
    let answer = admin.upload(&home, file.as_bytes()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let id = answer.location().split("file=").nth(1).unwrap().to_owned();
    let page = admin.get(&format!("{home}?file={id}")).await;
    assert_eq!(page.status, 200);
    let digest = hidden(&page.text(), "digest");
    let before = server.tables().await;
    for role in ["user-admin", "partner-admin-agent"] {
        let mut other = server.with_role(role).await;
        assert_eq!(other.get(&format!("{home}?file={id}")).await.status, 404, "{role}");
        assert_eq!(other.get(&format!("{home}/findings.csv?file={id}")).await.status, 404, "{role}");
        other.post(&format!("{home}/apply"), &[("preview", &id)]).await;
    }
    let differs = differences(&before, &server.tables().await, &["session", "first_sign_in"]);
    assert_eq!(differs, Vec::<String>::new(), "nobody else applies it");
    let answer = admin.post(&format!("{home}/apply"), &[("preview", &id), ("digest", &digest)]).await;
    assert_eq!(answer.status, 303);
    let differs = differences(&before, &server.tables().await, &["session", "first_sign_in"]);
    assert!(differs.contains(&"users".to_owned()), "the sender applies it: {differs:?}");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_3_the_selection_belongs_to_who_made_it() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let home = format!("/c/{}", things.customer);
    let mut one = server.with_role("global-admin").await;
    let mut tab = server.with_role("global-admin").await;
    let mut two = server.with_role("license-admin").await;
    let user = things.user.to_string();
    let answer =
        one.post(&format!("{home}/selection"), &[("do", "tick"), ("ids", &user), ("back", "/")]).await;
    assert_eq!(answer.status, 303);
    let path = format!("{home}/users?view=selected");
    let row = format!("{home}/users/{}", things.user);
    assert!(tab.get(&path).await.text().contains(&row), "a second tab shares it");
    assert!(!two.get(&path).await.text().contains(&row), "another person does not");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_user_2_the_form_for_a_user_asks_for_the_country_shows_first_and_tells_the_password_once() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/c/{}/users", server.info.customers[0].id);
    let form = format!("{home}/new");
    let mut admin = server.with_role("user-admin").await;
    assert!(admin.get(&home).await.text().contains(&form), "the list leads there");
    let name = server.username("user-admin");
    let (_, domain) = name.split_once('@').unwrap();
    let mut fields = vec![("display_name", "Nora Vega"), ("alias", "nora.vega"), ("domain", domain)];
    let before = server.tables().await;
    let answer = admin.post(&form, &fields).await;
    assert_eq!(answer.status, 400, "{}", answer.text());
    assert!(answer.text().contains("href=\"#location\"") && answer.text().contains("Nora Vega"));
    fields.push(("location", "PT"));
    let shown = look(&mut admin, &form, &fields).await;
    assert_eq!(shown.status, 200, "{}", shown.text());
    let sign_in = format!("nora.vega@{domain}");
    assert!(shown.text().contains(&sign_in) && shown.text().contains("name=\"digest\""));
    assert_eq!(
        differences(&before, &server.tables().await, &["preview"]),
        Vec::<String>::new(),
        "shown only"
    );
    let (preview, digest) = (hidden(&shown.text(), "preview"), hidden(&shown.text(), "digest"));
    let kept = [("preview", preview.as_str()), ("digest", digest.as_str())];
    let done = admin.post(&form, &kept).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let told = admin.get(done.location()).await.text();
    assert!(told.contains(&sign_in) && told.contains("<code>"), "{told}");
    assert_eq!(admin.post(&form, &kept).await.location(), done.location(), "once");
    let back = admin.get(&format!("{form}?preview={preview}")).await;
    assert_eq!((back.status, back.location()), (303, done.location()), "and Back leads there too");
    assert_eq!(admin.post(&form, &fields).await.status, 409, "the name is taken");
    server.end().await;
}
