//! Sets of characters as Go's expressions write them: `[a-z]`, `[[:alpha:]]`, `\d`, `\pL`, and escaped characters.

use crate::syntax::gomatch::BadPattern;

/// Any of the parts, or none of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Class {
    negated: bool,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Range(char, char),
    Not(&'static [(char, char)]),
    /// `\pL` and similar, by the letter; with true the complement.
    Category(char, bool),
}

const DIGIT: &[(char, char)] = &[('0', '9')];
const SPACE: &[(char, char)] = &[('\t', '\n'), ('\u{c}', '\r'), (' ', ' ')];
const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
const POSIX: &[(&str, &[(char, char)])] = &[
    ("alnum", &[('0', '9'), ('A', 'Z'), ('a', 'z')]),
    ("alpha", &[('A', 'Z'), ('a', 'z')]),
    ("ascii", &[('\0', '\u{7f}')]),
    ("blank", &[('\t', '\t'), (' ', ' ')]),
    ("cntrl", &[('\0', '\u{1f}'), ('\u{7f}', '\u{7f}')]),
    ("digit", DIGIT),
    ("graph", &[('!', '~')]),
    ("lower", &[('a', 'z')]),
    ("print", &[(' ', '~')]),
    ("punct", &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]),
    ("space", &[('\t', '\r'), (' ', ' ')]),
    ("upper", &[('A', 'Z')]),
    ("word", WORD),
    ("xdigit", &[('0', '9'), ('A', 'F'), ('a', 'f')]),
];

impl Class {
    /// Just that character.
    pub(super) fn only(character: char) -> Class {
        Class { negated: false, parts: vec![Part::Range(character, character)] }
    }

    /// Every character but that one.
    pub(super) fn no(character: char) -> Class {
        Class { negated: true, ..Class::only(character) }
    }

    /// Whether a character is one of them.
    pub(super) fn contains(&self, character: char) -> bool {
        self.negated != self.parts.iter().any(|part| part.contains(character))
    }

    /// Reads a class after its `[`; what follows the `]`.
    pub(super) fn bracketed(text: &str) -> Result<(Class, &str), BadPattern> {
        let negated = text.starts_with('^');
        let mut rest = text.strip_prefix('^').unwrap_or(text);
        let mut parts = Vec::new();
        while parts.is_empty() || !rest.starts_with(']') {
            rest = part(rest, &mut parts)?;
        }
        Ok((Class { negated, parts }, rest.strip_prefix(']').unwrap_or(rest)))
    }

    /// Reads `d`, `pL` or an escaped character after its `\`; what follows.
    pub(super) fn escaped(text: &str) -> Result<(Class, &str), BadPattern> {
        let mut parts = Vec::new();
        let rest = escape(text, &mut parts)?;
        Ok((Class { negated: false, parts }, rest))
    }
}

impl Part {
    fn contains(&self, character: char) -> bool {
        match self {
            Part::Range(low, high) => *low <= character && character <= *high,
            Part::Not(ranges) => !within(ranges, character),
            Part::Category(letter, negated) => *negated != category(*letter, character),
        }
    }
}

/// Whether `\b` takes a character for part of a word.
pub(super) fn is_word(character: char) -> bool {
    within(WORD, character)
}

/// The first character and the text after it.
pub(super) fn split_first(text: &str) -> Result<(char, &str), BadPattern> {
    let mut rest = text.chars();
    let first = rest.next().ok_or(BadPattern)?;
    Ok((first, rest.as_str()))
}

fn within(ranges: &[(char, char)], character: char) -> bool {
    ranges.iter().any(|(low, high)| *low <= character && character <= *high)
}

/// Reads one part of a class in brackets; the rest.
fn part<'a>(text: &'a str, parts: &mut Vec<Part>) -> Result<&'a str, BadPattern> {
    if let Some((name, after)) = text.strip_prefix("[:").and_then(|text| text.split_once(":]")) {
        posix(name, parts)?;
        return Ok(after);
    }
    if let Some(escaped) = text.strip_prefix('\\')
        && escaped.starts_with(['d', 'D', 's', 'S', 'w', 'W', 'p', 'P'])
    {
        return escape(escaped, parts);
    }
    let (low, rest) = character(text)?;
    let end = rest.strip_prefix('-').filter(|after| !after.is_empty() && !after.starts_with(']'));
    let (high, rest) = end.map_or(Ok((low, rest)), character)?;
    if high < low {
        return Err(BadPattern);
    }
    parts.push(Part::Range(low, high));
    Ok(rest)
}

fn posix(name: &str, parts: &mut Vec<Part>) -> Result<(), BadPattern> {
    let plain = name.strip_prefix('^').unwrap_or(name);
    let (_, ranges) = POSIX.iter().find(|(known, _)| *known == plain).ok_or(BadPattern)?;
    push(ranges, plain.len() < name.len(), parts);
    Ok(())
}

fn push(ranges: &'static [(char, char)], negated: bool, parts: &mut Vec<Part>) {
    if negated {
        parts.push(Part::Not(ranges));
    } else {
        parts.extend(ranges.iter().map(|(low, high)| Part::Range(*low, *high)));
    }
}

fn escape<'a>(text: &'a str, parts: &mut Vec<Part>) -> Result<&'a str, BadPattern> {
    let (first, after) = split_first(text)?;
    let ranges = match first.to_ascii_lowercase() {
        'd' => DIGIT,
        's' => SPACE,
        'w' => WORD,
        'p' => {
            let (letter, after) = split_first(after)?;
            parts.push(Part::Category(letter, first == 'P'));
            return if "CLMNPSZ".contains(letter) { Ok(after) } else { Err(BadPattern) };
        }
        _ => {
            let (escaped, after) = escaped_character(text)?;
            parts.push(Part::Range(escaped, escaped));
            return Ok(after);
        }
    };
    push(ranges, first.is_ascii_uppercase(), parts);
    Ok(after)
}

fn character(text: &str) -> Result<(char, &str), BadPattern> {
    text.strip_prefix('\\').map_or_else(|| split_first(text), escaped_character)
}

/// Reads an escaped character after its `\`: few letters and digits mean one.
fn escaped_character(text: &str) -> Result<(char, &str), BadPattern> {
    let (first, after) = split_first(text)?;
    let character = match first {
        'a' => '\u{7}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        'x' => return number(after, 16, 2, 2),
        '0' => return number(text, 8, 1, 3),
        '1'..='7' => return number(text, 8, 2, 3),
        other if other.is_ascii() && !other.is_ascii_alphanumeric() => other,
        _ => return Err(BadPattern),
    };
    Ok((character, after))
}

/// Reads a character by its number, of so many digits.
fn number(text: &str, radix: u32, least: usize, most: usize) -> Result<(char, &str), BadPattern> {
    let length = text.chars().take(most).take_while(|digit| digit.is_digit(radix)).count();
    let (digits, rest) = text.split_at_checked(length.max(least)).ok_or(BadPattern)?;
    let number = u32::from_str_radix(digits, radix).map_err(|_| BadPattern)?;
    Ok((char::from_u32(number).ok_or(BadPattern)?, rest))
}

/// Unicode's general categories by their first letter, near enough for names of files.
fn category(letter: char, character: char) -> bool {
    let symbol = "$+<=>^`|~".contains(character);
    match letter {
        'L' => character.is_alphabetic(),
        'N' => character.is_numeric(),
        'Z' => character.is_whitespace() && !character.is_control(),
        'C' => character.is_control(),
        'P' => character.is_ascii_punctuation() && !symbol,
        'S' => symbol,
        _ => false,
    }
}
