use std::collections::HashMap;

use crate::project::manifest::Manifest;
use crate::rule::{Check, Context, rule};
use crate::syntax::yaml::{Entry, Node, Value};

rule!("manifest-duplicate-key", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    if !manifest.is_foreign() {
        manifest.document.root.iter().for_each(|root| visit(root, manifest, cx));
    }
}

fn visit(node: &Node, manifest: &Manifest, cx: &mut Context) {
    let mut first: HashMap<&str, &Entry> = HashMap::new();
    for entry in node.entries().iter().filter(|entry| !entry.merged) {
        if !matches!(entry.key.value, Value::Broken | Value::Sequence(_) | Value::Mapping(_)) {
            match first.get(entry.name()) {
                Some(earlier) => report(entry, earlier, manifest, cx),
                None => drop(first.insert(entry.name(), entry)),
            }
        }
        if !entry.value.alias {
            visit(&entry.value, manifest, cx);
        }
    }
    node.items().iter().filter(|item| !item.alias).for_each(|item| visit(item, manifest, cx));
}

fn report(entry: &Entry, earlier: &Entry, manifest: &Manifest, cx: &mut Context) {
    let message = format!("duplicate key `{}`: only one of the two takes effect", entry.name());
    cx.report(manifest.place(entry.key.span), message)
        .related(manifest.place(earlier.key.span), "first defined here")
        .help("keep one of them, or merge the two");
}
