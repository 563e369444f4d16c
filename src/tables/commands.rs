//! What commands of a running process do. Data only.

/// A program, and the words of which one stands among its arguments; none where it needs none.
pub type Row = (&'static str, &'static [&'static str]);

/// Whether a row is about a command.
pub fn fits((program, words): &Row, name: &str, args: &[String]) -> bool {
    *program == name && (words.is_empty() || args.iter().any(|arg| words.contains(&arg.as_str())))
}

/// Commands that surely end by themselves.
pub const ENDS: &[Row] = &[
    ("alembic", &["upgrade", "downgrade"]),
    ("artisan", &["migrate", "config:cache", "route:cache", "view:cache", "storage:link", "optimize"]),
    (
        "bundle",
        &[
            "db:migrate",
            "db:prepare",
            "db:seed",
            "db:create",
            "db:setup",
            "assets:precompile",
            "db:schema:load",
        ],
    ),
    ("cat", &[]),
    ("cd", &[]),
    ("chmod", &[]),
    ("chown", &[]),
    ("cp", &[]),
    ("diesel", &["migration", "setup"]),
    ("echo", &[]),
    ("env", &[]),
    ("envsubst", &[]),
    ("export", &[]),
    ("flask", &["db"]),
    ("knex", &["migrate:latest"]),
    ("ln", &[]),
    ("ls", &[]),
    ("mkdir", &[]),
    ("mv", &[]),
    ("npx", &["migrate", "migrate:latest", "db:migrate"]),
    ("php", &["migrate", "config:cache", "route:cache", "view:cache", "storage:link", "optimize"]),
    ("printf", &[]),
    ("prisma", &["migrate", "generate"]),
    (
        "python",
        &[
            "migrate",
            "collectstatic",
            "makemigrations",
            "createcachetable",
            "compilemessages",
            "loaddata",
            "check",
            "createsuperuser",
        ],
    ),
    (
        "python3",
        &[
            "migrate",
            "collectstatic",
            "makemigrations",
            "createcachetable",
            "compilemessages",
            "loaddata",
            "check",
            "createsuperuser",
        ],
    ),
    ("manage.py", &["migrate", "collectstatic", "makemigrations", "compilemessages", "loaddata", "check"]),
    ("rails", &["db:migrate", "db:prepare", "db:seed", "db:create", "assets:precompile"]),
    ("rake", &["db:migrate", "db:prepare", "db:seed", "db:create", "assets:precompile"]),
    ("rm", &[]),
    ("sed", &[]),
    ("sequelize", &["db:migrate"]),
    ("set", &[]),
    ("sleep", &[]),
    ("touch", &[]),
    ("unset", &[]),
];

/// A program that goes to the background.
#[derive(Debug)]
pub struct Daemon {
    /// The program and the words by which it does.
    pub row: Row,
    /// Parts of words that keep it in the foreground.
    pub stays: &'static [&'static str],
    /// What to start instead, or how.
    pub help: &'static str,
}

/// What to do about an option that starts the program in the background.
const BACKGROUND: &str = "remove the option that starts it in the background";
/// What to do about programs that start services.
pub const SERVICE: &str = "run the program itself in the foreground: a dyno runs as long as its command";
const fn daemon(
    program: &'static str,
    words: &'static [&'static str],
    stays: &'static [&'static str],
    help: &'static str,
) -> Daemon {
    Daemon { row: (program, words), stays, help }
}

/// Programs beside the web servers that go to the background.
pub const DAEMONS: &[Daemon] = &[
    daemon("service", &["start", "restart"], &[], SERVICE),
    daemon("rc-service", &["start", "restart"], &[], SERVICE),
    daemon(
        "systemctl",
        &["start", "restart", "enable"],
        &[],
        "run the program itself: dynos have no systemd",
    ),
    daemon("cron", &[], &["-f"], "add `-f`"),
    daemon("crond", &[], &["-f", "-d", "-n"], "add `-f`"),
    daemon("sshd", &[], &["-D", "-d", "-t"], "add `-D`"),
    daemon("clockworkd", &["start", "restart"], &[], "run `clockwork`, which stays in the foreground"),
    daemon("delayed_job", &["start", "restart"], &[], "run `delayed_job run`, which stays in the foreground"),
    daemon("monit", &[], &["-I", "-t", "-V"], "add `-I`"),
    daemon("resque-pool", &["-d", "--daemon"], &[], BACKGROUND),
    daemon("rsyslogd", &[], &["-n"], "add `-n`"),
    daemon("screen", &["-d", "-dm", "-dmS"], &[], "run the program itself"),
    daemon("sidekiq", &["-d", "--daemon"], &[], BACKGROUND),
    daemon(
        "supervisorctl",
        &["start", "restart"],
        &[],
        "run `supervisord -n`, which starts its programs and stays in the foreground",
    ),
    daemon("celery", &["multi"], &[], "run `celery worker`, which stays in the foreground"),
    daemon("celery", &["-D", "--detach"], &[], BACKGROUND),
    daemon("php-fpm", &["-D", "--daemonize"], &[], BACKGROUND),
    daemon("redis-server", &["--daemonize"], &["no"], BACKGROUND),
    daemon("mongod", &["--fork"], &[], BACKGROUND),
    daemon("memcached", &["-d", "--daemon"], &[], BACKGROUND),
    daemon("haproxy", &["-D"], &[], BACKGROUND),
    daemon("forever", &["start"], &[], "remove `start`"),
    daemon("tmux", &["-d", "new-session"], &[], "run the program itself"),
    daemon("start-stop-daemon", &["-b", "--background"], &[], "run the program itself"),
    daemon("pg_ctl", &["start", "restart"], &[], SERVICE),
    daemon("pg_ctlcluster", &["start", "restart"], &["--foreground"], SERVICE),
];

/// What keeps a program in the foreground, by the name of its row or its own.
pub const FOREGROUND: &[(&str, &str)] = &[
    ("nginx", "add `-g 'daemon off;'`"),
    ("Apache", "add `-D FOREGROUND`"),
    ("apachectl", "add `-D FOREGROUND`"),
    ("pm2", "use `pm2-runtime`"),
    ("caddy run", "use `caddy run`"),
    ("supervisord", "add `-n`, or set `nodaemon=true` in its configuration"),
];

/// Programs that start others and stay for them.
pub const MANAGERS: &[&str] = &[
    "supervisord",
    "honcho",
    "foreman",
    "forego",
    "goreman",
    "hivemind",
    "overmind",
    "nf",
    "pm2-runtime",
    "concurrently",
    "npm-run-all",
    "run-p",
    "s6-svscan",
    "runsvdir",
];

/// Programs that take jobs from a queue, or start them at their time, and never end.
pub const WORKERS: &[Row] = &[
    ("artisan", &["horizon", "queue:listen", "queue:work", "schedule:work"]),
    ("bundle", &["jobs:work", "resque:work", "resque:workers", "sneakers:run", "solid_queue:start"]),
    ("celery", &["beat", "flower", "worker"]),
    ("clockwork", &[]),
    (
        "django-admin",
        &["db_worker", "process_tasks", "qcluster", "rqworker", "rqscheduler", "run_huey", "runworker"],
    ),
    ("dramatiq", &[]),
    ("good_job", &["start"]),
    ("huey_consumer", &[]),
    ("huey_consumer.py", &[]),
    (
        "manage.py",
        &["db_worker", "process_tasks", "qcluster", "rqworker", "rqscheduler", "run_huey", "runworker"],
    ),
    ("php", &["horizon", "queue:listen", "queue:work", "schedule:work"]),
    (
        "python",
        &["db_worker", "process_tasks", "qcluster", "rqworker", "rqscheduler", "run_huey", "runworker"],
    ),
    (
        "python3",
        &["db_worker", "process_tasks", "qcluster", "rqworker", "rqscheduler", "run_huey", "runworker"],
    ),
    ("rails", &["jobs:work", "resque:work", "solid_queue:start"]),
    ("rake", &["jobs:work", "resque:work", "resque:workers", "sneakers:run", "solid_queue:start"]),
    ("rq", &["worker"]),
    ("rqscheduler", &[]),
    ("rqworker", &[]),
    ("shoryuken", &[]),
    ("sidekiq", &[]),
    ("supercronic", &[]),
];

/// Options that keep Apache in the foreground, beside the words of its row.
pub const APACHE_STAYS: &[&str] = &["-X", "-DNO_DETACH", "NO_DETACH"];

/// Commands that write files which the application needs later.
pub const WRITES: &[Row] = &[
    ("artisan", &["config:cache", "route:cache", "view:cache", "event:cache", "storage:link", "optimize"]),
    ("bundle", &["assets:precompile", "webpacker:compile", "install"]),
    ("composer", &["install"]),
    ("django-admin", &["collectstatic", "compilemessages", "compress"]),
    ("manage.py", &["collectstatic", "compilemessages", "compress"]),
    ("mix", &["phx.digest", "assets.deploy"]),
    ("next", &["build"]),
    ("npm", &["build", "ci", "install"]),
    ("php", &["config:cache", "route:cache", "view:cache", "event:cache", "storage:link", "optimize"]),
    ("pip", &["install"]),
    ("pnpm", &["build", "install"]),
    ("poetry", &["collectstatic"]),
    ("python", &["collectstatic", "compilemessages", "compress"]),
    ("python3", &["collectstatic", "compilemessages", "compress"]),
    ("rails", &["assets:precompile", "webpacker:compile"]),
    ("rake", &["assets:precompile", "webpacker:compile"]),
    ("vite", &["build"]),
    ("webpack", &[]),
    ("yarn", &["build", "install"]),
];

/// Programs that bring files elsewhere, so that they outlive the dyno.
pub const UPLOADS: &[&str] = &[
    "aws",
    "az",
    "azcopy",
    "curl",
    "firebase",
    "gcloud",
    "git",
    "gsutil",
    "mc",
    "netlify",
    "rclone",
    "rsync",
    "s3cmd",
    "scp",
    "sentry-cli",
    "surge",
    "vercel",
    "wrangler",
];

/// Wrappers and programs that need root, each with what it cannot do.
pub const ROOT: &[Row] = &[
    ("apk", &["add", "upgrade", "update"]),
    ("apt", &["install", "upgrade", "update"]),
    ("apt-get", &["install", "upgrade", "update"]),
    ("chown", &[]),
    ("chroot", &[]),
    ("dnf", &["install", "upgrade", "update"]),
    ("doas", &[]),
    ("gosu", &[]),
    ("mount", &[]),
    ("rc-service", &["start", "restart"]),
    ("service", &["start", "restart"]),
    ("setuidgid", &[]),
    ("s6-setuidgid", &[]),
    ("su", &[]),
    ("su-exec", &[]),
    ("sudo", &[]),
    ("yum", &["install", "upgrade", "update"]),
];

/// Databases, with the words by which they keep their data in files.
pub const DATABASES: &[Row] = &[
    ("mariadbd", &[]),
    ("mongod", &[]),
    ("mysqld", &[]),
    ("mysqld_safe", &[]),
    ("pg_ctl", &["start", "restart"]),
    ("pocketbase", &["serve"]),
    ("postgres", &[]),
    ("redis-server", &["--appendonly"]),
];

/// A language: its programs, and what mentions it in a Dockerfile.
#[derive(Debug)]
pub struct Language {
    /// Its name.
    pub name: &'static str,
    /// Programs that only its images have.
    pub programs: &'static [&'static str],
    /// Parts of words that may bring it.
    pub marks: &'static [&'static str],
}

/// The languages whose programs are told apart.
pub const LANGUAGES: &[Language] = &[
    Language {
        name: "Ruby",
        programs: &[
            "bundle", "bundler", "gem", "irb", "puma", "rackup", "rails", "rake", "ruby", "sidekiq",
            "unicorn",
        ],
        marks: &["ruby", "rbenv", "rvm", "gem", "bundle", "rails"],
    },
    Language {
        name: "Node.js",
        programs: &["next", "node", "npm", "npx", "pm2", "pm2-runtime", "pnpm", "ts-node", "yarn"],
        marks: &["node", "npm", "nvm", "yarn", "pnpm", "volta", "fnm", "corepack", "bun"],
    },
    Language {
        name: "Python",
        programs: &[
            "celery",
            "daphne",
            "django-admin",
            "flask",
            "gunicorn",
            "hypercorn",
            "pip",
            "pip3",
            "python",
            "python3",
            "streamlit",
            "uvicorn",
            "uwsgi",
        ],
        marks: &["python", "pip", "uv", "conda", "mamba", "poetry", "virtualenv", "venv", "pyenv"],
    },
    Language { name: "PHP", programs: &["composer", "php", "php-fpm"], marks: &["php", "composer"] },
    Language {
        name: "Java",
        programs: &["gradle", "java", "mvn"],
        marks: &["java", "jre", "jdk", "jvm", "maven", "gradle", "corretto", "temurin", "graal", "sdkman"],
    },
    Language { name: ".NET", programs: &["dotnet"], marks: &["dotnet", "aspnet"] },
    Language { name: "Elixir", programs: &["elixir", "iex", "mix"], marks: &["elixir", "erlang", "mix"] },
];
