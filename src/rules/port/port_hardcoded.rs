use crate::base::diagnostic::Edit;
use crate::exec::Verdict;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};

rule!("port-hardcoded", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let Verdict::Fixed { port, place, expands } = &process.launch.verdict else { return };
    // A port below 1024 is another rule's.
    if !process.is_web() || *port < 1024 {
        return;
    }
    let is_variable_possible =
        place.text() == port.to_string() && *expands && process.launch.language.is_none();
    let message = format!("the web process listens on port {port}, not on $PORT");
    let found = super::report(cx, process, place.clone(), message);
    let remedy = match is_variable_possible {
        true => "write `$PORT`".to_owned(),
        false => super::remedy(process, place),
    };
    found.help(format!("{remedy}: Heroku chooses the port when the dyno starts"));
    if is_variable_possible {
        found.fix("write `$PORT`", vec![Edit::new(place.clone(), "$PORT")]);
    }
}
