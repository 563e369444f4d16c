use crate::model::manifest::Manifest;
use crate::rules::rule::{Check, Context, rule};

rule!("config-not-interpolated", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    let vars = manifest.build_config.iter().chain(&manifest.setup_config);
    let values = vars.filter_map(|var| var.value.as_ref());
    let paths = manifest.images.iter().filter_map(|image| image.dockerfile.as_ref());
    for value in values.chain(paths).filter(|value| is_variable(value.as_str())) {
        cx.report(manifest.place(value.text.span), format!("`{}` is taken to the letter: heroku.yml replaces no variables", value.as_str()))
            .help("write the value itself; what is secret is set by `heroku config:set`, and is there only when a dyno runs");
    }
}

/// `$NAME` or `${NAME}`, alone or within text.
fn is_variable(text: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or("");
        let name = rest.strip_prefix('{').unwrap_or(rest);
        let length = name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').count();
        let closed =
            !rest.starts_with('{') || name.get(length..).is_some_and(|end| end.starts_with(['}', ':']));
        length > 0 && closed && name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
    })
}
