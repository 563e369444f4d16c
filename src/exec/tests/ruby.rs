//! Programs in Ruby.

use super::{followed, seen};

const DOCKERFILE: &str = "FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nCMD ruby app.rb";
const NONE: &str = "unknown: its files have no call that listens";

/// Cases whose last line is the call.
#[track_caller]
fn call(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let line = text.lines().last().unwrap_or("");
        let at = text.lines().count();
        let step =
            if *expected == NONE { String::new() } else { format!("; via app.rb:{at} {}", line.trim()) };
        assert_eq!(seen(DOCKERFILE, &[("app.rb", text)]), format!("{expected}{step}"), "{text}");
    }
}

#[test]
fn calls_are_read() {
    call(&[
        ("require 'sinatra'", "from require"),
        ("require 'sinatra'\nset :bind, '0.0.0.0'\nset :port, 4567", "fixed 4567 at 4567, literal"),
        ("require 'sinatra'\nset :port, ENV['PORT'] || 4567", "from PORT"),
        ("set port: ENV.fetch('PORT', 4567)", "from PORT"),
        ("server = WEBrick::HTTPServer.new(Port: ENV['PORT'].to_i)", "from PORT"),
        ("server = WEBrick::HTTPServer.new :Port => 8000", "fixed 8000 at 8000, literal"),
        ("Rack::Handler::WEBrick.run app, Port: 8000, Host: '0.0.0.0'", "fixed 8000 at 8000, literal"),
        ("Rackup::Handler.get('puma').run(app, Port: ENV.fetch('PORT'))", "from PORT"),
        ("App.run! port: 8000, bind: '127.0.0.1'", "fixed 8000 at 8000, literal; loopback at 127.0.0.1"),
        ("port = 8000\nsocket = TCPServer.new('0.0.0.0', port)", "fixed 8000 at 8000, literal"),
        ("if __FILE__ == $0\n  App.run! port: 8000", "fixed 8000 at 8000, literal"),
        ("if ENV['X']\n  App.run! port: 8000", "unknown: a condition decides whether it listens"),
        ("# set :port, 4567\nEventMachine.run { }", NONE),
    ]);
    followed(&[
        (
            "another file",
            DOCKERFILE,
            &[
                ("app.rb", "require_relative 'lib/web'\n"),
                ("lib/web.rb", "require 'sinatra/base'\nset :port, 4567\n"),
            ],
            "fixed 4567 at 4567, literal; via lib/web.rb:2 set :port, 4567",
        ),
        (
            "by itself",
            &DOCKERFILE.replace("ruby app.rb", "./app.rb"),
            &[("app.rb", "#!/usr/bin/env ruby\nset :port, 4567\n")],
            "fixed 4567 at 4567, literal; via app.rb:2 set :port, 4567",
        ),
    ]);
}

#[test]
fn hostile_programs_end() {
    for unit in ["if x\n", " App.run! port: 1\n", "\"#{", "/\"", "=begin\n", "set :port, x\n", "x = x\n"] {
        let text = unit.repeat(200_000 / unit.len());
        seen(DOCKERFILE, &[("app.rb", &text)]);
    }
}
