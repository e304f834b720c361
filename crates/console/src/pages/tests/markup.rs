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

/// An element that is open: its name, where its content starts, and whether an attribute names it.
struct Open<'a> {
    name: &'a str,
    content: usize,
    named: bool,
}

/// What is known while reading from start to end.
#[derive(Default)]
struct Reader<'a> {
    html: &'a str,
    wrong: Vec<String>,
    open: Vec<Open<'a>>,
    ids: BTreeSet<&'a str>,
    references: Vec<(&'a str, &'a str)>,
    unlabelled: Vec<&'a str>,
    labelled: BTreeSet<&'a str>,
    /// For each form that is open whether it needs no token, or has it.
    forms: Vec<bool>,
}

/// Everything wrong with a page or fragment.
pub fn problems(html: &str) -> Vec<String> {
    let mut reader = Reader { html, ..Reader::default() };
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|i| at + i) {
        raw_text(&html[at..start], &mut reader.wrong);
        let Some(end) = tag_end(html, start) else {
            reader.wrong.push(format!("a tag is never closed: {}", excerpt(html, start)));
            return reader.wrong;
        };
        let inner = &html[start + 1..end];
        at = end + 1;
        if let Some(name) = inner.strip_prefix('/') {
            if !reader.close(name, start) {
                return reader.wrong;
            }
        } else if !inner.starts_with('!') {
            reader.start(&parse_tag(inner), at);
        }
    }
    raw_text(&html[at..], &mut reader.wrong);
    reader.finish()
}

impl<'a> Reader<'a> {
    fn start(&mut self, tag: &Tag<'a>, content: usize) {
        self.attributes(tag);
        self.element(tag);
        let inside_label = self.open.iter().any(|open| open.name == "label");
        let is_field = matches!(tag.name, "select" | "textarea")
            || (tag.name == "input" && tag.get("type") != Some("hidden"));
        let named = tag.get("aria-label").is_some();
        if is_field && !inside_label && !named {
            self.unlabelled.push(tag.get("id").unwrap_or(""));
        }
        if !VOID.contains(&tag.name) {
            self.open.push(Open { name: tag.name, content, named });
        }
    }

    fn element(&mut self, tag: &Tag<'a>) {
        match tag.name {
            "style" => self.wrong.push("inline style sheet".to_owned()),
            "script" if tag.get("src").is_none() => self.wrong.push("inline script".to_owned()),
            "img" if tag.get("alt").is_none() => self.wrong.push("picture without words".to_owned()),
            "svg" if tag.get("aria-hidden") != Some("true") && tag.get("aria-label").is_none() => {
                self.wrong.push("drawing that is neither hidden nor named".to_owned());
            }
            "form" => {
                if !self.forms.is_empty() {
                    self.wrong.push("a form inside a form".to_owned());
                }
                self.forms.push(tag.get("method") != Some("post"));
            }
            "input" if tag.get("name") == Some("csrf") => {
                self.forms.iter_mut().for_each(|has_token| *has_token = true);
            }
            "label" => self.labelled.extend(tag.get("for")),
            _ => {}
        }
    }

    fn attributes(&mut self, tag: &Tag<'a>) {
        for (name, value) in &tag.attributes {
            match *name {
                "style" => self.wrong.push(format!("inline style on <{}>", tag.name)),
                "id" if !self.ids.insert(value) => {
                    self.wrong.push(format!("the id {value:?} is there twice"));
                }
                "href" | "action" | "formaction" if value.is_empty() || value.starts_with("javascript:") => {
                    self.wrong.push(format!("<{}> leads nowhere", tag.name));
                }
                "for" | "popovertarget" | "commandfor" | "aria-labelledby" | "aria-describedby" => {
                    self.references.push((*name, *value));
                }
                name if name.starts_with("on") => {
                    self.wrong.push(format!("inline script {name} on <{}>", tag.name));
                }
                _ => {}
            }
        }
    }

    /// Closes an element; says whether reading can go on.
    fn close(&mut self, name: &str, at: usize) -> bool {
        let Some(open) = self.open.pop().filter(|open| open.name == name) else {
            self.wrong.push(format!("</{name}> closes something else: {}", excerpt(self.html, at)));
            return false;
        };
        let speaks = matches!(name, "a" | "button" | "label" | "legend" | "th" | "h1" | "h2");
        if speaks && !open.named && named(&self.html[open.content..at]).is_empty() {
            let before = open.content.saturating_sub(60);
            self.wrong.push(format!("<{name}> says nothing: {}", excerpt(self.html, before)));
        }
        if name == "form" && self.forms.pop() == Some(false) {
            let place = excerpt(self.html, open.content);
            self.wrong.push(format!("a form that changes something lacks its token: {place}"));
        }
        true
    }

    fn finish(mut self) -> Vec<String> {
        if let Some(open) = self.open.first().filter(|_| self.wrong.is_empty()) {
            self.wrong.push(format!("<{}> is never closed", open.name));
        }
        for id in self.unlabelled.iter().filter(|id| !self.labelled.contains(*id)) {
            self.wrong.push(format!("the field {id:?} has no label"));
        }
        for (attribute, target) in &self.references {
            for id in target.split_whitespace().filter(|id| !self.ids.contains(id)) {
                self.wrong.push(format!("{attribute} names {id:?}, which is not there"));
            }
        }
        self.wrong
    }
}

fn raw_text(text: &str, wrong: &mut Vec<String>) {
    for (at, _) in text.match_indices('&') {
        let rest = &text[at + 1..];
        let entity = rest.find(';').map_or("", |end| &rest[..end]);
        if entity.is_empty()
            || entity.len() > 8
            || !entity.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
        {
            wrong.push(format!("a bare ampersand: {}", excerpt(text, at)));
        }
    }
    if let Some(key) =
        KEYS.iter().chain(cupo_http::said::KEYS).find(|key| key.contains('-') && text.trim() == **key)
    {
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
