use crate::base::source::{Span, Text};
use crate::build::secret;
use crate::build::secret::Secret;
use crate::project::manifest::Manifest;
use crate::rule::{Check, Context, rule};
use crate::syntax::shell;
use crate::syntax::shell::{Dialect, Script, Simple};

rule!("config-secret", Check::Manifest(check));

fn check(manifest: &Manifest, cx: &mut Context) {
    for (section, var) in manifest.config() {
        let Some(value) = &var.value else { continue };
        let Some(secret) = secret::in_value(&var.name.value, value.as_str()) else { continue };
        let found = cx.report(
            manifest.place(value.text.span(secret.range)),
            format!("{} is committed in `{section}.config`", secret.what),
        );
        let set = format!("`heroku config:set {}=…`", var.name.value);
        found.help(match section {
            "build" => format!(
                "revoke it, because it stays in git and in the image; set a new one with {set} and read it when the \
                 process starts, or use a dummy value if the build only checks that it is set"
            ),
            _ => format!("revoke it, because it stays in git, and set a new one with {set}"),
        });
    }
    for (_, command) in manifest.commands() {
        for part in &command.parts {
            let Some((span, what)) = in_command(&part.text) else { continue };
            cx.report(manifest.place(span), format!("{what} is committed in a command")).help(
                "revoke it, because it stays in git; set a new one with `heroku config:set NAME=…` and write `$NAME` here",
            );
        }
    }
}

/// The first secret in a command: by its form, or under the name of a variable or an option.
fn in_command(text: &Text) -> Option<(Span, &'static str)> {
    if let Some(Secret { range, what }) = secret::by_form(&text.text) {
        return Some((text.span(range), what));
    }
    let script: Script = shell::parse(text, Dialect::Sh);
    script.commands.iter().find_map(|command| assigned(command).or_else(|| option(command)))
}

fn assigned(command: &Simple) -> Option<(Span, &'static str)> {
    command.assigned().find_map(|one| {
        let secret = secret::in_value(&one.name.value, &one.value.literal()?)?;
        Some((one.value.span, secret.what))
    })
}

/// `--api-key=…` or `--api-key …`.
fn option(command: &Simple) -> Option<(Span, &'static str)> {
    command.words.iter().enumerate().find_map(|(index, word)| {
        let option = word.strip_prefix("--")?;
        let (name, value) = match option.split_once('=') {
            Some(pair) => pair,
            None => (option, command.words.get(index + 1)?.clone()),
        };
        let secret = secret::in_value(&name.literal()?, &value.literal()?)?;
        Some((value.span, secret.what))
    })
}
