//! Who did something and through which door, in words. Readers learn the names of their own organisation and of the
//! customer's people; of a partner's people a customer learns only that the partner did it.

use cupo_app::audit::actors::Actors;
use cupo_app::error::AppError;
use cupo_app::store::audit::actor;
use cupo_domain::access::Actor;

use crate::texts::Texts;
use crate::web::visit::{At, Signed};

/// Names for stored actors.
pub struct People {
    t: &'static Texts,
    known: Actors,
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
        let whose = (at.organisation.id, Some(signed.who.home));
        Ok(Self { t: signed.t(), known: signed.visit.hall.app.actors(whose, actors).await? })
    }

    /// A stored actor in words.
    #[must_use]
    pub fn name(&self, stored: &str) -> String {
        let t = self.t;
        match actor(stored) {
            Some(Actor::Person { home, user }) => {
                match (self.known.person(home, user), self.known.home(home)) {
                    (Some(name), Some(organisation)) => t.ops_person_of(name, organisation),
                    (Some(name), None) => name.to_owned(),
                    (None, Some(organisation)) => t.ops_somebody_of(organisation),
                    (None, None) => t.ops_former_user().into_owned(),
                }
            }
            Some(Actor::App { home, name }) => match self.known.home(home) {
                Some(organisation) => t.ops_program_of(name, organisation),
                None => t.ops_program(name),
            },
            Some(Actor::Operator { name }) => t.ops_operator(name),
            Some(Actor::System) => t.ops_system().into_owned(),
            None => t.ops_former_user().into_owned(),
        }
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
