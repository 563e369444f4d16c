//! The one thread that works. Requests come first, in order; between them it lints what has changed, a few projects at a
//! time, and drops that as soon as there is a newer state.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use lsp_server::{ErrorCode, RequestId};
use rayon::prelude::*;

use super::diagnostics::{self, Diagnosed};
use super::requests::{Context, Failure, Handler};
use super::server::Event;
use super::state::Cell;
use super::workspace::{Root, Snapshot};

/// Projects that are linted between two looks at what else there is to do.
const AT_ONCE: usize = 8;

/// What waits to be done.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: Mutex<Waiting>,
    wake: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    tasks: VecDeque<Task>,
    newest: Option<Snapshot>,
    stopped: bool,
}

/// A request.
#[derive(Debug)]
pub struct Task {
    /// Its id.
    pub id: RequestId,
    /// What answers it.
    pub handler: Handler,
    /// Its parameters.
    pub params: serde_json::Value,
    /// What it is about.
    pub snapshot: Snapshot,
    /// Set when nobody waits for the answer any more.
    pub cancelled: Arc<AtomicBool>,
}

enum Work {
    Task(Box<Task>),
    Lint(Box<Snapshot>),
    Nothing,
    Stop,
}

impl Queue {
    /// Adds a request.
    pub fn ask(&self, task: Task) {
        self.lock().tasks.push_back(task);
        self.wake.notify_one();
    }

    /// Asks for the diagnostics of a state; an older one that nobody has begun with is forgotten.
    pub fn lint(&self, snapshot: Snapshot) {
        self.lock().newest = Some(snapshot);
        self.wake.notify_one();
    }

    /// Ends the thread that works.
    pub fn stop(&self) {
        self.lock().stopped = true;
        self.wake.notify_one();
    }

    /// Works until the queue is stopped.
    pub fn work(&self, events: &Sender<Event>) {
        let mut job: Option<Job> = None;
        loop {
            match self.next(job.is_some()) {
                Work::Stop => return,
                Work::Task(task) => drop(events.send(task.done())),
                Work::Lint(snapshot) => job = Some(Job::new(*snapshot)),
                Work::Nothing => job = job.take().and_then(|job| job.step(events)),
            }
        }
    }

    /// The next thing to do; waits for one unless there is something begun.
    fn next(&self, begun: bool) -> Work {
        let mut waiting = self.lock();
        loop {
            if waiting.stopped {
                return Work::Stop;
            }
            if let Some(task) = waiting.tasks.pop_front() {
                return Work::Task(Box::new(task));
            }
            if let Some(snapshot) = waiting.newest.take() {
                return Work::Lint(Box::new(snapshot));
            }
            if begun {
                return Work::Nothing;
            }
            waiting = self.wake.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Task {
    fn done(self) -> Event {
        if self.cancelled.load(Ordering::Relaxed) {
            return Event::Answered(self.id, Err(Failure::cancelled()));
        }
        let context = Context { snapshot: &self.snapshot, cancelled: &self.cancelled };
        let answer = catch_unwind(AssertUnwindSafe(|| (self.handler)(&context, self.params)));
        let defect = Failure::new(ErrorCode::InternalError, "a bug in dynolint: the request failed");
        Event::Answered(self.id, answer.unwrap_or(Err(defect)))
    }
}

/// Linting all of a state.
struct Job {
    snapshot: Snapshot,
    /// What is to be linted still, those with open documents last, since they are taken from the end.
    left: Option<Vec<(Arc<Root>, Arc<Cell>)>>,
    total: usize,
}

impl Job {
    fn new(snapshot: Snapshot) -> Job {
        Job { snapshot, left: None, total: 0 }
    }

    /// Does a part; the job when there is more to do.
    fn step(mut self, events: &Sender<Event>) -> Option<Job> {
        let stepped = catch_unwind(AssertUnwindSafe(|| self.part(events)));
        match stepped {
            Ok(true) => Some(self),
            Ok(false) => None,
            Err(_) => {
                let _ = events.send(Event::Defect);
                self.left.as_ref().is_some_and(|left| !left.is_empty()).then_some(self)
            }
        }
    }

    fn part(&mut self, events: &Sender<Event>) -> bool {
        let Some(left) = &mut self.left else {
            let left = unlinted(&self.snapshot);
            self.total = left.len();
            self.left = Some(left);
            return true;
        };
        let part = left.split_off(left.len().saturating_sub(AT_ONCE));
        let more = !left.is_empty();
        if self.total > AT_ONCE {
            let done = self.total - left.len() - part.len();
            let _ = events.send(Event::Progress(done, self.total));
        }
        part.par_iter().for_each(|(root, cell)| {
            root.state.findings(cell);
        });
        if !more {
            if self.total > AT_ONCE {
                let _ = events.send(Event::Progress(self.total, self.total));
            }
            let diagnosed: Diagnosed = diagnostics::all(&self.snapshot);
            let _ = events.send(Event::Diagnosed(Box::new(diagnosed)));
        }
        more
    }
}

fn unlinted(snapshot: &Snapshot) -> Vec<(Arc<Root>, Arc<Cell>)> {
    let mut all = Vec::new();
    for root in &snapshot.roots {
        let cells = root.state.projects().iter().filter(|cell| !cell.is_linted());
        all.extend(cells.map(|cell| (Arc::clone(root), Arc::clone(cell))));
    }
    let open = |root: &Root, cell: &Cell| {
        let inside = |path: &str| crate::base::path::within(path, &cell.files.root);
        let mut documents = snapshot.documents.values().filter_map(|document| document.at.as_ref());
        documents.any(|(top, path)| *top == root.top && inside(path))
    };
    all.sort_by_cached_key(|(root, cell)| open(root, cell));
    all
}
