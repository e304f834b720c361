//! What becomes of a person's data with time (sections 12 to 15, Q-2 to ): stages of each workload, what a
//! hold stops, and what would save the data. It keeps the clock; the data itself is elsewhere.

mod files;
mod holds;
mod mailboxes;

pub use files::{FilesDeed, Successors, after_deed, file_heir, reminder};
pub use holds::{Hold, HoldKind, Keeper, hold_ability, may_hold, released};
pub use mailboxes::{MailboxDeed, inactive, may_export, may_take_out, recovered, searchable};

use crate::catalogue::Workload;
use crate::time::Instant;

/// Days of a disconnected or soft-deleted mailbox (R-MAIL-1, R-MAIL-3).
pub const MAIL_DAYS: i64 = 30;
/// Days of a mailbox whose last hold has gone (R-MAIL-9).
pub const RELEASED_MAIL_DAYS: i64 = 183;
/// Days of files in the site recycle bin (R-FILE-5).
pub const BIN_DAYS: i64 = 93;
/// Days after which files nobody is licensed for are archived, where that is wanted (R-FILE-10, Q-5).
pub const ARCHIVE_DAYS: i64 = 93;
/// Days of files after a deletion: least and most (R-FILE-2).
pub const FILE_DAYS: std::ops::RangeInclusive<i64> = 30..=3_650;
/// Days before the end of the files at which their delegate is reminded (R-FILE-4).
pub const REMINDER_DAYS: i64 = 7;

/// Why a clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// The license is gone and the person is there.
    LicenseRemoved,
    /// The person is deleted.
    Deleted,
    /// The last hold has gone.
    HoldsReleased,
    /// Files without a license, where they are archived.
    Unlicensed,
}

impl Trigger {
    /// Every reason.
    pub const ALL: &'static [Self] =
        &[Self::LicenseRemoved, Self::Deleted, Self::HoldsReleased, Self::Unlicensed];

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::LicenseRemoved => "license-removed",
            Self::Deleted => "deleted",
            Self::HoldsReleased => "holds-released",
            Self::Unlicensed => "unlicensed",
        }
    }

    /// Reads a key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|t| t.key() == text)
    }
}

/// Where data stands on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// In its first period: disconnected, soft-deleted, retained or working on.
    Grace,
    /// In the site recycle bin, where only a storage administrator can reach it (R-FILE-5).
    Bin,
    /// Kept by a hold, without an end (R-MAIL-8, R-HOLD-2).
    Held,
    /// Brought back by themselves, without an end: they stay until somebody deletes them (R-FILE-9).
    Restored,
}

/// A clock of one person's workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataClock {
    /// Which data.
    pub workload: Workload,
    /// Why.
    pub trigger: Trigger,
    /// How far.
    pub stage: Stage,
    /// Since when.
    pub started: Instant,
    /// Until when; none while a hold keeps it.
    pub due: Option<Instant>,
}

/// What a due instant does to data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataEvent {
    /// A mailbox is erased for good.
    MailErased,
    /// An archive beside a mailbox is erased for good.
    ArchiveErased,
    /// A hold keeps the data; nothing is erased (R-MAIL-2, R-FILE-8).
    Kept,
    /// Files go to the site recycle bin; shared links stop (R-FILE-5).
    FilesToBin,
    /// Files are gone for good.
    FilesErased,
    /// Files are archived: unreachable, and still there (R-FILE-10).
    FilesArchived,
    /// Apps on devices only view and print from now on (R-APP-4, R-APP-5).
    AppsReduced,
    /// The clock of something that holds no data has ended.
    Ended,
}

impl DataEvent {
    /// The kind of change in the audit, and of the event that connectors hear.
    #[must_use]
    pub fn action(self) -> &'static str {
        match self {
            Self::MailErased => "data.mail-erased",
            Self::ArchiveErased => "data.archive-erased",
            Self::Kept => "data.kept",
            Self::FilesToBin => "data.files-to-bin",
            Self::FilesErased => "data.files-erased",
            Self::FilesArchived => "data.files-archived",
            Self::AppsReduced => "data.apps-reduced",
            Self::Ended => "data.clock-ended",
        }
    }

    /// Whether something is gone that nobody can bring back.
    #[must_use]
    pub fn final_loss(self) -> bool {
        matches!(self, Self::MailErased | Self::ArchiveErased | Self::FilesErased)
    }
}

/// What a clock does at its due instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataStep {
    /// When it was due.
    pub due: Instant,
    /// What happens.
    pub event: DataEvent,
    /// The clock afterwards; none when it is over.
    pub after: Option<DataClock>,
}

/// What a clock does next. `held` says whether a hold covers the data then (invariant 15).
#[must_use]
pub fn next(it: &DataClock, held: bool) -> Option<DataStep> {
    let due = it.due?;
    let over = |event| DataStep { due, event, after: None };
    let kept = DataStep {
        due,
        event: DataEvent::Kept,
        after: Some(DataClock { stage: Stage::Held, due: None, ..*it }),
    };
    Some(match (it.workload, it.stage) {
        (Workload::Mail, _) if held => kept,
        (Workload::MailArchive, _) if held => kept,
        (Workload::Mail, _) => over(DataEvent::MailErased),
        (Workload::MailArchive, _) => over(DataEvent::ArchiveErased),
        (Workload::Files, _) if it.trigger == Trigger::Unlicensed => over(DataEvent::FilesArchived),
        // What is in the bin is found by no hold that came later (R-FILE-7).
        (Workload::Files, Stage::Bin) => over(DataEvent::FilesErased),
        (Workload::Files, _) if held => kept,
        (Workload::Files, _) => DataStep {
            due,
            event: DataEvent::FilesToBin,
            after: Some(DataClock {
                stage: Stage::Bin,
                started: due,
                due: Some(due.plus_days(BIN_DAYS)),
                ..*it
            }),
        },
        (Workload::Apps, _) => over(DataEvent::AppsReduced),
        (Workload::Search | Workload::None | Workload::Unknown, _) => over(DataEvent::Ended),
    })
}

/// Everything a clock did until now, in order.
#[must_use]
pub fn due(it: &DataClock, held: bool, now: Instant) -> Vec<DataStep> {
    let first = next(it, held).filter(|s| s.due <= now);
    let following = |step: &DataStep| next(step.after.as_ref()?, held).filter(|s| s.due <= now);
    std::iter::successors(first, following).collect()
}

/// What would save data on a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rescue {
    /// Give a license with this kind of data back.
    GiveBack,
    /// Restore the person.
    RestoreUser,
    /// Give the manager access to the files (R-FILE-3).
    HandOver,
    /// Take a copy.
    Export,
    /// Bring the files back from the site recycle bin (R-FILE-5, R-RESTORE-7).
    BringBackFromBin,
    /// Recover or restore the mailbox that is kept (R-MAIL-11).
    RecoverMailbox,
}

/// Who the data belongs to, as far as its rescue cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The person is there.
    pub active: bool,
    /// The person is deleted and can still be restored.
    pub restorable: bool,
}

/// What would save the data now, the best first (D-19). A hold is never among it: it comes too late (R-HOLD-2).
#[must_use]
pub fn rescues(it: &DataClock, owner: Owner) -> Vec<Rescue> {
    let mut found = Vec::new();
    if owner.restorable && it.stage != Stage::Bin {
        found.push(Rescue::RestoreUser);
    }
    match (it.workload, it.stage) {
        (Workload::Mail | Workload::MailArchive, _) if owner.active => found.push(Rescue::GiveBack),
        (Workload::Mail | Workload::MailArchive, _) if !owner.restorable => {
            found.push(Rescue::RecoverMailbox);
        }
        (Workload::Files, Stage::Bin) => found.push(Rescue::BringBackFromBin),
        (Workload::Files, Stage::Restored) => {}
        (Workload::Files, _) if !owner.active => found.push(Rescue::HandOver),
        (Workload::Files | Workload::Apps | Workload::Search, _) if owner.active => {
            found.push(Rescue::GiveBack);
        }
        _ => {}
    }
    let holds_data = matches!(it.workload, Workload::Mail | Workload::MailArchive | Workload::Files);
    // A disconnected mailbox cannot be searched any more, but its owner can still have a copy (R-HOLD-1).
    if holds_data && it.stage != Stage::Bin {
        found.push(Rescue::Export);
    }
    found
}

/// The end of a person's files after a deletion under another retention: longer and shorter both count for people
/// in deletion already (R-FILE-2, R-FILE-8).
#[must_use]
pub fn with_file_days(it: &DataClock, days: i64) -> DataClock {
    let own = it.workload == Workload::Files && it.trigger == Trigger::Deleted && it.stage == Stage::Grace;
    // What was brought back, is in the bin, or waits for the end of a hold keeps its place.
    if own { DataClock { due: Some(it.started.plus_days(days)), ..*it } } else { *it }
}
