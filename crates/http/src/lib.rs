//! The shared hall of every surface: caller, sessions, headers, limits, problem details.
