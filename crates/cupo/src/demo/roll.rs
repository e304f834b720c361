//! Names for the people of one customer. The nth of N people gets the given name at that point of the alphabet, so
//! that people come out nearly in the order in which lists show them: a database takes a million such rows several
//! times as fast as shuffled ones, and whoever makes them needs to remember one given name only.

use std::collections::BTreeMap;

use super::chance::Chance;
use super::names::{Culture, ascii, spelled};

/// Given names get shares of this, by how frequent their culture is.
const SHARES: u64 = 100_000;
/// Of a thousand people, those whose surname is from another culture than their given name.
const MIXED: u64 = 60;

/// A name of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) first: String,
    pub(super) last: String,
    /// Given name as in sign-in names.
    pub(super) plain_first: String,
    /// First surname as in sign-in names.
    pub(super) plain_last: String,
    pub(super) female: bool,
    pub(super) culture: Culture,
}

struct Given {
    plain: String,
    name: String,
    culture: Culture,
    female: bool,
    /// The end of its share.
    until: u64,
}

struct Surname {
    plain: String,
    name: String,
}

/// The names that occur at a customer.
pub(super) struct Roll {
    given: Vec<Given>,
    total: u64,
    surnames: BTreeMap<Culture, Vec<Surname>>,
    usual: Culture,
}

impl Roll {
    /// The names of these cultures; the first is the usual one.
    pub(super) fn new(cultures: &[(Culture, u64)]) -> Self {
        let mut given: Vec<Given> =
            cultures.iter().flat_map(|(c, weight)| given_names(*c, *weight)).collect();
        given.sort_by(|a, b| (&a.plain, &a.name, a.culture).cmp(&(&b.plain, &b.name, b.culture)));
        let mut total = 0;
        for name in &mut given {
            total += name.until;
            name.until = total;
        }
        let surnames = cultures.iter().map(|(culture, _)| (*culture, surnames(*culture))).collect();
        Self { given, total, surnames, usual: cultures.first().map_or(Culture::Spanish, |(c, _)| *c) }
    }

    /// The name of person `index` of `count`.
    pub(super) fn person(&self, index: u64, count: u64, chance: &mut Chance) -> Option<Person> {
        let point = u128::from(2 * index + 1) * u128::from(self.total) / u128::from(2 * count.max(1));
        let point = u64::try_from(point).unwrap_or(0);
        let given = self.given.get(self.given.partition_point(|g| g.until <= point))?;
        let culture = if chance.permille(MIXED) { self.usual } else { given.culture };
        let list = self.surnames.get(&culture)?;
        let surname = chance.pick(list)?;
        let mut last = surname.name.clone();
        if culture.names().two_surnames {
            last.push(' ');
            last.push_str(&chance.pick(list)?.name);
        }
        Some(Person {
            first: given.name.clone(),
            last,
            plain_first: given.plain.clone(),
            plain_last: surname.plain.clone(),
            female: given.female,
            culture: given.culture,
        })
    }
}

fn given_names(culture: Culture, weight: u64) -> impl Iterator<Item = Given> {
    let names = culture.names();
    let all = names.female.split_whitespace().map(|n| (n, true));
    let all: Vec<_> = all.chain(names.male.split_whitespace().map(|n| (n, false))).collect();
    let share = weight * SHARES / u64::try_from(all.len()).unwrap_or(1).max(1);
    all.into_iter().map(move |(name, female)| Given {
        plain: ascii(name),
        name: spelled(name),
        culture,
        female,
        until: share,
    })
}

fn surnames(culture: Culture) -> Vec<Surname> {
    let list = culture.names().surnames.split_whitespace();
    list.map(|name| Surname { plain: ascii(name), name: spelled(name) }).collect()
}

/// Numbers for people whose names are alike; it remembers one given name.
#[derive(Default)]
pub(super) struct Namesakes {
    first: String,
    met: BTreeMap<String, u32>,
}

impl Namesakes {
    /// What stands before the `@` for the next person, who comes in the order of given names.
    pub(super) fn sign_in(&mut self, person: &Person) -> String {
        if self.first != person.plain_first {
            self.first.clone_from(&person.plain_first);
            self.met.clear();
        }
        let met = self.met.entry(person.plain_last.clone()).or_default();
        *met += 1;
        match *met {
            1 => format!("{}.{}", person.plain_first, person.plain_last),
            number => format!("{}.{}{number}", person.plain_first, person.plain_last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::chance::{Lane, Seed};
    use super::super::customers::CUSTOMERS;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn sign_in_names_are_plain_and_unique() {
        let roll = Roll::new(CUSTOMERS[0].cultures);
        let (seed, mut names) = (Seed::new(1), Namesakes::default());
        let mut seen = BTreeSet::new();
        for index in 0..20_000 {
            let person = roll.person(index, 20_000, &mut seed.draw(Lane::People, 0, index)).unwrap();
            let name = names.sign_in(&person);
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.'), "{name}");
            assert!(!name.starts_with('.') && !name.ends_with('.'), "{person:?}");
            assert!(seen.insert(name.clone()), "{name} twice");
        }
    }

    #[test]
    fn people_come_nearly_in_the_order_of_lists() {
        let roll = Roll::new(CUSTOMERS[0].cultures);
        let seed = Seed::new(1);
        let firsts: Vec<String> = (0..500)
            .map(|i| roll.person(i, 500, &mut seed.draw(Lane::People, 0, i)).unwrap().plain_first)
            .collect();
        assert!(firsts.is_sorted());
        assert!(firsts.iter().collect::<BTreeSet<_>>().len() > 300, "many different names");
    }
}
