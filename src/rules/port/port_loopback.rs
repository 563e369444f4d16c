use crate::base::diagnostic::Edit;
use crate::base::source::Place;
use crate::exec::Verdict;
use crate::project::deployment::Process;
use crate::rule::shared::port_variable::is_only_for_container;
use crate::rule::{Check, Context, rule};
use crate::tables::servers::Server;

rule!("port-loopback", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let launch = &process.launch;
    let Some(loopback) = &launch.loopback else { return };
    // Where the port is not set either, `port-ignored` says both.
    if !process.is_web() || (loopback.by_default && matches!(launch.verdict, Verdict::Ignored { .. })) {
        return;
    }
    let place = if loopback.by_default { launch.end.as_ref() } else { Some(&loopback.place) };
    let safe = place.is_some_and(|place| is_only_for_container(cx.project, place) && !is_value(place));
    if loopback.by_default {
        let option = launch.server.and_then(Server::host_option);
        let found = super::report(
            cx,
            process,
            loopback.place.clone(),
            format!("`{}` listens on localhost by default, which Heroku cannot reach", loopback.place.text()),
        );
        if launch.language.is_some() {
            found.help("pass `0.0.0.0` as the host: Heroku's router connects from outside of the dyno");
            return;
        }
        let Some(option) = option else {
            found.help("write `0.0.0.0:` before the port: Heroku's router connects from outside of the dyno");
            return;
        };
        found.help(format!("add `{option} 0.0.0.0`: Heroku's router connects from outside of the dyno"));
        if let Some(end) = launch.end.as_ref().filter(|_| launch.expands) {
            let edits = vec![Edit::new(end.clone(), format!(" {option} 0.0.0.0"))];
            found.offer(safe, format!("add `{option} 0.0.0.0`"), edits);
        }
        return;
    }
    let host = loopback.place.text().to_owned();
    let found = super::report(
        cx,
        process,
        loopback.place.clone(),
        format!("the web process listens on `{host}`, which cannot be reached from outside of the dyno"),
    );
    found.help("listen on `0.0.0.0`: Heroku's router connects from outside of the dyno");
    if launch.language.is_none() && ["127.0.0.1", "localhost"].contains(&host.as_str()) {
        found.offer(safe, "write `0.0.0.0`", vec![Edit::new(loopback.place.clone(), "0.0.0.0")]);
    }
}

/// Whether the words are the value of a variable, which other programs may read: `HOST=localhost`.
fn is_value(place: &Place) -> bool {
    let before =
        place.source.text().get(..place.span.start).unwrap_or_default().trim_end_matches(['"', '\'']);
    let Some(before) = before.strip_suffix('=') else { return false };
    let name = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').next();
    name.is_some_and(|name| !name.starts_with('-'))
}
