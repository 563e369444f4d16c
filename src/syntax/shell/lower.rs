//! shuck-parser's tree to a [`Script`]: lists, chains and simple commands.

use std::ops::Range;
use std::sync::Arc;

use shuck_ast::{self as ast, BinaryOp, DeclOperand, StmtSeq, StmtTerminator};
use shuck_parser::parser::{ParseDiagnostic, ParseResult, Parser, ShellDialect, ShellProfile};

use super::guard;
use super::reader::read;
use super::{
    Assignment, Body, Context, Dialect, Function, Joined, Node, NodeKind, Operator, Pipe, Pipeline,
    Redirection, Script, Simple, Word,
};
use crate::base::source::{Span, Spanned, Text};
use crate::syntax::SyntaxError;

/// Levels the parser may descend; real scripts stay under 15.
const DEEPEST: usize = 64;
/// Scripts in scripts: `sh -c "sh -c '…'"`.
const SCRIPTS: usize = 6;
/// Errors kept of one text.
const ERRORS: usize = 20;

/// Reads a text that is nested in `scripts` scripts.
pub fn parse(text: &Arc<Text>, dialect: Dialect, scripts: usize) -> Script {
    if dialect == Dialect::Other {
        return Script::default();
    }
    if let Some(error) = guard::refuse(text) {
        return Script { errors: vec![error], ..Script::default() };
    }
    let result = parse_leniently(&text.text, dialect);
    let mut lowering = Lowering { source: text, scripts, script: Script::default(), flow: Vec::new() };
    lowering.list(&result.file.body, Here::default());
    let mut script = lowering.script;
    script.flow = lowering.flow;
    script.errors.extend(result.diagnostics.iter().map(|found| error(text, found)));
    script.errors.truncate(ERRORS);
    script
}

/// POSIX first, where the shell may be no more than that; then bash, which accepts what some `sh` do.
fn parse_leniently(text: &str, dialect: Dialect) -> ParseResult {
    let parse = |dialect| {
        let fuel = text.len().max(100_000);
        Parser::with_limits_and_profile(text, DEEPEST, fuel, ShellProfile::native(dialect)).parse()
    };
    if dialect == Dialect::Sh {
        let result = parse(ShellDialect::Posix);
        if result.is_ok() {
            return result;
        }
    }
    parse(ShellDialect::Bash)
}

fn error(text: &Text, found: &ParseDiagnostic) -> SyntaxError {
    let message = found.message.strip_prefix("syntax error: ").unwrap_or(&found.message);
    let limits = ["nesting too deep", "too long (", "fuel exhausted"];
    if limits.iter().any(|limit| message.contains(limit)) {
        return SyntaxError::new(text.span, guard::nesting());
    }
    SyntaxError::new(text.span(range(found.span)), message)
}

/// The bytes of a node.
pub fn range(span: ast::Span) -> Range<usize> {
    span.start.offset()..span.end.offset().max(span.start.offset())
}

/// The walk over a tree.
pub struct Lowering<'a> {
    source: &'a Arc<Text>,
    scripts: usize,
    pub(super) script: Script,
    /// The steps of the innermost list so far.
    flow: Vec<Node>,
}

/// What is known at the current place of the walk.
#[derive(Clone, Copy, Default)]
pub struct Here {
    pub context: Context,
    pub pipe: Option<Pipe>,
    pub joined: Joined,
    pub background: bool,
    pub negated: bool,
    pub parent: Option<usize>,
}

impl Here {
    /// Here, one level deeper.
    pub fn inside(self, change: impl FnOnce(&mut Context)) -> Here {
        let mut context = self.context;
        change(&mut context);
        context.depth += 1;
        Here { context, negated: false, ..self }
    }

    /// Here, joined in another way.
    pub fn joined(self, joined: Joined) -> Here {
        Here { joined, ..self }
    }
}

/// The parts of a simple command in the tree, whichever node holds them.
#[derive(Default)]
pub struct Parts<'t> {
    pub assignments: &'t [ast::Assignment],
    pub words: Vec<Range<usize>>,
    pub trees: Vec<&'t ast::Word>,
    pub declared: Vec<&'t ast::Assignment>,
}

impl Lowering<'_> {
    pub(super) fn list(&mut self, list: &StmtSeq, here: Here) {
        self.comments(list.leading_comments.iter().chain(&list.trailing_comments));
        let mut joined = here.joined;
        for statement in list.iter() {
            self.comments(statement.leading_comments.iter().chain(&statement.inline_comment));
            let background = matches!(statement.terminator, Some(StmtTerminator::Background(_)));
            self.chain(statement, Here { background: here.background || background, joined, ..here });
            joined = if background { Joined::Background } else { Joined::Then };
        }
    }

    /// The steps of a list of its own.
    pub(super) fn steps(&mut self, walk: impl FnOnce(&mut Self)) -> Vec<Node> {
        let around = std::mem::take(&mut self.flow);
        walk(self);
        std::mem::replace(&mut self.flow, around)
    }

    /// Adds a step, unless it stands in a substitution or a script passed to a shell.
    pub(super) fn step(&mut self, kind: NodeKind, here: Here) {
        if here.parent.is_none() {
            self.flow.push(Node { kind, joined: here.joined, negated: here.negated });
        }
    }

    /// A word of the tree.
    pub(super) fn read(&self, span: ast::Span) -> Word {
        read(self.source, range(span))
    }

    fn comments<'t>(&mut self, comments: impl Iterator<Item = &'t ast::Comment>) {
        for comment in comments {
            let range = usize::from(comment.range.start())..usize::from(comment.range.end());
            self.script.comments.push(self.source.span(range));
        }
    }

    /// `a && b | c`, which the tree nests to the left, as deep as it is long.
    pub(super) fn chain(&mut self, statement: &ast::Stmt, here: Here) {
        let mut links = Vec::new();
        let mut first = statement;
        let mut negated = first.negated;
        while let ast::Command::Binary(binary) = &first.command {
            self.redirected(&first.redirects, here);
            links.push((Some(binary.op), &*binary.right));
            first = &binary.left;
            negated |= first.negated;
        }
        links.push((None, first));
        links.reverse();
        self.pipelines(&links, Here { negated, ..here });
    }

    fn pipelines(&mut self, links: &[(Option<BinaryOp>, &ast::Stmt)], here: Here) {
        let mut here = here;
        let mut rest = links;
        while let Some((operator, statement)) = rest.first() {
            here.joined = operator.map_or(here.joined, joined);
            let piped = rest.iter().skip(1).take_while(|(operator, _)| is_pipe(*operator)).count();
            let (run, after) = rest.split_at_checked(1 + piped).unwrap_or((rest, &[]));
            if piped == 0 {
                self.link(statement, here);
            } else {
                self.pipeline(run, here);
            }
            here.negated = false;
            rest = after;
        }
    }

    fn pipeline(&mut self, run: &[(Option<BinaryOp>, &ast::Stmt)], here: Here) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        let span = self.source.span(range(first.1.span).start..range(last.1.span).end);
        let pipeline = self.script.pipelines.len();
        self.script.pipelines.push(Pipeline { span, length: run.len() });
        for (place, (_, statement)) in run.iter().enumerate() {
            let joined = if place == 0 { here.joined } else { Joined::Pipe };
            self.link(statement, Here { pipe: Some(Pipe { pipeline, place }), joined, ..here });
        }
    }

    /// One command of a chain; a chain of its own where operators bind tighter on the right.
    fn link(&mut self, statement: &ast::Stmt, here: Here) {
        let here = Here { negated: here.negated || statement.negated, ..here };
        match &statement.command {
            ast::Command::Binary(_) => self.chain(statement, here),
            ast::Command::Simple(simple) => {
                let trees: Vec<&ast::Word> = std::iter::once(&simple.name).chain(&simple.args).collect();
                let words = trees.iter().map(|word| range(word.span)).collect();
                let parts = Parts { assignments: &simple.assignments, words, trees, declared: Vec::new() };
                self.simple(&parts, &statement.redirects, here);
            }
            ast::Command::Builtin(builtin) => self.builtin(builtin, &statement.redirects, here),
            ast::Command::Decl(declaration) => self.declaration(declaration, &statement.redirects, here),
            ast::Command::Compound(compound) => {
                self.redirected(&statement.redirects, here);
                self.compound(compound, here);
            }
            ast::Command::Function(function) => {
                for (name, span) in function.static_name_entries() {
                    let span = self.source.span(range(span));
                    self.script.functions.push(Spanned::new(name.to_string(), span));
                }
                let here = here.joined(Joined::First).inside(|context| context.function = true);
                let body = self.steps(|it| it.chain(&function.body, here));
                for (name, _) in function.static_name_entries() {
                    self.script.bodies.push(Function { name: name.to_string(), body: body.clone() });
                }
            }
            ast::Command::AnonymousFunction(function) => self.chain(&function.body, here),
        }
    }

    fn builtin(&mut self, builtin: &ast::BuiltinCommand, redirects: &[ast::Redirect], here: Here) {
        let (name, first, more, assignments, span) = match builtin {
            ast::BuiltinCommand::Break(it) => ("break", &it.depth, &it.extra_args, &it.assignments, it.span),
            ast::BuiltinCommand::Continue(it) => {
                ("continue", &it.depth, &it.extra_args, &it.assignments, it.span)
            }
            ast::BuiltinCommand::Return(it) => ("return", &it.code, &it.extra_args, &it.assignments, it.span),
            ast::BuiltinCommand::Exit(it) => ("exit", &it.code, &it.extra_args, &it.assignments, it.span),
        };
        let from = assignments.last().map_or(range(span).start, |last| range(last.span).end);
        let found = self.source.text.get(from..).and_then(|rest| rest.find(name)).unwrap_or(0);
        let trees: Vec<&ast::Word> = first.iter().chain(more).collect();
        let words = std::iter::once(from + found..from + found + name.len());
        let words = words.chain(trees.iter().map(|word| range(word.span))).collect();
        self.simple(&Parts { assignments, words, trees, declared: Vec::new() }, redirects, here);
    }

    fn declaration(&mut self, declaration: &ast::DeclClause, redirects: &[ast::Redirect], here: Here) {
        let mut parts = Parts { assignments: &declaration.assignments, ..Parts::default() };
        parts.words.push(range(declaration.variant_span));
        for operand in &declaration.operands {
            let span = match operand {
                DeclOperand::Flag(word) | DeclOperand::Dynamic(word) => {
                    parts.trees.push(word);
                    word.span
                }
                DeclOperand::Name(name) => name.span,
                DeclOperand::Assignment(assignment) => {
                    parts.declared.push(assignment);
                    assignment.span
                }
            };
            parts.words.push(range(span));
        }
        self.simple(&parts, redirects, here);
    }

    pub(super) fn simple(&mut self, parts: &Parts<'_>, redirects: &[ast::Redirect], here: Here) {
        let words: Vec<Word> = (parts.words.iter())
            .filter(|range| !range.is_empty())
            .map(|range| read(self.source, range.clone()))
            .collect();
        let assignments: Vec<Assignment> = parts.assignments.iter().map(|it| self.assignment(it)).collect();
        let declared = parts.declared.iter().map(|it| self.assignment(it)).collect();
        let redirections: Vec<Redirection> = redirects.iter().map(|it| self.redirection(it)).collect();
        let spans = assignments.iter().map(|it| it.span).chain(words.iter().map(|it| it.span));
        let Some(span) = spans.chain(redirections.iter().map(|it| it.span)).reduce(Span::join) else {
            return;
        };
        let index = self.script.commands.len();
        self.script.commands.push(Simple {
            assignments,
            words,
            declared,
            redirections,
            background: here.background,
            negated: here.negated,
            pipe: here.pipe,
            joined: here.joined,
            context: here.context,
            parent: here.parent,
            span,
        });
        self.step(NodeKind::Command(index), here);
        let inner = Here { parent: Some(index), ..here };
        for assignment in parts.assignments.iter().chain(parts.declared.iter().copied()) {
            self.assigned(&assignment.value, inner);
        }
        parts.trees.iter().for_each(|word| self.word(word, inner));
        self.redirected(redirects, inner);
        self.passed_script(index);
    }

    /// Reads the script a command passes to a shell, and adds its commands after it.
    fn passed_script(&mut self, index: usize) {
        let Some(command) = self.script.commands.get(index) else { return };
        let Some(nested) = command.effective().script.filter(|_| self.scripts < SCRIPTS) else { return };
        let (outer, background) = (command.context, command.background);
        let inner = parse(&Arc::new(nested.text.clone()), nested.dialect, self.scripts + 1);
        let commands = self.script.commands.len();
        let pipelines = self.script.pipelines.len();
        self.script.commands.extend(inner.commands.into_iter().map(|mut command| {
            command.parent = Some(command.parent.map_or(index, |parent| parent + commands));
            command.pipe = command.pipe.map(|pipe| Pipe { pipeline: pipe.pipeline + pipelines, ..pipe });
            command.background |= background;
            command.context = within_script(outer, command.context);
            command
        }));
        self.script.pipelines.extend(inner.pipelines);
        if nested.literal {
            self.script.errors.extend(inner.errors);
        }
    }

    fn assignment(&self, assignment: &ast::Assignment) -> Assignment {
        let (name, whole) = (range(assignment.target.name_span), range(assignment.span));
        let value = match &assignment.value {
            ast::AssignmentValue::Scalar(word) => range(word.span),
            ast::AssignmentValue::Compound(array) => range(array.span),
        };
        Assignment {
            name: Spanned::new(assignment.target.name.to_string(), self.source.span(name)),
            value: read(self.source, value),
            elements: match &assignment.value {
                ast::AssignmentValue::Scalar(_) => None,
                ast::AssignmentValue::Compound(array) => {
                    array.elements.iter().map(|it| self.element(it)).collect()
                }
            },
            array: matches!(assignment.value, ast::AssignmentValue::Compound(_))
                || assignment.target.subscript.is_some(),
            append: assignment.append,
            span: self.source.span(whole),
        }
    }

    /// An element of an array that has no key.
    fn element(&self, element: &ast::ArrayElem) -> Option<Word> {
        match element {
            ast::ArrayElem::Sequential(word) => Some(self.read(word.span())),
            ast::ArrayElem::Keyed { .. } | ast::ArrayElem::KeyedAppend { .. } => None,
        }
    }

    fn redirection(&self, redirect: &ast::Redirect) -> Redirection {
        let heredoc = redirect.heredoc();
        let target = match (heredoc, redirect.word_target()) {
            (Some(heredoc), _) => range(heredoc.delimiter.span),
            (None, Some(word)) if !word.span.to_range().is_empty() => range(word.span),
            (None, _) => self.after_operator(range(redirect.span)),
        };
        Redirection {
            descriptor: redirect.fd,
            operator: operator(redirect.kind),
            target: read(self.source, target),
            heredoc: heredoc.map(|heredoc| Body {
                text: self.source.part(range(heredoc.body.span)),
                expand: heredoc.delimiter.expands_body,
            }),
            span: self.source.span(range(redirect.span)),
        }
    }

    /// The `1` of `2>&1`, which the tree places nowhere.
    fn after_operator(&self, redirect: Range<usize>) -> Range<usize> {
        let text = self.source.text.get(redirect.clone()).unwrap_or("");
        let descriptor = text.trim_start_matches(|next: char| next.is_ascii_digit());
        let target = descriptor.trim_start_matches(['<', '>', '&', '|', ' ', '\t']);
        redirect.end - target.len()..redirect.end
    }
}

fn within_script(outer: Context, inner: Context) -> Context {
    Context {
        condition: outer.condition || inner.condition,
        branch: outer.branch || inner.branch,
        looped: outer.looped || inner.looped,
        function: outer.function || inner.function,
        subshell: outer.subshell || inner.subshell,
        substitution: outer.substitution || inner.substitution,
        script: true,
        depth: outer.depth + inner.depth + 1,
    }
}

fn is_pipe(operator: Option<BinaryOp>) -> bool {
    matches!(operator, Some(BinaryOp::Pipe | BinaryOp::PipeAll))
}

fn joined(operator: BinaryOp) -> Joined {
    match operator {
        BinaryOp::And => Joined::And,
        BinaryOp::Or => Joined::Or,
        BinaryOp::Pipe | BinaryOp::PipeAll => Joined::Pipe,
    }
}

fn operator(kind: ast::RedirectKind) -> Operator {
    match kind {
        ast::RedirectKind::Output | ast::RedirectKind::Clobber => Operator::Write,
        ast::RedirectKind::Append => Operator::Append,
        ast::RedirectKind::Input => Operator::Read,
        ast::RedirectKind::ReadWrite => Operator::ReadWrite,
        ast::RedirectKind::HereDoc | ast::RedirectKind::HereDocStrip => Operator::Heredoc,
        ast::RedirectKind::HereString => Operator::HereString,
        ast::RedirectKind::DupOutput | ast::RedirectKind::DupInput => Operator::Duplicate,
        ast::RedirectKind::OutputBoth => Operator::WriteBoth,
    }
}
