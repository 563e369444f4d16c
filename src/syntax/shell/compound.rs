//! Compound commands, and the substitutions in words and redirections: what holds commands of its own.

use shuck_ast::{self as ast, CompoundCommand, StmtSeq, WordPart};

use super::Joined;
use super::flow::{CaseArm, Loop, NodeKind, Over};
use super::lower::{Here, Lowering, Parts, range};

impl Lowering<'_> {
    pub(super) fn compound(&mut self, compound: &CompoundCommand, outer: Here) {
        let here = outer.joined(Joined::First);
        match compound {
            CompoundCommand::If(it) => self.conditional(it, here, outer),
            CompoundCommand::Case(it) => self.cases(it, here, outer),
            CompoundCommand::Subshell(list) => {
                let here = here.inside(|context| context.subshell = true);
                let body = self.steps(|walk| walk.list(list, here));
                self.step(NodeKind::Subshell(body), outer);
            }
            CompoundCommand::BraceGroup(list) => {
                let body = self.steps(|walk| walk.list(list, here.inside(|_| {})));
                self.step(NodeKind::Group(body), outer);
            }
            CompoundCommand::Time(it) => it.command.iter().for_each(|command| self.chain(command, outer)),
            CompoundCommand::Coproc(it) => self.chain(&it.body, Here { background: true, ..outer }),
            CompoundCommand::Always(it) => {
                self.list(&it.body, here);
                self.list(&it.always_body, here);
            }
            CompoundCommand::Conditional(it) => {
                let mut words = vec![it.left_bracket_span];
                operands(&it.expression, &mut words);
                words.push(it.right_bracket_span);
                self.test(&words, &it.expression, outer);
            }
            CompoundCommand::Arithmetic(_) => self.step(NodeKind::Arithmetic, outer),
            _ => self.repetition(compound, here, outer),
        }
    }

    fn repetition(&mut self, compound: &CompoundCommand, here: Here, outer: Here) {
        let looped = here.inside(|context| context.looped = true);
        let Some(found) = (match compound {
            CompoundCommand::For(it) => {
                it.words.iter().flatten().for_each(|word| self.word(word, here));
                let words =
                    it.words.as_ref().map(|words| words.iter().map(|word| self.read(word.span)).collect());
                let name = it.targets.first().and_then(|target| target.name.as_ref());
                let over = match name.filter(|_| it.targets.len() == 1) {
                    Some(name) => Over::Words(name.to_string(), words),
                    None => Over::Other,
                };
                Some(self.body(over, None, &it.body, looped))
            }
            CompoundCommand::Select(it) => {
                it.words.iter().for_each(|word| self.word(word, here));
                Some(self.body(Over::Other, None, &it.body, looped))
            }
            CompoundCommand::Foreach(it) => Some(self.body(Over::Other, None, &it.body, looped)),
            CompoundCommand::Repeat(it) => Some(self.body(Over::Other, None, &it.body, looped)),
            CompoundCommand::ArithmeticFor(it) => Some(self.body(Over::Other, None, &it.body, looped)),
            CompoundCommand::While(it) => Some(self.body(Over::While, Some(&it.condition), &it.body, looped)),
            CompoundCommand::Until(it) => Some(self.body(Over::Other, Some(&it.condition), &it.body, looped)),
            _ => None,
        }) else {
            return;
        };
        self.step(NodeKind::Loop(found), outer);
    }

    fn body(&mut self, over: Over, test: Option<&StmtSeq>, body: &StmtSeq, looped: Here) -> Loop {
        let mut asked = looped;
        asked.context.condition = true;
        let test = self.steps(|walk| test.iter().for_each(|test| walk.list(test, asked)));
        let body = self.steps(|walk| walk.list(body, looped));
        Loop { over, test, body }
    }

    fn conditional(&mut self, it: &ast::IfCommand, here: Here, outer: Here) {
        let condition = here.inside(|context| context.condition = true);
        let branch = here.inside(|context| context.branch = true);
        let first = std::iter::once((&it.condition, &it.then_branch));
        let more = it.elif_branches.iter().map(|(test, body)| (test, body));
        let arms = first.chain(more).map(|(test, body)| {
            let test = self.steps(|walk| walk.list(test, condition));
            (test, self.steps(|walk| walk.list(body, branch)))
        });
        let arms = arms.collect();
        let otherwise = self.steps(|walk| it.else_branch.iter().for_each(|body| walk.list(body, branch)));
        self.step(NodeKind::If { arms, otherwise }, outer);
    }

    fn cases(&mut self, it: &ast::CaseCommand, here: Here, outer: Here) {
        self.word(&it.word, here);
        let branch = here.inside(|context| context.branch = true);
        let arms = it.cases.iter().map(|case| CaseArm {
            patterns: case.patterns.iter().map(|pattern| self.read(pattern.span)).collect(),
            body: self.steps(|walk| walk.list(&case.body, branch)),
            ends: case.terminator == ast::CaseTerminator::Break,
        });
        let arms = arms.collect();
        let word = self.read(it.word.span);
        self.step(NodeKind::Case { word, arms }, outer);
    }

    /// `[[ … ]]` as if it were a command of that name.
    fn test(&mut self, spans: &[ast::Span], expression: &ast::ConditionalExpr, here: Here) {
        let mut trees = Vec::new();
        words(expression, &mut trees);
        let words = spans.iter().map(|span| range(*span)).collect();
        self.simple(&Parts { words, trees, ..Parts::default() }, &[], here);
    }

    pub(super) fn assigned(&mut self, value: &ast::AssignmentValue, here: Here) {
        match value {
            ast::AssignmentValue::Scalar(word) => self.word(word, here),
            ast::AssignmentValue::Compound(array) => {
                array.elements.iter().for_each(|element| self.word(element.value(), here));
            }
        }
    }

    pub(super) fn redirected(&mut self, redirects: &[ast::Redirect], here: Here) {
        for redirect in redirects {
            redirect.word_target().into_iter().for_each(|word| self.word(word, here));
            for part in redirect.heredoc().into_iter().flat_map(|heredoc| &heredoc.body.parts) {
                if let ast::HeredocBodyPart::CommandSubstitution { body, .. } = &part.kind {
                    self.substitution(body, here);
                }
            }
        }
    }

    /// The substitutions in a word.
    pub(super) fn word(&mut self, word: &ast::Word, here: Here) {
        self.parts(&word.parts, here);
    }

    fn parts(&mut self, parts: &[ast::WordPartNode], here: Here) {
        for part in parts {
            match &part.kind {
                WordPart::CommandSubstitution { body, .. } | WordPart::ProcessSubstitution { body, .. } => {
                    self.substitution(body, here);
                }
                WordPart::DoubleQuoted { parts, .. } => self.parts(parts, here),
                WordPart::ArithmeticExpansion { expression_word_ast: word, .. } => self.word(word, here),
                WordPart::Parameter(parameter) => {
                    let operand =
                        parameter.bourne().and_then(ast::BourneParameterExpansion::operand_word_ast);
                    operand.into_iter().for_each(|word| self.word(word, here));
                }
                WordPart::ParameterExpansion { operand_word_ast: Some(word), .. }
                | WordPart::IndirectExpansion { operand_word_ast: Some(word), .. } => self.word(word, here),
                _ => {}
            }
        }
    }

    fn substitution(&mut self, body: &StmtSeq, here: Here) {
        let here = here.inside(|context| context.substitution = true);
        self.list(body, Here { pipe: None, joined: Joined::First, ..here });
    }
}

/// The places of operators and operands, in order.
fn operands(expression: &ast::ConditionalExpr, spans: &mut Vec<ast::Span>) {
    match expression {
        ast::ConditionalExpr::Binary(it) => {
            operands(&it.left, spans);
            spans.push(it.op_span);
            operands(&it.right, spans);
        }
        ast::ConditionalExpr::Unary(it) => {
            spans.push(it.op_span);
            operands(&it.expr, spans);
        }
        ast::ConditionalExpr::Parenthesized(it) => operands(&it.expr, spans),
        other => spans.push(other.span()),
    }
}

/// The words that may hold substitutions.
fn words<'t>(expression: &'t ast::ConditionalExpr, found: &mut Vec<&'t ast::Word>) {
    match expression {
        ast::ConditionalExpr::Binary(it) => {
            words(&it.left, found);
            words(&it.right, found);
        }
        ast::ConditionalExpr::Unary(it) => words(&it.expr, found),
        ast::ConditionalExpr::Parenthesized(it) => words(&it.expr, found),
        ast::ConditionalExpr::Word(word) | ast::ConditionalExpr::Regex(word) => found.push(word),
        ast::ConditionalExpr::Pattern(_) | ast::ConditionalExpr::VarRef(_) => {}
    }
}
