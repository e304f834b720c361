//! What a run has to say: its seed, so that it can be repeated, and what happened at its kills.

use std::fs::File;
use std::io::Write;

use cupo_testkit::chance::Chance;

/// The seed of the run, said before anything can go wrong.
pub fn seed(about: &str) -> u64 {
    let seed = Chance::seed("CUPO_CRASH_SEED");
    print(&format!("crash: {about}: CUPO_CRASH_SEED={seed}"));
    seed
}

/// A result: printed, and added to the file that the environment names.
pub fn result(line: &str) {
    print(&format!("crash: {line}"));
    if let Some(path) = std::env::var_os("CUPO_CRASH_REPORT") {
        let mut file = File::options().create(true).append(true).open(path).unwrap();
        file.write_all(format!("- {line}\n").as_bytes()).unwrap();
    }
}

fn print(line: &str) {
    println!("{line}");
}
