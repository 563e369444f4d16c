use crate::model::manifest::Manifest;
use crate::rules::rule::{Check, Context, rule};
use crate::source::Span;
use crate::syntax::yaml::Style;

rule!("command-line-continuation", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for (_, command) in manifest.commands() {
        for part in command.parts.iter().filter(|part| matches!(part.style, Style::Plain | Style::Folded)) {
            let written = manifest.source.slice(part.text.span);
            for (at, _) in written.match_indices("\\\n") {
                let span = Span::new(part.text.span.start + at, part.text.span.start + at + 1);
                cx.report(
                    manifest.place(span),
                    "YAML joins these lines by a blank, so the shell gets an escaped blank here",
                )
                .help("remove the backslash, or write the text behind `|`");
            }
        }
    }
}
