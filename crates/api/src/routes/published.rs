//! What is published about the interface itself: the document for programs and the page for people.

use axum::extract::Query as Asked;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use cupo_http::lang::Lang;

use crate::caller::language;
use crate::page::accepted;
use crate::route::Route;
use crate::trouble::Trouble;
use crate::{document, reference};

/// The page's own style.
const STYLE: &str = include_str!("../reference.css");

pub(super) fn routes() -> Vec<Route> {
    let tag = "Reference";
    vec![
        Route::new(("GET", "/openapi.json"), "getDocument", tag, "This document", get(json)).open().sends(
            200,
            "OpenAPI 3.1.",
            Some("application/json"),
        ),
        Route::new(("GET", "/reference"), "getReference", tag, "The reference as a page", get(page))
            .open()
            .detail("In the language of the browser; `?lang=es` and `?lang=en` choose one.")
            .sends(200, "The page.", Some("text/html")),
        Route::new(("GET", "/reference.css"), "getReferenceStyle", tag, "The style of the page", get(style))
            .open()
            .sends(200, "The style.", Some("text/css")),
    ]
}

async fn json(headers: HeaderMap) -> Result<Response, Trouble> {
    accepted(&headers, &["application/json"])?;
    Ok(([(CONTENT_TYPE, "application/json")], document::text()).into_response())
}

async fn page(
    headers: HeaderMap,
    Asked(asked): Asked<std::collections::BTreeMap<String, String>>,
) -> Result<Response, Trouble> {
    accepted(&headers, &["text/html"])?;
    let lang = asked.get("lang").and_then(|text| Lang::parse(text)).unwrap_or_else(|| language(&headers));
    let head = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_LANGUAGE, lang.code())];
    Ok((head, reference::page(lang)).into_response())
}

async fn style(headers: HeaderMap) -> Result<Response, Trouble> {
    accepted(&headers, &["text/css"])?;
    Ok(([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response())
}
