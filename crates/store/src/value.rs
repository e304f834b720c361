//! Values, rows, queries and statements: the plain data that is handed to an engine.
//! Nothing here knows a table or an engine.

use std::borrow::Cow;
use std::sync::Arc;

use crate::error::StoreError;

/// A parameter or a cell. Both engines store whole numbers, text and bytes, nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No value.
    Null,
    /// A number, an instant in microseconds, or a flag.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
    /// Text that many rows share; only ever written.
    Shared(Arc<str>),
    /// A word of the program's own; only ever written.
    Word(&'static str),
}

impl Value {
    /// Text that many rows share.
    #[must_use]
    pub fn shared(text: &str) -> Self {
        Self::Shared(without_nul(text).into())
    }

    /// Whether this is the very same value, as far as that is seen without reading texts through.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Int(one), Self::Int(other)) => one == other,
            (Self::Shared(one), Self::Shared(other)) => Arc::ptr_eq(one, other),
            (Self::Word(one), Self::Word(other)) => std::ptr::eq(*one, *other),
            _ => false,
        }
    }

    /// The text of a value; empty for what is none.
    #[must_use]
    pub fn as_text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Shared(text) => text,
            Self::Word(text) => text,
            Self::Null | Self::Int(_) | Self::Blob(_) => "",
        }
    }
}

/// One engine cannot hold the character NUL. What contains it gets the replacement character on both, so that it is
/// found on neither; whoever takes text in for keeping refuses it before.
fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { text.replace('\0', "\u{FFFD}").into() } else { text.into() }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Int(i64::from(flag))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        match without_nul(&text) {
            Cow::Borrowed(_) => Self::Text(text),
            Cow::Owned(other) => Self::Text(other),
        }
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(bytes)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Makes a list of parameters.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::value::Value::from($value)),*] };
}

/// The ids as the text that `json_each` unpacks on both engines.
#[must_use]
pub fn id_list(ids: impl IntoIterator<Item = i64>) -> String {
    let mut text = String::from("[");
    for id in ids {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&id.to_string());
    }
    text.push(']');
    text
}

/// One row of an answer, read from left to right by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The number in a column.
    ///
    /// # Errors
    /// When the column is not there or holds something else: the database does not fit this program.
    pub fn int(&self, column: usize) -> Result<i64, StoreError> {
        self.int_or_null(column)?.ok_or_else(|| unfit(column, "a number"))
    }

    /// The number in a column, or none.
    ///
    /// # Errors
    /// When the column is not there or holds something else.
    pub fn int_or_null(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.0.get(column) {
            Some(Value::Int(number)) => Ok(Some(*number)),
            Some(Value::Null) => Ok(None),
            _ => Err(unfit(column, "a number")),
        }
    }

    /// The text in a column.
    ///
    /// # Errors
    /// When the column is not there or holds something else.
    pub fn text(&self, column: usize) -> Result<String, StoreError> {
        self.text_or_null(column)?.ok_or_else(|| unfit(column, "text"))
    }

    /// The text in a column, or none.
    ///
    /// # Errors
    /// When the column is not there or holds something else.
    pub fn text_or_null(&self, column: usize) -> Result<Option<String>, StoreError> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(Some(text.clone())),
            Some(Value::Null) => Ok(None),
            _ => Err(unfit(column, "text")),
        }
    }

    /// The bytes in a column.
    ///
    /// # Errors
    /// When the column is not there or holds something else.
    pub fn blob(&self, column: usize) -> Result<Vec<u8>, StoreError> {
        match self.0.get(column) {
            Some(Value::Blob(bytes)) => Ok(bytes.clone()),
            _ => Err(unfit(column, "bytes")),
        }
    }

    /// The flag in a column.
    ///
    /// # Errors
    /// When the column is not there or holds something else.
    pub fn flag(&self, column: usize) -> Result<bool, StoreError> {
        Ok(self.int(column)? != 0)
    }
}

fn unfit(column: usize, wanted: &str) -> StoreError {
    StoreError::Corrupt(format!("column {column} of an answer is not {wanted}"))
}

/// A question to an engine. Parameters are `$1`, `$2` … by number on both engines.
#[derive(Clone, Debug)]
pub struct Query {
    /// Its text.
    pub sql: Cow<'static, str>,
    /// Its parameters.
    pub params: Vec<Value>,
}

impl Query {
    /// A question with a fixed text.
    #[must_use]
    pub fn new(sql: &'static str, params: Vec<Value>) -> Self {
        Self { sql: Cow::Borrowed(sql), params }
    }
}

/// The type of a column in a list of rows to insert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole number.
    Int,
    /// Text.
    Text,
    /// Bytes.
    Blob,
}

/// How many rows a statement must touch; anything else undoes the whole list (D-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Exactly so many.
    Rows(u64),
    /// It does not matter.
    Any,
}

/// A table with the columns that rows are given for.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The table.
    pub table: &'static str,
    /// The columns and their types.
    pub columns: &'static [(&'static str, Kind)],
    /// What to do with a row that is there already, as the rest of the statement; empty to fail.
    pub on_conflict: &'static str,
}

/// One step of a commit.
#[derive(Clone, Debug)]
pub enum Statement {
    /// A text with parameters.
    Run {
        /// Its text.
        sql: Cow<'static, str>,
        /// Its parameters.
        params: Vec<Value>,
        /// Rows it must touch.
        expect: Expect,
    },
    /// Many rows for one table.
    Insert {
        /// Where and how.
        shape: &'static Shape,
        /// The rows, each with the columns of the shape.
        rows: Vec<Vec<Value>>,
    },
}

impl Statement {
    /// A statement that must touch exactly `rows` rows.
    #[must_use]
    pub fn exactly(rows: u64, sql: &'static str, params: Vec<Value>) -> Self {
        Self::Run { sql: Cow::Borrowed(sql), params, expect: Expect::Rows(rows) }
    }

    /// A statement that may touch any number of rows.
    #[must_use]
    pub fn any(sql: &'static str, params: Vec<Value>) -> Self {
        Self::Run { sql: Cow::Borrowed(sql), params, expect: Expect::Any }
    }

    /// Rows to insert.
    #[must_use]
    pub fn insert(shape: &'static Shape, rows: Vec<Vec<Value>>) -> Self {
        Self::Insert { shape, rows }
    }
}
