//! Reads what can only be read by waiting on a thread of its own, a slice at a time, so that judging and looking up
//! go on beside each other and a file of any length needs little memory. Must never know what is read.

use tokio::sync::mpsc;

/// Rows per slice.
pub const SLICE_ROWS: usize = 5_000;
/// Slices that wait.
const SLICES_AHEAD: usize = 2;

/// The rows in slices, until the end or the first error. Nobody listening any more is the end of it.
pub fn ahead<T, E, I>(
    open: impl FnOnce() -> Result<I, E> + Send + 'static,
) -> mpsc::Receiver<Result<Vec<T>, E>>
where
    I: Iterator<Item = Result<T, E>>,
    T: Send + 'static,
    E: Send + 'static,
{
    let (send, receive) = mpsc::channel(SLICES_AHEAD);
    tokio::task::spawn_blocking(move || {
        let rows = match open() {
            Ok(rows) => rows,
            Err(error) => return drop(send.blocking_send(Err(error))),
        };
        let mut slice = Vec::with_capacity(SLICE_ROWS);
        for row in rows {
            match row {
                Ok(row) => slice.push(row),
                Err(error) => return drop(send.blocking_send(Err(error))),
            }
            if slice.len() == SLICE_ROWS && send.blocking_send(Ok(std::mem::take(&mut slice))).is_err() {
                return;
            }
        }
        drop(send.blocking_send(Ok(slice)));
    });
    receive
}
