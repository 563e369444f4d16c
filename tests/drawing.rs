//! `dynolint plan` as a picture, over whole projects.

use crate::cli::dynolint;
use crate::support::{expect_file, root};

/// Each picture of a project lies beside what its lint gives.
#[test]
fn projects_are_drawn_as_they_lie() {
    let drawn = [
        ("first-deploy", &["mermaid", "dot", "svg"][..]),
        ("rails", &["mermaid"]),
        ("guide-push", &["mermaid"]),
    ];
    for (name, formats) in drawn {
        let folder = root().join("fixtures").join(name);
        for format in formats {
            let (code, out, err) = dynolint(&folder, &["plan", "--format", format]);
            assert_eq!((code, err.as_str()), (0, ""), "{name} {format}");
            let ending = if *format == "mermaid" { "mmd" } else { format };
            expect_file(&folder.join(format!("expected.{ending}")), &out);
        }
    }
}
