//! The commands that a process runs.

use crate::exec::tests::*;

/// `name args`, then `?` for what may not run, `&` in the background, `!` where nothing gets further when it fails, and
/// the lines that lead to it.
fn outline(ran: &Ran) -> String {
    let marks = [(ran.conditional, '?'), (ran.background, '&'), (ran.fatal, '!')];
    let marks: String = marks.iter().filter(|(set, _)| *set).map(|(_, mark)| *mark).collect();
    let words: Vec<&str> = std::iter::once(&ran.name).chain(&ran.args).map(String::as_str).collect();
    let via: String = ran.via.iter().map(|(name, _)| format!("{name}:")).collect();
    let steps: String = (ran.steps.iter())
        .map(|step| {
            format!(
                " < {}:{}",
                step.place.source.path(),
                step.place.source.position(step.place.span.start).line
            )
        })
        .collect();
    format!("{via}{}{marks}{steps}", words.join(" "))
}

#[track_caller]
fn runs(dockerfile: &str, script: &str, expected: &[&str]) {
    let manifest = "build:\n  docker:\n    web: Dockerfile\n";
    let tree = Memory::from([("heroku.yml", manifest), ("Dockerfile", dockerfile)])
        .program("a.sh", script)
        .program("b.sh", "chown x y\nexec \"$@\"\n");
    let projects = crate::internals::load(&tree, &[String::new()]);
    let launch = &projects.first().unwrap().deployment.processes.first().unwrap().launch;
    assert_eq!(launch.commands.iter().map(outline).collect::<Vec<_>>(), expected, "{script}");
}

#[test]
fn every_command_is_kept_in_order() {
    const FILE: &str = "FROM python:3.12\nCOPY . /\nCMD [\"/a.sh\", \"x\"]";
    let script = |text: &str, expected: &[&str]| {
        runs(FILE, text, &[&["a.sh x!"], expected].concat());
    };
    script("migrate\nexec gunicorn a", &["migrate", "exec:gunicorn a!"]);
    script(
        "set -e\nmigrate\nseed || true\nserve &\nwait",
        &["set -e", "migrate!", "seed", "true?!", "serve&!", "wait!"],
    );
    script("#!/bin/sh -eu\nmigrate\nserve", &["migrate!", "serve!"]);
    script("migrate && work; last", &["migrate!", "work", "last!"]);
    // What stands behind a server never runs.
    script("migrate && serve; last", &["migrate!", "serve", "last!"]);
    script(
        "[ \"$A\" ] && a\nif b; then c; fi\nfor x in 1; do d; done\ne",
        &["[ \"$A\" ]?!", "a?", "b?", "c?", "d?", "e!"],
    );
    script("a\nexit 0\nb", &["a"]);
    script("f() { a; }\nif x; then f; fi\nf", &["x?", "a?!", "a!"]);
    script("gosu app env A=1 serve --port 1", &["gosu:env:serve --port 1!"]);
    script("/b.sh c &\nd", &["b.sh c&", "chown x y& < a.sh:1", "exec:c& < a.sh:1", "d!"]);
    script("[ -f /b.sh ] && . /b.sh\nc", &["[ -f /b.sh ]?!", "chown x y?", "exec:x?!", "c!"]);
}

#[test]
fn commands_of_the_dockerfile_are_kept_too() {
    runs("FROM python:3.12\nCMD a && exec b", "", &["a!", "exec:b!"]);
    runs("FROM python:3.12\nCMD [\"a\", \"b\"]", "", &["a b!"]);
    runs("FROM python:3.12\nENTRYPOINT [\"tini\", \"--\"]\nCMD [\"a\", \"b\"]", "", &["a b!"]);
    runs(
        "FROM org/base\nENTRYPOINT [\"/entrypoint.sh\"]\nCMD [\"a\", \"b\"]",
        "",
        &["entrypoint.sh!", "a b!"],
    );
    runs("FROM python:3.12\nCMD sh -c 'a; b'", "", &["sh -c a; b!", "a", "b!"]);
}

#[test]
fn files_that_are_started_are_looked_at() {
    let look = |dockerfile: &str, files: &[(&str, &str)]| {
        let dockerfile = format!("FROM python:3.12\nWORKDIR /app\n{dockerfile}");
        let manifest = "build:\n  docker:\n    web: Dockerfile\n";
        let mut tree = Memory::from([("heroku.yml", manifest), ("Dockerfile", dockerfile.as_str())]);
        for (path, text) in files {
            tree = tree.file(path, *text);
        }
        let projects = crate::internals::load(&tree, &[String::new()]);
        let launch = &projects.first().unwrap().deployment.processes.first().unwrap().launch;
        let script = launch.commands.first().unwrap().script.as_ref().unwrap();
        let found = match &script.found {
            crate::build::filesystem::Found::File(source) => source.path().to_owned(),
            _ => "nothing".to_owned(),
        };
        format!(
            "{} {found} {:?} {:?} {:?} {:?}",
            script.path, script.by, script.executable, script.line_ends, script.absence
        )
    };
    let start: &[_] = &[("start.sh", "#!/bin/sh\r\n")];
    for (dockerfile, files, expected) in [
        ("COPY . .\nCMD [\"./start.sh\"]", start, "/app/start.sh start.sh System Some(false) Returns None"),
        ("COPY . .\nCMD ./start.sh", start, "/app/start.sh start.sh Itself Some(false) Returns None"),
        ("COPY . .\nCMD sh start.sh", start, "/app/start.sh start.sh Shell None Returns None"),
        ("COPY . .\nCMD python start.sh", start, "/app/start.sh start.sh Interpreter None Returns None"),
        (
            "COPY . .\nRUN chmod +x start.sh && dos2unix *.sh\nCMD ./start.sh",
            start,
            "/app/start.sh start.sh Itself Some(true) Lines None",
        ),
        (
            "COPY . .\nRUN chmod +x other.sh\nCMD ./start.sh",
            start,
            "/app/start.sh start.sh Itself Some(false) Returns None",
        ),
        (
            "RUN chmod -R a+x .\nCOPY . .\nCMD ./start.sh",
            start,
            "/app/start.sh start.sh Itself Some(false) Returns None",
        ),
        (
            "COPY --chmod=755 . .\nCMD ./start.sh",
            start,
            "/app/start.sh start.sh Itself Some(true) Returns None",
        ),
        (
            "COPY start.sh /usr/local/bin/go\nCMD go",
            start,
            "/usr/local/bin/go start.sh Itself Some(false) Returns None",
        ),
        (
            "FROM alpine AS a\nCOPY . /a\nRUN chmod -R +x /a\nFROM python\nCOPY --from=a /a/start.sh /\nCMD /start.sh",
            start,
            "/start.sh start.sh Itself Some(true) Returns None",
        ),
        (
            "COPY . .\nRUN pip install -r requirements.txt\nCMD ./stat.sh",
            start,
            "/app/stat.sh nothing Itself None Lines Some(NotThere { path: \"stat.sh\", near: Some(\"start.sh\") })",
        ),
        ("COPY . .\nRUN make\nCMD ./stat.sh", start, "/app/stat.sh nothing Itself None Lines None"),
        (
            "COPY start.sh bin/\nCMD ./start.sh",
            start,
            "/app/start.sh nothing Itself None Lines Some(NotCopied { near: Some(\"start.sh\") })",
        ),
        (
            "COPY . .\nCMD ./start.sh",
            &[("start.sh", ""), (".dockerignore", "*.sh\n")],
            "/app/start.sh nothing Itself None Lines Some(Ignored { path: \"start.sh\", below: \"start.sh\" })",
        ),
        (
            "COPY . .\nCMD ./start.sh",
            &[("start.sh", ""), (".gitignore", "*.sh\n")],
            "/app/start.sh start.sh Itself Some(false) Lines Some(NotInGit { path: \"start.sh\", ignored: true })",
        ),
        ("COPY . /\nCMD /usr/bin/start.sh", &[], "/usr/bin/start.sh nothing Itself None Lines None"),
        ("COPY --from=org/tools /app /app\nCMD ./x.sh", &[], "/app/x.sh nothing Itself None Lines None"),
        ("ADD x.tar /app\nCMD ./x.sh", &[], "/app/x.sh nothing Itself None Lines None"),
    ] {
        assert_eq!(look(dockerfile, files), expected, "{dockerfile}");
    }
}
