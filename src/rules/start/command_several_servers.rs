use crate::exec::{Ran, Verdict};
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};
use crate::tables::commands::{self, WORKERS};

rule!("command-several-servers", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    let commands = &process.launch.commands;
    let certain: Vec<(usize, &Ran)> =
        commands.iter().enumerate().filter(|(_, ran)| !ran.conditional).collect();
    never_reached(process, &certain, cx);
    let servers: Vec<&Ran> =
        certain.iter().map(|(_, ran)| *ran).filter(|ran| ran.serves() && takes_port(ran)).collect();
    let [first, .., last] = servers.as_slice() else { return };
    if !process.is_web() || !first.background || first.program.holds(&last.program) {
        return;
    }
    let message =
        format!("`{}` and `{}` both listen on $PORT, but only one of them can", first.what(), last.what());
    cx.report_ran(process, first, first.place.clone(), message)
        .related(last.place.clone(), "the other server")
        .help("give one of them another port, or make it a separate process in heroku.yml");
}

/// A server or a worker behind a server that the shell waits for.
fn never_reached(process: &Process, certain: &[(usize, &Ran)], cx: &mut Context) {
    let launch = &process.launch;
    let stays =
        |ran: &Ran| ran.serves() && !ran.background && !ran.goes_away && !ran.excused && !may_go_away(ran);
    let own = |at: usize| !launch.is_managed(at);
    let Some((at, first)) = certain.iter().find(|(at, ran)| stays(ran) && own(*at)) else { return };
    let works = |ran: &Ran| WORKERS.iter().any(|row| commands::fits(row, &ran.name, &ran.args));
    let behind = |(other, ran): &&(usize, &Ran)| {
        other > at && own(*other) && (ran.serves() || works(ran)) && !launch.leads_to(*at, *other)
    };
    let Some((_, second)) = certain.iter().find(behind) else { return };
    let message = format!("`{}` never ends, so `{}` never starts", first.what(), second.what());
    cx.report_ran(process, second, second.place.clone(), message)
        .related(first.place.clone(), "the shell waits for this one")
        .help("make each of them a separate process in heroku.yml");
}

/// Whether a server leaves the foreground unless a configuration, which may not be known, keeps it there.
fn may_go_away(ran: &Ran) -> bool {
    let words: Vec<String> = std::iter::once(&ran.name).chain(&ran.args).cloned().collect();
    ran.server.is_some_and(|server| server.goes_away(&words))
}

/// Whether a server listens on the port of the dyno.
fn takes_port(ran: &Ran) -> bool {
    matches!(ran.verdict, Some(Verdict::FromPort { .. }))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn only_two_that_want_the_same_port_are_in_each_others_way() {
        for (command, expected) in [
            (
                "npx serve & npx http-server",
                &["Dockerfile:2:5: `serve` and `http-server` both listen on $PORT, but only one of them can"]
                    as &[&str],
            ),
            (
                "npx serve && npx http-server",
                &["Dockerfile:2:18: `serve` never ends, so `http-server` never starts"],
            ),
            (
                "gunicorn app; celery -A app worker",
                &["Dockerfile:2:19: `gunicorn` never ends, so `celery` never starts"],
            ),
            ("gunicorn app || celery -A app worker", &[]),
            ("nginx -c /made/at/start.conf; gunicorn app", &[]),
            ("gunicorn app & celery -A app worker", &[]),
            ("gunicorn --daemon app && celery -A app worker", &[]),
            ("gunicorn app; rm -f app.pid", &[]),
            ("celery -A app worker & gunicorn app", &[]),
            ("PORT=4000 npx serve & npx http-server", &[]),
            ("npx serve -l 4000 & npx http-server", &[]),
            ("npx serve --version & npx http-server", &[]),
            ("if a; then npx serve & fi; npx http-server", &[]),
            ("nginx & npx serve", &[]),
        ] {
            let dockerfile = format!("FROM node:22\nCMD {command}\n");
            check("command-several-servers", [("Dockerfile", dockerfile.as_str())], expected);
        }
    }
}
