//! Licenses from a file in the browser: export, edit, upload, read what was found, save.

use cupo_testkit::server::TestServer;
use cupo_testkit::server::tables::differences;

use crate::previews::hidden;

/// User and product of the first line with a product.
fn holder(export: &str) -> (String, String) {
    let of = |line: &str| match line.split(',').collect::<Vec<_>>().as_slice() {
        [user, _, product, ..] if !product.is_empty() => Some(((*user).to_owned(), (*product).to_owned())),
        _ => None,
    };
    export.lines().skip(1).find_map(of).unwrap_or_default()
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
    let kept = [
        "session",
        "first_sign_in",
        "preview",
        "preview_part",
        "license_file",
        "license_file_form",
        "license_file_user",
    ];
    assert_eq!(differences(&before, &server.tables().await, &kept), Vec::<String>::new());

    let (user, product) = holder(&export);
    assert!(!product.is_empty(), "somebody holds something");
    let file = format!("User;Product\n{user};\nnobody@nowhere.example;{product}\n");
    let answer = admin.upload(&format!("{home}/import"), file.as_bytes()).await;
    let page = admin.get(answer.location()).await.text();
    assert!(page.contains("nobody@nowhere.example"), "the finding names what stands in the file");
    let id = answer.location().split("file=").nth(1).unwrap_or_default().to_owned();
    let findings = admin.get(&format!("{home}/import/findings.csv?file={id}")).await.text();
    assert!(findings.contains("\"3\"") && findings.contains("nobody@nowhere.example"), "{findings}");
    let mut other = server.with_role("global-admin").await;
    assert_eq!(other.get(answer.location()).await.status, 404, "it is the sender's alone");
    let preview = hidden(&page, "preview");
    let digest = hidden(&page, "digest");
    let fields = [("preview", preview.as_str()), ("digest", digest.as_str()), ("confirm", "yes")];
    assert_eq!(other.post(&format!("{home}/import/save"), &fields).await.status, 404);
    assert_eq!(differences(&before, &server.tables().await, &kept), Vec::<String>::new());

    let answer = admin.post(&format!("{home}/import/save"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(admin.get(answer.location()).await.status, 200);
    let differs = differences(&before, &server.tables().await, &kept);
    assert!(differs.contains(&"source".to_owned()), "{differs:?}");
    let again = admin.post(&format!("{home}/import/save"), &fields).await;
    assert_eq!((again.status, again.location()), (303, answer.location()), "what it said is done already");
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
