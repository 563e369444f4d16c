use crate::build::packages::calls::{Arg, Call};
use crate::build::run_scripts::Run;
use crate::rule::shared::pinning;
use crate::rule::{Check, Context, rule};
use crate::tables::package_managers::COMPOSER;

rule!("composer-unpinned", Check::Run(check));

fn check(run: &Run, cx: &mut Context) {
    pinning::check(run, cx, &[&COMPOSER], is_bound);
}

/// `vendor/name 1.2`, and parts of PHP such as `ext-json`.
fn is_bound(call: &Call, package: &Arg) -> bool {
    let behind = call.operands.partition_point(|one| one.word.span.start <= package.word.span.start);
    let next = call.operands.get(behind);
    !package.text.contains('/') || next.is_some_and(|next| !next.text.contains('/'))
}
