//! One thing that time does, as it is told by a simulation and kept in the audit. Plain data.

use cupo_domain::ids::{CustomerId, SubscriptionId, UserId};
use cupo_domain::lifecycle::{Life, Step, Transition};
use cupo_domain::retention::{DataEvent, DataStep, Trigger};
use cupo_domain::subscription::Status;
use cupo_domain::time::Instant;
use cupo_store::audit::AuditEntry;
use cupo_store::due::{ClockRow, LifeRow};
use cupo_store::handover::ReminderRow;
use serde_json::{Value as Json, json};

/// One thing that time does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Where.
    pub customer: CustomerId,
    /// When it is due, which is not when it is done.
    pub due: Instant,
    /// What.
    pub what: What,
}

/// What time does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A subscription changes its state.
    Subscription {
        /// Which.
        id: SubscriptionId,
        /// How.
        step: Step,
        /// State before and after.
        status: (Status, Status),
        /// Seats before and after.
        seats: (i64, i64),
    },
    /// Somebody's data reaches its next stage.
    Data {
        /// Whose.
        user: UserId,
        /// What happens to it.
        event: DataEvent,
        /// Why its clock ran.
        trigger: Trigger,
    },
    /// Whoever reaches somebody's files is reminded of their end (R-FILE-4).
    Reminder {
        /// Whose files.
        user: UserId,
        /// Who reaches them.
        heir: UserId,
        /// A message is written; not to an account that is gone.
        told: bool,
    },
    /// A deleted account is purged: nobody can restore it any more (R-DEL-2).
    Purge {
        /// Whose.
        user: UserId,
    },
}

impl Happening {
    pub(super) fn of_subscription(row: &LifeRow, before: &Life, step: &Transition) -> Self {
        let what = What::Subscription {
            id: row.id,
            step: step.step,
            status: (before.status, step.after.status),
            seats: (before.quantity, step.after.quantity),
        };
        Self { customer: row.customer, due: step.due, what }
    }

    pub(super) fn of_data(row: &ClockRow, step: DataStep) -> Self {
        let what = What::Data { user: row.user, event: step.event, trigger: row.clock.trigger };
        Self { customer: row.customer, due: step.due, what }
    }

    pub(super) fn of_reminder(row: &ReminderRow) -> Self {
        let what = What::Reminder { user: row.user, heir: row.heir, told: row.to.is_some() };
        Self { customer: row.customer, due: row.due, what }
    }

    /// The order in which things happen: by instant, then customer; subscriptions before data before accounts.
    pub(super) fn order(&self) -> (Instant, CustomerId, u8, i64, &'static str) {
        match &self.what {
            What::Subscription { id, .. } => (self.due, self.customer, 0, id.0, ""),
            What::Data { user, event, .. } => (self.due, self.customer, 1, user.0, event.action()),
            What::Purge { user } => (self.due, self.customer, 2, user.0, ""),
            What::Reminder { user, .. } => (self.due, self.customer, 3, user.0, ""),
        }
    }

    /// The kind of change, as in the audit.
    #[must_use]
    pub fn action(&self) -> &'static str {
        match &self.what {
            What::Subscription { step, .. } => step.action(),
            What::Data { event, .. } => event.action(),
            What::Purge { .. } => "user.purged",
            What::Reminder { .. } => "files.end-soon",
        }
    }

    pub(super) fn record(&self) -> AuditEntry {
        let (subject, mut detail) = match &self.what {
            What::Subscription { id, status, seats, .. } => (
                id.0,
                json!({"from": status_key(status.0), "to": status_key(status.1), "before": seats.0, "after": seats.1}),
            ),
            What::Data { user, trigger, .. } => (user.0, json!({"reason": trigger.key()})),
            What::Purge { user } => (user.0, json!({})),
            What::Reminder { user, heir, told } => (user.0, json!({"files_to": heir.0, "told": told})),
        };
        if let Some(fields) = detail.as_object_mut() {
            fields.insert("due".to_owned(), Json::from(self.due.0));
        }
        AuditEntry { action: self.action(), subject, detail: detail.to_string() }
    }
}

/// Stable key of a state.
#[must_use]
pub fn status_key(status: Status) -> &'static str {
    match status {
        Status::Scheduled => "scheduled",
        Status::Pending => "pending",
        Status::Active => "active",
        Status::Expired => "expired",
        Status::Disabled => "disabled",
        Status::Suspended => "suspended",
        Status::Deleted => "deleted",
    }
}
