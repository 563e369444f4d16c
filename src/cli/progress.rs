//! A line on the terminal while a run takes long: how many projects are linted.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Nobody waits for less.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two looks at the numbers.
const PAUSE: Duration = Duration::from_millis(200);

/// How far a run is.
#[derive(Debug, Clone, Default)]
pub struct Counter {
    done: Arc<AtomicUsize>,
    total: Arc<AtomicUsize>,
}

impl Counter {
    /// So many projects are to be linted.
    pub fn expect(&self, projects: usize) {
        self.total.store(projects, Ordering::Relaxed);
    }

    /// What goes up by one for each project that is done.
    pub fn done(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.done)
    }

    fn line(&self) -> String {
        match self.total.load(Ordering::Relaxed) {
            0 => "looking for projects".to_owned(),
            total => format!("linted {} of {total} projects", self.done.load(Ordering::Relaxed).min(total)),
        }
    }
}

/// Shows a counter until it is dropped.
#[derive(Debug)]
pub struct Progress {
    shown: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Shows a counter on standard error where that is wanted.
    pub fn start(wanted: bool, counter: &Counter) -> Progress {
        let counter = counter.clone();
        let show = || {
            let (stop, stopped) = mpsc::channel::<()>();
            let wait = move |pause| stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout);
            (stop, thread::spawn(move || show(&counter, &mut io::stderr(), wait)))
        };
        Progress { shown: wanted.then(show) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.shown.take() {
            drop(stop);
            let _ = thread.join();
        }
    }
}

/// Writes the line over itself as long as there is something to wait for, and takes it away at the end.
fn show(counter: &Counter, out: &mut dyn Write, mut wait: impl FnMut(Duration) -> bool) {
    let mut pause = PATIENCE;
    let mut shown = String::new();
    while wait(pause) {
        let line = counter.line();
        if line != shown {
            let _ = write!(out, "\r\u{1b}[Kdynolint: {line}");
            let _ = out.flush();
            shown = line;
        }
        pause = PAUSE;
    }
    if !shown.is_empty() {
        let _ = write!(out, "\r\u{1b}[K");
        let _ = out.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written when each wait ends with one more project done, and there are so many waits.
    fn written(waits: usize) -> String {
        let counter = Counter::default();
        let mut out = Vec::new();
        let mut pauses = Vec::new();
        show(&counter, &mut out, |pause| {
            pauses.push(pause);
            match pauses.len() {
                2 => counter.expect(3),
                3 => drop(counter.done().fetch_add(2, Ordering::Relaxed)),
                _ => {}
            }
            pauses.len() <= waits
        });
        assert_eq!(pauses.first(), Some(&PATIENCE));
        assert!(pauses.iter().skip(1).all(|pause| *pause == PAUSE));
        String::from_utf8(out).unwrap_or_default()
    }

    #[test]
    fn a_short_run_shows_nothing() {
        assert_eq!(written(0), "");
    }

    #[test]
    fn a_long_run_shows_how_far_it_is_and_clears_the_line() {
        let start = "\r\u{1b}[Kdynolint: looking for projects";
        let middle = "\r\u{1b}[Kdynolint: linted 0 of 3 projects";
        let end = "\r\u{1b}[Kdynolint: linted 2 of 3 projects";
        assert_eq!(written(4), format!("{start}{middle}{end}\r\u{1b}[K"));
    }

    #[test]
    fn what_is_not_wanted_has_no_thread() {
        assert!(Progress::start(false, &Counter::default()).shown.is_none());
        drop(Progress::start(true, &Counter::default()));
    }
}
