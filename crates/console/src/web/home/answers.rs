//! The answers on Home in sentences: what somebody could do now, each with the page that would do it. The figures and the
//! rules behind them are the use case's.

use std::collections::BTreeMap;

use cupo_app::error::AppError;
use cupo_app::hints::{Answers, Leaving, Reducible, UnusedSeats};
use cupo_app::store::organisations::Organisation;
use cupo_domain::access::{Action, PartnerPermit};
use cupo_domain::hints::{Deadline, Unused};
use cupo_domain::ids::ProductId;
use cupo_domain::time::Instant;

use crate::format::money;
use crate::pages::{AnswerGroup, AnswersPart, Attention};
use crate::texts::Texts;
use crate::view::{Link, Tone};
use crate::web::address::Address;
use crate::web::frame::when;
use crate::web::posted::Fields;
use crate::web::visit::Signed;
use crate::web::words::Names;

/// Lines of a kind on a page.
const LINES_MAX: usize = 20;

/// What can be done at one customer.
pub(super) async fn of_customer(signed: &Signed, at: &Organisation) -> Result<AnswersPart, AppError> {
    let found = signed.visit.hall.app.answers(&signed.who.caller, at).await?;
    Ok(part(signed, &[(at.clone(), found)]))
}

/// What can be done at all customers of a partner.
pub(super) async fn of_partner(signed: &Signed, permit: &PartnerPermit) -> Result<AnswersPart, AppError> {
    let found = signed.visit.hall.app.answers_over(&signed.who.caller, permit).await?;
    Ok(part(signed, &found))
}

/// Lines of one kind with what they are ordered by, and what they come to.
#[derive(Default)]
struct Lines {
    lines: Vec<(i64, Attention)>,
    count: i64,
}

impl Lines {
    fn add(&mut self, order: i64, count: i64, line: Attention) {
        self.count += count;
        self.lines.push((order, line));
    }

    fn group(mut self, title: &str, total: String) -> Option<AnswerGroup> {
        self.lines.sort_by_key(|(order, _)| *order);
        let lines: Vec<Attention> = self.lines.into_iter().map(|(_, line)| line).take(LINES_MAX).collect();
        (!lines.is_empty()).then(|| AnswerGroup { title: title.to_owned(), total, lines })
    }
}

fn part(signed: &Signed, found: &[(Organisation, Answers)]) -> AnswersPart {
    let t = signed.t();
    let catalogue = signed.visit.hall.app.store().catalogue();
    let names = Names { catalogue: &catalogue, t };
    let mut kinds: [Lines; 6] = Default::default();
    let mut unused = Unused::default();
    for (at, answers) in found {
        let at = Here { signed, at, names: &names };
        let [idle, people, twice, reduce, leaving, losing] = &mut kinds;
        for it in &answers.unused {
            add(&mut unused, &it.unused);
            let worth = it.unused.month.values().copied().max().unwrap_or(0);
            idle.add(-worth, it.unused.seats, at.unused(it, answers));
        }
        at.people(answers, people);
        for (product, count) in answers.people.iter().flat_map(|it| &it.twice) {
            twice.add(-count, *count, at.twice(*product, *count));
        }
        for it in &answers.reducible {
            reduce.add(deadline(it).map_or(i64::MAX, |at| at.0), 1, at.reducible(it));
        }
        for it in &answers.leaving {
            leaving.add(it.until.0, 1, at.leaving(it));
        }
        if let Some((count, first)) = answers.losing {
            losing.add(first.0, count, at.losing(count, first));
        }
    }
    let counting = found.iter().any(|(_, it)| it.counting);
    let [idle, people, twice, reduce, leaving, losing] = kinds;
    let number = |it: &Lines| t.number(it.count);
    let totals = [
        format!("{} · {}", number(&idle), cost(t, &unused)),
        number(&people),
        number(&twice),
        number(&reduce),
        number(&leaving),
        number(&losing),
    ];
    let [of_idle, of_people, of_twice, of_reduce, of_leaving, of_losing] = totals;
    let groups = [
        losing.group(&t.answers_losing(), of_losing),
        leaving.group(&t.answers_leaving(), of_leaving),
        reduce.group(&t.answers_reduce(), of_reduce),
        idle.group(&t.answers_unused(), of_idle),
        people.group(&t.answers_people(), of_people),
        twice.group(&t.answers_twice(), of_twice),
    ];
    let since = found.iter().filter_map(|(_, it)| it.counted_at).min();
    let age = since.map(|at| t.answers_age((signed.visit.hall.app.now().0 - at.0) / MINUTE + 1));
    AnswersPart { groups: groups.into_iter().flatten().collect(), counting, age }
}

/// Microseconds.
const MINUTE: i64 = 60 * 1_000_000;

/// What can be done about a subscription last.
fn deadline(it: &Reducible) -> Option<Instant> {
    match it.by.when {
        Deadline::Now(until) => until,
        Deadline::AtRenewal(at) => Some(at),
    }
}

fn add(sum: &mut Unused, it: &Unused) {
    sum.seats += it.seats;
    sum.unpriced += it.unpriced;
    for (currency, cost) in &it.month {
        *sum.month.entry(currency.clone()).or_default() += cost;
    }
}

/// What seats cost in a month; a price that nobody has set is said and not counted as nothing.
fn cost(t: &Texts, it: &Unused) -> String {
    let months: &BTreeMap<String, i64> = &it.month;
    let mut parts: Vec<String> = months
        .iter()
        .map(|(currency, minor)| t.answers_month(money(t, Some((*minor, currency.as_str())))))
        .collect();
    if it.unpriced > 0 {
        parts.push(t.answers_unpriced(it.unpriced));
    }
    parts.join("; ")
}

/// A customer whose lines are written.
struct Here<'a> {
    signed: &'a Signed,
    at: &'a Organisation,
    names: &'a Names<'a>,
}

impl Here<'_> {
    fn line(&self, text: String, tone: Tone, step: Link) -> Attention {
        Attention { customer: Link::new(&self.at.name, self.page("")), text, tone, step }
    }

    fn page(&self, rest: &str) -> String {
        format!("/c/{}{rest}", self.at.guid)
    }

    fn day(&self, at: Instant) -> String {
        when(self.signed, self.at, at.0).text
    }

    fn unused(&self, it: &UnusedSeats, all: &Answers) -> Attention {
        let t = self.signed.t();
        let reducible = all.reducible.iter().find(|r| r.product == it.product);
        let step = match reducible {
            Some(reducible) => self.reduce(reducible),
            None => {
                let guid = self.names.guid(it.product);
                Link::new(t.start_see_licenses(), self.page(&format!("/products/{guid}")))
            }
        };
        let name = self.names.product(it.product);
        self.line(t.answers_unused_line(cost(t, &it.unused), it.unused.seats, name), Tone::Plain, step)
    }

    fn people(&self, answers: &Answers, to: &mut Lines) {
        let t = self.signed.t();
        let blocked = answers.people.as_ref().map_or(0, |it| it.blocked);
        let users = |state: &str| {
            Link::new(t.attention_see(), self.page(&format!("/users?license=licensed&signin={state}")))
        };
        if blocked > 0 {
            let line = self.line(t.answers_blocked_line(blocked), Tone::Plain, users("blocked"));
            to.add(-blocked, blocked, line);
        }
        if answers.never > 0 {
            let line = self.line(t.answers_never_line(answers.never), Tone::Plain, users("never"));
            to.add(-answers.never, answers.never, line);
        }
    }

    fn twice(&self, product: ProductId, count: i64) -> Attention {
        let t = self.signed.t();
        let guid = self.names.guid(product);
        let href = self.page(&format!("/users?product={guid}&license=twice"));
        let text = t.answers_twice_line(count, self.names.product(product));
        self.line(text, Tone::Plain, Link::new(t.attention_see(), href))
    }

    fn reducible(&self, it: &Reducible) -> Attention {
        let t = self.signed.t();
        let (name, fewer) = (self.names.product(it.product), it.by.fewer);
        let seats = t.number(it.seats);
        let text = match it.by.when {
            Deadline::Now(None) => t.answers_reduce_now_line(fewer, name, seats),
            Deadline::Now(Some(until)) => t.answers_reduce_until_line(fewer, name, seats, self.day(until)),
            Deadline::AtRenewal(at) => t.answers_reduce_renewal_line(fewer, name, seats, self.day(at)),
        };
        let tone = if matches!(it.by.when, Deadline::Now(Some(_))) { Tone::Clock } else { Tone::Plain };
        self.line(text, tone, self.reduce(it))
    }

    /// The page that gives seats back; who may not is led to the subscription.
    fn reduce(&self, it: &Reducible) -> Link {
        let t = self.signed.t();
        let page = self.page(&format!("/subscriptions/{}", it.subscription));
        let address = |rest: &str| Address::of(format!("{page}{rest}"), &Fields::default(), &[]);
        let left = it.by.left.to_string();
        match it.by.when {
            _ if !self.signed.may(Action::ChangeSubscriptions, self.at) => {
                Link::new(t.answers_see_subscription(), page)
            }
            Deadline::Now(_) => {
                let form = address("/quantity").with("back", &self.page("/subscriptions"));
                Link::new(t.bill_change_quantity(), form.with("quantity", &left).href())
            }
            Deadline::AtRenewal(_) => {
                let change = address("/change").with("do", "at-renewal").with("seats", &left);
                Link::new(t.answers_see_plan(), change.href())
            }
        }
    }

    fn leaving(&self, it: &Leaving) -> Attention {
        let t = self.signed.t();
        let page = self.page(&format!("/subscriptions/{}", it.subscription));
        let step = if self.signed.may(Action::ChangeSubscriptions, self.at) {
            Link::new(t.answers_see_cancel(), format!("{page}/change?do=cancel"))
        } else {
            Link::new(t.answers_see_subscription(), page)
        };
        let name = self.names.product(it.product);
        self.line(t.answers_leaving_line(it.seats, name, self.day(it.until)), Tone::Clock, step)
    }

    fn losing(&self, count: i64, first: Instant) -> Attention {
        let t = self.signed.t();
        let step = Link::new(t.answers_see_risk(), self.page("/data-at-risk?soon=yes"));
        self.line(t.answers_losing_line(count, self.day(first)), Tone::Loss, step)
    }
}
