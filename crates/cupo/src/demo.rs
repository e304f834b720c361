//! Believable data to try Cupo with: a partner, its customers, their people, what they bought and who holds it, all
//! from a seed, so that the same seed gives the same data. It is written into an empty database, in slices, and
//! consistent at the end (`Store::check` finds nothing). It must never be run on a database that is in use.

use cupo_app::app::App;
use cupo_app::error::AppError;
use cupo_domain::ids::Guid;
use cupo_domain::refusal::Code;
use cupo_domain::time::Instant;
use serde::{Serialize, Serializer};

mod access;
mod chain;
mod chance;
mod customers;
mod fill;
mod jobs;
mod names;
mod offers;
mod people;
mod places;
mod purchases;
mod roll;
mod seats;
mod shelf;
mod slice;
#[cfg(test)]
mod tests;

use access::Keys;
use chance::{Lane, Seed};
use customers::{CUSTOMERS, LARGEST_USERS, LARGEST_USERS_MAX, LARGEST_USERS_MIN, Organised, PARTNER};
use fill::{Filler, Source};

/// What the demo data should be like.
#[derive(Clone, Copy, Debug)]
pub struct DemoOptions {
    /// Active users of the largest customer, from 20 to 1,000,000; 5,000 when nothing is said.
    pub users: Option<u64>,
    /// Everything but instants comes from this; those come from `now`.
    pub seed: u64,
    /// Instants are relative to this.
    pub now: Instant,
}

impl DemoOptions {
    fn largest(&self) -> u64 {
        self.users.unwrap_or(LARGEST_USERS).clamp(LARGEST_USERS_MIN, LARGEST_USERS_MAX)
    }
}

/// What somebody needs to know to use the demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoInfo {
    /// The customers; the largest is the first.
    pub customers: Vec<DemoCustomer>,
    /// One account for each role.
    pub accounts: Vec<DemoAccount>,
    /// Credentials of programs.
    pub apps: Vec<DemoApp>,
}

/// A customer of the demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoCustomer {
    /// Its tenant id.
    #[serde(serialize_with = "text")]
    pub id: Guid,
    /// Its name.
    pub name: String,
    /// Its default domain.
    pub domain: String,
    /// Its active users (D-28).
    pub users: i64,
}

/// A person who can sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoAccount {
    /// The key of the role.
    pub role: String,
    /// The customer; none for people of the partner.
    #[serde(serialize_with = "text_or_null")]
    pub customer: Option<Guid>,
    /// Sign-in name.
    pub username: String,
    /// Password, which comes from the seed and is therefore no secret.
    pub password: String,
}

/// Credentials of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DemoApp {
    /// The customer; none for programs of the partner.
    #[serde(serialize_with = "text_or_null")]
    pub customer: Option<Guid>,
    /// The organisation to sign in at.
    #[serde(serialize_with = "text")]
    pub tenant_id: Guid,
    /// Name of the program.
    pub client_id: String,
    /// Its secret, which comes from the seed and is therefore none.
    pub client_secret: String,
    /// The key of the role.
    pub role: String,
}

fn text<S: Serializer>(guid: &Guid, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(guid)
}

fn text_or_null<S: Serializer>(guid: &Option<Guid>, to: S) -> Result<S::Ok, S::Error> {
    match guid {
        Some(guid) => to.collect_str(guid),
        None => to.serialize_none(),
    }
}

/// One organisation of the demo with what the options make of it.
struct Member {
    spec: &'static Organised,
    /// Its number among the draws: 0 for the partner, then the customers in their order.
    number: u64,
    guid: Guid,
    users: u64,
}

/// The partner and the customers.
fn members(options: &DemoOptions, seed: &Seed) -> (Member, Vec<Member>) {
    let member = |(number, spec): (u64, &'static Organised)| Member {
        spec,
        number,
        guid: seed.draw(Lane::Organisation, 0, number).guid(),
        users: if number == 1 { options.largest() } else { spec.users },
    };
    (member((0, &PARTNER)), (1..).zip(CUSTOMERS).map(member).collect())
}

/// What a database holds that was filled with these options; it looks into none.
#[must_use]
pub fn describe(options: &DemoOptions) -> DemoInfo {
    let seed = Seed::new(options.seed);
    let (partner, customers) = members(options, &seed);
    let keys = Keys::new(&seed, &partner, &customers);
    DemoInfo {
        customers: customers
            .iter()
            .map(|it| DemoCustomer {
                id: it.guid,
                name: it.spec.name.to_owned(),
                domain: it.spec.domain.to_owned(),
                users: i64::try_from(it.users).unwrap_or(i64::MAX),
            })
            .collect(),
        accounts: keys.accounts,
        apps: keys.apps,
    }
}

/// Whether a database was filled to the end with this seed: the partner is written last.
///
/// # Errors
/// When the store cannot answer.
pub async fn is_filled(app: &App, options: &DemoOptions) -> Result<bool, AppError> {
    let (partner, _) = members(options, &Seed::new(options.seed));
    Ok(app.store().organisation(partner.guid).await?.is_some())
}

/// Fills an empty database and says what is in it; `progress` hears how many people of how many are written.
///
/// # Errors
/// E-STATE when the database holds an organisation already; otherwise when the store cannot write.
pub async fn fill(
    app: &App,
    options: &DemoOptions,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<DemoInfo, AppError> {
    if !app.store().is_empty().await? {
        return Err(AppError::denied(Code::State, "database"));
    }
    app.load_built_in_catalogue().await?;
    let seed = Seed::new(options.seed);
    let (partner, customers) = members(options, &seed);
    let keys = Keys::new(&seed, &partner, &customers);
    let prices = app.store().catalogue_rows().await?.prices;
    let catalogue = app.store().catalogue();
    let total = customers.iter().map(|it| it.users).sum::<u64>() + partner.users;
    let from = Source { app, catalogue: &catalogue, prices: &prices, seed: &seed, now: options.now };
    let mut filler = Filler::new(from, total);
    // The largest customer comes last among the customers, so that the ids of the others do not depend on its size.
    let (largest, others): (Vec<&Member>, Vec<&Member>) = customers.iter().partition(|it| it.number == 1);
    for it in others.into_iter().chain(largest).chain([&partner]) {
        filler.organisation(it, &keys, progress).await?;
    }
    // Whatever is due at the start has happened before the first visitor looks.
    app.work_on_time().await?;
    Ok(describe(options))
}
