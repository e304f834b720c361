//! The panel of one user: Account, and Licenses and apps (R-UI-5). Both audiences use it.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::doc::Wanted;
use cupo_app::licenses::totals::Totals;
use cupo_app::licenses::{Preview, Request, Saved, Who};
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::assignment::{Holder, Origin};
use cupo_domain::catalogue::Catalogue;
use cupo_domain::command::{ChangeLicenses, Edits};
use cupo_domain::ids::{Guid, PlanId, ProductId};
use cupo_domain::plan_set::PlanSet;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::seats::{Pool, PoolKind};

use super::account::account;
use super::apart;
use super::footer::{footer, nothing};
use super::given_by::{GroupNames, given_by, group_names};
use super::manage::{changed, confirm, saved};
use super::rows::{buy_address, missing};
use super::saving::Saving;
use crate::pages::{ClockLine, LicenseChoice, LicensesTab, PlanChoice, SeveralFragment, UserPage};
use crate::texts::Texts;
use crate::view::{Link, Note, NoteKind, Place, Tab, Tone};
use crate::web::edits;
use crate::web::frame::{flash, is_agent, of_customer, when};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page as render, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::{Names, workload_words};

/// A tab of the panel.
pub async fn page(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let user = find(&signed, &at, &user).await?;
    let licenses = asked.0.text("tab") != "account";
    let mut page = panel(&signed, &at, &user, licenses.then_some((&Fields::default(), None))).await?;
    page.frame.flash = flash(signed.t(), &asked.0);
    render(page)
}

/// What saving the licenses would do.
pub async fn preview(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let user = find(&signed, &at, &user).await?;
    let preview = made(&signed, &at, &user, &fields).await?;
    let page = panel(&signed, &at, &user, Some((&fields, preview.as_ref()))).await?;
    match (signed.visit.fragment, page.licenses) {
        (true, Some(tab)) => render(fragment(page.t, tab)),
        (_, licenses) => render(UserPage { licenses, ..page }),
    }
}

/// Saves the licenses and opens the result.
pub async fn save(
    signed: Signed,
    Path((customer, user)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let user = find(&signed, &at, &user).await?;
    let command = wanted(&signed, &fields)?;
    let here = format!("/c/{}/users/{}", at.organisation.guid, user.guid);
    if is_empty(&command) {
        return Ok(see(&format!("{here}?did=nothing")));
    }
    apart::refuse(&signed, &at, &command).await?;
    let request = request(&signed, &user, command);
    match saved(&signed, &at, &request, &fields).await {
        Ok(Saved::Done(receipt)) => {
            Ok(see(&format!("/c/{}/operations/{}", at.organisation.guid, receipt.operation)))
        }
        Ok(Saved::Confirm(preview)) => {
            confirm(&signed, &at, &fields, (&preview, &format!("{here}/licenses/save"), &here)).await
        }
        Err(AppError::Changed(differences)) => {
            let preview = made(&signed, &at, &user, &fields).await?;
            let mut page = panel(&signed, &at, &user, Some((&fields, preview.as_ref()))).await?;
            if let Some(tab) = &mut page.licenses {
                for line in changed(&signed, &at, &differences).await? {
                    tab.notes.push(Note { kind: NoteKind::Refusal, text: line, repair: None, who: None });
                }
            }
            with_status(StatusCode::PRECONDITION_FAILED, page)
        }
        Err(error) => Err(error.into()),
    }
}

/// What the script takes over from a preview.
pub(super) fn fragment(t: &'static Texts, tab: LicensesTab) -> SeveralFragment {
    SeveralFragment {
        t,
        here: String::new(),
        back: String::new(),
        chips: Vec::new(),
        more_chips: 0,
        selection_href: String::new(),
        selection_action: String::new(),
        modes: Vec::new(),
        rows: Vec::new(),
        choices: tab.choices,
        footer: tab.footer,
    }
}

pub(super) async fn find(signed: &Signed, at: &At, user: &str) -> Result<UserRow, AppError> {
    let unknown = || AppError::from(Denial::new(Code::NotFound, "user"));
    let guid = Guid::parse_str(user).map_err(|_| unknown())?;
    let found = signed.visit.hall.app.store().user_by_guid(&at.permit, guid).await?;
    found.filter(|u| u.state == 0).ok_or_else(unknown)
}

fn wanted(signed: &Signed, fields: &Fields) -> Result<ChangeLicenses, AppError> {
    Ok(edits::panel(&signed.visit.hall.app.store().catalogue(), fields)?)
}

fn is_empty(command: &ChangeLicenses) -> bool {
    matches!(&command.edits, Edits::Products(edits) if edits.is_empty())
}

pub(super) fn request(signed: &Signed, user: &UserRow, command: ChangeLicenses) -> Request {
    Request {
        who: Who::Users(vec![user.id]),
        wanted: Wanted::Change(command),
        reason: String::new(),
        channel: "console",
        owner: signed.owner(),
        users_max: None,
        strict: false,
        once: None,
        used: None,
    }
}

async fn made(signed: &Signed, at: &At, user: &UserRow, fields: &Fields) -> Result<Option<Preview>, Trouble> {
    let command = wanted(signed, fields)?;
    if is_empty(&command) {
        return Ok(None);
    }
    apart::refuse(signed, at, &command).await?;
    let request = request(signed, user, command);
    Ok(Some(signed.visit.hall.app.preview(&at.permit, &request).await?))
}

pub(super) async fn panel(
    signed: &Signed,
    at: &At,
    user: &UserRow,
    licenses: Option<(&Fields, Option<&Preview>)>,
) -> Result<UserPage, Trouble> {
    let t = signed.t();
    let here = format!("/c/{}/users/{}", at.organisation.guid, user.guid);
    let list = if is_agent(signed) { t.rail_users_and_licenses() } else { t.rail_active_users() };
    let crumbs = vec![Link::new(list, format!("/c/{}/users", at.organisation.guid))];
    let frame = of_customer(signed, &at.organisation, (&user.display_name, Place::Users), crumbs).await;
    let tab = |label: &str, key: &str, current: bool| Tab {
        label: label.to_owned(),
        count: None,
        href: format!("{here}?tab={key}"),
        current,
    };
    let tabs = vec![
        tab(&t.user_account(), "account", licenses.is_none()),
        tab(&t.user_licenses_tab(), "licenses", licenses.is_some()),
    ];
    let holder = signed.visit.hall.app.holder(&at.permit, user.id).await?;
    let holder = holder.ok_or_else(|| AppError::from(Denial::new(Code::NotFound, "user")))?;
    Ok(UserPage {
        t,
        frame,
        name: user.display_name.clone(),
        sign_in: user.sign_in.clone(),
        actions: actions(signed, at, user),
        tabs,
        errors: Vec::new(),
        account: if licenses.is_none() { Some(account(signed, at, user, &holder).await?) } else { None },
        licenses: match licenses {
            Some(form) => Some(licenses_tab(signed, at, (user, &holder), form).await?),
            None => None,
        },
    })
}

fn actions(signed: &Signed, at: &At, user: &UserRow) -> Vec<Link> {
    let panel = format!("/c/{}/users", at.organisation.guid);
    let roles = Link::new(signed.t().roles_manage(), format!("{panel}/{}/roles", user.guid));
    let delete = Link::new(signed.t().delete_button(), format!("{panel}/delete?ids={}", user.guid));
    let risk = format!("/c/{}/data-at-risk?user={}", at.organisation.guid, user.guid);
    let risk = Link::new(signed.t().risk_title(), risk);
    let holds = Link::new(signed.t().hold_title(), format!("{panel}/{}/holds", user.guid));
    let leaves = Link::new(signed.t().leave_link(), format!("{panel}/{}/leaving", user.guid));
    let past = format!("/c/{}/history?user={}", at.organisation.guid, user.guid);
    let past = Link::new(signed.t().history_link(), past);
    let log = format!("/c/{}/audit?user={}", at.organisation.guid, user.guid);
    let log = Link::new(signed.t().audit_of_user(), log);
    let offered = [
        (Action::View, risk),
        (Action::View, past),
        (Action::ViewAudit, log),
        (Action::View, holds),
        (Action::DeleteUsers, leaves),
        (Action::ManageRoles, roles),
        (Action::DeleteUsers, delete),
    ];
    // Nobody deletes the own account, so it is not offered there.
    let own = user.id == signed.who.user;
    let may = |action| signed.may(action, &at.organisation) && !(own && action == Action::DeleteUsers);
    offered.into_iter().filter(|(action, _)| may(*action)).map(|(_, link)| link).collect()
}

pub(super) fn clocks(signed: &Signed, at: &At, holder: &Holder) -> Vec<ClockLine> {
    let lines = holder.clocks.iter().map(|clock| {
        let (what, consequence, saves) = workload_words(signed.t(), clock.workload, 1);
        let due = Some(when(signed, &at.organisation, clock.due.0));
        ClockLine { what, consequence, due, saves, who: None, tone: Tone::Clock }
    });
    lines.collect()
}

async fn licenses_tab(
    signed: &Signed,
    at: &At,
    (user, holder): (&UserRow, &Holder),
    (fields, preview): (&Fields, Option<&Preview>),
) -> Result<LicensesTab, Trouble> {
    let t = signed.t();
    let store = signed.visit.hall.app.store();
    let catalogue = store.catalogue();
    let names = Names { catalogue: &catalogue, t };
    let pools = store.pools(&at.permit).await?;
    let here = format!("/c/{}/users/{}", at.organisation.guid, user.guid);
    let groups = group_names(signed, at, holder).await?;
    let view = PanelView {
        signed,
        at,
        groups: &groups,
        names: &names,
        catalogue: &catalogue,
        holder,
        fields,
        totals: preview.map(|p| &p.totals),
        back: &here,
        apart: apart::of(signed, at).await?,
    };
    let mut choices: Vec<LicenseChoice> = pools.iter().filter_map(|pool| view.choice(pool)).collect();
    let saving = Saving { signed, at, holder, catalogue: &catalogue };
    for choice in choices.iter_mut().filter(|choice| !choice.held()) {
        choice.notes.splice(0..0, saving.note(choice));
    }
    choices.sort_by_key(|it| (!it.held(), it.held() || !saving.helps(it), it.name.clone()));
    let held = holder.sources.iter().filter(|s| s.state.holds()).map(|s| s.pool);
    let held = held.collect::<BTreeSet<_>>().len();
    let action = format!("{here}/licenses/preview");
    let label = t.save_changes();
    let mut general = saving.lost(&choices);
    if holder.location.is_none() {
        let href = format!("{here}?tab=account");
        let repair = Some(Link::new(t.wiz_set_location(), href));
        general.push(Note {
            kind: NoteKind::Info,
            text: t.wiz_no_location_note().into_owned(),
            repair,
            who: None,
        });
    }
    Ok(LicensesTab {
        held: i64::try_from(held).unwrap_or(0),
        may_change: signed.may(Action::AssignLicenses, &at.organisation),
        notes: general,
        choices,
        footer: match preview {
            Some(preview) => footer(signed, &at.organisation, preview, (&label, &action)),
            None => nothing(t, &label, &action),
        },
        save_action: format!("{here}/licenses/save"),
        preview_action: action,
    })
}

/// What the boxes of a user are made of.
pub(super) struct PanelView<'a> {
    pub signed: &'a Signed,
    pub at: &'a At,
    pub groups: &'a GroupNames,
    pub names: &'a Names<'a>,
    pub catalogue: &'a Catalogue,
    pub holder: &'a Holder,
    pub fields: &'a Fields,
    pub totals: Option<&'a Totals>,
    pub back: &'a str,
    /// What the Licenses page alone gives, where this is not that page.
    pub apart: BTreeSet<ProductId>,
}

impl PanelView<'_> {
    /// The box of a pool: central ones always, self-service ones only where the user holds a seat.
    pub fn choice(&self, pool: &Pool) -> Option<LicenseChoice> {
        let t = self.names.t;
        let product = self.catalogue.product(pool.product)?;
        let central = pool.kind == PoolKind::Central;
        let held = self.holder.holds(pool.id);
        let exists = pool.total() > 0 || pool.consumed > 0 || pool.units.suspended > 0;
        let user_level = product.target == cupo_domain::catalogue::Target::User;
        if !held && (!central || !exists || !user_level) {
            return None;
        }
        let direct = self.holder.direct(pool.id).filter(|s| s.state.holds());
        let apart = central && self.apart.contains(&pool.product);
        let locked = match (central, direct.is_some(), held) {
            (false, _, _) => t.wiz_locked_self_service().into_owned(),
            _ if apart => t.wiz_locked_for_good().into_owned(),
            (true, false, true) => t.wiz_locked_inherited().into_owned(),
            _ => String::new(),
        };
        let id = product.guid.to_string();
        let (was, ticked) = (self.fields.all("was").contains(&id), self.fields.all("product").contains(&id));
        // What the person changed stays changed on the page; all else is as it is by now.
        let checked = if was != ticked && locked.is_empty() { ticked } else { held };
        let plans = self.plans(product, (pool, &id), !locked.is_empty());
        Some(LicenseChoice {
            checked,
            was: held,
            groups: given_by(t, self.at, (self.holder, self.groups), pool.id),
            available: t.choice_available(pool.available().max(0)),
            buy: self.buy(pool, product.guid).filter(|_| !held),
            notes: self.notes_of(pool, product.guid, apart),
            plans_on: plans.iter().filter(|p| p.on).count(),
            open: plans.iter().any(|p| !p.on) && held,
            plans,
            name: self.names.product(pool.product),
            locked,
            id,
        })
    }

    pub(super) fn buy(&self, pool: &Pool, product: Guid) -> Option<String> {
        let may = self.signed.may(Action::ChangeSubscriptions, &self.at.organisation);
        let more = missing(self.totals, pool.id);
        (may && pool.available() <= 0).then(|| buy_address(self.at, product, (more, self.back)))
    }

    fn plans(
        &self,
        product: &cupo_domain::catalogue::Product,
        (pool, id): (&Pool, &str),
        locked: bool,
    ) -> Vec<PlanChoice> {
        let shown = self.fields.all("plans").iter().any(|p| p == id) && !locked;
        let inherited = self.plans_of(pool, product, |origin| origin != Origin::Direct);
        let direct = self.plans_of(pool, product, |origin| origin == Origin::Direct);
        let now =
            |plan: PlanId| !self.holder.holds(pool.id) || direct.contains(plan) || inherited.contains(plan);
        let mut list: Vec<PlanChoice> = self
            .catalogue
            .offered(product)
            .map(|known| {
                let plan = known.id;
                let company = self.catalogue.company_plans().contains(plan);
                let text = known.guid.to_string();
                let posted = |name: &str| self.fields.all(name).contains(&format!("{id}:{text}"));
                let fixed = locked || company || inherited.contains(plan);
                let ticked = posted("plan");
                let on = if shown && !fixed && ticked == posted("was_off") { ticked } else { now(plan) };
                let note =
                    if inherited.contains(plan) { self.names.t.wiz_plan_inherited() } else { "".into() };
                PlanChoice {
                    id: text,
                    name: self.names.plan(plan),
                    on,
                    was_off: !now(plan),
                    locked: fixed,
                    note: note.into_owned(),
                }
            })
            .collect();
        list.sort_by(|a, b| a.name.cmp(&b.name));
        list
    }

    fn plans_of(
        &self,
        pool: &Pool,
        product: &cupo_domain::catalogue::Product,
        origin: impl Fn(Origin) -> bool,
    ) -> PlanSet {
        let sources = self.holder.sources.iter().filter(|s| s.pool == pool.id && s.state.holds());
        let own = sources.filter(|s| origin(s.origin)).map(|s| product.plans.minus(&s.plans_off));
        own.reduce(|a, b| a.union(&b)).unwrap_or_default()
    }
}

impl LicenseChoice {
    /// Stands among the licenses that are held.
    pub(super) fn held(&self) -> bool {
        self.checked
    }
}
