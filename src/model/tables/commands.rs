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
