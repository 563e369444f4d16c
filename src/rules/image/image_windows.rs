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
                "this image is a Windows image; dynos run Linux",
            )
            .help("base the stage that ships on a Linux image");
        }
    }
}
