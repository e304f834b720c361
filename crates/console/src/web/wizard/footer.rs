//! The live preview at the foot of a form: what saving does, in one sentence, with its clocks (D-12).

use cupo_app::licenses::Preview;
use cupo_app::licenses::totals::Totals;
use cupo_app::store::organisations::Organisation;
use cupo_domain::catalogue::Workload;

use crate::pages::Footer;
use crate::texts::Texts;
use crate::web::frame::when;
use crate::web::visit::Signed;
use crate::web::words::clock_lines;

/// The footer of a form that asks for nothing yet.
#[must_use]
pub fn nothing(t: &Texts, save_label: &str, preview_action: &str) -> Footer {
    Footer {
        sentence: t.save_nothing().into_owned(),
        save_label: save_label.to_owned(),
        preview_action: preview_action.to_owned(),
        ..Footer::default()
    }
}

/// The footer of a preview.
#[must_use]
pub fn footer(
    signed: &Signed,
    customer: &Organisation,
    preview: &Preview,
    (save_label, preview_action): (&str, &str),
) -> Footer {
    let (t, totals) = (signed.t(), &preview.totals);
    Footer {
        sentence: sentence(t, totals),
        price: price(t, totals),
        undo: undo(signed, customer, totals),
        who: Vec::new(),
        clocks: clock_lines(signed, customer, totals),
        save_label: save_label.to_owned(),
        confirm: confirm(signed, customer, (totals, save_label)),
        preview: preview.guid.to_string(),
        digest: preview.digest.clone(),
        preview_action: preview_action.to_owned(),
    }
}

/// What saving does, with the numbers.
#[must_use]
pub fn sentence(t: &Texts, totals: &Totals) -> String {
    let sum = |of: fn(&cupo_app::licenses::totals::ProductTotals) -> i64| -> i64 {
        // Users refused as a whole are not in these figures.
        totals.products.iter().map(of).sum()
    };
    let mut parts = Vec::new();
    let (gives, takes, plans) = (sum(|p| p.granted), sum(|p| p.revoked), sum(|p| p.plans_changed));
    if gives > 0 {
        parts.push(t.save_gives(gives));
    }
    if takes > 0 {
        parts.push(t.save_takes(takes));
    }
    if plans > 0 {
        parts.push(t.save_plans(plans));
    }
    let changes = parts.into_iter().reduce(|a, b| t.save_join(a, b));
    let mut text = match changes {
        Some(changes) => t.save_sentence(changes, totals.succeeded),
        None => t.save_nobody().into_owned(),
    };
    let rest = [
        (totals.refused, t.save_refused_users(totals.refused)),
        (totals.unchanged - totals.kept, t.save_unchanged_users(totals.unchanged - totals.kept)),
        (totals.kept_inherited, t.save_kept_inherited(totals.kept_inherited)),
        (totals.kept_self_service, t.save_kept_self_service(totals.kept_self_service)),
    ];
    for (_, part) in rest.into_iter().filter(|(count, _)| *count > 0) {
        text.push(' ');
        text.push_str(&part);
    }
    text
}

/// Seats that are used are paid already; what is missing has to be bought first.
fn price(t: &Texts, totals: &Totals) -> String {
    let missing: i64 = totals.products.iter().map(|p| p.missing_seats).sum();
    if missing > 0 {
        return t.wiz_seats_missing(missing);
    }
    let granted: i64 = totals.products.iter().map(|p| p.granted).sum();
    let revoked: i64 = totals.products.iter().map(|p| p.revoked).sum();
    if granted > 0 {
        t.wiz_paid_already().into_owned()
    } else if revoked > 0 {
        t.wiz_still_paid().into_owned()
    } else {
        String::new()
    }
}

fn undo(signed: &Signed, customer: &Organisation, totals: &Totals) -> String {
    if !totals.changes_anything() {
        return String::new();
    }
    let now = signed.visit.hall.app.now();
    let losses = totals.clocks.iter().filter(|c| c.loses_data).map(|c| c.due);
    let until = losses.chain([now.plus_days(cupo_app::licenses::UNDO_DAYS)]).min().unwrap_or(now);
    signed.t().save_undo(when(signed, customer, until.0).day)
}

/// The button of the step, which says what will be lost and when.
fn confirm(signed: &Signed, customer: &Organisation, (totals, save): (&Totals, &str)) -> String {
    let t = signed.t();
    let first = totals.clocks.iter().filter(|c| c.loses_data).min_by_key(|c| c.due);
    match first {
        Some(clock) => {
            let day = when(signed, customer, clock.due.0).day;
            match clock.workload {
                Workload::Mail => t.clocks_confirm_mail(clock.count, day, save),
                _ => t.clocks_confirm_data(clock.count, day, save),
            }
        }
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn what_is_kept_is_not_called_already_as_asked() {
        let totals = Totals {
            users: 4,
            unchanged: 4,
            kept: 3,
            kept_inherited: 2,
            kept_self_service: 1,
            ..Totals::default()
        };
        assert_eq!(
            sentence(Texts::get(Lang::En), &totals),
            "Saving changes nobody. 1 user is already as asked. 2 licenses inherited from groups are kept. \
             1 self-service license is kept."
        );
        assert_eq!(
            sentence(Texts::get(Lang::Es), &totals),
            "Guardar no cambia a nadie. 1 usuario ya está como se pide. Se conservan 2 licencias heredadas de \
             grupos. Se conserva 1 licencia de autoservicio."
        );
    }
}
