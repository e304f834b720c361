//! Product keys: loaded by the installation's operator, found by what somebody typed. Only hashes are kept; what a key
//! does to a subscription is decided with its life.

use std::collections::BTreeSet;

use cupo_domain::decide::prepaid::{IssuedKey, normal};
use cupo_domain::decide::quantity::QUANTITY_MAX;
use cupo_domain::refusal::{Code, Denial};
use cupo_domain::subscription::Term;
use cupo_store::keys::{NewKey, load_keys};

use crate::app::App;
use crate::error::AppError;
use crate::ids::secret_hash;

/// Most keys that are loaded at once.
pub const KEYS_MAX: usize = 10_000;

/// Of which kind keys are.
#[derive(Clone, Debug)]
pub struct KeyKind {
    /// The product, by part number or id.
    pub product: String,
    /// Seats of each key.
    pub seats: i64,
    /// `P1M`, `P1Y` or `P3Y`.
    pub term: String,
}

impl App {
    /// Loads keys of one kind, all or none; returns how many. The installation's own data: no customer can reach it.
    ///
    /// # Errors
    /// E-NOTFOUND for an unknown product, E-QTY, E-INVALID with the number of the line that is wrong, E-BATCH for too many.
    pub async fn load_keys(&self, kind: &KeyKind, lines: &[&str]) -> Result<usize, AppError> {
        let catalogue = self.store.catalogue();
        let named = |it: &&cupo_domain::catalogue::Product| {
            it.part_number.eq_ignore_ascii_case(&kind.product) || it.guid.to_string() == kind.product
        };
        let product =
            catalogue.products().find(named).ok_or_else(|| Denial::new(Code::NotFound, "product"))?;
        if !(1..=QUANTITY_MAX).contains(&kind.seats) {
            return Err(Denial::new(Code::Quantity, "seats").with_figure(QUANTITY_MAX).into());
        }
        let term = Term::parse(&kind.term).ok_or_else(|| Denial::new(Code::Invalid, "term"))?;
        let it = IssuedKey { product: product.id, seats: kind.seats, term, used: false };
        let turn = self.store.turn().await?;
        let keys = self.new_keys(lines).await?;
        self.store.commit(&turn, vec![load_keys(&keys, &it, self.now())]).await?;
        Ok(keys.len())
    }

    async fn new_keys(&self, lines: &[&str]) -> Result<Vec<NewKey>, AppError> {
        if lines.len() > KEYS_MAX {
            let most = i64::try_from(KEYS_MAX).unwrap_or(i64::MAX);
            return Err(Denial::new(Code::Batch, "keys").with_figure(most).into());
        }
        let mut seen = BTreeSet::new();
        let mut keys = Vec::new();
        for (line, typed) in (1_i64..).zip(lines) {
            if typed.trim().is_empty() {
                continue;
            }
            let wrong = |what: &str| Denial::new(Code::Invalid, what).with_figure(line);
            let hash = secret_hash(&normal(typed.trim()).map_err(|_| wrong("key-format"))?);
            if !seen.insert(hash.clone()) || self.store.key_by_hash(&hash).await?.is_some() {
                return Err(wrong("key-there").into());
            }
            keys.push(NewKey { id: self.next_id(), hash });
        }
        if keys.is_empty() {
            return Err(AppError::denied(Code::Invalid, "keys"));
        }
        Ok(keys)
    }

    /// The number of a key that somebody typed; zero for one that nobody issued.
    ///
    /// # Errors
    /// E-INVALID for anything but 25 letters and digits.
    pub async fn find_key(&self, typed: &str) -> Result<i64, AppError> {
        let hash = secret_hash(&normal(typed)?);
        Ok(self.store.key_by_hash(&hash).await?.unwrap_or(0))
    }
}
