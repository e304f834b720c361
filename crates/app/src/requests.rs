//! Requests for licenses where people may not buy: asked by anybody for themselves and others, answered by whoever gives
//! licenses, person by person, directly or through a group (section 18). A grant is a change of licenses like every
//! other: previewed, checked, counted, recorded.

mod committing;

use std::collections::BTreeSet;

use cupo_domain::access::{Action, Actor};
use cupo_domain::catalogue::Product;
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit, PlanEdit, ProductEdit};
use cupo_domain::decide::change_licenses;
use cupo_domain::decide::settle_groups::as_decision;
use cupo_domain::decision::Decision;
use cupo_domain::ids::{Guid, ProductId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::requests::{Answer, answers, kept_since, may_ask, people};
use cupo_domain::seats::PoolKind;
use cupo_domain::self_service::{Order, left_behind, order};
use cupo_store::audit::AuditHead;
use cupo_store::requests::{RequestList, RequestPerson, RequestRow};
use serde::{Deserialize, Serialize};

use crate::accounts::Asking;
use crate::app::App;
use crate::edits::check_text;
use crate::error::AppError;
use crate::groups::{GroupPreview, GroupWish};
use crate::ids::GuidText;
use crate::licenses::Who;
use crate::licenses::totals::{Totals, digest, totals};

/// The option with which a customer tells people how it wants to be asked instead (R-REQ-3).
pub const PROCEDURE: &str = "request_procedure";
/// Most letters of what is said with a request or its answer, and of that message.
pub const NOTE_MAX: usize = 500;

/// What shall become of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestWish {
    /// Ask for a product.
    Ask {
        /// The product.
        product: Guid,
        /// For whom.
        people: Vec<UserId>,
    },
    /// Answer people of a request.
    Answer {
        /// The request.
        request: Guid,
        /// They get the license.
        grant: Vec<UserId>,
        /// They do not.
        refuse: Vec<UserId>,
        /// The group through which they get it; none for directly.
        group: Option<Guid>,
    },
}

impl RequestWish {
    /// The action whose permit it takes (R-ROLE-13); who joins a group takes the right to say so (R-ROLE-6).
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Ask { .. } => Action::ServeSelf,
            Self::Answer { group: Some(_), .. } => Action::ManageGroups,
            Self::Answer { .. } => Action::AssignLicenses,
        }
    }

    /// The kind of the operation.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        if matches!(self, Self::Ask { .. }) { "request-ask" } else { "request-answer" }
    }

    /// What its form is about.
    #[must_use]
    pub fn about(&self) -> Guid {
        match self {
            Self::Ask { product, .. } => *product,
            Self::Answer { request, .. } => *request,
        }
    }
}

/// A wish as it is stored: JSON with internal ids for people, which surfaces never show.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RequestDoc {
    Ask { product: GuidText, people: Vec<i64> },
    Answer { request: GuidText, grant: Vec<i64>, refuse: Vec<i64>, group: Option<GuidText> },
}

impl RequestDoc {
    pub fn of(wish: &RequestWish) -> Self {
        let ids = |users: &[UserId]| users.iter().map(|user| user.0).collect();
        match wish {
            RequestWish::Ask { product, people } => {
                Self::Ask { product: GuidText(*product), people: ids(people) }
            }
            RequestWish::Answer { request, grant, refuse, group } => Self::Answer {
                request: GuidText(*request),
                grant: ids(grant),
                refuse: ids(refuse),
                group: group.map(GuidText),
            },
        }
    }

    pub fn wish(&self) -> RequestWish {
        let users = |ids: &[i64]| ids.iter().copied().map(UserId).collect();
        match self {
            Self::Ask { product, people } => RequestWish::Ask { product: product.0, people: users(people) },
            Self::Answer { request, grant, refuse, group } => RequestWish::Answer {
                request: request.0,
                grant: users(grant),
                refuse: users(refuse),
                group: group.as_ref().map(|group| group.0),
            },
        }
    }
}

/// What a wish about a request would do.
#[derive(Clone, Debug)]
pub struct RequestPreview {
    /// The wish.
    pub wish: RequestWish,
    /// For what.
    pub product: ProductId,
    /// The request as it is; none for a new one.
    pub request: Option<RequestRow>,
    /// Who asks.
    pub requester: UserId,
    /// The people of the request who are still known.
    pub people: Vec<RequestPerson>,
    /// For whom a new one is, or who gets the license: whom a rule stands against waits on.
    pub granted: Vec<UserId>,
    /// Who is told no.
    pub refused: Vec<UserId>,
    /// The group they join.
    pub group: Option<Box<GroupPreview>>,
    /// What is said with it.
    pub note: String,
    /// What happens to licenses.
    pub decision: Decision,
    /// The same in figures.
    pub totals: Totals,
    pub(crate) digest: String,
    pub(crate) head: AuditHead,
}

impl RequestPreview {
    /// Whether anything is written.
    #[must_use]
    pub fn changes_anything(&self) -> bool {
        !self.granted.is_empty() || !self.refused.is_empty()
    }

    /// Whether everybody has an answer afterwards.
    #[must_use]
    pub fn closes(&self) -> bool {
        let answered = |it: &RequestPerson| {
            it.answer != Answer::Waiting || self.granted.contains(&it.user) || self.refused.contains(&it.user)
        };
        self.people.iter().all(answered)
    }
}

/// A product that may be asked for, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Askable {
    /// The product.
    pub product: ProductId,
    /// Why it cannot be asked for.
    pub may: Result<(), Denial>,
}

impl App {
    /// The customer's own procedure for requests; empty where there is none.
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn procedure(&self, by: Asking<'_>) -> Result<String, AppError> {
        let options = self.store.options(by.permit).await?;
        Ok(options.get(PROCEDURE).cloned().unwrap_or_default())
    }

    /// Whether the person who asks may request a product (R-REQ-1, R-REQ-3).
    ///
    /// # Errors
    /// E-ROLE for whoever is no person of the organization, failures of the store.
    pub async fn askable(&self, by: Asking<'_>, product: &Product) -> Result<Result<(), Denial>, AppError> {
        let (buyer, policy) = (self.buyer(by).await?, self.policy(by, product.guid).await?);
        let seats = product.seats_min.unwrap_or(1).max(1);
        let buying = order(&buyer, product, policy, Order { seats, trial: false, tried: false });
        Ok(may_ask(&buying, &self.procedure(by).await?))
    }

    /// The requests of a list with their people, those of the last twelve months (R-REQ-1).
    ///
    /// # Errors
    /// Failures of the store.
    pub async fn requests(
        &self,
        by: Asking<'_>,
        list: RequestList,
    ) -> Result<Vec<(RequestRow, Vec<RequestPerson>)>, AppError> {
        let rows = self.store.requests(by.permit, list).await?;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let mut people = self.store.request_people(by.permit, &ids).await?;
        let with_people = |row: RequestRow| {
            let own = people.extract_if(.., |person| person.request == row.id).collect();
            (row, own)
        };
        Ok(rows.into_iter().map(with_people).collect())
    }

    /// The newest requests of the person who asks.
    ///
    /// # Errors
    /// E-ROLE for whoever is no person of the organization, failures of the store.
    pub async fn own_requests(
        &self,
        by: Asking<'_>,
        take: i64,
    ) -> Result<Vec<(RequestRow, Vec<RequestPerson>)>, AppError> {
        let of = Some(Self::requester(by)?);
        let since = kept_since(self.now());
        self.requests(by, RequestList { of, open: false, since, before: i64::MAX, take }).await
    }

    /// A request with its people.
    ///
    /// # Errors
    /// E-NOTFOUND.
    pub async fn request(
        &self,
        by: Asking<'_>,
        it: Guid,
    ) -> Result<(RequestRow, Vec<RequestPerson>), AppError> {
        let row = self.store.request(by.permit, it).await?;
        let kept = row.filter(|row| row.created_at >= kept_since(self.now()).0);
        let row = kept.ok_or_else(|| Denial::new(Code::NotFound, "request"))?;
        let people = self.store.request_people(by.permit, &[row.id]).await?;
        Ok((row, people))
    }

    fn requester(by: Asking<'_>) -> Result<UserId, Denial> {
        match by.permit.actor() {
            Actor::Person { home, user } if *home == by.permit.customer() => Ok(*user),
            _ => Err(Denial::new(Code::Role, "serve-self")),
        }
    }

    /// What a wish about a request would do.
    ///
    /// # Errors
    /// What the domain says of who asks and who is answered; E-NOTFOUND; E-SCOPE for strangers; E-COUNT and others where a
    /// group cannot give it to everybody.
    pub(crate) async fn decide_request(
        &self,
        by: Asking<'_>,
        wish: &RequestWish,
    ) -> Result<RequestPreview, AppError> {
        check_text("note", by.reason, NOTE_MAX)?;
        match wish {
            RequestWish::Ask { product, people } => self.decide_ask(by, wish, (*product, people)).await,
            RequestWish::Answer { request, .. } => self.decide_answer(by, wish, *request).await,
        }
    }

    async fn decide_ask(
        &self,
        by: Asking<'_>,
        wish: &RequestWish,
        (product, asked): (Guid, &[UserId]),
    ) -> Result<RequestPreview, AppError> {
        let requester = Self::requester(by)?;
        let catalogue = self.store.catalogue();
        let product = catalogue.product_by_guid(product);
        let product = product.ok_or_else(|| Denial::new(Code::NotFound, "product"))?;
        self.askable(by, product).await??;
        let asked: BTreeSet<UserId> = asked.iter().copied().collect();
        let waiting = self.store.waiting_for(by.permit, product.id, kept_since(self.now())).await?;
        people(&asked, &waiting.into_iter().collect())?;
        let granted: Vec<UserId> = asked.into_iter().collect();
        let (snapshot, head) = self.store.license_snapshot(by.permit, &granted, self.now()).await?;
        if !snapshot.unknown.is_empty() || snapshot.holders.iter().any(|holder| !holder.active) {
            return Err(AppError::denied(Code::Scope, "people"));
        }
        let decision = Decision::default();
        Ok(RequestPreview {
            wish: wish.clone(),
            product: product.id,
            request: None,
            requester,
            people: Vec::new(),
            granted,
            refused: Vec::new(),
            group: None,
            note: by.reason.trim().to_owned(),
            totals: totals(&snapshot.pools, &decision),
            digest: digest(&decision),
            decision,
            head,
        })
    }

    async fn decide_answer(
        &self,
        by: Asking<'_>,
        wish: &RequestWish,
        request: Guid,
    ) -> Result<RequestPreview, AppError> {
        let RequestWish::Answer { grant, refuse, group, .. } = wish else {
            return Err(AppError::Bug("an answer to a new request".to_owned()));
        };
        let (row, known) = self.request(by, request).await?;
        let waits = known.iter().filter(|it| it.answer == Answer::Waiting);
        let waiting: BTreeSet<UserId> = waits.map(|it| it.user).collect();
        let grant: BTreeSet<UserId> = grant.iter().copied().collect();
        answers(&waiting, &grant, &refuse.iter().copied().collect())?;
        let granted: Vec<UserId> = grant.into_iter().collect();
        let (snapshot, head) = self.store.license_snapshot(by.permit, &granted, self.now()).await?;
        let mut it = RequestPreview {
            wish: wish.clone(),
            product: row.product,
            requester: row.requester,
            request: Some(row),
            people: known,
            granted: Vec::new(),
            refused: refuse.clone(),
            group: None,
            note: by.reason.trim().to_owned(),
            decision: Decision::default(),
            totals: totals(&snapshot.pools, &Decision::default()),
            digest: String::new(),
            head,
        };
        match group {
            _ if granted.is_empty() => {}
            Some(group) => self.decide_through(by, &mut it, (*group, granted)).await?,
            None => {
                let central = |pool: &cupo_domain::seats::Pool| {
                    pool.product == it.product && pool.kind == PoolKind::Central
                };
                if !snapshot.pools.iter().any(central) {
                    return Err(AppError::denied(Code::Count, "request-seats"));
                }
                let give =
                    ProductEdit { product: it.product, license: LicenseEdit::Give, plans: PlanEdit::none() };
                let change = ChangeLicenses::bulk(Edits::Products(vec![give]));
                it.decision =
                    change_licenses::decide(&self.store.catalogue(), &snapshot, &change, self.now());
                let fine = it.decision.users.iter().filter(|user| !user.plan.refused());
                it.granted = fine.map(|user| user.user).collect();
                it.totals = totals(&snapshot.pools, &it.decision);
            }
        }
        it.digest = digest(&it.decision);
        Ok(it)
    }

    /// People join a group that gives the product; all of them get what it gives, or none joins.
    async fn decide_through(
        &self,
        by: Asking<'_>,
        it: &mut RequestPreview,
        (group, granted): (Guid, Vec<UserId>),
    ) -> Result<(), AppError> {
        let joining = GroupWish::Join(group, Who::Users(granted.clone()));
        let preview = self.decide_group(by, &joining).await?;
        if !preview.after.iter().any(|license| license.product == it.product) {
            return Err(AppError::denied(Code::Invalid, "group"));
        }
        it.decision = as_decision(&preview.members);
        if let Some((_, refusal)) = left_behind(&it.decision) {
            return Err(Denial::new(refusal.code(), "request-group").into());
        }
        it.totals = preview.totals.clone();
        it.head = preview.head.clone();
        it.granted = granted;
        it.group = Some(Box::new(preview));
        Ok(())
    }
}
