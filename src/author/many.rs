//! Reading many files at once, on as many threads as help.
//! What comes back stands in the order of the files, whichever thread read them.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Below so many bytes in all, starting threads costs more than it saves.
const WORTHWHILE: usize = 128 << 10;
/// The parser goes as deep as a text nests, and a thread's stack is small unless one asks.
const STACK: usize = 8 << 20;
/// More threads than this find nothing left to read.
const MOST: usize = 8;

/// Calls `read` with every number below `count`; `bytes` is how much there is to read in all.
pub(super) fn in_order<T: Send>(
    count: usize,
    bytes: usize,
    read: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let threads = if bytes < WORTHWHILE {
        1
    } else {
        thread::available_parallelism()
            .map_or(1, NonZero::get)
            .min(count)
            .min(MOST)
    };
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= count {
                return done;
            }
            done.push((n, read(n)));
        }
    };
    let mut all = thread::scope(|scope| {
        // A thread that can't be started is done without: this one reads what is left.
        let others: Vec<_> = (1..threads)
            .filter_map(|_| {
                thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, some)
                    .ok()
            })
            .collect();
        let mut all = some();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_unstable_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::{WORTHWHILE, in_order};

    #[test]
    fn what_comes_back_stands_in_order_however_many_threads_read() {
        for bytes in [0, WORTHWHILE] {
            let squares: Vec<usize> = (0..1_000).map(|n| n * n).collect();
            assert_eq!(in_order(1_000, bytes, |n| n * n), squares);
            assert_eq!(in_order(0, bytes, |n| n), Vec::<usize>::new());
        }
    }
}
