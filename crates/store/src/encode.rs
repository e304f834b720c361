//! How domain values stand in the database: small numbers for closed lists, compact text for the rest.
//! Both directions are here, so that nothing is written that cannot be read.

use cupo_domain::access::{BillingAgreement, Cloud};
use cupo_domain::assignment::SourceState;
use cupo_domain::catalogue::Workload;
use cupo_domain::country::Country;
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::decision::{Direct, Effect, Kept, Verdict};
use cupo_domain::ids::{PlanId, ProductId};
use cupo_domain::lifecycle::{Agreement, SuspensionReason};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::{Reason, Refusal};
use cupo_domain::retention::Stage;
use serde_json::{Value as Json, json};

use crate::error::StoreError;

macro_rules! numbered {
    ($to:ident, $from:ident, $type:ty, $what:literal, $($variant:path = $number:literal),* $(,)?) => {
        #[doc = concat!("The number that stands for a ", $what, ".")]
        #[must_use]
        pub fn $to(value: $type) -> i64 {
            match value { $($variant => $number,)* }
        }

        #[doc = concat!("The ", $what, " that a number stands for.")]
        ///
        /// # Errors
        /// When the number stands for none.
        pub fn $from(number: i64) -> Result<$type, StoreError> {
            match number {
                $($number => Ok($variant),)*
                other => Err(StoreError::Corrupt(format!(concat!("{} is no ", $what), other))),
            }
        }
    };
}

numbered!(
    workload_number,
    workload,
    Workload,
    "workload",
    Workload::Mail = 0,
    Workload::MailArchive = 1,
    Workload::Files = 2,
    Workload::Apps = 3,
    Workload::Search = 4,
    Workload::None = 5,
    Workload::Unknown = 6,
);
numbered!(
    channel_number,
    channel,
    Channel,
    "channel",
    Channel::Direct = 0,
    Channel::Legacy = 1,
    Channel::Reseller = 2,
    Channel::PrepaidKey = 3,
    Channel::Volume = 4,
    Channel::Trial = 5,
    Channel::SelfService = 6,
    Channel::Free = 7,
);
numbered!(
    status_number,
    status,
    Status,
    "subscription status",
    Status::Scheduled = 0,
    Status::Pending = 1,
    Status::Active = 2,
    Status::Expired = 3,
    Status::Disabled = 4,
    Status::Suspended = 5,
    Status::Deleted = 6,
);
numbered!(
    state_number,
    source_state,
    SourceState,
    "source state",
    SourceState::Active = 0,
    SourceState::ActiveWithError = 1,
    SourceState::Error = 2,
);
numbered!(
    mastery_number,
    mastery,
    Mastery,
    "mastery",
    Mastery::Cloud = 0,
    Mastery::Scim = 1,
    Mastery::Sync = 2,
);
numbered!(
    agreement_number,
    agreement,
    Agreement,
    "agreement",
    Agreement::Standard = 0,
    Agreement::Enterprise = 1,
    Agreement::VolumeEnterprise = 2,
    Agreement::Open = 3,
    Agreement::Partner = 4,
    Agreement::PartnerLegacy = 5,
    Agreement::PartnerVianet = 6,
    Agreement::Trial = 7,
);
numbered!(
    suspension_number,
    suspension,
    SuspensionReason,
    "reason for a suspension",
    SuspensionReason::Request = 0,
    SuspensionReason::NonPayment = 1,
    SuspensionReason::Fraud = 2,
);
numbered!(
    stage_number,
    stage,
    Stage,
    "stage",
    Stage::Grace = 0,
    Stage::Bin = 1,
    Stage::Held = 2,
    Stage::Restored = 3,
);
/// Clouds as a set of bits, by the number of each.
pub fn clouds_number(clouds: &std::collections::BTreeSet<Cloud>) -> i64 {
    clouds.iter().map(|it| 1 << cloud_number(*it)).sum()
}

/// Reads what [`clouds_number`] wrote.
pub fn clouds(bits: i64) -> std::collections::BTreeSet<Cloud> {
    [Cloud::Worldwide, Cloud::Vianet].into_iter().filter(|it| bits & (1 << cloud_number(*it)) != 0).collect()
}

numbered!(
    billing_agreement_number,
    agreement_of_billing,
    BillingAgreement,
    "agreement of a billing account",
    BillingAgreement::Online = 0,
    BillingAgreement::Customer = 1,
);
numbered!(cloud_number, cloud, Cloud, "cloud", Cloud::Worldwide = 0, Cloud::Vianet = 1,);

/// Plans of the stored form.
///
/// # Errors
/// When the text is not the stored form.
pub fn plans(text: &str) -> Result<PlanSet, StoreError> {
    PlanSet::decode(text).ok_or_else(|| StoreError::Corrupt(format!("`{text}` is no set of plans")))
}

/// A direct license before or after, as text; none for none.
#[must_use]
pub fn direct_text(direct: &Direct) -> Option<String> {
    direct.as_ref().map(|(state, off)| format!("{}:{}", state_number(*state), off.encode()))
}

/// Reads what [`direct_text`] wrote.
///
/// # Errors
/// When the text is something else.
pub fn direct(text: Option<&str>) -> Result<Direct, StoreError> {
    let Some(text) = text else { return Ok(None) };
    let bad = || StoreError::Corrupt(format!("`{text}` is no license"));
    let (state, off) = text.split_once(':').ok_or_else(bad)?;
    Ok(Some((source_state(state.parse().map_err(|_| bad())?)?, plans(off)?)))
}

/// A verdict as its number, effect, code and detail.
#[must_use]
pub fn verdict_parts(verdict: &Verdict) -> (i64, &'static str, &'static str, String) {
    match verdict {
        Verdict::Done(effect) => (0, effect_key(*effect), "", String::new()),
        Verdict::Unchanged => (1, "", "", String::new()),
        Verdict::Kept(Kept::Inherited) => (2, "inherited", "", String::new()),
        Verdict::Kept(Kept::SelfService) => (2, "self-service", "", String::new()),
        Verdict::Refused(refusal) => {
            let reasons: Vec<Json> = refusal.reasons.iter().map(reason_json).collect();
            (3, "", refusal.code().as_str(), Json::Array(reasons).to_string())
        }
    }
}

/// Reads what [`verdict_parts`] wrote.
///
/// # Errors
/// When the parts are something else.
pub fn verdict(number: i64, effect: &str, product: ProductId, detail: &str) -> Result<Verdict, StoreError> {
    let bad = || StoreError::Corrupt(format!("verdict {number} {effect} {detail}"));
    Ok(match (number, effect) {
        (0, "granted") => Verdict::Done(Effect::Granted),
        (0, "revoked") => Verdict::Done(Effect::Revoked),
        (0, "plans-changed") => Verdict::Done(Effect::PlansChanged),
        (1, _) => Verdict::Unchanged,
        (2, "inherited") => Verdict::Kept(Kept::Inherited),
        (2, "self-service") => Verdict::Kept(Kept::SelfService),
        (3, _) => {
            let list: Vec<Json> = serde_json::from_str(detail).map_err(|_| bad())?;
            let reasons: Option<Vec<Reason>> = list.iter().map(reason).collect();
            Verdict::Refused(Refusal::of(product, reasons.ok_or_else(bad)?))
        }
        _ => return Err(bad()),
    })
}

/// Stable key of an effect.
#[must_use]
pub fn effect_key(effect: Effect) -> &'static str {
    match effect {
        Effect::Granted => "granted",
        Effect::Revoked => "revoked",
        Effect::PlansChanged => "plans-changed",
    }
}

fn reason_json(reason: &Reason) -> Json {
    match reason {
        Reason::UnknownUser => json!({"is": "unknown-user"}),
        Reason::AccountDeleted => json!({"is": "account-deleted"}),
        Reason::NoLocation => json!({"is": "no-location"}),
        Reason::ProductDenied { country } => json!({"is": "product-denied", "country": country.as_str()}),
        Reason::PlanDenied { plan, country } => {
            json!({"is": "plan-denied", "plan": plan.0, "country": country.as_str()})
        }
        Reason::MixedGroups => json!({"is": "mixed-groups"}),
        Reason::SelfService => json!({"is": "self-service"}),
        Reason::FromGroup => json!({"is": "from-group"}),
        Reason::NoSeat => json!({"is": "no-seat"}),
        Reason::Excluded { plan, with, with_product } => {
            json!({"is": "excluded", "plan": plan.0, "with": with.0, "product": with_product.map(|p| p.0)})
        }
        Reason::Needs { plan, any_of } => {
            json!({"is": "needs", "plan": plan.0, "any": any_of.iter().map(|p| p.0).collect::<Vec<_>>()})
        }
        Reason::NeededBy { plan, by, by_product } => {
            json!({"is": "needed-by", "plan": plan.0, "with": by.0, "product": by_product.map(|p| p.0)})
        }
        Reason::AddressTaken { address } => json!({"is": "address-taken", "address": address}),
        Reason::Sibling { product } => json!({"is": "sibling", "product": product.0}),
        Reason::NotHeld => json!({"is": "not-held"}),
        Reason::ChangedSince => json!({"is": "changed-since"}),
        Reason::AllOrNothing => json!({"is": "all-or-nothing"}),
        Reason::RoleGone => json!({"is": "role-gone"}),
    }
}

fn reason(json: &Json) -> Option<Reason> {
    let number = |key: &str| json.get(key).and_then(Json::as_i64);
    let plan = |key: &str| number(key).map(PlanId);
    let product = || number("product").map(ProductId);
    let country = || json.get("country").and_then(Json::as_str).and_then(Country::parse);
    Some(match json.get("is")?.as_str()? {
        "unknown-user" => Reason::UnknownUser,
        "account-deleted" => Reason::AccountDeleted,
        "no-location" => Reason::NoLocation,
        "product-denied" => Reason::ProductDenied { country: country()? },
        "plan-denied" => Reason::PlanDenied { plan: plan("plan")?, country: country()? },
        "mixed-groups" => Reason::MixedGroups,
        "self-service" => Reason::SelfService,
        "from-group" => Reason::FromGroup,
        "no-seat" => Reason::NoSeat,
        "excluded" => Reason::Excluded { plan: plan("plan")?, with: plan("with")?, with_product: product() },
        "needs" => {
            let any = json.get("any")?.as_array()?.iter().map(|v| v.as_i64().map(PlanId));
            Reason::Needs { plan: plan("plan")?, any_of: any.collect::<Option<Vec<_>>>()? }
        }
        "needed-by" => Reason::NeededBy { plan: plan("plan")?, by: plan("with")?, by_product: product() },
        "address-taken" => Reason::AddressTaken { address: json.get("address")?.as_str()?.to_owned() },
        "sibling" => Reason::Sibling { product: product()? },
        "not-held" => Reason::NotHeld,
        "changed-since" => Reason::ChangedSince,
        "all-or-nothing" => Reason::AllOrNothing,
        "role-gone" => Reason::RoleGone,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_sub_6_a_state_is_one_of_the_list_or_nothing() {
        for number in 0..=6 {
            assert_eq!(status(number).map(status_number).ok(), Some(number));
        }
        for number in [-1, 7, i64::MAX] {
            assert!(matches!(status(number), Err(StoreError::Corrupt(_))), "{number}");
        }
    }

    #[test]
    fn r_cloud_5_every_set_of_clouds_comes_back() {
        for bits in 0..=3 {
            assert_eq!(clouds_number(&clouds(bits)), bits);
        }
    }

    #[test]
    fn every_reason_comes_back() {
        let es = Country::parse("ES").unwrap();
        let all = vec![
            Reason::UnknownUser,
            Reason::AccountDeleted,
            Reason::NoLocation,
            Reason::ProductDenied { country: es },
            Reason::PlanDenied { plan: PlanId(3), country: es },
            Reason::MixedGroups,
            Reason::SelfService,
            Reason::FromGroup,
            Reason::NoSeat,
            Reason::Excluded { plan: PlanId(1), with: PlanId(2), with_product: None },
            Reason::Needs { plan: PlanId(1), any_of: vec![PlanId(2), PlanId(9)] },
            Reason::NeededBy { plan: PlanId(1), by: PlanId(2), by_product: Some(ProductId(4)) },
            Reason::AddressTaken { address: "ana@norte.example".to_owned() },
            Reason::Sibling { product: ProductId(8) },
            Reason::NotHeld,
            Reason::ChangedSince,
            Reason::AllOrNothing,
            Reason::RoleGone,
        ];
        for one in all {
            assert_eq!(reason(&reason_json(&one)), Some(one));
        }
    }

    #[test]
    fn licenses_come_back() {
        let off: PlanSet = [PlanId(4), PlanId(77)].into_iter().collect();
        let held = Some((SourceState::ActiveWithError, off));
        assert_eq!(direct(direct_text(&held).as_deref()).unwrap(), held);
        assert_eq!(direct(None).unwrap(), None);
        assert!(direct(Some("nonsense")).is_err());
    }
}
