//! The tests of the pure core in one program, so that they are linked once. Nothing here reads a clock or a file.

#[cfg(test)]
mod change_licenses_properties;
#[cfg(test)]
mod model;
