//! Purchases that people make for themselves: what a wish about one would do, shown first and applied exactly like every
//! change (section 10). A purchaser manages its own purchases and nothing else; whoever takes one over moves its people
//! or ends it. What is allowed is the domain's.

mod committing;
pub mod looking;
mod record;

use cupo_domain::access::{Action, Actor};
use cupo_domain::assignment::Snapshot;
use cupo_domain::catalogue::Product;
use cupo_domain::command::ChangeLicenses;
use cupo_domain::country::Country;
use cupo_domain::decide::change_licenses;
use cupo_domain::decide::life::end_self_service;
use cupo_domain::decision::{Decision, Verdict};
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::lifecycle::{Agreement, Life};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::{Pool, PoolKind};
use cupo_domain::self_service::{
    Buyer, Order, People, Policy, SEATS_MAX, is_guest, leave, left_behind, order, seats, target_pool,
};
use cupo_domain::subscription::Status;
use cupo_store::audit::AuditHead;

use crate::accounts::Asking;
use crate::app::App;
use crate::edits::check_text;
use crate::error::AppError;
use crate::licenses::totals::{Totals, digest, totals};
use crate::lives::Lived;

pub(crate) use record::SelfServiceDoc;
pub use record::SelfServiceRecord;

/// The option that says what kind of organization a customer is.
pub const SECTOR: &str = "sector";
/// Before the GUID of a product in the name of its policy.
pub const POLICY: &str = "self_service.";
/// Most letters of the reason for which a purchase is ended.
pub const REASON_MAX: usize = 500;

/// What shall become of a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelfServiceWish {
    /// Buy a product for oneself, or try it.
    Buy {
        /// The product.
        product: Guid,
        /// Seats.
        seats: i64,
        /// `P1M`, `P1Y` or `P3Y`; a trial lasts a month.
        term: String,
        /// Without a way to pay.
        trial: bool,
    },
    /// Another number of seats.
    Seats {
        /// The subscription.
        purchase: Guid,
        /// Its seats from now on.
        seats: i64,
    },
    /// Give seats to people of the same organization, and take them back (R-SSP-2).
    People {
        /// The subscription.
        purchase: Guid,
        /// They get one.
        give: Vec<UserId>,
        /// Theirs goes.
        take: Vec<UserId>,
    },
    /// End one's own purchase.
    Cancel(Guid),
    /// Take control: everybody gets another product instead, and the purchase ends (R-SSP-6).
    Move {
        /// The subscription.
        purchase: Guid,
        /// The product that they get.
        to: Guid,
    },
    /// Take control: the purchase ends (R-SSP-7).
    End(Guid),
}

impl SelfServiceWish {
    /// The action whose permit it takes.
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Buy { .. } | Self::Seats { .. } | Self::People { .. } | Self::Cancel(_) => {
                Action::ServeSelf
            }
            Self::Move { .. } | Self::End(_) => Action::TakeOver,
        }
    }

    /// The kind of the operation.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Buy { .. } => "self-service-buy",
            Self::Seats { .. } => "self-service-seats",
            Self::People { .. } => "self-service-people",
            Self::Cancel(_) => "self-service-cancel",
            Self::Move { .. } => "self-service-move",
            Self::End(_) => "self-service-end",
        }
    }

    /// The purchase that it is about; none for a new one.
    #[must_use]
    pub fn purchase(&self) -> Option<Guid> {
        match self {
            Self::Buy { .. } => None,
            Self::Seats { purchase, .. } | Self::People { purchase, .. } | Self::Move { purchase, .. } => {
                Some(*purchase)
            }
            Self::Cancel(purchase) | Self::End(purchase) => Some(*purchase),
        }
    }

    /// Whether the purchase ends by it.
    #[must_use]
    pub fn ends(&self) -> bool {
        matches!(self, Self::Cancel(_) | Self::Move { .. } | Self::End(_))
    }
}

/// What a wish about a purchase would do.
#[derive(Clone, Debug)]
pub struct SelfServicePreview {
    /// The wish.
    pub wish: SelfServiceWish,
    /// Of what.
    pub product: ProductId,
    /// The purchase as it is; none for a new one.
    pub purchase: Option<Lived>,
    /// Seats that are there already for what is bought anew: one person has one pool of a product.
    pub(crate) pool: Option<Pool>,
    /// The trial whose place it takes.
    pub replaces: Option<Lived>,
    /// Who bought it, or buys it.
    pub purchaser: UserId,
    /// Seats before and after.
    pub seats: (i64, i64),
    /// Without a way to pay.
    pub trial: bool,
    /// How long a period is.
    pub term: String,
    /// What a seat costs per period, in minor units with their currency; none where no price is set.
    pub price: Option<(i64, String)>,
    /// What its people get instead.
    pub to: Option<Pool>,
    /// Why an administrator ends it.
    pub reason: String,
    /// What happens to people.
    pub decision: Decision,
    /// The same in figures.
    pub totals: Totals,
    pub(crate) digest: String,
    pub(crate) head: AuditHead,
}

impl SelfServicePreview {
    /// Whether anything is written.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        match self.wish {
            SelfServiceWish::Seats { .. } => self.seats.0 != self.seats.1,
            SelfServiceWish::People { .. } => {
                self.decision.users.iter().any(|user| user.plan.changes() || user.plan.refused())
            }
            _ => true,
        }
    }

    /// What it costs more per period, or less; none where no price is set.
    #[must_use]
    pub fn cost(&self) -> Option<(i64, &str)> {
        let more = self.seats.1 - self.seats.0;
        self.price.as_ref().map(|(minor, currency)| (minor.saturating_mul(more), currency.as_str()))
    }

    /// Why it is no matter of undoing.
    #[must_use]
    pub fn why_final(&self) -> &'static str {
        if self.wish.ends() { "self-service-ended" } else { "self-service" }
    }
}

impl App {
    /// What a wish about a purchase would do.
    ///
    /// # Errors
    /// E-SCOPE for a purchase or a person that is not there for whoever asks, what [`order`] and [`seats`] refuse, E-STATE
    /// for a purchase that has ended, E-BATCH for too many people, E-COUNT and others where somebody cannot be moved.
    pub(crate) async fn decide_self_service(
        &self,
        by: Asking<'_>,
        wish: &SelfServiceWish,
    ) -> Result<SelfServicePreview, AppError> {
        match wish {
            SelfServiceWish::Buy { product, seats, term, trial } => {
                let order = Order { seats: *seats, trial: *trial, tried: false };
                self.decide_order(by, wish, (*product, term, order)).await
            }
            SelfServiceWish::Seats { purchase, seats } => {
                let it = self.own_purchase(by, *purchase).await?;
                self.decide_seats(by, wish, (it, *seats)).await
            }
            SelfServiceWish::People { purchase, give, take } => {
                let it = self.own_purchase(by, *purchase).await?;
                self.decide_people(by, wish, (it, give, take)).await
            }
            SelfServiceWish::Cancel(purchase) => {
                let it = self.own_purchase(by, *purchase).await?;
                self.decide_end(by, wish, (it, None)).await
            }
            SelfServiceWish::Move { purchase, to } => {
                let it = self.any_purchase(by, *purchase).await?;
                let catalogue = self.store.catalogue();
                let pools = self.store.pools(by.permit).await?;
                let to = catalogue.product_by_guid(*to).and_then(|to| target_pool(&catalogue, &pools, to.id));
                let to = to.ok_or_else(|| Denial::new(Code::NotFound, "product"))?;
                self.decide_end(by, wish, (it, Some(to))).await
            }
            SelfServiceWish::End(purchase) => {
                let it = self.any_purchase(by, *purchase).await?;
                if by.reason.trim().is_empty() {
                    return Err(AppError::denied(Code::Invalid, "reason"));
                }
                check_text("reason", by.reason, REASON_MAX)?;
                self.decide_end(by, wish, (it, None)).await
            }
        }
    }

    /// The person who asks, at their own organization.
    fn purchaser(by: Asking<'_>) -> Result<UserId, Denial> {
        match by.permit.actor() {
            Actor::Person { home, user } if *home == by.permit.customer() => Ok(*user),
            _ => Err(Denial::new(Code::Role, "serve-self")),
        }
    }

    /// A purchase of the person who asks. Those of others are not there (R-SSP-2).
    ///
    /// # Errors
    /// E-SCOPE.
    pub async fn own_purchase(&self, by: Asking<'_>, purchase: Guid) -> Result<Lived, AppError> {
        let purchaser = Self::purchaser(by)?;
        let scope = || Denial::new(Code::Scope, "purchase");
        let it = match self.lived(by, purchase).await {
            Err(AppError::Denied(denial)) if denial.code == Code::NotFound => return Err(scope().into()),
            other => other?,
        };
        if it.pool.kind == (PoolKind::SelfService { purchaser }) { Ok(it) } else { Err(scope().into()) }
    }

    /// A purchase of anybody.
    async fn any_purchase(&self, by: Asking<'_>, purchase: Guid) -> Result<Lived, AppError> {
        let it = self.lived(by, purchase).await?;
        match it.pool.kind {
            PoolKind::SelfService { .. } => Ok(it),
            PoolKind::Central => Err(AppError::denied(Code::Channel, "channel")),
        }
    }

    /// Who wants to buy, as far as the rules care.
    ///
    /// # Errors
    /// E-ROLE for whoever is no person of the organization, failures of the store.
    pub async fn buyer(&self, by: Asking<'_>) -> Result<Buyer, AppError> {
        let user = Self::purchaser(by)?;
        let rows = self.store.users_by_id(by.permit, &[user]).await?;
        Ok(Buyer {
            guest: rows.first().is_none_or(|row| is_guest(&row.sign_in)),
            sector: self.sector(by).await?,
            country: Country::parse(&by.organisation.country),
            cloud: by.organisation.cloud,
        })
    }

    /// What people may buy of a product.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn policy(&self, by: Asking<'_>, product: Guid) -> Result<Policy, AppError> {
        let options = self.store.options(by.permit).await?;
        let key = options.get(&format!("{POLICY}{product}"));
        Ok(key.and_then(|key| Policy::parse(key)).unwrap_or_default())
    }

    async fn decide_order(
        &self,
        by: Asking<'_>,
        wish: &SelfServiceWish,
        (product, term, it): (Guid, &str, Order),
    ) -> Result<SelfServicePreview, AppError> {
        let (purchaser, buyer) = (Self::purchaser(by)?, self.buyer(by).await?);
        let catalogue = self.store.catalogue();
        let product = catalogue.product_by_guid(product);
        let product = product.ok_or_else(|| Denial::new(Code::NotFound, "product"))?;
        let policy = self.policy(by, product.guid).await?;
        let own = self.purchases(by, Some(purchaser)).await?;
        let own: Vec<Lived> =
            own.into_iter().filter(|own| own.row.subscription.product == product.id).collect();
        let tried = it.trial && own.iter().any(|own| is_trial(&own.life.life));
        order(&buyer, product, policy, Order { tried, ..it })?;
        let pool = own.first().map(|own| own.pool);
        let live = own.into_iter().find(|own| own.row.subscription.status != Status::Deleted);
        let replaces = replaced(live, it)?;
        // Who has a seat of what was there before keeps it.
        if let Some(held) = pool.map(|pool| pool.consumed).filter(|held| it.seats < *held) {
            return Err(Denial::new(Code::Quantity, "minimum").with_figure(held).into());
        }
        let price = self.price_of(by, product.id, term).await?;
        if price.is_none() {
            return Err(AppError::denied(Code::Invalid, "term"));
        }
        let (snapshot, head) = self.store.license_snapshot(by.permit, &[], self.now()).await?;
        Ok(SelfServicePreview {
            product: product.id,
            pool,
            replaces,
            purchaser,
            seats: (0, it.seats),
            trial: it.trial,
            term: if it.trial { "P1M".to_owned() } else { term.to_owned() },
            price: if it.trial { price.map(|(_, currency)| (0, currency)) } else { price },
            ..undecided(wish, &snapshot, head)
        })
    }

    async fn decide_seats(
        &self,
        by: Asking<'_>,
        wish: &SelfServiceWish,
        (it, wanted): (Lived, i64),
    ) -> Result<SelfServicePreview, AppError> {
        active(&it)?;
        let catalogue = self.store.catalogue();
        let product = product_of(&catalogue, &it)?;
        let (buyer, policy) = (self.buyer(by).await?, self.policy(by, product.guid).await?);
        let now = it.row.subscription.quantity;
        let order = Order { seats: wanted, trial: is_trial(&it.life.life), tried: false };
        seats(&buyer, (product, policy), &it.pool, (now, order))?;
        let (snapshot, head) = self.store.license_snapshot(by.permit, &[], self.now()).await?;
        Ok(SelfServicePreview { seats: (now, wanted), ..about(wish, it, (&snapshot, head))? })
    }

    async fn decide_people(
        &self,
        by: Asking<'_>,
        wish: &SelfServiceWish,
        (it, give, take): (Lived, &[UserId], &[UserId]),
    ) -> Result<SelfServicePreview, AppError> {
        let people = People { give: give.iter().copied().collect(), take: take.iter().copied().collect() };
        people.check()?;
        if !people.give.is_empty() {
            active(&it)?;
        }
        let users: Vec<UserId> = people.give.iter().chain(&people.take).copied().collect();
        let (snapshot, head) = self.store.license_snapshot(by.permit, &users, self.now()).await?;
        if !snapshot.unknown.is_empty() || snapshot.holders.iter().any(|holder| !holder.active) {
            return Err(AppError::denied(Code::Scope, "people"));
        }
        let change = people.change(&it.pool, &snapshot.holders);
        let base = about(wish, it, (&snapshot, head))?;
        Ok(self.with_people(base, &snapshot, &change))
    }

    async fn decide_end(
        &self,
        by: Asking<'_>,
        wish: &SelfServiceWish,
        (it, to): (Lived, Option<Pool>),
    ) -> Result<SelfServicePreview, AppError> {
        end_self_service(&it.life.life, self.now())?;
        let holders = self.store.seat_holders(by.permit, it.pool.id, "", SEATS_MAX + 1).await?;
        if i64::try_from(holders.len()).unwrap_or(i64::MAX) > SEATS_MAX {
            return Err(Denial::new(Code::Batch, "people").with_figure(SEATS_MAX).into());
        }
        let users: Vec<UserId> = holders.iter().map(|holder| holder.user).collect();
        let (snapshot, head) = self.store.license_snapshot(by.permit, &users, self.now()).await?;
        let change = leave(&it.pool, to.as_ref(), &snapshot.holders);
        let reason = by.reason.trim().to_owned();
        let base = SelfServicePreview { to, reason, ..about(wish, it, (&snapshot, head))? };
        let found = self.with_people(base, &snapshot, &change);
        match left_behind(&found.decision) {
            None => Ok(found),
            Some((_, refusal)) => Err(cannot_move(&found.decision, refusal.code()).into()),
        }
    }

    fn with_people(
        &self,
        it: SelfServicePreview,
        snapshot: &Snapshot,
        change: &ChangeLicenses,
    ) -> SelfServicePreview {
        let decision = change_licenses::decide(&self.store.catalogue(), snapshot, change, self.now());
        let (totals, digest) = (totals(&snapshot.pools, &decision), digest(&decision));
        SelfServicePreview { decision, totals, digest, ..it }
    }
}

/// Why nobody is moved, with how many would be left behind.
fn cannot_move(decision: &Decision, code: Code) -> Denial {
    let refused = decision.users.iter().filter(|user| {
        user.plan.outcomes.iter().any(|it| matches!(&it.verdict, Verdict::Refused(r) if r.code() == code))
    });
    Denial::new(code, "move").with_figure(i64::try_from(refused.count()).unwrap_or(i64::MAX))
}

/// The trial whose place an order takes. Whoever has bought a product already changes the number of its seats.
fn replaced(live: Option<Lived>, order: Order) -> Result<Option<Lived>, Denial> {
    let Some(live) = live else { return Ok(None) };
    if order.trial || !is_trial(&live.life.life) {
        return Err(Denial::new(Code::State, "bought"));
    }
    Ok(Some(live))
}

/// Whether a purchase is a trial.
#[must_use]
pub fn is_trial(life: &Life) -> bool {
    life.agreement == Agreement::Trial
}

/// Seats are given and changed while a purchase is in force.
fn active(it: &Lived) -> Result<(), Denial> {
    match it.life.life.status {
        Status::Active => Ok(()),
        _ => Err(Denial::new(Code::State, "status")),
    }
}

fn product_of<'a>(
    catalogue: &'a cupo_domain::catalogue::Catalogue,
    it: &Lived,
) -> Result<&'a Product, AppError> {
    let product = catalogue.product(it.row.subscription.product);
    product.ok_or_else(|| AppError::Bug("a purchase of an unknown product".to_owned()))
}

/// A wish about which nothing is decided yet.
fn undecided(wish: &SelfServiceWish, snapshot: &Snapshot, head: AuditHead) -> SelfServicePreview {
    let decision = Decision::default();
    SelfServicePreview {
        wish: wish.clone(),
        product: ProductId(0),
        purchase: None,
        pool: None,
        replaces: None,
        purchaser: UserId(0),
        seats: (0, 0),
        trial: false,
        term: String::new(),
        price: None,
        to: None,
        reason: String::new(),
        totals: totals(&snapshot.pools, &decision),
        digest: digest(&decision),
        decision,
        head,
    }
}

/// The same about a purchase that is there.
fn about(
    wish: &SelfServiceWish,
    it: Lived,
    (snapshot, head): (&Snapshot, AuditHead),
) -> Result<SelfServicePreview, AppError> {
    let PoolKind::SelfService { purchaser } = it.pool.kind else {
        return Err(AppError::denied(Code::Channel, "channel"));
    };
    let quantity = it.row.subscription.quantity;
    Ok(SelfServicePreview {
        product: it.row.subscription.product,
        purchaser,
        seats: (quantity, if wish.ends() { 0 } else { quantity }),
        trial: is_trial(&it.life.life),
        term: it.row.term.clone(),
        price: it.row.price_minor.map(|minor| (minor, it.row.currency.clone())),
        purchase: Some(it),
        ..undecided(wish, snapshot, head)
    })
}
