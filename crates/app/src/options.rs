//! Settings of a customer that most customers never touch, kept by name: what people may buy of each product, what kind of
//! organization it is. They are shown, changed and undone like the other settings.

use std::collections::BTreeMap;

use cupo_domain::catalogue::Catalogue;
use cupo_domain::guard::USUAL_MOST;
use cupo_domain::ids::{CustomerId, Guid};
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::self_service::{Policy, Sector};
use cupo_store::self_service::set_option;
use cupo_store::value::Statement;

use crate::edits::{FieldChange, check_text};
use crate::guard::{GUARD, GUARD_LIMITS};
use crate::requests::{NOTE_MAX, PROCEDURE};
use crate::self_service::{POLICY, SECTOR};

/// The product whose policy an option is.
#[must_use]
pub fn policy_of(name: &str) -> Option<Guid> {
    name.strip_prefix(POLICY).and_then(|guid| Guid::parse_str(guid).ok())
}

/// What an option says, by what is stored; none for one that does not exist.
pub(crate) fn says(catalogue: &Catalogue, stored: &BTreeMap<String, String>, name: &str) -> Option<String> {
    let usual = match policy_of(name) {
        // One way of writing a name, or it would be kept twice.
        Some(product) => {
            let known = catalogue.product_by_guid(product).is_some() && name == format!("{POLICY}{product}");
            known.then(|| Policy::default().key())?
        }
        None if name == SECTOR => Sector::default().key(),
        None if name == GUARD => {
            return Some(stored.get(name).cloned().unwrap_or_else(|| USUAL_MOST.to_string()));
        }
        None if name == PROCEDURE => "",
        None => return None,
    };
    Some(stored.get(name).cloned().unwrap_or_else(|| usual.to_owned()))
}

/// Whether a setting is an option.
pub(crate) fn is_option(name: &str) -> bool {
    [SECTOR, GUARD, PROCEDURE].contains(&name) || name.starts_with(POLICY)
}

/// Refuses what an option cannot say.
///
/// # Errors
/// E-INVALID with its name.
pub(crate) fn check_option(name: &str, text: &str) -> Result<(), Denial> {
    if name == GUARD {
        let (least, most) = GUARD_LIMITS;
        let fine = text.parse::<i64>().is_ok_and(|n| (least..=most).contains(&n) && n.to_string() == text);
        return if fine { Ok(()) } else { Err(Denial::new(Code::Invalid, name).with_figure(most)) };
    }
    if name == PROCEDURE {
        return check_text(name, text, NOTE_MAX);
    }
    let fine = if name == SECTOR { Sector::parse(text).is_some() } else { Policy::parse(text).is_some() };
    if fine { Ok(()) } else { Err(Denial::new(Code::Invalid, name)) }
}

/// The statements that keep options that change.
pub(crate) fn keep_options(customer: CustomerId, changes: &[FieldChange]) -> Vec<Statement> {
    let options = changes.iter().filter(|change| is_option(&change.name));
    options.map(|change| set_option(customer, &change.name, &change.after)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_ssp_8_a_policy_says_one_of_three_things_and_nothing_else() {
        let name = format!("{POLICY}{}", Guid::nil());
        for key in ["allow", "trials-only", "deny"] {
            assert!(check_option(&name, key).is_ok());
        }
        for bad in ["", "Allow", "yes", "allow "] {
            assert_eq!(check_option(&name, bad).map_err(|d| d.subject), Err(name.clone()));
        }
        assert!(check_option(SECTOR, "education").is_ok() && check_option(SECTOR, "deny").is_err());
        assert!(is_option(&name) && is_option(SECTOR) && !is_option("time_zone"));
    }
}
