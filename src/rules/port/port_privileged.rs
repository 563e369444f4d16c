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
    let digits = place.text() == port.to_string();
    let found = super::report(
        cx,
        process,
        place.clone(),
        format!(
            "the web process listens on port {port}: dynos do not run as root, and may not, and Heroku asks for $PORT"
        ),
    );
    found.help(format!("listen on {}", process.launch.language.map_or("$PORT", |language| language.port)));
    if digits && *expands {
        found.fix("write $PORT", vec![Edit::new(place.clone(), "$PORT")]);
    }
}
