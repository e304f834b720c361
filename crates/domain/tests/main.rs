//! The tests of the pure core in one program, so that they are linked once. Nothing here reads a clock, and only the
//! table of roles a file.

#[cfg(test)]
mod model;
#[cfg(test)]
mod history;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod change_licenses_properties;
#[cfg(test)]
mod rules_products;
#[cfg(test)]
mod rules_seats;
#[cfg(test)]
mod rules_assign;
#[cfg(test)]
mod rules_revoke;
#[cfg(test)]
mod rules_bulk;
#[cfg(test)]
mod rules_each;
#[cfg(test)]
mod rules_accounts;
#[cfg(test)]
mod rules_groups;
#[cfg(test)]
mod rules_quantity;
#[cfg(test)]
mod planner_sharing;
#[cfg(test)]
mod roles_table;
#[cfg(test)]
mod rules_life;
#[cfg(test)]
mod rules_lifecycle;
#[cfg(test)]
mod rules_retention;
