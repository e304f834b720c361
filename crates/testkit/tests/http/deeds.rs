//! Every command and every route of the native interface for nobody, a stranger and each role there is, against the
//! published table of roles: with delegated administration and without, and in the other cloud. Commands are those of the
//! published document and routes those that serve, so that a new one without its row fails.

use std::collections::{BTreeMap, BTreeSet};

use cupo_app::programs::NewProgram;
use cupo_domain::access::{Actor, Caller, Role};
use cupo_testkit::server::TestServer;
use cupo_testkit::server::client::{Answer, Browser};
use cupo_testkit::server::strangers::other_customer;
use serde_json::{Value, json};

use crate::programs::{body, program, send};

/// The published table: what each role is marked with, by action.
type Published = BTreeMap<String, BTreeMap<String, String>>;

fn published() -> Published {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/roles.md");
    let text = std::fs::read_to_string(path).unwrap();
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = text.lines().filter(|line| line.starts_with('|'));
    let actions = cells(lines.next().unwrap());
    let rows = lines.skip(1).map(cells);
    rows.map(|row| {
        let marks = actions.iter().cloned().zip(row.iter().cloned()).skip(1);
        (row[0].clone(), marks.collect())
    })
    .collect()
}

/// Where a role is tried.
#[derive(Clone, Copy)]
struct Ground {
    delegated: bool,
    worldwide: bool,
    /// The agreement under which the customer buys is the customer agreement.
    agreement: bool,
}

fn allowed(published: &Published, role: Role, action: &str, on: Ground) -> bool {
    let agent = matches!(role, Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent);
    let subscriptions = ["view-subscriptions", "change-subscriptions"].contains(&action);
    if agent && !on.worldwide && !subscriptions {
        return false;
    }
    match published[role.key()][action].as_str() {
        // A partner's customers are created at the partner.
        "yes" => !(agent && action == "create-customers"),
        "delegated" => on.delegated,
        "older agreement" => !on.agreement,
        "customer agreement" => on.agreement,
        "" => false,
        other => panic!("`{other}` in docs/roles.md"),
    }
}

/// Each kind of command with an action, and a body that goes no further than the permit needs.
fn commands() -> Vec<(&'static str, Value)> {
    let nobody = json!({"names": ["nobody@nowhere.example"]});
    let id = "00000000-0000-4000-8000-000000000001";
    let fields = |it: Value| json!({"kind": "edit_user", "user": id, "fields": it});
    vec![
        ("assign-licenses", json!({"kind": "change_licenses", "users": nobody, "take": ["X"]})),
        (
            "edit-users",
            json!({"kind": "create_user", "user": {"name": "x@nowhere.example", "display_name": "X", "location": "ES"}}),
        ),
        ("delete-users", json!({"kind": "delete_users", "users": nobody})),
        ("delete-users", json!({"kind": "restore_users", "users": {"ids": [id]}})),
        ("view", json!({"kind": "undo", "operation": id})),
        ("change-subscriptions", json!({"kind": "change_quantity", "subscription": id, "quantity": 5})),
        ("change-subscriptions", json!({"kind": "change_subscription", "subscription": id, "to": "cancel"})),
        ("change-subscriptions", json!({"kind": "buy", "product": "X", "quantity": 5, "term": "P1Y"})),
        ("edit-users", fields(json!({"department": "X"}))),
        ("edit-location", fields(json!({"location": "ES"}))),
        ("edit-location", json!({"kind": "set_locations", "users": nobody, "location": "ES"})),
        ("manage-holds", json!({"kind": "place_hold", "user": id, "data": "mail", "hold": "litigation"})),
        ("manage-holds", json!({"kind": "release_hold", "hold": id})),
        ("manage-holds", json!({"kind": "left_data", "user": id, "deed": "erase-files"})),
        ("change-settings", json!({"kind": "settings", "licenses_page_limit": 21})),
        ("change-settings", json!({"kind": "change_domains", "add": ["x.nowhere.example"]})),
        ("edit-users", json!({"kind": "reset_password", "user": id})),
        ("manage-roles", json!({"kind": "change_roles", "user": id, "give": ["license-admin"]})),
        ("take-over", json!({"kind": "take_over", "subscription": id})),
        (
            "create-customers",
            json!({"kind": "create_customer", "name": "X", "domain": "x.nowhere.example", "country": "ES"}),
        ),
    ]
}

/// Routes that only look, by the action they take; the others take a command, a file, or concern the caller alone.
const LOOKS: &[(&str, &str)] = &[
    ("getCustomer", "view"),
    ("listDomains", "view"),
    ("listSubscriptions", "view-subscriptions"),
    ("listUsers", "view"),
    ("getUser", "view"),
    ("listUserLicenses", "view"),
    ("listHolds", "view"),
    ("listProducts", "view"),
    ("listAssignments", "view"),
    ("listHolders", "view"),
    ("exportLicenses", "view"),
    ("listOperations", "view"),
    ("getOperation", "view"),
    ("listOutcomes", "view"),
    ("watchOperation", "view"),
    ("listAudit", "view-audit"),
    ("listRoles", "view-audit"),
    ("getSettings", "view-settings"),
];
/// Routes that take a body, by the action they take of whoever sends one.
const TAKES: &[(&str, &str)] = &[
    ("createUser", "edit-users"),
    ("editUser", "edit-users"),
    ("importUsers", "edit-users"),
    ("importLicenses", "assign-licenses"),
];
/// Routes that other tests ask: for everybody, about the caller, about a preview of the caller, of a partner, for the
/// installation, and the two that take the commands.
const ELSEWHERE: &[&str] = &[
    "createToken",
    "listApps",
    "createApp",
    "deleteApp",
    "listCustomers",
    "listCatalog",
    "getCatalogProduct",
    "importCatalog",
    "createPreview",
    "getPreview",
    "listPreviewRefusals",
    "createOperation",
    "listActivity",
    "getDocument",
    "getReference",
    "getReferenceStyle",
];

#[test]
fn every_command_and_route_of_programs_has_a_row() {
    let document = cupo_api::document::document();
    let kinds: BTreeSet<String> = document["components"]["schemas"]["Command"]["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["properties"]["kind"]["const"].as_str().unwrap().to_owned())
        .collect();
    let rows: BTreeSet<String> =
        commands().iter().map(|(_, it)| it["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(rows, kinds, "a row for each command of the document, and none without one");
    let served: BTreeSet<&str> = cupo_api::routes::all().iter().map(|route| route.id).collect();
    let rows = LOOKS.iter().chain(TAKES).map(|(id, _)| *id).chain(ELSEWHERE.iter().copied());
    assert_eq!(rows.clone().count(), served.len(), "no route twice");
    assert_eq!(rows.collect::<BTreeSet<_>>(), served, "a row for each route that serves");
    let published = published();
    let roles: BTreeSet<&str> = published.keys().map(String::as_str).collect();
    assert_eq!(roles, Role::ALL.iter().map(|role| role.key()).collect(), "docs/roles.md names every role");
}

/// A program with one role alone.
async fn with(server: &TestServer, role: Role) -> Browser {
    if matches!(role, Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent) {
        return program(server, role.key()).await;
    }
    at(server, role, server.info.customers[0].id).await
}

async fn at(server: &TestServer, role: Role, customer: cupo_domain::ids::Guid) -> Browser {
    let actor = Actor::Operator { name: "tests".to_owned() };
    let operator = Caller { actor, roles: [Role::Operator].into() };
    let new = NewProgram { name: format!("only {}", role.key()), role, once: None };
    let made = server.app().create_program(&operator, customer, &new, "cli").await.unwrap();
    let token = server.app().issue_token(&made.client_id, &made.secret).await.unwrap();
    server.nobody().with("Authorization", &format!("Bearer {token}"))
}

fn judged(answer: &Answer) -> bool {
    let code = || body(answer)["code"].clone();
    match answer.status {
        403 => {
            assert!(code() == "E-ROLE" || code() == "E-CLOUD", "{}", answer.text());
            false
        }
        401 => panic!("{}", answer.text()),
        404 => {
            assert_ne!(code(), "E-SCOPE", "{}", answer.text());
            true
        }
        _ => true,
    }
}

async fn ask(browser: &mut Browser, home: &str, route: &cupo_api::route::Route) -> Answer {
    let id = "00000000-0000-4000-8000-000000000001";
    let path = format!("/api/v1{}", route.path).replace("/api/v1/customers/{customer}", home);
    let places = ["{user}", "{product}", "{operation}", "{preview}"];
    let path = places.iter().fold(path, |path, place| path.replace(place, id));
    let body: Option<(&str, &[u8])> = match route.body {
        Some(("application/json", _)) if route.id == "createUser" => {
            Some(("application/json", br#"{"name":"x@nowhere.example","display_name":"X","location":"ES"}"#))
        }
        Some(("application/json", _)) => Some(("application/json", br#"{"department":"X"}"#)),
        Some((kind, _)) => Some((kind, b"nonsense\n")),
        None => None,
    };
    browser.send(route.method, &path, body).await
}

/// What is wrong for one role at one customer.
async fn tried(server: &TestServer, domain: &str, (role, on): (Role, Ground), wrong: &mut Vec<String>) {
    let published = published();
    let customer = server.info.customers.iter().find(|it| it.domain == domain).unwrap().id;
    let home = format!("/api/v1/customers/{customer}");
    let mut browser = with(server, role).await;
    let mut compare = |what: &str, action: &str, found: bool| {
        let wanted = allowed(&published, role, action, on);
        if found != wanted {
            wrong.push(format!(
                "{} at {domain}: {what} ({action}) is {found}, published {wanted}",
                role.key()
            ));
        }
    };
    for (action, command) in commands() {
        let sent =
            send(&mut browser, "POST", &format!("{home}/previews"), &json!({"command": command})).await;
        let action = match (action, role) {
            // Whoever sees the subscriptions alone undoes what was done to them.
            ("view", Role::AdminAgent | Role::SalesAgent) => "view-subscriptions",
            (action, _) => action,
        };
        compare(command["kind"].as_str().unwrap(), action, judged(&sent));
    }
    let routes = cupo_api::routes::all();
    for (id, action) in LOOKS.iter().chain(TAKES) {
        let route = routes.iter().find(|route| route.id == *id).unwrap();
        let answer = ask(&mut browser, &home, route).await;
        compare(id, action, judged(&answer));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_role_9_r_role_15_r_role_17_r_cloud_2_every_command_and_route_for_every_role_as_published() {
    let server = TestServer::on_sqlite().await;
    let mut wrong = Vec::new();
    let own = server.info.customers[0].domain.clone();
    let store = server.app().store();
    for role in Role::ALL.iter().copied().filter(|role| *role != Role::Operator) {
        let organisation = store.organisation(server.info.customers[0].id).await.unwrap().unwrap();
        let agreement = organisation.agreement == cupo_domain::access::BillingAgreement::Customer;
        let ground = Ground { delegated: organisation.delegated, worldwide: true, agreement };
        tried(&server, &own, (role, ground), &mut wrong).await;
    }
    for role in [Role::AdminAgent, Role::SalesAgent, Role::HelpdeskAgent] {
        let reseller = Ground { delegated: false, worldwide: true, agreement: false };
        tried(&server, "urgoiti.example", (role, reseller), &mut wrong).await;
        let elsewhere = Ground { delegated: true, worldwide: false, agreement: false };
        tried(&server, "lanting.example", (role, elsewhere), &mut wrong).await;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_partner_14_nobody_and_strangers_reach_no_command_and_no_route_of_a_customer() {
    let server = TestServer::on_sqlite().await;
    let home = format!("/api/v1/customers/{}", server.info.customers[0].id);
    let mut stranger = at(&server, Role::GlobalAdmin, other_customer()).await;
    let mut nobody = server.nobody();
    for (_, command) in commands() {
        for way in ["previews", "operations"] {
            let (path, asked) = (format!("{home}/{way}"), json!({"command": command}));
            let answer = send(&mut stranger, "POST", &path, &asked).await;
            assert_eq!((answer.status, &body(&answer)["code"]), (404, &json!("E-SCOPE")), "{command}");
            assert_eq!(send(&mut nobody, "POST", &path, &asked).await.status, 401, "{command}");
        }
    }
    for route in cupo_api::routes::all().iter().filter(|route| !route.open) {
        assert_eq!(ask(&mut nobody, &home, route).await.status, 401, "{}", route.id);
        if route.path.starts_with("/customers/{customer}")
            && !route.id.contains("review")
            && route.id != "createOperation"
        {
            let answer = ask(&mut stranger, &home, route).await;
            assert_eq!((answer.status, &body(&answer)["code"]), (404, &json!("E-SCOPE")), "{}", route.id);
        }
    }
    server.end().await;
}
