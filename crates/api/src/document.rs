//! The published document (OpenAPI 3.1), made from the very routes and structures that serve. It must never say more or
//! less than they do.

use std::sync::LazyLock;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::route::{Answer, Route};
use crate::routes;

/// Where all routes are.
pub const BASE: &str = "/api/v1";

static TEXT: LazyLock<String> = LazyLock::new(|| document().to_string());

/// The document as text.
#[must_use]
pub fn text() -> &'static str {
    &TEXT
}

/// The document.
#[must_use]
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|s| {
        s.definitions_path = "/components/schemas".into();
        s.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for route in routes::all() {
        let operation = operation(&mut generator, &route);
        let place = paths.entry(format!("{BASE}{}", route.path)).or_insert_with(|| json!({}));
        if let Some(methods) = place.as_object_mut() {
            methods.insert(route.method.to_lowercase(), operation);
        }
    }
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Cupo",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Licenses of many customers, from programs.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "securitySchemes": {"token": {
                "type": "oauth2",
                "description": "Client credentials; the token goes into `Authorization: Bearer …`.",
                "flows": {"clientCredentials": {"tokenUrl": format!("{BASE}/token"), "scopes": {}}},
            }},
        },
    })
}

fn operation(generator: &mut SchemaGenerator, route: &Route) -> Value {
    let mut it = json!({
        "operationId": route.id,
        "tags": [route.tag],
        "summary": route.summary,
        "parameters": parameters(generator, route),
        "responses": responses(generator, &route.answers),
    });
    let Some(fields) = it.as_object_mut() else { return it };
    if !route.detail.is_empty() {
        fields.insert("description".to_owned(), route.detail.into());
    }
    if route.open {
        fields.insert("security".to_owned(), json!([]));
    }
    if let Some((content, schema)) = route.body {
        let schema = schema(generator);
        fields.insert(
            "requestBody".to_owned(),
            json!({"required": true, "content": {content: {"schema": schema}}}),
        );
    }
    it
}

/// Names in braces of an address.
pub(crate) fn places(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn parameters(generator: &mut SchemaGenerator, route: &Route) -> Vec<Value> {
    let mut all: Vec<Value> = places(route.path)
        .map(|name| {
            json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"},
                "description": format!("The identity of the {name}.")})
        })
        .collect();
    for (name, means) in &route.headers {
        let schema = json!({"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$"});
        all.push(
            json!({"name": name, "in": "header", "required": false, "schema": schema, "description": means}),
        );
    }
    all.extend(query(generator, route));
    all
}

/// The fields of the query's structure, one parameter each.
pub(crate) fn query(generator: &mut SchemaGenerator, route: &Route) -> Vec<Value> {
    let Some(of) = route.query else { return Vec::new() };
    let reference = of(generator).to_value();
    let name =
        reference.get("$ref").and_then(Value::as_str).and_then(|r| r.rsplit('/').next()).map(str::to_owned);
    // A query is told by its parameters; as a schema nobody needs it.
    let schema = name.and_then(|name| generator.definitions_mut().remove(&name)).unwrap_or(reference);
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    fields
        .map(|(name, field)| {
            let mut field = field.clone();
            let means = field.as_object_mut().and_then(|f| f.remove("description")).unwrap_or_default();
            // What is left out is no value; there is no way to write null into an address.
            if let Some(kinds) = field.get_mut("type") && let Some(first) = kinds.as_array().and_then(|k| k.first()) {
                *kinds = first.clone();
            }
            if let Some(any) = field.get("anyOf").and_then(Value::as_array).cloned() {
                field = any.into_iter().next().unwrap_or_default();
            }
            json!({"name": name, "in": "query", "required": required.contains(&name.as_str()), "schema": field,
                "description": means})
        })
        .collect()
}

fn responses(generator: &mut SchemaGenerator, answers: &[Answer]) -> Value {
    let mut all = Map::new();
    let mut sorted: Vec<&Answer> = answers.iter().collect();
    sorted.sort_by_key(|answer| answer.status);
    for answer in sorted {
        let mut content = Map::new();
        for (kind, schema) in &answer.contents {
            let described = match schema {
                Some(schema) => json!({"schema": schema(generator)}),
                None => json!({"schema": {"type": "string"}}),
            };
            content.insert((*kind).to_owned(), described);
        }
        let mut headers = Map::new();
        for (name, means) in &answer.headers {
            headers.insert((*name).to_owned(), json!({"description": means, "schema": {"type": "string"}}));
        }
        let mut it = json!({"description": answer.means});
        if let Some(fields) = it.as_object_mut() {
            if !content.is_empty() {
                fields.insert("content".to_owned(), content.into());
            }
            if !headers.is_empty() {
                fields.insert("headers".to_owned(), headers.into());
            }
        }
        all.insert(answer.status.to_string(), it);
    }
    all.into()
}

#[cfg(test)]
mod tests;
