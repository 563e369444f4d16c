//! What linting costs: `cargo bench --bench lint`. Budgets: one file in under 5 ms from a cold start, and no folder read that
//! nobody asks about.
#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "the files are made here")]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use dynolint::Config;
use dynolint::internals::parse_dockerfile;
use dynolint::{Disk, Memory, Tree};
use tempfile::TempDir;

fn main() {
    divan::main();
}

const DOCKERFILE: &str = r#"# syntax=docker/dockerfile:1
ARG PYTHON=3.13
FROM node:22-slim AS assets
WORKDIR /assets
COPY package.json package-lock.json ./
RUN npm ci
COPY static ./static
RUN npm run build \
    && rm -rf node_modules

FROM python:${PYTHON}-slim
ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl libpq-dev \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY --from=assets /assets/dist ./static
COPY . .
RUN SECRET_KEY=build python manage.py collectstatic --noinput
USER nobody
CMD gunicorn shop.wsgi --bind 0.0.0.0:$PORT
"#;

/// The files of a project with this many images.
fn project(images: usize) -> Vec<(String, String)> {
    let mut manifest = String::from("build:\n  docker:\n    web: Dockerfile\n");
    let mut files: Vec<(String, String)> =
        ["package.json", "package-lock.json", "requirements.txt", "static/site.css", "manage.py"]
            .map(|path| (path.to_owned(), String::new()))
            .into();
    files.push(("Dockerfile".to_owned(), DOCKERFILE.to_owned()));
    for number in 1..images {
        let _ = writeln!(manifest, "    worker{number}: Dockerfile.worker{number}");
        files.push((format!("Dockerfile.worker{number}"), DOCKERFILE.to_owned()));
    }
    files.push(("heroku.yml".to_owned(), manifest));
    files
}

/// A Dockerfile of at least this many lines.
fn long(lines: usize) -> String {
    let (head, body) = DOCKERFILE.split_at(DOCKERFILE.find("FROM").unwrap_or(0));
    head.to_owned() + &body.repeat(lines / body.lines().count() + 1)
}

fn lint(tree: &dyn Tree) -> usize {
    let projects = dynolint::internals::load(tree, &[String::new()]);
    projects.iter().map(|project| dynolint::internals::lint(project, &Config::default()).len()).sum()
}

#[divan::bench(args = [24, 5_000])]
fn parse(bencher: Bencher, lines: usize) {
    let text = long(lines);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse_dockerfile(black_box(&text)));
}

#[divan::bench(args = [1, 40])]
fn lint_images(bencher: Bencher, images: usize) {
    let tree: Memory = project(images).into_iter().collect();
    bencher.bench(|| lint(black_box(&tree)));
}

#[divan::bench]
fn lint_5000_lines(bencher: Bencher) {
    let tree: Memory = project(1).into_iter().collect::<Memory>().file("Dockerfile", long(5_000));
    bencher.bench(|| lint(black_box(&tree)));
}

/// 100,000 files in 1,000 folders, all in git's index.
static LARGE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in project(1) {
        write(&folder.path().join(path), &text);
    }
    for number in 0..100_000 {
        write(&folder.path().join(format!("data/{}/{number}.json", number / 100)), "");
    }
    for arguments in [["init", "--quiet"].as_slice(), &["add", "."]] {
        let done = Command::new("git").args(arguments).current_dir(folder.path()).status();
        assert!(done.expect("git is there").success(), "git {arguments:?}");
    }
    folder
});

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap_or(path)).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// All of it, found by a walk.
#[divan::bench(sample_count = 20)]
fn lint_100000_files(bencher: Bencher) {
    bencher.bench(|| lint(&disk()));
}

/// One file of it, as a hook asks.
#[divan::bench(sample_count = 20)]
fn lint_one_of_100000_files(bencher: Bencher) {
    bencher.bench(|| {
        let projects = dynolint::internals::load(&disk(), &["Dockerfile".to_owned()]);
        projects
            .iter()
            .map(|project| dynolint::internals::lint(project, &Config::default()).len())
            .sum::<usize>()
    });
}

fn disk() -> Disk {
    Disk::new(LARGE.path(), LARGE.path()).expect("a folder")
}
