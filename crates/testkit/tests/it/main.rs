//! The integration tests in one program: the store, then the use cases, each story on both engines.

#[cfg(test)]
mod store;
#[cfg(test)]
mod app;
