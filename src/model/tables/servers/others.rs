//! The JVM, .NET and programs of their own.

use super::Host::Loopback;
use super::Takes::{Address, Config, Host, Port, Urls};
use super::{CONFIGURATION_DECIDES, EMPTY, PORT, PROGRAM_DECIDES, Server};

pub const ROWS: &[Server] = &[
    Server {
        name: "java",
        programs: &["java"],
        options: &[
            ("-Dserver.port", Port),
            ("--server.port", Port),
            ("-Dquarkus.http.port", Port),
            ("-Dmicronaut.server.port", Port),
            ("-Dserver.address", Host),
            ("--server.address", Host),
            ("-Dquarkus.http.host", Host),
        ],
        opaque: PROGRAM_DECIDES,
        expands: true,
        ..EMPTY
    },
    Server {
        name: "dotnet",
        programs: &["dotnet"],
        options: &[("--urls", Urls), ("--http_ports", Port)],
        reads: &[("ASPNETCORE_URLS", Urls), ("DOTNET_URLS", Urls), ("ASPNETCORE_HTTP_PORTS", Port)],
        opaque: PROGRAM_DECIDES,
        unless: &["*.cs", "*.fs", "*.vb", "appsettings*.json"],
        ..EMPTY
    },
    Server {
        name: "nginx",
        programs: &["nginx", "nginx-debug", "openresty"],
        options: &[("-c", Config)],
        opaque: CONFIGURATION_DECIDES,
        stays: &["daemon off"],
        ..EMPTY
    },
    Server {
        name: "Apache",
        programs: &["httpd", "apache2", "apache2ctl", "apachectl", "httpd-foreground", "apache2-foreground"],
        options: &[("-f", Config)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "caddy",
        programs: &["caddy"],
        options: &[("--listen", Address), ("--from", Address), ("--config", Config)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "code-server",
        programs: &["code-server"],
        options: &[("--bind-addr", Address), ("--config", Config)],
        reads: PORT,
        ..EMPTY
    },
    Server {
        name: "hugo server",
        programs: &["hugo"],
        commands: &["server", "serve"],
        options: &[("-p", Port), ("--port", Port), ("--bind", Host)],
        valued: &[
            "-s",
            "--source",
            "-b",
            "--baseURL",
            "-c",
            "--contentDir",
            "-d",
            "--destination",
            "-e",
            "--environment",
            "-t",
            "--theme",
        ],
        port: Some(1313),
        host: Loopback,
        development: true,
        ..EMPTY
    },
];
