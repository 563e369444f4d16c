use crate::base::diagnostic::Severity;
use crate::base::source::Place;
use crate::exec::Ran;
use crate::project::deployment::Process;
use crate::rule::{Check, Context, rule};
use crate::tables::commands;
use crate::tables::commands::ROOT;

rule!("runtime-needs-root", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    for ran in process.launch.commands.iter().filter(|ran| !ran.conditional && !ran.excused) {
        let Some((name, place)) = needs_root(ran) else { continue };
        let severity = if ran.fatal { cx.severity() } else { cx.severity().min(Severity::Warning) };
        let message = format!("`{name}` needs root, but dynos do not run as root");
        cx.report_ran(process, ran, place, message).weigh(severity).help(remedy(&name));
    }
}

/// The program that needs root, among the wrappers or at their end.
fn needs_root(ran: &Ran) -> Option<(String, Place)> {
    let by_wrapper = ran
        .via
        .iter()
        .find(|(name, _)| ROOT.iter().any(|(program, words)| program == name && words.is_empty()));
    if let Some((name, place)) = by_wrapper {
        return Some(((*name).to_owned(), place.clone()));
    }
    let itself = ["$(id", "`id", "$UID", "whoami", "$USER"];
    let to_itself = ran.args.iter().any(|arg| itself.iter().any(|part| arg.contains(part)));
    let asks = ran.args.is_empty() || ran.has(&["--version", "--help"]);
    let found = ROOT.iter().any(|row| commands::fits(row, &ran.name, &ran.args));
    (found && !to_itself && !asks).then(|| (ran.name.clone(), ran.program.clone()))
}

fn remedy(name: &str) -> &'static str {
    match name {
        "apk" | "apt" | "apt-get" | "dnf" | "yum" => "install packages in the image, with a RUN",
        "chown" => "set the owner in the image, with a RUN or `COPY --chown`",
        "service" | "rc-service" => "run the program itself in the foreground",
        _ => "remove it: the process already runs as an ordinary user",
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_may_be_meant_for_another_user_is_left_alone() {
        for (command, expected) in [
            ("sudo -E a", &["Dockerfile:2:5: `sudo` needs root, but dynos do not run as root"] as &[&str]),
            ("exec su-exec app a", &["Dockerfile:2:10: `su-exec` needs root, but dynos do not run as root"]),
            ("su app -c 'a'", &["Dockerfile:2:5: `su` needs root, but dynos do not run as root"]),
            (
                "sh -c 'chown a b && c'",
                &["Dockerfile:2:12: `chown` needs root, but dynos do not run as root"],
            ),
            ("apt-get update && a", &["Dockerfile:2:5: `apt-get` needs root, but dynos do not run as root"]),
            ("chown \"$(id -u)\" /data && a", &[]),
            ("chown a b || true; c", &[]),
            ("[ \"$(id -u)\" = 0 ] && chown a b; c", &[]),
            ("id -u | grep -q 0 && exec gosu a b; c", &[]),
            ("command -v sudo; a", &[]),
            ("apt-get --version && a", &[]),
            ("service a status; b", &[]),
            ("echo chown; a", &[]),
        ] {
            let dockerfile = format!("FROM debian\nCMD {command}\n");
            check("runtime-needs-root", [("Dockerfile", dockerfile.as_str())], expected);
        }
    }
}
