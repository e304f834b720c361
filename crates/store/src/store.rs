//! The one store: an engine, the catalogue in memory, and the turn of whoever writes.

use std::marker::PhantomData;
use std::sync::{Arc, PoisonError, RwLock, Weak};

use cupo_domain::catalogue::Catalogue;
use tokio::sync::{Mutex, OwnedMutexGuard, Semaphore, oneshot};

use crate::engine::{Dialect, Engine};
use crate::error::StoreError;
use crate::line::{Line, Place, WAITING_MAX};
use crate::value::{Query, Row, Statement};

/// Everything Cupo remembers. Cheap to share behind an `Arc`.
pub struct Store {
    engine: Arc<Engine>,
    catalogue: RwLock<Arc<Catalogue>>,
    turn: Arc<Mutex<()>>,
    notes: Arc<Line<Note>>,
    waiting: Semaphore,
}

/// The right to decide and commit. One at a time, first come, first served, so that nothing changes between the
/// snapshot of a decision and its commit.
pub struct Turn<'a> {
    guard: Arc<OwnedMutexGuard<()>>,
    store: PhantomData<&'a Store>,
}

impl Store {
    /// Opens a database and loads its catalogue.
    ///
    /// # Errors
    /// As [`Engine::open`].
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let engine = Arc::new(Engine::open(address).await?);
        Self::with(engine).await
    }

    /// Opens a database only to read it, beside whoever writes.
    ///
    /// # Errors
    /// As [`Engine::open_to_read`].
    pub async fn open_to_read(address: &str) -> Result<Self, StoreError> {
        let engine = Arc::new(Engine::open_to_read(address).await?);
        Self::with(engine).await
    }

    async fn with(engine: Arc<Engine>) -> Result<Self, StoreError> {
        let store = Self {
            engine,
            catalogue: RwLock::default(),
            turn: Arc::default(),
            notes: Arc::default(),
            waiting: Semaphore::new(WAITING_MAX),
        };
        store.reload_catalogue().await?;
        Ok(store)
    }

    /// Products, plans and rules as of the last change.
    #[must_use]
    pub fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.catalogue.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits for the turn to write, in a line that is bounded like every other.
    ///
    /// # Errors
    /// `Busy` when too many wait already.
    pub async fn turn(&self) -> Result<Turn<'_>, StoreError> {
        let _seat = self.waiting.try_acquire().map_err(|_| StoreError::Busy)?;
        Ok(self.turn_in_the_end().await)
    }

    /// Waits for the turn however many wait. Only for those who serve what was admitted already, of whom there are few:
    /// refusing them would break a promise.
    pub async fn turn_in_the_end(&self) -> Turn<'_> {
        let guard = Arc::clone(&self.turn).lock_owned().await;
        Turn { guard: Arc::new(guard), store: PhantomData }
    }

    /// Waits for the writer at work and closes the database, which is whole by itself then.
    ///
    /// # Errors
    /// As [`Engine::close`].
    pub async fn close(&self) -> Result<(), StoreError> {
        let _turn = self.turn_in_the_end().await;
        self.engine.close().await
    }

    /// How the engine is asked for a text.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.engine.dialect()
    }

    /// The name of the engine.
    #[must_use]
    pub fn engine_name(&self) -> &'static str {
        self.engine.name()
    }

    pub(crate) fn set_catalogue(&self, catalogue: Catalogue) {
        *self.catalogue.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(catalogue);
    }

    pub(crate) async fn read(&self, queries: Vec<Query>) -> Result<Vec<Vec<Row>>, StoreError> {
        self.engine.read(queries).await
    }

    pub(crate) async fn read_one(&self, query: Query) -> Result<Vec<Row>, StoreError> {
        Ok(self.engine.read(vec![query]).await?.pop().unwrap_or_default())
    }

    /// Runs a commit in the holder's turn. Once begun it goes on although nobody waits for it any more (a browser
    /// that was closed), and the turn lasts until it is over: who comes next must not read what is about to change.
    ///
    /// # Errors
    /// As [`Engine::commit`].
    pub async fn commit(&self, turn: &Turn<'_>, statements: Vec<Statement>) -> Result<(), StoreError> {
        let (engine, guard) = (Arc::clone(&self.engine), Arc::clone(&turn.guard));
        let commit = tokio::spawn(async move {
            let done = engine.commit(statements).await;
            drop(engine);
            drop(guard);
            done
        });
        commit.await.map_err(|e| StoreError::Unavailable(format!("a commit did not end: {e}")))?
    }

    /// Writes something no decision rests on (sessions, selections, failed sign-ins), together with what others note at
    /// the same time.
    pub(crate) async fn note(&self, statements: Vec<Statement>) -> Result<(), StoreError> {
        let (reply, answer) = oneshot::channel();
        match self.notes.join(Note { statements, reply }) {
            Err(_) => return Err(StoreError::Busy),
            Ok(Place::Behind) => {}
            Ok(Place::First) => {
                let desk = NoteDesk {
                    engine: Arc::downgrade(&self.engine),
                    turn: Arc::clone(&self.turn),
                    notes: Arc::clone(&self.notes),
                };
                tokio::spawn(desk.serve());
            }
        }
        answer.await.unwrap_or_else(|_| Err(StoreError::Unavailable("the writer stopped".to_owned())))
    }
}

/// A note that waits.
struct Note {
    statements: Vec<Statement>,
    reply: oneshot::Sender<Result<(), StoreError>>,
}

/// Writes notes while there are any.
struct NoteDesk {
    engine: Weak<Engine>,
    turn: Arc<Mutex<()>>,
    notes: Arc<Line<Note>>,
}

impl NoteDesk {
    async fn serve(self) {
        while let Some(engine) = self.engine.upgrade() {
            let service = self.notes.serve();
            let turn = self.turn.lock().await;
            let notes = service.take(|_| true);
            let done = write(&engine, notes).await;
            let more = service.goes_on();
            drop((turn, engine));
            for (reply, answer) in done {
                // Whoever asked may be gone; what was written stays written.
                drop(reply.send(answer));
            }
            if !more {
                return;
            }
        }
    }
}

/// Writes all notes in one transaction, or, if one of them does not fit, each by itself.
async fn write(
    engine: &Engine,
    notes: Vec<Note>,
) -> Vec<(oneshot::Sender<Result<(), StoreError>>, Result<(), StoreError>)> {
    let mut done = Vec::with_capacity(notes.len());
    if notes.len() > 1 {
        let all = notes.iter().flat_map(|note| note.statements.iter().cloned()).collect();
        if engine.commit(all).await.is_ok() {
            done.extend(notes.into_iter().map(|note| (note.reply, Ok(()))));
            return done;
        }
    }
    for note in notes {
        done.push((note.reply, engine.commit(note.statements).await));
    }
    done
}
