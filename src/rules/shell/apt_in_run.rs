use crate::base::diagnostic::Edit;
use crate::base::source::Span;
use crate::build::packages::calls::{Call, calls};
use crate::build::run_scripts::Run;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::APT;

rule!("apt-in-run", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    for call in calls(run, &[&APT]) {
        let twin = TWINS.iter().find(|twin| twin.verbs.contains(&call.verb.as_str()));
        let found = cx.report(
            run.step.place(call.program.span),
            "`apt` is meant for interactive use: its options and output may change",
        );
        let Some(twin) = twin else {
            found.help("use `apt-get`, `apt-cache` or `dpkg-query`");
            continue;
        };
        found.help(format!("use `{}`", twin.program));
        if let Some(edits) = edits(run, &call, twin) {
            found.fix(format!("replace `apt` with `{}`", twin.program), edits);
        }
    }
}

/// The program for scripts that does the same as `apt`.
struct Twin {
    program: &'static str,
    verbs: &'static [&'static str],
    /// What replaces the verb, if it has another name.
    verb: Option<&'static str>,
}

const TWINS: [Twin; 4] = [
    Twin {
        program: "apt-get",
        verbs: &[
            "update",
            "install",
            "remove",
            "purge",
            "autoremove",
            "autopurge",
            "clean",
            "autoclean",
            "build-dep",
            "source",
            "download",
            "satisfy",
            "changelog",
            "dist-upgrade",
        ],
        verb: None,
    },
    Twin { program: "apt-get", verbs: &["upgrade"], verb: Some("upgrade --with-new-pkgs") },
    Twin { program: "apt-get", verbs: &["full-upgrade"], verb: Some("dist-upgrade") },
    Twin {
        program: "apt-cache",
        verbs: &["search", "show", "showsrc", "policy", "depends", "rdepends"],
        verb: None,
    },
];

/// Replaces the program, if the file has the words exactly as the shell reads them.
fn edits(run: &Run, call: &Call, twin: &Twin) -> Option<Vec<Edit>> {
    let program = call.program.span;
    let name = Span::new(program.end.checked_sub(APT.program.len())?, program.end);
    let mut edits = vec![Edit::new(run.step.place(name), twin.program)];
    if let Some(verb) = twin.verb {
        edits.push(Edit::new(run.step.place(call.verb_word?.span), verb));
    }
    let as_read = |edit: &Edit| [APT.program, call.verb.as_str()].contains(&edit.place.text());
    edits.iter().all(as_read).then_some(edits)
}
