use crate::build::base::base_image;
use crate::exec::{Ran, Script};
use crate::project::deployment::{Process, Role};
use crate::rule::{Check, Context, rule};
use crate::tables::commands;
use crate::tables::commands::{APACHE_STAYS, DAEMONS, FOREGROUND, SERVICE};

rule!("command-daemonizes", Check::Process(check));

fn check(process: &Process, cx: &mut Context) {
    if process.role == Role::Release {
        return;
    }
    let Some((last, before)) = process.launch.last().filter(|(last, _)| !last.conditional) else { return };
    if let Some(help) = detaches(last, process, cx) {
        let what = if STARTERS.contains(&last.name.as_str()) { "starts its program" } else { "runs" };
        let message =
            format!("`{}` {what} in the background, so the command ends and the dyno exits", last.name);
        cx.report_ran(process, last, last.place.clone(), message).help(help);
    } else if last.background {
        let message =
            format!("`{}` runs in the background, so the command ends and the dyno exits", last.name);
        cx.report_ran(process, last, last.place.clone(), message)
            .help("remove the `&`, or end the command with `wait`");
    } else if ends_at_once(last) {
        let gone = |ran: &&Ran| !ran.conditional && (ran.background || detaches(ran, process, cx).is_some());
        let earlier = before.last().filter(gone);
        if let Some(ran) = earlier {
            let message = format!(
                "`{}` runs in the background and `{}` ends at once, so the dyno exits",
                ran.name, last.name
            );
            cx.report_ran(process, ran, ran.place.clone(), message)
                .help("run it in the foreground, as the last command");
        }
    }
}

/// Programs that start another one.
const STARTERS: &[&str] = &[
    "celery",
    "clockworkd",
    "delayed_job",
    "forever",
    "monit",
    "pm2",
    "rc-service",
    "screen",
    "service",
    "start-stop-daemon",
    "supervisorctl",
    "systemctl",
    "tmux",
];

/// Whether a command surely goes to the background, and what to do.
fn detaches(ran: &Ran, process: &Process, cx: &Context) -> Option<&'static str> {
    let told = |stays: &[&str]| ran.args.iter().any(|arg| stays.iter().any(|word| arg.contains(word)));
    if ran.goes_away {
        // What the image's own configuration says is only known of known images.
        let by_option = ran.server.is_none_or(|server| ran.has(server.detaches));
        let asks = ran.has(&["-t", "-v", "-V", "-h"]);
        if !by_option && (told(APACHE_STAYS) || !is_known(process, cx) || asks) {
            return None;
        }
        let name = ran.server.map_or(ran.name.as_str(), |server| server.name);
        let row = FOREGROUND.iter().find(|(known, _)| *known == name);
        return Some(row.map_or("remove the option that starts it in the background", |(_, help)| help));
    }
    let script = ran.script.as_ref().filter(|script| script.path.contains("/init.d/"));
    if script.is_some() && ran.has(&["start", "restart"]) {
        return Some(SERVICE);
    }
    if ran.script.as_ref().and_then(Script::source).is_some_and(|source| leaves(source.text())) {
        return Some("leave out what sends it there");
    }
    let daemon = DAEMONS.iter().find(|daemon| commands::fits(&daemon.row, &ran.name, &ran.args))?;
    (!told(daemon.stays)).then_some(daemon.help)
}

/// Whether the text of a program sends it to the background, whatever it is asked.
fn leaves(text: &str) -> bool {
    let call = |line: &str| {
        let line = line.trim_end_matches(['(', ')', ';', ' ']);
        DAEMONIZE.iter().any(|call| line.ends_with(call)) && !line.starts_with([' ', '\t', '#'])
    };
    text.lines().any(|line| call(line.trim_end()))
}

/// Calls that send a program to the background.
const DAEMONIZE: &[&str] =
    &[".daemonize", "Process.daemon", "Process.daemon(true", "Process.daemon(true, true"];

fn is_known(process: &Process, cx: &Context) -> bool {
    let project = cx.project;
    let built = project.deployment.built(process, &project.dockerfiles);
    built.is_some_and(|(file, stage)| base_image(file, stage).is_some())
}

/// A shell without a terminal, or a word for success.
fn ends_at_once(ran: &Ran) -> bool {
    let shell = ["bash", "sh", "ash", "zsh"].contains(&ran.name.as_str())
        && ran.args.iter().all(|arg| arg == "-i" || arg == "-l");
    shell || ["true", "echo", ":"].contains(&ran.name.as_str())
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    /// What is said of a command, where it stands.
    #[track_caller]
    fn says(command: &str, expected: Option<&str>) {
        let dockerfile = format!("FROM debian:12\nCOPY . /\nCMD {command}\n");
        let line = expected.map(|at| format!("Dockerfile:{at}"));
        let expected: Vec<&str> = line.iter().map(String::as_str).collect();
        check(
            "command-daemonizes",
            [("Dockerfile", dockerfile.as_str()), ("s.conf", "[program:a]\ncommand=a\n")],
            &expected,
        );
    }

    #[test]
    fn the_last_command_decides() {
        const CRON: &str = ": `cron` runs in the background, so the command ends and the dyno exits";
        says("cron", Some(&format!("3:5{CRON}")));
        says("a && cron", Some(&format!("3:10{CRON}")));
        says("cron && a", None);
        says("cron -f", None);
        says("if a; then cron; fi", None);
        says("while true; do cron; done", None);
        says("cron || true", None);
        says("exec a & wait", None);
        says("a & wait -n; exit 1", None);
        says("a & b; while sleep 9; do c; done", None);
        says("a & sh -c 'b & wait'", None);
        says("(a; b) &", Some("3:9: `b` runs in the background, so the command ends and the dyno exits"));
        says(
            "service a start && bash",
            Some("3:5: `service` runs in the background and `bash` ends at once, so the dyno exits"),
        );
        says("service a start && bash b.sh", None);
        says("service a status", None);
        says(
            "/etc/init.d/a start",
            Some("3:5: `a` runs in the background, so the command ends and the dyno exits"),
        );
    }

    #[test]
    fn what_others_start_and_what_a_text_does() {
        const ENDS: &str = "starts its program in the background, so the command ends and the dyno exits";
        for (command, program) in [
            ("bin/delayed_job start", "delayed_job"),
            ("pm2 start app.js", "pm2"),
            ("clockworkd start", "clockworkd"),
        ] {
            says(command, Some(&format!("3:5: `{program}` {ENDS}")));
        }
        says("bin/delayed_job run", None);
        says("pm2 start app.js && pm2 logs", None);
        let text = "require 'daemons'\nDaemons.daemonize\nloop { sleep 1 }\n";
        check(
            "command-daemonizes",
            [("Dockerfile", "FROM ruby:3.4\nCOPY . /\nCMD ruby /a.rb\n"), ("a.rb", text)],
            &["Dockerfile:3:5: `ruby` runs in the background, so the command ends and the dyno exits"],
        );
        let asked = "Daemons.daemonize if ARGV.first == 'start'\nloop { sleep 1 }\n";
        check(
            "command-daemonizes",
            [("Dockerfile", "FROM ruby:3.4\nCOPY . /\nCMD ruby /a.rb\n"), ("a.rb", asked)],
            &[],
        );
    }

    #[test]
    fn configurations_may_keep_a_program_in_the_foreground() {
        const FOUND: &str =
            "3:5: `supervisord` runs in the background, so the command ends and the dyno exits";
        says("supervisord -c /s.conf", Some(FOUND));
        says("supervisord -n -c /s.conf", None);
        says("supervisord -c /other.conf", None);
        says("supervisord", None);
        says("nginx -g 'daemon off;'", None);
        says("apachectl -D FOREGROUND", None);
        says("httpd -X", None);
    }
}
