//! The engine that is built in: shuck-linter's rules, by ShellCheck's codes. Nothing outside this module knows it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use shuck_linter::{
    AmbientShellOptions, AnalysisRequest, LinterSettings, Rule, RuleSet, ShellCheckCodeMap, ShellCheckLevel,
    ShellDialect, rule_metadata,
};
use shuck_parser::parser::{ParseDiagnostic, Parser};

use super::{Finding, Shell, Subject};
use crate::diagnostic::Severity;

/// Levels the parser may descend; real scripts stay under 15.
const DEEPEST: usize = 64;
/// The code of a script that does not parse.
const UNREADABLE: u32 = 1072;
/// Below are codes about how a script is written, from here on codes about what it means.
const FIRST_OF_MEANING: u32 = 2000;

static CODES: LazyLock<ShellCheckCodeMap> = LazyLock::new(ShellCheckCodeMap::default);
static RULES: LazyLock<RuleSet> = LazyLock::new(|| CODES.mappings().map(|(_, rule)| rule).collect());

/// What it finds. A defect in it costs the findings of this script.
pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    catch_unwind(AssertUnwindSafe(|| run(subject))).unwrap_or_default()
}

fn run(subject: &Subject) -> Vec<Finding> {
    let shell = dialect(subject.shell);
    let mut settings = LinterSettings::default()
        .with_shell(shell)
        .with_resolve_source_closure(false)
        .with_ambient_shell_options(AmbientShellOptions {
            errexit: subject.errexit,
            pipefail: subject.pipefail,
        });
    settings.rules = *RULES;
    let fuel = subject.text.len().max(100_000);
    let profile = shuck_parser::ShellProfile::native(shell.parser_dialect());
    let parsed = Parser::with_limits_and_profile(&subject.text, DEEPEST, fuel, profile).parse();
    let found = AnalysisRequest::from_parse_result(&parsed, &subject.text, &settings).lint();
    let mut findings: Vec<Finding> = found.into_iter().filter_map(finding).collect();
    if let Some(error) = parsed.diagnostics.first() {
        findings.retain(|finding| finding.code < FIRST_OF_MEANING);
        findings.push(unreadable(error));
    }
    findings
}

/// What cannot be read as a whole is not understood in its parts.
fn unreadable(error: &ParseDiagnostic) -> Finding {
    let reason = error.message.strip_prefix("syntax error: ").unwrap_or(&error.message);
    Finding {
        code: UNREADABLE,
        severity: Severity::Error,
        message: format!("the script does not parse: {reason}"),
        help: None,
        range: error.span.start.offset()..error.span.end.offset(),
    }
}

fn finding(found: shuck_linter::Diagnostic) -> Option<Finding> {
    Some(Finding {
        code: CODES.code_for_rule(found.rule)?,
        severity: level(found.rule),
        help: found.fix_title,
        message: found.message,
        range: found.span.start.offset()..found.span.end.offset(),
    })
}

/// What a code is about: a sentence without its stop.
pub(super) fn summary(code: &str) -> Option<&'static str> {
    let known = rule_metadata(CODES.resolve(code)?)?;
    Some(known.description.trim_end_matches('.'))
}

fn level(rule: Rule) -> Severity {
    match rule_metadata(rule).and_then(|known| known.shellcheck_level) {
        Some(ShellCheckLevel::Error) => Severity::Error,
        Some(ShellCheckLevel::Warning) => Severity::Warning,
        _ => Severity::Info,
    }
}

fn dialect(shell: Shell) -> ShellDialect {
    match shell {
        Shell::Sh => ShellDialect::Sh,
        Shell::Bash => ShellDialect::Bash,
        Shell::Dash => ShellDialect::Dash,
        Shell::Ksh => ShellDialect::Ksh,
    }
}
