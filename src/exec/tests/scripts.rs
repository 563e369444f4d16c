//! Commands that lead into shell scripts of the repository.

use super::followed;

#[test]
fn scripts_are_found_through_the_image() {
    followed(&[
        (
            "copied whole",
            "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD [\"./start.sh\"]",
            &[("start.sh", START)],
            FOUND,
        ),
        (
            "copied alone",
            "FROM python:3.12\nCOPY deploy/start.sh /usr/local/bin/\nCMD [\"start.sh\"]",
            &[("deploy/start.sh", START)],
            "from $PORT; via deploy/start.sh:2 exec gunicorn app --bind 0.0.0.0:$PORT",
        ),
        (
            "under another name",
            "FROM python:3.12\nCOPY start.sh /run\nCMD [\"/run\"]",
            &[("start.sh", START)],
            FOUND,
        ),
        (
            "through a stage",
            "FROM alpine AS code\nCOPY . /code\nFROM python:3.12\nCOPY --from=code /code /app\nCMD [\"sh\", \"/app/start.sh\"]",
            &[("start.sh", START)],
            FOUND,
        ),
        (
            "by a shell with options",
            "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD bash -eu -o pipefail start.sh",
            &[("start.sh", START)],
            FOUND,
        ),
        (
            "in a folder",
            "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD cd bin && ./start.sh",
            &[("bin/start.sh", START)],
            "from $PORT; via bin/start.sh:2 exec gunicorn app --bind 0.0.0.0:$PORT",
        ),
        (
            "in no shell's folder",
            "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD (cd bin && ls) && ./start.sh",
            &[("start.sh", START)],
            FOUND,
        ),
        ("below a pattern", "FROM python:3.12\nCOPY *.sh /bin/\nCMD start.sh", &[("start.sh", START)], FOUND),
        (
            "with carriage returns",
            "FROM python:3.12\nCOPY . /\nCMD /start.sh",
            &[("start.sh", "#!/bin/sh\r\nexec gunicorn app --bind 0.0.0.0:$PORT\r\n")],
            FOUND,
        ),
        (
            "ignored",
            "FROM python:3.12\nCOPY . /\nCMD /start.sh",
            &[("start.sh", START), (".dockerignore", "*.sh\n")],
            "unknown: `start.sh` decides which port it listens on",
        ),
        (
            "not copied",
            "FROM python:3.12\nCMD ./start.sh",
            &[("start.sh", START)],
            "unknown: `start.sh` decides which port it listens on",
        ),
        (
            "beside what is fetched",
            "FROM python:3.12\nCOPY . /bin/\nADD https://example.com/wait /bin/\nCMD start.sh",
            &[("start.sh", START)],
            FOUND,
        ),
        (
            "fetched",
            "FROM python:3.12\nADD https://example.com/start.sh /bin/\nCMD /bin/start.sh",
            &[],
            "unknown: `/bin/start.sh` is downloaded",
        ),
        (
            "made by a RUN",
            "FROM python:3.12\nRUN echo gunicorn > /start.sh\nCMD /start.sh",
            &[],
            "unknown: `/start.sh` is created by a RUN",
        ),
        (
            "changed by a RUN",
            "FROM python:3.12\nCOPY . /\nRUN sed -i s/80/81/ /start.sh\nCMD /start.sh",
            &[("start.sh", START)],
            "unknown: `/start.sh` is changed by a RUN",
        ),
        (
            "with its line ends changed",
            "FROM python:3.12\nCOPY . /\nRUN sed -i 's/\\r$//' /start.sh && chmod +x /start.sh\nCMD /start.sh",
            &[("start.sh", START)],
            FOUND,
        ),
        (
            "from another image",
            "FROM python:3.12\nCOPY --from=org/tools / /\nCMD /start.sh",
            &[("start.sh", START)],
            "unknown: `/start.sh` may come from another image",
        ),
    ]);
}

const START: &str = "#!/bin/sh\nexec gunicorn app --bind 0.0.0.0:$PORT\n";
const FOUND: &str = "from $PORT; via start.sh:2 exec gunicorn app --bind 0.0.0.0:$PORT";

#[test]
fn what_a_script_does_is_followed() {
    let case = |name, script, expected| {
        (name, "FROM python:3.12\nCOPY . /\nCMD [\"/start.sh\", \"8000\"]", script, expected)
    };
    let cases = [
        case(
            "a fixed port",
            "gunicorn app -b :8000",
            "fixed 8000 at 8000; via start.sh:1 gunicorn app -b :8000",
        ),
        case(
            "an argument",
            "gunicorn app -b :$1",
            "fixed 8000 at 8000, literal; via start.sh:1 gunicorn app -b :$1",
        ),
        case(
            "a variable",
            "BIND=0.0.0.0:$PORT\nexec gunicorn app -b $BIND",
            "from $PORT; via start.sh:2 exec gunicorn app -b $BIND",
        ),
        case(
            "after another",
            "python manage.py migrate\nexec gunicorn app",
            "from gunicorn; unless gunicorn.conf.py; via start.sh:2 exec gunicorn app",
        ),
        case(
            "nothing after exec",
            "exec gunicorn app -b :8000\ngunicorn app -b :$PORT",
            "fixed 8000 at 8000; via start.sh:1 exec gunicorn app -b :8000",
        ),
        case(
            "a function",
            "serve() {\n  exec gunicorn app -b :8000\n}\nserve",
            "fixed 8000 at 8000; via start.sh:2 exec gunicorn app -b :8000",
        ),
        case(
            "a function that is not called",
            "dev() { gunicorn app -b :8000; }\nexec gunicorn app -b :$PORT",
            "from $PORT; via start.sh:2 exec gunicorn app -b :$PORT",
        ),
        case(
            "a branch",
            "if [ \"$A\" ]; then gunicorn a -b :8000; else gunicorn a -b :8001; fi",
            "unknown: a condition decides what runs",
        ),
        case(
            "itself",
            "exec /start.sh",
            "unknown: `start.sh` starts itself, or too many others; via start.sh:1 exec /start.sh",
        ),
        case(
            "a variable that may hold the port",
            "if [ \"$PORT\" ]; then B=:$PORT; else B=:8000; fi\ngunicorn app -b $B",
            "from $PORT; via start.sh:2 gunicorn app -b $B",
        ),
        case(
            "a variable that may hold something",
            "B=:8000\nif [ \"$A\" ]; then B=:8001; fi\ngunicorn app -b $B",
            "unknown: the port of gunicorn is unknown; via start.sh:3 gunicorn app -b $B",
        ),
        case("nothing", "", "unknown: the script starts no program"),
    ];
    for (name, dockerfile, script, expected) in cases {
        followed(&[(name, dockerfile, &[("start.sh", script)], expected)]);
    }
}

#[test]
fn an_entrypoint_gets_the_command() {
    const FILE: &str = "FROM python:3.12\nCOPY . /\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"gunicorn\", \"app\", \"-b\", \":8000\"]";
    followed(&[
        (
            "passed on",
            FILE,
            &[("entry.sh", "set -e\nexec \"$@\"\n")],
            "fixed 8000 at 8000, literal; via entry.sh:2 exec \"$@\"",
        ),
        (
            "behind a wrapper",
            FILE,
            &[("entry.sh", "exec tini -- \"$@\"\n")],
            "fixed 8000 at 8000, literal; via entry.sh:1 exec tini -- \"$@\"",
        ),
        (
            "dropped",
            FILE,
            &[("entry.sh", "exec gunicorn app -b :$PORT\n")],
            "from $PORT; via entry.sh:1 exec gunicorn app -b :$PORT",
        ),
        (
            "with a variable",
            "FROM python:3.12\nCOPY . /\nENTRYPOINT [\"/entry.sh\"]\nCMD gunicorn app -b $BIND",
            &[("entry.sh", "export BIND=:$PORT\nexec \"$@\"\n")],
            "from $PORT; via entry.sh:2 exec \"$@\"",
        ),
        (
            "from a file it reads",
            "FROM python:3.12\nCOPY . /\nENTRYPOINT [\"/entry.sh\"]\nCMD gunicorn app -b $BIND",
            &[("entry.sh", ". /env.sh\nexec \"$@\"\n"), ("env.sh", "BIND=:$PORT\n")],
            "from $PORT; via entry.sh:2 exec \"$@\"",
        ),
        (
            "as more arguments",
            "FROM python:3.12\nCOPY . /\nENTRYPOINT [\"/entry.sh\"]\nCMD [\"-b\", \":8000\"]",
            &[("entry.sh", "exec gunicorn app \"$@\"\n")],
            "fixed 8000 at 8000, literal; via entry.sh:1 exec gunicorn app \"$@\"",
        ),
    ]);
}

#[test]
fn hostile_scripts_end_quickly() {
    let long = "gunicorn ".repeat(100_000);
    let twice = "/b.sh\n/b.sh\n".repeat(50);
    let there = "/a.sh\n/a.sh\n".repeat(50);
    let file = "FROM python:3.12\nCOPY . /\nCMD /a.sh";
    let many: Vec<(String, String)> =
        (0..200).map(|at| (format!("s{at}.sh"), format!("/s{}.sh\n/s{}.sh\n", at + 1, at + 1))).collect();
    let mut chain: Vec<(&str, &str)> =
        many.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    chain.push(("a.sh", "/s0.sh"));
    followed(&[
        ("one long line", file, &[("a.sh", &long)], "unknown: `/a.sh` cannot be read as text"),
        ("one another", file, &[("a.sh", &twice), ("b.sh", &there)], ANOTHER),
        (
            "twice as many each time",
            file,
            &chain,
            "unknown: `s1.sh` starts itself, or too many others; via a.sh:1 /s0.sh; via s0.sh:2 /s1.sh",
        ),
    ]);
}

const ANOTHER: &str = "unknown: `/b.sh` is one of too many files to follow; via a.sh:100 /b.sh";
