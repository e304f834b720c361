//! The identities of things. Internal keys are small integers that the caller supplies; the outside world
//! sees GUIDs. This module never makes an id up: ids are arguments, so that every run can be replayed.

/// The identifier that pages, files and programs see.
pub type Guid = uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

id!(
    /// A partner or a customer: an organisation with users (R-SUB-1).
    CustomerId
);
id!(
    /// A person of a customer.
    UserId
);
id!(
    /// A product (SKU) of the catalogue.
    ProductId
);
id!(
    /// A service plan. Numbers are dense from 1 so that sets of plans are bit sets.
    PlanId
);
id!(
    /// A purchase of one product.
    SubscriptionId
);
id!(
    /// All assignable seats of a product at a customer; each self-service purchase has its own (D-5, R-SUB-4).
    PoolId
);
id!(
    /// A group that carries licenses.
    GroupId
);
id!(
    /// The application of a decision.
    OperationId
);
id!(
    /// A stored decision that somebody may apply.
    PreviewId
);
id!(
    /// A file of licenses that was read and may be applied.
    FileId
);
