use std::sync::Arc;

use super::*;
use crate::files::cached::tests::Counting;
use crate::files::{Cached, Memory};

fn load(tree: &dyn Tree) -> Vec<Project> {
    crate::internals::load(tree, &[String::new()])
}

const MANIFEST: &str =
    "build:\n  docker:\n    web: Dockerfile\n    worker: Dockerfile\n    bot: bot/Dockerfile\n";

#[test]
fn a_manifest_makes_it_heroku_who_builds() {
    let git = load(&Memory::from([("heroku.yml", MANIFEST), ("Dockerfile", "FROM a\n")])).remove(0);
    assert_eq!((git.mode, git.builder), (Mode::Git, Builder::Classic));
    let push = load(&Memory::from([("Dockerfile", "FROM a\n")])).remove(0);
    assert_eq!((push.mode, push.builder), (Mode::Push, Builder::Buildkit));
}

#[test]
fn each_file_is_read_once() {
    let files = Memory::from([
        ("heroku.yml", MANIFEST),
        ("Dockerfile", "FROM node:22\nWORKDIR /app\nCOPY . .\nCMD npm start\n"),
        ("bot/Dockerfile", "FROM node:22\nCOPY . .\nCMD node bot.js\n"),
        (".dockerignore", "node_modules\n"),
        ("app.json", "{\"stack\": \"container\"}"),
        ("Procfile", "web: npm start\n"),
        (
            "package.json",
            "{\"scripts\": {\"start\": \"node server.js\", \"deploy\": \"heroku container:push web\"}}",
        ),
        ("server.js", "require('http').createServer().listen(process.env.PORT)\n"),
    ]);
    let counting = Arc::new(Counting { files, ..Counting::default() });
    let cached = Cached::new(Arc::<Counting>::clone(&counting));
    assert_eq!(load(&cached).len(), 1);
    let reads = counting.reads.lock().expect("nobody panics");
    let twice: Vec<_> = reads.iter().filter(|(_, count)| **count > 1).collect();
    assert_eq!(twice, [], "read more than once");
    for file in ["heroku.yml", "Dockerfile", ".dockerignore", "package.json", "server.js"] {
        assert_eq!(reads.get(file), Some(&1), "{file}");
    }
}

#[test]
fn what_cannot_be_read_costs_nothing_else() {
    let tree = Memory::from([("heroku.yml", MANIFEST), ("bot/Dockerfile", "FROM a\n")])
        .file("Dockerfile", b"FROM \xff".as_slice());
    let project = load(&tree).remove(0);
    let unread: Vec<_> = project.unread.iter().map(|unread| unread.source.path()).collect();
    assert_eq!(unread, ["Dockerfile"]);
    assert!(project.dockerfile("bot/Dockerfile").is_some());
}

#[test]
fn a_manifest_for_the_folder_above_is_displaced() {
    let tree = Memory::from([
        ("deploy/heroku.yml", "build:\n  docker:\n    web: app/Dockerfile\n"),
        ("app/Dockerfile", "FROM a\n"),
    ]);
    let projects = load(&tree);
    let displaced =
        projects.iter().find(|project| project.root == "deploy").expect("the folder is a project");
    assert!(displaced.manifest.is_none());
    assert_eq!(
        displaced.misnamed.iter().map(|(source, _)| source.path()).collect::<Vec<_>>(),
        ["deploy/heroku.yml"]
    );
}

#[test]
fn a_stage_that_several_images_ship_is_named_once() {
    let project = load(&Memory::from([
        ("heroku.yml", MANIFEST),
        ("Dockerfile", "FROM a\n"),
        ("bot/Dockerfile", "FROM b\n"),
    ]))
    .remove(0);
    let shipped: Vec<_> =
        project.shipped().iter().map(|one| (one.image.name.as_str(), one.file.source.path())).collect();
    assert_eq!(shipped, [("web", "Dockerfile"), ("bot", "bot/Dockerfile")]);
    let of_web: Vec<_> =
        project.shipped()[0].processes(&project).map(|process| process.name.as_str()).collect();
    assert_eq!(of_web, ["web", "worker"]);
}

#[test]
fn files_that_deploy_are_read_by_their_commands() {
    let tree = Memory::from([
        ("Dockerfile", "FROM a\n"),
        ("Makefile", "deploy:\n\t@heroku container:push web worker -a $(APP)\n"),
        ("deploy.sh", "heroku container:push --recursive -a app\n"),
        ("other.sh", "echo heroku\n"),
        (
            ".github/workflows/ci.yml",
            "jobs:\n  a:\n    steps:\n      - run: cd app && heroku container:release web --app x\n",
        ),
    ]);
    let project = load(&tree).remove(0);
    let files: Vec<_> = project.deploys.iter().map(|file| file.source.path()).collect();
    assert_eq!(files, [".github/workflows/ci.yml", "Makefile", "deploy.sh"]);
    let pushes = |file: usize| {
        let found = ci::heroku_commands(&project.deploys[file], "container:push");
        let types = |types: &Option<Vec<&crate::syntax::shell::Word>>| {
            types.as_ref().map(|types| types.iter().map(|word| word.text().to_owned()).collect::<Vec<_>>())
        };
        found.iter().map(|(command, _)| (types(&command.types), command.recursive)).collect::<Vec<_>>()
    };
    assert_eq!(pushes(0), []);
    assert_eq!(pushes(1), [(Some(vec!["web".to_owned(), "worker".to_owned()]), false)]);
    assert_eq!(pushes(2), [(Some(Vec::new()), true)]);
}

#[test]
fn the_plan_says_what_is_known() {
    let tree = Memory::from([
        (
            "heroku.yml",
            "build:\n  docker:\n    web: Dockerfile\n    gone: gone/Dockerfile\nrun:\n  web: npm start\n",
        ),
        ("Dockerfile", "FROM node:22 AS app\nWORKDIR /app\nCOPY . .\nUSER node\n"),
        ("package.json", "{\"scripts\": {\"start\": \"node server.js\"}}"),
        ("server.js", "require('http').createServer().listen(process.env.PORT)\n"),
    ]);
    let plan = plan::of(&tree, &load(&tree)[0]);
    assert_eq!((plan.path.as_str(), plan.mode, plan.builder), (".", "git", "classic"));
    let image = &plan.images[0];
    assert_eq!(
        (image.dockerfile.as_str(), image.target.as_deref(), image.context.as_str(), image.base.as_str()),
        ("Dockerfile", Some("app"), ".", "node:22")
    );
    assert!(plan.images[1].dockerfile.starts_with("gone/Dockerfile ("), "{}", plan.images[1].dockerfile);
    let web = &plan.processes[0];
    assert_eq!(
        (web.command().as_str(), web.from().as_str(), web.user.as_str()),
        ("docker-entrypoint.sh npm start", "heroku.yml:6", "node")
    );
    let port = web.port.as_ref().expect("a web process has one");
    assert_eq!((port.verdict, port.evidence.as_str()), ("from $PORT", "server.js:1 `process.env.PORT`"));
    let way = web.way().expect("it goes through other files");
    assert_eq!(
        way,
        "Dockerfile:1 ENTRYPOINT → docker-entrypoint.sh npm start → package.json:1 → node server.js → server.js:1 → require('http').createServer().listen(process.env.PORT): from $PORT"
    );
}
