//! Docker turns a pattern with wildcards into a regular expression of Go's, and some characters keep the meaning they
//! have there: `\D` in `bin\Debug` is "no digit", `\o` in `bin\obj` is an error, `|` and `{2}` are no characters either.
//! This is that translation, and as much of Go's expressions as it can yield.

use super::class::{Class, is_word, split_first};
use crate::syntax::gomatch::BadPattern;

/// A pattern as sequences of steps; one of them must fit, anywhere in a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expression {
    alternatives: Vec<Vec<Step>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    One(Class),
    Many(Class),
    /// At least and at most so often; no limit without the second.
    Times(Class, usize, Option<usize>),
    /// `(.*/)?`: any folders, or none.
    Folders,
    Start,
    End,
    /// `\b`, or `\B` with false.
    Boundary(bool),
}

/// How often, at least and at most, and what follows the `}`.
type Count<'a> = (usize, Option<usize>, &'a str);

/// Go repeats nothing more often.
const MAX_REPEAT: usize = 1000;

impl Expression {
    /// Reads a pattern of Docker's.
    ///
    /// # Errors
    /// Where Go does not compile what Docker makes of it.
    pub(super) fn new(pattern: &str) -> Result<Expression, BadPattern> {
        let expression = translate(pattern);
        let mut rest = expression.as_str();
        let mut alternatives = Vec::new();
        let mut steps = Vec::new();
        let mut repeated = false;
        while let Ok((first, after)) = split_first(rest) {
            let count = if first == '{' { count(after)? } else { None };
            repeated = if let Some((least, most, after)) = count {
                let last = steps.pop().filter(|_| !repeated).ok_or(BadPattern)?;
                steps.push(repeat(last, least, most)?);
                rest = after;
                true
            } else if first == '|' {
                alternatives.push(std::mem::take(&mut steps));
                rest = after;
                false
            } else {
                rest = step(first, after, &mut steps)?;
                false
            };
        }
        alternatives.push(steps);
        Ok(Expression { alternatives })
    }

    /// Whether a path fits. The time is that of steps times characters.
    pub(super) fn matches(&self, path: &str) -> bool {
        let path: Vec<char> = path.chars().collect();
        self.alternatives.iter().any(|steps| walk(steps, &path))
    }
}

/// Docker's translation. A `**` takes a following `/` with it. Docker means to escape `|`, `{` and `}` too, and does
/// not: its table of characters has no room for them.
fn translate(pattern: &str) -> String {
    let mut out = String::from("^");
    let mut rest = pattern.chars().peekable();
    while let Some(first) = rest.next() {
        match first {
            '*' if rest.next_if_eq(&'*').is_some() => {
                rest.next_if_eq(&'/');
                out.push_str(if rest.peek().is_some() { "(.*/)?" } else { ".*" });
            }
            '*' => out.push_str("[^/]*"),
            '?' => out.push_str("[^/]"),
            '.' | '+' | '(' | ')' | '$' => out.extend(['\\', first]),
            '\\' => {
                out.push('\\');
                out.extend(rest.next());
            }
            other => out.push(other),
        }
    }
    out.push('$');
    out
}

/// Reads one step that starts with `first`; the rest.
fn step<'a>(first: char, after: &'a str, steps: &mut Vec<Step>) -> Result<&'a str, BadPattern> {
    let (step, rest) = match first {
        '^' => (Step::Start, after),
        '$' => (Step::End, after),
        '(' => (Step::Folders, after.strip_prefix(".*/)?").ok_or(BadPattern)?),
        '.' => (Step::Many(Class::no('\n')), after.strip_prefix('*').ok_or(BadPattern)?),
        '\\' => return escape(after, steps),
        '[' => {
            let (class, after) = Class::bracketed(after)?;
            match after.strip_prefix('*') {
                Some(after) => (Step::Many(class), after),
                None => (Step::One(class), after),
            }
        }
        other => (Step::One(Class::only(other)), after),
    };
    steps.push(step);
    Ok(rest)
}

/// Reads what follows a `\`; the rest.
fn escape<'a>(text: &'a str, steps: &mut Vec<Step>) -> Result<&'a str, BadPattern> {
    let (first, after) = split_first(text)?;
    let (step, rest) = match first {
        'A' => (Step::Start, after),
        'z' => (Step::End, after),
        'b' | 'B' => (Step::Boundary(first == 'b'), after),
        'Q' => {
            let (quoted, rest) = after.split_once("\\E").unwrap_or((after, ""));
            steps.extend(quoted.chars().map(|character| Step::One(Class::only(character))));
            return Ok(rest);
        }
        _ => {
            let (class, rest) = Class::escaped(text)?;
            (Step::One(class), rest)
        }
    };
    steps.push(step);
    Ok(rest)
}

/// Reads `2}`, `2,}` or `2,3}`; `None` when it is none of them, an error when it asks for what Go refuses.
fn count(text: &str) -> Result<Option<Count<'_>>, BadPattern> {
    let Some((inside, after)) = text.split_once('}') else {
        return Ok(None);
    };
    let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
    let plain = |digits: &str| {
        let leading = digits.len() > 1 && digits.starts_with('0');
        !leading && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if least.is_empty() || !plain(least) || !plain(most) {
        return Ok(None);
    }
    let number = |digits: &str| digits.parse().ok().filter(|number| *number <= MAX_REPEAT).ok_or(BadPattern);
    let least = number(least)?;
    let most = if most.is_empty() { None } else { Some(number(most)?) };
    if most.is_some_and(|most| most < least) { Err(BadPattern) } else { Ok(Some((least, most, after))) }
}

/// A step so many times; one that is repeated already is an error.
fn repeat(step: Step, least: usize, most: Option<usize>) -> Result<Step, BadPattern> {
    match step {
        Step::One(class) => Ok(Step::Times(class, least, most)),
        Step::Start | Step::End | Step::Boundary(_) if least > 0 => Ok(step),
        Step::Start | Step::End | Step::Boundary(_) => Ok(Step::Times(Class::default(), 0, None)),
        Step::Many(_) | Step::Times(..) | Step::Folders => Err(BadPattern),
    }
}

fn walk(steps: &[Step], path: &[char]) -> bool {
    let mut at = vec![true; path.len() + 1];
    for step in steps {
        at = step.after(&at, path);
        if !at.contains(&true) {
            return false;
        }
    }
    true
}

impl Step {
    /// The places in `path` where one can stand after this step, from those before it.
    fn after(&self, before: &[bool], path: &[char]) -> Vec<bool> {
        match self {
            Step::One(class) => one(class, before, path),
            Step::Many(class) => many(class, before, path),
            Step::Times(class, least, most) => times(class, *least, *most, before, path),
            Step::Folders => folders(before, path),
            Step::Start => keep(before, |place| place == 0),
            Step::End => keep(before, |place| place == path.len()),
            Step::Boundary(wanted) => {
                let word =
                    |at: Option<usize>| at.and_then(|at| path.get(at)).is_some_and(|found| is_word(*found));
                keep(before, |place| (word(place.checked_sub(1)) != word(Some(place))) == *wanted)
            }
        }
    }
}

fn keep(before: &[bool], holds: impl Fn(usize) -> bool) -> Vec<bool> {
    before.iter().enumerate().map(|(place, here)| *here && holds(place)).collect()
}

fn one(class: &Class, before: &[bool], path: &[char]) -> Vec<bool> {
    let passed = before.iter().zip(path).map(|(here, next)| *here && class.contains(*next));
    std::iter::once(false).chain(passed).collect()
}

fn many(class: &Class, before: &[bool], path: &[char]) -> Vec<bool> {
    let mut after = before.to_vec();
    let mut here = before.first() == Some(&true);
    for (next, last) in after.iter_mut().skip(1).zip(path) {
        *next |= here && class.contains(*last);
        here = *next;
    }
    after
}

fn times(class: &Class, least: usize, most: Option<usize>, before: &[bool], path: &[char]) -> Vec<bool> {
    let mut now = before.to_vec();
    for _ in 0..least.min(before.len()) {
        now = one(class, &now, path);
    }
    let Some(most) = most else {
        return many(class, &now, path);
    };
    let mut any = now.clone();
    for _ in least..most.min(least + path.len()) {
        now = one(class, &now, path);
        any.iter_mut().zip(&now).for_each(|(any, now)| *any |= now);
    }
    any
}

fn folders(before: &[bool], path: &[char]) -> Vec<bool> {
    let mut after = before.to_vec();
    let mut inside = false;
    for ((next, here), last) in after.iter_mut().skip(1).zip(before).zip(path) {
        inside = (inside || *here) && *last != '\n';
        *next |= inside && *last == '/';
    }
    after
}
