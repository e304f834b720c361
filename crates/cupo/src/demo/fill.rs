//! Writes the organisations of the demo: people in slices, then what was bought for them. While one slice is written
//! the next is made; no more than two slices are in memory.

use cupo_app::app::App;
use cupo_app::directory::searched;
use cupo_app::error::AppError;
use cupo_app::text::{fold, sort_key};
use cupo_domain::access::{Action, system_permit};
use cupo_domain::catalogue::Catalogue;
use cupo_domain::groups::{GroupKind, GroupLicense};
use cupo_domain::ids::{CustomerId, GroupId, Guid, PoolId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::time::Instant;
use cupo_store::audit::{AuditContext, AuditHead};
use cupo_store::catalogue::PriceRow;
use cupo_store::groups::GroupRow;
use cupo_store::load::{audit_loaded, load_group, load_managers, load_rule_group, load_waiting_group};
use cupo_store::organisations::{Organisation, create};
use cupo_store::subscriptions::{insert_pools, insert_subscriptions};
use cupo_store::value::Statement;

use super::Member;
use super::access::Keys;
use super::chain::{BY_RULE, GROUPS, SELF_SERVICE_PRODUCT};
use super::chance::Seed;
use super::customers::PURCHASER;
use super::people::Folk;
use super::places::{Land, lands};
use super::seats::{Bought, Counter};
use super::shelf::Shelf;
use super::slice::{Maker, SelfService};

/// People per commit.
const SLICE: u64 = 20_000;
/// One deleted account for so many active ones.
const ACTIVE_PER_DELETED: u64 = 250;
/// Fewest and most deleted accounts of an organisation that has any, so that they fit into one commit.
const DELETED: std::ops::RangeInclusive<u64> = 4..=4_000;
/// Fewest active people of an organisation that has deleted accounts.
const DELETED_FROM: u64 = 20;
/// People who wait for a seat in the group that has none to give.
const WAITING: i64 = 6;
/// Days that files are kept (R-FILE-2).
const FILE_RETENTION_DAYS: i64 = 30;
/// Countries that pay in euros; the others pay in dollars.
const EURO: &[&str] = &["ES", "PT", "FR", "DE", "IT", "GR"];
/// The key of the partner.
const PARTNER: CustomerId = CustomerId(1);
/// People of the largest customer to whom the purchaser of the self-service product gave a seat.
const COLLEAGUES: &[u64] = &[64, 77];

/// What everything is made from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) app: &'a App,
    pub(super) catalogue: &'a Catalogue,
    pub(super) prices: &'a [PriceRow],
    pub(super) seed: &'a Seed,
    pub(super) now: Instant,
}

/// The next keys, small and in a row.
struct Next {
    customer: i64,
    user: i64,
    pool: i64,
    subscription: i64,
}

/// Fills one database.
pub(super) struct Filler<'a> {
    from: Source<'a>,
    lands: Vec<Land>,
    next: Next,
    done: u64,
    total: u64,
}

impl<'a> Filler<'a> {
    /// A filler that will write `total` active people.
    pub(super) fn new(from: Source<'a>, total: u64) -> Self {
        let next = Next { customer: PARTNER.0 + 1, user: 1, pool: 1, subscription: 1 };
        Self { from, lands: lands(), next, done: 0, total }
    }

    /// Writes an organisation with everything it has.
    pub(super) async fn organisation(
        &mut self,
        member: &Member,
        keys: &Keys,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), AppError> {
        let customer = if member.number == 0 { PARTNER } else { CustomerId(self.next.customer) };
        self.next.customer += i64::from(member.number != 0);
        let from = self.from;
        let lands = std::mem::take(&mut self.lands);
        let shelf = Shelf::new(from.catalogue, member.spec.offers, self.next.pool).map_err(AppError::Bug)?;
        let last = shelf.items().map(|(_, item)| item.pool.0).max().unwrap_or(self.next.pool - 1);
        let first = self.next.user;
        let mut maker = Maker {
            folk: Folk::new(member.spec, from.seed, &lands, (member.number, member.users), from.now),
            shelf,
            self_service: self_service(member, PoolId(last + 1), first),
            names: Default::default(),
            catalogue: from.catalogue,
            file_retention_days: FILE_RETENTION_DAYS,
            first,
        };
        self.people(customer, &mut maker, progress).await?;
        let deleted = deleted(member);
        let mut statements = maker.deleted(deleted, first + signed(member.users))?.statements(customer);
        self.next.user = first + signed(member.users + deleted);
        self.next.pool = last + 2;
        statements.extend(keys.statements(from.seed, member, (customer, first), from.now.0)?);
        let bought = self.sell(member, &maker)?;
        statements.push(insert_pools(customer, &bought.pools));
        statements.push(insert_subscriptions(customer, &bought.subscriptions));
        statements.extend(self.row(member, customer, deleted));
        statements.extend(records(customer, &bought, from.now));
        if member.number == 1 {
            statements.extend(groups(customer, member, (&maker.shelf, from.now))?);
        }
        statements.extend(load_managers(customer));
        drop(maker);
        self.lands = lands;
        self.commit(statements).await
    }

    /// Active people, slice by slice.
    async fn people(
        &mut self,
        customer: CustomerId,
        maker: &mut Maker<'_>,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<(), AppError> {
        let count = maker.folk.count;
        let mut begin = 0;
        let mut ready = maker.active(0..count.min(SLICE))?.statements(customer);
        while begin < count {
            let (end, after) = ((begin + SLICE).min(count), (begin + 2 * SLICE).min(count));
            let next = async { Ok::<_, AppError>(maker.active(end..after)?.statements(customer)) };
            let (written, made) = tokio::join!(self.commit(ready), next);
            written?;
            ready = made?;
            self.done += end - begin;
            begin = end;
            progress(self.done, self.total);
        }
        Ok(())
    }

    /// What was bought, the purchase of a user included.
    fn sell(&mut self, member: &Member, maker: &Maker<'_>) -> Result<Bought, AppError> {
        let mut counter = Counter {
            prices: self.from.prices,
            currency: if EURO.contains(&member.spec.country) { "EUR" } else { "USD" },
            seed: self.from.seed,
            number: member.number,
            now: self.from.now,
            next: self.next.subscription,
        };
        let mut bought = counter.sell(&maker.shelf, member.spec.offers.purchases);
        if let Some(own) = &maker.self_service {
            let item = maker.shelf.items().find(|(name, _)| *name == SELF_SERVICE_PRODUCT);
            let (_, item) = item.ok_or_else(|| AppError::Bug(format!("no {SELF_SERVICE_PRODUCT}")))?;
            let more = counter.sell_to_user(item, own.pool, own.purchaser, own.consumed);
            bought.pools.extend(more.pools);
            bought.subscriptions.extend(more.subscriptions);
        }
        self.next.subscription = counter.next;
        Ok(bought)
    }

    fn row(&self, member: &Member, customer: CustomerId, deleted: u64) -> Vec<Statement> {
        let spec = member.spec;
        let is_partner = member.number == 0;
        let domains = std::iter::once(&spec.domain).chain(spec.domains).map(|d| (*d).to_owned());
        let domains: Vec<String> = domains.collect();
        let row = Organisation {
            id: customer,
            guid: member.guid,
            is_partner,
            name: spec.name.to_owned(),
            sort_key: sort_key(spec.name, spec.domain),
            search: searched(spec.name, &domains),
            domain: spec.domain.to_owned(),
            country: spec.country.to_owned(),
            cloud: spec.cloud,
            partner: (!is_partner).then_some(PARTNER),
            delegated: spec.delegated,
            time_zone: spec.zone.to_owned(),
            licenses_page_limit: 20,
            file_retention_days: FILE_RETENTION_DAYS,
            restore_over_quota: false,
            agreement: spec.agreement,
            file_delegation: true,
            archive_files: false,
            users_active: signed(member.users),
            users_deleted: signed(deleted),
        };
        create(&row, &domains, self.from.now.0)
    }

    async fn commit(&self, statements: Vec<Statement>) -> Result<(), AppError> {
        let store = self.from.app.store();
        let turn = store.turn().await?;
        Ok(store.commit(&turn, statements).await?)
    }
}

/// The records of the licenses that people have from the start.
fn records(customer: CustomerId, bought: &Bought, now: Instant) -> Vec<Statement> {
    let permit = system_permit(customer, Action::AssignLicenses);
    let context = AuditContext { permit: &permit, channel: "system", operation: 0, at: now.0 };
    let first = AuditHead { seq: 0, hash: vec![0; 32] };
    audit_loaded(context, &first, bought.pools.iter().map(|pool| (pool.id, pool.consumed)))
}

/// The groups of the largest customer: two that give what their members have, one whose members wait, one by rule.
fn groups(
    customer: CustomerId,
    member: &Member,
    (shelf, now): (&Shelf<'_>, Instant),
) -> Result<Vec<Statement>, AppError> {
    let mut statements = Vec::new();
    for it in GROUPS {
        let item = shelf.items().find(|(name, _)| *name == it.product).map(|(_, item)| item);
        let item = item.ok_or_else(|| AppError::Bug(format!("no {}", it.product)))?;
        let gives = GroupLicense { pool: item.pool, product: item.product.id, plans_off: PlanSet::new() };
        let group = group(member, it.id, (it.name, it.description), now);
        statements.extend(match it.waiting {
            Some(department) => load_waiting_group(customer, &group, &gives, (department, WAITING)),
            None => load_group(customer, &group, &gives),
        });
    }
    let it = BY_RULE;
    let rule = format!("user.department -eq \"{}\"", it.department);
    let by_rule = GroupRow { rule, ..group(member, it.id, (it.name, it.description), now) };
    statements.extend(load_rule_group(customer, &by_rule, it.department));
    Ok(statements)
}

fn group(member: &Member, id: i64, (name, description): (&str, &str), now: Instant) -> GroupRow {
    GroupRow {
        id: GroupId(id),
        guid: Guid::from_u128(member.guid.as_u128() ^ u128::from(id.unsigned_abs())),
        name: name.to_owned(),
        folded: fold(name),
        sort_key: sort_key(name, ""),
        description: description.to_owned(),
        kind: GroupKind::Security,
        rule: String::new(),
        processing: None,
        created_at: now.0,
    }
}

/// The self-service purchase of the largest customer; nobody else has one.
fn self_service(member: &Member, pool: PoolId, first: i64) -> Option<SelfService> {
    (member.number == 1).then(|| {
        let purchaser = u64::try_from(PURCHASER).unwrap_or(0);
        let holders = std::iter::once(purchaser).chain(COLLEAGUES.iter().copied()).collect();
        SelfService { pool, purchaser: UserId(first + signed(purchaser)), holders, consumed: 0 }
    })
}

/// How many deleted accounts an organisation has.
fn deleted(member: &Member) -> u64 {
    if member.users < DELETED_FROM {
        return 0;
    }
    (member.users / ACTIVE_PER_DELETED).clamp(*DELETED.start(), *DELETED.end())
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
