//! `cupo key`: product keys are loaded into a database. A key is read from where nobody else sees it, and never printed.

use std::io::Read;
use std::path::Path;

use cupo_app::error::AppError;
use cupo_app::keys::KeyKind;

use super::desk::Desk;
use crate::args::KeyCommand;
use crate::client::{Aim, Local};
use crate::failure::Failure;
use crate::output::{json_line, say};

/// Longest file of keys.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// Does what was said about keys.
///
/// # Errors
/// For a file that cannot be read, a line that is no key, a key that is there already; nothing was loaded then.
pub async fn key(desk: &Desk, command: KeyCommand) -> Result<(), Failure> {
    let KeyCommand::Load { file, product, quantity, term } = command;
    let database = desk.config.database(&desk.common, "key load")?;
    let text = read(&file)?;
    let lines: Vec<&str> = text.lines().collect();
    let local = Local::open(&database, Aim::Write, desk.lang()).await?;
    let kind = KeyKind { product, seats: quantity, term };
    let count = local.app().load_keys(&kind, &lines).await.map_err(told)?;
    if desk.output.json {
        return json_line(&serde_json::json!({"loaded": count}));
    }
    say(&format!("{}\n", desk.output.t().keys_loaded(count)))
}

fn read(file: &Path) -> Result<String, Failure> {
    let wrong = |e: std::io::Error| Failure::usage(format!("reading {}: {e}", file.display()));
    let mut text = String::new();
    let source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(file).map_err(wrong)?)
    };
    source.take(FILE_BYTES_MAX + 1).read_to_string(&mut text).map_err(wrong)?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > FILE_BYTES_MAX {
        return Err(Failure::usage(format!("{} is longer than 1 MiB; load it in parts", file.display())));
    }
    Ok(text)
}

/// Which line is wrong, without what stands in it.
fn told(error: AppError) -> Failure {
    let AppError::Denied(denial) = &error else { return error.into() };
    let line = denial.figure.unwrap_or(0);
    match denial.subject.as_str() {
        "key-format" => {
            Failure::refused(format!("line {line} is no key of 25 letters and digits; nothing was loaded"))
        }
        "key-there" => {
            Failure::refused(format!("the key in line {line} is there already; nothing was loaded"))
        }
        "keys" if line == 0 => Failure::refused("the file has no keys; nothing was loaded"),
        "keys" => Failure::refused(format!("more than {line} keys; load them in parts")),
        "seats" => Failure::refused(format!("a key has 1 to {line} seats; nothing was loaded")),
        _ => error.into(),
    }
}
