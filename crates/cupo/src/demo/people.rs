//! People of one customer: names, jobs, places and the state of their accounts. Every field of person N comes from the
//! seed and N alone. It gives nobody a license.

use cupo_app::text::{fold, sort_key};
use cupo_domain::decide::delete_users::{Mastery, RESTORE_DAYS};
use cupo_domain::ids::UserId;
use cupo_domain::time::{DAY_MICROS, Instant};
use cupo_store::users::UserRow;
use serde::Serialize;

use super::chance::{Chance, Lane, Seed};
use super::customers::{Known, Organised, RETURNED};
use super::jobs::{Department, titled};
use super::names::{Culture, ascii};
use super::places::Land;
use super::roll::{Namesakes, Person, Roll};

/// One of so many has no usage location.
const WITHOUT_LOCATION: u64 = 83;
/// One of so many may not sign in.
const BLOCKED: u64 = 47;
/// One of so many has mail forwarded to the account or a shared mailbox behind it (R-DEL-3).
const ANCHORED: u64 = 211;
/// One of so many has a second mail address.
const WITH_ALIAS: u64 = 19;
/// The two who have the same second mail address, among those who have one.
const SHARED_ALIAS: (u64, u64) = (1, 2);
/// The longest time somebody has been there, in days.
const OLDEST_DAYS: i64 = 2_900;

/// A made person.
pub(super) struct Made {
    pub(super) row: UserRow,
    /// Index of the department.
    pub(super) department: usize,
    /// A second mail address.
    pub(super) alias: Option<String>,
    /// Gets no license, so that mail can be switched on in vain.
    pub(super) unserved: bool,
}

/// Who the people of a customer are.
pub(super) struct Folk<'a> {
    pub(super) spec: &'a Organised,
    pub(super) seed: &'a Seed,
    /// The customer's number among the draws.
    pub(super) number: u64,
    /// Active people.
    pub(super) count: u64,
    pub(super) now: Instant,
    pub(super) departments: Vec<Department>,
    /// Each department as often as it is likely, by index.
    desks: Vec<usize>,
    lands: &'a [Land],
    roll: Roll,
}

/// What the fields of an account are made of.
struct Draft {
    person: Person,
    sign_in: String,
    department: Option<usize>,
}

impl<'a> Folk<'a> {
    pub(super) fn new(
        spec: &'a Organised,
        seed: &'a Seed,
        lands: &'a [Land],
        (number, count): (u64, u64),
        now: Instant,
    ) -> Self {
        let departments = spec.trade.departments();
        let weights = departments.iter().enumerate();
        let desks = weights.flat_map(|(index, d)| (0..d.weight).map(move |_| index)).collect();
        Self { spec, seed, number, count, now, departments, desks, lands, roll: Roll::new(spec.cultures) }
    }

    /// Active person `index`: first those whose names are written, then the others in the order of given names.
    pub(super) fn active(&self, index: u64, id: UserId, names: &mut Namesakes) -> Option<Made> {
        let mut chance = self.seed.draw(Lane::People, self.number, index);
        let written = u64::try_from(self.spec.known.len()).unwrap_or(0);
        let known = usize::try_from(index).ok().and_then(|i| self.spec.known.get(i));
        let draft = match known {
            Some(known) => self.written(known),
            None => {
                let person = self.roll.person(index - written, self.count - written, &mut chance)?;
                let sign_in = names.sign_in(&person);
                Draft { person, sign_in, department: None }
            }
        };
        let mut made = self.made(draft, id, &mut chance)?;
        if known.is_none() {
            self.troubles(index, &mut made.row, &mut chance);
            if index % WITH_ALIAS == 3 {
                made.alias = Some(self.alias(&made.row, index));
                made.unserved = index / WITH_ALIAS == SHARED_ALIAS.1;
            }
        }
        Some(made)
    }

    /// Deleted person `index` of `count`; the first deleted account of the largest customer was made anew since.
    pub(super) fn deleted(&self, index: u64, count: u64, id: UserId) -> Option<Made> {
        let mut chance = self.seed.draw(Lane::Deleted, self.number, index);
        let again = if index == 0 { self.spec.known.get(RETURNED) } else { None };
        let draft = match again {
            Some(known) => self.written(known),
            None => {
                let person = self.roll.person(index, count, &mut chance)?;
                let sign_in = format!("{}.{}", person.plain_first, ascii(&person.last));
                Draft { person, sign_in, department: None }
            }
        };
        let mut made = self.made(draft, id, &mut chance)?;
        // One is nearly beyond help, the others are spread over the time in which they can come back.
        let hours =
            if index == 1 { RESTORE_DAYS * 24 - 20 } else { chance.between(3, (RESTORE_DAYS - 1) * 24) };
        let at = self.now.0 - hours * (DAY_MICROS / 24);
        made.row.state = 1;
        made.row.deleted_at = Some(at);
        made.row.created_at = made.row.created_at.min(at - 20 * DAY_MICROS);
        Some(made)
    }

    fn written(&self, known: &Known) -> Draft {
        Draft {
            person: Person {
                first: known.first.to_owned(),
                last: known.last.to_owned(),
                plain_first: String::new(),
                plain_last: String::new(),
                female: known.female,
                culture: self.spec.cultures.first().map_or(Culture::Spanish, |(culture, _)| *culture),
            },
            sign_in: known.sign_in.to_owned(),
            department: Some(known.department),
        }
    }

    fn made(&self, draft: Draft, id: UserId, chance: &mut Chance) -> Option<Made> {
        let Draft { person, sign_in, department } = draft;
        let department = match department {
            Some(index) => index,
            None => *chance.pick(&self.desks)?,
        };
        let at = self.departments.get(department)?;
        let title = chance.pick(&at.titles)?;
        let domain = self.domain(chance);
        let sign_in = format!("{sign_in}@{domain}");
        let display_name = format!("{} {}", person.first, person.last);
        let land = self.land(&person, chance)?;
        let profile = profile(land, &sign_in, chance)?;
        let row = UserRow {
            id,
            guid: chance.guid(),
            sort_key: sort_key(&display_name, &sign_in),
            search: fold(&format!("{display_name} {sign_in}")),
            sign_in,
            display_name,
            first_name: person.first,
            last_name: person.last,
            job_title: titled(title, person.female),
            department: at.name.to_owned(),
            location: Some(land.code.to_owned()),
            profile,
            enabled: true,
            mastery: self.mastery(chance),
            anchored: false,
            state: 0,
            created_at: self.now.0
                - chance.between(3, OLDEST_DAYS) * DAY_MICROS
                - chance.between(0, DAY_MICROS / 3),
            deleted_at: None,
        };
        Some(Made { row, department, alias: None, unserved: false })
    }

    fn domain(&self, chance: &mut Chance) -> &'static str {
        let further = chance.permille(200).then(|| chance.pick(self.spec.domains)).flatten();
        further.copied().unwrap_or(self.spec.domain)
    }

    fn mastery(&self, chance: &mut Chance) -> Mastery {
        if chance.permille(self.spec.synced) { Mastery::Sync } else { Mastery::Cloud }
    }

    /// Where somebody works: mostly where the name comes from, if there is a branch.
    fn land(&self, person: &Person, chance: &mut Chance) -> Option<&Land> {
        let homes = home(person.culture);
        let home = chance.pick(homes).copied().unwrap_or(self.spec.country);
        let abroad = self.spec.branches.contains(&home) && chance.permille(780);
        let code = if abroad { home } else { self.spec.country };
        self.lands.iter().find(|land| land.code == code)
    }

    /// What makes accounts different from one another: no location, blocked, hard to delete.
    fn troubles(&self, index: u64, row: &mut UserRow, chance: &mut Chance) {
        if index % WITHOUT_LOCATION == 11 && self.count > 9 {
            row.location = None;
        }
        row.enabled = index % BLOCKED != 13;
        row.anchored = index % ANCHORED == 17;
        if row.mastery == Mastery::Cloud && chance.permille(6) {
            row.mastery = Mastery::Scim;
        }
    }

    /// A second mail address. Two people have the same one, which shows when mail is switched on for the second (D-31).
    fn alias(&self, row: &UserRow, index: u64) -> String {
        let (name, domain) = row.sign_in.split_once('@').unwrap_or((&row.sign_in, self.spec.domain));
        let initial = name.chars().next().unwrap_or('a');
        let last = name.split_once('.').map_or(name, |(_, last)| last);
        let nth = index / WITH_ALIAS;
        if nth == SHARED_ALIAS.0 || nth == SHARED_ALIAS.1 {
            return format!("informacion@{domain}");
        }
        format!("{initial}{last}.{index}@{domain}")
    }
}

/// The countries a culture is at home in.
fn home(culture: Culture) -> &'static [&'static str] {
    match culture {
        Culture::Spanish | Culture::Catalan | Culture::Basque | Culture::Galician => &["ES"],
        Culture::LatinAmerican => &["MX", "MX", "CO", "AR", "CL", "PE"],
        Culture::Portuguese => &["PT"],
        Culture::French => &["FR"],
        Culture::German => &["DE"],
        Culture::Polish => &["PL"],
        Culture::Greek => &["GR"],
        Culture::Nordic => &["NO", "SE"],
        Culture::Italian => &["IT"],
        Culture::Maghreb => &["MA"],
        Culture::Chinese => &["CN"],
    }
}

#[derive(Serialize)]
struct Profile<'a> {
    office: String,
    phone: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    mobile: String,
    city: &'a str,
    state: &'a str,
    postal_code: String,
    country: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    alternate_email: String,
}

fn profile(land: &Land, sign_in: &str, chance: &mut Chance) -> Option<String> {
    let place = chance.pick(&land.places)?;
    let number = |chance: &mut Chance| {
        format!("{} 555 {:03} {:03}", land.prefix, chance.below(1_000), chance.below(1_000))
    };
    let floor = *chance.pick(&['A', 'B', 'C', 'D'])?;
    let rest = land.postal_length.saturating_sub(place.postal.len());
    let tail = format!("{:06}", chance.below(1_000_000));
    let name = sign_in.split_once('@').map_or(sign_in, |(name, _)| name);
    let profile = Profile {
        office: format!("{floor}-{}", chance.between(101, 438)),
        phone: number(chance),
        mobile: if chance.permille(550) { number(chance) } else { String::new() },
        city: place.city,
        state: place.state,
        postal_code: format!("{}{}", place.postal, tail.get(..rest).unwrap_or("")),
        country: land.code,
        alternate_email: if chance.permille(300) { format!("{name}@correo.example") } else { String::new() },
    };
    serde_json::to_string(&profile).ok()
}
