use std::net::IpAddr;

use crate::build::dockerfile::Step;
use crate::rule::{Check, Context, rule};
use crate::syntax::dockerfile::ast::{Kind, Word};

rule!("expose-invalid-port", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for (word, port) in ports(step) {
        if let Some(fact) = fault(&port) {
            cx.report(step.place(word.span), fact)
                .help("write a port up to 65535 or a range, if needed with `/tcp` or `/udp`: `8080/tcp`");
        }
    }
}

/// The ports of an EXPOSE, each with the word it is from; variables replaced.
pub(super) fn ports<'a>(step: &Step<'a>) -> Vec<(&'a Word, String)> {
    let Kind::Expose(words) = &step.instruction.kind else { return Vec::new() };
    let words = words.iter().filter(|_| !step.onbuild);
    let split = |word: &'a Word| {
        let value = step.value(&word.value).unwrap_or_default();
        value.split_whitespace().map(|port| (word, port.to_owned())).collect::<Vec<_>>()
    };
    words.flat_map(split).collect()
}

/// `ip:host:container/protocol` in its parts, the first two of which are mostly empty.
pub(super) fn parts(port: &str) -> (&str, &str, &str) {
    let Some((left, container)) = port.rsplit_once(':') else { return ("", "", port) };
    let (ip, host) = left.rsplit_once(':').unwrap_or(("", left));
    (ip, host, container)
}

/// Why a port is refused.
fn fault(port: &str) -> Option<String> {
    let (ip, host, container) = parts(port);
    let (range, protocol) = container.split_once('/').unwrap_or((container, "tcp"));
    if range.is_empty() {
        return Some(format!("`{port}` has no port number"));
    }
    if !matches!(protocol.to_lowercase().as_str(), "" | "tcp" | "udp" | "sctp") {
        return Some(format!("unknown protocol `{protocol}`"));
    }
    let bare = ip.strip_prefix('[').and_then(|ip| ip.strip_suffix(']')).unwrap_or(ip);
    if !ip.is_empty() && bare.parse::<IpAddr>().is_err() {
        return Some(format!("`{ip}` is not an IP address"));
    }
    range_fault(range).or_else(|| range_fault(host).filter(|_| !host.is_empty())).or_else(|| {
        uneven(range, host).then(|| format!("the port ranges `{host}` and `{range}` differ in length"))
    })
}

/// Whether two ranges differ in length; one port may stand for any of a host's range.
fn uneven(range: &str, host: &str) -> bool {
    let length = |range: &str| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        Some(last.parse::<i64>().ok()? - first.parse::<i64>().ok()?)
    };
    !host.is_empty() && length(range) != Some(0) && length(range) != length(host)
}

fn range_fault(range: &str) -> Option<String> {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    match (first.parse::<i64>(), last.parse::<i64>()) {
        (Ok(first), Ok(last)) if first.max(last) > 65_535 => {
            Some(format!("port {} does not exist: the highest one is 65535", first.max(last)))
        }
        (Ok(first), Ok(last)) if last < first => Some(format!("the port range `{range}` is backwards")),
        (Ok(0..), Ok(0..)) => None,
        _ => Some(format!("`{range}` is not a port number")),
    }
}
