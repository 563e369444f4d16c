use crate::base::diagnostic::Edit;
use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Command, Kind};

rule!("json-form-broken", Check::Instruction(check));

/// Quotes, also the curly ones that come with text copied from a document.
const QUOTES: [char; 6] = ['"', '\'', '“', '”', '‘', '’'];

fn check(step: &Step, cx: &mut Context) {
    let (Kind::Cmd(Command::Shell(text))
    | Kind::Entrypoint(Command::Shell(text))
    | Kind::Run(Command::Shell(text))
    | Kind::Healthcheck(Some(Command::Shell(text)))) = &step.instruction.kind
    else {
        return;
    };
    if !is_meant_as_array(text.text.trim()) {
        return;
    }
    let found = cx.report(
        step.place(text.span),
        "this is not valid JSON, so a shell runs it as a command, brackets and all",
    );
    found.help("put each word in double quotes, with commas between them and none at the end");
    if let Some(array) = straightened(text.text.trim()) {
        found.unsafe_fix("write a JSON array", vec![Edit::new(step.place(text.span), array)]);
    }
}

/// `['a', 'b']`, `[“a”]` and similar, but not the `[ "$a" = "b" ]` of a shell.
fn is_meant_as_array(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let quoted = |word: &str| word.trim().ends_with(QUOTES);
    let listed = inner.split(',').next().is_some_and(|first| inner.contains(',') && quoted(first));
    inner.starts_with(QUOTES) || (inner.trim_start().starts_with(QUOTES) && listed)
}

/// The array with straight quotes and without a trailing comma, if nothing else was wrong.
fn straightened(text: &str) -> Option<String> {
    let quotes = text.replace(QUOTES, "\"");
    let inner = quotes.strip_prefix('[')?.strip_suffix(']')?.trim().trim_end_matches(',').trim();
    let array = format!("[{inner}]");
    serde_json::from_str::<Vec<String>>(&array).is_ok().then_some(array)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_and_tests() {
        for array in
            ["['a']", "[“a”, “b”]", "[ \"a\", \"b\", ]", "[ 'a' , 'b' ]", "[\"a\" \"b\"]", "['a, b']"]
        {
            assert!(is_meant_as_array(array), "{array}");
        }
        for test in ["[ \"$a\" = \"b\" ]", "[ -f a ]", "[ \"$(a b, c)\" = \"\" ]", "[[ a ]]", "[", "[]", "a"]
        {
            assert!(!is_meant_as_array(test), "{test}");
        }
    }
}
