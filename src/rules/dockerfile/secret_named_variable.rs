use crate::build::dockerfile::Step;
use crate::rule::shared::look;
use crate::rule::{Check, Context, rule};

rule!("secret-named-variable", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for key in look::variables_set(step) {
        let name = key.value.to_ascii_lowercase();
        if PARTS.iter().any(|part| name.contains(part)) || NAMES.contains(&name.as_str()) {
            look::report_secret(step, key, cx);
        }
    }
}

/// Parts of names, anywhere in the name.
const PARTS: &[&str] = &["api_key", "client_key", "password", "private", "secret", "token", "username"];

/// Whole names that have no such part.
const NAMES: &[&str] = &["aws_access_key_id", "facebook_app_id", "heroku_api_user"];
