//! One group: what it gives, how that stands, and who has it or needs attention (R-UI-9).

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::changes::Command;
use cupo_app::error::AppError;
use cupo_app::groups::GroupWish;
use cupo_app::licenses::Who;
use cupo_app::store::groups::{GroupRow, MemberList, MemberRow};
use cupo_domain::access::Action;
use cupo_domain::groups::{GroupLicense, GroupStatus};
use cupo_domain::ids::{Guid, UserId};
use cupo_domain::refusal::{Code, Denial};

use super::{home, kind_name, status};
use crate::pages::{GivenRow, GroupPage, PersonLine};
use crate::texts::Texts;
use crate::view::{Fact, Field, FieldError, Link, Note, NoteKind, Place, Progress, Tab};
use crate::web::address::Address;
use crate::web::commands::{Question, ask};
use crate::web::frame::of_customer;
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::with_status;
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed};
use crate::web::words::Names;

/// People on a page.
const PAGE: i64 = 50;
/// Most people who are added by their names at once.
const NAMES_MAX: usize = 100;

/// The group of an address.
pub(super) async fn group_of(signed: &Signed, at: &At, text: &str) -> Result<GroupRow, AppError> {
    let guid = Guid::parse_str(text).map_err(|_| AppError::denied(Code::NotFound, "group"))?;
    signed.visit.hall.app.group_by(&at.permit, guid).await
}

/// GET /c/{customer}/groups/{group}
pub(super) async fn show(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::View).await?;
    let group = group_of(&signed, &at, &group).await?;
    let them = People::of(&signed, &at, &group, &asked).await?;
    them.page((&asked, None)).await
}

/// POST /c/{customer}/groups/{group}/join: what adding these people would do.
pub(super) async fn join(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageGroups).await?;
    let group = group_of(&signed, &at, &group).await?;
    match named(&signed, &at, fields.text("names")).await? {
        Ok(users) => asks(&signed, &at, &group, GroupWish::Join(group.guid, Who::Users(users))).await,
        Err(text) => {
            let them = People::of(&signed, &at, &group, &Fields::default()).await?;
            them.page((&fields, Some(text))).await
        }
    }
}

/// GET /c/{customer}/groups/{group}/leave: what taking somebody out would do.
pub(super) async fn leave(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageGroups).await?;
    let group = group_of(&signed, &at, &group).await?;
    let users = users(&signed, &at, &asked).await?;
    asks(&signed, &at, &group, GroupWish::Leave(group.guid, Who::Users(users))).await
}

/// GET /c/{customer}/groups/{group}/reprocess: everybody of the group, or a few people (R-BULK-2).
pub(super) async fn reprocess(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let group = group_of(&signed, &at, &group).await?;
    let wish = if asked.some("user").is_none() {
        GroupWish::Reprocess(group.guid)
    } else {
        GroupWish::ReprocessUsers(Who::Users(users(&signed, &at, &asked).await?))
    };
    asks(&signed, &at, &group, wish).await
}

/// GET /c/{customer}/groups/{group}/delete
pub(super) async fn delete(
    signed: Signed,
    Path((customer, group)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::ManageGroups).await?;
    let group = group_of(&signed, &at, &group).await?;
    asks(&signed, &at, &group, GroupWish::Delete(group.guid)).await
}

/// What a wish about a group would do, with the button that does it.
pub(super) async fn asks(
    signed: &Signed,
    at: &At,
    group: &GroupRow,
    wish: GroupWish,
) -> Result<Response, Trouble> {
    let back = format!("{}/{}", home(at), group.guid);
    let crumbs = vec![Link::new(signed.t().rail_groups(), home(at)), Link::new(&group.name, &back)];
    let question = Question { place: Place::Groups, crumbs, back, then: None };
    ask(signed, at, (&Command::Group(wish), ""), question).await
}

async fn users(signed: &Signed, at: &At, asked: &Fields) -> Result<Vec<UserId>, AppError> {
    let guids = asked.guids("user")?;
    let found = signed.visit.hall.app.store().ids_of_guids(&at.permit, &guids).await?;
    let found: BTreeMap<Guid, UserId> = found.into_iter().collect();
    let known: Vec<UserId> = guids.iter().filter_map(|guid| found.get(guid).copied()).collect();
    if known.len() != guids.len() {
        return Err(AppError::denied(Code::NotFound, "user"));
    }
    Ok(known)
}

/// The users of a list of names; or what is wrong with it.
async fn named(signed: &Signed, at: &At, text: &str) -> Result<Result<Vec<UserId>, String>, AppError> {
    let t = signed.t();
    let names: Vec<String> = text
        .split([',', ';', '\n', ' '])
        .map(|it| it.trim().to_lowercase())
        .filter(|it| !it.is_empty())
        .collect();
    if names.is_empty() {
        return Ok(Err(t.groups_add_nobody().into_owned()));
    }
    if names.len() > NAMES_MAX {
        return Ok(Err(t.groups_add_too_many(NAMES_MAX)));
    }
    let found = signed.visit.hall.app.store().ids_of_names(&at.permit, &names).await?;
    let found: BTreeMap<String, UserId> = found.into_iter().collect();
    let missing = names.iter().find(|name| !found.contains_key(name.as_str()));
    Ok(match missing {
        Some(name) => Err(t.groups_add_names_wrong(name)),
        None => Ok(names.iter().filter_map(|name| found.get(name.as_str()).copied()).collect()),
    })
}

/// A group with the people of the open tab.
struct People<'a> {
    signed: &'a Signed,
    at: &'a At,
    group: &'a GroupRow,
    wrong_ones: bool,
    licenses: Vec<GroupLicense>,
    rows: Vec<MemberRow>,
    next: Option<String>,
}

impl<'a> People<'a> {
    async fn of(
        signed: &'a Signed,
        at: &'a At,
        group: &'a GroupRow,
        asked: &Fields,
    ) -> Result<Self, AppError> {
        let store = signed.visit.hall.app.store();
        let wrong_ones = asked.text("show") == "needed";
        let after = match asked.some("after") {
            Some(text) => {
                let guid = Guid::parse_str(text).map_err(|_| AppError::denied(Code::Invalid, "after"))?;
                let user = store.user_by_guid(&at.permit, guid).await?;
                let user = user.ok_or_else(|| Denial::new(Code::Invalid, "after"))?;
                Some((user.sort_key, user.id))
            }
            None => None,
        };
        let list = MemberList { in_error: wrong_ones, after, take: PAGE + 1 };
        let mut rows = store.group_people(&at.permit, group.id, &list).await?;
        let size = usize::try_from(PAGE).unwrap_or(0);
        let more = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().filter(|_| more).map(|last| last.guid.to_string());
        let all = store.group_licenses(&at.permit).await?;
        let licenses = all.get(&group.id).map(|licenses| licenses.to_vec()).unwrap_or_default();
        Ok(Self { signed, at, group, wrong_ones, licenses, rows, next })
    }

    fn here(&self) -> String {
        format!("{}/{}", home(self.at), self.group.guid)
    }

    async fn page(&self, (typed, wrong): (&Fields, Option<String>)) -> Result<Response, Trouble> {
        let (signed, t) = (self.signed, self.signed.t());
        let given = self.given().await?;
        let may = |action| signed.may(action, &self.at.organisation);
        let (manages, assigns) = (may(Action::ManageGroups), may(Action::AssignLicenses));
        let field = Field::text("names", t.groups_add_names()).hint(t.groups_add_hint(NAMES_MAX));
        let field = field.value(typed.text("names"));
        let field = wrong.iter().fold(field, |field, text| field.error(text));
        let errors: Vec<FieldError> = field.summary().into_iter().collect();
        let status = if wrong.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
        let carries = self.carries().await?;
        let locked = Note {
            kind: NoteKind::Info,
            text: t.groups_delete_licensed().into_owned(),
            repair: None,
            who: None,
        };
        let crumbs = vec![Link::new(t.rail_groups(), home(self.at))];
        let page = GroupPage {
            t,
            frame: of_customer(signed, &self.at.organisation, (&self.group.name, Place::Groups), crumbs)
                .await,
            errors,
            notes: Some(locked).filter(|_| manages && carries).into_iter().collect(),
            facts: self.facts(t),
            progress: self.progress().await?,
            tabs: self.tabs(&given),
            given,
            edit: assigns.then(|| Link::new(t.groups_licenses_edit(), format!("{}/licenses", self.here()))),
            reprocess: (assigns && carries)
                .then(|| Link::new(t.groups_reprocess_all(), format!("{}/reprocess", self.here()))),
            delete: (manages && !carries)
                .then(|| Link::new(t.groups_delete(), format!("{}/delete", self.here()))),
            wrong_ones: self.wrong_ones,
            people: self.rows.iter().map(|row| self.person(row, manages, assigns)).collect(),
            next: self.next.as_ref().map(|after| {
                let show = if self.wrong_ones { "needed" } else { "" };
                let address = Address::of(self.here(), &Fields::default(), &[]).with("show", show);
                Link::new(t.groups_more_people(), address.with("after", after).href())
            }),
            rule: self.group.rule.clone(),
            rules: if manages { self.rules() } else { Vec::new() },
            add: (manages && self.group.rule.is_empty()).then(|| (format!("{}/join", self.here()), field)),
            all: Link::new(t.groups_all(), home(self.at)),
        };
        with_status(status, page)
    }

    fn rules(&self) -> Vec<Link> {
        let t = self.signed.t();
        let link = |label: String, what: &str| Link::new(label, format!("{}/{what}", self.here()));
        if self.group.rule.is_empty() {
            return vec![link(t.groups_rule_choose().into_owned(), "rule")];
        }
        let edit = link(t.groups_rule_edit().into_owned(), "rule");
        vec![edit, link(t.groups_rule_give_up().into_owned(), "by-hand")]
    }

    async fn carries(&self) -> Result<bool, AppError> {
        let store = self.signed.visit.hall.app.store();
        Ok(self.group.processing.is_some() || store.group_carries(&self.at.permit, self.group.id).await?)
    }

    fn facts(&self, t: &Texts) -> Vec<Fact> {
        let mut facts = vec![Fact::new(t.groups_kind(), kind_name(t, self.group.kind))];
        if !self.group.description.is_empty() {
            facts.push(Fact::new(t.groups_description(), &self.group.description));
        }
        facts
    }

    async fn progress(&self) -> Result<Option<Progress>, AppError> {
        let Some(operation) = self.group.processing else { return Ok(None) };
        let store = self.signed.visit.hall.app.store();
        let row = store.operation_by_id(&self.at.permit, operation).await?;
        Ok(row.filter(|row| row.running).map(|row| Progress {
            done: row.users_done,
            total: row.users_total,
            text: self.signed.t().progress_text(row.users_done, row.users_total),
            events: format!("/c/{}/operations/{}/events", self.at.organisation.guid, row.guid),
        }))
    }

    fn tabs(&self, given: &[GivenRow]) -> Vec<Tab> {
        let t = self.signed.t();
        let wrong: i64 = given.iter().map(|row| row.lack).max().unwrap_or(0);
        let needed = Address::of(self.here(), &Fields::default(), &[]).with("show", "needed").href();
        vec![
            Tab {
                label: t.groups_successfully().into_owned(),
                count: None,
                href: self.here(),
                current: !self.wrong_ones,
            },
            Tab {
                label: t.groups_actions_needed().into_owned(),
                count: Some(wrong).filter(|wrong| *wrong > 0),
                href: needed,
                current: self.wrong_ones,
            },
        ]
    }

    async fn given(&self) -> Result<Vec<GivenRow>, AppError> {
        let (t, store) = (self.signed.t(), self.signed.visit.hall.app.store());
        let catalogue = store.catalogue();
        let names = Names { catalogue: &catalogue, t };
        let standing = store.group_standing(&self.at.permit, self.group.id).await?;
        let buys = self.signed.may(Action::ChangeSubscriptions, &self.at.organisation);
        let row = |license: &GroupLicense| {
            let product = catalogue.product(license.product);
            let all = product.map_or(0, |product| catalogue.offered(product).count());
            let off = license.plans_off.len();
            let (have, lack) = standing.get(&license.pool).copied().unwrap_or_default();
            let (state, tone) = status(t, GroupStatus::of(self.group.processing.is_some(), lack));
            let buy = format!("/c/{}/subscriptions/buy", self.at.organisation.guid);
            let buy = Address::of(buy, &Fields::default(), &[])
                .with("product", &product.map(|p| p.guid.to_string()).unwrap_or_default())
                .with("back", &self.here());
            GivenRow {
                name: names.product(license.product),
                plans: t.plans_on(all.saturating_sub(off), all),
                have,
                lack,
                state,
                tone,
                buy: (lack > 0 && buys).then(|| buy.href()),
            }
        };
        Ok(self.licenses.iter().map(row).collect())
    }

    fn person(&self, row: &MemberRow, manages: bool, assigns: bool) -> PersonLine {
        let (t, catalogue) = (self.signed.t(), self.signed.visit.hall.app.store().catalogue());
        let names = Names { catalogue: &catalogue, t };
        let error = |it: &cupo_app::store::groups::MemberError| {
            let reason = it.refusal.reasons.first();
            let why = reason.map(|reason| names.reason(it.product, reason)).unwrap_or_default();
            let fix = names.repair(reason, &it.refusal.repair, 1);
            let keeps = if it.active { format!(" ({})", t.groups_keeps()) } else { String::new() };
            format!("{}{keeps}: {why} {fix} ({})", names.product(it.product), it.refusal.code().as_str())
        };
        let with_user = |what: &str| {
            let address = Address::of(format!("{}/{what}", self.here()), &Fields::default(), &[]);
            address.with("user", &row.guid.to_string()).href()
        };
        PersonLine {
            name: row.name.clone(),
            sign_in: row.sign_in.clone(),
            href: format!("/c/{}/users/{}", self.at.organisation.guid, row.guid),
            errors: row.errors.iter().map(error).collect(),
            note: if row.member { String::new() } else { t.groups_not_member().into_owned() },
            leave: (manages && row.member && self.group.rule.is_empty()).then(|| with_user("leave")),
            reprocess: (assigns && self.wrong_ones).then(|| with_user("reprocess")),
        }
    }
}
