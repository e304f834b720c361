//! Requests for licenses: who asks for whom, who answers, what each person gets and is told, and when a customer takes none
//! (section 18). Both engines.

use std::collections::BTreeMap;

use cupo_app::changes::{Applied, Command};
use cupo_app::error::AppError;
use cupo_app::requests::{PROCEDURE, RequestWish};
use cupo_app::self_service::POLICY;
use cupo_domain::access::{Action, BillingAgreement, Role};
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::requests::{Answer, KEPT_MONTHS, kept_since};
use cupo_domain::time::DAY_MICROS;
use cupo_store::requests::{RequestList, RequestPerson, RequestRow};
use cupo_testkit::on_both;
use cupo_testkit::world::World;
use cupo_testkit::world::ask::denied;
use cupo_testkit::world::people::Person;
use cupo_testkit::world::place::{ADMIN, MAIL, NORTE, SUR, caller};

use super::grouping::{done, gives, group, records};
use super::serving::{guid, of_person, open_shop};

async fn set(world: &World, name: String, value: &str) {
    let desk = world.desk(Action::ChangeSettings).await;
    let wish = Command::Settings(BTreeMap::from([(name, value.to_owned())]));
    world.app().run(desk.asking(), &wish, None).await.expect("a setting");
}

/// A shop in which nobody may buy mail.
async fn closed_shop(world: &World) {
    open_shop(world).await;
    set(world, format!("{POLICY}{}", guid(world, MAIL)), "deny").await;
}

async fn ask(
    world: &World,
    user: UserId,
    product: ProductId,
    people: &[UserId],
) -> Result<Applied, AppError> {
    let desk = of_person(world, user).await;
    let wish = RequestWish::Ask { product: guid(world, product), people: people.to_vec() };
    world.app().run(desk.asking(), &Command::Request(wish), None).await
}

async fn all(world: &World) -> Vec<(RequestRow, Vec<RequestPerson>)> {
    let desk = world.desk(Action::View).await;
    let since = kept_since(world.app().now());
    let list = RequestList { of: None, open: false, since, before: i64::MAX, take: 100 };
    world.app().requests(desk.asking(), list).await.expect("requests")
}

async fn only(world: &World) -> Guid {
    all(world).await[0].0.guid
}

async fn answers(world: &World) -> Vec<String> {
    let people = all(world).await.into_iter().flat_map(|(_, people)| people);
    people.map(|it| format!("{} {}", it.name, it.answer.key())).collect()
}

fn answer(request: Guid, grant: &[UserId], refuse: &[UserId], group: Option<Guid>) -> RequestWish {
    RequestWish::Answer { request, grant: grant.to_vec(), refuse: refuse.to_vec(), group }
}

async fn run(world: &World, wish: RequestWish) -> Result<Applied, AppError> {
    let desk = world.desk(wish.action()).await;
    world.app().run(desk.asking(), &Command::Request(wish), None).await
}

async fn told(world: &World) -> Vec<String> {
    let sql = "SELECT kind FROM outbox WHERE kind LIKE 'request-%' ORDER BY message_id";
    let rows = world.raw_rows(&cupo_store::value::Query::new(sql, Vec::new())).await;
    rows.into_iter().map(|row| format!("{:?}", row[0])).collect()
}

on_both! {
    async fn r_req_1_people_ask_for_themselves_and_others_where_they_may_not_buy(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        open_shop(world).await;
        assert_eq!(denied(ask(world, users[0], MAIL, &users[..1]).await), "E-STATE request-buy");
        closed_shop(world).await;
        ask(world, users[0], MAIL, &users).await.expect("a request");
        assert_eq!(answers(world).await, ["Ana waiting", "Beto waiting"]);
        assert_eq!(records(world, "request.made").await.len(), 1);
        assert_eq!(denied(ask(world, users[1], MAIL, &users[1..]).await), "E-STATE request-waiting");
        let stranger = world.person_at(SUR, Person::named("Sara")).await;
        assert_eq!(denied(ask(world, users[0], MAIL, &[stranger]).await), "E-SCOPE people");
        let crowd = world.crowd(21).await;
        assert_eq!(denied(ask(world, users[0], MAIL, &crowd).await), "E-BATCH people");
        let own = of_person(world, users[1]).await;
        assert!(world.app().own_requests(own.asking(), 10).await.expect("own").is_empty(), "it is Ana's");
    }

    async fn r_req_2_some_are_granted_others_refused_and_everybody_is_told(world) {
        let users = world.users(&["Ana", "Beto", "Cleo"]).await;
        closed_shop(world).await;
        world.seats(MAIL, 1).await;
        ask(world, users[0], MAIL, &users[1..]).await.expect("a request");
        let request = only(world).await;
        let answered = run(world, answer(request, &users[1..2], &users[2..], None)).await.expect("answers");
        assert_eq!(world.counts(answered.receipt.operation).await, (1, 0, 0, 1));
        assert_eq!(world.held(users[1]).await, "MAIL");
        assert_eq!(answers(world).await, ["Beto granted", "Cleo refused"]);
        assert!(all(world).await[0].0.decided_at.is_some());
        let told = told(world).await;
        for kind in ["request-granted", "request-refused", "request-answered"] {
            assert_eq!(told.iter().filter(|it| it.contains(kind)).count(), 1, "{told:?}");
        }
        assert_eq!(records(world, "request.answered").await.len(), 1);
        let again = run(world, answer(request, &users[2..], &[], None)).await;
        assert_eq!(denied(again), "E-STATE request-answered");
    }

    async fn r_req_2_whom_a_rule_stands_against_waits_on_and_is_told_nothing(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        closed_shop(world).await;
        ask(world, users[0], MAIL, &users).await.expect("a request");
        let request = only(world).await;
        let none = run(world, answer(request, &users, &[], None)).await;
        assert_eq!(denied(none), "E-COUNT request-seats", "no seats at all");
        world.seats(MAIL, 1).await;
        let answered = run(world, answer(request, &users, &[], None)).await.expect("one seat");
        assert_eq!(world.results(answered.receipt.operation).await, ["Ana: MAIL granted", "Beto: MAIL E-COUNT"]);
        assert_eq!(answers(world).await, ["Ana granted", "Beto waiting"]);
        assert_eq!(all(world).await[0].0.decided_at, None, "Beto waits");
        assert_eq!(told(world).await.len(), 1, "Ana alone");
        let full = run(world, answer(request, &users[1..], &[], None)).await;
        assert_eq!(denied(full), "E-STATE request-nobody");
        run(world, answer(request, &[], &users[1..], None)).await.expect("a no");
        assert_eq!(answers(world).await, ["Ana granted", "Beto refused"]);
    }

    async fn r_req_2_a_group_gives_it_to_all_or_nobody_joins(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        closed_shop(world).await;
        world.seats(MAIL, 1).await;
        let (empty, sales) = (group(world, "Empty").await, group(world, "Sales").await);
        done(world, gives(world, sales, &[MAIL])).await;
        ask(world, users[0], MAIL, &users).await.expect("a request");
        let request = only(world).await;
        let other = run(world, answer(request, &users, &[], Some(empty))).await;
        assert_eq!(denied(other), "E-INVALID group");
        let short = run(world, answer(request, &users, &[], Some(sales))).await;
        assert_eq!(denied(short), "E-COUNT request-group");
        assert_eq!(world.held(users[0]).await, "");
        run(world, answer(request, &users[..1], &users[1..], Some(sales))).await.expect("a member");
        assert_ne!(world.held(users[0]).await, "", "through the group");
        let row = world.store().group(&world.permit().await, sales).await.expect("groups").expect("Sales");
        let inside = world.store().members_among(&world.permit().await, row.id, &users).await.expect("members");
        assert_eq!(inside, users[..1]);
        assert_eq!(records(world, "group.joined").await.len(), 1);
    }

    async fn r_req_3_a_customer_with_a_procedure_of_its_own_takes_no_new_requests(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        closed_shop(world).await;
        ask(world, users[0], MAIL, &users[..1]).await.expect("a request");
        set(world, PROCEDURE.to_owned(), "Write to the desk.").await;
        assert_eq!(denied(ask(world, users[1], MAIL, &users[1..]).await), "E-STATE request-procedure");
        let desk = of_person(world, users[1]).await;
        assert_eq!(world.app().procedure(desk.asking()).await.expect("a message"), "Write to the desk.");
        run(world, answer(only(world).await, &[], &users[..1], None)).await.expect("earlier ones are answered");
        set(world, PROCEDURE.to_owned(), "").await;
        ask(world, users[1], MAIL, &users[1..]).await.expect("requests again");
    }

    async fn r_req_1_requests_are_forgotten_after_twelve_months(world) {
        let users = world.users(&["Ana", "Beto"]).await;
        closed_shop(world).await;
        ask(world, users[0], MAIL, &users[..1]).await.expect("a request");
        world.wait(DAY_MICROS * 31 * KEPT_MONTHS);
        assert!(all(world).await.is_empty(), "nobody sees it any more");
        ask(world, users[0], MAIL, &users[..1]).await.expect("nobody waits");
        assert_eq!(world.raw_number("SELECT count(*) FROM license_request").await, 1);
        assert_eq!(world.raw_number("SELECT count(*) FROM license_request_person").await, 1);
    }

    async fn r_role_13_license_and_user_administrators_answer_and_nobody_else(world) {
        let users = world.users(&["Ana"]).await;
        closed_shop(world).await;
        world.seats(MAIL, 1).await;
        ask(world, users[0], MAIL, &users).await.expect("a request");
        let wish = answer(only(world).await, &users, &[], None);
        for action in [Action::View, Action::ManageGroups, Action::ChangeSettings] {
            let desk = world.desk(action).await;
            let told = world.app().run(desk.asking(), &Command::Request(wish.clone()), None).await;
            assert_eq!(denied(told), "E-ROLE assign-licenses", "{action:?}");
        }
        for role in [Role::BillingAdmin, Role::GroupsAdmin, Role::HelpdeskAdmin, Role::User] {
            let allowed = cupo_domain::access::role_allows(role, wish.action(), BillingAgreement::Online);
            assert!(!allowed, "{role:?}");
        }
        let desk = world.desk_of(&caller(NORTE, ADMIN, &[Role::LicenseAdmin]), NORTE, wish.action()).await;
        world.app().run(desk.asking(), &Command::Request(wish), None).await.expect("a license administrator");
        assert_eq!(all(world).await[0].1[0].answer, Answer::Granted);
    }
}
