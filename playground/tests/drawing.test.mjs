/** The drawings of `dynolint plan` in the programs that show them: Mermaid itself, and a browser for SVG. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { FIXTURES, projects } from "../examples.js";
import { launch } from "./browser.mjs";

const DYNOLINT = process.env.DYNOLINT ?? new URL("../../target/debug/dynolint", import.meta.url).pathname;
const MERMAID = new URL("../node_modules/mermaid/dist/mermaid.min.js", import.meta.url).pathname;

let browser, page;
before(async () => {
  browser = await launch();
  page = await browser.newPage();
  await page.setContent("<!doctype html><title>drawings</title><div id=box></div>");
  await page.addScriptTag({ path: MERMAID });
});
after(() => browser?.close());

function draw(folder, format) {
  const { stdout, stderr, status } = spawnSync(DYNOLINT, ["plan", "--format", format], { cwd: folder, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** The labels of a Mermaid drawing, with the characters that readers see. */
const labels = (text) =>
  page.evaluate(async (text) => {
    window.mermaid.initialize({ startOnLoad: false });
    const { svg } = await window.mermaid.render("drawing", text);
    document.querySelector("#box").innerHTML = svg;
    return [...document.querySelectorAll("#box .nodeLabel")].map((label) => label.innerText);
  }, text);

/** The texts of an SVG image; throws where it is none. */
const texts = (image) =>
  page.evaluate((image) => {
    const picture = new DOMParser().parseFromString(image, "image/svg+xml");
    const wrong = picture.querySelector("parsererror");
    if (wrong) throw new Error(wrong.textContent);
    return [...picture.querySelectorAll("text")].map((text) => text.textContent);
  }, image);

test("every fixture is drawn", async () => {
  for (const name of Object.keys(projects())) {
    const boxes = await labels(draw(join(FIXTURES, name), "mermaid"));
    assert.ok(boxes.some((label) => label.startsWith("process web\n")), `${name}: ${boxes}`);
    assert.ok((await texts(draw(join(FIXTURES, name), "svg"))).includes("process web"), name);
  }
});

test("a command is shown as it is written, whatever is in it", async () => {
  const hostile = "echo \"a<br>b</text>\" `x` $$y$$ %%{init: {}}%% #35; *_~ && ./x";
  const folder = mkdtempSync(join(tmpdir(), "dynolint-"));
  writeFileSync(join(folder, "Dockerfile"), `FROM debian:13\nCMD ${hostile}\n`);
  const boxes = await labels(draw(folder, "mermaid"));
  assert.ok(boxes.some((label) => label.includes(hostile)), boxes.join("\n"));
  const image = await texts(draw(folder, "svg"));
  const shown = image.find((text) => text.startsWith("echo"));
  assert.ok(hostile.startsWith(shown.replace(/…$/, "")), shown);
  rmSync(folder, { recursive: true });
});
