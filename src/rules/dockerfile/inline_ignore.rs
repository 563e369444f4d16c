use crate::base::source::Place;
use crate::rule::comments::Comments;
use crate::rule::{Check, Context, rule};

rule!("inline-ignore", Check::Comments(check));

fn check(comments: &Comments, cx: &mut Context) {
    let mut line = None;
    for ignore in comments.ignores.iter().filter(|ignore| ignore.covers.is_some()) {
        let here = (ignore.source.path().to_owned(), ignore.source.position(ignore.span.start).line);
        if line.as_ref() == Some(&here) {
            continue;
        }
        line = Some(here);
        cx.report(Place::new(&ignore.source, ignore.span), "this comment suppresses a finding")
            .help("fix the finding, or turn the rule off in dynolint.toml");
    }
}
