//! The rules for any text file: nothing that ties the project to one machine or one registry, and a lean lockfile.

use super::Finding;

/// Each package is code that we answer for and that everybody compiles.
const LOCKED_PACKAGES_MAX: usize = 450;
/// Written in two parts, so that this file keeps its own rule.
const HOSTS: [&str; 6] = [
    concat!("crates", ".io"),
    concat!("registry.npmjs", ".org"),
    concat!("registry.yarnpkg", ".com"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("deb.debian", ".org"),
];
const MACHINE_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];

pub fn check(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if path == "Cargo.lock" {
        // Cargo writes the name of its index itself.
        return locked(path, text);
    }
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(host) = HOSTS.into_iter().find(|host| line.contains(host)) {
            findings.push(Finding::new(
                path,
                number,
                format!("names the registry {host}: packages go by name alone"),
            ));
        }
        if let Some(place) = MACHINE_PATHS.into_iter().find(|place| has_path(line, place)) {
            findings.push(Finding::new(
                path,
                number,
                format!("{place}… is a path of one machine: name it relatively"),
            ));
        }
        if path.ends_with("package-lock.json") && line.contains("\"resolved\"") {
            let message = "a download address in the lockfile: npm config omit-lockfile-registry-resolved leaves it out";
            findings.push(Finding::new(path, number, message));
        }
    }
    findings
}

/// An absolute path: nothing that could be a folder's name stands before it.
fn has_path(line: &str, place: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || "._-~}*)".contains(c);
    line.match_indices(place).any(|(at, _)| !line.get(..at).is_some_and(|before| before.ends_with(is_name)))
}

fn locked(path: &str, text: &str) -> Vec<Finding> {
    let count = text.lines().filter(|line| *line == "[[package]]").count();
    if count <= LOCKED_PACKAGES_MAX {
        return Vec::new();
    }
    let message = format!(
        "locks {count} packages, above {LOCKED_PACKAGES_MAX}: do without one, or with fewer features"
    );
    vec![Finding::new(path, 1, message)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_and_machine_paths_are_found_with_their_line() {
        for host in HOSTS {
            let found = check("README.md", &format!("one\nsee https://{host}/x\n"));
            assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [2], "{host}");
        }
        for place in MACHINE_PATHS {
            assert_eq!(check("README.md", &format!("cd {place}main")).len(), 1, "{place}");
            assert!(check("README.md", &format!("src{place}main and …/frame{place}")).is_empty(), "{place}");
        }
        assert!(check("README.md", "apt-get install postgresql\n").is_empty());
    }

    #[test]
    fn cargo_may_name_its_own_index_and_lock_so_many_packages() {
        let index = format!("source = \"registry+https://github.com/rust-lang/{}-index\"\n", HOSTS[0]);
        let full = format!("{index}{}", "[[package]]\n".repeat(LOCKED_PACKAGES_MAX));
        assert!(check("Cargo.lock", &full).is_empty());
        assert_eq!(check("Cargo.lock", &format!("{full}[[package]]\n")).len(), 1);
    }

    #[test]
    fn the_lockfile_of_npm_names_no_addresses() {
        assert_eq!(check("e2e/package-lock.json", "  \"resolved\": \"x\",\n").len(), 1);
        assert!(check("e2e/package-lock.json", "  \"integrity\": \"x\",\n").is_empty());
    }
}
