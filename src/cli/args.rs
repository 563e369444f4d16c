//! What can be typed. Names with blanks are not put in backticks: help is broken at blanks.

use std::path::PathBuf;

use clap::{ArgGroup, Args as ClapArgs, Parser, Subcommand};

use super::values::{Color, RuleName, Setting, formats};

/// Lints heroku.yml and Dockerfiles: finds what will not build, start or listen on Heroku, before you push
#[derive(Debug, Parser)]
#[command(name = "dynolint", version, args_conflicts_with_subcommands = true)]
#[command(max_term_width = 100, after_help = EXIT_CODES)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub check: Check,
}

/// What scripts rely on.
const EXIT_CODES: &str = "Exit codes: 0 no findings at or above --fail-on, 1 findings, 2 wrong usage, configuration or \
                          input, 3 nothing to lint";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lint projects; the default without a subcommand
    Check(Check),
    /// Show what is built, what each process runs and where its port comes from
    Plan(Plan),
    /// Print the documentation of a rule
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// Print the JSON Schema of heroku.yml, of the JSON report or of dynolint.toml
    Schema(Schema),
    /// Write a dynolint.toml that explains every setting
    Init(Init),
    /// Serve an editor over standard input and output (the Language Server Protocol)
    #[cfg(feature = "lsp")]
    Lsp(Lsp),
    /// Print shell completions
    Completions(Completions),
    /// Print or write manual pages
    Man(Man),
}

#[derive(Debug, Clone, Default, ClapArgs)]
#[command(group = ArgGroup::new("edits").args(["fix", "diff"]).multiple(true))]
pub struct Check {
    /// Files or folders to lint; a file is linted as part of its project. `-` reads standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Output format
    #[arg(long, short, value_name = "FORMAT", default_value = "text", value_parser = formats())]
    #[arg(env = "DYNOLINT_FORMAT", hide_env_values = true)]
    pub format: String,
    /// Write the report to a file; `-` is standard output
    #[arg(long, short, value_name = "FILE", env = "DYNOLINT_OUTPUT", hide_env_values = true)]
    pub output: Option<PathBuf>,
    /// Leave out the findings recorded in this file
    #[arg(long, value_name = "FILE", env = "DYNOLINT_BASELINE", hide_env_values = true)]
    pub baseline: Option<PathBuf>,
    /// Record all findings in the baseline
    #[arg(long, requires = "baseline", conflicts_with_all = ["fix", "diff", "add_ignore", "watch"])]
    pub write_baseline: bool,
    /// Apply safe fixes
    #[arg(long)]
    pub fix: bool,
    /// Apply unsafe fixes too: review them
    #[arg(long, requires = "edits")]
    pub unsafe_fixes: bool,
    /// Show what --fix would change, without changing it
    #[arg(long)]
    pub diff: bool,
    /// Add ignore comments for all findings, with this reason
    #[arg(long, value_name = "REASON", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "TODO: fix, or say why not", conflicts_with_all = ["edits", "watch"])]
    pub add_ignore: Option<String>,
    /// Lint again whenever a file changes
    #[arg(long, conflicts_with_all = ["output", "rev", "staged"])]
    pub watch: bool,
    /// Print only findings: no summary, no progress
    #[arg(long, short)]
    pub quiet: bool,
    /// Count the findings of each rule
    #[arg(long)]
    pub statistics: bool,
    /// Print the files that would be linted, and stop
    #[arg(long)]
    pub show_files: bool,
    /// Print the settings and rules in force, and stop
    #[arg(long)]
    pub show_settings: bool,
    /// Path of the text on standard input
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Lint what the next commit will hold, in the projects that it changes; for hooks
    #[arg(long, conflicts_with_all = ["rev", "stdin_filename"])]
    pub staged: bool,
    /// When to use colors
    #[arg(long, value_name = "WHEN", default_value = "auto", env = "DYNOLINT_COLOR", hide_env_values = true)]
    pub color: Color,
    #[command(flatten)]
    pub settings: Settings,
}

/// Where files and settings come from.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Input {
    /// What builds the images on Heroku
    #[arg(long, value_name = "BUILDER", value_parser = ["classic", "buildkit"])]
    #[arg(env = "DYNOLINT_BUILDER", hide_env_values = true)]
    pub builder: Option<String>,
    /// Leave out files that match a pattern, as in .gitignore
    #[arg(long, value_name = "PATTERN", value_delimiter = ',')]
    #[arg(env = "DYNOLINT_EXCLUDE", hide_env_values = true)]
    pub exclude: Vec<String>,
    /// Read a commit instead of the files on disk; paths are paths in it
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// Use this configuration file
    #[arg(long, short, value_name = "FILE", env = "DYNOLINT_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub no_config: bool,
}

/// Which rules run, and what their findings mean; the command line wins over dynolint.toml.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Settings {
    /// Run only these rules: ids, aliases such as DL3008, or groups
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = RuleName, hide_possible_values = true)]
    #[arg(env = "DYNOLINT_SELECT", hide_env_values = true)]
    pub select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = RuleName, hide_possible_values = true)]
    #[arg(env = "DYNOLINT_IGNORE", hide_env_values = true)]
    pub ignore: Vec<String>,
    /// Set the severity of a rule: off, info, warning or error
    #[arg(long, value_name = "RULE=SEVERITY", value_delimiter = ',')]
    pub severity: Vec<Setting>,
    /// Run these sets of rules, which add up
    #[arg(long, value_name = "PRESETS", value_delimiter = ',', value_parser = ["default", "hadolint", "buildkit", "all"])]
    #[arg(env = "DYNOLINT_PRESET", hide_env_values = true)]
    pub preset: Vec<String>,
    /// Lowest severity that causes exit code 1
    #[arg(long, value_name = "SEVERITY", value_parser = ["error", "warning", "info", "never"])]
    #[arg(env = "DYNOLINT_FAIL_ON", hide_env_values = true)]
    pub fail_on: Option<String>,
    /// Report findings that ignore comments leave out
    #[arg(long)]
    pub no_ignores: bool,
    /// Check the scripts of RUN with ShellCheck's rules: built in, or by the program shellcheck
    #[arg(long, value_name = "ENGINE", value_parser = ["builtin", "program", "off"])]
    #[arg(env = "DYNOLINT_SHELLCHECK", hide_env_values = true)]
    pub shellcheck: Option<String>,
    #[command(flatten)]
    pub input: Input,
}

#[derive(Debug, ClapArgs)]
pub struct Plan {
    /// A file or folder
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// Output format; mermaid, dot and svg draw a picture
    #[arg(long, short, value_name = "FORMAT", default_value = "text")]
    #[arg(value_parser = ["text", "json", "mermaid", "dot", "svg"])]
    pub format: String,
    /// When to use colors
    #[arg(long, value_name = "WHEN", default_value = "auto", env = "DYNOLINT_COLOR", hide_env_values = true)]
    pub color: Color,
    #[command(flatten)]
    pub input: Input,
}

#[derive(Debug, ClapArgs)]
pub struct Explain {
    /// An id, an alias such as DL3008, or a code such as SC2086
    #[arg(value_parser = RuleName, hide_possible_values = true)]
    pub rule: String,
    /// When to use colors
    #[arg(long, value_name = "WHEN", default_value = "auto", env = "DYNOLINT_COLOR", hide_env_values = true)]
    pub color: Color,
}

#[derive(Debug, ClapArgs)]
pub struct Rules {
    /// Only rules of this group, with this alias, or with these words in their id or summary
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,
    /// Output format
    #[arg(long, short, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json", "markdown"])]
    pub format: String,
}

#[derive(Debug, ClapArgs)]
pub struct Schema {
    /// Which one
    #[arg(value_parser = ["heroku", "report", "config"])]
    pub of: String,
}

#[derive(Debug, ClapArgs)]
pub struct Init {
    /// Convert hadolint's configuration: the path of its .hadolint.yaml
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Overwrite an existing configuration
    #[arg(long)]
    pub force: bool,
}

/// What editors pass of themselves; standard input and output are all there is.
#[cfg(feature = "lsp")]
#[derive(Debug, ClapArgs)]
pub struct Lsp {
    /// Nothing else is possible
    #[arg(long, hide = true)]
    pub stdio: bool,
    /// `initialize` tells it again
    #[arg(long = "clientProcessId", hide = true)]
    pub client_process_id: Option<i64>,
}

#[derive(Debug, ClapArgs)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[derive(Debug, ClapArgs)]
pub struct Man {
    /// Write the pages of all subcommands into this folder, instead of printing the main page
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
}
