//! Work on several threads at once, its results in order, in little memory.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// A thread takes so many items, or so many bytes of them, at a time: enough that taking costs nothing.
const CHUNK_ITEMS: usize = 64;
const CHUNK_BYTES: usize = 256 << 10;

/// No more is taken while so many bytes, or so many chunks, are not handed over yet.
const FLIGHT_BYTES: usize = 2 << 20;
const FLIGHT_CHUNKS: usize = 64;

/// The number of threads that is meant where none is given: one for each core.
pub(crate) fn threads(given: Option<usize>) -> usize {
    given
        .filter(|&threads| threads > 0)
        .unwrap_or_else(|| thread::available_parallelism().map_or(1, std::num::NonZero::get))
}

/// What was taken and not handed over yet.
struct Flight<R> {
    /// The results by the place of their chunk, with the bytes that they were made of.
    done: BTreeMap<usize, (usize, Vec<R>)>,
    bytes: usize,
    chunks: usize,
    /// How many threads may still bring results.
    working: usize,
    /// Nobody wants more.
    stopped: bool,
}

/// A thread at work; when it ends, whoever waits for it is told, and the others end too where it was by a panic, since
/// what it had taken will never come.
struct Worker<'a, R>(&'a Mutex<Flight<R>>, &'a Condvar);

impl<R> Drop for Worker<'_, R> {
    fn drop(&mut self) {
        let mut now = locked(self.0);
        now.working -= 1;
        now.stopped |= thread::panicking();
        drop(now);
        self.1.notify_all();
    }
}

/// A panic elsewhere ends the whole run; until then the data is as sound as before.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'a, T>(condition: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    condition
        .wait(guard)
        .unwrap_or_else(PoisonError::into_inner)
}

/// Hands over what `work` makes of each item, in the order of the items, whatever the number of threads; the first
/// error of `each` ends the run.
///
/// What is read and not yet handed over is bounded, by `size` and but for one item however large.
pub(crate) fn in_order<I: Send, R: Send, E>(
    items: impl Iterator<Item = I> + Send,
    threads: usize,
    size: impl Fn(&I) -> usize + Sync,
    work: impl Fn(I) -> R + Sync,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let flight = Mutex::new(Flight {
        done: BTreeMap::new(),
        bytes: 0,
        chunks: 0,
        working: threads.max(1),
        stopped: false,
    });
    let changed = Condvar::new();
    let input = Mutex::new((items, 0));
    let take = || {
        let mut input = locked(&input);
        let mut now = locked(&flight);
        while !now.stopped && (now.bytes >= FLIGHT_BYTES || now.chunks >= FLIGHT_CHUNKS) {
            now = wait(&changed, now);
        }
        if now.stopped {
            return None;
        }
        drop(now);
        let (mut chunk, mut bytes) = (Vec::new(), 0);
        while chunk.len() < CHUNK_ITEMS && bytes < CHUNK_BYTES {
            let Some(item) = input.0.next() else {
                break;
            };
            bytes += size(&item);
            chunk.push(item);
        }
        if chunk.is_empty() {
            return None;
        }
        let place = input.1;
        input.1 += 1;
        let mut now = locked(&flight);
        now.bytes += bytes;
        now.chunks += 1;
        Some((place, bytes, chunk))
    };
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                let _worker = Worker(&flight, &changed);
                while let Some((place, bytes, chunk)) = take() {
                    let results = chunk.into_iter().map(&work).collect();
                    locked(&flight).done.insert(place, (bytes, results));
                    changed.notify_all();
                }
            });
        }
        let mut next = 0;
        let mut hand_over = || {
            loop {
                let mut now = locked(&flight);
                let (bytes, results) = loop {
                    if let Some(found) = now.done.remove(&next) {
                        break found;
                    }
                    if now.working == 0 {
                        return Ok(());
                    }
                    now = wait(&changed, now);
                };
                drop(now);
                results.into_iter().try_for_each(&mut each)?;
                let mut now = locked(&flight);
                now.bytes -= bytes;
                now.chunks -= 1;
                drop(now);
                changed.notify_all();
                next += 1;
            }
        };
        let handed = hand_over();
        locked(&flight).stopped = true;
        changed.notify_all();
        handed
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_no_more_is_read_than_fits() {
        for threads in [1, 2, 7] {
            let read = std::sync::atomic::AtomicUsize::new(0);
            let mut handed = 0;
            let items = (0..5000_usize).inspect(|_| {
                read.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            });
            let result: Result<(), ()> = in_order(
                items,
                threads,
                |_| 100 << 10,
                |item| {
                    if item % 97 == 0 {
                        std::thread::sleep(std::time::Duration::from_millis(1));
                    }
                    item
                },
                |item| {
                    assert_eq!(item, handed);
                    handed += 1;
                    assert!(read.load(std::sync::atomic::Ordering::SeqCst) <= item + 64);
                    Ok(())
                },
            );
            assert_eq!((result, handed), (Ok(()), 5000));
        }
    }

    #[test]
    fn a_panic_ends_the_run_and_is_handed_on() {
        for threads in [1, 3] {
            let run = || {
                in_order(
                    0_u64..,
                    threads,
                    |_| 1 << 20,
                    |item| {
                        if item == 10 {
                            std::panic::resume_unwind(Box::new("a fault"));
                        }
                    },
                    |()| Ok::<(), ()>(()),
                )
            };
            assert!(std::panic::catch_unwind(run).is_err());
        }
    }

    #[test]
    fn an_error_ends_the_run() {
        let mut handed = 0;
        let result = in_order(
            0..,
            3,
            |_| 1 << 20,
            |item: u64| item,
            |item| {
                handed += 1;
                if item < 10 { Ok(()) } else { Err("enough") }
            },
        );
        assert_eq!((result, handed), (Err("enough"), 11));
    }
}
