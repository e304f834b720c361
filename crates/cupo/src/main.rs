//! The binary: reads the command line, does what it says, and ends with a documented exit code.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use cupo::args::Cli;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("CUPO_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let colored = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colored).init();
    let cli = Cli::parse();
    let json = cli.common.json;
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "cannot start");
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(cupo::run(cli));
    // A request that nobody waits for any more must not hold the end up.
    runtime.shutdown_background();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.sentence.is_empty() {
                // A closed standard error is no reason to end differently.
                drop(std::io::Write::write_all(&mut std::io::stderr(), failure.text(json).as_bytes()));
            }
            failure.exit_code()
        }
    }
}
