//! The language server: the same load and lint as the command line, over the buffers that an editor has open.
//!
//! ```text
//! wire        bytes to messages, and back
//! server      the life of a connection: handshake, document sync, requests, cancellation, shutdown
//! queue       the one thread that works: requests first, then the newest state's diagnostics
//! workspace   folders, open documents and files on disk; a change makes a new state that keeps what it did not touch
//! state       one tree at one moment: its projects, each loaded and linted once
//! analysis    load and lint; the only door to the rest of the crate's work
//! requests    one file a feature: diagnostics, actions, hover, …
//! ```

mod actions;
mod analysis;
mod capabilities;
mod client;
mod commands;
mod completion;
mod diagnostics;
mod here;
mod hints;
mod hover;
mod lens;
mod names;
mod navigation;
mod queue;
mod requests;
mod server;
mod settings;
mod state;
mod text;
mod tokens;
mod tree;
mod uri;
mod watch;
mod wire;
mod workspace;

use std::io::{BufReader, Read, Write};
use std::sync::mpsc;
use std::thread;

use crate::linter::Prepare;
use queue::Queue;
use server::{Event, Server};

/// Serves one client until it says `exit` or goes away; `prepare` is done with each project before the rules run. Gives the exit code: 0 where it shut the server down first.
pub fn serve(input: &mut (dyn Read + Send), output: &mut (dyn Write + Send), prepare: Prepare) -> u8 {
    let queue = &Queue::default();
    thread::scope(|scope| {
        let (events, inbox) = mpsc::channel();
        let (outbox, outgoing) = mpsc::channel();
        let written = events.clone();
        scope.spawn(move || {
            wire::write_all(&outgoing, output);
            let _ = written.send(Event::Closed);
        });
        let read = events.clone();
        let reader = scope.spawn(move || wire::read_all(&mut BufReader::new(input), &read));
        scope.spawn(move || queue.work(&events));
        let code = Server::new(outbox, queue, prepare).run(&inbox);
        queue.stop();
        watch::leave_if_stuck(&reader, code);
        code
    })
}
