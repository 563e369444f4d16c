use std::collections::{BTreeSet, HashMap};

use super::*;
use crate::build::Builder;

fn file(text: &str) -> Dockerfile {
    Dockerfile::new(Source::new("Dockerfile", "Dockerfile", text), &BuildArgs::open())
}

/// What each stage is based on, in words.
fn bases(file: &Dockerfile) -> Vec<String> {
    let words = |stage: &Stage| match &stage.base {
        Base::Stage(index) => format!("stage {index}"),
        Base::Scratch => "scratch".to_owned(),
        Base::Image(image) => {
            format!("{}:{}", image.familiar_name(), image.tag.as_ref().map_or("", |tag| &tag.text))
        }
        Base::Unknown => "unknown".to_owned(),
        Base::Invalid(name) => format!("invalid `{name}`"),
    };
    file.stages.iter().map(words).collect()
}

#[test]
fn a_stage_is_based_on_an_image_or_another_stage() {
    let text = "ARG TAG=3\nFROM python:$TAG AS Base\nFROM base AS web\nFROM scratch\nFROM WEB\nFROM later\nFROM a AS later\n";
    assert_eq!(
        bases(&file(text)),
        ["python:3", "stage 0", "scratch", "stage 1", "later:", "a:"],
        "names are compared without case, and only with stages before"
    );
    assert_eq!(
        bases(&file("ARG IMAGE\nFROM $IMAGE\nFROM $BUILDPLATFORM\nFROM A:b:c\n")),
        ["unknown", "unknown", "invalid `A:b:c`"]
    );
}

#[test]
fn what_is_passed_goes_over_the_default() {
    let values = HashMap::from([("TAG".to_owned(), Lookup::Value("4".to_owned()))]);
    let args = BuildArgs { values, complete: true };
    let text = "ARG TAG=3\nARG OTHER\nFROM python:$TAG\nFROM a$OTHER\n";
    let file = Dockerfile::new(Source::new("Dockerfile", "Dockerfile", text), &args);
    assert_eq!(bases(&file), ["python:4", "a:"], "nothing else can be passed");
}

#[test]
fn a_stage_hands_its_settings_down() {
    let text = "FROM a AS one\nENTRYPOINT [\"x\"]\nCMD [\"y\"]\nUSER u\nFROM one AS two\nFROM one AS three\nENTRYPOINT [\"z\"]\n";
    let file = file(text);
    let settings = |stage: usize| {
        let stage = &file.stages[stage];
        (stage.entrypoint, stage.cmd, stage.user, stage.shell)
    };
    assert_eq!(settings(0), (Setting::At(1), Setting::At(2), Setting::At(3), Setting::Base));
    assert_eq!(settings(1), settings(0));
    assert_eq!(
        settings(2),
        (Setting::At(6), Setting::Nothing, Setting::At(3), Setting::Base),
        "ENTRYPOINT drops an inherited CMD"
    );
}

#[test]
fn cmd_and_entrypoint_of_one_stage() {
    for (text, entrypoint, cmd) in [
        ("FROM a\nCMD [\"y\"]\nENTRYPOINT [\"x\"]\n", Setting::At(2), Setting::At(1)),
        ("FROM a\nCMD []\n", Setting::Base, Setting::Nothing),
        ("FROM scratch\n", Setting::Nothing, Setting::Nothing),
        ("FROM a\nCMD x\nCMD y\n", Setting::Base, Setting::At(2)),
    ] {
        let file = file(text);
        assert_eq!((file.stages[0].entrypoint, file.stages[0].cmd), (entrypoint, cmd), "{text}");
    }
}

#[test]
fn the_working_directory_is_known_once_it_is_absolute() {
    let text = "FROM scratch AS one\nWORKDIR app\nWORKDIR ../srv/./x\nFROM a\nWORKDIR x\nFROM a\nWORKDIR x\nWORKDIR /y\nFROM one\nWORKDIR $HOME\n";
    let folders: Vec<Option<String>> = file(text).stages.into_iter().map(|stage| stage.workdir).collect();
    let folders: Vec<Option<&str>> = folders.iter().map(Option::as_deref).collect();
    assert_eq!(folders, [Some("/srv/x"), None, Some("/y"), Some("/srv/x")], "an unset variable is empty");
}

#[test]
fn variables_have_scopes() {
    let value = |text: &str| Lookup::Value(text.to_owned());
    let text =
        "ARG G=0\nFROM a AS one\nARG V=1\nENV V=2\nARG V=3\nENV W=$V\nRUN x\nFROM one\nRUN x\nARG G\nRUN x\n";
    let file = file(text);
    let at = |stage: usize, at: usize, name: &str| file.variable(file.stages.get(stage), at, name);
    assert_eq!(at(0, 3, "V"), value("1"));
    assert_eq!(at(0, 6, "V"), value("2"), "ENV hides every ARG");
    assert_eq!(at(1, 8, "W"), value("2"), "ENV lasts");
    assert_eq!(at(1, 8, "V"), value("2"));
    assert_eq!(at(1, 8, "G"), Lookup::Unknown, "an ARG before FROM is out of scope");
    assert_eq!(at(1, 10, "G"), value("0"), "until it is declared again");
    assert_eq!(file.variable(None, 1, "G"), value("0"));
}

#[test]
fn buildkit_makes_only_what_is_needed() {
    let text = "FROM a AS one\nFROM b AS two\nFROM c AS three\nCOPY --from=one /x /x\nFROM three\nRUN --mount=type=bind,from=two,target=/t x\n";
    let file = file(text);
    let made = |stages: &[usize], builder| file.made(stages, builder).into_iter().collect::<Vec<_>>();
    assert_eq!(made(&[2], Builder::Buildkit), [0, 2]);
    assert_eq!(made(&[3], Builder::Buildkit), [0, 1, 2, 3]);
    assert_eq!(made(&[1], Builder::Buildkit), [1]);
    assert_eq!(made(&[1], Builder::Classic), [0, 1], "the classic builder makes every stage up to it");
    assert_eq!(file.made(&[], Builder::Classic), BTreeSet::new());
}

#[test]
fn an_instruction_behind_onbuild_is_a_step_too() {
    let file = file("FROM a\nONBUILD RUN x\nRUN y\n");
    let steps: Vec<_> = file.steps().map(|step| (step.index, step.keyword(), step.onbuild)).collect();
    let step = |index, keyword: &str, onbuild| (index, keyword.to_owned(), onbuild);
    assert_eq!(
        steps,
        [step(0, "FROM", false), step(1, "ONBUILD", false), step(1, "RUN", true), step(2, "RUN", false)]
    );
    let runs: Vec<_> = file.runs().map(|run| run.run.text.text.clone()).collect();
    assert_eq!(runs, ["x", "y"]);
}

#[test]
fn a_stage_is_named_by_name_or_number() {
    let file = file("FROM a AS one\nFROM b AS two\nFROM c AS one\n");
    let named = |name: &str| file.stage_named(name).map(|stage| stage.index);
    assert_eq!(
        (named("two"), named("ONE"), named("0"), named("3"), named("x")),
        (Some(1), Some(2), Some(0), None, None)
    );
}
