//! What a partner did at its customers: the days that may be asked for, the customers that the reader's role reaches, and
//! the names behind the keys of records. It only reads.

use std::collections::BTreeMap;

use cupo_domain::access::{Caller, PartnerPermit, Recorded, recorded};
use cupo_domain::ids::{CustomerId, Guid};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::audit::AuditRow;
use cupo_store::organisations::Organisation;
use cupo_store::partner_log::PartnerLog;
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::app::App;
use crate::audit::actors::Actors;
use crate::audit::{Known, day_of, days, kinds};
use crate::error::AppError;
use crate::text::fold;

/// Days that are told when nobody says which.
pub const DAYS: i64 = 30;
/// Days that can be asked for, back from today.
pub const DAYS_MAX: i64 = 90;

/// What is asked of a partner's record.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Text in the name of the customer.
    pub company: Option<String>,
    /// The customer.
    pub customer: Option<Guid>,
    /// The kind of thing that was changed.
    pub resource: Option<String>,
}

/// What a partner did at one customer, with names.
#[derive(Clone, Debug)]
pub struct Deed {
    /// At whom.
    pub customer: Organisation,
    /// The record.
    pub row: AuditRow,
}

/// A page of the record, and what its keys stand for.
#[derive(Clone, Debug)]
pub struct Deeds {
    /// The newest first.
    pub deeds: Vec<Deed>,
    /// By customer.
    pub known: BTreeMap<CustomerId, Known>,
    /// Who did it.
    pub actors: Actors,
}

/// A question that may be asked, page by page.
#[derive(Clone, Debug)]
pub struct Question {
    /// For the store.
    pub list: PartnerLog,
    /// The partner.
    pub permit: PartnerPermit,
    customers: BTreeMap<CustomerId, Organisation>,
}

/// The kinds of thing that records are about, in the order of the kinds of change.
#[must_use]
pub fn resources() -> Vec<&'static str> {
    let mut all: Vec<&'static str> = Vec::new();
    for kind in kinds::ALL.iter().filter_map(|kind| kind.split('.').next()) {
        if !all.contains(&kind) {
            all.push(kind);
        }
    }
    all
}

/// The days of a question: the last thirty unless others are said, none of them older than ninety (R-AUDIT-3).
///
/// # Errors
/// E-INVALID `from-old` for an older one, `dates` when the last day lies before the first.
pub fn range(today: Date, from: Option<Date>, to: Option<Date>) -> Result<(Date, Date), Denial> {
    let back = |day: Date, count: i64| day.saturating_sub(Span::new().days(count));
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| back(to, DAYS));
    if from < back(today, DAYS_MAX) {
        return Err(Denial::new(Code::Invalid, "from-old").with_figure(DAYS_MAX));
    }
    if from > to {
        return Err(Denial::new(Code::Invalid, "dates"));
    }
    Ok((from, to))
}

impl App {
    /// The day it is where a partner is.
    #[must_use]
    pub fn zone_of(&self, at: &Organisation) -> TimeZone {
        TimeZone::get(&at.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// A question to a partner's record, as far as the reader's role reaches.
    ///
    /// # Errors
    /// E-INVALID `resource`, `from-old`, `dates`, `from` or `to`; failures of the store.
    pub async fn ask_activity(
        &self,
        caller: &Caller,
        (partner, permit): (&Organisation, &PartnerPermit),
        asked: &Asked,
    ) -> Result<Question, AppError> {
        let zone = self.zone_of(partner);
        let span = range(day_of(&zone, self.now().0), asked.from, asked.to)?;
        let (from, to) = days(&zone, span)?;
        if asked.resource.as_deref().is_some_and(|kind| !resources().contains(&kind)) {
            return Err(AppError::denied(Code::Invalid, "resource"));
        }
        let wanted = |it: &Organisation| {
            asked.customer.is_none_or(|guid| guid == it.guid)
                && asked.company.as_deref().is_none_or(|text| fold(&it.name).contains(&fold(text)))
        };
        let (mut customers, mut reach) = (BTreeMap::new(), Vec::<Recorded>::new());
        for (it, _) in self.store.customers_with_heads(permit).await? {
            if let Some(part) = recorded(caller, &it.territory()).filter(|_| wanted(&it)) {
                reach.push(part);
                customers.insert(it.id, it);
            }
        }
        let list = PartnerLog { reach, from, to, resource: asked.resource.clone(), ..PartnerLog::default() };
        Ok(Question { list, permit: permit.clone(), customers })
    }

    /// A page of a partner's record: what was done before a place, the newest first.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn activity(
        &self,
        of: &Question,
        before: Option<(i64, i64, i64)>,
        take: i64,
    ) -> Result<Deeds, AppError> {
        let list = PartnerLog { before, take, ..of.list.clone() };
        let found = self.store.partner_records(&of.permit, &list).await?;
        let mut rows: BTreeMap<CustomerId, Vec<AuditRow>> = BTreeMap::new();
        for (customer, row) in &found {
            rows.entry(*customer).or_default().push(row.clone());
        }
        let mut known = BTreeMap::new();
        for part in &list.reach {
            let permit = part.permit();
            if let Some(rows) = rows.get(&permit.customer()) {
                known.insert(permit.customer(), self.behind(permit, rows).await?);
            }
        }
        let home = of.permit.partner();
        let actors = self.actors((home, Some(home)), found.iter().map(|(_, row)| row.actor.as_str())).await?;
        let deed = |(customer, row): (CustomerId, AuditRow)| {
            Some(Deed { customer: of.customers.get(&customer)?.clone(), row })
        };
        Ok(Deeds { deeds: found.into_iter().filter_map(deed).collect(), known, actors })
    }

    /// How many records answer a question.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn count_activity(&self, of: &Question) -> Result<i64, AppError> {
        Ok(self.store.count_partner_records(&of.permit, &of.list).await?)
    }
}

/// The place of a record in the order of a partner's record.
#[must_use]
pub fn place(it: &Deed) -> (i64, i64, i64) {
    (it.row.at, it.customer.id.0, it.row.seq)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn r_audit_3_thirty_days_unless_others_are_said_and_none_older_than_ninety() {
        let today = date(2026, 6, 30);
        assert_eq!(range(today, None, None).unwrap(), (date(2026, 5, 31), today));
        assert_eq!(range(today, None, Some(date(2026, 6, 10))).unwrap().0, date(2026, 5, 11));
        assert!(range(today, Some(date(2026, 4, 1)), None).is_ok(), "ninety days");
        assert_eq!(range(today, Some(date(2026, 3, 31)), None).unwrap_err().subject, "from-old");
        assert_eq!(range(today, None, Some(date(2026, 4, 2))).unwrap_err().subject, "from-old");
        let turned = range(today, Some(date(2026, 6, 2)), Some(date(2026, 6, 1)));
        assert_eq!(turned.unwrap_err().subject, "dates");
        assert!(resources().contains(&"licenses") && resources().len() > 5);
    }
}
