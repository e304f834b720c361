//! Signing in and out, passwords and sessions. A wrong name, a wrong password and a blocked account are answered
//! alike and take alike; repeated failures lock with a growing delay.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use cupo_domain::access::{Actor, Caller, Role};
use cupo_domain::ids::{CustomerId, UserId};
use cupo_domain::refusal::{Code, Denial};
use cupo_store::attempts::LockRule;
use cupo_store::people::{Account, SessionRow, end_sessions, set_password};
use tokio::sync::Semaphore;

use crate::app::App;
use crate::error::AppError;
use crate::ids::{new_secret, random, secret_hash};

/// How long a session lasts.
pub const SESSION_HOURS: i64 = 12;
/// The fifth failure locks for a minute, each further one for twice as long up to an hour; a day without one forgets
/// them.
const LOCK: LockRule = LockRule {
    locking: 5,
    first: MINUTE_MICROS,
    doublings: 6,
    longest: HOUR_MICROS,
    forgotten: 24 * HOUR_MICROS,
};
/// Shortest password.
pub const PASSWORD_MIN: usize = 12;
/// Longest password, so that hashing stays cheap to bound.
pub const PASSWORD_MAX: usize = 256;
/// Passwords hashed at the same time: each needs memory and a core.
const HASHING_MAX: usize = 2;

const MINUTE_MICROS: i64 = 60_000_000;
const HOUR_MICROS: i64 = 60 * MINUTE_MICROS;

static HASHING: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(HASHING_MAX)));

/// A session that was opened.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The token for the cookie.
    pub token: String,
    /// The password must be changed before anything else.
    pub must_change: bool,
}

/// Who is signed in, with the secret of the forms.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The caller with roles as of now.
    pub caller: Caller,
    /// Name for greeting.
    pub display_name: String,
    /// Sign-in name.
    pub sign_in: String,
    /// Organisation of the person.
    pub home: CustomerId,
    /// The person.
    pub user: UserId,
    /// What every form must carry.
    pub csrf: String,
    /// The password must be changed before anything else.
    pub must_change: bool,
}

impl App {
    /// Opens a session for a name and password.
    ///
    /// # Errors
    /// E-SIGNIN for whatever is wrong; its figure is the number of seconds to wait when the name is locked, which a
    /// name that nobody has is after as many attempts.
    pub async fn sign_in(&self, name: &str, password: &str) -> Result<NewSession, AppError> {
        let name = name.trim().to_lowercase();
        self.claim_attempt(&name_hash(&name)).await?;
        let account = self.find_account(&name).await?;
        let hash = account.as_ref().and_then(|a| a.password_hash.clone());
        let right = verify(hash, password.to_owned()).await?;
        match account.filter(|a| right && a.enabled) {
            Some(account) if self.shut_out(&account).await? => {
                Err(AppError::denied(Code::SignIn, "suspended"))
            }
            Some(account) => self.open_session(&account).await,
            None => Err(wrong()),
        }
    }

    /// Whether a suspension by the partner keeps somebody out: people without a role whose licenses give no service any
    /// more. Administrators always come in (R-LIFE-14).
    async fn shut_out(&self, account: &Account) -> Result<bool, AppError> {
        if account.roles.iter().any(|role| *role != Role::User) {
            return Ok(false);
        }
        Ok(self.store.only_suspended(account.customer, account.user).await?)
    }

    /// Counts an attempt before anything is looked at: success takes it back.
    async fn claim_attempt(&self, name_hash: &str) -> Result<(), AppError> {
        let now = self.clock.security_now();
        let mut locked = self.store.attempts_locked_until(name_hash).await?;
        if locked <= now {
            if self.store.claim_attempt(name_hash, now, LOCK).await? {
                return Ok(());
            }
            locked = self.store.attempts_locked_until(name_hash).await?;
        }
        let seconds = (locked - now).max(0).div_euclid(1_000_000) + 1;
        Err(Denial::new(Code::SignIn, "locked").with_figure(seconds).into())
    }

    /// Opens a session for an account whose password has been checked or set just now.
    ///
    /// # Errors
    /// When the store cannot write.
    pub async fn open_session(&self, account: &Account) -> Result<NewSession, AppError> {
        let now = self.clock.security_now();
        let token = new_secret()?;
        let session = SessionRow {
            customer: account.customer,
            user: account.user,
            csrf: new_secret()?,
            expires_at: now + SESSION_HOURS * HOUR_MICROS,
        };
        let hashes = (secret_hash(&token), name_hash(&account.sign_in));
        self.store.open_session((&hashes.0, &hashes.1), &session, now).await?;
        Ok(NewSession { token, must_change: account.must_change })
    }

    /// Who a session token belongs to; roles are read anew each time, so that a role lost is lost at once.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn who(&self, token: &str) -> Result<Option<SignedIn>, AppError> {
        let session = self.store.session(&secret_hash(token), self.clock.security_now()).await?;
        let Some(session) = session else { return Ok(None) };
        let account = self.store.account(session.customer, session.user).await?.filter(|a| a.enabled);
        if let Some(account) = &account
            && self.shut_out(account).await?
        {
            return Ok(None);
        }
        Ok(account.map(|account| SignedIn {
            caller: Caller {
                actor: Actor::Person { home: account.customer, user: account.user },
                roles: account.roles,
            },
            display_name: account.display_name,
            sign_in: account.sign_in,
            home: account.customer,
            user: account.user,
            csrf: session.csrf,
            must_change: account.must_change,
        }))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the store cannot write.
    pub async fn sign_out(&self, token: &str) -> Result<(), AppError> {
        Ok(self.store.end_session(&secret_hash(token)).await?)
    }

    /// Changes the password of the signed-in person and ends all other sessions.
    ///
    /// # Errors
    /// E-SIGNIN when the present password is wrong, E-INVALID when the new one is too short, too long or the same.
    pub async fn change_password(
        &self,
        who: &SignedIn,
        present: &str,
        new: &str,
    ) -> Result<NewSession, AppError> {
        check_password(new)?;
        let account = self.store.account(who.home, who.user).await?;
        let account = account.ok_or_else(wrong)?;
        if !verify(account.password_hash.clone(), present.to_owned()).await? {
            return Err(AppError::denied(Code::SignIn, "present"));
        }
        if present == new {
            return Err(AppError::denied(Code::Invalid, "same"));
        }
        let hash = hash_password(new.to_owned()).await?;
        let now = self.clock.security_now();
        let turn = self.store.turn().await?;
        let statements =
            vec![set_password(who.home, who.user, &hash, false, now), end_sessions(who.home, who.user)];
        self.store.commit(&turn, statements).await?;
        drop(turn);
        self.open_session(&Account { must_change: false, ..account }).await
    }

    async fn find_account(&self, name: &str) -> Result<Option<Account>, AppError> {
        let Some((_, domain)) = name.split_once('@') else { return Ok(None) };
        match self.store.organisation_of_domain(domain).await? {
            Some(customer) => Ok(self.store.account_by_name(customer, name).await?),
            None => Ok(None),
        }
    }
}

fn wrong() -> AppError {
    AppError::denied(Code::SignIn, "wrong")
}

/// What attempts for a name are counted under.
pub(crate) fn name_hash(sign_in: &str) -> String {
    secret_hash(&format!("sign-in {}", sign_in.to_lowercase()))
}

/// Refuses passwords that are too short or too long.
///
/// # Errors
/// E-INVALID with the limit.
pub fn check_password(password: &str) -> Result<(), Denial> {
    let letters = password.chars().count();
    if letters < PASSWORD_MIN {
        let least = i64::try_from(PASSWORD_MIN).unwrap_or(0);
        return Err(Denial::new(Code::Invalid, "password-short").with_figure(least));
    }
    if password.len() > PASSWORD_MAX {
        let most = i64::try_from(PASSWORD_MAX).unwrap_or(0);
        return Err(Denial::new(Code::Invalid, "password-long").with_figure(most));
    }
    Ok(())
}

/// The stored form of a password (argon2id), with a random salt.
///
/// # Errors
/// When the system has no randomness.
pub async fn hash_password(password: String) -> Result<String, AppError> {
    let salt = random::<16>()?;
    hashing(move || hash_with(&password, &salt)).await?
}

/// The stored form of a password with a given salt, for data that must be the same for the same seed.
///
/// # Errors
/// When the parameters are refused.
pub fn hash_with(password: &str, salt: &[u8]) -> Result<String, AppError> {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    hash.map(|h| h.to_string()).map_err(|e| AppError::Bug(format!("hashing a password: {e}")))
}

async fn verify(hash: Option<String>, password: String) -> Result<bool, AppError> {
    hashing(move || {
        // An unknown name costs as much time as a known one.
        let unknown = hash.is_none();
        let text = hash.unwrap_or_else(|| DECOY.clone());
        let Ok(parsed) = PasswordHash::new(&text) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && !unknown
    })
    .await
}

static DECOY: LazyLock<String> =
    LazyLock::new(|| hash_with("no account has this password", b"decoy-salt-16-by").unwrap_or_default());

async fn hashing<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let bug = |e: String| AppError::Bug(e);
    let turn = Arc::clone(&HASHING).acquire_owned().await.map_err(|e| bug(e.to_string()))?;
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        drop(turn);
        result
    });
    done.await.map_err(|e| bug(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn passwords_verify() {
        let hash = hash_password("correct horse battery".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify(Some(hash.clone()), "correct horse battery".to_owned()).await.unwrap());
        assert!(!verify(Some(hash), "wrong".to_owned()).await.unwrap());
        assert!(!verify(None, "no account has this password".to_owned()).await.unwrap());
    }

    #[test]
    fn short_passwords_are_refused_with_the_limit() {
        assert_eq!(check_password("short").unwrap_err().figure, Some(12));
        assert!(check_password("long enough, really").is_ok());
    }
}
