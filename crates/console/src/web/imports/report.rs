//! What was found in a file, or what became of it, as the page shows it.

use cupo_app::import::users::Verdict;
use cupo_app::import_users::{FINDINGS_MAX, ImportReport};
use cupo_domain::access::Action;

use super::uploads::{State, Upload};
use super::words;
use crate::pages::{FindingRow, ImportResult};
use crate::texts::Texts;
use crate::view::{Figure, Link, Note, NoteKind, Progress, Tab, Tone};
use crate::web::address::{Address, numbered as pager};
use crate::web::file_words;
use crate::web::posted::Fields;
use crate::web::visit::{At, Signed};

/// Findings on a page.
const SIZE: usize = 100;
/// The filter for users who are there already.
const EXISTS: &str = "exists";

/// One line of the list.
struct Line {
    line: u64,
    kind: &'static str,
    row: FindingRow,
}

/// What the page shows of a file.
pub(super) fn result(
    signed: &Signed,
    at: &At,
    (id, upload): (&str, &Upload),
    asked: &Fields,
) -> ImportResult {
    let t = signed.t();
    let report = upload.report();
    let base = format!("/c/{}/users/import", at.organisation.guid);
    let lines = lines(t, report, upload.update);
    let wanted = asked.some("verdict").unwrap_or("");
    let address = Address::of(&base, asked, &["file", "verdict"]);
    let filters = filters(t, &lines, &address, wanted);
    let shown: Vec<Line> = lines.into_iter().filter(|l| wanted.is_empty() || l.kind == wanted).collect();
    let last = shown.len().div_ceil(SIZE).max(1);
    let here = asked.text("page").parse::<usize>().unwrap_or(1).clamp(1, last);
    let pager = pager(t, &address, (here, SIZE), shown.len());
    let (create, update) = counts(upload);
    let waits = matches!(upload.state, State::Judged(_));
    ImportResult {
        sentence: sentence(t, upload),
        progress: progress(t, upload, format!("{base}/events?file={id}")),
        figures: figures(t, report),
        may_apply: waits && create + update > 0,
        apply_action: format!("{base}/apply"),
        apply_label: label(t, report, (create, update)),
        preview: id.to_owned(),
        digest: report.digest.clone(),
        changed: upload.changed.filter(|_| waits).map(|before| Note {
            kind: NoteKind::Refusal,
            text: t.import_changed(before, create),
            who: None,
            repair: None,
        }),
        operation: report.operation.map(|it| {
            Link::new(t.import_operation(), format!("/c/{}/operations/{it}", at.organisation.guid))
        }),
        domains: domains(signed, at, report),
        csv_href: if waits { format!("{base}/findings.csv?file={id}") } else { String::new() },
        filters,
        findings: shown.into_iter().skip((here - 1) * SIZE).take(SIZE).map(|l| l.row).collect(),
        pager,
    }
}

/// The domains that the customer lacks, with the way to add them for whoever may.
fn domains(signed: &Signed, at: &At, report: &ImportReport) -> Option<Note> {
    let t = signed.t();
    if report.unknown_domains.is_empty() {
        return None;
    }
    let names: Vec<&str> = report.unknown_domains.keys().map(String::as_str).collect();
    let rows = i64::try_from(report.unknown_domains.values().sum::<u64>()).unwrap_or(i64::MAX);
    let text = t.import_domains(rows, names.join(", "));
    let may = signed.may(Action::ChangeSettings, &at.organisation);
    let settings = Address::of(format!("/c/{}/settings", at.organisation.guid), &Fields::default(), &[]);
    let settings = settings.with("domain", &names.join(" ")).with("from", "import");
    let repair = may.then(|| Link::new(t.import_domains_add(), format!("{}#domains", settings.href())));
    let text = if may { text } else { format!("{text} {}", t.import_domains_role()) };
    Some(Note { kind: NoteKind::Refusal, text, who: None, repair })
}

fn progress(t: &Texts, upload: &Upload, events: String) -> Option<Progress> {
    let count = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    let (done, total) = (count(upload.running()?), count(upload.report().rows));
    Some(Progress { done, total, text: t.progress_text(done, total), events })
}

/// Users who would be created and users whose fields would be taken over.
fn counts(upload: &Upload) -> (u64, u64) {
    let report = upload.report();
    let update = if upload.update { report.existing } else { 0 };
    (report.good.saturating_sub(report.existing), update)
}

/// The label says what is left out, because pressing the button is the consent to it (D-32).
fn label(t: &Texts, report: &ImportReport, (create, update): (u64, u64)) -> String {
    let mut label = match (create, update) {
        (0, update) => t.start_import_update(update),
        (create, 0) => t.import_apply_users(create),
        (create, update) => t.start_import_both(create, update),
    };
    if report.rejected > 0 {
        label = t.start_import_leaving(report.rejected, label);
    }
    label
}

fn sentence(t: &Texts, upload: &Upload) -> String {
    let it = upload.report();
    let judged = t.import_sentence(it.rejected, it.good, it.rows, it.skipped);
    match &upload.state {
        State::Judged(_) if it.more_findings > 0 => {
            format!("{judged} {}", t.start_import_more(FINDINGS_MAX, it.more_findings))
        }
        State::Judged(_) => judged,
        State::Running(..) => t.start_import_running(upload.running().unwrap_or(0), it.rows),
        State::Applied(_) => t.start_import_done(it.created, it.rejected, it.updated),
        State::Failed(_) => t.start_import_failed().into_owned(),
    }
}

fn figures(t: &Texts, it: &ImportReport) -> Vec<Figure> {
    let figure = |value: u64, label: String, tone| Figure {
        value: t.number(i64::try_from(value).unwrap_or(i64::MAX)),
        label,
        href: String::new(),
        tone: if value > 0 { tone } else { Tone::Plain },
    };
    vec![
        figure(it.good - it.warned, t.start_import_accepted().into_owned(), Tone::Good),
        figure(it.warned, t.start_import_warned().into_owned(), Tone::Clock),
        figure(it.rejected, t.start_import_rejected().into_owned(), Tone::Loss),
        figure(it.skipped, t.start_import_skipped().into_owned(), Tone::Plain),
        figure(it.existing, t.start_import_existing().into_owned(), Tone::Plain),
    ]
}

/// Findings and users who are there already, in the order of the file.
fn lines(t: &Texts, report: &ImportReport, update: bool) -> Vec<Line> {
    let found = report.findings.iter().map(|it| {
        let own = it.finding.what.verdict();
        let (icon, verdict) = file_words::verdict(t, own);
        let row = FindingRow {
            line: i64::try_from(it.line).unwrap_or(i64::MAX),
            column: it.finding.column.map(|c| words::heading(t, c).to_owned()).unwrap_or_default(),
            icon,
            verdict,
            text: words::finding(t, &it.finding.what),
            value: words::value(&it.finding.what),
        };
        Line { line: it.line, kind: kind(own), row }
    });
    let exists = report.existing_names.iter().map(|(line, name)| {
        let text = if update { t.start_import_will_update() } else { t.start_import_will_skip() };
        let row = FindingRow {
            line: i64::try_from(*line).unwrap_or(i64::MAX),
            column: words::heading(t, cupo_app::import::users::Column::UserName).to_owned(),
            icon: "kept",
            verdict: t.start_import_exists().into_owned(),
            text: text.into_owned(),
            value: name.clone(),
        };
        Line { line: *line, kind: EXISTS, row }
    });
    let mut lines: Vec<Line> = found.chain(exists).collect();
    lines.sort_by_key(|l| l.line);
    lines
}

/// The filter that finds a verdict.
fn kind(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accept => "accept",
        Verdict::Warn => "warn",
        Verdict::Skip => "skip",
        Verdict::Reject => "reject",
    }
}

fn filters(t: &Texts, lines: &[Line], address: &Address, wanted: &str) -> Vec<Tab> {
    let kinds = [
        ("", t.start_import_all()),
        ("reject", t.start_import_tab_rejected()),
        ("warn", t.start_import_tab_warned()),
        ("skip", t.start_import_tab_skipped()),
        (EXISTS, t.start_import_tab_existing()),
    ];
    let tab = |(kind, label): (&str, std::borrow::Cow<'_, str>)| {
        let count = lines.iter().filter(|l| kind.is_empty() || l.kind == kind).count();
        let address = address.without(&["verdict"]);
        Tab {
            label: label.into_owned(),
            count: i64::try_from(count).ok(),
            href: if kind.is_empty() { address.href() } else { address.with("verdict", kind).href() },
            current: kind == wanted,
        }
    };
    // Kinds of which there are none are not worth a press.
    kinds.into_iter().map(tab).filter(|it| it.current || it.count.is_some_and(|n| n > 0)).collect()
}
