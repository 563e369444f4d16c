//! An image. It follows the reader's preference for light or dark, needs no font of its own, and says in words what it
//! shows.

use std::io::{self, Write};

use unicode_width::UnicodeWidthChar;

use super::{Drawing, Kind, Node};
use crate::report::visible::visible;
use crate::report::xml::escape;

/// Columns of text that a box shows; the rest of a longer line is in its tooltip.
const MAX_TEXT: usize = 44;
/// The width of a character in tenths of a pixel: all monospaced fonts are about as wide at 12 pixels.
const CHARACTER: usize = 73;
const LINE: usize = 17;
const PADDING: usize = 12;
/// From one box to the next.
const GAP: (usize, usize) = (44, 18);
const MARGIN: usize = 16;
const TITLE: usize = 28;

const STYLE: &str = "\
.dynolint-plan text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#1f2328}
.dynolint-plan .name{font-weight:600}
.dynolint-plan .detail{fill:#59636e}
.dynolint-plan .paper{fill:#ffffff}
.dynolint-plan .box{fill:#f6f8fa;stroke:#818b98}
.dynolint-plan .edge,.dynolint-plan .arrow{fill:none;stroke:#818b98}
.dynolint-plan .right .box{fill:#dafbe1;stroke:#1a7f37;stroke-width:2}
.dynolint-plan .wrong .box{fill:#ffebe9;stroke:#cf222e;stroke-width:2}
.dynolint-plan .unknown .box{stroke-dasharray:4}
@media (prefers-color-scheme:dark){
.dynolint-plan text{fill:#f0f6fc}
.dynolint-plan .detail{fill:#9198a1}
.dynolint-plan .paper{fill:#0d1117}
.dynolint-plan .box{fill:#151b23;stroke:#656c76}
.dynolint-plan .edge,.dynolint-plan .arrow{stroke:#656c76}
.dynolint-plan .right .box{fill:#12261e;stroke:#3fb950}
.dynolint-plan .wrong .box{fill:#25171c;stroke:#f85149}
}
";

pub fn write(drawings: &[Drawing], out: &mut dyn Write) -> io::Result<()> {
    let titled = drawings.len() > 1;
    let layouts: Vec<Layout> = drawings.iter().map(Layout::new).collect();
    let width = layouts.iter().map(|layout| layout.width).max().unwrap_or(0) + 2 * MARGIN;
    let tops = layouts.iter().map(|layout| layout.height + if titled { TITLE } else { 0 });
    let height = tops.sum::<usize>() + MARGIN * (drawings.len() + 1);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"dynolint-plan\" role=\"img\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\">"
    )?;
    describe(drawings, out)?;
    writeln!(out, "<style>\n{STYLE}</style>")?;
    writeln!(out, "<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>")?;
    let mut top = MARGIN;
    for (drawing, layout) in drawings.iter().zip(&layouts) {
        if titled {
            let title = escape(&drawing.title);
            writeln!(out, "<text class=\"name\" x=\"{MARGIN}\" y=\"{}\">{title}</text>", top + LINE)?;
            top += TITLE;
        }
        writeln!(out, "<g transform=\"translate({MARGIN} {top})\">")?;
        layout.draw(drawing, out)?;
        writeln!(out, "</g>")?;
        top += layout.height + MARGIN;
    }
    writeln!(out, "</svg>")
}

/// What a screen reader says.
fn describe(drawings: &[Drawing], out: &mut dyn Write) -> io::Result<()> {
    let titles: Vec<String> = drawings.iter().map(|drawing| escape(&drawing.title)).collect();
    writeln!(out, "<title>What is built and started in {}</title>", titles.join(", "))?;
    let ways: Vec<String> = drawings.iter().flat_map(Drawing::ways).map(|way| escape(&way)).collect();
    writeln!(out, "<desc>{}</desc>", ways.join("\n"))
}

/// Where the columns stand, and how high a row is.
struct Layout {
    /// Left edge and width of each column.
    columns: Vec<(usize, usize)>,
    row: usize,
    width: usize,
    height: usize,
}

impl Layout {
    fn new(drawing: &Drawing) -> Layout {
        let mut columns: Vec<(usize, usize)> = Vec::new();
        let mut row = 0;
        let mut rows = 0;
        for node in &drawing.boxes {
            if columns.len() <= node.column {
                columns.resize(node.column + 1, (0, 0));
            }
            if let Some((_, width)) = columns.get_mut(node.column) {
                *width = (*width).max(box_width(node));
            }
            row = row.max(box_height(node) + GAP.1);
            rows = rows.max(node.row / 2 + 1);
        }
        let mut left = 0;
        for column in &mut columns {
            column.0 = left;
            left += column.1 + GAP.0;
        }
        Layout { columns, row, width: left.saturating_sub(GAP.0), height: (rows * row).saturating_sub(GAP.1) }
    }

    /// Left edge, top, width and height.
    fn place(&self, node: &Node) -> (usize, usize, usize, usize) {
        let (left, width) = self.columns.get(node.column).copied().unwrap_or_default();
        let height = box_height(node);
        let middle = node.row * self.row / 2 + (self.row - GAP.1) / 2;
        (left, middle.saturating_sub(height / 2), width, height)
    }

    fn draw(&self, drawing: &Drawing, out: &mut dyn Write) -> io::Result<()> {
        for (from, to) in &drawing.arrows {
            if let (Some(from), Some(to)) = (drawing.boxes.get(*from), drawing.boxes.get(*to)) {
                self.arrow(from, to, out)?;
            }
        }
        drawing.boxes.iter().try_for_each(|node| self.node(node, out))
    }

    fn arrow(&self, from: &Node, to: &Node, out: &mut dyn Write) -> io::Result<()> {
        let (left, top, width, height) = self.place(from);
        let (x1, y1) = (left + width, top + height / 2);
        let (left, top, _, height) = self.place(to);
        let (x2, y2) = (left, top + height / 2);
        // The bend lies in the gap behind the column of the source; from there on the target's row is free.
        let (left, width) = self.columns.get(from.column).copied().unwrap_or_default();
        let (edge, gap, turn) = (left + width, GAP.0, GAP.0 / 2);
        let dy = signed(y1, y2);
        writeln!(
            out,
            "<path class=\"arrow\" d=\"M{x1} {y1}H{edge}c{turn} 0 {turn} {dy} {gap} {dy}H{x2}m-7 -4l7 4l-7 4\"/>",
        )
    }

    fn node(&self, node: &Node, out: &mut dyn Write) -> io::Result<()> {
        let (x, y, width, height) = self.place(node);
        let class = node.state.class();
        let full: Vec<String> = node.shown().map(|line| escape(&line)).collect();
        writeln!(out, "<g class=\"{class}\" transform=\"translate({x} {y})\">")?;
        writeln!(out, "<title>{}</title>", full.join("\n"))?;
        writeln!(out, "{}", shape(node.kind, width, height))?;
        for (index, line) in node.shown().enumerate() {
            let class = if index == 0 { "name" } else { "detail" };
            let text = escape(&cut(&line));
            let y = PADDING + LINE * (index + 1) - 5;
            writeln!(out, "<text class=\"{class}\" x=\"{PADDING}\" y=\"{y}\">{text}</text>")?;
        }
        writeln!(out, "</g>")
    }
}

/// Paper with a folded corner, a double edge, round corners, plain, and round ends.
fn shape(kind: Kind, width: usize, height: usize) -> String {
    let rect = |radius: usize| {
        format!("<rect class=\"box\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>")
    };
    match kind {
        Kind::Root => {
            let fold = PADDING;
            let (right, edge) = (width.saturating_sub(fold), format!("l{fold} {fold}"));
            format!(
                "<path class=\"box\" d=\"M0 0H{right}{edge}V{height}H0Z\"/>\
                 <path class=\"edge\" d=\"M{right} 0v{fold}h{fold}\"/>"
            )
        }
        Kind::Image => {
            let right = width.saturating_sub(5);
            rect(0) + &format!("<path class=\"edge\" d=\"M5 0V{height}M{right} 0V{height}\"/>")
        }
        Kind::Process => rect(8),
        Kind::Step => rect(0),
        Kind::Port => rect(height / 2),
    }
}

/// How far it is from one coordinate to another, as SVG writes it.
fn signed(from: usize, to: usize) -> String {
    if to < from { format!("-{}", from - to) } else { (to - from).to_string() }
}

fn box_width(node: &Node) -> usize {
    let text = node.shown().map(|line| columns(&cut(&line))).max().unwrap_or(0);
    text * CHARACTER / 10 + 2 * PADDING + 1
}

fn box_height(node: &Node) -> usize {
    node.lines.len() * LINE + 2 * PADDING - 5
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(1)).sum()
}

/// The line as far as a box shows it.
fn cut(line: &str) -> String {
    let line = visible(line);
    if columns(&line) <= MAX_TEXT {
        return line.into_owned();
    }
    let mut shown = String::new();
    let mut width = 0;
    for c in line.chars() {
        width += c.width().unwrap_or(1);
        if width >= MAX_TEXT {
            break;
        }
        shown.push(c);
    }
    shown + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut_at_a_column() {
        assert_eq!(cut("short"), "short");
        let cut_line = cut(&"x".repeat(100));
        assert_eq!((columns(&cut_line), cut_line.ends_with('…')), (MAX_TEXT, true));
        assert!(columns(&cut(&"漢".repeat(100))) <= MAX_TEXT);
        assert_eq!(cut(&"x".repeat(MAX_TEXT)), "x".repeat(MAX_TEXT));
    }

    #[test]
    fn distances_have_a_sign() {
        assert_eq!((signed(1, 3), signed(3, 1), signed(2, 2)), ("2".into(), "-2".into(), "0".into()));
    }
}
