//! The parts that several pages are made of, as plain data: what a template shows and nothing it has to work out.
//! Never holds a rule, nor a type of another room.

mod frame;
mod parts;
mod rail;
mod seat_bar;
mod tri;

pub use frame::{Account, CustomerBadge, Flash, FlashKind, Frame, Link, SearchBox};
pub use parts::{
    Chip, Choice, Fact, Field, FieldError, FieldRow, Figure, Named, Note, NoteKind, Pager, PressLink,
    Progress, Sort, SortState, Tab, Tone, UserChip, VerdictBadge, VerdictKind,
};
pub use rail::{Place, Rail, RailFor, RailGroup, RailItem};
pub use seat_bar::{SeatBar, Segment};
pub use tri::{TriBox, TriChoice, TriState};
