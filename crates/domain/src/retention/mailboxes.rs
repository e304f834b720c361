//! Mailboxes that outlive their person: which are inactive, what may be taken out of them, and which of all a search
//! finds (R-MAIL-6, R-MAIL-8, R-MAIL-10, R-MAIL-11, R-MAIL-13, R-HOLD-1, R-HOLD-3). Names and addresses are not known
//! here: a mailbox is its id (R-MAIL-14).

use crate::catalogue::Workload;
use crate::refusal::{Code, Denial};
use crate::retention::{DataClock, MAIL_DAYS, Owner, Stage, Trigger};
use crate::time::Instant;

/// What somebody wants done with the mailbox of a person who is deleted (R-MAIL-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MailboxDeed {
    /// Make it the mailbox of a new person; it is inactive no more.
    Recover,
    /// Copy what is in it into the mailbox of somebody else; it stays.
    Restore,
}

/// Whether a mailbox is inactive: its person is deleted and a hold keeps it, or kept it until lately. It takes no seat
/// and has no end of its own (R-MAIL-6, R-MAIL-8, R-MAIL-9).
#[must_use]
pub fn inactive(it: &DataClock, owner: Owner, held: bool) -> bool {
    let kept = held || it.stage == Stage::Held || it.trigger == Trigger::HoldsReleased;
    it.workload == Workload::Mail && !owner.active && kept
}

/// Whether something may be taken out of a mailbox: `growing` says that an archive beside it grows by itself, `there`
/// that the person who shall have it has a mailbox.
///
/// # Errors
/// E-GONE for a mailbox that is erased, E-STATE for one whose person is there or can still be restored (R-MAIL-10), one
/// that is not inactive, one with an archive that grows by itself (R-MAIL-13), and for a person who has a mailbox already
/// or has none.
pub fn may_take_out(
    it: Option<&DataClock>,
    owner: Owner,
    (held, growing): (bool, bool),
    (deed, there): (MailboxDeed, bool),
) -> Result<(), Denial> {
    let state = |why: &str| Err(Denial::new(Code::State, why));
    if owner.active {
        return state("mailbox-owner-there");
    }
    let Some(clock) = it else { return Err(Denial::new(Code::Gone, "mailbox-gone")) };
    if owner.restorable {
        return state("mailbox-restorable");
    }
    if !inactive(clock, owner, held) {
        return state("mailbox-not-inactive");
    }
    match (growing, deed, there) {
        (true, ..) => state("mailbox-growing"),
        (_, MailboxDeed::Recover, true) => state("mailbox-there"),
        (_, MailboxDeed::Restore, false) => state("mailbox-missing"),
        _ => Ok(()),
    }
}

/// The clock of a mailbox at the person who recovers it: without a license it waits like any other, and what still holds
/// it goes along (R-MAIL-1, R-MAIL-11, invariant 15).
#[must_use]
pub fn recovered(held: bool, now: Instant) -> DataClock {
    DataClock {
        workload: Workload::Mail,
        trigger: Trigger::LicenseRemoved,
        stage: if held { Stage::Held } else { Stage::Grace },
        started: now,
        due: (!held).then(|| now.plus_days(MAIL_DAYS)),
    }
}

/// Whether a search finds a mailbox: one with a license, and one that a hold keeps. From the instant its license goes no
/// other is found any more (R-HOLD-1 to R-HOLD-3). Without a clock nothing has happened to it.
#[must_use]
pub fn searchable(it: Option<&DataClock>, held: bool, licensed: bool) -> bool {
    it.map_or(licensed, |clock| held || clock.stage == Stage::Held)
}

/// Whether a copy of data can be asked for: of everything on a clock but what lies in the recycle bin (R-FILE-5).
///
/// # Errors
/// E-STATE with the reason.
pub fn may_export(it: Option<&DataClock>) -> Result<(), Denial> {
    let state = |why: &str| Err(Denial::new(Code::State, why));
    match it {
        None => state("export-no-clock"),
        Some(clock) if clock.stage == Stage::Bin => state("export-in-bin"),
        Some(clock) if matches!(clock.workload, Workload::Mail | Workload::MailArchive | Workload::Files) => {
            Ok(())
        }
        Some(_) => state("export-nothing"),
    }
}
