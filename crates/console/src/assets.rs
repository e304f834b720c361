//! Style sheets, scripts and pictures of our own, under addresses that change with their content, so that browsers
//! may keep them for ever. It must never serve a file from outside `assets/`.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

const HASH_BYTES: usize = 8;
const FOREVER: &str = "public, max-age=31536000, immutable";

/// One hash over all files: modules then find one another by relative addresses.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    for name in names {
        digest.update(name.as_bytes());
        if let Some(file) = Files::get(&name) {
            digest.update(&file.data);
        }
    }
    let mut text = String::with_capacity(HASH_BYTES * 2);
    for byte in digest.finalize().iter().take(HASH_BYTES) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
});

/// The address of an asset, such as `/assets/5f2c…/cupo.css`.
#[must_use]
pub fn url(name: &str) -> String {
    debug_assert!(Files::get(name).is_some(), "the asset {name} exists");
    format!("/assets/{}/{name}", *HASH)
}

/// Serves `/assets/{hash}/{name}`.
pub async fn serve(Path((hash, name)): Path<(String, String)>) -> Response {
    // An old address still finds its file, but nobody may keep the new content under it.
    let caching = if hash == *HASH { FOREVER } else { "no-store" };
    file(&name, caching)
}

fn file(name: &str, caching: &'static str) -> Response {
    let Some(file) = Files::get(name) else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [
        (header::CONTENT_TYPE, kind(name)),
        (header::CACHE_CONTROL, caching),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, file.data).into_response()
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_has_a_known_kind_and_an_address_that_carries_the_hash() {
        for name in Files::iter() {
            assert_ne!(kind(&name), "application/octet-stream", "{name} needs a content type");
            assert_eq!(url(&name), format!("/assets/{}/{name}", *HASH));
        }
    }

    #[test]
    fn current_addresses_may_be_kept_for_ever_and_old_ones_not_at_all() {
        assert_eq!(file("cupo.css", FOREVER).headers()[header::CACHE_CONTROL], FOREVER);
        assert_eq!(file("no-such-file.css", FOREVER).status(), StatusCode::NOT_FOUND);
        assert_eq!(file("../Cargo.toml", FOREVER).status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn scripts_stay_small() {
        // 23 kB of our modules are 9.6 kB compressed one by one; the limit for all of them is 10.
        let bytes: usize = Files::iter()
            .filter(|name| name.ends_with(".js"))
            .map(|name| Files::get(&name).map_or(0, |file| file.data.len()))
            .sum();
        assert!(bytes < 23_500, "{bytes} bytes of script");
    }
}
