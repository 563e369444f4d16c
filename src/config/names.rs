//! The words that settings take, each stated once: for the reader, the schema and the command line.

use schemars::JsonSchema;

use crate::base::diagnostic::Severity;
use crate::build::Builder;

/// A setting that takes one of a few words.
pub trait Named: Copy + PartialEq + 'static {
    /// Every word and what it means.
    const ALL: &'static [(&'static str, Self)];

    /// What a word means.
    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// Its word.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
        pub enum $name { $($(#[$item])* #[schemars(rename = $word)] $variant,)+ }

        impl Named for $name {
            const ALL: &'static [(&'static str, $name)] = &[$(($word, $name::$variant)),+];
        }
    };
}

named! {
    /// A set of rules with their severities.
    #[derive(Default)]
    Preset {
        /// Rules about mistakes that matter on Heroku.
        #[default]
        Default = "default",
        /// The rules of hadolint, with hadolint's severities.
        Hadolint = "hadolint",
        /// The build checks of Docker (BuildKit).
        Buildkit = "buildkit",
        /// Every rule.
        All = "all",
    }
}

impl Named for Builder {
    const ALL: &'static [(&'static str, Builder)] =
        &[(Builder::Classic.as_str(), Builder::Classic), (Builder::Buildkit.as_str(), Builder::Buildkit)];
}

named! {
    /// The lowest severity that causes exit code 1.
    #[derive(Default)]
    FailOn {
        /// Only errors.
        Error = "error",
        /// Errors and warnings.
        #[default]
        Warning = "warning",
        /// All findings.
        Info = "info",
        /// Nothing: the exit code is 0 despite findings.
        Never = "never",
    }
}

named! {
    /// The engine that checks shell scripts in RUN.
    ShellCheck {
        /// The built-in engine.
        Builtin = "builtin",
        /// The installed program `shellcheck`.
        Program = "program",
        /// No engine.
        Off = "off",
    }
}

impl ShellCheck {
    /// Why this program cannot do it; `None` where it can.
    pub fn missing(self) -> Option<&'static str> {
        let missing = self == ShellCheck::Builtin && !cfg!(feature = "shellcheck");
        missing.then_some(
            "this dynolint was built without ShellCheck's rules; use `program` to run an installed shellcheck",
        )
    }
}

impl FailOn {
    /// Whether a finding of this severity fails a run.
    pub fn reached(self, severity: Severity) -> bool {
        self.severity().is_some_and(|least| severity >= least)
    }

    /// The least severity that fails a run, if any does.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

named! {
    /// The severity of a rule.
    Level {
        /// The rule does not run.
        Off = "off",
        /// Good to know.
        Info = "info",
        /// Almost certainly a mistake.
        Warning = "warning",
        /// The deploy fails, or the app does not start.
        Error = "error",
    }
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Level {
        match severity {
            Severity::Info => Level::Info,
            Severity::Warning => Level::Warning,
            Severity::Error => Level::Error,
        }
    }
}

impl Level {
    /// The severity of the rule's findings; `None` when it does not run.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Info => Some(Severity::Info),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

named! {
    /// The type of the value of a label.
    LabelType {
        /// Any text that is not empty.
        Text = "text",
        /// Any text, which may be empty.
        RawText = "rawText",
        /// A URL.
        Url = "url",
        /// A date and time in RFC 3339 format.
        Rfc3339 = "rfc3339",
        /// An SPDX license expression.
        Spdx = "spdx",
        /// A git commit: 7 or 40 hexadecimal digits.
        Hash = "hash",
        /// A semantic version.
        Semver = "semver",
        /// An email address.
        Email = "email",
    }
}
