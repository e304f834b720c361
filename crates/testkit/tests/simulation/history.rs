//! A customer and the model of it side by side: each step happens to both, and both are compared after it. What
//! somebody was not told (a fault, a caller who went away) is read from the database: it happened whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use cupo_app::error::AppError;
use cupo_app::import_users::ImportChoice;
use cupo_app::licenses::doc::Wanted;
use cupo_app::licenses::{Receipt, Request, Who};
use cupo_domain::access::{Action, Permit, Role};
use cupo_domain::assignment::SourceState;
use cupo_domain::catalogue::Workload;
use cupo_domain::command::{ChangeLicenses, Edits, Target};
use cupo_domain::decision::Verdict;
use cupo_domain::ids::{Guid, OperationId, PoolId, ProductId, UserId};
use cupo_domain::time::Instant;
use cupo_store::operations::{OperationRow, OutcomeList};
use cupo_store::params;
use cupo_store::value::{Query, Value};
use cupo_testkit::chance::Chance;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::request;
use cupo_testkit::world::people::{Person as NewPerson, pool_of, subscription_of};
use cupo_testkit::world::place::{ADMIN, ANDES, EVA, NORTE, caller};

use crate::faults::{Fault, allow, refuse};
use crate::holding;
use crate::model::{self, License, Lines, Market, Person, Reply, Seats, answer};
use crate::seeded::tell;
use crate::step::{Step, draw};

/// People at the beginning.
const PEOPLE: usize = 14;

/// A customer and its model.
pub struct History {
    world: World,
    model: model::World,
    /// When people were deleted, and their direct licenses, to be given back.
    former: BTreeMap<UserId, (Instant, Vec<(PoolId, License)>)>,
    imported: u64,
}

impl History {
    /// Lives a history of a seed; what goes wrong ends the test with the seed and every step on the output.
    pub async fn live(world: World, seed: u64, steps: u64) {
        let mut chance = Chance::of(seed);
        let mut it = Self::begin(world, &mut chance).await;
        for number in 0..steps {
            let step = draw(&mut chance, &it.model);
            tell(&format!("{number}: {step:?}"));
            it.happen(&step).await;
            it.compare().await;
        }
        it.world.stop();
    }

    async fn begin(mut world: World, chance: &mut Chance) -> Self {
        let rows = world.store().catalogue_rows().await.unwrap();
        let market = Market {
            products: rows.products.into_iter().map(|row| (row.product.id, row.product)).collect(),
            plans: rows.plans.into_iter().map(|row| (row.plan.id, row.plan)).collect(),
            rules: rows.rules.into_iter().map(|row| row.rule).collect(),
        };
        for product in market.products.keys() {
            world.seats(*product, 1 + i64::try_from(chance.below(10)).unwrap()).await;
        }
        for number in 0..PEOPLE {
            let place = [Some("ES"), Some("ES"), Some("CU"), None][usize::try_from(chance.below(4)).unwrap()];
            world.person(NewPerson::named(&format!("Persona {number:03}")).living_in(place)).await;
        }
        let model = model::World { market, pools: BTreeMap::new(), people: BTreeMap::new() };
        let mut it = Self { world, model, former: BTreeMap::new(), imported: 0 };
        it.read_people().await;
        it.read_seats().await;
        it
    }

    async fn happen(&mut self, step: &Step) {
        match step {
            Step::Change(command, users, fault) => self.change(command, users, *fault).await,
            Step::Shown(shown, users, other, others) => self.shown((shown, users), (other, others)).await,
            Step::Together(all) => self.together(all).await,
            Step::Undo(which) => self.undo(*which).await,
            Step::Delete(users, fault) => self.delete(users, *fault).await,
            Step::Restore(users, fault) => self.restore(users, *fault).await,
            Step::Quantity(product, wanted) => self.quantity(*product, *wanted).await,
            Step::Import(count) => self.import(*count).await,
            Step::Wait(hours) => self.world.wait(hours * 3_600_000_000),
            Step::Hold(user, data) => self.hold(*user, *data).await,
            Step::Release(which) => self.release(*which).await,
            Step::Clock(days) => self.clock(*days).await,
            Step::Crash => self.world.crash().await,
        }
    }

    /// Lets a use case run while something fails; its answer, if there is one.
    async fn under<T: Send + 'static>(
        &mut self,
        fault: Fault,
        job: impl Future<Output = Result<T, AppError>> + Send + 'static,
    ) -> Option<Result<T, AppError>> {
        match fault {
            Fault::None => Some(job.await),
            Fault::Refuses(table) => {
                refuse(&self.world, table).await;
                let told = job.await;
                allow(&self.world, table).await;
                Some(told)
            }
            Fault::Gone(micros) => {
                let task = tokio::spawn(job);
                tokio::time::sleep(Duration::from_micros(micros)).await;
                task.abort();
                // A caller whose answer came in time has it.
                let told = task.await.ok();
                // What goes on without its caller holds the turn until it is over.
                drop(self.world.store().turn().await.unwrap());
                self.world.crash().await;
                told
            }
        }
    }

    async fn operations(&self) -> Vec<OperationRow> {
        self.world.store().operations(&self.world.permit().await, i64::MAX, 10_000).await.unwrap()
    }

    async fn change(&mut self, command: &ChangeLicenses, users: &[UserId], fault: Fault) {
        let before = self.newest().await;
        let (app, permit, asked) =
            (Arc::clone(self.world.app()), self.world.permit().await, ask(command, users));
        let job = async move { app.save(&permit, &asked, None).await };
        let told = self.under(fault, job).await;
        let done = self.operation_after(before).await;
        match (&told, done) {
            (_, Some(operation)) => self.follow(command, users, operation).await,
            (Some(Ok(receipt)), None) => panic!("acknowledged and not there: {receipt:?}"),
            (Some(Err(AppError::Bug(error))), None) if fault == Fault::None => panic!("a defect: {error}"),
            (Some(Err(_)) | None, None) => {}
        }
        if fault == Fault::None {
            let denied = matches!(told, Some(Err(AppError::Denied(_))));
            assert!(denied || matches!(told, Some(Ok(_))), "neither done nor denied: {told:?}");
        }
    }

    async fn newest(&self) -> Option<OperationId> {
        self.operations().await.first().map(|row| row.id)
    }

    async fn operation_after(&self, before: Option<OperationId>) -> Option<OperationId> {
        let rows = self.operations().await;
        let new: Vec<OperationId> = rows.iter().map(|r| r.id).filter(|id| Some(*id) > before).collect();
        assert!(new.len() <= 1, "one command is one operation");
        new.first().copied()
    }

    /// The model does the same and must say the same about everybody.
    async fn follow(&mut self, command: &ChangeLicenses, users: &[UserId], operation: OperationId) {
        // When it was decided: a caller who went away sees a later time.
        let permit = self.world.permit().await;
        let row = self.world.store().operation_by_id(&permit, operation).await.unwrap().unwrap();
        let (expected, after) = answer(&self.model, command, users, Instant(row.created_at));
        let expected: BTreeMap<UserId, Lines> = expected
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .map(|(u, l)| (u, ordered(l)))
            .collect();
        assert_eq!(self.told(operation).await, expected, "the answers are those of the model");
        self.model = after;
    }

    /// What an operation says it did.
    async fn told(&self, operation: OperationId) -> BTreeMap<UserId, Lines> {
        let list = OutcomeList { take: 100_000, ..OutcomeList::default() };
        let rows = self.world.store().outcomes(&self.world.permit().await, operation, &list).await.unwrap();
        let mut told: BTreeMap<UserId, Lines> = BTreeMap::new();
        for row in rows {
            told.entry(row.user).or_default().push((row.pool, row.product, reply(&row.verdict)));
        }
        told.into_iter().map(|(user, lines)| (user, ordered(lines))).collect()
    }

    /// What was shown is applied exactly, or what has changed is named and nothing happens.
    async fn shown(
        &mut self,
        (command, users): (&ChangeLicenses, &[UserId]),
        (other, others): (&ChangeLicenses, &[UserId]),
    ) {
        let permit = self.world.permit().await;
        let shown = self.world.app().preview(&permit, &ask(command, users)).await;
        let Ok(shown) = shown else { return };
        let then = answer(&self.model, command, users, self.world.app().now()).0;
        self.change(other, others, Fault::None).await;
        let before = self.newest().await;
        let now = answer(&self.model, command, users, self.world.app().now()).0;
        let told = self.world.app().apply(&permit, ADMIN.0, shown.guid).await;
        match (told, self.operation_after(before).await) {
            (Ok(_), Some(operation)) => {
                assert_eq!(then, now, "what was shown is what was done");
                self.follow(command, users, operation).await;
            }
            (Err(AppError::Changed(_)), None) => {}
            (other, operation) => panic!("neither done nor changed: {other:?}, {operation:?}"),
        }
    }

    /// Callers get their turns one after another, and each answer is the model's for that order.
    async fn together(&mut self, all: &[(ChangeLicenses, Vec<UserId>)]) {
        let before = self.newest().await;
        let mut running = Vec::new();
        for (command, users) in all {
            let (app, permit) = (Arc::clone(self.world.app()), self.world.permit().await);
            let asked = ask(command, users);
            running.push(tokio::spawn(async move { app.save(&permit, &asked, None).await }));
        }
        let mut done: BTreeMap<Guid, usize> = BTreeMap::new();
        for (number, one) in running.into_iter().enumerate() {
            match one.await.unwrap() {
                Ok(Receipt { operation, .. }) => drop(done.insert(operation, number)),
                Err(AppError::Denied(_)) => {}
                Err(other) => panic!("neither done nor denied: {other}"),
            }
        }
        let mut rows = self.operations().await;
        rows.retain(|row| Some(row.id) > before);
        rows.sort_by_key(|row| row.id);
        assert_eq!(rows.len(), done.len());
        for row in rows {
            let (command, users) = &all[done[&row.guid]];
            self.follow(command, users, row.id).await;
        }
    }

    /// Undoes an earlier operation, or is told why not.
    async fn undo(&mut self, which: u64) {
        let permit = self.world.permit().await;
        let past: Vec<OperationRow> = self.operations().await;
        let past: Vec<OperationRow> =
            past.into_iter().filter(|r| ["licenses", "undo"].contains(&r.kind.as_str())).collect();
        let Some(row) = past.get(usize::try_from(which % past.len().max(1) as u64).unwrap()) else { return };
        let asked = self.world.app().undo_request(&permit, row.guid, ADMIN.0, "console").await;
        let final_now =
            row.undone_by.is_some() || row.succeeded == 0 || self.world.app().now().0 >= row.undo_until;
        assert_eq!(asked.is_err(), final_now, "only what is final cannot be undone");
        let Ok(asked) = asked else { return };
        let (targets, users) = self.way_back(&permit, row).await;
        let before = self.newest().await;
        let told = self.world.app().save(&permit, &asked, None).await;
        let operation = self.operation_after(before).await;
        match (told, operation) {
            (Ok(_), Some(operation)) => {
                self.follow(&ChangeLicenses::bulk(Edits::Restore(targets)), &users, operation).await;
            }
            (told, operation) => panic!("an undo that was not final failed: {told:?}, {operation:?}"),
        }
    }

    /// Where everybody has to go back to, read from the results alone.
    async fn way_back(
        &self,
        permit: &Permit,
        row: &OperationRow,
    ) -> (BTreeMap<UserId, Vec<Target>>, Vec<UserId>) {
        let list = OutcomeList { take: 100_000, ..OutcomeList::default() };
        let rows = self.world.store().outcomes(permit, row.id, &list).await.unwrap();
        let mut targets: BTreeMap<UserId, Vec<Target>> = BTreeMap::new();
        // Everybody who was asked about has a line in the undo too (invariant 12).
        let users: BTreeSet<UserId> = rows.iter().map(|row| row.user).collect();
        for row in rows.into_iter().filter(|row| matches!(row.verdict, Verdict::Done(_))) {
            let (pool, product) = (row.pool, row.product);
            let target = Target { pool, product, wanted: row.before, expected: row.after };
            targets.entry(row.user).or_default().push(target);
        }
        (targets, users.into_iter().collect())
    }

    async fn delete(&mut self, users: &[UserId], fault: Fault) {
        let (before, at) = (self.newest().await, self.world.app().now());
        let (app, desk, ids) =
            (Arc::clone(self.world.app()), self.world.desk(Action::DeleteUsers).await, users.to_vec());
        let job = async move { app.delete_users(desk.asking(), &ids, None, None).await };
        let told = self.under(fault, job).await;
        let done = self.operation_after(before).await;
        assert!(done.is_some() || !matches!(told, Some(Ok(_))), "acknowledged and not there");
        if users.is_empty() {
            assert!(done.is_none(), "a deletion of nobody is refused");
            return;
        }
        assert!(done.is_some() || fault != Fault::None, "a deletion is done: {told:?}");
        if done.is_none() {
            return;
        }
        for user in users {
            let Some(person) = self.model.people.get_mut(user).filter(|p| p.active) else { continue };
            person.active = false;
            let licenses = std::mem::take(&mut person.licenses);
            let former = licenses.into_iter().map(|((pool, _), license)| (pool, license)).collect();
            self.former.insert(*user, (at, former));
        }
        self.read_clocks().await;
    }

    async fn restore(&mut self, users: &[UserId], fault: Fault) {
        let before = self.newest().await;
        let now = self.world.app().now();
        let (app, desk, ids) =
            (Arc::clone(self.world.app()), self.world.desk(Action::DeleteUsers).await, users.to_vec());
        // Few enough for passwords would cost the time of their hashes; the simulation has none to give.
        let job = async move { app.restore_users(desk.asking(), &ids, None, None).await.map(|_| ()) };
        let told = self.under(fault, job).await;
        let done = self.operation_after(before).await;
        assert!(done.is_some() || !matches!(told, Some(Ok(()))), "acknowledged and not there");
        let Some(done) = done else { return };
        let refused = self.refused(done).await;
        for user in users {
            let in_time = |(at, _): &(Instant, _)| now < at.plus_days(30);
            let Some(_) = self.former.get(user).filter(|it| in_time(it)) else {
                assert!(refused.contains(user), "{user} was not deleted, or too long ago");
                continue;
            };
            assert!(!refused.contains(user), "{user} can be restored");
            let (_, former) = self.former.remove(user).unwrap();
            for (pool, license) in former {
                let comes_back = license.state != SourceState::Error && self.model.free(pool) > 0;
                let state = if comes_back { SourceState::Active } else { SourceState::Error };
                let person = self.model.people.get_mut(user).unwrap();
                person
                    .licenses
                    .insert((pool, cupo_domain::assignment::Origin::Direct), License { state, ..license });
                // Whoever is on the way back counts already: the seats of one person are taken one by one.
                person.active = true;
            }
            self.model.people.get_mut(user).unwrap().active = true;
        }
        self.read_clocks().await;
    }

    /// Whom an operation on accounts refused.
    async fn refused(&self, operation: OperationId) -> BTreeSet<UserId> {
        let sql = "SELECT user_id FROM outcome WHERE customer_id = $1 AND operation_id = $2 AND verdict = 3";
        let query = Query::new(sql, params![NORTE.0, operation.0]);
        let user = |row: &Vec<Value>| match row.first() {
            Some(Value::Int(id)) => UserId(*id),
            other => panic!("a user who is {other:?}"),
        };
        self.world.raw_rows(&query).await.iter().map(user).collect()
    }

    async fn quantity(&mut self, product: ProductId, wanted: i64) {
        let eva = caller(ANDES, EVA, &[Role::AdminAgent]);
        let desk = self.world.desk_of(&eva, NORTE, Action::ChangeSubscriptions).await;
        let told = self
            .world
            .app()
            .change_quantity(desk.asking(), subscription_of(product), wanted, None, None)
            .await;
        let pool = pool_of(product);
        let seats = self.model.pools.get_mut(&pool).unwrap();
        match told {
            Ok(_) => {
                // The seller may leave a shortage; then nobody gets a seat until it is over.
                assert!(wanted > 0 && wanted != seats.units.enabled);
                seats.units.enabled = wanted;
            }
            Err(AppError::Denied(_)) => {}
            Err(other) => panic!("neither done nor denied: {other}"),
        }
    }

    async fn import(&mut self, count: u64) {
        let mut text = String::from(
            "User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,Mobile Phone,\
             Fax,Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region\n",
        );
        for _ in 0..count {
            self.imported += 1;
            // Names sort after those of the beginning, in the order of their keys.
            let n = self.imported;
            text.push_str(&format!("zoe.{n}@norte.example,,,Zoe {n:04},,,,,,,,,,,,Spain\n"));
        }
        let file = self.world.write_file("simulated.csv", text);
        let desk = self.world.desk(Action::EditUsers).await;
        let told = self.world.app().import_users(desk.asking(), &file, ImportChoice::default(), |_| ()).await;
        assert_eq!(told.unwrap().created, count);
        std::fs::remove_file(file).unwrap();
        self.read_people().await;
    }

    /// People the model does not know yet, from the list.
    async fn read_people(&mut self) {
        let permit = self.world.permit().await;
        let all = self.world.store().user_ids(&permit, &Default::default()).await.unwrap();
        let mut ids: Vec<UserId> = all.into_iter().filter(|id| *id != ADMIN).collect();
        ids.retain(|id| !self.model.people.contains_key(id));
        for row in self.world.store().users_by_id(&permit, &ids).await.unwrap() {
            let person = Person {
                active: true,
                location: row.location.as_deref().and_then(cupo_domain::country::Country::parse),
                address_taken: None,
                licenses: BTreeMap::new(),
                clocks: BTreeMap::new(),
            };
            self.model.people.insert(row.id, person);
        }
    }

    async fn read_seats(&mut self) {
        for pool in self.world.store().pools(&self.world.permit().await).await.unwrap() {
            let seats =
                Seats { product: pool.product, kind: pool.kind, units: pool.units, reserved: pool.reserved };
            self.model.pools.insert(pool.id, seats);
        }
    }

    /// Clocks after a deletion or restore: the model of licenses does not know them.
    async fn read_clocks(&mut self) {
        let ids: Vec<UserId> = self.model.people.keys().copied().collect();
        let now = self.world.app().now();
        let permit = self.world.permit().await;
        let (snapshot, _) = self.world.store().license_snapshot(&permit, &ids, now).await.unwrap();
        for holder in snapshot.holders {
            let person = self.model.people.get_mut(&holder.user).unwrap();
            person.clocks = holder.clocks.iter().map(|c| (c.workload, c.due)).collect();
        }
    }

    /// Everything that was due happens once; what is left is read anew, and held to the invariants like everything else.
    async fn clock(&mut self, days: i64) {
        let app = Arc::clone(self.world.app());
        let held = holding::kept(&self.world).await;
        app.advance_to(app.now().plus_days(days)).await.unwrap();
        assert_eq!(app.work_on_time().await.unwrap(), 0, "nothing happens twice");
        assert_eq!(holding::kept(&self.world).await, held, "what a hold keeps is there (invariant 15)");
        let permit = self.world.permit().await;
        let ids: Vec<UserId> = self.model.people.keys().copied().collect();
        let (left, _) = self.world.store().license_snapshot(&permit, &ids, app.now()).await.unwrap();
        let left: BTreeSet<UserId> = left.holders.iter().map(|holder| holder.user).collect();
        self.model.people.retain(|user, person| {
            assert!(left.contains(user) || !person.active, "{user} is active and cannot be gone");
            left.contains(user)
        });
        self.former.retain(|user, _| left.contains(user));
        self.read_seats().await;
        self.read_clocks().await;
    }

    async fn hold(&mut self, user: UserId, data: Workload) {
        let Some(person) = self.model.people.get(&user) else { return };
        let (active, late) = (person.active, person.clocks.contains_key(&data));
        holding::place(&self.world, user, (data, active && !late)).await;
    }

    async fn release(&mut self, which: u64) {
        holding::release(&self.world, which).await;
        self.read_clocks().await;
    }

    /// Every person, every seat and every invariant.
    async fn compare(&self) {
        let ids: Vec<UserId> = self.model.people.keys().copied().collect();
        let permit = self.world.permit().await;
        let now = self.world.app().now();
        let (snapshot, _) = self.world.store().license_snapshot(&permit, &ids, now).await.unwrap();
        assert_eq!(snapshot.pools, self.model.pool_rows(), "the seats are those of the model");
        assert_eq!(snapshot.holders.len(), ids.len());
        for mut holder in snapshot.holders {
            let mut expected = self.model.holder(holder.user, &self.model.people[&holder.user]);
            holder.clocks.sort();
            expected.clocks.sort();
            assert_eq!(holder, expected, "everybody is as in the model");
        }
        let active = self.model.people.values().filter(|p| p.active).count();
        let listed = self.world.store().user_ids(&permit, &Default::default()).await.unwrap();
        assert_eq!(
            listed.into_iter().collect::<BTreeSet<_>>().len(),
            active + 1,
            "the list shows who is active"
        );
        self.world.check().await;
    }
}

fn ask(command: &ChangeLicenses, users: &[UserId]) -> Request {
    let empty = Edits::Products(Vec::new());
    Request { wanted: Wanted::Change(command.clone()), ..request(Who::Users(users.to_vec()), empty) }
}

fn ordered(mut lines: Lines) -> Lines {
    lines.sort_by_key(|(pool, _, _)| *pool);
    lines
}

fn reply(verdict: &Verdict) -> Reply {
    match verdict {
        Verdict::Done(effect) => Reply::Done(*effect),
        Verdict::Unchanged => Reply::Unchanged,
        Verdict::Kept(kept) => Reply::Kept(*kept),
        Verdict::Refused(refusal) => {
            let mut codes: Vec<_> = refusal.reasons.iter().map(|r| r.code()).collect();
            codes.dedup();
            Reply::Refused(codes)
        }
    }
}
