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
    let behind = call.operands.partition_point(|one| one.word.span.start <= package.word.span.start);
    let next = call.operands.get(behind);
    !package.text.contains('/') || next.is_some_and(|next| !next.text.contains('/'))
}
