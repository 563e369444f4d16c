//! The stream: JSON-RPC messages, each behind a header with its length.
//!
//! A message that cannot be read is answered with an error and costs nothing else: the next header is looked for.

use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{Receiver, Sender};

use lsp_server::{ErrorCode, Message};
use serde_json::{Value, json};

use super::server::Event;

/// The longest message that is read, in bytes.
const LONGEST: u64 = 64 << 20;
/// The longest line of a header.
const LONGEST_LINE: u64 = 4096;

/// What is written.
#[derive(Debug)]
pub enum Outgoing {
    /// A message.
    Message(Message),
    /// The answer to something that is no message.
    Refusal(Broken),
}

/// Something that is no message.
#[derive(Debug, PartialEq)]
pub struct Broken {
    /// Its id, as far as it has one.
    pub id: Value,
    /// What is wrong with it.
    pub code: i32,
    /// The same in words.
    pub why: String,
}

/// Passes on what comes in until the stream ends or the client says `exit`.
pub fn read_all(input: &mut dyn BufRead, events: &Sender<Event>) {
    while let Ok(Some(text)) = read_text(input) {
        let event = match text.and_then(|text| parse(&text)) {
            Ok(Some(message)) => Event::Message(message),
            Ok(None) => continue,
            Err(broken) => Event::Broken(broken),
        };
        let is_exit = matches!(&event, Event::Message(Message::Notification(it)) if it.method == "exit");
        if events.send(event).is_err() || is_exit {
            break;
        }
    }
    let _ = events.send(Event::Closed);
}

/// Writes what is sent until nobody can send any more, or nobody reads.
pub fn write_all(messages: &Receiver<Outgoing>, output: &mut dyn Write) {
    let mut output = io::BufWriter::new(output);
    for message in messages {
        let written = match message {
            Outgoing::Message(message) => message.write(&mut output),
            Outgoing::Refusal(broken) => write_text(&mut output, &broken.answer()),
        };
        if written.and_then(|()| output.flush()).is_err() {
            return;
        }
    }
}

impl Broken {
    fn new(id: Value, code: ErrorCode, why: impl Into<String>) -> Broken {
        Broken { id, code: code as i32, why: why.into() }
    }

    fn answer(&self) -> String {
        let error = json!({ "code": self.code, "message": self.why });
        json!({ "jsonrpc": "2.0", "id": self.id, "error": error }).to_string()
    }
}

/// The text of the next message; `None` at the end of the stream.
fn read_text(input: &mut dyn BufRead) -> io::Result<Option<Result<String, Broken>>> {
    let refuse = |why: &str| Ok(Some(Err(Broken::new(Value::Null, ErrorCode::ParseError, why))));
    let mut length = None;
    let mut seen = false;
    loop {
        let mut line = Vec::new();
        if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() && (seen || length.is_some()) {
            break;
        }
        seen |= !line.is_empty();
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    match length {
        None => refuse("a message has no Content-Length"),
        Some(length) if length > LONGEST => {
            io::copy(&mut input.take(length), &mut io::sink())?;
            refuse("a message is too long")
        }
        Some(length) => {
            let mut bytes = Vec::new();
            if input.take(length).read_to_end(&mut bytes)? as u64 != length {
                return Ok(None);
            }
            match String::from_utf8(bytes) {
                Ok(text) => Ok(Some(Ok(text))),
                Err(_) => refuse("a message is not UTF-8"),
            }
        }
    }
}

/// A message; `None` for a stray answer, which nobody waits for.
fn parse(text: &str) -> Result<Option<Message>, Broken> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        Broken::new(Value::Null, ErrorCode::ParseError, format!("a message is not JSON: {error}"))
    })?;
    let is_answer =
        value.get("method").is_none() && ["result", "error"].iter().any(|key| value.get(*key).is_some());
    let id = value.get("id").filter(|id| id.is_string() || id.is_number()).cloned().unwrap_or(Value::Null);
    match serde_json::from_value(value) {
        Ok(message) => Ok(Some(message)),
        Err(_) if is_answer => Ok(None),
        Err(_) => Err(Broken::new(id, ErrorCode::InvalidRequest, "this is no request and no notification")),
    }
}

fn write_text(output: &mut dyn Write, text: &str) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Methods of the messages, and codes of the refusals, in order.
    fn read(mut stream: &[u8]) -> Vec<String> {
        let (events, inbox) = std::sync::mpsc::channel();
        read_all(&mut stream, &events);
        let shown = |event| match event {
            Event::Message(Message::Request(request)) => Some(request.method),
            Event::Message(Message::Notification(notification)) => Some(notification.method),
            Event::Message(Message::Response(response)) => Some(response.id.to_string()),
            Event::Broken(broken) => Some(format!("{} {}", broken.id, broken.code)),
            _ => None,
        };
        inbox.try_iter().filter_map(shown).collect()
    }

    fn framed(text: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{text}", text.len())
    }

    #[test]
    fn messages_follow_each_other() {
        let stream = [
            framed(r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#),
            framed(r#"{"jsonrpc":"2.0","method":"b","params":{}}"#),
            framed(r#"{"jsonrpc":"2.0","id":"x","result":null}"#),
            framed(r#"{"jsonrpc":"2.0","method":"exit"}"#),
            framed(r#"{"jsonrpc":"2.0","method":"never read"}"#),
        ];
        assert_eq!(read(stream.concat().as_bytes()), ["a", "b", "\"x\"", "exit"]);
    }

    #[test]
    fn what_is_broken_costs_itself() {
        let after = framed(r#"{"method":"after"}"#);
        for (broken, answer) in [
            (framed("{"), Some("null -32700")),
            (framed("[]"), Some("null -32600")),
            (framed(r#"{"id":7}"#), Some("7 -32600")),
            (framed(r#"{"id":null,"error":{"code":1,"message":""}}"#), None),
            ("noise\n".to_owned(), None),
            ("noise\r\n\r\n".to_owned(), Some("null -32700")),
            ("Content-Length: ten\r\n\r\n".to_owned(), Some("null -32700")),
            ("\r\n\r\n".to_owned(), None),
            ("Content-Type: x\r\ncontent-length:2\r\n\r\n{]".to_owned(), Some("null -32700")),
            (
                format!("Content-Length: {}\r\n\r\n{}", LONGEST + 1, " ".repeat(LONGEST as usize + 1)),
                Some("null -32700"),
            ),
        ] {
            let expected: Vec<&str> = answer.into_iter().chain(["after"]).collect();
            assert_eq!(
                read(format!("{broken}{after}").as_bytes()),
                expected,
                "{}",
                broken.get(..60).unwrap_or(&broken)
            );
        }
        let bytes = [b"Content-Length: 1\r\n\r\n\xff".as_slice(), after.as_bytes()].concat();
        assert_eq!(read(&bytes), ["null -32700", "after"]);
    }

    #[test]
    fn a_stream_may_end_anywhere() {
        let whole = framed(r#"{"method":"a"}"#);
        for end in 0..whole.len() {
            assert_eq!(read(&whole.as_bytes()[..end]), [""; 0], "{end}");
        }
    }
}
