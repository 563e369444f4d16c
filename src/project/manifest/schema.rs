//! The format of heroku.yml, stated once: the schema for editors and the checks come from these types.
//!
//! What each key takes, and how sure that is, rests on what Heroku documents and what deployed manifests hold. Where
//! nothing is known, the types take more rather than less.

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

/// How Heroku builds and runs an app from Docker images. It stands at the root of the repository and is read by apps
/// on the container stack.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct HerokuYml {
    /// What a new app gets when it is created from this manifest; an ordinary deploy leaves it aside.
    #[schemars(default, with = "Setup")]
    pub setup: Option<Setup>,
    /// The images to build.
    #[schemars(default, with = "Build")]
    pub build: Option<Build>,
    /// What runs after a build and before the new release starts, such as migrations.
    #[schemars(default, with = "Release")]
    pub release: Option<Release>,
    /// The command of each process. A process that is left out runs its image's `CMD`.
    #[schemars(default, with = "BTreeMap<ProcessName, Run>")]
    pub run: Option<BTreeMap<ProcessName, Run>>,
}

/// What a new app gets when it is created from this manifest.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Setup {
    /// Add-ons to create.
    #[schemars(default, with = "Vec<Addon>")]
    pub addons: Option<Vec<Addon>>,
    /// Config vars to set.
    #[schemars(default, with = "BTreeMap<ConfigName, Scalar>")]
    pub config: Option<BTreeMap<ConfigName, Scalar>>,
}

/// An add-on.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Addon {
    /// Its plan, as in `heroku-postgresql` or `heroku-postgresql:standard-0`.
    pub plan: String,
    /// The name of its attachment: `DATABASE` makes `DATABASE_URL`.
    #[schemars(default, with = "String")]
    pub r#as: Option<String>,
}

/// The images to build.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Build {
    /// Names of images and the Dockerfiles they are built from. The folder of a Dockerfile is its build context.
    #[schemars(default, with = "BTreeMap<ProcessName, Image>")]
    pub docker: Option<BTreeMap<ProcessName, Image>>,
    /// Build arguments; each needs an `ARG` in the Dockerfile. Config vars cannot be seen during a build, and `$NAME`
    /// is passed on as it stands.
    #[schemars(default, with = "BTreeMap<ConfigName, Scalar>")]
    pub config: Option<BTreeMap<ConfigName, Scalar>>,
}

/// An image: the path of its Dockerfile, or that and a stage.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub enum Image {
    /// The path of the Dockerfile.
    Path(String),
    /// The Dockerfile and the stage to build.
    Stage(Stage),
}

/// A Dockerfile and the stage to build.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Stage {
    /// The path of the Dockerfile.
    pub dockerfile: String,
    /// The stage to build; the last one if it is left out.
    #[schemars(default, with = "String")]
    pub target: Option<String>,
}

/// What runs after a build and before the new release starts.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Release {
    /// A list with the command to run; several tasks are joined with `&&` or put in a script.
    #[schemars(default, with = "Command")]
    pub command: Option<Command>,
    /// The image that runs it: a name from `build.docker`.
    #[schemars(default, with = "String")]
    pub image: Option<String>,
}

/// A process: its command, or that and the image of another process.
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
    /// A list with the command to run.
    #[schemars(default, with = "Command")]
    pub command: Option<Command>,
    /// The image that runs it: a name from `build.docker`.
    #[schemars(default, with = "String")]
    pub image: Option<String>,
}

/// A list with one command; a bare one is not documented, but not known to fail.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub enum Command {
    /// A list with the command.
    List(Vec<Word>),
    /// The command, or nothing.
    Bare(Scalar),
}

/// The name of a process and its image: `web` serves requests, `release` runs at release.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(extend("pattern" = PROCESS_NAME))]
pub struct ProcessName(pub String);

/// The name of a config var.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(extend("pattern" = CONFIG_NAME))]
pub struct ConfigName(pub String);

/// Text, also where it looks like a number or a boolean: the command `true` is one.
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

/// The schema as a file: as every editor reads it, in the usual order of keys.
#[cfg(test)]
pub fn text() -> String {
    let ordered = schemars::Schema::try_from(schema().clone()).ok();
    let text = ordered.and_then(|schema| serde_json::to_string_pretty(&schema).ok()).unwrap_or_default();
    text + "\n"
}

/// Takes the `null` defaults and the names of Rust types away, which tell an editor's user nothing, and the line ends
/// of the comments that are the descriptions.
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
