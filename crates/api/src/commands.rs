//! From commands of programs to what use cases want. It names products, plans and users; it decides nothing.

use cupo_app::deletion::Settlement;
use cupo_app::licenses::doc::Wanted;
use cupo_app::licenses::{Request, Who};
use cupo_domain::access::Action;
use cupo_domain::catalogue::Catalogue;
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::ids::{Guid, ProductId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::Code;

use crate::caller::{At, Visit};
use crate::find;
use crate::trouble::Trouble;
use crate::wire::{Command, Give, Mode, PlanSwitch, Users};

/// Longest reason.
pub const REASON_MAX: usize = 500;

/// What a command needs a permit for; an undo for more, once it is known what it undoes.
#[must_use]
pub fn action(command: &Command) -> Action {
    match command {
        Command::ChangeLicenses { .. } => Action::AssignLicenses,
        Command::CreateUser { .. } => Action::EditUsers,
        Command::Undo { .. } => Action::View,
        Command::DeleteUsers { .. } | Command::RestoreUsers { .. } => Action::DeleteUsers,
        Command::ChangeQuantity { .. } | Command::Buy { .. } => Action::ChangeSubscriptions,
    }
}

/// The stable name of a command.
#[must_use]
pub fn kind(command: &Command) -> &'static str {
    match command {
        Command::ChangeLicenses { .. } => "change_licenses",
        Command::CreateUser { .. } => "create_user",
        Command::DeleteUsers { .. } => "delete_users",
        Command::RestoreUsers { .. } => "restore_users",
        Command::Undo { .. } => "undo",
        Command::ChangeQuantity { .. } => "change_quantity",
        Command::Buy { .. } => "buy",
    }
}

/// Refuses reasons that are too long or cannot be kept.
///
/// # Errors
/// E-INVALID with the place.
pub fn check_reason(reason: &str) -> Result<(), Trouble> {
    let fits = reason.chars().count() <= REASON_MAX && !reason.chars().any(|c| c.is_control() && c != '\n');
    if fits { Ok(()) } else { Err(Trouble::new(Code::Invalid, "reason").pointer("/reason")) }
}

/// The parts of a change of licenses.
pub struct Change<'a> {
    /// Whose.
    pub users: &'a Users,
    /// Products to give.
    pub give: &'a [Give],
    /// Products to take.
    pub take: &'a [String],
    /// Take every other direct license.
    pub replace: bool,
    /// Plans to switch.
    pub plans: &'a [PlanSwitch],
    /// Everybody or nobody.
    pub mode: Mode,
}

/// The request of a change of licenses.
///
/// # Errors
/// E-INVALID and E-NOTFOUND with their place.
pub async fn licenses(visit: &Visit, at: &At, it: Change<'_>, reason: &str) -> Result<Request, Trouble> {
    let catalogue = visit.app().store().catalogue();
    let edits = edits(&catalogue, &it)?;
    let who = match it.users {
        Users::Filter(filter) => Who::Filter(find::filter(&catalogue, filter)?),
        named => Who::Users(find::users(visit, at, named, false).await?),
    };
    Ok(Request {
        who,
        wanted: Wanted::Change(ChangeLicenses::bulk(edits)),
        reason: reason.to_owned(),
        channel: visit.channel,
        owner: visit.owner,
        users_max: None,
        strict: it.mode == Mode::Strict,
        once: None,
    })
}

/// The request that undoes an operation on licenses.
///
/// # Errors
/// E-NOTFOUND, E-FINAL.
pub async fn undo(visit: &Visit, at: &At, operation: &str, reason: &str) -> Result<Request, Trouble> {
    let guid = operation_id(operation)?;
    let request = visit.app().undo_request(&at.permit, guid, visit.owner, visit.channel).await?;
    Ok(Request { reason: reason.to_owned(), ..request })
}

/// What becomes of what deleted users leave behind.
///
/// # Errors
/// E-NOTFOUND with the place.
pub async fn settlement(
    visit: &Visit,
    at: &At,
    give_back: &[String],
    (mail_to, files_to): (&Option<String>, &Option<String>),
) -> Result<Settlement, Trouble> {
    let catalogue = visit.app().store().catalogue();
    let mut settle = Settlement::default();
    for (n, named) in give_back.iter().enumerate() {
        let place = format!("/command/give_back/{n}");
        settle.give_back.push(find::product(&catalogue, named).map_err(|t| t.pointer(place))?.guid);
    }
    for (name, place, heir) in
        [(mail_to, "mail_to", &mut settle.mail_to), (files_to, "files_to", &mut settle.files_to)]
    {
        let Some(name) = name else { continue };
        let missing = || Trouble::new(Code::NotFound, place).pointer(format!("/command/{place}"));
        let found = visit.app().store().ids_of_names(&at.permit, &[name.trim().to_lowercase()]).await?;
        let id = found.first().map(|(_, id)| *id).ok_or_else(missing)?;
        let user = visit.app().store().users_by_id(&at.permit, &[id]).await?.into_iter().next();
        *heir = Some(user.ok_or_else(missing)?.guid);
    }
    Ok(settle)
}

/// The identity of an operation inside a command.
///
/// # Errors
/// E-INVALID with its place.
pub fn operation_id(text: &str) -> Result<Guid, Trouble> {
    let bad = || Trouble::new(Code::Invalid, "operation").pointer("/command/operation");
    Guid::parse_str(text).map_err(|_| bad())
}

fn edits(catalogue: &Catalogue, it: &Change<'_>) -> Result<Edits, Trouble> {
    let mut edits: Vec<ProductEdit> = Vec::new();
    for (n, give) in it.give.iter().enumerate() {
        let place = format!("/command/give/{n}");
        let product =
            find::product(catalogue, &give.product).map_err(|t| t.pointer(format!("{place}/product")))?;
        let plans = match &give.plans_off {
            None => PlanEdit::none(),
            Some(names) => {
                let mut off = PlanSet::new();
                for (m, name) in names.iter().enumerate() {
                    let found = find::plan(catalogue, product, name);
                    off.insert(found.map_err(|t| t.pointer(format!("{place}/plans_off/{m}")))?);
                }
                PlanEdit::Exactly { off }
            }
        };
        add(&mut edits, ProductEdit { product: product.id, license: LicenseEdit::Give, plans }, &place)?;
    }
    for (n, named) in it.take.iter().enumerate() {
        let place = format!("/command/take/{n}");
        let product = find::product(catalogue, named).map_err(|t| t.pointer(place.clone()))?;
        let edit = ProductEdit { product: product.id, license: LicenseEdit::Take, plans: PlanEdit::none() };
        add(&mut edits, edit, &place)?;
    }
    for (n, switch) in it.plans.iter().enumerate() {
        switch_plan(catalogue, &mut edits, switch, &format!("/command/plans/{n}"))?;
    }
    match (it.replace, edits.is_empty()) {
        (true, true) => Ok(Edits::UnassignAll),
        (true, false) if edits.iter().any(|e| e.license != LicenseEdit::Give) => {
            Err(Trouble::new(Code::Invalid, "replace").pointer("/command/replace"))
        }
        (true, false) => Ok(Edits::Replace(edits)),
        (false, true) => Err(Trouble::new(Code::Invalid, "give").pointer("/command")),
        (false, false) => Ok(Edits::Products(edits)),
    }
}

fn add(edits: &mut Vec<ProductEdit>, edit: ProductEdit, place: &str) -> Result<(), Trouble> {
    if edits.iter().any(|other| other.product == edit.product) {
        let what = "the product is named twice";
        return Err(Trouble::new(Code::Invalid, "product").pointer(place).what(what));
    }
    edits.push(edit);
    Ok(())
}

fn switch_plan(
    catalogue: &Catalogue,
    edits: &mut Vec<ProductEdit>,
    switch: &PlanSwitch,
    place: &str,
) -> Result<(), Trouble> {
    let product =
        find::product(catalogue, &switch.product).map_err(|t| t.pointer(format!("{place}/product")))?;
    let plan =
        find::plan(catalogue, product, &switch.plan).map_err(|t| t.pointer(format!("{place}/plan")))?;
    let edit = edit_of(edits, product.id);
    let clash = || Trouble::new(Code::Invalid, "plans").pointer(place);
    match &mut edit.plans {
        _ if edit.license == LicenseEdit::Take => Err(clash()),
        PlanEdit::Exactly { .. } => Err(clash()),
        PlanEdit::Adjust { on, off } if on.contains(plan) || off.contains(plan) => Err(clash()),
        PlanEdit::Adjust { on, off } => {
            if switch.on { on } else { off }.insert(plan);
            Ok(())
        }
    }
}

fn edit_of(edits: &mut Vec<ProductEdit>, product: ProductId) -> &mut ProductEdit {
    let at = edits.iter().position(|edit| edit.product == product).unwrap_or(edits.len());
    if at == edits.len() {
        edits.push(ProductEdit { product, license: LicenseEdit::Keep, plans: PlanEdit::none() });
    }
    #[expect(clippy::indexing_slicing, reason = "the place was found or pushed above")]
    &mut edits[at]
}
