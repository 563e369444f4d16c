use crate::base::source::{Place, Span};
use crate::build::dockerfile::{Base, Stage};
use crate::project::{Project, Shipped};
use crate::rule::{Check, Context, rule};

rule!("image-architecture", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for shipped in project.shipped() {
        let Some((span, architecture)) = flag(shipped).or_else(|| name(shipped.bottom())) else { continue };
        cx.report(
            Place::new(&shipped.file.source, span),
            format!("this image is built for `{architecture}`, but dynos run `linux/amd64`"),
        )
        .help("use the `linux/amd64` image: this one exits with `Exec format error` on Heroku");
    }
}

/// `--platform=linux/arm64` on the FROM at the bottom.
fn flag(shipped: Shipped) -> Option<(Span, String)> {
    let bottom = shipped.bottom();
    let from = shipped.file.instruction(bottom.instructions.start)?;
    let value = from.flags.iter().find(|flag| flag.name.value == "platform")?.value.as_ref()?;
    let platform = shipped.file.value(None, bottom.instructions.start, &value.value)?.to_ascii_lowercase();
    let mut parts = platform.split('/');
    let (first, second) = (parts.next()?, parts.next());
    let wrong = match second {
        Some(architecture) => first == "linux" && !is_amd64(architecture),
        None => !is_amd64(first) && first != "linux" && first != "windows",
    };
    wrong.then_some((value.span, platform))
}

fn is_amd64(architecture: &str) -> bool {
    // i386 programs run on amd64 as they are.
    matches!(architecture, "amd64" | "x86_64" | "x86-64" | "386" | "i386" | "")
}

/// Images that only exist for one architecture have it in their name.
fn name(stage: &Stage) -> Option<(Span, String)> {
    let Base::Image(reference) = &stage.base else { return None };
    let familiar = reference.familiar_name();
    let owner = familiar.split('/').next().filter(|_| familiar.contains('/'));
    let by_owner = owner.and_then(|owner| OWNERS.iter().find(|(name, _)| *name == owner));
    let tag = reference.tag.as_ref().map_or("", |tag| tag.text.as_str());
    let by_tag = TAGS.iter().find(|(suffix, _)| tag.ends_with(suffix));
    by_owner.or(by_tag).map(|(_, architecture)| (stage.image.span, (*architecture).to_owned()))
}

/// Docker Hub's organisations of images for one architecture.
const OWNERS: &[(&str, &str)] = &[
    ("arm32v5", "linux/arm"),
    ("arm32v6", "linux/arm"),
    ("arm32v7", "linux/arm"),
    ("arm64v8", "linux/arm64"),
    ("mips64le", "linux/mips64le"),
    ("ppc64le", "linux/ppc64le"),
    ("riscv64", "linux/riscv64"),
    ("s390x", "linux/s390x"),
];

const TAGS: &[(&str, &str)] = &[
    ("-arm64v8", "linux/arm64"),
    ("-arm32v7", "linux/arm"),
    ("-arm64", "linux/arm64"),
    ("-aarch64", "linux/arm64"),
    ("-armv7", "linux/arm"),
];
