//! Measures Cupo against limits that are measured in the same run, on the same machine and file system, and writes
//! what it found to docs/benchmarks.md. `cargo xtask bench` starts it. It must never be part of a test: it asserts no
//! time, and says so where a figure is missed.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench that talks to whoever started it")]

use std::process::ExitCode;

mod options;
mod watch;
mod report;
mod ground;
mod caller;
mod sections;

use options::Options;
use report::Report;

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some((name, rest)) = sections::child(&words) {
        return end(sections::run_child(name, rest).await);
    }
    let options = match Options::parse(&words) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Err(error) => return end(Err(error)),
    };
    end(run(&options).await)
}

async fn run(options: &Options) -> Result<(), String> {
    let mut report = Report::default();
    sections::run(options, &mut report).await?;
    match options.report_file() {
        Some(file) => report.write(&file, options),
        None => Ok(()),
    }
}

fn end(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}
