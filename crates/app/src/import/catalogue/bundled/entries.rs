//! Products and plans as the catalogue file writes them, checked and turned into entries.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::Cloud;
use cupo_domain::catalogue::{LicenseGroup, Offer, Target, Workload};
use cupo_domain::country::Country;
use cupo_domain::ids::Guid;
use serde::Deserialize;
use toml::Spanned;

use super::super::entry::{Fact, PlanEntry, PriceEntry, PriceTerm, ProductEntry};
use super::{Faults, Group, Keys};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanText {
    name: Option<String>,
    id: String,
    en: String,
    es: Option<String>,
    #[serde(default)]
    target: TargetText,
    #[serde(default)]
    denied: Vec<String>,
    #[serde(default)]
    demo: BTreeSet<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProductText {
    part_number: String,
    id: String,
    en: String,
    es: Option<String>,
    #[serde(default)]
    target: TargetText,
    #[serde(default)]
    license_group: LicenseGroupText,
    #[serde(default)]
    seats: SeatsText,
    #[serde(default)]
    end_of_sale: bool,
    #[serde(default)]
    trial: bool,
    #[serde(default)]
    third_party: bool,
    #[serde(default)]
    add_on_to: BTreeSet<String>,
    #[serde(default)]
    stands_alone: bool,
    #[serde(default)]
    for_good: bool,
    clouds: Option<Vec<CloudText>>,
    #[serde(default)]
    denied: Vec<String>,
    #[serde(default)]
    prices: BTreeMap<String, Vec<i64>>,
    #[serde(default)]
    demo: BTreeSet<Fact>,
    plans: Vec<String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TargetText {
    #[default]
    User,
    Company,
    Everybody,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LicenseGroupText {
    #[default]
    Group1,
    Group2,
}

#[derive(Clone, Copy, Deserialize)]
enum CloudText {
    #[serde(rename = "worldwide")]
    Worldwide,
    #[serde(rename = "21vianet")]
    Vianet,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeatsText {
    min: Option<i64>,
    max: Option<i64>,
}

/// The plans by workload, and what their keys stand for.
pub(super) fn plans(
    groups: BTreeMap<Group, BTreeMap<String, Spanned<PlanText>>>,
    faults: &mut Faults<'_>,
) -> (Vec<PlanEntry>, Keys) {
    let mut found = Vec::new();
    let mut keys = Keys::new();
    let mut ids = BTreeSet::new();
    for (group, plans) in groups {
        for (key, spanned) in plans {
            let at = spanned.span().start;
            let Some(plan) = plan(group, &key, at, spanned.into_inner(), faults) else { continue };
            if !ids.insert(plan.id) {
                faults.add(at, &key, format!("the plan {} is there twice", plan.id));
            }
            if keys.insert(key.clone(), plan.id).is_some() {
                faults.add(at, &key, "this key is there twice; add \"-2\" and a `name`");
            }
            found.push(plan);
        }
    }
    (found, keys)
}

fn plan(group: Group, key: &str, at: usize, text: PlanText, faults: &mut Faults<'_>) -> Option<PlanEntry> {
    let denied = countries(&text.denied, at, key, faults);
    if text.en.is_empty() || text.name.as_deref().unwrap_or(key).is_empty() {
        faults.add(at, key, "a name is empty");
    }
    let id = faults.keep(at, key, guid(&text.id))?;
    Some(PlanEntry {
        id,
        name: text.name.unwrap_or_else(|| key.to_owned()),
        friendly_es: text.es.unwrap_or_else(|| text.en.clone()),
        friendly_en: text.en,
        target: target(text.target),
        workload: workload(group),
        denied,
        demo: text.demo,
    })
}

/// The products, in the order of the file.
pub(super) fn products(
    texts: Vec<Spanned<ProductText>>,
    keys: &Keys,
    faults: &mut Faults<'_>,
) -> Vec<ProductEntry> {
    let mut ids = BTreeSet::new();
    let mut found = Vec::new();
    for spanned in texts {
        let at = spanned.span().start;
        let text = spanned.into_inner();
        let part_number = text.part_number.clone();
        let Some(product) = product(text, at, keys, faults) else { continue };
        if !ids.insert(product.id) {
            faults.add(at, &part_number, format!("the product {} is there twice", product.id));
        }
        found.push(product);
    }
    found
}

fn product(text: ProductText, at: usize, keys: &Keys, faults: &mut Faults<'_>) -> Option<ProductEntry> {
    let name = text.part_number.as_str();
    if text.en.is_empty() || name.is_empty() {
        faults.add(at, name, "a name is empty");
    }
    let seats = [text.seats.min, text.seats.max];
    if seats.iter().flatten().any(|seats| *seats < 1) || matches!(seats, [Some(min), Some(max)] if min > max)
    {
        faults.add(at, name, "seats are at least 1, and the most not below the least");
    }
    let plans = references(&text.plans, at, name, keys, faults);
    let denied = countries(&text.denied, at, name, faults);
    let prices = prices((&text.prices, text.for_good), at, name, faults);
    let clouds = text.clouds.unwrap_or_else(|| vec![CloudText::Worldwide]);
    let id = faults.keep(at, name, guid(&text.id))?;
    Some(ProductEntry {
        id,
        name_es: text.es.unwrap_or_else(|| text.en.clone()),
        name_en: text.en,
        target: target(text.target),
        license_group: match text.license_group {
            LicenseGroupText::Group1 => LicenseGroup::Group1,
            LicenseGroupText::Group2 => LicenseGroup::Group2,
        },
        seats_min: text.seats.min,
        seats_max: text.seats.max,
        end_of_sale: text.end_of_sale,
        trial: text.trial,
        offer: Offer {
            third_party: text.third_party,
            add_on_to: text.add_on_to,
            stands_alone: text.stands_alone,
        },
        clouds: clouds.into_iter().map(cloud).collect(),
        plans,
        denied,
        prices,
        demo: text.demo,
        part_number: text.part_number,
    })
}

/// The plans that keys stand for.
pub(super) fn references(
    names: &[String],
    at: usize,
    entry: &str,
    keys: &Keys,
    faults: &mut Faults<'_>,
) -> BTreeSet<Guid> {
    let mut found = BTreeSet::new();
    for name in names {
        match keys.get(name) {
            None => faults.add(at, entry, format!("there is no plan \"{name}\"")),
            Some(id) if !found.insert(*id) => {
                faults.add(at, entry, format!("the plan \"{name}\" is there twice"))
            }
            Some(_) => {}
        }
    }
    if names.is_empty() {
        faults.add(at, entry, "there are no plans");
    }
    found
}

fn countries(codes: &[String], at: usize, entry: &str, faults: &mut Faults<'_>) -> BTreeSet<Country> {
    let read = |code: &String| Country::parse(code).ok_or_else(|| format!("there is no country \"{code}\""));
    codes.iter().filter_map(|code| faults.keep(at, entry, read(code))).collect()
}

/// The terms of the amounts of a price, in their order.
const TERMS: [PriceTerm; 3] = [PriceTerm::Month, PriceTerm::Year, PriceTerm::ThreeYears];
/// The same for what is bought for good.
const FOR_GOOD: [PriceTerm; 1] = [PriceTerm::Once];

fn prices(
    (texts, for_good): (&BTreeMap<String, Vec<i64>>, bool),
    at: usize,
    entry: &str,
    faults: &mut Faults<'_>,
) -> Vec<PriceEntry> {
    let mut found = Vec::new();
    for (currency, amounts) in texts {
        if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
            faults.add(at, entry, format!("\"{currency}\" is no currency of ISO 4217"));
        }
        if amounts.iter().any(|amount| *amount < 0) {
            faults.add(at, entry, "a price is below 0");
        }
        if for_good && amounts.len() != FOR_GOOD.len() {
            faults.add(at, entry, "what is bought for good has one price");
        }
        if !for_good && !(2..=TERMS.len()).contains(&amounts.len()) {
            faults.add(at, entry, "prices are for one month, for one year and, where sold, for three years");
        }
        let terms: &[PriceTerm] = if for_good { &FOR_GOOD } else { &TERMS };
        for (term, minor_units) in terms.iter().copied().zip(amounts) {
            found.push(PriceEntry { term, currency: currency.clone(), minor_units: *minor_units });
        }
    }
    found
}

fn guid(text: &str) -> Result<Guid, String> {
    let read = Guid::parse_str(text).ok().filter(|id| id.to_string() == text);
    read.ok_or_else(|| format!("\"{text}\" is no GUID in small letters"))
}

fn target(text: TargetText) -> Target {
    match text {
        TargetText::User => Target::User,
        TargetText::Company => Target::Company,
        TargetText::Everybody => Target::Everybody,
    }
}

fn cloud(text: CloudText) -> Cloud {
    match text {
        CloudText::Worldwide => Cloud::Worldwide,
        CloudText::Vianet => Cloud::Vianet,
    }
}

fn workload(group: Group) -> Workload {
    match group {
        Group::Mail => Workload::Mail,
        Group::MailArchive => Workload::MailArchive,
        Group::Files => Workload::Files,
        Group::Apps => Workload::Apps,
        Group::Search => Workload::Search,
        Group::None => Workload::None,
        Group::Unknown => Workload::Unknown,
    }
}
