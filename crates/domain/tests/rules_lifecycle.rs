//! Tables of what time does to subscriptions (section 11 of the rule book, D-17, Q-7, Q-8, Q-19, Q-20), and the same
//! compared with a slow model over random lives.

use cupo_domain::access::Cloud;
use cupo_domain::ids::ProductId;
use cupo_domain::lifecycle::{
    Agreement, ERASED_DAYS_MAX, Life, PeriodRow, PeriodTable, Periods, Step, due, next, units,
};
use cupo_domain::seats::Units;
use cupo_domain::subscription::{Channel, Status, Term};
use cupo_domain::time::{DAY_MICROS, Instant};
use proptest::prelude::*;

const SECOND: i64 = 1_000_000;

pub(crate) fn at(text: &str) -> Instant {
    Instant(text.parse::<jiff::Timestamp>().expect("an instant").as_microsecond())
}

/// A year from 2026-01-31 that is not renewed.
fn life(agreement: Agreement) -> Life {
    let starts = at("2026-01-31T10:00:00Z");
    Life {
        product: ProductId(1),
        channel: Channel::Direct,
        agreement,
        status: Status::Active,
        term: Term::Year,
        anchor: starts,
        starts,
        ends: at("2027-01-31T10:00:00Z"),
        since: None,
        recurring: false,
        pays: false,
        canceled: false,
        quantity: 10,
        at_renewal: None,
        pinned: false,
        tied: false,
        third_party: false,
        suspended_for: None,
    }
}

fn steps(it: &Life, now: Instant) -> Vec<(Step, Instant)> {
    due(it, &PeriodTable::default(), now).into_iter().map(|t| (t.step, t.due)).collect()
}

fn status_at(it: &Life, now: Instant) -> Status {
    due(it, &PeriodTable::default(), now).pop().map_or(it.status, |t| t.after.status)
}

/// Days after the end and the state that begins there.
type Course = &'static [(i64, Status)];

const COURSES: &[(Agreement, Term, Course)] = &[
    (
        Agreement::Standard,
        Term::Year,
        &[(0, Status::Expired), (30, Status::Disabled), (120, Status::Deleted)],
    ),
    (
        Agreement::Standard,
        Term::ThreeYears,
        &[(0, Status::Expired), (30, Status::Disabled), (120, Status::Deleted)],
    ),
    (
        Agreement::Enterprise,
        Term::Month,
        &[(0, Status::Expired), (30, Status::Disabled), (120, Status::Deleted)],
    ),
    (
        Agreement::Enterprise,
        Term::ThreeYears,
        &[(0, Status::Expired), (90, Status::Disabled), (180, Status::Deleted)],
    ),
    (
        Agreement::VolumeEnterprise,
        Term::ThreeYears,
        &[(0, Status::Expired), (90, Status::Disabled), (150, Status::Deleted)],
    ),
    (Agreement::Open, Term::Year, &[(0, Status::Expired), (30, Status::Disabled), (120, Status::Deleted)]),
    (Agreement::Partner, Term::Year, &[(0, Status::Expired), (30, Status::Disabled), (120, Status::Deleted)]),
    (Agreement::PartnerLegacy, Term::Year, &[(0, Status::Suspended), (90, Status::Deleted)]),
    (Agreement::PartnerVianet, Term::Year, &[(0, Status::Suspended), (60, Status::Deleted)]),
    (Agreement::Trial, Term::Month, &[(0, Status::Expired), (30, Status::Deleted)]),
];

#[test]
fn r_life_1_every_state_begins_at_its_exact_instant_in_every_contract() {
    for (agreement, term, course) in COURSES {
        let it = Life { term: *term, ..life(*agreement) };
        let mut before = Status::Active;
        for (days, state) in *course {
            let boundary = it.ends.plus_days(*days);
            for (offset, expected) in [(-SECOND, before), (-1, before), (0, *state), (SECOND, *state)] {
                let told = status_at(&it, Instant(boundary.0 + offset));
                assert_eq!(told, expected, "{agreement:?} {term:?} at {days} days and {offset} µs");
            }
            before = *state;
        }
        assert_eq!(status_at(&it, it.ends.plus_days(5_000)), Status::Deleted, "for good (invariant 13)");
    }
}

#[test]
fn q_19_a_transition_carries_the_instant_at_which_it_was_due() {
    let it = life(Agreement::Standard);
    let late = it.ends.plus_days(400);
    let expected = [
        (Step::Expire, it.ends),
        (Step::Disable, it.ends.plus_days(30)),
        (Step::Delete, it.ends.plus_days(120)),
    ];
    assert_eq!(steps(&it, late), expected);
}

#[test]
fn r_life_2_recurring_billing_off_changes_nothing_before_the_end() {
    let it = life(Agreement::Standard);
    assert_eq!(steps(&it, Instant(it.ends.0 - 1)), []);
}

#[test]
fn r_life_5_r_avail_10_fewer_seats_at_renewal_leave_it_active() {
    let it = Life { recurring: true, at_renewal: Some(4), ..life(Agreement::Standard) };
    let first = next(&it, &PeriodTable::default()).expect("it is renewed");
    assert_eq!((first.step, first.due, first.after.status), (Step::Renew, it.ends, Status::Active));
    assert_eq!((first.after.quantity, first.after.at_renewal), (4, None));
    assert_eq!(units(&first.after), Units { enabled: 4, ..Units::default() });
}

#[test]
fn r_life_7_each_state_counts_as_its_kind_of_units() {
    let counted = |status, canceled| units(&Life { status, canceled, ..life(Agreement::Standard) });
    let zero = Units::default();
    assert_eq!(counted(Status::Active, false), Units { enabled: 10, ..zero });
    assert_eq!(counted(Status::Expired, false), Units { warning: 10, ..zero });
    assert_eq!(counted(Status::Disabled, false), Units { suspended: 10, ..zero });
    assert_eq!(counted(Status::Suspended, false), Units { suspended: 10, ..zero });
    assert_eq!(counted(Status::Disabled, true), Units { locked_out: 10, ..zero });
    for status in [Status::Scheduled, Status::Pending, Status::Deleted] {
        assert_eq!(counted(status, false), zero, "{status:?}");
    }
}

#[test]
fn r_life_13_a_canceled_subscription_goes_from_day_90_and_long_before_day_180() {
    let day = at("2026-02-03T00:00:00Z");
    let canceled =
        Life { status: Status::Disabled, canceled: true, since: Some(day), ..life(Agreement::Standard) };
    assert_eq!(steps(&canceled, day.plus_days(ERASED_DAYS_MAX)), [(Step::Delete, day.plus_days(90))]);
}

#[test]
fn r_life_14_the_older_partner_contract_adds_the_days_to_the_first_bill_up_to_120() {
    let it = life(Agreement::PartnerLegacy);
    for (days_in, lasts) in [(0, 118), (20, 98), (28, 90), (200, 90)] {
        let since = it.anchor.plus_days(days_in);
        let suspended = Life { status: Status::Suspended, since: Some(since), ..it.clone() };
        let end = next(&suspended, &PeriodTable::default()).expect("it ends");
        assert_eq!((end.step, end.due), (Step::Delete, since.plus_days(lasts)), "after {days_in} days");
    }
    let long = Life { anchor: at("2026-03-05T00:00:00Z"), ..it };
    let since = at("2026-03-01T00:00:00Z");
    let suspended = Life { status: Status::Suspended, since: Some(since), ..long };
    assert_eq!(next(&suspended, &PeriodTable::default()).expect("it ends").due, since.plus_days(120));
}

#[test]
fn r_life_15_a_trial_that_can_pay_becomes_a_purchase_and_any_other_ends() {
    let trial = Life {
        channel: Channel::Trial,
        term: Term::Month,
        ends: at("2026-02-28T10:00:00Z"),
        recurring: true,
        ..life(Agreement::Trial)
    };
    let paid = Life { pays: true, ..trial.clone() };
    let first = next(&paid, &PeriodTable::default()).expect("a step");
    assert_eq!((first.step, first.after.channel), (Step::Convert, Channel::Direct));
    assert_eq!(first.after.ends, at("2026-03-31T10:00:00Z"), "counted from the original day");
    let expected = [(Step::Expire, trial.ends), (Step::Delete, trial.ends.plus_days(30))];
    assert_eq!(steps(&trial, trial.ends.plus_days(31)), expected);
}

#[test]
fn r_sub_9_a_scheduled_subscription_starts_at_its_instant() {
    let it = Life { status: Status::Scheduled, ..life(Agreement::Partner) };
    assert_eq!(status_at(&it, Instant(it.starts.0 - 1)), Status::Scheduled);
    assert_eq!(status_at(&it, it.starts), Status::Active);
}

#[test]
fn r_buy_8_a_key_pays_for_one_period_only() {
    let it = Life { channel: Channel::PrepaidKey, recurring: true, ..life(Agreement::Open) };
    assert_eq!(status_at(&it, it.ends), Status::Expired);
}

#[test]
fn r_avail_13_what_waits_for_a_person_or_is_gone_does_not_move_by_itself() {
    for status in [Status::Pending, Status::Deleted] {
        let it = Life { status, ..life(Agreement::Standard) };
        assert_eq!(next(&it, &PeriodTable::default()), None);
    }
}

#[test]
fn q_8_durations_are_data_by_contract_term_and_product() {
    let own = Periods { expired_days: 5, disabled_days: 6, suspended_days: 7, suspended_days_max: 7 };
    let row = |term, product| PeriodRow { agreement: Agreement::Standard, term, product, periods: own };
    let table = PeriodTable::with(vec![row(None, Some(ProductId(9)))]);
    assert_eq!(table.find(Agreement::Standard, Term::Year, ProductId(9)), own);
    assert_eq!(table.find(Agreement::Standard, Term::Year, ProductId(1)).expired_days, 30);
    let table = PeriodTable::with(vec![row(None, None)]);
    assert_eq!(table.find(Agreement::Standard, Term::Year, ProductId(1)), own);
    assert_eq!(table.find(Agreement::Enterprise, Term::ThreeYears, ProductId(1)).expired_days, 90);
}

#[test]
fn q_20_a_channel_has_its_usual_contract() {
    let usual = Agreement::usual;
    assert_eq!(usual(Channel::Reseller, Cloud::Worldwide), Agreement::Partner);
    assert_eq!(usual(Channel::Reseller, Cloud::Vianet), Agreement::PartnerVianet);
    assert_eq!(usual(Channel::Volume, Cloud::Worldwide), Agreement::VolumeEnterprise);
    assert_eq!(usual(Channel::PrepaidKey, Cloud::Worldwide), Agreement::Open);
    assert_eq!(usual(Channel::Trial, Cloud::Worldwide), Agreement::Trial);
    assert_eq!(usual(Channel::Direct, Cloud::Vianet), Agreement::Standard);
}

#[test]
fn d_17_monthly_periods_keep_the_original_day_through_short_months_and_leap_years() {
    let it = Life {
        term: Term::Month,
        anchor: at("2027-10-31T23:59:59Z"),
        starts: at("2027-10-31T23:59:59Z"),
        ends: at("2027-11-30T23:59:59Z"),
        recurring: true,
        ..life(Agreement::Standard)
    };
    let ends: Vec<String> = due(&it, &PeriodTable::default(), at("2028-04-30T00:00:00Z"))
        .iter()
        .map(|t| t.after.ends.0)
        .map(|micros| jiff::Timestamp::from_microsecond(micros).expect("inside the calendar").to_string())
        .collect();
    assert_eq!(
        ends,
        [
            "2027-12-31T23:59:59Z",
            "2028-01-31T23:59:59Z",
            "2028-02-29T23:59:59Z",
            "2028-03-31T23:59:59Z",
            "2028-04-30T23:59:59Z"
        ]
    );
    let leap = at("2028-02-29T12:00:00Z");
    assert_eq!(Term::Year.end_after(leap, leap), Some(at("2029-02-28T12:00:00Z")));
    assert_eq!(Term::Year.end_after(leap, at("2031-02-28T12:00:00Z")), Some(at("2032-02-29T12:00:00Z")));
    assert_eq!(Term::ThreeYears.end_after(leap, leap), Some(at("2031-02-28T12:00:00Z")));
}

#[test]
fn q_19_days_are_24_hours_where_clocks_are_put_forward_or_back() {
    // Clocks in Madrid move on 2026-03-29 and 2026-10-25; in Santiago on 2026-04-05 and 2026-09-06.
    for text in
        ["2026-03-01T00:30:00Z", "2026-10-01T00:30:00Z", "2026-03-28T23:00:00Z", "2026-09-05T04:00:00Z"]
    {
        let it = Life { ends: at(text), ..life(Agreement::Standard) };
        let end_of_grace = Instant(it.ends.0 + 30 * 24 * 3600 * SECOND);
        assert_eq!(status_at(&it, Instant(end_of_grace.0 - 1)), Status::Expired, "{text}");
        assert_eq!(status_at(&it, end_of_grace), Status::Disabled, "{text}");
    }
}

#[test]
fn d_17_at_the_end_of_the_calendar_a_period_ends_instead_of_running_over() {
    let last = at("9999-12-30T00:00:00Z");
    assert_eq!(Term::Year.end_after(last, last), None);
    let it = Life { anchor: last, starts: last, ends: last, recurring: true, ..life(Agreement::Standard) };
    assert_eq!(status_at(&it, last), Status::Expired);
}

/// The slow model: a calendar that is walked day by day.
mod slow {
    use super::{DAY_MICROS, Instant, Status, Term};

    fn leap(year: i64) -> bool {
        (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    }

    fn length(year: i64, month: i64) -> i64 {
        match month {
            2 if leap(year) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Days from 1970-01-01 to a day, one month at a time.
    fn number(year: i64, month: i64, day: i64) -> i64 {
        let mut days = 0;
        for y in 1970..year {
            days += if leap(y) { 366 } else { 365 };
        }
        for m in 1..month {
            days += length(year, m);
        }
        days + day - 1
    }

    fn date(mut days: i64) -> (i64, i64, i64) {
        let (mut year, mut month) = (1970, 1);
        while days >= length(year, month) {
            days -= length(year, month);
            month += 1;
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        (year, month, days + 1)
    }

    pub fn months_after(from: Instant, months: i64) -> Instant {
        let (mut year, mut month, day) = date(from.0 / DAY_MICROS);
        for _ in 0..months {
            month += 1;
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        let day = day.min(length(year, month));
        Instant(number(year, month, day) * DAY_MICROS + from.0 % DAY_MICROS)
    }

    /// The state at an instant, without steps: find the period, then the days since its end.
    pub fn state(
        start: Instant,
        term: Term,
        renewals: i64,
        (grace, off): (i64, i64),
        now: Instant,
    ) -> Status {
        let mut end = start;
        for period in 1..=renewals + 1 {
            end = months_after(start, period * term.months());
            if now < end {
                return Status::Active;
            }
        }
        let days = (now.0 - end.0) / DAY_MICROS;
        match days {
            d if d < grace => Status::Expired,
            d if d < grace + off => Status::Disabled,
            _ => Status::Deleted,
        }
    }
}

proptest! {
    #[test]
    fn r_life_1_d_17_the_core_agrees_with_a_calendar_walked_day_by_day(
        start in 0_i64..30_000 * DAY_MICROS,
        term in prop::sample::select(vec![Term::Month, Term::Year, Term::ThreeYears]),
        renewals in 0_i64..30,
        after in 0_i64..4_000 * DAY_MICROS,
        enterprise in any::<bool>(),
    ) {
        let agreement = if enterprise { Agreement::Enterprise } else { Agreement::Standard };
        let start = Instant(start);
        let mut it = Life {
            term, anchor: start, starts: start, ends: slow::months_after(start, term.months()), recurring: true,
            ..life(agreement)
        };
        let table = PeriodTable::default();
        for _ in 0..renewals {
            it = next(&it, &table).expect("renewed").after;
        }
        it.recurring = false;
        let now = Instant(start.0 + after);
        prop_assume!(now >= it.starts);
        let grace = if enterprise && term == Term::ThreeYears { 90 } else { 30 };
        prop_assert_eq!(status_at(&it, now), slow::state(start, term, renewals, (grace, 90), now));
    }

    #[test]
    fn q_19_catching_up_in_pieces_is_catching_up_at_once_and_in_order(
        days in prop::collection::vec(0_i64..500, 1..6),
        recurring in any::<bool>(),
        channel in prop::sample::select(vec![Channel::Direct, Channel::Reseller, Channel::Volume, Channel::Trial]),
        term in prop::sample::select(Term::ALL),
    ) {
        let it = Life { channel, term, recurring, ..life(Agreement::usual(channel, Cloud::Worldwide)) };
        let table = PeriodTable::default();
        let last = it.ends.plus_days(days.iter().sum());
        let at_once = due(&it, &table, last);
        prop_assert!(at_once.windows(2).all(|pair| pair[0].due <= pair[1].due));
        let (mut pieces, mut now, mut present) = (Vec::new(), it.ends, it);
        for more in days.iter().copied().chain([0]) {
            now = now.plus_days(more);
            let found = due(&present, &table, now);
            present = found.last().map_or(present, |t| t.after.clone());
            pieces.extend(found);
            prop_assert!(due(&present, &table, now).is_empty(), "a second look finds nothing");
        }
        prop_assert_eq!(pieces, at_once);
    }
}

#[test]
fn r_ui_10_what_is_bought_for_good_has_no_next_period_and_no_end() {
    let table = PeriodTable::default();
    for channel in [Channel::Reseller, Channel::Direct] {
        let it = Life {
            channel,
            term: Term::Once,
            recurring: false,
            ..life(Agreement::usual(channel, Cloud::Worldwide))
        };
        assert_eq!(next(&it, &table), None);
        let late = it.ends.plus_days(100_000);
        assert_eq!((due(&it, &table, late), status_at(&it, late)), (Vec::new(), Status::Active));
        // What ended by somebody's will is deleted in time like everything else.
        let off = Life { status: Status::Disabled, since: Some(it.starts), ..it };
        assert_eq!(next(&off, &table).map(|step| step.after.status), Some(Status::Deleted));
    }
}
