use crate::base::diagnostic::{Edit, Severity};
use crate::base::source::{BOM, Place, Span, Text};
use crate::build::base::base_image;
use crate::exec::By;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};
use crate::syntax::shell::{self, Dialect};

rule!("script-no-shebang", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    // Further in, a shell starts it, and takes a file of which the system knows nothing for one of its own.
    let Some(ran) = process.launch.commands.first().filter(|ran| ran.via.is_empty()) else { return };
    let Some(script) = ran.script.as_ref().filter(|script| script.by == By::System) else { return };
    let Some(source) = script.source().filter(|source| !source.text().starts_with("#!")) else { return };
    let text = source.text();
    let late = text.trim_start_matches(|c: char| c.is_whitespace() || BOM.contains(c)).starts_with("#!");
    let fact = match late {
        true => format!("`#!` must be the very first characters of `{}`", source.shown()),
        false => format!("`{}` has no `#!` line, so it can only be started by a shell", source.shown()),
    };
    let by_entrypoint = process.started.entrypoint.is_some();
    let place = Place::new(source, source.line(1).unwrap_or_default());
    let severity = if by_entrypoint { Severity::Error } else { Severity::Warning };
    let project = cx.project;
    let base = project
        .deployment
        .built(process, &project.dockerfiles)
        .and_then(|(file, stage)| base_image(file, stage));
    let found = cx.report_on_way(process, &[], place, fact).weigh(severity);
    found.related(script.word.clone(), "no shell is used here");
    let bash = BASH.iter().any(|part| text.contains(part));
    let program = if bash { "bash" } else { "sh" };
    if late {
        found.help("remove what is before it");
        let before = text.find("#!").unwrap_or(0);
        found.fix("remove what is before it", vec![Edit::new(Place::new(source, Span::new(0, before)), "")]);
        return;
    }
    found.help(format!("add `#!/bin/{program}` as the first line, or start it with `{program}`"));
    let is_shell =
        !source.path().rsplit('/').next().unwrap_or("").contains('.') || source.path().ends_with(".sh");
    let readable = shell::parse(&Text::verbatim(text, 0), Dialect::Bash).errors.is_empty();
    if is_shell && readable && base.is_some_and(|base| base.shell && (!bash || base.brings("bash"))) {
        let edit = Edit::new(Place::new(source, Span::at(0)), format!("#!/bin/{program}\n"));
        found.fix(format!("add `#!/bin/{program}`"), vec![edit]);
    }
}

/// What only bash understands.
const BASH: &[&str] =
    &["[[", "((", "<<<", "=(", "function ", "source ", "declare ", "pipefail", "$'", "${!", "&>"];
