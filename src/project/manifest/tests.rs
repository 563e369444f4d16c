#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::project::manifest::*;

fn manifest(text: &str) -> Manifest {
    read(Source::new("heroku.yml", "heroku.yml", text))
}

const FULL: &str = "\
setup:
  addons:
    - plan: heroku-postgresql
      as: DATABASE
    - heroku-redis
  config: {S3: bucket, N: 1, E: }
build:
  docker:
    web: Dockerfile
    worker: {dockerfile: worker/Dockerfile, target: 'run'}
    odd: [1]
  config: &args
    RAILS_ENV: production
release:
  image: \"worker\"
  command:
    - ./migrate.sh --now
    - true
run:
  web: bundle exec puma
  worker:
    command: [sidekiq]
    image: worker
  asset:
    image: web
  none:
  list: [a]
";

#[test]
fn the_view_holds_what_a_manifest_says() {
    let manifest = manifest(FULL);
    assert!(manifest.is_whole());
    let slice = |span: Span| manifest.source.slice(span);
    let images = manifest.images.iter().map(|image| {
        let text = |scalar: &Option<Scalar>| scalar.as_ref().map(|scalar| slice(scalar.text.span).to_owned());
        (slice(image.name.span), text(&image.dockerfile), text(&image.target))
    });
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        images.collect::<Vec<_>>(),
        [("web", some("Dockerfile"), None), ("worker", some("worker/Dockerfile"), some("run"))]
    );
    let config = |vars: &[ConfigVar]| -> Vec<String> {
        let value =
            |var: &ConfigVar| var.value.as_ref().map_or("-".to_owned(), |value| value.as_str().to_owned());
        vars.iter().map(|var| format!("{}={}", var.name.value, value(var))).collect()
    };
    assert_eq!(config(&manifest.setup_config), ["S3=bucket", "N=1", "E=-"]);
    assert_eq!(config(&manifest.build_config), ["RAILS_ENV=production"]);
    assert_eq!(manifest.addons.len(), 1);
    assert_eq!(manifest.addons[0].attached_as.as_ref().map(Scalar::as_str), Some("DATABASE"));

    let command = |command: &Option<CommandDecl>| {
        command.as_ref().map(|command| {
            let parts: Vec<&str> = command.parts.iter().map(Scalar::as_str).collect();
            (parts.join("|"), command.is_list)
        })
    };
    let release = manifest.release.as_ref().unwrap();
    assert_eq!(
        (slice(release.key), release.image.as_ref().map(|image| slice(image.span))),
        ("release", Some("worker"))
    );
    assert_eq!(command(&release.command), Some(("./migrate.sh --now|true".into(), true)));
    let run: Vec<_> =
        manifest.run.iter().map(|run| (run.name.value.as_str(), command(&run.command), run.is_map)).collect();
    assert_eq!(
        run,
        [
            ("web", Some(("bundle exec puma".into(), false)), false),
            ("worker", Some(("sidekiq".into(), true)), true),
            ("asset", None, true),
        ]
    );
    assert_eq!(manifest.process("asset").unwrap().image.as_ref().unwrap().value, "web");
    assert_eq!(manifest.key_span(&["build", "docker", "web"]).map(slice), Some("web"));
}

#[test]
fn merged_entries_count_and_of_two_the_last_one() {
    let manifest =
        manifest("build:\n  docker: &d\n    web: A\n    web: B\n  config:\n    <<: *d\n    X: y\nrun: *d\n");
    let names: Vec<&str> = manifest.build_config.iter().map(|var| var.name.value.as_str()).collect();
    assert_eq!(names, ["X", "web"]);
    assert_eq!(manifest.images.len(), 1);
    assert_eq!(manifest.images[0].dockerfile.as_ref().unwrap().as_str(), "B");
    assert_eq!(manifest.source.slice(manifest.run[0].command.as_ref().unwrap().span), "B");
}

/// Violations as lines: path, marked words, what.
fn violations(text: &str) -> Vec<String> {
    let manifest = manifest(text);
    let line = |violation: Violation| {
        let what = match violation.kind {
            ViolationKind::UnknownKey { key, allowed } => format!("unknown {key} of {}", allowed.join(" ")),
            ViolationKind::Pattern { key, .. } => format!("pattern {key}"),
            ViolationKind::WrongType { expected, found } => format!("{expected}, not {found}"),
            ViolationKind::MissingKey { key } => format!("missing {key}"),
        };
        format!("{} [{}] {what}", violation.path.join("."), manifest.source.slice(violation.span))
    };
    manifest.violations().into_iter().map(line).collect()
}

#[test]
fn every_violation_is_reported_where_it_stands() {
    for (text, expected) in [
        (
            FULL,
            &[
                "setup.addons.1 [heroku-redis] a map, not text",
                "build.docker.odd [odd] text or a map, not a list",
                "run.none [none] text or a map, not nothing",
                "run.list [list] text or a map, not a list",
            ][..],
        ),
        ("- a\n", &[" [- a] a map, not a list"]),
        (
            "build: Dockerfile\nrelease: rake\nrun: [a]\nsetup:\n",
            &[
                "build [Dockerfile] a map, not text",
                "release [rake] a map, not text",
                "run [run] a map, not a list",
                "setup [setup] a map, not nothing",
            ],
        ),
        (
            "web: x\nbuild:\n  web: x\n",
            &[" [web] unknown web of build release run setup", "build [web] unknown web of config docker"],
        ),
        (
            "build: {docker: {web: {target: x, context: .}, 'a b': x}, config: [A]}\n",
            &[
                "build.docker.web [context] unknown context of dockerfile target",
                "build.docker.web [web] missing dockerfile",
                "build.docker ['a b'] pattern a b",
                "build.config [config] a map, not a list",
            ],
        ),
        (
            "setup: {addons: [{as: X}, {plan: 1}], config: {a-b: c, A: [x]}}\n",
            &[
                "setup.addons.0 [{as: X}] missing plan",
                "setup.addons.1.plan [1] text, not a number",
                "setup.config [a-b] pattern a-b",
                "setup.config.A [A] text, not a list",
            ],
        ),
        ("release: {command: , image: web}\nrun: {web: true, w: {command: 1}}\n", &[]),
        ("run: {web: {{x}}}\n", &[]),
    ] {
        assert_eq!(violations(text), expected, "{text}");
    }
}

/// Mistakes as lines: marked words, what, and how many other places the same mistake makes wrong.
fn mistakes(text: &str) -> Vec<String> {
    let manifest = manifest(text);
    let line = |one: &Mistake| {
        let what = match &one.kind {
            MistakeKind::Foreign(what) => (*what).to_owned(),
            MistakeKind::Legacy(_) => "legacy".to_owned(),
            MistakeKind::Misplaced { homes, .. } => {
                format!("to {}", homes.iter().map(|path| path.join(".")).collect::<Vec<_>>().join(" "))
            }
            MistakeKind::UnknownKey { .. } => "unknown".to_owned(),
            MistakeKind::WrongType { found, .. } => (*found).to_owned(),
            MistakeKind::ProcessName(_) | MistakeKind::ConfigName(_) => "name".to_owned(),
            MistakeKind::NoPlan => "no plan".to_owned(),
            MistakeKind::NoCommand(_) => "no command".to_owned(),
            MistakeKind::MissingKey(key) => format!("no {key}"),
            MistakeKind::NoImages => "no images".to_owned(),
        };
        let words = manifest.source.slice(one.span);
        format!("{words}: {what}{}", "+".repeat(one.also.len()))
    };
    manifest.mistakes.iter().map(line).collect()
}

#[test]
fn one_slip_is_one_mistake() {
    let built = "build: {docker: {web: Dockerfile}}\n";
    for (text, expected) in [
        ("version: '3'\nservices: {web: {image: x}}\n", &["services: a Compose file"][..]),
        ("database: {url: x}\nserver: {port: 1}\n", &["database: another tool's file"]),
        ("build: {languages: [go], packages: [x]}\nrun: {web: x}\n", &["languages: legacy+"]),
        ("build:\n  docker:\n  web: Dockerfile\nrun: {web: x}\n", &["web: unknown"]),
        ("setup:\naddons: [{plan: x}]\n", &["addons: to setup"]),
        ("build: {docker: {web: {path: x}}}\n", &["path: unknown"]),
        ("build: {docker: {web: {image: x, command: y}}}\n", &["image: to release run.*+"]),
        ("build: {docker: {web: D, config: {A: b}}}\n", &["config: to build setup"]),
        ("build: {docker: {web: D, target: x, dockerfile: y}}\n", &["target: to build.docker.*+"]),
        ("build: {docker: {web: D, target: x}}\nrun: {target: y}\n", &[]),
        ("build: {docker: {web: D}, run: {web: x}}\n", &["run: to "]),
        ("docker: {web: D}\nrun: {web: x}\n", &["docker: to build"]),
        (
            "setup: {addons: [x, {name: y}, {plan: }, {plan: z, size: 1}]}\n",
            &["x: no plan", "{name: y}: no plan", "plan: no plan", "size: unknown"],
        ),
        ("run: {web: x}\n", &["run: no images"]),
        ("build:\n  docker:\nrelease: {command: [x]}\n", &["docker: no images"]),
        ("build:\nsetup:\n", &["build: nothing", "setup: nothing"]),
        ("build: {docker: D}\nrun: {web: x}\n", &["D: text"]),
        ("run:\n  web: x\n bad: y\n", &[]),
        ("a b: x\nrun:\n  web: x\n bad: y\n", &["a b: unknown"]),
        ("", &[]),
        ("~\n", &[]),
    ] {
        assert_eq!(mistakes(text), expected, "{text}");
    }
    for (below, expected) in [
        (
            "run: {web: , w: {command: [x, image: web]}}\n",
            &["web: no command", "image: to release run.*"][..],
        ),
        ("run: {command: [x], image: web}\n", &["command: to release run.*+"]),
        ("run: {'a b': x}\nsetup: {config: {a-b: x}}\n", &["'a b': name", "a-b: name"]),
    ] {
        assert_eq!(mistakes(&format!("{built}{below}")), expected, "{below}");
    }
}

#[test]
fn what_is_misplaced_is_no_image_and_no_process() {
    let manifest = manifest("build: {docker: {web: D, target: x}}\nrun: {image: web, command: y, w: z}\n");
    let images: Vec<&str> = manifest.images.iter().map(|image| image.name.value.as_str()).collect();
    let run: Vec<&str> = manifest.run.iter().map(|run| run.name.value.as_str()).collect();
    assert_eq!((images, run), (vec!["web"], vec!["w"]));
}

#[test]
fn the_schema_knows_where_keys_belong() {
    let paths = |key| homes(key).iter().map(|path| path.join(".")).collect::<Vec<_>>();
    assert_eq!(paths("docker"), ["build"]);
    assert_eq!(paths("config"), ["build", "setup"]);
    assert_eq!(paths("image"), ["release", "run.*"]);
    assert_eq!(paths("target"), ["build.docker.*"]);
    assert_eq!(paths("plan"), ["setup.addons"]);
    assert_eq!(paths("run"), [""]);
    let keys = |path: &[&str]| {
        super::validate::keys_at(&path.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(keys(&[]).unwrap(), ["build", "release", "run", "setup"]);
    assert_eq!(keys(&["setup", "addons", "0"]).unwrap(), ["as", "plan"]);
    assert_eq!(keys(&["build", "docker", "web"]).unwrap(), ["dockerfile", "target"]);
    assert_eq!(keys(&["build", "docker"]), None);
}

#[test]
fn every_form_of_names_in_the_schema_is_known() {
    fn patterns(schema: &Json, found: &mut Vec<String>) {
        match schema {
            Json::Object(map) => {
                let names = map.get("patternProperties").and_then(Json::as_object);
                found.extend(names.into_iter().flat_map(|names| names.keys().cloned()));
                map.values().for_each(|below| patterns(below, found));
            }
            Json::Array(items) => items.iter().for_each(|below| patterns(below, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    patterns(schema(), &mut found);
    assert_eq!(found.len(), 4);
    assert!(
        found.iter().all(|pattern| !validate::matches(pattern, "a.b") && validate::matches(pattern, "a_1"))
    );
}

/// A change somewhere in a document.
#[derive(Debug, Clone)]
enum Mutation {
    Put(Json),
    Remove,
    Insert(String, Json),
    Push(Json),
}

fn any_value() -> impl Strategy<Value = Json> {
    prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(1.5),
        json!(-3),
        json!(""),
        json!("web"),
        json!("~"),
        json!("12"),
        json!([]),
        json!(["a", 1]),
        json!([["a"]]),
        json!([{"plan": "p"}]),
        json!({}),
        json!({"web": "Dockerfile"}),
        json!({"dockerfile": "D", "target": "t"}),
        json!({"command": ["a"], "image": "web"}),
        json!({"command": {"a": 1}}),
        json!({"A": 1, "B": null}),
    ])
}

fn any_key() -> impl Strategy<Value = String> {
    let known = [
        "setup",
        "build",
        "release",
        "run",
        "docker",
        "config",
        "addons",
        "plan",
        "as",
        "dockerfile",
        "target",
        "command",
        "image",
        "web",
        "my-worker",
        "A_1",
        "a b",
        "",
        "é",
        "a.b",
        "<<<",
        "languages",
        "1",
    ];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), "[-a-z_]{120,135}"]
}

fn mutation() -> impl Strategy<Value = (Vec<u8>, Mutation)> {
    let change = prop_oneof![
        any_value().prop_map(Mutation::Put),
        Just(Mutation::Remove),
        (any_key(), any_value()).prop_map(|(key, value)| Mutation::Insert(key, value)),
        any_value().prop_map(Mutation::Push),
    ];
    (prop::collection::vec(any::<u8>(), 0..5), change)
}

fn mutate(document: &mut Json, path: &[u8], mutation: Mutation) {
    let Some((step, rest)) = path.split_first() else {
        match (document, mutation) {
            (Json::Object(map), Mutation::Insert(key, value)) => drop(map.insert(key, value)),
            (Json::Array(items), Mutation::Push(value)) => items.push(value),
            (document, Mutation::Put(value)) => *document = value,
            _ => {}
        }
        return;
    };
    let step = usize::from(*step);
    match document {
        Json::Object(map) if !map.is_empty() => {
            let key = map.keys().nth(step % map.len()).unwrap().clone();
            if rest.is_empty() && matches!(mutation, Mutation::Remove) {
                map.remove(&key);
            } else {
                mutate(map.get_mut(&key).unwrap(), rest, mutation);
            }
        }
        Json::Array(items) if !items.is_empty() => {
            let index = step % items.len();
            if rest.is_empty() && matches!(mutation, Mutation::Remove) {
                items.remove(index);
            } else {
                mutate(&mut items[index], rest, mutation);
            }
        }
        _ => {}
    }
}

fn right() -> Json {
    json!({
        "setup": {"addons": [{"plan": "p", "as": "A"}, {"plan": "q"}], "config": {"A": "b", "N": 1}},
        "build": {"docker": {"web": "Dockerfile", "worker": {"dockerfile": "w/Dockerfile", "target": "t"}}, "config": {"A": true}},
        "release": {"command": ["rake db:migrate"], "image": "worker"},
        "run": {"web": "puma", "worker": {"command": ["sidekiq"], "image": "worker"}},
    })
}

#[test]
fn a_right_manifest_is_valid() {
    assert!(jsonschema::validator_for(schema()).unwrap().is_valid(&right()));
    assert_eq!(manifest(&right().to_string()).violations(), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_verdict_is_that_of_a_json_schema_validator(mutations in prop::collection::vec(mutation(), 1..5)) {
        static ORACLE: std::sync::LazyLock<jsonschema::Validator> =
            std::sync::LazyLock::new(|| jsonschema::validator_for(schema()).unwrap());
        let mut document = right();
        for (path, mutation) in mutations {
            mutate(&mut document, &path, mutation);
        }
        let oracle = ORACLE.is_valid(&document);
        for text in [document.to_string(), serde_yaml::to_string(&document).unwrap()] {
            let manifest = manifest(&text);
            prop_assert_eq!(&manifest.document.errors, &[]);
            let found = manifest.violations();
            prop_assert_eq!(oracle, found.is_empty(), "{}\n{:?}", text, found);
        }
    }
}
