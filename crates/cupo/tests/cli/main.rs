//! The binary as people and scripts run it: every command on a database and against a server, and every way to end.

mod bench;
mod bad;
mod both;
mod guide;
mod people;
mod shells;
