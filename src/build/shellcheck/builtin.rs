//! The engine that is built in: shuck-linter's rules, by ShellCheck's codes. Nothing outside this module knows it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use shuck_linter::{
    AmbientShellOptions, AnalysisRequest, LinterSettings, Rule, RuleSet, ShellCheckCodeMap, ShellCheckLevel,
    ShellDialect, rule_metadata,
};
use shuck_parser::parser::{ParseDiagnostic, Parser};

use super::{Finding, Remark, Shell, Subject, codes, renumbered};
use crate::base::diagnostic::Severity;
use crate::build::dockerfile::Dockerfile;
use crate::build::run_scripts::RunScript;

/// Levels the parser may descend; real scripts stay under 15.
const DEEPEST: usize = 64;
/// Bytes of one script with its variables, of those of a file, and of a word; commands and functions of a script. The largest of
/// 12,000 real scripts have 5,000 bytes, 200 in a word, 78 commands and 2 functions.
const LONGEST: usize = 16 * 1024;
const LONGEST_IN_ALL: usize = 256 * 1024;
const LONGEST_WORD: usize = 4 * 1024;
const MOST_COMMANDS: usize = 400;
const MOST_FUNCTIONS: usize = 50;
/// The code of a script that does not parse.
const UNREADABLE: u32 = 1072;
/// Below are codes about how a script is written, from here on codes about what it means.
const FIRST_OF_MEANING: u32 = 2000;

static CODES: LazyLock<ShellCheckCodeMap> = LazyLock::new(ShellCheckCodeMap::default);
/// The rules that find what ShellCheck finds, and is about the script.
static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
    CODES.mappings().filter(|(_, rule)| code(*rule).is_some()).map(|(_, rule)| rule).collect()
});

/// What it finds in a file. A defect in it costs the findings of one script.
pub(super) fn check(file: &Dockerfile) -> Vec<Remark> {
    let mut left = LONGEST_IN_ALL;
    let mut remarks = Vec::new();
    for subject in super::subjects(file) {
        left = match left.checked_sub(subject.text.len()) {
            Some(left) => left,
            None => break,
        };
        if is_modest(&subject) {
            let findings = catch_unwind(AssertUnwindSafe(|| run(&subject))).unwrap_or_default();
            remarks.extend(subject.remarks(findings));
        }
    }
    remarks
}

/// Whether a script is of a size that people write. The engine takes the square of many sizes in time, and descends
/// as deep as a chain of commands is long.
fn is_modest(subject: &Subject) -> bool {
    let RunScript { text, script, .. } = subject.script;
    let words = text.text.split_whitespace();
    subject.text.len() <= LONGEST
        && script.commands.len() <= MOST_COMMANDS
        && script.functions.len() <= MOST_FUNCTIONS
        && words.map(str::len).max().unwrap_or(0) <= LONGEST_WORD
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
        code: code(found.rule)?,
        severity: level(found.rule),
        help: found.fix_title,
        message: found.message,
        range: found.span.start.offset()..found.span.end.offset(),
    })
}

/// ShellCheck's number for what a rule finds.
fn code(rule: Rule) -> Option<u32> {
    let code = renumbered::by_shellcheck(CODES.code_for_rule(rule)?)?;
    Some(code).filter(|code| !codes::is_beside_the_point(*code))
}

/// The rules that find a code.
fn rules(code: &str) -> impl Iterator<Item = Rule> {
    let rules = CODES.mappings().map(|(_, rule)| rule);
    rules.filter(move |rule| self::code(*rule).and_then(codes::name) == Some(code))
}

/// What a code is about: a sentence without its stop.
pub(super) fn summary(code: &str) -> Option<&'static str> {
    let known = rules(code).find_map(rule_metadata)?;
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
