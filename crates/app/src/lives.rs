//! What people do with the life of a subscription: recurring billing, canceling, seats from the next period on, more
//! time for a trial, suspending, bringing back, deleting, answering a credit check (sections 11 and 17). The rules are the domain's.

use cupo_domain::catalogue::Workload;
use cupo_domain::country::Country;
use cupo_domain::decide::life::{self, LifeChange, LifeWish, Surroundings};
use cupo_domain::ids::{Guid, PoolId, SubscriptionId};
use cupo_domain::lifecycle::{self, Life, SuspensionReason, units};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::{Pool, Units};
use cupo_domain::subscription::{Status, Subscription};
use cupo_domain::time::Instant;
use cupo_store::due::{LifeRow, change_life, keep_lives, move_units};
use cupo_store::file_loss::erase_files;
use cupo_store::keys::use_key;
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::store::Turn;
use cupo_store::subscriptions::{SubscriptionRow, insert_subscriptions, tie_add_ons};
use cupo_store::value::Statement;
use serde::{Deserialize, Serialize};

use crate::accounts::{Asking, Beside};
use crate::app::App;
use crate::edits::FieldChange;
use crate::error::AppError;
use crate::ids::{GuidText, new_guid};
use crate::licenses::{Receipt, UNDO_DAYS};
use crate::passing::status_key;

/// A subscription with everything that is known of it.
#[derive(Clone, Debug)]
pub struct Lived {
    /// As lists show it.
    pub row: SubscriptionRow,
    /// With its clock.
    pub life: LifeRow,
    /// The pool of its seats.
    pub pool: Pool,
}

/// An add-on of a subscription.
#[derive(Clone, Debug)]
pub struct AddOn {
    /// As lists show it.
    pub row: SubscriptionRow,
    /// With its clock.
    pub life: LifeRow,
    /// What becomes of it.
    pub after: Life,
}

/// Personal files that go with a subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLoss {
    /// People who lose theirs.
    pub people: i64,
    /// Pools that would give files too, where somebody holds a seat of them.
    elsewhere: Vec<PoolId>,
}

/// What a wish about a subscription would do.
#[derive(Clone, Debug)]
pub struct LifePreview {
    /// The subscription now.
    pub it: Lived,
    /// What was asked for.
    pub wish: LifeWish,
    /// What becomes of it.
    pub change: LifeChange,
    /// What is different afterwards.
    pub fields: Vec<FieldChange>,
    /// Add-ons that share its fate, with what becomes of them (R-PROD-16).
    pub add_ons: Vec<AddOn>,
    /// People whose personal files are erased at once, because nothing else gives them any (R-LIFE-4).
    pub files: FileLoss,
    /// What time alone does to it afterwards.
    pub ahead: Vec<lifecycle::Transition>,
}

impl LifePreview {
    /// Until when it can be undone: as long as the period lasts for which it was said; or why not.
    ///
    /// # Errors
    /// The reason.
    pub fn undo_until(&self, now: Instant) -> Result<Instant, &'static str> {
        match self.change.final_because {
            Some(why) => Err(why),
            None => Ok(now.plus_days(UNDO_DAYS).min(self.it.life.life.ends)),
        }
    }

    /// Whether anything changes.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        self.change.after != self.it.life.life || self.change.successor.is_some()
    }
}

/// What an operation on the life of a subscription keeps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LifeRecord {
    subscription: GuidText,
    product: i64,
    wish: String,
    /// What changed; recurring billing and scheduled seats are what an undo brings back.
    fields: Vec<FieldChange>,
    before: (bool, Option<i64>),
    after: (bool, Option<i64>),
}

impl App {
    /// A subscription with everything that is known of it.
    ///
    /// # Errors
    /// E-NOTFOUND, failures of the store.
    pub async fn lived(&self, by: Asking<'_>, subscription: Guid) -> Result<Lived, AppError> {
        let rows = self.store.subscriptions(by.permit).await?;
        let row = rows.into_iter().find(|row| row.guid == subscription);
        let row = row.ok_or_else(|| Denial::new(Code::NotFound, "subscription"))?;
        let life = self.store.life_of(by.permit, row.subscription.id).await?;
        let life = life.ok_or_else(|| Denial::new(Code::NotFound, "subscription"))?;
        let pools = self.store.pools(by.permit).await?;
        let pool = pools.into_iter().find(|pool| pool.id == row.subscription.pool);
        let pool = pool.ok_or_else(|| AppError::Bug("a subscription without a pool".to_owned()))?;
        Ok(Lived { row, life, pool })
    }

    /// What surrounds a wish about a subscription.
    #[must_use]
    pub fn surroundings(&self, by: Asking<'_>, it: &Lived) -> Surroundings {
        let catalogue = self.store.catalogue();
        let product = catalogue.product(it.row.subscription.product);
        Surroundings {
            by_partner: by.permit.by_partner(),
            country: Country::parse(&by.organisation.country),
            extended: it.life.extended,
            assignable: it.pool.assignable(),
            seats_min: product.and_then(|p| p.seats_min),
            seats_max: product.and_then(|p| p.seats_max),
            now: self.now(),
        }
    }

    /// What time alone will do to a subscription from now on, in order, until nothing changes any more or a next period
    /// begins.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn prospects(&self, it: &Life) -> Result<Vec<lifecycle::Transition>, AppError> {
        const STEPS_MAX: usize = 6;
        let table = self.period_table().await?;
        let mut found: Vec<lifecycle::Transition> = Vec::new();
        while found.len() < STEPS_MAX {
            let Some(next) = lifecycle::next(found.last().map_or(it, |t| &t.after), &table) else { break };
            let renewed = matches!(next.step, lifecycle::Step::Renew | lifecycle::Step::Convert);
            found.push(next);
            if renewed {
                break;
            }
        }
        Ok(found)
    }

    pub(crate) async fn decide_life(
        &self,
        by: Asking<'_>,
        subscription: Guid,
        wish: LifeWish,
    ) -> Result<LifePreview, AppError> {
        let it = self.lived(by, subscription).await?;
        if matches!(wish, LifeWish::SellerPlan(_)) && !by.permit.by_operator() {
            return Err(AppError::denied(Code::Role, "seller-plan"));
        }
        let wish = match wish {
            LifeWish::Key(key, _) => LifeWish::Key(key, self.store.issued_key(key).await?),
            other => other,
        };
        let change = life::decide(&it.life.life, wish, &self.surroundings(by, &it))?;
        let mut fields = differences(&it.life.life, &change.after);
        let files = self.files_lost(by, &it, &change).await?;
        let add_ons = self.add_ons_with(by, &it, &change).await?;
        if files.people > 0 {
            let (name, after) = ("files_erased".to_owned(), files.people.to_string());
            fields.push(FieldChange { name, before: String::new(), after });
        }
        let ahead = self.prospects(change.successor.as_ref().unwrap_or(&change.after)).await?;
        Ok(LifePreview { it, wish, change, fields, add_ons, files, ahead })
    }

    /// What becomes of the add-ons that are tied to a subscription.
    async fn add_ons_with(
        &self,
        by: Asking<'_>,
        it: &Lived,
        change: &LifeChange,
    ) -> Result<Vec<AddOn>, AppError> {
        let base = change.successor.as_ref().unwrap_or(&change.after);
        let mut found = Vec::new();
        for row in self.store.subscriptions(by.permit).await? {
            if row.base != Some(it.life.id) || row.subscription.status == Status::Deleted {
                continue;
            }
            let Some(life) = self.store.life_of(by.permit, row.subscription.id).await? else { continue };
            let after = life::with_base(&life.life, base);
            if after != life.life || change.successor.is_some() {
                found.push(AddOn { row, life, after });
            }
        }
        Ok(found)
    }

    /// Whose files go with the subscription: of holders for whom neither another subscription of the product nor another
    /// product gives any.
    async fn files_lost(
        &self,
        by: Asking<'_>,
        it: &Lived,
        change: &LifeChange,
    ) -> Result<FileLoss, AppError> {
        let catalogue = self.store.catalogue();
        let files = catalogue.plans_of(Workload::Files);
        let gives = |product| catalogue.product(product).is_some_and(|it| it.plans.intersects(&files));
        let rest = minus(it.pool.units, units(&it.life.life));
        if !change.erases_files || rest != Units::default() || !gives(it.pool.product) {
            return Ok(FileLoss::default());
        }
        let pools = self.store.pools(by.permit).await?;
        let other = |pool: &&Pool| pool.id != it.pool.id && !pool.disabled() && gives(pool.product);
        let elsewhere: Vec<PoolId> = pools.iter().filter(other).map(|pool| pool.id).collect();
        let people = self.store.files_only_from(by.permit, it.pool.id, &elsewhere).await?;
        Ok(FileLoss { people, elsewhere })
    }

    /// Commits what was decided about the life of a subscription, in the same turn.
    pub(crate) async fn commit_life(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &LifePreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        if !it.changes_anything() {
            return Err(AppError::denied(Code::Invalid, "nothing"));
        }
        let customer = by.permit.customer();
        let row = self.life_row(by, it, beside)?;
        let head = self.store.audit_head(customer).await?;
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        statements.extend(self.life_statements(it).await?);
        if it.files.people > 0 {
            let pools = (it.it.pool.id, it.files.elsewhere.as_slice());
            statements.push(erase_files(customer, pools, it.files.people, (row.id, self.now())));
        }
        let detail = serde_json::json!({"wish": it.wish.key(), "from": status_key(it.it.life.life.status),
            "to": status_key(it.change.after.status), "fields": it.fields,
            "add_ons": it.add_ons.iter().map(|it| it.row.guid.to_string()).collect::<Vec<_>>()});
        let subject = it.it.life.id.0;
        statements.extend(self.audit_one(by, &head, (action(it.wish), row.id), subject, detail));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    pub(crate) async fn life_statements(&self, it: &LifePreview) -> Result<Vec<Statement>, AppError> {
        let table = self.period_table().await?;
        let (old, after) = (&it.it.life, &it.change.after);
        let due = |life: &Life| lifecycle::next(life, &table).map(|t| t.due);
        let extended = old.extended || it.change.extended;
        let kept = LifeRow { life: after.clone(), extended, ..old.clone() };
        let mut statements = vec![change_life(old, after)];
        if let LifeWish::Key(key, _) = it.wish {
            statements.push(use_key(old.customer, key, old.id, self.now()));
        }
        let mut rows = vec![(kept, due(after))];
        let mut moved = minus(units(after), units(&old.life));
        if let Some(next) = &it.change.successor {
            let (row, life) = self.successor(&it.it, next)?;
            moved = minus(moved, minus(Units::default(), units(next)));
            statements.push(insert_subscriptions(old.customer, &[row]));
            statements.push(tie_add_ons(old.customer, old.id, life.id));
            rows.push((life, due(next)));
        }
        for it in &it.add_ons {
            statements.push(change_life(&it.life, &it.after));
            rows.push((LifeRow { life: it.after.clone(), ..it.life.clone() }, due(&it.after)));
            let moved = minus(units(&it.after), units(&it.life.life));
            if moved != Units::default() {
                statements.push(move_units(old.customer, it.life.pool, moved));
            }
        }
        statements.push(keep_lives(&rows));
        if moved != Units::default() {
            statements.push(move_units(old.customer, old.pool, moved));
        }
        Ok(statements)
    }

    /// The new subscription that takes the place of one that ended (R-LIFE-10).
    fn successor(&self, old: &Lived, next: &Life) -> Result<(SubscriptionRow, LifeRow), AppError> {
        let id = SubscriptionId(self.next_id());
        let it = &old.row.subscription;
        let subscription = Subscription {
            id,
            status: next.status,
            quantity: next.quantity,
            window_from: next.starts,
            window_seats: next.quantity,
            version: 1,
            ..it.clone()
        };
        let row = SubscriptionRow {
            subscription,
            guid: new_guid()?,
            starts_at: next.starts.0,
            ends_at: next.ends.0,
            recurring: next.recurring,
            pinned: next.pinned,
            ..old.row.clone()
        };
        Ok((row, LifeRow { id, version: 1, extended: false, life: next.clone(), ..old.life.clone() }))
    }

    fn life_row(&self, by: Asking<'_>, it: &LifePreview, beside: Beside) -> Result<OperationRow, AppError> {
        let now = self.now();
        let (old, after) = (&it.it.life.life, &it.change.after);
        let record = LifeRecord {
            subscription: GuidText(it.it.row.guid),
            product: old.product.0,
            wish: it.wish.key().to_owned(),
            fields: it.fields.clone(),
            before: (old.recurring, old.at_renewal),
            after: (after.recurring, after.at_renewal),
        };
        let text = serde_json::to_string(&record)
            .map_err(|e| AppError::Bug(format!("writing the life of a subscription: {e}")))?;
        let undo = it.undo_until(now);
        let row = self.account_row(by, "subscription-life", &[], (0, 0), undo.unwrap_or(now))?;
        Ok(OperationRow {
            command: text.clone(),
            totals: text,
            final_because: undo.err().unwrap_or_default().to_owned(),
            undoes: beside.undoes,
            ..row
        })
    }

    /// The wish that undoes an operation on the life of a subscription.
    ///
    /// # Errors
    /// E-FINAL where somebody changed it since.
    pub(crate) async fn life_back(
        &self,
        by: Asking<'_>,
        row: &OperationRow,
    ) -> Result<(Guid, LifeWish), AppError> {
        let record: LifeRecord = serde_json::from_str(&row.command)
            .map_err(|e| AppError::Bug(format!("reading the life of a subscription: {e}")))?;
        let now = self.lived(by, record.subscription.0).await?.life.life;
        if (now.recurring, now.at_renewal) != record.after {
            return Err(AppError::denied(Code::Final, "changed-since"));
        }
        let (recurring, at_renewal) = record.before;
        Ok((record.subscription.0, LifeWish::Back { recurring, at_renewal }))
    }
}

/// The kind of change in the audit.
fn action(wish: LifeWish) -> &'static str {
    match wish {
        LifeWish::Recurring(_) | LifeWish::Back { .. } => "subscription.billing-changed",
        LifeWish::AtRenewal(_) | LifeWish::SellerPlan(_) => "subscription.scheduled",
        LifeWish::Cancel => "subscription.canceled",
        LifeWish::ExtendTrial => "subscription.extended",
        LifeWish::Suspend(_) => "subscription.suspended",
        LifeWish::Reactivate => "subscription.reactivated",
        LifeWish::Credit(true) => "subscription.credit-granted",
        LifeWish::Credit(false) => "subscription.credit-refused",
        LifeWish::Key(..) => "subscription.key-used",
        LifeWish::Delete => "subscription.removed",
    }
}

fn minus(one: Units, other: Units) -> Units {
    Units {
        enabled: one.enabled - other.enabled,
        warning: one.warning - other.warning,
        suspended: one.suspended - other.suspended,
        locked_out: one.locked_out - other.locked_out,
    }
}

/// What is different, by the names of fields.
fn differences(before: &Life, after: &Life) -> Vec<FieldChange> {
    let scheduled = |it: &Life| it.at_renewal.map(|seats| seats.to_string()).unwrap_or_default();
    let reason = |it: &Life| it.suspended_for.map_or("", SuspensionReason::key).to_owned();
    let pairs = [
        ("state", status_key(before.status).to_owned(), status_key(after.status).to_owned()),
        ("recurring", before.recurring.to_string(), after.recurring.to_string()),
        ("seats", before.quantity.to_string(), after.quantity.to_string()),
        ("at_renewal", scheduled(before), scheduled(after)),
        ("ends_at", before.ends.0.to_string(), after.ends.0.to_string()),
        ("suspended_for", reason(before), reason(after)),
    ];
    let changed = pairs.into_iter().filter(|(_, before, after)| before != after);
    changed.map(|(name, before, after)| FieldChange { name: name.to_owned(), before, after }).collect()
}
