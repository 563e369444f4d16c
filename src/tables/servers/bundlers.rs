//! JavaScript: what bundlers and site generators serve while one works on them.

use super::Host::{All, Loopback};
use super::Takes::{Config, Host, MaybeHost, Port};
use super::{
    CONFIGURATION_DECIDES, EMPTY, LONG, Options, P_AND_CAPITAL_H, P_AND_H, PORT, PORT_AND_HOST, Server,
    VERSION_DECIDES,
};

const MAYBE_HOST: Options = &[("--port", Port), ("--host", MaybeHost)];
const VITE: &[&str] = &["vite.config.*"];
const VITE_VALUED: &[&str] =
    &["-c", "--config", "--base", "-l", "--logLevel", "-m", "--mode", "--configLoader"];
const WEBPACK: Options = &[("--port", Port), ("--host", Host), ("-c", Config), ("--config", Config)];

pub const ROWS: &[Server] = &[
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
        name: "react-router dev",
        programs: &["react-router"],
        commands: &["dev"],
        options: MAYBE_HOST,
        valued: VITE_VALUED,
        port: Some(5173),
        host: Loopback,
        development: true,
        unless: VITE,
        ..EMPTY
    },
    Server {
        name: "vitepress preview",
        programs: &["vitepress"],
        commands: &["preview", "serve"],
        options: &[("--port", Port)],
        port: Some(4173),
        host: All,
        development: true,
        ..EMPTY
    },
    Server {
        name: "vitepress dev",
        programs: &["vitepress"],
        commands: &["dev", ""],
        options: MAYBE_HOST,
        port: Some(5173),
        host: Loopback,
        development: true,
        unless: &["config.*"],
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
    // The newest put PORT before the option and angular.json, older ones do not read it.
    Server {
        name: "ng serve",
        programs: &["ng"],
        commands: &["serve", "s", "dev"],
        options: &[("--host", Host)],
        valued: &["--port", "-c", "--configuration"],
        opaque: VERSION_DECIDES,
        development: true,
        ..EMPTY
    },
    Server {
        name: "webpack-dev-server",
        programs: &["webpack-dev-server"],
        options: WEBPACK,
        port: Some(8080),
        development: true,
        unless: &["webpack*"],
        ..EMPTY
    },
    Server {
        name: "webpack serve",
        programs: &["webpack", "webpack-cli"],
        commands: &["serve", "s", "server"],
        options: WEBPACK,
        port: Some(8080),
        development: true,
        unless: &["webpack*"],
        ..EMPTY
    },
    // All interfaces in version 1, the loopback interface since.
    Server {
        name: "rsbuild",
        programs: &["rsbuild"],
        commands: &["dev", "preview", ""],
        options: MAYBE_HOST,
        valued: &["-c", "--config", "-m", "--mode", "--base", "--env-dir"],
        port: Some(3000),
        development: true,
        unless: &["rsbuild.config.*"],
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
        name: "quasar dev",
        programs: &["quasar"],
        commands: &["dev"],
        options: &[("-p", Port), ("--port", Port), ("-H", Host), ("--hostname", Host)],
        opaque: CONFIGURATION_DECIDES,
        development: true,
        ..EMPTY
    },
    Server {
        name: "ember serve",
        programs: &["ember"],
        commands: &["serve", "server", "s"],
        options: P_AND_CAPITAL_H,
        reads: PORT,
        port: Some(4200),
        host: All,
        development: true,
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
        name: "eleventy --serve",
        programs: &["eleventy"],
        commands: &["--serve"],
        options: &[("--port", Port)],
        port: Some(8080),
        development: true,
        unless: &[".eleventy.*", "eleventy.config.*"],
        ..EMPTY
    },
    Server {
        name: "storybook dev",
        programs: &["storybook"],
        commands: &["dev"],
        options: P_AND_H,
        valued: &["-c", "--config-dir"],
        reads: &[("SBCONFIG_PORT", Port), ("SBCONFIG_HOSTNAME", Host)],
        opaque: VERSION_DECIDES,
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
        name: "browser-sync start",
        programs: &["browser-sync"],
        commands: &["start"],
        options: &[("--port", Port), ("--listen", Host), ("-c", Config), ("--config", Config)],
        port: Some(3000),
        host: All,
        development: true,
        ..EMPTY
    },
    Server {
        name: "lite-server",
        programs: &["lite-server"],
        opaque: CONFIGURATION_DECIDES,
        development: true,
        ..EMPTY
    },
    Server {
        name: "wrangler dev",
        programs: &["wrangler"],
        commands: &["dev"],
        options: &[("--port", Port), ("--ip", Host), ("-c", Config), ("--config", Config)],
        opaque: CONFIGURATION_DECIDES,
        development: true,
        ..EMPTY
    },
];
