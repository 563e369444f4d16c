//! What reports draw with: box characters, or ASCII where the locale has no others.

use std::borrow::Cow;

use miette::ThemeCharacters;

/// The marks of one way of drawing.
#[derive(Debug)]
pub struct Glyphs {
    /// Opens a finding.
    pub top: &'static str,
    /// Opens another place of it.
    pub middle: &'static str,
    /// Opens what to do.
    pub bottom: &'static str,
    /// Stands for what is cut off.
    pub cut: &'static str,
}

static BOXES: Glyphs = Glyphs { top: "╭─", middle: "├─", bottom: "╰─", cut: "…" };
static ASCII: Glyphs = Glyphs { top: ",-", middle: "|-", bottom: "`-", cut: "..." };

/// Characters of messages that ASCII has other words for.
const SUBSTITUTES: [(char, &str); 6] =
    [('…', "..."), ('→', "->"), ('–', "-"), ('—', "-"), ('·', "-"), ('’', "'")];

/// The marks to draw with.
pub fn glyphs(ascii: bool) -> &'static Glyphs {
    if ascii { &ASCII } else { &BOXES }
}

/// The marks that miette draws with.
pub fn characters(ascii: bool) -> ThemeCharacters {
    let all = if ascii { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() };
    ThemeCharacters { error: String::new(), ..all }
}

/// A text of this program with the characters that the screen has. What comes from files stays as it is.
pub fn spelled(text: &str, ascii: bool) -> Cow<'_, str> {
    if !ascii || text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match SUBSTITUTES.iter().find(|(known, _)| *known == c) {
            Some((_, other)) => out.push_str(other),
            None if ('\u{2400}'..='\u{2421}').contains(&c) => {
                let number = if c == '\u{2421}' { 0x7f } else { u32::from(c) - 0x2400 };
                out.push_str(&format!("<U+{number:04X}>"));
            }
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_has_other_words() {
        assert_eq!(spelled("a → b … ␛[0m ␡ ä", true), "a -> b ... <U+001B>[0m <U+007F> ä");
        assert_eq!(spelled("a → b", false), "a → b");
    }
}
