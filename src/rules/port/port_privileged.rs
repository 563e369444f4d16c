use crate::base::diagnostic::Edit;
use crate::exec::Verdict;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};

rule!("port-privileged", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let Verdict::Fixed { port, place, expands } = &process.launch.verdict else { return };
    if !process.is_web() || *port >= 1024 {
        return;
    }
    let is_variable_possible = place.text() == port.to_string() && *expands;
    let message =
        format!("the web process listens on port {port}, which only root may bind; dynos do not run as root");
    let found = super::report(cx, process, place.clone(), message);
    if is_variable_possible {
        found.help("write `$PORT`: Heroku chooses the port when the dyno starts");
        found.fix("write `$PORT`", vec![Edit::new(place.clone(), "$PORT")]);
    } else {
        found
            .help(format!("{}: Heroku chooses the port when the dyno starts", super::remedy(process, place)));
    }
}
