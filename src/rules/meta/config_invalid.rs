use crate::rule::{Check, rule};

// `config` reports it while it reads the file.
rule!("config-invalid", Check::Engine);
