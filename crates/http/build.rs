//! For every room with texts: checks that every language has the same texts with the same arguments, and writes one function per text, so
//! that a missing text does not compile. It must never change a text nor read anything but `locales/`.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, Pattern, PatternElement};

const LANGUAGES: [&str; 2] = ["en", "es"];

type Failure = Box<dyn Error>;

/// The texts of one language: key and the names of its arguments.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=../http/build.rs");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("locales");
    let mut generated = String::new();
    let mut all: Vec<Keys> = Vec::new();
    for language in LANGUAGES {
        let mut keys = Keys::new();
        let mut files = Vec::new();
        for path in files_of(&root.join(language))? {
            read(&path, &mut keys)?;
            files.push(path);
        }
        writeln!(generated, "const {}: &[&str] = &[", language.to_uppercase())?;
        for path in files {
            writeln!(generated, "    include_str!({:?}),", path.display().to_string())?;
        }
        writeln!(generated, "];")?;
        all.push(keys);
    }
    let [english, spanish] = all.as_slice() else { return Err("two languages are expected".into()) };
    compare(english, spanish)?;
    accessors(english, &mut generated)?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("texts.rs");
    fs::write(out, generated)?;
    Ok(())
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "ftl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path, keys: &mut Keys) -> Result<(), Failure> {
    let text = fs::read_to_string(path)?;
    let resource = fluent_syntax::parser::parse(text.as_str())
        .map_err(|(_, errors)| format!("{}: {errors:?}", path.display()))?;
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let key = message.id.name.to_owned();
                let Some(pattern) = &message.value else {
                    return Err(format!("{}: {key} has no text", path.display()).into());
                };
                let mut arguments = BTreeSet::new();
                arguments_of(pattern, &mut arguments);
                if keys.insert(key.clone(), arguments).is_some() {
                    return Err(format!("{}: {key} is there twice", path.display()).into());
                }
            }
            Entry::Junk { content } => {
                return Err(format!("{}: cannot be read: {content}", path.display()).into());
            }
            Entry::Term(_) | Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
        }
    }
    Ok(())
}

fn arguments_of(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            arguments_of_expression(expression, found);
        }
    }
}

fn arguments_of_expression(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => arguments_of_inline(inline, found),
        Expression::Select { selector, variants } => {
            arguments_of_inline(selector, found);
            for ast::Variant { value, .. } in variants {
                arguments_of(value, found);
            }
        }
    }
}

fn arguments_of_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => arguments_of_expression(expression, found),
        _ => {}
    }
}

fn compare(english: &Keys, spanish: &Keys) -> Result<(), Failure> {
    let mut wrong = Vec::new();
    for (key, arguments) in english {
        match spanish.get(key) {
            None => wrong.push(format!("{key} is missing in es")),
            Some(other) if other != arguments => {
                wrong.push(format!("{key} has arguments {arguments:?} in en and {other:?} in es"));
            }
            Some(_) => {}
        }
    }
    for key in spanish.keys().filter(|key| !english.contains_key(*key)) {
        wrong.push(format!("{key} is missing in en"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn accessors(keys: &Keys, out: &mut String) -> Result<(), Failure> {
    writeln!(out, "/// Every key, in alphabetical order.\npub const KEYS: &[&str] = &[")?;
    for key in keys.keys() {
        writeln!(out, "    {key:?},")?;
    }
    writeln!(out, "];\n\nimpl Texts {{")?;
    for (key, arguments) in keys {
        let name = key.replace('-', "_");
        let parameters: String =
            arguments.iter().map(|a| format!(", {}: impl Arg", a.replace('-', "_"))).collect();
        writeln!(out, "    /// The text `{key}`.")?;
        writeln!(out, "    #[must_use]")?;
        if arguments.is_empty() {
            writeln!(out, "    pub fn {name}(&self) -> Cow<'_, str> {{ self.bundle.plain({key:?}) }}")?;
            continue;
        }
        writeln!(out, "    pub fn {name}(&self{parameters}) -> String {{")?;
        writeln!(out, "        self.bundle.filled({key:?}, &[")?;
        for argument in arguments {
            writeln!(out, "            ({argument:?}, {}.value()),", argument.replace('-', "_"))?;
        }
        writeln!(out, "        ])\n    }}")?;
    }
    writeln!(out, "}}")?;
    Ok(())
}
