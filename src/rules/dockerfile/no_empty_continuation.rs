use crate::base::diagnostic::Edit;
use crate::base::source::Span;
use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};

rule!("no-empty-continuation", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let lines = &step.instruction.blank_lines;
    let Some(first) = lines.first().filter(|_| !step.onbuild) else { return };
    let text = step.file.source.text();
    let edits = lines.iter().map(|line| Edit::new(step.place(whole_line(text, *line)), "")).collect();
    cx.report(step.place(*first), "empty line inside an instruction")
        .help("remove the line, or put a `#` on it: a future Docker release will reject it")
        .fix("remove the empty lines", edits);
}

/// A line with its line ending.
fn whole_line(text: &str, line: Span) -> Span {
    let start = text.get(..line.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end =
        text.get(line.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| line.end + at + 1);
    Span::new(start, end)
}
