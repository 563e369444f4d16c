//! What the XML formats share.

use super::Sorted;
use super::visible::visible;
use crate::base::diagnostic::Diagnostic;

/// The first line of a document.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// Text as it stands in an attribute or an element. XML has no way to write control characters; they are shown.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// The findings of each file.
pub fn by_file<'r, 'a>(report: &'r Sorted<'a>) -> impl Iterator<Item = (&'a str, &'r [&'a Diagnostic])> {
    let files = report.diagnostics.chunk_by(|a, b| a.place.source.shown() == b.place.source.shown());
    files.filter_map(|findings| Some((findings.first()?.place.source.shown(), findings)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(escape("a<b> & \"c\" 'd'"), "a&lt;b&gt; &amp; &quot;c&quot; 'd'");
        assert_eq!(escape("\u{0}\n\u{1b}\u{ffff}"), "␀␊␛<U+FFFF>".replace('<', "&lt;").replace('>', "&gt;"));
    }
}
