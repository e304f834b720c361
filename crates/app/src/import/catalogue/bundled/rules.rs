//! Rules between plans as the catalogue file writes them: a family of plans that exclude one another, or plans with
//! the same need, is written once and becomes one rule for each pair or plan.

use std::collections::BTreeSet;

use cupo_domain::ids::Guid;
use serde::Deserialize;
use toml::Spanned;

use super::super::entry::{RuleEffect, RuleEntry, RuleSays, RuleStatus};
use super::entries::references;
use super::{Faults, Keys};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleText {
    name: String,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    except: Vec<(String, String)>,
    #[serde(default)]
    plans: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    status: RuleStatus,
    effect: Option<RuleEffect>,
    from: String,
    note: String,
}

/// All rules, each pair or plan on its own.
pub(super) fn rules(texts: Vec<Spanned<RuleText>>, keys: &Keys, faults: &mut Faults<'_>) -> Vec<RuleEntry> {
    let mut names = BTreeSet::new();
    let mut found = Vec::new();
    for spanned in texts {
        let at = spanned.span().start;
        let text = spanned.into_inner();
        if !names.insert(text.name.clone()) {
            faults.add(at, &text.name, "a rule of this name is there already");
        }
        if !is_day(&text.from) {
            faults.add(at, &text.name, format!("\"{}\" is no day such as 2026-08-19", text.from));
        }
        let says = match (text.exclude.is_empty(), text.plans.is_empty()) {
            (false, true) if text.needs.is_empty() => exclusions(&text, at, keys, faults),
            (true, false) if text.except.is_empty() => needs(&text, at, keys, faults),
            _ => {
                faults.add(
                    at,
                    &text.name,
                    "a rule has either `exclude` (and `except`) or `plans` and `needs`",
                );
                continue;
            }
        };
        found.extend(entries(&text, says));
    }
    found
}

/// What a rule says, and the plan names that tell it from its sisters.
type Said = (String, RuleSays);

fn exclusions(text: &RuleText, at: usize, keys: &Keys, faults: &mut Faults<'_>) -> Vec<Said> {
    if references(&text.exclude, at, &text.name, keys, faults).len() < 2 {
        faults.add(at, &text.name, "one plan alone excludes nothing");
    }
    for (a, b) in &text.except {
        if !text.exclude.contains(a) || !text.exclude.contains(b) {
            faults.add(at, &text.name, format!("\"{a}\" and \"{b}\" are no pair of this rule"));
        }
    }
    let is_excepted = |a: &String, b: &String| {
        text.except.iter().any(|(one, other)| (one == a && other == b) || (one == b && other == a))
    };
    let mut found = Vec::new();
    for (index, a) in text.exclude.iter().enumerate() {
        for b in text.exclude.iter().skip(index + 1).filter(|b| !is_excepted(a, b)) {
            if let (Some(first), Some(second)) = (keys.get(a), keys.get(b)) {
                let says = RuleSays::Excludes(*first.min(second), *first.max(second));
                found.push((format!("{a}+{b}"), says));
            }
        }
    }
    found
}

fn needs(text: &RuleText, at: usize, keys: &Keys, faults: &mut Faults<'_>) -> Vec<Said> {
    let any_of: BTreeSet<Guid> = references(&text.needs, at, &text.name, keys, faults);
    let plans = references(&text.plans, at, &text.name, keys, faults);
    if plans.intersection(&any_of).next().is_some() {
        faults.add(at, &text.name, "a plan needs itself");
    }
    let said =
        |name: &String| keys.get(name).map(|id| (name.clone(), RuleSays::Requires(*id, any_of.clone())));
    text.plans.iter().filter_map(said).collect()
}

/// A rule that stands alone has the name of the file; sisters have their plans behind it.
fn entries(text: &RuleText, says: Vec<Said>) -> Vec<RuleEntry> {
    let alone = says.len() == 1;
    let entry = |(plans, says): Said| RuleEntry {
        name: if alone { text.name.clone() } else { format!("{}/{plans}", text.name) },
        says,
        status: text.status,
        effect: text.effect.unwrap_or_else(|| text.status.usual_effect()),
        note: text.note.clone(),
        from: text.from.clone(),
    };
    says.into_iter().map(entry).collect()
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, len: usize| (part.len() == len).then(|| part.parse::<u32>().ok()).flatten();
    match parts.as_slice() {
        [year, month, day] => {
            number(year, 4).is_some()
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}
