use std::net::IpAddr;

use crate::build::dockerfile::Step;
use crate::rule::shared::ports::{parts, ports};
use crate::rule::{Check, Context, rule};

rule!("expose-invalid-port", Check::Instruction(check));

fn check(step: &Step, cx: &mut Context) {
    for (word, port) in ports(step) {
        if let Some(fact) = fault(&port) {
            cx.report(step.place(word.span), fact)
                .help("write a port up to 65535 or a range, if needed with `/tcp` or `/udp`: `8080/tcp`");
        }
    }
}

/// Why the builder rejects a port.
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

/// Whether two ranges differ in length. A single port goes with any range of the host.
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
