use crate::model::deployment;
use crate::model::dockerfile::Base;
use crate::model::project::{Project, Shipped};
use crate::model::tables::images::Family;
use crate::rules::rule::{Check, Context, rule};
use crate::source::Place;

rule!("image-windows", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    for shipped in project.shipped() {
        if is_windows(shipped) {
            cx.report(
                Place::new(&shipped.file.source, shipped.bottom().image.span),
                "this image is a Windows image; dynos run Linux",
            )
            .help("base the stage that ships on a Linux image");
        }
    }
}

fn is_windows(shipped: Shipped) -> bool {
    if deployment::base_image(shipped.file, shipped.stage).is_some_and(|base| base.family == Family::Windows)
    {
        return true;
    }
    let Base::Image(reference) = &shipped.bottom().base else { return false };
    let tag = reference.tag.as_ref().map_or("", |tag| tag.text.as_str());
    ["windowsservercore", "nanoserver"]
        .iter()
        .any(|windows| tag.contains(windows) || reference.familiar_name().contains(windows))
}
