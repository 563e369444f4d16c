use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};

rule!("secrets-used-in-arg-or-env", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for key in look::variables_set(step) {
        if !step.onbuild && step.stage.is_some() && is_secret(&key.value) {
            look::report_secret(step, key, cx);
        }
    }
}

/// Whether one part of the name (between `_`) is a word for a secret, and no part says that it is not one.
fn is_secret(name: &str) -> bool {
    let has =
        |words: &[&str]| name.split('_').any(|part| words.iter().any(|word| word.eq_ignore_ascii_case(part)));
    has(SECRET) && !has(&["public", "file", "version"])
}

const SECRET: &[&str] =
    &["apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token"];
