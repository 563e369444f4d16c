//! The first line of a script.

/// The program that a first line names: `bash` of `#!/usr/bin/env -S bash -e`, `/bin/sh` of `#!/bin/sh`.
pub fn interpreter(script: &str) -> Option<&str> {
    let line = script.lines().next()?.trim().strip_prefix("#!")?.trim();
    let mut words = line.split_whitespace();
    let first = words.next()?;
    if first.ends_with("/env") { words.find(|word| !word.starts_with('-')) } else { Some(first) }
}

#[cfg(test)]
mod tests {
    use super::interpreter;

    #[test]
    fn the_program_behind_the_marks() {
        for (script, program) in [
            ("#!/bin/sh\nx", Some("/bin/sh")),
            ("#! /bin/bash -e", Some("/bin/bash")),
            ("#!/usr/bin/env -S bash -e\r\n", Some("bash")),
            ("#!/usr/bin/env", None),
            ("#!", None),
            ("# a\n#!/bin/sh", None),
            ("", None),
        ] {
            assert_eq!(interpreter(script), program, "{script:?}");
        }
    }
}
