use crate::base::source::{Place, Span};
use crate::build::dockerfile::Dockerfile;
use crate::build::packages::calls::{Call, calls};
use crate::build::packages::downloads;
use crate::build::packages::downloads::is_local;
use crate::build::packages::values::{UNKNOWN, Values};
use crate::build::run_scripts::Run;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::Kind;
use crate::tables::verification::{PROGRAMS, SETTINGS, SWITCHES, Setting, Unchecked, VARIABLES};

rule!("verification-disabled", Check::Dockerfile(check));

fn check(file: &Dockerfile, cx: &mut Context) {
    for step in file.steps() {
        let (Kind::Env(pairs) | Kind::Arg(pairs)) = &step.instruction.kind else { continue };
        for pair in pairs {
            let Some(value) = &pair.value else { continue };
            let place = step.place(pair.key.span.join(value.span));
            check_variable(&pair.key.value, step.value(&value.value).as_deref(), place, cx);
        }
    }
    for run in file.runs() {
        check_environment(&run, cx);
        let calls = calls(&run, PROGRAMS);
        for call in downloads::unchecked(&run, &calls) {
            check_switches(&run, call, cx);
            check_settings(&run, call, cx);
        }
    }
}

/// Checks the variables that a RUN sets.
fn check_environment(run: &Run, cx: &mut Context) {
    let values = Values::new(run);
    for command in &run.run.script.commands {
        for one in command.assigned() {
            let value = values.value(&one.value);
            check_variable(&one.name.value, Some(&value), run.step.place(one.span), cx);
        }
        for word in command.effective().assignments {
            let text = values.value(word);
            let (name, value) = text.split_once('=').unwrap_or((&text, ""));
            check_variable(name, Some(value), run.step.place(word.span), cx);
        }
    }
}

fn check_variable(name: &str, value: Option<&str>, place: Place, cx: &mut Context) {
    let Some(row) = VARIABLES.iter().find(|row| row.name == name) else { return };
    let Some(value) = value.filter(|value| !value.contains(UNKNOWN) && is_off(row.off, value)) else {
        return;
    };
    let fact = if row.fact.is_empty() { fact(Unchecked::Certificate) } else { row.fact };
    let help = if row.instead.is_empty() { help(Unchecked::Certificate) } else { row.instead };
    cx.report(place, format!("`{name}={value}`: {fact}")).help(help);
}

fn check_switches(run: &Run, call: &Call, cx: &mut Context) {
    let rows =
        SWITCHES.iter().filter(|row| row.programs.iter().any(|one| one.program == call.manager.program));
    for row in rows {
        let found = row.options.iter().find_map(|name| Some((name, call.option(&[name])?)));
        let Some((name, option)) = found else { continue };
        let what = format!("`{} {name}`: {}", call.manager.program, fact(row.unchecked));
        cx.report(run.step.place(option.word.span), what).help(help(row.unchecked));
    }
}

fn check_settings(run: &Run, call: &Call, cx: &mut Context) {
    for (key, value, span) in settings(call) {
        let name = key.rsplit(['.', ':', '=']).next().unwrap_or(key).trim_start_matches('-');
        let is_meant = |row: &&Setting| {
            row.programs.iter().any(|one| one.program == call.manager.program)
                && row.key.eq_ignore_ascii_case(name)
                && is_off(row.off, value)
        };
        let Some(row) = SETTINGS.iter().find(is_meant) else { continue };
        let what = format!("`{name}={}`: {}", value.replace(UNKNOWN, "…"), fact(row.unchecked));
        cx.report(run.step.place(span), what).help(help(row.unchecked));
    }
}

/// The names and values that a call may set: `key=value`, `key value`, `--key value`.
fn settings<'a>(call: &'a Call) -> Vec<(&'a str, &'a str, Span)> {
    let words = call.options.iter().chain(&call.taken).chain(&call.operands);
    let glued = words.filter_map(|arg| {
        let (key, value) = arg.text.rsplit_once('=')?;
        Some((key, value, arg.word.span))
    });
    let pairs = call.operands.windows(2).filter_map(|pair| match pair {
        [key, value] => Some((key.text.as_str(), value.text.as_str(), key.word.span.join(value.word.span))),
        _ => None,
    });
    let given = call
        .given()
        .map(|(key, value)| (key.text.as_str(), value.text.as_str(), key.word.span.join(value.word.span)));
    glued.chain(pairs).chain(given).collect()
}

/// Whether a value is in the list. If the list is empty: whether the value is neither empty nor the local machine.
fn is_off(off: &[&str], value: &str) -> bool {
    match off {
        [] => !value.is_empty() && !is_local(value),
        _ => off.contains(&value.to_ascii_lowercase().as_str()),
    }
}

const fn fact(unchecked: Unchecked) -> &'static str {
    match unchecked {
        Unchecked::Certificate => {
            "certificates are not checked, so anyone in between can replace the download"
        }
        Unchecked::Signature => "signatures are not checked, so the packages may come from anyone",
    }
}

const fn help(unchecked: Unchecked) -> &'static str {
    match unchecked {
        Unchecked::Certificate => {
            "remove it; if certificates are missing, install `ca-certificates` or COPY your CA's certificate in"
        }
        Unchecked::Signature => "remove it, and import the key that signs the packages",
    }
}
