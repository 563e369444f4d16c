//! stub
use crate::source::*;
use std::sync::Arc;
#[derive(Debug, Default)]
pub struct Started {
    pub entrypoint: Option<Line>,
    pub command: Option<Line>,
}
#[derive(Debug, Clone)]
pub enum Line {
    Exec { source: Arc<Source>, words: Vec<Text>, span: Span },
    Shell { source: Arc<Source>, text: Text },
}
impl Line {
    pub fn exec(source: &Arc<Source>, words: Vec<Text>, span: Span) -> Line {
        Line::Exec { source: source.clone(), words, span }
    }
    pub fn shell(source: &Arc<Source>, text: Text) -> Line {
        Line::Shell { source: source.clone(), text }
    }
    pub fn place(&self) -> Place {
        match self {
            Line::Exec { source, span, .. } => Place::new(source, *span),
            Line::Shell { source, text } => Place::new(source, text.span),
        }
    }
    pub fn text(&self) -> String {
        match self {
            Line::Exec { words, .. } => words.iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" "),
            Line::Shell { text, .. } => text.text.clone(),
        }
    }
}
#[derive(Debug, Default)]
pub struct Environment;
impl Environment {
    pub fn set(&mut self, _: &str, _: &crate::syntax::dockerfile::expand::Lookup, _: Place) {}
}
#[derive(Debug)]
pub struct Launch {
    pub verdict: Verdict,
}
#[derive(Debug)]
pub enum Verdict {
    FromPort { evidence: Place },
    Fixed { port: u16, place: Place },
    Ignored { place: Place },
    Unknown { why: String },
}
impl Launch {
    pub fn unknown(why: &str) -> Launch {
        Launch { verdict: Verdict::Unknown { why: why.into() } }
    }
}
pub fn follow(_: &Started, _: &Environment) -> Launch {
    Launch::unknown("stub")
}
