//! The one file of configuration and where everything is told: an option is stronger than the environment, and that is
//! stronger than the file. It must never open what it names.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::args::Common;
use crate::failure::Failure;

/// What the file may say; anything else in it is an error, so that no misspelled line is obeyed by silence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// The database, for commands that work on it themselves.
    pub database: Option<String>,
    /// The server, for commands that ask one.
    pub server: Option<String>,
    /// An access token.
    pub token: Option<String>,
    /// Client credentials, from which a token is made.
    pub client_id: Option<String>,
    /// Their secret.
    pub client_secret: Option<String>,
    /// The customer meant when no other is named: id or domain.
    pub customer: Option<String>,
    /// How `cupo serve` serves.
    pub serve: Serve,
}

/// The part of `cupo serve`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Serve {
    /// Address and port.
    pub listen: Option<SocketAddr>,
    /// People come over TLS.
    pub behind_tls: Option<bool>,
    /// The address people use.
    pub public_url: Option<String>,
    /// Requests a second that each program may send.
    pub api_per_second: Option<u32>,
}

/// Where a command does its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// On a database, itself.
    Database(String),
    /// By asking a server.
    Server {
        /// Its address without a slash at the end.
        url: String,
        /// How it is told who asks.
        auth: Auth,
    },
}

/// How a server is told who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// An access token.
    Token(String),
    /// Client credentials.
    Client {
        /// The identity.
        id: String,
        /// The secret.
        secret: String,
    },
    /// Nothing: only asking for a token does without.
    Nobody,
}

/// Everything that was told, in its three places.
#[derive(Clone, Debug, Default)]
pub struct Config {
    file: File,
    path: Option<PathBuf>,
    env: std::collections::BTreeMap<String, String>,
}

impl Config {
    /// Reads the environment and the file that `--config` or `CUPO_CONFIG` names, or else the first that is there of
    /// the person's own and the machine's.
    ///
    /// # Errors
    /// When a named file is not there, or a file cannot be read or understood.
    pub fn read(common: &Common) -> Result<Self, Failure> {
        let env: std::collections::BTreeMap<String, String> =
            std::env::vars().filter(|(key, value)| key.starts_with("CUPO_") && !value.is_empty()).collect();
        let named = common.config.clone().or_else(|| env.get("CUPO_CONFIG").map(PathBuf::from));
        let path = named.or_else(|| usual_places().into_iter().find(|path| path.is_file()));
        let file = match &path {
            Some(path) => read_file(path)?,
            None => File::default(),
        };
        Ok(Self { file, path, env })
    }

    /// The part of `cupo serve`.
    #[must_use]
    pub fn serve(&self) -> &Serve {
        &self.file.serve
    }

    /// The value of a variable of the environment.
    #[must_use]
    pub fn env(&self, key: &str) -> Option<&str> {
        self.env.get(key).map(String::as_str)
    }

    /// The customer that is meant.
    ///
    /// # Errors
    /// When none is named anywhere.
    pub fn customer(&self, option: Option<&str>) -> Result<String, Failure> {
        let found = option.or(self.env("CUPO_CUSTOMER")).or(self.file.customer.as_deref());
        found.map(str::to_owned).ok_or_else(|| {
            Failure::usage(
                "no customer is named; add --customer ID|DOMAIN, or set CUPO_CUSTOMER, or `customer` in the \
                 configuration file (`cupo customer list` shows them)",
            )
        })
    }

    /// Client credentials that stand in the environment or the file.
    #[must_use]
    pub fn client(&self) -> Option<(String, String)> {
        let id = self.env("CUPO_CLIENT_ID").or(self.file.client_id.as_deref())?;
        let secret = self.env("CUPO_CLIENT_SECRET").or(self.file.client_secret.as_deref())?;
        Some((id.to_owned(), secret.to_owned()))
    }

    /// The database and nothing else, for commands that need it themselves.
    ///
    /// # Errors
    /// When a server is named with an option, or no database anywhere.
    pub fn database(&self, common: &Common, what: &str) -> Result<String, Failure> {
        if common.server.is_some() || common.token.is_some() {
            return Err(Failure::usage(format!(
                "`cupo {what}` works on a database itself; leave out --server"
            )));
        }
        let found = common.database.as_deref().or(self.env("CUPO_DATABASE"));
        found.or(self.file.database.as_deref()).map(str::to_owned).ok_or_else(|| {
            Failure::usage(
                "no database is named; add --database URL, or set CUPO_DATABASE, or `database` in the configuration \
                 file",
            )
        })
    }

    /// Where a command does its work. What is told in one place outranks all that is told in a weaker one.
    ///
    /// # Errors
    /// When one place tells two, or none tells any.
    pub fn place(&self, common: &Common) -> Result<Place, Failure> {
        let file = match &self.path {
            Some(path) => path.display().to_string(),
            None => "the configuration file".to_owned(),
        };
        let told = [
            (common.database.as_deref(), common.server.as_deref(), "--database and --server"),
            (self.env("CUPO_DATABASE"), self.env("CUPO_SERVER"), "CUPO_DATABASE and CUPO_SERVER"),
            (self.file.database.as_deref(), self.file.server.as_deref(), file.as_str()),
        ];
        for (database, server, source) in told {
            match (database, server) {
                (Some(_), Some(_)) => {
                    return Err(Failure::usage(format!(
                        "{source} name both a database and a server; name one of them"
                    )));
                }
                (Some(_), None) if common.token.is_some() => {
                    return Err(Failure::usage("--token is for a server; add --server URL"));
                }
                (Some(database), None) => return Ok(Place::Database(database.to_owned())),
                (None, Some(server)) => return self.server(server, common),
                (None, None) => {}
            }
        }
        Err(Failure::usage(
            "no database and no server is named; add --database URL, or --server URL with --token T, or set \
             CUPO_DATABASE or CUPO_SERVER, or write one into the configuration file",
        ))
    }

    fn server(&self, url: &str, common: &Common) -> Result<Place, Failure> {
        if !(url.starts_with("http://") || url.starts_with("https://")) {
            return Err(Failure::usage(format!(
                "`{url}` is no address of a server; write https://HOST or http://HOST:PORT"
            )));
        }
        let token = common.token.as_deref().or(self.env("CUPO_TOKEN")).or(self.file.token.as_deref());
        let auth = match (token, self.client()) {
            (Some(token), _) => Auth::Token(token.to_owned()),
            (None, Some((id, secret))) => Auth::Client { id, secret },
            (None, None) => Auth::Nobody,
        };
        Ok(Place::Server { url: url.trim_end_matches('/').to_owned(), auth })
    }
}

fn read_file(path: &Path) -> Result<File, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Failure::usage(format!("the configuration file {}: {e}", path.display())))?;
    toml::from_str(&text).map_err(|e| {
        Failure::usage(format!("the configuration file {}: {}", path.display(), e.to_string().trim()))
    })
}

fn usual_places() -> Vec<PathBuf> {
    let own = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME").map(PathBuf::from).map(|home| home.join(".config"));
        std::env::var_os("APPDATA").map(PathBuf::from).or(home)
    });
    let own = own.map(|folder| folder.join("cupo").join("cupo.toml"));
    own.into_iter().chain([PathBuf::from("/etc/cupo/cupo.toml")]).collect()
}

#[cfg(test)]
mod tests;
