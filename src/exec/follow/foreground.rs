//! Several programs to the one that matters: the one that gets the port.

use crate::exec::{Launch, Verdict};

/// A command that may be the one that stays.
pub struct Candidate {
    /// What it comes to.
    pub launch: Launch,
    /// What its program may have to do with the port.
    pub kind: Kind,
    /// Whether it may not run.
    pub conditional: bool,
    /// Whether others run beside it.
    pub background: bool,
}

/// What a program may have to do with the port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only keeps the shell from ending.
    Waits,
    /// It never listens for HTTP.
    Works,
    /// It may start, or stand before, what listens.
    Front,
    /// It may do anything.
    Other,
    /// A known server, or a program of the repository that is seen to listen.
    Server,
}

const CONDITIONAL: &str = "a condition decides what runs";
const SEVERAL: &str = "several servers run, and one may be in front of the other";

/// Programs that start, or forward to, what their own configuration says.
const FRONTS: &[&str] = &[
    "service",
    "systemctl",
    "rc-service",
    "supervisord",
    "supervisorctl",
    "pm2",
    "pm2-runtime",
    "forever",
    "haproxy",
    "traefik",
    "envoy",
    "lighttpd",
    "varnishd",
    "squid",
    "socat",
    "iptables",
    "cloudflared",
    "ngrok",
    "tmux",
    "screen",
    "runsvdir",
    "s6-svscan",
    "overmind",
    "hivemind",
    "concurrently",
    "frankenphp",
];
/// Programs that keep a shell from ending.
const WAITS: &[&str] = &["wait", "tail", "sleep", "fg", "cat", "trap"];
/// Programs that never listen for HTTP.
const WORKS: &[&str] = &[
    "celery",
    "sidekiq",
    "resque",
    "rq",
    "rqworker",
    "dramatiq",
    "huey_consumer",
    "cron",
    "crond",
    "supercronic",
    "redis-server",
    "memcached",
    "postgres",
    "mysqld",
    "mongod",
    "sshd",
    "echo",
    "tee",
];

/// Parts of names of processes that take no requests.
const WORKERS: &[&str] = &["work", "job", "queue", "sidekiq", "celery", "cron", "clock", "sched", "beat"];

impl Kind {
    /// The kind of a program, by its name and what it comes to.
    pub fn of(launch: &Launch, program: &str) -> Kind {
        match program {
            _ if launch.server.is_some() || launch.language.is_some() => Kind::Server,
            program if WAITS.contains(&program) => Kind::Waits,
            program if FRONTS.contains(&program) => Kind::Front,
            program if WORKS.contains(&program) || program.starts_with("php-fpm") => Kind::Works,
            _ => Kind::Other,
        }
    }

    /// The kind of a process that has a name of its own.
    pub fn of_process(launch: &Launch, program: &str, name: &str) -> Kind {
        match Kind::of(launch, program) {
            Kind::Other if WORKERS.iter().any(|part| name.contains(part)) => Kind::Works,
            kind => kind,
        }
    }
}

/// The one that matters: a server that gets the port; else one whose configuration says, or the last one. Whatever else
/// runs may be what listens in front of it.
pub fn choose(found: Vec<Candidate>) -> Launch {
    let servers = || found.iter().enumerate().filter(|(_, it)| it.kind == Kind::Server);
    let certain = || servers().filter(|(_, it)| !it.conditional);
    let told = servers().rev().find(|(_, it)| matches!(it.launch.verdict, Verdict::FromPort { .. }));
    let configured = certain().rev().find(|(_, it)| is_open(&it.launch));
    let front = certain().rev().find(|(_, it)| it.launch.server.is_some_and(|server| server.fronts));
    let staying = servers().rev().find(|(_, it)| !it.background);
    let chosen = told.or(configured).or(front).or(staying).or_else(|| servers().next_back());
    let Some((index, server)) = chosen else { return last(found) };
    let in_front = |(at, it): (usize, &Candidate)| {
        it.kind == Kind::Front
            || (it.kind == Kind::Other && (it.background || (at > index && server.background)))
    };
    let why = match server.launch.verdict {
        Verdict::FromPort { .. } => None,
        _ if server.conditional => Some(CONDITIONAL),
        _ => found.iter().enumerate().any(in_front).then_some(SEVERAL),
    };
    pick(found, index, why)
}

/// Whether it cannot be told yet where a server listens.
fn is_open(launch: &Launch) -> bool {
    !launch.unless.is_empty() || matches!(launch.verdict, Verdict::Unknown { .. })
}

/// No server is known: the last program that stays.
fn last(found: Vec<Candidate>) -> Launch {
    let staying = found.iter().rposition(|it| !it.background && it.kind != Kind::Waits);
    let Some(index) = staying.or(found.len().checked_sub(1)) else {
        return Launch::unknown("the script starts no program");
    };
    let told = |it: &Candidate| matches!(it.launch.verdict, Verdict::FromPort { .. });
    let why = found.get(index).filter(|it| it.conditional && !told(it)).map(|_| CONDITIONAL);
    pick(found, index, why)
}

fn pick(mut found: Vec<Candidate>, index: usize, why: Option<&str>) -> Launch {
    let Candidate { launch, conditional, .. } = found.swap_remove(index);
    match why {
        Some(why) => Launch::unknown(why),
        // What may not run is blamed for nothing.
        None if conditional => Launch { verdict: launch.verdict, ..Launch::unknown("") },
        None => launch,
    }
}
