//! Distributions, and images that add nothing to one but tools.

use crate::tables::images::BaseImage;
use crate::tables::images::Family::{Arch, Busybox, Suse, Ubuntu, Unknown};
use crate::tables::images::Starts::{Other, Shell};
use crate::tables::images::build::*;

// One row a line: what differs between two rows is seen by running the eye down.
#[rustfmt::skip]
pub static ROWS: &[BaseImage] = &[
    red_hat("almalinux"),
    alpine("alpine"),
    red_hat("amazonlinux"),
    of("archlinux", Arch, &["/usr/bin/bash"], Shell, &["bash", "curl"]),
    alpine("bash").enter(ENTRYPOINT).run(&["bash"], Shell).over(&["bash", "wget"]),
    ubuntu("buildpack-deps").with(&["curl"]).and(UBUNTU_TAGS).over(CURL),
    debian("buildpack-deps").with(&["curl"]).over(CURL),
    ubuntu("buildpack-deps").with(UBUNTU_TAGS).over(FULL),
    debian("buildpack-deps").over(FULL),
    of("busybox", Busybox, &["sh"], Shell, BUSYBOX),
    red_hat("centos"),
    ubuntu("cimg/base").user("circleci").at("/home/circleci/project").over(FULL),
    debian("debian"),
    alpine("docker").with(&["cli"]).enter(ENTRYPOINT).run(&["sh"], Shell).has(&["docker"]).over(BUSYBOX),
    alpine("docker").with(&["rootless"]).enter(&["dockerd-entrypoint.sh"]).run(&[], Other).user("rootless").has(&["docker", "dockerd"]),
    alpine("docker").enter(&["dockerd-entrypoint.sh"]).run(&[], Other).has(&["docker", "dockerd"]),
    red_hat("fedora"),
    unknown("google/cloud-sdk").has(&["gcloud", "gsutil", "python3"]),
    of("heroku/cedar", Ubuntu, &[], Other, FULL),
    ubuntu("heroku/heroku").with(&["cnb"]).user("heroku").over(FULL),
    ubuntu("heroku/heroku").before(24, 0).over(FULL),
    ubuntu("heroku/heroku").user("heroku").over(FULL),
    of("linuxserver/*", Unknown, &[], Other, FULL).enter(&["/init"]).run(&[], Other),
    of("opensuse/leap", Suse, &[], Other, CURL),
    of("opensuse/tumbleweed", Suse, &[], Other, CURL),
    red_hat("oraclelinux"),
    ubuntu("phusion/baseimage").run(&["/sbin/my_init"], Other).over(FULL),
    red_hat("redhat/ubi*"),
    red_hat("registry.access.redhat.com/ubi*"),
    red_hat("rockylinux"),
    red_hat("rockylinux/rockylinux"),
    ubuntu("ubuntu"),
];
