use crate::exec::{Ran, Verdict};
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};

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
        format!("`{}` and `{}` both listen on $PORT, but only one of them can", name(first), name(last));
    cx.report_ran(process, first, first.place.clone(), message)
        .related(last.place.clone(), "the other server")
        .help("give one of them another port, or make it a separate process in heroku.yml");
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
            ("npx serve && npx http-server", &[]),
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
