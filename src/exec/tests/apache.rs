//! Apache and Caddy by their configuration.

use super::{followed, seen};

const FIXED: &str = "fixed 8080 at 8080, literal";

#[test]
fn apache_listens_where_its_configuration_says() {
    let php = |lines: &str| format!("FROM php:8.3-apache\n{lines}");
    let ports: &[(&str, &str)] = &[("ports.conf", "Listen 8080\n"), ("env.conf", "listen ${PORT}\n")];
    let made = "unknown: `/etc/apache2/ports.conf` is created by a RUN";
    followed(&[
        ("as it came", &php("COPY . /var/www/html"), &[], "ignored by Apache at php:8.3-apache"),
        ("copied", &php("COPY ports.conf /etc/apache2/ports.conf"), ports, FIXED),
        ("with Heroku's port", &php("COPY env.conf /etc/apache2/ports.conf"), ports, "from ${PORT}"),
        (
            "in a site",
            &php("COPY env.conf /etc/apache2/sites-available/000-default.conf"),
            ports,
            "from ${PORT}",
        ),
        (
            "written by a RUN",
            &php("RUN sed -i 's/80/${PORT}/g' /etc/apache2/sites-available/*.conf /etc/apache2/ports.conf"),
            &[],
            "from 's/80/${PORT}/g'",
        ),
        ("another port by a RUN", &php("RUN sed -i 's/80/8080/g' /etc/apache2/ports.conf"), &[], made),
        ("modules", &php("RUN a2enmod rewrite"), &[], "ignored by Apache at php:8.3-apache"),
        (
            "at the start",
            &php("CMD sed -i \"s/80/$PORT/\" /etc/apache2/ports.conf && apache2-foreground"),
            &[],
            "from $PORT",
        ),
        (
            "through the entrypoint of the base image",
            &php(
                "CMD sed -i \"s/80/$PORT/\" /etc/apache2/ports.conf && docker-php-entrypoint apache2-foreground",
            ),
            &[],
            "from $PORT",
        ),
        (
            "and no more",
            &php("CMD exec docker-php-entrypoint apache2-foreground"),
            &[],
            "ignored by Apache at apache2-foreground",
        ),
        (
            "another port at the start",
            &php("CMD sed -i s/80/8080/ /etc/apache2/ports.conf && apache2-foreground"),
            &[],
            "unknown: `/etc/apache2/ports.conf` may be written by an earlier command",
        ),
        ("the official image", "FROM httpd:2.4", &[], "ignored by Apache at httpd:2.4"),
        (
            "its configuration",
            "FROM httpd\nCOPY httpd.conf conf/",
            &[("httpd.conf", "ServerName x\n  Listen \"0.0.0.0:8080\" # here\n")],
            FIXED,
        ),
        (
            "by option",
            "FROM httpd\nCOPY a.conf /a.conf\nCMD httpd-foreground -f /a.conf",
            &[("a.conf", "Listen 127.0.0.1:8080")],
            "fixed 8080 at 8080, literal; loopback at 127.0.0.1",
        ),
        (
            "another image",
            "FROM org/apache\nCMD apache2-foreground",
            &[],
            "unknown: Apache: its configuration decides which port it listens on",
        ),
    ]);
}

#[test]
fn caddy_listens_where_its_sites_say() {
    let caddy = "FROM caddy:2\nCOPY Caddyfile /etc/caddy/Caddyfile";
    let opaque = "unknown: `/etc/caddy/Caddyfile` decides which port caddy run listens on";
    for (text, expected) in [
        (":8080\nfile_server\n", FIXED),
        ("{\n  admin off\n}\n\n:8080 {\n  respond 1\n}\n", FIXED),
        ("# here\nhttp://:8080 {\n}\n", FIXED),
        (":{$PORT} {\n  handle {\n    respond 1\n  }\n}\n", "from {$PORT}"),
        ("0.0.0.0:{$PORT:8080}", "from {$PORT:8080}"),
        (":8080, :{$PORT} {\n}\n", "from {$PORT}"),
        ("(logs) {\n  log\n}\n:8080 {\n import logs\n}\n", FIXED),
        ("import sites/*\n:8080 {\n}\n", "unknown: `Caddyfile` imports others"),
        ("import sites/*\n:{$PORT} {\n}\n", "from {$PORT}"),
        ("{$SITE} {\n}\n", "unknown: the port of caddy run is unknown"),
        ("example.com {\n}\n", "unknown: the port of caddy run is unknown"),
        ("", opaque),
        ("{\n  admin off\n}\n", opaque),
    ] {
        assert_eq!(seen(caddy, &[("Caddyfile", text)]), expected, "{text}");
    }
    let files: &[(&str, &str)] = &[("Caddyfile", ":8080\n")];
    followed(&[
        ("as it came", "FROM caddy", &[], "ignored by caddy run at caddy"),
        ("beside the program", "FROM debian\nWORKDIR /app\nCOPY . .\nCMD caddy run", files, FIXED),
        (
            "another form",
            "FROM debian\nCOPY . /\nCMD caddy run --config /caddy.json",
            &[("caddy.json", "{}")],
            "unknown: `/caddy.json` decides which port caddy run listens on",
        ),
        (
            "changed before",
            "FROM caddy\nCOPY Caddyfile /etc/caddy/\nCMD echo \":$PORT\" > /etc/caddy/Caddyfile && caddy run --config /etc/caddy/Caddyfile",
            files,
            "from $PORT",
        ),
    ]);
}
