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
            "`cd` lasts until its RUN ends; WORKDIR says where that and all that follows runs",
        );
        let folder = match cd.command.words.as_slice() {
            [_, folder] => folder.literal().filter(|folder| folder.starts_with('/')),
            _ => None,
        };
        found.help(match &folder {
            Some(folder) => format!("write `WORKDIR {folder}` above"),
            None => "write the folder as a WORKDIR above, or give the command the whole path".to_owned(),
        });
        if let Some(edits) = workdirs.get_or_init(|| Workdirs::of(file)).instead_of_cd(&run) {
            found.fix("write WORKDIR", edits);
        }
    }
}
