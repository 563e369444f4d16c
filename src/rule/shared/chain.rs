//! A script of simple commands as one chain: the body of a heredoc, for builders without heredocs.

use crate::base::source::Text;
use crate::syntax::shell;
use crate::syntax::shell::{Dialect, Joined, Simple};

/// A chain of commands.
pub struct Chain {
    /// Comments, the instruction, and the chain after it.
    pub text: String,
    /// Whether the script stops at a command that fails, as the chain does.
    pub stops: bool,
}

/// A script after a keyword; `None` unless it is a list of simple commands, each on lines of its own.
pub fn chain(keyword: &str, script: &str) -> Option<Chain> {
    let pieces = pieces(script)?;
    let first = pieces.iter().find(|piece| !is_comment(piece))?;
    let stops = simple(first).is_some_and(|command| stops_at_failure(&command));
    let mut kept: Vec<&String> = pieces.iter().filter(|piece| piece.as_str() != "set -e").collect();
    if !kept.iter().any(|piece| !is_comment(piece)) {
        kept = pieces.iter().collect();
    }
    let mut text = String::new();
    let mut chained = false;
    for (at, piece) in kept.iter().enumerate() {
        let more = kept.iter().skip(at + 1).any(|piece| !is_comment(piece));
        match (is_comment(piece), chained) {
            (true, _) => text.push_str(piece),
            (false, true) => text.push_str(&format!(" && {piece}")),
            (false, false) => text.push_str(&format!("{keyword} {piece}")),
        }
        chained |= !is_comment(piece);
        text.push_str(match more {
            true if chained && !is_comment(piece) => " \\\n",
            _ if at + 1 < kept.len() => "\n",
            _ => "",
        });
    }
    Some(Chain { text, stops })
}

/// The commands and comments of a script; a command keeps its continuations.
fn pieces(script: &str) -> Option<Vec<String>> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for line in script.lines() {
        let trimmed = line.trim();
        match pieces.last_mut().filter(|_| open) {
            Some(_) if trimmed.is_empty() || is_comment(trimmed) => return None,
            Some(last) => last.push_str(&format!("\n{}", line.trim_end())),
            None if trimmed.is_empty() => continue,
            None => pieces.push(trimmed.to_owned()),
        }
        open = trimmed.ends_with('\\') && !is_comment(trimmed);
        if open && (line.ends_with([' ', '\t']) || trimmed.ends_with("\\\\")) {
            return None;
        }
    }
    let plain = |piece: &String| is_comment(piece) || simple(piece).is_some_and(|command| !unsets(&command));
    (!open && pieces.iter().all(plain)).then_some(pieces)
}

fn is_comment(piece: &str) -> bool {
    piece.starts_with('#')
}

/// The only command of a text that a shell reads the same on lines of its own and within a chain.
fn simple(text: &str) -> Option<Simple> {
    let script = shell::parse(&Text::verbatim(text, 0), Dialect::Sh);
    let [command] = script.commands.as_slice() else { return None };
    let whole = command.span.start == 0 && command.span.end == text.len();
    let alone = command.joined == Joined::First && command.context.depth == 0;
    let plain = !command.background && !command.negated && !text.contains("<<");
    (script.errors.is_empty() && whole && alone && plain).then(|| command.clone())
}

/// `set -e`, `set -eux`, `set -o errexit`: the script ends at a command that fails.
fn stops_at_failure(command: &Simple) -> bool {
    let set = |flags: &str| !flags.starts_with('-') && flags.contains('e');
    let mut words = command.words.iter().map(|word| word.text());
    words.next() == Some("set")
        && words.any(|word| word == "errexit" || word.strip_prefix('-').is_some_and(set))
}

/// `set +e`, after which it goes on.
fn unsets(command: &Simple) -> bool {
    let mut words = command.words.iter().map(|word| word.text());
    words.next() == Some("set") && words.any(|word| word.starts_with('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_commands_become_a_chain() {
        for (script, chained, stops) in [
            ("a\nb c\n", "RUN a \\\n && b c", false),
            ("set -e\na\n\n  b\n", "RUN a \\\n && b", true),
            ("set -eux\na\n", "RUN set -eux \\\n && a", true),
            ("set -o errexit\na\n", "RUN set -o errexit \\\n && a", true),
            ("set -e\n", "RUN set -e", true),
            (
                "X=1\nexport Y=$X\ncd \"${HOME#/}\"\n",
                "RUN X=1 \\\n && export Y=$X \\\n && cd \"${HOME#/}\"",
                false,
            ),
            (
                "apt-get install -y \\\n    curl \\\n    git\nb > /c\n",
                "RUN apt-get install -y \\\n    curl \\\n    git \\\n && b > /c",
                false,
            ),
            ("# one\na\n# two\nb\n# three\n", "# one\nRUN a \\\n# two\n && b\n# three", false),
            ("sed -i 's/a;b/(c)|d/' /f\n", "RUN sed -i 's/a;b/(c)|d/' /f", false),
        ] {
            let chain = chain("RUN", script).map(|chain| (chain.text, chain.stops));
            assert_eq!(chain, Some((chained.to_owned(), stops)), "{script}");
        }
    }

    #[test]
    fn anything_else_stays() {
        for script in [
            "",
            "# nothing\n",
            "a | b\n",
            "a && b\n",
            "a;\n",
            "a &\n",
            "! a\n",
            "(a)\n",
            "{ a; }\n",
            "a $(b)\n",
            "if a; then\nb\nfi\n",
            "for x in a; do b; done\n",
            "cat <<X\nX\n",
            "a 'b\nc'\n",
            "a # b\n",
            "set +e\na\n",
            "a \\\n# b\nc\n",
            "a \\\n\nb\n",
            "a \\ \nb\n",
            "a \\\\\nb\n",
            "a \\\n",
            "f() { a; }\n",
        ] {
            assert!(chain("RUN", script).is_none(), "{script}");
        }
    }
}
