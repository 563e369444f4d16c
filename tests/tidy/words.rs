//! The words people read: no phrase that the glossary advises against, messages of one shape, pages of one structure.

use std::path::{Path, PathBuf};

use dynolint::Diagnostic;
use dynolint::internals::rule::Rule;
use dynolint::internals::rule::SECTIONS;
use dynolint::internals::rules;
use proc_macro2::{TokenStream, TokenTree};

use crate::examples;
use crate::pages::findings;
use crate::support::root;

/// A phrase that the glossary advises against.
struct Avoided {
    phrase: String,
    instead: String,
    fine_in: Vec<String>,
}

/// The table `Words to avoid` of the glossary.
fn avoided() -> Vec<Avoided> {
    let glossary = std::fs::read_to_string(root().join("docs/glossary.md")).expect("the glossary is there");
    let (_, table) = glossary.split_once("## Words to avoid").expect("the glossary has the table");
    let cells = |row: &str| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows = table.lines().filter(|line| line.starts_with('|')).skip(2).map(cells);
    let list = |cell: &str| -> Vec<String> {
        cell.split(", ").filter(|phrase| !phrase.is_empty()).map(str::to_lowercase).collect()
    };
    let found: Vec<Avoided> = rows
        .flat_map(|row: Vec<String>| {
            let [write, instead_of, fine_in] = row.as_slice() else {
                panic!("a row has three cells: {row:?}")
            };
            let (instead, fine_in) = (write.clone(), list(fine_in));
            let avoided =
                move |phrase| Avoided { phrase, instead: instead.clone(), fine_in: fine_in.clone() };
            list(instead_of).into_iter().map(avoided).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.len() > 20, "the table is read");
    found
}

/// What a text says outside of backticks, in lower case, on one line.
fn prose(text: &str) -> String {
    let outside = text.split('`').step_by(2).collect::<Vec<_>>().join("`");
    outside.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The avoided phrases that a text uses, each with what to write.
fn used(text: &str, avoided: &[Avoided]) -> Vec<String> {
    let prose = prose(text);
    let holds = |one: &&Avoided| {
        let text = one.fine_in.iter().fold(prose.clone(), |text, fine| text.replace(fine, "`"));
        text.match_indices(&one.phrase).any(|(at, phrase)| {
            let before = text[..at].chars().next_back();
            let after = text[at + phrase.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    };
    let say = |one: &Avoided| format!("\"{}\" (write: {})", one.phrase, one.instead);
    avoided.iter().filter(holds).map(say).collect()
}

#[test]
fn the_search_for_phrases_works() {
    let avoided = avoided();
    let count = |text: &str| used(text, &avoided).len();
    assert_eq!(count("this can be\n  mended, and an address stands in the file"), 3);
    assert_eq!(count("amended; the IP address `stands in` a file"), 0);
}

#[test]
fn pages_and_documents_avoid_phrases() {
    let avoided = avoided();
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let outside = |piece: examples::Piece| match piece {
            examples::Piece::Prose(text) => text,
            examples::Piece::Block { .. } => "\n".to_owned(),
        };
        let text: String = examples::pieces(rule.text).into_iter().map(outside).collect();
        wrong.extend(used(&text, &avoided).into_iter().map(|used| format!("rules/{}.md: {used}", rule.id)));
    }
    let documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(PathBuf::from);
    for path in documents.into_iter().chain(files("docs", "md")) {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(root().join(&path)).expect("it is text");
        let text = text.split("## Words to avoid").next().unwrap_or(&text);
        wrong.extend(used(text, &avoided).into_iter().map(|used| format!("{name}: {used}")));
    }
    assert!(wrong.is_empty(), "see docs/glossary.md:\n{}", wrong.join("\n"));
}

#[test]
fn texts_in_the_source_avoid_phrases() {
    let avoided = avoided();
    let mut wrong = Vec::new();
    for path in files("src", "rs") {
        let name = path.display().to_string();
        if is_test(&path) || name.starts_with("src/cli/") {
            continue;
        }
        let text = std::fs::read_to_string(root().join(&path)).expect("it is text");
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let shown = SHOWN.iter().any(|end| name.ends_with(end));
        for literal in literals(tokens, shown) {
            wrong.extend(
                used(&literal, &avoided).into_iter().map(|used| format!("{name}: {used}: {literal}")),
            );
        }
    }
    assert!(wrong.is_empty(), "see docs/glossary.md:\n{}", wrong.join("\n"));
}

/// Files whose comments become help texts and descriptions.
const SHOWN: &[&str] = &["cli/args.rs", "config/schema.rs", "manifest/schema.rs", "report/document.rs"];

/// All files below a folder with this ending, by their path in the repository. What tools keep in hidden folders and
/// what npm installs is left out.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::from(folder)];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(root().join(&folder)).expect("it is a folder") {
            let entry = entry.expect("it can be read");
            let path = folder.join(entry.file_name());
            let name = entry.file_name().to_string_lossy().into_owned();
            match entry.path().is_dir() {
                true if name.starts_with('.') || name == "node_modules" => {}
                true => open.push(path),
                false if path.extension().is_some_and(|it| it == ending) => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}

/// Whether a file is only compiled for tests.
pub fn is_test(path: &Path) -> bool {
    let helpers = ["tests", "testing", "golden", "samples", "sample"];
    path.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        helpers.contains(&name.trim_end_matches(".rs"))
    })
}

/// The string literals of a file outside of its tests; comments on items only where they are `shown`.
pub fn literals(tokens: TokenStream, shown: bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_test = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next_if(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '!'));
                let Some(TokenTree::Group(attribute)) = tokens.peek() else { continue };
                let text = attribute.stream().to_string();
                in_test |= text.starts_with("cfg (test)") || text.starts_with("cfg(test)");
                if !(text.starts_with("doc") && shown) {
                    tokens.next();
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => in_test = false,
            TokenTree::Group(_) if std::mem::take(&mut in_test) => {}
            TokenTree::Group(group) => found.extend(literals(group.stream(), shown)),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if text.contains('"') {
                    found.push(text.replace("\\\n", "\n").replace("\\n", "\n"));
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn messages_have_one_shape() {
    let avoided = avoided();
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let pieces = examples::pieces(rule.text);
        for example in examples::examples(&pieces).iter().filter(|example| example.bad) {
            for found in findings(rule, &example.tree()) {
                wrong.extend(mistakes(&found, &avoided).into_iter().map(|it| format!("{}: {it}", rule.id)));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Longest message, without the names in it.
const LONGEST: usize = 99;

fn mistakes(found: &Diagnostic, avoided: &[Avoided]) -> Vec<String> {
    let related = found.related.iter().map(|it| ("related", it.message.as_str()));
    let help = found.help.iter().map(|help| ("help", help.as_str()));
    let title = found.fix.iter().map(|fix| ("fix", fix.title.as_str()));
    let texts = std::iter::once(("message", found.message.as_str())).chain(help).chain(related).chain(title);
    let mut wrong = Vec::new();
    for (what, text) in texts {
        let mut say = |why: &str| wrong.push(format!("the {what} {why}: {text}"));
        if text.ends_with('.') && !text.ends_with("..") {
            say("ends in a full stop");
        }
        if is_capitalized(text) {
            say("does not start in lower case");
        }
        let without_names: String = text.split('`').step_by(2).collect();
        if what == "message" && without_names.chars().count() > LONGEST {
            say("is too long");
        }
        used(text, avoided).iter().for_each(|used| say(&format!("has {used}")));
    }
    wrong
}

/// Whether a text starts like a sentence. Names keep their capitals.
fn is_capitalized(text: &str) -> bool {
    const NAMES: &[&str] = &["Heroku", "Heroku's", "BuildKit", "BuildKit's", "Docker", "Docker's", "Windows"];
    let word = text.split_whitespace().next().unwrap_or("");
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.any(char::is_lowercase)
        && !NAMES.contains(&word)
}

#[test]
fn pages_have_one_structure() {
    for rule in rules::all() {
        let page = rule.page();
        let wrong = |what: &str| panic!("rules/{}.md: {what}", rule.id);
        if page.title.is_empty() || page.title.ends_with('.') {
            wrong("the page begins with `# Title`, without a full stop");
        }
        let prose = examples::pieces(page.body).into_iter().filter_map(|piece| match piece {
            examples::Piece::Prose(text) => Some(text),
            examples::Piece::Block { .. } => None,
        });
        let text: String = prose.collect();
        let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        let is_there = |section: &&str| headings.contains(section) || !is_optional(section, rule);
        let needed: Vec<&str> = SECTIONS.iter().copied().filter(is_there).collect();
        if headings != needed {
            wrong(&format!("the sections are {headings:?}, not {needed:?}"));
        }
        for section in text.split("\n## ") {
            let (heading, below) = section.split_once('\n').unwrap_or((section, ""));
            if heading == "See also" {
                let is_link = |line: &str| line.starts_with("- [") && line.contains("](https://");
                let lines: Vec<&str> = below.lines().filter(|line| !line.is_empty()).collect();
                if lines.is_empty() || !lines.iter().all(|line| is_link(line)) {
                    wrong("`See also` is a list of links");
                }
            }
        }
    }
}

/// Problems of dynolint's own input have no examples, and nobody else documents them.
fn is_optional(section: &str, rule: &Rule) -> bool {
    ["Bad", "Good", "See also"].contains(&section) && rule.page().group == "meta"
}
