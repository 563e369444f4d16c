//! Calls that ask for confirmation, which nobody can give during a build.

use super::edits::{Missing, add_option};
use crate::build::dockerfile::Dockerfile;
use crate::build::packages::calls::{Arg, Call, calls};
use crate::build::run_scripts::Run;
use crate::rule::Context;
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::shell::{Operator, Simple};
use crate::tables::package_managers::Manager;

/// How to stop one family of package managers from asking.
#[derive(Debug)]
pub struct Answer {
    /// The package managers.
    pub managers: &'static [&'static Manager],
    /// The option.
    pub option: &'static str,
    /// Whether it goes before the verb.
    pub global: bool,
    /// The setting in the package manager's own configuration; case does not matter.
    pub settings: &'static [&'static str],
    /// Where that configuration is.
    pub configuration: &'static [&'static str],
}

/// Reports every call that asks.
pub fn check(file: &Dockerfile, cx: &mut Context, answer: &Answer) {
    let mut configured = None;
    for run in file.runs() {
        for call in calls(&run, answer.managers) {
            if call.open || !call.manager.asks.contains(&call.verb.as_str()) || is_answered(&run, &call) {
                continue;
            }
            if *configured.get_or_insert_with(|| is_configured(file, answer.settings, answer.configuration)) {
                return;
            }
            let words = format!("{} {}", call.manager.program, call.verb);
            let found = cx.report(
                run.step.place(call.span()),
                format!("`{words}` asks for confirmation, which nobody can give during a build"),
            );
            found.help(format!("add `{}`", answer.option));
            let behind = if answer.global { Some(call.program) } else { call.verb_word };
            if let Some(word) = behind {
                add_option(found, &run, word, Missing { option: answer.option, safe: true });
            }
        }
    }
}

/// Whether the Dockerfile writes one of the settings somewhere, or copies a configuration that may have it.
pub fn is_configured(file: &Dockerfile, settings: &[&str], configuration: &[&str]) -> bool {
    let bytes = file.source.text().as_bytes();
    let is_written = |setting: &&str| {
        bytes.windows(setting.len().max(1)).any(|part| part.eq_ignore_ascii_case(setting.as_bytes()))
    };
    settings.iter().any(is_written)
        || file.steps().any(|step| match &step.instruction.kind {
            Kind::Copy(transfer) | Kind::Add(transfer) => step
                .value(&transfer.target.value)
                .is_some_and(|target| configuration.iter().any(|path| target.starts_with(path))),
            _ => false,
        })
}

fn is_answered(run: &Run, call: &Call) -> bool {
    let quiet = call.manager.caches.iter().any(|cache| cache.contains("apt"))
        && (call.count('q', "--quiet") >= 2 || call.options.iter().any(|option| option.text == "-q=2"));
    let set = |arg: &Arg| arg.text.to_ascii_lowercase().contains("assume-yes=");
    quiet
        || call.taken.iter().chain(&call.options).any(|arg| set(arg) && !arg.text.ends_with("false"))
        || call.has(call.manager.yes)
        || is_fed(run, call.command)
}

/// `yes | apt-get install`, `apt-get install <<<y`, and the same with an enclosing command.
fn is_fed(run: &Run, command: &Simple) -> bool {
    let mut around = Some(command);
    while let Some(command) = around {
        let reads = |one: &crate::syntax::shell::Redirection| {
            matches!(one.operator, Operator::Read | Operator::Heredoc | Operator::HereString)
        };
        if command.pipe.is_some_and(|pipe| pipe.place > 0) || command.redirections.iter().any(reads) {
            return true;
        }
        around = command.parent.and_then(|parent| run.run.script.commands.get(parent));
    }
    false
}
