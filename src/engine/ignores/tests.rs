use crate::base::diagnostic::Severity;
use crate::config::{Config, Level, Preset};
use crate::engine;
use crate::files::Memory;

/// Findings of the rules named, as `line rule`, with the severity in front where it is not a warning.
fn found(files: &[(&str, &str)], config: &Config, rules: &[&str]) -> Vec<String> {
    let mut tree = Memory::default();
    for (path, text) in files {
        tree = tree.file(path, text.as_bytes());
    }
    let mut found: Vec<_> = crate::internals::load(&tree, &[String::new()])
        .iter()
        .flat_map(|project| crate::internals::lint(project, config))
        .collect();
    engine::sort(&mut found);
    let wanted = found.iter().filter(|one| rules.contains(&one.rule));
    wanted
        .map(|one| {
            let line = one.place.source.position(one.place.span.start).line;
            match one.severity {
                Severity::Warning => format!("{line} {}", one.rule),
                other => format!("{} {line} {}", other.as_str(), one.rule),
            }
        })
        .collect()
}

fn preset(preset: Preset) -> Config {
    Config { presets: vec![preset], ..Config::default() }
}

/// Lines on which `workdir-relative` (DL3000) and `image-latest` (DL3007) speak.
#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let config = Config { select: ["DL3000", "DL3007"].map(str::to_owned).to_vec(), ..Config::default() };
        let rules = ["workdir-relative", "image-latest"];
        assert_eq!(found(&[("Dockerfile", text)], &config, &rules), *expected, "{text}");
    }
}

#[test]
fn a_comment_is_for_the_next_instruction() {
    check(&[
        ("FROM a:latest\nWORKDIR x\n", &["1 image-latest", "error 2 workdir-relative"]),
        (
            "# dynolint ignore=DL3007\nFROM a:latest\nWORKDIR x\nFROM b:latest\n",
            &["error 3 workdir-relative", "4 image-latest"],
        ),
        ("# dynolint ignore=image-latest\n\n# a word\n#\n\nFROM a:latest\n", &[]),
        ("# dynolint ignore=dockerfile the group\nFROM a:latest\n", &[]),
        ("# hadolint ignore=DL3007\n# another word\nFROM a:latest\n", &[]),
        ("  # hadolint ignore=DL3000, DL3007 # why\n  FROM a:latest\n", &[]),
        (
            "# hadolint ignore=DL3007\n# dynolint ignore=DL3000\n# check=skip=all\nFROM a:latest\nWORKDIR x\n",
            &["error 5 workdir-relative"],
        ),
        ("# hadolint ignore=DL3000\n# hadolint ignore=DL3007\nFROM a:latest\n", &[]),
        ("FROM a\n# hadolint ignore=DL3000\nWORKDIR \\\n  x\n", &[]),
        ("FROM a\nWORKDIR \\\n# hadolint ignore=DL3000\n  x\nWORKDIR y\n", &["error 5 workdir-relative"]),
        ("FROM a\nWORKDIR x\n# hadolint ignore=DL3000\n", &["error 2 workdir-relative"]),
        ("FROM a\nRUN <<EOF\n# hadolint ignore=DL3000\nEOF\nWORKDIR x\n", &["error 5 workdir-relative"]),
        ("FROM a\n# hadolint ignore=DL9999,NoSuchCheck\nWORKDIR x\n", &["error 3 workdir-relative"]),
        ("# escape=`\n# hadolint ignore=DL3007\nFROM a:latest\n", &[]),
    ]);
}

#[test]
fn a_comment_can_be_for_the_whole_file() {
    check(&[
        ("FROM a:latest\nFROM b:latest\nWORKDIR x\n# hadolint global ignore=DL3007,DL3000\n", &[]),
        (
            "FROM a:latest\nFROM b:latest\nWORKDIR x\n# dynolint ignore-file=DL3007 why\n",
            &["error 3 workdir-relative"],
        ),
        ("# dynolint ignore-file=DL3007\n# hadolint global ignore=DL3000\nFROM a:latest\nWORKDIR x\n", &[]),
    ]);
    let config = Config { select: vec!["healthcheck-missing".to_owned()], ..Config::default() };
    let missing = |text| found(&[("Dockerfile", text)], &config, &["healthcheck-missing"]).len();
    assert_eq!(missing("FROM a\nCMD x\n"), 1);
    assert_eq!(missing("# dynolint ignore=DL3057\nFROM a\nCMD x\n"), 0);
}

#[test]
fn buildkit_skips_in_a_directive_and_above_an_instruction() {
    let rules = ["stage-name-casing", "from-as-casing", "volume-ignored"];
    let both = Config { presets: vec![Preset::Default, Preset::Buildkit], ..Config::default() };
    let from = "FROM a as B\nVOLUME /x\n";
    for (text, expected) in [
        (from.to_owned(), &["1 from-as-casing", "1 stage-name-casing", "2 volume-ignored"][..]),
        (format!("# check=skip=StageNameCasing,FromAsCasing\n{from}"), &["3 volume-ignored"]),
        (format!("#check=skip=all;error=true\n{from}"), &["3 volume-ignored"]),
        (
            format!("# syntax=docker/dockerfile:1\n# CHECK=error=false;skip= all\n{from}"),
            &["4 volume-ignored"],
        ),
        (format!("# check=skip=FromAsCasing\n{from}FROM c as d\n"), &["2 stage-name-casing"]),
        (
            format!("# a word\n# check=skip=FromAsCasing // why\n{from}FROM c as d\n"),
            &["3 stage-name-casing", "5 from-as-casing"],
        ),
        (format!("\n# check=skip=all\n\n{from}FROM c as d\n"), &["6 from-as-casing"]),
        (
            format!("# check=skip=NoSuchCheck\n{from}"),
            &["2 from-as-casing", "2 stage-name-casing", "3 volume-ignored"],
        ),
        (format!("# check=skip=volume-ignored\n{from}"), &["2 from-as-casing", "2 stage-name-casing"]),
    ] {
        assert_eq!(found(&[("Dockerfile", &text)], &both, &rules), expected, "{text}");
    }
}

#[test]
fn error_true_makes_warnings_of_the_checks_errors() {
    let rules = ["stage-name-casing", "volume-ignored", "healthcheck-ignored"];
    let both = Config { presets: vec![Preset::Default, Preset::Buildkit], ..Config::default() };
    let from = "FROM a AS B\nVOLUME /x\n";
    for (top, expected) in [
        ("# check=error=true\n", &["error 2 stage-name-casing", "3 volume-ignored"][..]),
        ("# check=skip=FromAsCasing;error=1\n", &["error 2 stage-name-casing", "3 volume-ignored"]),
        ("# check=error=false\n", &["2 stage-name-casing", "3 volume-ignored"]),
        // Below the directives it is a comment, which has no say in this.
        ("# a word\n# check=error=true\n", &["3 stage-name-casing", "4 volume-ignored"]),
        // BuildKit stops looking at the first one that is indented.
        (" # check=error=true\n", &["2 stage-name-casing", "3 volume-ignored"]),
    ] {
        let text = format!("{top}{from}");
        assert_eq!(found(&[("Dockerfile", &text)], &both, &rules), expected, "{text}");
    }
    let text = format!("# check=error=true\n{from}");
    let files = [("Dockerfile.web", text.as_str()), ("Dockerfile.worker", from)];
    let expected =
        ["error 2 stage-name-casing", "3 volume-ignored", "1 stage-name-casing", "2 volume-ignored"];
    assert_eq!(found(&files, &both, &rules), expected, "only in its own file");
    let mut configured = preset(Preset::Buildkit);
    configured.rules.insert("stage-name-casing", Level::Warning);
    let expected = ["2 stage-name-casing"];
    assert_eq!(found(&[("Dockerfile", &text)], &configured, &rules), expected, "what is configured stays");
}

#[test]
fn experiments_run_where_they_are_asked_for() {
    const RULE: &str = "invalid-definition-description";
    let text = "# one\nARG A=1\n# two\nARG B=1\nFROM a\n";
    let on_all = format!("# check=experimental=all\n{text}");
    let by_name = format!("# check=skip=all;experimental=InvalidDefinitionDescription\n{text}");
    let one = "# one\nARG A=1\n# check=experimental=all\n# two\nARG B=1\nFROM a\n";
    let buildkit = preset(Preset::Buildkit);
    let both = ["2 invalid-definition-description", "4 invalid-definition-description"];
    let run = |text: &str, config: &Config| found(&[("Dockerfile", text)], config, &[RULE]);
    assert_eq!(run(text, &buildkit), [""; 0]);
    assert_eq!(run(&on_all, &buildkit), both);
    assert_eq!(run(&by_name, &buildkit), both);
    assert_eq!(run(one, &buildkit).len(), 1);
    assert_eq!(run("# check=experimental=StageNameCasing\n# one\nARG A\nFROM a\n", &buildkit), [""; 0]);
    let files = [("Dockerfile.web", on_all.as_str()), ("Dockerfile.worker", text)];
    assert_eq!(found(&files, &buildkit, &[RULE]), both, "only in its own file");

    assert_eq!(run(&on_all, &Config::default()), [""; 0], "BuildKit's checks are not wanted here");
    let ignore = Config { ignore: vec![RULE.to_owned()], ..preset(Preset::Buildkit) };
    assert_eq!(run(&on_all, &ignore), [""; 0]);
    let mut off = preset(Preset::Buildkit);
    off.rules.insert(RULE, Level::Off);
    assert_eq!(run(&on_all, &off), [""; 0]);
    let mut on = preset(Preset::Default);
    on.rules.insert(RULE, Level::Info);
    assert_eq!(run(text, &on).len(), 2);
    let strict = on_all.replace("experimental=all", "experimental=all;error=true");
    assert_eq!(run(&strict, &buildkit), both.map(|line| format!("error {line}")));
}

#[test]
fn comments_of_a_manifest_are_for_the_next_entry() {
    let rules = ["manifest-unknown-key", "manifest-empty"];
    for (text, expected) in [
        ("a: 1\nb: 2\n", &["error 1 manifest-unknown-key", "error 2 manifest-unknown-key"][..]),
        ("# dynolint ignore=manifest-unknown-key why\na: 1\nb: 2\n", &["error 3 manifest-unknown-key"]),
        ("a: 1 # dynolint ignore=manifest-unknown-key\nb: 2\n", &["error 2 manifest-unknown-key"]),
        (
            "a: 1\n\n# a word\n# dynolint ignore=manifest-unknown-key\n# another\n\nb: 2\n",
            &["error 1 manifest-unknown-key"],
        ),
        ("# dynolint ignore-file=manifest\na: 1\nb: 2\n", &[]),
        ("# nothing yet\n", &["1 manifest-empty"]),
        ("# dynolint ignore=manifest-empty nothing yet\n", &[]),
    ] {
        let run =
            found(&[("heroku.yml", text), ("Dockerfile", "FROM a\nCMD b\n")], &Config::default(), &rules);
        assert_eq!(run, expected, "{text}");
    }
}

#[test]
fn many_comments_take_no_time_to_speak_of() {
    let many = "# dynolint ignore=workdir-relative,DL3000\n".repeat(20_000);
    let each = "# dynolint ignore=workdir-relative\nWORKDIR x\n".repeat(20_000);
    check(&[
        (&format!("{many}FROM a\nWORKDIR x\n"), &["error 20002 workdir-relative"]),
        (&format!("FROM a\n{each}WORKDIR y\n"), &["error 40002 workdir-relative"]),
    ]);
}

#[cfg(feature = "shellcheck")]
#[test]
fn findings_of_shellcheck_are_left_out_by_code_by_rule_and_by_group() {
    let rules = ["SC2086", "SC2164", "ignore-unused", "ignore-unknown"];
    let hadolint = preset(Preset::Hadolint);
    let run = "RUN cd $A\n";
    for (comment, expected) in [
        ("# a word", &["3 SC2164", "info 3 SC2086"][..]),
        ("# dynolint ignore=SC2086 several options", &["3 SC2164"]),
        ("# hadolint ignore=SC2086", &["3 SC2164"]),
        ("# hadolint ignore=DL3003, sc2086", &["3 SC2164"]),
        ("# dynolint ignore=SC2086, SC2164", &[]),
        ("# dynolint ignore-file=SC2164", &["info 3 SC2086"]),
        ("# hadolint global ignore=SC2086,SC2164", &[]),
        ("# dynolint ignore=shellcheck", &[]),
        ("# dynolint ignore=shell", &[]),
        // Another engine may find it.
        ("# dynolint ignore=SC2034", &["3 SC2164", "info 3 SC2086"]),
        ("# dynolint ignore=SC9999", &["3 SC2164", "info 3 SC2086"]),
        ("# dynolint ignore=DL3007", &["info 2 ignore-unused", "3 SC2164", "info 3 SC2086"]),
        ("# check=skip=all", &["3 SC2164", "info 3 SC2086"]),
    ] {
        let text = format!("FROM a\n{comment}\n{run}");
        assert_eq!(found(&[("Dockerfile", &text)], &hadolint, &rules), expected, "{comment}");
    }
    let unused = "FROM a\n# dynolint ignore=shellcheck\nRUN true\n";
    assert_eq!(found(&[("Dockerfile", unused)], &hadolint, &rules), ["info 2 ignore-unused"]);
    let strict = format!("# check=error=true\nFROM a\n{run}");
    assert_eq!(found(&[("Dockerfile", &strict)], &hadolint, &rules), ["3 SC2164", "info 3 SC2086"]);
}

#[cfg(feature = "shellcheck")]
#[test]
fn a_code_that_runs_alone_is_told_beside_what_files_ask_for() {
    let mut config = preset(Preset::Buildkit);
    config.rules.insert("SC2086", Level::Warning);
    let text = "# check=experimental=all\n# one\nARG A=1\nFROM a\nRUN cd $A\n";
    let rules = ["SC2086", "SC2164", "invalid-definition-description"];
    assert_eq!(
        found(&[("Dockerfile", text)], &config, &rules),
        ["2 invalid-definition-description", "5 SC2086"]
    );
}
