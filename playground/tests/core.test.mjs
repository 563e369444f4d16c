/** The WebAssembly module gives what the command line gives, and the page's own readers of bytes hold. */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";

import { createServer } from "vite";

import { FIXTURES, projects } from "../examples.js";

const DYNOLINT = process.env.DYNOLINT ?? new URL("../../target/debug/dynolint", import.meta.url).pathname;
const WASM = new URL("../src/dynolint.wasm", import.meta.url);

let vite;
let lint;
before(async () => {
  const options = { configFile: false, logLevel: "error", optimizeDeps: { noDiscovery: true } };
  vite = await createServer({ ...options, server: { middlewareMode: true, ws: false } });
  const { linter } = await vite.ssrLoadModule("/src/core.ts");
  lint = linter((await WebAssembly.instantiate(readFileSync(WASM))).instance);
});
after(() => vite.close());

function commandLine(folder, ...args) {
  const run = spawnSync(DYNOLINT, args, { cwd: folder, encoding: "utf8" });
  assert.ok(run.stdout, run.stderr);
  return JSON.parse(run.stdout);
}

test("every fixture gives the findings and the plan of the command line", () => {
  for (const [name, files] of Object.entries(projects())) {
    const answer = lint({ files, preset: [] });
    const wanted = commandLine(join(FIXTURES, name), "check", "--format", "json");
    assert.deepEqual(answer.report.diagnostics, wanted.diagnostics, name);
    const plan = commandLine(join(FIXTURES, name), "plan", "--format", "json");
    assert.deepEqual(answer.plans, plan.projects, name);
    assert.deepEqual(answer.report.summary, wanted.summary, name);
    assert.match(answer.drawing, /^<svg /, name);
  }
});

test("all rules agree with the command line as well", () => {
  for (const [name, files] of Object.entries(projects())) {
    const answer = lint({ files, preset: ["all"] });
    // ShellCheck's rules are left out of the module.
    const wanted = commandLine(join(FIXTURES, name), "check", "--format", "json", "--preset", "all", "--ignore", "shellcheck");
    assert.deepEqual(answer.report.diagnostics, wanted.diagnostics, name);
  }
});

test("fixes are those of the command line", () => {
  for (const [name, files] of Object.entries(projects())) {
    const scratch = mkdtempSync(join(tmpdir(), "dynolint-"));
    for (const { path, text, executable } of files) {
      mkdirSync(dirname(join(scratch, path)), { recursive: true });
      writeFileSync(join(scratch, path), text);
      if (executable) chmodSync(join(scratch, path), 0o755);
    }
    spawnSync(DYNOLINT, ["check", "--fix"], { cwd: scratch });
    const { changed } = lint({ files, preset: [], fix: "safe" });
    for (const { path, text } of files) {
      assert.equal(changed[path] ?? text, readFileSync(join(scratch, path), "utf8"), `${name}/${path}`);
    }
    rmSync(scratch, { recursive: true });
  }
});

test("one fix is made alone", () => {
  const files = [{ path: "Dockerfile", text: "FROM python:3.13\nCMD gunicorn app:app --bind 0.0.0.0:8000\n" }];
  const { report } = lint({ files, preset: [] });
  assert.equal(report.diagnostics[0].rule, "port-hardcoded");
  const { changed, report: left } = lint({ files, preset: [], fix: { one: 0 } });
  assert.match(changed.Dockerfile, /0\.0\.0\.0:\$\{PORT:-8000\}/);
  assert.deepEqual(left.diagnostics, []);
  assert.deepEqual(lint({ files, preset: [], fix: { one: 7 } }).changed, {});
});

test("a file of which only the name is known is there, and unread", () => {
  const dockerfile = "FROM debian:13\nCOPY data.bin missing.bin /data/\nCMD echo $PORT\n";
  const manifest = "build:\n  docker:\n    web: Dockerfile\n";
  const files = [{ path: "heroku.yml", text: manifest }, { path: "Dockerfile", text: dockerfile }, { path: "data.bin" }];
  const { report } = lint({ files, preset: [] });
  const missing = report.diagnostics.filter(({ rule }) => rule === "copy-source-missing");
  assert.deepEqual(missing.map(({ range }) => range.start.column), [15]);
});

test("a script is called not executable only where that is known", () => {
  const files = (bit) => [
    { path: "heroku.yml", text: "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: ./start.sh\n" },
    { path: "Dockerfile", text: "FROM debian:13\nWORKDIR /app\nCOPY . .\n" },
    { path: "start.sh", text: '#!/bin/sh\nexec ./serve --port "$PORT"\n', ...bit },
  ];
  const rules = (bit) => lint({ files: files(bit), preset: [] }).report.diagnostics.map(({ rule }) => rule);
  assert.ok(rules({ executable: false }).includes("script-not-executable"));
  assert.ok(!rules({ executable: true }).includes("script-not-executable"));
  assert.ok(!rules({}).includes("script-not-executable"));
});

test("a request that is none is an error, and the module goes on", () => {
  assert.throws(() => lint({ preset: [] }), /files/);
  assert.equal(lint({ files: [], preset: [] }).report.summary.projects, 0);
});

test("a link gives back what went into it, and a bad one is refused", async () => {
  const { encode, decode } = await vite.ssrLoadModule("/src/share.ts");
  const files = [{ path: "a/ä", text: "x\r\n🚀\ufeff", executable: true }, { path: "data.bin" }, { path: "b", text: "" }];
  assert.deepEqual(decode(encode(files)), files);
  assert.match(encode(files), /^#files=[\w-]+$/);
  assert.equal(decode("#other"), undefined);
  assert.throws(() => decode(encode(files).slice(0, -5)), /damaged/);
  assert.throws(() => decode("#files=%%%"), /damaged/);
  const bomb = [{ path: "a", text: " ".repeat(40 << 20) }];
  assert.throws(() => decode(encode(bomb)), /damaged/);
});

test("zip archives tell which files are executable", async () => {
  const { executables } = await vite.ssrLoadModule("/src/zip.ts");
  const folder = mkdtempSync(join(tmpdir(), "dynolint-"));
  writeFileSync(join(folder, "run"), "x", { mode: 0o755 });
  writeFileSync(join(folder, "read"), "x", { mode: 0o644 });
  const script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w')\nz.write('run')\nz.write('read')\nz.comment = b'c'\nz.close()";
  execFileSync("python3", ["-c", script, "a.zip"], { cwd: folder });
  const modes = executables(readFileSync(join(folder, "a.zip")));
  assert.deepEqual([...modes], [["run", true], ["read", false]]);
  assert.deepEqual([...executables(new Uint8Array(100))], []);
  rmSync(folder, { recursive: true });
});

test("columns become the editor's offsets", async () => {
  const { offset, change } = await vite.ssrLoadModule("/src/position.ts");
  const { Text } = await vite.ssrLoadModule("@codemirror/state");
  const doc = Text.of(["\ufeffab\r", "ä🚀c", ""]);
  const at = (line, column) => offset(doc, { line, column });
  assert.deepEqual([at(1, 1), at(1, 3), at(2, 1), at(2, 2), at(2, 3), at(2, 4), at(2, 9), at(3, 1), at(9, 1)], [1, 3, 5, 6, 8, 9, 9, 10, 10]);
  assert.deepEqual(change("abc", "axc"), { from: 1, to: 2, insert: "x" });
  assert.deepEqual(change("aa", "aaa"), { from: 2, to: 2, insert: "a" });
  assert.equal(change("a", "a"), undefined);
});
