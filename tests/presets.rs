//! What each preset holds: the catalogues of hadolint and BuildKit, and what Heroku does, as data.

use std::collections::BTreeSet;

use dynolint::Severity;
use dynolint::internals::rule::Rule;
use dynolint::internals::rule::severity;
use dynolint::internals::rules;
use dynolint::{Config, internals::config::Preset};

/// hadolint's rules at its severities, its `style` being info; those it only runs when told to, and those that need
/// more than the files, are not among them.
const HADOLINT: &str = "
    error: DL1000 DL3000 DL3004 DL3011 DL3012 DL3020 DL3021 DL3023 DL3024 DL3026 DL3043 DL3044 DL3061 DL4000 DL4004
    warning: DL3002 DL3003 DL3006 DL3007 DL3008 DL3013 DL3014 DL3016 DL3018 DL3022 DL3025 DL3027 DL3028 DL3029 DL3030
             DL3032 DL3033 DL3034 DL3035 DL3036 DL3037 DL3038 DL3040 DL3041 DL3042 DL3045 DL3046 DL3051 DL3052 DL3053
             DL3054 DL3055 DL3056 DL3058 DL3062 DL3063 DL3064 DL3065 DL3067 DL4001 DL4003 DL4005 DL4006
    info: DL3001 DL3009 DL3010 DL3015 DL3019 DL3047 DL3048 DL3049 DL3050 DL3059 DL3060 DL3066
";

/// Whose findings it has beside its own, each at the weight it comes with.
const SHELLCHECK: &str = "shellcheck";

/// Those it has but never runs unless it is told to.
const HADOLINT_ON_REQUEST: &[&str] = &["DL1001", "DL3057"];

/// Those it had once.
const HADOLINT_RETIRED: &[&str] = &["DL3005", "DL3017", "DL3031", "DL3039"];

/// BuildKit's checks. Experiments and what needs a registry are not among them.
const BUILDKIT: &[&str] = &[
    "ConsistentInstructionCasing",
    "CopyIgnoredFile",
    "DuplicateStageName",
    "ExposeInvalidFormat",
    "ExposeProtoCasing",
    "FromAsCasing",
    "FromPlatformFlagConstDisallowed",
    "InvalidDefaultArgInFrom",
    "JSONArgsRecommended",
    "LegacyKeyValueFormat",
    "MaintainerDeprecated",
    "MultipleInstructionsDisallowed",
    "NoEmptyContinuation",
    "RedundantTargetPlatform",
    "ReservedStageName",
    "SecretsUsedInArgOrEnv",
    "StageNameCasing",
    "UndefinedArgInFrom",
    "UndefinedVar",
    "WorkdirRelativePath",
];

/// Where every builder ends: errors in each preset.
const HARD_ERRORS: &[&str] = &[
    "copy-from-later-stage",
    "copy-from-self",
    "copy-from-variable",
    "copy-url",
    "dockerfile-syntax",
    "expose-invalid-port",
    "image-name-invalid",
    "platform-invalid",
    "stopsignal-invalid",
    "word-malformed",
];

/// A broken JSON form is what both other tools report as a shell form.
const SHELL_FORM: &str = "json-form-broken";

/// About the linter's own input, whatever is linted; the rest of that group is no matter of presets.
const OWN: &[&str] = &["file-unreadable", "ignore-malformed", "ignore-unknown", "ignore-unused"];

/// What the linter could not do.
const DEFECTS: &[&str] = &["file-unreadable", "internal-error", "shellcheck-failed"];

/// What Heroku's rules weigh; where a rule has two weights, the lesser.
const HEROKU: &str = "
    error: addon-without-plan classic-chmod classic-copy-flag classic-heredoc classic-run-flag
           command-daemonizes command-line-continuation command-one-word config-name-invalid config-not-interpolated
           copy-outside-context copy-source-ignored copy-source-missing copy-source-not-in-git
           dockerfile-missing dockerfile-not-one dockerfile-outside-repository entrypoint-without-command
           image-architecture image-unknown image-windows image-without-shell manifest-duplicate-key
           manifest-is-compose manifest-misplaced-key manifest-no-images manifest-syntax manifest-unknown-key
           manifest-wrong-type port-hardcoded port-ignored port-loopback port-overridden port-privileged
           process-name-invalid process-without-image run-starts-server runtime-needs-root script-crlf
           script-missing script-no-shebang script-not-executable target-unknown config-invalid
    warning: app-json-buildpacks app-json-formation app-json-stack build-arg-out-of-scope build-arg-undeclared
             build-arg-unset classic-dockerignore-name classic-platform-arg command-argv-list command-list
             command-missing command-not-in-image command-several-servers config-reserved config-secret
             config-var-at-build dev-server dockerfile-suffix-misread dockerignore-outside-context
             entrypoint-drops-arguments entrypoint-script-no-exec entrypoint-takes-run env-file-copied image-private
             manifest-empty manifest-legacy-buildpacks manifest-misnamed no-web-process port-not-expanded
             procfile-ignored push-release-mismatch push-with-attestations push-without-recursive
             release-starts-server release-without-command release-writes-files run-without-command
             runtime-state-lost stage-development-shipped stopsignal-ignored verification-disabled volume-ignored
             ignore-malformed ignore-unknown
    info: classic-syntax-directive classic-unused-stage duplicate-build expose-ignored healthcheck-ignored
          release-logs-need-curl run-shell-ignored ignore-unused
";

/// What the other tools find too and is wrong on Heroku as well: its builder or the process fails over it, the build
/// waits for an answer nobody gives, or the rule speaks only where it is configured.
const THEIRS_ON_HEROKU: &[&str] = &[
    "apt-without-yes",
    "copy-source-ignored",
    "copy-target-not-directory",
    "dnf-without-yes",
    "duplicate-stage-name",
    "env-self-reference",
    "label-empty",
    "label-invalid",
    "label-missing",
    "label-superfluous",
    "multiple-instructions-disallowed",
    "undefined-arg-in-from",
    "untrusted-registry",
    "yum-without-yes",
    "zypper-without-yes",
];

/// Advice that breaks a build on Heroku, or speaks of what Heroku does not look at.
const NOT_ON_HEROKU: &[&str] = &[
    "DL3012",
    "DL3025",
    "DL3057",
    "SC2086",
    "JSONArgsRecommended",
    "ExposeProtoCasing",
    "ExposeInvalidFormat",
    "healthcheck-missing",
];

/// Names by weight.
fn weights(table: &str) -> Vec<(&str, Severity)> {
    let mut weight = Severity::Info;
    let mut found = Vec::new();
    for word in table.split_whitespace() {
        match word.strip_suffix(':') {
            Some(name) => weight = severity(name).expect("a severity"),
            None => found.push((word, weight)),
        }
    }
    found
}

/// The weight of a rule in a preset; `None` when it is not in it.
fn level(preset: Preset, rule: &Rule) -> Option<Severity> {
    Config { presets: vec![preset], ..Config::default() }.level(rule)
}

fn ids(preset: Preset) -> BTreeSet<&'static str> {
    rules::all().filter(|rule| level(preset, rule).is_some()).map(|rule| rule.id).collect()
}

/// The ids of the rules behind names.
fn behind<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'static str> {
    let one = |name| rules::find(name).unwrap_or_else(|| panic!("{name} is there")).id;
    names.into_iter().map(one).collect()
}

#[test]
fn hadolint_holds_its_rules_at_its_severities() {
    let table = weights(HADOLINT);
    for (code, weight) in &table {
        let rule = rules::find(code).unwrap_or_else(|| panic!("{code} is there"));
        let greatest =
            table.iter().filter(|(other, _)| rule.answers_to(other)).map(|(_, weight)| *weight).max();
        assert_eq!(level(Preset::Hadolint, rule), greatest, "{code} is {weight:?}");
    }
    let mut wanted = behind(table.iter().map(|(code, _)| *code));
    wanted.extend(HARD_ERRORS.iter().chain(OWN).chain([&SHELL_FORM, &SHELLCHECK]));
    assert_eq!(ids(Preset::Hadolint), wanted);
    for code in HADOLINT_ON_REQUEST {
        let rule = rules::find(code).expect("it is there");
        assert!(
            [Preset::Default, Preset::Hadolint].iter().all(|preset| level(*preset, rule).is_none()),
            "{code}"
        );
    }
    assert!(HADOLINT_RETIRED.iter().all(|code| rules::find(code).is_none()));
}

#[test]
fn hadolint_holds_shellcheck_s_findings_at_their_own_severities() {
    let rule = rules::find(SHELLCHECK).expect("it is there");
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of = |preset| {
            let config = Config { presets: vec![preset], ..Config::default() };
            config.code_level(rule, "SC2086", severity)
        };
        assert_eq!([Preset::Hadolint, Preset::All].map(of), [Some(severity); 2]);
        assert_eq!([Preset::Default, Preset::Buildkit].map(of), [None; 2]);
    }
}

#[test]
fn codes_are_those_of_hadolint() {
    let mut known: BTreeSet<&str> = weights(HADOLINT).into_iter().map(|(code, _)| code).collect();
    known.extend(HADOLINT_ON_REQUEST);
    for rule in rules::all() {
        for code in rule.page().aliases.iter().filter(|alias| alias.starts_with("DL")) {
            assert!(known.contains(code), "{}: {code} is no rule of hadolint", rule.id);
        }
    }
}

#[test]
fn buildkit_holds_its_checks_as_warnings() {
    for name in BUILDKIT {
        let rule = rules::find(name).unwrap_or_else(|| panic!("{name} is there"));
        assert_eq!(rule.buildkit_name(), Some(*name));
        assert_eq!(level(Preset::Buildkit, rule), Some(Severity::Warning), "{name}");
    }
    let mut wanted = behind(BUILDKIT.iter().copied());
    wanted.extend(HARD_ERRORS.iter().chain(OWN).chain([&SHELL_FORM]));
    assert_eq!(ids(Preset::Buildkit), wanted);
    let experiments: Vec<_> =
        rules::all().filter_map(Rule::buildkit_name).filter(|name| !BUILDKIT.contains(name)).collect();
    assert_eq!(experiments, ["InvalidDefinitionDescription"]);
}

#[test]
fn default_holds_what_is_wrong_on_heroku() {
    for (id, weight) in weights(HEROKU) {
        let rule = rules::find(id).unwrap_or_else(|| panic!("{id} is there"));
        assert_eq!(level(Preset::Default, rule), Some(weight), "{id}");
    }
    let heroku = weights(HEROKU).into_iter().map(|(id, _)| id);
    let mut wanted: BTreeSet<&str> = heroku.chain(DEFECTS.iter().copied()).collect();
    wanted.extend(HARD_ERRORS.iter().chain(THEIRS_ON_HEROKU).chain([&SHELL_FORM]));
    let on = ids(Preset::Default);
    assert_eq!(on, wanted);
    let not = behind(NOT_ON_HEROKU.iter().copied());
    assert_eq!(on.intersection(&not).collect::<Vec<_>>(), Vec::<&&str>::new());
    let codes = weights(HADOLINT);
    let theirs = behind(codes.iter().map(|(code, _)| *code).chain(BUILDKIT.iter().copied()));
    assert!(THEIRS_ON_HEROKU.iter().all(|id| theirs.contains(id)));
}

#[test]
fn hard_errors_are_in_every_preset() {
    for id in HARD_ERRORS {
        let rule = rules::find(id).unwrap_or_else(|| panic!("{id} is there"));
        for preset in [Preset::Default, Preset::Hadolint, Preset::Buildkit, Preset::All] {
            assert_eq!(level(preset, rule), Some(Severity::Error), "{id} in {preset:?}");
        }
    }
}

#[test]
fn heroku_s_rules_are_in_default_and_all_only() {
    for rule in rules::all().filter(|rule| !["dockerfile", "shell", "meta"].contains(&rule.page().group)) {
        let others = [Preset::Hadolint, Preset::Buildkit];
        let held = others.iter().any(|preset| level(*preset, rule).is_some());
        assert!(!held || rule.buildkit_name().is_some(), "{}", rule.id);
    }
}

#[test]
fn all_holds_every_rule_and_the_greatest_weight_counts() {
    for rule in rules::all() {
        assert_eq!(level(Preset::All, rule), Some(rule.page().severity), "{}", rule.id);
        let both = Config { presets: vec![Preset::Default, Preset::Hadolint], ..Config::default() };
        let each = [Preset::Default, Preset::Hadolint].map(|preset| level(preset, rule));
        assert_eq!(both.level(rule), each.into_iter().max().flatten(), "{}", rule.id);
    }
}
