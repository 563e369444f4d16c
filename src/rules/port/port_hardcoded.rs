use crate::base::diagnostic::Edit;
use crate::exec::Verdict;
use crate::project::deployment::Process;
use crate::rule::shared::port_variable::port_variable;
use crate::rule::{Check, Context, rule};

rule!("port-hardcoded", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let Verdict::Fixed { port, place, expands } = &process.launch.verdict else { return };
    // A port below 1024 is another rule's.
    if !process.is_web() || *port < 1024 {
        return;
    }
    let digits = place.text() == port.to_string() && *expands && process.launch.language.is_none();
    let variable = port_variable(cx.project, process, place, *port).filter(|_| digits);
    let message = format!("the web process listens on port {port}, not on $PORT");
    let found = super::report(cx, process, place.clone(), message);
    let remedy = match &variable {
        Some(variable) => format!("write `{}`", variable.text),
        None if digits => "write `$PORT`".to_owned(),
        None => super::remedy(process, place),
    };
    found.help(format!("{remedy}: Heroku chooses the port when the dyno starts"));
    if let Some(variable) = variable {
        let edits = vec![Edit::new(place.clone(), variable.text.as_str())];
        found.offer(variable.safe, format!("write `{}`", variable.text), edits);
    }
}
