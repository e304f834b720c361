//! One person's service plans of one product, opened from the list of those who hold it (R-UI-4). The license itself
//! stays; giving and taking it is done on the page of the product and on the page of the user.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::{Preview, Receipt, Saved};
use cupo_app::store::users::UserRow;
use cupo_domain::access::Action;
use cupo_domain::catalogue::Product;
use cupo_domain::command::{ChangeLicenses, Edits, LicenseEdit};
use cupo_domain::ids::Guid;
use cupo_domain::refusal::{Code, Denial};

use super::footer::{footer, nothing};
use super::given_by::group_names;
use super::manage::{changed, confirm, saved};
use super::panel::{PanelView, find, fragment, request};
use crate::pages::{HolderPage, LicensesTab};
use crate::view::{Link, Note, NoteKind, Place};
use crate::web::edits;
use crate::web::frame::{flash, of_customer};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page as render, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::words::Names;

/// Customer, product and user of the address.
type Address = (String, String, String);

/// Who holds what, from the address.
struct Held {
    at: At,
    product: Product,
    user: UserRow,
}

impl Held {
    async fn find(signed: &Signed, address: &Address, action: Action) -> Result<Self, AppError> {
        let (customer, product, user) = address;
        let at = signed.at(customer, action).await?;
        let user = find(signed, &at, user).await?;
        let catalogue = signed.visit.hall.app.store().catalogue();
        let product = Guid::parse_str(product).ok().and_then(|guid| catalogue.product_by_guid(guid));
        let product = product.ok_or_else(|| Denial::new(Code::NotFound, "product"))?;
        Ok(Self { at, product: product.clone(), user })
    }

    /// The page of the product.
    fn list(&self) -> String {
        format!("/c/{}/products/{}", self.at.organisation.guid, self.product.guid)
    }

    fn here(&self) -> String {
        format!("{}/users/{}", self.list(), self.user.guid)
    }
}

/// The plans, as they are.
pub async fn show(signed: Signed, Path(address): Path<Address>, asked: Asked) -> Result<Response, Trouble> {
    let held = Held::find(&signed, &address, Action::View).await?;
    let Some(mut page) = page(&signed, &held, (&Fields::default(), None)).await? else {
        return Ok(see(&held.list()));
    };
    page.frame.flash = flash(signed.t(), &asked.0);
    render(page)
}

/// What saving would do.
pub async fn preview(
    signed: Signed,
    Path(address): Path<Address>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let held = Held::find(&signed, &address, Action::AssignLicenses).await?;
    let made = made(&signed, &held, &fields).await?;
    match page(&signed, &held, (&fields, made.as_ref())).await? {
        None => Ok(see(&held.list())),
        Some(page) if signed.visit.fragment => render(fragment(page.t, page.licenses)),
        Some(page) => render(page),
    }
}

/// Saves and stays, so that Close comes next; what was refused opens the result.
pub async fn save(
    signed: Signed,
    Path(address): Path<Address>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let held = Held::find(&signed, &address, Action::AssignLicenses).await?;
    let here = held.here();
    let command = wanted(&signed, &held, &fields)?;
    if is_empty(&command) {
        return Ok(see(&format!("{here}?did=nothing")));
    }
    let request = request(&signed, &held.user, command);
    match saved(&signed, &held.at, &request, &fields).await {
        Ok(Saved::Done(receipt)) => done(&signed, &held, &receipt).await,
        Ok(Saved::Confirm(preview)) => {
            confirm(&signed, &held.at, &fields, (&preview, &format!("{here}/save"), &here)).await
        }
        Err(AppError::Changed(differences)) => {
            let made = made(&signed, &held, &fields).await?;
            let Some(mut page) = page(&signed, &held, (&fields, made.as_ref())).await? else {
                return Ok(see(&held.list()));
            };
            for line in changed(&signed, &held.at, &differences).await? {
                page.licenses.notes.push(Note {
                    kind: NoteKind::Refusal,
                    text: line,
                    repair: None,
                    who: None,
                });
            }
            with_status(StatusCode::PRECONDITION_FAILED, page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn done(signed: &Signed, held: &Held, receipt: &Receipt) -> Result<Response, Trouble> {
    let row = signed.visit.hall.app.store().operation(&held.at.permit, receipt.operation).await?;
    Ok(see(&match row {
        Some(row) if row.refused == 0 && row.succeeded > 0 => format!("{}?did=saved", held.here()),
        Some(row) if row.refused == 0 => format!("{}?did=nothing", held.here()),
        _ => format!("/c/{}/operations/{}", held.at.organisation.guid, receipt.operation),
    }))
}

/// What the form asks: plans of this product and nothing else.
fn wanted(signed: &Signed, held: &Held, fields: &Fields) -> Result<ChangeLicenses, AppError> {
    let command = edits::panel(&signed.visit.hall.app.store().catalogue(), fields)?;
    let own = match &command.edits {
        Edits::Products(edits) => {
            edits.iter().all(|it| it.product == held.product.id && it.license == LicenseEdit::Keep)
        }
        _ => false,
    };
    if own { Ok(command) } else { Err(AppError::denied(Code::Invalid, "product")) }
}

fn is_empty(command: &ChangeLicenses) -> bool {
    matches!(&command.edits, Edits::Products(edits) if edits.is_empty())
}

async fn made(signed: &Signed, held: &Held, fields: &Fields) -> Result<Option<Preview>, AppError> {
    let command = wanted(signed, held, fields)?;
    if is_empty(&command) {
        return Ok(None);
    }
    let request = request(signed, &held.user, command);
    Ok(Some(signed.visit.hall.app.preview(&held.at.permit, &request).await?))
}

/// The page; none for somebody who does not hold the product.
async fn page(
    signed: &Signed,
    held: &Held,
    (fields, preview): (&Fields, Option<&Preview>),
) -> Result<Option<HolderPage>, Trouble> {
    let (t, at) = (signed.t(), &held.at);
    let app = &signed.visit.hall.app;
    let catalogue = app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let holder = app.holder(&at.permit, held.user.id).await?;
    let holder = holder.ok_or_else(|| AppError::from(Denial::new(Code::NotFound, "user")))?;
    let (here, list) = (held.here(), held.list());
    let pools = app.store().pools(&at.permit).await?;
    let totals = preview.map(|p| &p.totals);
    let groups = group_names(signed, at, &holder).await?;
    let view = PanelView {
        signed,
        at,
        groups: &groups,
        names: &names,
        catalogue: &catalogue,
        holder: &holder,
        fields,
        totals,
        back: &here,
        apart: BTreeSet::new(),
    };
    let own = pools.iter().filter(|pool| pool.product == held.product.id && holder.holds(pool.id));
    let choices: Vec<_> = own.filter_map(|pool| view.choice(pool)).collect();
    if choices.is_empty() {
        return Ok(None);
    }
    let product = names.product(held.product.id);
    let crumbs = vec![
        Link::new(t.rail_licenses(), format!("/c/{}/products", at.organisation.guid)),
        Link::new(&product, &list),
    ];
    let name = &held.user.display_name;
    let action = format!("{here}/preview");
    let changeable = choices.iter().any(|it| it.locked.is_empty());
    Ok(Some(HolderPage {
        t,
        frame: of_customer(signed, &at.organisation, (name, Place::Licenses), crumbs).await,
        name: name.clone(),
        sign_in: held.user.sign_in.clone(),
        product,
        licenses: LicensesTab {
            held: i64::try_from(choices.len()).unwrap_or(0),
            may_change: changeable && signed.may(Action::AssignLicenses, &at.organisation),
            notes: Vec::new(),
            choices,
            footer: match preview {
                Some(preview) => footer(signed, &at.organisation, preview, (&t.save(), &action)),
                None => nothing(t, &t.save(), &action),
            },
            save_action: format!("{here}/save"),
            preview_action: action,
        },
        user_href: format!("/c/{}/users/{}?tab=licenses", at.organisation.guid, held.user.guid),
        close_href: list,
    }))
}
