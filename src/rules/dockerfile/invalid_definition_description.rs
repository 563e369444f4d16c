use crate::base::source::Span;
use crate::build::dockerfile::{Dockerfile, Step};
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Comment, Kind};

rule!("invalid-definition-description", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    for step in file.steps().filter(|step| !step.onbuild) {
        let names: Vec<&str> = match &step.instruction.kind {
            Kind::From { alias: Some(alias), .. } => vec![alias.value.as_str()],
            Kind::Arg(pairs) => pairs.iter().map(|pair| pair.key.value.as_str()).collect(),
            _ => continue,
        };
        let Some(comment) = above(file, &step) else { continue };
        let first = comment.text.split(' ').next().unwrap_or("");
        if names.iter().any(|name| name.eq_ignore_ascii_case(first)) {
            continue;
        }
        let name = if let [name] = names.as_slice() { name } else { "name" };
        cx.report(
            step.place(comment.span),
            format!("this comment does not describe `{name}`, because it does not start with that name"),
        )
        .help(format!("write `# {name} …`; below a comment about something else, leave an empty line"));
    }
}

/// The comment on the line directly above an instruction, unless it is a parser directive.
fn above<'a>(file: &'a Dockerfile, step: &Step) -> Option<&'a Comment> {
    let start = step.instruction.span.start;
    let after = file.tree.comments.partition_point(|comment| comment.span.end <= start);
    let comment = file.tree.comments.get(after.checked_sub(1)?)?;
    let between = file.source.slice(Span::new(comment.span.end, start));
    let directive = file.tree.directives.iter().any(|directive| directive.span.start == comment.span.start);
    let adjacent = between.matches('\n').count() == 1 && between.trim().is_empty();
    (adjacent && !directive && !comment.text.is_empty()).then_some(comment)
}
