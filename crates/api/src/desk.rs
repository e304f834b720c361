//! What every route shares: the use cases, and the limits on how often one caller may ask.

use std::sync::Arc;

use cupo_app::app::App;

use crate::throttle::{Pace, Throttle};

/// State of every route.
#[derive(Clone)]
pub struct Desk {
    /// The use cases.
    pub app: Arc<App>,
    /// How often each caller may ask.
    pub throttle: Arc<Throttle>,
}

impl Desk {
    /// A desk before the use cases, with a pace for each caller.
    #[must_use]
    pub fn new(app: Arc<App>, pace: Pace) -> Self {
        Self { app, throttle: Arc::new(Throttle::new(pace)) }
    }
}
