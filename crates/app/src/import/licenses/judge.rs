//! Judges one row of a file of licenses, cell by cell. Pure; who the user is, and what earlier rows said of the same
//! user, is the use case's question.

use std::collections::BTreeMap;
use std::sync::Arc;

use cupo_domain::catalogue::Product;
use cupo_domain::command::{LicenseEdit, PlanEdit, ProductEdit};

use super::column::{Column, SourceState};
use super::finding::{Finding, LicenseFinding};
use super::names::Names;
use super::{Ask, FileMode, Row};
use crate::import::cells::finding::{RowFault, Verdict};
use crate::import::cells::heading::Heading;
use crate::import::cells::record::{Cells, Record};
use crate::import::cells::text;
use crate::import::spreadsheet::unguard_formula;

/// Most answers that are remembered; files name few products with few choices of plans.
const REMEMBERED_MAX: usize = 10_000;

/// What the cells about a license come to.
type Answer = (Option<Ask>, Vec<Finding>);

/// What rows are judged by.
pub(super) struct Judge {
    heading: Heading<Column>,
    delimiter: u8,
    mode: FileMode,
    names: Arc<Names>,
    /// Answers by the text of the cells, because a hundred thousand rows ask few different things.
    seen: BTreeMap<[String; 3], Answer>,
}

impl Judge {
    /// For the rows under this heading line.
    pub(super) fn new(
        (heading, delimiter): (Heading<Column>, u8),
        mode: FileMode,
        names: Arc<Names>,
    ) -> Self {
        Judge { heading, delimiter, mode, names, seen: BTreeMap::new() }
    }

    /// The verdict on one record.
    pub(super) fn row(&mut self, record: &Record) -> Row {
        let line = record.line;
        if let Some((column, fault)) = self.heading.unfit(record, self.delimiter) {
            let verdict = fault.verdict();
            let findings = vec![Finding { column, what: LicenseFinding::Row(fault) }];
            return Row { line, verdict, findings, user: None, ask: None };
        }
        let cell = |column| cell(&self.heading, &record.cells, column);
        let user = cell(Column::User).to_lowercase();
        let asked = [Column::Product, Column::PlansOff, Column::State].map(cell);
        let (ask, mut findings) = self.license(asked);
        if user.is_empty() {
            findings.insert(0, Finding { column: Some(Column::User), what: LicenseFinding::NoUser });
        }
        if record.other_encoding {
            findings.push(Finding { column: None, what: LicenseFinding::Row(RowFault::MixedEncoding) });
        }
        let verdict = findings.iter().map(|it| it.what.verdict()).max().unwrap_or(Verdict::Accept);
        let user = (!user.is_empty()).then_some(user);
        Row { line, verdict, findings, user, ask: ask.filter(|_| verdict < Verdict::Skip) }
    }

    fn license(&mut self, asked: [String; 3]) -> Answer {
        if let Some(answer) = self.seen.get(&asked) {
            return answer.clone();
        }
        let [product, plans, state] = &asked;
        let mut findings = Vec::new();
        let ask = self.ask((product, plans), state, &mut findings);
        let answer = (ask, findings);
        if self.seen.len() < REMEMBERED_MAX {
            self.seen.insert(asked, answer.clone());
        }
        answer
    }

    fn ask(&self, (product, plans): (&str, &str), state: &str, findings: &mut Vec<Finding>) -> Option<Ask> {
        let mut say = |column, what| findings.push(Finding { column: Some(column), what });
        let known = SourceState::parse(state);
        if known.is_none() {
            say(Column::State, LicenseFinding::StateUnknown { text: state.to_owned() });
        }
        if product.is_empty() {
            if !plans.is_empty() {
                say(Column::PlansOff, LicenseFinding::PlansAlone);
            }
            if self.mode != FileMode::Replace {
                say(Column::Product, LicenseFinding::NoProduct);
            }
            return Some(Ask::Nothing);
        }
        let product = match self.names.product(product) {
            Ok(product) => product,
            Err(what) => {
                say(Column::Product, what);
                return None;
            }
        };
        let edit = match (self.mode, known?) {
            (FileMode::Revoke, _) => {
                if !plans.is_empty() {
                    say(Column::PlansOff, LicenseFinding::PlansIgnored);
                }
                edit(product, LicenseEdit::Take, PlanEdit::none())
            }
            (_, SourceState::Waiting) => edit(product, LicenseEdit::Keep, PlanEdit::none()),
            (_, SourceState::Active) => match self.plans(product, plans) {
                Ok(plans) => edit(product, LicenseEdit::Give, plans),
                Err(wrong) => {
                    wrong.into_iter().for_each(|what| say(Column::PlansOff, what));
                    return None;
                }
            },
        };
        Some(Ask::Edit(Arc::new(edit)))
    }

    fn plans(&self, product: &Product, cell: &str) -> Result<PlanEdit, Vec<LicenseFinding>> {
        if self.heading.cell(Column::PlansOff).is_none() {
            return Ok(PlanEdit::none());
        }
        Ok(PlanEdit::Exactly { off: self.names.plans(product, cell)? })
    }
}

fn edit(product: &Product, license: LicenseEdit, plans: PlanEdit) -> ProductEdit {
    ProductEdit { product: product.id, license, plans }
}

/// A cell as it is read: without blanks at its ends, and without the apostrophe that guarded it.
fn cell(heading: &Heading<Column>, cells: &Cells, column: Column) -> String {
    let Some(index) = heading.cell(column) else { return String::new() };
    text::clean(unguard_formula(&text::clean(cells.get(index)))).into_owned()
}
