//! What the address asks of the activity log: days of the partner's calendar, part of a customer's name, one customer, one
//! kind of thing. What cannot be read is told beside its field.

use cupo_app::activity::{Asked, DAYS, DAYS_MAX, resources};
use cupo_app::audit::day_of;
use cupo_app::error::AppError;
use cupo_app::store::organisations::Organisation;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};
use jiff::Span;
use jiff::civil::Date;

use super::trouble_of;
use crate::texts::Texts;
use crate::view::{Choice, Field, Link};
use crate::web::address::Address;
use crate::web::posted::Fields;
use crate::web::visit::Signed;

/// The filters of an address, read.
pub struct Filter {
    /// The partner.
    pub partner: Organisation,
    /// For the use case.
    pub asked: Asked,
    from: Typed,
    to: Typed,
}

/// A day as typed, or as it is when nothing was typed.
struct Typed {
    text: String,
    bad: bool,
}

impl Filter {
    /// Reads an address.
    ///
    /// # Errors
    /// E-INVALID for a customer's id that is none; when the store cannot answer.
    pub async fn read(signed: &Signed, asked: &Fields) -> Result<Self, AppError> {
        let app = &signed.visit.hall.app;
        let partner = app.store().organisation_by_id(signed.who.home).await?;
        let partner = partner.ok_or_else(|| AppError::denied(Code::Scope, "customer"))?;
        let today = day_of(&app.zone_of(&partner), app.now().0);
        let read = |name: &str| asked.some(name).map(|text| text.parse::<Date>().ok());
        let (from, to) = (read("from"), read("to"));
        let last = to.flatten().unwrap_or(today);
        let typed = |name: &str, day: Option<Option<Date>>, otherwise: Date| Typed {
            text: asked.some(name).map_or_else(|| otherwise.to_string(), str::to_owned),
            bad: day == Some(None),
        };
        let customer = asked.some("customer").map(Guid::parse_str).transpose();
        let text = |name: &str| asked.some(name).map(str::to_owned);
        Ok(Self {
            from: typed("from", from, last.saturating_sub(Span::new().days(DAYS))),
            to: typed("to", to, today),
            asked: Asked {
                from: from.flatten(),
                to: to.flatten(),
                company: text("company"),
                customer: customer.map_err(|_| Denial::new(Code::Invalid, "customer"))?,
                resource: text("resource"),
            },
            partner,
        })
    }

    /// What cannot be read as a day.
    ///
    /// # Errors
    /// E-INVALID with the name of the field.
    pub fn days(&self) -> Result<(), Denial> {
        let bad = [("from", &self.from), ("to", &self.to)].into_iter().find(|(_, typed)| typed.bad);
        bad.map_or(Ok(()), |(name, _)| Err(Denial::new(Code::Invalid, name)))
    }

    /// The days of the form with what is wrong about them.
    #[must_use]
    pub fn fields(&self, t: &Texts, error: Option<&AppError>) -> (Field, Field) {
        let field = |name: &'static str, label: String, it: &Typed| {
            let field = Field::text(name, label).of("date", "off").value(&it.text);
            if it.bad { field.error(t.audit_date_unreadable(&it.text)) } else { field }
        };
        let from = field("from", t.audit_from().into_owned(), &self.from);
        let to = field("to", t.audit_to().into_owned(), &self.to);
        match trouble_of(error) {
            Some("from-old") => (from.error(t.activity_too_old(DAYS_MAX)), to),
            Some("dates" | "from") => (from.error(t.audit_dates_wrong()), to),
            Some("to") => {
                let words = t.audit_date_unreadable(&self.to.text);
                (from, to.error(words))
            }
            _ => (from, to),
        }
    }

    /// The field with part of a customer's name.
    #[must_use]
    pub fn company(&self, t: &Texts) -> Field {
        Field::text("company", t.activity_company()).value(self.asked.company.as_deref().unwrap_or(""))
    }

    /// The kinds of thing.
    #[must_use]
    pub fn resources(&self, t: &Texts) -> Vec<Choice> {
        let chosen = self.asked.resource.as_deref();
        let each = resources().into_iter().map(|key| Choice::new(key, words(t, key), chosen == Some(key)));
        std::iter::once(Choice::new("", t.filter_any(), chosen.is_none())).chain(each).collect()
    }

    /// The customer that alone is shown, and the way to all.
    #[must_use]
    pub fn customer(&self, t: &Texts, here: &Address) -> Option<(String, Link)> {
        let guid = self.asked.customer?;
        Some((guid.to_string(), Link::new(t.frame_all_customers(), here.without(&["customer"]).href())))
    }
}

/// A kind of thing in words.
fn words(t: &Texts, key: &str) -> String {
    match key {
        "licenses" => t.rail_licenses(),
        "user" => t.rail_users(),
        "subscription" => t.rail_your_products(),
        "settings" => t.rail_settings(),
        "domains" => t.activity_domains(),
        "calendar" => t.activity_calendar(),
        "hold" => t.activity_holds(),
        "data" => t.risk_title(),
        "files" => t.activity_files(),
        "mailbox" => t.activity_mailboxes(),
        "copy" => t.activity_copies(),
        "organisation" => t.rail_customers(),
        "app" => t.activity_programs(),
        "view" => t.activity_views(),
        "group" => t.rail_groups(),
        "change" => t.waiting_title(),
        "request" => t.requests_title(),
        other => return other.to_owned(),
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_kind_of_thing_has_words_in_both_languages() {
        for lang in [Lang::En, Lang::Es] {
            for key in resources() {
                assert_ne!(words(Texts::get(lang), key), key);
            }
        }
    }
}
