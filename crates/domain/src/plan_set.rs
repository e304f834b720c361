//! Sets of service plans as bit sets, because a decision for a million users unites them millions of times.
//! This module knows nothing about products or rules.

use crate::ids::PlanId;

/// The highest plan number a set can hold; a catalogue with more is refused when it is loaded.
pub const PLAN_MAX: i64 = 65_535;

/// A set of service plans. Equal sets have equal representations, so sets can be keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanSet(Vec<u64>);

impl PlanSet {
    /// The empty set.
    #[must_use]
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a plan. Numbers outside `0..=PLAN_MAX` are ignored: the catalogue refuses them before.
    pub fn insert(&mut self, plan: PlanId) {
        let Some((word, bit)) = place(plan) else { return };
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(slot) = self.0.get_mut(word) {
            *slot |= bit;
        }
    }

    /// Whether the plan is in the set.
    #[must_use]
    pub fn contains(&self, plan: PlanId) -> bool {
        place(plan).and_then(|(word, bit)| self.0.get(word).map(|w| w & bit != 0)).unwrap_or(false)
    }

    /// Whether nothing is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many plans are in the set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Everything in either set.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let (long, short) = if self.0.len() >= other.0.len() { (self, other) } else { (other, self) };
        let mut words = long.0.clone();
        for (a, b) in words.iter_mut().zip(&short.0) {
            *a |= b;
        }
        Self(words)
    }

    /// What is in `self` and not in `other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut words = self.0.clone();
        for (a, b) in words.iter_mut().zip(&other.0) {
            *a &= !b;
        }
        Self(words).trimmed()
    }

    /// What is in both sets.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect()).trimmed()
    }

    /// Whether the sets share a plan.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// The plans in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = PlanId> + '_ {
        self.0.iter().enumerate().flat_map(|(index, word)| {
            let base = i64::try_from(index).unwrap_or(0) * 64;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| PlanId(base + bit))
        })
    }

    /// The form that is stored and hashed: numbers in ascending order with commas between.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = String::new();
        for plan in self.iter() {
            if !text.is_empty() {
                text.push(',');
            }
            text.push_str(&plan.0.to_string());
        }
        text
    }

    /// Reads the stored form. `None` when it is not one.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let mut set = Self::new();
        for part in text.split(',').filter(|p| !p.is_empty()) {
            let number: i64 = part.parse().ok()?;
            place(PlanId(number))?;
            set.insert(PlanId(number));
        }
        Some(set)
    }

    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }
}

impl FromIterator<PlanId> for PlanSet {
    fn from_iter<I: IntoIterator<Item = PlanId>>(plans: I) -> Self {
        let mut set = Self::new();
        for plan in plans {
            set.insert(plan);
        }
        set
    }
}

fn place(plan: PlanId) -> Option<(usize, u64)> {
    if !(0..=PLAN_MAX).contains(&plan.0) {
        return None;
    }
    let number = usize::try_from(plan.0).ok()?;
    Some((number / 64, 1 << (number % 64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(numbers: &[i64]) -> PlanSet {
        numbers.iter().map(|n| PlanId(*n)).collect()
    }

    #[test]
    fn sets_behave_like_sets() {
        let a = set(&[1, 64, 700]);
        let b = set(&[64, 2]);
        assert_eq!(a.union(&b), set(&[1, 2, 64, 700]));
        assert_eq!(a.minus(&b), set(&[1, 700]));
        assert_eq!(a.minus(&set(&[700])), set(&[1, 64]), "equal sets have equal representations");
        assert_eq!(a.intersection(&b), set(&[64]));
        assert!(a.intersects(&b) && !a.intersects(&set(&[3])));
        assert_eq!(a.len(), 3);
        assert!(a.minus(&a).is_empty());
    }

    #[test]
    fn the_stored_form_comes_back() {
        let a = set(&[1, 64, 700]);
        assert_eq!(a.encode(), "1,64,700");
        assert_eq!(PlanSet::decode("1,64,700"), Some(a));
        assert_eq!(PlanSet::decode(""), Some(PlanSet::new()));
        assert_eq!(PlanSet::decode("1,x"), None);
        assert_eq!(PlanSet::decode("-4"), None);
    }
}
