//! Web servers, databases and queues.

use crate::tables::images::BaseImage;
use crate::tables::images::Family::{Alpine, Busybox, Scratch};
use crate::tables::images::Starts::{Nothing, Other, Server};
use crate::tables::images::build::*;

// One row a line: what differs between two rows is seen by running the eye down.
#[rustfmt::skip]
pub static ROWS: &[BaseImage] = &[
    alpine("caddy").with(&["builder"]).at("/usr/bin").has(&["caddy", "go", "gofmt", "xcaddy"]).over(&["git", "wget"]),
    alpine("caddy").run(CADDY, Server { port: 80 }).at("/srv").has(&["caddy"]),
    debian("cassandra").enter(ENTRYPOINT).run(&["cassandra", "-f"], Server { port: 9042 }).has(&["cassandra", "cqlsh", "java"]),
    unknown("couchdb").with(&["nouveau"]).has(&["java"]),
    debian("couchdb").enter(&["tini", "--", "/docker-entrypoint.sh"]).run(&["/opt/couchdb/bin/couchdb"], Server { port: 5984 }).has(&["couchdb"]),
    elasticsearch("docker.elastic.co/elasticsearch/elasticsearch").before(8, 0),
    elasticsearch("docker.elastic.co/elasticsearch/elasticsearch").enter(&["/bin/tini", "--", "/usr/local/bin/docker-entrypoint.sh"]).run(&["eswrapper"], Server { port: 9200 }).user("1000:0"),
    alpine("eclipse-mosquitto").enter(&["/docker-entrypoint.sh"]).run(&["/usr/sbin/mosquitto", "-c", "/mosquitto/config/mosquitto.conf"], Server { port: 1883 }).has(&["mosquitto"]),
    elasticsearch("elasticsearch").before(8, 0),
    elasticsearch("elasticsearch").enter(&["/bin/tini", "--", "/usr/local/bin/docker-entrypoint.sh"]).run(&["eswrapper"], Server { port: 9200 }).user("1000:0"),
    of("haproxy", Alpine, &[], Other, BUSYBOX).with(&["alpine"]).before(2, 4).enter(ENTRYPOINT).run(HAPROXY, Other).has(&["haproxy"]),
    debian("haproxy").before(2, 4).enter(ENTRYPOINT).run(HAPROXY, Other).has(&["haproxy"]),
    of("haproxy", Alpine, &[], Other, BUSYBOX).with(&["alpine"]).before(2, 7).enter(ENTRYPOINT).run(HAPROXY, Other).user("haproxy").has(&["haproxy"]),
    debian("haproxy").before(2, 7).enter(ENTRYPOINT).run(HAPROXY, Other).user("haproxy").has(&["haproxy"]),
    of("haproxy", Alpine, &[], Other, BUSYBOX).with(&["alpine"]).enter(ENTRYPOINT).run(HAPROXY, Other).user("haproxy").at("/var/lib/haproxy").has(&["haproxy"]),
    debian("haproxy").enter(ENTRYPOINT).run(HAPROXY, Other).user("haproxy").at("/var/lib/haproxy").has(&["haproxy"]),
    alpine("hashicorp/consul").enter(ENTRYPOINT).run(&["agent", "-dev", "-client", "0.0.0.0"], Server { port: 8500 }).has(&["consul"]).over(CURL),
    red_hat("hashicorp/vault").with(&["ubi"]).enter(ENTRYPOINT).run(&["server", "-dev"], Server { port: 8200 }).user("100").has(&["vault"]),
    alpine("hashicorp/vault").enter(ENTRYPOINT).run(&["server", "-dev"], Server { port: 8200 }).has(&["vault"]),
    alpine("httpd").with(&["alpine"]).run(&["httpd-foreground"], Server { port: 80 }).at("/usr/local/apache2").has(HTTPD),
    debian("httpd").run(&["httpd-foreground"], Server { port: 80 }).at("/usr/local/apache2").has(HTTPD),
    ubuntu("kong").enter(&["/docker-entrypoint.sh"]).run(&["kong", "docker-start"], Server { port: 8000 }).user("kong").has(&["kong"]),
    red_hat("mariadb").with(&["ubi"]).enter(ENTRYPOINT).run(&[], Server { port: 3306 }).user("mysql").has(MARIADB),
    ubuntu("mariadb").enter(ENTRYPOINT).run(&[], Server { port: 3306 }).has(MARIADB).over(CURL),
    alpine("memcached").with(&["alpine"]).enter(ENTRYPOINT).run(&["memcached"], Server { port: 11211 }).user("memcache").has(&["memcached"]),
    debian("memcached").enter(ENTRYPOINT).run(&["memcached"], Server { port: 11211 }).user("memcache").has(&["memcached"]),
    minio("minio/minio"),
    unknown("mongo").enter(ENTRYPOINT).run(&["mongod"], Server { port: 27017 }).has(&["mongo", "mongod", "mongosh"]),
    unknown("mysql").enter(ENTRYPOINT).run(&["mysqld"], Server { port: 3306 }).has(&["mysql", "mysqld"]),
    alpine("nats").with(&["alpine"]).enter(ENTRYPOINT).run(&["nats-server", "--config", "/etc/nats/nats-server.conf"], Server { port: 4222 }).has(&["nats-server"]),
    bare("nats", Scratch).program(&["/nats-server"]).run(&["--config", "nats-server.conf"], Server { port: 4222 }).has(&["nats-server"]),
    alpine("nginx").with(&["alpine"]).enter(&["/docker-entrypoint.sh"]).run(NGINX, Server { port: 80 }).has(&["nginx"]).over(CURL),
    debian("nginx").enter(&["/docker-entrypoint.sh"]).run(NGINX, Server { port: 80 }).has(&["nginx"]).over(CURL),
    alpine("nginxinc/nginx-unprivileged").with(&["alpine"]).enter(&["/docker-entrypoint.sh"]).run(NGINX, Server { port: 8080 }).user("101").has(&["nginx"]).over(CURL),
    debian("nginxinc/nginx-unprivileged").enter(&["/docker-entrypoint.sh"]).run(NGINX, Server { port: 8080 }).user("101").has(&["nginx"]).over(CURL),
    alpine("postgres").with(&["alpine"]).enter(ENTRYPOINT).run(&["postgres"], Server { port: 5432 }).has(POSTGRES).over(&["bash", "wget"]),
    debian("postgres").enter(ENTRYPOINT).run(&["postgres"], Server { port: 5432 }).has(POSTGRES),
    of("prom/prometheus", Busybox, &[], Nothing, BUSYBOX).program(&["/bin/prometheus"]).run(&[], Server { port: 9090 }).user("nobody").at("/prometheus").has(&["prometheus", "promtool"]),
    minio("quay.io/minio/minio"),
    alpine("rabbitmq").with(&["alpine"]).enter(ENTRYPOINT).run(&["rabbitmq-server"], Server { port: 5672 }).has(RABBITMQ).over(CURL),
    unknown("rabbitmq").enter(ENTRYPOINT).run(&["rabbitmq-server"], Server { port: 5672 }).has(RABBITMQ),
    alpine("redis").with(&["alpine"]).enter(ENTRYPOINT).run(&["redis-server"], Server { port: 6379 }).at("/data").has(REDIS),
    debian("redis").enter(ENTRYPOINT).run(&["redis-server"], Server { port: 6379 }).at("/data").has(REDIS),
    alpine("registry").enter(&["/entrypoint.sh"]).run(&[], Server { port: 5000 }).moved_by("REGISTRY_HTTP_ADDR").has(&["registry"]),
    alpine("traefik").with(&["alpine"]).enter(&["/entrypoint.sh"]).run(&["traefik"], Server { port: 80 }).has(&["traefik"]),
    bare("traefik", Scratch).before(2, 0).program(&["/traefik"]).run(&[], Server { port: 80 }).has(&["traefik"]),
    alpine("traefik").enter(&["/entrypoint.sh"]).run(&["traefik"], Server { port: 80 }).has(&["traefik"]),
];
