//! The console over HTTP in one program: every route for everybody, forged and broken requests, sessions.
//! A server and its log are looked at after each story; an answer of 500 or a defect in the log ends it.

#[cfg(test)]
mod routes;
#[cfg(test)]
mod table;
#[cfg(test)]
mod visitors;
#[cfg(test)]
mod foreign;
#[cfg(test)]
mod forged;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod broken;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod accounts;
#[cfg(test)]
mod escaping;
#[cfg(test)]
mod random;
