//! Go's `filepath.Match` and `filepath.Clean` as they are on Linux: Docker's paths and wildcards are Go's.
//!
//! A pattern is cut at its stars into chunks, and each chunk takes the first place where it fits. Nothing is tried
//! again once a later chunk fails, so a few odd patterns match less than one would think; Docker inherits that.

/// A pattern that Go refuses: a `[` that is not closed, an empty class, a range without an end, a final `\`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("syntax error in pattern")]
pub struct BadPattern;

/// A pattern, read once: `*` and `?` for anything but `/`, `[a-z]`, `[^a]`, and `\` before a character meant as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    chunks: Vec<Chunk>,
}

/// The part between two stars.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chunk {
    star: bool,
    /// Go notices an error only in a chunk it comes to.
    steps: Result<Vec<Step>, BadPattern>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Byte(u8),
    Any,
    Class { negated: bool, ranges: Vec<(char, char)> },
}

impl Pattern {
    /// Reads a pattern; errors in it come up when it is used.
    pub fn new(text: &str) -> Pattern {
        let mut chunks = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let body = rest.trim_start_matches('*');
            let star = body.len() < rest.len();
            let (chunk, after) = body.split_at(chunk_end(body));
            chunks.push(Chunk { star, steps: steps(chunk) });
            rest = after;
        }
        Pattern { chunks }
    }

    /// Whether all of `name` fits.
    ///
    /// # Errors
    /// [`BadPattern`] when the match comes to a part that is malformed. A name that fails before it gets there is
    /// just no match, as in Go.
    pub fn matches(&self, name: &str) -> Result<bool, BadPattern> {
        let mut rest = name.as_bytes();
        for (index, chunk) in self.chunks.iter().enumerate() {
            let steps = chunk.steps.as_ref().map_err(|bad| *bad)?;
            if chunk.star && steps.is_empty() {
                return Ok(!rest.contains(&b'/'));
            }
            match take(chunk.star, steps, rest, index + 1 == self.chunks.len()) {
                Some(after) => rest = after,
                None => return Ok(false),
            }
        }
        Ok(rest.is_empty())
    }
}

/// Whether all of `name` fits `pattern`; see [`Pattern::matches`].
///
/// # Errors
/// [`BadPattern`] when the match comes to a malformed part of the pattern.
pub fn matches(pattern: &str, name: &str) -> Result<bool, BadPattern> {
    Pattern::new(pattern).matches(name)
}

/// Whether Docker reads a source as a pattern: it has a `*`, `?` or `[` that is not escaped with `\`.
pub fn has_wildcard(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'*' | b'?' | b'[' => return true,
            b'\\' => drop(bytes.next()),
            _ => {}
        }
    }
    false
}

/// The shortest path that means the same: no `.`, no `//`, `..` worked out as far as it goes, no final `/`; `.` for
/// nothing.
pub fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if rooted => {}
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// Length of the chunk at the start of `body`: up to the next star outside of brackets.
fn chunk_end(body: &str) -> usize {
    let mut bracket = false;
    let mut bytes = body.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'[' => bracket = true,
            b']' => bracket = false,
            b'*' if !bracket => return at,
            _ => {}
        }
    }
    body.len()
}

fn steps(chunk: &str) -> Result<Vec<Step>, BadPattern> {
    let mut steps = Vec::new();
    let mut rest = chunk;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or("");
        match first {
            '[' => {
                let (class, end) = class(after)?;
                steps.push(class);
                rest = end;
                continue;
            }
            '?' => steps.push(Step::Any),
            '\\' => {
                let escaped = after.chars().next().ok_or(BadPattern)?;
                push_bytes(&mut steps, escaped);
                rest = after.get(escaped.len_utf8()..).unwrap_or("");
                continue;
            }
            other => push_bytes(&mut steps, other),
        }
        rest = after;
    }
    Ok(steps)
}

fn push_bytes(steps: &mut Vec<Step>, character: char) {
    let mut buffer = [0; 4];
    steps.extend(character.encode_utf8(&mut buffer).bytes().map(Step::Byte));
}

/// Reads a class after its `[`, and gives what follows the `]`.
fn class(text: &str) -> Result<(Step, &str), BadPattern> {
    let negated = text.starts_with('^');
    let mut rest = text.strip_prefix('^').unwrap_or(text);
    let mut ranges = Vec::new();
    loop {
        if let Some(end) = rest.strip_prefix(']')
            && !ranges.is_empty()
        {
            return Ok((Step::Class { negated, ranges }, end));
        }
        let (low, after) = class_char(rest)?;
        rest = after;
        let mut high = low;
        if let Some(after) = rest.strip_prefix('-') {
            (high, rest) = class_char(after)?;
        }
        ranges.push((low, high));
    }
}

/// One end of a range; something must follow it.
fn class_char(text: &str) -> Result<(char, &str), BadPattern> {
    if text.starts_with(['-', ']']) {
        return Err(BadPattern);
    }
    let text = text.strip_prefix('\\').unwrap_or(text);
    let first = text.chars().next().ok_or(BadPattern)?;
    let after = text.get(first.len_utf8()..).unwrap_or("");
    if after.is_empty() { Err(BadPattern) } else { Ok((first, after)) }
}

/// Fits a chunk at the start of `name`, or with a star at the first place before the next `/` where it fits; what
/// follows. The last chunk must reach the end.
fn take<'a>(star: bool, steps: &[Step], name: &'a [u8], last: bool) -> Option<&'a [u8]> {
    let fits = |from: &'a [u8]| {
        let rest = walk(steps, from)?;
        (rest.is_empty() || !last).then_some(rest)
    };
    if let Some(rest) = fits(name) {
        return Some(rest);
    }
    if !star {
        return None;
    }
    let reach = name.iter().position(|byte| *byte == b'/').unwrap_or(name.len());
    (1..=reach).find_map(|skip| fits(name.get(skip..)?))
}

fn walk<'a>(steps: &[Step], mut name: &'a [u8]) -> Option<&'a [u8]> {
    for step in steps {
        let first = *name.first()?;
        let taken = match step {
            Step::Byte(byte) if *byte == first => 1,
            Step::Any if first != b'/' => decode(name).1,
            Step::Class { negated, ranges } => {
                let (character, length) = decode(name);
                let within = ranges.iter().any(|(low, high)| *low <= character && character <= *high);
                if within == *negated {
                    return None;
                }
                length
            }
            Step::Byte(_) | Step::Any => return None,
        };
        name = name.get(taken..)?;
    }
    Some(name)
}

/// The first character and its length in bytes; a broken one is U+FFFD and one byte long, as Go reads it.
fn decode(bytes: &[u8]) -> (char, usize) {
    let head = bytes.get(..bytes.len().min(4)).unwrap_or(bytes);
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => {
            head.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or("")
        }
    };
    valid.chars().next().map_or((char::REPLACEMENT_CHARACTER, 1), |first| (first, first.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_as_go_does() {
        // Verified with Go 1.27: pattern, name, verdict ("bad" for ErrBadPattern).
        let cases = [
            ("abc", "abc", "yes"),
            ("abc", "ABC", "no"),
            ("", "", "yes"),
            ("", "a", "no"),
            ("*", "", "yes"),
            ("*", "a.b", "yes"),
            ("*", ".hidden", "yes"),
            ("*", "a/b", "no"),
            ("*/", "a", "no"),
            ("a*/b", "ab/b", "yes"),
            ("a*/b", "a/c/b", "no"),
            ("**", "a/b", "no"),
            ("a**b", "axxb", "yes"),
            ("a*b*c", "aXbYbZc", "yes"),
            ("*a*b", "aab", "yes"),
            ("*[^x]*b", "aa/b", "no"),
            ("?", "é", "yes"),
            ("?", "/", "no"),
            ("a?c", "ac", "no"),
            ("[a-c]x", "bx", "yes"),
            ("[^a-c]x", "bx", "no"),
            ("a[^b]c", "a/c", "yes"),
            ("[!a]", "!", "yes"),
            ("[^!a]", "b", "yes"),
            ("[é-ü]", "ö", "yes"),
            ("[\\]]", "]", "yes"),
            ("[\\-x]", "-", "yes"),
            ("[x-]", "x", "bad"),
            ("[-x]", "x", "bad"),
            ("[]a]", "]", "bad"),
            ("[", "a", "bad"),
            ("[^", "a", "bad"),
            ("[a", "a", "bad"),
            ("a[", "a", "bad"),
            ("a[", "ab", "bad"),
            ("a*[", "b", "no"),
            ("a*[", "a", "bad"),
            ("a\\*", "a*", "yes"),
            ("a\\*", "ab", "no"),
            ("a\\", "a", "bad"),
            ("\\é", "é", "yes"),
            ("[b-a]", "a", "no"),
            ("*x", "xxx", "yes"),
            ("requirements*.txt", "requirements-dev.txt", "yes"),
            ("package*.json", "package-lock.json", "yes"),
            ("yarn.lock*", "yarn.lock", "yes"),
            ("[m]ix.lock", "mix.lock", "yes"),
        ];
        for (pattern, name, expected) in cases {
            let found = match matches(pattern, name) {
                Ok(true) => "yes",
                Ok(false) => "no",
                Err(BadPattern) => "bad",
            };
            assert_eq!(found, expected, "{pattern:?} {name:?}");
        }
    }

    #[test]
    fn cleans_as_go_does() {
        let cases = [
            ("", "."),
            (".", "."),
            ("/", "/"),
            ("a//b/", "a/b"),
            ("./a/./b", "a/b"),
            ("a/../b", "b"),
            ("a/..", "."),
            ("../../a", "../../a"),
            ("a/../../b", "../b"),
            ("/../a", "/a"),
            ("/a/../..", "/"),
        ];
        for (path, expected) in cases {
            assert_eq!(clean(path), expected, "{path:?}");
        }
    }

    #[test]
    fn knows_a_wildcard_from_an_escaped_one() {
        assert!(has_wildcard("a*") && has_wildcard("?") && has_wildcard("[m]ix.lock"));
        assert!(!has_wildcard("a\\*b") && !has_wildcard("a]b") && !has_wildcard("\\"));
        assert!(has_wildcard("\\\\*"));
    }
}
