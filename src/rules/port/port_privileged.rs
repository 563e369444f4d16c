use crate::base::diagnostic::Edit;
use crate::exec::Verdict;
use crate::project::deployment::Process;
use crate::rule::shared::port_variable::port_variable;
use crate::rule::{Check, Context, rule};

rule!("port-privileged", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let Verdict::Fixed { port, place, expands } = &process.launch.verdict else { return };
    if !process.is_web() || *port >= 1024 {
        return;
    }
    let digits = place.text() == port.to_string();
    let variable = port_variable(cx.project, process, place, *port).filter(|_| digits && *expands);
    let found = super::report(
        cx,
        process,
        place.clone(),
        format!(
            "the web process listens on port {port}: dynos do not run as root, and may not, and Heroku asks for $PORT"
        ),
    );
    let Some(variable) = variable.filter(|_| process.launch.language.is_none()) else {
        let port = process.launch.language.map_or("$PORT", |language| language.port);
        found.help(format!("listen on {port}"));
        return;
    };
    found.help(format!("listen on {}", variable.text));
    let edits = vec![Edit::new(place.clone(), variable.text.as_str())];
    found.offer(variable.safe, format!("write {}", variable.text), edits);
}
