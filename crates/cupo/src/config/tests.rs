//! What is stronger than what.

use super::*;

fn told(options: (Option<&str>, Option<&str>), env: &[(&str, &str)], file: &str) -> Result<Place, String> {
    let common = Common {
        database: options.0.map(str::to_owned),
        server: options.1.map(str::to_owned),
        token: None,
        config: None,
        lang: None,
        json: false,
    };
    let env = env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let config = Config { file: toml::from_str(file).unwrap(), path: Some("cupo.toml".into()), env };
    config.place(&common).map_err(|failure| format!("{} {}", failure.code, failure.sentence))
}

fn database(name: &str) -> Result<Place, String> {
    Ok(Place::Database(name.to_owned()))
}

#[test]
fn an_option_outranks_the_environment_and_that_the_file() {
    let env = [("CUPO_DATABASE", "sqlite:env")];
    assert_eq!(told((Some("sqlite:a"), None), &env, "database = 'sqlite:file'"), database("sqlite:a"));
    assert_eq!(told((None, None), &env, "server = 'https://x.example'"), database("sqlite:env"));
    assert_eq!(told((None, None), &[], "database = 'sqlite:file'"), database("sqlite:file"));
    let server = told((None, Some("https://x.example/")), &[("CUPO_TOKEN", "t")], "database = 'sqlite:file'");
    let auth = Auth::Token("t".to_owned());
    assert_eq!(server, Ok(Place::Server { url: "https://x.example".to_owned(), auth }));
}

#[test]
fn two_in_one_place_contradict_each_other() {
    let both = [("CUPO_DATABASE", "sqlite:env"), ("CUPO_SERVER", "https://x.example")];
    let error = told((None, None), &both, "").unwrap_err();
    assert_eq!(error, "2 CUPO_DATABASE and CUPO_SERVER name both a database and a server; name one of them");
    assert_eq!(told((Some("sqlite:a"), None), &both, ""), database("sqlite:a"));
}

#[test]
fn none_at_all_and_addresses_of_nothing_are_told() {
    assert!(told((None, None), &[], "").unwrap_err().starts_with("2 no database and no server"));
    assert!(told((None, Some("x.example")), &[], "").unwrap_err().contains("is no address of a server"));
}

#[test]
fn a_misspelled_line_of_the_file_is_an_error() {
    assert!(toml::from_str::<File>("databse = 'x'").unwrap_err().to_string().contains("databse"));
    assert!(toml::from_str::<File>("[serve]\nport = 1").is_err());
}

#[test]
fn client_credentials_stand_for_a_token() {
    let place = told((None, Some("https://x.example")), &[], "client_id = 'a'\nclient_secret = 'b'");
    let auth = Auth::Client { id: "a".to_owned(), secret: "b".to_owned() };
    assert_eq!(place, Ok(Place::Server { url: "https://x.example".to_owned(), auth }));
}
