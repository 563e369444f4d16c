//! Where a repository deploys itself: the commands of workflows, Makefiles, package.json and scripts that speak to
//! Heroku.

use std::sync::Arc;

use crate::base::path;
use crate::base::source::{Source, Span, Text};
use crate::build::filesystem::{WRITES, is_writer};
use crate::files::Tree;
use crate::syntax::shell;
use crate::syntax::shell::{Dialect, Script, Word};
use crate::syntax::yaml;
use crate::syntax::yaml::{Node, Value};

/// One file that deploys.
#[derive(Debug)]
pub struct Deploy {
    /// The file.
    pub source: Arc<Source>,
    /// Its commands, script by script.
    pub scripts: Vec<Snippet>,
    /// Steps of GitHub workflows that use `docker/build-push-action`.
    pub pushes: Vec<PushAction>,
    /// Whether a step sets up buildx, whose images carry attestations.
    pub buildx: bool,
}

/// A script in a file.
#[derive(Debug)]
pub struct Snippet {
    /// The commands.
    pub script: Script,
    /// Whether it runs in another folder than the repository's root, as far as can be told.
    pub elsewhere: bool,
}

/// A step that builds and pushes an image.
#[derive(Debug)]
pub struct PushAction {
    /// `uses: docker/build-push-action@…`: the value.
    pub uses: Span,
    /// The tags it pushes.
    pub tags: Vec<Text>,
    /// Whether it pushes.
    pub push: bool,
    /// `provenance`, if it is set.
    pub provenance: Option<String>,
    /// The first key below `with`, before which another can be put.
    pub first_input: Option<Span>,
}

/// `heroku <command> …`, taken apart.
#[derive(Debug)]
pub struct HerokuCommand<'a> {
    /// `container:push`.
    pub name: &'a Word,
    /// Words that are neither flags nor their values; `None` when a word could be several.
    pub types: Option<Vec<&'a Word>>,
    /// Whether `--recursive` or `-R` is given.
    pub recursive: bool,
}

/// Folders besides the root where scripts for deploying lie.
const SCRIPT_FOLDERS: [&str; 8] = ["", "bin", "scripts", "script", "ci", ".ci", "deploy", ".circleci"];

/// Reads what may deploy the project in `root`: its own files, and the workflows of the repository.
pub fn read(tree: &dyn Tree, root: &str) -> Vec<Deploy> {
    let mut found = Vec::new();
    {
        let folder = ".github/workflows";
        let files = tree
            .list(folder)
            .into_iter()
            .filter(|entry| entry.name.ends_with(".yml") || entry.name.ends_with(".yaml"));
        found.extend(files.filter_map(|entry| of(tree, &path::join(folder, &entry.name), workflow)));
    }
    found.extend(
        [".gitlab-ci.yml", ".circleci/config.yml", "bitbucket-pipelines.yml"]
            .iter()
            .filter_map(|file| of(tree, file, workflow)),
    );
    found.extend(of(tree, &path::join(root, "Makefile"), makefile));
    found.extend(of(tree, &path::join(root, "package.json"), package_json));
    for folder in SCRIPT_FOLDERS {
        let folder = path::join(root, folder);
        let folder = folder.trim_end_matches('/');
        let scripts = tree.list(folder).into_iter().filter(|entry| entry.name.ends_with(".sh"));
        found.extend(scripts.filter_map(|entry| of(tree, &path::join(folder, &entry.name), shell_script)));
    }
    found
}

impl Deploy {
    /// Whether one of its commands writes a file of this name before what is there is deployed.
    pub fn makes(&self, name: &str) -> bool {
        let named = |word: &Word| path::name(word.text().trim_matches(['"', '\''])) == name;
        self.scripts.iter().flat_map(|snippet| &snippet.script.commands).any(|command| {
            let program = command.effective().program;
            let writes = (is_writer(command) && program != "rm") || MAKERS.contains(&program.as_str());
            let into = command.redirections.iter().filter(|it| WRITES.contains(&it.operator));
            (writes && command.words.iter().any(named)) || into.into_iter().any(|it| named(&it.target))
        })
    }
}

/// Programs that write a file they are given, beside those that write files anywhere.
const MAKERS: &[&str] = &["aws", "gcloud", "gsutil", "mkdir", "openssl", "scp", "touch"];

type Reader = fn(&Arc<Source>) -> Deploy;

/// A file that names Heroku's containers or registry, read; any other costs its bytes only.
fn of(tree: &dyn Tree, path: &str, reader: Reader) -> Option<Deploy> {
    let source = tree.source(path).ok()?;
    let text = source.text();
    let speaks = text.contains("container:push")
        || text.contains("container:release")
        || text.contains("registry.heroku.com")
        || (text.contains("git push") && text.contains("heroku"));
    speaks.then(|| reader(&source))
}

fn deploy(source: &Arc<Source>) -> Deploy {
    Deploy { source: Arc::clone(source), scripts: Vec::new(), pushes: Vec::new(), buildx: false }
}

fn snippet(text: &Text, elsewhere: bool) -> Snippet {
    Snippet { script: shell::parse(text, Dialect::Bash), elsewhere }
}

fn shell_script(source: &Arc<Source>) -> Deploy {
    Deploy { scripts: vec![snippet(&Text::verbatim(source.text(), 0), false)], ..deploy(source) }
}

/// Recipe lines: those that begin with a tab, `@` and `-` before the command left out, `$$` read as `$`.
fn makefile(source: &Arc<Source>) -> Deploy {
    let line = |number: usize| {
        let span = source.line(number)?;
        let command = source.slice(span).strip_prefix('\t')?;
        let start = command.len() - command.trim_start_matches(['@', '-', ' ', '\t']).len();
        Some(snippet(&Text::verbatim(command.get(start..)?, span.start + 1 + start), false))
    };
    Deploy { scripts: (1..=source.line_count()).filter_map(line).collect(), ..deploy(source) }
}

fn package_json(source: &Arc<Source>) -> Deploy {
    let document = yaml::parse(source.text());
    let scripts = document.find(&["scripts"]).map_or(&[][..], Node::entries);
    let texts = scripts.iter().filter_map(|entry| entry.value.as_text());
    Deploy { scripts: texts.map(|scalar| snippet(&scalar.text, false)).collect(), ..deploy(source) }
}

/// GitHub's `run`, GitLab's and others' `script` lists.
fn workflow(source: &Arc<Source>) -> Deploy {
    let document = yaml::parse(source.text());
    let mut found = deploy(source);
    if let Some(root) = &document.root {
        visit(root, false, &mut found);
    }
    found
}

fn visit(node: &Node, elsewhere: bool, found: &mut Deploy) {
    for item in node.items() {
        visit(item, elsewhere, found);
    }
    let elsewhere =
        elsewhere || node.get("working-directory").or_else(|| node.get("working_directory")).is_some();
    if let Some(uses) = node.get("uses").and_then(Node::as_text) {
        found.buildx |= uses.as_str().starts_with("docker/setup-buildx-action");
        if uses.as_str().starts_with("docker/build-push-action") {
            found.pushes.push(push_action(uses.text.span, node));
        }
    }
    for entry in node.entries() {
        match (entry.name(), &entry.value.value) {
            ("run" | "command" | "script" | "before_script" | "after_script", Value::String(scalar)) => {
                found.scripts.push(snippet(&scalar.text, elsewhere));
            }
            ("script" | "before_script" | "after_script", Value::Sequence(items)) => {
                found
                    .scripts
                    .extend(items.iter().filter_map(Node::as_text).map(|one| snippet(&one.text, elsewhere)));
            }
            _ => {}
        }
        visit(&entry.value, elsewhere, found);
    }
}

fn push_action(uses: Span, step: &Node) -> PushAction {
    let with = step.get("with");
    let input = |name: &str| with.and_then(|with| with.get(name)).and_then(Node::to_text);
    let truthy = |name: &str| input(name).is_some_and(|value| value.as_str() == "true");
    let tags = input("tags").map_or_else(Vec::new, |tags| {
        let mut start = 0;
        let lines = tags.text.text.split(['\n', ',']).map(|line| {
            let from = start + (line.len() - line.trim_start().len());
            start += line.len() + 1;
            tags.text.part(from..from + line.trim().len())
        });
        lines.filter(|tag| !tag.text.is_empty()).collect()
    });
    let registry = input("outputs").is_some_and(|outputs| outputs.as_str().contains("type=registry"));
    PushAction {
        uses,
        tags,
        push: truthy("push") || registry,
        provenance: input("provenance").map(|value| value.as_str().to_owned()),
        first_input: with.and_then(|with| with.entries().first()).map(|entry| entry.key.span),
    }
}

/// Flags of `heroku container:*` that take a value.
const WITH_VALUE: [&str; 8] =
    ["-a", "--app", "-r", "--remote", "--arg", "--context-path", "-p", "--process-type"];

/// All `heroku <name>` commands of a file.
pub fn heroku_commands<'a>(deploy: &'a Deploy, name: &str) -> Vec<(HerokuCommand<'a>, &'a Snippet)> {
    let commands = deploy
        .scripts
        .iter()
        .flat_map(|snippet| snippet.script.commands.iter().map(move |one| (one, snippet)));
    commands
        .filter_map(|(command, snippet)| {
            let at = command.words.iter().position(|word| word.is(name))?;
            let heroku = command
                .words
                .get(..at)?
                .iter()
                .any(|word| word.literal().is_some_and(|program| path::name(&program) == "heroku"));
            heroku.then(|| (take_apart(command.words.get(at..)?)).map(|command| (command, snippet))).flatten()
        })
        .collect()
}

fn take_apart(words: &[Word]) -> Option<HerokuCommand<'_>> {
    let (name, rest) = words.split_first()?;
    let mut types = Some(Vec::new());
    let mut recursive = false;
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        match word.literal() {
            Some(flag) if WITH_VALUE.contains(&flag.as_ref()) => drop(words.next()),
            Some(flag) if flag == "--recursive" || flag == "-R" => recursive = true,
            Some(flag) if flag.starts_with('-') => {}
            Some(_) => types.iter_mut().for_each(|types| types.push(word)),
            None if word.text().starts_with('-') => {}
            None => types = None,
        }
    }
    Some(HerokuCommand { name, types, recursive })
}
