//! The format for people.
//!
//! ```text
//! warning[image-latest, DL3007]: `node:latest` is another image tomorrow
//!    ╭─ Dockerfile.web:1:6
//!  1 │ FROM node:latest
//!    ·      ───────────
//!    ╰─ help: …
//!       fix:  … (run with `--fix`)
//!             - FROM node:latest
//!             + FROM node:22
//!       page: dynolint explain image-latest
//! ```

use std::collections::HashSet;
use std::io::{self, Write};

use super::ansi::{BOLD, CYAN, DIM, GREEN, RED, color_of, link, paint};
use super::change;
use super::closing::{closing, statistics};
use super::glyphs::{glyphs, spelled};
use super::snippet::snippets;
use super::visible::visible;
use super::window::{columns_of, window};
use super::wrap::wrap;
use super::{RuleInfo, Sorted, Style};
use crate::base::diagnostic::{Diagnostic, Fix};

/// Blanks before what goes on with a message.
const INDENT: usize = 4;
/// Columns before what is advised, those of the line number aside: `  ╰─ help: `.
const ADVICE: usize = 11;
/// Other names of a rule that there is room for.
const MOST_ALIASES: usize = 2;

pub fn write(report: &Sorted, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut named = HashSet::new();
    for one in &report.diagnostics {
        let rule = report.rule(one.rule);
        writeln!(out, "{}", header(one, rule, style))?;
        let page = named.insert(one.rule).then_some(rule);
        out.write_all(body(one, page, style).as_bytes())?;
        writeln!(out)?;
    }
    if style.statistics {
        out.write_all(statistics(report).as_bytes())?;
    }
    if style.quiet { Ok(()) } else { writeln!(out, "{}", closing(report, style)) }
}

/// `error[rule, ALIAS]: message`; where links work the rule's name is one to its page.
fn header(one: &Diagnostic, rule: &RuleInfo, style: Style) -> String {
    let severity = one.severity.as_str();
    let aliases = aliases(rule);
    let used = severity.len() + one.rule.len() + columns_of(&aliases) + 4;
    let message = visible(&one.message);
    let lines = wrap(&spelled(&message, style.ascii), style.width, used, INDENT);
    let name =
        if style.links && !rule.url.is_empty() { link(&rule.url, one.rule) } else { one.rule.to_owned() };
    let head = paint(style, color_of(one.severity), &format!("{severity}[{name}{aliases}]"));
    let message = format!(": {}", lines.join("\n")).replace(": \n", ":\n");
    head + &paint(style, BOLD, &message)
}

/// The names by which users of other linters know a rule, each with a comma before it.
fn aliases(rule: &RuleInfo) -> String {
    let known: Vec<&str> = rule.known_as().collect();
    let shown: String = known.iter().take(MOST_ALIASES).map(|alias| format!(", {alias}")).collect();
    if known.len() > MOST_ALIASES { shown + ", ..." } else { shown }
}

/// The snippets, then what to do, all along one line on the left.
fn body(one: &Diagnostic, page: Option<&RuleInfo>, style: Style) -> String {
    let snippets = snippets(one, style.width);
    let digits = snippets.iter().map(|snippet| snippet.digits()).max().unwrap_or(1);
    let glyphs = glyphs(style.ascii);
    let mut out = String::new();
    for (index, snippet) in snippets.iter().enumerate() {
        let corner = if index == 0 { glyphs.top } else { glyphs.middle };
        let place = snippet.location();
        let used = digits + 5;
        let text = match snippet.remark(style.width) {
            Some(remark) => {
                let remark = visible(remark);
                let used = used + columns_of(&place) + 2;
                let lines = wrap(&spelled(&remark, style.ascii), style.width, used, digits + 5);
                format!("{place}: {}", lines.join("\n"))
            }
            None => place,
        };
        out += &format!("{:digits$}  {} {text}\n", "", paint(style, DIM, corner));
        let shift = " ".repeat(digits - snippet.digits());
        let drawn = snippet.draw(one.severity, style);
        drawn.lines().for_each(|line| out += &format!("{shift}{line}\n"));
    }
    out + &advice(one, page, style, digits)
}

/// `help:`, `fix:` and `page:`, where they apply.
fn advice(one: &Diagnostic, page: Option<&RuleInfo>, style: Style, digits: usize) -> String {
    let indent = digits + ADVICE;
    let lines = |text: &str| wrap(&spelled(text, style.ascii), style.width, indent, indent);
    let help = one.help.as_deref().map(|help| lines(&visible(help)));
    let fix = one.fix.as_ref().map(|fix| {
        let changed = changed_lines(fix, style, indent).into_iter();
        lines(&fix_line(one, fix)).into_iter().chain(changed).collect()
    });
    let page = page.map(|rule| page_lines(one.rule, rule, style, indent));
    let mut out = String::new();
    for (name, text) in [("help:", help), ("fix: ", fix), ("page:", page)] {
        let Some(text) = text else { continue };
        let corner = if out.is_empty() { glyphs(style.ascii).bottom } else { "  " };
        let name = paint(style, CYAN, name);
        out += &format!("{:digits$}  {} {name} {}\n", "", paint(style, DIM, corner), text.join("\n"));
    }
    out
}

/// What a fix does, where that is another file than the finding's, and what makes it.
fn fix_line(one: &Diagnostic, fix: &Fix) -> String {
    let flags = if fix.safe { "--fix" } else { "--fix --unsafe-fixes" };
    let other = change::only_source(fix).filter(|source| source.path() != one.place.source.path());
    let place = other.map(|source| format!(" in {}", visible(source.shown()))).unwrap_or_default();
    format!("{}{place} (run with `{flags}`)", visible(&fix.title))
}

/// The lines that a fix changes, cut to the screen around the change.
fn changed_lines(fix: &Fix, style: Style, indent: usize) -> Vec<String> {
    let room = style.width.saturating_sub(indent + 2);
    let cut = glyphs(style.ascii).cut;
    let line = |line: change::Line| {
        let mut text = line.text;
        if columns_of(&text) > room {
            let shown = window(&text, line.focus, room.saturating_sub(2 * columns_of(cut)));
            let (before, after) = (shown.start > 0, shown.end < text.len());
            let mark = |wanted| if wanted { cut } else { "" };
            text = format!("{}{}{}", mark(before), text.get(shown).unwrap_or(""), mark(after));
        }
        let color = if line.sign == '-' { RED } else { GREEN };
        let line = paint(style, color, format!("{} {text}", line.sign).trim_end());
        format!("{}{line}", " ".repeat(indent))
    };
    change::lines(fix).into_iter().map(line).collect()
}

/// The command that prints the page, and the page's address where it is on the web and no link has it already.
fn page_lines(id: &str, rule: &RuleInfo, style: Style, indent: usize) -> Vec<String> {
    let command = format!("dynolint explain {id}");
    if rule.url.is_empty() || style.links {
        return vec![command];
    }
    if indent + command.len() + rule.url.len() + 3 <= style.width {
        return vec![format!("{command} ({})", rule.url)];
    }
    vec![command, format!("{}{}", " ".repeat(indent), rule.url)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Severity;
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
        let page = "\n   ╰─ page: dynolint explain rule\n\n";
        let page = if out.ends_with(page) { page } else { "\n    ╰─ page: dynolint explain rule\n\n" };
        let body = out.strip_prefix("warning[rule]: message\n").and_then(|out| out.strip_suffix(page));
        body.unwrap_or(&out).to_string()
    }

    #[test]
    fn a_whole_report() {
        let style = Style { statistics: true, ..Style::default() };
        assert_eq!(
            render(Format::Text, &diagnostics(), style),
            "\
error[port-hardcoded, DL9999]: the web process listens on port 8000, Heroku expects $PORT
   ╭─ Dockerfile.web:2:21
 2 │ CMD gunicorn --bind :8000 app:app
   ·                     ─────
   ├─ heroku.yml:3:10
 3 │     web: Dockerfile.web
   ·          ───────┬──────
   ·                 ╰── the web image is built here
   ╰─ help: bind `0.0.0.0:$PORT`
      fix:  replace `8000` by `$PORT` (run with `--fix`)
            - CMD gunicorn --bind :8000 app:app
            + CMD gunicorn --bind :$PORT app:app
      page: dynolint explain port-hardcoded (https://example.org/port-hardcoded)

info[no-web-process]: no process is `web`
   ╭─ heroku.yml:1:1
   ╰─ page: dynolint explain no-web-process

warning[process-without-image]: 100% of <it>, \"all\": no image
   ╭─ heroku.yml:5:15
 5 │   wrk: ./wörk & 1
   ·               ───
   ╰─ page: dynolint explain process-without-image

1  no-web-process
1  port-hardcoded         the web process listens on a fixed port
1  process-without-image

1 error, 1 warning, 1 info in 1 project, 3 files (1 fixable with --fix)
"
        );
    }

    #[test]
    fn a_clean_run_and_a_quiet_one() {
        assert_eq!(render(Format::Text, &[], Style::default()), "no problems in 1 project, 3 files\n");
        assert_eq!(render(Format::Text, &[], Style { quiet: true, ..Style::default() }), "");
    }

    #[test]
    fn links_take_the_place_of_addresses() {
        let color = Style { color: true, ..Style::default() };
        let out = render(Format::Text, &diagnostics(), Style { links: true, ..color });
        let head = "\u{1b}[1;31merror[\u{1b}]8;;https://example.org/port-hardcoded\u{1b}\\port-hardcoded\u{1b}]8;;\u{1b}\\, DL9999]\u{1b}[0m";
        assert!(out.starts_with(head));
        assert!(out.contains("page:\u{1b}[0m dynolint explain port-hardcoded\n"), "{out}");
        let out = render(Format::Text, &diagnostics(), color);
        assert!(out.starts_with("\u{1b}[1;31merror[port-hardcoded, DL9999]\u{1b}[0m"));
        assert!(out.contains("dynolint explain port-hardcoded (https://example.org/port-hardcoded)"));
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
 1 │ …aäb aäb aäb aäb aäb aäb aäb hello xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz…
   ·                              ─────"
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
        assert_eq!(
            last(&[with(false)]),
            "1 info in 1 project, 3 files (1 fixable with --fix --unsafe-fixes)"
        );
        assert_eq!(
            last(&[with(false), with(true), with(true)]),
            "3 info in 1 project, 3 files (2 fixable with --fix, 1 more with --unsafe-fixes)"
        );
    }
}
