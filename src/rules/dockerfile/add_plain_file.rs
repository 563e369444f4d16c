use crate::base::diagnostic::Edit;
use crate::build::dockerfile::Step;
use crate::build::sources::is_archive;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;

rule!("add-plain-file", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    let Kind::Add(transfer) = &step.instruction.kind else { return };
    if step.onbuild {
        return;
    }
    let escape = step.file.tree.escape;
    let sources: Vec<String> = transfer
        .sources
        .iter()
        .map(|source| {
            if transfer.json {
                source.value.clone()
            } else {
                step.value(&source.value)
                    .unwrap_or_else(|| source.value.trim_matches(['"', '\'', escape]).to_owned())
            }
        })
        .collect();
    let Some(plain) = sources.iter().find(|source| !source.contains('$') && !needs_add(source)) else {
        return;
    };
    let keyword = &step.instruction.keyword;
    let found =
        cx.report(step.place(keyword.span), format!("`{plain}` is not an archive or a URL: use COPY"));
    found.help("replace ADD with COPY; only unpacking an archive or downloading a URL needs ADD");
    let flags = step
        .instruction
        .flags
        .iter()
        .all(|flag| ["chown", "chmod", "link", "exclude"].contains(&flag.name.value.as_str()));
    if !flags || sources.iter().any(|source| needs_add(source) || source.contains('$')) {
        return;
    }
    let copy = if keyword.value == keyword.value.to_lowercase() { "copy" } else { "COPY" };
    let edits = vec![Edit::new(step.place(keyword.span), copy)];
    if sources.iter().all(|source| is_surely_plain(source)) {
        found.fix("replace ADD with COPY", edits);
    } else {
        found.unsafe_fix("replace ADD with COPY", edits);
    }
}

/// An archive that ADD unpacks, a URL or a repository.
fn needs_add(source: &str) -> bool {
    let remote = ["http://", "https://", "git://", "ssh://", "git@"]
        .iter()
        .any(|start| source.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
    remote || is_archive(source)
}

/// Folders, and files with an extension. A pattern, or a name without an extension, may be an archive.
fn is_surely_plain(source: &str) -> bool {
    let name = source.rsplit('/').next().unwrap_or("");
    let pattern = source.contains(['*', '?', '[']);
    !pattern && (matches!(name, "" | "." | "..") || name.get(1..).is_some_and(|rest| rest.contains('.')))
}
