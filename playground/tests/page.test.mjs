/** The page as people meet it, in Chromium. */

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, beforeEach, afterEach, test } from "node:test";

import { zipSync, strToU8 } from "fflate";

import { projects } from "../examples.js";
import { launch, serve, watched } from "./browser.mjs";

const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

let server, browser, start;
let page, context, complaints;

before(async () => {
  server = await serve(new URL("../dist", import.meta.url).pathname);
  browser = await launch();
  start = `${server.address}/`;
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

beforeEach(async () => {
  ({ page, context, complaints } = await watched(browser, start, { viewport: { width: 1280, height: 900 } }));
  await page.goto(start);
  await linted();
});
afterEach(async () => {
  assert.deepEqual(complaints, []);
  await context.close();
});

/** Waits until what is shown is that of the files as they are. */
async function linted() {
  await page.waitForFunction(() => document.body.dataset.linted && document.querySelector("#summary").textContent);
}

/** Does something and waits for the answer after it. */
async function andLinted(action) {
  const before = await page.evaluate(() => document.body.dataset.linted);
  await action();
  await page.waitForFunction((before) => document.body.dataset.linted !== before, before);
}

const rules = () => page.locator("#list li .where a").allTextContents();
const text = () => page.locator(".cm-content").evaluate((content) => content.cmTile.view.state.doc.toString());

/** Makes the project one Dockerfile. */
async function dockerfile(content) {
  await drop({ Dockerfile: content });
  await page.getByRole("tab", { name: "Dockerfile" }).waitFor();
}

/** Drops a folder or file of the disk on the editor, as the browser does it. */
async function dropPath(path) {
  const { x, y } = await page.locator("#panel").boundingBox();
  const session = await context.newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  await andLinted(async () => {
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await session.send("Input.dispatchDragEvent", { type, x: x + 40, y: y + 40, data });
    }
  });
}

/** Drops a folder with these files. */
async function drop(files) {
  await inFolder(files, dropPath);
}

/** Does something with a folder that has these files. */
async function inFolder(files, action) {
  const folder = mkdtempSync(join(tmpdir(), "dynolint-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, "shop", path)), { recursive: true });
    writeFileSync(join(folder, "shop", path), content);
  }
  await action(join(folder, "shop"));
  rmSync(folder, { recursive: true });
}

test("the first example is linted on arrival", async () => {
  assert.ok((await rules()).includes("port-hardcoded"));
  assert.match(await page.locator("#summary").textContent(), /^\d+ errors?/);
  assert.equal(await page.locator("#drawing svg text", { hasText: "port fixed to 8000" }).count(), 1);
  assert.equal(await page.getByRole("table", { name: "Processes" }).getByRole("rowheader", { name: "web" }).count(), 1);
});

test("a mistake is seen while it is typed, and its fix is one click", async () => {
  await dockerfile("FROM python:3.13\nCMD gunicorn app:app --bind 0.0.0.0:$PORT\n");
  assert.deepEqual(await rules(), []);
  await page.locator(".cm-line", { hasText: "CMD" }).click();
  await page.keyboard.press("End");
  for (let at = 0; at < "$PORT".length; at++) await page.keyboard.press("Backspace");
  await andLinted(() => page.keyboard.type("8000"));
  await page.locator(".cm-lintRange-error", { hasText: "8000" }).waitFor();
  await page.waitForFunction(() => document.querySelector("#list").textContent.includes("port-hardcoded"));
  await andLinted(() => page.getByRole("button", { name: /^Fix: write \$\{PORT:-8000\}/ }).first().click());
  assert.deepEqual(await rules(), []);
  assert.equal(await text(), "FROM python:3.13\nCMD gunicorn app:app --bind 0.0.0.0:${PORT:-8000}\n");
  assert.equal(await page.locator(".cm-lintRange").count(), 0);
  // The fix can be undone like anything typed.
  await page.locator(".cm-content").click();
  await andLinted(() => page.keyboard.press("Control+z"));
  assert.match(await text(), /0\.0\.0\.0:8000/);
});

test("a fix in a file that is not shown is made there", async () => {
  await page.getByRole("tab", { name: /^Dockerfile(, |\d|$)/ }).first().click();
  const fix = page
    .locator("#list li", { has: page.locator(".where .place", { hasText: "heroku.yml" }) })
    .locator("button.fix")
    .first();
  await andLinted(() => fix.click());
  await page.getByRole("tab", { name: /^heroku\.yml/ }).click();
  const original = projects()["first-deploy"].find(({ path }) => path === "heroku.yml").text;
  assert.notEqual(await text(), original);
});

test("all safe fixes are one click", async () => {
  const before = (await rules()).length;
  await andLinted(() => page.getByRole("button", { name: /safe fix/ }).click());
  assert.ok((await rules()).length < before);
  assert.equal(await page.getByRole("button", { name: /safe fix/ }).count(), 0);
});

test("a link carries the project through a reload", async () => {
  await dockerfile("FROM node:22\nCMD [\"npm start\"]\n");
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.waitForFunction(() => location.hash.startsWith("#files="));
  assert.match(await page.locator("#notice").textContent(), /link is/);
  await page.reload();
  await linted();
  assert.equal(await text(), "FROM node:22\nCMD [\"npm start\"]\n");
  assert.ok((await rules()).includes("command-one-word"));
});

test("a damaged link says so", async () => {
  await page.goto(`${start}#files=AAAA`);
  await page.reload();
  await linted();
  assert.match(await page.locator("#notice").textContent(), /damaged/);
});

const SHOP = {
  "heroku.yml": "build:\n  docker:\n    web: dockerfile\n",
  Dockerfile: "FROM node:22\nCMD npm start\n",
  "node_modules/x/Dockerfile": "FROM\n",
  ".git/HEAD": "ref: refs/heads/main\n",
  "logo.png": Buffer.from([0x89, 0x50, 0, 1]),
};

async function isShop() {
  assert.ok((await rules()).includes("dockerfile-missing"));
  assert.match(await page.locator("#notice").textContent(), /^3 files opened, 1 of them by name only/);
  assert.deepEqual(await page.getByRole("tab").evaluateAll((tabs) => tabs.map((tab) => tab.firstChild.data)), [
    "heroku.yml",
    "Dockerfile",
  ]);
}

test("a folder is opened", async () => {
  await inFolder(SHOP, (folder) => andLinted(() => page.locator("#folder-input").setInputFiles(folder)));
  await isShop();
});

test("a folder is dropped", async () => {
  await drop(SHOP);
  await isShop();
});

test("a zip is dropped, with its executable bits", async () => {
  const script = strToU8('#!/bin/sh\nexec ./serve --port "$PORT"\n');
  const zip = (mode) =>
    zipSync({
      shop: {
        "heroku.yml": strToU8("build:\n  docker:\n    web: Dockerfile\nrun:\n  web: ./start.sh\n"),
        Dockerfile: strToU8("FROM debian:13\nWORKDIR /app\nCOPY . .\n"),
        "start.sh": [script, { os: 3, attrs: (0o100000 | mode) << 16 }],
      },
    });
  const dropZip = (mode) => inFolder({ "shop.zip": zip(mode) }, (folder) => dropPath(join(folder, "shop.zip")));
  await dropZip(0o644);
  assert.ok((await rules()).includes("script-not-executable"));
  await dropZip(0o755);
  assert.ok(!(await rules()).includes("script-not-executable"));
});

test("files are made, renamed and deleted", async () => {
  await dockerfile("FROM node:22\nCMD npm start\n");
  await page.getByRole("button", { name: "New file" }).click();
  await page.getByLabel("Path").fill("../out");
  await page.getByRole("button", { name: "Save" }).click();
  assert.match(await page.locator("#file-error").textContent(), /inside the project/);
  await page.getByLabel("Path").fill("heroku.yml");
  await andLinted(() => page.getByRole("button", { name: "Save" }).click());
  await page.locator(".cm-content").click();
  await andLinted(() => page.keyboard.type("build: {docker: {web: Dockerfile}}"));
  await page.waitForFunction(() => document.querySelector("#plan").textContent.includes("from heroku.yml"));
  await page.getByRole("button", { name: /Rename or delete/ }).click();
  await page.getByLabel("Path").fill("heroku.yaml");
  await andLinted(() => page.getByRole("button", { name: "Save" }).click());
  assert.ok((await rules()).includes("manifest-misnamed"));
  await page.getByRole("button", { name: /Rename or delete/ }).click();
  await andLinted(() => page.getByRole("button", { name: "Delete the file" }).click());
  assert.deepEqual(await page.getByRole("tab").allTextContents(), ["Dockerfile"]);
});

test("every example shows what the command line finds", async () => {
  for (const name of Object.keys(projects())) {
    await andLinted(() => page.getByLabel("Example").selectOption(name));
    const expected = new URL(`../../fixtures/${name}/expected.txt`, import.meta.url);
    let wanted = [];
    try {
      wanted = [...readFileSync(expected, "utf8").matchAll(/^(?:error|warning|info)\[([\w-]+)\]/gm)].map(([, rule]) => rule);
    } catch {
      // A clean project holds no such file.
    }
    assert.deepEqual((await rules()).sort(), wanted.sort(), name);
  }
});

test("other sets of rules can be chosen", async () => {
  const before = (await rules()).length;
  await andLinted(() => page.locator("#preset").selectOption("all"));
  assert.ok((await rules()).length > before);
});

test("everything can be done with the keyboard", async () => {
  await page.getByRole("tab", { selected: true }).focus();
  const first = await page.getByRole("tab", { selected: true }).textContent();
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await page.getByRole("tab", { selected: true }).textContent(), first);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "tab");
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement.className), "cm-content");
  await page.locator("#list .place").first().focus();
  await page.keyboard.press("Enter");
  assert.match(await page.evaluate(() => document.activeElement.className), /cm-content/);
  await page.locator("#list button.fix").first().focus();
  await andLinted(() => page.keyboard.press("Enter"));
  assert.ok(await page.evaluate(() => document.querySelector("#findings").contains(document.activeElement)));
});

test("nothing in a file becomes markup", async () => {
  await dockerfile('FROM debian:13\nCMD echo "<img src=x onerror=alert(1)></text><script>alert(1)</script>" && ./x\n');
  assert.equal(await page.locator("main img, main script, #drawing svg script").count(), 0);
});

for (const theme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    test(`no rule of accessibility is broken: ${theme}, ${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
      // The page's own policy lets no script in; the check comes by the debugger.
      const { violations } = await page.evaluate(`${AXE}; axe.run(document, { resultTypes: ["violations"] })`);
      const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
      assert.deepEqual(said, []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it scrolls sideways");
    });
  }
}
