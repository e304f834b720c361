//! A bounded line of small jobs that are done together: whoever finds nobody serving begins to serve, takes what is
//! there, and goes on until the line is empty. Nobody waits for company, and nothing is taken twice. It knows nothing
//! about the jobs.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Jobs that may wait; more are refused at once, so that memory stays bounded and callers know (W1).
pub const WAITING_MAX: usize = 4_096;
/// Jobs done together at most.
pub const TOGETHER_MAX: usize = 1_024;

/// Jobs that wait.
#[derive(Debug)]
pub struct Line<T> {
    state: Mutex<State<T>>,
}

#[derive(Debug)]
struct State<T> {
    waiting: VecDeque<T>,
    served: bool,
}

/// What whoever lined up has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Serve: nobody does.
    First,
    /// Wait for the answer.
    Behind,
}

impl<T> Default for Line<T> {
    fn default() -> Self {
        Self { state: Mutex::new(State { waiting: VecDeque::new(), served: false }) }
    }
}

impl<T> Line<T> {
    /// Lines a job up, or gives it back when the line is full.
    ///
    /// # Errors
    /// The job, when [`WAITING_MAX`] wait already.
    pub fn join(&self, job: T) -> Result<Place, T> {
        let mut state = self.state();
        if state.waiting.len() >= WAITING_MAX {
            return Err(job);
        }
        state.waiting.push_back(job);
        let first = !state.served;
        state.served = true;
        Ok(if first { Place::First } else { Place::Behind })
    }

    /// Begins to serve. When the service ends before the line is empty (a panic), those who wait are let go and the next
    /// to come serves.
    pub fn serve(&self) -> Service<'_, T> {
        Service { line: self }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The duty of serving a line.
#[derive(Debug)]
pub struct Service<'a, T> {
    line: &'a Line<T>,
}

impl<T> Service<'_, T> {
    /// Takes jobs from the front while they fit together; none when the line is empty, which ends the service. The
    /// first always fits.
    pub fn take(&self, mut fits: impl FnMut(&T) -> bool) -> Vec<T> {
        let mut state = self.line.state();
        let fitting = state.waiting.iter().take(TOGETHER_MAX).take_while(|job| fits(job)).count();
        let most = fitting.max(1).min(state.waiting.len());
        let taken: Vec<T> = state.waiting.drain(..most).collect();
        state.served = !taken.is_empty();
        taken
    }

    /// Whether somebody waits; if not, the service has ended.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        let mut state = self.line.state();
        state.served = !state.waiting.is_empty();
        state.served
    }
}

impl<T> Drop for Service<'_, T> {
    fn drop(&mut self) {
        let mut state = self.line.state();
        if std::thread::panicking() {
            state.waiting.clear();
            state.served = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_serves_until_the_line_is_empty() {
        let line = Line::default();
        assert_eq!([line.join(1), line.join(2)], [Ok(Place::First), Ok(Place::Behind)]);
        let service = line.serve();
        assert_eq!(service.take(|_| true), [1, 2]);
        assert_eq!(line.join(3), Ok(Place::Behind), "somebody still serves");
        assert!(service.goes_on());
        assert_eq!(service.take(|_| true), [3]);
        assert!(!service.goes_on());
        assert_eq!(line.join(4), Ok(Place::First), "the service has ended");
    }

    #[test]
    fn what_does_not_fit_waits_and_keeps_its_place() {
        let line = Line::default();
        for job in [2, 4, 5, 6] {
            assert!(line.join(job).is_ok());
        }
        let service = line.serve();
        assert_eq!(service.take(|job| job % 2 == 0), [2, 4]);
        assert_eq!(service.take(|job| job % 2 == 0), [5], "the first always fits");
        assert_eq!(service.take(|job| job % 2 == 0), [6]);
    }

    #[test]
    fn a_full_line_gives_the_job_back_and_a_batch_is_bounded() {
        let line = Line::default();
        for job in 0..WAITING_MAX {
            assert!(line.join(job).is_ok());
        }
        assert_eq!(line.join(9), Err(9));
        assert_eq!(line.serve().take(|_| true).len(), TOGETHER_MAX);
        assert_eq!(line.join(9), Ok(Place::Behind));
    }

    #[test]
    fn a_service_that_breaks_lets_everybody_go() {
        let line = Line::default();
        assert!(line.join(1).is_ok());
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _service = line.serve();
            panic!("on purpose");
        }));
        assert!(broken.is_err());
        assert_eq!(line.join(2), Ok(Place::First));
        assert_eq!(line.serve().take(|_| true), [2]);
    }
}
