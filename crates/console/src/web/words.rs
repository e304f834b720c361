//! Decisions in words: verdicts, refusals with their repair, clocks. It puts data into sentences and decides nothing.

use cupo_app::licenses::totals::{ClockTotals, ReasonTotals, Totals};
use cupo_app::store::organisations::Organisation;
use cupo_domain::catalogue::{Catalogue, Workload};
use cupo_domain::country::Country;
use cupo_domain::decision::{Direct, Effect, Kept, Verdict};
use cupo_domain::ids::{Guid, PlanId, ProductId};
use cupo_domain::refusal::{Code, Reason, Repair};

use crate::lang::Lang;
use crate::pages::ClockLine;
use crate::texts::Texts;
use crate::view::{Tone, VerdictBadge, VerdictKind};
use crate::web::frame::when;
use crate::web::visit::Signed;

/// Names of products and plans in the reader's language.
pub struct Names<'a> {
    /// All products and plans.
    pub catalogue: &'a Catalogue,
    /// The reader's texts.
    pub t: &'static Texts,
}

impl Names<'_> {
    /// A product's name.
    #[must_use]
    pub fn product(&self, id: ProductId) -> String {
        self.catalogue.product(id).map_or_else(
            || self.t.unknown_product().into_owned(),
            |p| if self.t.lang == Lang::Es { p.name_es.clone() } else { p.name_en.clone() },
        )
    }

    /// A plan's name.
    #[must_use]
    pub fn plan(&self, id: PlanId) -> String {
        self.catalogue.plan(id).map_or_else(
            || self.t.unknown_plan().into_owned(),
            |p| if self.t.lang == Lang::Es { p.friendly_es.clone() } else { p.friendly_en.clone() },
        )
    }

    /// A product's outside identity.
    #[must_use]
    pub fn guid(&self, id: ProductId) -> Guid {
        self.catalogue.product(id).map_or_else(Guid::nil, |p| p.guid)
    }

    /// A country's name.
    #[must_use]
    pub fn country(&self, country: Country) -> String {
        if self.t.lang == Lang::Es { country.name_es().to_owned() } else { country.name_en().to_owned() }
    }

    /// Some plans as an enumeration.
    #[must_use]
    pub fn plans(&self, plans: impl IntoIterator<Item = PlanId>) -> String {
        let mut names: Vec<String> = plans.into_iter().map(|p| self.plan(p)).collect();
        names.dedup();
        names.join(", ")
    }

    /// Why, in one sentence with names.
    #[must_use]
    pub fn reason(&self, product: ProductId, reason: &Reason) -> String {
        let t = self.t;
        let from = |id: &Option<ProductId>| id.map(|id| self.product(id)).unwrap_or_default();
        match reason {
            Reason::UnknownUser => t.why_unknown_user().into_owned(),
            Reason::AccountDeleted => t.why_account_deleted().into_owned(),
            Reason::NoLocation => t.why_no_location().into_owned(),
            Reason::ProductDenied { country } => {
                t.why_product_denied(self.country(*country), self.product(product))
            }
            Reason::PlanDenied { plan, country } => {
                t.why_plan_denied(self.country(*country), self.plan(*plan))
            }
            Reason::MixedGroups => t.why_mixed_groups().into_owned(),
            Reason::SelfService => t.why_self_service().into_owned(),
            Reason::FromGroup => t.why_from_group().into_owned(),
            Reason::NoSeat => t.why_no_seat(self.product(product)),
            Reason::Excluded { plan, with, with_product } => match with_product {
                Some(_) => t.why_excluded_from(self.plan(*plan), from(with_product), self.plan(*with)),
                None => t.why_excluded(self.plan(*plan), self.plan(*with)),
            },
            Reason::Needs { plan, any_of } => {
                t.why_needs(self.plan(*plan), self.plans(any_of.iter().copied()))
            }
            Reason::NeededBy { plan, by, by_product } => match by_product {
                Some(_) => t.why_needed_by_from(self.plan(*by), self.plan(*plan), from(by_product)),
                None => t.why_needed_by(self.plan(*by), self.plan(*plan)),
            },
            Reason::AddressTaken { address } => t.why_address_taken(address),
            Reason::Sibling { product } => t.why_sibling(self.product(*product)),
            Reason::NotHeld => t.why_not_held().into_owned(),
            Reason::ChangedSince => t.why_changed_since().into_owned(),
        }
    }

    /// The smallest change that would make it work, in words; empty for nothing.
    #[must_use]
    pub fn repair(&self, repair: &Repair, count: i64) -> String {
        let t = self.t;
        match repair {
            Repair::BuySeats { product } => t.fix_buy(count, self.product(*product)),
            Repair::SetLocation => t.fix_location().into_owned(),
            Repair::SwitchOff { product, plan } => t.fix_switch_off(self.plan(*plan), self.product(*product)),
            Repair::TurnOn { any_of } => t.fix_turn_on(self.plans(any_of.iter().copied())),
            Repair::ReleaseNeed { plan, product } => match product {
                Some(product) => t.fix_release_from(self.plan(*plan), self.product(*product)),
                None => t.fix_release(self.plan(*plan)),
            },
            Repair::SplitRequest => t.fix_split().into_owned(),
            Repair::TakeOver => t.fix_take_over().into_owned(),
            Repair::EditGroup => t.fix_group().into_owned(),
            Repair::RestoreUser => t.fix_restore().into_owned(),
            Repair::ChangeAddress { address } => t.fix_address(address),
            Repair::RepairSibling { product } => t.fix_sibling(self.product(*product)),
            Repair::OtherProduct => t.fix_other_product().into_owned(),
            Repair::PreviewAgain => t.fix_again().into_owned(),
            Repair::None => String::new(),
        }
    }

    /// What changed, or why nothing did.
    #[must_use]
    pub fn outcome(&self, product: ProductId, verdict: &Verdict, before: &Direct, after: &Direct) -> String {
        let t = self.t;
        match verdict {
            Verdict::Done(Effect::Granted) => match after {
                Some((_, off)) if !off.is_empty() => t.what_granted_without(self.plans(off.iter())),
                _ => t.what_granted().into_owned(),
            },
            Verdict::Done(Effect::Revoked) => t.what_revoked().into_owned(),
            Verdict::Done(Effect::PlansChanged) => self.plans_changed(before, after),
            Verdict::Unchanged => t.what_unchanged().into_owned(),
            Verdict::Kept(Kept::Inherited) => t.what_kept_inherited().into_owned(),
            Verdict::Kept(Kept::SelfService) => t.what_kept_self_service().into_owned(),
            Verdict::Refused(refusal) => {
                let why = refusal.reasons.first().map(|r| self.reason(product, r)).unwrap_or_default();
                let fix = self.repair(&refusal.repair, 1);
                if fix.is_empty() { why } else { format!("{why} {fix}") }
            }
        }
    }

    fn plans_changed(&self, before: &Direct, after: &Direct) -> String {
        let off = |direct: &Direct| direct.as_ref().map(|(_, off)| off.clone()).unwrap_or_default();
        let (was, is) = (off(before), off(after));
        let (on_now, off_now) = (was.minus(&is), is.minus(&was));
        let mut parts = Vec::new();
        if !on_now.is_empty() {
            parts.push(self.t.what_plans_on(self.plans(on_now.iter())));
        }
        if !off_now.is_empty() {
            parts.push(self.t.what_plans_off(self.plans(off_now.iter())));
        }
        parts.join(" ")
    }
}

/// The badge of a verdict.
#[must_use]
pub fn badge(t: &Texts, verdict: &Verdict) -> VerdictBadge {
    let kind = match verdict {
        Verdict::Done(_) => VerdictKind::Done,
        Verdict::Unchanged => VerdictKind::Unchanged,
        Verdict::Kept(_) => VerdictKind::Kept,
        Verdict::Refused(refusal) if refusal.code() == Code::Changed => VerdictKind::Changed,
        Verdict::Refused(_) => VerdictKind::Refused,
    };
    VerdictBadge::new(t, kind)
}

/// The clocks that a decision starts, and what is lost without a clock (R-UI-15).
#[must_use]
pub fn clock_lines(signed: &Signed, customer: &Organisation, totals: &Totals) -> Vec<ClockLine> {
    let mut lines: Vec<ClockLine> = totals.clocks.iter().map(|c| clock_line(signed, customer, c)).collect();
    let t = signed.t();
    for (workload, count) in &totals.lost {
        let (what, consequence) = match workload {
            Workload::Files => (t.clock_files(*count), t.clock_files_kept()),
            Workload::Unknown => (t.clock_unknown(*count), t.clock_unknown_text()),
            Workload::Mail => (t.clock_search(*count), t.clock_search_off()),
            _ => continue,
        };
        lines.push(ClockLine {
            what,
            consequence: consequence.into_owned(),
            due: None,
            saves: String::new(),
            tone: Tone::Plain,
        });
    }
    lines
}

/// One clock that starts.
#[must_use]
pub fn clock_line(signed: &Signed, customer: &Organisation, clock: &ClockTotals) -> ClockLine {
    let t = signed.t();
    let (what, consequence, saves) = workload_words(t, clock.workload, clock.count);
    ClockLine {
        what,
        consequence,
        due: Some(when(signed, customer, clock.due.0)),
        saves,
        tone: if clock.loses_data { Tone::Loss } else { Tone::Clock },
    }
}

/// Whose data, what happens to it and what saves it.
#[must_use]
pub fn workload_words(t: &Texts, workload: Workload, count: i64) -> (String, String, String) {
    match workload {
        Workload::Mail => {
            (t.clock_mail(count), t.clock_mail_text().into_owned(), t.clock_mail_saves().into_owned())
        }
        Workload::MailArchive => {
            (t.clock_archive(count), t.clock_mail_text().into_owned(), t.clock_mail_saves().into_owned())
        }
        Workload::Apps => {
            (t.clock_apps(count), t.clock_apps_text().into_owned(), t.clock_apps_saves().into_owned())
        }
        Workload::Files => {
            (t.clock_files(count), t.clock_files_text().into_owned(), t.clock_files_saves().into_owned())
        }
        Workload::Search | Workload::None | Workload::Unknown => {
            (t.clock_unknown(count), t.clock_unknown_text().into_owned(), String::new())
        }
    }
}

/// One group of refusals in a sentence with its repair.
#[must_use]
pub fn reason_sentence(names: &Names<'_>, group: &ReasonTotals) -> String {
    let why = group.reason.as_ref().map(|r| names.reason(group.product, r)).unwrap_or_default();
    let fix = names.repair(&group.repair, group.count);
    names.t.foreseen(group.count, fix, why)
}
