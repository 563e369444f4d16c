use std::cell::OnceCell;

use crate::build::dockerfile::Dockerfile;
use crate::build::packages::commands;
use crate::rule::shared::workdirs::Workdirs;
use crate::rule::{Check, Context, rule};

rule!("cd-in-run", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    let workdirs = OnceCell::new();
    for run in file.runs() {
        let Some(cd) = commands::running(&run, &["cd"]).next() else { continue };
        let found = cx.report(
            run.step.place(cd.command.span),
            "`cd` only affects this RUN; use WORKDIR for this and later instructions",
        );
        let folder = match cd.command.words.as_slice() {
            [_, folder] => folder.literal().filter(|folder| folder.starts_with('/')),
            _ => None,
        };
        found.help(match &folder {
            Some(folder) => format!("write `WORKDIR {folder}` above this RUN"),
            None => "set the directory with WORKDIR above this RUN, or use absolute paths".to_owned(),
        });
        if let Some(edits) = workdirs.get_or_init(|| Workdirs::of(file)).instead_of_cd(&run) {
            found.fix("replace `cd` with WORKDIR", edits);
        }
    }
}
