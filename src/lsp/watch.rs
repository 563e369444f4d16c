//! Ends with the client, however that ends.

use std::process;
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

/// Whether a process is there, as far as that can be told.
#[cfg(unix)]
pub fn is_alive(id: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    Pid::from_raw(id).is_none_or(|pid| test_kill_process(pid) != Err(Errno::SRCH))
}

/// Whether a process is there, as far as that can be told. The pipe's end tells it here.
#[cfg(not(unix))]
pub fn is_alive(_: i32) -> bool {
    true
}

/// Ends this process where its input is still open though nobody is to be served any more: reading it cannot be
/// interrupted.
pub fn leave_if_stuck(reader: &ScopedJoinHandle<()>, code: u8) {
    for _ in 0..20 {
        if reader.is_finished() {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    process::exit(i32::from(code));
}
