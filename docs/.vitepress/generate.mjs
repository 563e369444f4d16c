/** Lays out the pages that VitePress builds: those of `docs/`, and one for each rule, made from `rules/*.md`. */

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

import { configuration } from "./settings.mjs";
import { hadolintTable, read, rulePage } from "./rules.mjs";

/** From `docs/`, where VitePress starts. */
export const OUT = ".vitepress/pages";
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGES = join(ROOT, "docs", OUT);
const REPOSITORY = "https://github.com/dynolint/dynolint";
const EDIT = `${REPOSITORY}/edit/main`;
const BLOB = `${REPOSITORY}/blob/main`;

/** Pages that have a place of their own in the sidebar. */
const PLACED = ["index", "start", "configuration", "ignoring", "ci", "plan", "hadolint", "heroku", "architecture"];

/** Writes all pages; gives the sidebar of the rules and the links to pages that have no place. */
export function generate() {
  rmSync(PAGES, { recursive: true, force: true });
  mkdirSync(join(PAGES, "rules"), { recursive: true });
  mkdirSync(join(PAGES, "public/schema"), { recursive: true });
  for (const name of readdirSync(join(ROOT, "schema"))) {
    copyFileSync(join(ROOT, "schema", name), join(PAGES, "public/schema", name));
  }
  const rules = markdown("rules")
    .filter((name) => name !== "README.md")
    .map((name) => read(basename(name, ".md"), text(`rules/${name}`)));
  for (const rule of rules) write(`rules/${rule.id}.md`, `rules/${rule.id}.md`, rulePage(rule));
  write("rules/index.md", "rules/README.md", text("rules/README.md"));
  copyFileSync(join(ROOT, "fixtures/first-deploy/expected.svg"), join(PAGES, "drawing.svg"));
  const report = finding("port-hardcoded", text("fixtures/first-deploy/expected.txt"));
  writeFileSync(join(PAGES, "report.txt"), `$ dynolint\n${report}`);
  const written = {
    "<!-- report -->": () => `\`\`\`text\n${report}\`\`\``,
    "<!-- settings -->": () => configuration(JSON.parse(text("schema/config.schema.json"))),
    "<!-- codes -->": () => hadolintTable(rules),
    "<!-- drawing -->": () => "![The drawing of the plan](./drawing.svg)",
    "<!-- mermaid -->": () => `\`\`\`text\n${text("fixtures/rails/expected.mmd")}\`\`\``,
  };
  const more = [];
  for (const name of markdown("docs")) {
    const page = Object.entries(written).reduce((page, [mark, make]) => page.replace(mark, make), text(`docs/${name}`));
    write(name, `docs/${name}`, page);
    const stem = basename(name, ".md");
    if (!PLACED.includes(stem)) more.push({ text: title(page) ?? stem, link: `/${stem}` });
  }
  for (const name of pictures()) {
    mkdirSync(dirname(join(PAGES, name)), { recursive: true });
    copyFileSync(join(ROOT, "docs", name), join(PAGES, name));
  }
  return { rules: sidebar(rules), more };
}

const text = (path) => readFileSync(join(ROOT, path), "utf8");
const markdown = (folder) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".md"));
/** The pictures beside the pages, and those of `screenshots/`, from `docs/`. */
const pictures = () =>
  ["", "screenshots"]
    .flatMap((folder) => readdirSync(join(ROOT, "docs", folder)).map((name) => posix.join(folder, name)))
    .filter((name) => /\.(svg|png|gif|webp)$/.test(name));
/** What a text report says of one rule. */
const finding = (rule, report) => report.split("\n\n").find((block) => block.includes(`[${rule}]`)) + "\n";
const title = (page) => /^# (.+)$/m.exec(page)?.[1];

/** Writes a page under `name`, made from the repository's file `source`. */
function write(name, source, page) {
  const front = /^---\n([\s\S]*?)\n---\n/.exec(page);
  const body = links(front ? page.slice(front[0].length) : page, source);
  const head = `---\n${front ? front[1] + "\n" : ""}source: ${EDIT}/${source}\n---\n\n`;
  // The highlighter has no grammar for some files and says so each time.
  const known = body.replace(/^(`{3,})(?:gitignore|gitattributes|procfile|dockerignore)$/gm, "$1txt");
  // Braces in a page are no expression of the site's.
  writeFileSync(join(PAGES, name), `${head}::: v-pre\n\n${known.trim()}\n\n:::\n`);
}

/** Makes links to files of the repository links of the site where it has them, and of the repository where not. */
function links(body, source) {
  const fences = body.split(/(^(`{3,})[^\n]*\n[\s\S]*?^\2$)/m);
  // Of each fence the split gives two parts, the block and its ticks.
  return fences
    .filter((_, at) => at % 3 !== 2)
    .map((part, at) => (at % 2 ? part : part.replace(/\]\((?!\w+:|#|\/)([^)\s]+)\)/g, (_, link) => anchor(resolve(link, source)))))
    .join("");
}

/** The end of a link. The playground is no page of VitePress, so the browser has to go there by itself. */
const anchor = (link) => `](${link})${link.startsWith("/playground/") ? '{target="_self"}' : ""}`;

function resolve(link, source) {
  const [path, anchor] = link.split("#");
  const target = posix.join(dirname(source), path);
  const hash = anchor ? `#${anchor}` : "";
  if (target.startsWith("playground")) return `/playground/index.html${hash}`;
  if (/^rules\/?$|^rules\/README\.md$/.test(target)) return `/rules/${hash}`;
  const page = /^(?:docs\/)?([^/]+\.md|rules\/[^/]+\.md)$/.exec(target);
  const own = target.startsWith("docs/") || target.startsWith("rules/");
  if (own && page && existsSync(join(ROOT, target))) return `/${page[1]}${hash}`;
  if (!own && existsSync(join(ROOT, target))) return `${BLOB}/${target}${hash}`;
  // VitePress reports it as dead.
  return link;
}

/** The groups in the order of the index, each rule under its id. */
function sidebar(rules) {
  const order = [...text("rules/README.md").matchAll(/^## (\S+)/gm)].map(([, group]) => group);
  const groups = order.map((group) => ({
    text: group,
    collapsed: true,
    items: rules.filter((rule) => rule.front.group === group).map(({ id }) => ({ text: id, link: `/rules/${id}` })),
  }));
  return [{ text: "All rules", link: "/rules/" }, ...groups];
}
