//! Servers for Python and Ruby by their settings.

use super::{followed, seen};

/// The verdict on a command and one file beside it.
#[track_caller]
fn with(command: &str, path: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let dockerfile = format!("FROM debian\nWORKDIR /app\nCOPY . .\nCMD {command}");
        assert_eq!(seen(&dockerfile, &[(path, text)]), *expected, "{text}");
    }
}

const PYTHON: &[(&str, &str)] = &[
    ("bind = \"0.0.0.0:8000\"", "fixed 8000 at 8000, literal"),
    ("import os\nbind = f\"0.0.0.0:{os.environ.get('PORT', 8000)}\"\n", "from PORT"),
    ("bind = \"0.0.0.0:\" + os.getenv('PORT', '8000')", "from PORT"),
    ("bind = ':%s' % os.environ['PORT']", "from PORT"),
    ("port = os.environ.get(\"PORT\", 8000)\nbind = f\"0.0.0.0:{port}\"", "from PORT"),
    ("bind = ['127.0.0.1:8000', '0.0.0.0:8001']", "fixed 8000 at 8000, literal"),
    ("bind = '127.0.0.1:8000'", "fixed 8000 at 8000, literal; loopback at 127.0.0.1"),
    ("ADDRESS = '0.0.0.0:8000'\nbind = ADDRESS", "fixed 8000 at 8000, literal"),
    ("bind = '0.0.0.0:8000'\nbind = '0.0.0.0:8001'", "fixed 8001 at 8001, literal"),
    ("if DEBUG:\n    bind = '0.0.0.0:8000'", "unknown: the port of gunicorn is unknown"),
    ("bind = '0.0.0.0:8000' if DEBUG else address()", "unknown: the port of gunicorn is unknown"),
    ("bind = address()", "unknown: the port of gunicorn is unknown"),
    ("bind = 'unix:/tmp/s'", "unknown: gunicorn listens on a socket"),
    ("workers = 4\n# bind = '0.0.0.0:8000'\nworker.bind = 1", "from gunicorn"),
];

#[test]
fn gunicorn_is_told_by_its_settings() {
    with("gunicorn app", "gunicorn.conf.py", PYTHON);
    with("gunicorn -c conf/web.py app", "conf/web.py", PYTHON);
    with("gunicorn -c file:conf.py app", "conf.py", PYTHON);
    let dynamic = "unknown: `gunicorn.conf.py` may set where it listens";
    with(
        "gunicorn app",
        "gunicorn.conf.py",
        &[
            ("from base import *\nbind = '0.0.0.0:8000'", dynamic),
            ("for k, v in os.environ.items():\n    locals()[k] = v\nbind = '0.0.0.0:8000'", dynamic),
        ],
    );
    with("gunicorn -b :$PORT app", "gunicorn.conf.py", &[("bind = '0.0.0.0:8000'", "from $PORT")]);
    with(
        "gunicorn -c python:conf app",
        "conf.py",
        &[(
            "bind = '0.0.0.0:8000'",
            "unknown: `python:conf` decides which port gunicorn listens on; unless gunicorn.conf.py",
        )],
    );
    with(
        "gunicorn app",
        "deploy/gunicorn.conf.py",
        &[("bind = '0.0.0.0:8000'", "from gunicorn; unless gunicorn.conf.py")],
    );
    with(
        "sed -i s/8000/$PORT/ gunicorn.conf.py && gunicorn app",
        "gunicorn.conf.py",
        &[("bind = '0.0.0.0:8000'", "from $PORT")],
    );
}

#[test]
fn other_servers_of_python_too() {
    with(
        "hypercorn -c h.toml app",
        "h.toml",
        &[
            ("bind = \"0.0.0.0:8000\"\n", "fixed 8000 at 8000, literal"),
            ("bind = [\"0.0.0.0:8000\"]\n", "fixed 8000 at 8000, literal"),
            ("workers = 2\n", "ignored by hypercorn at hypercorn; own loopback at hypercorn"),
        ],
    );
    with(
        "streamlit run app.py",
        ".streamlit/config.toml",
        &[
            ("[server]\nport = 8502 # here\naddress = \"0.0.0.0\"\n", "fixed 8502 at 8502, literal"),
            ("[theme]\nport = 8502\n[server]\nheadless = true\n", "ignored by streamlit at streamlit"),
            (
                "[server]\naddress = \"127.0.0.1\"\n",
                "ignored by streamlit at streamlit; loopback at 127.0.0.1",
            ),
        ],
    );
    with(
        "STREAMLIT_SERVER_PORT=$PORT streamlit run app.py",
        ".streamlit/config.toml",
        &[("[server]\nport = 8502\n", "from $PORT")],
    );
    with(
        "flask run",
        ".flaskenv",
        &[
            ("FLASK_RUN_PORT=${PORT}\nFLASK_RUN_HOST=0.0.0.0\n", "from ${PORT}"),
            ("FLASK_APP=app\nexport FLASK_RUN_HOST=0.0.0.0\n", "ignored by flask run at flask"),
            ("FLASK_RUN_PORT=8000\n", "unknown: `.flaskenv` may set where it listens"),
            ("FLASK_APP=app\n", "ignored by flask run at flask; own loopback at flask"),
        ],
    );
}

#[test]
fn servers_of_ruby_are_told_by_theirs() {
    let unknown = "unknown: the port of puma is unknown";
    let cases: &[(&str, &str)] = &[
        ("port ENV.fetch(\"PORT\") { 3000 }\n", "from PORT"),
        ("port ENV.fetch('PORT', 3000)\nworkers 2\n", "from PORT"),
        ("port        ENV['PORT'] || 3000\n", "from PORT"),
        ("bind \"tcp://0.0.0.0:#{ENV['PORT']}\"\n", "from PORT"),
        ("port_number = ENV.fetch('PORT', 3000)\nbind \"tcp://0.0.0.0:#{port_number}\"\n", "from PORT"),
        ("port 3000\n", "fixed 3000 at 3000, literal"),
        ("port(3000, '127.0.0.1')\n", "fixed 3000 at 3000, literal; loopback at 127.0.0.1"),
        ("bind 'tcp://0.0.0.0:3000'\n", "fixed 3000 at 3000, literal"),
        ("bind 'unix:///tmp/s'\n", "unknown: puma listens on a socket"),
        ("if ENV['RAILS_ENV'] == 'production'\n  port 3000\nend\n", unknown),
        ("port 3000 if ENV['X']\n", unknown),
        ("port ENV.fetch('WEB_PORT', 3000)\n", unknown),
        ("ssl_bind '0.0.0.0', 3000\n", unknown),
        ("# port 3000\nthreads 1, 5\nplugin :tmp_restart\n", "ignored by puma at puma"),
    ];
    with("bundle exec puma", "config/puma.rb", cases);
    with("puma -C deploy/puma.rb", "deploy/puma.rb", cases);
    with(
        "puma",
        "config/puma/production.rb",
        &[("port 3000", "unknown: a file of `config/puma` may set where it listens")],
    );
    with(
        "unicorn -c config/unicorn.rb",
        "config/unicorn.rb",
        &[
            ("listen ENV['PORT'], backlog: 64\n", "from PORT"),
            ("listen 3000, :tcp_nopush => true\n", "fixed 3000 at 3000, literal"),
            ("listen '/tmp/s'\n", "unknown: unicorn listens on a socket"),
            ("worker_processes 2\n", "unknown: unicorn: its configuration decides which port it listens on"),
        ],
    );
    with(
        "thin start -C config/thin.yml",
        "config/thin.yml",
        &[
            ("port: 3000\naddress: 0.0.0.0\n", "fixed 3000 at 3000, literal"),
            ("port: <%= ENV['PORT'] %>\n", "from <%= ENV['PORT'] %>"),
            ("daemonize: false\n", "ignored by thin at thin"),
        ],
    );
}

#[test]
fn where_the_folder_is_not_known_names_of_files_count() {
    let puma = "unless puma.rb production.rb";
    followed(&[
        ("nothing is there", "FROM org/ruby\nCMD puma", &[], &format!("ignored by puma at puma; {puma}")),
        (
            "something is",
            "FROM org/ruby\nCOPY . .\nCMD puma",
            &[("config/puma.rb", "port 3000")],
            &format!("unknown: `puma.rb` may set where it listens; {puma}"),
        ),
    ]);
}

#[test]
fn hostile_settings_end() {
    let image = "FROM debian\nWORKDIR /app\nCOPY . .\nCMD gunicorn app";
    for unit in ["bind = bind\n", "bind = [", "bind, bind\n", "bind(", "f'{bind}'\n"] {
        let text = unit.repeat(200_000 / unit.len());
        seen(image, &[("gunicorn.conf.py", &text)]);
        followed(&[("nothing", image, &[], "from gunicorn; unless gunicorn.conf.py")]);
    }
}
