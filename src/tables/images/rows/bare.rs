//! Images with little or nothing but what they run.

use crate::tables::images::BaseImage;
use crate::tables::images::Family::{Distroless, Scratch, Wolfi};
use crate::tables::images::Starts::{Nothing, Other, Repl, Shell};
use crate::tables::images::build::*;

// One row a line: what differs between two rows is seen by running the eye down.
#[rustfmt::skip]
pub static ROWS: &[BaseImage] = &[
    of("cgr.dev/chainguard/aspnet-runtime", Wolfi, &[], Nothing, SLIM).with(&["dev"]).program(&["/usr/bin/dotnet"]).run(&["--help"], Nothing).user("65532").has(DOTNET).env(HTTP_8080),
    bare("cgr.dev/chainguard/aspnet-runtime", Distroless).program(&["/usr/bin/dotnet"]).run(&["--help"], Nothing).user("65532").has(DOTNET).env(HTTP_8080),
    of("cgr.dev/chainguard/go", Wolfi, &[], Nothing, SCM).program(&["/usr/bin/go"]).run(&["help"], Nothing).has(GO),
    of("cgr.dev/chainguard/jre", Wolfi, &[], Nothing, SLIM).with(&["dev"]).program(&["/usr/bin/java"]).user("65532").at("/app").has(JAVA),
    bare("cgr.dev/chainguard/jre", Distroless).program(&["/usr/bin/java"]).user("65532").at("/app").has(&["java"]),
    of("cgr.dev/chainguard/nginx", Wolfi, &[], Nothing, SLIM).with(&["dev"]).program(&["/usr/sbin/nginx"]).run(CHAINGUARD_NGINX, Other).user("65532").has(&["nginx"]),
    bare("cgr.dev/chainguard/nginx", Distroless).program(&["/usr/sbin/nginx"]).run(CHAINGUARD_NGINX, Other).user("65532").has(&["nginx"]),
    of("cgr.dev/chainguard/node", Wolfi, &[], Nothing, SCM).program(&["/usr/bin/node"]).run(&["--help"], Nothing).user("65532").at("/app").has(NODE),
    of("cgr.dev/chainguard/python", Wolfi, &[], Nothing, SLIM).with(&["dev"]).program(&["/usr/bin/python"]).run(&[], Repl).user("65532").has(PYTHON),
    bare("cgr.dev/chainguard/python", Distroless).program(&["/usr/bin/python"]).run(&[], Repl).user("65532").has(PYTHON),
    of("cgr.dev/chainguard/ruby", Wolfi, &[], Nothing, SCM).with(&["dev"]).program(&["/usr/bin/ruby"]).run(&["--version"], Nothing).user("65532").at("/work").has(RUBY),
    bare("cgr.dev/chainguard/ruby", Distroless).program(&["/usr/bin/ruby"]).run(&["--version"], Nothing).user("65532").at("/work").has(RUBY),
    bare("cgr.dev/chainguard/static", Distroless).user("65532"),
    of("cgr.dev/chainguard/wolfi-base", Wolfi, &["/bin/sh", "-l"], Shell, BUSYBOX),
    bare("gcr.io/distroless/java-base*", Distroless).with(&["debug"]).and(&["nonroot"]).program(&["/busybox/sh"]).run(&[], Shell).user("65532").at("/home/nonroot"),
    bare("gcr.io/distroless/java-base*", Distroless).with(&["debug"]).program(&["/busybox/sh"]).run(&[], Shell),
    bare("gcr.io/distroless/java-base*", Distroless).with(&["nonroot"]).user("65532").at("/home/nonroot"),
    bare("gcr.io/distroless/java-base*", Distroless),
    bare("gcr.io/distroless/java*", Distroless).with(&["nonroot"]).program(&["/usr/bin/java", "-jar"]).user("65532").at("/home/nonroot").has(JAVA),
    bare("gcr.io/distroless/java*", Distroless).program(&["/usr/bin/java", "-jar"]).has(JAVA),
    bare("gcr.io/distroless/nodejs*", Distroless).with(&["nonroot"]).program(&["/nodejs/bin/node"]).run(&[], Repl).user("65532").at("/home/nonroot").has(&["node"]),
    bare("gcr.io/distroless/nodejs*", Distroless).program(&["/nodejs/bin/node"]).run(&[], Repl).has(&["node"]),
    bare("gcr.io/distroless/python3*", Distroless).with(&["nonroot"]).program(&["/usr/bin/python3"]).run(&[], Repl).user("65532").at("/home/nonroot").has(&["python", "python3"]),
    bare("gcr.io/distroless/python3*", Distroless).program(&["/usr/bin/python3"]).run(&[], Repl).has(&["python", "python3"]),
    bare("gcr.io/distroless/*", Distroless).with(&["debug"]).and(&["nonroot"]).program(&["/busybox/sh"]).run(&[], Shell).user("65532").at("/home/nonroot"),
    bare("gcr.io/distroless/*", Distroless).with(&["debug"]).program(&["/busybox/sh"]).run(&[], Shell),
    bare("gcr.io/distroless/*", Distroless).with(&["nonroot"]).user("65532").at("/home/nonroot"),
    bare("gcr.io/distroless/*", Distroless),
    bare("scratch", Scratch),
];
