//! Rules as people write them, and as they should not.

use super::*;

fn ana() -> Person<'static> {
    Person {
        department: "Sales",
        job_title: "Manager",
        country: "ES",
        user_name: "ana@norte.example",
        display_name: "Ana \"la\" García",
        first_name: "Ana",
        last_name: "García",
        profile: None,
        enabled: true,
    }
}

#[track_caller]
fn covers(rule: &str, wanted: bool) {
    let read = Rule::read(rule).unwrap_or_else(|fault| panic!("{rule}: {fault}"));
    assert_eq!(read.covers(&ana()), wanted, "{rule}");
}

#[test]
fn r_group_1_rules_say_who_is_in() {
    covers(r#"user.department -eq "Sales" -and user.country -in ["ES","PT"]"#, true);
    covers(r#"user.department -eq "sales""#, false);
    covers(r#"user.department -ne "IT""#, true);
    covers(r#"user.country -notIn ["ES", "PT"]"#, false);
    covers(r#"user.jobTitle -startsWith "Man" -AND user.jobTitle -contains "nage""#, true);
    covers(r#"user.enabled -eq false -or user.userName -startsWith "ana@""#, true);
    covers("user.enabled -ne true", false);
    covers(r#"-not (user.country -eq "ES" -or user.country -eq "PT")"#, false);
    covers(r#"user.displayName -contains "\"la\"""#, true);
    covers(r#"user.country -eq """#, false);
    covers(r#"user.country -eq "PT" -and user.enabled -eq true -or user.department -eq "Sales""#, true);
}

#[test]
fn r_group_1_every_field_of_a_user_can_be_asked_about() {
    let profile =
        [("city".to_owned(), "Vigo".to_owned()), ("postal_code".to_owned(), "36201".to_owned())].into();
    let person = Person { profile: Some(&profile), ..ana() };
    for (rule, wanted) in [
        (r#"user.city -eq "Vigo" -and user.postalCode -startsWith "36""#, true),
        (r#"user.office -ne "" -or user.lastName -eq "Garcia""#, false),
    ] {
        assert_eq!(Rule::read(rule).unwrap().covers(&person), wanted, "{rule}");
    }
    for name in Attribute::names().filter(|name| *name != "enabled") {
        Rule::read(&format!("user.{name} -in [\"x\", \"y\"]")).unwrap();
    }
}

#[test]
fn a_wrong_rule_is_refused_with_the_place() {
    let deep = format!("{}user.enabled -eq true{}", "(".repeat(40), ")".repeat(40));
    let many = vec!["user.enabled -eq true"; 101].join(" -or ");
    let values = format!("user.country -in [{}]", vec!["\"ES\""; 201].join(","));
    let cases: &[(&str, usize, Wrong)] = &[
        ("", 1, Wrong::Empty),
        ("   ", 1, Wrong::Empty),
        ("department -eq \"x\"", 1, Wrong::Attribute),
        ("user.password -eq \"x\"", 1, Wrong::Attribute),
        ("user.department \"x\"", 17, Wrong::Comparison),
        ("user.department -like \"x\"", 17, Wrong::Comparison),
        ("user.department -eq x", 21, Wrong::Value),
        ("user.department -eq", 20, Wrong::Value),
        ("user.department -eq \"x", 21, Wrong::Open),
        ("user.country -in \"ES\"", 18, Wrong::Value),
        ("user.country -in [\"ES\" \"PT\"]", 18, Wrong::Open),
        ("user.city -contains \"\"", 21, Wrong::Value),
        ("user.country -in []", 19, Wrong::Value),
        ("user.enabled -contains true", 14, Wrong::Unfit),
        ("user.enabled -eq \"true\"", 18, Wrong::Value),
        ("(user.enabled -eq true", 1, Wrong::Bracket),
        ("user.enabled -eq true)", 22, Wrong::Bracket),
        ("user.enabled -eq true user.enabled -eq true", 23, Wrong::Joint),
        ("user.enabled -eq true -and", 27, Wrong::Attribute),
        ("-not", 5, Wrong::Attribute),
        (&deep, 17, Wrong::Deep),
        (&many, 2_601, Wrong::Many),
        (&values, 1_023, Wrong::Many),
    ];
    for (rule, at, what) in cases {
        assert_eq!(Rule::read(rule), Err(RuleFault { at: *at, what: *what }), "{rule}");
    }
    let long = Rule::read(&"x".repeat(RULE_LETTERS_MAX + 1));
    assert_eq!(long, Err(RuleFault { at: RULE_LETTERS_MAX + 1, what: Wrong::Long }));
    assert_eq!(RuleFault { at: 3, what: Wrong::Joint }.to_string(), "joint at 3");
}
