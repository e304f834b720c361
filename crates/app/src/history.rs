//! Who held what on a day: the end of that day in the customer's time zone, or now while it lasts. What is read is the
//! store's; nothing here changes anything.

use cupo_domain::access::Permit;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::time::Instant;
use cupo_store::organisations::Organisation;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::app::App;
use crate::error::AppError;

impl App {
    /// The instant right before which a day's licenses were held.
    ///
    /// # Errors
    /// E-INVALID `on` for what is no day, `on-later` for a day that has not begun, `on-unknown` for one that ended before
    /// anything is known of the customer; failures of the store.
    pub async fn end_of_day(
        &self,
        permit: &Permit,
        at: &Organisation,
        day: &str,
    ) -> Result<Instant, AppError> {
        let bad = |subject: &str| Denial::new(Code::Invalid, subject);
        let zone = TimeZone::get(&at.time_zone).unwrap_or(TimeZone::UTC);
        let date: Date = day.trim().parse().map_err(|_| bad("on"))?;
        let begin = |date: Date| date.to_zoned(zone.clone()).map(|it| it.timestamp().as_microsecond());
        let next = date.checked_add(Span::new().days(1)).map_err(|_| bad("on"))?;
        let (from, until) = (begin(date).map_err(|_| bad("on"))?, begin(next).map_err(|_| bad("on"))?);
        if from > self.now().0 {
            return Err(bad("on-later").into());
        }
        if until <= self.store.known_from(permit).await?.0 {
            return Err(bad("on-unknown").into());
        }
        Ok(Instant(until))
    }

    /// The day it is at a customer.
    #[must_use]
    pub fn today(&self, at: &Organisation) -> Date {
        let zone = TimeZone::get(&at.time_zone).unwrap_or(TimeZone::UTC);
        Timestamp::from_microsecond(self.now().0).unwrap_or_default().to_zoned(zone).date()
    }
}
