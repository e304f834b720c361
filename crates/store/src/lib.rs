//! Cupo remembers: snapshots out, decisions in. The only room that knows SQL.
