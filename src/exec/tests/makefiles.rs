//! Commands that make a target of a Makefile.

use super::followed;

/// A case with one Makefile and the command that reads it.
fn made(cases: &[(&str, &str, &str, &str)]) {
    for (about, command, makefile, expected) in cases {
        let dockerfile = format!("FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD {command}");
        followed(&[(about, &dockerfile, &[("Makefile", makefile)], expected)]);
    }
}

#[test]
fn the_recipe_is_followed() {
    let right = "run:\n\tgunicorn app -b :$$PORT\n";
    made(&[
        ("a dollar", "make run", right, "from $$PORT; via Makefile:2 gunicorn app -b :$$PORT"),
        ("the first target", "make", right, "from $$PORT; via Makefile:2 gunicorn app -b :$$PORT"),
        (
            "make's own expansion",
            "[\"make\", \"run\"]",
            "run:\n\t@gunicorn app -b :$(PORT)\n",
            "from $(PORT); via Makefile:2 gunicorn app -b :$(PORT)",
        ),
        (
            "a literal",
            "make run",
            ".PHONY: run\nrun: ; -gunicorn app -b :8000\n",
            "fixed 8000 at 8000; via Makefile:2 gunicorn app -b :8000",
        ),
        (
            "a variable",
            "make run",
            "HTTP := 8000 # here\nrun:\n\tgunicorn app -b :$(HTTP)\n",
            "fixed 8000 at 8000, literal; via Makefile:3 gunicorn app -b :$(HTTP)",
        ),
        (
            "a command in a variable",
            "make run",
            "PY = python -u\nRUN = $(PY) manage.py\nrun:\n\t$(RUN) runserver 0.0.0.0:8000\n",
            "fixed 8000 at 8000; via Makefile:4 $(RUN) runserver 0.0.0.0:8000",
        ),
        (
            "what it needs",
            "make start",
            "start: migrate run\nrun:\n\tgunicorn a -b :8000\nmigrate:\n\tpython manage.py migrate\n",
            "fixed 8000 at 8000; via Makefile:3 gunicorn a -b :8000",
        ),
        (
            "another make",
            "make start",
            "start:\n\t$(MAKE) run\nrun:\n\tgunicorn a -b :8000\n",
            "fixed 8000 at 8000; via Makefile:2 $(MAKE) run; via Makefile:4 gunicorn a -b :8000",
        ),
        (
            "a continued line",
            "make run",
            "run:\n\tgunicorn app \\\n\t\t-b :8000\n",
            "fixed 8000 at 8000; via Makefile:2 gunicorn app \\ -b :8000",
        ),
        (
            "in quotes",
            "make run",
            "run:\n\tsh -c 'gunicorn app -b :$(PORT)'\n",
            "from $(PORT); via Makefile:2 sh -c 'gunicorn app -b :$(PORT)'",
        ),
    ]);
}

#[test]
fn variables_of_make_change_the_port() {
    let ours = |first: &str| format!("{first}\nrun:\n\tgunicorn app -b :$(PORT)\n");
    let via = "via Makefile:3 gunicorn app -b :$(PORT)";
    made(&[
        ("a default", "make run", &ours("PORT ?= 8000"), &format!("from $(PORT); {via}")),
        ("a value", "make run", &ours("PORT = 8000"), &format!("from $(PORT); overridden at 8000; {via}")),
        ("against it", "make run PORT=$PORT", &ours("PORT = 8000"), &format!("from $(PORT); {via}")),
        (
            "where the environment counts",
            "make -e run",
            &ours("PORT = 8000"),
            "unknown: a Makefile decides what runs",
        ),
        ("a word", "make run PORT=3000", &ours(""), &format!("from $(PORT); overridden at 3000; {via}")),
        (
            "for one target",
            "make run",
            "run: PORT = 8000\nrun:\n\tgunicorn app\n",
            "from gunicorn; overridden at 8000; unless gunicorn.conf.py; via Makefile:3 gunicorn app",
        ),
        (
            "for another target",
            "make run",
            "dev: PORT = 8000\nrun:\n\tgunicorn app\n",
            "from gunicorn; unless gunicorn.conf.py; via Makefile:3 gunicorn app",
        ),
        (
            "under a condition",
            "make run",
            "ifdef DEV\nHTTP = 8000\nendif\nrun:\n\tgunicorn app -b :$(HTTP)\n",
            "unknown: the port of gunicorn is unknown; via Makefile:5 gunicorn app -b :$(HTTP)",
        ),
        (
            "worked out",
            "make run",
            "run:\n\tgunicorn app -b :$(shell cat port)\n",
            "unknown: the port of gunicorn is unknown; via Makefile:2 gunicorn app -b :$(shell cat port)",
        ),
        (
            "included",
            "make run",
            &ours("include .env"),
            &format!("unknown: the port of gunicorn is unknown; {via}"),
        ),
    ]);
}

#[test]
fn what_make_does_not_say_is_not_known() {
    let dockerfile = |command: &str| format!("FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD {command}");
    let long = format!("X = {0} {0}\nrun:\n\techo $(X)\n", "$(X)".repeat(100));
    let wide = format!("run:\n{}", "\techo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(5000));
    made(&[
        (
            "a part of the recipe",
            "make run",
            "run:\nifdef DEV\n\tgunicorn a -b :8000\nendif\n",
            "unknown: `Makefile` decides what runs",
        ),
        (
            "no such target",
            "make run",
            "all:\n\tgunicorn a -b :8000\n",
            "unknown: the script starts no program",
        ),
        ("in one another", "make run", &long, "unknown: `Makefile` is too long"),
        ("very long", "make run", &wide, "unknown: `Makefile` is too long"),
        (
            "each other",
            "make a",
            "a: b\nb: a\n\tmake a\n",
            "unknown: `Makefile` starts itself, or too many others; via Makefile:3 make a",
        ),
    ]);
    followed(&[
        ("no file", &dockerfile("make run"), &[], "unknown: a Makefile decides what runs"),
        (
            "by option",
            &dockerfile("make -C deploy -f web.mk run"),
            &[("deploy/web.mk", "run:\n\tgunicorn a -b :8000\n")],
            "fixed 8000 at 8000; via deploy/web.mk:2 gunicorn a -b :8000",
        ),
    ]);
}
