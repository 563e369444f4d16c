//! JavaScript: servers of frameworks and of files.

use super::Host::{All, Loopback};
use super::Takes::{AddressOrPort, Config, Endpoint, Host, MaybeHost, Port, Socket, Urls};
use super::{
    CONFIGURATION_DECIDES, EMPTY, LONG, Options, P_AND_CAPITAL_H, P_AND_H, PORT, PORT_AND_HOST,
    PROGRAM_DECIDES, Server, VERSION_DECIDES,
};

const NEXT: Options = &[("-p", Port), ("--port", Port), ("-H", Host), ("--hostname", Host)];
const NUXT: Options = &[
    ("-p", Port),
    ("--port", Port),
    ("-h", MaybeHost),
    ("--host", MaybeHost),
    ("-H", Host),
    ("--hostname", Host),
];
const NUXT_READS: Options = &[
    ("NUXT_PORT", Port),
    ("NITRO_PORT", Port),
    ("PORT", Port),
    ("NUXT_HOST", Host),
    ("NITRO_HOST", Host),
    ("HOST", Host),
];

pub const ROWS: &[Server] = &[
    Server {
        name: "next start",
        programs: &["next"],
        commands: &["start"],
        options: NEXT,
        reads: PORT,
        port: Some(3000),
        host: All,
        ..EMPTY
    },
    Server {
        name: "next dev",
        programs: &["next"],
        commands: &["dev", ""],
        options: NEXT,
        reads: PORT,
        port: Some(3000),
        host: All,
        development: true,
        ..EMPTY
    },
    Server {
        name: "nuxt dev",
        programs: &["nuxt", "nuxi"],
        commands: &["dev"],
        options: NUXT,
        reads: NUXT_READS,
        port: Some(3000),
        development: true,
        ..EMPTY
    },
    Server {
        name: "nuxt start",
        programs: &["nuxt", "nuxi"],
        commands: &["start", "preview"],
        options: NUXT,
        reads: NUXT_READS,
        port: Some(3000),
        ..EMPTY
    },
    Server {
        name: "Nitro's server",
        programs: &[".output/server/index.mjs"],
        reads: &[("NITRO_PORT", Port), ("PORT", Port), ("NITRO_HOST", Host), ("HOST", Host)],
        port: Some(3000),
        host: All,
        ..EMPTY
    },
    Server {
        name: "vinxi start",
        programs: &["vinxi"],
        commands: &["start"],
        options: &[("--host", MaybeHost)],
        // PORT comes before its option.
        valued: &["--port"],
        reads: PORT_AND_HOST,
        port: Some(3000),
        host: All,
        ..EMPTY
    },
    Server {
        name: "vinxi dev",
        programs: &["vinxi"],
        commands: &["dev"],
        options: &[("--port", Port), ("--host", MaybeHost)],
        reads: PORT,
        port: Some(3000),
        development: true,
        ..EMPTY
    },
    Server {
        name: "remix-serve",
        programs: &["remix-serve", "react-router-serve"],
        reads: PORT_AND_HOST,
        port: Some(3000),
        host: All,
        ..EMPTY
    },
    Server {
        name: "gatsby develop",
        programs: &["gatsby"],
        commands: &["develop"],
        options: P_AND_CAPITAL_H,
        reads: &[("PORT", Port), ("GATSBY_HOST", Host)],
        port: Some(8000),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "gatsby serve",
        programs: &["gatsby"],
        commands: &["serve"],
        options: P_AND_CAPITAL_H,
        port: Some(9000),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "docusaurus start",
        programs: &["docusaurus"],
        commands: &["start"],
        options: P_AND_H,
        reads: PORT,
        port: Some(3000),
        host: Loopback,
        development: true,
        ..EMPTY
    },
    Server {
        name: "docusaurus serve",
        programs: &["docusaurus"],
        commands: &["serve"],
        options: P_AND_H,
        reads: PORT,
        port: Some(3000),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "fastify start",
        programs: &["fastify"],
        commands: &["start"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-a", Host),
            ("--address", Host),
            ("-s", Socket),
            ("--socket", Socket),
            ("-c", Config),
            ("--config", Config),
        ],
        reads: &[("FASTIFY_PORT", Port), ("PORT", Port), ("FASTIFY_ADDRESS", Host)],
        port: Some(3000),
        ..EMPTY
    },
    Server {
        name: "sails lift",
        programs: &["sails"],
        commands: &["lift", "l"],
        options: &[("--port", Port)],
        reads: PORT,
        port: Some(1337),
        ..EMPTY
    },
    // An editor has the same name.
    Server {
        name: "micro",
        programs: &["micro"],
        options: &[("-l", Urls), ("--listen", Urls)],
        opaque: PROGRAM_DECIDES,
        several: true,
        ..EMPTY
    },
    Server {
        name: "functions-framework",
        programs: &["functions-framework", "functions-framework-python"],
        options: LONG,
        reads: PORT,
        port: Some(8080),
        host: All,
        ..EMPTY
    },
    Server {
        name: "serve",
        programs: &["serve"],
        options: &[("-l", AddressOrPort), ("--listen", AddressOrPort), ("-p", AddressOrPort)],
        reads: PORT,
        port: Some(3000),
        host: All,
        several: true,
        ..EMPTY
    },
    Server {
        name: "http-server",
        programs: &["http-server"],
        options: &[("-p", Port), ("--port", Port), ("-a", Host)],
        reads: PORT,
        port: Some(8080),
        host: All,
        ..EMPTY
    },
    // PORT and HOST come before its options.
    Server {
        name: "sirv",
        programs: &["sirv", "sirv-cli"],
        options: &[("-H", MaybeHost), ("--host", MaybeHost)],
        valued: &["-p", "--port"],
        reads: PORT_AND_HOST,
        port: Some(8080),
        host: Loopback,
        ..EMPTY
    },
    Server {
        name: "json-server",
        programs: &["json-server"],
        options: &[
            ("-p", Port),
            ("--port", Port),
            ("-H", Host),
            ("-h", Host),
            ("--host", Host),
            ("-c", Config),
            ("--config", Config),
        ],
        development: true,
        // 1.0 reads PORT, 0.17 does not.
        opaque: VERSION_DECIDES,
        unless: &["json-server.json"],
        ..EMPTY
    },
    Server {
        name: "deno serve",
        programs: &["deno"],
        commands: &["serve"],
        options: LONG,
        reads: &[("DENO_SERVE_ADDRESS", Endpoint)],
        port: Some(8000),
        host: All,
        options_first: true,
        ..EMPTY
    },
    Server {
        name: "deno run",
        programs: &["deno"],
        commands: &["run", "task"],
        opaque: PROGRAM_DECIDES,
        ..EMPTY
    },
    Server { name: "bun", programs: &["bun"], opaque: PROGRAM_DECIDES, ..EMPTY },
    Server {
        name: "ts-node",
        programs: &["ts-node", "ts-node-esm", "tsx"],
        opaque: PROGRAM_DECIDES,
        ..EMPTY
    },
    Server {
        name: "nodemon",
        programs: &["nodemon", "ts-node-dev"],
        opaque: PROGRAM_DECIDES,
        development: true,
        ..EMPTY
    },
    Server {
        name: "nest start",
        programs: &["nest"],
        commands: &["start"],
        opaque: PROGRAM_DECIDES,
        ..EMPTY
    },
    Server { name: "pm2-runtime", programs: &["pm2-runtime"], opaque: CONFIGURATION_DECIDES, ..EMPTY },
    Server {
        name: "pm2",
        programs: &["pm2"],
        commands: &["start", "serve"],
        opaque: CONFIGURATION_DECIDES,
        stays: &["--no-daemon"],
        ..EMPTY
    },
];
