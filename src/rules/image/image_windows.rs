use crate::base::source::Place;
use crate::build::base::is_windows;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("image-windows", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for shipped in project.shipped() {
        if is_windows(shipped.file, shipped.stage) {
            cx.report(
                Place::new(&shipped.file.source, shipped.bottom().image.span),
                "this is a Windows image, but dynos run Linux",
            )
            .help("use a Linux base image in the final stage");
        }
    }
}
