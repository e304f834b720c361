//! The binary: reads the command line, does what it says, and ends with a documented exit code.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use cupo::args::{self, Cli};
use cupo::spanish;
use cupo_http::lang::Lang;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("CUPO_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let colored = std::io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colored).init();
    let mut command = Cli::command();
    let lang = args::spoken(args::asked(std::env::args_os().skip(1)));
    if lang == Lang::Es {
        command = spanish::spoken(command);
    }
    let cli = Cli::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit());
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
        Err(mut failure) => {
            if lang == Lang::Es {
                failure.sentence = spanish::failed(&failure.sentence);
            }
            if !failure.sentence.is_empty() {
                // A closed standard error is no reason to end differently.
                drop(std::io::Write::write_all(&mut std::io::stderr(), failure.text(json).as_bytes()));
            }
            failure.exit_code()
        }
    }
}
