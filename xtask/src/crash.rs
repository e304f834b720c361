//! `cargo xtask crash`: the tests that kill the program, as often as is asked, and their result as a page.
//! `cargo xtask simulate`: the simulation, for so many steps or for ever.

use std::fs;
use std::path::Path;

use crate::install;
use crate::say;
use crate::shell;
use crate::stage::Stage;

/// Kills on each engine when nothing else is asked.
const KILLS: &str = "100";
/// People of the imported file.
const ROWS: &str = "100000";
/// Where the result is kept.
const PAGE: &str = "docs/crash.md";

/// Kills the program again and again; the result goes to its page.
pub fn run(root: &Path, words: &[&str]) -> Result<(), String> {
    let options = Options::read(words, &["--kills", "--seed"])?;
    install::ensure(Stage::Unit.needs())?;
    let report = root.join("target/crash-report.txt");
    if let Err(error) = fs::remove_file(&report)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        return Err(format!("{}: {error}", report.display()));
    }
    let kills = options.value("--kills").unwrap_or(KILLS);
    let mut command = shell::cargo(
        root,
        &["test", "--workspace", "--test", "crash", "--", "--nocapture", "--test-threads=2"],
    );
    command.env("CUPO_CRASH_KILLS", kills).env("CUPO_CRASH_ROWS", ROWS).env("CUPO_CRASH_REPORT", &report);
    if let Some(seed) = options.value("--seed") {
        command.env("CUPO_CRASH_SEED", seed);
    }
    shell::run(&mut command)?;
    let found = fs::read_to_string(&report).map_err(|error| format!("{}: {error}", report.display()))?;
    let mut lines: Vec<&str> = found.lines().collect();
    lines.sort_unstable();
    let page = format!(
        "# Killed at random\n\nWritten by `cargo xtask crash --kills {kills}`, which starts the program, lets it work, \
         ends it with\nSIGKILL at random instants, starts it again and compares what it acknowledged with what is \
         there. A line is\nwritten only when everything held: every acknowledged change is there, nobody is half \
         done, what was begun\nfinished by itself with each effect once, and `cupo check` found nothing after any \
         kill. The seed repeats the\ninstants: `cargo xtask crash --seed N`.\n\n{}\n",
        lines.join("\n")
    );
    let path = root.join(PAGE);
    fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))?;
    say(&format!("written to {PAGE}"));
    Ok(())
}

/// Lets the simulation run; without a number of steps, until somebody stops it or it finds something.
pub fn simulate(root: &Path, words: &[&str]) -> Result<(), String> {
    let options = Options::read(words, &["--steps", "--seed", "--engine"])?;
    install::ensure(Stage::Unit.needs())?;
    let mut command =
        shell::cargo(root, &["test", "--workspace", "--test", "simulation", "--", "--nocapture"]);
    command.arg(match options.value("--engine") {
        Some("sqlite") => "seeded::sqlite",
        Some("postgres") => "seeded::postgres",
        None => "seeded::",
        Some(other) => return Err(format!("`{other}` is no engine; there is sqlite and postgres")),
    });
    command.env("CUPO_SIMULATE_STEPS", options.value("--steps").unwrap_or("0"));
    if let Some(seed) = options.value("--seed") {
        command.env("CUPO_SIMULATE_SEED", seed);
    }
    shell::run(&mut command).map(|_| ())
}

/// Options with a value each.
struct Options<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Options<'a> {
    fn read(words: &[&'a str], known: &[&str]) -> Result<Self, String> {
        let mut found = Vec::new();
        for pair in words.chunks(2) {
            match pair {
                [name, value] if known.contains(name) => {
                    let number = *name == "--engine" || value.parse::<u64>().is_ok();
                    if !number {
                        return Err(format!("{name} takes a number, and `{value}` is none"));
                    }
                    found.push((*name, *value));
                }
                _ => {
                    return Err(format!(
                        "`{}` is not understood; there is {}",
                        pair.join(" "),
                        known.join(", ")
                    ));
                }
            }
        }
        Ok(Self(found))
    }

    fn value(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}
