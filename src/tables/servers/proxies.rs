//! Web servers and proxies of their own.

use super::Host::All;
use super::Takes::{Address, Config, Host, Port, Site};
use super::{CONFIGURATION_DECIDES, EMPTY, Format, Server};

pub const ROWS: &[Server] = &[
    Server {
        name: "nginx",
        programs: &["nginx", "nginx-debug", "openresty"],
        options: &[("-c", Config)],
        opaque: CONFIGURATION_DECIDES,
        several: true,
        stays: &["daemon off"],
        format: Some(Format::Nginx),
        fronts: true,
        ..EMPTY
    },
    Server {
        name: "Apache",
        programs: &["httpd-foreground", "apache2-foreground"],
        options: &[("-f", Config)],
        opaque: CONFIGURATION_DECIDES,
        several: true,
        format: Some(Format::Apache),
        fronts: true,
        ..EMPTY
    },
    Server {
        name: "apachectl",
        programs: &["httpd", "apache2", "apache2ctl", "apachectl"],
        options: &[("-f", Config)],
        opaque: CONFIGURATION_DECIDES,
        several: true,
        stays: &["FOREGROUND"],
        format: Some(Format::Apache),
        fronts: true,
        ..EMPTY
    },
    Server {
        name: "caddy file-server",
        programs: &["caddy"],
        commands: &["file-server"],
        options: &[("-l", Address), ("--listen", Address), ("-d", Config), ("--domain", Config)],
        port: Some(80),
        host: All,
        ..EMPTY
    },
    // Without a port it is that of HTTPS.
    Server {
        name: "caddy reverse-proxy",
        programs: &["caddy"],
        commands: &["reverse-proxy"],
        options: &[("-f", Site), ("--from", Site)],
        port: Some(443),
        host: All,
        ..EMPTY
    },
    Server {
        name: "caddy run",
        programs: &["caddy"],
        commands: &["run", "start"],
        options: &[("-c", Config), ("--config", Config)],
        opaque: CONFIGURATION_DECIDES,
        several: true,
        detaches: &["start"],
        format: Some(Format::Caddyfile),
        fronts: true,
        ..EMPTY
    },
    Server {
        name: "static-web-server",
        programs: &["static-web-server"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-a", Host),
            ("--host", Host),
            ("-w", Config),
            ("--config-file", Config),
        ],
        reads: &[("SERVER_PORT", Port), ("SERVER_HOST", Host), ("SERVER_CONFIG_FILE", Config)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "miniserve",
        programs: &["miniserve"],
        options: &[("-p", Port), ("--port", Port), ("-i", Host), ("--interfaces", Host)],
        reads: &[("MINISERVE_PORT", Port), ("MINISERVE_INTERFACE", Host)],
        port: Some(8080),
        host: All,
        several: true,
        ..EMPTY
    },
    Server {
        name: "dufs",
        programs: &["dufs"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-b", Host),
            ("--bind", Host),
            ("-c", Config),
            ("--config", Config),
        ],
        reads: &[("DUFS_PORT", Port), ("DUFS_BIND", Host), ("DUFS_CONFIG", Config)],
        port: Some(5000),
        host: All,
        ..EMPTY
    },
];
