use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};

rule!("port-overridden", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let Some(place) = process.launch.overridden.as_ref().filter(|_| process.is_web()) else { return };
    super::report(
        cx,
        process,
        place.clone(),
        format!("the command sets PORT to {}, which replaces the port that Heroku chose", place.text()),
    )
    .help(format!("remove the assignment, or make it a default: `PORT=${{PORT:-{}}}`", place.text()));
}
