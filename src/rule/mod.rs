//! What a rule is: an id, its page, and one function over the finished model.

pub mod comments;
mod levels;
pub mod page;
pub mod shared;

use std::sync::OnceLock;

use self::comments::Comments;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::home;
use crate::base::source::Place;
use crate::build::dockerfile;
use crate::build::dockerfile::{Dockerfile, Stage};
use crate::build::run_scripts::Run;
use crate::build::shellcheck::codes;
use crate::config::Config;
use crate::exec::{Ran, Step};
use crate::project::Project;
use crate::project::deployment::Process;
use crate::project::manifest::Manifest;
use page::Page;

/// One rule. All that people read about it stands in its page.
#[derive(Debug)]
pub struct Rule {
    /// Flat kebab-case id that names what is wrong.
    pub id: &'static str,
    /// The text of `rules/<id>.md`.
    pub text: &'static str,
    /// The function that finds it.
    pub check: Check,
    /// The page, read when first asked for.
    pub page: OnceLock<Page>,
}

impl Rule {
    /// The rule's page: front matter and prose.
    pub fn page(&self) -> &Page {
        self.page.get_or_init(|| Page::read(self.text))
    }

    /// Whether `name` is the rule's id or one of its aliases, whatever their case.
    pub fn answers_to(&self, name: &str) -> bool {
        self.id.eq_ignore_ascii_case(name)
            || self.page().aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }

    /// BuildKit's name for it, if it is one of its checks; names of other tools are codes.
    pub fn buildkit_name(&self) -> Option<&'static str> {
        self.page().aliases.iter().copied().find(|alias| alias.contains(|c: char| c.is_ascii_lowercase()))
    }

    /// A code that findings of this rule carry, in its right case; `None` for any other name.
    pub fn code(&self, name: &str) -> Option<&'static str> {
        let prefix = self.page().codes?;
        codes::find(name).filter(|code| code.starts_with(prefix))
    }

    /// The codes that findings of this rule can carry.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        let prefix = self.page().codes;
        codes::all().filter(move |code| prefix.is_some_and(|prefix| code.starts_with(prefix)))
    }

    /// Where the page is on the web; `None` while the repository has no home there.
    pub fn url(&self) -> Option<String> {
        home::url(&format!("rules/{}.md", self.id))
    }
}

/// What reports say about a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleInfo {
    /// Its names in other tools, such as `DL3006`.
    pub aliases: Vec<&'static str>,
    /// The family it belongs to.
    pub group: &'static str,
    /// Its severity unless configured.
    pub severity: Severity,
    /// Whether it runs unless configured.
    pub default: bool,
    /// Its page on the web; empty when it is nowhere.
    pub url: String,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Its page in Markdown.
    pub page: &'static str,
}

impl RuleInfo {
    /// A rule of which nothing is known.
    pub const UNKNOWN: RuleInfo = RuleInfo {
        aliases: Vec::new(),
        group: "",
        severity: Severity::Warning,
        default: true,
        url: String::new(),
        summary: "",
        page: "",
    };

    /// The names that other linters give it; not the id of the rule that a code belongs to.
    pub fn known_as(&self) -> impl Iterator<Item = &'static str> {
        let foreign = |alias: &&str| alias.starts_with(|c: char| c.is_ascii_uppercase());
        self.aliases.iter().copied().filter(foreign)
    }
}

/// The level at which a rule looks; it is called once for each thing of that level.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Once a project.
    Project(fn(&Project, &mut Context)),
    /// Once a project that has a heroku.yml.
    Manifest(fn(&Manifest, &mut Context)),
    /// Every process, the release included.
    Process(fn(&Process, &mut Context)),
    /// Every Dockerfile of the project.
    Dockerfile(fn(&Dockerfile, &mut Context)),
    /// Every stage of every Dockerfile.
    Stage(fn(&Stage, &Dockerfile, &mut Context)),
    /// Every instruction of every Dockerfile, one inside ONBUILD as well.
    Instruction(fn(&dockerfile::Step, &mut Context)),
    /// Every RUN in shell form, one inside ONBUILD as well, with its parsed script.
    Run(fn(&Run, &mut Context)),
    /// Once a project, with what its comments say to linters.
    Comments(fn(&Comments, &mut Context)),
    /// Found by the engine itself while it reads configuration and comments.
    Engine,
}

/// What a rule may look at, and where it puts what it finds.
#[derive(Debug)]
pub struct Context<'a> {
    /// The whole project.
    pub project: &'a Project,
    /// The configuration in force.
    pub config: &'a Config,
    rule: &'static str,
    severity: Severity,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    /// A context in which `rule` reports at `severity`.
    pub fn new(
        project: &'a Project,
        config: &'a Config,
        rule: &'static str,
        severity: Severity,
        found: &'a mut Vec<Diagnostic>,
    ) -> Context<'a> {
        Context { project, config, rule, severity, found }
    }

    /// Reports the words at `place`. The message gives the fact: lower case, no final stop.
    pub fn report(&mut self, place: Place, message: impl Into<String>) -> &mut Diagnostic {
        let at = self.found.len();
        self.found.push(Diagnostic::new(self.rule, self.severity, place, message));
        &mut self.found[at]
    }

    /// Reports words in a file that a process starts, with the way to them; see [`Process::way`].
    pub fn report_on_way(
        &mut self,
        process: &Process,
        steps: &[Step],
        place: Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let way = process.way(steps, &place);
        let found = self.report(place, message);
        for (place, what) in way {
            found.related(place, what);
        }
        found
    }

    /// Reports words of a command that a process runs, with the way to them.
    pub fn report_ran(
        &mut self,
        process: &Process,
        ran: &Ran,
        place: Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let mut steps = ran.steps.clone();
        steps.push(Step::new(ran.place.clone()));
        self.report_on_way(process, &steps, place, message)
    }

    /// Whether `rule` has reported something that overlaps `place` in this file already.
    pub fn severity(&self) -> Severity {
        self.severity
    }
}

/// Makes a module a rule: `rule!("port-hardcoded", Check::Process(check));`.
macro_rules! rule {
    ($id:literal, $check:expr) => {
        pub(crate) static RULE: $crate::rule::Rule = $crate::rule::Rule {
            id: $id,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $id, ".md")),
            check: $check,
            page: std::sync::OnceLock::new(),
        };
    };
}
pub(crate) use rule;
