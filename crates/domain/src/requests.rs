//! Requests for licenses, where people may not buy for themselves: who may ask for whom, and what becomes of each person of a
//! request (section 18). Whether a license can be given is decided where licenses are.

use std::collections::BTreeSet;

use crate::ids::UserId;
use crate::refusal::{Code, Denial};
use crate::time::Instant;

/// Most people of one request.
pub const REQUEST_PEOPLE_MAX: usize = 20;
/// Requests are kept so many months (R-REQ-1).
pub const KEPT_MONTHS: i64 = 12;

/// What became of a person of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Nothing yet.
    Waiting,
    /// The license was given.
    Granted,
    /// It was not.
    Refused,
}

impl Answer {
    /// Every answer.
    pub const ALL: &'static [Self] = &[Self::Waiting, Self::Granted, Self::Refused];

    /// Stable key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Granted => "granted",
            Self::Refused => "refused",
        }
    }

    /// Reads the key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.key() == text)
    }
}

/// Decides whether a product may be asked for, by what buying it would be told (R-REQ-1) and the customer's own
/// procedure (R-REQ-3).
///
/// # Errors
/// E-STATE where the customer has a procedure of its own or the product can be bought; what stands against buying where
/// that is no matter of who buys.
pub fn may_ask(buying: &Result<(), Denial>, procedure: &str) -> Result<(), Denial> {
    match buying {
        _ if !procedure.is_empty() => Err(Denial::new(Code::State, "request-procedure")),
        Ok(()) => Err(Denial::new(Code::State, "request-buy")),
        Err(denial) if denial.code == Code::Role => Ok(()),
        Err(denial) => Err(denial.clone()),
    }
}

/// Refuses nobody, too many people, and people who wait for the same product already.
///
/// # Errors
/// E-INVALID, E-BATCH with the limit, E-STATE.
pub fn people(asked: &BTreeSet<UserId>, waiting: &BTreeSet<UserId>) -> Result<(), Denial> {
    if asked.is_empty() {
        return Err(Denial::new(Code::Invalid, "nobody"));
    }
    if asked.len() > REQUEST_PEOPLE_MAX {
        let most = i64::try_from(REQUEST_PEOPLE_MAX).unwrap_or(i64::MAX);
        return Err(Denial::new(Code::Batch, "people").with_figure(most));
    }
    if !asked.is_disjoint(waiting) {
        return Err(Denial::new(Code::State, "request-waiting"));
    }
    Ok(())
}

/// Refuses an answer to nobody, two answers to the same person, and an answer to somebody who has one (R-REQ-2).
///
/// # Errors
/// E-INVALID, E-STATE.
pub fn answers(
    waiting: &BTreeSet<UserId>,
    grant: &BTreeSet<UserId>,
    refuse: &BTreeSet<UserId>,
) -> Result<(), Denial> {
    if grant.is_empty() && refuse.is_empty() {
        return Err(Denial::new(Code::Invalid, "nobody"));
    }
    if !grant.is_disjoint(refuse) {
        return Err(Denial::new(Code::Invalid, "both-ways"));
    }
    if !grant.is_subset(waiting) || !refuse.is_subset(waiting) {
        return Err(Denial::new(Code::State, "request-answered"));
    }
    Ok(())
}

/// Since when requests are still there (R-REQ-1).
#[must_use]
pub fn kept_since(now: Instant) -> Instant {
    now.plus_months(-KEPT_MONTHS).unwrap_or(Instant(i64::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY_MICROS;

    fn set(ids: &[i64]) -> BTreeSet<UserId> {
        ids.iter().copied().map(UserId).collect()
    }

    #[test]
    fn r_req_1_people_ask_where_they_may_not_buy_and_nowhere_else() {
        let no = |code, subject: &str| Err(Denial::new(code, subject));
        for why in
            ["self-service-policy", "self-service-trials", "self-service-sector", "self-service-country"]
        {
            assert_eq!(may_ask(&no(Code::Role, why), ""), Ok(()), "{why}");
        }
        assert_eq!(may_ask(&Ok(()), ""), no(Code::State, "request-buy"));
        assert_eq!(may_ask(&no(Code::State, "end-of-sale"), ""), no(Code::State, "end-of-sale"));
    }

    #[test]
    fn r_req_3_a_procedure_of_its_own_takes_no_requests() {
        let blocked = Err(Denial::new(Code::Role, "self-service-policy"));
        for buying in [Ok(()), blocked] {
            assert_eq!(may_ask(&buying, "Write to Ana."), Err(Denial::new(Code::State, "request-procedure")));
        }
    }

    #[test]
    fn r_req_1_a_request_is_for_somebody_who_does_not_wait_already() {
        assert_eq!(people(&set(&[]), &set(&[])).map_err(|d| d.code), Err(Code::Invalid));
        let crowd: Vec<i64> = (0..21).collect();
        assert_eq!(
            people(&set(&crowd), &set(&[])).map_err(|d| (d.code, d.figure)),
            Err((Code::Batch, Some(20)))
        );
        assert_eq!(people(&set(&[1, 2]), &set(&[2])).map_err(|d| d.code), Err(Code::State));
        assert_eq!(people(&set(&[1, 2]), &set(&[3])), Ok(()));
    }

    #[test]
    fn r_req_2_each_person_is_answered_once() {
        let waiting = set(&[1, 2, 3]);
        assert_eq!(answers(&waiting, &set(&[1]), &set(&[2])), Ok(()), "some granted, some refused, one left");
        for (grant, refuse, subject) in
            [(&[][..], &[][..], "nobody"), (&[1], &[1], "both-ways"), (&[4], &[], "request-answered")]
        {
            let told = answers(&waiting, &set(grant), &set(refuse)).map_err(|d| d.subject);
            assert_eq!(told, Err(subject.to_owned()));
        }
    }

    #[test]
    fn r_req_1_requests_are_kept_twelve_months() {
        let now = Instant(20_000 * DAY_MICROS);
        assert!(kept_since(now) <= now.plus_days(-365) && kept_since(now) >= now.plus_days(-366));
    }
}
