//! The answers on Home against a plain recount of the demo data, customer by customer and over all of a partner, at both
//! ends of every period; and who counts among those who never signed in.

use std::collections::{BTreeMap, BTreeSet};

use cupo::demo::{DemoOptions, fill};
use cupo_app::hints::{Answers, Leaving, Reducible};
use cupo_domain::access::{Action, Caller, Permit, Role, partner_permit, permit};
use cupo_domain::assignment::{Origin, Snapshot};
use cupo_domain::catalogue::{Catalogue, Target};
use cupo_domain::country::Country;
use cupo_domain::decide::life::{self, LifeWish, Surroundings};
use cupo_domain::decide::quantity::{self, Circumstances};
use cupo_domain::hints::Deadline;
use cupo_domain::ids::{ProductId, UserId};
use cupo_domain::retention::{self, DataEvent};
use cupo_domain::seats::{Pool, PoolKind};
use cupo_domain::subscription::{Channel, Status, Term};
use cupo_domain::time::Instant;
use cupo_store::at_risk::{RiskFilter, RiskPosition};
use cupo_store::hints::Reach;
use cupo_store::organisations::Organisation;
use cupo_store::params;
use cupo_store::subscriptions::SubscriptionRow;
use cupo_store::users::UserFilter;
use cupo_store::value::{Query, Value};
use cupo_testkit::on_both;
use cupo_testkit::world::ask::{for_users, give};
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{ADMIN, ANDES, APPS, EVA, MAIL, NORTE, caller};
use cupo_testkit::world::{BEGIN, DAY, MINUTE, World};

const SECOND: i64 = 1_000_000;
/// Instants at both ends of which everything is counted again.
const EDGES_MAX: usize = 8;

/// Everything of a customer that a recount looks at.
struct Books<'a> {
    world: &'a World,
    at: &'a Organisation,
    view: Permit,
    subscriptions: Vec<SubscriptionRow>,
    snapshot: Snapshot,
    blocked: BTreeSet<UserId>,
    by_partner: bool,
    sees_all: bool,
}

impl<'a> Books<'a> {
    async fn open(world: &'a World, who: &Caller, at: &'a Organisation) -> Books<'a> {
        let (store, may) = (world.store(), |action| permit(who, action, &at.territory()).unwrap());
        let view = may(Action::View);
        let users = store.user_ids(&view, &UserFilter::default()).await.unwrap();
        let rows = store.users_by_id(&view, &users).await.unwrap();
        Books {
            world,
            at,
            subscriptions: store.subscriptions(&may(Action::ViewSubscriptions)).await.unwrap(),
            snapshot: store.license_snapshot(&view, &users, world.app().now()).await.unwrap().0,
            blocked: rows.iter().filter(|u| !u.enabled).map(|u| u.id).collect(),
            by_partner: view.by_partner(),
            sees_all: view.by_partner() || who.roles.contains(&Role::GlobalAdmin),
            view,
        }
    }

    fn pool(&self, row: &SubscriptionRow) -> &Pool {
        self.snapshot.pools.iter().find(|p| p.id == row.subscription.pool).unwrap()
    }

    /// What somebody pays for and the reader may see.
    fn paid(&self) -> Vec<&SubscriptionRow> {
        let catalogue = self.world.store().catalogue();
        let paid = |row: &&SubscriptionRow| {
            let it = &row.subscription;
            it.status == Status::Active
                && self.pool(row).kind == PoolKind::Central
                && catalogue.product(it.product).unwrap().target == Target::User
                && !matches!(it.channel, Channel::Trial | Channel::Free)
                && row.price_minor != Some(0)
                && (it.channel != Channel::Reseller || self.sees_all)
        };
        self.subscriptions.iter().filter(paid).collect()
    }

    /// Seat by seat: the cheapest unused one first.
    fn unused(&self) -> BTreeMap<ProductId, (i64, BTreeMap<String, i64>, i64)> {
        let mut found = BTreeMap::new();
        for pool in &self.snapshot.pools {
            let mut seats: Vec<(Option<i64>, &str)> = Vec::new();
            for row in self.paid().into_iter().filter(|row| row.subscription.pool == pool.id) {
                let term = Term::parse(&row.term).unwrap();
                // What was bought once is paid for good.
                let share = row
                    .price_minor
                    .map(|minor| if term == Term::Once { 0 } else { minor * 36 / term.months() });
                seats.extend((0..row.subscription.quantity).map(|_| (share, row.currency.as_str())));
            }
            seats.sort_by_key(|(share, _)| share.unwrap_or(i64::MAX));
            // Seats that nobody pays for, or that are not seen here, are unused first.
            let unseen = pool.total() - i64::try_from(seats.len()).unwrap();
            let free = usize::try_from((pool.assignable() - unseen).max(0)).unwrap();
            let free = &seats[..free.min(seats.len())];
            let mut cost: BTreeMap<String, i64> = BTreeMap::new();
            for (share, currency) in free {
                if let Some(share) = share {
                    *cost.entry((*currency).to_owned()).or_default() += share;
                }
            }
            let month = cost.into_iter().map(|(c, sum)| (c, (sum + 18).div_euclid(36))).collect();
            let unpriced = free.iter().filter(|(share, _)| share.is_none()).count();
            if !free.is_empty() {
                let count = |n: usize| i64::try_from(n).unwrap();
                found.insert(pool.product, (count(free.len()), month, count(unpriced)));
            }
        }
        found
    }

    fn around(&self, row: &SubscriptionRow) -> (Circumstances, Surroundings) {
        let catalogue = self.world.store().catalogue();
        let product = catalogue.product(row.subscription.product).unwrap();
        let at = Circumstances {
            by_partner: self.by_partner,
            assignable: self.pool(row).assignable(),
            seats_min: product.seats_min,
            seats_max: product.seats_max,
            end_of_sale: product.end_of_sale,
            shared: product.target != Target::User,
            recurring: row.recurring,
            pinned: row.pinned,
            now: self.world.app().now(),
        };
        let around = Surroundings {
            by_partner: at.by_partner,
            country: Country::parse(&self.at.country),
            extended: false,
            assignable: at.assignable,
            seats_min: at.seats_min,
            seats_max: at.seats_max,
            now: at.now,
        };
        (at, around)
    }

    /// Tries every number of seats, from the lowest.
    async fn deadlines(&self) -> (Vec<Reducible>, Vec<Leaving>) {
        let (mut reducible, mut leaving) = (Vec::new(), Vec::new());
        for row in self.paid() {
            let (at, around) = self.around(row);
            let it = &row.subscription;
            let life = self.world.store().life_of(&self.view, it.id).await.unwrap().unwrap().life;
            let lowest = (it.quantity - at.assignable.max(0)).max(0);
            let now = (lowest..it.quantity).find(|left| quantity::decide(it, *left, at).is_ok());
            let planned = life.at_renewal.unwrap_or(it.quantity);
            let later = (lowest..planned)
                .find(|left| life::decide(&life, LifeWish::AtRenewal(Some(*left)), &around).is_ok());
            let window = (it.channel != Channel::Legacy).then(|| it.window_from.plus_days(7));
            let found = match (now, later) {
                (Some(left), _) => Some((it.quantity - left, left, Deadline::Now(window))),
                (None, Some(left)) => Some((planned - left, left, Deadline::AtRenewal(life.ends))),
                (None, None) => None,
            };
            let (subscription, product, seats) = (row.guid, it.product, it.quantity);
            if let Some((fewer, left, when)) = found {
                let by = cupo_domain::hints::Reduction { fewer, left, when };
                reducible.push(Reducible { subscription, product, seats, by });
            }
            let until = life::cancel_until(&life, around.country);
            let cancelable = life::decide(&life, LifeWish::Cancel, &around).is_ok();
            if let Some(until) =
                until.filter(|until| cancelable && at.now < *until && until.0 - at.now.0 <= 3 * DAY)
            {
                leaving.push(Leaving { subscription, product, seats, until });
            }
        }
        (reducible, leaving)
    }

    fn blocked(&self) -> i64 {
        let holds = |user: &UserId| {
            let holder = self.snapshot.holders.iter().find(|h| h.user == *user).unwrap();
            holder.sources.iter().any(|s| s.state.holds())
        };
        i64::try_from(self.blocked.iter().filter(|u| holds(u)).count()).unwrap()
    }

    fn twice(&self, catalogue: &Catalogue) -> BTreeMap<ProductId, i64> {
        let plans = |id| catalogue.product(id).unwrap().plans.minus(catalogue.fixed_plans());
        let mut found = BTreeMap::new();
        for holder in &self.snapshot.holders {
            let mut own = BTreeSet::new();
            for it in holder.sources.iter().filter(|s| s.state.holds()) {
                if it.origin != Origin::Direct || it.self_service || plans(it.product).is_empty() {
                    continue;
                }
                let contains = |other: &&cupo_domain::assignment::Source| {
                    let (mine, theirs) = (plans(it.product), plans(other.product));
                    let alike = mine == theirs && other.product > it.product;
                    other.product != it.product
                        && other.state.holds()
                        && !alike
                        && mine.iter().all(|plan| theirs.contains(plan))
                        && mine
                            .iter()
                            .all(|plan| it.plans_off.contains(plan) || !other.plans_off.contains(plan))
                };
                if holder.sources.iter().any(|s| contains(&s)) {
                    own.insert(it.product);
                }
            }
            for product in own {
                *found.entry(product).or_default() += 1;
            }
        }
        found
    }

    async fn losing(&self) -> Option<(i64, Instant)> {
        let all = RiskFilter::default();
        let rows = self.world.store().at_risk(&self.view, &all, RiskPosition::First, i64::MAX).await.unwrap();
        let until = self.world.app().now().0 + 7 * DAY;
        let lost = rows.iter().filter_map(|row| {
            let step = retention::next(&row.clock, row.held)?;
            let gone = step.event.final_loss() || step.event == DataEvent::FilesToBin;
            (gone && step.due.0 < until).then_some((row.user, step.due))
        });
        let lost: Vec<(UserId, Instant)> = lost.collect();
        let people: BTreeSet<UserId> = lost.iter().map(|(user, _)| *user).collect();
        let first = lost.iter().map(|(_, due)| *due).min()?;
        Some((i64::try_from(people.len()).unwrap(), first))
    }

    async fn compare(&self, found: &Answers) {
        let name = &self.at.name;
        let unused: BTreeMap<_, _> = found
            .unused
            .iter()
            .map(|it| (it.product, (it.unused.seats, it.unused.month.clone(), it.unused.unpriced)))
            .collect();
        assert_eq!(unused, self.unused(), "unused seats of {name}");
        let (mut reducible, mut leaving) = self.deadlines().await;
        reducible.sort_by_key(|it| it.subscription);
        leaving.sort_by_key(|it| it.subscription);
        let mut told = (found.reducible.clone(), found.leaving.clone());
        told.0.sort_by_key(|it| it.subscription);
        told.1.sort_by_key(|it| it.subscription);
        assert_eq!(told, (reducible, leaving), "deadlines of {name}");
        assert_eq!(found.losing, self.losing().await, "losses of {name}");
        let people = found.people.clone().expect("people are counted");
        assert_eq!(people.blocked, self.blocked(), "blocked people of {name}");
        let twice: BTreeMap<_, _> = people.twice.into_iter().collect();
        assert_eq!(twice, self.twice(&self.world.store().catalogue()), "licenses held twice at {name}");
        let sql = "SELECT count(*) FROM credential k WHERE k.customer_id = $1 AND k.user_id NOT IN \
                   (SELECT user_id FROM first_sign_in WHERE customer_id = $1) AND k.user_id IN \
                   (SELECT user_id FROM users WHERE customer_id = $1 AND state = 0 AND enabled = 1) AND k.user_id IN \
                   (SELECT user_id FROM source WHERE customer_id = $1 AND state < 2)";
        let rows = self.world.raw_rows(&Query::new(sql, params![self.at.id.0])).await;
        assert_eq!(rows[0][0], Value::Int(found.never), "people of {name} who never signed in");
    }
}

/// Waits until everybody is counted: on a busy machine that may take longer than a page waits.
async fn answers(world: &World, who: &Caller, at: &Organisation) -> Answers {
    for _ in 0..4_000 {
        let found = world.app().answers(who, at).await.unwrap();
        if !found.counting && found.counted_at.is_none() {
            return found;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("people are never counted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_somebody_goes_on_working_older_figures_are_shown_with_their_time() {
    let mut world = World::on_sqlite().await;
    let users = world.users(&["Ana", "Beto"]).await;
    world.seats(MAIL, 5).await;
    let desk = world.desk(Action::View).await;
    let who = caller(NORTE, ADMIN, &[Role::GlobalAdmin]);
    let first = answers(&world, &who, &desk.organisation).await;
    world.wait(MINUTE);
    world.save(&for_users(&users, vec![give(MAIL)])).await;
    let later = world.app().answers(&who, &desk.organisation).await.unwrap();
    assert!(!later.counting, "what was counted a minute ago is shown at once");
    assert_eq!(later.people, first.people);
    assert!(later.counted_at.is_none_or(|at| at == BEGIN), "with its time, or anew");
    assert!(
        answers(&world, &who, &desk.organisation).await.counted_at.is_none(),
        "and counted anew beside it"
    );
    world.check().await;
}

/// Compares every customer as its partner sees it, and the largest as its own administrator does.
async fn recount(world: &World, agent: &Caller) {
    let partner = partner_permit(agent).unwrap();
    let customers = world.store().customers_with_heads(&partner).await.unwrap();
    let mut each = BTreeMap::new();
    for (at, _) in &customers {
        let found = answers(world, agent, at).await;
        if permit(agent, Action::View, &at.territory()).is_ok() {
            Books::open(world, agent, at).await.compare(&found).await;
        } else {
            assert_eq!((found.people.as_ref(), found.never, found.losing), (None, 0, None), "{}", at.name);
        }
        if !found.is_empty() {
            each.insert(at.guid, found);
        }
    }
    let over = world.app().answers_over(agent, &partner).await.unwrap();
    assert_eq!(over.into_iter().map(|(at, it)| (at.guid, it)).collect::<BTreeMap<_, _>>(), each);
    let largest = customers.iter().max_by_key(|(at, _)| at.users_active).map(|(at, _)| at).unwrap();
    let admin = caller(largest.id, UserId(1), &[Role::GlobalAdmin]);
    Books::open(world, &admin, largest).await.compare(&answers(world, &admin, largest).await).await;
}

/// Instants at which something begins or ceases to be told, soonest first.
async fn edges(world: &World, agent: &Caller) -> Vec<Instant> {
    let partner = partner_permit(agent).unwrap();
    let now = world.app().now();
    let mut found = BTreeSet::new();
    for it in world.store().sold(Reach::Partner(&partner)).await.unwrap() {
        let starts = it.life.life.starts;
        let window = it.row.subscription.window_from.plus_days(7);
        found.extend([window, starts.plus_days(7), starts.plus_days(4)]);
    }
    for (at, _) in world.store().customers_with_heads(&partner).await.unwrap() {
        let Ok(view) = permit(agent, Action::View, &at.territory()) else { continue };
        let all = RiskFilter::default();
        let rows = world.store().at_risk(&view, &all, RiskPosition::First, 3).await.unwrap();
        let due = rows.into_iter().filter_map(|row| row.clock.due);
        found.extend(due.flat_map(|due| [due.plus_days(-7), due]));
    }
    found.into_iter().filter(|it| it.0 > now.0 + SECOND).take(EDGES_MAX).collect()
}

async fn the_figures_are_those_of_a_recount(world: World) {
    let options = DemoOptions { users: Some(60), seed: 11, now: BEGIN };
    fill(world.app(), &options, &mut |_, _| {}).await.unwrap();
    world.app().work_on_time().await.unwrap();
    let agent = caller(ANDES, UserId(1), &[Role::AdminAgent]);
    recount(&world, &agent).await;
    let partner = partner_permit(&agent).unwrap();
    let all = world.app().answers_over(&agent, &partner).await.unwrap();
    let some = |has: fn(&Answers) -> bool| all.iter().any(|(_, it)| has(it));
    assert!(some(|it| !it.unused.is_empty()) && some(|it| !it.reducible.is_empty()));
    assert!(some(|it| !it.leaving.is_empty()) && some(|it| it.losing.is_some()));
    assert!(some(|it| it.never > 0) && some(|it| it.people.as_ref().is_some_and(|p| !p.twice.is_empty())));
    for edge in edges(&world, &agent).await {
        for offset in [-SECOND, 0, SECOND] {
            world.app().advance_to(Instant(edge.0 + offset)).await.unwrap();
            recount(&world, &agent).await;
        }
    }
    world.check().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_figures_on_home_are_those_of_a_plain_recount_on_sqlite() {
    the_figures_are_those_of_a_recount(World::bare_on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_figures_on_home_are_those_of_a_plain_recount_on_postgres() {
    if let Some(world) = World::bare_on_postgres().await {
        the_figures_are_those_of_a_recount(world).await;
    }
}

on_both! {
    async fn who_never_signed_in_is_told_until_the_first_time(world) {
        world.seats(APPS, 5).await;
        let ana = world.person(Person::named("Ana")).await;
        world.load(APPS, &[ana], &[], 0).await;
        let desk = world.desk(Action::EditUsers).await;
        let at = desk.organisation.clone();
        let admin = caller(NORTE, ADMIN, &[Role::GlobalAdmin]);
        assert_eq!(answers(world, &admin, &at).await.never, 0, "who has no password from here signs in elsewhere");
        let given = world.reset_password(desk.asking(), ana).await.unwrap();
        assert_eq!(answers(world, &admin, &at).await.never, 1);
        let filter = UserFilter { never_signed_in: Some(true), enabled: Some(true), ..UserFilter::default() };
        let view = world.desk(Action::View).await.permit;
        assert_eq!(world.store().user_ids(&view, &filter).await.unwrap(), [ana]);
        world.app().sign_in("ana@norte.example", &given.password).await.unwrap();
        assert_eq!(answers(world, &admin, &at).await.never, 0);
        assert_eq!(world.app().count_users(&view, &filter).await.unwrap(), 0, "nothing is remembered");
        world.reset_password(world.desk(Action::EditUsers).await.asking(), ana).await.unwrap();
        assert_eq!(answers(world, &admin, &at).await.never, 0, "a new password is no new person");
    }

    async fn r_role_8_what_a_partner_sold_is_told_to_its_agents_and_to_global_admins(world) {
        world.seats(MAIL, 5).await;
        let at = world.desk(Action::View).await.organisation;
        let told = async |who: Caller| answers(world, &who, &at).await.unused.len();
        assert_eq!(told(caller(NORTE, ADMIN, &[Role::GlobalAdmin])).await, 1);
        assert_eq!(told(caller(NORTE, ADMIN, &[Role::GlobalReader])).await, 0);
        assert_eq!(told(caller(NORTE, ADMIN, &[Role::BillingAdmin])).await, 0);
        assert_eq!(told(caller(NORTE, ADMIN, &[Role::LicenseAdmin])).await, 0);
        assert_eq!(told(caller(ANDES, EVA, &[Role::AdminAgent])).await, 1);
        assert_eq!(told(caller(NORTE, ADMIN, &[Role::User])).await, 0);
        let stranger = caller(cupo_testkit::world::place::LEJOS, UserId(41), &[Role::GlobalAdmin]);
        assert!(answers(world, &stranger, &at).await.is_empty());
    }
}
