//! The domains of a customer: adding, removing, and which one new users get. Shown, done as an operation and undone like
//! every change of fields. What may go and how a domain is written is the domain's; here is looked who else has it.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::decide::change_domains::{Domains, about, decide, parse};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::organisations::{Organisation, add_domains, remove_domain, set_default_domain};
use cupo_store::store::Turn;
use cupo_store::value::Statement;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::accounts::{Asking, Beside};
use crate::app::App;
use crate::directory::searched;
use crate::edits::{EditPreview, EditRecord, FieldChange, Wish};
use crate::error::AppError;
use crate::licenses::Receipt;
use crate::text::sort_key;

/// The field that says which domain new users get.
pub const DEFAULT: &str = "default_domain";
/// What stands before a domain in the name of the field that says whether the customer has it.
const FIELD: &str = "domain.";

/// What shall become of a customer's domains; those that are not named stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainWish {
    /// Domains the customer shall have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<String>,
    /// Domains the customer shall not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
    /// The domain that new users shall get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

impl DomainWish {
    /// The wish as fields, in the spelling in which domains are kept.
    pub(crate) fn fields(&self) -> Result<BTreeMap<String, String>, Denial> {
        let mut fields = BTreeMap::new();
        for (named, have) in [(&self.add, true), (&self.remove, false)] {
            for text in named {
                let name = format!("{FIELD}{}", parse(text)?);
                if fields.insert(name, have.to_string()).is_some_and(|before| before != have.to_string()) {
                    return Err(Denial::new(Code::Invalid, "domain"));
                }
            }
        }
        if let Some(text) = &self.default {
            fields.insert(DEFAULT.to_owned(), parse(text)?);
        }
        if fields.is_empty() { Err(Denial::new(Code::Invalid, "domain")) } else { Ok(fields) }
    }
}

/// The domain of a field that says whether the customer has it.
#[must_use]
pub fn domain_of(field: &str) -> Option<&str> {
    field.strip_prefix(FIELD)
}

impl App {
    /// The domains of a customer as they are now.
    async fn domains_now(&self, by: Asking<'_>) -> Result<(Organisation, Domains), AppError> {
        let organisation = self.settled(by).await?;
        let all: BTreeSet<String> = self.store.domains(by.permit).await?.into_iter().collect();
        let default = organisation.domain.clone();
        Ok((organisation, Domains { all, default }))
    }

    /// What changing domains would do.
    ///
    /// # Errors
    /// E-INVALID, E-STATE, E-NOTFOUND, E-QTY; E-CLASH for a domain that belongs to another organization.
    pub(crate) async fn decide_domains(
        &self,
        by: Asking<'_>,
        wish: &Wish<'_>,
    ) -> Result<EditPreview, AppError> {
        let (_, now) = self.domains_now(by).await?;
        let (says, changes, skipped) = wish.against(&fields_of(&now, wish))?;
        let then = with_changes(&now, &changes);
        let mut used = BTreeMap::new();
        for domain in now.all.difference(&then.all) {
            let users = self.store.domain_users(by.permit, domain, self.now().0).await?;
            used.insert(domain.clone(), users);
        }
        decide(&now, &then, &used)?;
        for domain in then.all.difference(&now.all) {
            if self.store.organisation_of_domain(domain).await?.is_some() {
                return Err(about(Code::Clash, domain).into());
            }
        }
        Ok(EditPreview { now: says, changes, skipped, ..EditPreview::default() })
    }

    /// What undoing a change of domains would do.
    pub(crate) async fn decide_domains_back(
        &self,
        by: Asking<'_>,
        row: &OperationRow,
    ) -> Result<EditPreview, AppError> {
        let record = EditRecord::read(&row.command);
        self.decide_domains(by, &Wish::Back(&record.fields)).await
    }

    /// Changes domains in the turn in which it was decided.
    pub(crate) async fn commit_domains(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &EditPreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        if it.changes.is_empty() {
            return Err(AppError::denied(Code::Invalid, "nothing"));
        }
        let customer = by.permit.customer();
        let head = self.store.audit_head(customer).await?;
        let (organisation, now) = self.domains_now(by).await?;
        let row = self.edit_row(by, it, ("domains", beside))?;
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        statements.extend(domain_statements(by, organisation, (&now, &with_changes(&now, &it.changes))));
        let values = |side: fn(&FieldChange) -> &String| -> BTreeMap<&str, &String> {
            it.changes.iter().map(|c| (c.name.as_str(), side(c))).collect()
        };
        let detail = json!({"before": values(|c| &c.before), "after": values(|c| &c.after)});
        statements.extend(self.audit_one(by, &head, ("domains.changed", row.id), 0, detail));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }
}

fn domain_statements(by: Asking<'_>, it: Organisation, (now, then): (&Domains, &Domains)) -> Vec<Statement> {
    let added: Vec<String> = then.all.difference(&now.all).cloned().collect();
    let mut statements: Vec<Statement> =
        now.all.difference(&then.all).map(|domain| remove_domain(by.permit, domain)).collect();
    if !added.is_empty() {
        statements.push(add_domains(by.permit, &added));
    }
    let further = then.all.iter().filter(|domain| **domain != then.default);
    let all: Vec<String> = std::iter::once(&then.default).chain(further).cloned().collect();
    let (sort_key, search) = (sort_key(&it.name, &then.default), searched(&it.name, &all));
    let changed = Organisation { domain: then.default.clone(), sort_key, search, ..it };
    statements.push(set_default_domain(by.permit, &changed));
    statements
}

/// Every domain as a field that says whether the customer has it, those of the wish too, and the default.
fn fields_of(now: &Domains, wish: &Wish<'_>) -> BTreeMap<String, String> {
    let asked: Vec<&String> = match wish {
        Wish::Set(fields) => fields.keys().collect(),
        Wish::Back(done) => done.iter().map(|it| &it.name).collect(),
    };
    let others = asked.into_iter().filter(|name| domain_of(name).is_some());
    let mut fields: BTreeMap<String, String> = others.map(|name| (name.clone(), false.to_string())).collect();
    fields.extend(now.all.iter().map(|domain| (format!("{FIELD}{domain}"), true.to_string())));
    fields.insert(DEFAULT.to_owned(), now.default.clone());
    fields
}

fn with_changes(now: &Domains, changes: &[FieldChange]) -> Domains {
    let mut then = now.clone();
    for change in changes {
        match domain_of(&change.name) {
            Some(domain) if change.after == "true" => {
                then.all.insert(domain.to_owned());
            }
            Some(domain) => {
                then.all.remove(domain);
            }
            None => then.default.clone_from(&change.after),
        }
    }
    then
}
