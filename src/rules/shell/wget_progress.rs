use crate::build::base::base_image;
use crate::build::packages::calls::{Call, calls};
use crate::build::run_scripts::Run;
use crate::rule::shared::edits::{Missing, add_option};
use crate::rule::{Check, Context, rule};
use crate::syntax::shell::{Operator, Simple};
use crate::tables::images::Family;
use crate::tables::programs::WGET;

rule!("wget-progress", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    let family = run.step.stage.and_then(|stage| base_image(run.step.file, stage)).map(|image| image.family);
    if family == Some(Family::Windows) {
        return;
    }
    for call in calls(run, &[&WGET]) {
        if call.open || !downloads(&call) || call.has(QUIET) || is_silenced(call.command) {
            continue;
        }
        let place = run.step.place(call.program.span);
        let found = cx.report(place, "`wget` fills the build log with its progress bar");
        let (help, missing) = remedy(family);
        found.help(help);
        if let Some(missing) = missing {
            add_option(found, run, call.program, missing);
        }
    }
}

/// The help text and the option for the `wget` of an image.
fn remedy(family: Option<Family>) -> (&'static str, Option<Missing>) {
    match family {
        Some(Family::Debian | Family::Ubuntu | Family::RedHat | Family::Suse | Family::Arch) => (
            "add `--progress=dot:giga`, or `-nv` for no progress bar at all",
            Some(Missing { option: "--progress=dot:giga", safe: true }),
        ),
        Some(Family::Alpine | Family::Busybox | Family::Wolfi) => (
            "add `-q`: the `wget` of this image does not know `--progress`",
            Some(Missing { option: "-q", safe: false }),
        ),
        _ => ("add `--progress=dot:giga`, or `-q` if it is the `wget` of BusyBox", None),
    }
}

/// Options that turn the progress bar off.
const QUIET: &[&str] = &[
    "-q",
    "--quiet",
    "-nv",
    "--no-verbose",
    "--progress",
    "-o",
    "--output-file",
    "-a",
    "--append-output",
    "-b",
    "--background",
    "--spider",
];

fn downloads(call: &Call) -> bool {
    !call.operands.is_empty() || call.has(&["-i", "--input-file"]) || call.command.effective().is_via("xargs")
}

/// `2>/dev/null`, `&>log`, `>log 2>&1`.
fn is_silenced(command: &Simple) -> bool {
    let mut written = false;
    command.redirections.iter().any(|one| {
        let errors = one.descriptor == Some(2);
        match one.operator {
            Operator::WriteBoth => true,
            Operator::Write | Operator::Append if errors => true,
            Operator::Write | Operator::Append => {
                written |= one.descriptor.is_none_or(|descriptor| descriptor == 1);
                false
            }
            Operator::Duplicate => errors && written,
            _ => false,
        }
    })
}
