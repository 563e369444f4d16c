//! The rows by family, within one sorted by repository (a pattern after the names it covers); of one repository the first
//! fitting row wins. Entrypoint, command, user, folder and port come from the image's own Dockerfiles or published metadata;
//! what they do not settle is `Starts::Other` or has no row. The program lists err on the side of naming too much.

mod bare;
mod dotnet;
mod jvm;
mod languages;
mod php;
mod products;
mod servers;
mod systems;
mod windows;

use super::BaseImage;

/// A Windows image of any name comes first.
pub(super) static ROWS: &[&[BaseImage]] = &[
    windows::ROWS,
    systems::ROWS,
    bare::ROWS,
    languages::ROWS,
    jvm::ROWS,
    dotnet::ROWS,
    php::ROWS,
    servers::ROWS,
    products::ROWS,
];
