//! Which records the address asks for: two days of the customer's calendar, both included, and a kind of change.
//! Without days it is the latest month.

use cupo_app::audit::kinds;
use cupo_app::store::audit_log::AuditList;
use cupo_domain::refusal::{Code, Denial};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::texts::Texts;
use crate::view::Field;
use crate::web::frame::zone;
use crate::web::posted::Fields;
use crate::web::visit::{At, Signed};

/// Two days, as typed and as read.
#[derive(Clone, Debug)]
pub struct Range {
    from: Day,
    to: Day,
    zone: TimeZone,
}

#[derive(Clone, Debug)]
struct Day {
    typed: String,
    read: Option<Date>,
}

impl Range {
    /// Reads an address; days that cannot be read are told beside their fields.
    ///
    /// # Errors
    /// Never in practice: the calendar reaches further than the clock.
    pub fn read(signed: &Signed, at: &At, (asked, begins): (&Fields, Option<i64>)) -> Result<Self, Denial> {
        let zone = zone(&at.organisation);
        let day = |at: i64| {
            let instant = Timestamp::from_microsecond(at).map_err(|_| Denial::new(Code::Invalid, "now"))?;
            Ok(instant.to_zoned(zone.clone()).date())
        };
        let begins = begins.map(day).transpose()?;
        Ok(Self::of((day(signed.visit.hall.app.now().0)?, begins), zone, asked))
    }

    /// The day of today, and the one with which to begin when none is asked for.
    fn of((today, begins): (Date, Option<Date>), zone: TimeZone, asked: &Fields) -> Self {
        let to = Day::of(asked, "to", &zone, || today);
        let last = to.read.unwrap_or(today);
        let from = Day::of(asked, "from", &zone, || {
            begins.map_or_else(|| last.saturating_sub(Span::new().months(1)), |begins| begins.min(last))
        });
        Self { from, to, zone }
    }

    /// The fields with what is wrong about them.
    #[must_use]
    pub fn fields(&self, t: &Texts) -> (Field, Field) {
        let field = |name: &'static str, label: String, day: &Day| {
            let field = Field::text(name, label).of("date", "off").value(&day.typed);
            if day.read.is_some() { field } else { field.error(t.audit_date_unreadable(&day.typed)) }
        };
        let mut from = field("from", t.audit_from().into_owned(), &self.from);
        if let (Some(first), Some(last)) = (self.from.read, self.to.read)
            && first > last
        {
            from = from.error(t.audit_dates_wrong());
        }
        (from, field("to", t.audit_to().into_owned(), &self.to))
    }

    /// The list for the store.
    ///
    /// # Errors
    /// E-INVALID with the part that is not understood.
    pub fn list(&self, asked: &Fields) -> Result<AuditList, Denial> {
        let action = match asked.some("action") {
            None => None,
            Some(key) if kinds::ALL.contains(&key) => Some(key.to_owned()),
            Some(_) => return Err(Denial::new(Code::Invalid, "action")),
        };
        let place = |name: &str| match asked.some(name) {
            None => Ok(None),
            Some(_) => asked.number(name).map(Some),
        };
        Ok(AuditList {
            from: self.begin("from", &self.from, 0)?,
            to: self.begin("to", &self.to, 1)?,
            action,
            before: place("before")?,
            after: place("after")?,
            ..AuditList::default()
        })
    }

    /// The instant at which a day begins, or the day after.
    fn begin(&self, name: &str, day: &Day, after: i64) -> Result<i64, Denial> {
        let bad = || Denial::new(Code::Invalid, name);
        let date = day.read.ok_or_else(bad)?.saturating_add(Span::new().days(after));
        Ok(date.to_zoned(self.zone.clone()).map_err(|_| bad())?.timestamp().as_microsecond())
    }
}

impl Day {
    fn of(asked: &Fields, name: &str, zone: &TimeZone, otherwise: impl FnOnce() -> Date) -> Self {
        // A day at the edge of the calendar, whose end no clock shows, is none.
        let ends = |day: &Date| day.saturating_add(Span::new().days(1)).to_zoned(zone.clone()).is_ok();
        let begins = |day: &Date| day.to_zoned(zone.clone()).is_ok();
        match asked.some(name) {
            Some(text) => {
                let read = text.parse().ok().filter(|day| begins(day) && ends(day));
                Self { typed: text.to_owned(), read }
            }
            None => {
                let day = otherwise();
                Self { typed: day.to_string(), read: Some(day) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::lang::Lang;

    fn range(query: &str) -> Range {
        let asked = Fields::read(query.as_bytes()).unwrap();
        Range::of((date(2026, 3, 31), None), TimeZone::get("Europe/Madrid").unwrap(), &asked)
    }

    #[test]
    fn r_audit_6_without_days_it_is_the_latest_month() {
        let (from, to) = range("").fields(Texts::get(Lang::En));
        assert_eq!((from.value.as_str(), to.value.as_str()), ("2026-02-28", "2026-03-31"));
        assert!(from.error.is_none() && to.error.is_none());
    }

    #[test]
    fn days_are_those_of_the_customer_and_both_are_included() {
        let list = range("from=2026-03-29&to=2026-03-29").list(&Fields::default()).unwrap();
        // The day on which clocks go forward has 23 hours.
        assert_eq!(list.to - list.from, 23 * 3_600_000_000);
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field() {
        let t = Texts::get(Lang::Es);
        assert!(range("from=2026-04-02&to=2026-04-01").fields(t).0.error.is_some());
        assert!(range("to=yesterday").fields(t).1.error.unwrap().contains("yesterday"));
        assert!(range("to=yesterday").list(&Fields::default()).is_err());
        assert!(range("to=9999-12-31").fields(t).1.error.unwrap().contains("9999-12-31"));
        // A day before the calendar of instants begins is told, not guessed.
        let beyond = range("from=-009999-01-01").list(&Fields::default());
        assert_eq!(beyond.unwrap_err().subject, "from");
        let asked = Fields::read(b"action=nonsense").unwrap();
        assert_eq!(range("").list(&asked).unwrap_err().subject, "action");
    }
}
