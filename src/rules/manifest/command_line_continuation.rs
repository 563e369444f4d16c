use crate::base::diagnostic::Edit;
use crate::base::source::Span;
use crate::project::manifest::Manifest;
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::{Scalar, Style};

rule!("command-line-continuation", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for part in manifest.commands().flat_map(|(_, command)| &command.parts) {
        let slashes = folded(part, manifest);
        let Some(first) = slashes.first() else { continue };
        let place = manifest.place(*first);
        let found = cx.report(
            place,
            "this backslash becomes part of the command, because YAML already joins the lines",
        );
        found.help("remove the backslashes, or start the text with `|` to keep its line breaks");
        let edits = slashes.iter().map(|span| Edit::new(manifest.place(with_blanks(*span, manifest)), ""));
        found.fix("remove the backslashes", edits.collect());
    }
}

/// The backslashes whose line break has become a space.
fn folded(part: &Scalar, manifest: &Manifest) -> Vec<Span> {
    if !matches!(part.style, Style::Plain | Style::SingleQuoted | Style::Folded) {
        return Vec::new();
    }
    let text = part.as_str();
    let is_folded = |at: &usize| {
        let blank = part.text.span(at + 1..at + 2);
        manifest.source.slice(blank).contains('\n')
            && !text.get(..*at).is_some_and(|above| above.ends_with('\\'))
    };
    let found = text.match_indices("\\ ").map(|(at, _)| at).filter(is_folded);
    found.map(|at| part.text.span(at..at + 1)).collect()
}

/// A backslash with the spaces before it, which would end the line.
fn with_blanks(slash: Span, manifest: &Manifest) -> Span {
    let before = manifest.source.slice(Span::new(0, slash.start));
    Span::new(before.trim_end_matches([' ', '\t']).len(), slash.end)
}

#[cfg(test)]
mod tests {
    use crate::base::source::Source;
    use crate::project::manifest;

    #[test]
    fn only_backslashes_whose_line_break_is_gone() {
        for (run, found) in [
            ("a \\\n    b", true),
            ("'a \\\n    b'", true),
            (">-\n    a \\\n    b", true),
            ("a \\  \n\n    b", false),
            (">\n    a \\\n      b", false),
            ("|\n    a \\\n    b", false),
            ("\"a \\\n    b\"", false),
            ("a\\ b", false),
            ("a \\", false),
            ("a \\\\\n    b", false),
        ] {
            let text = format!("run:\n  web: {run}\n");
            let manifest = manifest::read(Source::new("heroku.yml", "heroku.yml", text.as_str()));
            let slashes: Vec<_> = manifest
                .commands()
                .flat_map(|(_, command)| &command.parts)
                .map(|part| super::folded(part, &manifest))
                .collect();
            assert_eq!(slashes.concat().len() == 1, found, "{text}");
        }
    }
}
