//! nginx by its configuration.

use super::{followed, seen};

const PLAIN: &str = "server {\n  listen 80;\n  root /app;\n}\n";
const OURS: &str = "server {\n  listen ${PORT};\n}\n";
const COPIED: &str = "FROM nginx:1.27\nCOPY default.conf /etc/nginx/conf.d/default.conf";
const TEMPLATE: &str = "FROM nginx:1.27\nCOPY default.conf.template /etc/nginx/templates/";
const MAIN: &str = "events {}\nhttp {\n  include mime.types;\n  server { listen 8080 default_server; }\n}\n";

#[track_caller]
fn main_conf(text: &str, expected: &str) {
    assert_eq!(
        seen("FROM nginx\nCOPY nginx.conf /etc/nginx/nginx.conf", &[("nginx.conf", text)]),
        expected,
        "{text}"
    );
}

#[test]
fn listen_is_read() {
    followed(&[
        ("copied", COPIED, &[("default.conf", PLAIN)], "fixed 80 at 80, literal"),
        (
            "copied as a folder",
            "FROM nginx\nCOPY docker/nginx/ /etc/nginx/conf.d",
            &[("docker/nginx/web.conf", PLAIN), ("docker/nginx/README", "listen 81;")],
            "fixed 80 at 80, literal",
        ),
        (
            "below the root",
            "FROM nginx\nCOPY rootfs /",
            &[("rootfs/etc/nginx/conf.d/web.conf", PLAIN)],
            "fixed 80 at 80, literal",
        ),
        (
            "through a stage",
            "FROM node AS conf\nWORKDIR /c\nCOPY . .\nFROM nginx\nCOPY --from=conf /c/web.conf /etc/nginx/conf.d/",
            &[("web.conf", PLAIN)],
            "fixed 80 at 80, literal",
        ),
        (
            "in place of the image's",
            "FROM nginx\nRUN rm /etc/nginx/conf.d/default.conf\nCOPY web.conf /etc/nginx/conf.d/",
            &[("web.conf", PLAIN)],
            "fixed 80 at 80, literal",
        ),
        (
            "of Alpine's package",
            "FROM alpine\nRUN apk add nginx\nCOPY web.conf /etc/nginx/http.d/\nCMD [\"nginx\", \"-g\", \"daemon off;\"]",
            &[("web.conf", PLAIN)],
            "fixed 80 at 80, literal",
        ),
        (
            "of Debian's package",
            "FROM debian\nRUN apt-get install -y nginx\nCOPY web /etc/nginx/sites-available/default\nCMD nginx -g 'daemon off;'",
            &[("web", PLAIN)],
            "fixed 80 at 80, literal",
        ),
        (
            "swept over by a RUN",
            "FROM nginx\nCOPY nginx.conf /etc/nginx/nginx.conf\nRUN sed -i s/80/81/ /etc/nginx/*.conf",
            &[("nginx.conf", MAIN)],
            "unknown: `/etc/nginx/nginx.conf` may be changed by a RUN",
        ),
        (
            "built by hand",
            "FROM debian\nRUN make install\nCOPY n.conf /usr/local/nginx/conf/nginx.conf\nCMD nginx -g 'daemon off;'",
            &[("n.conf", MAIN)],
            OPAQUE,
        ),
        (
            "by option",
            "FROM debian\nRUN apt-get install -y nginx-light\nCOPY n.conf /n.conf\nCMD nginx -c /n.conf -g 'daemon off;'",
            &[("n.conf", MAIN)],
            "fixed 8080 at 8080, literal",
        ),
    ]);
    main_conf(MAIN, "fixed 8080 at 8080, literal");
    main_conf(
        "http { server { listen 127.0.0.1:8080; } }",
        "fixed 8080 at 8080, literal; loopback at 127.0.0.1",
    );
    main_conf(
        "http { server { listen 127.0.0.1:81; }\nserver { listen 443 ssl; }\nserver { listen [::]:8080; } }",
        "fixed 8080 at 8080, literal",
    );
    main_conf("# listen 1;\nhttp { server { listen \"8080\"; } }", "fixed 8080 at 8080, literal");
    main_conf(
        "http { content_by_lua_block { listen 1; } server { listen 8080; } }",
        "fixed 8080 at 8080, literal",
    );
    main_conf("http { server { listen unix:/tmp/s; } }", OPAQUE);
    main_conf("http { server { root /; } }", OPAQUE);
    main_conf("http { include sites/*.conf; server { listen 80; } }", "fixed 80 at 80, literal");
    main_conf(
        "http { include sites/a.conf; server { listen 80; } }",
        "unknown: `/etc/nginx/sites/a.conf` is not in the repository",
    );
}

const OPAQUE: &str = "unknown: nginx: its configuration decides which port it listens on";

#[test]
fn what_the_image_brings_is_known() {
    followed(&[
        ("nothing copied", "FROM nginx\nCOPY . /usr/share/nginx/html", &[], "ignored by nginx at nginx"),
        (
            "without root",
            "FROM nginxinc/nginx-unprivileged:1.27",
            &[],
            "ignored by nginx at nginxinc/nginx-unprivileged:1.27",
        ),
        (
            "a package",
            "FROM debian\nRUN apt-get install -y nginx\nCMD [\"nginx\"]",
            &[],
            "ignored by nginx at nginx",
        ),
        ("another image", "FROM org/nginx\nCMD [\"nginx\"]", &[], OPAQUE),
        (
            "changed",
            "FROM nginx\nRUN sed -i s/80/8080/ /etc/nginx/conf.d/default.conf",
            &[],
            "unknown: `/etc/nginx/conf.d` may contain more",
        ),
        (
            "from another image",
            "FROM nginx\nCOPY --from=org/conf /etc/nginx /etc/nginx",
            &[],
            "unknown: `/etc/nginx/nginx.conf` may come from another image",
        ),
        (
            "a script of the entrypoint",
            "FROM nginx\nCOPY 40-port.sh /docker-entrypoint.d/",
            &[("40-port.sh", "#!/bin/sh\n")],
            "unknown: a script of `/docker-entrypoint.d` may write its configuration",
        ),
    ]);
}

#[test]
fn templates_get_the_port() {
    let template = [("default.conf.template", OURS)];
    let literal = [("default.conf.template", PLAIN)];
    let unused = "unknown: its templates may not be used";
    followed(&[
        ("by the entrypoint", TEMPLATE, &template, "from ${PORT}"),
        ("in shell form", &format!("{TEMPLATE}\nCMD nginx -g 'daemon off;'"), &template, "from ${PORT}"),
        ("a literal", TEMPLATE, &literal, "fixed 80 at 80"),
        (
            "a literal that may not count",
            &format!("{TEMPLATE}\nCMD nginx -g 'daemon off;'"),
            &literal,
            unused,
        ),
        ("of an old image", &TEMPLATE.replace("1.27", "1.18"), &literal, unused),
        (
            "a variable of the image",
            &format!("{TEMPLATE}\nENV WEB_PORT=8080"),
            &[("default.conf.template", "server { listen $WEB_PORT; }")],
            "fixed 8080 at WEB_PORT, literal",
        ),
        (
            "another variable",
            TEMPLATE,
            &[("default.conf.template", "server { listen $WEB_PORT; }")],
            "unknown: the port of nginx is unknown",
        ),
        (
            "somewhere else",
            "FROM nginx\nENV NGINX_ENVSUBST_OUTPUT_DIR=/etc/nginx\nCOPY nginx.conf.template /etc/nginx/templates/",
            &[("nginx.conf.template", "http { server { listen $PORT; } }")],
            "from $PORT",
        ),
        (
            "not as a template",
            COPIED,
            &[("default.conf", OURS)],
            "unknown: nothing is known to replace `${PORT}` in `default.conf`",
        ),
    ]);
}

#[test]
fn commands_before_nginx_may_write_its_configuration() {
    let run =
        |command: &str| format!("{COPIED}\nCOPY web.template /t\nCMD {command} && nginx -g 'daemon off;'");
    let files: &[(&str, &str)] = &[("default.conf", PLAIN), ("web.template", OURS)];
    followed(&[
        ("sed", &run("sed -i \"s/80/$PORT/\" /etc/nginx/conf.d/default.conf"), files, "from $PORT"),
        ("envsubst", &run("envsubst '$PORT' < /t > /etc/nginx/conf.d/default.conf"), files, "from '$PORT'"),
        (
            "envsubst of everything",
            &run("envsubst < /t > /etc/nginx/conf.d/default.conf"),
            files,
            "from ${PORT}",
        ),
        (
            "something else",
            &run("cp /t /etc/nginx/conf.d/default.conf"),
            files,
            "unknown: `/etc/nginx/conf.d/default.conf` may be written by an earlier command",
        ),
        ("nothing", &run("nginx -t"), files, "fixed 80 at 80, literal"),
        ("a script", &run("sh setup.sh"), files, "unknown: an earlier command may write its configuration"),
    ]);
    followed(&[(
        "beside a server",
        &format!("{COPIED}\nCMD gunicorn a -b 127.0.0.1:8000 & nginx -g 'daemon off;'"),
        files,
        "fixed 80 at 80, literal",
    )]);
}

#[test]
fn hostile_configurations_end() {
    let deep = "http { ".repeat(20_000);
    let long = "listen 80; ".repeat(20_000);
    let around = "include nginx.conf;\nhttp { include /etc/nginx/*.conf; }\n".repeat(1000);
    for (text, expected) in [
        (deep.as_str(), OPAQUE),
        (&long, "fixed 80 at 80, literal"),
        (&around, OPAQUE),
        ("{;};;{\"", OPAQUE),
        ("listen", OPAQUE),
        ("http { server { listen 80", OPAQUE),
        ("listen ${", OPAQUE),
    ] {
        let files = [("nginx.conf", text)];
        assert_eq!(seen("FROM nginx\nCOPY nginx.conf /etc/nginx/", &files), expected);
    }
    let many = "nginx\n".repeat(20_000);
    let run = "RUN echo a b c d e f g h i j k l m n o p q r s t u v w x y z\n".repeat(500);
    let dockerfile = format!("FROM nginx\n{run}COPY . /\nCMD sh /start.sh");
    let expected = "unknown: its configuration is one of too many files to follow; via start.sh:20000 nginx";
    assert_eq!(seen(&dockerfile, &[("start.sh", &many)]), expected);
}
