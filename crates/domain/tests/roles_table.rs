//! The published table of roles says what the code does. `CUPO_WRITE_DOCS=1 cargo test -p cupo-domain` writes it anew.

use std::fmt::Write;

use cupo_domain::access::{Action, BillingAgreement, Role, action_key, agent_allows, role_allows};

fn table() -> String {
    let mut out = String::from(
        "<!-- Written by the tests of crates/domain from access.rs: CUPO_WRITE_DOCS=1 cargo test -p cupo-domain -->\n\n\
         # What each role may do\n\n\
         Roles held together add up. `yes` means allowed; a partner's role works at the partner's customers, and \
         `delegated` means only\nwhere the customer has delegated administration. Who buys depends on the agreement of the billing account: \
         `older agreement`\nand `customer agreement` say under which. A role without any mark signs in \
         and sees its own page only.\n\n| Role |",
    );
    for action in Action::ALL {
        write!(out, " {} |", action_key(*action)).unwrap();
    }
    out.push_str("\n|---|");
    out.push_str(&"---|".repeat(Action::ALL.len()));
    out.push('\n');
    for role in Role::ALL {
        write!(out, "| {} |", role.key()).unwrap();
        for action in Action::ALL {
            let own = |agreement| role_allows(*role, *action, agreement);
            let (online, customer) = (own(BillingAgreement::Online), own(BillingAgreement::Customer));
            let agent = |delegated| agent_allows(*role, *action, delegated);
            let mark = match (online, customer) {
                (true, true) => " yes |",
                (true, false) => " older agreement |",
                (false, true) => " customer agreement |",
                (false, false) if agent(false) => " yes |",
                (false, false) if agent(true) => " delegated |",
                (false, false) => "  |",
            };
            out.push_str(mark);
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_published_table_of_roles_is_the_one_the_code_has() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/roles.md");
    let table = table();
    if std::env::var_os("CUPO_WRITE_DOCS").is_some() {
        std::fs::write(file, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap(), table, "write docs/roles.md anew");
}
