//! Programs in Python.

use super::{followed, seen};

const DOCKERFILE: &str = "FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD python app.py";
const NONE: &str = "unknown: its files have no call that listens";

/// Cases of one line.
#[track_caller]
fn call(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let line = text.lines().last().unwrap_or("");
        let at = text.lines().count();
        let step =
            if *expected == NONE { String::new() } else { format!("; via app.py:{at} {}", line.trim()) };
        assert_eq!(seen(DOCKERFILE, &[("app.py", text)]), format!("{expected}{step}"), "{text}");
    }
}

const FLASK: &str = "from flask import Flask\napp = Flask(__name__)\n";

#[test]
fn calls_that_get_the_port() {
    call(&[
        ("app.run(host='0.0.0.0', port=int(os.environ.get('PORT', 5000)))", "from PORT"),
        ("app.run(host='0.0.0.0', port=os.environ['PORT'])", "from PORT"),
        ("uvicorn.run(app, host='0.0.0.0', port=int(os.getenv(\"PORT\", default=8000)))", "from PORT"),
        ("uvicorn.run('main:app', port=env.int('PORT'))", "from PORT; own loopback at uvicorn.run"),
        ("serve(app, listen=f'0.0.0.0:{os.environ[\"PORT\"]}')", "from PORT"),
        ("serve(app, listen='0.0.0.0:%s' % config('PORT'))", "from PORT"),
        ("web.run_app(app, port=config('PORT', cast=int))", "from PORT"),
        ("HTTPServer(('', int(os.environ['PORT'])), Handler).serve_forever()", "from PORT"),
        ("PORT = int(os.environ.get('PORT', 5000))\napp.run('0.0.0.0', port=PORT)", "from PORT"),
        ("port = os.getenv('PORT') or 5000\nserve(app, listen=f'*:{port}')", "from PORT"),
        ("app = dash.Dash()\napp.run_server(host='0.0.0.0')", "from app.run_server"),
        ("app = Dash(__name__)\napp.run(host='0.0.0.0')", "from app.run"),
        (
            "uvicorn.run(app, host='127.0.0.1', port=int(os.environ['PORT']))",
            "from PORT; loopback at 127.0.0.1",
        ),
    ]);
}

#[test]
fn calls_that_do_not() {
    call(&[
        ("app.run(host='0.0.0.0', port=5000)", "fixed 5000 at 5000, literal"),
        ("app.run('0.0.0.0', port=5_000, debug=True)", "fixed 5000 at 5_000, literal"),
        ("PORT = 8000\nserve(app, host='0.0.0.0', port=PORT)", "fixed 8000 at 8000, literal"),
        ("serve(app, listen='0.0.0.0:8080')", "fixed 8080 at 8080, literal"),
        ("HTTPServer((\"0.0.0.0\", 8000), Handler).serve_forever()", "fixed 8000 at 8000, literal"),
        ("HTTPServer(('localhost', 8000), H)", "fixed 8000 at 8000, literal; loopback at localhost"),
        ("if __name__ == '__main__':\n    web.run_app(app, port=8080)", "fixed 8080 at 8080, literal"),
        (&format!("{FLASK}app.run(host='0.0.0.0')"), "ignored at app.run"),
        (
            &format!("{FLASK}if __name__ == \"__main__\":\n    app.run(debug=True)"),
            "ignored at app.run; own loopback at app.run",
        ),
        (
            "__name__ == '__main__' and main()\nasync def main():\n    uvicorn.run(app, host='0.0.0.0')",
            "ignored at uvicorn.run",
        ),
        ("demo.launch(server_name='0.0.0.0', server_port=7860)", "fixed 7860 at 7860, literal"),
    ]);
}

#[test]
fn what_is_not_certain_is_not_said() {
    let port = "unknown: it is unknown where its port comes from in `app.py`";
    let condition = "unknown: a condition decides whether it listens";
    call(&[
        ("print('port=5000')  # app.run(port=5000)", NONE),
        ("subprocess.run(['x'], check=True)", NONE),
        ("s.listen(5)", NONE),
        ("def serve(app, port=8000): pass", NONE),
        ("connection.run('x', port=22)", NONE),
        ("\"\"\"\napp.run(port=5000)\n\"\"\"", NONE),
        ("app.run(port=settings.port)", port),
        ("app.run(**options)", NONE),
        ("app.run(port=5000 if debug else 8000)", port),
        ("port = 5000\nif x: port = 8000\napp.run(port=port)", port),
        ("def main(port=5000):\n    app.run(port=port)", port),
        ("host, port = '', 5000\napp.run(port=port)", port),
        ("if debug:\n    app.run(port=5000)", condition),
        ("if debug:\n    pass\nelse:\n    app.run(port=5000)", condition),
        ("try:\n    x()\nexcept OSError:\n    app.run(port=5000)", condition),
        ("if debug: app.run(port=5000)", condition),
        ("def dev():\n    app.run(port=5000)", condition),
    ]);
    assert_eq!(
        seen(DOCKERFILE, &[("app.py", "app.run(port=5000)\napp.run(port=5001)\n")]),
        "unknown: it may listen on several ports; via app.py:1 app.run(port=5000)"
    );
}

#[test]
fn modules_of_the_repository_are_read() {
    let image = |command: &str| format!("FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD {command}");
    let run = "app.run(port=5000)\n";
    let started = "if __name__ == '__main__':\n    app.run(port=5000)\n";
    let found = |path: &str| format!("fixed 5000 at 5000, literal; via {path}:1 app.run(port=5000)");
    followed(&[
        (
            "an import",
            &image("python main.py"),
            &[("main.py", "import server"), ("server.py", run)],
            &found("server.py"),
        ),
        (
            "from a package",
            &image("python3 -u src/main.py"),
            &[("src/main.py", "from web.server import (a, b)\n"), ("src/web/server.py", run)],
            &found("src/web/server.py"),
        ),
        (
            "a module of a package",
            &image("python main.py"),
            &[("main.py", "from web import server\n"), ("web/__init__.py", ""), ("web/server.py", run)],
            &found("web/server.py"),
        ),
        (
            "beside it",
            &image("python -m web"),
            &[("web/__main__.py", "from . import server\n"), ("web/server.py", run)],
            &found("web/server.py"),
        ),
        (
            "two folders up",
            &image("python -m web.app.main"),
            &[("web/app/main.py", "from ..server import run\n"), ("web/server.py", run)],
            &found("web/server.py"),
        ),
        (
            "not what only the started file does",
            &image("python main.py"),
            &[("main.py", "import server\nserver.go()\n"), ("server.py", started)],
            NONE,
        ),
        (
            "over several lines",
            &image("python app.py"),
            &[("app.py", "app.run(\n    host='0.0.0.0',\n    port=5000,\n)\n")],
            "fixed 5000 at 5000, literal; via app.py:1 app.run(",
        ),
        ("by uv", &image("uv run app.py"), &[("app.py", run)], &found("app.py")),
        (
            "by itself",
            &image("./app.py"),
            &[("app.py", "#!/usr/bin/env python3\napp.run(port=5000)\n")],
            "fixed 5000 at 5000, literal; via app.py:2 app.run(port=5000)",
        ),
        (
            "with arguments",
            &image("python app.py --port 8080"),
            &[("app.py", run)],
            "unknown: its arguments may set where it listens",
        ),
        (
            "each other",
            &image("python a.py"),
            &[("a.py", "import b"), ("b.py", "import a\nfrom . import a, b\n")],
            NONE,
        ),
        (
            "another server",
            &image("python -m uvicorn app:app --port $PORT --host 0.0.0.0"),
            &[("app.py", run)],
            "from $PORT",
        ),
    ]);
}

#[test]
fn hostile_programs_end() {
    for unit in [
        "if x:\n",
        " app.run(port=5000)\n",
        "import a, b, c\n",
        "from ......x import (",
        "f'{",
        "f\"{x}",
        "\"\"\"",
        "(\n",
        "x = x\n",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        seen(DOCKERFILE, &[("app.py", &text)]);
    }
    let deep: String = (0..600).map(|at| format!("{}if x:\n", " ".repeat(at))).collect();
    seen(DOCKERFILE, &[("app.py", &format!("{deep}{}app.run(port=1)\n", " ".repeat(600)))]);
}
