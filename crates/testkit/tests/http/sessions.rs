//! Sessions: what begins and ends them, what they are worth when their owner loses something, and guessing passwords.

use cupo_domain::access::Role;
use cupo_store::params;
use cupo_store::people::grant_roles;
use cupo_store::value::Statement;
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};
use cupo_testkit::server::tables::differences;

use crate::previews::{doing, hidden};

const NEW: &str = "una clave nueva y bastante larga";

async fn try_sign_in(browser: &mut Browser, username: &str, password: &str) -> Answer {
    browser.post_bare("/sign-in", &[("username", username), ("password", password)]).await
}

/// Reads the form's token from a page, as a person's browser does.
async fn read_token(browser: &mut Browser) {
    let page = browser.get("/account/password").await.text();
    let token = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    browser.csrf = token.expect("the page has a form with a token").to_owned();
}

async fn inside(browser: &mut Browser) -> bool {
    let answer = browser.get("/account/password").await;
    assert!(answer.status == 200 || answer.location().starts_with("/sign-in"), "{}", answer.status);
    answer.status == 200
}

async fn commit(server: &TestServer, statement: Statement) {
    let store = server.app().store();
    let turn = store.turn().await.unwrap();
    store.commit(&turn, vec![statement]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_ends_the_session_on_the_server() {
    let server = TestServer::on_sqlite().await;
    let (username, password) = server.account("license-admin");
    let mut browser = server.nobody();
    assert_eq!(try_sign_in(&mut browser, &username, &password).await.status, 303);
    read_token(&mut browser).await;
    let mut thief = browser.clone();
    assert!(inside(&mut thief).await);
    let answer = browser.post("/sign-out", &[]).await;
    assert_eq!((answer.status, answer.location()), (303, "/sign-in"));
    assert!(browser.cookie("cupo_session").is_none(), "the browser forgets it");
    assert!(!inside(&mut thief).await, "whoever kept the cookie has nothing");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_password_ends_every_other_session_and_the_old_password() {
    let server = TestServer::on_sqlite().await;
    let (username, password) = server.account("license-admin");
    let mut here = server.nobody();
    try_sign_in(&mut here, &username, &password).await;
    read_token(&mut here).await;
    let mut before = here.clone();
    let mut elsewhere = server.with_role("license-admin").await;
    let fields = [("current", password.as_str()), ("new", NEW), ("repeat", NEW)];
    let wrong = [("current", "not it"), ("new", NEW), ("repeat", NEW)];
    assert_eq!(here.post("/account/password", &wrong).await.status, 400);
    assert!(inside(&mut elsewhere).await, "a wrong password changes nothing");
    let answer = here.post("/account/password", &fields).await;
    assert_eq!((answer.status, answer.location()), (303, "/?did=password"));
    assert!(inside(&mut here).await, "the person stays signed in");
    assert!(!inside(&mut elsewhere).await, "other sessions end");
    assert!(!inside(&mut before).await, "the token of before ends too");
    assert_eq!(try_sign_in(&mut server.nobody(), &username, &password).await.status, 401);
    assert_eq!(try_sign_in(&mut server.nobody(), &username, NEW).await.status, 303);
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_password_ends_the_sessions_of_the_user_and_must_be_changed_first() {
    let server = TestServer::on_sqlite().await;
    let mut admin = server.with_role("global-admin").await;
    let mut person = server.with_role("user").await;
    let customer = server.info.customers[0].id;
    let name = server.username("user");
    let list = admin.get(&format!("/c/{customer}/users?q={}", name.split('@').next().unwrap())).await.text();
    let prefix = format!("/c/{customer}/users/");
    let mut link = list.split(&prefix).filter_map(|part| part.get(..36));
    let user = link.find(|id| id.matches('-').count() == 4).expect("the list has the user").to_owned();
    let asked = admin.get(&format!("/c/{customer}/users/{user}/password")).await;
    assert_eq!(asked.status, 200);
    assert!(asked.text().contains("1 session that is open now ends"), "{}", asked.text());
    assert!(inside(&mut person).await, "asking ends nothing");
    let path = format!("/c/{customer}/users/{user}/password");
    assert!(asked.text().contains("Cannot be undone"), "{}", asked.text());
    // Somebody signs in between the page and the press: what was shown is no longer so.
    let stale = (hidden(&asked.text(), "preview"), hidden(&asked.text(), "digest"));
    let mut second = server.with_role("user").await;
    let to = doing(&asked.text()).unwrap();
    let late = admin.post(&to, &[("preview", &stale.0), ("digest", &stale.1), ("confirm", "yes")]).await;
    assert_eq!(late.status, 412, "{}", late.text());
    assert!(late.text().contains("2 sessions that are open now end"), "{}", late.text());
    assert!(inside(&mut second).await && inside(&mut person).await, "and nothing was done");
    let asked = admin.get(&path).await.text();
    let fields = (hidden(&asked, "preview"), hidden(&asked, "digest"));
    let fields = [("preview", fields.0.as_str()), ("digest", fields.1.as_str()), ("confirm", "yes")];
    let answer = admin.post(&doing(&asked).unwrap(), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let shown = answer.location().to_owned();
    let again = admin.post(&doing(&asked).unwrap(), &fields).await;
    assert_eq!((again.status, again.location()), (303, shown.as_str()), "sent twice, it is done once");
    let page = admin.get(&shown).await.text();
    let operations = admin.get(&format!("/c/{customer}/operations")).await.text();
    assert!(
        operations.contains("A password for one sign-in was given, and all sessions ended: "),
        "it says whose: {operations}"
    );
    assert_eq!(admin.get(&shown).await.text(), page, "it can be loaded again");
    let mut other = server.with_role("user-admin").await;
    assert_eq!(other.get(&shown).await.status, 404, "nobody else sees it, whoever knows the address");
    let after = page.split(&name).nth(1).unwrap();
    let given = after.split("<code>").nth(1).and_then(|p| p.split('<').next()).unwrap_or("").to_owned();
    assert!(!inside(&mut person).await, "sessions of before end");
    let mut fresh = server.nobody();
    let answer = try_sign_in(&mut fresh, &name, given.trim()).await;
    assert_eq!((answer.status, answer.location()), (303, "/account/password"), "{given:?}");
    for path in ["/", &format!("/c/{customer}/users"), "/customers"] {
        let answer = fresh.get(path).await;
        assert_eq!((answer.status, answer.location()), (303, "/account/password"), "{path}");
    }
    read_token(&mut fresh).await;
    let same = [("current", given.trim()), ("new", given.trim()), ("repeat", given.trim())];
    assert_eq!(fresh.post("/account/password", &same).await.status, 400, "the one-time password cannot stay");
    let fields = [("current", given.trim()), ("new", NEW), ("repeat", NEW)];
    assert_eq!(fresh.post("/account/password", &fields).await.status, 303);
    assert_eq!(fresh.get("/").await.status, 200);
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocked_user_cannot_go_on() {
    let server = TestServer::on_sqlite().await;
    let name = server.username("license-admin");
    let mut person = server.signed_in(&name).await;
    assert!(inside(&mut person).await);
    let sql = "UPDATE users SET enabled = $1 WHERE sign_in = $2";
    commit(&server, Statement::exactly(1, sql, params![0_i64, name.as_str()])).await;
    assert!(!inside(&mut person).await);
    let (_, password) = server.account("license-admin");
    let blocked = try_sign_in(&mut server.nobody(), &name, &password).await;
    let unknown = try_sign_in(&mut server.nobody(), &name.replace('@', "x@"), &password).await;
    let same = |answer: &Answer| (answer.status, answer.text().replace("x@", "@"));
    assert_eq!(same(&blocked), same(&unknown), "nobody learns who is blocked");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_1_a_role_that_is_lost_is_lost_at_once() {
    let server = TestServer::on_sqlite().await;
    let name = server.username("license-admin");
    let mut person = server.signed_in(&name).await;
    let users = format!("/c/{}/users", server.info.customers[0].id);
    let manage = format!("/c/{}/licenses/manage", server.info.customers[0].id);
    assert_eq!((person.get(&users).await.status, person.get(&manage).await.status), (200, 200));
    let sql = "DELETE FROM role_grant WHERE user_id = (SELECT user_id FROM users WHERE sign_in = $1)";
    commit(&server, Statement::exactly(1, sql, params![name.as_str()])).await;
    assert_eq!((person.get(&users).await.status, person.get(&manage).await.status), (403, 403));
    let store = server.app().store();
    let customer = store.organisation(server.info.customers[0].id).await.unwrap().unwrap().id;
    let user = store.account_by_name(customer, &name).await.unwrap().unwrap().user;
    commit(&server, grant_roles(customer, user, &[Role::GlobalReader])).await;
    assert_eq!((person.get(&users).await.status, person.get(&manage).await.status), (200, 403));
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_cannot_be_fixed_beforehand() {
    let server = TestServer::on_sqlite().await;
    let (username, password) = server.account("user");
    let mut victim = server.nobody();
    let planted = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    victim.keep("cupo_session", planted);
    let answer = try_sign_in(&mut victim, &username, &password).await;
    assert_eq!(answer.status, 303);
    assert_ne!(victim.cookie("cupo_session"), Some(planted));
    let mut attacker = server.nobody();
    attacker.keep("cupo_session", planted);
    assert!(!inside(&mut attacker).await);
    // An own session of the attacker, planted in the same way, does not turn into the victim's.
    let mut attacker = server.with_role("global-reader").await;
    let mut victim = server.nobody();
    victim.keep("cupo_session", attacker.cookie("cupo_session").unwrap());
    read_token(&mut victim).await;
    let fields = [("username", username.as_str()), ("password", password.as_str())];
    assert_eq!(victim.post("/sign-in", &fields).await.status, 303);
    assert_ne!(victim.cookie("cupo_session"), attacker.cookie("cupo_session"));
    let page = attacker.get("/").await.text();
    assert!(!page.contains(&username), "the attacker stays who he is");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_sign_in_gives_another_session_and_another_form_token() {
    let server = TestServer::on_sqlite().await;
    let (username, password) = server.account("user");
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let mut browser = server.nobody();
        try_sign_in(&mut browser, &username, &password).await;
        read_token(&mut browser).await;
        tokens.push((browser.cookie("cupo_session").unwrap().to_owned(), browser.csrf.clone()));
    }
    assert_ne!(tokens[0].0, tokens[1].0);
    assert_ne!(tokens[0].1, tokens[1].1);
    assert!(tokens[0].0.len() >= 43, "at least 256 bits, whatever the alphabet");
    assert!(!tokens[0].0.contains(&tokens[0].1), "the form's token does not give away the session");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_unknown_and_empty_look_alike_and_guessing_is_locked_out() {
    let server = TestServer::on_sqlite().await;
    let (username, password) = server.account("user");
    let mut nobody = server.nobody();
    let mut hidden = Vec::new();
    for name in [username.as_str(), "nobody@nowhere.example"] {
        let answer = try_sign_in(&mut nobody, name, "clave-tecleada").await;
        assert_eq!((answer.status, answer.cookies().count()), (401, 0), "{name}");
        assert!(
            !answer.text().contains("clave-tecleada"),
            "what was typed as a password is never shown again"
        );
        hidden.push(answer.text().replace(name, "NAME").replace(&username, "NAME"));
    }
    assert_eq!(hidden[0], hidden[1], "nobody learns which names exist");
    let before = server.tables().await;
    for (name, password) in [("", "x"), (username.as_str(), ""), ("", "")] {
        assert_eq!(try_sign_in(&mut nobody, name, password).await.status, 400, "{name:?}");
    }
    assert_eq!(differences(&before, &server.tables().await, &[]), Vec::<String>::new());
    for _ in 0..5 {
        assert_eq!(try_sign_in(&mut nobody, &username, "wrong").await.status, 401);
    }
    let locked = try_sign_in(&mut nobody, &username, &password).await;
    assert_eq!((locked.status, locked.cookies().count()), (401, 0), "the right password comes too late");
    assert!(
        locked.is_page() && locked.text().contains("minute"),
        "it says how long to wait: {}",
        locked.text()
    );
    let unknown = "nobody@nowhere.example";
    for _ in 0..4 {
        assert_eq!(try_sign_in(&mut nobody, unknown, "wrong").await.status, 401);
    }
    let page = try_sign_in(&mut nobody, unknown, "wrong").await.text();
    assert_eq!(
        page.replace(unknown, &username),
        locked.text(),
        "a name that nobody has is locked like any other"
    );
    let mut spanish = server.nobody().with("Accept-Language", "es");
    assert!(try_sign_in(&mut spanish, &username, &password).await.text().contains("minuto"));
    let (other, password) = server.account("global-admin");
    assert_eq!(try_sign_in(&mut nobody, &other, &password).await.status, 303, "others are not locked out");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_to_sign_in_comes_to_the_page_that_was_asked_for() {
    let server = TestServer::on_sqlite().await;
    let (username, password) = server.account("global-admin");
    let wanted = format!("/c/{}/users?q=a%26b&sort=name", server.info.customers[0].id);
    let mut browser = server.nobody();
    let answer = browser.get(&wanted).await;
    assert_eq!(answer.status, 303);
    let page = browser.get(answer.location()).await.text();
    let back = page.split("name=\"back\" value=\"").find_map(|rest| {
        let value = rest.split('"').next()?.replace("&#38;", "&").replace("&amp;", "&");
        value.starts_with("/c/").then_some(value)
    });
    let back = back.expect("the form keeps where to go");
    let fields = [("username", username.as_str()), ("password", &password), ("back", &back)];
    let answer = browser.post_bare("/sign-in", &fields).await;
    assert_eq!((answer.status, answer.location()), (303, wanted.as_str()));
    server.end().await;
}
