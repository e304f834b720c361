//! What was decided about a request, carried out in the turn in which it was decided: its rows, licenses, records, and a
//! message to everybody whom it concerns (R-REQ-2).

use cupo_domain::ids::{OperationId, UserId};
use cupo_domain::refusal::Code;
use cupo_domain::requests::{Answer, kept_since};
use cupo_store::commit::{Batch, progress};
use cupo_store::operations::{OperationRow, create_operation};
use cupo_store::outbox::{MessageRow, write_message};
use cupo_store::requests::{RequestRow, answer, ask, close, forget_requests};
use cupo_store::store::Turn;
use cupo_store::value::Statement;
use serde_json::{Value as Json, json};

use super::{RequestPreview, RequestWish};
use crate::accounts::{Asking, Beside, belongs};
use crate::app::App;
use crate::error::AppError;
use crate::ids::new_guid;
use crate::licenses::Receipt;
use crate::licenses::totals::totals_json;

impl App {
    /// Commits what was decided about a request.
    pub(crate) async fn commit_request(
        &self,
        turn: &Turn<'_>,
        by: Asking<'_>,
        it: &RequestPreview,
        beside: Beside,
    ) -> Result<Receipt, AppError> {
        if !it.changes_anything() {
            return Err(AppError::denied(Code::State, "request-nobody"));
        }
        let customer = by.permit.customer();
        let row = self.request_operation(by, it, beside)?;
        let mut batch = Batch::new(customer, &it.head);
        let mut statements = vec![create_operation(customer, &row)];
        statements.extend(beside.statements(by, row.id));
        let (subject, rows) = self.request_rows(by, it)?;
        statements.extend(rows);
        let users = |of: &[UserId]| of.iter().map(|user| user.0).collect::<Vec<_>>();
        let (action, detail) = match &it.wish {
            RequestWish::Ask { .. } => (
                "request.made",
                json!({"product": it.product.0, "users": users(&it.granted), "reason": it.note}),
            ),
            RequestWish::Answer { .. } => (
                "request.answered",
                json!({"product": it.product.0, "granted": users(&it.granted),
                    "refused": users(&it.refused), "reason": it.note}),
            ),
        };
        batch.record(belongs(by, &row), (action, row.id.0), subject, &detail);
        match &it.group {
            Some(group) => statements.extend(self.join_beside(&mut batch, by, group, &row)),
            None => {
                let positions: Vec<i64> = (0..).take(it.decision.users.len()).collect();
                batch.add(belongs(by, &row), &it.decision, &positions);
            }
        }
        statements.extend(batch.statements());
        statements.extend(self.told_of_request(by, it, row.id).await?);
        statements.extend(forget_requests(customer, kept_since(self.now())));
        self.store.commit(turn, statements).await?;
        self.announce_progress();
        Ok(Receipt { operation: row.guid, running: false })
    }

    fn request_operation(
        &self,
        by: Asking<'_>,
        it: &RequestPreview,
        beside: Beside,
    ) -> Result<OperationRow, AppError> {
        let done = progress(&it.decision);
        let row = self.account_row(by, it.wish.kind(), &[], (0, 0), self.now())?;
        let record = json!({"product": it.product.0, "granted": it.granted.len(),
            "refused": it.refused.len()});
        Ok(OperationRow {
            command: record.to_string(),
            totals: totals_json(&it.totals),
            final_because: "request".to_owned(),
            undoes: beside.undoes,
            users_total: done.done,
            users_done: done.done,
            succeeded: done.succeeded,
            unchanged: done.unchanged,
            refused: done.refused,
            ..row
        })
    }

    /// The rows of the request itself, and its key.
    fn request_rows(&self, by: Asking<'_>, it: &RequestPreview) -> Result<(i64, Vec<Statement>), AppError> {
        let (customer, now) = (by.permit.customer(), self.now());
        let Some(request) = &it.request else {
            let row = RequestRow {
                id: self.next_id(),
                guid: new_guid()?,
                product: it.product,
                requester: it.requester,
                name: String::new(),
                note: it.note.clone(),
                created_at: now.0,
                decided_at: None,
            };
            return Ok((row.id, ask(customer, &row, &it.granted)));
        };
        let mut rows = Vec::new();
        for (people, told) in [(&it.granted, Answer::Granted), (&it.refused, Answer::Refused)] {
            if !people.is_empty() {
                rows.push(answer(customer, request.id, people, told));
            }
        }
        if it.closes() {
            rows.push(close(customer, request.id, now));
        }
        Ok((request.id, rows))
    }

    /// A message to everybody who is answered, and to whoever asked for others.
    async fn told_of_request(
        &self,
        by: Asking<'_>,
        it: &RequestPreview,
        operation: OperationId,
    ) -> Result<Vec<Statement>, AppError> {
        if it.request.is_none() {
            return Ok(Vec::new());
        }
        let product = {
            let catalogue = self.store.catalogue();
            catalogue.product(it.product).map_or(Json::Null, |p| json!({"en": p.name_en, "es": p.name_es}))
        };
        let write = |kind: &str, name: &str, recipient: &str, counts: (usize, usize)| {
            let payload = json!({"name": name, "product": product, "reason": it.note, "count": counts.0,
                "refused": counts.1, "operation": operation.0});
            let message = MessageRow {
                id: self.next_id(),
                kind: kind.to_owned(),
                recipient: recipient.to_owned(),
                payload: payload.to_string(),
                created_at: self.now().0,
                sent_at: None,
            };
            write_message(by.permit.customer(), &message)
        };
        let mut statements = Vec::new();
        for person in &it.people {
            if it.granted.contains(&person.user) {
                statements.push(write("request-granted", &person.name, &person.sign_in, (1, 0)));
            } else if it.refused.contains(&person.user) {
                statements.push(write("request-refused", &person.name, &person.sign_in, (0, 1)));
            }
        }
        let answered = |user: &UserId| it.granted.contains(user) || it.refused.contains(user);
        if !answered(&it.requester) {
            let found = self.store.users_by_id(by.permit, &[it.requester]).await?;
            for asked in found.into_iter().filter(|user| user.state == 0) {
                let counts = (it.granted.len(), it.refused.len());
                statements.push(write("request-answered", &asked.display_name, &asked.sign_in, counts));
            }
        }
        Ok(statements)
    }
}
