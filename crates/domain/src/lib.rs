//! Cupo decides: rules, seats, assignments, data clocks. No IO, async, SQL, JSON, clock or randomness.
