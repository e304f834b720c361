//! One command, one file: from a snapshot and a command to a decision. Pure and total: the same input gives the
//! same decision, byte for byte.

pub mod change_licenses;
pub mod settle_groups;
pub mod change_roles;
pub mod change_domains;
pub mod all_or_nothing;
pub mod delete_users;
pub mod restore_users;
pub mod quantity;
pub mod purchase;
pub mod prepaid;
pub mod life;
pub mod give_back;
