//! Kills while a change for 20,000 users runs and several callers change single people: every acknowledged change is
//! there, nobody is left half done, and what was begun ends by itself with an answer for everybody, each once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use cupo_domain::access::{Action, system_permit};
use cupo_domain::ids::{ProductId, UserId};
use cupo_store::operations::{OperationRow, OutcomeList};
use cupo_store::store::Store;
use cupo_testkit::chance::Chance;
use cupo_testkit::world::World;
use cupo_testkit::world::people::guid_of_user;
use cupo_testkit::world::place::{ADMIN, APPS, MAIL, NORTE, guid_of};

use crate::book::{Book, Known, large};
use crate::caller::Caller;
use crate::program::{Program, free_address};
use crate::report::{result, seed};

/// People of the large change.
const CROWD: usize = 20_000;
/// Callers who change single people, and people of each.
const CALLERS: usize = 3;
const OWN: usize = 8;
/// The longest time until a kill.
const DELAY_MS: u64 = 2_500;
/// The same from the answer on that the large change was admitted.
const SLICES_MS: u64 = 700;
/// Polls until an operation has finished by itself, and the pause between: two minutes in all.
const POLLS_MAX: u32 = 1_200;
const POLL: Duration = Duration::from_millis(100);
const PASSWORD: &str = "una clave larga para la prueba";

/// How many kills on each engine.
fn kills() -> u64 {
    std::env::var("CUPO_CRASH_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

/// Kills of one database. `check` replays its whole past after each, so that a new one begins before that is long.
const KILLS_MAX: u64 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn kills_during_a_large_change_lose_nothing_on_sqlite() {
    rounds("sqlite", async || Some(World::on_sqlite().await)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn kills_during_a_large_change_lose_nothing_on_postgres() {
    rounds("postgres", World::on_postgres).await;
}

/// As many databases as the kills need, each with a seed of its own.
async fn rounds(engine: &str, new: impl AsyncFn() -> Option<World>) {
    let mut seed = seed(&format!("{engine}: {} kills", kills()));
    let mut left = kills();
    while left > 0 {
        let Some(world) = new().await else { return };
        story(world, engine, (left.min(KILLS_MAX), seed)).await;
        left -= left.min(KILLS_MAX);
        seed = Chance::of(seed).draw() >> 1;
    }
}

/// What happened at the kills.
#[derive(Default)]
struct Tally {
    running: u64,
    acknowledged: usize,
    unanswered: usize,
    finished: usize,
}

impl Tally {
    fn tell(&self, engine: &str, (kills, seed): (u64, u64), done: &[OperationRow]) {
        result(&format!(
            "{engine}: seed {seed}, {} kills, {} with the large change unfinished; {} changes of single people \
             acknowledged and kept, {} asked without an answer; {} large changes of {} users, each finished by itself; \
             check clean after every kill",
            kills,
            self.running,
            self.acknowledged,
            self.unanswered,
            done.len(),
            done.first().map_or(0, |row| row.users_total),
        ));
    }
}

async fn story(mut world: World, engine: &str, (kills, seed): (u64, u64)) {
    let mut chance = Chance::of(seed);
    let people = people(&mut world).await;
    let (address, database) = (free_address(), world.address());
    let log = world.file("server.log");
    let serve = || {
        let (database, log) = (database.clone(), log.clone());
        async move { tokio::task::spawn_blocking(move || Program::serve(&database, address, log)).await.unwrap() }
    };
    let mut program = serve().await;
    let caller =
        tokio::task::spawn_blocking(move || Caller::sign_in(address, "zulema.admin@norte.example", PASSWORD));
    let caller = caller.await.unwrap();
    let (mut book, mut tally) = (Book::default(), Tally::default());
    for user in people.iter().flatten() {
        book.known.insert(*user, Known::default());
    }
    for _ in 0..kills {
        let reader = Store::open_to_read(&database).await.unwrap();
        let give = next_change(&reader, &mut tally).await;
        // Half of the kills fall anywhere, the others while slices are worked on.
        let later = chance.percent(50);
        let longest = if later { SLICES_MS } else { DELAY_MS };
        let delay = Duration::from_millis(chance.below(longest));
        let seeds: Vec<u64> = people.iter().map(|_| chance.draw()).collect();
        let (known, people, caller) = (book.known.clone(), people.clone(), caller.clone());
        let round = move || {
            let heard = work_until_killed(&caller, (give, &people, &seeds), &known, |admitted| {
                if later && give.is_some() {
                    // Whoever hears nothing within the time of an answer has been answered with a broken connection.
                    let _ = admitted.recv();
                }
                thread::sleep(delay);
                program.kill();
            });
            drop(people);
            heard
        };
        let heard = tokio::task::spawn_blocking(round).await.unwrap();
        tally.acknowledged += heard.operations.len();
        tally.unanswered += heard.known.values().filter(|k| k.asked.is_some()).count();
        book.add(heard);
        program = serve().await;
        let reader = Store::open_to_read(&database).await.unwrap();
        tally.running += u64::from(large(&reader).await.iter().any(|row| row.running));
        book.compare(&reader).await;
        assert_eq!(
            reader.check().await.unwrap(),
            Vec::<String>::new(),
            "after a kill, CUPO_CRASH_SEED={seed}"
        );
    }
    let reader = Store::open_to_read(&database).await.unwrap();
    finish(&reader).await;
    let done = large(&reader).await;
    for row in &done {
        prove(&reader, row).await;
    }
    program.kill();
    drop(reader);
    tally.tell(engine, (kills, seed), &done);
    assert!(tally.finished <= done.len() && !done.is_empty());
    world.open_again().await;
    world.check().await;
    drop(std::fs::remove_file(&log));
}

/// People and seats, and an administrator who can sign in; then the program of the test lets go of the database.
async fn people(world: &mut World) -> Vec<Vec<UserId>> {
    world.crowd(CROWD).await;
    world.seats(MAIL, 30_000).await;
    world.seats(APPS, 100).await;
    world.password(NORTE, ADMIN, PASSWORD).await;
    let mut people = Vec::new();
    for caller in 0..CALLERS {
        let names: Vec<String> = (0..OWN).map(|n| format!("Una {caller} {n}")).collect();
        people.push(world.users(&names.iter().map(String::as_str).collect::<Vec<_>>()).await);
    }
    world.stop();
    people
}

/// Whether the large change of this round gives or takes; none while one is still running.
async fn next_change(reader: &Store, tally: &mut Tally) -> Option<bool> {
    let rows = large(reader).await;
    if rows.iter().any(|row| row.running) {
        return None;
    }
    for row in rows.get(..rows.len() - tally.finished).unwrap_or(&[]) {
        prove(reader, row).await;
    }
    tally.finished = rows.len();
    Some(rows.len() % 2 == 0)
}

/// Asks for the large change and for changes of single people, until somebody kills the server.
fn work_until_killed(
    caller: &Caller,
    (give, people, seeds): (Option<bool>, &[Vec<UserId>], &[u64]),
    known: &std::collections::BTreeMap<UserId, Known>,
    kill: impl FnOnce(&Receiver<()>),
) -> Book {
    let stop = AtomicBool::new(false);
    let (answered, admitted) = channel();
    thread::scope(|scope| {
        let stop = &stop;
        let large = scope.spawn(move || {
            let operation = give.and_then(|give| change_everybody(caller, give));
            // Nobody waits for it when the kill comes at another instant.
            let _ = answered.send(());
            operation
        });
        let singles: Vec<_> = people
            .iter()
            .zip(seeds)
            .map(|(own, seed)| scope.spawn(move || change_single(caller, (own, *seed), known, stop)))
            .collect();
        kill(&admitted);
        stop.store(true, Ordering::Relaxed);
        let mut heard = Book::default();
        heard.operations.extend(large.join().unwrap());
        for single in singles {
            heard.add(single.join().unwrap());
        }
        heard
    })
}

/// Selects everybody and gives or takes mail; the operation, if the answer came.
fn change_everybody(caller: &Caller, give: bool) -> Option<String> {
    let home = format!("/c/{}", guid_of(NORTE));
    let back = format!("{home}/users");
    caller.post(&format!("{home}/selection"), &[("do", "all"), ("back", &back)])?;
    let mail = format!("p.{}", product(MAIL));
    let choice = if give { "give" } else { "take" };
    let fields = [("mode", "edit"), (mail.as_str(), choice)];
    Some(caller.save(&format!("{home}/licenses/several/save"), &fields)?.operation())
}

/// Gives and takes the license of one person after another.
fn change_single(
    caller: &Caller,
    (own, seed): (&[UserId], u64),
    known: &std::collections::BTreeMap<UserId, Known>,
    stop: &AtomicBool,
) -> Book {
    let (mut chance, mut heard, apps) = (Chance::of(seed), Book::default(), product(APPS));
    while !stop.load(Ordering::Relaxed) {
        let Some(user) = chance.one(own) else { break };
        let holds = heard.known.get(user).or(known.get(user)).is_some_and(|k| k.acknowledged);
        let path = format!("/c/{}/users/{}/licenses/save", guid_of(NORTE), guid_of_user(*user));
        let field = if holds { "was" } else { "product" };
        match caller.save(&path, &[(field, &apps)]) {
            Some(answer) => {
                heard.operations.push(answer.operation());
                heard.known.insert(*user, Known { acknowledged: !holds, asked: None });
            }
            None => {
                heard.known.insert(*user, Known { acknowledged: holds, asked: Some(!holds) });
                break;
            }
        }
    }
    heard
}

fn product(id: ProductId) -> String {
    cupo_domain::ids::Guid::from_u128(0xB000 + u128::try_from(id.0).unwrap()).to_string()
}

/// Waits until everything that was begun has finished by itself.
async fn finish(reader: &Store) {
    for _ in 0..POLLS_MAX {
        if reader.running_operations().await.unwrap().is_empty() {
            return;
        }
        tokio::time::sleep(POLL).await;
    }
    panic!("what was begun does not finish");
}

/// Everybody who was selected has an answer, once, and the figures are those of the answers.
async fn prove(reader: &Store, row: &OperationRow) {
    let permit = system_permit(NORTE, Action::AssignLicenses);
    assert!(!row.running && row.finished_at.is_some());
    let selected = i64::try_from(CROWD + CALLERS * OWN + 1).unwrap();
    assert_eq!((row.users_total, row.users_done), (selected, selected));
    assert_eq!(row.succeeded + row.unchanged + row.refused, selected);
    let list = OutcomeList { take: 1_000_000, ..OutcomeList::default() };
    let outcomes = reader.outcomes(&permit, row.id, &list).await.unwrap();
    let users: std::collections::BTreeSet<UserId> = outcomes.iter().map(|o| o.user).collect();
    assert_eq!((outcomes.len(), users.len()), (CROWD + CALLERS * OWN + 1, CROWD + CALLERS * OWN + 1));
}
