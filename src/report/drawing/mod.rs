//! The deployment as a drawing: heroku.yml → image → process → what that starts → the port. One format a file.
//!
//! ```text
//! heroku.yml ──► image web ──┬─► process web ──► bin/start ──► $PORT
//!                            └─► process worker
//! ```

mod dot;
mod mermaid;
mod svg;

use std::io::{self, Write};

use crate::project::plan::{ImagePlan, ProcessPlan, ProjectPlan};

/// How a drawing is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// A flowchart that GitHub and GitLab draw in Markdown.
    Mermaid,
    /// The language of Graphviz.
    Dot,
    /// An image, light or dark as its reader prefers.
    Svg,
}

impl Picture {
    /// Every format by the name used on the command line.
    pub const NAMES: [(&'static str, Picture); 3] =
        [("mermaid", Picture::Mermaid), ("dot", Picture::Dot), ("svg", Picture::Svg)];

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Picture> {
        Picture::NAMES.iter().find(|(known, _)| *known == name).map(|(_, picture)| *picture)
    }
}

/// Draws the deployments of some projects.
///
/// # Errors
/// Those of `out`.
pub fn write(picture: Picture, plans: &[ProjectPlan], out: &mut dyn Write) -> io::Result<()> {
    let drawings: Vec<Drawing> = plans.iter().map(Drawing::of).collect();
    match picture {
        Picture::Mermaid => mermaid::write(&drawings, out),
        Picture::Dot => dot::write(&drawings, out),
        Picture::Svg => svg::write(&drawings, out),
    }
}

/// One project: boxes in columns from left to right, and the arrows between them by number.
#[derive(Debug)]
struct Drawing {
    title: String,
    boxes: Vec<Node>,
    arrows: Vec<(usize, usize)>,
}

/// One box.
#[derive(Debug)]
struct Node {
    kind: Kind,
    state: State,
    /// What it is called, then what is said of it.
    lines: Vec<String>,
    column: usize,
    /// Twice the number of its row: a box before several stands in the middle of theirs.
    row: usize,
}

/// What a box stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Root,
    Image,
    Process,
    Step,
    Port,
}

impl Kind {
    /// What stands in front of a name.
    fn word(self) -> &'static str {
        match self {
            Kind::Image => "image ",
            Kind::Process => "process ",
            Kind::Root | Kind::Step | Kind::Port => "",
        }
    }
}

/// What is known of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Plain,
    Right,
    Wrong,
    Unknown,
}

impl State {
    const ALL: [State; 4] = [State::Plain, State::Right, State::Wrong, State::Unknown];

    /// The name of its class.
    fn class(self) -> &'static str {
        match self {
            State::Plain => "plain",
            State::Right => "right",
            State::Wrong => "wrong",
            State::Unknown => "unknown",
        }
    }
}

/// Where images and processes stand; the steps follow, then the ports.
const IMAGE_COLUMN: usize = 1;
const PROCESS_COLUMN: usize = 2;

impl Drawing {
    /// One row for each process, and for each image that no process runs in.
    fn of(plan: &ProjectPlan) -> Drawing {
        let mut drawing = Drawing { title: plan.path.clone(), boxes: Vec::new(), arrows: Vec::new() };
        let root = drawing.add(Kind::Root, State::Plain, root_lines(plan), 0, 0);
        let mut undrawn: Vec<&ProcessPlan> = plan.processes.iter().collect();
        let mut row = 0;
        for image in &plan.images {
            let (own, others) =
                undrawn.into_iter().partition(|process| process.image.as_ref() == Some(&image.name));
            undrawn = others;
            row = drawing.image(root, row, image, &own);
        }
        for process in undrawn {
            drawing.process(root, row, process);
            row += 1;
        }
        if let Some(first) = drawing.boxes.first_mut() {
            first.row = row.saturating_sub(1);
        }
        drawing.line_up_ports();
        drawing.shorten_paths(&plan.path);
        drawing
    }

    /// An image with the processes that run in it, from `row` on; gives the next free row.
    fn image(&mut self, root: usize, row: usize, image: &ImagePlan, processes: &[&ProcessPlan]) -> usize {
        let last = row + processes.len().saturating_sub(1);
        let state = if image.absent { State::Wrong } else { State::Plain };
        let from = self.add(Kind::Image, state, image_lines(image), IMAGE_COLUMN, row + last);
        self.arrows.push((root, from));
        for (row, process) in (row..).zip(processes) {
            self.process(from, row, process);
        }
        last + 1
    }

    /// A process, the commands it leads to and its port, on one row.
    fn process(&mut self, from: usize, row: usize, process: &ProcessPlan) {
        let state = if process.image.is_some() { State::Plain } else { State::Unknown };
        let mut last = self.add(Kind::Process, state, process_lines(process), PROCESS_COLUMN, 2 * row);
        self.arrows.push((from, last));
        for (column, step) in (PROCESS_COLUMN + 1..).zip(process.steps.iter().skip(1)) {
            let lines = vec![step.command.clone(), step.at.clone()];
            let next = self.add(Kind::Step, State::Plain, lines, column, 2 * row);
            self.arrows.push((last, next));
            last = next;
        }
        if let Some(port) = &process.port {
            let (state, name) = match port.verdict {
                "from $PORT" => (State::Right, "port from $PORT".to_owned()),
                "fixed" => (State::Wrong, format!("port {}", port.short())),
                "ignored" => (State::Wrong, "port ignored".to_owned()),
                _ => (State::Unknown, "port unknown".to_owned()),
            };
            let next = self.add(Kind::Port, state, vec![name, port.evidence.clone()], 0, 2 * row);
            self.arrows.push((last, next));
        }
    }

    fn add(&mut self, kind: Kind, state: State, lines: Vec<String>, column: usize, row: usize) -> usize {
        let lines = lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        self.boxes.push(Node { kind, state, lines: lines.collect(), column, row });
        self.boxes.len() - 1
    }

    /// Ports stand behind the longest way.
    fn line_up_ports(&mut self) {
        let last = self.boxes.iter().map(|node| node.column).max().unwrap_or(0);
        for port in self.boxes.iter_mut().filter(|node| node.kind == Kind::Port) {
            port.column = last + 1;
        }
    }

    /// The title names the project's folder, so its files need not.
    fn shorten_paths(&mut self, folder: &str) {
        let folder = format!("{folder}/");
        let details = self.boxes.iter_mut().flat_map(|node| node.lines.iter_mut().skip(1));
        for line in details {
            if let Some(rest) = line.strip_prefix(&folder) {
                *line = rest.to_owned();
            }
        }
    }

    /// The ways from the first box to the last ones, each in words: for those who cannot see the drawing.
    fn ways(&self) -> Vec<String> {
        let ends = (0..self.boxes.len()).filter(|end| !self.arrows.iter().any(|(from, _)| from == end));
        ends.map(|end| self.way_to(end)).collect()
    }

    fn way_to(&self, end: usize) -> String {
        let mut words = Vec::new();
        let mut at = Some(end);
        while let Some(node) = at.and_then(|at| self.boxes.get(at)) {
            words.extend(node.shown().next());
            at = self.arrows.iter().find(|(_, to)| Some(*to) == at).map(|(from, _)| *from);
        }
        words.reverse();
        words.join(" → ")
    }
}

impl Node {
    /// Its lines as readers see them.
    fn shown(&self) -> impl Iterator<Item = String> {
        let word = |index| if index == 0 { self.kind.word() } else { "" };
        self.lines.iter().enumerate().map(move |(index, line)| format!("{}{line}", word(index)))
    }
}

fn root_lines(plan: &ProjectPlan) -> Vec<String> {
    match plan.mode {
        "git" => vec!["heroku.yml".to_owned()],
        _ => vec!["no heroku.yml".to_owned(), "images are pushed".to_owned()],
    }
}

fn image_lines(image: &ImagePlan) -> Vec<String> {
    let dockerfile = match &image.target {
        Some(stage) => format!("{}, stage {stage}", image.dockerfile),
        None => image.dockerfile.clone(),
    };
    let base = (!image.absent).then(|| format!("FROM {}", image.base));
    [image.name.clone(), dockerfile].into_iter().chain(base).collect()
}

fn process_lines(process: &ProcessPlan) -> Vec<String> {
    let mut lines = vec![process.name.clone()];
    let (command, from) = (process.command(), process.from());
    match process.image {
        None => lines.push("no image".to_owned()),
        // Then the command says the same as where it comes from.
        Some(_) if command == from => lines.push("command unknown".to_owned()),
        Some(_) => lines.extend([command, from]),
    }
    lines
}

#[cfg(test)]
mod tests;
