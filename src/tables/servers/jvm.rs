//! The JVM.

use super::Host::All;
use super::Takes::{Config, Host, Port};
use super::{CONFIGURATION_DECIDES, EMPTY, PROGRAM_DECIDES, Server};

pub const ROWS: &[Server] = &[
    Server {
        name: "webapp-runner",
        programs: &["webapp-runner.jar"],
        options: &[("--port", Port)],
        port: Some(8080),
        host: All,
        ..EMPTY
    },
    Server {
        name: "Metabase",
        programs: &["metabase.jar"],
        reads: &[("MB_JETTY_PORT", Port), ("MB_JETTY_HOST", Host)],
        port: Some(3000),
        ..EMPTY
    },
    Server { name: "Jetty", programs: &["start.jar"], opaque: CONFIGURATION_DECIDES, ..EMPTY },
    // Spring puts `${PORT}` in by itself. A variable says nothing of a program that may not read it.
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
        valued: &["-cp", "-classpath", "--class-path", "-p", "--module-path"],
        reads: &[
            ("SERVER_PORT", Port),
            ("QUARKUS_HTTP_PORT", Port),
            ("MICRONAUT_SERVER_PORT", Port),
            ("SERVER_ADDRESS", Host),
            ("QUARKUS_HTTP_HOST", Host),
        ],
        arguments: Some("JAVA_TOOL_OPTIONS"),
        opaque: PROGRAM_DECIDES,
        expands: true,
        unless: &["*.java", "*.kt", "*.scala", "*.groovy", "*.clj", "pom.xml", "*.gradle*"],
        ..EMPTY
    },
    Server {
        name: "Tomcat",
        programs: &["catalina.sh"],
        commands: &["run", "start"],
        opaque: CONFIGURATION_DECIDES,
        detaches: &["start"],
        ..EMPTY
    },
    Server {
        name: "WildFly",
        programs: &["standalone.sh"],
        options: &[("-Djboss.http.port", Port), ("-b", Host), ("-c", Config), ("--server-config", Config)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
    Server {
        name: "Keycloak",
        programs: &["kc.sh"],
        commands: &["start", "start-dev"],
        options: &[("--http-port", Port), ("--http-host", Host)],
        reads: &[("KC_HTTP_PORT", Port), ("KC_HTTP_HOST", Host)],
        opaque: CONFIGURATION_DECIDES,
        ..EMPTY
    },
];
