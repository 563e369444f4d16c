use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};

rule!("dev-server", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let launch = &process.launch;
    let (Some(server), Some(place)) = (launch.server, &launch.program) else { return };
    if !process.is_web() || !server.development {
        return;
    }
    super::report(cx, process, place.clone(), format!("`{}` is a server for development", place.text()))
        .help("start the server that is meant for production: gunicorn, `next start`, a build served as files …");
}
