//! supervisord by its configuration.

use super::{followed, seen};

const IMAGE: &str = "FROM debian\nRUN apt-get install -y supervisor nginx\nCOPY supervisord.conf /etc/supervisor/supervisord.conf\nCMD [\"supervisord\", \"-n\"]";

/// The verdict on one configuration.
#[track_caller]
fn configured(text: &str, expected: &str) {
    assert_eq!(seen(IMAGE, &[("supervisord.conf", text)]), expected, "{text}");
}

#[test]
fn programs_are_followed() {
    configured(
        "[supervisord]\nnodaemon=true\n\n[program:web]\ncommand=gunicorn app -b :8000 ; here\n",
        "fixed 8000 at 8000, literal; via supervisord.conf:5 gunicorn app -b :8000",
    );
    configured(
        "[program:web]\ncommand = gunicorn app -b 0.0.0.0:%(ENV_PORT)s\n",
        "from %(ENV_PORT)s; via supervisord.conf:2 gunicorn app -b 0.0.0.0:%(ENV_PORT)s",
    );
    configured(
        "[program:web]\ncommand=bash -c \"exec gunicorn app -b :$PORT\"\n",
        "from $PORT; via supervisord.conf:2 bash -c \"exec gunicorn app -b :$PORT\"",
    );
    configured(
        "[program:web]\ncommand=bash -c 'gunicorn app -b :%(ENV_PORT)s'\n",
        "from %(ENV_PORT)s; via supervisord.conf:2 bash -c 'gunicorn app -b :%(ENV_PORT)s'",
    );
    configured(
        "[program:web]\ncommand=gunicorn app -b :$PORT\n",
        "unknown: supervisord does not expand `$PORT`, only `%(ENV_PORT)s`; via supervisord.conf:2 gunicorn app -b :$PORT",
    );
    configured(
        "[program:web]\ncommand=gunicorn app\n  -b :8000\n",
        "fixed 8000 at 8000, literal; via supervisord.conf:2 gunicorn app -b :8000",
    );
    configured(
        "[program:web]\nenvironment=A=\"1\",PORT=\"8000\"\ncommand=gunicorn app\n",
        "from gunicorn; overridden at 8000; unless gunicorn.conf.py; via supervisord.conf:3 gunicorn app",
    );
    configured(
        "[program:web]\nenvironment=UVICORN_PORT=%(ENV_PORT)s\ncommand=uvicorn a:b --host 0.0.0.0\n",
        "from %(ENV_PORT)s; via supervisord.conf:3 uvicorn a:b --host 0.0.0.0",
    );
    configured(
        "[program:web]\ncommand=%(here)s/run\n",
        "unknown: unknown program: `%(here)s/run`; via supervisord.conf:2 %(here)s/run",
    );
}

#[test]
fn the_one_that_listens_is_chosen() {
    let web = "[program:web]\ncommand=gunicorn app -b :8000\n";
    let via = "via supervisord.conf:2 gunicorn app -b :8000";
    configured(
        &format!("{web}[program:worker]\ncommand=python worker.py\n"),
        &format!("fixed 8000 at 8000, literal; {via}"),
    );
    configured(
        &format!("{web}[program:x]\ncommand=./front\n"),
        "unknown: several servers run, and one may be in front of the other",
    );
    configured(
        &format!("{web}[program:x]\ncommand=./front\nautostart=false\n"),
        &format!("fixed 8000 at 8000, literal; {via}"),
    );
    configured(
        &format!("{web}[program:nginx]\ncommand=nginx -g \"daemon off;\"\n"),
        "ignored by nginx at nginx; via supervisord.conf:4 nginx -g \"daemon off;\"",
    );
    configured("[supervisord]\n", "unknown: `supervisord.conf` starts no program");
    configured(
        &"[program:a]\ncommand=%(ENV_PORT)s %(\n".repeat(3000),
        "unknown: unknown program: `%(ENV_PORT)s`; via supervisord.conf:100 %(ENV_PORT)s %(",
    );
}

#[test]
fn the_configuration_is_found() {
    let web = "[program:web]\ncommand=gunicorn app -b :8000\n";
    let found = |path: &str| format!("fixed 8000 at 8000, literal; via {path}:2 gunicorn app -b :8000");
    let include = "[include]\nfiles = conf.d/*.conf\n";
    followed(&[
        (
            "by option",
            "FROM debian\nCOPY . /app\nCMD supervisord -n -c /app/deploy/s.conf",
            &[("deploy/s.conf", web)],
            &found("deploy/s.conf"),
        ),
        (
            "included",
            "FROM debian\nCOPY etc /etc/supervisor/\nCMD supervisord -n --configuration=/etc/supervisor/supervisord.conf",
            &[("etc/supervisord.conf", include), ("etc/conf.d/web.conf", web)],
            &found("etc/conf.d/web.conf"),
        ),
        (
            "not all of it",
            "FROM debian\nCOPY etc /etc/supervisor/\nRUN echo x > /etc/supervisor/conf.d/x.conf\nCMD supervisord -n",
            &[("etc/supervisord.conf", include), ("etc/conf.d/web.conf", web)],
            "unknown: `/etc/supervisor/conf.d` may contain more",
        ),
        (
            "nowhere",
            "FROM debian\nCMD supervisord -n",
            &[],
            "unknown: supervisord's configuration decides what runs",
        ),
        (
            "made before",
            "FROM debian\nCOPY . /\nCMD sed s/80/81/ s.conf > /t.conf && supervisord -n -c /t.conf",
            &[("s.conf", web)],
            "unknown: `/t.conf` may be written by an earlier command",
        ),
    ]);
}
