use crate::model::dockerfile::Dockerfile;
use crate::model::tables::package_managers::YARN;
use crate::rules::rule::{Check, Context, rule};
use crate::rules::shell::caches::{self, Cache};

rule!("yarn-cache-kept", Check::Dockerfile(check));

const CACHE: Cache =
    Cache { managers: &[&YARN], downloads: &["install"], cleaners: &[&YARN], clean: "yarn cache clean" };

fn check(file: &Dockerfile, cx: &mut Context) {
    let kept = caches::kept_stages(file, cx);
    for run in file.runs() {
        if run.step.stage.and_then(|stage| kept.get(stage.index)) == Some(&true) {
            caches::check(&run, cx, &CACHE);
        }
    }
}
