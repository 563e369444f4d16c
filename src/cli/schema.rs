//! `dynolint schema` and `dynolint completions`.

use clap::CommandFactory;

use super::args::{Args, Completions, Schema};
use super::{CLEAN, Stop, World};
use crate::project::manifest;
use crate::{config, report};

/// Prints a JSON Schema.
pub fn run(args: &Schema, world: &mut World) -> Result<u8, Stop> {
    let schema = match args.of.as_str() {
        "heroku" => manifest::schema().clone(),
        "report" => report::schema().to_value(),
        _ => config::schema().to_value(),
    };
    serde_json::to_writer_pretty(&mut *world.out, &schema).map_err(std::io::Error::from)?;
    writeln!(world.out)?;
    Ok(CLEAN)
}

/// Prints completions for a shell.
pub fn completions(args: &Completions, world: &mut World) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dynolint", &mut script);
    world.out.write_all(&script)?;
    Ok(CLEAN)
}
