//! The format of heroku.yml, stated once: the schema for editors and the checks come from these types.
//!
//! They follow what Heroku documents and what deployed files contain. Where neither tells, they accept more rather than
//! less.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// Names of processes and images.
pub const PROCESS_NAME: &str = r"^[-\w]{1,128}$";

/// The sections of a manifest.
pub const SECTIONS: &[&str] = &["build", "release", "run", "setup"];

/// Names of config vars and build arguments.
pub const CONFIG_NAME: &str = r"^\w+$";

/// How Heroku builds and runs an app from Docker images. The file must be at the root of the repository, and the app
/// must use the container stack.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct HerokuYml {
    /// Add-ons and config vars for a new app. Only used when an app is created from this file, not when it is deployed.
    #[schemars(default, with = "Setup")]
    pub setup: Option<Setup>,
    /// The images to build.
    #[schemars(default, with = "Build")]
    pub build: Option<Build>,
    /// The command that runs after each build, before the new version starts, such as a database migration.
    #[schemars(default, with = "Release")]
    pub release: Option<Release>,
    /// The command of each process. A process that is not listed runs the `CMD` of its image.
    #[schemars(default, with = "BTreeMap<ProcessName, Run>")]
    pub run: Option<BTreeMap<ProcessName, Run>>,
}

/// Add-ons and config vars for a new app.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Setup {
    /// Add-ons to create for a new app.
    #[schemars(default, with = "Vec<Addon>")]
    pub addons: Option<Vec<Addon>>,
    /// Config vars to set for a new app.
    #[schemars(default, with = "BTreeMap<ConfigName, Scalar>")]
    pub config: Option<BTreeMap<ConfigName, Scalar>>,
}

/// An add-on.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Addon {
    /// The service and plan, such as `heroku-postgresql` or `heroku-postgresql:standard-0`.
    pub plan: String,
    /// The name of the attachment: with `DATABASE` the app gets `DATABASE_URL`.
    #[schemars(default, with = "String")]
    pub r#as: Option<String>,
}

/// The images to build.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Build {
    /// The Dockerfile of each process. Its folder is the build context: only files in there can be copied.
    #[schemars(default, with = "BTreeMap<ProcessName, Image>")]
    pub docker: Option<BTreeMap<ProcessName, Image>>,
    /// Build arguments. Each needs an `ARG` in the Dockerfile. Values are used literally: `$NAME` is not expanded, and
    /// config vars are not available during the build.
    #[schemars(default, with = "BTreeMap<ConfigName, Scalar>")]
    pub config: Option<BTreeMap<ConfigName, Scalar>>,
}

/// The path of the Dockerfile, or the path and a stage.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub enum Image {
    /// The path of the Dockerfile.
    Path(String),
    /// The path of the Dockerfile and the stage to build.
    Stage(Stage),
}

/// A Dockerfile and the stage to build.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Stage {
    /// The path of the Dockerfile.
    pub dockerfile: String,
    /// The stage to build. Without it, the last stage is built.
    #[schemars(default, with = "String")]
    pub target: Option<String>,
}

/// The command that runs after each build, before the new version starts.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Release {
    /// A list with one command. Join several commands with `&&`, or call a script.
    #[schemars(default, with = "Command")]
    pub command: Option<Command>,
    /// The image to run it in: a name from `build.docker`.
    #[schemars(default, with = "String")]
    pub image: Option<String>,
}

/// The command of a process, or the command and the image of another process.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub enum Run {
    /// The command.
    Command(Word),
    /// The command and the image to run it in.
    InImage(InImage),
}

/// A command and the image to run it in.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct InImage {
    /// A list with one command.
    #[schemars(default, with = "Command")]
    pub command: Option<Command>,
    /// The image to run it in: a name from `build.docker`.
    #[schemars(default, with = "String")]
    pub image: Option<String>,
}

/// A list with one command. A command without a list is not documented.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub enum Command {
    /// A list with one command.
    List(Vec<Word>),
    /// The command without a list, or nothing.
    Bare(Scalar),
}

/// The name of a process and its image. `web` receives HTTP requests.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(extend("pattern" = PROCESS_NAME))]
pub struct ProcessName(pub String);

/// The name of a config var.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(extend("pattern" = CONFIG_NAME))]
pub struct ConfigName(pub String);

/// Text. It may look like a number or a boolean, such as the command `true`.
#[derive(Debug, JsonSchema)]
#[schemars(extend("type" = ["string", "number", "boolean"]))]
pub struct Word(pub String);

/// Text, a number, a boolean or nothing.
#[derive(Debug, JsonSchema)]
#[schemars(extend("type" = ["string", "number", "boolean", "null"]))]
pub struct Scalar(pub String);

/// The JSON schema (draft 7) of heroku.yml, without references.
pub fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(generate);
    &SCHEMA
}

fn generate() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<HerokuYml>().to_value();
    tidy(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.insert("$id".to_owned(), json!("https://dynolint.github.io/dynolint/heroku.schema.json"));
        root.insert("title".to_owned(), json!("heroku.yml"));
    }
    schema
}

/// The schema as a file, with its keys in the usual order.
#[cfg(test)]
pub fn text() -> String {
    let ordered = schemars::Schema::try_from(schema().clone()).ok();
    let text = ordered.and_then(|schema| serde_json::to_string_pretty(&schema).ok()).unwrap_or_default();
    text + "\n"
}

/// Removes the `null` defaults and the names of Rust types, which are of no use in an editor, and the line breaks of the
/// comments that become descriptions.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            let noise = |key: &str, value: &Value| match key {
                "default" => value.is_null(),
                "title" => value.is_string(),
                _ => false,
            };
            map.retain(|key, value| !noise(key, value));
            map.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::String(text) => *text = text.replace('\n', " "),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_in_the_repository_is_this_one() {
        crate::golden::check("schema/heroku.schema.json", &text());
    }
}
