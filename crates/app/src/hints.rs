//! The answers on Home: what somebody could do today at one customer, or at all customers of a partner. It gathers figures
//! for the rules of the domain; figures of people that take long are counted beside the page and used until the
//! customer's audit chain moves.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cupo_domain::access::{Action, Caller, PartnerPermit, Permit, permit, sees_channel};
use cupo_domain::catalogue::Target;
use cupo_domain::country::Country;
use cupo_domain::decide::life::Surroundings;
use cupo_domain::decide::quantity::Circumstances;
use cupo_domain::hints::{
    self, Deadline, Paid, Reduction, Unused, about_to_leave, containers, is_paid, loss_until, reduction,
};
use cupo_domain::ids::{CustomerId, Guid, PoolId, ProductId};
use cupo_domain::seats::PoolKind;
use cupo_domain::subscription::Term;
use cupo_domain::time::Instant;
use cupo_store::audit::AuditHead;
use cupo_store::hints::{Losing, Reach, Sold};
use cupo_store::organisations::Organisation;
use cupo_store::users::{Twice, UserFilter};

use crate::app::App;
use crate::error::AppError;

/// How long a page waits for figures of people.
const WAIT: Duration = Duration::from_millis(500);
/// Customers whose figures are remembered.
const COUNTED_MAX: usize = 4_096;
/// How old figures of people may be where somebody goes on working, in microseconds.
const AGE_MAX: i64 = 10 * 60 * 1_000_000;

/// Seats of a product that are paid and that nobody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedSeats {
    /// Of what.
    pub product: ProductId,
    /// How many, and what they cost.
    pub unused: Unused,
}

/// A subscription that can be reduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reducible {
    /// Which.
    pub subscription: Guid,
    /// Of what.
    pub product: ProductId,
    /// Seats it has.
    pub seats: i64,
    /// How far, and until when.
    pub by: Reduction,
}

/// A purchase that can be canceled for a few more days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Which.
    pub subscription: Guid,
    /// Of what.
    pub product: ProductId,
    /// Seats it has.
    pub seats: i64,
    /// Until when.
    pub until: Instant,
}

/// Figures of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Blocked people who hold a license.
    pub blocked: i64,
    /// Products that people hold though another license of theirs contains them.
    pub twice: Vec<(ProductId, i64)>,
}

/// What can be done at one customer, as far as somebody may see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The most expensive first.
    pub unused: Vec<UnusedSeats>,
    /// The first deadline first.
    pub reducible: Vec<Reducible>,
    /// The first deadline first.
    pub leaving: Vec<Leaving>,
    /// People whose data is lost soon, and when the first is.
    pub losing: Option<(i64, Instant)>,
    /// People with a license who never signed in with the password they were given.
    pub never: i64,
    /// Figures of people; none while they are being counted, or where they may not be seen.
    pub people: Option<People>,
    /// Figures of people are being counted.
    pub counting: bool,
    /// Since when the figures of people may have changed, where they may.
    pub counted_at: Option<Instant>,
}

impl Answers {
    /// Whether there is nothing to do, and nothing is being counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { people: self.people.clone(), counted_at: self.counted_at, ..Self::default() }
            && self.people.as_ref().is_none_or(|it| *it == People::default())
    }
}

/// Figures that were counted, and what for.
#[derive(Clone)]
struct Counted {
    head: AuditHead,
    catalogue: i64,
    at: Instant,
    people: People,
}

/// Figures of people of the customers that somebody looked at, and the turn of whoever counts.
#[derive(Default)]
pub(crate) struct Headcount {
    counted: Mutex<BTreeMap<CustomerId, Counted>>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Headcount {
    /// Figures of this very head, or of an older one while they are not too old; and whether they may have changed since.
    fn known(&self, of: (CustomerId, &AuditHead), catalogue: i64, now: Instant) -> Option<(Counted, bool)> {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let it = counted.get(&of.0).filter(|it| it.catalogue == catalogue)?;
        let older = it.head != *of.1;
        (!older || now.0 - it.at.0 < AGE_MAX).then(|| (it.clone(), older))
    }

    fn keep(&self, customer: CustomerId, it: Counted) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() >= COUNTED_MAX && !counted.contains_key(&customer) {
            let oldest = counted.iter().min_by_key(|(_, it)| it.at).map(|(customer, _)| *customer);
            oldest.map(|oldest| counted.remove(&oldest));
        }
        counted.insert(customer, it);
    }
}

/// What belongs together of one customer while answers are put together.
struct Place<'a> {
    organisation: &'a Organisation,
    subscriptions: Option<Permit>,
    view: Option<Permit>,
    head: AuditHead,
}

impl<'a> Place<'a> {
    fn of(caller: &Caller, organisation: &'a Organisation, head: AuditHead) -> Self {
        let may = |action| permit(caller, action, &organisation.territory()).ok();
        let (subscriptions, view) = (may(Action::ViewSubscriptions), may(Action::View));
        Self { organisation, subscriptions, view, head }
    }
}

/// What was read for one or many customers.
struct Read {
    sold: BTreeMap<CustomerId, Vec<Sold>>,
    losing: BTreeMap<CustomerId, Losing>,
    never: BTreeMap<CustomerId, i64>,
}

impl App {
    /// What somebody could do at one customer.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn answers(&self, caller: &Caller, at: &Organisation) -> Result<Answers, AppError> {
        let head = self.store.audit_head(at.id).await?;
        let place = Place::of(caller, at, head);
        let Some(any) = place.subscriptions.as_ref().or(place.view.as_ref()) else {
            return Ok(Answers::default());
        };
        let read = self.read_for_answers(Reach::One(any)).await?;
        self.count_people(std::slice::from_ref(&place)).await?;
        Ok(self.answers_at(caller, &place, &read))
    }

    /// What somebody could do at each of a partner's customers, by name; customers with nothing to do are left out.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn answers_over(
        &self,
        caller: &Caller,
        partner: &PartnerPermit,
    ) -> Result<Vec<(Organisation, Answers)>, AppError> {
        let customers = self.store.customers_with_heads(partner).await?;
        let places: Vec<Place<'_>> =
            customers.iter().map(|(it, head)| Place::of(caller, it, head.clone())).collect();
        let read = self.read_for_answers(Reach::Partner(partner)).await?;
        self.count_people(&places).await?;
        let each = places.iter().map(|it| (it.organisation.clone(), self.answers_at(caller, it, &read)));
        Ok(each.filter(|(_, it)| !it.is_empty()).collect())
    }

    async fn read_for_answers(&self, reach: Reach<'_>) -> Result<Read, AppError> {
        let mut read = Read { sold: BTreeMap::new(), losing: BTreeMap::new(), never: BTreeMap::new() };
        for it in self.store.sold(reach).await? {
            read.sold.entry(it.customer).or_default().push(it);
        }
        let losing = self.store.losing(reach, loss_until(self.now())).await?;
        read.losing = losing.into_iter().map(|it| (it.customer, it)).collect();
        read.never = self.store.never_signed_in(reach).await?.into_iter().collect();
        Ok(read)
    }

    fn answers_at(&self, caller: &Caller, place: &Place<'_>, read: &Read) -> Answers {
        let customer = place.organisation.id;
        let mut it = Answers::default();
        if let Some(permit) = &place.subscriptions {
            let sold = read.sold.get(&customer).map_or(&[][..], Vec::as_slice);
            let catalogue = self.store.catalogue();
            // What takes effect for the whole organization has no holders, and so no seats without one.
            let held = |product| catalogue.product(product).is_none_or(|p| p.target == Target::User);
            let paid = |s: &&Sold| {
                let (row, pool) = (&s.row, &s.pool);
                pool.kind == PoolKind::Central
                    && held(pool.product)
                    && sees_channel(caller, permit, row.subscription.channel)
                    && is_paid(row.subscription.channel, row.subscription.status, row.price_minor)
            };
            let sold: Vec<&Sold> = sold.iter().filter(paid).collect();
            it.unused = unused(&sold);
            (it.reducible, it.leaving) = self.deadlines(place, permit, &sold);
        }
        if place.view.is_some() {
            it.losing = read.losing.get(&customer).map(|it| (it.people, it.first));
            it.never = read.never.get(&customer).copied().unwrap_or(0);
            let catalogue = self.store.catalogue().version;
            let known = self.headcount.known((customer, &place.head), catalogue, self.now());
            it.counted_at = known.as_ref().filter(|(_, older)| *older).map(|(it, _)| it.at);
            it.people = known.map(|(it, _)| it.people);
            it.counting = it.people.is_none();
        }
        it
    }

    fn deadlines(
        &self,
        place: &Place<'_>,
        permit: &Permit,
        sold: &[&Sold],
    ) -> (Vec<Reducible>, Vec<Leaving>) {
        let (mut reducible, mut leaving) = (Vec::new(), Vec::new());
        for it in sold {
            let (at, around) = self.around(place.organisation, permit, it);
            let bought = &it.row.subscription;
            let (subscription, product, seats) = (it.row.guid, bought.product, bought.quantity);
            if let Some(by) = reduction(bought, &it.life.life, at) {
                reducible.push(Reducible { subscription, product, seats, by });
            }
            if let Some(until) = about_to_leave(&it.life.life, &around) {
                leaving.push(Leaving { subscription, product, seats, until });
            }
        }
        reducible.sort_by_key(|it| match it.by.when {
            Deadline::Now(Some(until)) => (0, until.0),
            Deadline::AtRenewal(at) => (1, at.0),
            Deadline::Now(None) => (2, 0),
        });
        leaving.sort_by_key(|it| it.until);
        (reducible, leaving)
    }

    fn around(&self, at: &Organisation, permit: &Permit, it: &Sold) -> (Circumstances, Surroundings) {
        let catalogue = self.store.catalogue();
        let product = catalogue.product(it.row.subscription.product);
        let (by_partner, assignable, now) = (permit.by_partner(), it.pool.assignable(), self.now());
        let (seats_min, seats_max) = (product.and_then(|p| p.seats_min), product.and_then(|p| p.seats_max));
        let (end_of_sale, recurring) = (product.is_some_and(|p| p.end_of_sale), it.row.recurring);
        let (pinned, shared) = (it.row.pinned, product.is_some_and(|p| p.target != Target::User));
        let (country, extended) = (Country::parse(&at.country), it.life.extended);
        (
            Circumstances {
                by_partner,
                assignable,
                seats_min,
                seats_max,
                end_of_sale,
                shared,
                recurring,
                pinned,
                now,
            },
            Surroundings { by_partner, country, extended, assignable, seats_min, seats_max, now },
        )
    }

    /// Has figures of people counted where those that are known may have changed, and waits a moment where none are known.
    /// One count goes on at a time; whoever meets it only waits for it.
    async fn count_people(&self, places: &[Place<'_>]) -> Result<(), AppError> {
        let catalogue = self.store.catalogue().version;
        let now = self.now();
        let known = |it: &Place<'_>| self.headcount.known((it.organisation.id, &it.head), catalogue, now);
        let seen = || places.iter().filter(|it| it.view.is_some());
        let stale = |it: &&Place<'_>| known(it).is_none_or(|(_, older)| older);
        let wanted: Vec<Permit> = seen().filter(stale).filter_map(|it| it.view.clone()).collect();
        let (Some(app), false) = (self.me.upgrade(), wanted.is_empty()) else { return Ok(()) };
        let unknown = seen().any(|it| known(it).is_none());
        let wait = if unknown { WAIT } else { Duration::ZERO };
        let Ok(turn) = Arc::clone(&self.headcount.turn).try_lock_owned() else {
            // Somebody counts already: what is ready in a moment is shown.
            drop(tokio::time::timeout(wait, self.headcount.turn.lock()).await);
            return Ok(());
        };
        let counting = tokio::spawn(async move {
            let _turn = turn;
            app.count_all(wanted, catalogue).await
        });
        match tokio::time::timeout(wait, counting).await {
            Ok(done) => done.map_err(|e| AppError::Bug(format!("counting people: {e}")))?,
            // It goes on by itself; the page says so.
            Err(_) => Ok(()),
        }
    }

    async fn count_all(&self, wanted: Vec<Permit>, catalogue: i64) -> Result<(), AppError> {
        for permit in wanted {
            // A change in between makes the figures those of the older head, never of a newer.
            let (head, at) = (self.store.audit_head(permit.customer()).await?, self.now());
            let people = self.people(&permit).await?;
            self.headcount.keep(permit.customer(), Counted { head, catalogue, at, people });
        }
        Ok(())
    }

    async fn people(&self, permit: &Permit) -> Result<People, AppError> {
        let blocked = self.store.blocked_holders(permit).await?;
        let mut twice = Vec::new();
        let pools = self.store.pools(permit).await?;
        let held: Vec<ProductId> = pools.iter().filter(|p| p.consumed > 0).map(|p| p.product).collect();
        for pool in pools.iter().filter(|p| p.consumed > 0 && p.kind == PoolKind::Central) {
            let near = self.held_twice(pool.product);
            let Some(twice_by) = near.filter(|it| it.by.iter().any(|id| held.contains(id))) else { continue };
            let product = Some(pool.product);
            let filter = UserFilter { product, twice: Some(twice_by), ..UserFilter::default() };
            let count = self.store.count_users(permit, &filter).await?;
            if count > 0 {
                twice.push((pool.product, count));
            }
        }
        twice.sort_by_key(|(product, count)| (-count, *product));
        Ok(People { blocked, twice })
    }

    /// What makes a license of a product one too many; none where no product contains it.
    #[must_use]
    pub fn held_twice(&self, product: ProductId) -> Option<Twice> {
        let found = containers(&self.store.catalogue(), product)?;
        Some(Twice { plans: found.plans, by: found.by })
    }
}

/// Unused seats by product, the most expensive first.
fn unused(sold: &[&Sold]) -> Vec<UnusedSeats> {
    let mut pools: BTreeMap<PoolId, Vec<&Sold>> = BTreeMap::new();
    for it in sold {
        pools.entry(it.pool.id).or_default().push(it);
    }
    let one = |own: &Vec<&Sold>| {
        let pool = &own.first()?.pool;
        let paid: Vec<Paid<'_>> = own.iter().filter_map(|it| paid(it)).collect();
        Some(UnusedSeats { product: pool.product, unused: hints::unused(pool, &paid) })
    };
    let mut found: Vec<UnusedSeats> =
        pools.values().filter_map(one).filter(|it| it.unused.seats > 0).collect();
    let worth = |it: &UnusedSeats| it.unused.month.values().copied().max().unwrap_or(0);
    found.sort_by_key(|it| (-worth(it), -it.unused.seats, it.product));
    found
}

fn paid(it: &Sold) -> Option<Paid<'_>> {
    let term = Term::parse(&it.row.term)?;
    let seats = it.row.subscription.quantity;
    Some(Paid { seats, term, price: it.row.price_minor, currency: &it.row.currency })
}
