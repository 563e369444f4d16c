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
    let digits = place.text() == port.to_string();
    let variable = port_variable(cx.project, process, place, *port);
    let found = super::report(
        cx,
        process,
        place.clone(),
        format!("the web process listens on port {port}, not on $PORT"),
    );
    if let Some(language) = process.launch.language {
        found.help(format!("write {}: Heroku chooses the port when the dyno starts", language.port));
    } else if digits && *expands {
        let Some(variable) = variable else {
            found.help("write $PORT: Heroku chooses the port when the dyno starts");
            return;
        };
        found.help(format!("write {}: Heroku chooses the port when the dyno starts", variable.text));
        let edits = vec![Edit::new(place.clone(), variable.text.as_str())];
        found.offer(variable.safe, format!("write {}", variable.text), edits);
    } else if digits {
        found.help("write it as a command for the shell with $PORT in it: Heroku chooses the port when the dyno starts");
    } else {
        found.help("give the server $PORT in its command: Heroku chooses the port when the dyno starts");
    }
}
