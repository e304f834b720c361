//! The demo data as a whole: the same for the same seed, consistent, true to the rules, and with every case that a
//! person wants to try.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use cupo_app::app::App;
use cupo_app::time::Clock;
use cupo_domain::access::{Action, Permit, Role, system_permit};
use cupo_domain::assignment::Snapshot;
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::rules::location;
use cupo_domain::seats::{Pool, PoolKind};
use cupo_domain::time::Instant;
use cupo_store::organisations::Organisation;
use cupo_store::store::Store;
use cupo_store::users::{UserFilter, UserRow};

use super::*;

/// 2026-10-01T08:00:00Z.
const NOW: Instant = Instant(1_790_841_600_000_000);

struct Filled {
    app: Arc<App>,
    info: DemoInfo,
    folder: PathBuf,
}

impl Drop for Filled {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn options(users: u64, seed: u64, now: Instant) -> DemoOptions {
    DemoOptions { users: Some(users), seed, now }
}

async fn filled(name: &str, options: DemoOptions) -> Filled {
    let folder = std::env::temp_dir().join(format!("cupo-demo-data-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let address = format!("sqlite:{}", folder.join("demo.db").display());
    let app = App::new(Arc::new(Store::open(&address).await.unwrap()), Clock::standing_at(options.now));
    let info = fill(&app, &options, &mut |_, _| {}).await.unwrap();
    Filled { app, info, folder }
}

fn view(customer: CustomerId) -> Permit {
    system_permit(customer, Action::View)
}

impl Filled {
    async fn organisations(&self) -> Vec<Organisation> {
        self.app.store().all_organisations().await.unwrap()
    }

    async fn largest(&self) -> Organisation {
        self.app.store().organisation(self.info.customers[0].id).await.unwrap().unwrap()
    }

    async fn users(&self, customer: CustomerId, deleted: bool) -> Vec<UserRow> {
        let (store, permit) = (self.app.store(), view(customer));
        let ids = store.user_ids(&permit, &UserFilter { deleted, ..UserFilter::default() }).await.unwrap();
        let mut users = store.users_by_id(&permit, &ids).await.unwrap();
        users.sort_by_key(|u| u.id);
        users
    }

    async fn snapshot(&self, customer: CustomerId) -> Snapshot {
        let (store, permit) = (self.app.store(), view(customer));
        let ids: Vec<UserId> = store.user_ids(&permit, &UserFilter::default()).await.unwrap();
        store.license_snapshot(&permit, &ids, self.app.now()).await.unwrap().0
    }

    /// Every account, without what depends on the present time.
    async fn timeless(&self) -> Vec<UserRow> {
        let mut all = Vec::new();
        for it in self.organisations().await {
            for deleted in [false, true] {
                let users = self.users(it.id, deleted).await;
                all.extend(users.into_iter().map(|u| UserRow { created_at: 0, deleted_at: None, ..u }));
            }
        }
        all
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_data_and_another_seed_other_data() {
    let first = filled("same-a", options(60, 7, NOW)).await;
    let again = filled("same-b", options(60, 7, NOW.plus_days(45))).await;
    let other = filled("same-c", options(60, 8, NOW)).await;
    assert_eq!(first.info, again.info);
    assert_eq!(first.timeless().await, again.timeless().await);
    for (one, two) in first.organisations().await.iter().zip(again.organisations().await) {
        assert_eq!(one, &two);
        assert_eq!(first.snapshot(one.id).await.holders.len(), again.snapshot(two.id).await.holders.len());
        assert_eq!(first.snapshot(one.id).await.pools, again.snapshot(two.id).await.pools);
    }
    assert_ne!(first.info, other.info);
    assert_ne!(first.timeless().await, other.timeless().await);
    assert_eq!(describe(&options(60, 7, NOW)), first.info, "nobody needs to fill to know what is in it");
}

#[tokio::test]
async fn the_demo_is_consistent_and_has_what_it_says() {
    let it = filled("whole", DemoOptions { users: None, seed: 1, now: NOW }).await;
    assert_eq!(it.app.store().check().await.unwrap(), Vec::<String>::new());
    assert!(it.info.customers.len() >= 12);
    assert_eq!(it.info.customers[0].users, 5_000);
    for told in &it.info.customers {
        let found = it.app.store().organisation(told.id).await.unwrap().unwrap();
        assert_eq!(
            (found.users_active, &found.name, &found.domain),
            (told.users, &told.name, &told.domain),
            "{}",
            told.name
        );
        assert!(found.domain.ends_with(".example"));
    }
    everybody_fits_the_rules(&it).await;
    every_kit_is_given(&it).await;
    every_state_and_channel_occurs(&it).await;
    the_largest_customer_has_the_cases(&it).await;
    deleted_people_can_come_back(&it).await;
}

/// No license breaks a rule: whatever is refused in the demo is refused because of what the person asks for.
async fn everybody_fits_the_rules(it: &Filled) {
    let catalogue = it.app.store().catalogue();
    for organisation in it.organisations().await {
        let snapshot = it.snapshot(organisation.id).await;
        let products: BTreeMap<_, _> = snapshot.pools.iter().map(|p| (p.id, p.product)).collect();
        for holder in &snapshot.holders {
            let mut on = PlanSet::new();
            for source in &holder.sources {
                let product = catalogue.product(products[&source.pool]).unwrap();
                let plans = product.plans.minus(&source.plans_off);
                let against = location::reasons(&catalogue, product, &plans, holder.location);
                assert_eq!(against, vec![], "{} {}", organisation.name, holder.user);
                on = on.union(&plans);
            }
            assert_eq!(catalogue.exclusions_in(&on).next(), None, "{} {}", organisation.name, holder.user);
            assert_eq!(catalogue.unmet_in(&on).next(), None, "{} {}", organisation.name, holder.user);
        }
    }
}

/// A kit that no rule allows would be given to nobody, silently.
async fn every_kit_is_given(it: &Filled) {
    let catalogue = it.app.store().catalogue();
    for (spec, told) in CUSTOMERS.iter().zip(&it.info.customers) {
        let found = it.app.store().organisation(told.id).await.unwrap().unwrap();
        let pools = it.app.store().pools(&view(found.id)).await.unwrap();
        for name in spec.offers.kits.iter().flat_map(|kit| kit.products) {
            let named = |p: &&Pool| catalogue.product(p.product).is_some_and(|it| it.part_number == *name);
            assert!(pools.iter().find(named).unwrap().consumed > 0, "{} {name}", spec.name);
        }
    }
}

async fn every_state_and_channel_occurs(it: &Filled) {
    let catalogue = it.app.store().catalogue();
    let (mut states, mut channels, mut terms) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut priced, mut unpriced) = (0, 0);
    for organisation in it.organisations().await {
        for row in it.app.store().subscriptions(&view(organisation.id)).await.unwrap() {
            let own = &row.subscription;
            let product = catalogue.product(own.product).unwrap();
            assert!(own.quantity >= product.seats_min.unwrap_or(1), "{}", product.part_number);
            assert!(own.quantity <= product.seats_max.unwrap_or(i64::MAX), "{}", product.part_number);
            assert!(row.starts_at < row.ends_at);
            match own.status {
                Status::Active => {
                    assert!(row.ends_at > NOW.0, "{} {}", organisation.name, product.part_number)
                }
                Status::Expired | Status::Disabled | Status::Deleted => assert!(row.ends_at < NOW.0),
                Status::Scheduled => assert!(row.starts_at > NOW.0),
                Status::Pending | Status::Suspended => {}
            }
            states.insert(own.status);
            channels.insert(own.channel);
            terms.insert(row.term.clone());
            *(if row.price_minor.is_some() { &mut priced } else { &mut unpriced }) += 1;
        }
    }
    assert_eq!(states.len(), 7, "{states:?}");
    assert_eq!(channels.len(), 8, "{channels:?}");
    assert_eq!(terms.len(), 4, "{terms:?}");
    assert!(priced > 20 && unpriced > 5, "{priced} {unpriced}");
    assert!(states.contains(&Status::Scheduled) && channels.contains(&Channel::PrepaidKey));
}

async fn the_largest_customer_has_the_cases(it: &Filled) {
    let largest = it.largest().await;
    let (catalogue, snapshot) = (it.app.store().catalogue(), it.snapshot(largest.id).await);
    let pool = |name: &str| -> &Pool {
        let named = |p: &&Pool| catalogue.product(p.product).is_some_and(|it| it.part_number == name);
        snapshot.pools.iter().filter(|p| p.kind == PoolKind::Central).find(named).unwrap()
    };
    assert_eq!(pool("SPE_E5").available(), 0);
    assert!(pool("SPE_E5").consumed > 100);
    assert!(pool("Microsoft_365_Copilot").in_conflict());
    assert!(pool("TEAMS_EXPLORATORY").disabled() && pool("TEAMS_EXPLORATORY").consumed > 0);
    assert!(pool("SPE_E3").units.warning > 0 && pool("PROJECTPROFESSIONAL").units.suspended > 0);
    for free in [
        "SPE_E3",
        "SPE_F1",
        "DYN365_ENTERPRISE_SALES",
        "DYN365_ENTERPRISE_TEAM_MEMBERS",
        "MCOMEETADV",
        "MEE_FACULTY",
        "MCOPSTN1",
    ] {
        assert!(pool(free).available() > 0 && pool(free).consumed > 0, "{free} {:?}", pool(free));
    }
    let own = snapshot.pools.iter().find(|p| p.kind != PoolKind::Central).unwrap();
    assert!(own.consumed >= 2 && own.available() > 0, "{own:?}");

    let users = it.users(largest.id, false).await;
    let without = users.iter().filter(|u| u.location.is_none()).count();
    let denied = users.iter().filter(|u| matches!(u.location.as_deref(), Some("CN" | "CL" | "AR"))).count();
    let blocked = users.iter().filter(|u| !u.enabled).count();
    assert!(without > 20 && denied > 20 && blocked > 20, "{without} {denied} {blocked}");
    assert!(snapshot.holders.iter().filter(|h| h.address_taken.is_some()).count() >= 2);
    let sources = || snapshot.holders.iter().flat_map(|h| &h.sources);
    assert!(sources().any(|s| s.origin != cupo_domain::assignment::Origin::Direct));
    assert!(sources().filter(|s| !s.plans_off.is_empty()).count() > 50);
    assert!(snapshot.holders.iter().any(|h| !h.clocks.is_empty()), "somebody's mail is about to go");
}

async fn deleted_people_can_come_back(it: &Filled) {
    let largest = it.largest().await;
    let deleted = it.users(largest.id, true).await;
    assert_eq!(i64::try_from(deleted.len()).unwrap(), largest.users_deleted);
    assert!(deleted.len() >= 4);
    let active: BTreeSet<String> = it.users(largest.id, false).await.into_iter().map(|u| u.sign_in).collect();
    assert!(deleted.iter().any(|u| active.contains(&u.sign_in)), "one name is taken again");
    for user in &deleted {
        let at = Instant(user.deleted_at.unwrap());
        assert!(at < NOW && at.plus_days(30) > NOW && user.created_at < at.0);
    }
    let ids: Vec<UserId> = deleted.iter().map(|u| u.id).collect();
    let permit = view(largest.id);
    let candidates = it.app.store().restore_candidates(&permit, (&ids, &BTreeMap::new()), NOW).await.unwrap();
    assert!(candidates.iter().filter(|c| !c.former.is_empty()).count() > deleted.len() / 2);
    assert!(candidates.iter().all(|c| !c.clocks.is_empty()));
}

#[tokio::test]
async fn every_account_signs_in_with_its_role() {
    let it = filled("accounts", options(20, 3, NOW)).await;
    assert_eq!(it.app.store().check().await.unwrap(), Vec::<String>::new());
    let roles: Vec<&str> = it.info.accounts.iter().map(|a| a.role.as_str()).collect();
    assert_eq!(
        roles,
        [
            "partner-admin-agent",
            "partner-sales-agent",
            "partner-helpdesk-agent",
            "global-admin",
            "license-admin",
            "user-admin",
            "billing-admin",
            "global-reader",
            "user",
            "billing-account-owner",
            "billing-admin"
        ]
    );
    for account in &it.info.accounts {
        let session = it.app.sign_in(&account.username, &account.password).await.unwrap();
        let who = it.app.who(&session.token).await.unwrap().unwrap();
        assert!(who.caller.roles.contains(&Role::parse(&account.role).unwrap()), "{}", account.username);
        assert!(!session.must_change);
    }
    assert!(is_filled(&it.app, &options(20, 3, NOW)).await.unwrap());
    assert!(!is_filled(&it.app, &options(20, 4, NOW)).await.unwrap());
    assert!(fill(&it.app, &options(20, 3, NOW), &mut |_, _| {}).await.is_err(), "never twice");
}

#[tokio::test]
async fn progress_ends_at_the_number_of_people() {
    let folder = std::env::temp_dir().join(format!("cupo-demo-data-{}-progress", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let address = format!("sqlite:{}", folder.join("demo.db").display());
    let app = App::new(Arc::new(Store::open(&address).await.unwrap()), Clock::standing_at(NOW));
    let mut told = Vec::new();
    let info = fill(&app, &options(20, 1, NOW), &mut |done, total| told.push((done, total))).await.unwrap();
    let people = u64::try_from(info.customers.iter().map(|c| c.users).sum::<i64>()).unwrap() + PARTNER.users;
    assert_eq!(told.last(), Some(&(people, people)));
    assert!(told.is_sorted());
    drop(app);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_json_has_the_published_shape() {
    let info = serde_json::to_value(describe(&options(20, 1, NOW))).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&info), ["accounts", "apps", "customers"]);
    assert_eq!(keys(&info["customers"][0]), ["domain", "id", "name", "users"]);
    assert_eq!(keys(&info["accounts"][0]), ["customer", "password", "role", "username"]);
    assert_eq!(keys(&info["apps"][0]), ["client_id", "client_secret", "customer", "role", "tenant_id"]);
    assert!(info["accounts"][0]["customer"].is_null(), "people of the partner belong to no customer");
    assert_eq!(info["accounts"][3]["customer"], info["customers"][0]["id"]);
    assert_eq!(info["customers"][0]["users"], 20);
    assert_eq!(info["customers"][0]["id"].as_str().unwrap().len(), 36);
}
