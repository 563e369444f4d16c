//! PHP, and what is written in it.

use crate::tables::images::BaseImage;
use crate::tables::images::Family::{Alpine, Unknown};
use crate::tables::images::Starts::{Nothing, Other, Repl, Server};
use crate::tables::images::build::*;

// One row a line: what differs between two rows is seen by running the eye down.
#[rustfmt::skip]
pub static ROWS: &[BaseImage] = &[
    alpine("adminer").with(&["fastcgi"]).enter(ADMINER).run(&["php-fpm"], Server { port: 9000 }).user("adminer").at("/var/www/html").has(PHP_FPM),
    alpine("adminer").enter(ADMINER).run(&["php", "-S", "[::]:8080", "-t", "/var/www/html"], Server { port: 8080 }).user("adminer").at("/var/www/html").has(PHP),
    alpine("composer").enter(&["/docker-entrypoint.sh"]).run(&["composer"], Nothing).at("/app").has(COMPOSER).over(&["bash", "curl", "git", "make", "wget"]),
    unknown("drupal").with(&["fpm"]).before(8, 0).enter(PHP_ENTRYPOINT).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(DRUPAL),
    debian("drupal").before(8, 0).enter(PHP_ENTRYPOINT).run(&["apache2-foreground"], Server { port: 80 }).at("/var/www/html").has(DRUPAL).over(FULL),
    of("drupal", Alpine, &[], Other, FULL).with(&["fpm"]).and(&["alpine"]).enter(PHP_ENTRYPOINT).run(&["php-fpm"], Server { port: 9000 }).at("/opt/drupal").has(DRUPAL),
    debian("drupal").with(&["fpm"]).enter(PHP_ENTRYPOINT).run(&["php-fpm"], Server { port: 9000 }).at("/opt/drupal").has(DRUPAL).over(FULL),
    debian("drupal").enter(PHP_ENTRYPOINT).run(&["apache2-foreground"], Server { port: 80 }).at("/opt/drupal").has(DRUPAL).over(FULL),
    of("dunglas/frankenphp", Unknown, &[], Other, FULL).with(&["builder", "dev", "static"]).has(&["composer", "frankenphp", "go", "pear", "pecl", "php"]),
    alpine("dunglas/frankenphp").with(&["alpine"]).enter(PHP_ENTRYPOINT).run(FRANKENPHP, Server { port: 443 }).at("/app").has(FRANKENPHP_HAS).over(CURL),
    debian("dunglas/frankenphp").enter(PHP_ENTRYPOINT).run(FRANKENPHP, Server { port: 443 }).at("/app").has(FRANKENPHP_HAS).over(FULL),
    alpine("joomla").with(&["fpm"]).and(&["alpine"]).enter(&["/entrypoint.sh"]).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM),
    debian("joomla").with(&["fpm"]).enter(&["/entrypoint.sh"]).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM).over(FULL),
    debian("joomla").enter(&["/entrypoint.sh"]).run(&["apache2-foreground"], Server { port: 80 }).at("/var/www/html").has(PHP_APACHE).over(FULL),
    unknown("matomo").with(&["fpm"]).enter(&["/entrypoint.sh"]).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM),
    debian("matomo").enter(&["/entrypoint.sh"]).run(&["apache2-foreground"], Server { port: 80 }).at("/var/www/html").has(PHP_APACHE).over(FULL),
    alpine("mediawiki").with(&["fpm"]).and(&["alpine"]).enter(PHP_ENTRYPOINT).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM),
    debian("mediawiki").with(&["fpm"]).enter(PHP_ENTRYPOINT).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM).over(FULL),
    debian("mediawiki").enter(PHP_ENTRYPOINT).run(&["apache2-foreground"], Server { port: 80 }).at("/var/www/html").has(PHP_APACHE).over(FULL),
    unknown("nextcloud").with(&["fpm"]).enter(&["/entrypoint.sh"]).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM),
    debian("nextcloud").enter(&["/entrypoint.sh"]).run(&["apache2-foreground"], Server { port: 80 }).at("/var/www/html").has(PHP_APACHE).over(FULL),
    debian("php").with(&["apache"]).enter(PHP_ENTRYPOINT).run(&["apache2-foreground"], Server { port: 80 }).at("/var/www/html").has(PHP_APACHE).over(PHP_TOOLS),
    alpine("php").with(&["fpm"]).and(&["alpine"]).enter(PHP_ENTRYPOINT).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM).over(&["curl", "wget"]),
    debian("php").with(&["fpm"]).enter(PHP_ENTRYPOINT).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM).over(PHP_TOOLS),
    alpine("php").with(&["alpine"]).enter(PHP_ENTRYPOINT).run(&["php", "-a"], Repl).has(PHP).over(&["curl", "wget"]),
    debian("php").enter(PHP_ENTRYPOINT).run(&["php", "-a"], Repl).has(PHP).over(PHP_TOOLS),
    unknown("phpmyadmin").with(&["fpm"]).enter(&["/docker-entrypoint.sh"]).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM),
    debian("phpmyadmin").enter(&["/docker-entrypoint.sh"]).run(&["apache2-foreground"], Server { port: 80 }).moved_by("APACHE_PORT").at("/var/www/html").has(PHP_APACHE).over(FULL),
    alpine("trafex/php-nginx").run(&["/usr/bin/supervisord", "-c", "/etc/supervisor/conf.d/supervisord.conf"], Server { port: 8080 }).user("nobody").at("/var/www/html").has(&["nginx", "php", "php-fpm", "supervisord"]),
    unknown("webdevops/php").enter(&["/entrypoint"]).run(&["supervisord"], Server { port: 9000 }).has(PHP_FPM),
    unknown("webdevops/php-apache").enter(&["/entrypoint"]).run(&["supervisord"], Server { port: 80 }).has(PHP_APACHE),
    unknown("webdevops/php-nginx").enter(&["/entrypoint"]).run(&["supervisord"], Server { port: 80 }).has(&["nginx", "pear", "pecl", "php", "php-fpm"]),
    alpine("wordpress").with(&["cli"]).enter(ENTRYPOINT).run(&["wp", "shell"], Repl).user("www-data").at("/var/www/html").has(&["php", "wp"]).over(&["bash", "curl", "wget"]),
    alpine("wordpress").with(&["fpm"]).and(&["alpine"]).enter(ENTRYPOINT).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM).over(&["bash", "curl", "wget"]),
    debian("wordpress").with(&["fpm"]).enter(ENTRYPOINT).run(&["php-fpm"], Server { port: 9000 }).at("/var/www/html").has(PHP_FPM).over(FULL),
    debian("wordpress").enter(ENTRYPOINT).run(&["apache2-foreground"], Server { port: 80 }).at("/var/www/html").has(PHP_APACHE).over(FULL),
];
