//! How long a person waits for a list: pages, filters, searches and the boxes of a large selection, at the largest
//! customer, asked over HTTP or where no program can ask, in process.

use cupo_app::licenses::in_selection;
use serde_json::Value;

use crate::caller::{Caller, Served};
use crate::ground::{Customer, Engine, copy};
use crate::options::Options;
use crate::report::{Report, Table};
use crate::watch::{Watch, quantile};

const EXPLANATION: &str = "\
Pages of fifty users over the native interface, one caller, each question many times with other words or places, the first \
of each left out. Tri-state: the boxes of Manage licenses for a selection, in process.";

/// How often each question is asked.
const TIMES: usize = 200;
/// Parts of names, common and rare, beginning and middle.
const WORDS: [&str; 8] = ["mar", "gar", "ez@", "lopez", "ana", "stein", "nor", "wicz"];
/// Whose selection is counted.
const OWNER: i64 = 77;

pub async fn run(options: &Options, engine: Engine, report: &mut Report) -> Result<(), String> {
    let mut table = Table::new(format!("Lists, {}", engine.name()), EXPLANATION);
    let address = copy(engine, options.users).await?;
    let it = Customer::at(&address, options.users).await?;
    let served = Served::start(&it.app, options.users).await?;
    let mut lists =
        Lists { caller: served.caller().await?, users: format!("{}/users?limit=50", served.home) };
    let departments = it.app.store().departments(&it.permit).await.map_err(|e| e.to_string())?;
    let department = |n: usize| departments.get(n % departments.len().max(1)).cloned().unwrap_or_default();
    let word = |n: usize| WORDS.get(n % WORDS.len()).copied().unwrap_or_default();

    lists.pages("pages by name", "", &mut table).await?;
    lists.pages("pages by sign-in name", "&sort=sign_in", &mut table).await?;
    lists.ask("one word", |n| format!("&search={}", word(n)), (50.0, &mut table)).await?;
    lists
        .ask("one department", |n| format!("&department={}", encoded(&department(n))), (50.0, &mut table))
        .await?;
    lists.ask("without a license", |_| "&license=false".to_owned(), (50.0, &mut table)).await?;
    let two = |n: usize| format!("&department={}&search={}", encoded(&department(n)), word(n));
    lists.ask("a department and a word", two, (300.0, &mut table)).await?;
    let three = |n: usize| format!("{}&license=true&sign_in=true", two(n));
    lists.ask("a department, a word, licensed, allowed to sign in", three, (300.0, &mut table)).await?;
    served.end().await?;
    boxes(&it, &mut table).await?;
    report.add(table);
    Ok(())
}

/// The boxes of a hundred thousand selected users.
async fn boxes(it: &Customer, table: &mut Table) -> Result<(), String> {
    let said = |e: cupo_app::error::AppError| e.to_string();
    for chunk in it.every_tenth(100_000).chunks(50_000) {
        let marked = it.app.store().mark_selected(&it.permit, OWNER, chunk, true).await;
        marked.map_err(|e| e.to_string())?;
    }
    let selected = it.app.selected(&it.permit, OWNER).await.map_err(said)?;
    let filter = in_selection(selected);
    let mut times = Vec::new();
    let mut users = 0;
    for _ in 0..10 {
        let watch = Watch::start();
        users = it.app.board(&it.permit, &filter).await.map_err(said)?.users;
        times.push(watch.lap());
    }
    times.sort();
    let late = quantile(&times, 900).as_secs_f64() * 1_000.0;
    table.at_most(format!("tri-state of {users} selected, slowest but one of ten"), late, 300.0, "ms");
    Ok(())
}

struct Lists {
    caller: Caller,
    users: String,
}

impl Lists {
    /// Goes from page to page.
    async fn pages(&mut self, what: &str, query: &str, table: &mut Table) -> Result<(), String> {
        let (mut times, mut after) = (Vec::with_capacity(TIMES), String::new());
        for _ in 0..TIMES {
            let watch = Watch::start();
            let page = self.page(&format!("{query}{after}")).await?;
            times.push(watch.lap());
            after = page
                .get("next")
                .and_then(Value::as_str)
                .map_or_else(String::new, |next| format!("&after={next}"));
        }
        figure(table, what, (times, 50.0));
        Ok(())
    }

    async fn ask(
        &mut self,
        what: &str,
        query: impl Fn(usize) -> String,
        (bound, table): (f64, &mut Table),
    ) -> Result<(), String> {
        let mut times = Vec::with_capacity(TIMES);
        for n in 0..TIMES {
            let watch = Watch::start();
            self.page(&query(n)).await?;
            times.push(watch.lap());
        }
        figure(table, what, (times, bound));
        Ok(())
    }

    async fn page(&mut self, query: &str) -> Result<Value, String> {
        let bytes = self.caller.ask("GET", &format!("{}{query}", self.users), "").await?;
        serde_json::from_slice(&bytes).map_err(|e| e.to_string())
    }
}

fn figure(table: &mut Table, what: &str, (mut times, bound): (Vec<std::time::Duration>, f64)) {
    times.sort();
    let median = quantile(&times, 500).as_secs_f64() * 1_000.0;
    let late = quantile(&times, 990).as_secs_f64() * 1_000.0;
    table.at_most(format!("{what}: p99 (p50 {median:.1} ms)"), late, bound, "ms");
}

/// A value in an address.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
