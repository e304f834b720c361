//! Forms that are sent once more, or too late: what was done is shown and never done twice; what is no longer kept is
//! decided again (D-2).

use cupo_app::accounts::Asking;
use cupo_app::changes::Command;
use cupo_domain::access::{Action, system_permit};
use cupo_domain::ids::Guid;
use cupo_store::preview_parts::LISTED_PREVIEWS_MAX;
use cupo_store::previews::FORM_ASKED_MAX;
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};
use cupo_testkit::server::tables::differences;
use cupo_testkit::server::things::Things;

use crate::previews::{Form, SHOWN, doing, forms, hidden, look, post, saved};
use crate::routes::address;
use crate::table::PREVIEWS;

/// A form with the preview that it was shown, ready to be sent.
struct Ready {
    to: String,
    fields: Vec<(&'static str, String)>,
}

impl Ready {
    async fn send(&self, browser: &mut Browser) -> Answer {
        let fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(&self.to, &fields).await
    }
}

/// Every form with a preview that stands by itself or beside its fields.
fn all(things: &Things) -> Vec<Form> {
    let (_, domain) = things.sign_in.split_once('@').unwrap();
    let field = |name, value: &str| (name, value.to_owned());
    let mut all = forms(things);
    all.push((
        "/c/{customer}/users/new",
        "global-admin",
        vec![
            field("display_name", "Nuria Sol"),
            field("alias", "nuria.sol"),
            field("domain", domain),
            field("location", "ES"),
        ],
        "users",
    ));
    all
}

async fn ready(browser: &mut Browser, path: &str, fields: &[(&'static str, String)]) -> Ready {
    let page = post(browser, path, fields, &[]).await.text();
    let carried = [
        ("preview", hidden(&page, "preview")),
        ("digest", hidden(&page, "digest")),
        ("confirm", "yes".to_owned()),
    ];
    assert!(!carried[0].1.is_empty() && !carried[1].1.is_empty(), "{path}: {page}");
    match doing(&page) {
        Some(to) => Ready { to, fields: carried.to_vec() },
        None => Ready { to: path.to_owned(), fields: fields.iter().cloned().chain(carried).collect() },
    }
}

/// A kept preview of restoring a user, with its digest, as no page shows it.
async fn restore_of(server: &TestServer, role: &str, user: Guid) -> (String, String) {
    let (app, store) = (server.app(), server.app().store());
    let organisation = store.organisation(server.info.customers[0].id).await.unwrap().unwrap();
    let permit = system_permit(organisation.id, Action::DeleteUsers);
    let owner = store.account_by_name(organisation.id, &server.username(role)).await.unwrap().unwrap().user.0;
    let by = Asking {
        permit: &permit,
        organisation: &organisation,
        limited: false,
        owner,
        channel: "console",
        once: None,
        reason: "",
    };
    let users = store.deleted_ids_of_guids(&permit, &[user]).await.unwrap();
    let shown = app.preview_command(by, &Command::restore(users)).await.unwrap();
    (shown.guid.to_string(), shown.digest)
}

/// Where a page leads that is an operation or its passwords.
fn is_result(location: &str) -> bool {
    ["/operations/", "/passwords?list=", "?did=", "&did="].iter().any(|it| location.contains(it))
}

/// How many operations there are.
async fn operations(server: &TestServer) -> i64 {
    server.tables().await.get("operation").map_or(0, |(count, _)| *count)
}

on_both_servers! {
    async fn a_form_that_is_sent_once_more_leads_to_what_it_did_and_does_nothing(server) {
        let things = server.things(server.info.customers[0].id).await;
        for (pattern, role, fields, _) in all(&things) {
            let path = address(pattern, &things);
            let mut browser = server.with_role(role).await;
            let form = ready(&mut browser, &path, &fields).await;
            let before = operations(server).await;
            let first = form.send(&mut browser).await;
            assert!(first.status == 303 && is_result(first.location()), "{pattern}: {} {}", first.status, first.text());
            assert_eq!(operations(server).await, before + 1, "{pattern}");
            let done = server.tables().await;
            for time in ["reload", "Back and again"] {
                let again = form.send(&mut browser).await;
                // Passwords wait in the memory of the program, which the servers of these tests share.
                let same = again.location() == first.location()
                    || first.location().contains("/passwords?") && again.location().contains("/operations/");
                assert!(
                    again.status == 303 && same,
                    "{pattern}, {time}: {} {} {}",
                    again.status,
                    again.location(),
                    again.text()
                );
            }
            let differs = differences(&done, &server.tables().await, SHOWN);
            assert_eq!(differs, Vec::<String>::new(), "{pattern} is not done twice");
            let to = form.send(&mut browser).await.location().to_owned();
            assert_eq!(browser.get(&to).await.status, 200, "{pattern}");
        }
    }

    async fn a_form_that_is_sent_twice_at_the_same_time_is_done_once(server) {
        let things = server.things(server.info.customers[0].id).await;
        for (pattern, role, fields, _) in all(&things) {
            let path = address(pattern, &things);
            let mut browser = server.with_role(role).await;
            let form = ready(&mut browser, &path, &fields).await;
            let (before, mut other) = (operations(server).await, browser.clone());
            let (one, two) = tokio::join!(form.send(&mut browser), form.send(&mut other));
            for answer in [&one, &two] {
                assert_eq!(answer.status, 303, "{pattern}: {}", answer.text());
                assert!(is_result(answer.location()), "{pattern}: {}", answer.location());
            }
            assert_eq!(operations(server).await, before + 1, "{pattern}");
        }
    }

    async fn another_persons_form_that_is_sent_once_more_tells_and_does_nothing(server) {
        let things = server.things(server.info.customers[0].id).await;
        let mut admin = server.with_role("global-admin").await;
        let mut other = server.with_role("partner-admin-agent").await;
        let path = address("/c/{customer}/settings", &things);
        let fields = forms(&things).swap_remove(1).2;
        let form = ready(&mut admin, &path, &fields).await;
        assert_eq!(form.send(&mut admin).await.status, 303);
        let done = server.tables().await;
        let answer = form.send(&mut other).await;
        assert_eq!(answer.status, 404, "{}", answer.text());
        assert!(answer.text().contains(&path), "the way to a form of one's own: {}", answer.text());
        let mut nobody = server.nobody();
        assert_eq!(form.send(&mut nobody).await.status, 401);
        let differs = differences(&done, &server.tables().await, SHOWN);
        assert_eq!(differs, Vec::<String>::new());
    }

    async fn a_form_with_other_fields_than_the_preview_it_used_up_is_shown_first(server) {
        let things = server.things(server.info.customers[0].id).await;
        let path = address("/c/{customer}/subscriptions/{subscription}/quantity", &things);
        let mut browser = server.with_role("partner-admin-agent").await;
        let mut form = ready(&mut browser, &path, &[("quantity", "9000".to_owned())]).await;
        assert_eq!(form.send(&mut browser).await.status, 303);
        let done = operations(server).await;
        form.fields[0].1 = "9001".to_owned();
        let answer = form.send(&mut browser).await;
        assert!(matches!(answer.status, 200 | 412) && answer.text().contains("9001"), "{}", answer.text());
        assert_eq!(operations(server).await, done);

        let path = address("/c/{customer}/products/{product}/assign", &things);
        let mut browser = server.with_role("license-admin").await;
        let mut form = ready(&mut browser, &path, &[("people", things.sign_in.clone())]).await;
        assert_eq!(form.send(&mut browser).await.status, 303);
        let done = operations(server).await;
        form.fields[0].1 = server.username("user");
        let answer = form.send(&mut browser).await;
        assert!(matches!(answer.status, 200 | 412), "{} {}", answer.status, answer.text());
        assert_eq!(operations(server).await, done, "somebody else was never shown");
    }

    async fn a_preview_that_newer_ones_pushed_out_is_decided_again_with_what_was_typed(server) {
        let things = server.things(server.info.customers[0].id).await;
        for (at, (pattern, role, fields, _)) in all(&things).into_iter().enumerate() {
            let (lang, said) = [("en", "no longer kept"), ("es", "ya no se conserva")][at % 2];
            let path = address(pattern, &things);
            let mut browser = server.with_role(role).await.with("accept-language", lang);
            let form = ready(&mut browser, &path, &fields).await;
            for _ in 0..7 {
                post(&mut browser, &path, &fields, &[]).await;
            }
            let before = server.tables().await;
            let answer = form.send(&mut browser).await;
            let page = answer.text();
            assert_eq!(answer.status, 412, "{pattern}: {page}");
            assert!(page.contains(said), "{pattern} in {lang}: {page}");
            let differs = differences(&before, &server.tables().await, SHOWN);
            assert_eq!(differs, Vec::<String>::new(), "{pattern}");
            let carried = (hidden(&page, "preview"), hidden(&page, "digest"));
            assert!(!carried.0.is_empty() && !carried.1.is_empty(), "{pattern}: {page}");
            let to = doing(&page).unwrap_or(path.clone());
            let more = [("preview", carried.0.as_str()), ("digest", &carried.1), ("confirm", "yes")];
            let done = post(&mut browser, &to, &fields, &more).await;
            assert_eq!(done.status, 303, "{pattern}, sent as it is shown: {}", done.text());
        }
    }

    async fn what_nothing_is_known_of_any_more_says_so_and_leads_to_its_form(server) {
        let things = server.things(server.info.customers[0].id).await;
        let (settings, new) = (address("/c/{customer}/settings", &things), address("/c/{customer}/users/new", &things));
        for (lang, said) in [("en", "What you were about to save is no longer kept"), ("es", "Lo que iba a guardar ya no se conserva")] {
            let mut admin = server.with_role("global-admin").await.with("accept-language", lang);
            let fields = forms(&things).swap_remove(1).2;
            let mut form = ready(&mut admin, &settings, &fields).await;
            form.fields[0].1 = crate::broken::UNKNOWN.to_owned();
            let answer = form.send(&mut admin).await;
            assert!(answer.status == 404 && answer.text().contains(said), "{}", answer.text());
            assert!(answer.text().contains(&format!("href=\"{settings}\"")), "{}", answer.text());
            let lost = [("preview", crate::broken::UNKNOWN), ("digest", "x")];
            let answer = admin.post(&new, &lost).await;
            assert!(answer.status == 404 && answer.text().contains(&format!("href=\"{new}\"")), "{}", answer.text());
            let answer = look(&mut admin, &format!("{settings}?x=1"), &[("licenses_page_limit", "0")]).await;
            assert_eq!(answer.status, 400);
        }
    }

    async fn pages_that_are_previews_keep_a_few_however_often_they_are_loaded(server) {
        let things = server.things(server.info.customers[0].id).await;
        let mut admin = server.with_role("global-admin").await;
        let guid = things.user;
        let (mut shown, mut deleted) = (0, false);
        let kept = async |table: &str| server.tables().await.get(table).map_or(0, |(count, _)| *count);
        let parts = kept("preview_part").await;
        for pattern in PREVIEWS {
            let path = address(pattern, &things);
            let path = match path.rsplit('/').next().unwrap_or_default() {
                "place" => format!("{path}?data=mail&kind=litigation-hold&reason=x"),
                "change" => format!("{path}?do=recurring-off"),
                _ => format!("{path}?ids={guid}"),
            };
            if pattern.ends_with("/restore") && !deleted {
                let delete = format!("/c/{}/users/delete?ids={guid}", things.customer);
                assert_eq!(saved(&mut admin, &delete, &[]).await.status, 303);
                deleted = true;
            }
            let before = kept("preview").await;
            for _ in 0..FORM_ASKED_MAX + 6 {
                let answer = admin.get(&path).await;
                assert!(answer.status < 500, "{path}");
            }
            let grown = kept("preview").await - before;
            assert!(grown <= FORM_ASKED_MAX, "{pattern}: {grown} rows after being loaded again and again");
            shown += i64::from(grown > 0);
            if pattern.ends_with("/restore") {
                let restore = format!("/c/{}/deleted-users/restore", things.customer);
                assert_eq!(saved(&mut admin, &restore, &[("ids", &guid.to_string())]).await.status, 303);
            }
        }
        assert!(shown >= 5, "only {shown} of these pages showed anything");
        let parts = kept("preview_part").await - parts;
        assert!(parts <= LISTED_PREVIEWS_MAX, "lists of a few previews only, not of {parts}");
    }

    async fn r_restore_3_a_restore_of_nobody_cannot_be_sent_and_names_what_helps(server) {
        let things = server.things(server.info.customers[0].id).await;
        let (home, old) = (format!("/c/{}", things.customer), things.user.to_string());
        let mut admin = server.with_role("global-admin").await;
        let delete = format!("{home}/users/delete?ids={old}");
        let deleted = saved(&mut admin, &delete, &[]).await;
        let restore = format!("{home}/deleted-users/restore");
        let shown = look(&mut admin, &restore, &[("ids", &old)]).await.text();
        let carried = (hidden(&shown, "preview"), hidden(&shown, "digest"));
        assert!(!carried.1.is_empty(), "as long as the name is free: {shown}");
        let (alias, domain) = things.sign_in.split_once('@').unwrap();
        let new = [("display_name", "Otra"), ("alias", alias), ("domain", domain), ("location", "ES")];
        let taken = saved(&mut admin, &format!("{home}/users/new"), &new).await;
        assert_eq!(taken.status, 303, "{}", taken.text());
        let done = operations(server).await;
        let undo = format!("{}/undo", deleted.location());
        for (lang, said) in [("en", "Change the user name of"), ("es", "Cambiar el nombre de usuario de")] {
            let mut admin = admin.clone().with("accept-language", lang);
            for page in [look(&mut admin, &restore, &[("ids", &old)]).await.text(), admin.get(&undo).await.text()] {
                assert!(page.contains(said) && page.contains("tab=account"), "{lang}: {page}");
                assert!(hidden(&page, "digest").is_empty(), "{lang}: nothing to send: {page}");
            }
        }
        let of_nobody = restore_of(server, "global-admin", things.user).await;
        for (path, ids) in [(&restore, Some(old.as_str())), (&undo, None)] {
            for (preview, digest) in [&carried, &of_nobody] {
                let fields = [("preview", preview.as_str()), ("digest", digest.as_str()), ("confirm", "yes")];
                let fields: Vec<(&str, &str)> = ids.map(|ids| ("ids", ids)).into_iter().chain(fields).collect();
                let answer = admin.post(path, &fields).await;
                assert!(matches!(answer.status, 200 | 404 | 409 | 412), "{path}: {} {}", answer.status, answer.text());
            }
        }
        assert_eq!(operations(server).await, done, "no operation came of it");
    }

    async fn the_address_of_a_deleted_user_says_until_when_the_account_can_be_restored(server) {
        let things = server.things(server.info.customers[0].id).await;
        let (home, user) = (format!("/c/{}", things.customer), things.user);
        let delete = format!("{home}/users/delete?ids={user}");
        let mut admin = server.with_role("global-admin").await;
        assert_eq!(saved(&mut admin, &delete, &[]).await.status, 303);
        let restore = format!("href=\"{home}/deleted-users/restore?ids={user}\"");
        for (lang, said) in [("en", "It can be restored until"), ("es", "Puede restaurarla hasta el")] {
            for path in [delete.clone(), format!("{home}/users/{user}"), format!("{home}/users/{user}/password")] {
                let answer = admin.clone().with("accept-language", lang).get(&path).await;
                assert_eq!(answer.status, 404, "{path}");
                let page = answer.text();
                assert!(page.contains(said) && page.contains(&restore), "{lang} {path}: {page}");
            }
            let mut reader = server.with_role("global-reader").await.with("accept-language", lang);
            let page = reader.get(&format!("{home}/users/{user}")).await.text();
            assert!(page.contains(said) && !page.contains(&restore), "{lang}: who may not restore is not led there");
            let mut stranger = server.with_role("user").await.with("accept-language", lang);
            assert!(!stranger.get(&format!("{home}/users/{user}")).await.text().contains(said), "{lang}");
        }
        let page = admin.get(&format!("{home}/deleted-users/restore?ids={user}")).await.text();
        assert!(!hidden(&page, "digest").is_empty(), "{page}");
    }

    async fn a_form_whose_session_had_ended_goes_on_after_signing_in_with_what_was_typed(server) {
        let things = server.things(server.info.customers[0].id).await;
        let path = address("/c/{customer}/settings", &things);
        let typed = [
            ("licenses_page_limit", "37"),
            ("file_retention_days", "45"),
            ("restore_over_quota", "yes"),
            ("time_zone", "Europe/Madrid"),
            ("new_password", "Vado-Tejo-41"),
        ];
        let (name, password) = server.account("global-admin");
        for (lang, said, button) in [
            ("en", "You are no longer signed in", "Send the form"),
            ("es", "Ya no tiene una sesión iniciada", "Enviar el formulario"),
        ] {
            let before = server.tables().await;
            let mut browser = server.nobody().with("accept-language", lang);
            let out = browser.post(&path, &[&[("csrf", "of the old session")], &typed[..]].concat()).await;
            let page = out.text();
            assert_eq!(out.status, 401, "{page}");
            assert!(page.contains(said) && page.contains("action=\"/sign-in\""), "{lang}: {page}");
            assert!(!page.contains("Vado-Tejo-41") && !page.contains("of the old session"), "{lang}: {page}");
            let plain = |text: String| text.replace("&#38;", "&").replace("&amp;", "&");
            let (again, kept) = (hidden(&page, "again"), plain(hidden(&page, "typed")));
            assert_eq!(again, path);
            let sign_in = [("username", name.as_str()), ("again", &again), ("typed", &kept)];
            let wrong = browser.post_bare("/sign-in", &[&sign_in[..], &[("password", "no")]].concat()).await;
            assert_eq!((wrong.status, plain(hidden(&wrong.text(), "typed"))), (401, kept.clone()), "a slip loses nothing");
            let resumed = browser.post_bare("/sign-in", &[&sign_in[..], &[("password", password.as_str())]].concat()).await;
            let page = resumed.text();
            assert!(resumed.status == 200 && page.contains(button), "{lang}: {} {page}", resumed.status);
            assert!(page.contains(&format!("action=\"{path}\"")), "{page}");
            let differs = differences(&before, &server.tables().await, &["session", "first_sign_in", "sign_in_attempt"]);
            assert_eq!(differs, Vec::<String>::new(), "{lang}: nothing is saved before it is sent");
            browser.csrf = hidden(&page, "csrf");
            let sent: Vec<(&str, String)> = typed[..4].iter().map(|(name, _)| (*name, hidden(&page, name))).collect();
            assert_eq!(sent.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["37", "45", "yes", "Europe/Madrid"]);
            let shown = post(&mut browser, &path, &sent, &[]).await;
            assert!(shown.status == 200 && shown.text().contains("37"), "{lang}: {}", shown.text());
        }
    }

    async fn only_small_forms_of_this_servers_pages_are_given_back_after_signing_in(server) {
        let things = server.things(server.info.customers[0].id).await;
        let path = address("/c/{customer}/settings", &things);
        let mut nobody = server.nobody();
        let large = "x".repeat(65 * 1024);
        let page = nobody.post_bare(&path, &[("licenses_page_limit", large.as_str())]).await;
        assert_eq!(page.status, 401);
        assert!(hidden(&page.text(), "again").is_empty(), "it is told to sign in, no more");
        let (name, password) = server.account("global-admin");
        for evil in ["//evil.example/c/", "https://evil.example/c/1", "/account/password", "/\\evil"] {
            let fields = [("username", name.as_str()), ("password", &password), ("again", evil), ("typed", "a=b")];
            let answer = server.nobody().post_bare("/sign-in", &fields).await;
            assert_eq!((answer.status, answer.location()), (303, "/"), "{evil}: {}", answer.text());
        }
        let mut other = server.nobody().with("Origin", "https://evil.example").with("Sec-Fetch-Site", "cross-site");
        let answer = other.post_bare(&path, &[("licenses_page_limit", "1")]).await;
        assert_eq!(answer.status, 403);
        assert!(hidden(&answer.text(), "again").is_empty(), "another site's form is not given back");
    }
}
