//! `dynolint man`: manual pages of the command and its subcommands.

use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man as Page;

use super::args::{Args, Man};
use super::{CLEAN, Stop, World};
use crate::files::write;

/// Prints the main page, or writes all pages into a folder.
pub fn run(args: &Man, world: &mut World) -> Result<u8, Stop> {
    let command = Args::command();
    let Some(folder) = &args.dir else {
        Page::new(command).render(world.out)?;
        return Ok(CLEAN);
    };
    let folder = world.cwd.join(folder);
    let mut command = command.disable_help_subcommand(true);
    command.build();
    let names = pages(&command, &folder)?;
    let _ = writeln!(world.err, "dynolint: {} manual pages written to {}", names, folder.display());
    Ok(CLEAN)
}

/// Writes `dynolint.1` and `dynolint-check.1` and so on; how many.
fn pages(command: &clap::Command, folder: &Path) -> Result<usize, Stop> {
    write::create_folder(folder).map_err(|why| cannot(folder, &why))?;
    let subcommands = command.get_subcommands().filter(|sub| !sub.is_hide_set());
    let mut written = 0;
    for one in std::iter::once(command).chain(subcommands) {
        let name = one.get_display_name().unwrap_or(one.get_name()).to_owned();
        let mut text = Vec::new();
        Page::new(one.clone()).render(&mut text)?;
        let file = folder.join(format!("{name}.1"));
        write::create(&file, &text).map_err(|why| cannot(&file, &why))?;
        written += 1;
    }
    Ok(written)
}

fn cannot(path: &Path, why: &std::io::Error) -> Stop {
    Stop::Message(format!("{} cannot be written: {why}", path.display()))
}
