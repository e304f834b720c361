//! What every command has at hand: who is asked, how answers are written, and what stands in the configuration.

use cupo_api::wire::{Customer, Domain, List};
use cupo_domain::ids::Guid;
use cupo_http::lang::Lang;

use crate::args::{Common, CustomerOption, spoken};
use crate::client::{Aim, Ask, Client};
use crate::config::Config;
use crate::failure::{Failure, NOT_FOUND};
use crate::output::Output;

/// Customers whose further domains are looked at for a name.
const LOOKED_AT_MAX: usize = 50;

/// A command's surroundings.
pub struct Desk {
    /// The options of every command.
    pub common: Common,
    /// File and environment.
    pub config: Config,
    /// How answers are written.
    pub output: Output,
}

impl Desk {
    /// Reads what is configured.
    ///
    /// # Errors
    /// When the configuration file cannot be read or understood.
    pub fn new(common: Common) -> Result<Self, Failure> {
        let config = Config::read(&common)?;
        let output = Output { json: common.json, lang: spoken(common.lang) };
        Ok(Self { common, config, output })
    }

    /// The language of the person.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.output.lang
    }

    /// Opens the door to the interface.
    ///
    /// # Errors
    /// When no place is named, or its door does not open.
    pub async fn client(&self, aim: Aim) -> Result<Client, Failure> {
        Client::open(self.config.place(&self.common)?, aim, self.lang()).await
    }

    /// Opens the door, and finds the customer that is meant: `/customers/{id}`.
    ///
    /// # Errors
    /// As [`Desk::client`], when no customer is named, or there is none of that name for the caller.
    pub async fn at(&self, customer: &CustomerOption, aim: Aim) -> Result<(Client, String), Failure> {
        let named = self.config.customer(customer.customer.as_deref())?;
        let client = self.client(aim).await?;
        let id = customer_id(&client, &named).await?;
        Ok((client, format!("/customers/{id}")))
    }
}

/// The id of a customer that is named by id or domain.
///
/// # Errors
/// When there is none of that name for the caller.
pub async fn customer_id(client: &Client, named: &str) -> Result<String, Failure> {
    if Guid::parse_str(named).is_ok() {
        return Ok(named.to_owned());
    }
    let (mut found, mut others) = (None, Vec::new());
    let query = [("search", named.to_owned())];
    client
        .list("/customers", &query, None, |page: Vec<Customer>| {
            for it in page {
                if it.domain.eq_ignore_ascii_case(named) {
                    found = Some(it.id);
                } else if others.len() < LOOKED_AT_MAX {
                    others.push(it.id);
                }
            }
            Ok(())
        })
        .await?;
    // It may be a further domain of one that was found by it.
    for id in others {
        if found.is_some() {
            break;
        }
        let all: List<Domain> = client.ask(Ask::get(format!("/customers/{id}/domains"))).await?;
        found = all.items.iter().any(|it| it.domain.eq_ignore_ascii_case(named)).then_some(id);
    }
    found.ok_or_else(|| {
        let sentence =
            format!("no customer has the id or domain `{named}`; `cupo customer list` shows them (E-SCOPE)");
        Failure { sentence, code: NOT_FOUND, refusal: Some("E-SCOPE".to_owned()), place: None }
    })
}
