//! From decisions of any kind to bodies: figures, money, fields, and who is refused. It decides nothing.

use std::collections::BTreeMap;

use cupo_app::changes::facts::Difference;
use cupo_app::changes::{Cost, What};
use cupo_app::deletion::DeletionPreview;
use cupo_app::edits::FieldChange;
use cupo_app::holds::data_key;
use cupo_app::previewed::{Why, refused_accounts};
use cupo_app::restoring::RestorePreview;
use cupo_app::store::users::UserRow;
use cupo_domain::catalogue::Catalogue;
use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::{ProductId, UserId};
use cupo_domain::refusal::{Code, Refusal};
use cupo_domain::retention::DataClock;
use cupo_domain::time::Instant;
use cupo_http::lang::Lang;
use cupo_http::refusals::refusal;
use cupo_http::said::Texts;
use cupo_http::words::Words;

use crate::wire;
use crate::words::{instant, product_or_none, product_words, totals as license_totals, workload};

/// Users named in each group of refusals.
const SAMPLE_MAX: usize = 5;

/// The figures of a decision of any kind.
#[must_use]
pub fn totals(catalogue: &Catalogue, what: &What) -> wire::Totals {
    let cost = match what.cost() {
        Cost::Money(amount_minor, currency) => Some(wire::Money { amount_minor, currency }),
        Cost::None | Cost::Unknown => None,
    };
    let of = match what {
        What::Licenses(it) => license_totals(catalogue, it),
        What::Deletion(it) => deletion(catalogue, it),
        What::Restore(it) => restore(catalogue, it),
        What::Quantity(it) => {
            let before = it.pool.available();
            let product = product(catalogue, it.pool.product);
            let seats = wire::ProductTotals {
                available_before: before,
                available_after: before + it.change,
                ..product
            };
            wire::Totals { products: vec![seats], ..wire::Totals::default() }
        }
        What::Purchase(it) => {
            let seats = wire::ProductTotals { available_after: it.seats, ..product(catalogue, it.product) };
            wire::Totals { products: vec![seats], ..wire::Totals::default() }
        }
        What::Edit(it) | What::Roles(it) => {
            let users = i64::from(it.user.is_some());
            let changes = i64::from(!it.changes.is_empty()).min(users);
            wire::Totals { users, succeeded: changes, unchanged: users - changes, ..wire::Totals::default() }
        }
        What::Customer(_) | What::Domains(_) => wire::Totals::default(),
        What::Creation(_) | What::Password(_) => {
            wire::Totals { users: 1, succeeded: 1, ..wire::Totals::default() }
        }
        What::Locations(it) => {
            let (succeeded, unchanged) = (count(it.moves.len()), count(it.unchanged.len()));
            let refused = count(it.kept.len());
            let users = succeeded + unchanged + refused;
            wire::Totals { users, succeeded, unchanged, refused, ..wire::Totals::default() }
        }
        What::Hold(it) => {
            let due = it.clocks.iter().filter_map(|(_, after)| Some((after, after.due?)));
            let clock = |(after, due): (&DataClock, Instant)| wire::Clock {
                workload: workload(after.workload).to_owned(),
                due_at: instant(due.0),
                loses_data: true,
                users: 1,
            };
            wire::Totals {
                users: 1,
                succeeded: 1,
                clocks: due.map(clock).collect(),
                ..wire::Totals::default()
            }
        }
        What::Life(_) => wire::Totals::default(),
        What::Data(_) => wire::Totals { users: 1, succeeded: 1, ..wire::Totals::default() },
        What::Group(it) => license_totals(catalogue, &it.totals),
        What::SelfService(it) => license_totals(catalogue, &it.totals),
        What::Request(it) => license_totals(catalogue, &it.totals),
    };
    wire::Totals { cost, ..of }
}

fn product(catalogue: &Catalogue, id: ProductId) -> wire::ProductTotals {
    let (product, part_number, _) = product_words(catalogue, id, Lang::En);
    wire::ProductTotals { product, part_number, ..wire::ProductTotals::default() }
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

fn deletion(catalogue: &Catalogue, it: &DeletionPreview) -> wire::Totals {
    let mut clocks = BTreeMap::new();
    let mut succeeded = 0;
    for (_, answer) in &it.answers {
        let Deletion::Done { clocks: own, .. } = answer else { continue };
        succeeded += 1;
        for clock in own {
            if let ClockChange::Start { workload, due, loses_data } = clock {
                *clocks.entry((*due, *workload, *loses_data)).or_insert(0_i64) += 1;
            }
        }
    }
    let clock = |((due, kind, loses_data), users): ((Instant, _, bool), i64)| wire::Clock {
        workload: workload(kind).to_owned(),
        due_at: instant(due.0),
        loses_data,
        users,
    };
    let freed = it
        .freed
        .iter()
        .map(|seats| wire::ProductTotals { taken: seats.freed, ..product(catalogue, seats.product) });
    let users = count(it.answers.len());
    wire::Totals {
        users,
        succeeded,
        refused: users - succeeded,
        products: freed.collect(),
        clocks: clocks.into_iter().map(clock).collect(),
        ..wire::Totals::default()
    }
}

fn restore(catalogue: &Catalogue, it: &RestorePreview) -> wire::Totals {
    let seats = it.seats.iter().map(|s| wire::ProductTotals {
        given: s.back,
        refused: s.missing + s.refused,
        missing_seats: s.missing,
        available_before: s.before,
        available_after: s.after,
        ..product(catalogue, s.product)
    });
    let stopped =
        it.stops().into_iter().map(|(of, users)| wire::Stopped { workload: workload(of).to_owned(), users });
    let (users, succeeded) = (count(it.answers.len()), count(it.back().count()));
    wire::Totals {
        users,
        succeeded,
        refused: users - succeeded,
        products: seats.collect(),
        stopped: stopped.collect(),
        ..wire::Totals::default()
    }
}

/// What comes back with a user who is restored; none for one who is not.
#[must_use]
pub fn returns(words: &Words<'_>, it: &RestorePreview, user: &UserRow) -> Option<wire::Returns> {
    let back = it.returns(user.id)?;
    let part_number =
        |id: &ProductId| words.catalogue.product(*id).map(|p| p.part_number.clone()).unwrap_or_default();
    let parts = |list: &[ProductId]| list.iter().map(part_number).collect();
    let not = |(id, refusal): &(ProductId, Refusal)| wire::NotGiven {
        part_number: part_number(id),
        code: refusal.code().as_str().to_owned(),
        detail: refusal.reasons.first().map(|reason| words.reason(*id, reason)).unwrap_or_default(),
    };
    let name = it.names.get(&user.id).map_or(&user.sign_in, |it| &it.after.sign_in);
    Some(wire::Returns {
        user: user.guid.to_string(),
        user_name: name.clone(),
        licenses: parts(&back.licenses),
        without_seat: parts(&back.without_seat),
        from_groups: parts(&back.from_groups),
        not_from_groups: back.not_from_groups.iter().map(not).collect(),
        stopped: back.stops.iter().map(|of| workload(*of).to_owned()).collect(),
    })
}

/// Fields that change.
#[must_use]
pub fn fields(what: &What) -> Vec<wire::FieldChange> {
    let field = |it: &FieldChange| wire::FieldChange {
        name: it.name.clone(),
        before: it.before.clone(),
        after: it.after.clone(),
    };
    match what {
        What::Edit(it) | What::Roles(it) | What::Domains(it) => it.changes.iter().map(field).collect(),
        What::Customer(it) => it.fields().iter().map(field).collect(),
        What::Creation(it) => it.changes().iter().map(field).collect(),
        What::Life(it) => it.fields.iter().map(field).collect(),
        What::Data(it) => it.fields().iter().map(field).collect(),
        What::Hold(it) => {
            let kind = it.hold.hold.kind.key().to_owned();
            let (before, after) = if it.releases { (kind, String::new()) } else { (String::new(), kind) };
            vec![wire::FieldChange {
                name: format!("hold-{}", data_key(it.hold.hold.workload)),
                before,
                after,
            }]
        }
        _ => Vec::new(),
    }
}

/// What is not as it was shown.
#[must_use]
pub fn differences(facts: &[Difference]) -> Vec<wire::FieldChange> {
    let field = |it: &Difference| wire::FieldChange {
        name: it.name.clone(),
        before: it.shown.clone(),
        after: it.now.clone(),
    };
    facts.iter().map(field).collect()
}

/// Users whose account is left as it is, in groups by code with the first of them.
#[must_use]
pub fn groups(what: &What) -> BTreeMap<Code, (i64, Vec<UserId>)> {
    let mut groups: BTreeMap<Code, (i64, Vec<UserId>)> = BTreeMap::new();
    for (user, why) in refused_accounts(what) {
        let Why::Account(code) = why else { continue };
        let (count, sample) = groups.entry(code).or_default();
        *count += 1;
        if sample.len() < SAMPLE_MAX {
            sample.push(user);
        }
    }
    groups
}

/// Such a group in words.
#[must_use]
pub fn group(lang: Lang, code: Code, (users, sample): (i64, Vec<String>)) -> wire::Refusals {
    let said = refusal(Texts::get(lang), code);
    wire::Refusals {
        product: None,
        part_number: None,
        code: code.as_str().to_owned(),
        reason: String::new(),
        detail: said.explanation,
        repair: said.remedy,
        users,
        sample,
    }
}

/// A user who is refused.
#[must_use]
pub fn refused(words: &Words<'_>, lang: Lang, user: &UserRow, why: &Why) -> wire::RefusedUser {
    let of = |code: Code, detail: String, repair: String| wire::RefusedUser {
        user: user.guid.to_string(),
        user_name: user.sign_in.clone(),
        product: None,
        part_number: None,
        code: code.as_str().to_owned(),
        detail,
        repair,
    };
    match why {
        Why::Account(code) => {
            let said = refusal(Texts::get(lang), *code);
            of(*code, said.explanation, said.remedy)
        }
        Why::License(id, it) => {
            let (product, part_number) = product_or_none(words.catalogue, *id);
            let detail = it.reasons.first().map(|reason| words.reason(*id, reason)).unwrap_or_default();
            let said = of(it.code(), detail, words.repair(it.reasons.first(), &it.repair, 1));
            wire::RefusedUser { product, part_number, ..said }
        }
    }
}
