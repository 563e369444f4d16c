//! Keeps texts away that would cost the parser its stack or minutes.

use crate::base::source::Text;
use crate::syntax::SyntaxError;

/// The longest text that is parsed, in bytes. BuildKit refuses lines over 64 KiB.
const LONGEST: usize = 256 * 1024;
/// Open brackets at once.
const DEEPEST: usize = 200;
/// `time time time …`: the parser descends without counting.
const PREFIXES: usize = 20;

/// Why a text is not parsed; `None` for what people write.
pub fn refuse(text: &Text) -> Option<SyntaxError> {
    let error = |message: String| Some(SyntaxError::new(text.span, message));
    if text.text.len() > LONGEST {
        return error(format!(
            "the script is too long to analyze: {} bytes, and the limit is {LONGEST}",
            text.text.len()
        ));
    }
    if nested_too_deeply(&text.text) || prefixed_too_often(&text.text) {
        return error(nesting());
    }
    None
}

/// The message for a text that is nested too deeply.
pub fn nesting() -> String {
    "the script is nested too deeply to analyze".into()
}

/// Counts brackets, blind to quotes except for single-quoted text.
fn nested_too_deeply(text: &str) -> bool {
    let (mut depth, mut double, mut single, mut escaped) = (0_usize, false, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\'' if !double => single = !single,
            _ if single => {}
            b'\\' => escaped = true,
            b'"' => double = !double,
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

fn prefixed_too_often(text: &str) -> bool {
    let mut run = 0;
    text.split_whitespace().any(|word| {
        run = if matches!(word, "time" | "coproc" | "-p" | "!") { run + 1 } else { 0 };
        run > PREFIXES
    })
}
