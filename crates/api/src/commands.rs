//! From commands of programs to what use cases want. It names products, plans and users; it decides nothing.

use std::collections::{BTreeMap, BTreeSet};

use cupo_app::changes::{Command as Meant, undo_action};
use cupo_app::deletion::Settlement;
use cupo_app::directory::NewCustomer;
use cupo_app::domains::DomainWish;
use cupo_app::error::AppError;
use cupo_app::holds::{HoldWish, data_of};
use cupo_app::ids::GuidText;
use cupo_app::left::DataDoc;
use cupo_app::licenses::Who;
use cupo_app::self_service::SelfServiceWish;
use cupo_domain::access::{Action, Role};
use cupo_domain::catalogue::Catalogue;
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::decide::life::LifeWish;
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::Code;
use cupo_domain::retention::HoldKind;

use crate::caller::{At, Visit};
use crate::creation;
use crate::editing::{editing, fields};
use crate::find;
use crate::trouble::Trouble;
use crate::wire::{Command, Decide, Give, Life, Mode, PlanSwitch, Users};

/// Longest reason.
pub const REASON_MAX: usize = 500;

/// A customer with the permit that a command takes.
///
/// # Errors
/// E-SCOPE, E-ROLE, E-NOTFOUND for the undo of an unknown operation.
pub async fn permitted(visit: &Visit, customer: &str, asked: &Decide) -> Result<At, Trouble> {
    check_reason(&asked.reason)?;
    let action = match &asked.command {
        Command::ChangeLicenses { .. } => Action::AssignLicenses,
        Command::CreateUser { .. } | Command::ResetPassword { .. } => Action::EditUsers,
        Command::DeleteUsers { .. } | Command::RestoreUsers { .. } => Action::DeleteUsers,
        Command::ChangeQuantity { .. } | Command::Buy { .. } | Command::ChangeSubscription { .. } => {
            Action::ChangeSubscriptions
        }
        Command::PlaceHold { .. } | Command::ReleaseHold { .. } | Command::LeftData { .. } => {
            Action::ManageHolds
        }
        Command::SetLocations { .. } => Action::EditLocation,
        Command::ChangeRoles { .. } => Action::ManageRoles,
        Command::TakeOver { .. } => Action::TakeOver,
        Command::Settings { .. } | Command::ChangeDomains { .. } => Action::ChangeSettings,
        Command::CreateCustomer { .. } => Action::CreateCustomers,
        Command::EditUser { fields, .. } => return editing(visit, customer, fields).await,
        Command::Undo { operation } => {
            let look = visit.looking(customer).await?;
            let guid = operation_id(operation)?;
            let row = visit.app().store().operation(&look.permit, guid).await?;
            let missing = || Trouble::new(Code::NotFound, "operation").pointer("/command/operation");
            undo_action(&row.ok_or_else(missing)?.kind)
        }
    };
    visit.at(customer, action).await
}

/// Another name is that of one user.
fn restored(users: Vec<UserId>, name: Option<&str>) -> Result<Meant, Trouble> {
    let names = match (name, users.as_slice()) {
        (None, _) => BTreeMap::new(),
        (Some(name), [user]) => BTreeMap::from([(*user, name.to_owned())]),
        (Some(_), _) => {
            return Err(Trouble::new(Code::Invalid, "user_name").pointer("/command/user_name"));
        }
    };
    Ok(Meant::RestoreUsers { users, names })
}

/// A command as the use cases understand it.
///
/// # Errors
/// E-INVALID and E-NOTFOUND with their place.
pub async fn understood(visit: &Visit, at: &At, asked: &Decide) -> Result<Meant, Trouble> {
    Ok(match &asked.command {
        Command::ChangeLicenses { users, give, take, replace, plans, mode } => {
            let change = Change { users, give, take, replace: *replace, plans, mode: *mode };
            licenses(visit, at, change).await?
        }
        Command::CreateUser { user } => creation::command(user),
        Command::DeleteUsers { users, give_back, mail_to, files_to } => {
            let who = Who::Users(find::users(visit, at, users, false).await?);
            let settle = settlement(visit, at, give_back, (mail_to, files_to)).await?;
            Meant::DeleteUsers { who, settle }
        }
        Command::RestoreUsers { users, user_name } => {
            restored(find::users(visit, at, users, true).await?, user_name.as_deref())?
        }
        Command::Undo { operation } => Meant::Undo(operation_id(operation)?),
        Command::ChangeQuantity { subscription, quantity } => {
            Meant::Quantity { subscription: identity("subscription", subscription)?, seats: *quantity }
        }
        Command::ChangeSubscription { subscription, to, quantity } => {
            Meant::Life { subscription: identity("subscription", subscription)?, wish: wish(*to, *quantity)? }
        }
        Command::Buy { product, quantity, term } => {
            let catalogue = visit.app().store().catalogue();
            let found = find::product(&catalogue, product).map_err(|t| t.pointer("/command/product"))?;
            Meant::Buy { product: found.guid, seats: *quantity, term: term.clone() }
        }
        Command::EditUser { user, fields: wanted } => {
            Meant::EditUser { user: user_id(visit, at, user).await?, fields: fields(wanted.clone()) }
        }
        Command::ResetPassword { user } => Meant::ResetPassword(user_id(visit, at, user).await?),
        Command::ChangeRoles { user, give, take } => {
            let (give, take) = (roles("give", give)?, roles("take", take)?);
            Meant::ChangeRoles { user: user_id(visit, at, user).await?, give, take }
        }
        Command::TakeOver { subscription, to } => take_over(visit, subscription, to.as_deref())?,
        Command::SetLocations { users, location } => {
            let who = Who::Users(find::users(visit, at, users, false).await?);
            Meant::Locate { who, location: location.clone() }
        }
        Command::PlaceHold { user, data, hold } => hold_of(visit, at, user, (data, hold)).await?,
        Command::ReleaseHold { hold } => Meant::Hold(HoldWish::Release(identity("hold", hold)?)),
        Command::LeftData { user, deed, to, data } => {
            left_data(visit, at, (user, to.as_deref()), (deed, data.as_deref())).await?
        }
        Command::ChangeDomains { add, remove, default } => {
            Meant::Domains(DomainWish { add: add.clone(), remove: remove.clone(), default: default.clone() })
        }
        Command::CreateCustomer { name, domain, domains, country, delegated } => {
            Meant::CreateCustomer(NewCustomer {
                name: name.clone(),
                domain: domain.clone(),
                domains: domains.clone(),
                country: country.clone(),
                delegated: *delegated,
            })
        }
        settings @ Command::Settings { .. } => Meant::Settings(settings_of(settings)),
    })
}

/// The settings that a command names.
fn settings_of(asked: &Command) -> BTreeMap<String, String> {
    let Command::Settings {
        licenses_page_limit,
        file_retention_days,
        restore_over_quota,
        file_delegation,
        second_owner,
        time_zone,
        billing_agreement,
    } = asked
    else {
        return BTreeMap::new();
    };
    let wanted = [
        ("licenses_page_limit", licenses_page_limit.map(|n| n.to_string())),
        ("file_retention_days", file_retention_days.map(|n| n.to_string())),
        ("restore_over_quota", restore_over_quota.map(|on| on.to_string())),
        ("file_delegation", file_delegation.map(|on| on.to_string())),
        ("second_owner", second_owner.clone()),
        ("time_zone", time_zone.clone()),
        ("billing_agreement", billing_agreement.clone()),
    ];
    wanted.into_iter().filter_map(|(name, says)| Some((name.to_owned(), says?))).collect()
}

/// What is refused, with its place in the command where there is one.
#[must_use]
pub fn placed(command: &Command, error: AppError) -> Trouble {
    match command {
        Command::CreateUser { .. } => creation::placed(error, "/command/user"),
        Command::CreateCustomer { .. } => match &error {
            AppError::Denied(denial) => {
                let field =
                    ["name", "domain", "domains", "country"].into_iter().find(|it| denial.subject == *it);
                let place = field.map(|field| format!("/command/{field}"));
                let trouble = Trouble::from(error);
                place.map_or(trouble.clone(), |place| trouble.pointer(place))
            }
            _ => error.into(),
        },
        _ => error.into(),
    }
}

/// A hold by the words for its data and its kind.
async fn hold_of(visit: &Visit, at: &At, user: &str, (data, hold): (&str, &str)) -> Result<Meant, Trouble> {
    let bad =
        |field: &str| Trouble::new(Code::Invalid, field.to_owned()).pointer(format!("/command/{field}"));
    let workload = data_of(data).ok_or_else(|| bad("data"))?;
    let kind = HoldKind::parse(&hold.replace('_', "-")).ok_or_else(|| bad("hold"))?;
    Ok(Meant::Hold(HoldWish::Place { user: user_id(visit, at, user).await?, workload, kind }))
}

/// Control of a purchase, with the product that people get instead.
fn take_over(visit: &Visit, subscription: &str, to: Option<&str>) -> Result<Meant, Trouble> {
    let purchase = identity("subscription", subscription)?;
    let catalogue = visit.app().store().catalogue();
    let to = to.map(|named| find::product(&catalogue, named)).transpose();
    let to = to.map_err(|t| t.pointer("/command/to"))?.map(|product| product.guid);
    Ok(Meant::SelfService(match to {
        Some(to) => SelfServiceWish::Move { purchase, to },
        None => SelfServiceWish::End(purchase),
    }))
}

/// Roles by their keys.
fn roles(field: &str, keys: &[String]) -> Result<BTreeSet<Role>, Trouble> {
    let one = |(n, key): (usize, &String)| {
        let known = Role::parse(key).filter(|role| *role != Role::User);
        known.ok_or_else(|| Trouble::new(Code::Invalid, "role").pointer(format!("/command/{field}/{n}")))
    };
    keys.iter().enumerate().map(one).collect()
}

async fn user_id(visit: &Visit, at: &At, named: &str) -> Result<Guid, Trouble> {
    let row = find::user(visit, at, named).await;
    Ok(row.map_err(|t| t.pointer("/command/user"))?.guid)
}

/// A deed on data that is left: its owner may be gone, who gets it may not.
async fn left_data(
    visit: &Visit,
    at: &At,
    (user, to): (&str, Option<&str>),
    (deed, data): (&str, Option<&str>),
) -> Result<Meant, Trouble> {
    let to = match to {
        Some(name) => {
            let row = find::user(visit, at, name).await;
            Some(GuidText(row.map_err(|t| t.pointer("/command/to"))?.guid))
        }
        None => None,
    };
    let owner = GuidText(identity("user", user)?);
    let doc = DataDoc { owner, deed: deed.to_owned(), to, data: data.unwrap_or_default().to_owned() };
    let wish = doc.wish().map_err(|it| {
        let place = format!("/command/{}", it.subject);
        Trouble::from(AppError::from(it)).pointer(place)
    })?;
    Ok(Meant::Data(wish))
}

/// An identity inside a command; what is none is nobody's.
fn identity(field: &str, text: &str) -> Result<Guid, Trouble> {
    let bad = || Trouble::new(Code::NotFound, field.to_owned()).pointer(format!("/command/{field}"));
    Guid::parse_str(text).map_err(|_| bad())
}

/// What is wanted of a subscription; a number of seats belongs to seats at renewal and nothing else.
fn wish(to: Life, quantity: Option<i64>) -> Result<LifeWish, Trouble> {
    if quantity.is_some() && !matches!(to, Life::SeatsAtRenewal | Life::SellerPlan) {
        return Err(Trouble::new(Code::Invalid, "quantity").pointer("/command/quantity"));
    }
    Ok(match to {
        Life::RecurringOn => LifeWish::Recurring(true),
        Life::RecurringOff => LifeWish::Recurring(false),
        Life::Cancel => LifeWish::Cancel,
        Life::SeatsAtRenewal => LifeWish::AtRenewal(quantity),
        Life::SellerPlan => LifeWish::SellerPlan(quantity),
        Life::ExtendTrial => LifeWish::ExtendTrial,
        Life::Reactivate => LifeWish::Reactivate,
        Life::Delete => LifeWish::Delete,
    })
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
        Command::ChangeSubscription { .. } => "change_subscription",
        Command::Buy { .. } => "buy",
        Command::EditUser { .. } => "edit_user",
        Command::ResetPassword { .. } => "reset_password",
        Command::ChangeRoles { .. } => "change_roles",
        Command::TakeOver { .. } => "take_over",
        Command::SetLocations { .. } => "set_locations",
        Command::PlaceHold { .. } => "place_hold",
        Command::ReleaseHold { .. } => "release_hold",
        Command::LeftData { .. } => "left_data",
        Command::Settings { .. } => "settings",
        Command::ChangeDomains { .. } => "change_domains",
        Command::CreateCustomer { .. } => "create_customer",
    }
}

/// The same of a command that was understood.
#[must_use]
pub fn kind_of(command: &Meant) -> &'static str {
    match command {
        Meant::Licenses { .. } => "change_licenses",
        Meant::CreateUser { .. } => "create_user",
        Meant::DeleteUsers { .. } => "delete_users",
        Meant::RestoreUsers { .. } => "restore_users",
        Meant::Undo(_) => "undo",
        Meant::Quantity { .. } => "change_quantity",
        Meant::Life { .. } => "change_subscription",
        Meant::Buy { .. } => "buy",
        Meant::EditUser { .. } => "edit_user",
        Meant::Locate { .. } => "set_locations",
        Meant::Hold(HoldWish::Place { .. }) => "place_hold",
        Meant::Hold(HoldWish::Release(_)) => "release_hold",
        Meant::Data(_) => "left_data",
        Meant::Settings(_) => "settings",
        Meant::Domains(_) => "change_domains",
        Meant::ChangeRoles { .. } => "change_roles",
        Meant::ResetPassword(_) => "reset_password",
        Meant::CreateCustomer(_) => "create_customer",
        Meant::Group(_) => "change_group",
        Meant::SelfService(SelfServiceWish::Move { .. } | SelfServiceWish::End(_)) => "take_over",
        Meant::Request(_) => "license_request",
        Meant::SelfService(_) => "change_self_service_purchase",
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
struct Change<'a> {
    /// Whose.
    users: &'a Users,
    /// Products to give.
    give: &'a [Give],
    /// Products to take.
    take: &'a [String],
    /// Take every other direct license.
    replace: bool,
    /// Plans to switch.
    plans: &'a [PlanSwitch],
    /// Everybody or nobody.
    mode: Mode,
}

/// A change of licenses.
async fn licenses(visit: &Visit, at: &At, it: Change<'_>) -> Result<Meant, Trouble> {
    let catalogue = visit.app().store().catalogue();
    let edits = edits(&catalogue, &it)?;
    let who = match it.users {
        Users::Filter(filter) => Who::Filter(find::filter(&catalogue, filter)?),
        named => Who::Users(find::users(visit, at, named, false).await?),
    };
    let change = ChangeLicenses::bulk(edits);
    Ok(Meant::Licenses { who, change, users_max: None, strict: it.mode == Mode::Strict })
}

/// What becomes of what deleted users leave behind.
async fn settlement(
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
fn operation_id(text: &str) -> Result<Guid, Trouble> {
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
