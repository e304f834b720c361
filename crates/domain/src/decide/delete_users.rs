//! Deleting users: seats are free at once, data clocks start, the account can come back for 30 days
//! (R-DEL-1 to R-DEL-8, R-MAIL-3, R-FILE-2). What users held is remembered for their restore.

use std::collections::BTreeSet;

use crate::access::{Role, user_admin_may_manage};
use crate::assignment::{Holder, effective_plans};
use crate::catalogue::{Catalogue, Workload};
use crate::decision::ClockChange;
use crate::ids::{PoolId, UserId};
use crate::refusal::Code;
use crate::time::Instant;

/// Days in which a deleted user can be restored (R-DEL-2, R-RESTORE-1).
pub const RESTORE_DAYS: i64 = 30;

/// Who masters an account (D-21).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mastery {
    /// Created here.
    Cloud,
    /// Provisioned by SCIM; may be deleted on both sides.
    Scim,
    /// Synchronized from an external directory; deleted only there (R-DEL-4).
    Sync,
}

/// What deletion needs to know about one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What the user holds.
    pub holder: Holder,
    /// Who masters the account.
    pub mastery: Mastery,
    /// Roles of the user to be deleted.
    pub roles: BTreeSet<Role>,
    /// Mail forwarding or a shared mailbox hangs on the account (R-DEL-3).
    pub anchored: bool,
}

/// Who asks, as far as deletion cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remover {
    /// The person, when it is a person of the same customer.
    pub user: Option<UserId>,
    /// Only the limited right of a User admin (R-ROLE-5).
    pub limited: bool,
    /// Global admins of the customer that would stay if nobody were deleted.
    pub global_admins: i64,
    /// Days that files are kept after deletion (R-FILE-2).
    pub file_retention_days: i64,
    /// Mailboxes are handed to somebody: each becomes a shared one, whose account stays (R-DEL-6, R-MAIL-15).
    pub hands_mail_over: bool,
}

/// The answer for one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The account goes; or it stays without licenses and without sign-in, for the shared mailbox that hangs on it.
    Done {
        /// Pools in which a seat becomes free.
        frees: Vec<PoolId>,
        /// Clocks that start.
        clocks: Vec<ClockChange>,
        /// The account stays as the anchor of a shared mailbox (R-DEL-3, R-DEL-6).
        anchors: bool,
    },
    /// No.
    Refused(Code),
}

/// Decides for each candidate, in order.
#[must_use]
pub fn decide(
    catalogue: &Catalogue,
    candidates: &[Candidate],
    by: &Remover,
    now: Instant,
) -> Vec<(UserId, Deletion)> {
    let mut admins_left = by.global_admins;
    candidates
        .iter()
        .map(|candidate| {
            let answer = match refuse(candidate, by, admins_left) {
                Some(code) => Deletion::Refused(code),
                None => {
                    if candidate.roles.contains(&Role::GlobalAdmin) {
                        admins_left -= 1;
                    }
                    done(catalogue, candidate, by, now)
                }
            };
            (candidate.holder.user, answer)
        })
        .collect()
}

fn refuse(candidate: &Candidate, by: &Remover, admins_left: i64) -> Option<Code> {
    let last_admin = candidate.roles.contains(&Role::GlobalAdmin) && admins_left <= 1;
    if !candidate.holder.active || by.user == Some(candidate.holder.user) || last_admin {
        return Some(Code::State);
    }
    if candidate.mastery == Mastery::Sync {
        return Some(Code::Synced);
    }
    if candidate.anchored {
        return Some(Code::Anchor);
    }
    (by.limited && !user_admin_may_manage(&candidate.roles)).then_some(Code::Role)
}

fn done(catalogue: &Catalogue, candidate: &Candidate, by: &Remover, now: Instant) -> Deletion {
    let holder = &candidate.holder;
    let plans = effective_plans(catalogue, &holder.sources);
    let mail = plans.intersects(&catalogue.plans_of(Workload::Mail));
    let apps = plans.intersects(&catalogue.plans_of(Workload::Apps));
    // Only a mailbox that is licensed now can become a shared one (R-MAIL-15).
    let anchors = by.hands_mail_over && mail;
    let mail_runs = holder.clocks.iter().any(|c| c.workload == Workload::Mail && c.due > now);
    let mut clocks = Vec::new();
    let mut start = |workload, days, loses_data| {
        clocks.push(ClockChange::Start { workload, due: now.plus_days(days), loses_data });
    };
    // A mailbox that is disconnected already keeps its earlier end (R-MAIL-5).
    if mail && !mail_runs && !anchors {
        start(Workload::Mail, RESTORE_DAYS, true);
    }
    // Files end because a person is deleted, and an anchor is not (R-FILE-1).
    if !anchors {
        start(Workload::Files, by.file_retention_days, true);
    }
    if apps {
        start(Workload::Apps, super::change_licenses::APPS_CHECK_DAYS, false);
    }
    Deletion::Done { frees: frees(holder, anchors), clocks, anchors }
}

/// Pools in which a seat becomes free. An account that stays keeps what a group gives it.
fn frees(holder: &Holder, stays: bool) -> Vec<PoolId> {
    let held = holder.sources.iter().filter(|s| s.state.holds()).map(|s| s.pool);
    let mut frees: Vec<PoolId> = held.filter(|pool| !(stays && holder.inherits(*pool))).collect();
    frees.sort_unstable();
    frees.dedup();
    frees
}
