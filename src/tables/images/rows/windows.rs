//! Windows: they do not run on a Linux host.

use crate::tables::images::BaseImage;
use crate::tables::images::build::*;

// One row a line: what differs between two rows is seen by running the eye down.
#[rustfmt::skip]
pub static ROWS: &[BaseImage] = &[
    windows("*").with(&["nanoserver", "windowsservercore"]),
    windows("mcr.microsoft.com/dotnet/framework/*"),
    windows("mcr.microsoft.com/windows"),
    windows("mcr.microsoft.com/windows/*"),
];
