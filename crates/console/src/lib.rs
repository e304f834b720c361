//! The console: pages, templates, components and languages.
