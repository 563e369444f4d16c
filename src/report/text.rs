//! The format for people.
//!
//! ```text
//! error[port-hardcoded]: the web process listens on port 8000
//!    ╭─ Dockerfile.web:2:22
//!  2 │ CMD gunicorn --bind :8000 app:app
//!    ·                      ────
//!    ╰─ help: …
//!       fix:  … (run with --fix)
//! ```

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use super::ansi::{BOLD, CYAN, DIM, color_of, link, paint};
use super::snippet::snippets;
use super::visible::visible;
use super::{Sorted, Style, Summary};
use crate::base::diagnostic::{Diagnostic, Severity};

pub fn write(report: &Sorted, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut named = HashSet::new();
    for one in &report.diagnostics {
        let url = report.rule(one.rule).url.as_str();
        writeln!(out, "{}", header(one, url, style))?;
        let page = (!style.color && !url.is_empty() && named.insert(one.rule)).then_some(url);
        out.write_all(body(one, page, style).as_bytes())?;
        writeln!(out)?;
    }
    if style.statistics {
        out.write_all(statistics(report).as_bytes())?;
    }
    if style.quiet { Ok(()) } else { writeln!(out, "{}", closing(report, style)) }
}

/// `error[rule]: message`; in colour the rule's name is a link to its page.
fn header(one: &Diagnostic, url: &str, style: Style) -> String {
    let severity = one.severity.as_str();
    let message = visible(&one.message);
    if !style.color {
        return format!("{severity}[{}]: {message}", one.rule);
    }
    let name = if url.is_empty() { one.rule.to_string() } else { link(url, one.rule) };
    let head = paint(style, color_of(one.severity), &format!("{severity}[{name}]"));
    head + &paint(style, BOLD, &format!(": {message}"))
}

/// The snippets, then what to do, all along one line on the left.
fn body(one: &Diagnostic, page: Option<&str>, style: Style) -> String {
    let snippets = snippets(one, style.width);
    let digits = snippets.iter().map(|snippet| snippet.digits()).max().unwrap_or(1);
    let mut out = String::new();
    for (index, snippet) in snippets.iter().enumerate() {
        let corner = if index == 0 { "╭─" } else { "├─" };
        out += &format!("{:digits$}  {} {}", "", paint(style, DIM, corner), snippet.location());
        if let Some(remark) = snippet.remark() {
            out += &format!(": {}", visible(remark));
        }
        out.push('\n');
        let shift = " ".repeat(digits - snippet.digits());
        let drawn = snippet.draw(one.severity, style.color, style.width);
        drawn.lines().for_each(|line| out += &format!("{shift}{line}\n"));
    }
    out + &advice(one, page, style, digits)
}

/// `help:`, `fix:` and `page:`, where they apply.
fn advice(one: &Diagnostic, page: Option<&str>, style: Style, digits: usize) -> String {
    let fix = one.fix.as_ref().map(|fix| {
        let flag = if fix.safe { "--fix" } else { "--unsafe-fixes" };
        format!("{} (run with {flag})", visible(&fix.title))
    });
    let help = one.help.as_deref().map(|help| visible(help).into_owned());
    let lines = [("help:", help), ("fix: ", fix), ("page:", page.map(str::to_string))];
    let mut out = String::new();
    for (name, text) in lines {
        let Some(text) = text else { continue };
        let corner = if out.is_empty() { "╰─" } else { "  " };
        let first = format!("{:digits$}  {} {} ", "", paint(style, DIM, corner), paint(style, CYAN, name));
        let options =
            textwrap::Options::new(style.width.saturating_sub(digits + 11).max(20)).break_words(false);
        for (index, line) in textwrap::wrap(&text, options).iter().enumerate() {
            // A line that begins so is an order to some CI services.
            let dot = if line.starts_with("::") { "·" } else { "" };
            let indent = if index == 0 { first.clone() } else { " ".repeat(digits + 11) + dot };
            out += &format!("{indent}{line}\n");
        }
    }
    out
}

/// How often each rule spoke, the most frequent first.
fn statistics(report: &Sorted) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    report.diagnostics.iter().for_each(|one| *counts.entry(one.rule).or_default() += 1);
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let digits = rows.first().map_or(1, |(_, count)| count.to_string().len());
    let width = rows.iter().map(|(rule, _)| rule.len()).max().unwrap_or(0);
    let mut out: String = rows
        .iter()
        .map(|(rule, count)| {
            let row = format!("{count:digits$}  {rule:width$}  {}", report.rule(rule).summary);
            row.trim_end().to_string() + "\n"
        })
        .collect();
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// `2 errors, 1 warning in 3 files (1 fixable with --fix)`.
fn closing(report: &Sorted, style: Style) -> String {
    let Summary { errors, warnings, infos, files, .. } = report.summary;
    let counts = [(errors, Severity::Error), (warnings, Severity::Warning), (infos, Severity::Info)];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| paint(style, color_of(*severity), &plural(*count, severity.as_str())))
        .collect();
    let found = if parts.is_empty() { "no problems".to_string() } else { parts.join(", ") };
    format!("{found} in {}{}", plural(files, "file"), fixable(report))
}

fn fixable(report: &Sorted) -> String {
    let fixes = report.diagnostics.iter().filter_map(|one| one.fix.as_ref());
    let (safe, other): (Vec<_>, Vec<_>) = fixes.partition(|fix| fix.safe);
    match (safe.len(), other.len()) {
        (0, 0) => String::new(),
        (safe, 0) => format!(" ({safe} fixable with --fix)"),
        (0, other) => format!(" ({other} fixable with --unsafe-fixes)"),
        (safe, other) => format!(" ({safe} fixable with --fix, {other} more with --unsafe-fixes)"),
    }
}

fn plural(count: usize, noun: &str) -> String {
    let end = if count == 1 || noun == "info" { "" } else { "s" };
    format!("{count} {noun}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::source::{Place, Source, Span};
    use crate::report::Format;
    use crate::report::sample::{diagnostics, place, render, source};

    /// One finding of `rule` with the message `message`, as text without colour.
    fn shown(text: &str, span: Span, related: &[&str]) -> String {
        let source = source("a", text);
        let mut one = Diagnostic::new("rule", Severity::Warning, Place::new(&source, span), "message");
        for words in related {
            one.related(place(&source, words), format!("here is {words}"));
        }
        let out = render(Format::Text, &[one], Style { quiet: true, ..Style::default() });
        let body = out.strip_prefix("warning[rule]: message\n").and_then(|out| out.strip_suffix("\n\n"));
        body.unwrap_or(&out).to_string()
    }

    #[test]
    fn a_whole_report() {
        let style = Style { statistics: true, ..Style::default() };
        assert_eq!(
            render(Format::Text, &diagnostics(), style),
            "\
error[port-hardcoded]: the web process listens on port 8000, Heroku expects $PORT
   ╭─ Dockerfile.web:2:21
 2 │ CMD gunicorn --bind :8000 app:app
   ·                     ─────
   ├─ heroku.yml:3:10
 3 │     web: Dockerfile.web
   ·          ───────┬──────
   ·                 ╰── the web image is built here
   ╰─ help: bind `0.0.0.0:$PORT`
      fix:  replace `8000` by `$PORT` (run with --fix)
      page: https://example.org/port-hardcoded

info[no-web-process]: no process is `web`
   ╭─ heroku.yml:1:1

warning[process-without-image]: 100% of <it>, \"all\": no image
   ╭─ heroku.yml:5:15
 5 │   wrk: ./wörk & 1
   ·               ───

1  no-web-process
1  port-hardcoded         the web process listens on a fixed port
1  process-without-image

1 error, 1 warning, 1 info in 3 files (1 fixable with --fix)
"
        );
    }

    #[test]
    fn a_clean_run_and_a_quiet_one() {
        assert_eq!(render(Format::Text, &[], Style::default()), "no problems in 3 files\n");
        assert_eq!(render(Format::Text, &[], Style { quiet: true, ..Style::default() }), "");
    }

    #[test]
    fn colour_brings_links_and_takes_the_page_line() {
        let out = render(Format::Text, &diagnostics(), Style { color: true, ..Style::default() });
        let head = "\u{1b}[1;31merror[\u{1b}]8;;https://example.org/port-hardcoded\u{1b}\\port-hardcoded\u{1b}]8;;\u{1b}\\]\u{1b}[0m";
        assert!(out.starts_with(head));
        assert!(!out.contains("page:"));
        assert!(out.contains("\u{1b}[1;31m1 error\u{1b}[0m, \u{1b}[1;33m1 warning\u{1b}[0m"));
        assert!(!render(Format::Text, &diagnostics(), Style::default()).contains('\u{1b}'));
    }

    #[test]
    fn lines_are_joined_cut_and_marked() {
        let run = "RUN a && \\\n    b && \\\n    c\nRUN d\n";
        let many = "RUN a \\\n b \\\n c \\\n d \\\n e\n";
        let cases = [
            (
                run,
                4..28,
                vec!["d"],
                " 1 │ ╭─▶ RUN a && \\\n 2 │ │       b && \\\n 3 │ ╰─▶     c\n 4 │     RUN d\n   ·         ┬\n   ·         ╰── here is d",
            ),
            (many, 0..24, vec![], " 1 │ RUN a \\\n   · ───────"),
            ("abc\r\n", 1..5, vec![], " 1 │ abc\n   ·  ──"),
            ("a b c", 4..5, vec!["a"], " 1 │ a b c\n   · ┬   ─\n   · ╰── here is a"),
            ("a\t\u{1b}[0m漢字 x", 6..12, vec![], " 1 │ a   ␛[0m漢字 x\n   ·         ────"),
            ("a\n\nb", 2..2, vec![], " 2 │\n   · ▲"),
            ("\u{feff}FROM a", 0..7, vec![], " 1 │ FROM a\n   · ────"),
        ];
        for (text, span, related, expected) in cases {
            let out = shown(text, span.into(), &related);
            assert_eq!(out.split_once('\n').map(|(_, drawn)| drawn), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn overlapping_ranges_and_far_lines_stand_apart() {
        assert_eq!(
            shown("abcdef", Span::new(0, 4), &["cd"]),
            "   ╭─ a:1:1\n 1 │ abcdef\n   · ────\n   ├─ a:1:3\n 1 │ abcdef\n   ·   ─┬\n   ·    ╰── here is cd"
        );
        assert_eq!(
            shown("x\n2\n3\n4\n5\n6\n7\n8\n9\nten", Span::new(18, 21), &["x"]),
            "    ╭─ a:10:1\n 10 │ ten\n    · ───\n    ├─ a:1:1\n  1 │ x\n    · ┬\n    · ╰── here is x"
        );
    }

    #[test]
    fn ends_of_files() {
        let cases = [
            ("FROM a\nRUN", 10, "   ╭─ a:2:4\n 2 │ RUN\n   ·    ▲"),
            ("FROM a\nRUN\n", 11, "   ╭─ a:2:4\n 2 │ RUN\n   ·    ▲"),
            ("FROM a\n", 99, "   ╭─ a:1:7\n 1 │ FROM a\n   ·       ▲"),
            ("", 0, "   ╭─ a:1:1"),
            ("\n", 1, "   ╭─ a:1:1\n 1 │\n   · ▲"),
        ];
        for (text, at, expected) in cases {
            assert_eq!(shown(text, Span::at(at), &[]), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_its_words() {
        let text = format!("{}hello{}", "aäb ".repeat(20_000), " xyz".repeat(20_000));
        let out = shown(&text, Span::new(100_000, 100_005), &[]);
        assert_eq!(
            out,
            "   ╭─ a:1:80001
 1 │ …b aäb aäb aäb aäb aäb aäb aäb hello xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz …
   ·                                ─────"
        );
        let marks = "a".to_string() + &"\u{301}".repeat(100_000);
        assert!(shown(&marks, Span::new(0, marks.len()), &[]).len() < 1000);
    }

    #[test]
    fn nothing_of_a_file_reaches_the_terminal_raw() {
        let source = Source::new("a", "p\u{1b}ath", "x\u{1b}]0;title\u{7}");
        let mut one =
            Diagnostic::new("rule", Severity::Error, Place::new(&source, Span::new(0, 1)), "m\u{1b}[2J");
        one.help("h\u{9b}2J\n")
            .related(Place::new(&source, Span::new(2, 3)), "r\u{1b}c")
            .fix("t\u{8}", vec![]);
        let out = render(Format::Text, &[one], Style::default());
        assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{out:?}");
    }

    #[test]
    fn any_range_of_any_text_is_drawn() {
        for text in ["", "\n", "\r\n\r\n", "\u{feff}a\n", "ä🚀\n\n\te\u{301}\r", "a\n\u{0}b\n\n\nc\nd\ne\nf"]
        {
            let source = source("a", text);
            for (start, end) in (0..text.len() + 3).flat_map(|s| (0..text.len() + 3).map(move |e| (s, e))) {
                let place = Place::new(&source, Span::new(start, end));
                let mut one = Diagnostic::new("rule", Severity::Info, place, "m");
                one.related(Place::new(&source, Span::new(end, start)), "one\ntwo");
                one.related(Place::new(&source, Span::at(start + 1)), "");
                let out = render(Format::Text, &[one], Style::default());
                assert!(out.starts_with("info[rule]: m\n"), "{text:?} {start} {end}");
            }
        }
    }

    #[test]
    fn fixes_are_counted_by_their_flag() {
        let source = source("a", "x");
        let with = |safe| {
            let mut one = Diagnostic::new("rule", Severity::Info, Place::file(&source), "m");
            if safe {
                one.fix("t", vec![])
            } else {
                one.unsafe_fix("t", vec![])
            };
            one
        };
        let last = |all: &[Diagnostic]| {
            render(Format::Text, all, Style::default()).lines().last().unwrap_or("").to_string()
        };
        assert_eq!(last(&[with(false)]), "1 info in 3 files (1 fixable with --unsafe-fixes)");
        assert_eq!(
            last(&[with(false), with(true), with(true)]),
            "3 info in 3 files (2 fixable with --fix, 1 more with --unsafe-fixes)"
        );
    }
}
