//! Names of those who do things. Readers learn the names of their own organization and of the customer's people; of a
//! partner's people a customer learns only that the partner did it. Whoever reads for the installation learns all.

use std::collections::{BTreeMap, BTreeSet};

use cupo_domain::access::Actor;
use cupo_domain::ids::{CustomerId, UserId};
use cupo_store::audit::actor;

use crate::app::App;
use crate::error::AppError;

/// Names for stored actors.
#[derive(Clone, Debug)]
pub struct Actors {
    people: BTreeMap<(CustomerId, UserId), String>,
    homes: BTreeMap<CustomerId, String>,
}

impl Actors {
    /// A person's name, where the reader may know it.
    #[must_use]
    pub fn person(&self, home: CustomerId, user: UserId) -> Option<&str> {
        self.people.get(&(home, user)).map(String::as_str)
    }

    /// The name of another organization than the customer.
    #[must_use]
    pub fn home(&self, home: CustomerId) -> Option<&str> {
        self.homes.get(&home).map(String::as_str).filter(|name| !name.is_empty())
    }

    /// Who did it, and for which other organization.
    #[must_use]
    pub fn told(&self, stored: &str) -> (Option<String>, Option<String>) {
        let of = |home: CustomerId| self.home(home).map(str::to_owned);
        match actor(stored) {
            Some(Actor::Person { home, user }) => (self.person(home, user).map(str::to_owned), of(home)),
            Some(Actor::App { home, name }) => (Some(name), of(home)),
            Some(Actor::Operator { name }) => (Some(name), None),
            Some(Actor::System) | None => (None, None),
        }
    }
}

impl App {
    /// Looks up everybody who is named in some stored actors at a customer, for a reader of an organization.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn actors<'a>(
        &self,
        (customer, reader): (CustomerId, Option<CustomerId>),
        actors: impl Iterator<Item = &'a str>,
    ) -> Result<Actors, AppError> {
        let mut wanted: BTreeMap<CustomerId, BTreeSet<UserId>> = BTreeMap::new();
        for known in actors.filter_map(actor) {
            match known {
                Actor::Person { home, user } => {
                    wanted.entry(home).or_default().insert(user);
                }
                Actor::App { home, .. } => {
                    wanted.entry(home).or_default();
                }
                Actor::Operator { .. } | Actor::System => {}
            }
        }
        let mut it = Actors { people: BTreeMap::new(), homes: BTreeMap::new() };
        for (home, users) in wanted {
            if home == customer || reader.is_none_or(|reader| reader == home) {
                let users: Vec<UserId> = users.into_iter().collect();
                let names = self.store.names_of(home, &users).await?;
                it.people.extend(names.into_iter().map(|(user, name)| ((home, user), name)));
            }
            if home != customer {
                let name = self.store.organisation_by_id(home).await?.map(|o| o.name).unwrap_or_default();
                it.homes.insert(home, name);
            }
        }
        Ok(it)
    }
}
