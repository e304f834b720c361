//! The binary of Cupo: configuration, wiring, commands and demo data.
