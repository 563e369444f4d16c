//! stub
use crate::source::*;
use crate::syntax::yaml::*;
use std::sync::Arc;
#[derive(Debug)]
pub struct Manifest {
    pub source: Arc<Source>,
    pub document: Document,
    pub images: Vec<ImageDecl>,
    pub build_config: Vec<ConfigVar>,
    pub release: Option<ReleaseDecl>,
    pub run: Vec<RunDecl>,
}
#[derive(Debug)]
pub struct ImageDecl {
    pub name: Spanned<String>,
    pub dockerfile: Option<Scalar>,
    pub target: Option<Scalar>,
}
#[derive(Debug)]
pub struct ConfigVar {
    pub name: Spanned<String>,
    pub value: Option<Node>,
}
#[derive(Debug)]
pub struct ReleaseDecl {
    pub key: Span,
    pub command: Option<CommandDecl>,
    pub image: Option<Spanned<String>>,
}
#[derive(Debug)]
pub struct RunDecl {
    pub name: Spanned<String>,
    pub command: Option<CommandDecl>,
    pub image: Option<Spanned<String>>,
}
#[derive(Debug)]
pub struct CommandDecl {
    pub lines: Vec<Scalar>,
}
pub fn read(_: Arc<Source>) -> Manifest {
    unimplemented!()
}
pub fn schema() -> serde_json::Value {
    serde_json::Value::Null
}
