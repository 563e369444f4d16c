//! JavaScript.

use super::Host::{All, Loopback};
use super::Takes::{AddressOrPort, Config, Host, MaybeHost, Port, Socket};
use super::{EMPTY, LONG, Options, P_AND_CAPITAL_H, P_AND_H, PORT, PORT_AND_HOST, PROGRAM_DECIDES, Server};

const NEXT: Options = &[("-p", Port), ("--port", Port), ("-H", Host), ("--hostname", Host)];
const MAYBE_HOST: Options = &[("--port", Port), ("--host", MaybeHost)];
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
const VITE: &[&str] = &["vite.config.*"];
const VITE_VALUED: &[&str] =
    &["-c", "--config", "--base", "-l", "--logLevel", "-m", "--mode", "--configLoader"];

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
        name: "vite preview",
        programs: &["vite"],
        commands: &["preview"],
        options: MAYBE_HOST,
        valued: VITE_VALUED,
        port: Some(4173),
        host: Loopback,
        development: true,
        unless: VITE,
        ..EMPTY
    },
    Server {
        name: "vite",
        programs: &["vite"],
        commands: &["", "dev", "serve"],
        options: MAYBE_HOST,
        valued: VITE_VALUED,
        port: Some(5173),
        host: Loopback,
        development: true,
        unless: VITE,
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
    Server {
        name: "react-scripts start",
        programs: &["react-scripts", "craco", "react-app-rewired"],
        commands: &["start"],
        reads: PORT_AND_HOST,
        port: Some(3000),
        host: All,
        development: true,
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
        port: Some(3000),
        host: Loopback,
        development: true,
        // 1.0 reads PORT, 0.17 does not.
        opaque: Some("its version decides whether it reads PORT"),
        unless: &["json-server.json"],
        ..EMPTY
    },
    Server {
        name: "ng serve",
        programs: &["ng"],
        commands: &["serve", "s", "dev"],
        options: LONG,
        port: Some(4200),
        host: Loopback,
        development: true,
        unless: &["angular.json"],
        ..EMPTY
    },
    Server {
        name: "webpack-dev-server",
        programs: &["webpack-dev-server"],
        options: &[("--port", Port), ("-h", Host), ("--host", Host), ("-c", Config), ("--config", Config)],
        port: Some(8080),
        development: true,
        unless: &["webpack*"],
        ..EMPTY
    },
    Server {
        name: "webpack serve",
        programs: &["webpack", "webpack-cli"],
        commands: &["serve", "s", "server"],
        options: &[("--port", Port), ("-h", Host), ("--host", Host), ("-c", Config), ("--config", Config)],
        port: Some(8080),
        development: true,
        unless: &["webpack*"],
        ..EMPTY
    },
    Server {
        name: "vue-cli-service serve",
        programs: &["vue-cli-service"],
        commands: &["serve"],
        options: LONG,
        reads: PORT_AND_HOST,
        port: Some(8080),
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
        name: "astro preview",
        programs: &["astro"],
        commands: &["preview", "dev"],
        options: MAYBE_HOST,
        port: Some(4321),
        host: Loopback,
        development: true,
        unless: &["astro.config.*"],
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
        port: Some(3000),
        host: Loopback,
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
        name: "parcel",
        programs: &["parcel"],
        commands: &["serve", ""],
        options: &[("-p", Port), ("--port", Port), ("--host", Host)],
        reads: PORT,
        port: Some(1234),
        host: All,
        development: true,
        ..EMPTY
    },
    Server {
        name: "live-server",
        programs: &["live-server"],
        options: LONG,
        reads: &[("PORT", Port), ("IP", Host)],
        port: Some(8080),
        host: All,
        development: true,
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
        name: "deno serve",
        programs: &["deno"],
        commands: &["serve"],
        options: LONG,
        opaque: PROGRAM_DECIDES,
        ..EMPTY
    },
];
