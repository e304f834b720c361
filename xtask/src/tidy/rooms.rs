//! Which room may use which: the `uses` list of the house, held against every Cargo.toml.
//! Dependencies of tests alone are free, since they do not reach what is shipped.

use toml::{Table, Value};

use super::Finding;

/// Every room with the rooms it may use.
const ROOMS: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("store", &["domain"]),
    ("app", &["domain", "store"]),
    ("http", &["domain", "app"]),
    ("console", SURFACE),
    ("api", SURFACE),
    ("graph", SURFACE),
    ("partner", SURFACE),
    ("scim", SURFACE),
    ("clock", &["domain", "app"]),
    ("cupo", EVERY_LIBRARY),
    ("testkit", &[EVERY_ROOM]),
];
const SURFACE: &[&str] = &["domain", "app", "http"];
const EVERY_LIBRARY: &[&str] =
    &["domain", "store", "app", "http", "console", "api", "graph", "partner", "scim", "clock"];
const EVERY_ROOM: &str = "*";

pub fn check(path: &str, text: &str) -> Vec<Finding> {
    let manifest: Table = match text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![Finding::new(path, 1, format!("is not TOML: {error}"))],
    };
    let Some(folder) = path.strip_prefix("crates/").and_then(|rest| rest.strip_suffix("/Cargo.toml")) else {
        return if path == "xtask/Cargo.toml" {
            breaches(path, text, &manifest, "xtask", &[])
        } else {
            Vec::new()
        };
    };
    match ROOMS.iter().find(|(room, _)| *room == folder) {
        Some((room, uses)) => breaches(path, text, &manifest, room, uses),
        None => {
            let message = format!("`{folder}` is no room of the house: see the list in ARCHITECTURE.md");
            vec![Finding::new(path, 1, message)]
        }
    }
}

fn breaches(path: &str, text: &str, manifest: &Table, room: &str, uses: &[&str]) -> Vec<Finding> {
    let used = used_rooms(manifest);
    let wrong = used.iter().filter(|other| !uses.contains(&EVERY_ROOM) && !uses.contains(&other.as_str()));
    let list = if uses.is_empty() { "no other room".to_owned() } else { uses.join(", ") };
    wrong
        .map(|other| {
            let line = text.lines().position(|line| names(line, other)).map_or(1, |at| at + 1);
            Finding::new(path, line, format!("`{room}` may use {list}, and not `{other}`"))
        })
        .collect()
}

fn names(line: &str, room: &str) -> bool {
    let key = line.split(['.', '=', ' ']).next().unwrap_or_default();
    key == format!("cupo-{room}") || (room == "cupo" && key == "cupo")
}

/// The rooms in every table of dependencies that reaches what is shipped, for any target.
fn used_rooms(manifest: &Table) -> Vec<String> {
    let targets = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let places = std::iter::once(manifest).chain(targets.filter_map(Value::as_table));
    let tables = places.flat_map(|place| {
        ["dependencies", "build-dependencies"].into_iter().filter_map(|key| place.get(key)?.as_table())
    });
    let mut rooms: Vec<String> =
        tables.flat_map(Table::iter).filter_map(|(key, value)| room(key, value)).collect();
    rooms.sort();
    rooms.dedup();
    rooms
}

fn room(key: &str, value: &Value) -> Option<String> {
    // A renamed dependency still is what its `package` says.
    let name = value.get("package").and_then(Value::as_str).unwrap_or(key);
    if name == "cupo" { Some(name.to_owned()) } else { name.strip_prefix("cupo-").map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(folder: &str, text: &str) -> Vec<String> {
        let path = format!("crates/{folder}/Cargo.toml");
        check(&path, text).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_room_uses_what_its_row_lists() {
        assert!(found("store", "[dependencies]\ncupo-domain.workspace = true\nserde = \"1\"\n").is_empty());
        assert!(
            found("testkit", "[dependencies]\ncupo.workspace = true\ncupo-graph.workspace = true\n")
                .is_empty()
        );
        assert!(found("cupo", "[dependencies]\ncupo-console.workspace = true\n").is_empty());
    }

    #[test]
    fn a_wrong_direction_is_found_with_its_line() {
        let wrong =
            found("console", "[dependencies]\ncupo-app.workspace = true\ncupo-store.workspace = true\n");
        assert_eq!(
            wrong,
            ["crates/console/Cargo.toml:3: `console` may use domain, app, http, and not `store`"]
        );
        assert_eq!(found("graph", "[dependencies]\ncupo-partner = { path = \"../partner\" }\n").len(), 1);
        assert_eq!(found("app", "[dependencies]\ncupo.workspace = true\n").len(), 1);
        assert_eq!(
            found("domain", "[dependencies]\nd = { package = \"cupo-store\", path = \"x\" }\n").len(),
            1
        );
        assert_eq!(
            found("domain", "[target.'cfg(unix)'.dependencies]\ncupo-app.workspace = true\n").len(),
            1
        );
        assert_eq!(check("xtask/Cargo.toml", "[dependencies]\ncupo-app.workspace = true\n").len(), 1);
    }

    #[test]
    fn tests_may_use_any_room() {
        assert!(found("domain", "[dev-dependencies]\ncupo-testkit.workspace = true\n").is_empty());
    }

    #[test]
    fn a_new_room_has_to_be_listed() {
        assert!(
            found("attic", "[package]\nname = \"cupo-attic\"\n").first().is_some_and(|f| f.contains("attic"))
        );
        assert!(found("store", "[dependencies\n").first().is_some_and(|f| f.contains("is not TOML")));
    }
}
