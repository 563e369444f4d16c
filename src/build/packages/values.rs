//! Words of a RUN with their variables expanded, as far as they are known.

use std::cell::Cell;
use std::collections::HashMap;

use crate::build::run_scripts::Run;
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::shell::{Operation, Part, PartKind, Quote, Variable, Word};

/// Stands for an unknown part of a value.
pub const UNKNOWN: char = '\0';

/// How many levels of variables inside variables are followed.
const DEEPEST: usize = 4;

/// How many variables of one RUN are looked up: `A=$B$B; B=$C$C; …` grows without end.
const MOST: usize = 10_000;

/// The longest value that is followed, in bytes.
const LONGEST: usize = 1 << 16;

/// The values of the variables in one RUN.
#[derive(Debug)]
pub struct Values<'a> {
    run: &'a Run<'a>,
    /// The values that the script itself sets; `None` if more than one command does.
    own: HashMap<&'a str, Option<&'a Word>>,
    left: Cell<usize>,
}

impl<'a> Values<'a> {
    /// Collects what the script sets.
    pub fn new(run: &'a Run<'a>) -> Values<'a> {
        let mut own = HashMap::new();
        for command in &run.run.script.commands {
            let sure = !command.context.branch && !command.context.looped && !command.context.function;
            for one in command.assigned() {
                let word = (sure && !one.append).then_some(&one.value);
                own.entry(one.name.value.as_str()).and_modify(|known| *known = None).or_insert(word);
            }
        }
        Values { run, own, left: Cell::new(MOST) }
    }

    /// The words that a word expands to: several if an unquoted variable has spaces in it.
    pub fn words(&self, word: &Word) -> Vec<String> {
        let value = self.text(word, DEEPEST);
        let splits = |part: &Part| part.quote == Quote::None && part.literal().is_none();
        match word.parts.iter().any(splits) {
            true => value.split_whitespace().map(str::to_owned).collect(),
            false => vec![value],
        }
    }

    /// The value of a word, with [`UNKNOWN`] for unknown parts.
    pub fn value(&self, word: &Word) -> String {
        self.text(word, DEEPEST)
    }

    fn text(&self, word: &Word, depth: usize) -> String {
        let mut text = String::new();
        for part in &word.parts {
            if text.len() > LONGEST {
                text.push(UNKNOWN);
                break;
            }
            match &part.kind {
                PartKind::Literal(literal) => text.push_str(literal),
                PartKind::Variable(variable) => match self.variable(variable, depth) {
                    Some(value) => text.push_str(&value),
                    None => text.push(UNKNOWN),
                },
                PartKind::CommandSubstitution | PartKind::Other => text.push(UNKNOWN),
            }
        }
        text
    }

    fn variable(&self, variable: &Variable, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        self.left.set(self.left.get().checked_sub(1)?);
        let value = match self.own.get(variable.name.as_str()) {
            Some(word) => Some(self.text((*word)?, depth)),
            None => self.outer(&variable.name),
        };
        match &variable.operation {
            None | Some(Operation::Required) => value,
            Some(Operation::Default(word) | Operation::Assign(word)) => {
                value.filter(|value| !value.is_empty()).or_else(|| Some(self.text(word, depth)))
            }
            Some(Operation::Alternative(_) | Operation::Trim { .. } | Operation::Edit) => None,
        }
    }

    /// The value that ARG and ENV give it.
    fn outer(&self, name: &str) -> Option<String> {
        let step = &self.run.step;
        match step.file.variable(step.stage, step.index, name) {
            Lookup::Value(value) => Some(value),
            Lookup::Unset => Some(String::new()),
            Lookup::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn variables_in_variables_have_an_end() {
        let many = |name: &str| format!("{name}=\"{}\"; ", format!("${name}A").repeat(4000));
        let run = format!("FROM a\nRUN {}{}{}npm install -g $A pm2\n", many("A"), many("AA"), many("AAA"));
        let column = run.rfind("pm2").map_or(0, |at| at - "FROM a\n".len() + 1);
        let line = format!(
            "Dockerfile:2:{column}: `pm2` has no version: the next build may install a different one"
        );
        check("npm-unpinned", [("Dockerfile", &run)], &[&line]);
    }
}
