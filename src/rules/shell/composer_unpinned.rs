use crate::model::scripts::Run;
use crate::model::tables::package_managers::COMPOSER;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::calls::{Arg, Call};
use crate::rules::shell::pinning;

rule!("composer-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&COMPOSER], is_bound);
}

/// `vendor/name 1.2`, and what is part of PHP: `ext-json`.
fn is_bound(call: &Call, package: &Arg) -> bool {
    let mut behind = call.operands.iter().skip_while(|one| !std::ptr::eq(*one, package)).skip(1);
    !package.text.contains('/') || behind.next().is_some_and(|next| !next.text.contains('/'))
}
