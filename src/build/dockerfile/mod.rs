//! A Dockerfile by its stages: what each is based on, which variables hold where, what it leaves set at its end.

mod needed;
mod step;
#[cfg(test)]
mod tests;
mod variables;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::run_scripts;
use super::run_scripts::{Run, RunScript};
use super::shellcheck;
use super::shellcheck::Remark;
use crate::base::source::Source;
use crate::syntax::dockerfile::ast;
use crate::syntax::dockerfile::ast::{Command, Instruction, Kind, Pair, Word};
use crate::syntax::dockerfile::expand;
use crate::syntax::dockerfile::expand::Lookup;
use crate::syntax::image;
use crate::syntax::image::Reference;

pub use step::Step;
use variables::global;
pub use variables::{BuildArgs, Definition, PLATFORM_ARGS, Scope};

/// One Dockerfile of a project.
#[derive(Debug)]
pub struct Dockerfile {
    /// The file.
    pub source: Arc<Source>,
    /// Its tree.
    pub tree: ast::Dockerfile,
    /// ARGs before the first FROM: all that a FROM may use.
    pub globals: Scope,
    /// The stages in order.
    pub stages: Vec<Stage>,
    scripts: OnceLock<Vec<RunScript>>,
    remarks: OnceLock<Vec<Remark>>,
}

/// One stage: a FROM and what follows it.
#[derive(Debug)]
pub struct Stage {
    /// Its number, from 0.
    pub index: usize,
    /// Its instructions in [`ast::Dockerfile::instructions`], FROM first.
    pub instructions: Range<usize>,
    /// `AS name`, as written.
    pub name: Option<Word>,
    /// The image as written after FROM.
    pub image: Word,
    /// What it is based on.
    pub base: Base,
    /// The variables set in it.
    pub scope: Scope,
    /// Entrypoint at its end.
    pub entrypoint: Setting,
    /// Command at its end.
    pub cmd: Setting,
    /// User at its end.
    pub user: Setting,
    /// Shell at its end.
    pub shell: Setting,
    /// Working directory at its end: an absolute path, where it is known.
    pub workdir: Option<String>,
}

/// What a stage is based on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// An earlier stage.
    Stage(usize),
    /// Nothing at all.
    Scratch,
    /// An image, its variables resolved.
    Image(Reference),
    /// A variable that nothing here gives a value.
    Unknown,
    /// No image reference at all.
    Invalid(String),
}

/// Where a stage's entrypoint, command, user or shell comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The base image has it, whatever it is.
    Base,
    /// Nothing: `scratch`, an empty form, or a command dropped because ENTRYPOINT was set after it.
    Nothing,
    /// The instruction with this number sets it.
    At(usize),
}

impl Setting {
    /// The instruction's number, if one sets it.
    pub fn index(self) -> Option<usize> {
        match self {
            Setting::At(index) => Some(index),
            _ => None,
        }
    }
}

impl Dockerfile {
    /// Works out the stages of a parsed file, `args` being what is passed as `--build-arg`.
    pub fn new(source: Arc<Source>, args: &BuildArgs) -> Dockerfile {
        let tree = crate::syntax::dockerfile::parse(source.text());
        let mut file = Dockerfile {
            source,
            tree,
            globals: Scope::default(),
            stages: Vec::new(),
            scripts: OnceLock::new(),
            remarks: OnceLock::new(),
        };
        let starts = file.stage_starts();
        let first = starts.first().copied().unwrap_or(file.tree.instructions.len());
        file.read_globals(first, args);
        for (index, start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(file.tree.instructions.len());
            if let Some(stage) = file.stage(index, *start..end, args) {
                file.stages.push(stage);
            }
        }
        file
    }

    /// The instruction with this number.
    pub fn instruction(&self, index: usize) -> Option<&Instruction> {
        self.tree.instructions.get(index)
    }

    /// Every instruction in order, those inside ONBUILD right after their ONBUILD.
    pub fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        let mut next_stage = 0;
        self.tree.instructions.iter().enumerate().flat_map(move |(index, instruction)| {
            while self.stages.get(next_stage).is_some_and(|stage| stage.instructions.start <= index) {
                next_stage += 1;
            }
            let stage = next_stage.checked_sub(1).and_then(|stage| self.stages.get(stage));
            Step { file: self, stage, index, instruction, onbuild: false }.with_onbuild()
        })
    }

    /// The script of every RUN in shell form, with its instruction.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        self.runs_in(0..self.tree.instructions.len())
    }

    /// Those among the instructions with these numbers.
    pub fn runs_in(&self, numbers: Range<usize>) -> impl Iterator<Item = Run<'_>> {
        let scripts = self.scripts.get_or_init(|| run_scripts::read(self));
        let first = scripts.partition_point(|run| run.index < numbers.start);
        let within = scripts.iter().skip(first).take_while(move |run| run.index < numbers.end);
        within.filter_map(|run| {
            let mut steps = self.step(run.index)?.with_onbuild();
            Some(Run { step: steps.find(|step| step.onbuild == run.onbuild)?, run })
        })
    }

    /// What ShellCheck says of its scripts: what was given, or else what the built-in engine finds.
    pub fn remarks(&self) -> &[Remark] {
        self.remarks.get_or_init(|| shellcheck::builtin(self))
    }

    /// Gives what another engine found, before anyone asks.
    pub fn give_remarks(&self, remarks: Vec<Remark>) {
        let _ = self.remarks.set(remarks);
    }

    /// The instruction with this number, with what surrounds it.
    pub fn step(&self, index: usize) -> Option<Step<'_>> {
        let after = self.stages.partition_point(|stage| stage.instructions.start <= index);
        let stage = after.checked_sub(1).and_then(|stage| self.stages.get(stage));
        Some(Step { file: self, stage, index, instruction: self.instruction(index)?, onbuild: false })
    }

    /// The steps of one stage, FROM first.
    pub fn steps_of<'a>(&'a self, stage: &'a Stage) -> impl Iterator<Item = Step<'a>> {
        stage.instructions.clone().filter_map(move |index| {
            let instruction = self.instruction(index)?;
            Some(Step { file: self, stage: Some(stage), index, instruction, onbuild: false })
        })
    }

    /// The stage that `--target` or `FROM` means by a name: names are compared without case. Digits name a stage by
    /// its number.
    pub fn stage_named(&self, name: &str) -> Option<&Stage> {
        let named =
            |stage: &&Stage| stage.name.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(name));
        self.stages.iter().rev().find(named).or_else(|| self.stages.get(name.parse::<usize>().ok()?))
    }

    /// CMD or ENTRYPOINT at a setting.
    pub fn command(&self, setting: Setting) -> Option<&Command> {
        match &self.instruction(setting.index()?)?.kind {
            Kind::Cmd(command) | Kind::Entrypoint(command) => Some(command),
            _ => None,
        }
    }

    /// The stage, the stage it is based on, and so on down to the one with an image.
    pub fn ancestry<'a>(&'a self, stage: &'a Stage) -> impl Iterator<Item = &'a Stage> {
        std::iter::successors(Some(stage), |stage| match stage.base {
            Base::Stage(index) => self.stages.get(index),
            _ => None,
        })
    }

    /// The image below a stage and all stages under it.
    pub fn root_base<'a>(&'a self, stage: &'a Stage) -> &'a Base {
        self.ancestry(stage).last().map_or(&stage.base, |last| &last.base)
    }

    /// What a variable holds at instruction `at` of a stage, or before the first FROM.
    pub fn variable(&self, stage: Option<&Stage>, at: usize, name: &str) -> Lookup {
        let Some(stage) = stage else {
            return global(&self.globals, at, name);
        };
        let own = stage.scope.before(name, at);
        if let Some(definition) = own.filter(|definition| definition.env) {
            return definition.value.clone();
        }
        let inherited = self
            .ancestry(stage)
            .skip(1)
            .find_map(|stage| stage.scope.before(name, usize::MAX).filter(|definition| definition.env));
        match inherited.or(own) {
            Some(definition) => definition.value.clone(),
            None if *self.root_base(stage) == Base::Scratch => Lookup::Unset,
            None => Lookup::Unknown,
        }
    }

    /// A word with variables and quotes resolved as they stand at instruction `at`; `None` where a needed variable is
    /// not known here or the word is malformed.
    pub fn value(&self, stage: Option<&Stage>, at: usize, word: &str) -> Option<String> {
        resolve(self.tree.escape, word, &|name| self.variable(stage, at, name))
    }

    fn stage_starts(&self) -> Vec<usize> {
        let from = |(index, instruction): (usize, &Instruction)| {
            instruction.keyword.value.eq_ignore_ascii_case("FROM").then_some(index)
        };
        self.tree.instructions.iter().enumerate().filter_map(from).collect()
    }

    fn read_globals(&mut self, end: usize, args: &BuildArgs) {
        for at in 0..end {
            let Some(Instruction { kind: Kind::Arg(pairs), .. }) = self.tree.instructions.get(at) else {
                continue;
            };
            let found: Vec<_> = pairs
                .iter()
                .map(|pair| {
                    let default = pair.value.as_ref().map_or(Lookup::Unset, |word| {
                        self.value(None, at, &word.value).map_or(Lookup::Unknown, Lookup::Value)
                    });
                    (pair.key.value.clone(), define(at, false, pair, args.value(&pair.key.value, default)))
                })
                .collect();
            for (name, definition) in found {
                self.globals.define(&name, definition);
            }
        }
    }

    fn stage(&self, index: usize, instructions: Range<usize>, args: &BuildArgs) -> Option<Stage> {
        let from = self.instruction(instructions.start)?;
        let (image, name) = match &from.kind {
            Kind::From { image, alias, .. } => (image.clone(), alias.clone()),
            _ => (Word::new(String::new(), from.keyword.span), None),
        };
        let base = self.base(instructions.start, &image);
        let parent = match base {
            Base::Stage(parent) => self.stages.get(parent),
            _ => None,
        };
        let initial = if base == Base::Scratch { Setting::Nothing } else { Setting::Base };
        let mut stage = Stage {
            index,
            instructions: instructions.clone(),
            name,
            image,
            entrypoint: parent.map_or(initial, |parent| parent.entrypoint),
            cmd: parent.map_or(initial, |parent| parent.cmd),
            user: parent.map_or(initial, |parent| parent.user),
            shell: parent.map_or(initial, |parent| parent.shell),
            workdir: parent
                .map_or((base == Base::Scratch).then(|| "/".to_owned()), |parent| parent.workdir.clone()),
            scope: Scope::default(),
            base,
        };
        for at in instructions.skip(1) {
            self.apply(&mut stage, at, args);
        }
        Some(stage)
    }

    fn base(&self, at: usize, image: &Word) -> Base {
        let Some(name) = self.value(None, at, &image.value) else {
            return if image.value.is_empty() { Base::Invalid(String::new()) } else { Base::Unknown };
        };
        if name == "scratch" {
            return Base::Scratch;
        }
        let named =
            |stage: &&Stage| stage.name.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(&name));
        match self.stages.iter().rev().find(named) {
            Some(stage) => Base::Stage(stage.index),
            None => image::parse(&name).map_or(Base::Invalid(name), Base::Image),
        }
    }

    fn apply(&self, stage: &mut Stage, at: usize, args: &BuildArgs) {
        let Some(instruction) = self.instruction(at) else { return };
        match &instruction.kind {
            Kind::Arg(pairs) => self.define_all(stage, at, pairs, false, args),
            Kind::Env(pairs) => self.define_all(stage, at, pairs, true, args),
            Kind::User(_) => stage.user = Setting::At(at),
            Kind::Shell(_) => stage.shell = Setting::At(at),
            Kind::Workdir(word) => {
                let path = self.value(Some(stage), at, &word.value);
                stage.workdir = path.and_then(|path| join(stage.workdir.as_deref(), &path));
            }
            Kind::Cmd(command) => stage.cmd = set(command, at),
            Kind::Entrypoint(command) => {
                stage.entrypoint = set(command, at);
                if stage.cmd.index().is_none_or(|cmd| !stage.instructions.contains(&cmd)) {
                    stage.cmd = Setting::Nothing;
                }
            }
            _ => {}
        }
    }

    fn define_all(&self, stage: &mut Stage, at: usize, pairs: &[Pair], env: bool, args: &BuildArgs) {
        let values: Vec<_> = pairs.iter().map(|pair| self.pair_value(stage, at, pair, env, args)).collect();
        for (pair, value) in pairs.iter().zip(values) {
            stage.scope.define(&pair.key.value, define(at, env, pair, value));
        }
    }

    fn pair_value(&self, stage: &Stage, at: usize, pair: &Pair, env: bool, args: &BuildArgs) -> Lookup {
        let default = match &pair.value {
            Some(word) => self.value(Some(stage), at, &word.value).map_or(Lookup::Unknown, Lookup::Value),
            None if env => Lookup::Unset,
            None => global(&self.globals, usize::MAX, &pair.key.value),
        };
        if env { default } else { args.value(&pair.key.value, default) }
    }
}

/// A word with variables and quotes resolved; `None` where a needed variable is not known or the word is malformed.
pub fn resolve(escape: char, word: &str, variable: &dyn Fn(&str) -> Lookup) -> Option<String> {
    if !word.contains(['$', '\'', '"', escape]) {
        return Some(word.to_owned());
    }
    expand::expand(word, escape, variable).value
}

/// A path as WORKDIR takes it: absolute, or below the directory before it.
pub fn join(before: Option<&str>, path: &str) -> Option<String> {
    let whole = if path.starts_with('/') { path.to_owned() } else { format!("{}/{path}", before?) };
    let mut parts = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

fn define(at: usize, env: bool, pair: &Pair, value: Lookup) -> Definition {
    Definition { at, env, key: pair.key.span, value }
}

/// `CMD []` and an empty `CMD` set nothing.
fn set(command: &Command, at: usize) -> Setting {
    let empty = match command {
        Command::Exec(words, _) => words.is_empty(),
        Command::Shell(text) => text.text.is_empty(),
    };
    if empty { Setting::Nothing } else { Setting::At(at) }
}
