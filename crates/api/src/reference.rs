//! The reference as a page, made from the published document: no script, both languages. Names and descriptions of fields
//! are those of the document; sentences around them are the reader's.

use std::fmt::Write as _;

use cupo_domain::refusal::Code;
use cupo_http::lang::Lang;
use cupo_http::refusals::refusal;
use cupo_http::said::Texts;
use schemars::SchemaGenerator;
use serde_json::Value;

use crate::document::{BASE, document, query};
use crate::route::Route;
use crate::routes;

/// The page in a language.
#[must_use]
pub fn page(lang: Lang) -> String {
    let t = Texts::get(lang);
    let routes = routes::all();
    let mut out = String::with_capacity(128 * 1024);
    let other = if lang == Lang::Es { Lang::En } else { Lang::Es };
    let _ = write!(
        out,
        "<!doctype html><html lang=\"{code}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"{BASE}/reference.css\"></head><body>\
         <header><p class=\"mark\">Cupo</p><p><a href=\"{BASE}/reference?lang={to}\" lang=\"{to}\" hreflang=\"{to}\">{own}</a> \
         <a href=\"{BASE}/openapi.json\">openapi.json</a></p></header>",
        code = lang.code(),
        title = escaped(&t.api_title()),
        to = other.code(),
        own = other.own_name(),
    );
    contents(&mut out, t, &routes);
    let _ = write!(out, "<main><h1>{}</h1>", escaped(&t.api_title()));
    for paragraph in [t.api_intro(), t.api_intro_token(), t.api_intro_lists(), t.api_intro_once()] {
        let _ = write!(out, "<p>{}</p>", escaped(&paragraph));
    }
    let _ = write!(
        out,
        "<pre>curl -d grant_type=client_credentials -d client_id=… -d client_secret=… https://cupo.example{BASE}/token\n\
         curl -H 'Authorization: Bearer …' https://cupo.example{BASE}/customers</pre>"
    );
    let mut tag = "";
    for route in &routes {
        if route.tag != tag {
            tag = route.tag;
            let _ = write!(out, "<h2 id=\"{}\">{}</h2>", tag.to_lowercase(), escaped(&tag_name(t, tag)));
        }
        one(&mut out, t, route);
    }
    schemas(&mut out, t);
    codes(&mut out, t);
    out.push_str("</main></body></html>");
    out
}

fn contents(out: &mut String, t: &Texts, routes: &[Route]) {
    let _ = write!(out, "<nav aria-label=\"{}\"><ul>", escaped(&t.api_contents()));
    let mut tags: Vec<&str> = routes.iter().map(|route| route.tag).collect();
    tags.dedup();
    for tag in tags {
        let _ =
            write!(out, "<li><a href=\"#{}\">{}</a></li>", tag.to_lowercase(), escaped(&tag_name(t, tag)));
    }
    let _ = write!(
        out,
        "<li><a href=\"#schemas\">{}</a></li><li><a href=\"#codes\">{}</a></li></ul></nav>",
        escaped(&t.api_schemas()),
        escaped(&t.api_codes())
    );
}

fn one(out: &mut String, t: &Texts, route: &Route) {
    let _ = write!(
        out,
        "<section id=\"{id}\"><h3><span class=\"method\">{method}</span> <code>{BASE}{path}</code></h3>\
         <p class=\"lead\">{summary}</p>",
        id = route.id,
        method = route.method,
        path = escaped(route.path),
        summary = escaped(&summary(t, route)),
    );
    if !route.detail.is_empty() {
        let _ = write!(out, "<p lang=\"en\">{}</p>", escaped(route.detail));
    }
    let mut generator = SchemaGenerator::default();
    let mut rows: Vec<(String, String, String)> = route
        .headers
        .iter()
        .map(|(name, means)| ((*name).to_owned(), t.api_in_header().into_owned(), (*means).to_owned()))
        .collect();
    rows.extend(query(&mut generator, route).iter().map(|it| {
        let text = |key: &str| it.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        (text("name"), kind(it.get("schema").unwrap_or(&Value::Null)), text("description"))
    }));
    table(out, [&t.api_parameter(), &t.api_type(), &t.api_meaning()], &rows);
    if let Some((content, schema)) = route.body {
        let schema = schema(&mut generator).to_value();
        let _ = write!(out, "<p>{} <code>{content}</code> {}</p>", escaped(&t.api_body()), linked(&schema));
    }
    let mut answers: Vec<_> = route.answers.iter().collect();
    answers.sort_by_key(|answer| answer.status);
    let _ = write!(out, "<details><summary>{}</summary><dl>", escaped(&t.api_answers()));
    for answer in answers {
        let _ = write!(out, "<dt>{}</dt><dd lang=\"en\">{}", answer.status, escaped(answer.means));
        for (content, schema) in &answer.contents {
            let schema = schema.map(|schema| linked(schema(&mut generator).as_value())).unwrap_or_default();
            let _ = write!(out, " <code>{content}</code> {schema}");
        }
        out.push_str("</dd>");
    }
    out.push_str("</dl></details></section>");
}

fn table(out: &mut String, heads: [&str; 3], rows: &[(String, String, String)]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("<div class=\"wide\"><table><thead><tr>");
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(head));
    }
    out.push_str("</tr></thead><tbody>");
    for (name, kind, means) in rows {
        let _ = write!(
            out,
            "<tr><th scope=\"row\"><code>{}</code></th><td>{kind}</td><td lang=\"en\">{}</td></tr>",
            escaped(name),
            escaped(means)
        );
    }
    out.push_str("</tbody></table></div>");
}

fn schemas(out: &mut String, t: &Texts) {
    let _ = write!(out, "<h2 id=\"schemas\">{}</h2>", escaped(&t.api_schemas()));
    let document = document();
    let all = document.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in all.into_iter().flatten() {
        let _ = write!(out, "<section id=\"schema-{0}\"><h3><code>{0}</code></h3>", escaped(name));
        if let Some(text) = schema.get("description").and_then(Value::as_str) {
            let _ = write!(out, "<p lang=\"en\">{}</p>", escaped(text));
        }
        let kinds = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array);
        fields(out, t, schema);
        for inner in kinds.into_iter().flatten() {
            let title = inner.pointer("/properties/kind/const").or_else(|| inner.get("const"));
            let means = inner.get("description").and_then(Value::as_str).unwrap_or_default();
            let title = title.and_then(Value::as_str).map(|text| format!("<code>{}</code>", escaped(text)));
            let _ = write!(
                out,
                "<p lang=\"en\">{} {}</p>",
                title.unwrap_or_else(|| linked(inner)),
                escaped(means)
            );
            fields(out, t, inner);
        }
        out.push_str("</section>");
    }
}

fn fields(out: &mut String, t: &Texts, schema: &Value) {
    let properties = schema.get("properties").and_then(Value::as_object);
    let rows: Vec<(String, String, String)> = properties
        .into_iter()
        .flatten()
        .map(|(name, field)| {
            let means = field.get("description").and_then(Value::as_str).unwrap_or_default();
            (name.clone(), kind(field), means.to_owned())
        })
        .collect();
    table(out, [&t.api_field(), &t.api_type(), &t.api_meaning()], &rows);
}

fn codes(out: &mut String, t: &Texts) {
    let _ = write!(out, "<h2 id=\"codes\">{}</h2>", escaped(&t.api_codes()));
    for code in Code::ALL {
        let words = refusal(t, *code);
        let _ = write!(
            out,
            "<section id=\"{}\"><h3><code>{}</code> {}</h3><p>{}</p><p>{}</p>",
            code.as_str().to_lowercase(),
            code.as_str(),
            escaped(&words.title),
            escaped(&words.explanation),
            escaped(&words.remedy)
        );
        if !words.rule.is_empty() {
            let _ = write!(out, "<p><code>{}</code></p>", words.rule);
        }
        out.push_str("</section>");
    }
}

/// The type of a schema in a few words, with links.
fn kind(schema: &Value) -> String {
    if let Some(items) = schema.get("items") {
        return format!("[{}]", kind(items));
    }
    if schema.get("$ref").is_some() {
        return linked(schema);
    }
    if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
        return any.iter().map(kind).collect::<Vec<_>>().join(" | ");
    }
    if let Some(only) = schema.get("const") {
        return format!("<code>{}</code>", escaped(&only.to_string()));
    }
    match schema.get("type") {
        Some(Value::String(one)) => escaped(one),
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
        _ => String::new(),
    }
}

fn linked(schema: &Value) -> String {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.rsplit('/').next());
    name.map(|name| format!("<a href=\"#schema-{0}\">{0}</a>", escaped(name))).unwrap_or_default()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn tag_name(t: &Texts, tag: &str) -> String {
    match tag {
        "Tokens" => t.api_tag_tokens(),
        "Apps" => t.api_tag_apps(),
        "Customers" => t.api_tag_customers(),
        "Users" => t.api_tag_users(),
        "Products" => t.api_tag_products(),
        "Assignments" => t.api_tag_assignments(),
        "Previews" => t.api_tag_previews(),
        "Operations" => t.api_tag_operations(),
        "Audit" => t.api_tag_audit(),
        "Reference" => t.api_tag_reference(),
        other => return other.to_owned(),
    }
    .into_owned()
}

/// What a route does, in the reader's language.
fn summary(t: &Texts, route: &Route) -> String {
    match route.id {
        "createToken" => t.api_do_create_token(),
        "listApps" => t.api_do_list_apps(),
        "createApp" => t.api_do_create_app(),
        "deleteApp" => t.api_do_delete_app(),
        "listCustomers" => t.api_do_list_customers(),
        "getCustomer" => t.api_do_get_customer(),
        "listRoles" => t.api_do_list_roles(),
        "getSettings" => t.api_do_get_settings(),
        "listDomains" => t.api_do_list_domains(),
        "listSubscriptions" => t.api_do_list_subscriptions(),
        "listUsers" => t.api_do_list_users(),
        "getUser" => t.api_do_get_user(),
        "createUser" => t.api_do_create_user(),
        "editUser" => t.api_do_edit_user(),
        "listUserLicenses" => t.api_do_list_user_licenses(),
        "listCatalog" => t.api_do_list_catalog(),
        "getCatalogProduct" => t.api_do_get_catalog_product(),
        "listProducts" => t.api_do_list_products(),
        "listAssignments" => t.api_do_list_assignments(),
        "listHolders" => t.api_do_list_holders(),
        "createPreview" => t.api_do_create_preview(),
        "getPreview" => t.api_do_get_preview(),
        "listPreviewRefusals" => t.api_do_list_preview_refusals(),
        "exportLicenses" => t.api_do_export_licenses(),
        "importLicenses" => t.api_do_import_licenses(),
        "listHolds" => t.api_do_list_holds(),
        "listActivity" => t.api_do_list_activity(),
        "listAudit" => t.api_do_list_audit(),
        "createOperation" => t.api_do_create_operation(),
        "listOperations" => t.api_do_list_operations(),
        "getOperation" => t.api_do_get_operation(),
        "listOutcomes" => t.api_do_list_outcomes(),
        "watchOperation" => t.api_do_watch_operation(),
        "getDocument" => t.api_do_get_document(),
        "getReference" => t.api_do_get_reference(),
        "importUsers" => t.api_do_import_users(),
        "importCatalog" => t.api_do_import_catalog(),
        "getReferenceStyle" => t.api_do_get_reference_style(),
        _ => return route.summary.to_owned(),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_and_code_is_on_the_page_in_both_languages() {
        for lang in Lang::ALL {
            let page = page(lang);
            for route in routes::all() {
                assert!(page.contains(&format!("id=\"{}\"", route.id)), "{} in {lang:?}", route.id);
                let own = summary(Texts::get(lang), &route);
                assert_eq!(own == route.summary, lang == Lang::En, "{} in {lang:?}: {own}", route.id);
            }
            for code in Code::ALL {
                assert!(page.contains(&format!("id=\"{}\"", code.as_str().to_lowercase())));
            }
            assert!(!page.contains("<script") && !page.contains("style=\""), "nothing inline");
        }
    }

    #[test]
    fn every_link_inside_the_page_leads_somewhere() {
        let page = page(Lang::Es);
        for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(page.contains(&format!("id=\"{link}\"")), "#{link}");
        }
    }
}
