use crate::base::source::Place;
use crate::build::dockerfile::Dockerfile;
use crate::rule::{Check, Context, rule};

rule!("shellcheck", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    if !cx.project.is_asked(&file.source) {
        return;
    }
    for remark in file.remarks() {
        let Some(severity) = cx.config.code_level(&RULE, remark.code, remark.severity) else { continue };
        let found = cx.report(Place::new(&file.source, remark.span), remark.message.as_str());
        found.rule = remark.code;
        found.severity = severity;
        found.help.clone_from(&remark.help);
    }
}
