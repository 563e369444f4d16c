#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde_yaml::Value as Oracle;

use super::{Document, Node, Style, Value, parse};
use crate::base::source::Span;

/// The value as `serde_yaml` would have it.
fn plain(node: &Node) -> Oracle {
    match &node.value {
        Value::Null | Value::Broken => Oracle::Null,
        Value::Bool(value) => Oracle::Bool(*value),
        Value::Number(number) => serde_yaml::from_str(number).expect("a number"),
        Value::String(scalar) => Oracle::String(scalar.as_str().to_owned()),
        Value::Sequence(items) => Oracle::Sequence(items.iter().map(plain).collect()),
        Value::Mapping(entries) => {
            Oracle::Mapping(entries.iter().map(|entry| (plain(&entry.key), plain(&entry.value))).collect())
        }
    }
}

fn agree(text: &str) {
    let document = parse(text);
    assert_eq!(document.errors, [], "{text}");
    let mut oracle: Oracle = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).expect(text);
    oracle.apply_merge().expect(text);
    assert_eq!(document.root.as_ref().map_or(Oracle::Null, plain), oracle, "{text}");
    check_spans(text, &document);
}

/// All ranges are the file's, parts lie in their wholes, and text written as it is read is found where it says.
fn check_spans(text: &str, document: &Document) {
    for span in &document.comments {
        assert!(text[span.start..span.end].starts_with('#'), "{text:?} {span:?}");
    }
    for error in &document.errors {
        let related = error.related.as_ref().map(|(span, _)| *span);
        for span in [Some(error.span), related].into_iter().flatten() {
            assert!(text.get(span.start..span.end).is_some(), "{text:?} {error:?}");
        }
    }
    if let Some(root) = &document.root {
        check_node(text, root, None, document.errors.is_empty());
    }
}

fn check_node(text: &str, node: &Node, within: Option<Span>, right: bool) {
    let Span { start, end } = node.span;
    assert!(text.get(start..end).is_some(), "{text:?} {node:?}");
    if let Some(whole) = within.filter(|_| right) {
        assert!(whole.start <= start && end <= whole.end, "{text:?}: {node:?} is not within {whole:?}");
    }
    let within = (!node.alias).then_some(node.span);
    match &node.value {
        Value::String(scalar) => {
            let read = &scalar.text;
            for (at, c) in read.text.char_indices() {
                let span = read.span(at..at + c.len_utf8());
                let source = text.get(span.start..span.end).unwrap_or_else(|| panic!("{text:?} {span:?}"));
                // Spaces may stand for line breaks, and one quote for two; letters are themselves or escapes.
                let itself = source.chars().eq([c]) || source.starts_with('\\');
                let other = !c.is_alphanumeric() && source.contains([c, '\n', '\r', '\'']);
                assert!(!right || itself || other, "{text:?} {c:?} {source:?}");
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| check_node(text, item, within, right)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| {
            let within = within.filter(|_| !entry.merged);
            check_node(text, &entry.key, within, right);
            check_node(text, &entry.value, within, right);
        }),
        _ => {}
    }
}

#[test]
fn right_manifests_read_as_serde_yaml_reads_them() {
    for text in [
        "",
        "# nothing\n",
        "---\n",
        "---\nbuild:\n  docker:\n    web: Dockerfile\n",
        "\u{feff}build:\n  docker:\n    web: Dockerfile\n",
        "build:\r\n  docker:\r\n    web: Dockerfile # the site\r\nrun:\r\n  web: >\r\n    a\r\n    b\r\n",
        "setup:\n  addons:\n  - plan: heroku-postgresql\n    as: DATABASE\n  - plan: heroku-redis\n  config:\n    S3_BUCKET: my-bucket\n    N: 1\n    F: 1.5\n    E: -2e3\n    T: true\n    Z: ~\n    Y: yes\n",
        "build: {docker: {web: Dockerfile, worker: \"worker/Dockerfile\"}, config: {A: 'b'}}\n",
        "{\"build\": {\"docker\": {\"web\": \"Dockerfile\"}}, \"run\": {\"web\": \"a\\tb\"}}",
        "release:\n  command:\n    - ./deployment-tasks.sh\n  image: worker\n",
        "release:\n  command: [\"rake db:migrate\", 'it''s', a b]\n",
        "run:\n  web: bundle exec puma\n    -C config/puma.rb\n\n    --port 1\n  worker: x\n",
        "run:\n  web: \"a \\\n    b \\u00e4\\n  c\n    d\n\n    e\"\n  w: 'a\n    b\n\n    c''d'\n",
        "run:\n  web: |\n    a\n      b\n\n    c\n  w: |-\n    a\n  v: |+\n    a\n\n  u: >\n    a\n    b\n\n    c\n      d\n    e\n\n\n    f\n  t: >-\n\n    a\n    b\n",
        "run:\n  web: |2\n      a\n  w: >2-\n     a\n    b\n",
        "run:\n  web:\n    command:\n      - a\n    image: web\n  worker:\n    command: [a]\n",
        "build:\n  docker: &images\n    web: Dockerfile\n  config: &config\n    A: b\nsetup:\n  config: *config\nrun: *images\n",
        "x: &a\n  A: 1\n  B: 2\ny: &b\n  B: 3\n  C: 4\nz:\n  <<: *a\n  A: 5\nw:\n  <<: [*a, *b]\n  D: 6\nv:\n  D: 7\n  <<: {D: 8, E: 9}\n",
        "run:\n  web: a # c\n  # d\n  w: a#b\n",
        "run: {web: , worker: ~}\n",
        "? run\n: web: x\n",
        "run:\n  web: http://a:80/b?c=d#e\n  \"w x\": - x\n".replace("- x", "y").as_str(),
        "a: !!str 12\nb: !!int \"3\"\nc: \"4\"\nd: 'true'\ne: null\nf: \"\"\ng: 0x1f\nh: .5\ni: 1_000\nj: 12:30\nk: 1.2.3\nl: 2024-01-01\nm: +5\nn: -\n".trim_end_matches("n: -\n"),
    ] {
        agree(text);
    }
}

#[test]
fn a_part_of_a_text_is_found_in_the_file() {
    for (yaml, style) in [
        ("run:\n  web: \"a \\\"x\\\"\n    --port 8000\"\n", Style::DoubleQuoted),
        ("run:\n  web: 'it''s\n    --port 8000'\n", Style::SingleQuoted),
        ("run:\n  web: gunicorn\n    app:app --port 8000\n", Style::Plain),
        ("run:\n  web: >\n    gunicorn\n    app:app --port 8000\n", Style::Folded),
        ("run:\n  web: |-\n    gunicorn\n    app:app --port 8000\n", Style::Literal),
        ("\u{feff}run:\r\n  web: >-\r\n    ä\r\n    app:app --port 8000\r\n", Style::Folded),
        ("{run: {web: \"\\u00e4\\x41\\U0001F680\\uD83D\\uDE80 --port 8000\"}}", Style::DoubleQuoted),
    ] {
        let document = parse(yaml);
        let scalar = document.find(&["run", "web"]).and_then(Node::as_text).expect(yaml);
        assert_eq!(scalar.style, style);
        let at = scalar.as_str().find("--port 8000").expect(yaml);
        let span = scalar.text.span(at..at + 11);
        assert_eq!(&yaml[span.start..span.end], "--port 8000", "{yaml}");
        let before = scalar.text.span(at - 1..at);
        assert_eq!(yaml[before.start..before.end].trim(), "", "{yaml}");
    }
}

#[test]
fn ranges_are_exact() {
    let yaml = "a: &x\n  b: |\n    t\n\n  c:\n  d: [e, {f: g}]\nh: *x\ni:\n- j\n- k: ~\n";
    let document = parse(yaml);
    let slice = |span: Span| &yaml[span.start..span.end];
    let value = |path: &[&str]| slice(document.find(path).unwrap().span);
    assert_eq!(value(&["a"]), "b: |\n    t\n\n  c:\n  d: [e, {f: g}]");
    assert_eq!(value(&["a", "b"]), "|\n    t");
    assert_eq!(document.find(&["a", "c"]).unwrap().span, Span::at(24));
    assert_eq!(value(&["a", "d"]), "[e, {f: g}]");
    assert_eq!(value(&["h"]), "*x");
    assert_eq!(value(&["h", "d"]), "[e, {f: g}]");
    assert_eq!(value(&["i"]), "- j\n- k: ~");
    assert_eq!(slice(document.find(&["i"]).unwrap().items()[1].span), "k: ~");
    assert_eq!(slice(document.entry(&["a", "d"]).unwrap().span()), "d: [e, {f: g}]");
}

#[test]
fn keys_given_twice_are_kept_twice_and_explicit_ones_win() {
    let document = parse("a: 1\nb: {<<: {c: 1, d: 2}, c: 3}\na: 2\n");
    assert_eq!(document.errors, []);
    let root = document.root.unwrap();
    assert_eq!(root.entries().iter().map(super::Entry::name).collect::<Vec<_>>(), ["a", "b", "a"]);
    assert_eq!(root.get("a").unwrap().value, Value::Number("2".into()));
    let merged: Vec<(&str, bool)> =
        root.get("b").unwrap().entries().iter().map(|e| (e.name(), e.merged)).collect();
    assert_eq!(merged, [("c", false), ("d", true)]);
}

#[test]
fn hostile_files_end_soon_with_one_error() {
    let bomb: String = std::iter::once("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned())
        .chain((1..30).map(|i| format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9].join(", "))))
        .collect();
    let merges: String = std::iter::once("a0: &a0 {x: y}\n".to_owned())
        .chain((1..5000).map(|i| format!("a{i}: &a{i} {{<<: *a{}, k{i}: v}}\n", i - 1)))
        .collect();
    let chain: String = std::iter::once("a0: &a0 [x]\n".to_owned())
        .chain((1..5000).map(|i| format!("a{i}: &a{i} [*a{}]\n", i - 1)))
        .collect();
    let deep_block: String = (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    for (name, text, message) in [
        ("alias bomb", bomb, "more values than"),
        ("merge chain", merges, "more values than"),
        ("alias chain", chain, "more values than"),
        ("many values", "- a\n".repeat(1 << 20), "more values than"),
        (
            "a long text, copied",
            format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(1000)),
            "more values than",
        ),
        ("brackets", "[".repeat(10_000), "levels deep"),
        ("braces", "{a: ".repeat(10_000), "levels deep"),
        ("blocks", deep_block, "levels deep"),
        ("dashes", "- ".repeat(10_000), "levels deep"),
    ] {
        let document = parse(&text);
        let messages: Vec<&str> = document.errors.iter().map(|error| error.message.as_str()).collect();
        assert!(matches!(messages.as_slice(), [only] if only.contains(message)), "{name}: {messages:?}");
    }
}

#[test]
fn long_files_are_no_mistake() {
    for text in ["# c\n".repeat(1 << 20), format!("a: \"{}\"\n", "b ".repeat(2 << 20)), "\n".repeat(4 << 20)]
    {
        assert_eq!(parse(&text).errors, []);
    }
}

/// A wrong text, its mistakes as the marked words with the message, and the text that was meant; what could not be
/// read is null in it.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

fn check_cases(cases: &[Case]) {
    for (text, expected, meant) in cases {
        let document = parse(text);
        let found: Vec<(&str, &str)> = document
            .errors
            .iter()
            .map(|error| (text.get(error.span.start..error.span.end).unwrap_or("?"), error.message.as_str()))
            .collect();
        assert_eq!(found, *expected, "{text}");
        assert!(document.errors.iter().all(|error| error.help.is_some()), "{text}");
        let meant: Oracle = serde_yaml::from_str(meant).expect(meant);
        assert_eq!(document.root.as_ref().map_or(Oracle::Null, plain), meant, "{text}");
        check_spans(text, &document);
    }
}

#[test]
fn foreign_text_is_named() {
    const COMMENT: &str = "`//` does not start a comment in YAML";
    check_cases(&[
        ("// a\n// b\nrun:\n  web: x\n", &[("//", COMMENT)], "run: {web: x}"),
        (
            "run:\n  web: x\n// a\n\nsetup: {}\n// b\n",
            &[("//", COMMENT), ("//", COMMENT)],
            "{run: {web: x}, setup: {}}",
        ),
        ("run:\n  web: x // a\n  // b\n  w: y\n", &[("//", COMMENT)], "run: {web: x // a, w: y}"),
        (
            "/* a\n b */\nrun:\n  web: x\n",
            &[("/*", "`/*` does not start a comment in YAML")],
            "run: {web: x}",
        ),
        (
            "run:\n  web: x\n<!-- a -->\n",
            &[("<!--", "`<!--` does not start a comment in YAML")],
            "run: {web: x}",
        ),
        (
            "```yaml\nrun:\n  web: x\n```\n",
            &[("```yaml", "````yaml` is Markdown, not YAML")],
            "run: {web: x}",
        ),
        (
            "Here it is, with care:\n\n```\nrun:\n  web: x\n```\n\nSave it as heroku.yml and push.\n",
            &[("```", "````` is Markdown, not YAML")],
            "run: {web: x}",
        ),
        ("run:\n  web: x\n```\n", &[("```", "````` is Markdown, not YAML")], "run: {web: x}"),
        (
            "run:\n<<<<<<< HEAD\n  web: a\n||||||| base\n  web: b\n=======\n  web: c\n>>>>>>> main\n  w: x\n",
            &[("<<<<<<< HEAD", "unresolved merge conflict (`<<<<<<<`)")],
            "run: {web: a, w: x}",
        ),
        (
            "<!DOCTYPE html>\n<html>\n<body>a: b: c</body>\n",
            &[("<!DOCTYPE html>", "this is a web page, not YAML")],
            "<!DOCTYPE html> <html> <body>a",
        ),
        (
            "run:\n  web: {% x %}\n  w: y\n",
            &[("{% x %}", "`{% %}` is a template placeholder, which nothing replaces here")],
            "run: {web: , w: y}",
        ),
        (
            "{% if x %}\nrun:\n  w: y\n{% endif %}\n",
            &[
                ("{% if x %}", "`{% %}` is a template placeholder, which nothing replaces here"),
                ("{% endif %}", "`{% %}` is a template placeholder, which nothing replaces here"),
            ],
            "run: {w: y}",
        ),
        (
            "run:\n  web: {{ x }}\n  w: y\n",
            &[("{{", "nothing replaces `{{ }}` here: YAML reads it as two maps")],
            "run: {web: , w: y}",
        ),
        (
            "run:\n  web: x\nHello there\nhow are you\nsetup: {}\n",
            &[("Hello there\nhow are you", "this line is neither `key: value` nor `- item`")],
            "{run: {web: x}, setup: {}}",
        ),
        (
            "run:\n\u{a0}\u{a0}web: x\n\u{a0}\u{a0}w: y\n",
            &[("\u{a0}\u{a0}", "the indentation contains characters that only look like spaces")],
            "run: {web: x, w: y}",
        ),
    ]);
}

#[test]
fn lines_that_do_not_fit_together_are_named() {
    const TAB: &str = "this line is indented with a tab; YAML only allows spaces";
    check_cases(&[
        ("build:\n\tdocker:\n\t\tweb: D\n", &[("\t", TAB)], "build: {docker: {web: D}}"),
        (
            "build:\n  docker:\n\t\tweb: D\n\t\tw: E\nrun:\n  web: x\n",
            &[("\t\t", TAB)],
            "{build: {docker: {web: D, w: E}}, run: {web: x}}",
        ),
        ("build:\n  docker:\n\tweb: D\n", &[("\t", TAB)], "build: {docker: {web: D}}"),
        ("build:\n    docker:\n\tweb: D\n", &[("\t", TAB)], "build: {docker: {web: D}}"),
        (
            "build:\n  docker:\n    web:D\n    w: E\n",
            &[("web:", "no space after the colon of `web`")],
            "build: {docker: {web: D, w: E}}",
        ),
        (
            "build:\n  docker:\n    web: D\n    w:E\n    v: F\n",
            &[("w:", "no space after the colon of `w`")],
            "build: {docker: {web: D, w: E, v: F}}",
        ),
        (
            "run:\n  web：x\n  w: y\n",
            &[("web：", "no space after the colon of `web`")],
            "run: {web: x, w: y}",
        ),
        (
            "build\n  docker:\n    web: D\nrun:\n  web: x\n",
            &[("build", "no colon after `build`")],
            "{build: {docker: {web: D}}, run: {web: x}}",
        ),
        ("run:\n  web x\n  w: y\n", &[("web x", "no colon after `web`")], "run: {web: x, w: y}"),
        (
            "run:\n  web = a b\n  w=c\n  v: y\n",
            &[("web = a b", "no colon after `web`"), ("w=c", "no colon after `w`")],
            "run: {web: a b, w: c, v: y}",
        ),
        (
            "run:\n  web: 'a'\n    'b'\n  w: y\n",
            &[("'b'", "this line is neither `key: value` nor `- item`")],
            "run: {web: a, w: y}",
        ),
        (
            "run:\n  web: |\n    a\n   b\n  w: y\n",
            &[("b", "this line of a text block is not indented like the first one")],
            "run: {web: \"a\\n\", w: y}",
        ),
        (
            "run:\n  web: npm start:\n  w: y\n",
            &[(":", "a colon at the end of unquoted text: YAML reads it as a key")],
            "run: {web: 'npm start:', w: y}",
        ),
        (
            "run:\n  web: a\n    w: y\n    v: z\nsetup: {}\n",
            &[("w", "`w` is indented under `web`, which already has a value")],
            "{run: {web: a, w: y, v: z}, setup: {}}",
        ),
        (
            "run:\n  web: \"a\"\n    w: y\n",
            &[("w", "`w` is indented under `web`, which already has a value")],
            "run: {web: a, w: y}",
        ),
        (
            "run:\n    web: a\n   w: y\nsetup: {}\n",
            &[("w", "the indentation of `w` matches no key above")],
            "{run: {web: a, w: y}, setup: {}}",
        ),
        (
            "build:\n  docker:\n    web: D\n run:\n  web: x\n",
            &[("run", "the indentation of `run` matches no key above")],
            "{build: {docker: {web: D}}, run: {web: x}}",
        ),
        (
            "run:\n  web: a\n  - b\nsetup: {}\n",
            &[("-", "a list item between the keys of a map")],
            "{run: {web: a}, setup: {}}",
        ),
        (
            "run:\n  web: a\n  - w: b\nsetup: {}\n",
            &[("-", "a list item between the keys of a map")],
            "{run: {web: a, w: b}, setup: {}}",
        ),
        (
            "release:\n  command:\n    - a\n    image: web\nsetup: {}\n",
            &[("image", "`image` is between the items of a list, but has no dash")],
            "{release: {command: [a]}, setup: {}}",
        ),
        (
            "setup:\n  addons:\n    - plan: p\n    as: A\n    - plan: q\n",
            &[("as", "`as` is on the level of the dash above, not inside that list item")],
            "setup: {addons: [{plan: p, as: A}, {plan: q}]}",
        ),
        (
            "{run: {web: a}}\nsetup: {}\n",
            &[("setup: {}", "this comes after the end of the value above")],
            "{run: {web: a}}",
        ),
        (
            "run: {web: a}\n% b\nsetup: {}\n",
            &[("% b", "a line cannot start with `%`")],
            "{run: {web: a}, setup: {}}",
        ),
        (
            "run:\n  web: a\n---\nsetup: {}\n",
            &[("---", "a second YAML document starts here, but only the first one is read")],
            "{run: {web: a}, setup: {}}",
        ),
        ("---\nrun: {}\n---\n", &[], "run: {}"),
        (
            "build: docker: web: D\nrun:\n  web: x\n",
            &[("docker: web:", "several keys on one line")],
            "{build: {docker: {web: D}}, run: {web: x}}",
        ),
        (
            "run:\n  web: echo: a\n  w: b\n",
            &[("echo:", "a second key, `echo:`, on the same line")],
            "run: {web: , w: b}",
        ),
    ]);
}

#[test]
fn values_that_need_quotes_are_named() {
    check_cases(&[
        (
            "run:\n  web: @a b # c\n  w: x\n",
            &[("@a b", "a value cannot start with `@` unless it is in quotes")],
            "run: {web: '@a b', w: x}",
        ),
        (
            "run:\n  web: `a`\n",
            &[("`a`", "a value cannot start with a backtick unless it is in quotes")],
            "run: {web: '`a`'}",
        ),
        (
            "run:\n  web: %a\n",
            &[("%a", "a value cannot start with `%` unless it is in quotes")],
            "run: {web: '%a'}",
        ),
        (
            "run:\n  web: sh -c 'echo: a'\n",
            &[(":", "a colon and a space inside unquoted text: YAML reads it as a key")],
            "run: {web: \"sh -c 'echo: a'\"}",
        ),
        (
            "run:\n  web: \"a\" b\n  w: x\n",
            &[("b", "text after the closing `\"`")],
            "run: {web: '\"a\" b', w: x}",
        ),
        (
            "run:\n  web: 'it's'\n  w: x\n",
            &[("s'", "text after the closing `'`")],
            "run: {web: \"'it's'\", w: x}",
        ),
        (
            "run:\n  web: \"a\n  w: x\nsetup: {}\n",
            &[("\"a", "this `\"` is not closed")],
            "{run: {web: a, w: x}, setup: {}}",
        ),
        (
            "run:\n  web: 'a\n  w: 'x'\nsetup: {}\n",
            &[("'a", "this `'` is not closed")],
            "{run: {web: a, w: x}, setup: {}}",
        ),
        (
            "run:\n  web: \"a \\d \\\\\"\n",
            &[("\\d", "`\\d` is not a valid escape in double quotes")],
            "run: {web: 'a \\d \\'}",
        ),
        (
            "run:\n  web: [a, b\n  w: x\nsetup: {}\n",
            &[("[", "this `[` is not closed")],
            "{run: {web: [a, b], w: x}, setup: {}}",
        ),
        ("run: {web: a\nsetup: {}\n", &[("{", "this `{` is not closed")], "{run: {web: a}, setup: {}}"),
        (
            "run:\n  web: [a, b]]\n  w: x\n",
            &[("]", "this `]` has no opening bracket")],
            "run: {web: [a, b], w: x}",
        ),
        ("run:\n  web: [a, b}\n  w: x\n", &[("}", "`}` cannot close a `[`")], "run: {web: [a, b], w: x}"),
        ("run:\n  web: [\"a\" \"b\"]\n", &[("", "no comma between two list items")], "run: {web: [a, b]}"),
        (
            "release:\n  command: - a b\n  image: web\n",
            &[("-", "a list cannot start on the same line as its key")],
            "release: {command: [a b], image: web}",
        ),
        (
            "run:\n  web: | a\n    b\n  w: x\n",
            &[("| a", "the text after `|` must start on the next line")],
            "run: {web: \"a\\nb\\n\", w: x}",
        ),
        (
            "run:\n  web: & a\n",
            &[("&", "in YAML, `&` at the start of a value gives a value a name (an anchor)")],
            "run: {web: '& a'}",
        ),
        (
            "run:\n  web: *a\n  w: &b x\n  v: *b\n",
            &[("*a", "unknown alias `*a`: there is no `&a` above")],
            "run: {web: , w: x, v: x}",
        ),
        (
            "run:\n  web: *.js\n",
            &[("*.js", "in YAML, a value that starts with `*` refers to another value")],
            "run: {web: }",
        ),
        ("run: &a\n  web: *a\n", &[("*a", "this alias is inside the value it refers to")], "run: {web: }"),
        (
            "run:\n  <<: x\n  web: a\n",
            &[("x", "`<<` needs a map whose keys it can copy, but this is text")],
            "run: {web: a}",
        ),
        (
            "run:\n  web: a # b\n    c\n  w: x\n",
            &[("c", "this continues the text above, but a comment has ended it")],
            "run: {web: a, w: x}",
        ),
        (
            "run:\n  web: \"a\"#b\n  w: x\n",
            &[("#", "there is no space before the comment")],
            "run: {web: a, w: x}",
        ),
        ("? [a]\n: b\nrun: {}\n", &[("[a]", "a key must be text, but this is a list")], "~"),
    ]);
}

#[test]
fn one_mistake_does_not_hide_the_next() {
    check_cases(&[(
        "\u{feff}setup:\n  addons:\n    - plan: p\n    as: A\nbuild:\n  docker:\n    web:D\n    w: [E\n// c\nrun:\n  web: \"x\n  w: @y\n   v: z\n",
        &[
            ("as", "`as` is on the level of the dash above, not inside that list item"),
            ("web:", "no space after the colon of `web`"),
            ("[", "this `[` is not closed"),
            ("//", "`//` does not start a comment in YAML"),
            ("\"x", "this `\"` is not closed"),
            ("@y", "a value cannot start with `@` unless it is in quotes"),
            ("v", "`v` is indented under `w`, which already has a value"),
        ],
        "{setup: {addons: [{plan: p, as: A}]}, build: {docker: {web: D, w: [E]}}, run: {web: x, w: '@y', v: z}}",
    )]);
}

#[test]
fn files_full_of_mistakes_end_soon() {
    for line in [
        "a:b\nc: d\n",
        "\ta: b\n",
        "a: \"b\n",
        "- a\nb: c\n",
        "a: b: c: d\n",
        "a: @b\n",
        "// a\nb: c\n",
        "a: [b\n",
        "a b\nc: d\n",
    ] {
        let text = line.repeat((2 << 20) / line.len());
        let errors = parse(&text).errors;
        assert!((1..=50).contains(&errors.len()), "{line:?}: {}", errors.len());
        let longest =
            errors.iter().map(|error| error.message.len() + error.help.as_ref().map_or(0, String::len)).max();
        assert!(longest < Some(1000), "{line:?}");
    }
    let long = format!("a: {}\n", "b: c ".repeat(400_000));
    assert_eq!(parse(&long).errors.len(), 1);
}

/// A tree such as manifests hold.
fn tree() -> impl Strategy<Value = Oracle> {
    let text = prop_oneof![
        "[a-z]{1,8}",
        "[ -~äß🚀\n\t]{0,30}",
        "(bundle|npm|python) [a-z -]{1,20}( \\$PORT)?",
        prop::sample::select(vec![
            "true", "yes", "null", "~", "1.0", "0x1", "- a", "a: b", "#", "*a", "&a", "@a", "", " "
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        4 => text.prop_map(Oracle::String),
        1 => any::<i64>().prop_map(|number| Oracle::Number(number.into())),
        1 => any::<bool>().prop_map(Oracle::Bool),
        1 => Just(Oracle::Null),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Oracle::Sequence),
            3 => prop::collection::btree_map("[a-zA-Z_-]{1,10}|[ -~]{1,10}", inner, 0..5).prop_map(|map| {
                Oracle::Mapping(map.into_iter().filter(|(key, _)| key != "<<").map(|(key, value)| (key.into(), value)).collect())
            }),
        ]
    })
}

/// Text that is nearly YAML: pieces of it in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "build:",
        "docker:",
        "run:",
        "web: ",
        "a",
        "b c",
        " ",
        "  ",
        "    ",
        "\n",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\t",
        "\r\n",
        "\r",
        "- ",
        "-",
        ":",
        ": ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "\\",
        "\\x4",
        "|",
        ">",
        "|2-",
        "#",
        " # c",
        "&a ",
        "*a",
        "<<: ",
        "!t ",
        "!!str ",
        "%",
        "@",
        "`",
        "```",
        "---",
        "---\n",
        "...\n",
        "//",
        "/* ",
        "{{",
        "}}",
        "{% ",
        "<<<<<<< a",
        "=======",
        ">>>>>>> b",
        "\u{a0}",
        "\u{feff}",
        "é",
        "🚀",
        "\u{2028}",
        "\0",
        "web:x",
        "：",
        "~",
        "12",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_reads_as_serde_yaml_reads_it(tree in tree()) {
        agree(&serde_yaml::to_string(&tree).unwrap());
    }

    #[test]
    fn any_json_reads_as_serde_yaml_reads_it(tree in tree()) {
        agree(&serde_json::to_string(&tree).unwrap());
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check_spans(&text, &parse(&text));
    }

    #[test]
    fn any_pieces_are_read(text in pieces()) {
        check_spans(&text, &parse(&text));
    }
}

#[test]
fn text_around_two_repairs_finds_its_way_back() {
    // One space more and one NUL less: the same length, but other places.
    let text = " : |:\r\n\tbuild:\t\u{a0}\0build:";
    check_node(text, parse(text).root.as_ref().unwrap(), None, false);
}
