//! Why one user and product was refused, and what would help, in words. It puts data into sentences and decides nothing.

use cupo_domain::advice;
use cupo_domain::catalogue::Catalogue;
use cupo_domain::country::Country;
use cupo_domain::ids::{PlanId, ProductId};
use cupo_domain::refusal::{Reason, Repair};

use crate::lang::Lang;
use crate::said::Texts;

/// Names of products and plans in the reader's language, and the sentences that hold them.
pub struct Words<'a> {
    /// All products and plans.
    pub catalogue: &'a Catalogue,
    /// The reader's texts.
    pub t: &'static Texts,
}

impl<'a> Words<'a> {
    /// The words of a language.
    #[must_use]
    pub fn new(catalogue: &'a Catalogue, lang: Lang) -> Self {
        Self { catalogue, t: Texts::get(lang) }
    }

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
            Reason::AllOrNothing => t.why_all_or_nothing().into_owned(),
            Reason::RoleGone => t.why_role_gone().into_owned(),
        }
    }

    /// The smallest change that would make it work for `count` users, in words; empty for nothing.
    #[must_use]
    pub fn repair(&self, reason: Option<&Reason>, repair: &Repair, count: i64) -> String {
        let t = self.t;
        match &advice::best(self.catalogue, reason, repair) {
            Repair::BuySeats { product } => t.fix_buy(count, self.product(*product)),
            Repair::TakeAway { product } => t.fix_take_away(self.product(*product)),
            Repair::SetLocation => t.fix_location().into_owned(),
            Repair::SwitchOff { product, plans } => {
                t.fix_switch_off(self.plans(plans.iter().copied()), self.product(*product))
            }
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
            Repair::RepairOthers => t.fix_others().into_owned(),
            Repair::OtherProduct => t.fix_other_product().into_owned(),
            Repair::PreviewAgain => t.fix_again().into_owned(),
            Repair::None => String::new(),
        }
    }
}
