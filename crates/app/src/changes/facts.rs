//! What a decision rests on and says, as named facts: their digest tells whether two decisions are the same, their
//! names what differs. No instants: those move with the time at which a decision is applied.

use std::collections::BTreeMap;

use cupo_domain::decide::delete_users::Deletion;
use cupo_domain::decide::restore_users::Restoration;
use cupo_domain::decide::settle_groups::MemberDecision;
use cupo_domain::decision::ClockChange;
use cupo_domain::ids::UserId;
use cupo_domain::refusal::Refusal;
use cupo_store::accounts::Rename;
use sha2::{Digest, Sha256};

use crate::accounts::PasswordPreview;
use crate::create_user::CreationPreview;
use crate::deletion::DeletionPreview;
use crate::directory::NewCustomer;
use crate::edits::EditPreview;
use crate::error::AppError;
use crate::groups::GroupPreview;
use crate::holds::{HoldPreview, data_key};
use crate::ids::hex;
use crate::left::DataPreview;
use crate::lives::LifePreview;
use crate::locations::LocationPreview;
use crate::passing::status_key;
use crate::purchases::{PurchasePreview, QuantityPreview};
use crate::requests::RequestPreview;
use crate::restoring::RestorePreview;
use crate::self_service::SelfServicePreview;

/// People of a large change who are named one by one when something differs.
const USERS_MAX: usize = 5_000;

/// What stands before the id in the name of a fact about a user.
const USER: &str = "user:";

/// What stands after the name of a fact that says what somebody wants, not what holds.
const WANTED: char = '=';

/// One thing that is different from what was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What: `seats`, `price`, the name of a field, …
    pub name: String,
    /// What was shown; empty for nothing.
    pub shown: String,
    /// What holds now; empty for nothing.
    pub now: String,
}

/// Facts by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts(BTreeMap<String, String>);

impl Facts {
    /// The answer for each user, the seats that go back, and who takes over.
    pub fn of_deletion(it: &DeletionPreview) -> Self {
        let fact = |(user, answer): &(UserId, Deletion)| {
            let says = match answer {
                Deletion::Refused(code) => code.as_str().to_owned(),
                Deletion::Done { frees, clocks, anchors } => {
                    format!("{frees:?} {:?} {anchors}", kinds(clocks))
                }
            };
            (format!("{USER}{user}"), says)
        };
        let back = it.seats_back().map(|(of, count)| (format!("back:{}", of.guid), count.to_string()));
        let heir = |name: &str, user: Option<UserId>| Some((format!("{name}{WANTED}"), user?.to_string()));
        let heirs = [heir("mail_to", it.handed.mail), heir("files_to", it.chosen)];
        let mut by_heir: BTreeMap<UserId, usize> = BTreeMap::new();
        for heir in it.handed.files.values().filter(|_| it.chosen.is_none()) {
            *by_heir.entry(*heir).or_default() += 1;
        }
        let files = by_heir.into_iter().map(|(heir, count)| (format!("files:{heir}"), count.to_string()));
        let all = it.answers.iter().map(fact).chain(back).chain(heirs.into_iter().flatten());
        Self(all.chain(files).collect())
    }

    /// The answer for each user with what groups give; the name somebody shall have is beside it.
    pub fn of_restore(it: &RestorePreview) -> Self {
        let groups: BTreeMap<UserId, String> =
            it.members().iter().map(|m| (m.user, given_by_groups(m))).collect();
        let fact = |(user, answer): &(UserId, Restoration)| {
            let says = match answer {
                Restoration::Refused(code) => code.as_str().to_owned(),
                Restoration::Done { licenses, clocks, .. } => {
                    let states: Vec<_> = licenses.iter().map(|(it, state)| (it.pool, *state)).collect();
                    let more = groups.get(user).map_or("", String::as_str);
                    format!("{states:?} {:?}{more}", kinds(clocks))
                }
            };
            (format!("{USER}{user}"), says)
        };
        let name =
            |(user, it): (&UserId, &Rename)| (format!("{USER}{user}{WANTED}"), it.after.sign_in.clone());
        Self(it.answers.iter().map(fact).chain(it.names.iter().map(name)).collect())
    }

    /// Seats and price.
    pub fn of_quantity(it: &QuantityPreview) -> Self {
        let sold = &it.subscription;
        let seats = sold.subscription.quantity;
        Self::named([
            ("subscription", sold.guid.to_string()),
            ("seats", seats.to_string()),
            ("seats=", (seats + it.change).to_string()),
            ("price", price(sold.price_minor.map(|minor| (minor, sold.currency.as_str())))),
        ])
    }

    /// Price, and what the customer has of the product already.
    pub fn of_purchase(it: &PurchasePreview) -> Self {
        Self::named([
            ("product", it.product.to_string()),
            ("seats=", it.seats.to_string()),
            ("term=", it.term.clone()),
            ("channel", format!("{:?}", it.channel)),
            ("price", price(it.price.as_ref().map(|(minor, currency)| (*minor, currency.as_str())))),
            ("subscriptions", it.subscriptions.to_string()),
            ("base", it.base.as_ref().map(|it| format!("{} {}", it.id, it.life.ends.0)).unwrap_or_default()),
        ])
    }

    /// Nothing but what is wanted: whatever could be in its way is refused.
    pub fn of_creation(it: &CreationPreview) -> Self {
        Self(it.changes().into_iter().map(|c| (format!("{}{WANTED}", c.name), c.after)).collect())
    }

    /// Whose, and how many sessions end.
    pub fn of_password(it: &PasswordPreview) -> Self {
        Self::named([
            ("user", it.guid.to_string()),
            ("sign_in", it.sign_in.clone()),
            ("sessions", it.sessions.to_string()),
            ("waits", it.waits.to_string()),
        ])
    }

    /// Nothing but what is wanted: whatever could be in its way is refused.
    pub fn of_customer(it: &NewCustomer) -> Self {
        Self(it.fields().into_iter().map(|c| (format!("{}{WANTED}", c.name), c.after)).collect())
    }

    /// Each field as it is; what it shall become is beside it.
    pub fn of_edit(it: &EditPreview) -> Self {
        let wanted = it.changes.iter().map(|c| (format!("{}{WANTED}", c.name), c.after.clone()));
        Self(it.now.clone().into_iter().chain(wanted).collect())
    }

    /// The hold, and what its end does to each clock.
    pub fn of_hold(it: &HoldPreview) -> Self {
        let mut facts = Self::named([
            ("hold", it.hold.guid.to_string()),
            ("user", it.user.to_string()),
            ("kind=", format!("{} {}", data_key(it.hold.hold.workload), it.hold.hold.kind.key())),
            ("reason=", it.hold.reason.clone()),
        ]);
        for (row, after) in &it.clocks {
            let says = format!("{:?} {:?}", row.clock.stage, after.trigger);
            facts.0.insert(format!("clock {:?}", row.clock.workload), says);
        }
        facts
    }

    /// Where the data stands and who gets it.
    pub fn of_data(it: &DataPreview) -> Self {
        let stage = it.left.clock.map(|clock| format!("{:?} {:?}", clock.stage, clock.trigger));
        Self::named([
            ("wish=", format!("{:?}", it.wish)),
            ("stage", stage.unwrap_or_default()),
            ("held", it.left.held.to_string()),
            ("state", it.left.state.to_string()),
            ("files_to", it.before.as_ref().map(|user| user.sign_in.clone()).unwrap_or_default()),
        ])
    }

    /// State, billing and seats of a subscription.
    pub fn of_life(it: &LifePreview) -> Self {
        let life = &it.it.life.life;
        Self::named([
            ("subscription", it.it.row.guid.to_string()),
            ("state", status_key(life.status).to_owned()),
            ("recurring", life.recurring.to_string()),
            ("pinned=", life.pinned.to_string()),
            ("at_renewal", life.at_renewal.map(|n| n.to_string()).unwrap_or_default()),
            ("seats", life.quantity.to_string()),
            ("ends_at", life.ends.0.to_string()),
            ("files_erased", it.files.people.to_string()),
            ("add_ons", it.add_ons.iter().map(|it| it.row.guid.to_string()).collect::<Vec<_>>().join(" ")),
            ("wish=", format!("{:?}", it.wish)),
        ])
    }

    /// What the group gives, who moves, and what each member gets of it.
    pub fn of_group(it: &GroupPreview) -> Self {
        let given = |licenses: &[cupo_domain::groups::GroupLicense]| {
            let one =
                |l: &cupo_domain::groups::GroupLicense| format!("{} {}", l.product, l.plans_off.encode());
            licenses.iter().map(one).collect::<Vec<_>>().join("; ")
        };
        let group = it.group.as_ref();
        let mut facts = Self::named([
            ("group", group.map(|group| format!("{} {}", group.guid, group.name)).unwrap_or_default()),
            ("kind=", it.wish.kind().to_owned()),
            ("licenses", given(&it.before)),
            ("licenses=", given(&it.after)),
            ("members", (it.stay.len() + it.forgets).to_string()),
            ("moves=", moves(&it.moved)),
            ("leaves=", moves(&it.leaves)),
            ("rule", group.map(|group| group.rule.clone()).unwrap_or_default()),
            ("rule=", it.wish.rule().to_owned()),
        ]);
        facts.0.insert("decision=".to_owned(), it.digest.clone());
        let fact = |user: &UserId| (format!("{USER}{user}"), "moves".to_owned());
        facts.0.extend(it.moved.iter().chain(&it.leaves).take(USERS_MAX).map(fact));
        facts
    }

    /// The purchase with its price, what it has by now, and what each of its people gets.
    pub fn of_self_service(it: &SelfServicePreview) -> Self {
        let purchase = it.purchase.as_ref();
        let to = it.to.map(|to| to.product.to_string());
        Self::named([
            ("subscription", purchase.map(|it| it.row.guid.to_string()).unwrap_or_default()),
            ("state", purchase.map(|it| status_key(it.life.life.status).to_owned()).unwrap_or_default()),
            ("product", it.product.to_string()),
            ("trial", it.replaces.as_ref().map(|it| it.row.guid.to_string()).unwrap_or_default()),
            ("seats", it.seats.0.to_string()),
            ("seats=", it.seats.1.to_string()),
            ("term=", it.term.clone()),
            ("price", price(it.price.as_ref().map(|(minor, currency)| (*minor, currency.as_str())))),
            ("wish=", format!("{} {} {}", it.wish.kind(), it.trial, to.unwrap_or_default())),
            ("reason=", it.reason.clone()),
            ("decision=", it.digest.clone()),
        ])
    }

    /// The request with who waits, and what each person gets or is told.
    pub fn of_request(it: &RequestPreview) -> Self {
        let users = |of: &[UserId]| of.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        Self::named([
            ("product", it.product.to_string()),
            ("request", it.request.as_ref().map(|row| row.guid.to_string()).unwrap_or_default()),
            ("wish=", format!("{} {:?}", it.wish.kind(), it.group.as_ref().map(|group| group.wish.group()))),
            ("granted", users(&it.granted)),
            ("refused", users(&it.refused)),
            ("closes=", it.closes().to_string()),
            ("reason=", it.note.clone()),
            ("decision=", it.digest.clone()),
        ])
    }

    /// Where each user is, and shall be.
    pub fn of_locations(it: &LocationPreview) -> Self {
        let mut facts = BTreeMap::new();
        for m in &it.moves {
            facts.insert(format!("{USER}{}", m.user), m.before.clone().unwrap_or_default());
            facts.insert(format!("{USER}{}{WANTED}", m.user), m.after.clone().unwrap_or_default());
        }
        Self(facts)
    }

    fn named<const N: usize>(facts: [(&str, String); N]) -> Self {
        Self(facts.into_iter().map(|(name, says)| (name.to_owned(), says)).collect())
    }

    /// Changes when a fact does.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for part in self.0.iter().flat_map(|(name, says)| [name, says]) {
            hash.update(u64::try_from(part.len()).unwrap_or(0).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hex(&hash.finalize())
    }

    /// To be kept beside a preview.
    pub fn to_bytes(&self) -> Result<Vec<u8>, AppError> {
        serde_json::to_vec(&self.0).map_err(|e| AppError::Bug(format!("writing facts: {e}")))
    }

    /// Users and other things that are not as they were shown.
    pub fn differences(&self, shown: &[u8]) -> Result<(Vec<UserId>, Vec<Difference>), AppError> {
        if shown.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let mut shown: BTreeMap<String, String> =
            serde_json::from_slice(shown).map_err(|e| AppError::Bug(format!("reading facts: {e}")))?;
        let mut found = Vec::new();
        for (name, now) in &self.0 {
            let was = shown.remove(name).unwrap_or_default();
            if was != *now {
                found.push(Difference { name: name.clone(), shown: was, now: now.clone() });
            }
        }
        found.extend(shown.into_iter().map(|(name, was)| Difference {
            name,
            shown: was,
            now: String::new(),
        }));
        let user = |it: &Difference| it.name.strip_prefix(USER)?.parse().ok().map(UserId);
        let users = found.iter().filter_map(user).collect();
        found.retain(|it| !it.name.starts_with(USER) && !it.name.ends_with(WANTED));
        Ok((users, found))
    }
}

/// All who move, however many they are.
fn moves(users: &[UserId]) -> String {
    let mut hash = Sha256::new();
    for user in users {
        hash.update(user.0.to_be_bytes());
    }
    format!("{} {}", users.len(), hex(&hash.finalize()))
}

/// What the groups of somebody who comes back give.
fn given_by_groups(it: &MemberDecision) -> String {
    let sources: Vec<_> = it
        .plan
        .sources
        .iter()
        .map(|s| (s.group, s.pool, &s.after, s.refusal.as_ref().map(Refusal::code)))
        .collect();
    format!(" {sources:?} {:?}", kinds(&it.plan.plan.clocks))
}

fn kinds(clocks: &[ClockChange]) -> Vec<String> {
    let kind = |clock: &ClockChange| match clock {
        ClockChange::Start { workload, loses_data, .. } => format!("start {workload:?} {loses_data}"),
        ClockChange::Cancel { workload } => format!("stop {workload:?}"),
    };
    clocks.iter().map(kind).collect()
}

fn price(it: Option<(i64, &str)>) -> String {
    it.map(|(minor, currency)| format!("{minor} {currency}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named_and_users_listed() {
        let facts = |pairs: &[(&str, &str)]| {
            Facts(pairs.iter().map(|(n, s)| ((*n).to_owned(), (*s).to_owned())).collect())
        };
        let shown = facts(&[("seats", "3"), ("price", "100 EUR"), ("user:7", "a"), ("user:8", "a")]);
        let now = facts(&[("seats", "5"), ("price", "100 EUR"), ("user:7", "b"), ("user:9", "a")]);
        let (users, named) = now.differences(&shown.to_bytes().unwrap()).unwrap();
        assert_eq!(users, [UserId(7), UserId(9), UserId(8)]);
        let seats = Difference { name: "seats".into(), shown: "3".into(), now: "5".into() };
        assert_eq!(named, [seats]);
        assert_ne!(shown.digest(), now.digest());
        assert_eq!(shown.digest(), shown.clone().digest());
    }

    #[test]
    fn a_digest_cannot_be_made_by_moving_a_border() {
        let one = Facts::named([("a", "bc".to_owned())]);
        let other = Facts::named([("ab", "c".to_owned())]);
        assert_ne!(one.digest(), other.digest());
    }
}
