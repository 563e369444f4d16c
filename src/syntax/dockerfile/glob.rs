//! The patterns of `${name#pattern}`: `*`, `?` and text.

/// More steps than this are not worth a value.
const MOST_STEPS: usize = 1 << 24;

/// A pattern.
#[derive(Debug)]
pub(super) struct Glob(Vec<Token>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Star,
    Any,
    Char(char),
}

impl Glob {
    /// Reads a pattern; `None` when it escapes what cannot be escaped.
    pub fn new(pattern: &str) -> Option<Glob> {
        let pattern = pattern.strip_prefix('\u{feff}').unwrap_or(pattern);
        let mut tokens = Vec::new();
        let mut chars = pattern.chars().peekable();
        while let Some(c) = chars.next() {
            tokens.push(match c {
                '*' => Token::Star,
                '?' => Token::Any,
                '\\' if matches!(chars.peek(), Some('}' | '/')) => continue,
                '\\' => Token::Char(chars.next().filter(|c| matches!(c, '*' | '?' | '\\'))?),
                _ => Token::Char(c),
            });
        }
        Some(Glob(tokens))
    }

    /// Reads a pattern from its end, for texts read from theirs.
    pub fn reversed(pattern: &str) -> Option<Glob> {
        let chars: Vec<char> = pattern.chars().collect();
        let mut pieces = Vec::new();
        let mut rest = chars.as_slice();
        while let Some((&c, after)) = rest.split_first() {
            let length = if c == '\\' && !after.is_empty() { 2 } else { 1 };
            let (piece, after) = rest.split_at(length);
            pieces.push(piece);
            rest = after;
        }
        let turned: String = pieces.iter().rev().flat_map(|piece| piece.iter()).collect();
        Glob::new(&turned)
    }

    /// `value` without the shortest (or longest) start that matches; `None` when that takes too long to find.
    pub fn trim_start(&self, value: &str, greedy: bool) -> Option<String> {
        let chars: Vec<char> = value.chars().collect();
        let end = self.ends(&chars, greedy)?.first().copied().flatten().unwrap_or(0);
        Some(chars.iter().skip(end).collect())
    }

    /// `value` without the shortest (or longest) end that matches, for a [`Glob::reversed`] pattern.
    pub fn trim_end(&self, value: &str, greedy: bool) -> Option<String> {
        let turned: String = value.chars().rev().collect();
        Some(self.trim_start(&turned, greedy)?.chars().rev().collect())
    }

    /// `value` with the first match, or all, replaced; `None` when that takes too long.
    pub fn replace(&self, value: &str, with: &str, all: bool) -> Option<String> {
        let chars: Vec<char> = value.chars().collect();
        let ends = self.ends(&chars, true)?;
        let mut out = String::new();
        let mut copied = 0;
        let mut from = 0;
        while let Some((start, end)) = first_match(&ends, from) {
            out.extend(chars.get(copied..start).unwrap_or_default());
            if end > copied || start == 0 {
                let matched: String = chars.get(start..end).unwrap_or_default().iter().collect();
                out.push_str(&if all { template(with, &matched) } else { with.to_owned() });
            }
            copied = end;
            from = end.max(from + 1);
            if !all {
                break;
            }
        }
        out.extend(chars.get(copied..).unwrap_or_default());
        Some(out)
    }

    /// For every place of `value` where the pattern matches: where the longest (or shortest) match from there ends.
    fn ends(&self, value: &[char], greedy: bool) -> Option<Vec<Option<usize>>> {
        if self.0.len().saturating_mul(value.len()) > MOST_STEPS {
            return None;
        }
        let mut ends: Vec<Option<usize>> = (0..=value.len()).map(Some).collect();
        for token in self.0.iter().rev() {
            ends = token.before(value, &ends, greedy);
        }
        Some(ends)
    }
}

impl Token {
    /// The ends of a match that starts with this token, given those of the rest of the pattern.
    fn before(self, value: &[char], rest: &[Option<usize>], greedy: bool) -> Vec<Option<usize>> {
        let mut ends = vec![None; rest.len()];
        let mut best = None;
        for (at, slot) in ends.iter_mut().enumerate().rev() {
            let c = value.get(at).copied();
            let next = rest.get(at + 1).copied().flatten();
            *slot = match self {
                Token::Star => {
                    let here = rest.get(at).copied().flatten();
                    let further = best.filter(|_| c != Some('\n'));
                    best = if greedy { further.or(here) } else { here.or(further) };
                    best
                }
                Token::Any => next.filter(|_| c != Some('\n')),
                Token::Char(expected) => next.filter(|_| c == Some(expected)),
            };
        }
        ends
    }
}

fn first_match(ends: &[Option<usize>], from: usize) -> Option<(usize, usize)> {
    ends.iter().enumerate().skip(from).find_map(|(start, end)| Some((start, (*end)?)))
}

/// A replacement of all matches knows `$0`; other names stand for nothing, `$$` for a dollar.
fn template(with: &str, matched: &str) -> String {
    let mut out = String::new();
    let mut rest = with;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let (braced, name_from) = after.strip_prefix('{').map_or((false, after), |inner| (true, inner));
        let length = name_from.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name_from.len());
        let (name, end) = name_from.split_at(length);
        rest = if let Some(dollar) = after.strip_prefix('$') {
            out.push('$');
            dollar
        } else if let Some(end) =
            if braced { end.strip_prefix('}') } else { Some(end) }.filter(|_| length > 0)
        {
            out.push_str(if name.bytes().all(|byte| byte == b'0') { matched } else { "" });
            end
        } else {
            out.push('$');
            after
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn trims() {
        for (pattern, value, greedy, start, end) in [
            ("a*", "abcabc", false, "bcabc", "abc"),
            ("*b", "abcab", false, "cab", "abca"),
            ("*b", "abcab", true, "", ""),
            ("?", "éb", false, "b", "é"),
            ("x", "abc", true, "abc", "abc"),
            ("\\*", "*a*", false, "a*", "*a"),
            ("*", "abc", false, "abc", "abc"),
            ("*", "abc", true, "", ""),
            ("", "abc", true, "abc", "abc"),
        ] {
            let found = Glob::new(pattern).unwrap().trim_start(value, greedy);
            assert_eq!(found.as_deref(), Some(start), "{pattern} {value}");
            let found = Glob::reversed(pattern).unwrap().trim_end(value, greedy);
            assert_eq!(found.as_deref(), Some(end), "{pattern} {value}");
        }
        assert!(Glob::new("\\a").is_none());
        assert!(Glob::new("a\\").is_none());
    }

    #[test]
    fn replaces() {
        for (pattern, value, with, all, expected) in [
            ("a", "banana", "o", false, "bonana"),
            ("a", "banana", "o", true, "bonono"),
            ("a*n", "banana", "-", false, "b-a"),
            ("", "ab", "-", true, "-a-b-"),
            ("", "ab", "-", false, "-ab"),
            ("x", "ab", "-", true, "ab"),
            ("\\/", "a/b", "-", true, "a-b"),
            ("a", "aa", "[$0]$1$$", true, "[a]$[a]$"),
        ] {
            let found = Glob::new(pattern).unwrap().replace(value, with, all);
            assert_eq!(found.as_deref(), Some(expected), "{pattern} {value}");
        }
    }

    #[test]
    fn gives_up_on_huge_work() {
        let long = "a".repeat(10_000);
        assert_eq!(Glob::new(&long).unwrap().trim_start(&long, false), None);
    }
}
