//! The configuration a server reads: where it listens, by the words of the files that the image holds.

mod apache;
mod caddy;
mod nginx;
mod settings;

use super::options::Told;
use crate::base::source::{Spanned, Text};
use crate::build::base::base_image;
use crate::build::dockerfile::Base;
use crate::exec::follow::argv::Argv;
use crate::exec::follow::scope::Scope;
use crate::syntax::shell;
use crate::syntax::shell::{Dialect, Word};
use crate::tables::images::BaseImage;
use crate::tables::servers::{Format, Server};

/// What a server's configuration says.
pub enum Says {
    /// Where to listen, as far as it says so.
    Told(Told),
    /// It is what the base image came with: the server listens on this port.
    Default(u16),
    /// It cannot be told; the text ends a sentence.
    Unclear(String),
    /// None is known.
    Nothing,
}

/// Reads the configuration of a server that was told this much by its words.
pub fn read(server: &'static Server, told: &Told, argv: Argv<'_>, scope: &Scope) -> Says {
    if server.format.is_some() && !scope.files.may_follow() {
        return Says::Unclear("its configuration is one of too many files to follow".to_owned());
    }
    match server.format {
        Some(Format::Nginx) => nginx::read(server, told, argv, scope),
        Some(Format::Apache) => apache::read(server, told, scope),
        Some(Format::Caddyfile) => caddy::read(server, told, argv, scope),
        Some(Format::Gunicorn) => settings::gunicorn(server, told, scope),
        Some(Format::Hypercorn) => settings::hypercorn(server, told, scope),
        Some(Format::Streamlit) => settings::streamlit(server, scope),
        Some(Format::Flaskenv) => settings::flask(server, scope),
        Some(Format::Puma) => settings::puma(server, told, scope),
        Some(Format::Unicorn) => settings::unicorn(server, told, scope),
        Some(Format::Thin) => settings::thin(server, told, scope),
        None => Says::Nothing,
    }
}

/// What is known of the image that the process runs in, and its tag.
fn base(scope: &Scope) -> Option<(&'static BaseImage, String)> {
    let (file, stage) = scope.files.stage()?;
    let Base::Image(reference) = file.root_base(stage) else { return None };
    let tag = reference.tag.as_ref().map_or_else(|| "latest".to_owned(), |tag| tag.text.clone());
    Some((base_image(file, stage)?, tag))
}

/// A word of a configuration in which the values of variables are put, `$PORT` among them.
fn expanded(word: &Text) -> Option<Word> {
    let script = shell::parse(word, Dialect::Sh);
    script.commands.into_iter().next()?.words.into_iter().next()
}

/// A word of a configuration that stands for itself.
fn literal(word: &Spanned<String>) -> Word {
    Word::plain(&text(word))
}

fn text(word: &Spanned<String>) -> Text {
    Text::verbatim(word.value.as_str(), word.span.start)
}
