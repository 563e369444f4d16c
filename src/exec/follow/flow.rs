//! Lists, branches, loops and functions of a script: which of its commands run.

use super::condition;
use super::condition::Status;
use super::script::{End, Here, Walk};
use super::value::{UNKNOWN, Value};
use super::words::{Words, expand};
use crate::base::source::{Place, Span};
use crate::syntax::shell::{CaseArm, Joined, Loop, Node, NodeKind, Over, Simple, Word};

/// Rounds of one loop that are walked.
const ROUNDS: usize = 50;
/// Steps of one script that are walked.
pub const MOST_STEPS: usize = 50_000;

impl Walk<'_> {
    /// Walks a list.
    pub fn list(&mut self, nodes: &[Node], here: &Here) -> Status {
        let mut status = Status::Done;
        let mut nodes = nodes.iter().peekable();
        while let Some(node) = nodes.next() {
            if self.ended.is_some_and(|end| end != End::Never) || self.steps == 0 {
                break;
            }
            self.steps -= 1;
            let next = nodes.peek().map(|next| next.joined);
            status = self.step(node, status, next, here);
        }
        status
    }

    /// Walks one step, where what stands before it lets it run.
    fn step(&mut self, node: &Node, before: Status, next: Option<Joined>, here: &Here) -> Status {
        match (node.joined, before) {
            (Joined::And, Status::False) | (Joined::Or, Status::True) => before,
            (Joined::And, Status::Open) => {
                self.perhaps(|walk| walk.node(node, next, here));
                Status::Open
            }
            (Joined::Or, Status::Open | Status::Done) => {
                self.perhaps(|walk| walk.node(node, next, here));
                Status::Done
            }
            _ => {
                let status = self.node(node, next, here);
                if node.negated { status.negated() } else { status }
            }
        }
    }

    /// Walks what may not run, and says how it ends the script.
    fn perhaps(&mut self, walk: impl FnOnce(&mut Self) -> Status) -> Option<End> {
        let around = std::mem::replace(&mut self.maybe, true);
        let before = self.ended.take();
        walk(self);
        self.maybe = around;
        std::mem::replace(&mut self.ended, before)
    }

    fn node(&mut self, node: &Node, next: Option<Joined>, here: &Here) -> Status {
        match &node.kind {
            NodeKind::Command(index) => match here.script.commands.get(*index) {
                Some(command) => self.command(command, next, here),
                None => Status::Done,
            },
            NodeKind::Group(list) => self.list(list, here),
            NodeKind::Subshell(list) => self.subshell(list, here),
            NodeKind::If { arms, otherwise } => self.branches(arms, otherwise, here),
            NodeKind::Case { word, arms } => self.cases(word, arms, here),
            NodeKind::Loop(it) => self.repeated(it, here),
            NodeKind::Arithmetic => Status::Open,
        }
    }

    /// `( cd /app && … )`: behind the parentheses the working directory is what it was.
    fn subshell(&mut self, list: &[Node], here: &Here) -> Status {
        let folder = self.scope.folder.clone();
        let status = self.list(list, here);
        self.scope.folder = folder;
        self.ended = self.ended.filter(|end| *end == End::Never);
        status
    }

    fn branches(&mut self, arms: &[(Vec<Node>, Vec<Node>)], otherwise: &[Node], here: &Here) -> Status {
        let mut taken = Taken::default();
        for (test, body) in arms {
            let status = self.list(test, here);
            let status = if status == Status::Done { Status::Open } else { status };
            self.arm(status, body, &mut taken, here);
            if taken.decided {
                break;
            }
        }
        if !taken.decided {
            self.arm(Status::True, otherwise, &mut taken, here);
        }
        taken.finish(self)
    }

    fn cases(&mut self, word: &Word, arms: &[CaseArm], here: &Here) -> Status {
        let value = self.scope.settle(word, &here.source);
        let mut taken = Taken::default();
        for arm in arms {
            let status = condition::arm(arm, &value, &here.source, &self.scope);
            let status = if arm.ends || status == Status::False { status } else { Status::Open };
            self.arm(status, &arm.body, &mut taken, here);
            if taken.decided {
                break;
            }
        }
        if !taken.decided {
            taken.ends.push(None);
        }
        taken.finish(self)
    }

    /// Walks an arm, where it may run.
    fn arm(&mut self, status: Status, body: &[Node], taken: &mut Taken, here: &Here) {
        taken.decided |= status == Status::True;
        match status {
            Status::False => {}
            Status::True if taken.ends.is_empty() => {
                self.list(body, here);
            }
            _ => {
                let end = self.perhaps(|walk| walk.list(body, here));
                taken.ends.push(end);
            }
        }
    }

    fn repeated(&mut self, it: &Loop, here: &Here) -> Status {
        match &it.over {
            Over::Words(name, words) => self.over(name, words.as_deref(), &it.body, here),
            Over::While => match option_letters(&it.test, here) {
                Some((letters, name)) => self.options(&letters, &name, &it.body, here),
                None => self.while_true(it, here),
            },
            Over::Other => {
                self.list(&it.test, here);
                self.round(&it.body, here);
            }
        }
        Status::Done
    }

    /// `for name in words`
    fn over(&mut self, name: &str, words: Option<&[Word]>, body: &[Node], here: &Here) {
        let list = match words {
            Some(words) => Some(expand(words, &here.source, &self.scope)),
            None => self.scope.args.as_deref().cloned(),
        };
        let known = |list: &Words| {
            let values = list.iter().map(|(word, source)| self.scope.resolve(word, source));
            let values: Vec<_> = values.collect();
            let plain = list.words.iter().all(|word| !word.glob) && values.len() <= ROUNDS;
            (plain && values.iter().all(|value| !value.text.contains(UNKNOWN))).then_some(values)
        };
        let Some(values) = list.as_ref().and_then(known) else {
            let place = words.and_then(<[Word]>::first).map_or(0, |word| word.span.start);
            let place = Place::new(&here.source, Span::at(place));
            self.scope.forget(name, place);
            return self.round(body, here);
        };
        for value in values {
            if self.ended.is_some() {
                return;
            }
            self.scope.define(name, value);
            self.list(body, here);
        }
    }

    /// A loop whose condition is looked at.
    fn while_true(&mut self, it: &Loop, here: &Here) {
        for _ in 0..ROUNDS {
            match self.list(&it.test, here) {
                Status::False => return,
                Status::True if self.counts(&it.test, here) => {
                    self.list(&it.body, here);
                }
                _ => return self.round(&it.body, here),
            }
            if self.ended.is_some() {
                return;
            }
        }
    }

    /// Whether a condition hangs on the script's arguments, so that it comes to an end.
    fn counts(&self, test: &[Node], here: &Here) -> bool {
        let mut words = commands(test, here).flat_map(|command| &command.words);
        words.any(|word| {
            word.variables().any(|(variable, _)| {
                variable.name == "#" || variable.name.bytes().all(|byte| byte.is_ascii_digit())
            })
        })
    }

    /// One of many rounds: what it sets is not known behind it.
    fn round(&mut self, body: &[Node], here: &Here) {
        let around = std::mem::replace(&mut self.looped, true);
        self.list(body, here);
        self.looped = around;
        self.ended = self.ended.filter(|end| *end != End::Loop);
    }

    /// `while getopts "p:" name`
    fn options(&mut self, letters: &str, name: &str, body: &[Node], here: &Here) {
        let Some(args) = self.scope.args.clone() else { return self.round(body, here) };
        let mut rest = args.iter();
        let text = |text: &str, place: &Place| Value {
            text: text.to_owned(),
            place: place.clone(),
            evidence: None,
            expands: true,
        };
        while let Some((word, source)) = rest.next() {
            let Some(option) = word.literal().filter(|word| word.starts_with('-') && word.len() > 1) else {
                break;
            };
            let (letter, attached) = (option.get(1..2).unwrap_or(""), option.get(2..).unwrap_or(""));
            let place = Place::new(source, word.span);
            self.scope.define(name, text(letter, &place));
            if letters.contains(&format!("{letter}:")) {
                let given = match attached {
                    "" => rest.next().map(|(value, source)| self.scope.resolve(value, source)),
                    attached => Some(text(attached, &place)),
                };
                self.scope.define("OPTARG", given.unwrap_or_else(|| text("", &place)));
            }
            self.list(body, here);
        }
    }
}

/// The arms that may run.
#[derive(Default)]
struct Taken {
    /// How each of them ends the script.
    ends: Vec<Option<End>>,
    /// Whether one of them runs where no other does.
    decided: bool,
}

impl Taken {
    /// Where each of them ends the script, it has ended.
    fn finish(self, walk: &mut Walk<'_>) -> Status {
        if let (Some(first), true) = (self.ends.first(), self.ends.iter().all(Option::is_some)) {
            walk.ended = walk.ended.or(*first);
        }
        Status::Done
    }
}

fn commands<'h>(nodes: &'h [Node], here: &'h Here) -> impl Iterator<Item = &'h Simple> {
    nodes.iter().filter_map(|node| match node.kind {
        NodeKind::Command(index) => here.script.commands.get(index),
        _ => None,
    })
}

/// The letters and the variable of `getopts`.
fn option_letters(test: &[Node], here: &Here) -> Option<(String, String)> {
    let command = commands(test, here).next()?;
    let [program, letters, name, ..] = command.words.as_slice() else { return None };
    let literal = |word: &Word| word.literal().map(|text| text.into_owned());
    program.is("getopts").then(|| literal(letters).zip(literal(name))).flatten()
}
