use super::*;
use crate::files::Memory;
use crate::project::Project;

fn project(files: &[(&str, &str)]) -> Project {
    let tree = files.iter().fold(Memory::default(), |tree, (path, text)| tree.file(path, text.as_bytes()));
    crate::internals::load(&tree, &[String::new()]).remove(0)
}

/// Every process: name, role, the image it runs in, where its command is from.
fn processes(project: &Project) -> Vec<(&str, Role, &str, Origin)> {
    let image = |process: &Process| process.image.and_then(|image| project.deployment.images.get(image));
    let row = |process: &'_ Process| image(process).map_or("none", |image| image.name.as_str());
    let all = project.deployment.processes.iter();
    all.map(|process| (process.name.as_str(), process.role, row(process), process.origin)).collect()
}

const IMAGE: &str = "FROM python:3.13\nCMD python app.py\n";

#[test]
fn declared_processes_come_first_and_the_release_last() {
    let manifest = "build:\n  docker:\n    web: Dockerfile\n    jobs: jobs/Dockerfile\nrelease:\n  command:\n    - ./migrate\n  image: jobs\nrun:\n  clock:\n    command:\n      - python clock.py\n    image: jobs\n";
    let project = project(&[("heroku.yml", manifest), ("Dockerfile", IMAGE), ("jobs/Dockerfile", IMAGE)]);
    assert_eq!(
        processes(&project),
        [
            ("clock", Role::Other, "jobs", Origin::Manifest),
            ("web", Role::Web, "web", Origin::Dockerfile),
            ("release", Role::Release, "jobs", Origin::Manifest),
        ],
        "an image that another process uses has no process of its own"
    );
}

#[test]
fn a_release_without_an_image_takes_the_only_one_or_that_of_web() {
    let release = "release:\n  command:\n    - ./migrate\n";
    let one = format!("build:\n  docker:\n    jobs: Dockerfile\n{release}");
    let two = format!("build:\n  docker:\n    jobs: Dockerfile\n    web: Dockerfile\n{release}");
    for (manifest, image) in [(one, "jobs"), (two, "web")] {
        let project = project(&[("heroku.yml", &manifest), ("Dockerfile", IMAGE)]);
        assert_eq!(processes(&project).last(), Some(&("release", Role::Release, image, Origin::Manifest)));
    }
}

#[test]
fn where_a_command_comes_from() {
    for (dockerfile, origin) in [
        ("FROM python:3.13\nCMD x\n", Origin::Dockerfile),
        ("FROM python:3.13\n", Origin::BaseImage),
        ("FROM scratch\n", Origin::Nothing),
        ("FROM registry.example.org/base\n", Origin::Unknown),
        ("FROM registry.example.org/base\nENTRYPOINT [\"x\"]\n", Origin::Dockerfile),
    ] {
        let project = project(&[
            ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n"),
            ("Dockerfile", dockerfile),
        ]);
        assert_eq!(processes(&project), [("web", Role::Web, "web", origin)], "{dockerfile}");
    }
}

#[test]
fn where_the_path_of_an_image_leads() {
    let missing = |path: &str, near: &[&str]| ImageFile::Missing {
        path: path.to_owned(),
        near: near.iter().map(|near| (*near).to_owned()).collect(),
    };
    for (path, file) in [
        ("Dockerfile", ImageFile::Found(0)),
        ("./web/../Dockerfile", ImageFile::Found(0)),
        ("dockerfile", missing("dockerfile", &["Dockerfile"])),
        ("web/Dockerfile", missing("web/Dockerfile", &["Dockerfile"])),
        ("web", ImageFile::NotOne("a folder")),
        ("/Dockerfile", ImageFile::Outside { inside: Some("Dockerfile".to_owned()) }),
        ("../Dockerfile", ImageFile::Outside { inside: Some("Dockerfile".to_owned()) }),
        ("$FILE", ImageFile::Unclear),
        ("python:3.13", ImageFile::NotOne("an image")),
        ("python app.py", ImageFile::NotOne("a command")),
    ] {
        let manifest = format!("build:\n  docker:\n    web: {path}\n");
        let project = project(&[("heroku.yml", &manifest), ("Dockerfile", IMAGE), ("web/app.py", "")]);
        let found: Vec<_> = project.deployment.images.iter().map(|image| image.file.clone()).collect();
        assert_eq!(found, [file], "{path}");
    }
}

#[test]
fn the_target_ships_or_else_the_last_stage() {
    let dockerfile = "FROM a AS one\nFROM b AS two\nFROM c AS three\n";
    for (target, stage) in
        [("", Some(2)), ("        target: two\n", Some(1)), ("        target: four\n", None)]
    {
        let manifest = format!("build:\n  docker:\n    web:\n        dockerfile: Dockerfile\n{target}");
        let project = project(&[("heroku.yml", &manifest), ("Dockerfile", dockerfile)]);
        assert_eq!(project.deployment.images[0].stage, stage, "{target}");
        let built = project.deployment.built_stages(&project.dockerfiles, Builder::Classic);
        let made = built.get(&0).map(|stages| stages.iter().copied().collect::<Vec<_>>());
        assert_eq!(made, stage.map(|last| (0..=last).collect()), "{target}");
    }
}

#[test]
fn a_file_that_is_pushed_is_for_the_process_in_its_name() {
    for (files, names) in [
        (&["Dockerfile"][..], &["web"][..]),
        (&["Dockerfile.web", "Dockerfile.worker"], &["web", "worker"]),
        (&["Dockerfile", "Dockerfile.dev"], &["web"]),
        (&["Dockerfile", "Dockerfile.worker"], &["web", "worker"]),
        (&["Dockerfile.bot", "Dockerfile.web"], &["bot", "web"]),
    ] {
        let files: Vec<(&str, &str)> = files.iter().map(|file| (*file, IMAGE)).collect();
        let project = project(&files);
        let found: Vec<&str> = project.deployment.images.iter().map(|image| image.name.as_str()).collect();
        assert_eq!(found, names, "{files:?}");
    }
}

#[test]
fn files_say_whether_a_server_stays_in_the_foreground() {
    let goes_away = |command: &str, config: (&str, &str)| {
        let dockerfile = format!(
            "FROM debian:12\nRUN apt-get install -y nginx supervisor\nCOPY {} /etc/{}\nCMD {command}\n",
            config.0, config.0
        );
        let project = project(&[("Dockerfile", &dockerfile), config]);
        let commands = &project.deployment.processes[0].launch.commands;
        commands.iter().any(|command| command.goes_away)
    };
    for (config, away) in [
        ("daemon off;\n", false),
        ("daemon  off;\n", false),
        ("# daemon off;\n", true),
        ("daemon on;\n", true),
        ("events {}\n", true),
    ] {
        assert_eq!(goes_away("nginx -c /etc/nginx.conf", ("nginx.conf", config)), away, "{config}");
    }
    assert!(!goes_away("nginx -g 'daemon  off;'", ("nginx.conf", "")));
    for (config, away) in [
        ("[supervisord]\nnodaemon=true\n", false),
        ("[supervisord]\nnodaemon = TRUE ; stay\n", false),
        ("[supervisord]\nnodaemon=false\n", true),
        ("[supervisord]\n;nodaemon=true\n", true),
        ("[program:nodaemon]\ncommand=x\n", true),
    ] {
        assert_eq!(goes_away("supervisord -c /etc/s.conf", ("s.conf", config)), away, "{config}");
    }
}
