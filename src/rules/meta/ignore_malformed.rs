use crate::base::diagnostic::Edit;
use crate::base::source::Place;
use crate::rule::comments::Comments;
use crate::rule::{Check, Context, rule};

rule!("ignore-malformed", Check::Comments(check));

fn check(comments: &Comments, cx: &mut Context) {
    for comment in &comments.malformed {
        let place = Place::new(&comment.source, comment.span);
        let right = &comment.right;
        if comment.trailing {
            cx.report(place, "an ignore comment at the end of a line has no effect")
                .help(format!("write it on a line of its own, above: `{right}`"));
            continue;
        }
        let found =
            cx.report(place.clone(), "this ignore comment has no effect: dynolint does not know its form");
        found.help(format!("write `{right}`"));
        if comment.complete {
            found.unsafe_fix(
                "write it in the form that dynolint reads",
                vec![Edit::new(place, right.as_str())],
            );
        }
    }
}
