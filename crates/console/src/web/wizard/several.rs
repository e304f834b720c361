//! Manage product licenses of several users (seed 000): assign more, replace, unassign all, or product by product.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use cupo_app::error::AppError;
use cupo_app::licenses::{Preview, Saved, in_selection};
use cupo_domain::access::Action;
use cupo_domain::command::{ChangeLicenses, Edits};

use super::manage::{changed, confirm, footer_of, request, rows, saved};
use super::rows::{Choices, Table, chips};
use crate::pages::SeveralPage;
use crate::view::{Frame, Link, Place, Tab, TriChoice};
use crate::web::address::Address;
use crate::web::edits;
use crate::web::frame::{flash, is_agent, of_customer};
use crate::web::posted::{Asked, Fields, Posted};
use crate::web::render::{page as render, with_status};
use crate::web::trouble::Trouble;
use crate::web::visit::{At, Signed, see};
use crate::web::who::NamedUsers;

/// The ways to change licenses, in the order of their tabs.
const MODES: [&str; 4] = ["assign", "replace", "unassign", "edit"];

/// The panel. `take` and `give` name products whose boxes are cleared or filled already (D-16).
pub async fn page(signed: Signed, Path(customer): Path<String>, asked: Asked) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let form = Form::asked(&signed, &asked.0);
    let preview = made(&signed, &at, &form).await?;
    let mut page = several(&signed, &at, &form, preview.as_ref()).await?;
    page.frame.flash = flash(signed.t(), &asked.0);
    render(page)
}

/// What saving would do.
pub async fn preview(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let fragment = signed.visit.fragment;
    let form = Form::posted(fields);
    let preview = made(&signed, &at, &form).await?;
    let page = several(&signed, &at, &form, preview.as_ref()).await?;
    if fragment {
        return render(crate::pages::SeveralFragment {
            t: page.t,
            here: page.frame.here,
            back: page.back,
            chips: page.chips,
            more_chips: page.more_chips,
            selection_href: page.selection_href,
            selection_action: page.selection_action,
            modes: page.modes,
            rows: page.rows,
            choices: page.choices,
            footer: page.footer,
        });
    }
    render(page)
}

/// Saves and opens the result.
pub async fn save(
    signed: Signed,
    Path(customer): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = signed.at(&customer, Action::AssignLicenses).await?;
    let form = Form::posted(fields);
    let Some(command) = form.command(&signed)? else {
        return render(several(&signed, &at, &form, None).await?);
    };
    let request = request(&signed, &at, command).await?;
    match saved(&signed, &at, &request, &form.fields).await {
        Ok(Saved::Done(receipt)) => {
            Ok(see(&format!("/c/{}/operations/{}", at.organisation.guid, receipt.operation)))
        }
        Ok(Saved::Confirm(preview)) => {
            let (action, back) = (here(&at, "/save"), form.address(&signed, &at, form.mode));
            confirm(&signed, &at, &form.fields, (&preview, &action, &back)).await
        }
        Err(AppError::Changed(differences)) => {
            let preview = made(&signed, &at, &form).await?;
            let mut page = several(&signed, &at, &form, preview.as_ref()).await?;
            page.changed = changed(&signed, &at, &differences).await?;
            with_status(StatusCode::PRECONDITION_FAILED, page)
        }
        Err(error) => Err(error.into()),
    }
}

fn here(at: &At, rest: &str) -> String {
    format!("/c/{}/licenses/several{rest}", at.organisation.guid)
}

/// A form with its mode.
struct Form {
    mode: &'static str,
    fields: Fields,
    choices: Choices,
    /// Nothing is said yet: the way is chosen first (R-UI-6).
    first: bool,
}

impl Form {
    fn mode(fields: &Fields) -> &'static str {
        MODES.into_iter().find(|m| *m == fields.text("mode")).unwrap_or("assign")
    }

    fn posted(fields: Fields) -> Self {
        Self { mode: Self::mode(&fields), choices: edits::choices(&fields), fields, first: false }
    }

    fn asked(signed: &Signed, asked: &Fields) -> Self {
        let mut choices = edits::choices(asked);
        for (name, choice) in [("take", TriChoice::Take), ("give", TriChoice::Give)] {
            for product in asked.all(name) {
                choices.insert(format!("p.{product}"), choice);
            }
        }
        let fields = edits::expanded(&signed.visit.hall.app.store().catalogue(), asked);
        Self { mode: Self::mode(asked), fields, choices, first: asked.some("mode").is_none() }
    }

    /// The page in a mode, with what is chosen: ticks go along from Assign more to Replace.
    fn address(&self, signed: &Signed, at: &At, mode: &str) -> String {
        let chosen: Vec<(String, String)> = match mode {
            "assign" | "replace" => edits::chosen(&signed.visit.hall.app.store().catalogue(), &self.fields),
            "edit" => {
                self.choices.iter().map(|(name, choice)| (name.clone(), choice.as_str().to_owned())).collect()
            }
            _ => Vec::new(),
        };
        Address::of(here(at, ""), &Fields::default(), &[]).with("mode", mode).and(chosen).href()
    }

    /// What the form asks for; none while nothing is chosen.
    fn command(&self, signed: &Signed) -> Result<Option<ChangeLicenses>, AppError> {
        let catalogue = signed.visit.hall.app.store().catalogue();
        let command = match self.mode {
            "unassign" => return Ok(Some(ChangeLicenses::bulk(Edits::UnassignAll))),
            "edit" => edits::of_choices(&catalogue, &self.choices)?,
            mode => edits::ticked(&catalogue, &self.fields, mode == "replace")?,
        };
        let empty = match &command.edits {
            Edits::Products(edits) | Edits::Replace(edits) => edits.is_empty(),
            Edits::UnassignAll | Edits::Each(_) | Edits::Restore(_) => false,
        };
        Ok((!empty).then_some(command))
    }
}

async fn made(signed: &Signed, at: &At, form: &Form) -> Result<Option<Preview>, Trouble> {
    let app = &signed.visit.hall.app;
    let Some(command) = form.command(signed)? else { return Ok(None) };
    if app.count_selected(&at.permit, signed.owner()).await? == 0 {
        return Ok(None);
    }
    let request = request(signed, at, command).await?;
    Ok(Some(app.preview(&at.permit, &request).await?))
}

async fn several(
    signed: &Signed,
    at: &At,
    form: &Form,
    preview: Option<&Preview>,
) -> Result<SeveralPage, Trouble> {
    let t = signed.t();
    let app = &signed.visit.hall.app;
    let selected = app.selected(&at.permit, signed.owner()).await?;
    let board = app.board(&at.permit, &in_selection(selected.clone())).await?;
    let home = format!("/c/{}", at.organisation.guid);
    let list = if is_agent(signed) { t.rail_users_and_licenses() } else { t.rail_active_users() };
    let crumbs = vec![Link::new(list, format!("{home}/users"))];
    let frame = of_customer(signed, &at.organisation, (&t.several_title(), Place::Users), crumbs).await;
    let (chips, more_chips) = chips(signed, at, &selected, board.users).await?;
    let base = here(at, &format!("?mode={}", form.mode));
    let back = form.address(signed, at, form.mode);
    let who = NamedUsers::of_shown(signed, at, preview, &back).await?;
    let shown = preview.zip(who.as_ref());
    let rows = match form.mode {
        "edit" => rows(signed, at, (&board, &selected), (&form.choices, shown, &base)).await?,
        _ => Vec::new(),
    };
    let subscriptions = app.store().subscriptions(&at.permit).await?;
    let table = Table {
        signed,
        at,
        board: &board,
        choices: &form.choices,
        totals: preview.map(|p| &p.totals),
        who: who.as_ref(),
        back: &back,
        subscriptions: &subscriptions,
    };
    let choices = match form.mode {
        "assign" | "replace" if !form.first => table.choices(&form.fields),
        _ => Vec::new(),
    };
    let (label, action) = (t.save_changes(), here(at, "/preview"));
    let footer = footer_of(signed, at, shown, (&label, &action));
    Ok(SeveralPage {
        t,
        next: form.first.then(|| back.clone()),
        back: base,
        frame: Frame { here: if form.first { here(at, "") } else { back.clone() }, ..frame },
        selected: board.users,
        empty_link: Link::new(t.manage_nobody_link(), format!("{home}/users")),
        chips,
        more_chips,
        selection_href: format!("{home}/users?view=selected"),
        selection_action: format!("{home}/selection"),
        errors: Vec::new(),
        changed: Vec::new(),
        modes: modes(signed, at, form),
        mode: form.mode.to_owned(),
        explanation: explanation(signed, form.mode, board.users),
        rows,
        choices,
        footer,
        save_action: here(at, "/save"),
        preview_action: action,
    })
}

fn modes(signed: &Signed, at: &At, form: &Form) -> Vec<Tab> {
    let t = signed.t();
    let labels = [t.several_assign(), t.several_replace(), t.several_unassign(), t.several_edit()];
    MODES
        .into_iter()
        .zip(labels)
        .map(|(mode, label)| Tab {
            label: label.into_owned(),
            count: None,
            href: if form.first && mode == form.mode { here(at, "") } else { form.address(signed, at, mode) },
            current: mode == form.mode,
        })
        .collect()
}

fn explanation(signed: &Signed, mode: &str, users: i64) -> String {
    let t = signed.t();
    match mode {
        "replace" => t.several_replace_text().into_owned(),
        "unassign" => t.several_unassign_text(users),
        "edit" => t.several_edit_text().into_owned(),
        _ => t.several_assign_text().into_owned(),
    }
}
