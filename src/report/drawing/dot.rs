//! The language of Graphviz: `dynolint plan --format dot | dot -Tpng`.

use std::io::{self, Write};

use super::{Drawing, Kind, Node, State};
use crate::report::visible::visible;

pub fn write(drawings: &[Drawing], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph plan {{")?;
    writeln!(out, "  rankdir=LR")?;
    writeln!(out, "  node [fontname=\"monospace\", fontsize=10]")?;
    for (number, drawing) in drawings.iter().enumerate() {
        writeln!(out, "  subgraph cluster{number} {{")?;
        writeln!(out, "    label=\"{}\"", escape(&drawing.title))?;
        for (index, node) in drawing.boxes.iter().enumerate() {
            writeln!(out, "    p{number}n{index} [{}]", attributes(node))?;
        }
        for (from, to) in &drawing.arrows {
            writeln!(out, "    p{number}n{from} -> p{number}n{to}")?;
        }
        writeln!(out, "  }}")?;
    }
    writeln!(out, "}}")
}

fn attributes(node: &Node) -> String {
    let shape = match node.kind {
        Kind::Root => "shape=note",
        Kind::Image => "shape=box3d",
        Kind::Process => "shape=box, style=rounded",
        Kind::Step => "shape=box",
        Kind::Port => "shape=hexagon",
    };
    let state = match (node.state, node.kind) {
        (State::Plain, _) => "",
        (State::Right, _) => ", color=\"#1a7f37\", penwidth=2",
        (State::Wrong, _) => ", color=\"#cf222e\", penwidth=2",
        (State::Unknown, Kind::Process) => ", style=\"rounded,dashed\"",
        (State::Unknown, _) => ", style=dashed",
    };
    let lines: Vec<String> = node.shown().map(|line| escape(&line)).collect();
    format!("label=\"{}\", {shape}{state}", lines.join("\\n"))
}

/// Text inside quotes, where a backslash begins an escape.
fn escape(text: &str) -> String {
    visible(text).replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_quotes() {
        assert_eq!(escape("a \"b\" \\n"), "a \\\"b\\\" \\\\n");
    }
}
