//! Tables for people. As wide as the terminal at most, in full where no terminal is; bold headings only on a terminal
//! that is not asked to be plain. It must never be read by programs: they have JSON.

use std::borrow::Cow;

use console::{Term, measure_text_width, pad_str, truncate_str};
use cupo_domain::letters::is_reordering;

/// Narrowest that a column is cut to.
const NARROW: usize = 6;
/// Between two columns.
const GAP: &str = "  ";

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub heading: Cow<'static, str>,
    /// Figures stand on the right.
    pub figures: bool,
    /// It is cut last when there is no room, because people copy it.
    pub whole: bool,
}

impl Column {
    /// A column of text that is cut when there is no room.
    #[must_use]
    pub fn text(heading: impl Into<Cow<'static, str>>) -> Self {
        Self { heading: heading.into(), figures: false, whole: false }
    }

    /// A column of names that are copied.
    #[must_use]
    pub fn whole(heading: impl Into<Cow<'static, str>>) -> Self {
        Self { heading: heading.into(), figures: false, whole: true }
    }

    /// A column of figures.
    #[must_use]
    pub fn figures(heading: impl Into<Cow<'static, str>>) -> Self {
        Self { heading: heading.into(), figures: true, whole: true }
    }
}

/// A table that is written page by page.
pub struct Table {
    columns: Vec<Column>,
    widths: Vec<usize>,
    /// Columns of the terminal; none where no terminal is.
    room: Option<usize>,
    bold: bool,
}

impl Table {
    /// For standard output as it is.
    #[must_use]
    pub fn new(columns: &[Column]) -> Self {
        let terminal = Term::stdout();
        let room =
            terminal.is_term().then(|| terminal.size_checked().map_or(80, |(_, width)| usize::from(width)));
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self::sized(columns, room, room.is_some() && !plain)
    }

    fn sized(columns: &[Column], room: Option<usize>, bold: bool) -> Self {
        Self { columns: columns.to_vec(), widths: Vec::new(), room, bold }
    }

    /// Lines of a page; the first page has the heading and decides the widths.
    #[must_use]
    pub fn page(&mut self, rows: &[Vec<String>]) -> String {
        if rows.is_empty() {
            return String::new();
        }
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|c| one_line(c)).collect()).collect();
        let mut text = String::new();
        if self.widths.is_empty() {
            self.widths = self.measure(&rows);
            let headings: Vec<String> = self.columns.iter().map(|c| c.heading.clone().into_owned()).collect();
            let line = self.line(&headings);
            text.push_str(&if self.bold {
                format!("\u{1b}[1m{line}\u{1b}[0m\n")
            } else {
                format!("{line}\n")
            });
        }
        for row in &rows {
            text.push_str(&self.line(row));
            text.push('\n');
        }
        text
    }

    fn measure(&self, rows: &[Vec<String>]) -> Vec<usize> {
        let mut widths: Vec<usize> = self.columns.iter().map(|c| measure_text_width(&c.heading)).collect();
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(measure_text_width(cell));
            }
        }
        let Some(room) = self.room else { return widths };
        for whole in [false, true] {
            let gaps = GAP.len() * widths.len().saturating_sub(1);
            let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
            // The widest gives first, so that short columns stay readable.
            while over > 0 {
                let cut = self.columns.iter().zip(widths.iter_mut()).filter(|(c, _)| c.whole == whole);
                let Some((_, width)) = cut.filter(|(_, w)| **w > NARROW).max_by_key(|(_, w)| **w) else {
                    break;
                };
                *width -= 1;
                over -= 1;
            }
        }
        widths
    }

    fn line(&self, cells: &[String]) -> String {
        let cells = self.columns.iter().zip(&self.widths).zip(cells).map(|((column, width), cell)| {
            let cut =
                if self.room.is_some() { truncate_str(cell, *width, "…") } else { cell.as_str().into() };
            let side = if column.figures { console::Alignment::Right } else { console::Alignment::Left };
            pad_str(&cut, *width, side, None).into_owned()
        });
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    }
}

/// A cell is one line, and nothing in it can steer a terminal.
fn one_line(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() || is_reordering(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> [Column; 3] {
        [Column::whole("Name"), Column::text("Department"), Column::figures("Seats")]
    }

    fn row(name: &str, department: &str, seats: &str) -> Vec<String> {
        vec![name.to_owned(), department.to_owned(), seats.to_owned()]
    }

    #[test]
    fn columns_are_as_wide_as_their_cells_and_figures_stand_on_the_right() {
        let mut table = Table::sized(&columns(), None, false);
        let text = table.page(&[row("ana", "Ventas y compras", "7"), row("東京", "", "12")]);
        assert_eq!(
            text,
            "Name  Department        Seats\nana   Ventas y compras      7\n東京                       12\n"
        );
        assert_eq!(table.page(&[row("eva", "x", "1")]), "eva   x                     1\n");
    }

    #[test]
    fn text_gives_way_to_a_narrow_terminal_and_names_last() {
        let mut table = Table::sized(&columns(), Some(24), false);
        let text = table.page(&[row("ana@x.example", "Ventas y compras", "7")]);
        assert!(text.lines().all(|line| measure_text_width(line) <= 24 + 2), "{text}");
        assert!(text.contains("ana@x.ex…"), "{text}");
        assert!(text.contains("Venta…"), "{text}");
    }

    #[test]
    fn a_cell_cannot_steer_the_terminal() {
        let mut table = Table::sized(&columns(), None, false);
        assert!(!table.page(&[row("a\u{1b}[2Jb\nc", "", "")]).contains('\u{1b}'));
    }
}
