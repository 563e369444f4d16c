//! Variables of a Dockerfile: which ARG and ENV give a name a value, and from where on.

use std::collections::HashMap;

use crate::base::source::Span;
use crate::syntax::dockerfile::expand::Lookup;

/// One ARG or ENV that gives a name a value.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Number of the instruction.
    pub at: usize,
    /// Whether ENV sets it, which lasts into the image; otherwise ARG.
    pub env: bool,
    /// The name's place.
    pub key: Span,
    /// What it holds from there on.
    pub value: Lookup,
}

/// Definitions by name, each list in order.
#[derive(Debug, Default)]
pub struct Scope {
    names: HashMap<String, Vec<Definition>>,
}

impl Scope {
    /// All definitions of a name, in order.
    pub fn definitions(&self, name: &str) -> &[Definition] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The last definition of a name before instruction `at`; an ENV hides every ARG.
    pub fn before(&self, name: &str, at: usize) -> Option<&Definition> {
        let all = self.definitions(name);
        let seen = all.get(..all.partition_point(|definition| definition.at < at))?;
        seen.iter().rev().find(|definition| definition.env).or(seen.last())
    }

    /// What ENV leaves set at the end, by name in no order.
    pub fn final_env(&self) -> impl Iterator<Item = (&str, &Definition)> {
        self.names
            .iter()
            .filter_map(|(name, all)| Some((name.as_str(), all.iter().rev().find(|one| one.env)?)))
    }

    /// Every name that some instruction before `at` defines, in no order.
    pub fn names_before(&self, at: usize) -> impl Iterator<Item = &str> {
        let defined = move |all: &Vec<Definition>| all.first().is_some_and(|first| first.at < at);
        self.names.iter().filter(move |(_, all)| defined(all)).map(|(name, _)| name.as_str())
    }

    pub(super) fn define(&mut self, name: &str, definition: Definition) {
        self.names.entry(name.to_owned()).or_default().push(definition);
    }
}

/// Build arguments that are passed from outside.
#[derive(Debug, Clone, Default)]
pub struct BuildArgs {
    /// What is passed, by name.
    pub values: HashMap<String, Lookup>,
    /// Whether nothing else can be passed.
    pub complete: bool,
}

impl BuildArgs {
    /// Whoever builds may pass anything.
    pub fn open() -> BuildArgs {
        BuildArgs::default()
    }

    /// What an ARG holds that is given `default` in the file.
    pub(super) fn value(&self, name: &str, default: Lookup) -> Lookup {
        match self.values.get(name) {
            Some(value) => value.clone(),
            None if default == Lookup::Unset && !self.complete => Lookup::Unknown,
            None => default,
        }
    }
}

/// Platform arguments that only BuildKit fills in.
pub const PLATFORM_ARGS: [&str; 8] = [
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
];

/// What a FROM, or an ARG without a value, sees of a name.
pub(super) fn global(globals: &Scope, at: usize, name: &str) -> Lookup {
    match globals.before(name, at) {
        Some(definition) => definition.value.clone(),
        None if PLATFORM_ARGS.contains(&name) => Lookup::Unknown,
        None => Lookup::Unset,
    }
}
