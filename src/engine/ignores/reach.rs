//! Which findings comments reach, in time that grows with their number and not with its square.

use std::collections::{BTreeMap, HashMap};
use std::iter;

use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::rules;

/// What one comment speaks of.
#[derive(Debug, Clone, Copy)]
pub struct Reach<'a> {
    /// The file, from the tree's root.
    pub path: &'a str,
    /// The ids of the rules, or a code that findings of a rule carry.
    pub rules: &'a [&'static str],
    /// The bytes in which a finding starts; `None` for the whole file.
    pub covers: Option<Span>,
}

/// What all comments of a project speak of.
#[derive(Debug)]
pub struct Reached<'a> {
    groups: HashMap<&'static str, HashMap<&'a str, Group>>,
    comments: usize,
}

/// What is said of one rule in one file.
#[derive(Debug, Default)]
struct Group {
    file: Cover,
    /// By the bytes they cover.
    parts: BTreeMap<Span, Cover>,
}

/// Comments, by number, that cover the same bytes: they are used together.
#[derive(Debug, Default)]
struct Cover {
    comments: Vec<usize>,
    used: bool,
}

impl<'a> Reached<'a> {
    /// Sorts comments by what they speak of.
    pub fn new(comments: impl Iterator<Item = Reach<'a>>) -> Reached<'a> {
        let mut reached = Reached { groups: HashMap::new(), comments: 0 };
        for (index, reach) in comments.enumerate() {
            reached.comments = index + 1;
            for rule in reach.rules {
                let group = reached.groups.entry(rule).or_default().entry(reach.path).or_default();
                let cover = match reach.covers {
                    None => &mut group.file,
                    Some(span) => group.parts.entry(span).or_default(),
                };
                cover.comments.push(index);
            }
        }
        reached
    }

    /// For each finding whether a comment reaches it; that one is used then.
    pub fn mark(&mut self, found: &[Diagnostic]) -> Vec<bool> {
        let mut by_group: BTreeMap<(&'static str, &str), Vec<(usize, usize)>> = BTreeMap::new();
        for (index, one) in found.iter().enumerate() {
            let place = (one.place.span.start, index);
            by_group.entry((one.rule, one.place.source.path())).or_default().push(place);
        }
        let mut marks = vec![false; found.len()];
        for ((rule, path), mut places) in by_group {
            places.sort_unstable();
            for name in names(rule) {
                let group = self.groups.get_mut(name).and_then(|files| files.get_mut(path));
                for index in group.map(|group| group.reach(&places)).unwrap_or_default() {
                    if let Some(mark) = marks.get_mut(index) {
                        *mark = true;
                    }
                }
            }
        }
        marks
    }

    /// For each comment whether it has reached something.
    pub fn used(&self) -> Vec<bool> {
        let mut used = vec![false; self.comments];
        let covers = self
            .groups
            .values()
            .flat_map(HashMap::values)
            .flat_map(|group| group.parts.values().chain([&group.file]));
        for index in covers.filter(|cover| cover.used).flat_map(|cover| &cover.comments) {
            if let Some(used) = used.get_mut(*index) {
                *used = true;
            }
        }
        used
    }
}

/// What a finding is called: by its rule, and by its code if it carries one.
fn names(called: &'static str) -> impl Iterator<Item = &'static str> {
    let rule = rules::find(called).map(|rule| rule.id).filter(|id| *id != called);
    iter::once(called).chain(rule)
}

impl Group {
    /// The indices that are reached of `places`, offsets with indices in their order.
    fn reach(&mut self, places: &[(usize, usize)]) -> Vec<usize> {
        let whole = !self.file.comments.is_empty();
        self.file.used |= whole && !places.is_empty();
        let mut parts = self.parts.iter_mut().peekable();
        let mut open: Vec<(usize, &mut Cover)> = Vec::new();
        let mut reached = Vec::new();
        for (at, index) in places {
            while let Some((span, cover)) = parts.next_if(|(span, _)| span.start <= *at) {
                open.push((span.end, cover));
            }
            open.retain(|(end, _)| at <= end);
            open.iter_mut().for_each(|(_, cover)| cover.used = true);
            if whole || !open.is_empty() {
                reached.push(*index);
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Severity;
    use crate::base::source::{Place, Source};

    #[test]
    fn comments_reach_what_starts_in_them() {
        let source = Source::new("a", "a", "x".repeat(100));
        let at = |rule, start| {
            Diagnostic::new(rule, Severity::Info, Place::new(&source, Span::new(start, start + 1)), "m")
        };
        let found = [at("r", 50), at("r", 5), at("s", 5), at("r", 31), at("r", 10), at("r", 99)];
        let reach = |rules, covers| Reach { path: "a", rules, covers };
        let comments = [
            reach(&["r"], Some(Span::new(0, 10))),
            reach(&["r"], Some(Span::new(20, 60))),
            // Beyond the end of the one that began before it.
            reach(&["r", "s"], Some(Span::new(30, 70))),
            reach(&["r"], Some(Span::new(40, 45))),
            Reach { path: "b", rules: &["r"], covers: None },
            reach(&[], None),
            reach(&["s"], None),
        ];
        let mut reached = Reached::new(comments.into_iter());
        assert_eq!(reached.mark(&found), [true, true, true, true, true, false]);
        assert_eq!(reached.used(), [true, true, true, false, false, false, true]);
        assert_eq!(Reached::new([].into_iter()).mark(&found), [false; 6]);
    }

    #[test]
    fn a_finding_with_a_code_is_reached_by_its_rule_too() {
        let source = Source::new("a", "a", "x".repeat(100));
        let at = |rule| Diagnostic::new(rule, Severity::Info, Place::new(&source, Span::at(1)), "m");
        let found = [at("SC2086"), at("SC2046"), at("volume-ignored")];
        let reached = |rules: &[&[&'static str]]| {
            let all = rules.iter().map(|rules| Reach { path: "a", rules, covers: None });
            let mut reached = Reached::new(all);
            (reached.mark(&found), reached.used())
        };
        assert_eq!(reached(&[&["SC2086"]]), (vec![true, false, false], vec![true]));
        assert_eq!(reached(&[&["shellcheck"]]), (vec![true, true, false], vec![true]));
        let both = reached(&[&["SC2086"], &["shellcheck"], &["SC2034"]]);
        assert_eq!(both, (vec![true, true, false], vec![true, true, false]));
    }
}
