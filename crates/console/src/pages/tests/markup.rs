//! A small reader of our own markup. It knows no more of HTML than our templates use, and says what it does not like.

use std::collections::BTreeSet;

use crate::texts::KEYS;

const VOID: [&str; 8] = ["meta", "link", "input", "br", "hr", "img", "wbr", "source"];

struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
    }
}

fn parse_tag(inner: &str) -> Tag<'_> {
    let name_end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
    let (name, mut rest) = inner.split_at(name_end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return Tag { name, attributes };
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        match after.strip_prefix("=\"") {
            Some(value) => {
                let close = value.find('"').unwrap_or(value.len());
                attributes.push((key, &value[..close]));
                rest = value.get(close + 1..).unwrap_or("");
            }
            None => {
                attributes.push((key, ""));
                rest = after;
            }
        }
    }
}

/// Everything wrong with a page or fragment.
pub fn problems(html: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut open: Vec<(&str, usize, bool)> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut references: Vec<(&str, &str)> = Vec::new();
    let mut unlabelled: Vec<&str> = Vec::new();
    let mut labelled = BTreeSet::new();
    let mut forms: Vec<bool> = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|i| at + i) {
        raw_text(&html[at..start], &mut wrong);
        let Some(end) = tag_end(html, start) else {
            wrong.push(format!("a tag is never closed: {}", excerpt(html, start)));
            break;
        };
        let inner = &html[start + 1..end];
        at = end + 1;
        if inner.starts_with('!') {
            continue;
        }
        if let Some(name) = inner.strip_prefix('/') {
            match open.pop() {
                Some((expected, from, post)) if expected == name => {
                    if matches!(name, "a" | "button" | "label" | "legend" | "th" | "h1" | "h2") && named(&html[from..start]).is_empty() && !post {
                        wrong.push(format!("<{name}> says nothing: {}", excerpt(html, from.saturating_sub(60))));
                    }
                    if name == "form" && forms.pop() == Some(false) {
                        wrong.push(format!("a form that changes something lacks its token: {}", excerpt(html, from)));
                    }
                }
                other => {
                    wrong.push(format!("</{name}> closes {:?}: {}", other.map(|o| o.0), excerpt(html, start)));
                    break;
                }
            }
            continue;
        }
        let tag = parse_tag(inner);
        attributes(&tag, &mut wrong, &mut ids, &mut references);
        match tag.name {
            "style" => wrong.push("inline style sheet".to_owned()),
            "script" if tag.get("src").is_none() => wrong.push("inline script".to_owned()),
            "img" if tag.get("alt").is_none() => wrong.push("picture without words".to_owned()),
            "svg" if tag.get("aria-hidden") != Some("true") && tag.get("aria-label").is_none() => {
                wrong.push("drawing that is neither hidden nor named".to_owned());
            }
            "form" => {
                if !forms.is_empty() {
                    wrong.push("a form inside a form".to_owned());
                }
                forms.push(tag.get("method") != Some("post"));
            }
            "input" if tag.get("name") == Some("csrf") => {
                if let Some(last) = forms.last_mut() {
                    *last = true;
                }
            }
            "label" => {
                if let Some(id) = tag.get("for") {
                    labelled.insert(id);
                }
            }
            _ => {}
        }
        let inside_label = open.iter().any(|(name, ..)| *name == "label");
        let is_field = matches!(tag.name, "select" | "textarea") || (tag.name == "input" && tag.get("type") != Some("hidden"));
        if is_field && !inside_label && tag.get("aria-label").is_none() {
            unlabelled.push(tag.get("id").unwrap_or(""));
        }
        if !VOID.contains(&tag.name) {
            open.push((tag.name, end + 1, tag.get("aria-label").is_some()));
        }
    }
    if let Some((name, ..)) = open.first().filter(|_| wrong.is_empty()) {
        wrong.push(format!("<{name}> is never closed"));
    }
    for id in unlabelled.into_iter().filter(|id| !labelled.contains(id)) {
        wrong.push(format!("the field {id:?} has no label"));
    }
    for (attribute, target) in references {
        for id in target.split_whitespace().filter(|id| !ids.contains(id)) {
            wrong.push(format!("{attribute} names {id:?}, which is not there"));
        }
    }
    wrong
}

fn attributes<'a>(tag: &Tag<'a>, wrong: &mut Vec<String>, ids: &mut BTreeSet<&'a str>, references: &mut Vec<(&'a str, &'a str)>) {
    for (name, value) in &tag.attributes {
        match *name {
            "style" => wrong.push(format!("inline style on <{}>", tag.name)),
            "id" if !ids.insert(value) => wrong.push(format!("the id {value:?} is there twice")),
            "href" | "action" | "formaction" if value.is_empty() || value.starts_with("javascript:") => {
                wrong.push(format!("<{}> leads nowhere", tag.name));
            }
            "for" | "popovertarget" | "commandfor" | "aria-labelledby" | "aria-describedby" => {
                references.push((*name, *value));
            }
            name if name.starts_with("on") => wrong.push(format!("inline script {name} on <{}>", tag.name)),
            _ => {}
        }
    }
}

fn raw_text(text: &str, wrong: &mut Vec<String>) {
    for (at, _) in text.match_indices('&') {
        let rest = &text[at + 1..];
        let entity = rest.find(';').map_or("", |end| &rest[..end]);
        if entity.is_empty() || entity.len() > 8 || !entity.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') {
            wrong.push(format!("a bare ampersand: {}", excerpt(text, at)));
        }
    }
    if let Some(key) = KEYS.iter().find(|key| key.contains('-') && text.trim() == **key) {
        wrong.push(format!("the key {key} in place of its text"));
    }
}

fn tag_end(html: &str, start: usize) -> Option<usize> {
    let mut quoted = false;
    for (index, letter) in html[start..].char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(start + index),
            _ => {}
        }
    }
    None
}

/// What somebody hears of a piece of markup.
fn named(html: &str) -> String {
    let labels: String = html.match_indices("aria-label=\"").map(|(i, _)| &html[i + 12..i + 13]).collect();
    text_of(html) + &labels
}

/// The words of a page, without tags.
pub fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            other if !inside => out.push(other),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn excerpt(text: &str, at: usize) -> String {
    let start = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    text[start..].chars().take(90).collect()
}
