//! One story per table: what is written comes back, in the same order and with the same limits on both engines.
//! What the stories of use cases ask anyway is not asked again here.

use std::collections::BTreeSet;
use std::path::Path;

use cupo_domain::access::{Action, Role, partner_permit};
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{Guid, OperationId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_store::addresses::insert_aliases;
use cupo_store::answers::{KeptAnswer, keep_answer};
use cupo_store::catalogue::{CatalogueRows, PriceRow};
use cupo_store::error::StoreError;
use cupo_store::load::{LoadedClock, load_clocks};
use cupo_store::operations::{Once, OperationRow, OutcomeList, PreviewRow};
use cupo_store::organisations::change_settings;
use cupo_store::outbox::{MessageRow, write_message};
use cupo_store::people::{SessionRow, end_sessions, grant_roles};
use cupo_store::programs::{ProgramRow, create_program, remove_program};
use cupo_store::users::{UserFilter, update_user};
use cupo_store::value::Statement;
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::{for_users, give, take};
use cupo_testkit::world::people::{Person, guid_of_user};
use cupo_testkit::world::place::{
    ADMIN, ANDES, APPS, EVA, FILES_PLAN, MAIL, MAIL_PLAN, NORTE, SUR, caller, guid_of,
};

async fn commit(world: &World, statements: Vec<Statement>) {
    let turn = world.store().turn().await.unwrap();
    world.store().commit(&turn, statements).await.unwrap();
}

on_both! {
    async fn organisations_are_found_sorted_and_searched(world) {
        let store = world.store();
        let permit = partner_permit(&caller(ANDES, EVA, &[Role::AdminAgent])).unwrap();
        let names = async |search: &str, take: i64| {
            let (found, total) = store.first_customers(&permit, search, take).await.unwrap();
            (found.into_iter().map(|c| c.name).collect::<Vec<_>>(), total)
        };
        assert_eq!(names("", 10).await, (vec!["Norte".to_owned(), "Sur".to_owned()], 2));
        assert_eq!(names("", 1).await, (vec!["Norte".to_owned()], 2));
        assert_eq!(names("nort", 10).await, (vec!["Norte".to_owned()], 1));
        assert_eq!(names("%", 10).await, (vec![], 0));
        assert_eq!(store.organisation(guid_of(SUR)).await.unwrap().map(|o| o.id), Some(SUR));
        assert_eq!(store.organisation(Guid::from_u128(9)).await.unwrap(), None);
        assert_eq!(store.organisation_of_domain("sur.example").await.unwrap(), Some(SUR));
        assert_eq!(store.organisation_of_domain("Sur.example").await.unwrap(), None);
        assert!(!store.is_empty().await.unwrap());
        let desk = world.desk(Action::ChangeSettings).await;
        assert_eq!(store.domains(&desk.permit).await.unwrap(), ["norte.example"]);
        let settings = cupo_store::organisations::Organisation {
            licenses_page_limit: 7,
            file_retention_days: 90,
            restore_over_quota: true,
            file_delegation: false,
            archive_files: true,
            time_zone: "Atlantic/Canary".to_owned(),
            ..desk.organisation.clone()
        };
        commit(world, vec![change_settings(&desk.permit, &settings)]).await;
        assert_eq!(store.organisation_by_id(NORTE).await.unwrap(), Some(settings));
    }

    async fn the_catalogue_comes_back_with_prices_and_rules(world) {
        let store = world.store();
        let price = |units| CatalogueRows {
            prices: vec![PriceRow {
                product: MAIL,
                term: "P1M".to_owned(),
                currency: "EUR".to_owned(),
                minor_units: units,
                origin: "demo".to_owned(),
            }],
            ..CatalogueRows::default()
        };
        for units in [100, 250] {
            let turn = store.turn().await.unwrap();
            let version = store.catalogue().version;
            store.save_catalogue(&turn, &price(units)).await.unwrap();
            assert!(store.catalogue().version > version);
        }
        let rows = store.catalogue_rows().await.unwrap();
        assert_eq!(rows.prices, price(250).prices);
        let rules: Vec<&str> = rows.rules.iter().map(|r| r.rule.name.as_str()).collect();
        assert_eq!(rules, ["addon-needs-mail", "one-mail"]);
        let plans: PlanSet = [MAIL_PLAN, FILES_PLAN].into_iter().collect();
        assert_eq!(rows.products[0].product.plans, plans);
    }

    async fn people_who_sign_in_have_roles_and_sessions(world) {
        let store = world.store();
        commit(world, vec![grant_roles(NORTE, ADMIN, &[Role::GlobalAdmin, Role::BillingAdmin])]).await;
        let account = store.account(NORTE, ADMIN).await.unwrap().unwrap();
        let roles: BTreeSet<Role> = [Role::GlobalAdmin, Role::BillingAdmin, Role::User].into_iter().collect();
        assert_eq!((account.roles, account.password_hash), (roles, None));
        assert!(store.account(SUR, ADMIN).await.unwrap().is_none());
        assert!(store.account_by_name(NORTE, "nobody@norte.example").await.unwrap().is_none());
        let row = SessionRow { customer: NORTE, user: ADMIN, csrf: "c".to_owned(), expires_at: 100 };
        store.open_session(("one", "name"), &row, 10).await.unwrap();
        store.open_session(("two", "name"), &row, 10).await.unwrap();
        assert_eq!(store.session("one", 99).await.unwrap().map(|s| s.user), Some(ADMIN));
        assert!(store.session("one", 100).await.unwrap().is_none(), "over at its very end");
        store.end_session("one").await.unwrap();
        assert!(store.session("one", 10).await.unwrap().is_none());
        commit(world, vec![end_sessions(NORTE, ADMIN)]).await;
        assert!(store.session("two", 10).await.unwrap().is_none());
        store.open_session(("old", "name"), &row, 10).await.unwrap();
        store.open_session(("new", "name"), &SessionRow { expires_at: 300, ..row }, 200).await.unwrap();
        assert_eq!(world.raw_number("SELECT count(*) FROM session").await, 1, "what ended is swept away");
        assert_eq!(store.global_admins(&world.permit().await).await.unwrap(), 1);
    }

    async fn answers_are_kept_by_key_and_forgotten_with_their_time(world) {
        let store = world.store();
        let permit = world.permit().await;
        let once = |key: &str| Once { by: "app:x".to_owned(), key: key.to_owned(), body: format!("asked {key}") };
        for (key, at) in [("old", 10), ("new", 20)] {
            commit(world, keep_answer(NORTE, &once(key), &format!("told {key}"), (at, 0))).await;
        }
        let found = async |by: &str, key: &str| store.kept_answer(&permit, (by, key)).await.unwrap();
        let told = KeptAnswer { body: "asked new".to_owned(), answer: "told new".to_owned() };
        assert_eq!(found("app:x", "new").await, Some(told.clone()));
        assert_eq!(found("app:y", "new").await, None, "keys of others never meet");
        let turn = store.turn().await.unwrap();
        let twice = store.commit(&turn, keep_answer(NORTE, &once("new"), "other", (30, 0))).await;
        assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
        drop(turn);
        commit(world, keep_answer(SUR, &once("new"), "at another customer", (30, 25))).await;
        assert_eq!(found("app:x", "old").await.map(|it| it.answer), Some("told old".to_owned()));
        commit(world, keep_answer(NORTE, &once("third"), "told third", (30, 15))).await;
        assert_eq!((found("app:x", "old").await, found("app:x", "new").await), (None, Some(told)));
    }

    async fn tokens_end_with_their_time_and_with_their_program(world) {
        let store = world.store();
        let row = ProgramRow {
            client_id: "client".to_owned(),
            customer: NORTE,
            name: "Nightly".to_owned(),
            secret_hash: "hash".to_owned(),
            role: Role::GlobalReader,
            created_at: 1,
        };
        commit(world, vec![create_program(&row)]).await;
        assert_eq!(store.program("client").await.unwrap().as_ref(), Some(&row));
        assert_eq!(store.programs(NORTE).await.unwrap(), std::slice::from_ref(&row));
        assert!(store.programs(SUR).await.unwrap().is_empty());
        store.keep_token("one", "client", (10, 100)).await.unwrap();
        assert_eq!(store.token("one", 99).await.unwrap(), Some((row.clone(), 100)));
        assert!(store.token("one", 100).await.unwrap().is_none(), "over at its very end");
        store.keep_token("two", "client", (100, 200)).await.unwrap();
        assert_eq!(world.raw_number("SELECT count(*) FROM api_token").await, 1, "what ended is swept away");
        commit(world, remove_program(NORTE, "client")).await;
        assert!(store.token("two", 110).await.unwrap().is_none());
        assert_eq!(world.raw_number("SELECT count(*) FROM api_token").await, 0);
    }

    async fn users_are_found_by_every_identity_and_edited(world) {
        let ana = world.person(Person::named("Ana Íñiguez").working_in("Ventas")).await;
        let beto = world.person(Person::named("Beto").living_in(Some("PT")).working_in("Altas")).await;
        let permit = world.permit().await;
        let store = world.store();
        let guids = [guid_of_user(ana), guid_of_user(beto), Guid::from_u128(5)];
        assert_eq!(store.ids_of_guids(&permit, &guids).await.unwrap().len(), 2);
        let names = ["ana.iniguez@norte.example".to_owned(), "\"'; --".to_owned()];
        assert_eq!(store.ids_of_names(&permit, &names).await.unwrap(), [(names[0].clone(), ana)]);
        assert_eq!(store.departments(&permit).await.unwrap(), ["Altas", "Ventas"]);
        assert_eq!(store.locations(&permit).await.unwrap(), ["ES", "PT"]);
        let row = store.user_by_guid(&permit, guid_of_user(ana)).await.unwrap().unwrap();
        let edited = cupo_store::users::UserRow {
            first_name: "Ana".to_owned(),
            job_title: "Jefa".to_owned(),
            location: None,
            enabled: false,
            ..row
        };
        commit(world, vec![
            update_user(NORTE, &edited),
            insert_aliases(NORTE, &[("ana@norte.example".to_owned(), ana), ("ana@norte.example".to_owned(), ana)]),
        ]).await;
        assert_eq!(store.users_by_id(&permit, &[beto, ana, UserId(1)]).await.unwrap()[0], edited);
        let enabled = UserFilter { enabled: Some(true), ..UserFilter::default() };
        let among = store.ids_among(&permit, &enabled, &[ana, beto]).await.unwrap();
        assert_eq!(among, BTreeSet::from([beto]));
        // Lists of ids longer than one question takes.
        let many: Vec<UserId> = [ADMIN].into_iter().chain((100_000..112_000).map(UserId)).chain([ana]).collect();
        let (snapshot, _) = store.license_snapshot(&permit, &many, world.app().now()).await.unwrap();
        assert_eq!(snapshot.holders.iter().map(|h| h.user).collect::<Vec<_>>(), [ADMIN, ana]);
        assert_eq!(snapshot.unknown, many[1..12_001]);
    }

    async fn who_holds_what_is_counted_by_choice_of_plans(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 5).await;
        world.load(MAIL, &users[..2], &[], 0).await;
        world.load(MAIL, &users[1..3], &[FILES_PLAN], 4).await;
        let permit = world.permit().await;
        let (counts, holders) = world.store().holder_counts(&permit, &UserFilter::default()).await.unwrap();
        let told: Vec<(bool, String, i64)> =
            counts.iter().map(|c| (c.direct, c.plans_off.encode(), c.count)).collect();
        assert_eq!(told, [(false, "2".to_owned(), 2), (true, String::new(), 2)]);
        assert_eq!((holders.len(), holders[0].users), (1, 3), "R-AVAIL-4: each counted once");
        let nobody = UserFilter { search: Some("zzz".to_owned()), ..UserFilter::default() };
        assert_eq!(world.store().holder_counts(&permit, &nobody).await.unwrap(), (vec![], vec![]));
        let products = world.store().products_of(&permit, &users).await.unwrap();
        assert_eq!(products, users.iter().map(|u| (*u, MAIL)).collect::<Vec<_>>());
    }

    async fn what_is_loaded_at_once_is_what_decisions_read(world) {
        let users = world.users(&["Ana"]).await;
        world.seats(APPS, 2).await;
        world.load(APPS, &users, &[], 0).await;
        commit(world, vec![
            load_clocks(NORTE, &[LoadedClock {
                user: users[0],
                workload: Workload::Files,
                started_at: 1,
                due_at: i64::MAX,
                loses_data: true,
                reason: "license-removed",
            }]),
        ]).await;
        let permit = world.permit().await;
        let (snapshot, _) = world.store().license_snapshot(&permit, &users, world.app().now()).await.unwrap();
        let holder = &snapshot.holders[0];
        assert_eq!((holder.sources[0].product, holder.clocks[0].workload), (APPS, Workload::Files));
        let shape = world.store().subscriptions(&permit).await.unwrap();
        assert_eq!((shape.len(), shape[0].subscription.quantity, shape[0].term.as_str()), (1, 2, "P1Y"));
    }

    async fn outcomes_are_read_by_page_and_by_every_filter(world) {
        let users = world.crowd(7).await;
        world.seats(MAIL, 5).await;
        world.seats(APPS, 50).await;
        world.load(APPS, &users[..2], &[], 0).await;
        let operation = world.save(&for_users(&users, vec![give(MAIL), give(APPS)])).await;
        let permit = world.permit().await;
        let store = world.store();
        let row = world.operation(operation).await;
        assert_eq!(store.operation_by_id(&permit, row.id).await.unwrap().map(|r| r.guid), Some(operation));
        let count = async |list: OutcomeList| store.outcomes(&permit, row.id, &list).await.unwrap().len();
        let all = OutcomeList { take: 100, ..OutcomeList::default() };
        assert_eq!(count(all.clone()).await, 14);
        assert_eq!(count(OutcomeList { verdict: Some(0), ..all.clone() }).await, 8);
        assert_eq!(count(OutcomeList { verdict: Some(1), ..all.clone() }).await, 2);
        assert_eq!(count(OutcomeList { code: Some("E-COUNT".to_owned()), ..all.clone() }).await, 2);
        assert_eq!(count(OutcomeList { product: Some(MAIL), ..all.clone() }).await, 7);
        let both = OutcomeList { product: Some(APPS), code: Some("E-OTHER".to_owned()), verdict: Some(3), ..all };
        assert_eq!(count(both).await, 2);
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = OutcomeList { after, take: 3, ..OutcomeList::default() };
            let found = store.outcomes(&permit, row.id, &page).await.unwrap();
            let Some(last) = found.last() else { break };
            after = Some((last.position, last.pool.0));
            seen.extend(found);
        }
        assert_eq!(seen, world.outcomes(operation).await, "pages are the whole list");
        assert_eq!(store.first_loss(&permit, row.id).await.unwrap(), None);
        let taken = world.save(&for_users(&users[..1], vec![take(MAIL)])).await;
        let taken = world.operation(taken).await.id;
        let due = world.app().now().plus_days(30).0;
        assert_eq!(store.first_loss(&permit, taken).await.unwrap(), Some(due));
        let newest = store.operations(&permit, i64::MAX, 1).await.unwrap();
        assert_eq!(newest[0].id, taken);
        let older = store.operations(&permit, taken.0, 10).await.unwrap();
        let ids = |rows: &[OperationRow]| rows.iter().map(|o| o.id).collect::<Vec<OperationId>>();
        assert_eq!(ids(&older), [row.id]);
        assert_eq!(ids(&store.operations_above(&permit, 0, 10).await.unwrap()), [taken, row.id], "newest first");
        assert_eq!(ids(&store.operations_above(&permit, 0, 1).await.unwrap()), [row.id], "the oldest page");
        assert_eq!(ids(&store.operations_above(&permit, row.id.0, 10).await.unwrap()), [taken]);
        assert_eq!(store.count_operations(&permit).await.unwrap(), 2);
    }

    async fn previews_are_kept_for_a_day_and_what_forms_asked_for_a_week(world) {
        let permit = world.permit().await;
        let store = world.store();
        let row = |n: i64, at: i64| PreviewRow {
            id: cupo_store::previews::form_key(n << 20, n),
            guid: Guid::from_u128(u128::try_from(n).unwrap()),
            owner: ADMIN.0,
            command: "{}".to_owned(),
            digest: "d".to_owned(),
            totals: "{}".to_owned(),
            marks: vec![0, 255, 7],
            created_at: at,
        };
        store.save_preview(&permit, &row(1, 100), 0).await.unwrap();
        assert_eq!(store.preview(&permit, Guid::from_u128(1)).await.unwrap(), Some(row(1, 100)));
        store.save_preview(&permit, &row(2, 200), 101).await.unwrap();
        let ended = PreviewRow { digest: String::new(), marks: Vec::new(), ..row(1, 100) };
        assert_eq!(store.preview(&permit, Guid::from_u128(1)).await.unwrap(), Some(ended), "what it asked is known");
        let program = PreviewRow { id: cupo_domain::ids::PreviewId(4), ..row(4, 100) };
        store.save_preview(&permit, &program, 0).await.unwrap();
        store.save_preview(&permit, &row(2, 200), 101).await.unwrap();
        assert_eq!(store.preview(&permit, program.guid).await.unwrap(), None, "programs hold on to what they asked");
        let week = 7 * 24 * 3_600_000_000;
        store.save_preview(&permit, &row(3, week), week).await.unwrap();
        assert_eq!(store.preview(&permit, Guid::from_u128(1)).await.unwrap(), None);
    }

    async fn of_the_previews_of_a_form_the_newest_stand_and_of_some_before_it_is_known_what_they_asked(world) {
        use cupo_store::previews::{FORM_ASKED_MAX, FORM_PREVIEWS_MAX, form_key};
        let permit = world.permit().await;
        let store = world.store();
        let guid = |n: i64| Guid::from_u128(u128::try_from(n).unwrap());
        for n in 1..=40 {
            let row = PreviewRow {
                id: form_key(4_096, n),
                guid: guid(n),
                owner: ADMIN.0,
                command: format!("{{\"n\":{n}}}"),
                digest: "d".to_owned(),
                totals: "{}".to_owned(),
                marks: vec![1],
                created_at: n,
            };
            store.save_preview(&permit, &row, 0).await.unwrap();
        }
        for n in 1..=40 {
            let found = store.preview(&permit, guid(n)).await.unwrap();
            assert_eq!(found.is_some(), n > 40 - FORM_ASKED_MAX, "{n}");
            if let Some(row) = found {
                let stands = n > 40 - FORM_PREVIEWS_MAX;
                assert_eq!((row.digest.is_empty(), row.marks.is_empty()), (!stands, !stands), "{n}");
                assert_eq!(row.command, format!("{{\"n\":{n}}}"));
            }
        }
    }

    async fn a_preview_that_was_applied_is_known_with_its_operation_to_its_owner_alone(world) {
        use cupo_store::previews::{PreviewUse, remember_use};
        let users = world.crowd(1).await;
        world.seats(MAIL, 5).await;
        let operation = world.save(&for_users(&users, vec![give(MAIL)])).await;
        let (permit, row) = (world.permit().await, world.operation(operation).await);
        let it = PreviewUse { preview: Guid::from_u128(9), owner: ADMIN.0, asked: -7 };
        commit(world, vec![remember_use(&permit, it, row.id)]).await;
        let used = async |owner: i64, preview: Guid| world.store().preview_used(&permit, (owner, preview)).await.unwrap();
        assert_eq!(used(ADMIN.0, it.preview).await, Some((row.guid, row.running, -7)));
        assert_eq!(used(ADMIN.0 + 1, it.preview).await, None);
        assert_eq!(used(ADMIN.0, Guid::from_u128(10)).await, None);
        let turn = world.store().turn().await.unwrap();
        let twice = world.store().commit(&turn, vec![remember_use(&permit, it, row.id)]).await;
        assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    }

    async fn messages_reach_the_partner_newest_first(world) {
        let permit = partner_permit(&caller(ANDES, EVA, &[Role::AdminAgent])).unwrap();
        let message = |id| MessageRow {
            id,
            kind: "password-reset".to_owned(),
            recipient: "ana@norte.example".to_owned(),
            payload: "{}".to_owned(),
            created_at: id,
            sent_at: (id == 1).then_some(5),
        };
        commit(world, vec![
            write_message(NORTE, &message(1)),
            write_message(SUR, &message(2)),
            write_message(cupo_testkit::world::place::LEJOS, &message(3)),
        ]).await;
        assert_eq!(world.store().messages(&permit, 10).await.unwrap(), [message(2), message(1)]);
        assert_eq!(world.store().messages(&permit, 1).await.unwrap(), [message(2)]);
    }

    async fn a_closed_database_answers_nothing_more_and_has_kept_everything(world) {
        let ana = world.users(&["Ana"]).await[0];
        let permit = world.permit().await;
        world.store().close().await.unwrap();
        assert!(world.store().users_by_id(&permit, &[ana]).await.is_err());
        world.crash().await;
        assert_eq!(world.store().users_by_id(&permit, &[ana]).await.unwrap().len(), 1);
    }

    async fn the_audit_is_read_newest_first_from_any_place(world) {
        let users = world.users(&["Ana", "Beto", "Carla"]).await;
        world.seats(MAIL, 5).await;
        world.save(&for_users(&users, vec![give(MAIL)])).await;
        let permit = world.permit().await;
        let seqs = async |below, take| {
            let rows = world.store().audit(&permit, below, take).await.unwrap();
            rows.iter().map(|r| r.seq).collect::<Vec<_>>()
        };
        assert_eq!(seqs(i64::MAX, 2).await, [3, 2]);
        assert_eq!(seqs(2, 10).await, [1]);
        assert_eq!(world.store().audit_head(NORTE).await.unwrap().seq, 3);
    }
}

/// Every question of the store is asked by a story, directly or through a use case of the same name: a new one
/// without any would be prepared on no engine.
#[test]
fn every_question_of_the_store_is_asked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut told = String::new();
    for folder in [
        "testkit/tests/it/store",
        "testkit/tests/it/app",
        "testkit/src/world",
        "app/src",
        "app/src/licenses",
        "app/src/import_users",
    ] {
        told.push_str(&texts(&root.join(folder)));
    }
    let questions = texts(&root.join("store/src"));
    let names = questions.lines().filter_map(|line| {
        let rest = line.trim().strip_prefix("pub async fn ")?;
        rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()
    });
    let unasked: Vec<&str> = names.filter(|name| !told.contains(&format!("{name}("))).collect();
    assert_eq!(unasked, Vec::<&str>::new());
}

fn texts(folder: &Path) -> String {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let rust = files.iter().filter(|path| path.extension().is_some_and(|ext| ext == "rs"));
    rust.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}
