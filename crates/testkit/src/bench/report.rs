//! Figures with what they are held against, as lines on the terminal and as docs/benchmarks.md. It measures nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use crate::options::Options;

/// One figure.
pub struct Line {
    pub what: String,
    pub value: String,
    /// What it must be, if anything, and whether it is.
    pub must: Option<(String, bool)>,
}

/// Figures that belong together, and what they mean.
pub struct Table {
    pub title: String,
    pub explanation: &'static str,
    pub lines: Vec<Line>,
}

/// Everything that was measured in a run.
#[derive(Default)]
pub struct Report {
    tables: Vec<Table>,
    limits: BTreeMap<String, f64>,
}

impl Table {
    pub fn new(title: impl Into<String>, explanation: &'static str) -> Self {
        Self { title: title.into(), explanation, lines: Vec::new() }
    }

    pub fn figure(&mut self, what: impl Into<String>, value: impl Into<String>) {
        self.lines.push(Line { what: what.into(), value: value.into(), must: None });
    }

    /// A figure that must not be above a bound.
    pub fn at_most(&mut self, what: impl Into<String>, value: f64, bound: f64, unit: &str) {
        self.bounded(what.into(), (value, value <= bound), format!("≤ {bound}"), unit);
    }

    /// A figure that must not be below a bound.
    pub fn at_least(&mut self, what: impl Into<String>, value: f64, bound: f64, unit: &str) {
        self.bounded(what.into(), (value, value >= bound), format!("≥ {bound}"), unit);
    }

    fn bounded(&mut self, what: String, (value, met): (f64, bool), bound: String, unit: &str) {
        let digits = if value.abs() >= 100.0 { 0 } else { 2 };
        let must = Some((format!("{bound} {unit}").trim().to_owned(), met));
        self.lines.push(Line { what, value: format!("{value:.digits$} {unit}").trim().to_owned(), must });
    }
}

impl Report {
    /// Prints a table and keeps it.
    pub fn add(&mut self, table: Table) {
        println!("\n== {} ==", table.title);
        for line in &table.lines {
            println!("{:<64} {:>22}  {}", line.what, line.value, judgement(line));
        }
        self.tables.push(table);
    }

    /// Keeps a limit for the sections that come after.
    pub fn limit(&mut self, name: &str, value: f64) {
        self.limits.insert(name.to_owned(), value);
    }

    /// A limit that an earlier section of this run has measured.
    pub fn limit_of(&self, name: &str) -> Option<f64> {
        self.limits.get(name).copied()
    }

    pub fn write(&self, file: &Path, options: &Options) -> Result<(), String> {
        let mut text = String::from("# Benchmarks\n\nMade by `cargo xtask bench`; do not edit.\n\n");
        let _ = writeln!(text, "{}", machine(options));
        let missed: Vec<&Line> = self.tables.iter().flat_map(|t| &t.lines).filter(|l| missed(l)).collect();
        if missed.is_empty() {
            text.push_str("Every figure that has a bound keeps it.\n");
        } else {
            text.push_str("Missed:\n\n");
            for line in missed {
                let _ = writeln!(text, "- {}: {}, {}", line.what, line.value, judgement(line));
            }
        }
        for table in &self.tables {
            let _ = writeln!(text, "\n## {}\n\n{}\n", table.title, table.explanation);
            text.push_str("| What | Measured | Must |\n|---|---:|---|\n");
            for line in &table.lines {
                let _ = writeln!(text, "| {} | {} | {} |", line.what, line.value, judgement(line));
            }
        }
        std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
    }
}

fn missed(line: &Line) -> bool {
    line.must.as_ref().is_some_and(|(_, met)| !met)
}

fn judgement(line: &Line) -> String {
    match &line.must {
        Some((bound, true)) => bound.clone(),
        Some((bound, false)) => format!("{bound}: **missed**"),
        None => String::new(),
    }
}

/// What the figures were taken on.
fn machine(options: &Options) -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, m)| m);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib =
        memory.lines().find_map(|l| l.strip_prefix("MemTotal:")?.split_whitespace().next()?.parse().ok());
    let kib: u64 = kib.unwrap_or(0);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    format!(
        "Machine: {cores} cores ({}), {} GiB, load {load} at the end. {}, {}, SQLite {}. The load generator runs on \
         the same machine. Users of the largest customer: {}. Best of {}.\n",
        model.unwrap_or("unknown"),
        kib / 1_048_576,
        answer("rustc", &["--version"]),
        answer("uname", &["-sr"]),
        rusqlite::version(),
        options.users,
        options.repetitions(),
    )
}

fn answer(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output();
    output.map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned()).unwrap_or_default()
}
