//! One thing that happens, drawn by chance. It is plain data, so that a failure can be read.

use cupo_domain::catalogue::Workload;
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::ids::{PlanId, ProductId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_testkit::chance::Chance;

use crate::faults::Fault;
use crate::model::World;

/// Something that happens to the customer.
#[derive(Clone, Debug)]
pub enum Step {
    /// A change of licenses, saved at once, with what fails meanwhile.
    Change(ChangeLicenses, Vec<UserId>, Fault),
    /// A change that is shown, another one, and then what was shown is applied.
    Shown(ChangeLicenses, Vec<UserId>, ChangeLicenses, Vec<UserId>),
    /// Several callers at once, who reach for the turn in this order.
    Together(Vec<(ChangeLicenses, Vec<UserId>)>),
    /// An earlier change or undo is undone.
    Undo(u64),
    /// Accounts are deleted.
    Delete(Vec<UserId>, Fault),
    /// Accounts are restored.
    Restore(Vec<UserId>, Fault),
    /// A subscription gets another quantity.
    Quantity(ProductId, i64),
    /// People are imported.
    Import(u64),
    /// Time passes, in hours.
    Wait(i64),
    /// Somebody's data shall be kept: mail or files.
    Hold(UserId, Workload),
    /// One of the holds in force ends.
    Release(u64),
    /// Time passes, in days, and everything that is due by then happens.
    Clock(i64),
    /// The program ends without any farewell and starts again.
    Crash,
}

/// Draws the next step.
pub fn draw(chance: &mut Chance, world: &World) -> Step {
    match chance.below(100) {
        0..40 => Step::Change(command(chance, world), some(chance, world), Fault::draw(chance)),
        40..50 => Step::Shown(
            command(chance, world),
            some(chance, world),
            command(chance, world),
            some(chance, world),
        ),
        50..58 => {
            let callers = 2 + chance.below(3);
            Step::Together((0..callers).map(|_| (command(chance, world), some(chance, world))).collect())
        }
        58..72 => Step::Undo(chance.draw()),
        72..79 => Step::Delete(some(chance, world), Fault::draw(chance)),
        79..86 => Step::Restore(some(chance, world), Fault::draw(chance)),
        86..91 => Step::Quantity(product(chance, world), i64::try_from(chance.below(9)).unwrap()),
        91..93 => Step::Import(1 + chance.below(3)),
        93..94 => {
            Step::Wait(if chance.percent(20) { 24 * 31 } else { i64::try_from(chance.below(80)).unwrap() })
        }
        94..96 => {
            let data = if chance.percent(50) { Workload::Mail } else { Workload::Files };
            Step::Hold(one(chance, world), data)
        }
        96..97 => Step::Release(chance.draw()),
        97..98 => Step::Clock(1 + i64::try_from(chance.below(40)).unwrap()),
        _ => Step::Crash,
    }
}

fn some(chance: &mut Chance, world: &World) -> Vec<UserId> {
    let share = [5, 20, 60, 100][usize::try_from(chance.below(4)).unwrap()];
    let mut users: Vec<UserId> = world.people.keys().copied().filter(|_| chance.percent(share)).collect();
    if users.is_empty() {
        users.extend(world.people.keys().next().copied());
    }
    users
}

fn one(chance: &mut Chance, world: &World) -> UserId {
    let all: Vec<UserId> = world.people.keys().copied().collect();
    chance.one(&all).copied().unwrap_or(UserId(0))
}

fn product(chance: &mut Chance, world: &World) -> ProductId {
    let all: Vec<ProductId> = world.market.products.keys().copied().collect();
    *chance.one(&all).unwrap()
}

fn command(chance: &mut Chance, world: &World) -> ChangeLicenses {
    let form = chance.below(10);
    let mut edits: Vec<ProductEdit> = Vec::new();
    for _ in 0..1 + chance.below(3) {
        let edit = edit(chance, world, form > 7);
        if edits.iter().all(|e| e.product != edit.product) {
            edits.push(edit);
        }
    }
    let edits = match form {
        0 => Edits::UnassignAll,
        8 | 9 => Edits::Replace(edits),
        _ => Edits::Products(edits),
    };
    ChangeLicenses {
        edits,
        named: chance.percent(20),
        require_held: chance.percent(15),
        beside_inherited: chance.percent(20),
    }
}

fn edit(chance: &mut Chance, world: &World, replaces: bool) -> ProductEdit {
    let product = product(chance, world);
    let plans: Vec<PlanId> = world.market.plans_in(product).into_iter().collect();
    let mut subset = || -> PlanSet { plans.iter().copied().filter(|_| chance.percent(40)).collect() };
    let (on, off) = (subset(), subset());
    let license = match chance.below(10) {
        _ if replaces => LicenseEdit::Give,
        0..6 => LicenseEdit::Give,
        6..9 => LicenseEdit::Take,
        _ => LicenseEdit::Keep,
    };
    let plans = match chance.below(5) {
        0 => PlanEdit::Adjust { on: on.minus(&off), off },
        1 => PlanEdit::Exactly { off },
        _ => PlanEdit::none(),
    };
    ProductEdit { product, license, plans }
}
