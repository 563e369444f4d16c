use crate::model::dockerfile::Dockerfile;
use crate::rules::rule::{Check, Context, rule};
use crate::source::Place;

rule!("dockerfile-syntax", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    for error in file.tree.errors.iter().chain(&file.tree.late_errors) {
        let found = cx.report(Place::new(&file.source, error.span), error.message.clone());
        if let Some(help) = &error.help {
            found.help(help.clone());
        }
        if let Some((span, what)) = &error.related {
            found.related(Place::new(&file.source, *span), what.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn one_broken_line_hides_no_other() {
        check(
            "dockerfile-syntax",
            [("Dockerfile", "FROM alpine:3.21\nCPOY a b\nRUN true\nEXPOSE\nCMD true\n")],
            &["Dockerfile:2:1: `CPOY` is not an instruction", "Dockerfile:4:1: `EXPOSE` has no argument"],
        );
    }
}
