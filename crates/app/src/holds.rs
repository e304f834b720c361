//! Holds: orders to keep somebody's data, placed before a removal and released (R-HOLD-2, R-MAIL-9, D-19). What may be
//! held, and what the end of a hold starts, is the domain's.

use cupo_domain::catalogue::Workload;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::retention::{DataClock, Hold, HoldKind, may_hold, released};
use cupo_domain::time::Instant;
use cupo_store::accounts::edited;
use cupo_store::commit::Belongs;
use cupo_store::due::{ClockRow, carry_clocks};
use cupo_store::holds::{HoldRow, place, release};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::store::Turn;
use serde_json::json;

use crate::accounts::{Asking, Beside};
use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::licenses::{Receipt, UNDO_DAYS};

/// Longest reason of a hold.
pub const REASON_MAX: usize = 500;

/// What shall become of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldWish {
    /// Keep somebody's data.
    Place {
        /// Whose.
        user: Guid,
        /// Mail or files.
        workload: Workload,
        /// What kind of order.
        kind: HoldKind,
    },
    /// End this hold.
    Release(Guid),
}

/// What placing or releasing a hold would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldPreview {
    /// The hold, as it is or as it shall be; its key and identity are 0 where it is not placed yet.
    pub hold: HoldRow,
    /// The person's outside identity.
    pub user: Guid,
    /// Display name.
    pub name: String,
    /// It is released and not placed.
    pub releases: bool,
    /// Clocks that change with a release, before and after.
    pub clocks: Vec<(ClockRow, DataClock)>,
}

impl HoldPreview {
    /// Until when it can be undone; or why not: what lost its last hold cannot be held again (R-HOLD-2).
    ///
    /// # Errors
    /// The reason.
    pub fn undo_until(&self, now: Instant) -> Result<Instant, &'static str> {
        if self.clocks.is_empty() { Ok(now.plus_days(UNDO_DAYS)) } else { Err("hold") }
    }
}

impl App {
    /// What a wish about a hold would do.
    ///
    /// # Errors
    /// E-NOTFOUND; E-INVALID for data that no hold covers or a reason that is too long; E-STATE with the rule when it
    /// is too late, the plans do not allow it, or it is there or released already.
    pub(crate) async fn decide_hold(&self, by: Asking<'_>, wish: &HoldWish) -> Result<HoldPreview, AppError> {
        match wish {
            HoldWish::Place { user, workload, kind } => {
                self.decide_place(by, *user, (*workload, *kind)).await
            }
            HoldWish::Release(hold) => self.decide_release(by, *hold).await,
        }
    }

    async fn decide_place(
        &self,
        by: Asking<'_>,
        user: Guid,
        (workload, kind): (Workload, HoldKind),
    ) -> Result<HoldPreview, AppError> {
        if by.reason.chars().count() > REASON_MAX || by.reason.contains('\0') {
            let most = i64::try_from(REASON_MAX).unwrap_or(0);
            return Err(Denial::new(Code::Invalid, "reason").with_figure(most).into());
        }
        let now = self.now();
        let row = self.store.user_by_guid(by.permit, user).await?;
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "user"))?;
        let (snapshot, _) = self.store.license_snapshot(by.permit, &[row.id], now).await?;
        let holder = snapshot.holders.first().ok_or_else(|| Denial::new(Code::State, "hold-deleted"))?;
        may_hold(&self.store.catalogue(), holder, workload)?;
        let there = self.store.holds_of(by.permit, row.id).await?;
        let same =
            |it: &HoldRow| it.released_at.is_none() && it.hold.workload == workload && it.hold.kind == kind;
        // Several cases may hold the same data; everything else is there once.
        if kind != HoldKind::DiscoveryCase && there.iter().any(same) {
            return Err(AppError::denied(Code::State, "hold-there"));
        }
        let hold = HoldRow {
            id: 0,
            guid: Guid::nil(),
            user: row.id,
            hold: Hold { workload, kind, placed: now },
            reason: by.reason.to_owned(),
            released_at: None,
        };
        Ok(HoldPreview { hold, user, name: row.display_name, releases: false, clocks: Vec::new() })
    }

    async fn decide_release(&self, by: Asking<'_>, hold: Guid) -> Result<HoldPreview, AppError> {
        let now = self.now();
        let found = self.store.hold(by.permit, hold).await?;
        let hold = found.ok_or_else(|| Denial::new(Code::NotFound, "hold"))?;
        if hold.released_at.is_some() {
            return Err(AppError::denied(Code::State, "hold-released"));
        }
        let person = self.store.held_person(by.permit, hold.user).await?;
        let person = person.ok_or_else(|| AppError::Bug("a hold on nobody".to_owned()))?;
        let all = self.store.holds_of(by.permit, hold.user).await?;
        let keeps = |it: &HoldRow| {
            it.id != hold.id
                && it.released_at.is_none()
                && it.hold.kind.keeps()
                && it.hold.workload == hold.hold.workload
        };
        let last = hold.hold.kind.keeps() && !all.iter().any(keeps);
        let mut clocks = Vec::new();
        if last {
            let running = self.store.clocks_of(by.permit, hold.user).await?;
            let covered = running.into_iter().filter(|row| covers(hold.hold.workload, row.clock.workload));
            let days = self.settled(by).await?.file_retention_days;
            let after = covered.map(|row| (row, released(&row.clock, person.active, days, now)));
            clocks = after.filter(|(row, after)| row.clock != *after).collect();
        }
        Ok(HoldPreview { hold, user: person.guid, name: person.name, releases: true, clocks })
    }

    /// Commits what was decided about a hold, in the same turn.
    pub(crate) async fn commit_hold(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &HoldPreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        let (customer, now) = (by.permit.customer(), self.now());
        let mut hold = it.hold.clone();
        if !it.releases {
            (hold.id, hold.guid) = (self.next_id(), new_guid()?);
        }
        let row = self.hold_row(by, it, &hold, beside)?;
        let head = self.store.audit_head(customer).await?;
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        statements.push(if it.releases { release(customer, hold.id, now) } else { place(customer, &hold) });
        let clocks: Vec<_> = it.clocks.iter().map(|(row, after)| (*row, Some(*after))).collect();
        statements.extend(carry_clocks(customer, &clocks));
        let to = Belongs { permit: by.permit, channel: by.channel, operation: row.id, now: row.created_at };
        statements.push(edited(to, hold.user));
        let action = if it.releases { "hold.released" } else { "hold.placed" };
        let detail = json!({"hold": hold.guid.to_string(), "data": data_key(hold.hold.workload),
            "kind": hold.hold.kind.key(), "reason": by.reason});
        statements.extend(self.audit_one(by, &head, (action, row.id), hold.user.0, detail));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    /// The operation; its fields are told as those of an edit.
    fn hold_row(
        &self,
        by: Asking<'_>,
        it: &HoldPreview,
        hold: &HoldRow,
        beside: Beside,
    ) -> Result<OperationRow, AppError> {
        let (now, kind) = (self.now(), hold.hold.kind.key());
        let (before, after) = if it.releases { (kind, "") } else { ("", kind) };
        let name = format!("hold-{}", data_key(hold.hold.workload));
        let record = json!({"user": it.user.to_string(), "hold": hold.guid.to_string(),
            "fields": [{"name": name, "before": before, "after": after}]});
        let undo = it.undo_until(now);
        let word = if it.releases { "release-hold" } else { "place-hold" };
        let row = self.account_row(by, word, &[hold.user], (1, 1), undo.unwrap_or(now))?;
        Ok(OperationRow {
            command: record.to_string(),
            totals: record.to_string(),
            final_because: undo.err().unwrap_or_default().to_owned(),
            undoes: beside.undoes,
            ..row
        })
    }

    /// The wish that undoes an operation on a hold.
    pub(crate) async fn hold_back(&self, by: Asking<'_>, row: &OperationRow) -> Result<HoldWish, AppError> {
        let bug = || AppError::Bug("an operation on a hold without its hold".to_owned());
        let record: serde_json::Value = serde_json::from_str(&row.command).map_err(|_| bug())?;
        let guid = |key: &str| {
            let text = record.get(key).and_then(serde_json::Value::as_str);
            text.and_then(|text| Guid::parse_str(text).ok()).ok_or_else(bug)
        };
        let hold = guid("hold")?;
        if row.kind == "place-hold" {
            return Ok(HoldWish::Release(hold));
        }
        let found = self.store.hold(by.permit, hold).await?.ok_or_else(bug)?;
        Ok(HoldWish::Place { user: guid("user")?, workload: found.hold.workload, kind: found.hold.kind })
    }
}

/// Whether a hold on one kind of data covers another: a mailbox's covers the archive beside it.
fn covers(held: Workload, data: Workload) -> bool {
    held == data || (held == Workload::Mail && data == Workload::MailArchive)
}

/// The data that can be held, as programs and records name it.
#[must_use]
pub fn data_key(workload: Workload) -> &'static str {
    if workload == Workload::Files { "files" } else { "mail" }
}

/// Reads the name of data that can be held.
#[must_use]
pub fn data_of(key: &str) -> Option<Workload> {
    [Workload::Mail, Workload::Files].into_iter().find(|workload| data_key(*workload) == key)
}
