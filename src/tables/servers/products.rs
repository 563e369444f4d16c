//! Finished applications.

use super::Host::{All, Loopback};
use super::Takes::{Address, Config, Host, Interface, Port, Socket, Urls};
use super::{CONFIGURATION_DECIDES, EMPTY, PORT, PORT_AND_HOST, Server};

pub const ROWS: &[Server] = &[
    Server {
        name: "code-server",
        programs: &["code-server"],
        options: &[
            ("--bind-addr", Interface),
            ("--port", Port),
            ("--host", Host),
            ("--socket", Socket),
            ("--config", Config),
        ],
        reads: &[("PORT", Port), ("CODE_SERVER_HOST", Host)],
        port: Some(8080),
        host: Loopback,
        unless: &["config.yaml"],
        ..EMPTY
    },
    Server {
        name: "grafana",
        programs: &["grafana", "grafana-server"],
        commands: &["server", ""],
        options: &[("--config", Config), ("-config", Config)],
        valued: &["--homepath", "-homepath"],
        reads: &[("GF_SERVER_HTTP_PORT", Port), ("GF_SERVER_HTTP_ADDR", Host)],
        port: Some(3000),
        host: All,
        unless: &["*.ini"],
        ..EMPTY
    },
    Server {
        name: "graphql-engine serve",
        programs: &["graphql-engine"],
        commands: &["serve"],
        options: &[("--server-port", Port), ("--server-host", Host)],
        valued: &[
            "--database-url",
            "--metadata-database-url",
            "--host",
            "-p",
            "--port",
            "-u",
            "--user",
            "--password",
            "-d",
            "--dbname",
        ],
        reads: &[("HASURA_GRAPHQL_SERVER_PORT", Port), ("HASURA_GRAPHQL_SERVER_HOST", Host)],
        port: Some(8080),
        host: All,
        ..EMPTY
    },
    Server {
        name: "n8n",
        programs: &["n8n"],
        commands: &["start", ""],
        reads: &[("N8N_PORT", Port), ("N8N_LISTEN_ADDRESS", Host)],
        port: Some(5678),
        host: All,
        ..EMPTY
    },
    Server {
        name: "directus start",
        programs: &["directus"],
        commands: &["start"],
        reads: PORT_AND_HOST,
        port: Some(8055),
        host: All,
        ..EMPTY
    },
    Server {
        name: "strapi",
        programs: &["strapi"],
        commands: &["start", "develop", "dev"],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "ghost",
        programs: &["ghost"],
        commands: &["run", "start"],
        reads: &[("server__port", Port), ("server__host", Host)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    // Its first settings file reads PORT.
    Server {
        name: "node-red",
        programs: &["node-red"],
        options: &[("-p", Port), ("--port", Port), ("-s", Config), ("--settings", Config)],
        reads: PORT,
        port: Some(1880),
        host: All,
        ..EMPTY
    },
    Server {
        name: "verdaccio",
        programs: &["verdaccio"],
        options: &[("-l", Urls), ("--listen", Urls), ("-c", Config), ("--config", Config)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "minio server",
        programs: &["minio"],
        commands: &["server"],
        options: &[("--address", Address)],
        valued: &["--console-address", "-C", "--config-dir", "-S", "--certs-dir"],
        reads: &[("MINIO_ADDRESS", Address)],
        port: Some(9000),
        host: All,
        ..EMPTY
    },
    Server {
        name: "prometheus",
        programs: &["prometheus"],
        options: &[("--web.listen-address", Address)],
        port: Some(9090),
        host: All,
        several: true,
        ..EMPTY
    },
    Server {
        name: "postgrest",
        programs: &["postgrest"],
        reads: &[("PGRST_SERVER_PORT", Port), ("PGRST_SERVER_HOST", Host)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
];
