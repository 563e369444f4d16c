use crate::base::source::Place;
use crate::build::base::base_image;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::build::filesystem::Absence;
use crate::build::run_scripts::Run;
use crate::exec::{By, Ran};
use crate::project::Mode;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Command, Kind};
use crate::tables::commands::{LANGUAGES, Language};

rule!("command-not-in-image", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let project = cx.project;
    let Some((file, stage)) = project.deployment.built(process, &project.dockerfiles) else { return };
    for ran in process.launch.commands.iter().filter(|ran| !ran.conditional && !ran.excused) {
        if let Some(language) = missing_language(ran, file, stage) {
            let bottom = file.ancestry(stage).last().unwrap_or(stage);
            let message = format!(
                "`{}` is not in the image: `{}` has no {}",
                ran.name, bottom.image.value, language.name
            );
            cx.report_ran(process, ran, ran.program.clone(), message)
                .related(Place::new(&file.source, bottom.image.span), "the base image")
                .help(format!("use a base image with {}, or install it in a RUN", language.name));
        } else if let Some((message, help)) = missing_folder(ran, project.mode) {
            let place = ran.script.as_ref().map_or(&ran.place, |script| &script.word).clone();
            cx.report_ran(process, ran, place, message).help(help);
        }
    }
}

/// The language of a program that neither the base image nor anything in the Dockerfile can bring.
fn missing_language(ran: &Ran, file: &Dockerfile, stage: &Stage) -> Option<&'static Language> {
    let language = LANGUAGES.iter().find(|language| language.programs.contains(&ran.name.as_str()))?;
    let base = base_image(file, stage)?;
    let written = ran.program.text();
    let own = written.contains('/') && !["/usr/", "/bin/"].iter().any(|folder| written.starts_with(folder));
    let speaks = language.programs.iter().any(|program| base.brings(program));
    let other = LANGUAGES.iter().any(|other| {
        other.name != language.name && other.programs.iter().any(|it| base.programs.contains(it))
    });
    let brought = file
        .ancestry(stage)
        .flat_map(|stage| stage.instructions.clone())
        .any(|index| may_bring(file, index, language));
    (!own && !speaks && other && !brought).then_some(language)
}

/// Programs that may bring anything.
const ANYTHING: &[&str] = &[
    "ansible-playbook",
    "asdf",
    "brew",
    "cmake",
    "curl",
    "dpkg",
    "eval",
    "git",
    "install",
    "make",
    "mise",
    "nix",
    "nix-env",
    "nix-shell",
    "ninja",
    "pkgx",
    "rpm",
    "rsync",
    "sdk",
    "spack",
    "tar",
    "unzip",
    "wget",
    "xargs",
];

/// Whether an instruction may bring the programs of a language.
fn may_bring(file: &Dockerfile, index: usize, language: &Language) -> bool {
    file.instruction(index).is_some_and(|instruction| {
        let text = file.source.slice(instruction.span).to_ascii_lowercase();
        let mentions = language.marks.iter().any(|mark| text.contains(mark));
        match &instruction.kind {
            Kind::Run(_) if !instruction.heredocs.is_empty() || text.contains("--mount") => true,
            Kind::Run(Command::Exec(..)) => true,
            Kind::Run(_) => mentions || file.runs_in(index..index + 1).any(|run| brings_anything(&run)),
            Kind::Copy(_) | Kind::Add(_) => {
                text.contains("--from") || text.contains("add ") || text.contains("/bin")
            }
            Kind::Env(_) => text.contains("path"),
            _ => false,
        }
    })
}

/// Whether a command of a RUN may bring anything: what it runs is no package manager that names what it installs.
fn brings_anything(run: &Run) -> bool {
    run.run.script.commands.iter().any(|command| {
        let found = command.effective();
        let program = found.program.as_str();
        let environment = ["env", "environment"];
        let listed = ["conda", "mamba", "micromamba"].contains(&program)
            && found.args.iter().any(|word| {
                environment.contains(&word.text())
                    || [".yml", ".yaml"].iter().any(|end| word.text().ends_with(end))
            });
        let script = found.word.is_none_or(|word| word.literal().is_none_or(|word| is_script(&word)))
            || found.args.iter().any(|word| is_script(word.text()))
            || command.words.iter().any(|word| word.literal().is_none() && word.text().contains(['`', '(']));
        ANYTHING.contains(&program) || listed || script
    })
}

/// `./configure`, `setup.sh`: it may do anything.
fn is_script(word: &str) -> bool {
    word.starts_with("./") || word.ends_with(".sh") || word.ends_with(".bash")
}

/// A folder that the command changes to, and that is surely not there.
fn missing_folder(ran: &Ran, mode: Mode) -> Option<(String, String)> {
    let script = ran.script.as_ref().filter(|script| script.by == By::Nobody && mode == Mode::Git)?;
    let path = &script.path;
    let help = match script.absence.as_ref()? {
        Absence::NotThere { near: Some(near), .. } => format!("did you mean `{near}`?"),
        Absence::Ignored { .. } => "remove it from `.dockerignore`".to_owned(),
        Absence::NotInGit { .. } => "commit it: Heroku only gets what is in git".to_owned(),
        _ => "copy the folder into the image, or correct the path".to_owned(),
    };
    Some((format!("the folder `{path}` is not in the image"), help))
}
