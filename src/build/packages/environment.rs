//! Whether a variable reaches a command of a RUN.

use super::calls::Call;
use super::values::Values;
use crate::build::run_scripts::Run;
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::shell::Assignment;

/// A variable and which of its values count.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// Whether a value counts.
    pub fits: fn(&str) -> bool,
}

/// Where the variable is set.
#[derive(Debug)]
pub struct Environment<'a> {
    variable: Variable,
    values: Values<'a>,
    /// Whether ENV or ARG set it.
    outer: bool,
    /// The number of the first command that sets it for later commands.
    exported: Option<usize>,
}

impl<'a> Environment<'a> {
    /// Looks for a variable in and around a RUN.
    pub fn of(run: &'a Run<'a>, variable: Variable) -> Environment<'a> {
        let values = Values::new(run);
        let mut found = Environment { variable, values, outer: is_outer(run, variable), exported: None };
        found.exported = run.run.script.commands.iter().position(|command| {
            let alone = command.words.is_empty().then_some(&command.assignments);
            alone.into_iter().flatten().chain(&command.declared).any(|one| found.is_set_by(one))
        });
        found
    }

    /// Whether the call sees it.
    pub fn reaches(&self, call: &Call) -> bool {
        let own = call.command.assignments.iter().any(|one| self.is_set_by(one));
        let by_env = || {
            call.command.effective().assignments.iter().any(|word| {
                let text = self.values.value(word);
                let value = text.strip_prefix(self.variable.name).and_then(|rest| rest.strip_prefix('='));
                value.is_some_and(self.variable.fits)
            })
        };
        self.outer || self.exported.is_some_and(|at| at < call.index) || own || by_env()
    }

    fn is_set_by(&self, one: &Assignment) -> bool {
        one.name.value == self.variable.name && (self.variable.fits)(&self.values.value(&one.value))
    }
}

fn is_outer(run: &Run, variable: Variable) -> bool {
    let step = &run.step;
    match step.file.variable(step.stage, step.index, variable.name) {
        Lookup::Value(value) => (variable.fits)(&value),
        Lookup::Unset => false,
        // The file sets it to an unknown value, which may count.
        Lookup::Unknown => {
            let mut stages = step.stage.into_iter().flat_map(|stage| step.file.ancestry(stage));
            stages.any(|stage| stage.scope.before(variable.name, step.index).is_some())
        }
    }
}

/// Whether most programs read the value as true.
pub fn is_true(value: &str) -> bool {
    !matches!(value.to_ascii_lowercase().as_str(), "" | "0" | "false" | "off" | "no" | "n" | "f")
}
