use crate::model::manifest::Manifest;
use crate::model::secrets;
use crate::rules::rule::{Check, Context, rule};

rule!("config-secret", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for var in manifest.build_config.iter().chain(&manifest.setup_config) {
        let Some(value) =
            var.value.as_ref().filter(|value| secrets::is_secret(&var.name.value, value.as_str()))
        else {
            continue;
        };
        cx.report(
            manifest.place(value.text.span),
            format!("the value of `{}` looks like a secret, and is in git for good", var.name.value),
        )
        .help("set it by `heroku config:set`, and replace the secret: it has been published");
    }
}
