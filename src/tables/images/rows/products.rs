//! Finished applications, and images made to hold one.

use crate::tables::images::BaseImage;
use crate::tables::images::Family::{Alpine, RedHat};
use crate::tables::images::Starts::{Nothing, Other, Repl, Server};
use crate::tables::images::build::*;

// One row a line: what differs between two rows is seen by running the eye down.
#[rustfmt::skip]
pub static ROWS: &[BaseImage] = &[
    debian("codercom/code-server").program(&["/usr/bin/entrypoint.sh", "--bind-addr", "0.0.0.0:8080", "."]).run(&[], Server { port: 8080 }).moved_by("PORT").user("1000").at("/home/coder").has(&["code-server"]).over(FULL),
    n8n_before_1("docker.n8n.io/n8nio/n8n"),
    n8n("docker.n8n.io/n8nio/n8n"),
    alpine("dpage/pgadmin4").program(&["/entrypoint.sh"]).run(&[], Server { port: 80 }).moved_by("PGADMIN_LISTEN_PORT").user("5050").at("/pgadmin4").has(&["gunicorn", "python3"]),
    browserless("ghcr.io/browserless/chrome"),
    browserless("ghcr.io/browserless/chromium"),
    browserless("ghcr.io/browserless/edge"),
    browserless("ghcr.io/browserless/firefox"),
    browserless("ghcr.io/browserless/multi"),
    browserless("ghcr.io/browserless/webkit"),
    debian("ghcr.io/puppeteer/puppeteer").enter(ENTRYPOINT).run(&["node"], Repl).user("10042").at("/home/pptruser").has(NODE).over(FULL),
    alpine("ghost").with(&["alpine"]).enter(ENTRYPOINT).run(&["node", "current/index.js"], Server { port: 2368 }).moved_by("server__port").at("/var/lib/ghost").has(GHOST).over(&["bash", "wget"]),
    debian("ghost").enter(ENTRYPOINT).run(&["node", "current/index.js"], Server { port: 2368 }).moved_by("server__port").at("/var/lib/ghost").has(GHOST).over(CURL),
    unknown("grafana/grafana").before(7, 0).program(&["/run.sh"]).run(&[], Server { port: 3000 }).moved_by("GF_SERVER_HTTP_PORT").user("grafana").at("/usr/share/grafana").has(&["grafana-cli", "grafana-server"]),
    ubuntu("grafana/grafana").with(&["ubuntu"]).program(&["/run.sh"]).run(&[], Server { port: 3000 }).moved_by("GF_SERVER_HTTP_PORT").user("472").at("/usr/share/grafana").has(&["grafana", "grafana-cli", "grafana-server"]).over(CURL),
    alpine("grafana/grafana").program(&["/run.sh"]).run(&[], Server { port: 3000 }).moved_by("GF_SERVER_HTTP_PORT").user("472").at("/usr/share/grafana").has(&["grafana", "grafana-cli", "grafana-server"]).over(CURL),
    unknown("jenkins/jenkins").enter(&["/usr/bin/tini", "--", "/usr/local/bin/jenkins.sh"]).run(&[], Server { port: 8080 }).user("jenkins").has(&["java", "javac", "jenkins.sh"]),
    notebook("jupyter/*-notebook"),
    ubuntu("mcr.microsoft.com/playwright").has(NODE).over(FULL),
    ubuntu("mcr.microsoft.com/playwright/python").has(PYTHON).over(FULL),
    alpine("metabase/metabase").program(&["/app/run_metabase.sh"]).run(&[], Server { port: 3000 }).moved_by("MB_JETTY_PORT").has(&["java"]).over(CURL),
    n8n_before_1("n8nio/n8n"),
    n8n("n8nio/n8n"),
    unknown("nodered/node-red").program(&["./entrypoint.sh"]).run(&[], Server { port: 1880 }).moved_by("PORT").user("node-red").at("/usr/src/node-red").has(NODE),
    ubuntu("odoo").enter(&["/entrypoint.sh"]).run(&["odoo"], Server { port: 8069 }).user("odoo").has(&["odoo", "python3"]).over(CURL),
    notebook("quay.io/jupyter/*-notebook"),
    unknown("quay.io/keycloak/keycloak").before(17, 0).user("1000").has(&["java"]),
    of("quay.io/keycloak/keycloak", RedHat, &[], Nothing, &["bash"]).program(&["/opt/keycloak/bin/kc.sh"]).user("1000").has(&["java"]),
    unknown("redmine").with(&["passenger"]).has(RUBY),
    alpine("redmine").with(&["alpine"]).enter(&["/docker-entrypoint.sh"]).run(RAILS, Server { port: 3000 }).moved_by("PORT").at("/usr/src/redmine").has(RUBY).over(FULL),
    debian("redmine").enter(&["/docker-entrypoint.sh"]).run(RAILS, Server { port: 3000 }).moved_by("PORT").at("/usr/src/redmine").has(RUBY).over(FULL),
    unknown("rocker/geospatial").run(&["/init"], Server { port: 8787 }).has(R),
    unknown("rocker/r-ver").run(&["R"], Repl).has(R),
    unknown("rocker/rstudio").run(&["/init"], Server { port: 8787 }).has(R),
    unknown("rocker/shiny").run(&[], Server { port: 3838 }).has(R),
    unknown("rocker/shiny-verse").run(&[], Server { port: 3838 }).has(R),
    unknown("rocker/tidyverse").run(&["/init"], Server { port: 8787 }).has(R),
    unknown("rocker/verse").run(&["/init"], Server { port: 8787 }).has(R),
    ubuntu("selenium/standalone-*").run(&["/opt/bin/entry_point.sh"], Server { port: 4444 }).user("1200:1201").has(&["java"]).over(FULL),
    unknown("strapi/base").enter(ENTRYPOINT).run(&["node"], Repl).has(NODE),
    unknown("strapi/strapi").enter(ENTRYPOINT).run(&["strapi", "develop"], Server { port: 1337 }).moved_by("PORT").at("/srv/app").has(&["node", "npm", "npx", "strapi", "yarn"]),
    unknown("tiangolo/meinheld-gunicorn").enter(&["/entrypoint.sh"]).run(&["/start.sh"], Server { port: 80 }).moved_by("PORT").at("/app/").has(&["gunicorn", "pip", "pip3", "python", "python3"]),
    gunicorn("tiangolo/uvicorn-gunicorn"),
    gunicorn("tiangolo/uvicorn-gunicorn-fastapi"),
    uwsgi("tiangolo/uwsgi-nginx"),
    uwsgi("tiangolo/uwsgi-nginx-flask"),
    of("verdaccio/verdaccio", Alpine, &[], Other, BUSYBOX).enter(&["uid_entrypoint"]).run(VERDACCIO, Server { port: 4873 }).moved_by("VERDACCIO_PORT").user("10001").at("/opt/verdaccio").has(&["node", "npm", "npx"]).env(&[("VERDACCIO_PORT", "4873")]),
];
