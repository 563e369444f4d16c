//! Commands that start the processes of a Procfile.

use super::followed;

/// A case with one Procfile and the command that starts it.
fn started(cases: &[(&str, &str, &str, &str)]) {
    for (about, command, procfile, expected) in cases {
        let dockerfile = format!("FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD {command}");
        followed(&[(about, &dockerfile, &[("Procfile", procfile)], expected)]);
    }
}

const WEB: &str = "web: gunicorn app -b :$PORT\n";
const FOUND: &str = "from $PORT; via Procfile:1 gunicorn app -b :$PORT";
const FIXED: &str = "web: gunicorn app -b :8000\n";
const BLAMED: &str = "fixed 8000 at 8000; via Procfile:1 gunicorn app -b :8000";

#[test]
fn the_web_process_is_followed() {
    started(&[
        ("foreman", "foreman start", WEB, FOUND),
        ("one process", "bundle exec foreman start web", WEB, FOUND),
        ("honcho", "honcho start", WEB, FOUND),
        ("as a module", "python -m honcho start", WEB, FOUND),
        ("overmind", "overmind s", WEB, FOUND),
        ("hivemind", "hivemind", WEB, FOUND),
        ("goreman without ports", "goreman -set-ports=false start", WEB, FOUND),
        ("forego", "[\"forego\", \"start\"]", WEB, FOUND),
        ("a fixed port", "honcho start", FIXED, BLAMED),
        (
            "a variable of its own",
            "honcho start",
            "web: PORT=8000 gunicorn app -b :$PORT",
            "from $PORT; via Procfile:1 PORT=8000 gunicorn app -b :$PORT",
        ),
        ("beside a worker", "honcho start", "web: gunicorn app -b :8000\nworker: python worker.py\n", BLAMED),
        (
            "beside what may be in front",
            "honcho start",
            "web: gunicorn app -b :8000\nproxy: ./proxy\n",
            "unknown: several servers run, and one may be in front of the other",
        ),
        (
            "without it",
            "foreman start web",
            "api: gunicorn a\n",
            "unknown: no process of the Procfile is started",
        ),
        (
            "only another",
            "foreman start api",
            "web: a\napi: gunicorn a -b :8000\n",
            "fixed 8000 at 8000; via Procfile:2 gunicorn a -b :8000",
        ),
        ("a command", "honcho run gunicorn app -b :8000", "", "fixed 8000 at 8000"),
    ]);
}

#[test]
fn the_runner_may_give_another_port() {
    let second = "css: npm run css\nweb: gunicorn app -b :$PORT\n";
    let other = "; via Procfile:2 gunicorn app -b :$PORT";
    started(&[
        ("an option", "foreman start -p 3000", WEB, &format!("fixed 3000 at 3000; {VIA}")),
        ("an option with Heroku's", "foreman start -p ${PORT:-3000}", WEB, FOUND),
        ("an option in one word", "honcho start --port=3000", WEB, &format!("fixed 3000 at 3000; {VIA}")),
        (
            "one that takes no notice of PORT",
            "goreman start",
            WEB,
            &format!("fixed 5000 at goreman, literal; {VIA}"),
        ),
        ("and is told", "goreman -b $PORT start", WEB, FOUND),
        (
            "one that knows a variable",
            "OVERMIND_PORT=3000 overmind start",
            WEB,
            &format!("fixed 3000 at 3000; {VIA}"),
        ),
        (
            "a command that sets it",
            "PORT=3000 foreman start",
            WEB,
            &format!("from $PORT; overridden at 3000; {VIA}"),
        ),
        (
            "the second of all",
            "foreman start web",
            second,
            &format!("unknown: foreman adds 100 to $PORT for `web`{other}"),
        ),
        ("the first of those started", "honcho start web", second, &format!("from $PORT{other}")),
        ("a formation", "honcho start -c css=0", second, &format!("from $PORT{other}")),
        ("no ports at all", "overmind start -N", second, &format!("from $PORT{other}")),
    ]);
    followed(&[(
        "a file of variables",
        "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD honcho start",
        &[("Procfile", WEB), (".env", "PORT=3000\n")],
        &format!("unknown: `.env` may set the port; {VIA}"),
    )]);
}

const VIA: &str = "via Procfile:1 gunicorn app -b :$PORT";

#[test]
fn the_procfile_is_found_in_the_image() {
    let dockerfile = |command: &str| format!("FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD {command}");
    let case = |about, command: &str, path, expected: &str| {
        followed(&[(about, &dockerfile(command), &[(path, WEB)], expected)]);
    };
    let found = |path: &str| format!("from $PORT; via {path}:1 gunicorn app -b :$PORT");
    case("by option", "foreman start -f Procfile.prod", "Procfile.prod", &found("Procfile.prod"));
    case("in a folder", "honcho -d web start", "web/Procfile", &found("web/Procfile"));
    case("by name in a folder", "honcho -d web -f P start", "web/P", &found("web/P"));
    case("as a word", "hivemind deploy/Procfile", "deploy/Procfile", &found("deploy/Procfile"));
    case("nowhere", "honcho start", "other/Procfile", "unknown: a Procfile decides what runs");
    case(
        "another command",
        "foreman check",
        "Procfile",
        "unknown: `foreman` decides which port it listens on",
    );
    followed(&[(
        "itself",
        &dockerfile("honcho start"),
        &[("Procfile", "web: honcho start\n")],
        "unknown: `Procfile` starts itself, or too many others; via Procfile:1 honcho start",
    )]);
}
