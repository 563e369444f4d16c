//! What stands around a call where the blanks that lines begin with say what stands in what.

use super::code::Code;

/// What the lines around a call say of it.
#[derive(Debug, Default)]
pub struct Around {
    /// What they decide.
    pub decision: Option<Decision>,
    /// The function it stands in.
    pub function: Option<String>,
}

/// What a line above decides about a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It holds in the file that is started, and in no other: `if __name__ == "__main__":`.
    Started,
    /// It may hold.
    Open,
}

/// Words of lines that decide whether what stands further in is done.
const DECIDES: &[&str] =
    &["if", "elif", "elsif", "else", "unless", "while", "until", "when", "case", "except", "rescue"];
/// Lines above a call that are looked at.
const MOST_LINES: usize = 500;

/// Reads the lines around a call, where blanks say what stands in what.
pub fn around(code: &Code, at: usize) -> Around {
    let mut around = Around::default();
    let place = code.place(at..at + 1);
    let text = place.source.text().get(..place.span.start).filter(|_| code.language.indented);
    let Some(mut lines) = text.map(|text| text.rsplit('\n')) else { return around };
    let own = lines.next().unwrap_or("");
    if own.split_whitespace().next().is_some_and(|word| DECIDES.contains(&word)) {
        around.decision = Some(Decision::Open);
    }
    let mut column = own.len() - own.trim_start().len();
    for (number, line) in lines.enumerate() {
        let (bare, indent) = (line.trim_start(), line.len() - line.trim_start().len());
        if column == 0 {
            break;
        }
        if number > MOST_LINES {
            around.decision = Some(Decision::Open);
            break;
        }
        if !bare.is_empty() && indent < column {
            column = indent;
            around.line(bare);
        }
    }
    around
}

impl Around {
    /// Takes a line in that the call stands further in than.
    fn line(&mut self, line: &str) {
        let mut words = line.split(|next: char| !next.is_alphanumeric() && next != '_');
        let first = words.next().unwrap_or("");
        if DECIDES.contains(&first) {
            let started = STARTED.iter().any(|word| line.contains(word));
            let decision = if started { Decision::Started } else { Decision::Open };
            self.decision = self.decision.filter(|_| started).or(Some(decision));
        }
        let mut names = std::iter::once(first).chain(words).skip_while(|word| *word == "async");
        if self.function.is_none() && names.next() == Some("def") {
            self.function = names.next().map(str::to_owned);
        }
    }
}

/// Words that tell the file that is started from those it imports.
const STARTED: &[&str] = &["__main__", "__FILE__", "PROGRAM_NAME"];
