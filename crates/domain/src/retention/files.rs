//! Files that a deleted person leaves behind: who reaches them, when that person is reminded, and what may be done with
//! them (R-FILE-2 to R-FILE-5, R-FILE-9, R-FILE-12, R-RESTORE-7).

use std::collections::BTreeSet;

use crate::catalogue::Workload;
use crate::ids::UserId;
use crate::refusal::{Code, Denial};
use crate::retention::{DataClock, Owner, REMINDER_DAYS, Stage, Trigger};
use crate::time::Instant;

/// Who may take over files, as far as is known of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Successors {
    /// The manager, if there is one and the account is active.
    pub manager: Option<UserId>,
    /// The customer's second owner, likewise.
    pub second: Option<UserId>,
}

/// Who reaches the files of somebody who is deleted: the manager, else the second owner, else nobody. Nobody who leaves
/// at the same time, and nobody at all where the customer has switched this off (R-FILE-3).
#[must_use]
pub fn file_heir(delegates: bool, it: Successors, leaving: &BTreeSet<UserId>) -> Option<UserId> {
    let stays = |user: &UserId| !leaving.contains(user);
    it.manager.filter(stays).or(it.second.filter(stays)).filter(|_| delegates)
}

/// When whoever reaches the files is reminded of their end (R-FILE-4).
#[must_use]
pub fn reminder(end: Instant) -> Instant {
    end.plus_days(-REMINDER_DAYS)
}

/// What somebody wants done with files that are left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FilesDeed {
    /// Let somebody reach them.
    HandOver,
    /// Take them out of the recycle bin, or out of the wait for it (R-FILE-5, R-RESTORE-7).
    BringBack,
    /// Delete them for good (R-FILE-9).
    Erase,
}

/// The files' clock after a deed; none when they are gone.
///
/// # Errors
/// E-GONE for files that are there no more, E-RETAINED for what a hold keeps, E-STATE for a person who is there or can
/// still be restored, and for files that are in another place than the deed takes.
pub fn after_deed(
    it: Option<&DataClock>,
    owner: Owner,
    (deed, held): (FilesDeed, bool),
    now: Instant,
) -> Result<Option<DataClock>, Denial> {
    let state = |why: &str| Err(Denial::new(Code::State, why));
    if owner.active {
        return state("files-owner-there");
    }
    let left = it.filter(|c| c.workload == Workload::Files && c.trigger != Trigger::Unlicensed);
    let Some(clock) = left else { return Err(Denial::new(Code::Gone, "files-gone")) };
    match (deed, clock.stage) {
        (FilesDeed::HandOver, Stage::Bin) => state("files-in-bin"),
        (FilesDeed::HandOver, _) => Ok(Some(*clock)),
        (FilesDeed::BringBack, Stage::Restored) => state("files-restored"),
        (FilesDeed::Erase, Stage::Grace | Stage::Held | Stage::Restored) if held => {
            Err(Denial::new(Code::Retained, "files-held"))
        }
        // The person brings them along; what is deleted now could not come back then (R-RESTORE-1).
        (_, stage) if owner.restorable && stage != Stage::Bin => state("files-restorable"),
        (FilesDeed::BringBack, _) => {
            Ok(Some(DataClock { stage: Stage::Restored, started: now, due: None, ..*clock }))
        }
        (FilesDeed::Erase, _) => Ok(None),
    }
}
