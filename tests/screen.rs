//! Reports on screens of any width: nothing that belongs together is broken, nothing but what has to goes past the edge.

use dynolint::cli::Screen;

use crate::cli::{dynolint_on, project};
use crate::support::{expect_file, root};

/// Twelve typical findings: words, commands, URLs, paths, fixes, several files, long lines.
const PROJECT: &[(&str, &str)] = &[
    (
        "heroku.yml",
        "build:\n  docker:\n    web: Dockerfile\n    worker: dockerfile.worker\n  config:\n    SECRET_KEY: s3cr3t-k3y-0123456789abcdef\n\
         run:\n  worker:\n    command:\n      - celery --app shop worker --loglevel info --concurrency 4 --queues default,mail\n\
         \x20   image: wbe\nrelease:\n  command:\n    - python\n    - manage.py\n    - migrate\n",
    ),
    ("Dockerfile.worker", "FROM python:3.13\nCMD celery worker\n"),
    (
        "Dockerfile",
        "# dynolint: ignore=volume-ignored the folder is a cache\n\
         FROM python:latest\n\
         RUN curl --fail --silent --location https://example.org/downloads/releases/v1.2.3/archive-linux-x86_64.tar.gz --output /tmp/archive.tar.gz && cd /opt/app && tar --extract --file /tmp/archive.tar.gz --strip-components 1\n\
         RUN apt-get update && apt-get install curl libpq-dev build-essential\n\
         COPY requirements/production.txt requirements/base.txt /app/requirements\n\
         ADD https://example.org/a/very/long/path/to/a/file/that/nobody/types.txt /app/file.txt\n\
         VOLUME /app/media\n\
         EXPOSE 8000\n\
         CMD gunicorn shop.wsgi --workers 3 --timeout 60 --access-logfile - --bind 0.0.0.0:8000\n",
    ),
];

/// The report at a width; `kind` is `plain`, `color` or `ascii`.
fn report(width: usize, kind: &str) -> String {
    let folder = project(PROJECT);
    let screen = Screen { columns: Some(width), ascii: kind == "ascii", ..Screen::default() };
    let color = if kind == "color" { "always" } else { "never" };
    let args = ["--color", color, "--preset", "all", "--shellcheck", "off", "--fail-on", "never"];
    let (code, out, err) = dynolint_on(screen, folder.path(), &args, "");
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

/// Text without escape sequences.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        out += before;
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// The words of a report's prose: what is drawn, the lines of files and the lines of a fix aside.
fn prose(report: &str) -> Vec<String> {
    let drawn = |c: char| "╭├╰─│·┬┤".contains(c);
    let is_quoted = |line: &&str| {
        let rest = line.trim_start();
        let numbered = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        !(numbered.starts_with(['│', '|']) || rest.starts_with("- ") || rest.starts_with("+ "))
    };
    let lines = report.lines().filter(is_quoted);
    lines
        .flat_map(|line| line.split(' '))
        .map(|word| word.trim_matches(drawn).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn no_word_is_broken_at_any_width() {
    let wide = prose(&report(10_000, "plain"));
    assert!(wide.len() > 200, "the report says something");
    for kind in ["plain", "color", "ascii"] {
        for width in [60, 80, 120, 200] {
            let shown = plain(&report(width, kind));
            let heads = shown
                .lines()
                .filter(|line| ["error[", "warning[", "info["].iter().any(|start| line.starts_with(start)));
            assert!(heads.count() >= 12, "{shown}");
            if kind != "ascii" {
                assert_eq!(prose(&shown), wide, "{kind} {width}\n{shown}");
            }
            assert!(kind != "ascii" || shown.is_ascii(), "{shown}");
            for line in shown.lines().filter(|line| line.chars().count() > width) {
                let word = line.rsplit("  ").next().unwrap_or(line).trim();
                let is_one = !word.contains(' ') || word.matches('`').count() >= 2;
                assert!(
                    is_one || line.contains("https://"),
                    "{kind} {width}: this line could be shorter\n{line}"
                );
            }
        }
    }
}

#[test]
fn what_is_in_backticks_stays_on_one_line() {
    for width in [40, 60, 80, 120, 200] {
        for line in plain(&report(width, "plain")).lines().filter(|line| !line.contains(['│', '╭', '├']))
        {
            assert_eq!(line.matches('`').count() % 2, 0, "{width}: {line}");
        }
    }
}

#[test]
fn other_pages_fit_too() {
    let folder = project(PROJECT);
    for width in [60, 80, 120] {
        let screen = Screen { columns: Some(width), ..Screen::default() };
        for args in
            [&["--help"][..], &["check", "--help"], &["plan"], &["explain", "port-hardcoded"], &["rules"]]
        {
            let (_, out, _) = dynolint_on(screen, folder.path(), args, "");
            let mut code = false;
            for line in out.lines() {
                code ^= line.starts_with("```");
                let last = line.split_whitespace().last().unwrap_or("");
                let fits = line.chars().count() <= width || last.chars().count() + 40 > width;
                let table = line.starts_with(['|', '-']) || line.contains("possible values");
                assert!(fits || code || table, "{args:?} {width}: {line}");
            }
        }
    }
}

#[test]
fn help_has_no_code_that_a_line_can_break() {
    for args in [
        &["--help"][..],
        &["check", "--help"],
        &["plan", "--help"],
        &["init", "--help"],
        &["explain", "--help"],
    ] {
        let (_, out, _) = dynolint_on(Screen::default(), &root(), args, "");
        let broken = out.split('`').skip(1).step_by(2).find(|code| code.contains(char::is_whitespace));
        assert_eq!(broken, None, "{args:?}");
    }
}

/// The page of screenshots: what a new user sees first.
#[test]
fn screenshots_are_those_of_today() {
    let folder = project(&[
        ("heroku.yml", "build:\n  docker:\n    web: Dockerfile\n    worker: dockerfile.worker\n"),
        ("Dockerfile.worker", "FROM python:3.13\nCMD celery --app shop worker\n"),
        ("Dockerfile", "FROM python:3.13\nVOLUME /app/media\nCMD gunicorn shop.wsgi --bind 0.0.0.0:8000\n"),
    ]);
    let mut page = "# Screenshots\n\nWritten by the tests from what the program prints.\n".to_owned();
    for (name, title, args) in [
        ("check", "`dynolint`", &["check"][..]),
        ("concise", "`dynolint --format concise`", &["check", "--format", "concise"]),
        ("statistics", "`dynolint --statistics --quiet`", &["check", "--statistics", "--quiet"]),
    ] {
        let screen = Screen { columns: Some(92), color: true, terminal: true, ..Screen::default() };
        let (_, out, _) = dynolint_on(screen, folder.path(), &[args, &["--color", "always"]].concat(), "");
        let picture = anstyle_svg::Term::new().min_width_px(760).render_svg(&out);
        expect_file(&root().join(format!("docs/screenshots/{name}.svg")), &picture);
        page += &format!("\n## {title}\n\n![What {title} prints](screenshots/{name}.svg)\n");
    }
    expect_file(&root().join("docs/screenshots.md"), &page);
}
