//! How a row is written: the distributions as starting points, a method for what an image adds.

use super::Family::*;
use super::Starts::{Nothing, Other, Server, Shell};
use super::{BaseImage, Family, Starts, Tags};

pub(super) type Words = &'static [&'static str];

// Tools: what a distribution or a base image brings to those built on it.
pub(super) const SLIM: Words = &["bash", "perl"];
pub(super) const CURL: Words = &["bash", "curl", "perl", "wget"];
pub(super) const SCM: Words = &["bash", "curl", "git", "perl", "python", "python3", "wget"];
pub(super) const FULL: Words =
    &["bash", "curl", "g++", "gcc", "git", "make", "perl", "python", "python3", "wget"];
pub(super) const BUSYBOX: Words = &["wget"];
pub(super) const RED_HAT: Words = &["bash", "curl", "python", "python3"];
pub(super) const PHP_TOOLS: Words = &["bash", "curl", "g++", "gcc", "make", "perl"];

// Programs.
pub(super) const BUN: Words = &["bun", "bunx", "node"];
pub(super) const CLOJURE: Words = &["boot", "clj", "clojure", "java", "javac", "lein"];
pub(super) const COMPOSER: Words = &["composer", "php"];
pub(super) const CRYSTAL: Words = &["crystal", "shards"];
pub(super) const DENO: Words = &["deno"];
pub(super) const DOTNET: Words = &["dotnet"];
pub(super) const DRUPAL: Words =
    &["apache2-foreground", "composer", "drush", "pear", "pecl", "php", "php-fpm"];
pub(super) const ELIXIR: Words = &["elixir", "elixirc", "erl", "erlc", "escript", "iex", "mix", "rebar3"];
pub(super) const ERLANG: Words = &["erl", "erlc", "escript", "rebar", "rebar3"];
pub(super) const FRANKENPHP_HAS: Words = &["frankenphp", "pear", "pecl", "php"];
pub(super) const GHOST: Words = &["ghost", "node", "npm", "npx", "yarn"];
pub(super) const GO: Words = &["go", "gofmt"];
pub(super) const GRADLE: Words = &["gradle", "java", "javac"];
pub(super) const GROOVY: Words = &["groovy", "groovyc", "groovysh", "java", "javac"];
pub(super) const HASKELL: Words = &["cabal", "ghc", "ghci", "runghc", "stack"];
pub(super) const HTTPD: Words = &["ab", "apachectl", "httpd", "httpd-foreground"];
pub(super) const JAVA: Words = &["jar", "java", "javac", "jshell"];
pub(super) const JRUBY: Words =
    &["bundle", "bundler", "gem", "irb", "java", "javac", "jruby", "rake", "ruby"];
pub(super) const JULIA: Words = &["julia"];
pub(super) const MARIADB: Words = &["mariadb", "mariadbd", "mysql", "mysqld"];
pub(super) const MAVEN: Words = &["java", "javac", "mvn"];
pub(super) const NODE: Words = &["corepack", "node", "nodejs", "npm", "npx", "yarn", "yarnpkg"];
pub(super) const PERL: Words = &["cpan", "cpanm", "perl", "prove"];
pub(super) const PHP: Words = &["pear", "pecl", "php"];
pub(super) const PHP_APACHE: Words =
    &["apache2", "apache2-foreground", "apache2ctl", "apachectl", "pear", "pecl", "php"];
pub(super) const PHP_FPM: Words = &["pear", "pecl", "php", "php-fpm"];
pub(super) const POSTGRES: Words = &["pg_dump", "pg_isready", "postgres", "psql"];
pub(super) const PYTHON: Words =
    &["idle", "idle3", "pip", "pip2", "pip3", "pydoc", "pydoc3", "python", "python2", "python3"];
pub(super) const R: Words = &["R", "Rscript", "r"];
pub(super) const RABBITMQ: Words = &["rabbitmq-server", "rabbitmqctl"];
pub(super) const REDIS: Words = &["redis-cli", "redis-server"];
pub(super) const RUBY: Words = &["bundle", "bundler", "erb", "gem", "irb", "rake", "rdoc", "ruby"];
pub(super) const RUST: Words = &["cargo", "rustc", "rustup"];
pub(super) const SBT: Words = &["java", "javac", "sbt", "scala", "scalac"];
pub(super) const SWIFT: Words = &["swift", "swiftc"];
pub(super) const TOMCAT: Words = &["catalina.sh", "java", "javac"];
pub(super) const UV: Words = &["pip", "pip3", "python", "python3", "uv", "uvx"];

// Entrypoints and commands that several rows share.
pub(super) const ADMINER: Words = &["entrypoint.sh", "docker-php-entrypoint"];
pub(super) const CACERTS: Words = &["/__cacert_entrypoint.sh"];
pub(super) const CADDY: Words =
    &["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"];
pub(super) const CHAINGUARD_NGINX: Words =
    &["-c", "/etc/nginx/nginx.conf", "-e", "/dev/stderr", "-g", "daemon off;"];
pub(super) const DENO_ENTRYPOINT: Words = &["/tini", "--", "docker-entrypoint.sh"];
pub(super) const DENO_WELCOME: Words = &["eval", "console.log('Welcome to Deno!')"];
pub(super) const ENTRYPOINT: Words = &["docker-entrypoint.sh"];
pub(super) const FRANKENPHP: Words = &["--config", "/etc/frankenphp/Caddyfile", "--adapter", "caddyfile"];
pub(super) const HAPROXY: Words = &["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"];
pub(super) const MVN_ENTRYPOINT: Words = &["/usr/local/bin/mvn-entrypoint.sh"];
pub(super) const NGINX: Words = &["nginx", "-g", "daemon off;"];
pub(super) const PHP_ENTRYPOINT: Words = &["docker-php-entrypoint"];
pub(super) const RAILS: Words = &["rails", "server", "-b", "0.0.0.0"];
pub(super) const VERDACCIO: Words = &[
    "/bin/sh",
    "-c",
    "verdaccio --config /verdaccio/conf/config.yaml --listen $VERDACCIO_PROTOCOL://0.0.0.0:$VERDACCIO_PORT",
];
pub(super) const WILDFLY: Words = &["/opt/jboss/wildfly/bin/standalone.sh", "-b", "0.0.0.0"];

// Words of tags.
pub(super) const DEBIANS: Words =
    &["bookworm", "bullseye", "buster", "jessie", "stretch", "trixie", "wheezy"];
pub(super) const UBUNTUS: Words =
    &["bionic", "focal", "jammy", "noble", "resolute", "trusty", "ubuntu", "xenial"];
/// What tags of buildpack-deps begin with.
pub(super) const UBUNTU_TAGS: Words = &[
    "18.04", "20.04", "22.04", "24.04", "26.04", "bionic", "focal", "jammy", "noble", "resolute", "trusty",
    "xenial",
];
pub(super) const RED_HATS: Words =
    &["al2", "amazonlinux", "centos", "corretto", "fedora", "oracle", "rhel", "ubi"];

// ENV.
pub(super) const HTTP_8080: &[(&str, &str)] = &[("ASPNETCORE_HTTP_PORTS", "8080")];
pub(super) const URLS_80: &[(&str, &str)] = &[("ASPNETCORE_URLS", "http://+:80")];
pub(super) const URLS_8080: &[(&str, &str)] = &[("ASPNETCORE_URLS", "http://+:8080")];

pub(super) const fn of(
    repository: &'static str,
    family: Family,
    cmd: Words,
    starts: Starts,
    tools: Words,
) -> BaseImage {
    BaseImage {
        repository,
        tags: Tags { with: &[], and: &[], before: None },
        entrypoint: &[],
        passes_on: true,
        cmd,
        starts,
        port_variable: "",
        user: "",
        workdir: "/",
        family,
        shell: true,
        programs: &[],
        tools,
        env: &[],
    }
}

pub(super) const fn debian(repository: &'static str) -> BaseImage {
    of(repository, Debian, &["bash"], Shell, SLIM)
}

pub(super) const fn ubuntu(repository: &'static str) -> BaseImage {
    of(repository, Ubuntu, &["/bin/bash"], Shell, SLIM)
}

pub(super) const fn alpine(repository: &'static str) -> BaseImage {
    of(repository, Alpine, &["/bin/sh"], Shell, BUSYBOX)
}

pub(super) const fn red_hat(repository: &'static str) -> BaseImage {
    of(repository, RedHat, &["/bin/bash"], Shell, RED_HAT)
}

/// Nothing is claimed but that there is a shell; the tools are the union over the distributions.
pub(super) const fn unknown(repository: &'static str) -> BaseImage {
    of(repository, Unknown, &[], Other, FULL)
}

pub(super) const fn gunicorn(repository: &'static str) -> BaseImage {
    unknown(repository)
        .run(&["/start.sh"], Server { port: 80 })
        .moved_by("PORT")
        .at("/app/")
        .has(&["gunicorn", "pip", "pip3", "python", "python3", "uvicorn"])
}

pub(super) const fn notebook(repository: &'static str) -> BaseImage {
    ubuntu(repository)
        .enter(&["tini", "-g", "--", "start.sh"])
        .run(&[], Server { port: 8888 })
        .moved_by("JUPYTER_PORT")
        .user("1000")
        .at("/home/jovyan")
        .has(&[
            "R", "Rscript", "conda", "julia", "jupyter", "mamba", "node", "npm", "npx", "pip", "pip3",
            "python", "python3",
        ])
        .over(FULL)
        .env(&[("JUPYTER_PORT", "8888")])
}

pub(super) const fn uwsgi(repository: &'static str) -> BaseImage {
    unknown(repository)
        .enter(&["/entrypoint.sh"])
        .run(&["/start.sh"], Server { port: 80 })
        .moved_by("LISTEN_PORT")
        .at("/app")
        .has(&["nginx", "pip", "pip3", "python", "python3", "supervisord", "uwsgi"])
        .env(&[("LISTEN_PORT", "80")])
}

pub(super) const fn elasticsearch(repository: &'static str) -> BaseImage {
    unknown(repository)
        .run(&[], Server { port: 9200 })
        .at("/usr/share/elasticsearch")
        .has(&["elasticsearch", "java"])
}

pub(super) const fn minio(repository: &'static str) -> BaseImage {
    of(repository, RedHat, &[], Nothing, CURL)
        .enter(&["/usr/bin/docker-entrypoint.sh"])
        .run(&["minio"], Nothing)
        .has(&["mc", "minio"])
}

pub(super) const fn browserless(repository: &'static str) -> BaseImage {
    ubuntu(repository)
        .run(&["./scripts/start.sh"], Server { port: 3000 })
        .moved_by("PORT")
        .user("blessuser")
        .at("/usr/src/app")
        .has(&["node", "npm", "npx"])
        .over(FULL)
        .env(&[("PORT", "3000")])
}

/// Ran what it was given; since version 1 `n8n` takes it as its arguments.
pub(super) const fn n8n_before_1(repository: &'static str) -> BaseImage {
    let mut row = n8n(repository).before(1, 0).user("");
    row.family = Unknown;
    row.passes_on = true;
    row
}

pub(super) const fn n8n(repository: &'static str) -> BaseImage {
    alpine(repository)
        .program(&["tini", "--", "/docker-entrypoint.sh"])
        .run(&[], Server { port: 5678 })
        .moved_by("N8N_PORT")
        .user("node")
        .at("/home/node")
        .has(&["n8n", "node", "npm", "npx"])
        .over(SCM)
}

/// An image without a shell.
pub(super) const fn bare(repository: &'static str, family: Family) -> BaseImage {
    let mut row = of(repository, family, &[], Nothing, &[]);
    row.shell = false;
    row
}

pub(super) const fn windows(repository: &'static str) -> BaseImage {
    let mut row = bare(repository, Windows);
    row.starts = Other;
    row
}

impl BaseImage {
    pub(super) const fn with(mut self, words: Words) -> Self {
        self.tags.with = words;
        self
    }

    pub(super) const fn and(mut self, words: Words) -> Self {
        self.tags.and = words;
        self
    }

    pub(super) const fn before(mut self, major: u32, minor: u32) -> Self {
        self.tags.before = Some((major, minor));
        self
    }

    /// An entrypoint that passes on what it is given. As in a Dockerfile, it clears the CMD inherited.
    pub(super) const fn enter(mut self, argv: Words) -> Self {
        self.entrypoint = argv;
        self.cmd = &[];
        self.starts = Nothing;
        self
    }

    /// An entrypoint that takes what it is given as its own arguments.
    pub(super) const fn program(self, argv: Words) -> Self {
        let mut row = self.enter(argv);
        row.passes_on = false;
        row
    }

    pub(super) const fn run(mut self, cmd: Words, starts: Starts) -> Self {
        self.cmd = cmd;
        self.starts = starts;
        self
    }

    pub(super) const fn moved_by(mut self, variable: &'static str) -> Self {
        self.port_variable = variable;
        self
    }

    pub(super) const fn user(mut self, user: &'static str) -> Self {
        self.user = user;
        self
    }

    pub(super) const fn at(mut self, workdir: &'static str) -> Self {
        self.workdir = workdir;
        self
    }

    pub(super) const fn has(mut self, programs: Words) -> Self {
        self.programs = programs;
        self
    }

    pub(super) const fn over(mut self, tools: Words) -> Self {
        self.tools = tools;
        self
    }

    pub(super) const fn env(mut self, env: &'static [(&'static str, &'static str)]) -> Self {
        self.env = env;
        self
    }
}
