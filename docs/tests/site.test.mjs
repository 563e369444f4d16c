/** The built site: every link leads somewhere, every rule has its page, and it can be read and searched. */

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SITE = process.env.SITE ?? join(ROOT, "docs/.vitepress/dist");
// The browser and its helpers are the playground's.
const { launch, serve, watched } = await import("../../playground/tests/browser.mjs");
const AXE = readFileSync(join(ROOT, "playground/node_modules/axe-core/axe.min.js"), "utf8");

const pages = readdirSync(SITE, { recursive: true })
  .filter((name) => name.endsWith(".html") && !name.startsWith("playground") && name !== "404.html")
  .map((name) => ({ name, html: readFileSync(join(SITE, name), "utf8") }));
const rules = readdirSync(join(ROOT, "rules")).filter((name) => name.endsWith(".md") && name !== "README.md");

let server, browser;
before(async () => {
  server = await serve(SITE);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The file that a link of a page leads to. */
function target(page, link) {
  const path = decodeURIComponent(link.split(/[?#]/)[0]);
  if (path === "") return join(SITE, page);
  const file = path.startsWith("/") ? join(SITE, path) : join(SITE, dirname(page), path);
  if (existsSync(file)) return statSync(file).isDirectory() ? join(file, "index.html") : file;
  return `${file}.html`;
}

const ids = new Map();
function hasId(file, id) {
  if (!ids.has(file)) ids.set(file, new Set([...readFileSync(file, "utf8").matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)));
  return ids.get(file).has(id);
}

test("every link within the site leads to a page and a heading that are there", () => {
  const dead = [];
  let seen = 0;
  for (const { name, html } of pages) {
    for (const [, raw] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const link = raw.replaceAll("&amp;", "&");
      if (/^\w+:/.test(link) || link.startsWith("//")) continue;
      seen++;
      const file = target(name, link);
      const anchor = link.split("#")[1];
      const inPlayground = file.includes("/playground/");
      if (!existsSync(file)) dead.push(`${name}: ${link}`);
      else if (anchor && !inPlayground && !hasId(file, decodeURIComponent(anchor))) dead.push(`${name}: ${link}: no such heading`);
    }
  }
  assert.ok(seen > 1000, `only ${seen} links were found`);
  assert.deepEqual(dead, []);
});

test("links to the repository lead to files that are in it", () => {
  const dead = [];
  for (const { name, html } of pages) {
    for (const [, , path] of html.matchAll(/github\.com\/dynolint\/dynolint\/(blob|edit)\/main\/([^"#<\s]+)/g)) {
      if (!existsSync(join(ROOT, path))) dead.push(`${name}: ${path}`);
    }
  }
  assert.deepEqual(dead, []);
});

test("every rule has a page with what is known of it and its examples", () => {
  for (const file of rules) {
    const id = file.replace(/\.md$/, "");
    const page = pages.find(({ name }) => name === `rules/${id}.html`);
    assert.ok(page, `${id} has no page`);
    const source = readFileSync(join(ROOT, "rules", file), "utf8");
    const text = page.html.replace(/<[^>]+>/g, "");
    const severity = /^severity: (\w+)/m.exec(source)[1];
    assert.match(page.html, new RegExp(`<td[^>]*>Severity</td>\\s*<td[^>]*>${severity}</td>`), id);
    for (const heading of source.matchAll(/^## (.+)$/gm)) assert.ok(text.includes(heading[1]), `${id}: ${heading[1]}`);
    const bad = /^## Bad\n+(?=[^\n]*\n)/m.test(source);
    if (bad && /```(dockerfile|yaml)/.test(source)) assert.match(page.html, /Open in the playground/, id);
  }
});

test("no page shows what should have been replaced or is markup gone wrong", () => {
  for (const { name, html } of pages) {
    const text = html.replace(/<(pre|code|script|style)\b[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, "");
    assert.doesNotMatch(text, /:::|&lt;!--|&lt;img|\[object|\]\(/, name);
    assert.doesNotMatch(html, />undefined</, name);
  }
});

test("an example opens in the playground and shows its rule", async () => {
  const id = "port-hardcoded";
  const { page, context, complaints } = await watched(browser, server.address);
  await page.goto(`${server.address}/rules/${id}.html`);
  await page.getByRole("link", { name: "Open in the playground" }).first().click();
  await page.locator("#list a", { hasText: id }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the playground's links lead back to the site", async () => {
  const { page, context, complaints } = await watched(browser, server.address);
  await page.goto(`${server.address}/playground/index.html`);
  const link = page.locator("#list .where a").first();
  await link.waitFor();
  const rule = await link.textContent();
  await page.goto(new URL(await link.getAttribute("href"), page.url()).href);
  assert.ok((await page.locator(".vp-doc table").first().textContent()).includes(rule));
  await page.goto(`${server.address}/playground/index.html`);
  await page.getByRole("link", { name: "Docs" }).click();
  await page.getByRole("link", { name: "Get started" }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the search finds a rule by what it is about", async () => {
  const { page, context, complaints } = await watched(browser, server.address);
  await page.goto(`${server.address}/index.html`);
  await page.locator(".VPNavBarSearch button").first().click();
  await page.locator(".VPLocalSearchBox input").fill("fixed port");
  await page.locator('.VPLocalSearchBox a.result[href*="/port-hardcoded.html"]').first().waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});

const LOOKED_AT = ["index.html", "start.html", "heroku.html", "configuration.html", "rules/index.html", "rules/port-hardcoded.html"];

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 390]) {
    test(`pages can be read: ${colorScheme}, ${width} pixels`, async () => {
      const { page, context, complaints } = await watched(browser, server.address, {
        viewport: { width, height: 900 },
        colorScheme,
        reducedMotion: "reduce",
      });
      for (const name of LOOKED_AT) {
        await page.goto(`${server.address}/${name}`);
        await page.waitForLoadState("networkidle");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways`);
        // What is in the pages is checked; the frame around them is the theme's.
        const { violations } = await page.evaluate(`${AXE}; axe.run({ include: [[".VPContent"]] }, { runOnly: ["wcag2a", "wcag2aa"] })`);
        const said = violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 120)).join(" | ")}`);
        assert.deepEqual(said, []);
      }
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}
