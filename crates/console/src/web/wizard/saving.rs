//! Which licenses save a person's data on a clock, in words for the panel of one user. It gives nothing by itself.

use cupo_domain::assignment::{Holder, RunningClock};
use cupo_domain::catalogue::Catalogue;
use cupo_domain::ids::Guid;

use crate::pages::LicenseChoice;
use crate::view::{Note, NoteKind};
use crate::web::at_risk::data_name;
use crate::web::frame::when;
use crate::web::visit::{At, Signed};

/// What data on a clock needs: a license with the service that holds it (D-19).
pub(super) struct Saving<'a> {
    pub signed: &'a Signed,
    pub at: &'a At,
    pub holder: &'a Holder,
    pub catalogue: &'a Catalogue,
}

impl Saving<'_> {
    /// Data on a clock that a product's service would save.
    fn saved(&self, choice: &LicenseChoice) -> Vec<&RunningClock> {
        let product = Guid::parse_str(&choice.id).ok().and_then(|guid| self.catalogue.product_by_guid(guid));
        let Some(product) = product else { return Vec::new() };
        let holds = |it: &&RunningClock| product.plans.intersects(&self.catalogue.plans_of(it.workload));
        self.holder.clocks.iter().filter(holds).collect()
    }

    /// Whether giving a product would save something.
    pub fn helps(&self, choice: &LicenseChoice) -> bool {
        !self.saved(choice).is_empty()
    }

    /// What giving a product would save.
    pub fn note(&self, choice: &LicenseChoice) -> Option<Note> {
        let t = self.signed.t();
        let names: Vec<String> = self.saved(choice).iter().map(|it| data_name(t, it.workload)).collect();
        let text = t.panel_saves(names.join(", "));
        (!names.is_empty()).then_some(Note { kind: NoteKind::Info, text, repair: None, who: None })
    }

    /// What will be lost and when, with the licenses that save it.
    pub fn lost(&self, choices: &[LicenseChoice]) -> Vec<Note> {
        const NAMED_MAX: usize = 5;
        let t = self.signed.t();
        let line = |clock: &RunningClock| {
            let saves = |it: &&LicenseChoice| self.saved(it).iter().any(|it| it.workload == clock.workload);
            let all: Vec<&str> =
                choices.iter().filter(|it| !it.was).filter(saves).map(|it| it.name.as_str()).collect();
            if all.is_empty() {
                return None;
            }
            let mut named: Vec<String> = all.iter().take(NAMED_MAX).map(|name| (*name).to_owned()).collect();
            match all.len().saturating_sub(NAMED_MAX) {
                0 => {}
                more => named.push(t.and_more(more)),
            }
            let due = when(self.signed, &self.at.organisation, clock.due.0);
            let text = t.panel_lost(data_name(t, clock.workload), due.text, named.join(", "));
            Some(Note { kind: NoteKind::Clock, text, repair: None, who: None })
        };
        self.holder.clocks.iter().filter_map(line).collect()
    }
}
