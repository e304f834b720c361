//! What a partner did at its customers: one order over all chains, page by page, against a plain reading of each chain.

use cupo_app::activity::{Asked, place, resources};
use cupo_app::audit::day_of;
use cupo_domain::access::{Action, Caller, Role, permit, record_permit};
use cupo_domain::ids::CustomerId;
use cupo_store::audit::{AuditContext, AuditEntry, append};
use cupo_testkit::chance::Chance;
use cupo_testkit::on_both;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::place::{ADMIN, ANDES, EVA, HUGO, LEJOS, NORTE, SAUL, SUR, caller, guid_of};
use cupo_testkit::world::{DAY, World};

/// Records that are written.
const RECORDS: usize = 120;
const ACTIONS: [&str; 4] =
    ["settings.changed", "subscription.canceled", "licenses.refused", "user.delete-refused"];

/// Somebody does something somewhere.
async fn act(world: &World, who: &Caller, at: CustomerId, action: &'static str) {
    let organisation = world.store().organisation_by_id(at).await.unwrap().unwrap();
    let permit = permit(who, Action::ViewSubscriptions, &organisation.territory()).unwrap();
    let turn = world.store().turn().await.unwrap();
    let head = world.store().audit_head(at).await.unwrap();
    let context = AuditContext { permit: &permit, channel: "console", operation: 0, at: world.app().now().0 };
    let entry = AuditEntry { action, subject: 0, detail: "{}".to_owned() };
    world.store().commit(&turn, append(context, &head, &[entry])).await.unwrap();
}

/// What stands in the chains themselves: instant, customer and number, the newest first.
async fn plainly(world: &World, of: &[(CustomerId, bool)], from: i64, kind: &str) -> Vec<(i64, i64, i64)> {
    let mut found = Vec::new();
    for (customer, all) in of {
        let reader = caller(*customer, ADMIN, &[Role::GlobalAdmin]);
        let organisation = world.store().organisation_by_id(*customer).await.unwrap().unwrap();
        let permit = permit(&reader, Action::ViewAudit, &organisation.territory()).unwrap();
        for row in world.store().audit(&permit, i64::MAX, 10_000).await.unwrap() {
            let partners = row.actor.starts_with(&format!("person:{ANDES}:"));
            let told = *all || row.action.starts_with("subscription.");
            if partners && told && row.at >= from && row.action.starts_with(kind) {
                found.push((row.at, customer.0, row.seq));
            }
        }
    }
    found.sort_unstable();
    found.reverse();
    found
}

on_both! {
    async fn r_audit_3_a_partners_record_is_one_list_over_all_chains_its_reader_may_read(world) {
        world.damaged_on_purpose();
        let seed = Chance::seed("CUPO_SEED");
        let mut chance = Chance::of(seed);
        let agent = caller(ANDES, EVA, &[Role::AdminAgent]);
        for _ in 0..RECORDS {
            // Several at one instant, and long pauses.
            if chance.percent(40) {
                world.wait(i64::try_from(chance.below(60)).unwrap() * DAY / 20);
            }
            let at = *chance.one(&[NORTE, SUR]).unwrap();
            let own = caller(at, ADMIN, &[Role::GlobalAdmin]);
            let who = if chance.percent(70) { &agent } else { &own };
            act(world, who, at, chance.one(&ACTIONS).unwrap()).await;
        }
        let store = world.store();
        let andes = store.organisation_by_id(ANDES).await.unwrap().unwrap();
        let back = |days: i64| Some(day_of(&world.app().zone_of(&andes), world.app().now().0 - days * DAY));
        let delegated = store.organisation_by_id(SUR).await.unwrap().unwrap().delegated;
        for (who, reach) in [
            (agent.clone(), vec![(NORTE, true), (SUR, delegated)]),
            (caller(ANDES, HUGO, &[Role::HelpdeskAgent]), if delegated { vec![(NORTE, true), (SUR, true)] } else { vec![(NORTE, true)] }),
            (caller(ANDES, SAUL, &[Role::SalesAgent]), vec![(NORTE, false), (SUR, false)]),
        ] {
            let permit = record_permit(&who, ANDES).unwrap();
            for days in [0, 3, 30, 90] {
                for kind in ["", "subscription", "licenses"] {
                    let resource = Some(kind.to_owned()).filter(|kind| !kind.is_empty());
                    let asked = Asked { from: back(days), resource, ..Asked::default() };
                    let question = world.app().ask_activity(&who, (&andes, &permit), &asked).await.unwrap();
                    let wanted = plainly(world, &reach, question.list.from, kind).await;
                    let counted = world.app().count_activity(&question).await.unwrap();
                    assert_eq!(counted, i64::try_from(wanted.len()).unwrap(), "seed {seed}, {days} {kind}");
                    let take = i64::try_from(1 + chance.below(9)).unwrap();
                    let (mut walked, mut before) = (Vec::new(), None);
                    loop {
                        let found = world.app().activity(&question, before, take).await.unwrap();
                        walked.extend(found.deeds.iter().map(place));
                        before = found.deeds.last().map(place);
                        if before.is_none() {
                            break;
                        }
                    }
                    assert_eq!(walked, wanted, "seed {seed}, {days} days, {kind}, {take} a page");
                }
            }
        }
        let permit = record_permit(&agent, ANDES).unwrap();
        let one = Asked { customer: Some(guid_of(SUR)), ..Asked::default() };
        let question = world.app().ask_activity(&agent, (&andes, &permit), &one).await.unwrap();
        assert_eq!(question.list.reach.len(), 1);
        let named = Asked { company: Some("NORT".to_owned()), ..Asked::default() };
        let question = world.app().ask_activity(&agent, (&andes, &permit), &named).await.unwrap();
        assert_eq!(question.list.reach.iter().map(|it| it.permit().customer()).collect::<Vec<_>>(), [NORTE]);
        let foreign = Asked { customer: Some(guid_of(LEJOS)), ..Asked::default() };
        let question = world.app().ask_activity(&agent, (&andes, &permit), &foreign).await.unwrap();
        assert_eq!(world.app().activity(&question, None, 10).await.unwrap().deeds.len(), 0, "nobody's customer");
        assert_eq!(store.count_partner_records(&permit, &question.list).await.unwrap(), 0);
        assert_eq!(store.partner_records(&permit, &question.list).await.unwrap(), []);
        for (asked, subject) in [
            (Asked { from: back(92), ..Asked::default() }, "E-INVALID from-old"),
            (Asked { resource: Some("nonsense".to_owned()), ..Asked::default() }, "E-INVALID resource"),
        ] {
            assert_eq!(denied(world.app().ask_activity(&agent, (&andes, &permit), &asked).await), subject);
        }
        assert!(resources().contains(&"subscription"));
    }
}
