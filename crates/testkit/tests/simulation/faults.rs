//! What goes wrong around a commit. The product has no hook for it: a trigger of the database refuses a table, so that
//! a commit fails at its first, a middle or its last statement; or the caller goes away while the commit is under way,
//! so that it happens without anybody being told.

use cupo_testkit::chance::Chance;
use cupo_testkit::world::World;

/// What fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The database refuses to write this table.
    Refuses(&'static str),
    /// The caller goes away after so many microseconds, and the program is started again.
    Gone(u64),
}

/// Tables that a commit may write: the beginning, the middle and the end of its list.
const TABLES: [&str; 5] = ["operation", "pool", "source", "outcome", "audit"];

impl Fault {
    /// Mostly nothing.
    pub fn draw(chance: &mut Chance) -> Self {
        match chance.below(10) {
            0 => Self::Refuses(chance.one(&TABLES).copied().unwrap_or("audit")),
            1 => Self::Gone(chance.below(30_000)),
            _ => Self::None,
        }
    }
}

/// Lets the database refuse every change of a table.
pub async fn refuse(world: &World, table: &str) {
    let mut sql = String::new();
    if !world.on_file() {
        sql.push_str(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'a fault on purpose'; END $$;",
        );
    }
    for event in ["INSERT", "UPDATE", "DELETE"] {
        let body = if world.on_file() {
            "BEGIN SELECT RAISE(ABORT, 'a fault on purpose'); END"
        } else {
            "FOR EACH ROW EXECUTE FUNCTION refuse()"
        };
        sql.push_str(&format!("CREATE TRIGGER refuse_{event} BEFORE {event} ON {table} {body};"));
    }
    world.raw_batch(&sql).await;
}

/// Lets it write again.
pub async fn allow(world: &World, table: &str) {
    let mut sql = String::new();
    for event in ["INSERT", "UPDATE", "DELETE"] {
        let of = if world.on_file() { String::new() } else { format!(" ON {table}") };
        sql.push_str(&format!("DROP TRIGGER refuse_{event}{of};"));
    }
    if !world.on_file() {
        sql.push_str("DROP FUNCTION refuse();");
    }
    world.raw_batch(&sql).await;
}
