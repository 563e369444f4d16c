//! CMD, ENTRYPOINT or HEALTHCHECK more than once in a stage.

use crate::build::dockerfile::{Dockerfile, Stage, Step};
use crate::rule::Context;

/// The instructions of a stage with this keyword.
pub fn of<'a>(file: &'a Dockerfile, stage: &'a Stage, keyword: &str) -> Vec<Step<'a>> {
    file.steps_of(stage).filter(|step| step.instruction.keyword.value.eq_ignore_ascii_case(keyword)).collect()
}

/// Reports every instruction with this keyword but the first of the stage.
pub fn report_later(file: &Dockerfile, stage: &Stage, keyword: &str, cx: &mut Context) {
    for pair in of(file, stage, keyword).windows(2) {
        let [earlier, later] = pair else { continue };
        cx.report(
            later.place(later.instruction.keyword.span),
            format!("duplicate {keyword}: only the last one takes effect"),
        )
        .related(earlier.place(earlier.instruction.keyword.span), "this one has no effect")
        .help("keep one of them");
    }
}
