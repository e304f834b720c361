//! Forms that are sent again: to be read in another language, or because what was shown is no longer so.

use cupo_testkit::server::client::{MULTIPART, multipart};

use crate::broken::start;
use crate::previews::{hidden, saved};
use crate::routes::WAITING_FILES;

const HEADINGS: &str = "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,\
    Mobile Phone,Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region";
const REST: &str = ",,,,,,,,,,,,Spain";

/// A text as it stands in an attribute, as it was written.
fn plain(text: &str) -> String {
    text.replace("&#38;", "&").replace("&amp;", "&").replace("&#61;", "=")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_answer_to_a_form_is_read_in_the_other_language_with_all_it_said() {
    let (server, things) = start().await;
    let home = format!("/c/{}", things.customer);
    let account = format!("{home}/users/{}/account", things.user);
    for (path, field, value) in
        [(format!("{home}/settings"), "time_zone", "Nowhere/At all"), (account, "location", "XX")]
    {
        let mut admin = server.with_role("global-admin").await;
        let shown = admin.post(&path, &[(field, value), ("tags", "a"), ("tags", "b & c")]).await;
        assert_eq!(shown.status, 400, "{path}: {}", shown.text());
        let page = shown.text();
        let (again, typed) = (hidden(&page, "again"), plain(&hidden(&page, "typed")));
        assert_eq!(again, path);
        let back = [("lang", "en"), ("back", path.as_str()), ("again", &again), ("typed", &typed)];
        let kept = admin.post("/language", &back).await;
        assert_eq!(kept.status, 200, "{}", kept.text());
        let page = kept.text();
        assert!(page.contains("lang=\"en\"") && page.contains("nothing was saved"), "{page}");
        assert!(page.contains(&format!("action=\"{path}\"")));
        assert_eq!(hidden(&page, field), value);
        assert_eq!(page.matches("name=\"tags\"").count(), 2, "each value of a field is kept");
        let answer = admin.post(&path, &[(field, value)]).await;
        assert!(answer.text().contains("<html lang=\"en\""), "the language is remembered");
    }
    // Pages that are only asked for are just shown again.
    let mut admin = server.with_role("global-admin").await;
    let page = admin.get(&format!("{home}/settings")).await.text();
    assert_eq!(hidden(&page, "again"), "");
    let answer = admin.post("/language", &[("lang", "en"), ("back", &format!("{home}/settings"))]).await;
    assert_eq!((answer.status, answer.location()), (303, format!("{home}/settings").as_str()));
    // Nothing leads to another server.
    let evil = [("lang", "en"), ("again", "//evil.example/c/"), ("typed", "a=b"), ("back", "//evil.example")];
    assert!(!admin.post("/language", &evil).await.location().contains("evil"));
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_users_does_what_was_shown_or_shows_it_anew() {
    let _turn = WAITING_FILES.lock().await;
    let (server, things) = start().await;
    let home = format!("/c/{}", things.customer);
    let mut admin = server.with_role("global-admin").await.with("accept-language", "en");
    let domain = &server.info.customers[0].domain;
    let file = format!(
        "{HEADINGS}\nnew.one@{domain},Una,Uno,Una Uno{REST}\nnew.two@{domain},Dos,Due,Dos Due{REST}\n"
    );
    let csrf = admin.csrf.clone();
    let body = multipart(Some(&csrf), file.as_bytes());
    let judged = admin.send("POST", &format!("{home}/users/import"), Some((MULTIPART, &body))).await;
    assert_eq!(judged.status, 303, "{}", judged.text());
    let page = admin.get(judged.location()).await.text();
    let (preview, digest) = (hidden(&page, "preview"), hidden(&page, "digest"));
    assert!(!digest.is_empty() && page.contains("Create 2 users"), "{page}");
    let other = [
        ("display_name", "Somebody else".to_owned()),
        ("alias", "new.one".to_owned()),
        ("domain", domain.clone()),
        ("location", "ES".to_owned()),
    ];
    let other: Vec<(&str, &str)> = other.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let made = saved(&mut server.with_role("global-admin").await, &format!("{home}/users/new"), &other).await;
    assert!(made.status < 400, "{}", made.text());
    let apply = format!("{home}/users/import/apply");
    let late = admin.post(&apply, &[("preview", &preview), ("digest", &digest)]).await;
    assert_eq!(late.status, 412, "{}", late.text());
    let page = late.text();
    assert!(page.contains("nothing was imported") && page.contains("Create 1 user"), "{page}");
    let digest = hidden(&page, "digest");
    let done = admin.post(&apply, &[("preview", &preview), ("digest", &digest)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = admin.get(done.location()).await.text();
    assert!(page.contains("1 user") && !page.contains("nothing was imported"), "{page}");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_3_an_operation_on_roles_says_whose() {
    let (server, things) = start().await;
    let home = format!("/c/{}", things.customer);
    let mut admin = server.with_role("global-admin").await.with("accept-language", "en");
    let panel = admin.get(&format!("{home}/users/{}", things.user)).await.text();
    let name = panel.split("id=\"panel-title\"").nth(1).and_then(|rest| rest.split('>').nth(1));
    let name = name.and_then(|rest| rest.split('<').next()).unwrap().trim().to_owned();
    assert!(!name.is_empty());
    let path = format!("{home}/users/{}/roles", things.user);
    let done = saved(&mut admin, &path, &[("shown", ""), ("role", "reports-reader")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let list = admin.get(&format!("{home}/operations")).await.text();
    assert!(list.contains(&name), "the list names {name}");
    let operation =
        list.split(&format!("{home}/operations/")).nth(1).and_then(|rest| rest.split(['"', '/']).next());
    let operation = format!("{home}/operations/{}", operation.unwrap());
    for address in [operation.clone(), format!("{operation}/undo")] {
        let page = admin.get(&address).await.text();
        let main = page.split("<main").nth(1).unwrap_or(&page);
        assert!(main.contains(&name), "{address} does not name {name}: {main}");
    }
    server.end().await;
}
