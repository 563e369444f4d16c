//! Compound commands, and the substitutions in words and redirections: what holds commands of its own.

use shuck_ast::{self as ast, CompoundCommand, StmtSeq, WordPart};

use super::Joined;
use super::lower::{Here, Lowering, Parts, range};

impl Lowering<'_> {
    pub(super) fn compound(&mut self, compound: &CompoundCommand, here: Here) {
        let here = here.joined(Joined::First);
        let looped = here.inside(|context| context.looped = true);
        match compound {
            CompoundCommand::If(it) => self.conditional(it, here),
            CompoundCommand::For(it) => {
                it.words.iter().flatten().for_each(|word| self.word(word, here));
                self.list(&it.body, looped);
            }
            CompoundCommand::Select(it) => {
                it.words.iter().for_each(|word| self.word(word, here));
                self.list(&it.body, looped);
            }
            CompoundCommand::Foreach(it) => self.list(&it.body, looped),
            CompoundCommand::Repeat(it) => self.list(&it.body, looped),
            CompoundCommand::ArithmeticFor(it) => self.list(&it.body, looped),
            CompoundCommand::While(it) => self.repeated(&it.condition, &it.body, looped),
            CompoundCommand::Until(it) => self.repeated(&it.condition, &it.body, looped),
            CompoundCommand::Case(it) => {
                self.word(&it.word, here);
                let branch = here.inside(|context| context.branch = true);
                it.cases.iter().for_each(|case| self.list(&case.body, branch));
            }
            CompoundCommand::Subshell(list) => {
                self.list(list, here.inside(|context| context.subshell = true))
            }
            CompoundCommand::BraceGroup(list) => self.list(list, here.inside(|_| {})),
            CompoundCommand::Time(it) => {
                it.command.iter().for_each(|command| self.chain(command, here));
            }
            CompoundCommand::Coproc(it) => self.chain(&it.body, Here { background: true, ..here }),
            CompoundCommand::Always(it) => {
                self.list(&it.body, here);
                self.list(&it.always_body, here);
            }
            CompoundCommand::Conditional(it) => {
                let mut words = vec![it.left_bracket_span];
                operands(&it.expression, &mut words);
                words.push(it.right_bracket_span);
                self.test(&words, &it.expression, here);
            }
            CompoundCommand::Arithmetic(_) => {}
        }
    }

    fn conditional(&mut self, it: &ast::IfCommand, here: Here) {
        let condition = here.inside(|context| context.condition = true);
        let branch = here.inside(|context| context.branch = true);
        self.list(&it.condition, condition);
        self.list(&it.then_branch, branch);
        for (test, body) in &it.elif_branches {
            self.list(test, condition);
            self.list(body, branch);
        }
        it.else_branch.iter().for_each(|body| self.list(body, branch));
    }

    fn repeated(&mut self, condition: &StmtSeq, body: &StmtSeq, looped: Here) {
        let mut test = looped;
        test.context.condition = true;
        self.list(condition, test);
        self.list(body, looped);
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
