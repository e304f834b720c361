//! Who did something and through which door, in words. Readers learn the names of their own organisation and of the
//! customer's people; of a partner's people a customer learns only that the partner did it.

use std::collections::{BTreeMap, BTreeSet};

use cupo_app::error::AppError;
use cupo_app::store::audit::actor;
use cupo_domain::access::Actor;
use cupo_domain::ids::{CustomerId, UserId};

use crate::texts::Texts;
use crate::web::visit::{At, Signed};

/// Names for stored actors.
pub struct People {
    t: &'static Texts,
    customer: CustomerId,
    people: BTreeMap<(CustomerId, UserId), String>,
    homes: BTreeMap<CustomerId, String>,
}

impl People {
    /// Looks up everybody who is named in some stored actors.
    ///
    /// # Errors
    /// When the store cannot answer.
    pub async fn of<'a>(
        signed: &Signed,
        at: &At,
        actors: impl Iterator<Item = &'a str>,
    ) -> Result<Self, AppError> {
        let store = signed.visit.hall.app.store();
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
        let customer = at.organisation.id;
        let mut it = Self { t: signed.t(), customer, people: BTreeMap::new(), homes: BTreeMap::new() };
        for (home, users) in wanted {
            if home == customer || home == signed.who.home {
                let users: Vec<UserId> = users.into_iter().collect();
                let names = store.names_of(home, &users).await?;
                it.people.extend(names.into_iter().map(|(user, name)| ((home, user), name)));
            }
            if home != customer {
                let name = store.organisation_by_id(home).await?.map(|o| o.name).unwrap_or_default();
                it.homes.insert(home, name);
            }
        }
        Ok(it)
    }

    /// A stored actor in words.
    #[must_use]
    pub fn name(&self, stored: &str) -> String {
        let t = self.t;
        match actor(stored) {
            Some(Actor::Person { home, user }) => match (self.people.get(&(home, user)), self.home(home)) {
                (Some(name), Some(organisation)) => t.ops_person_of(name, organisation),
                (Some(name), None) => name.clone(),
                (None, Some(organisation)) => t.ops_somebody_of(organisation),
                (None, None) => t.ops_former_user().into_owned(),
            },
            Some(Actor::App { home, name }) => match self.home(home) {
                Some(organisation) => t.ops_program_of(name, organisation),
                None => t.ops_program(name),
            },
            Some(Actor::Operator { name }) => t.ops_operator(name),
            Some(Actor::System) => t.ops_system().into_owned(),
            None => t.ops_former_user().into_owned(),
        }
    }

    fn home(&self, home: CustomerId) -> Option<&str> {
        if home == self.customer {
            return None;
        }
        self.homes.get(&home).map(String::as_str).filter(|name| !name.is_empty())
    }
}

/// A door in words.
#[must_use]
pub fn door(t: &Texts, channel: &str) -> String {
    match channel {
        "console" => t.ops_door_console(),
        "cli" => t.ops_door_cli(),
        "api" => t.ops_door_api(),
        "graph" => t.ops_door_graph(),
        "partner" => t.ops_door_partner(),
        "scim" => t.ops_door_scim(),
        _ => t.ops_door_system(),
    }
    .into_owned()
}
