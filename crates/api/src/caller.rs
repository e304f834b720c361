//! Who asks. Nothing that comes over the network can name somebody: only a bearer token can.

/// The person at the command line, who asks in process (D-11): the name of the system's user. A request carries it as
/// an extension, which no header can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalOperator(pub String);
