//! One name out of the published spellings of it: the most frequent, sound brackets before unsound ones, a real name
//! before the identifier repeated, mixed case before capitals, a mark of retirement before the name without it.
//! Must never make a name up; it adds nothing but a closing bracket, and a letter that the same row has elsewhere.

use std::collections::BTreeMap;

/// Marks that a name was taken out of use; news that wins over the name without it.
const RETIRED: [&str; 2] = ["retired", "do not use"];
/// How many letters a name may lack and still be that name.
const MISSING_CHARS_MAX: usize = 3;
/// Letters of the shortest word of which it can be said that it lost one.
const WORD_CHARS_MIN: usize = 4;

/// How often each spelling was seen, and where first.
#[derive(Clone, Debug, Default)]
pub(super) struct Votes(BTreeMap<String, Vote>);

#[derive(Clone, Copy, Debug)]
struct Vote {
    count: usize,
    first_line: u64,
}

impl Votes {
    /// Counts one.
    pub(super) fn add(&mut self, spelling: &str, line: u64) {
        match self.0.get_mut(spelling) {
            Some(vote) => vote.count += 1,
            None => {
                self.0.insert(spelling.to_owned(), Vote { count: 1, first_line: line });
            }
        }
    }

    /// The most frequent, the first of equals: new brands stand before old ones.
    pub(super) fn most_frequent(&self) -> String {
        let best = self.0.iter().filter(|(name, _)| !name.is_empty() || self.0.len() == 1);
        let best = best.max_by_key(|(_, vote)| (vote.count, std::cmp::Reverse(vote.first_line)));
        best.map_or_else(String::new, |(name, _)| name.clone())
    }

    /// The same for identifiers, with sound brackets first.
    pub(super) fn best_identifier(&self) -> String {
        let best = self.0.iter().max_by_key(|(name, vote)| (is_sound(name), vote.count, *name));
        best.map_or_else(String::new, |(name, _)| name.clone())
    }

    /// The name for people of the plan with this identifier.
    pub(super) fn best_friendly(&self, identifier: &str) -> String {
        let given = || self.0.iter().filter(|(name, _)| !name.is_empty());
        let marked = given().any(|(name, _)| is_retired(name));
        let mut groups: BTreeMap<String, Vec<(&String, usize)>> = BTreeMap::new();
        for (name, vote) in given().filter(|(name, _)| !marked || is_retired(name)) {
            groups.entry(name.to_lowercase()).or_default().push((name, vote.count));
        }
        let rank = |folded: &str, group: &[(&String, usize)]| {
            let own = folded != identifier.to_lowercase() && !folded.contains('_');
            let votes: usize = group.iter().map(|(_, count)| count).sum();
            (own, is_sound(folded), votes, group.iter().any(|(name, _)| has_small(name)), folded.to_owned())
        };
        let best = groups.iter().max_by_key(|(folded, group)| rank(folded, group));
        let spelling = best.and_then(|(_, group)| {
            group.iter().max_by_key(|(name, count)| (has_small(name), *count, *name)).map(|(name, _)| *name)
        });
        spelling.map_or_else(|| identifier.to_owned(), Clone::clone)
    }
}

fn is_retired(name: &str) -> bool {
    let folded = name.to_lowercase();
    RETIRED.iter().any(|mark| {
        folded
            .strip_prefix(mark)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

fn has_small(name: &str) -> bool {
    name.chars().any(char::is_lowercase)
}

/// Whether every bracket has its other half.
pub(super) fn is_sound(name: &str) -> bool {
    name.matches('(').count() == name.matches(')').count()
}

/// A name whose last bracket was lost gets it back.
pub(super) fn close_bracket(name: String) -> String {
    if name.matches('(').count() == name.matches(')').count() + 1 { name + ")" } else { name }
}

/// Whether a name is another one that lacks a few letters, wherever they were lost.
pub(super) fn lacks_letters(name: &str, whole: &str) -> bool {
    let (name, whole) = (name.to_lowercase(), whole.to_lowercase());
    let missing = whole.chars().count().checked_sub(name.chars().count());
    if !missing.is_some_and(|count| (1..=MISSING_CHARS_MAX).contains(&count)) {
        return false;
    }
    let mut letters = whole.chars();
    name.chars().all(|letter| letters.any(|other| other == letter))
}

/// A name that is spelled like another one but for a letter that one of its words lost, with that letter put back in the
/// letter case of its neighbors. A lost plural is none.
pub(super) fn with_lost_letter(name: &str, whole: &str) -> Option<String> {
    let (words, others): (Vec<&str>, Vec<&str>) = (name.split(' ').collect(), whole.split(' ').collect());
    if words.len() != others.len() {
        return None;
    }
    let differs = |(word, other): &(&&str, &&str)| word.to_lowercase() != other.to_lowercase();
    let mut different = words.iter().zip(&others).filter(differs);
    let (word, other) = different.next().filter(|_| different.next().is_none())?;
    let letters = word.chars().count() >= WORD_CHARS_MIN && other.chars().all(char::is_alphabetic);
    let plural = other.to_lowercase() == format!("{}s", word.to_lowercase());
    if !letters || plural || other.chars().count() != word.chars().count() + 1 || !lacks_letters(word, other)
    {
        return None;
    }
    let small = has_small(word);
    let lost = |c: char| if small { c.to_lowercase().next().unwrap_or(c) } else { c };
    let same =
        word.chars().zip(other.chars()).take_while(|(a, b)| a.to_lowercase().eq(b.to_lowercase())).count();
    let (begin, end): (String, String) =
        (word.chars().take(same).collect(), word.chars().skip(same).collect());
    let letter: String = other.chars().skip(same).take(1).map(lost).collect();
    let mended = format!("{begin}{letter}{end}");
    Some(words.iter().map(|it| if it == word { mended.as_str() } else { it }).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(spellings: &[&str]) -> Votes {
        let mut votes = Votes::default();
        for (line, spelling) in spellings.iter().enumerate() {
            votes.add(spelling, line as u64);
        }
        votes
    }

    #[test]
    fn the_most_frequent_wins_and_the_first_of_equals() {
        assert_eq!(votes(&["New", "Old"]).most_frequent(), "New");
        assert_eq!(votes(&["New", "Old", "Old"]).most_frequent(), "Old");
        assert_eq!(votes(&["", "", "Old"]).most_frequent(), "Old");
        assert_eq!(votes(&[]).most_frequent(), "");
        assert_eq!(votes(&["RMS)", "RMS)", "RMS"]).best_identifier(), "RMS");
    }

    #[test]
    fn friendly_names() {
        for (spellings, best) in [
            (
                &["EXCHANGE FOUNDATION", "EXCHANGE FOUNDATION", "Exchange Foundation"][..],
                "Exchange Foundation",
            ),
            (&["MICROSOFT_X", "MICROSOFT_X", "Stream"], "Stream"),
            (&["Plan (1", "Plan (1", "Plan (1)"], "Plan (1)"),
            (&["Places", "Places", "RETIRED - Places"], "RETIRED - Places"),
            (&["Retiredness", "Retiredness", "Do not use"], "Do not use"),
            (&["MICROSOFT_X"], "MICROSOFT_X"),
            (&[""], "MICROSOFT_X"),
        ] {
            assert_eq!(votes(spellings).best_friendly("MICROSOFT_X"), best, "{spellings:?}");
        }
    }

    #[test]
    fn names_that_lost_letters() {
        assert!(lacks_letters("MICROSOFT PLANNE", "Microsoft Planner"));
        assert!(lacks_letters("P1 Tria for Workers", "P1 Trial for Workers"));
        assert!(!lacks_letters("Microsoft Planner", "Microsoft Planner"));
        assert!(!lacks_letters("Plan", "Planner 365"));
        assert!(!lacks_letters("Plan 2", "Plan 1x"));
        let whole = "DYNAMICS P1 TRIAL FOR WORKERS";
        let mended = with_lost_letter("Dynamics P1 Tria for Workers", whole);
        assert_eq!(mended.as_deref(), Some("Dynamics P1 Trial for Workers"));
        let mended = with_lost_letter("Dynamics P1 Tral for Workers", whole);
        assert_eq!(mended.as_deref(), Some("Dynamics P1 Trial for Workers"));
        for (name, whole) in [
            ("Visio Plan 1", "VISIO PLANS 1"),
            ("Visio Plan 1", "VISIO PLAN 12"),
            ("Power BI Pro", "POWER BI PRO CE"),
            ("Dynamics P1 Trial for Workers", whole),
            ("Dynamic P1 Tria for Workers", whole),
        ] {
            assert_eq!(with_lost_letter(name, whole), None, "{name}");
        }
        assert_eq!(close_bracket("Voice (UK".to_owned()), "Voice (UK)");
        assert_eq!(close_bracket("Voice UK)".to_owned()), "Voice UK)");
    }
}
