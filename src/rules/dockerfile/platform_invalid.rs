use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;
use crate::syntax::dockerfile::expand;

rule!("platform-invalid", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::From { .. } = &step.instruction.kind else { return };
    let Some(value) = look::flag_value(step.instruction, "platform") else { return };
    let uses_builders = expand::variables(&value.value, step.file.tree.escape)
        .iter()
        .any(|(name, _)| step.file.globals.definitions(name).is_empty() && name.contains("PLATFORM"));
    // The builder sets these variables itself.
    let Some(platform) = step.file.value(None, step.index, &value.value).filter(|_| !uses_builders) else {
        return;
    };
    if is_platform(&platform) {
        return;
    }
    let what = match platform.as_str() {
        "" => "the platform is empty".to_owned(),
        platform => format!("`{platform}` is not a valid platform"),
    };
    cx.report(step.place(value.span), what)
        .help("write an operating system and an architecture, such as `linux/amd64`");
}

/// `linux/amd64`, `linux/arm/v7`, or only one of the two parts.
fn is_platform(platform: &str) -> bool {
    // `windows(10.0.17763)/amd64`, `linux(+feature)/amd64`.
    if platform.contains('(') {
        return true;
    }
    let parts: Vec<&str> = platform.split('/').collect();
    let well_formed = |part: &&str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    };
    match parts.as_slice() {
        [one] => well_formed(one) && KNOWN.contains(&one.to_ascii_lowercase().as_str()),
        [_, _] | [_, _, _] => parts.iter().all(well_formed),
        _ => false,
    }
}

/// Operating systems and architectures that may be used alone.
const KNOWN: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "macos",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
    "zos",
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "armbe",
    "arm64",
    "arm64be",
    "ppc64",
    "ppc64le",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
    "i386",
    "x86_64",
    "x86-64",
    "aarch64",
    "armhf",
    "armel",
];
