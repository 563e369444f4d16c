//! What a list under `command` is meant for: several commands, or one that was cut into words.

use super::{CommandDecl, Manifest};
use crate::base::diagnostic::Edit;
use crate::base::source::Span;
use crate::syntax::yaml;
use crate::syntax::yaml::Scalar;

/// What a command is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Text, or a list with one element or none.
    One,
    /// A list of whole commands.
    Commands,
    /// One command cut into words, as in an exec-form CMD.
    Words,
    /// A list that may be either.
    Unclear,
}

/// Programs that do nothing useful without an argument: what follows them in a list is theirs.
const RUNNERS: &str = "ash bash bun bundle bunx cargo deno dotnet elixir env exec go java mix node npm npx php pipenv \
    pnpm poetry python python2 python3 ruby sh sudo time ts-node tsx uv yarn zsh";

/// Other programs that commands begin with.
const PROGRAMS: &str = "aerich alembic cat cd celery chmod cp curl diesel django-admin echo export flask flyway goose \
    gulp gunicorn knex liquibase ln ls mkdir mv pip prisma printenv psql puma rails rake rm sequelize sequelize-cli \
    sleep source touch typeorm uvicorn wget";

impl CommandDecl {
    /// What it is written as.
    pub fn shape(&self) -> Shape {
        let parts: Vec<&str> = self.parts.iter().map(|part| part.as_str().trim()).collect();
        let [first, rest @ ..] = parts.as_slice() else { return Shape::One };
        if rest.is_empty() || !self.is_list {
            return Shape::One;
        }
        let runner = !first.contains(char::is_whitespace) && lists(RUNNERS, file_name(first));
        let whole = |part: &&&str| is_whole(part, first);
        match rest.iter().filter(whole).count() {
            _ if runner || rest.iter().any(|part| part.starts_with('-')) || takes_script(first) => {
                Shape::Words
            }
            0 if rest.iter().all(|part| !part.contains(char::is_whitespace)) => Shape::Words,
            count if count == rest.len() && is_whole(first, first) => Shape::Commands,
            _ => Shape::Unclear,
        }
    }

    /// The elements joined to one command by blanks, each as one word of the shell; `None` for several lines.
    pub fn words(&self) -> Option<String> {
        self.join(" ", shell_word)
    }

    /// The elements joined to one command by `&&`; `None` for several lines.
    pub fn chain(&self) -> Option<String> {
        self.join(" && ", |part| part.trim().to_owned())
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.as_str().trim().is_empty())
    }

    /// From the first element to the last.
    pub fn elements(&self) -> Option<Span> {
        Some(self.spans.first()?.join(*self.spans.last()?))
    }

    fn join(&self, with: &str, written: impl Fn(&str) -> String) -> Option<String> {
        let parts: Vec<&str> = self.parts.iter().map(Scalar::as_str).collect();
        let one_line = !parts.iter().any(|part| part.trim_end().contains('\n') || part.trim().is_empty());
        one_line.then(|| parts.iter().map(|part| written(part)).collect::<Vec<_>>().join(with))
    }
}

impl Manifest {
    /// Puts one element in the place of all of a command's; `None` where a comment or an alias would be lost.
    pub fn one_element(&self, command: &CommandDecl, text: &str) -> Option<Edit> {
        let span = command.elements()?;
        let written = self.source.slice(span);
        let commented = self.document.comments.iter().any(|comment| span.contains(comment.start));
        let named = written
            .split([' ', ',', '\n'])
            .any(|word| word.starts_with(['*', '&']) && word.len() > 1 && word != "&&");
        let flow = self.source.slice(command.span).starts_with('[');
        let apart = command.spans.windows(2).all(|pair| matches!(pair, [a, b] if a.end <= b.start));
        (apart && !commented && !named).then(|| Edit::new(self.place(span), yaml::scalar(text, flow)))
    }
}

/// Whether an element is a command of its own: it begins with a program, as far as one can tell.
fn is_whole(part: &str, first: &str) -> bool {
    let mut words = part.split_whitespace();
    let Some(program) = words.next() else { return false };
    let alone = words.next().is_none();
    let is_script = program.starts_with("./") || program.starts_with('/') || program.ends_with(".sh");
    if alone {
        return is_script && program != "/";
    }
    let assigns = program.split_once('=').is_some_and(|(name, _)| name.chars().all(is_name));
    let name = file_name(program);
    is_script
        || program.contains('/')
        || assigns
        || lists(RUNNERS, name)
        || lists(PROGRAMS, name)
        || first.split_whitespace().next() == Some(program)
}

/// `sh -c` and the like: the next element is the script.
fn takes_script(first: &str) -> bool {
    let mut words = first.split_whitespace();
    words.next().is_some_and(|shell| ["ash", "bash", "sh", "zsh"].contains(&file_name(shell)))
        && words.next_back().is_some_and(|flag| flag.starts_with('-') && flag.ends_with('c'))
}

fn lists(table: &str, word: &str) -> bool {
    table.split(' ').any(|listed| listed == word)
}

fn file_name(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// A word as the shell reads it back; variables in it are still expanded.
fn shell_word(word: &str) -> String {
    let word = word.trim_end_matches('\n');
    let plain = |c: char| c.is_alphanumeric() || "@%+=:,./_-${}~".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::base::source::Source;

    fn release(list: &str) -> CommandDecl {
        let text = format!("release:\n  command: {list}\n");
        crate::project::manifest::read(Source::new("heroku.yml", "heroku.yml", text))
            .release
            .unwrap()
            .command
            .unwrap()
    }

    #[test]
    fn a_list_is_commands_or_words() {
        for (list, shape) in [
            ("npm run migrate", Shape::One),
            ("[npm run migrate]", Shape::One),
            ("[]", Shape::One),
            ("[node, migrate.js]", Shape::Words),
            ("[python, manage.py, migrate, --noinput]", Shape::Words),
            ("[/bin/sh, -c, npm ci && npm start]", Shape::Words),
            ("[bash -c, npm start]", Shape::Words),
            ("[bash, ./release.sh]", Shape::Words),
            ("[rake, db:migrate]", Shape::Words),
            ("[./manage.py, migrate]", Shape::Words),
            ("[python manage.py, --settings, prod]", Shape::Words),
            ("[bundle, exec, rake, 'db:migrate']", Shape::Words),
            ("[rake db:migrate, rake db:seed]", Shape::Commands),
            ("[python manage.py migrate, python manage.py collectstatic --noinput]", Shape::Commands),
            ("[mkdir -p static, ./manage.py collectstatic]", Shape::Commands),
            ("[./a.sh, ./b.sh]", Shape::Commands),
            ("[npm run build, ./migrate.sh]", Shape::Commands),
            ("[RAILS_ENV=production rake db:migrate, bin/rails db:seed]", Shape::Commands),
            ("[./manage.py, migrate all]", Shape::Unclear),
            ("[npm run, migrate now]", Shape::Unclear),
            ("[./a.sh, migrate]", Shape::Words),
        ] {
            assert_eq!(release(list).shape(), shape, "{list}");
        }
    }

    #[test]
    fn lists_are_joined_for_the_shell() {
        assert_eq!(release("[sh, -c, echo it's $PORT]").words().unwrap(), r"sh -c 'echo it'\''s $PORT'");
        assert_eq!(release("[node, --port, $PORT]").words().unwrap(), "node --port $PORT");
        assert_eq!(release("[rake a, 'rake b ']").chain().unwrap(), "rake a && rake b");
        assert_eq!(release("[a, \"b\\nc\"]").words(), None);
    }
}
