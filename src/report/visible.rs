//! Text from files made safe to print: nothing in it can move a cursor, change a colour or reverse a line.

use std::borrow::Cow;

/// Control characters as their pictures (`␛`), other unseen ones by their numbers (`<U+202E>`).
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_visible(&mut out, c, false));
    Cow::Owned(out)
}

/// Appends a character as [`visible`] shows it; in ASCII controls go by their numbers too.
pub fn push_visible(out: &mut String, c: char, ascii: bool) {
    match c {
        c if ascii && c.is_ascii_control() => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
        '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7f}' => out.push('␡'),
        c if is_hidden(c) => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
        c => out.push(c),
    }
}

/// Controls, directional marks and blanks without width. Joiners stay: scripts and emoji need them.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'
                ..='\u{202e}'
        )
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unseen_passes() {
        let cases = [
            ("plain ä 🚀 e\u{301}", "plain ä 🚀 e\u{301}"),
            ("\u{1b}[31mred\0\t\n", "␛[31mred␀␉␊"),
            ("\u{7f}\u{9b}31m", "␡<U+009B>31m"),
            ("a\u{202e}b\u{2066}c\u{200b}", "a<U+202E>b<U+2066>c<U+200B>"),
        ];
        for (text, shown) in cases {
            assert_eq!(visible(text), shown);
        }
    }
}
