//! Dockerfiles, exactly as BuildKit reads them, and on past every error.
//!
//! The parser keeps every token's range. One broken instruction costs itself; the rest of the file is still parsed.

pub mod ast;
