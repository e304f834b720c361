//! Everything an engineer and CI run: `cargo xtask help` lists it.
//! It must never hold anything that the product needs at run time, nor need more than Rust to be compiled.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[path = "../../crates/testkit/src/postgres/cluster.rs"]
mod cluster;

mod shell;
mod install;
mod browser;
mod tidy;
mod rules;
mod stage;
mod test;
mod crash;
mod bench;

const HELP: &str = "\
cargo xtask test [--only STAGE[,STAGE]]   everything that must pass; installs what it lacks
cargo xtask test --list                   the stages, one a line
cargo xtask crash [--kills N] [--seed S]  kills the program at random instants; the result goes to docs/crash.md
cargo xtask simulate [--steps N] [--seed S] [--engine sqlite|postgres]
                                          random histories against the slow model, for ever without --steps
cargo xtask tidy                          the rules of the house that no compiler checks (STYLE.md)
cargo xtask bench [--quick] [--help]       measures against limits of the same run, writes docs/benchmarks.md
cargo xtask rules                         writes docs/rules.md, the table from rule to test";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&root(), &words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(root: &Path, words: &[&str]) -> Result<(), String> {
    match words {
        ["test", options @ ..] => test::run(root, options),
        ["bench", options @ ..] => bench::run(root, options),
        ["crash", options @ ..] => crash::run(root, options),
        ["simulate", options @ ..] => crash::simulate(root, options),
        ["tidy"] => {
            say(&tidy::check(root)?);
            Ok(())
        }
        ["rules"] => {
            say(&rules::generate(root)?);
            Ok(())
        }
        [] | ["help" | "--help" | "-h"] => {
            say(HELP);
            Ok(())
        }
        _ => Err(format!("there is no `cargo xtask {}`; there is:\n{HELP}", words.join(" "))),
    }
}

/// Cargo names the folder of this package when it runs it; by hand, the current folder is taken.
fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package.and_then(|folder| folder.parent().map(Path::to_path_buf)).unwrap_or_else(|| PathBuf::from("."))
}

#[expect(clippy::print_stdout, reason = "the one place where this program talks to its reader")]
fn say(text: &str) {
    println!("{text}");
}

#[expect(clippy::print_stderr, reason = "the one place where this program reports its failure")]
fn complain(text: &str) {
    eprintln!("xtask: {text}");
}
