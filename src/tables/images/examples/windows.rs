use super::Example;

// One image a line, in the order of the rows.
#[rustfmt::skip]
pub const EXAMPLES: &[Example] = &[
    ("python:nanoserver", "cannot tell", "cannot tell"),
    ("mcr.microsoft.com/dotnet/framework/aspnet:latest", "cannot tell", "cannot tell"),
    ("mcr.microsoft.com/windows:latest", "cannot tell", "cannot tell"),
    ("mcr.microsoft.com/windows/servercore:latest", "cannot tell", "cannot tell"),
];
