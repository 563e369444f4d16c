use super::Example;

// One image a line, in the order of the rows.
#[rustfmt::skip]
pub const EXAMPLES: &[Example] = &[
    ("python:nanoserver", "unknown", "unknown"),
    ("mcr.microsoft.com/dotnet/framework/aspnet:latest", "unknown", "unknown"),
    ("mcr.microsoft.com/windows:latest", "unknown", "unknown"),
    ("mcr.microsoft.com/windows/servercore:latest", "unknown", "unknown"),
];
