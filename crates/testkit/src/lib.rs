//! The test bench of Cupo: servers, fixtures, the simulation and the integration tests.

pub mod chance;
pub mod postgres;
pub mod world;
pub mod server;
