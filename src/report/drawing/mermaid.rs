//! A flowchart of Mermaid, which GitHub and GitLab draw where a Markdown page holds it as a block called `mermaid`.

use std::io::{self, Write};

use super::{Drawing, Kind, Node, State};
use crate::report::visible::visible;

pub fn write(drawings: &[Drawing], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    for (number, drawing) in drawings.iter().enumerate() {
        let indent = if drawings.len() > 1 { "    " } else { "  " };
        if drawings.len() > 1 {
            writeln!(out, "  subgraph p{number}[\"{}\"]", escape(&drawing.title))?;
        }
        for (index, node) in drawing.boxes.iter().enumerate() {
            writeln!(out, "{indent}p{number}n{index}{}", shape(node))?;
        }
        for (from, to) in &drawing.arrows {
            writeln!(out, "{indent}p{number}n{from} --> p{number}n{to}")?;
        }
        if drawings.len() > 1 {
            writeln!(out, "  end")?;
        }
    }
    classes(drawings, out)
}

/// The box with its text: paper, a double edge, round ends, plain, and a hexagon.
fn shape(node: &Node) -> String {
    let lines: Vec<String> = node.shown().map(|line| escape(&line)).collect();
    let text = format!("\"{}\"", lines.join("<br>"));
    match node.kind {
        Kind::Root => format!("[/{text}/]"),
        Kind::Image => format!("[[{text}]]"),
        Kind::Process => format!("([{text}])"),
        Kind::Step => format!("[{text}]"),
        Kind::Port => format!("{{{{{text}}}}}"),
    }
}

/// The colours of what is right, wrong and unknown; what is plain has those of the page.
fn classes(drawings: &[Drawing], out: &mut dyn Write) -> io::Result<()> {
    for state in State::ALL {
        let style = match state {
            State::Plain => continue,
            State::Right => "stroke:#1a7f37,stroke-width:2px",
            State::Wrong => "stroke:#cf222e,stroke-width:2px",
            State::Unknown => "stroke-dasharray:4",
        };
        let of_state = |(number, drawing): (usize, &Drawing)| {
            let nodes = drawing.boxes.iter().enumerate().filter(|(_, node)| node.state == state);
            nodes.map(|(index, _)| format!("p{number}n{index}")).collect::<Vec<_>>()
        };
        let ids: Vec<String> = drawings.iter().enumerate().flat_map(of_state).collect();
        if !ids.is_empty() {
            let class = state.class();
            writeln!(out, "  classDef {class} {style}\n  class {} {class}", ids.join(","))?;
        }
    }
    Ok(())
}

/// Text inside quotes. Mermaid reads `#…;` as a character, `$$` as a formula, `%%` as a comment, `\n` as a line end and
/// a backtick as the beginning of Markdown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' => out += &format!("#{};", u32::from(c)),
            c => out.push(c),
        }
    }
    // A formula is looked for after characters are put in, so two of its signs must not meet.
    out.replace("$$", "$<wbr>$").replace("$$", "$<wbr>$").replace("%%", "#37;#37;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_quotes() {
        assert_eq!(escape("a -b | c; [d] $PORT"), "a -b | c; [d] $PORT");
        assert_eq!(escape("\"<br>#1;"), "#34;#60;br#62;#35;1;");
        assert_eq!(escape("$$x$$$ %%{init}"), "$<wbr>$x$<wbr>$<wbr>$ #37;#37;{init}");
        assert_eq!(escape("`\\n`"), "#96;#92;n#96;");
        assert_eq!(escape("\u{1b}"), "␛");
    }
}
