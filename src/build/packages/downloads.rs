//! What a RUN downloads, and whether its script verifies it.

use super::calls::Call;
use crate::build::run_scripts::Run;

/// The calls that bring something in that only the program itself verifies.
pub fn unchecked<'a>(run: &Run, calls: &'a [Call<'a>]) -> impl Iterator<Item = &'a Call<'a>> {
    let loads = calls.iter().any(is_download);
    let sums = loads && has_sums(run);
    calls.iter().filter(move |call| {
        let is_safe = if is_download(call) { sums } else { is_of_files(call) && (sums || !loads) };
        !is_safe && !is_open_anyway(call) && !IDLE.contains(&call.verb.as_str())
    })
}

/// Verbs that bring nothing in.
const IDLE: &[&str] = &[
    "remove",
    "purge",
    "autoremove",
    "autopurge",
    "clean",
    "autoclean",
    "erase",
    "uninstall",
    "del",
    "index",
    "verify",
];

fn is_download(call: &Call) -> bool {
    matches!(call.manager.program, "curl" | "wget")
}

/// Whether nothing would be verified in any case: no URL uses a certificate, or all are on the local machine.
fn is_open_anyway(call: &Call) -> bool {
    let open =
        |address: &str| address.starts_with("http://") || is_local(address.trim_start_matches("https://"));
    is_download(call) && !call.operands.is_empty() && call.operands.iter().all(|operand| open(&operand.text))
}

/// Whether everything that is installed is a local file.
fn is_of_files(call: &Call) -> bool {
    let is_file = |name: &str| {
        !name.contains("://")
            && (name.contains('/') || call.manager.files.iter().any(|end| name.ends_with(end)))
    };
    !call.operands.is_empty() && call.operands.iter().all(|operand| is_file(&operand.text))
}

/// Whether the script compares a checksum or a signature itself.
fn has_sums(run: &Run) -> bool {
    run.run.script.commands.iter().any(|command| {
        let effective = command.effective();
        match effective.program.as_str() {
            "openssl" => true,
            "gpg" | "gpg2" => effective.args.iter().any(|word| word.is("--verify")),
            program => program == "gpgv" || program.ends_with("sum"),
        }
    })
}

/// Whether a host is the local machine.
pub fn is_local(host: &str) -> bool {
    ["localhost", "127.", "[::1]", "host.docker.internal"].iter().any(|local| host.starts_with(local))
}
