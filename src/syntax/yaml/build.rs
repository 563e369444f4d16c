//! Parser events to a tree.

use std::collections::{HashMap, HashSet};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Tag};

use super::patch::Patched;
use super::{Document, Entry, Node, Scalar, Style, Value, blame, place, scalar};
use crate::base::source::{Span, Text};

/// Lists and maps in each other.
pub(super) const MAX_DEPTH: usize = 64;

/// Values of a document, copies through aliases included; a copied text counts for one in each 32 bytes.
const MAX_WEIGHT: usize = 200_000;

/// What one reading of a text gave.
pub(super) struct Attempt {
    pub document: Document,
    /// Where and why it ended early.
    pub failure: Option<Failure>,
}

/// Where the grammar broke, in bytes of the repaired text.
#[derive(Debug)]
pub(super) struct Failure {
    pub at: usize,
    pub cause: Cause,
    /// The last scalar before.
    pub last: Option<Last>,
    /// Where the last event before ended.
    pub read: usize,
    /// The outermost bracket that is still open.
    pub bracket: Option<usize>,
}

/// A scalar's place and style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Last {
    pub span: Span,
    pub style: Style,
}

/// Why reading ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The parser gave up.
    Grammar(ErrorKind),
    /// A key is indented with a character that only looks like a space.
    ForeignBlank,
    /// More values than [`MAX_WEIGHT`].
    TooMuch,
}

/// Reads a text up to its end or its first error.
pub(super) fn build(patched: &Patched<'_>) -> Attempt {
    let text = patched.text();
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        block_scalar_eof_without_line_feed: true,
        max_buffered_comment_events: usize::MAX,
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut builder = Builder::new(patched);
    let mut failure = None;
    while let Some(event) = parser.next_event() {
        let outcome = match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                builder.event(&event, Span::from(range), span.indent).map_err(|cause| (cause, span.start))
            }
            Err(error) => Err((Cause::Grammar(error.kind().clone()), *error.marker())),
        };
        if let Err((cause, marker)) = outcome {
            let at = marker.byte_offset().unwrap_or(0);
            failure = Some(builder.failure(at, cause));
            break;
        }
    }
    Attempt { document: builder.finish(), failure }
}

struct Builder<'a> {
    patched: &'a Patched<'a>,
    document: Document,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Option<Anchored>>,
    names: Vec<String>,
    weight: usize,
    /// Documents begun, and where the last one was.
    documents: usize,
    start: Span,
    last: Option<Last>,
    read: usize,
    /// Where the last scalar, alias or bracket ended.
    end: usize,
}

struct Anchored {
    node: Node,
    weight: usize,
}

/// A list or map that is being read.
struct Frame {
    start: usize,
    flow: bool,
    anchor: usize,
    broken: bool,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<Entry>, key: Option<Node>, merges: Vec<Node> },
}

impl<'a> Builder<'a> {
    fn new(patched: &'a Patched<'a>) -> Builder<'a> {
        Builder {
            patched,
            document: Document::default(),
            frames: Vec::new(),
            anchors: HashMap::new(),
            names: Vec::new(),
            weight: 0,
            documents: 0,
            start: Span::default(),
            last: None,
            read: 0,
            end: 0,
        }
    }

    fn failure(&self, at: usize, cause: Cause) -> Failure {
        let bracket = self.frames.iter().find(|frame| frame.flow).map(|frame| frame.start);
        Failure { at, cause, last: self.last, read: self.read, bracket }
    }

    fn event(&mut self, event: &Event<'_>, span: Span, indent: Option<usize>) -> Result<(), Cause> {
        match event {
            Event::Comment(..) => {
                self.document.comments.push(self.patched.back_span(span));
                return Ok(());
            }
            Event::Anchor(_, name) => self.names.push(name.to_string()),
            Event::DocumentStart(explicit, _) => {
                self.documents += 1;
                self.start = if *explicit { span } else { Span::at(span.start) };
                return Ok(());
            }
            Event::Scalar(value, style, anchor, tag) => {
                let node = self.scalar(value, *style, tag.as_deref(), span, indent)?;
                self.complete(node, *anchor)?;
            }
            Event::SequenceStart(_, anchor, _) => {
                let span = place::with_dash(self.patched.text(), self.read, span);
                self.open(*anchor, span, Content::Sequence(Vec::new()));
            }
            Event::MappingStart(_, anchor, _) => {
                let content = Content::Mapping { entries: Vec::new(), key: None, merges: Vec::new() };
                self.open(*anchor, span, content);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span)?,
            Event::Alias(id) => {
                let node = self.alias(*id, span)?;
                self.complete(node, 0)?;
            }
            Event::UnresolvedAlias(name) => {
                let node = self.unresolved(name, span);
                self.complete(node, 0)?;
            }
            _ => {}
        }
        self.read = self.read.max(span.end);
        Ok(())
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        mut span: Span,
        indent: Option<usize>,
    ) -> Result<Node, Cause> {
        let text = self.patched.text();
        let style = scalar::style_of(style);
        self.end = span.end;
        if let Some(lost) = self.patched.lost(span.start) {
            return Ok(Node { span: lost, value: Value::Broken, alias: false });
        }
        if style == Style::Plain && span.is_empty() {
            self.end = if self.at_key() { span.start } else { place::after_colon(text, span.start) };
            let at = self.patched.back(self.end);
            return Ok(Node { span: Span::at(at), value: Value::Null, alias: false });
        }
        // What the parser says of a key is the indentation of its map.
        let indent = if self.at_key() { Some(place::column(text, span.start)) } else { indent };
        if matches!(style, Style::Literal | Style::Folded) {
            span = place::with_header(text, self.read, span);
        }
        let shown = place::without_end(text, span);
        self.end = shown.end;
        self.last = Some(Last { span: shown, style });
        if style == Style::Plain && self.at_key() && value.starts_with(place::foreign_blank) {
            return Err(Cause::ForeignBlank);
        }
        let raw = scalar::Raw { value, style, span, indent: indent.unwrap_or(usize::MAX) };
        let scalar = scalar::read(&raw, self.patched);
        Ok(Node { span: self.patched.back_span(shown), value: scalar::typed(scalar, tag), alias: false })
    }

    fn at_key(&self) -> bool {
        let top = self.frames.last().map(|frame| &frame.content);
        matches!(top, Some(Content::Mapping { key: None, .. }))
    }

    fn open(&mut self, anchor: usize, span: Span, content: Content) {
        if anchor != 0 {
            self.anchors.insert(anchor, None);
        }
        self.end = self.end.max(span.end);
        self.frames.push(Frame { start: span.start, flow: !span.is_empty(), anchor, broken: false, content });
    }

    /// The end of a list or map; `span` is the bracket's or empty.
    fn close(&mut self, span: Span) -> Result<(), Cause> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        if !span.is_empty() {
            self.end = span.end;
        }
        let anchor = frame.anchor;
        let node = self.node(frame);
        self.complete(node, anchor)
    }

    fn node(&mut self, frame: Frame) -> Node {
        let value = match frame.content {
            _ if frame.broken => Value::Broken,
            Content::Sequence(items) => Value::Sequence(items),
            Content::Mapping { mut entries, key, merges } => {
                if let Some(key) = key {
                    let value = Node { span: Span::at(key.span.end), value: Value::Broken, alias: false };
                    entries.push(Entry { key, value, merged: false });
                }
                self.merge(&mut entries, merges);
                Value::Mapping(entries)
            }
        };
        let span = Span::new(frame.start, self.end.max(frame.start));
        Node { span: self.patched.back_span(span), value, alias: false }
    }

    /// A finished value goes into the list or map around it.
    fn complete(&mut self, node: Node, anchor: usize) -> Result<(), Cause> {
        self.spend(1)?;
        if anchor != 0 {
            let weight = weigh(&node);
            self.spend(weight)?;
            self.anchors.insert(anchor, Some(Anchored { node: node.clone(), weight }));
        }
        let Some(frame) = self.frames.last_mut() else {
            self.finish_document(node);
            return Ok(());
        };
        match &mut frame.content {
            Content::Sequence(items) => items.push(node),
            Content::Mapping { entries, key, merges } => match key.take() {
                None if matches!(node.value, Value::Sequence(_) | Value::Mapping(_)) => {
                    let error = blame::complex_key(&node, self.patched.back(frame.start));
                    frame.broken = true;
                    *key = Some(node);
                    self.document.errors.push(error);
                }
                None => *key = Some(node),
                Some(key) if is_merge(&key) => merges.push(node),
                Some(key) => entries.push(Entry { key, value: node, merged: false }),
            },
        }
        Ok(())
    }

    fn finish_document(&mut self, node: Node) {
        let nothing = node.is_null() && node.span.is_empty();
        if self.documents > 1 && !nothing {
            let at = if self.start.is_empty() { node.span } else { self.patched.back_span(self.start) };
            self.document.errors.push(blame::second_document(at));
        }
        match (&mut self.document.root, node) {
            (root @ None, node) if !nothing => *root = Some(node),
            (Some(Node { value: Value::Mapping(entries), .. }), Node { value: Value::Mapping(more), .. }) => {
                entries.extend(more);
            }
            _ => {}
        }
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<Node, Cause> {
        (self.last, self.end) = (None, span.end);
        let span = self.patched.back_span(span);
        let Some(Some(anchored)) = self.anchors.get(&id) else {
            self.document.errors.push(blame::inside_itself(span));
            return Ok(Node { span, value: Value::Broken, alias: true });
        };
        let weight = anchored.weight;
        if self.weight + weight > MAX_WEIGHT {
            return Err(Cause::TooMuch);
        }
        self.weight += weight;
        Ok(Node { span, value: anchored.node.value.clone(), alias: true })
    }

    fn unresolved(&mut self, name: &str, span: Span) -> Node {
        (self.last, self.end) = (None, span.end);
        let span = self.patched.back_span(span);
        self.document.errors.push(blame::undefined(name, &self.names, span));
        Node { span, value: Value::Broken, alias: true }
    }

    /// `<<`: what the map itself says wins, then what comes first.
    fn merge(&mut self, entries: &mut Vec<Entry>, merges: Vec<Node>) {
        if merges.is_empty() {
            return;
        }
        let mut known: HashSet<String> = entries.iter().map(|entry| entry.name().to_owned()).collect();
        let maps = merges.into_iter().flat_map(|node| match node.value {
            Value::Sequence(items) if node.alias => {
                items.into_iter().map(|item| (node.span, item.value)).collect()
            }
            Value::Sequence(items) => items.into_iter().map(|item| (item.span, item.value)).collect(),
            value => vec![(node.span, value)],
        });
        for (span, value) in maps {
            match value {
                Value::Mapping(more) => {
                    let fresh = more.into_iter().filter(|entry| known.insert(entry.name().to_owned()));
                    entries.extend(fresh.map(|entry| Entry { merged: true, ..entry }));
                }
                Value::Broken => {}
                other => self.document.errors.push(blame::not_a_map(span, &other)),
            }
        }
    }

    fn spend(&mut self, weight: usize) -> Result<(), Cause> {
        self.weight += weight;
        if self.weight > MAX_WEIGHT { Err(Cause::TooMuch) } else { Ok(()) }
    }

    /// The document so far; what is still open ends here.
    fn finish(mut self) -> Document {
        self.weight = 0;
        while let Some(frame) = self.frames.last_mut() {
            frame.anchor = 0;
            if self.close(Span::default()).is_err() {
                break;
            }
        }
        self.document.comments.sort_unstable();
        self.document
    }
}

fn is_merge(key: &Node) -> bool {
    key.as_text().is_some_and(|scalar| scalar.style == Style::Plain && scalar.as_str() == "<<")
}

fn weigh(node: &Node) -> usize {
    1 + match &node.value {
        Value::String(Scalar { text: Text { text, .. }, .. }) | Value::Number(text) => text.len() / 32,
        Value::Sequence(items) => items.iter().map(weigh).sum(),
        Value::Mapping(entries) => entries.iter().map(|entry| weigh(&entry.key) + weigh(&entry.value)).sum(),
        _ => 0,
    }
}
