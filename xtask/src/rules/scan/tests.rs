//! Names, attributes, macros and titles as people write them.

use super::*;

fn named(file: &str, text: &str) -> Vec<(String, String)> {
    let found = tests_in(file, text);
    assert_eq!(found.mistakes, Vec::<String>::new());
    found.namings.into_iter().map(|naming| (naming.id, naming.test)).collect()
}

fn pair(id: &str, test: &str) -> (String, String) {
    (id.to_owned(), test.to_owned())
}

#[test]
fn a_name_carries_one_rule_or_several() {
    assert_eq!(ids("r_assign_5_removals_first"), ["R-ASSIGN-5"]);
    assert_eq!(ids("r_assign_5_r_bulk_7_the_rest_go_without"), ["R-ASSIGN-5", "R-BULK-7"]);
    assert_eq!(ids("r_partner_14_inv_20_strangers"), ["R-PARTNER-14", "INV-20"]);
    assert_eq!(ids("inv_12_again_r_bulk_5_and_r_bulk_5_once_more"), ["INV-12", "R-BULK-5"]);
    assert_eq!(ids("R-UI-3, R-UI-15 (INV-14): Anular la asignación"), ["R-UI-3", "R-UI-15", "INV-14"]);
    assert_eq!(ids("r_partner_8 shows Buy more"), ["R-PARTNER-8"]);
}

#[test]
fn what_only_looks_like_a_rule_is_none() {
    for name in ["r_assign_five", "for_assign_5", "inv_x", "r_5", "rr_assign_5", "r_2024_5", "", "R-UI-3a"] {
        assert_eq!(ids(name), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_test_stands_under_its_attribute() {
    let text = "\
#[test]
fn r_a_1_plain() {}

#[tokio::test]
async fn r_a_2_waits() {}

#[tokio::test(flavor = \"multi_thread\")]
#[ignore = \"slow\"]
/// Why.
pub(crate) async fn r_a_3_with_more_between() {}

    #[test]
    pub fn not_named() {}
";
    let expected = [("R-A-1", "r_a_1_plain"), ("R-A-2", "r_a_2_waits"), ("R-A-3", "r_a_3_with_more_between")];
    assert_eq!(named("a.rs", text), expected.map(|(id, test)| pair(id, test)));
}

#[test]
fn a_function_that_no_runner_calls_is_no_test() {
    let text = "\
fn r_a_1_helper() {}
#[test]
fn other() {
    fn r_a_2_inner() {}
}
#[inline]
fn r_a_3_fast() {}
#[test]
const X: u8 = 1;
fn r_a_4_after_a_constant() {}
// fn r_a_5_comment() {}
#[cfg(test)]
fn r_a_6_compiled_for_tests() {}
";
    assert_eq!(named("a.rs", text), []);
}

#[test]
fn inside_a_macro_every_function_is_a_test_and_after_it_none() {
    let text = "\
mod tests {
    proptest! {
        #![proptest_config(config())]
        /// Why.
        #[test]
        fn inv_2_two_sources(users in 0..9usize) {
            let set = format!(\"{{\");
            prop_compose! {
                fn inner() {}
            }
        }

        fn inv_3_figures() {}
    }

    fn r_a_1_helper() {}
}
macro_rules! both {
    ($name:ident) => {
        fn r_a_2_pattern() {}
    };
}
";
    let expected = [("INV-2", "inv_2_two_sources"), ("INV-3", "inv_3_figures")];
    assert_eq!(named("a.rs", text), expected.map(|(id, test)| pair(id, test)));
}

#[test]
fn browser_tests_name_rules_in_their_titles() {
    let text = "\
import test from \"node:test\";
// test(\"R-A-9 comment\", run);
test(\"R-PARTNER-8: Buy more\", { timeout: 9 }, async (t) => {
    await t.test('r_ui_3 it\\'s \"asked\"', run);
    expect(\"R-A-8 no title\");
});
for (const lang of [\"es\", \"en\"]) {
    test.only(
        `R-UI-5 ${lang}`,
        run,
    );
}
test(name, run);
latest(\"R-A-7 another function\");
/test(\"/.test(title);
";
    let expected = [
        ("R-PARTNER-8", "R-PARTNER-8: Buy more"),
        ("R-UI-3", "r_ui_3 it's \"asked\""),
        ("R-UI-5", "R-UI-5 ${lang}"),
    ];
    assert_eq!(named("e2e/a.test.mjs", text), expected.map(|(id, test)| pair(id, test)));
}

#[test]
fn a_name_that_means_to_name_a_rule_must_do_so() {
    let found =
        tests_in("a.rs", "#[test]\nfn r_assign5_first() {}\n#[test]\nfn inv_first() {}\nfn r_x() {}\n");
    assert_eq!(found.namings, []);
    assert_eq!(found.mistakes.len(), 2, "{:?}", found.mistakes);
    assert!(found.mistakes.iter().all(|mistake| mistake.starts_with("a.rs: the test `")));
}

#[test]
fn only_sources_of_tests_are_read() {
    assert!(may_hold_tests("crates/a/src/a.rs") && may_hold_tests("e2e/a.test.mjs"));
    assert!(!may_hold_tests("e2e/package.json") && !may_hold_tests("crates/a/assets/a.js"));
}
