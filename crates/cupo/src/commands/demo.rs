//! `cupo demo`: invented customers on a new embedded database, ready to look around.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use cupo_app::time::Clock;
use cupo_domain::time::Instant;
use cupo_http::hall::DemoNotice;

use super::desk::Desk;
use crate::args::DemoArgs;
use crate::demo::{DemoInfo, DemoOptions, describe, fill, is_filled};
use crate::failure::Failure;
use crate::output::{bar, say};
use crate::server::{Reach, bind, open, stop_signal};

/// Fills a database and serves it until stopped.
///
/// # Errors
/// When the folder, database or address cannot be used, or the address can be reached by others without `--i-know`.
pub async fn demo(desk: &Desk, args: DemoArgs) -> Result<(), Failure> {
    if desk.common.server.is_some() {
        return Err(Failure::usage("the demo is a server itself; leave out --server"));
    }
    if !args.listen.ip().is_loopback() && !args.i_know {
        return Err(Failure::usage(format!(
            "everybody can know the passwords of the demo, and {} can be reached by others; add --i-know if you \
             want that",
            args.listen
        )));
    }
    let folder = folder(args.data.as_deref())?;
    // It stands while data is written, so that the same seed gives the same instants too.
    let now = args.now.map_or_else(|| Clock::system().now(), |t| Instant(t.as_microsecond()));
    let clock = Clock::held_at(now);
    let database = desk
        .common
        .database
        .clone()
        .unwrap_or_else(|| format!("sqlite:{}", folder.path.join("cupo.db").display()));
    let app = open(&database, clock).await?;
    let options = DemoOptions { users: args.users, seed: args.seed, now: app.now() };
    let info = if app.store().is_empty().await? {
        let bar = bar(0, "users");
        let info = fill(&app, &options, &mut |done, total| {
            bar.set_length(total);
            bar.set_position(done);
        })
        .await?;
        bar.finish_and_clear();
        info
    } else if is_filled(&app, &options).await? {
        describe(&options)
    } else {
        return Err(Failure::usage(format!(
            "{database} holds other data, or a demo that was broken off; choose another folder with --data, or \
             serve real data with `cupo serve`"
        )));
    };
    app.clock().release();
    let reach = Reach { secure: false, demo: Some(notice(&info)), ..Reach::default() };
    let server = bind(app, args.listen, reach).await?;
    let url = format!("http://{}", server.address);
    let stop = stop_signal();
    let text = if desk.output.json { json_line(&url, &info)? } else { welcome(&url, &info) };
    say(&text)?;
    let app = Arc::clone(&server.app);
    let served = server.run(stop).await;
    cupo_console::routes::forget_files();
    let closed = app.store().close().await;
    folder.remove();
    served.and(closed.map_err(Failure::from))
}

/// Where the demo's database is.
struct Folder {
    path: PathBuf,
    temporary: bool,
}

impl Folder {
    fn remove(self) {
        if self.temporary
            && let Err(error) = std::fs::remove_dir_all(&self.path)
        {
            tracing::warn!(folder = %self.path.display(), %error, "the demo's folder could not be removed");
        }
    }
}

fn folder(wanted: Option<&Path>) -> Result<Folder, Failure> {
    let path = match wanted {
        Some(path) => path.to_owned(),
        None => std::env::temp_dir().join(format!("cupo-demo-{}-{}", std::process::id(), nanos())),
    };
    std::fs::create_dir_all(&path)
        .map_err(|e| Failure::general(format!("cannot create the folder {}: {e}", path.display())))?;
    Ok(Folder { path, temporary: wanted.is_none() })
}

#[expect(clippy::disallowed_methods, reason = "only makes the name of a temporary folder unlike others")]
fn nanos() -> u32 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.subsec_nanos())
}

fn notice(info: &DemoInfo) -> DemoNotice {
    let accounts = info.accounts.iter();
    DemoNotice {
        accounts: accounts.map(|a| (a.role.clone(), a.username.clone(), a.password.clone())).collect(),
    }
}

fn json_line(url: &str, info: &DemoInfo) -> Result<String, Failure> {
    let bug = |e: serde_json::Error| Failure::general(format!("writing the answer: {e}"));
    let mut value = serde_json::to_value(info).map_err(bug)?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("url".to_owned(), url.into());
    }
    Ok(format!("{value}\n"))
}

fn welcome(url: &str, info: &DemoInfo) -> String {
    let width = info.accounts.iter().map(|a| a.username.len()).max().unwrap_or(0);
    let mut text = format!(
        "\nCupo is ready at {url}\n\n{} customers with {} users, all invented. Sign in as:\n\n",
        info.customers.len(),
        info.customers.iter().map(|c| c.users).sum::<i64>()
    );
    for account in &info.accounts {
        text.push_str(&format!(
            "  {:<23} {:<width$}  {}\n",
            account.role, account.username, account.password
        ));
    }
    text.push_str("\nStop with Ctrl-C.\n");
    text
}
