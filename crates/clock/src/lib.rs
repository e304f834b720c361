//! Cupo ticks: reconcilers that are woken and take no input.
