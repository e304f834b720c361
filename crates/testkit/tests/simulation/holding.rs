//! Holds in a random history: whether one may be placed is known beforehand, and what one keeps stays.

use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::holds::HoldWish;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Workload;
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::retention::HoldKind;
use cupo_testkit::world::World;

/// Clocks of data that a hold covers, of whatever person.
pub async fn kept(world: &World) -> i64 {
    world
        .raw_number(
            "SELECT count(*) FROM data_clock d WHERE EXISTS (SELECT 1 FROM hold h WHERE h.user_id = d.user_id \
             AND h.workload = d.workload AND h.released_at IS NULL AND h.keeps = 1) AND d.stage <> 1",
        )
        .await
}

/// Places a hold. The plans of the simulation let no mailbox be held (R-HOLD-5); files are held before a removal only.
pub async fn place(world: &World, user: UserId, (workload, possible): (Workload, bool)) {
    let kind = HoldKind::DiscoveryCase;
    let desk = world.desk(Action::ManageHolds).await;
    let person = world.store().held_person(&desk.permit, user).await.unwrap().expect("a person");
    let wish = HoldWish::Place { user: person.guid, workload, kind };
    let told = world.app().run(desk.asking(), &Command::Hold(wish), None).await;
    match told {
        Ok(_) => assert!(possible && workload == Workload::Files, "a hold on {workload:?} of {user}"),
        Err(AppError::Denied(denial)) => {
            let why = format!("{denial:?}");
            assert!(!possible || workload == Workload::Mail, "files of {user} can be held: {why}");
        }
        Err(other) => panic!("neither done nor denied: {other}"),
    }
}

/// Releases one of the holds in force, if there is any.
pub async fn release(world: &World, which: u64) {
    let rows = world
        .raw_rows(&cupo_store::value::Query::new(
            "SELECT guid FROM hold WHERE released_at IS NULL ORDER BY hold_id",
            vec![],
        ))
        .await;
    let Some(count) = u64::try_from(rows.len()).ok().filter(|count| *count > 0) else { return };
    let row = &rows[usize::try_from(which % count).unwrap()];
    let hold = Guid::parse_str(row[0].as_text()).unwrap();
    let desk = world.desk(Action::ManageHolds).await;
    let told = world.app().run(desk.asking(), &Command::Hold(HoldWish::Release(hold)), None).await;
    assert!(told.is_ok(), "a hold in force can be released: {told:?}");
}
