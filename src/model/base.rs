//! stub
use crate::syntax::image::Reference;
#[derive(Debug, PartialEq)]
pub struct BaseImage {
    pub family: Family,
    pub shell: bool,
    pub starts: Starts,
    pub user: &'static str,
}
#[derive(Debug, PartialEq, Clone, Copy)]
pub enum Family {
    Windows,
    Other,
}
#[derive(Debug, PartialEq, Clone, Copy)]
pub enum Starts {
    Nothing,
    Shell,
    Repl,
    Other,
}
pub fn find(_: &Reference) -> Option<&'static BaseImage> {
    None
}
