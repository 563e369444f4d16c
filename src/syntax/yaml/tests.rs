#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde_yaml::Value as Oracle;

use super::{Document, Node, Style, Value, parse};
use crate::source::Span;

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
                // Blanks may stand for line ends, and quotes for two; letters are themselves or escapes.
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
