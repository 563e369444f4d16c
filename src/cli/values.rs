//! The kinds of values that flags take.

use std::ffi::OsStr;
use std::str::FromStr;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};

use crate::config::{Level, Named};
use crate::report::Format;
use crate::rules;

/// The names of the report formats.
pub fn formats() -> PossibleValuesParser {
    Format::NAMES.map(|(name, _)| name).into()
}

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// On a terminal, as NO_COLOR, CLICOLOR and FORCE_COLOR say
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Any text; completions offer the ids of the rules. Whether it names one is looked at later, for a better answer.
#[derive(Debug, Clone, Copy)]
pub struct RuleName;

impl TypedValueParser for RuleName {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(rules::all().map(|rule| PossibleValue::new(rule.id))))
    }
}

/// `RULE=SEVERITY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// An id, an alias, a code or a group, as typed.
    pub rule: String,
    /// What it is set to.
    pub level: Level,
}

impl FromStr for Setting {
    type Err = String;

    fn from_str(text: &str) -> Result<Setting, String> {
        let Some((rule, level)) = text.split_once('=') else {
            return Err("write RULE=SEVERITY, such as image-latest=error".to_owned());
        };
        let words = Level::ALL.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        let level = Level::from_name(level.trim())
            .ok_or_else(|| format!("`{level}` is not a severity: use one of {words}"))?;
        Ok(Setting { rule: rule.trim().to_owned(), level })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_a_rule_and_a_severity() {
        let parsed = |text: &str| text.parse::<Setting>().map(|one| (one.rule, one.level));
        assert_eq!(parsed("DL3007=error"), Ok(("DL3007".to_owned(), Level::Error)));
        assert_eq!(parsed(" port = off "), Ok(("port".to_owned(), Level::Off)));
        assert_eq!(parsed("port"), Err("write RULE=SEVERITY, such as image-latest=error".to_owned()));
        let told = "`bad` is not a severity: use one of off, info, warning, error";
        assert_eq!(parsed("port=bad"), Err(told.to_owned()));
    }
}
