use crate::base::source::Place;
use crate::build::dockerfile::Dockerfile;
use crate::build::packages::commands;
use crate::rule::{Check, Context, rule};

rule!("wget-and-curl", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    let mut stage = None;
    // The programs that the stage has used so far, each with its first place.
    let mut seen: Vec<(String, Place)> = Vec::new();
    for run in file.runs() {
        let here = run.step.stage.map(|stage| stage.index);
        if here != stage {
            stage = here;
            seen.clear();
        }
        let used: Vec<(String, Place)> = commands::running(&run, &["curl", "wget"])
            .map(|found| (found.effective.program, run.step.place(found.word.span)))
            .collect();
        for (program, place) in &used {
            if seen.iter().all(|(known, _)| known != program) {
                seen.push((program.clone(), place.clone()));
            }
        }
        let [first, second] = seen.as_slice() else { continue };
        let later = used.iter().find(|(program, _)| *program == second.0);
        let Some((program, place)) = later.or(used.first()) else { continue };
        let (other, first_use) = if *program == second.0 { first } else { second };
        cx.report(place.clone(), format!("this stage uses both `{other}` and `{program}` for downloads"))
            .related(first_use.clone(), format!("`{other}` is used here"))
            .help("use one of them for all downloads, and install only that one");
    }
}
