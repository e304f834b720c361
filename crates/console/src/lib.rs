//! The console: pages, templates, components and languages. It translates; it never holds a rule nor SQL.

pub mod lang;
pub mod format;
pub mod texts;
pub mod assets;
pub mod view;
pub mod refusals;
pub mod pages;
pub mod web;
pub mod routes;
