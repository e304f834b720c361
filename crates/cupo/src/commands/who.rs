//! Whom a change concerns: names, a filter or a file made into what the interface understands.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use cupo_api::wire::{UserFilter, Users};
use cupo_domain::ids::Guid;

use crate::args::Who;
use crate::failure::Failure;

/// Headings of the column with sign-in names, in the forms that files of users have.
const HEADINGS: [&str; 8] = [
    "user",
    "username",
    "user name",
    "userprincipalname",
    "user principal name",
    "usuario",
    "nombre de usuario",
    "nombre principal de usuario",
];
/// Most bytes of a file of names.
const FILE_BYTES_MAX: u64 = 256 << 20;

/// The users that are meant.
///
/// # Errors
/// Usage: a filter or file that cannot be read, or one that names nobody.
pub fn users(who: &Who) -> Result<Users, Failure> {
    if who.everybody {
        return Ok(Users::Filter(UserFilter { everybody: Some(true), ..UserFilter::default() }));
    }
    if !who.filter.is_empty() {
        return Ok(Users::Filter(filter(&who.filter)?));
    }
    let names = match &who.csv {
        Some(file) => names_of_file(file)?,
        None => who.users.clone(),
    };
    // Twice the same name is one user, and their order is the order of the selection.
    let mut seen = BTreeSet::new();
    let names: Vec<String> = names.into_iter().filter(|name| seen.insert(name.to_lowercase())).collect();
    if names.is_empty() {
        return Err(Failure::usage("nothing was changed: nobody is selected"));
    }
    if names.iter().all(|name| Guid::parse_str(name).is_ok()) {
        return Ok(Users::Ids(names));
    }
    Ok(Users::Names(names))
}

/// Reads `key=value` pairs.
///
/// # Errors
/// Usage: an unknown key, a key twice, a value that the key does not have.
pub fn filter(pairs: &[String]) -> Result<UserFilter, Failure> {
    let mut filter = UserFilter::default();
    let mut seen = BTreeSet::new();
    for pair in pairs {
        let Some((key, value)) = pair.split_once('=') else {
            return Err(Failure::usage(format!(
                "`{pair}` is no filter; write KEY=VALUE, such as department=Ventas"
            )));
        };
        if !seen.insert(key) {
            return Err(Failure::usage(format!("the filter `{key}` is given twice; all filters must hold")));
        }
        let text = Some(value.to_owned());
        match key {
            "search" => filter.search = text,
            "product" => filter.product = text,
            "location" => filter.location = text,
            "department" => filter.department = text,
            "licensed" => filter.licensed = Some(either(key, value, ("yes", "no"))?),
            "sign-in" => filter.sign_in = Some(either(key, value, ("allowed", "blocked"))?),
            "mail-waits" => filter.mail_waits = Some(either(key, value, ("yes", "no"))?),
            "over-assigned" => filter.over_assigned = Some(either(key, value, ("yes", "no"))?),
            _ => {
                return Err(Failure::usage(format!(
                    "there is no filter `{key}`; there are search, product, licensed, location, department, sign-in, \
                     mail-waits and over-assigned"
                )));
            }
        }
    }
    Ok(filter)
}

/// A filter as the query of an address.
#[must_use]
pub fn query(filter: UserFilter) -> Vec<(&'static str, String)> {
    let location = filter.location.map(|code| if code.is_empty() { "none".to_owned() } else { code });
    [
        ("search", filter.search),
        ("product", filter.product),
        ("license", filter.licensed.map(|it| it.to_string())),
        ("location", location),
        ("department", filter.department),
        ("sign_in", filter.sign_in.map(|it| it.to_string())),
        ("mail_waits", filter.mail_waits.map(|it| it.to_string())),
        ("over_assigned", filter.over_assigned.map(|it| it.to_string())),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some((key, value?)))
    .collect()
}

fn either(key: &str, value: &str, (yes, no): (&str, &str)) -> Result<bool, Failure> {
    match value {
        _ if value == yes => Ok(true),
        _ if value == no => Ok(false),
        _ => Err(Failure::usage(format!("the filter `{key}` is {yes} or {no}, not `{value}`"))),
    }
}

fn names_of_file(file: &Path) -> Result<Vec<String>, Failure> {
    let failed = |e: std::io::Error| Failure::usage(format!("{}: {e}", file.display()));
    let mut text = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().take(FILE_BYTES_MAX + 1).read_to_end(&mut text)
    } else {
        std::fs::File::open(file).map_err(failed)?.take(FILE_BYTES_MAX + 1).read_to_end(&mut text)
    };
    let read = read.map_err(failed)?;
    if u64::try_from(read).unwrap_or(u64::MAX) > FILE_BYTES_MAX {
        return Err(Failure::usage(format!("{}: larger than 256 MiB", file.display())));
    }
    let text = String::from_utf8(text)
        .map_err(|_| Failure::usage(format!("{}: not UTF-8; save it as CSV in UTF-8", file.display())))?;
    names_of_csv(text.trim_start_matches('\u{feff}'))
        .map_err(|why| Failure::usage(format!("{}: {why}", file.display())))
}

fn names_of_csv(text: &str) -> Result<Vec<String>, String> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let separator = if first.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let (mut column, mut names) = (None, Vec::new());
    for row in reader.records() {
        let row = row.map_err(|e| e.to_string())?;
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(at) = column else {
            let heading = row.iter().position(|cell| HEADINGS.contains(&cell.trim().to_lowercase().as_str()));
            column = Some(heading.unwrap_or(0));
            match heading {
                Some(_) => {}
                None if row.len() == 1 => names.extend(row.get(0).map(|cell| cell.trim().to_owned())),
                None => return Err("line 1: no column is called `user`".to_owned()),
            }
            continue;
        };
        match row.get(at).map(str::trim).filter(|cell| !cell.is_empty()) {
            Some(name) => names.push(name.to_owned()),
            None => {
                let line = row.position().map_or(0, csv::Position::line);
                return Err(format!("line {line}: no user in column {}", at + 1));
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_names_come_in_several_forms() {
        let names = ["ana@x.example".to_owned(), "eva@x.example".to_owned()];
        for text in [
            "ana@x.example\neva@x.example\n",
            "user\r\nana@x.example\r\neva@x.example",
            "\n;\nNombre;Nombre de usuario\nAna;ana@x.example\n\nEva;eva@x.example\n",
            "Username,Department\nana@x.example,\"a,b\"\neva@x.example,\n",
        ] {
            assert_eq!(names_of_csv(text).unwrap(), names, "{text}");
        }
        assert_eq!(names_of_csv("name,mail\na,b\n").unwrap_err(), "line 1: no column is called `user`");
        assert_eq!(names_of_csv("user,x\nana,1\n,2\n").unwrap_err(), "line 3: no user in column 1");
        assert_eq!(names_of_csv("").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn filters_are_pairs_of_known_keys_and_values() {
        let told = |pairs: &[&str]| {
            let pairs: Vec<String> = pairs.iter().map(|p| (*p).to_owned()).collect();
            filter(&pairs).map_err(|failure| failure.sentence)
        };
        let found = told(&["department=a=b", "licensed=no", "sign-in=blocked"]).unwrap();
        assert_eq!(
            (found.department.as_deref(), found.licensed, found.sign_in),
            (Some("a=b"), Some(false), Some(false))
        );
        assert!(told(&["colour=red"]).unwrap_err().contains("no filter `colour`"));
        assert!(told(&["licensed=perhaps"]).unwrap_err().contains("yes or no"));
        assert!(told(&["search"]).unwrap_err().contains("KEY=VALUE"));
        assert!(told(&["search=a", "search=b"]).unwrap_err().contains("twice"));
    }
}
