use crate::model::manifest::Manifest;
use crate::rules::rule::{Check, Context, rule};
use crate::syntax::yaml::Node;

rule!("manifest-duplicate-key", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    if let Some(root) = &manifest.document.root {
        visit(root, manifest, cx);
    }
}

fn visit(node: &Node, manifest: &Manifest, cx: &mut Context) {
    let own = || node.entries().iter().filter(|entry| !entry.merged);
    for (index, entry) in own().enumerate() {
        if let Some(last) = own().take(index).filter(|other| other.name() == entry.name()).last() {
            cx.report(
                manifest.place(last.key.span),
                format!("`{}` is given twice: this one is dropped without a word", entry.name()),
            )
            .related(manifest.place(entry.key.span), "this one holds")
            .help("keep one of the two, or join what they say");
        }
        if !entry.value.alias {
            visit(&entry.value, manifest, cx);
        }
    }
    node.items().iter().filter(|item| !item.alias).for_each(|item| visit(item, manifest, cx));
}
