//! Cupo conducts: one file per use case, from permit to receipt.
