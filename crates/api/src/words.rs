//! From rows and decisions to bodies: identities instead of keys, instants as text, sentences in the reader's language.

use cupo_app::licenses::totals::{ReasonTotals, Totals};
use cupo_app::store::operations::OperationRow;
use cupo_app::store::organisations::Organisation;
use cupo_app::store::subscriptions::SubscriptionRow;
use cupo_app::store::users::UserRow;
use cupo_domain::access::Cloud;
use cupo_domain::catalogue::{Catalogue, Product as SoldProduct, Workload};
use cupo_domain::decide::delete_users::Mastery;
use cupo_domain::decide::quantity::{Channel, Status};
use cupo_domain::ids::{Guid, PlanId, ProductId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::Reason;
use cupo_domain::seats::{Pool, PoolKind};
use cupo_http::lang::Lang;

use crate::wire;

/// An instant as RFC 3339 in UTC.
#[must_use]
pub fn instant(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros).unwrap_or_default().to_string()
}

/// A product's name.
#[must_use]
pub fn product_name(product: &SoldProduct, lang: Lang) -> String {
    if lang == Lang::Es { product.name_es.clone() } else { product.name_en.clone() }
}

/// A product's identity, part number and name; an unknown one has none of them.
#[must_use]
pub fn product_words(catalogue: &Catalogue, id: ProductId, lang: Lang) -> (String, String, String) {
    catalogue.product(id).map_or_else(
        || (Guid::nil().to_string(), String::new(), String::new()),
        |p| (p.guid.to_string(), p.part_number.clone(), product_name(p, lang)),
    )
}

/// Identity and part number for a line that may be about a user as a whole: none then.
#[must_use]
pub fn product_or_none(catalogue: &Catalogue, id: ProductId) -> (Option<String>, Option<String>) {
    if id == ProductId(0) {
        return (None, None);
    }
    let (product, part_number, _) = product_words(catalogue, id, Lang::En);
    (Some(product), Some(part_number))
}

/// Names of plans.
#[must_use]
pub fn plan_names(catalogue: &Catalogue, plans: &PlanSet) -> Vec<String> {
    let name = |id: PlanId| catalogue.plan(id).map(|plan| plan.name.clone());
    plans.iter().filter_map(name).collect()
}

/// An organisation.
#[must_use]
pub fn customer(it: &Organisation) -> wire::Customer {
    wire::Customer {
        id: it.guid.to_string(),
        name: it.name.clone(),
        domain: it.domain.clone(),
        country: it.country.clone(),
        partner: it.is_partner,
        delegated: it.delegated,
        cloud: if it.cloud == Cloud::Vianet { "21vianet" } else { "worldwide" }.to_owned(),
        users: it.users_active,
        deleted_users: it.users_deleted,
        time_zone: it.time_zone.clone(),
    }
}

/// A user with the part numbers of what the user holds.
#[must_use]
pub fn user(it: &UserRow, products: Vec<String>) -> wire::User {
    wire::User {
        id: it.guid.to_string(),
        name: it.sign_in.clone(),
        display_name: it.display_name.clone(),
        first_name: it.first_name.clone(),
        last_name: it.last_name.clone(),
        job_title: it.job_title.clone(),
        department: it.department.clone(),
        location: it.location.clone(),
        sign_in: it.enabled,
        state: if it.state == 0 { wire::UserState::Active } else { wire::UserState::Deleted },
        source: match it.mastery {
            Mastery::Cloud => "cloud",
            Mastery::Scim => "scim",
            Mastery::Sync => "sync",
        }
        .to_owned(),
        created_at: instant(it.created_at),
        deleted_at: it.deleted_at.map(instant),
        products,
    }
}

/// The seats of a product.
#[must_use]
pub fn pool(catalogue: &Catalogue, it: &Pool, lang: Lang) -> wire::Product {
    let (id, part_number, name) = product_words(catalogue, it.product, lang);
    wire::Product {
        id,
        part_number,
        name,
        seats: if it.kind == PoolKind::Central { wire::Seats::Central } else { wire::Seats::SelfService },
        total: it.total(),
        consumed: it.consumed,
        reserved: it.reserved,
        assignable: it.assignable(),
        state: if it.disabled() {
            wire::ProductState::Disabled
        } else if it.in_conflict() {
            wire::ProductState::OverAssigned
        } else if it.assignable() <= 0 {
            wire::ProductState::Full
        } else {
            wire::ProductState::Normal
        },
    }
}

/// A product of the catalog.
#[must_use]
pub fn catalogue_product(catalogue: &Catalogue, it: &SoldProduct, lang: Lang) -> wire::CatalogueProduct {
    wire::CatalogueProduct {
        id: it.guid.to_string(),
        part_number: it.part_number.clone(),
        name: product_name(it, lang),
        end_of_sale: it.end_of_sale,
        seats_min: it.seats_min,
        seats_max: it.seats_max,
        denied_countries: it.denied.iter().map(ToString::to_string).collect(),
        plans: catalogue
            .offered(it)
            .map(|plan| wire::Plan {
                id: plan.guid.to_string(),
                name: plan.name.clone(),
                friendly_name: if lang == Lang::Es { &plan.friendly_es } else { &plan.friendly_en }.clone(),
                company: plan.target == cupo_domain::catalogue::Target::Company,
            })
            .collect(),
    }
}

/// A purchase.
#[must_use]
pub fn subscription(catalogue: &Catalogue, it: &SubscriptionRow, lang: Lang) -> wire::Subscription {
    let (product, part_number, name) = product_words(catalogue, it.subscription.product, lang);
    wire::Subscription {
        id: it.guid.to_string(),
        product,
        part_number,
        name,
        quantity: it.subscription.quantity,
        channel: channel(it.subscription.channel).to_owned(),
        status: status(it.subscription.status).to_owned(),
        term: it.term.clone(),
        starts_at: instant(it.starts_at),
        ends_at: instant(it.ends_at),
        recurring: it.recurring,
        price: it.price_minor.map(|amount_minor| wire::Money { amount_minor, currency: it.currency.clone() }),
    }
}

fn channel(it: Channel) -> &'static str {
    match it {
        Channel::Direct => "direct",
        Channel::Legacy => "legacy",
        Channel::Reseller => "reseller",
        Channel::PrepaidKey => "prepaid_key",
        Channel::Volume => "volume",
        Channel::Trial => "trial",
        Channel::SelfService => "self_service",
        Channel::Free => "free",
    }
}

fn status(it: Status) -> &'static str {
    match it {
        Status::Scheduled => "scheduled",
        Status::Pending => "pending",
        Status::Active => "active",
        Status::Expired => "expired",
        Status::Disabled => "disabled",
        Status::Suspended => "suspended",
        Status::Deleted => "deleted",
    }
}

/// A kind of data.
#[must_use]
pub fn workload(it: Workload) -> &'static str {
    match it {
        Workload::Mail => "mail",
        Workload::MailArchive => "mail_archive",
        Workload::Files => "files",
        Workload::Apps => "apps",
        Workload::Search => "search",
        Workload::None => "none",
        Workload::Unknown => "unknown",
    }
}

/// The figures of a decision.
#[must_use]
pub fn totals(catalogue: &Catalogue, it: &Totals) -> wire::Totals {
    let products = it.products.iter().map(|p| {
        let (product, part_number, _) = product_words(catalogue, p.product, Lang::En);
        wire::ProductTotals {
            product,
            part_number,
            given: p.granted,
            taken: p.revoked,
            changed: p.plans_changed,
            unchanged: p.unchanged,
            kept: p.kept,
            refused: p.refused,
            missing_seats: p.missing_seats,
            available_before: p.available_before,
            available_after: p.available_after,
        }
    });
    let clocks = it.clocks.iter().map(|c| wire::Clock {
        workload: workload(c.workload).to_owned(),
        due_at: instant(c.due.0),
        loses_data: c.loses_data,
        users: c.count,
    });
    wire::Totals {
        users: it.users,
        succeeded: it.succeeded,
        unchanged: it.unchanged,
        refused: it.refused,
        products: products.collect(),
        clocks: clocks.collect(),
        stopped: Vec::new(),
        cost: None,
    }
}

/// Refusals of one product for one reason.
#[must_use]
pub fn refusals(
    words: &cupo_http::words::Words<'_>,
    it: &ReasonTotals,
    sample: Vec<String>,
) -> wire::Refusals {
    let (product, part_number) = product_or_none(words.catalogue, it.product);
    wire::Refusals {
        product,
        part_number,
        code: it.code.as_str().to_owned(),
        reason: it.reason.as_ref().map_or("", reason_key).to_owned(),
        detail: it.reason.as_ref().map(|r| words.reason(it.product, r)).unwrap_or_default(),
        repair: words.repair(it.reason.as_ref(), &it.repair, it.count),
        users: it.count,
        sample,
    }
}

fn reason_key(it: &Reason) -> &'static str {
    match it {
        Reason::UnknownUser => "unknown_user",
        Reason::AccountDeleted => "account_deleted",
        Reason::NoLocation => "no_location",
        Reason::ProductDenied { .. } => "product_denied",
        Reason::PlanDenied { .. } => "plan_denied",
        Reason::MixedGroups => "mixed_groups",
        Reason::SelfService => "self_service",
        Reason::FromGroup => "from_group",
        Reason::NoSeat => "no_seat",
        Reason::Excluded { .. } => "excluded",
        Reason::Needs { .. } => "needs",
        Reason::NeededBy { .. } => "needed_by",
        Reason::AddressTaken { .. } => "address_taken",
        Reason::Sibling { .. } => "sibling",
        Reason::NotHeld => "not_held",
        Reason::ChangedSince => "changed_since",
        Reason::AllOrNothing => "all_or_nothing",
        Reason::RoleGone => "role_gone",
    }
}

/// An operation.
#[must_use]
pub fn operation(it: &OperationRow, now: i64) -> wire::Operation {
    let undoable = it.final_because.is_empty() && it.undone_by.is_none() && it.undo_until > now;
    wire::Operation {
        id: it.guid.to_string(),
        state: state(it.running),
        kind: it.kind.clone(),
        channel: it.channel.clone(),
        actor: it.actor.clone(),
        reason: it.reason.clone(),
        users: it.users_total,
        users_done: it.users_done,
        succeeded: it.succeeded,
        unchanged: it.unchanged,
        refused: it.refused,
        created_at: instant(it.created_at),
        finished_at: it.finished_at.map(instant),
        undo_until: undoable.then(|| instant(it.undo_until)),
        final_because: Some(it.final_because.clone()).filter(|why| !why.is_empty()),
        passwords: Vec::new(),
    }
}

/// Whether work goes on.
#[must_use]
pub fn state(running: bool) -> wire::State {
    if running { wire::State::Running } else { wire::State::Done }
}

/// How far an operation is.
#[must_use]
pub fn progress(it: &OperationRow) -> wire::Progress {
    wire::Progress {
        state: state(it.running),
        users: it.users_total,
        users_done: it.users_done,
        succeeded: it.succeeded,
        unchanged: it.unchanged,
        refused: it.refused,
    }
}
