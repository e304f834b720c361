//! Runs other programs: shows what they print and counts the tests they report.
//! It must never give them standard input, since CI has none and a question would hang for ever.

use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// How many tests the closing lines of cargo's and node's test runners report, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    fn read(line: &str) -> Self {
        let line = line.trim();
        let mut count = Self::default();
        if let Some((_, figures)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". "))
        {
            for figure in figures.split(';') {
                let mut words = figure.split_whitespace();
                let number = words.next().and_then(|word| word.parse().ok());
                count.note(words.next(), number);
            }
        } else if let Some(figure) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            let mut words = figure.split_whitespace();
            let name = words.next();
            count.note(name, words.next().and_then(|word| word.parse().ok()));
        }
        count
    }

    fn note(&mut self, name: Option<&str>, number: Option<u64>) {
        let (Some(name), Some(number)) = (name, number) else { return };
        match name {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" => self.failed += number,
            "ignored" | "skipped" => self.skipped += number,
            _ => {}
        }
    }
}

/// The cargo that runs this program, so that both use one toolchain.
pub fn cargo(root: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(words);
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

pub fn program(folder: &Path, name: &str, words: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.current_dir(folder).args(words);
    command
}

/// Runs to the end, passing on every line; an error when it cannot start or does not succeed.
pub fn run(command: &mut Command) -> Result<Count, String> {
    let shown = shown(command);
    crate::say(&format!("$ {shown}"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("`{shown}` did not start: {error}"))?;
    let count = match child.stdout.take() {
        Some(output) => pass_on(output).map_err(|error| format!("`{shown}`: {error}"))?,
        None => Count::default(),
    };
    let status = child.wait().map_err(|error| format!("`{shown}`: {error}"))?;
    match (status.success(), count.failed) {
        (true, 0) => Ok(count),
        (true, failed) => Err(format!("`{shown}` reported {failed} failed tests")),
        (false, 0) => Err(format!("`{shown}` failed ({status})")),
        (false, failed) => Err(format!("`{shown}`: {failed} tests failed, {} passed", count.passed)),
    }
}

fn pass_on(output: impl std::io::Read) -> std::io::Result<Count> {
    let (mut count, mut line, mut reader) = (Count::default(), Vec::new(), BufReader::new(output));
    let mut stdout = std::io::stdout();
    while reader.read_until(b'\n', &mut line)? > 0 {
        stdout.write_all(&line)?;
        count.add(Count::read(&String::from_utf8_lossy(&line)));
        line.clear();
    }
    stdout.flush()?;
    Ok(count)
}

fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = command.get_args().map(|word| word.to_string_lossy());
    std::iter::once(name.to_string_lossy()).chain(words).collect::<Vec<_>>().join(" ")
}

/// What a program prints, when it is there and succeeds.
pub fn answer(name: &str, words: &[&str]) -> Option<String> {
    let output = Command::new(name).args(words).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_both_runners_are_counted() {
        let cargo = "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; 3 filtered out; finished in 0.1s";
        assert_eq!(Count::read(cargo), Count { passed: 12, failed: 1, skipped: 2 });
        assert_eq!(Count::read("ℹ pass 7"), Count { passed: 7, ..Count::default() });
        assert_eq!(Count::read("# fail 2\n"), Count { failed: 2, ..Count::default() });
        assert_eq!(Count::read("ℹ duration_ms 12.5"), Count::default());
        assert_eq!(Count::read("test a ... ok"), Count::default());
    }

    #[test]
    fn a_failing_program_is_an_error_that_names_it() {
        let error = run(Command::new("false").arg("x")).expect_err("false fails");
        assert!(error.contains("`false x`"), "{error}");
        assert!(run(&mut Command::new("no-such-program-here")).is_err());
    }
}
