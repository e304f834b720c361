//! Input that no form of ours makes: always a clear answer about the input, nothing changed, no defect.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{MULTIPART, escaped, form, multipart};
use cupo_testkit::server::tables::differences;
use cupo_testkit::server::things::Things;

use crate::previews::saved;
use crate::routes::{WAITING_FILES, address, takes_file};
use crate::table::ROUTES;

const FORM: &str = "application/x-www-form-urlencoded";
pub const UNKNOWN: &str = "12345678-9abc-4def-8123-456789abcdef";

/// Tables that every visit may write.
pub const MAY: &[&str] = &["session", "first_sign_in"];

pub fn reader(pattern: &str) -> &'static str {
    if pattern.starts_with("/c/") { "global-admin" } else { "partner-admin-agent" }
}

fn forms() -> impl Iterator<Item = &'static str> {
    ROUTES.iter().filter(|(method, ..)| *method == "POST").map(|(_, pattern, _)| *pattern)
}

pub async fn start() -> (TestServer, Things) {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    (server, things)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_are_no_form_are_told_and_change_nothing() {
    let (server, things) = start().await;
    let before = server.tables().await;
    let large = "x".repeat(1024 * 1024);
    for pattern in forms().filter(|pattern| !takes_file(pattern)) {
        let mut browser = server.with_role(reader(pattern)).await;
        let path = address(pattern, &things);
        let csrf = browser.csrf.clone();
        for (kind, body, status) in [
            (FORM, format!("csrf={csrf}&x=%00"), 400),
            (FORM, format!("csrf={csrf}&%00=x"), 400),
            (FORM, format!("csrf={csrf}&x=%ff%fe"), 400),
            (FORM, format!("csrf={csrf}&%c3%28=x"), 400),
            (FORM, format!("csrf={csrf}&x={large}"), 413),
            (FORM, format!("csrf={csrf}{}", "&a=1".repeat(20_001)), 413),
            (FORM, String::new(), 403),
            ("text/plain", format!("{{\"csrf\": \"{csrf}\"}}"), 403),
            ("application/json", format!("{{\"csrf\": \"{csrf}\"}}"), 403),
        ] {
            let answer = browser.send("POST", &path, Some((kind, body.as_bytes()))).await;
            let shown: String = body.chars().skip(69).take(20).collect();
            assert_eq!(answer.status, status, "{pattern} with {kind} {shown:?}: {}", answer.text());
            assert!(answer.is_page(), "{pattern} with {kind} {shown:?}");
        }
        let bytes = [format!("csrf={csrf}&x=").as_bytes(), &[0xff, 0x00, 0xc3]].concat();
        let answer = browser.send("POST", &path, Some((FORM, &bytes))).await;
        assert_eq!((answer.status, answer.is_page()), (400, true), "{pattern} with raw bytes");
        let answer = browser.send("POST", &path, Some((MULTIPART, &multipart(Some(&csrf), b"x")))).await;
        assert!(matches!(answer.status, 400 | 403), "{pattern} with a file");
    }
    assert_eq!(differences(&before, &server.tables().await, MAY), Vec::<String>::new());
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn broken_uploads_are_told_and_change_nothing() {
    let (server, things) = start().await;
    let before = server.tables().await;
    for pattern in forms().filter(|pattern| takes_file(pattern)) {
        let mut browser = server.with_role("partner-admin-agent").await;
        let path = address(pattern, &things);
        let csrf = browser.csrf.clone();
        let whole = multipart(Some(&csrf), b"Username,Display name\n");
        let named = |name: &str, value: &str| {
            format!("--b0undary\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let token = named("csrf", &csrf);
        let bodies: Vec<(&str, &str, Vec<u8>)> = vec![
            ("no boundary", "multipart/form-data", whole.clone()),
            ("another boundary", "multipart/form-data; boundary=other", whole.clone()),
            ("a usual form", FORM, form(&[("csrf", &csrf)]).into_bytes()),
            ("nothing", MULTIPART, Vec::new()),
            ("only an end", MULTIPART, b"--b0undary--\r\n".to_vec()),
            ("cut", MULTIPART, whole[..whole.len() - 20].to_vec()),
            ("cut in the head", MULTIPART, whole[..60].to_vec()),
            ("no file", MULTIPART, format!("{token}--b0undary--\r\n").into_bytes()),
            (
                "an unknown field",
                MULTIPART,
                format!("{token}{}--b0undary--\r\n", named("x", "y")).into_bytes(),
            ),
            (
                "a long field",
                MULTIPART,
                format!("{}--b0undary--\r\n", named("csrf", &"x".repeat(5_000))).into_bytes(),
            ),
            ("empty", MULTIPART, multipart(Some(&csrf), b"")),
            ("zeros", MULTIPART, multipart(Some(&csrf), &[0; 4096])),
            ("no text", MULTIPART, multipart(Some(&csrf), &[0xff; 4096])),
            ("UTF-16", MULTIPART, multipart(Some(&csrf), b"\xff\xfeU\0s\0e\0r\0")),
            ("an open quote", MULTIPART, multipart(Some(&csrf), b"Username,Display name\n\"a,b\nc\n")),
            ("a zip", MULTIPART, multipart(Some(&csrf), b"PK\x03\x04\x14\0\0\0")),
        ];
        for (what, kind, body) in bodies {
            let answer = browser.send("POST", &path, Some((kind, &body))).await;
            let judged = what == "an open quote" && answer.status == 303;
            assert!(judged || (400..414).contains(&answer.status), "{pattern}: {what}: {}", answer.status);
            assert!(judged || answer.is_page(), "{pattern}: {what}: {}", answer.text());
        }
    }
    assert_eq!(differences(&before, &server.tables().await, MAY), Vec::<String>::new());
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_megabytes_are_refused_everywhere_without_being_kept() {
    let (server, things) = start().await;
    let before = server.tables().await;
    let mut browser = server.with_role("global-admin").await;
    let csrf = browser.csrf.clone();
    let huge = vec![b'x'; 100 * 1024 * 1024];
    let path = address("/c/{customer}/settings", &things);
    let answer = browser.send("POST", &path, Some((FORM, &huge))).await;
    assert_eq!((answer.status, answer.is_page()), (413, true), "{}", answer.text());
    let path = address("/c/{customer}/users/import", &things);
    let answer = browser.upload_with(&path, Some("forged"), &huge).await;
    assert_eq!(answer.status, 403);
    let answer = browser.upload_with(&path, Some(&csrf), &huge).await;
    assert!(matches!(answer.status, 400 | 413), "{}", answer.status);
    assert!(answer.is_page());
    let mut agent = server.with_role("partner-admin-agent").await;
    let answer = agent.upload("/catalogue/import", &huge).await;
    assert_eq!((answer.status, answer.is_page()), (413, true));
    assert_eq!(differences(&before, &server.tables().await, MAY), Vec::<String>::new());
    server.end().await;
}

/// A route, fields of which one cannot be right, and the answer.
type Wrong = (&'static str, Vec<(&'static str, String)>, u16);

fn wrong_fields(things: &Things) -> Vec<Wrong> {
    let field = |name, value: &str| vec![(name, value.to_owned())];
    let with = |first: (&'static str, &str), name, value: &str| {
        vec![(first.0, first.1.to_owned()), (name, value.to_owned())]
    };
    let mut all = Vec::new();
    let users = "/c/{customer}/users/delete";
    let unassign = "/c/{customer}/products/{product}/unassign";
    let restore = "/c/{customer}/deleted-users/restore";
    let selection = "/c/{customer}/selection";
    for bad in ["x", "1", "-1", "null", "../..", "' OR 1=1 --", "{}", "123e4567-e89b-12d3-a456-42661417400"] {
        all.push((users, field("ids", bad), 400));
        all.push((unassign, field("ids", bad), 400));
        all.push((restore, field("ids", bad), 400));
        all.push((selection, with(("do", "tick"), "ids", bad), 400));
        all.push((selection, with(("do", "page"), "shown", bad), 400));
        all.push((selection, with(("do", "update"), "shown", bad), 400));
        all.push((selection, field("do", bad), 400));
        all.push(("/language", field("lang", bad), 400));
        for way in ["preview", "save"] {
            let path = |kind: &str| match (kind, way) {
                ("user", "save") => "/c/{customer}/users/{user}/licenses/save",
                ("user", _) => "/c/{customer}/users/{user}/licenses/preview",
                ("manage", "save") => "/c/{customer}/licenses/manage/save",
                (_, _) => "/c/{customer}/licenses/manage/preview",
            };
            all.push((path("user"), field("product", bad), 400));
            all.push((path("user"), field("was", bad), 400));
            all.push((path("user"), field("plans", bad), 400));
            all.push((path("user"), field("plan", bad), 400));
            all.push((path("user"), field("was_off", bad), 400));
            all.push((path("user"), field("plan", &format!("{}:{bad}", things.product)), 400));
        }
    }
    all.push((users, field("ids", UNKNOWN), 404));
    all.push((unassign, field("ids", UNKNOWN), 404));
    all.push((restore, field("ids", UNKNOWN), 404));
    all.push(("/c/{customer}/users/{user}/licenses/save", field("product", UNKNOWN), 404));
    all.push(("/c/{customer}/licenses/manage/save", vec![("p.x", "give".to_owned())], 400));
    all.push(("/c/{customer}/licenses/manage/preview", vec![("p.", "take".to_owned())], 400));
    all.push(("/c/{customer}/products/{product}/assign", field("people", "nobody@nowhere.example"), 400));
    let settings = "/c/{customer}/settings";
    all.push((settings, field("preview", "other"), 400));
    let account = "/c/{customer}/users/{user}/account";
    for bad in ["XX", "Spain", "E", "ES ES", "🙂"] {
        all.push((account, field("location", bad), 400));
    }
    all.push((account, field("display_name", ""), 400));
    all.push((account, field("display_name", &"x".repeat(300)), 400));
    all.push((account, field("department", &"x".repeat(5_000)), 400));
    for (current, new, repeat) in [
        ("", "", ""),
        ("x", "short", "short"),
        ("x", "long enough, really", "another, really"),
        ("x", &"y".repeat(300), ""),
    ] {
        let fields = [("current", current), ("new", new), ("repeat", repeat)];
        all.push(("/account/password", fields.map(|(k, v)| (k, v.to_owned())).to_vec(), 400));
    }
    all
}

on_both_servers! {
    async fn fields_that_cannot_be_right_are_told_and_change_nothing(server) {
        let things = server.things(server.info.customers[0].id).await;
        let before = server.tables().await;
        let mut wrong = Vec::new();
        let mut browser = server.with_role("global-admin").await;
        for (pattern, fields, status) in wrong_fields(&things) {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            let answer = browser.post(&address(pattern, &things), &fields).await;
            if answer.status != status || !answer.is_page() {
                wrong.push(format!(
                    "{pattern} {:.80} answered {}, not {status}",
                    format!("{fields:?}"),
                    answer.status
                ));
            }
        }
        let differs = differences(&before, &server.tables().await, MAY);
        assert!(wrong.is_empty() && differs.is_empty(), "{differs:?}\n{}", wrong.join("\n"));
    }
}

on_both_servers! {
    async fn numbers_that_cannot_be_right_are_told_at_their_field_and_change_nothing(server) {
        let things = server.things(server.info.customers[0].id).await;
        let mut browser = server.with_role("global-admin").await;
        let direct = Things { subscription: things.direct.unwrap(), ..things.clone() };
        let before = server.tables().await;
        let numbers = [
            "",
            "0",
            "-1",
            "-9223372036854775808",
            "9223372036854775807",
            "99999999999999999999",
            "1.5",
            "1e3",
            "NaN",
            "0x10",
            "١٢",
            "5 5",
        ];
        for number in numbers {
            for rest in ["", "/preview"] {
                let path =
                    address(&format!("/c/{{customer}}/subscriptions/{{subscription}}/quantity{rest}"), &direct);
                let answer = browser.post(&path, &[("quantity", number)]).await;
                let nothing_typed = number.is_empty() && rest == "/preview";
                let told = (400..413).contains(&answer.status) && answer.text().contains("aria-invalid");
                assert!(told || nothing_typed, "{number:?}{rest}: {} {}", answer.status, answer.text());
            }
            let organisation = server.app().store().organisation(things.customer).await.unwrap().unwrap();
            for (name, other) in
                [("licenses_page_limit", "file_retention_days"), ("file_retention_days", "licenses_page_limit")]
            {
                let good = if other == "licenses_page_limit" { "20" } else { "30" };
                let zone = organisation.time_zone.as_str();
                let fields = [(name, number), (other, good), ("time_zone", zone)];
                let answer = browser.post(&address("/c/{customer}/settings", &things), &fields).await;
                assert_eq!(answer.status, 400, "{name} {number:?}");
                assert!(answer.text().contains("aria-invalid"), "{name} {number:?}");
            }
        }
        let path = address("/c/{customer}/subscriptions/{subscription}/quantity", &direct);
        for preview in ["x", "-1", "99999999999999999999"] {
            let answer = browser.post(&path, &[("quantity", "1000"), ("preview", preview)]).await;
            assert_eq!(answer.status, 400, "preview {preview:?}");
        }
        assert_eq!(differences(&before, &server.tables().await, &["session", "first_sign_in", "preview", "preview_part"]), Vec::<String>::new());
    }
}

on_both_servers! {
    async fn files_with_cells_that_cannot_be_right_are_judged_and_never_break_anything(server) {
        let customer = &server.info.customers[0];
        let home = format!("/c/{}/users/import", customer.id);
        let _turn = WAITING_FILES.lock().await;
        let mut admin = server.with_role("global-admin").await;
        let template = admin.get(&format!("{home}/template.csv?lang=en")).await.text();
        let heading = template.trim_start_matches('\u{feff}').lines().next().unwrap_or("").to_owned();
        let columns = heading.split(',').count();
        let display = heading.split(',').position(|name| name.to_lowercase().contains("display")).unwrap();
        let long = "x".repeat(70_000);
        let mut applied = 0;
        for cell in ["\0", "a\0b", "\u{1}", "\u{feff}", "\u{202e}", "🙂", "\"\"", "'", "%00", &long, "-1", "=1+1", "\\", "\\N"] {
            for column in 0..3 {
                let mut cells = vec![String::new(); columns];
                cells[0] = format!("u{applied}.{column}@{}", customer.domain);
                cells[1] = "Nombre".to_owned();
                cells[display] = format!("Nombre {applied}");
                cells[column] = if column == 0 { format!("{cell}@{}", customer.domain) } else { cell.to_owned() };
                let file = format!("{heading}\n{}\n", cells.join(","));
                let answer = admin.upload(&home, file.as_bytes()).await;
                assert!(matches!(answer.status, 303 | 400), "{cell:.20?} in {column}: {}", answer.status);
                let Some(id) = answer.location().split("file=").nth(1).map(str::to_owned) else { continue };
                let page = admin.get(answer.location()).await;
                assert_eq!(page.status, 200, "{cell:.20?} in {column}");
                // Where nothing can be imported there is no button, and nothing that was shown.
                let digest = crate::previews::hidden(&page.text(), "digest");
                assert_eq!(admin.get(&format!("{home}/findings.csv?file={id}")).await.status, 200);
                let fields = [("preview", id.as_str()), ("digest", digest.as_str())];
                let answer = admin.post(&format!("{home}/apply"), &fields).await;
                assert_eq!(answer.status, if digest.is_empty() { 412 } else { 303 }, "{cell:.20?} in {column}");
                if digest.is_empty() {
                    continue;
                }
                assert_eq!(admin.get(answer.location()).await.status, 200, "{cell:.20?} in {column}");
                applied += 1;
            }
        }
        assert!(applied > 10, "{applied} files were judged and applied");
        let list = admin.get(&format!("/c/{}/users?q=nombre", customer.id)).await;
        assert_eq!(list.status, 200);
        let audit = admin.get(&format!("/c/{}/audit", customer.id)).await;
        assert_eq!(audit.status, 200);
    }

    async fn typed_text_of_every_kind_is_kept_or_refused_alike(server) {
        let things = server.things(server.info.customers[0].id).await;
        let mut admin = server.with_role("global-admin").await;
        let path = address("/c/{customer}/users/{user}/account", &things);
        let long = "é".repeat(2_000);
        for text in ["\u{1}\u{7f}", "\u{202e}abc", "🙂👨‍👩‍👧", "ﷺ", "Z͑ͫ̓ͪ̂", "a\r\nb", "\u{fffe}", "\u{10ffff}", "\\N", "NULL", &long] {
            for name in ["display_name", "first_name", "last_name", "job_title", "department"] {
                let mut fields = vec![("enabled", "1"), (name, text)];
                if name != "display_name" {
                    fields.push(("display_name", "Nombre"));
                }
                let answer = saved(&mut admin, &path, &fields).await;
                assert!(matches!(answer.status, 303 | 400), "{name} {text:.20?}: {}", answer.status);
                let panel = admin.get(&address("/c/{customer}/users/{user}?tab=account", &things)).await;
                assert_eq!(panel.status, 200, "{name} {text:.20?}");
            }
            let found = admin.get(&address(&format!("/c/{{customer}}/users?q={}", escaped(&text.chars().take(50).collect::<String>())), &things)).await;
            assert_eq!(found.status, 200, "{text:.20?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_is_named_in_the_language_of_the_reader() {
    let server = TestServer::on_sqlite().await;
    let things = server.things(server.info.customers[0].id).await;
    let path = address("/c/{customer}/subscriptions/new", &things);
    let product = things.product.to_string();
    for (language, words) in [("es-AR", "Escriba 1 o más."), ("en", "Enter 1 or more.")] {
        let mut agent = server.with_role("partner-admin-agent").await.with("Accept-Language", language);
        let answer = agent.post(&path, &[("product", &product), ("quantity", "0"), ("term", "P1Y")]).await;
        assert_eq!(answer.status, 400);
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    server.end().await;
}
