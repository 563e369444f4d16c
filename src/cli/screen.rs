//! What the screen can show: colors, links, characters and columns.

use std::io::{self, IsTerminal};

use super::values::Color;
use crate::report::Style;

/// Standard output and standard error as people see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Screen {
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// Whether colors are wanted on standard output unless a flag says otherwise.
    pub color: bool,
    /// Whether they are on standard error.
    pub error_color: bool,
    /// Whether links work on standard output.
    pub links: bool,
    /// Whether there are no characters but ASCII's.
    pub ascii: bool,
    /// Columns of the terminal, or what `COLUMNS` says.
    pub columns: Option<usize>,
    /// Whether a line on standard error can be taken back.
    pub live: bool,
}

/// Columns of coloured output that goes to no terminal, such as a log: nobody knows who will look at it.
const USUAL_COLUMNS: usize = 80;

impl Screen {
    /// The screen of this process.
    pub fn of_process() -> Screen {
        let (out, err) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let signs = Signs::of_environment();
        let size = terminal_size::terminal_size().filter(|_| out);
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
        let color = signs.color(out);
        if color {
            let _ = anstyle_query::windows::enable_ansi_colors();
        }
        Screen {
            terminal: out,
            color,
            error_color: signs.color(err),
            links: color && out && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
            ascii: is_ascii(locale.as_deref(), out, supports_unicode::supports_unicode()),
            columns: columns(variable("COLUMNS").as_deref(), size.map(|(width, _)| usize::from(width.0))),
            live: err && signs.term,
        }
    }

    /// How reports look on it.
    pub fn style(&self, color: Color) -> Style {
        let color = match color {
            Color::Auto => self.color,
            Color::Always => true,
            Color::Never => false,
        };
        let width = self.columns.unwrap_or(if color { USUAL_COLUMNS } else { usize::MAX });
        Style { color, links: color && self.links, ascii: self.ascii, width, ..Style::default() }
    }
}

/// What the environment says of colors: <https://no-color.org>, <https://force-color.org> and
/// <https://bixense.com/clicolors>.
#[derive(Debug, Clone, Copy)]
struct Signs {
    /// `NO_COLOR` is set.
    no_color: bool,
    /// `FORCE_COLOR` or `CLICOLOR_FORCE` is set, and not to 0.
    force: bool,
    /// `CLICOLOR`, if it is set.
    clicolor: Option<bool>,
    /// `TERM` is not `dumb`.
    term: bool,
}

impl Signs {
    fn of_environment() -> Signs {
        let forced = |name| variable(name).is_some_and(|value| !matches!(value.as_str(), "0" | "false"));
        Signs {
            no_color: anstyle_query::no_color(),
            force: forced("FORCE_COLOR") || forced("CLICOLOR_FORCE"),
            clicolor: anstyle_query::clicolor(),
            term: anstyle_query::term_supports_color(),
        }
    }

    fn color(self, terminal: bool) -> bool {
        if self.no_color {
            return false;
        }
        self.force || (terminal && self.clicolor != Some(false) && (self.term || self.clicolor == Some(true)))
    }
}

/// A variable of the environment that is set to something.
#[expect(clippy::disallowed_methods, reason = "the environment is read by the command line and nowhere else")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether there are only ASCII's characters. Who reads a pipe for which no locale is named reads UTF-8 today.
fn is_ascii(locale: Option<&str>, terminal: bool, supported: bool) -> bool {
    let utf8 = |name: &str| ["UTF-8", "UTF8"].iter().any(|end| name.to_ascii_uppercase().ends_with(end));
    match locale {
        None => terminal && !supported,
        Some(locale) => !(utf8(locale) || supported),
    }
}

/// `COLUMNS` where it is a number, else what the terminal says.
fn columns(variable: Option<&str>, terminal: Option<usize>) -> Option<usize> {
    variable.and_then(|text| text.parse().ok()).or(terminal).filter(|columns| *columns > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_decide_on_colors() {
        let plain = Signs { no_color: false, force: false, clicolor: None, term: true };
        for (signs, on_terminal, in_pipe) in [
            (plain, true, false),
            (Signs { no_color: true, ..plain }, false, false),
            (Signs { no_color: true, force: true, ..plain }, false, false),
            (Signs { force: true, ..plain }, true, true),
            (Signs { force: true, clicolor: Some(false), term: false, ..plain }, true, true),
            (Signs { clicolor: Some(false), ..plain }, false, false),
            (Signs { clicolor: Some(true), ..plain }, true, false),
            (Signs { term: false, ..plain }, false, false),
            (Signs { term: false, clicolor: Some(true), ..plain }, true, false),
        ] {
            assert_eq!((signs.color(true), signs.color(false)), (on_terminal, in_pipe), "{signs:?}");
        }
    }

    #[test]
    fn width_is_that_of_the_terminal_or_of_columns() {
        assert_eq!(columns(None, Some(120)), Some(120));
        assert_eq!(columns(Some("60"), Some(120)), Some(60));
        assert_eq!(columns(Some("wide"), Some(120)), Some(120));
        assert_eq!(columns(Some("0"), None), None);
        let width = |screen: Screen, color| screen.style(color).width;
        assert_eq!(width(Screen { columns: Some(60), ..Screen::default() }, Color::Always), 60);
        assert_eq!(width(Screen::default(), Color::Always), 80);
        assert_eq!(width(Screen::default(), Color::Auto), usize::MAX);
    }

    #[test]
    fn the_locale_decides_on_characters() {
        for (locale, terminal, supported, expected) in [
            (Some("C"), false, false, true),
            (Some("C"), true, false, true),
            (Some("de_DE.UTF-8"), true, false, false),
            (Some("en_US.utf8"), false, false, false),
            (Some("en_US.ISO-8859-1"), true, false, true),
            (None, true, false, true),
            (None, true, true, false),
            (None, false, false, false),
        ] {
            assert_eq!(is_ascii(locale, terminal, supported), expected, "{locale:?} {terminal} {supported}");
        }
    }

    #[test]
    fn links_need_colors() {
        let screen = Screen { terminal: true, color: true, links: true, ..Screen::default() };
        assert!(screen.style(Color::Auto).links && !screen.style(Color::Never).links);
        assert!(!Screen { links: false, ..screen }.style(Color::Always).links);
    }
}
