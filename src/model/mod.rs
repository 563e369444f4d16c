//! What the trees mean. Facts are worked out once here; rules only read.

pub mod context;
