//! The document is whole: every route, every reference, every status with its words.

use std::collections::BTreeSet;

use super::*;

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                match inner {
                    Value::String(text) if key == "$ref" => {
                        found.insert(text.clone());
                    }
                    _ => references(inner, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in &found {
        let place = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(place).is_some(), "{reference} leads nowhere");
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(found.contains(&format!("#/components/schemas/{name}")), "{name} is used nowhere");
    }
}

#[test]
fn every_operation_has_a_name_of_its_own_and_says_what_may_go_wrong() {
    let document = document();
    let mut names = BTreeSet::new();
    let mut operations = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            operations += 1;
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} is there twice");
            let statuses = operation["responses"].as_object().unwrap();
            for status in ["400", "429", "503"] {
                assert!(statuses.contains_key(status), "{method} {path} without {status}");
            }
            assert!(statuses.keys().any(|s| s.starts_with('2')), "{method} {path} never works");
            let described = operation["parameters"].as_array().unwrap();
            let named: Vec<&str> =
                described.iter().filter(|p| p["in"] == "path").map(|p| p["name"].as_str().unwrap()).collect();
            assert_eq!(named, places(path).collect::<Vec<_>>(), "{path}");
        }
    }
    assert_eq!(operations, routes::all().len());
}

#[test]
fn commands_are_told_apart_by_their_kind_and_unknown_fields_are_refused() {
    let document = document();
    let kinds = document["components"]["schemas"]["Command"]["oneOf"].as_array().unwrap();
    for kind in kinds {
        assert!(kind["properties"]["kind"]["const"].is_string(), "{kind}");
        assert_eq!(kind["additionalProperties"], false, "{kind}");
    }
}
