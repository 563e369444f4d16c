//! A makefile's rules and variables, as far as plain ones go.

use crate::base::source::{Source, Span};

/// A makefile.
#[derive(Debug, Default)]
pub struct Makefile {
    /// The rules in order.
    pub rules: Vec<Rule>,
    /// The variables in order; the last one of a name counts.
    pub variables: Vec<Variable>,
    /// Whether it includes others: they may set anything.
    pub open: bool,
    /// Whether it changes how recipes are written.
    pub unusual: bool,
}

/// A rule.
#[derive(Debug, Default)]
pub struct Rule {
    /// What it makes.
    pub targets: Vec<String>,
    /// What is made before.
    pub prerequisites: Vec<String>,
    /// The lines of its recipe without their tabs; a line that is continued is one.
    pub recipe: Vec<Span>,
    /// Whether a condition decides about it or a part of it.
    pub unclear: bool,
}

/// A variable.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its value as written.
    pub value: Span,
    /// How it is set.
    pub kind: Kind,
    /// The target for which it is set.
    pub target: Option<String>,
}

/// How a variable is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `=`, `:=`: whatever the environment says.
    Set,
    /// `?=`: unless the environment says it.
    Default,
    /// `+=`, `!=`, `define`, or under a condition: the value is not known.
    Unclear,
}

const CONDITIONS: &[&str] = &["ifeq", "ifneq", "ifdef", "ifndef"];
const INCLUDES: &[&str] = &["include", "-include", "sinclude"];

/// Reads a makefile; what it does not know it passes over.
pub fn read(source: &Source) -> Makefile {
    let mut reader = Reader { source, file: Makefile::default(), conditions: 0, defines: false };
    let (mut number, last) = (1, source.line_count());
    while number <= last {
        let Some(first) = source.line(number) else { break };
        let mut span = first;
        while source.slice(span).ends_with('\\')
            && let Some(next) = source.line(number + 1)
        {
            number += 1;
            span = span.join(next);
        }
        reader.line(span);
        number += 1;
    }
    reader.file
}

struct Reader<'a> {
    source: &'a Source,
    file: Makefile,
    /// Conditions around the line.
    conditions: usize,
    /// Whether the line is between `define` and `endef`.
    defines: bool,
}

impl Reader<'_> {
    fn line(&mut self, span: Span) {
        let text = self.source.slice(span);
        if let Some(recipe) = text.strip_prefix('\t') {
            if let Some(rule) = self.file.rules.last_mut().filter(|_| !recipe.trim().is_empty()) {
                rule.recipe.push(Span::new(span.start + 1, span.end));
                rule.unclear |= self.conditions > 0;
            }
            return;
        }
        let bare = text.split('#').next().unwrap_or("");
        let first = bare.split_whitespace().next().unwrap_or("");
        match first {
            "" => {}
            "endef" => self.defines = false,
            _ if self.defines => {}
            "define" => {
                self.defines = true;
                let name = bare.split_whitespace().nth(1).unwrap_or("").to_owned();
                self.file.variables.push(Variable { name, value: span, kind: Kind::Unclear, target: None });
            }
            "endif" => self.conditions = self.conditions.saturating_sub(1),
            "else" => {}
            word if CONDITIONS.contains(&word.split('(').next().unwrap_or("")) => self.conditions += 1,
            word if INCLUDES.contains(&word) => self.file.open = true,
            _ => self.statement(bare, span.start, None),
        }
    }

    fn statement(&mut self, text: &str, start: usize, target: Option<&str>) {
        let assignment = text.find('=');
        let colon =
            text.find(':').filter(|at| !text.get(at + 1..).is_some_and(|rest| rest.starts_with(['=', ':'])));
        match (assignment, colon) {
            (Some(equals), colon) if target.is_some() || colon.is_none_or(|colon| equals < colon) => {
                self.assignment(text, start, equals, target);
            }
            (_, Some(colon)) if target.is_none() => self.rule(text, start, colon),
            _ => {}
        }
    }

    fn assignment(&mut self, text: &str, start: usize, equals: usize, target: Option<&str>) {
        let before = text.get(..equals).unwrap_or("");
        let name = before.trim_end_matches([':', '?', '+', '!']);
        let kind = match before.get(name.len()..).unwrap_or("") {
            _ if self.conditions > 0 => Kind::Unclear,
            "" | ":" | "::" | ":::" => Kind::Set,
            "?" => Kind::Default,
            _ => Kind::Unclear,
        };
        let Some(name) = name.split_whitespace().last() else { return };
        let value = text.get(equals + 1..).unwrap_or("");
        let from = start + equals + 1 + (value.len() - value.trim_start().len());
        let value = Span::new(from, from + value.trim().len());
        self.file.unusual |= name == ".RECIPEPREFIX";
        let target = target.map(str::to_owned);
        self.file.variables.push(Variable { name: name.to_owned(), value, kind, target });
    }

    fn rule(&mut self, text: &str, start: usize, colon: usize) {
        let names =
            |text: &str| text.replace('\\', " ").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let targets = names(text.get(..colon).unwrap_or(""));
        let behind = text.get(colon + 1..).unwrap_or("");
        let is_assignment = behind.contains('=') && !behind.contains(';');
        if is_assignment {
            for target in &targets {
                self.statement(behind, start + colon + 1, Some(target));
            }
            return;
        }
        let (before, recipe) = behind.split_once(';').map_or((behind, None), |(a, b)| (a, Some(b)));
        let prerequisites = names(before).into_iter().filter(|name| name != "|").collect();
        let mut rule = Rule { targets, prerequisites, recipe: Vec::new(), unclear: self.conditions > 0 };
        if let Some(recipe) = recipe {
            let end = start + text.len();
            rule.recipe.push(Span::new(end - recipe.len(), end));
        }
        self.file.unusual |= rule.targets.iter().any(|target| target == ".ONESHELL");
        self.file.rules.push(rule);
    }
}

/// Rules that one target leads to.
const MOST: usize = 50;

impl Variable {
    /// Whether it counts for the targets.
    pub fn is_for(&self, goals: &[String]) -> bool {
        self.target.as_ref().is_none_or(|target| goals.contains(target))
    }
}

impl Makefile {
    /// The target that is made when none is named.
    pub fn goal(&self) -> Option<String> {
        let named = |target: &&String| !target.starts_with('.') && !target.contains('%');
        self.rules.iter().find_map(|rule| rule.targets.iter().find(named)).cloned()
    }

    /// The rules of the targets, those of what they need first.
    pub fn rules_for(&self, goals: &[String]) -> Vec<&Rule> {
        let mut found: Vec<&Rule> = Vec::new();
        let mut open: Vec<(&str, bool)> = goals.iter().rev().map(|goal| (goal.as_str(), false)).collect();
        let mut seen: Vec<&str> = Vec::new();
        while let Some((name, ready)) = open.pop() {
            let rules =
                || self.rules.iter().filter(move |rule| rule.targets.iter().any(|target| target == name));
            if ready {
                found.extend(rules());
            } else if !seen.contains(&name) && seen.len() < MOST {
                seen.push(name);
                open.push((name, true));
                open.extend(
                    rules()
                        .flat_map(|rule| rule.prerequisites.iter().rev().map(|name| (name.as_str(), false))),
                );
            }
        }
        found
    }
}
