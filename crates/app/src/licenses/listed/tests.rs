//! Pieces of a preview come back as they were decided.

use cupo_domain::decision::UserDecision;
use cupo_domain::ids::PoolId;

use super::*;

const E3: ProductId = ProductId(1);
const E5: ProductId = ProductId(2);

fn outcome(product: ProductId, verdict: Verdict) -> Outcome {
    Outcome { pool: PoolId(product.0), product, verdict, before: None, after: None }
}

fn plan(outcomes: Vec<Outcome>, clocks: Vec<ClockChange>) -> Arc<Plan> {
    Arc::new(Plan { outcomes, clocks, lost: Vec::new(), takes: Vec::new(), frees: Vec::new() })
}

/// Of 2,500 users every hundredth loses mail, every seventh beside them is refused, all others get a license.
fn decision() -> Decision {
    let due = Instant(90);
    let mail = ClockChange::Start { workload: Workload::Mail, due, loses_data: true };
    let loses = plan(vec![outcome(E3, Verdict::Done(Effect::Revoked))], vec![mail]);
    let no = Refusal::of(E5, vec![Reason::NoSeat]);
    let refused = plan(vec![outcome(E5, Verdict::Refused(no)), outcome(E3, Verdict::Unchanged)], Vec::new());
    let gains = plan(vec![outcome(E5, Verdict::Done(Effect::Granted))], Vec::new());
    let of = |n: i64| match n {
        n if n % 100 == 0 => &loses,
        n if n % 7 == 0 => &refused,
        _ => &gains,
    };
    let users = (0..2_500).map(|n| UserDecision { user: UserId(9_000 - n), plan: Arc::clone(of(n)) });
    Decision::new(users.collect())
}

fn found(filter: &ListedFilter) -> Vec<ListedUser> {
    let parts = parts(&decision()).unwrap();
    parts.iter().flat_map(|part| read(part, filter).unwrap()).collect()
}

#[test]
fn every_user_comes_back_in_the_order_and_with_the_answer_of_the_decision() {
    let decision = decision();
    let all = found(&ListedFilter::default());
    assert_eq!(all.len(), decision.users.len());
    for ((user, it), place) in decision.users.iter().zip(&all).zip(0..) {
        assert_eq!((it.user, it.place, &it.answer.outcomes), (user.user, place, &user.plan.outcomes));
        assert_eq!(it.answer.clocks.is_empty(), user.plan.clocks.is_empty());
    }
    assert_eq!(all[100].answer.clocks, [(Workload::Mail, Instant(90), true)]);
}

#[test]
fn filters_find_those_whom_it_concerns_in_this_way() {
    let places = |filter| found(&filter).iter().map(|it| it.place).collect::<Vec<_>>();
    let concern = |it| ListedFilter { concern: Some(it), ..ListedFilter::default() };
    let hundreds: Vec<i64> = (0..2_500).step_by(100).collect();
    assert_eq!(places(concern(Concern::Losses)), hundreds);
    assert_eq!(places(concern(Concern::Clocks)), hundreds);
    let refused = places(concern(Concern::Refused));
    assert_eq!(refused.iter().take(3).copied().collect::<Vec<_>>(), [7, 14, 21]);
    assert!(places(concern(Concern::Stays)).is_empty() && places(concern(Concern::Plans)).is_empty());
    let key = |reason| Some(reason_key(Some(&reason)));
    let for_a_reason = |reason, product| {
        let filter =
            ListedFilter { reason: key(reason), product: Some(product), ..concern(Concern::Refused) };
        places(filter).len()
    };
    assert_eq!(for_a_reason(Reason::NoSeat, E5), refused.len());
    assert_eq!(for_a_reason(Reason::NoSeat, E3), 0, "what is refused is another product of theirs");
    assert_eq!(for_a_reason(Reason::NoLocation, E5), 0);
    let data = |due| ListedFilter { data: Some(Workload::Mail), due, ..ListedFilter::default() };
    assert_eq!(places(data(None)), hundreds);
    assert_eq!(places(data(Some(Instant(90)))), hundreds);
    assert!(places(data(Some(Instant(91)))).is_empty());
}

#[test]
fn pieces_count_what_is_in_them() {
    let parts = parts(&decision()).unwrap();
    assert_eq!(parts.iter().map(|part| part.place).collect::<Vec<_>>(), [0, 1_000, 2_000]);
    let sum = |n: usize| parts.iter().map(|part| part.counts[n]).sum::<i64>();
    let counted: Vec<i64> = (0..6).map(sum).collect();
    assert_eq!(counted.iter().sum::<i64>(), 2_500 + 25, "who loses mail counts in two ways");
    assert_eq!((counted[1], counted[4]), (25, 25));
}

#[test]
fn a_piece_that_is_damaged_is_told_and_never_guessed() {
    let good = parts(&decision()).unwrap().swap_remove(0);
    let short = PreviewPart { users: good.users[..15].to_vec(), ..good.clone() };
    let foreign = PreviewPart { answers: "[]".to_owned(), ..good.clone() };
    let nonsense = PreviewPart { answers: "nonsense".to_owned(), ..good };
    for part in [short, foreign, nonsense] {
        assert!(matches!(read(&part, &ListedFilter::default()), Err(AppError::Bug(_))));
    }
}
