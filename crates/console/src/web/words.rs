//! Decisions in words: verdicts, refusals with their repair, clocks. It puts data into sentences and decides nothing.

use cupo_app::licenses::totals::{ClockTotals, ReasonTotals, Totals};
use cupo_app::options::policy_of;
use cupo_app::store::organisations::Organisation;
use cupo_domain::catalogue::{Catalogue, Workload};
use cupo_domain::decision::{Direct, Effect, Kept, Verdict};
use cupo_domain::ids::{Guid, PlanId, ProductId};
use cupo_domain::refusal::{Code, Reason, Repair};
use cupo_http::words::Words;

use crate::pages::ClockLine;
use crate::texts::Texts;
use crate::view::{Tone, VerdictBadge, VerdictKind};
use crate::web::changes::field_name;
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
    fn words(&self) -> Words<'_> {
        Words::new(self.catalogue, self.t.lang)
    }

    /// A product's name.
    #[must_use]
    pub fn product(&self, id: ProductId) -> String {
        self.words().product(id)
    }

    /// A product's name, or a dash for a line about the user as a whole.
    #[must_use]
    pub fn product_or_none(&self, id: ProductId) -> String {
        if id == ProductId(0) { "\u{2013}".to_owned() } else { self.product(id) }
    }

    /// The name of a field, a setting or another fact; a policy is called after its product.
    #[must_use]
    pub fn field(&self, key: &str) -> String {
        let product = policy_of(key).and_then(|guid| self.catalogue.product_by_guid(guid));
        match product {
            Some(product) => self.t.policy_of(self.product(product.id)),
            None => field_name(self.t, key),
        }
    }

    /// A plan's name.
    #[must_use]
    pub fn plan(&self, id: PlanId) -> String {
        self.words().plan(id)
    }

    /// A product's outside identity.
    #[must_use]
    pub fn guid(&self, id: ProductId) -> Guid {
        self.catalogue.product(id).map_or_else(Guid::nil, |p| p.guid)
    }

    /// Some plans as an enumeration.
    #[must_use]
    pub fn plans(&self, plans: impl IntoIterator<Item = PlanId>) -> String {
        self.words().plans(plans)
    }

    /// Why, in one sentence with names.
    #[must_use]
    pub fn reason(&self, product: ProductId, reason: &Reason) -> String {
        self.words().reason(product, reason)
    }

    /// The smallest change that would make it work, in words; empty for nothing.
    #[must_use]
    pub fn repair(&self, reason: Option<&Reason>, repair: &Repair, count: i64) -> String {
        self.words().repair(reason, repair, count)
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
            Verdict::Unchanged if product == ProductId(0) => t.what_nothing().into_owned(),
            Verdict::Unchanged => t.what_unchanged().into_owned(),
            Verdict::Kept(Kept::Inherited) => t.what_kept_inherited().into_owned(),
            Verdict::Kept(Kept::SelfService) => t.what_kept_self_service().into_owned(),
            Verdict::Refused(refusal) => {
                let why = refusal.reasons.first().map(|r| self.reason(product, r)).unwrap_or_default();
                let fix = self.repair(refusal.reasons.first(), &refusal.repair, 1);
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
            who: None,
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
        who: None,
        tone: if clock.loses_data { Tone::Loss } else { Tone::Clock },
    }
}

/// One clock that starts with a deletion: no license saves what a deleted person left, only the person's return does
/// (R-RESTORE-6).
#[must_use]
pub fn clock_line_of_deleted(signed: &Signed, customer: &Organisation, clock: &ClockTotals) -> ClockLine {
    ClockLine { saves: signed.t().clock_deleted_saves().into_owned(), ..clock_line(signed, customer, clock) }
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
    let fix = names.repair(group.reason.as_ref(), &group.repair, group.count);
    names.t.foreseen(group.count, fix, why)
}
