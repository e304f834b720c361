//! Licenses from a file in the browser: export, edit, upload, read what was found, save.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::tables::differences;

/// The part number and the GUID of the first product, and one line per user that holds it directly.
fn holders(export: &str) -> Vec<Vec<String>> {
    let lines = export.lines().skip(1).map(|line| line.split(',').map(ToOwned::to_owned).collect());
    let lines: Vec<Vec<String>> = lines.collect();
    lines.into_iter().filter(|cells| cells.len() == 6 && !cells[2].is_empty()).collect()
}

fn preview_of(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"preview\" value=\"").expect("a form that saves");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_exported_is_edited_uploaded_shown_and_saved() {
    let server = TestServer::on_sqlite().await;
    let customer = server.info.customers[0].id;
    let home = format!("/c/{customer}/licenses");
    let mut admin = server.with_role("license-admin").await;
    let export = admin.get(&format!("{home}/export.csv")).await.text();
    assert!(export.starts_with('\u{feff}'), "spreadsheets read the accents rightly");
    let before = server.tables().await;

    let answer = admin.upload(&format!("{home}/import"), export.as_bytes()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = admin.get(answer.location()).await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("name=\"preview\""), "an export without an edit has nothing to save");
    let kept = ["session", "preview", "license_file", "license_file_form", "license_file_user"];
    assert_eq!(differences(&before, &server.tables().await, &kept), Vec::<String>::new());

    let held = holders(&export).into_iter().next().expect("somebody holds something");
    let file = format!("User;Product\n{};\nnobody@nowhere.example;{}\n", held[0], held[2]);
    let answer = admin.upload(&format!("{home}/import"), file.as_bytes()).await;
    let page = admin.get(answer.location()).await.text();
    assert!(page.contains("nobody@nowhere.example"), "the finding names what stands in the file");
    let id = answer.location().split("file=").nth(1).unwrap_or_default().to_owned();
    let findings = admin.get(&format!("{home}/import/findings.csv?file={id}")).await.text();
    assert!(findings.contains("\"3\"") && findings.contains("nobody@nowhere.example"), "{findings}");
    let mut other = server.with_role("global-admin").await;
    assert_eq!(other.get(answer.location()).await.status, 404, "it is the sender's alone");
    let preview = preview_of(&page);
    let fields = [("preview", preview.as_str()), ("confirm", "yes")];
    assert_eq!(other.post(&format!("{home}/import/save"), &fields).await.status, 404);
    assert_eq!(differences(&before, &server.tables().await, &kept), Vec::<String>::new());

    let answer = admin.post(&format!("{home}/import/save"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(admin.get(answer.location()).await.status, 200);
    let differs = differences(&before, &server.tables().await, &kept);
    assert!(differs.contains(&"source".to_owned()), "{differs:?}");
    let answer = admin.post(&format!("{home}/import/save"), &fields).await;
    assert_eq!(answer.status, 412, "what it said is done already: {}", answer.text());
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_leaves_no_file_on_the_disk() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/c/{}/licenses/import", server.info.customers[0].id);
    let mut admin = server.with_role("global-admin").await;
    let answer = admin.upload(&home, b"User,Product\nx@nowhere.example,NO\n").await;
    assert_eq!(answer.status, 303);
    let marker = b"x@nowhere.example,NO";
    let left =
        std::fs::read_dir(std::env::temp_dir()).expect("the temporary folder").flatten().filter(|it| {
            let ours = it.file_name().to_string_lossy().starts_with("cupo-import-");
            ours && std::fs::read(it.path())
                .is_ok_and(|bytes| bytes.windows(marker.len()).any(|part| part == marker))
        });
    assert_eq!(left.count(), 0);
    server.end().await;
}
