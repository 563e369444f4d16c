use crate::model::deployment::Process;
use crate::model::launch::{Ran, Verdict};
use crate::rules::rule::{Check, Context, rule};

rule!("command-several-servers", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let servers: Vec<&Ran> = (process.launch.commands.iter())
        .filter(|ran| !ran.conditional && ran.serves() && takes_port(ran))
        .collect();
    let [first, .., last] = servers.as_slice() else { return };
    if !process.is_web() || !first.background || first.program.holds(&last.program) {
        return;
    }
    let name = |ran: &Ran| ran.server.map_or_else(|| ran.name.clone(), |server| server.name.to_owned());
    let message =
        format!("{} and {} both listen on $PORT, and only one of them can", name(first), name(last));
    cx.report_ran(process, first, first.place.clone(), message)
        .related(last.place.clone(), "the other one")
        .help("give the one that is not for the router a port of its own, or make it a process of its own in heroku.yml");
}

/// Whether a server listens on the port of the dyno.
fn takes_port(ran: &Ran) -> bool {
    matches!(ran.verdict, Some(Verdict::FromPort { .. }))
}
