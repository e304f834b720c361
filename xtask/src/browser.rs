//! The browser tests: their npm packages, the binary under test, and node's own test runner.
//! It must never download a browser: the distribution's is used.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cluster;
use crate::install;
use crate::shell::{self, Count};

/// Builds what is missing and runs every `e2e/*.test.mjs`.
pub fn run(root: &Path) -> Result<Count, String> {
    let folder = root.join("e2e");
    let tests = tests_in(&folder)?;
    install_packages(&folder)?;
    // The whole workspace is named, so that dependencies have the features the tests were compiled with.
    shell::run(&mut shell::cargo(root, &["build", "--workspace", "--bin", "cupo"]))?;
    let binary = binary()?;
    let mut words = vec!["--test", "--test-concurrency=2", "--test-reporter=spec"];
    words.extend(tests.iter().map(String::as_str));
    let mut command = shell::program(&folder, "node", &words);
    command.env("CUPO_BIN", binary).env("CUPO_CHROMIUM", install::chromium());
    command.env("TMPDIR", cluster::scratch());
    let count = shell::run(&mut command)?;
    if count.passed == 0 { Err("no browser test ran".to_owned()) } else { Ok(count) }
}

fn tests_in(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut tests: Vec<String> = names.filter(|name| name.ends_with(".test.mjs")).collect();
    tests.sort();
    if tests.is_empty() { Err("there is no e2e/*.test.mjs to run".to_owned()) } else { Ok(tests) }
}

/// Once per lockfile: a copy of it beside the packages tells which one they came from.
fn install_packages(folder: &Path) -> Result<(), String> {
    let (lock, stamp) = (folder.join("package-lock.json"), folder.join("node_modules/.installed-lock.json"));
    let wanted = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
    shell::run(&mut shell::program(folder, "npm", &words))?;
    fs::write(&stamp, wanted).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// Cargo puts it beside this program, whatever the target folder is.
fn binary() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| format!("where this program is: {error}"))?;
    let binary = own.with_file_name("cupo");
    if binary.is_file() { Ok(binary) } else { Err(format!("{} was not built", binary.display())) }
}
