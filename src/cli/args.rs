//! What can be typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// Reads a repository the way Heroku will, and says what will not build, boot or bind.
#[derive(Debug, Parser)]
#[command(name = "dynolint", version, about, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub check: Check,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lint projects; this is what runs without a subcommand
    Check(Check),
    /// Show what is built and what each process starts
    Plan(Plan),
    /// Print the page of a rule
    Explain(Explain),
    /// List the rules
    Rules(Rules),
    /// Print the JSON Schema of heroku.yml, of the JSON report or of dynolint.toml
    Schema(Schema),
    /// Write a dynolint.toml that explains every setting
    Init(Init),
    /// Print completions for a shell
    Completions(Completions),
}

#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Check {
    /// Folders or files; a file is linted within its project. `-` reads standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = formats())]
    pub format: String,
    /// Write the report to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave out the findings that this file records
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Record all findings in the file of `--baseline`
    #[arg(long, requires = "baseline", conflicts_with_all = ["fix", "unsafe_fixes", "diff"])]
    pub write_baseline: bool,
    /// Mend what can be mended without changing the meaning
    #[arg(long)]
    pub fix: bool,
    /// Make the fixes that want a look as well
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Show what `--fix` would change, and change nothing
    #[arg(long)]
    pub diff: bool,
    /// Say nothing when there is nothing to say, and no summary
    #[arg(long, short)]
    pub quiet: bool,
    /// Count the findings by rule
    #[arg(long)]
    pub statistics: bool,
    /// What the text on standard input is called
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    #[command(flatten)]
    pub settings: Settings,
}

/// What stands in dynolint.toml as well; the command line wins.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Settings {
    /// Run only these rules (ids, aliases or groups)
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not run these rules (ids, aliases or groups)
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Sets of rules that add up
    #[arg(long, value_name = "PRESETS", value_delimiter = ',', value_parser = ["default", "hadolint", "buildkit", "all"])]
    pub preset: Vec<String>,
    /// The least weight that gives exit code 1
    #[arg(long, value_name = "SEVERITY", value_parser = ["error", "warning", "info", "never"])]
    pub fail_on: Option<String>,
    /// What builds the images when heroku.yml is there
    #[arg(long, value_name = "BUILDER", value_parser = ["classic", "buildkit"])]
    pub builder: Option<String>,
    /// What finds the mistakes in scripts that ShellCheck knows, and turns them on; without it the built-in engine does
    /// where a preset has them
    #[arg(long, value_name = "ENGINE", value_parser = ["builtin", "program", "off"])]
    pub shellcheck: Option<String>,
    /// Read this commit of the repository instead of the files on disk; paths are then paths in it
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// Use this configuration file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub no_config: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Plan {
    /// A folder or file
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// How it is written; `mermaid`, `dot` and `svg` draw it
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json", "mermaid", "dot", "svg"])]
    pub format: String,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, ClapArgs)]
pub struct Explain {
    /// An id, an alias or a code of ShellCheck
    pub rule: String,
}

#[derive(Debug, ClapArgs)]
pub struct Rules {
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"])]
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
    /// Take over the settings of hadolint: its .hadolint.yaml
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// Overwrite a configuration that is there
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, ClapArgs)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Whether colours are used in `world`.
    pub fn on(self, world: &super::World) -> bool {
        match self {
            Color::Auto => world.terminal && !world.no_color,
            Color::Always => true,
            Color::Never => false,
        }
    }
}

fn formats() -> clap::builder::PossibleValuesParser {
    crate::report::Format::NAMES.map(|(name, _)| name).into()
}
