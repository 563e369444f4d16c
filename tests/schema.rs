//! The published schemas hold for what is really written and read.

use std::path::Path;

use serde_json::Value;

use crate::cli::dynolint;
use crate::support::root;

fn schema(name: &str) -> jsonschema::Validator {
    let path = root().join("schema").join(format!("{name}.schema.json"));
    let text = std::fs::read_to_string(&path).expect("the schema is there");
    let schema: Value = serde_json::from_str(&text).expect("it is JSON");
    jsonschema::validator_for(&schema).expect("it is a schema")
}

fn fixtures() -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(root().join("fixtures")).expect("fixtures/ is there");
    entries.map(|entry| entry.expect("it can be read").path()).filter(|path| path.is_dir()).collect()
}

fn report(folder: &Path) -> Value {
    let (_, out, err) = dynolint(folder, &["--format", "json", "--preset", "all", "."]);
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{}: {error}: {out}{err}", folder.display()))
}

#[test]
fn every_report_validates() {
    let schema = schema("report");
    let mut seen = 0;
    for folder in fixtures() {
        let report = report(&folder);
        let errors: Vec<String> = schema.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", folder.display());
        seen += report["diagnostics"].as_array().map_or(0, Vec::len);
    }
    assert!(seen > 5, "the fixtures give hardly any finding: {seen}");
}

#[test]
fn the_manifest_schema_accepts_right_manifests_and_rejects_wrong_ones() {
    let schema = schema("heroku");
    let is_valid = |text: &str| {
        let value: Value = serde_yaml::from_str(text).expect("it is YAML");
        schema.is_valid(&value)
    };
    let mut seen = 0;
    for folder in fixtures() {
        let Ok(text) = std::fs::read_to_string(folder.join("heroku.yml")) else { continue };
        let report = report(&folder);
        let rejected = report["diagnostics"].as_array().expect("a list").iter().any(|one| {
            let rule = one["rule"].as_str().unwrap_or("");
            ["manifest-unknown-key", "manifest-misplaced-key", "manifest-wrong-type"].contains(&rule)
        });
        assert_eq!(is_valid(&text), !rejected, "{}", folder.display());
        seen += 1;
    }
    assert!(seen > 1, "no fixture has a manifest");
    assert!(is_valid(
        "build:\n  docker:\n    web: {dockerfile: Dockerfile, target: x}\nrun:\n  web: npm start\n"
    ));
    for wrong in [
        "build: [a]",
        "biuld: {}",
        "run: npm start",
        "release:\n  docker: x\n",
        "setup:\n  addons: [postgres]\n",
    ] {
        assert!(!is_valid(wrong), "{wrong}");
    }
}

#[test]
fn the_entry_for_schemastore_names_the_published_schema() {
    let read = |name: &str| -> Value {
        let text = std::fs::read_to_string(root().join("schema").join(name)).expect("it is there");
        serde_json::from_str(&text).expect("it is JSON")
    };
    let entry = read("schemastore-catalog-entry.json");
    assert_eq!(entry["url"], read("heroku.schema.json")["$id"]);
    assert_eq!(entry["fileMatch"], serde_json::json!(["heroku.yml"]));
    for key in ["name", "description"] {
        assert!(entry[key].as_str().is_some_and(|text| !text.is_empty() && text.len() < 80), "{key}");
    }
}
