#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::tables::images::*;
use Family::*;
use Starts::{Nothing, Other, Repl, Server, Shell};

fn sort_key(row: &BaseImage) -> String {
    if row.repository == "*" { "*".to_owned() } else { row.repository.replace('*', "~") }
}

#[test]
fn rows_are_sorted_and_a_pattern_follows_the_names_it_covers() {
    for pair in ROWS.iter().flat_map(|rows| rows.windows(2)) {
        let [one, next] = pair else { unreachable!("windows of two") };
        assert!(sort_key(one) <= sort_key(next), "{} stands before {}", one.repository, next.repository);
    }
}

#[test]
fn rows_are_unique() {
    for (at, row) in rows().enumerate() {
        let twin =
            rows().skip(at + 1).find(|next| next.repository == row.repository && next.tags == row.tags);
        assert_eq!(twin, None, "two rows for {}", row.repository);
    }
}

#[test]
fn a_repository_is_of_one_family() {
    let has = |rows: &[BaseImage], name| rows.iter().any(|row| row.repository == name);
    for row in rows() {
        assert_eq!(ROWS.iter().filter(|rows| has(rows, row.repository)).count(), 1, "{}", row.repository);
    }
}

/// A row behind one that asks nothing, or asks less, of the tag is never reached.
#[test]
fn rows_are_reachable() {
    for (at, row) in rows().enumerate() {
        let earlier = rows().take(at).find(|earlier| {
            earlier.repository == row.repository
                && earlier.tags.before.is_none()
                && (earlier.tags.with.is_empty()
                    || earlier.tags.with == row.tags.with && earlier.tags.and.is_empty())
        });
        assert_eq!(earlier, None, "a row of {} hides {:?}", row.repository, row.tags);
    }
}

#[test]
fn rows_hold_together() {
    for row in rows() {
        let name = row.repository;
        assert!(!name.is_empty() && name.matches('*').count() <= 1, "{name}");
        assert_eq!(familiar(name), name, "not the familiar name");
        let words = [row.entrypoint, row.cmd, row.programs, row.tools, row.tags.with, row.tags.and];
        assert!(words.iter().all(|list| list.iter().all(|word| !word.is_empty())), "{name}: an empty word");
        assert!(
            row.programs.iter().all(|word| !word.contains([' ', '/'])),
            "{name}: a program is a bare name"
        );
        assert!(row.programs.is_sorted() && row.tools.is_sorted(), "{name}: programs are not sorted");
        assert!(row.workdir.starts_with('/'), "{name}: {}", row.workdir);
        assert!(row.passes_on || !row.entrypoint.is_empty(), "{name}: no entrypoint keeps the command");
        assert!(row.tags.and.is_empty() || !row.tags.with.is_empty(), "{name}: `and` without `with`");
        assert!(
            row.port_variable.is_empty() || matches!(row.starts, Server { .. }),
            "{name}: no server to move"
        );
        assert!(row.shell || row.tools.is_empty(), "{name}: tools without a shell");
        assert!(!matches!(row.family, Distroless | Scratch | Windows) || !row.shell, "{name}");
    }
}

/// repository, tag, family, what it starts
type Case = (&'static str, &'static str, Family, Starts);

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("python", "3.12", Debian, Repl),
    ("python", "3.12-slim-bookworm", Debian, Repl),
    ("python", "3.12-alpine3.20", Alpine, Repl),
    ("python", "3.14-windowsservercore-ltsc2025", Windows, Other),
    ("python", "3-onbuild", Debian, Other),
    ("node", "latest", Debian, Repl),
    ("node", "22-alpine", Alpine, Repl),
    ("node", "lts-bookworm-slim", Debian, Repl),
    ("node", "8-onbuild", Debian, Other),
    ("ruby", "3.3.1-slim", Debian, Repl),
    ("golang", "1.26-alpine3.23", Alpine, Shell),
    ("golang", "1.26", Debian, Shell),
    ("golang", "1.26-nanoserver", Windows, Other),
    ("rust", "1-slim", Debian, Shell),
    ("openjdk", "8-jdk-alpine", Alpine, Shell),
    ("openjdk", "13-alpine", Alpine, Repl),
    ("openjdk", "8u292-jre", Debian, Shell),
    ("openjdk", "11-jre-slim", Debian, Shell),
    ("openjdk", "11", Debian, Repl),
    ("openjdk", "17", RedHat, Repl),
    ("openjdk", "17-jdk-slim", Debian, Repl),
    ("openjdk", "17-oraclelinux8", RedHat, Repl),
    ("eclipse-temurin", "21-jre-alpine", Alpine, Nothing),
    ("eclipse-temurin", "21-jre", Ubuntu, Nothing),
    ("eclipse-temurin", "8u502-b07-jdk", Ubuntu, Nothing),
    ("eclipse-temurin", "21-ubi9-minimal", RedHat, Repl),
    ("eclipse-temurin", "21", Ubuntu, Repl),
    ("amazoncorretto", "17-al2023-headless", RedHat, Shell),
    ("maven", "3.9-eclipse-temurin-21-alpine", Alpine, Nothing),
    ("gradle", "8-jdk21", Ubuntu, Nothing),
    ("gradle", "8-jdk21-ubi9", RedHat, Nothing),
    ("drupal", "7-fpm-alpine", Unknown, Server { port: 9000 }),
    ("drupal", "11-fpm-alpine", Alpine, Server { port: 9000 }),
    ("tomcat", "9-jdk11-corretto", RedHat, Server { port: 8080 }),
    ("nginx", "1.27-alpine", Alpine, Server { port: 80 }),
    ("nginxinc/nginx-unprivileged", "stable", Debian, Server { port: 8080 }),
    ("httpd", "2.4", Debian, Server { port: 80 }),
    ("caddy", "2-builder", Alpine, Shell),
    ("caddy", "2", Alpine, Server { port: 80 }),
    ("haproxy", "2.2", Debian, Other),
    ("traefik", "v1.7", Scratch, Server { port: 80 }),
    ("traefik", "v1.7-alpine", Alpine, Server { port: 80 }),
    ("traefik", "v3.1", Alpine, Server { port: 80 }),
    ("php", "8.4-apache-trixie", Debian, Server { port: 80 }),
    ("php", "8.4-fpm-alpine", Alpine, Server { port: 9000 }),
    ("php", "8.4-fpm", Debian, Server { port: 9000 }),
    ("php", "8.4-zts", Debian, Repl),
    ("php", "8.4-cli-alpine3.23", Alpine, Repl),
    ("wordpress", "cli", Alpine, Repl),
    ("wordpress", "6-php8.3-fpm", Debian, Server { port: 9000 }),
    ("mcr.microsoft.com/dotnet/aspnet", "7.0", Debian, Shell),
    ("mcr.microsoft.com/dotnet/aspnet", "9.0", Debian, Shell),
    ("mcr.microsoft.com/dotnet/aspnet", "10.0", Ubuntu, Shell),
    ("mcr.microsoft.com/dotnet/aspnet", "8.0-jammy-chiseled-extra", Distroless, Nothing),
    ("mcr.microsoft.com/dotnet/sdk", "8.0-windowsservercore-ltsc2022", Windows, Other),
    ("mcr.microsoft.com/dotnet/framework/aspnet", "4.8", Windows, Other),
    ("mcr.microsoft.com/windows/servercore", "ltsc2022", Windows, Other),
    ("hexpm/elixir", "1.18.1-erlang-27.2-debian-bookworm-20241223-slim", Debian, Shell),
    ("hexpm/elixir", "1.18.1-erlang-27.2-alpine-3.21.0", Alpine, Shell),
    ("denoland/deno", "distroless-1.40.0", Distroless, Nothing),
    ("denoland/deno", "alpine", Alpine, Nothing),
    ("oven/bun", "1-distroless", Distroless, Nothing),
    ("gcr.io/distroless/static-debian12", "nonroot", Distroless, Nothing),
    ("gcr.io/distroless/static-debian12", "debug-nonroot", Distroless, Shell),
    ("gcr.io/distroless/nodejs22-debian12", "debug", Distroless, Repl),
    ("gcr.io/distroless/java-base-debian13", "debug", Distroless, Shell),
    ("gcr.io/distroless/java21", "latest", Distroless, Nothing),
    ("gcr.io/distroless/python3-debian12", "latest", Distroless, Repl),
    ("ghcr.io/astral-sh/uv", "0.5.1", Scratch, Nothing),
    ("ghcr.io/astral-sh/uv", "python3.12-bookworm-slim", Debian, Nothing),
    ("heroku/heroku", "24-build", Ubuntu, Shell),
    ("jupyter/scipy-notebook", "latest", Ubuntu, Server { port: 8888 }),
    ("phusion/passenger-ruby32", "3.0.1", Ubuntu, Other),
    ("linuxserver/nginx", "latest", Unknown, Other),
    ("cgr.dev/chainguard/python", "latest", Distroless, Repl),
    ("cgr.dev/chainguard/python", "latest-dev", Wolfi, Repl),
    ("swift", "6.1-rhel-ubi9-slim", RedHat, Shell),
    ("scratch", "latest", Scratch, Nothing),
];

#[test]
fn finds_the_row_of_a_tag() {
    for &(repository, tag, family, starts) in CASES {
        let row = find(repository, Some(tag)).unwrap_or_else(|| panic!("no row for {repository}:{tag}"));
        assert_eq!((row.family, row.starts), (family, starts), "{repository}:{tag}");
    }
}

#[test]
fn sees_through_mirrors() {
    let python = find("python", None).expect("a row for python");
    let other_names = [
        "library/python",
        "docker.io/python",
        "docker.io/library/python",
        "index.docker.io/library/python",
        "registry-1.docker.io/library/python",
        "registry.hub.docker.com/library/python",
        "public.ecr.aws/docker/library/python",
        "mirror.gcr.io/library/python",
        "amd64/python",
        "docker.io/arm64v8/python",
    ];
    for name in other_names {
        assert_eq!(find(name, None), Some(python), "{name}");
    }
    let bun = find("oven/bun", None);
    assert!(bun.is_some());
    assert_eq!(find("docker.io/oven/bun", None), bun);
    assert_eq!(find("mirror.gcr.io/oven/bun", None), bun);
    assert_eq!(find("lscr.io/linuxserver/nginx", None), find("linuxserver/nginx", None));
    assert_eq!(find("ghcr.io/linuxserver/nginx", None), find("linuxserver/nginx", None));
}

#[test]
fn knows_no_strangers() {
    let strangers = [
        "",
        "/",
        "*",
        "pythons",
        "python/",
        "me/python",
        "registry.example.com/python",
        "ghcr.io/me/node",
        "jupyter/nbviewer",
        "ghcr.io/browserless/base",
        "docker.io/",
        "Python",
    ];
    for name in strangers {
        assert_eq!(find(name, None), None, "{name}");
    }
}

#[test]
fn a_digest_alone_leaves_the_tag_open() {
    assert_eq!(find("php@sha256:0123", None), None);
    assert_eq!(find("php@sha256:0123", Some("8.4-apache")), find("php", Some("8.4-apache")));
    assert_eq!(find("php", Some("8.4-apache@sha256:0123")), find("php", Some("8.4-apache")));
    assert_eq!(find("ubuntu@sha256:0123", None), find("ubuntu", None));
}

#[test]
fn a_variable_in_the_tag_is_no_guess() {
    assert_eq!(find("php", Some("$PHP")), None);
    assert_eq!(find("php", Some("${PHP}-fpm")).map(|row| row.starts), Some(Server { port: 9000 }));
    assert_eq!(find("ubuntu", Some("${RELEASE}")), find("ubuntu", None));
    assert_eq!(find("python", Some("${V}-slim")), find("python", Some("3-slim")));
    let aspnet = "mcr.microsoft.com/dotnet/aspnet";
    assert_eq!(find(aspnet, Some("${V}-alpine")), None, "port 80 or 8080 hangs on the version");
}

#[test]
fn aspnet_moved_its_port_with_8() {
    let env = |tag| find("mcr.microsoft.com/dotnet/aspnet", Some(tag)).expect(tag).env;
    for tag in ["3.1", "6.0-alpine", "7.0-jammy", "6.0-cbl-mariner2.0", "7.0.5-bullseye-slim"] {
        assert_eq!(env(tag), [("ASPNETCORE_URLS", "http://+:80")], "{tag}");
    }
    for tag in ["8.0", "latest", "9.0-alpine", "10.0-noble-chiseled", "8.0-azurelinux3.0-distroless"] {
        assert_eq!(env(tag), [("ASPNETCORE_HTTP_PORTS", "8080")], "{tag}");
    }
    assert_eq!(env("6.0-jammy-chiseled"), [("ASPNETCORE_URLS", "http://+:8080")]);
}

#[test]
fn users_and_folders() {
    let cases = [
        ("heroku/heroku", "22", "", "/"),
        ("heroku/heroku", "22-cnb", "heroku", "/"),
        ("heroku/heroku", "24", "heroku", "/"),
        ("haproxy", "2.2", "", "/"),
        ("haproxy", "2.8-alpine", "haproxy", "/var/lib/haproxy"),
        ("haproxy", "3.0", "haproxy", "/var/lib/haproxy"),
        ("gradle", "4.10-jdk8", "gradle", "/home/gradle"),
        ("gradle", "8-jdk21", "", "/home/gradle"),
        ("golang", "1.26", "", "/go"),
        ("gcr.io/distroless/base-debian12", "nonroot-amd64", "65532", "/home/nonroot"),
        ("php", "8.4-fpm", "", "/var/www/html"),
        ("php", "8.4-cli", "", "/"),
        ("perl", "5.42", "", "/usr/src/app"),
    ];
    for (repository, tag, user, workdir) in cases {
        let row = find(repository, Some(tag)).expect(repository);
        assert_eq!((row.user, row.workdir), (user, workdir), "{repository}:{tag}");
    }
}

#[test]
fn entrypoints_that_keep_the_command() {
    let kept = |repository| find(repository, None).is_some_and(|row| !row.passes_on);
    for repository in
        ["gcr.io/distroless/nodejs22-debian12", "ghcr.io/astral-sh/uv", "metabase/metabase", "n8nio/n8n"]
    {
        assert!(kept(repository), "{repository}");
    }
    assert!(find("n8nio/n8n", Some("0.236.0")).is_some_and(|row| row.passes_on));
    for repository in ["node", "nginx", "php", "python", "postgres", "oven/bun", "julia"] {
        assert!(!kept(repository), "{repository}");
    }
}

#[test]
fn a_port_moved_by_port_is_told_apart() {
    let variable = |repository| find(repository, None).expect(repository).port_variable;
    assert_eq!(variable("tiangolo/uvicorn-gunicorn-fastapi"), "PORT");
    assert_eq!(variable("ghcr.io/browserless/chromium"), "PORT");
    assert_eq!(variable("tiangolo/uwsgi-nginx-flask"), "LISTEN_PORT");
    assert_eq!(variable("nginx"), "");
}

#[test]
fn brings_programs_and_tools() {
    let brings = |tag, program| find("node", Some(tag)).expect(tag).brings(program);
    assert!(brings("22", "npm") && brings("22", "python3") && brings("22", "bash"));
    assert!(brings("22-slim", "bash") && !brings("22-slim", "python3"));
    assert!(!brings("22-alpine", "bash") && !brings("22-alpine", "bundle"));
}

#[test]
fn reads_versions() {
    let cases = [
        ("8.0.1-alpine", (8, 0)),
        ("8u292-jdk", (8, u32::MAX)),
        ("v1.7", (1, 7)),
        ("3", (3, u32::MAX)),
        ("latest", (u32::MAX, u32::MAX)),
        ("99999999999.1", (u32::MAX, 1)),
        ("", (u32::MAX, u32::MAX)),
    ];
    for (tag, expected) in cases {
        assert_eq!(version(tag), expected, "{tag}");
    }
}

#[test]
fn hostile_names_end_quickly() {
    let long = "a-".repeat(500_000);
    assert!(find("openjdk", Some(&long)).is_some());
    assert_eq!(find(&long, Some(&long)), None);
    assert_eq!(find("@@@", Some("@$é{")), None);
}
