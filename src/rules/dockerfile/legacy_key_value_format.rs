use crate::base::diagnostic::Edit;
use crate::base::source::Span;
use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Pair, Word};

rule!("legacy-key-value-format", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for pair in look::pairs(step.instruction).iter().filter(|pair| pair.legacy && !step.onbuild) {
        let Some(value) = &pair.value else { continue };
        let keyword = &step.instruction.keyword.value;
        let found = cx.report(
            step.place(pair.key.span.join(value.span)),
            format!("`{keyword} {}` without `=` is deprecated syntax", pair.key.value),
        );
        found.help(format!("write `{keyword} {}=…`", pair.key.value));
        if let Some(edits) = edits(step, pair, value) {
            found.fix("write it with `=`", edits);
        }
    }
}

/// Replaces the whitespace with `=`. A value with spaces gets quotes, unless it already has quotes or escapes.
fn edits(step: &Step, pair: &Pair, value: &Word) -> Option<Vec<Edit>> {
    let gap = Span::new(pair.key.span.end, value.span.start);
    let blank = step.file.source.slice(gap).chars().all(|c| c == ' ' || c == '\t');
    let escape = step.file.tree.escape;
    if !blank || gap.is_empty() {
        return None;
    }
    if !value.value.contains(char::is_whitespace) || is_one_string(&value.value, escape) {
        return Some(vec![Edit::new(step.place(gap), "=")]);
    }
    if value.value.contains(['"', '\'', escape]) {
        return None;
    }
    Some(vec![Edit::new(step.place(gap), "=\""), Edit::new(step.place(Span::at(value.span.end)), "\"")])
}

/// `"a b"` or `'a b'` with no such quote inside.
fn is_one_string(value: &str, escape: char) -> bool {
    ['"', '\''].iter().any(|quote| {
        let inner = value.strip_prefix(*quote).and_then(|rest| rest.strip_suffix(*quote));
        inner.is_some_and(|inner| !inner.contains([*quote, escape]))
    })
}
