//! .NET.

use crate::tables::images::BaseImage;
use crate::tables::images::Family::{Distroless, RedHat};
use crate::tables::images::Starts::{Nothing, Other};
use crate::tables::images::build::*;

// One row a line: what differs between two rows is seen by running the eye down.
#[rustfmt::skip]
pub static ROWS: &[BaseImage] = &[
    bare("mcr.microsoft.com/dotnet/aspnet", Distroless).with(&["chiseled"]).before(8, 0).program(&["/usr/bin/dotnet"]).run(&["--info"], Nothing).user("app").has(DOTNET).env(URLS_8080),
    bare("mcr.microsoft.com/dotnet/aspnet", Distroless).with(&["chiseled"]).program(&["/usr/bin/dotnet"]).run(&["--info"], Nothing).user("1654").has(DOTNET).env(HTTP_8080),
    bare("mcr.microsoft.com/dotnet/aspnet", Distroless).with(&["distroless"]).before(8, 0).program(&["/usr/bin/dotnet"]).run(&["--info"], Nothing).user("app").has(DOTNET).env(URLS_8080),
    bare("mcr.microsoft.com/dotnet/aspnet", Distroless).with(&["distroless"]).program(&["/usr/bin/dotnet"]).run(&["--info"], Nothing).user("1654").has(DOTNET).env(HTTP_8080),
    alpine("mcr.microsoft.com/dotnet/aspnet").with(&["alpine"]).before(8, 0).has(DOTNET).env(URLS_80),
    of("mcr.microsoft.com/dotnet/aspnet", RedHat, &[], Other, SLIM).with(&["azurelinux", "cbl"]).before(8, 0).has(DOTNET).env(URLS_80),
    ubuntu("mcr.microsoft.com/dotnet/aspnet").with(UBUNTUS).before(8, 0).has(DOTNET).over(SLIM).env(URLS_80),
    alpine("mcr.microsoft.com/dotnet/aspnet").with(&["alpine"]).has(DOTNET).env(HTTP_8080),
    of("mcr.microsoft.com/dotnet/aspnet", RedHat, &[], Other, SLIM).with(&["azurelinux", "cbl"]).has(DOTNET).env(HTTP_8080),
    ubuntu("mcr.microsoft.com/dotnet/aspnet").with(UBUNTUS).has(DOTNET).over(SLIM).env(HTTP_8080),
    debian("mcr.microsoft.com/dotnet/aspnet").before(8, 0).has(DOTNET).over(SLIM).env(URLS_80),
    debian("mcr.microsoft.com/dotnet/aspnet").before(10, 0).has(DOTNET).over(SLIM).env(HTTP_8080),
    ubuntu("mcr.microsoft.com/dotnet/aspnet").has(DOTNET).over(SLIM).env(HTTP_8080),
    bare("mcr.microsoft.com/dotnet/runtime", Distroless).with(&["chiseled"]).before(8, 0).program(&["/usr/bin/dotnet"]).run(&["--info"], Nothing).user("app").has(DOTNET).env(URLS_8080),
    bare("mcr.microsoft.com/dotnet/runtime", Distroless).with(&["chiseled"]).program(&["/usr/bin/dotnet"]).run(&["--info"], Nothing).user("1654").has(DOTNET).env(HTTP_8080),
    bare("mcr.microsoft.com/dotnet/runtime", Distroless).with(&["distroless"]).before(8, 0).program(&["/usr/bin/dotnet"]).run(&["--info"], Nothing).user("app").has(DOTNET).env(URLS_8080),
    bare("mcr.microsoft.com/dotnet/runtime", Distroless).with(&["distroless"]).program(&["/usr/bin/dotnet"]).run(&["--info"], Nothing).user("1654").has(DOTNET).env(HTTP_8080),
    alpine("mcr.microsoft.com/dotnet/runtime").with(&["alpine"]).before(8, 0).has(DOTNET).env(URLS_80),
    of("mcr.microsoft.com/dotnet/runtime", RedHat, &[], Other, SLIM).with(&["azurelinux", "cbl"]).before(8, 0).has(DOTNET).env(URLS_80),
    ubuntu("mcr.microsoft.com/dotnet/runtime").with(UBUNTUS).before(8, 0).has(DOTNET).over(SLIM).env(URLS_80),
    alpine("mcr.microsoft.com/dotnet/runtime").with(&["alpine"]).has(DOTNET).env(HTTP_8080),
    of("mcr.microsoft.com/dotnet/runtime", RedHat, &[], Other, SLIM).with(&["azurelinux", "cbl"]).has(DOTNET).env(HTTP_8080),
    ubuntu("mcr.microsoft.com/dotnet/runtime").with(UBUNTUS).has(DOTNET).over(SLIM).env(HTTP_8080),
    debian("mcr.microsoft.com/dotnet/runtime").before(8, 0).has(DOTNET).over(SLIM).env(URLS_80),
    debian("mcr.microsoft.com/dotnet/runtime").before(10, 0).has(DOTNET).over(SLIM).env(HTTP_8080),
    ubuntu("mcr.microsoft.com/dotnet/runtime").has(DOTNET).over(SLIM).env(HTTP_8080),
    bare("mcr.microsoft.com/dotnet/runtime-deps", Distroless).with(&["chiseled"]).before(8, 0).user("app").env(URLS_8080),
    bare("mcr.microsoft.com/dotnet/runtime-deps", Distroless).with(&["chiseled"]).user("1654").env(HTTP_8080),
    bare("mcr.microsoft.com/dotnet/runtime-deps", Distroless).with(&["distroless"]).before(8, 0).user("app").env(URLS_8080),
    bare("mcr.microsoft.com/dotnet/runtime-deps", Distroless).with(&["distroless"]).user("1654").env(HTTP_8080),
    alpine("mcr.microsoft.com/dotnet/runtime-deps").with(&["alpine"]).before(8, 0).env(URLS_80),
    of("mcr.microsoft.com/dotnet/runtime-deps", RedHat, &[], Other, SLIM).with(&["azurelinux", "cbl"]).before(8, 0).env(URLS_80),
    ubuntu("mcr.microsoft.com/dotnet/runtime-deps").with(UBUNTUS).before(8, 0).over(SLIM).env(URLS_80),
    alpine("mcr.microsoft.com/dotnet/runtime-deps").with(&["alpine"]).env(HTTP_8080),
    of("mcr.microsoft.com/dotnet/runtime-deps", RedHat, &[], Other, SLIM).with(&["azurelinux", "cbl"]).env(HTTP_8080),
    ubuntu("mcr.microsoft.com/dotnet/runtime-deps").with(UBUNTUS).over(SLIM).env(HTTP_8080),
    debian("mcr.microsoft.com/dotnet/runtime-deps").before(8, 0).over(SLIM).env(URLS_80),
    debian("mcr.microsoft.com/dotnet/runtime-deps").before(10, 0).over(SLIM).env(HTTP_8080),
    ubuntu("mcr.microsoft.com/dotnet/runtime-deps").over(SLIM).env(HTTP_8080),
    alpine("mcr.microsoft.com/dotnet/sdk").with(&["alpine"]).before(8, 0).has(DOTNET).env(URLS_80).over(CURL),
    of("mcr.microsoft.com/dotnet/sdk", RedHat, &[], Other, FULL).with(&["azurelinux", "cbl"]).before(8, 0).has(DOTNET).env(URLS_80),
    ubuntu("mcr.microsoft.com/dotnet/sdk").with(UBUNTUS).before(8, 0).has(DOTNET).over(FULL).env(URLS_80),
    alpine("mcr.microsoft.com/dotnet/sdk").with(&["alpine"]).has(DOTNET).env(HTTP_8080).over(CURL),
    of("mcr.microsoft.com/dotnet/sdk", RedHat, &[], Other, FULL).with(&["azurelinux", "cbl"]).has(DOTNET).env(HTTP_8080),
    ubuntu("mcr.microsoft.com/dotnet/sdk").with(UBUNTUS).has(DOTNET).over(FULL).env(HTTP_8080),
    debian("mcr.microsoft.com/dotnet/sdk").before(8, 0).has(DOTNET).over(FULL).env(URLS_80),
    debian("mcr.microsoft.com/dotnet/sdk").before(10, 0).has(DOTNET).over(FULL).env(HTTP_8080),
    ubuntu("mcr.microsoft.com/dotnet/sdk").has(DOTNET).over(FULL).env(HTTP_8080),
];
