use crate::base::source::Place;
use crate::project::Project;
use crate::rule::{Check, Context, rule};

rule!("classic-syntax-directive", Check::Project(check));

fn check(project: &Project, cx: &mut Context) {
    let mut seen = Vec::new();
    for shipped in project.shipped() {
        let source = &shipped.file.source;
        if seen.contains(&source.path()) {
            continue;
        }
        seen.push(source.path());
        for directive in
            shipped.file.tree.directives.iter().filter(|directive| directive.name.value == "syntax")
        {
            cx.report(Place::new(source, directive.span), "Heroku's builder ignores `# syntax=`").help(
                "the line itself is harmless, but features of newer syntax versions do not work on Heroku",
            );
        }
    }
}
