//! Programs: client credentials, the access tokens they get for them, and who a token stands for. Secrets and tokens are
//! random and kept as hashes only; their time is the security clock's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use cupo_domain::access::{Action, Actor, Caller, Role, grantable};
use cupo_domain::ids::{CustomerId, Guid};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::audit::{AuditContext, AuditEntry, append};
use cupo_store::operations::Once;
use cupo_store::organisations::Organisation;
use cupo_store::programs::{ProgramRow, create_program, remove_program};
use serde_json::json;
use subtle::ConstantTimeEq;

use crate::app::App;
use crate::edits::check_text;
use crate::error::AppError;
use crate::ids::{new_guid, new_secret, secret_hash};

/// How long an access token is good.
pub const TOKEN_SECONDS: i64 = 3_600;
/// Longest name of a program.
pub const PROGRAM_NAME_MAX: usize = 64;
/// Most programs of one organisation.
pub const PROGRAMS_MAX: usize = 200;
/// Most tokens that are remembered; above that they are read again.
const REMEMBERED_MAX: usize = 4_096;

/// What creating client credentials asks.
#[derive(Clone, Debug)]
pub struct NewProgram {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The key with which a program asks for it once.
    pub once: Option<Once>,
}

/// Client credentials just made; the only place where the secret is.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// What the program calls itself.
    pub client_id: String,
    /// Its secret.
    pub secret: String,
}

/// A program that sent a good token.
#[derive(Clone, Debug)]
pub struct Program {
    /// Who acts, with the role.
    pub caller: Caller,
    /// Whose previews: below zero, where no person's number is.
    pub owner: i64,
    /// What the program calls itself.
    pub client_id: String,
}

/// Tokens that were found good, so that a program that asks a thousand times a second is read once. Only this process
/// removes programs, and forgets all tokens then.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// Rises with every removal, so that what was read before is not remembered after.
    removals: u64,
    tokens: BTreeMap<String, (Program, i64)>,
}

impl Tokens {
    fn find(&self, hash: &str, now: i64) -> (Option<Program>, u64) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.tokens.get(hash).filter(|(_, end)| *end > now).map(|(program, _)| program.clone());
        (found, known.removals)
    }

    fn remember(&self, hash: String, program: &Program, (end, removals): (i64, u64)) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.removals != removals {
            return;
        }
        if known.tokens.len() >= REMEMBERED_MAX {
            known.tokens.clear();
        }
        known.tokens.insert(hash, (program.clone(), end));
    }

    fn forget_all(&self) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.removals += 1;
        known.tokens.clear();
    }
}

impl App {
    /// Creates client credentials at an organisation.
    ///
    /// # Errors
    /// E-SCOPE, E-ROLE, E-INVALID with the field, E-CLASH for a name that is taken, E-BATCH for too many.
    pub async fn create_program(
        &self,
        caller: &Caller,
        customer: Guid,
        it: &NewProgram,
        channel: &str,
    ) -> Result<Credentials, AppError> {
        let (organisation, permit) = self.permit(caller, Action::ManageApps, customer).await?;
        check(caller, &organisation, it)?;
        let credentials = Credentials { client_id: new_guid()?.to_string(), secret: new_secret()? };
        let row = ProgramRow {
            client_id: credentials.client_id.clone(),
            customer: organisation.id,
            name: it.name.trim().to_owned(),
            secret_hash: secret_hash(&credentials.secret),
            role: it.role,
            created_at: self.now().0,
        };
        let turn = self.store.turn().await?;
        let others = self.store.programs(organisation.id).await?;
        if others.iter().any(|other| other.name == row.name) {
            return Err(AppError::denied(Code::Clash, "name"));
        }
        if others.len() >= PROGRAMS_MAX {
            let most = i64::try_from(PROGRAMS_MAX).unwrap_or(i64::MAX);
            return Err(Denial::new(Code::Batch, "apps").with_figure(most).into());
        }
        let mut statements = vec![create_program(&row)];
        let head = self.store.audit_head(organisation.id).await?;
        let context = AuditContext { permit: &permit, channel, operation: 0, at: row.created_at };
        let detail =
            json!({"name": row.name, "client_id": row.client_id, "role": row.role.key()}).to_string();
        statements.extend(append(
            context,
            &head,
            &[AuditEntry { action: "app.created", subject: 0, detail }],
        ));
        statements.extend(it.once.iter().flat_map(|once| self.kept(&permit, once, &row.client_id)));
        self.store.commit(&turn, statements).await?;
        Ok(credentials)
    }

    /// The client credentials of an organisation.
    ///
    /// # Errors
    /// E-SCOPE, E-ROLE, failures of the store.
    pub async fn programs(
        &self,
        caller: &Caller,
        customer: Guid,
    ) -> Result<(Organisation, Vec<ProgramRow>), AppError> {
        let (organisation, _) = self.permit(caller, Action::ManageApps, customer).await?;
        let rows = self.store.programs(organisation.id).await?;
        Ok((organisation, rows))
    }

    /// Removes client credentials; their tokens are worth nothing from then on.
    ///
    /// # Errors
    /// E-NOTFOUND for unknown and foreign ones alike, E-ROLE.
    pub async fn remove_program(
        &self,
        caller: &Caller,
        client_id: &str,
        channel: &str,
    ) -> Result<(), AppError> {
        let unknown = || AppError::denied(Code::NotFound, "app");
        let row = self.store.program(client_id).await?.ok_or_else(unknown)?;
        let permit = match self.permit_by_id(caller, Action::ManageApps, row.customer).await {
            Ok((_, permit)) => permit,
            Err(AppError::Denied(denial)) if denial.code == Code::Scope => return Err(unknown()),
            Err(error) => return Err(error),
        };
        let turn = self.store.turn().await?;
        if self.store.program(client_id).await?.is_none() {
            return Err(unknown());
        }
        let mut statements = remove_program(row.customer, client_id);
        let head = self.store.audit_head(row.customer).await?;
        let context = AuditContext { permit: &permit, channel, operation: 0, at: self.now().0 };
        let detail = json!({"name": row.name, "client_id": client_id, "role": row.role.key()}).to_string();
        statements.extend(append(
            context,
            &head,
            &[AuditEntry { action: "app.removed", subject: 0, detail }],
        ));
        self.store.commit(&turn, statements).await?;
        self.tokens.forget_all();
        Ok(())
    }

    /// A new access token for client credentials.
    ///
    /// # Errors
    /// E-SIGNIN for whatever is wrong with them.
    pub async fn issue_token(&self, client_id: &str, secret: &str) -> Result<String, AppError> {
        let row = self.store.program(client_id).await?;
        // An unknown program costs as much as a known one.
        let stored = row.as_ref().map_or_else(|| secret_hash("no program"), |it| it.secret_hash.clone());
        let right = bool::from(secret_hash(secret).as_bytes().ct_eq(stored.as_bytes()));
        let Some(row) = row.filter(|_| right) else { return Err(AppError::denied(Code::SignIn, "client")) };
        let token = new_secret()?;
        let now = self.clock.security_now();
        let end = now + TOKEN_SECONDS * 1_000_000;
        self.store.keep_token(&secret_hash(&token), &row.client_id, (now, end)).await?;
        Ok(token)
    }

    /// The program behind an access token; none when the token is unknown, too old or revoked.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn program_of_token(&self, token: &str) -> Result<Option<Program>, AppError> {
        let (hash, now) = (secret_hash(token), self.clock.security_now());
        let (known, removals) = self.tokens.find(&hash, now);
        if known.is_some() {
            return Ok(known);
        }
        let Some((row, end)) = self.store.token(&hash, now).await? else { return Ok(None) };
        let program = Program {
            caller: Caller {
                actor: Actor::App { home: row.customer, name: row.name },
                roles: BTreeSet::from([row.role]),
            },
            owner: owner_of(&row.client_id),
            client_id: row.client_id,
        };
        self.tokens.remember(hash, &program, (end, removals));
        Ok(Some(program))
    }

    /// The outside identity of the organisation somebody belongs to.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn organisation_of(&self, id: CustomerId) -> Result<Option<Organisation>, AppError> {
        Ok(self.store.organisation_by_id(id).await?)
    }
}

fn check(caller: &Caller, organisation: &Organisation, it: &NewProgram) -> Result<(), Denial> {
    let name = it.name.trim();
    if name.is_empty() {
        let most = i64::try_from(PROGRAM_NAME_MAX).unwrap_or(i64::MAX);
        return Err(Denial::new(Code::Invalid, "name").with_figure(most));
    }
    check_text("name", name, PROGRAM_NAME_MAX)?;
    // The installation itself is nobody's program (D-11).
    let may = it.role != Role::Operator && grantable(caller, organisation.is_partner).contains(&it.role);
    if may || it.role == Role::User { Ok(()) } else { Err(Denial::new(Code::Invalid, "role")) }
}

/// A number for a program that no person has.
fn owner_of(client_id: &str) -> i64 {
    let hash = secret_hash(client_id);
    let number = hash.get(..15).and_then(|digits| i64::from_str_radix(digits, 16).ok()).unwrap_or(1);
    -number.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program() -> Program {
        Program {
            caller: Caller { actor: Actor::System, roles: BTreeSet::new() },
            owner: -1,
            client_id: "x".to_owned(),
        }
    }

    #[test]
    fn a_token_read_before_a_removal_is_not_remembered_after_it() {
        let tokens = Tokens::default();
        let (_, removals) = tokens.find("t", 0);
        tokens.forget_all();
        tokens.remember("t".to_owned(), &program(), (10, removals));
        assert!(tokens.find("t", 0).0.is_none());
        let (_, removals) = tokens.find("t", 0);
        tokens.remember("t".to_owned(), &program(), (10, removals));
        assert!(tokens.find("t", 9).0.is_some());
        assert!(tokens.find("t", 10).0.is_none(), "its time is over");
    }

    #[test]
    fn no_person_has_the_number_of_a_program() {
        assert!(owner_of("a") < 0 && owner_of("a") != owner_of("b"));
    }
}
