//! Texts for people: the machinery that rooms with texts share, and the texts that all surfaces have. One function per
//! text is written by `build.rs` from `locales/`. It must never choose a language by itself, nor hold a sentence.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::lang::Lang;

/// Something that a text can have in it.
pub trait Arg {
    /// The value as Fluent sees it.
    fn value(&self) -> FluentValue<'static>;
}

macro_rules! numbers {
    ($($kind:ty),*) => { $(impl Arg for $kind {
        fn value(&self) -> FluentValue<'static> { FluentValue::from(*self) }
    })* };
}
numbers!(i64, u64, u32, i32, usize);

/// A whole number that can be counted.
pub trait Count {
    /// The number.
    fn count(&self) -> i64;
}

impl Count for i64 {
    fn count(&self) -> i64 {
        *self
    }
}

impl Count for usize {
    fn count(&self) -> i64 {
        i64::try_from(*self).unwrap_or(i64::MAX)
    }
}

impl<C: Count + ?Sized> Count for &C {
    fn count(&self) -> i64 {
        (**self).count()
    }
}

impl Arg for str {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::String(Cow::Owned(self.to_owned()))
    }
}

impl Arg for String {
    fn value(&self) -> FluentValue<'static> {
        self.as_str().value()
    }
}

impl Arg for Cow<'_, str> {
    fn value(&self) -> FluentValue<'static> {
        self.as_ref().value()
    }
}

impl<A: Arg + ?Sized> Arg for &A {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}

/// The texts of one room in one language, by key.
pub struct Bundle {
    inner: FluentBundle<FluentResource>,
}

impl Bundle {
    /// Reads the files that the build has checked.
    #[must_use]
    pub fn read(lang: Lang, files: &[&str]) -> Self {
        let mut inner = FluentBundle::new_concurrent(vec![lang.identifier()]);
        inner.set_use_isolating(false);
        match lang {
            Lang::En => inner.set_formatter(Some(english)),
            Lang::Es => inner.set_formatter(Some(spanish)),
        }
        for file in files {
            // The build has parsed these very files; what it could not read did not compile.
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(read, _)| read);
            let added = inner.add_resource(resource);
            assert!(added.is_ok(), "the build lets no key exist twice");
        }
        Self { inner }
    }

    /// Whether a key has a text.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.inner.get_message(key).and_then(|m| m.value()).is_some()
    }

    /// A text without arguments.
    #[must_use]
    pub fn plain(&self, key: &'static str) -> Cow<'_, str> {
        let Some(pattern) = self.inner.get_message(key).and_then(|m| m.value()) else {
            return Cow::Borrowed(key);
        };
        self.inner.format_pattern(pattern, None, &mut Vec::new())
    }

    /// A text with its arguments.
    #[must_use]
    pub fn filled(&self, key: &'static str, values: &[(&'static str, FluentValue<'static>)]) -> String {
        let Some(pattern) = self.inner.get_message(key).and_then(|m| m.value()) else {
            return key.to_owned();
        };
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, value.clone());
        }
        self.inner.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

fn english<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number_of(Lang::En, value)
}

fn spanish<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number_of(Lang::Es, value)
}

fn number_of(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "every number that comes in is a whole one")]
        FluentValue::Number(number) => Some(lang.number(number.value as i64)),
        _ => None,
    }
}

/// Makes the type `Texts` of a room from its `locales/`, which its build script has read.
#[macro_export]
macro_rules! texts {
    () => {
        use std::borrow::Cow;
        use std::sync::LazyLock;

        use $crate::lang::Lang;
        use $crate::texts::{Arg, Bundle};

        /// All texts of one language.
        pub struct Texts {
            /// Which language.
            pub lang: Lang,
            bundle: Bundle,
        }

        static ENGLISH: LazyLock<Texts> =
            LazyLock::new(|| Texts { lang: Lang::En, bundle: Bundle::read(Lang::En, EN) });
        static SPANISH: LazyLock<Texts> =
            LazyLock::new(|| Texts { lang: Lang::Es, bundle: Bundle::read(Lang::Es, ES) });

        include!(concat!(env!("OUT_DIR"), "/texts.rs"));

        impl Texts {
            /// The texts of a language; read once.
            #[must_use]
            pub fn get(lang: Lang) -> &'static Self {
                match lang {
                    Lang::En => &ENGLISH,
                    Lang::Es => &SPANISH,
                }
            }
        }
    };
}
