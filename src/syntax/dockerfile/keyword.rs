//! The instructions there are.

use crate::base::source::Spanned;
use crate::base::suggest::nearest;
use crate::syntax::SyntaxError;

/// An instruction's kind, told by its keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    Stopsignal,
    User,
    Volume,
    Workdir,
}

const NAMES: [(&str, Name); 18] = [
    ("ADD", Name::Add),
    ("ARG", Name::Arg),
    ("CMD", Name::Cmd),
    ("COPY", Name::Copy),
    ("ENTRYPOINT", Name::Entrypoint),
    ("ENV", Name::Env),
    ("EXPOSE", Name::Expose),
    ("FROM", Name::From),
    ("HEALTHCHECK", Name::Healthcheck),
    ("LABEL", Name::Label),
    ("MAINTAINER", Name::Maintainer),
    ("ONBUILD", Name::Onbuild),
    ("RUN", Name::Run),
    ("SHELL", Name::Shell),
    ("STOPSIGNAL", Name::Stopsignal),
    ("USER", Name::User),
    ("VOLUME", Name::Volume),
    ("WORKDIR", Name::Workdir),
];

impl Name {
    /// The instruction a keyword names, in any case.
    pub fn of(keyword: &str) -> Option<Name> {
        if keyword.is_ascii() {
            return NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(keyword)).map(|(_, name)| *name);
        }
        let folded: String = keyword.chars().flat_map(|c| c.to_lowercase().next()).collect();
        if folded.is_ascii() { Name::of(&folded) } else { None }
    }

    /// The keyword in capitals.
    pub fn keyword(self) -> &'static str {
        NAMES.iter().find(|(_, name)| *name == self).map_or("", |(keyword, _)| keyword)
    }
}

/// The complaint about a keyword that names nothing; `suggest` what it was meant to be, if anything is near.
pub(super) fn unknown(keyword: &Spanned<String>, suggest: bool) -> SyntaxError {
    let word = keyword.value.as_str();
    if word.is_empty() {
        return SyntaxError::new(keyword.span, "the instruction is empty").help("remove the line");
    }
    let error = SyntaxError::new(keyword.span, format!("unknown instruction `{word}`"));
    match Some(word).filter(|_| suggest).and_then(|word| nearest(word, NAMES.iter().map(|(name, _)| *name))) {
        Some(meant) => error.help(format!("did you mean `{meant}`?")),
        None => {
            error.help("if this line belongs to the instruction above, end the line before it with ` \\`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_in_any_case() {
        for (keyword, expected) in [
            ("run", Some(Name::Run)),
            ("RuN", Some(Name::Run)),
            ("wor\u{212a}dir", Some(Name::Workdir)),
            ("rün", None),
            ("", None),
        ] {
            assert_eq!(Name::of(keyword), expected, "{keyword}");
        }
        assert!(NAMES.iter().all(|(keyword, name)| name.keyword() == *keyword));
    }
}
