//! Whether a project is meant for Heroku at all.

use super::{Mode, Project};
use crate::base::path;
use crate::project::deployment::{Origin, Process};
use crate::syntax::yaml::Node;

/// What only Heroku's app.json holds.
const HEROKUS: &[&str] = &[
    "addons",
    "buildpacks",
    "env",
    "environments",
    "formation",
    "image",
    "keywords",
    "logo",
    "repository",
    "scripts",
    "stack",
    "success_url",
    "website",
];

/// What those of Expo and React Native hold.
const OTHERS: &[&str] = &["expo", "displayName", "components", "singleApp"];

/// Suffixes of Dockerfiles by which `heroku container:push --recursive` knows its process types.
const TYPES: &[&str] = &["Dockerfile.web", "Dockerfile.worker", "Dockerfile.release"];

/// Whether the content of an app.json is for Heroku: other tools have a file of that name too.
pub fn is_herokus_app_json(root: &Node) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|key| root.entry(key).is_some());
    has(HEROKUS) && !has(OTHERS)
}

impl Project {
    /// Whether it is but a container to work in, or one for others to build on: it serves by a development server or
    /// starts nothing, and nothing in it or around it speaks of Heroku.
    pub fn is_for_development(&self) -> bool {
        let works = |process: &Process| {
            process.launch.server.is_some_and(|server| server.development)
                || matches!(process.origin, Origin::Nothing | Origin::BaseImage)
        };
        let processes = &self.deployment.processes;
        self.mode == Mode::Push
            && !processes.is_empty()
            && processes.iter().all(works)
            && !self.speaks_of_heroku()
    }

    fn speaks_of_heroku(&self) -> bool {
        let named = |text: &str| text.to_ascii_lowercase().contains("heroku");
        let of_dockerfiles = self.dockerfiles.iter().any(|file| {
            let text = file.source.text();
            let name = path::name(file.source.path());
            named(text)
                || named(name)
                || text.contains("$PORT")
                || text.contains("${PORT")
                || TYPES.contains(&name)
        });
        // What deploys another folder of the repository says nothing of this one.
        let deployed = self.deploys.iter().any(|deploy| {
            let folder = path::name(&self.root);
            let within = path::within(deploy.source.path(), &self.root);
            within || self.root.is_empty() || deploy.source.text().contains(folder)
        });
        let app_json = self.app_json.as_ref().and_then(|(_, document)| document.root.as_ref());
        of_dockerfiles
            || deployed
            || self.procfile.is_some()
            || !self.misnamed.is_empty()
            || app_json.is_some_and(is_herokus_app_json)
    }
}
