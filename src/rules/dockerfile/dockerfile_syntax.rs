use std::ops::Range;

use crate::base::source::Place;
use crate::build::dockerfile::Dockerfile;
use crate::rule::{Check, Context, rule};

rule!("dockerfile-syntax", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    let built = built(file, cx);
    let late = file.tree.late_errors.iter().filter(|error| {
        let span = |stage: usize| file.instruction(stage).map_or(0, |instruction| instruction.span.start);
        built
            .iter()
            .any(|range| span(range.start) <= error.span.start && error.span.start < end(file, range.end))
    });
    for error in file.tree.errors.iter().chain(late) {
        let found = cx.report(Place::new(&file.source, error.span), error.message.clone());
        if let Some(help) = &error.help {
            found.help(help.clone());
        }
        if let Some((span, what)) = &error.related {
            found.related(Place::new(&file.source, *span), what.clone());
        }
    }
}

/// The instructions of the stages that are built. BuildKit skips the stages that it does not need, and their mistakes
/// only show when they are built.
fn built(file: &Dockerfile, cx: &Context) -> Vec<Range<usize>> {
    let shipped = cx.project.shipped();
    let here = shipped.iter().filter(|shipped| shipped.file.source.path() == file.source.path());
    let mut wanted: Vec<usize> = here.map(|shipped| shipped.stage.index).collect();
    if wanted.is_empty() {
        wanted.extend(file.stages.len().checked_sub(1));
    }
    let made = file.made(&wanted, cx.project.builder);
    made.into_iter().filter_map(|index| Some(file.stages.get(index)?.instructions.clone())).collect()
}

/// Where the instruction with this number begins, or the file ends.
fn end(file: &Dockerfile, index: usize) -> usize {
    file.instruction(index).map_or(usize::MAX, |instruction| instruction.span.start)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn one_broken_line_hides_no_other() {
        check(
            "dockerfile-syntax",
            [("Dockerfile", "FROM alpine:3.21\nCPOY a b\nRUN true\nEXPOSE\nCMD true\n")],
            &["Dockerfile:2:1: unknown instruction `CPOY`", "Dockerfile:4:1: `EXPOSE` has no argument"],
        );
    }

    #[test]
    fn a_stage_that_nobody_needs_is_not_built() {
        let stages = |last: &str| {
            format!(
                "FROM alpine:3.21 AS tool\nRUN --mount=type=cash true\nFROM alpine:3.21\n{last}\nCMD true\n"
            )
        };
        let text = stages("COPY --from=tool /a /a");
        check("dockerfile-syntax", [("Dockerfile", &text)], &["Dockerfile:2:18: unknown mount type `cash`"]);
        check("dockerfile-syntax", [("Dockerfile", &stages("RUN true"))], &[]);
    }
}
