/** From a rule's page to its page on the site. */

import { deflateRawSync } from "node:zlib";

const FENCE = /^(`{3,})([^\n]*)\n([\s\S]*?)^\1$/m;

/** The front matter, the heading and the text of `rules/<id>.md`. */
export function read(id, page) {
  const [, front = "", rest = page] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(page) ?? [];
  const entries = front.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
  const heading = /^\s*# (.+)\n/.exec(rest);
  return {
    id,
    front: Object.fromEntries(entries),
    title: heading?.[1].trim(),
    body: heading ? rest.slice(heading[0].length) : rest,
  };
}

export function rulePage(rule) {
  const { id, front, body } = rule;
  const title = rule.title ?? id;
  const head = `---\ntitle: ${JSON.stringify(id)}\ndescription: ${JSON.stringify(front.summary)}\n---\n\n`;
  return `${head}# ${title}\n\n${facts(rule)}\n\n${withPlayground(rule, body.trim())}\n`;
}

const list = (value) => (value ?? "").split(",").map((item) => item.trim()).filter(Boolean);

function facts({ id, front }) {
  const presets = list(front.presets).map((preset) => preset.split("="));
  const fixes = { safe: "yes, safe", unsafe: "yes, to be reviewed" };
  const rows = [
    ["Finds", front.summary],
    ["Severity", front.severity],
    ["Runs by default", front.default === "off" ? "no" : "yes"],
    ["Fix", fixes[front.fix] ?? "no"],
    ["Also known as", list(front.aliases).map((alias) => `\`${alias}\``).join(", ")],
    ["Presets", presets.map(([name, severity]) => `\`${name}\` (${severity})`).join(", ")],
    ["Applies", applies(front)],
    ["Group", `[${front.group}](README.md#${front.group})`],
    ["Since", front.since],
  ];
  const cells = rows.filter(([, value]) => value).map(([name, value]) => `| ${name} | ${value.replaceAll("|", "\\|")} |`);
  return `| Rule | \`${id}\` |\n|---|---|\n${cells.join("\n")}`;
}

function applies({ mode, builder }) {
  const modes = { git: "when Heroku builds the images from heroku.yml", push: "when images are pushed, without a heroku.yml" };
  const builders = { classic: "with the classic builder", buildkit: "with BuildKit" };
  return [modes[mode], builders[builder]].filter(Boolean).join(", ");
}

/** The text with a link to the playground after each example under Bad. */
function withPlayground({ id, front }, body) {
  const parts = pieces(body);
  for (const { files, end } of examples(parts).reverse()) {
    if (!files.has("dynolint.toml") && front.default === "off") {
      files.set("dynolint.toml", { text: `[rules]\n${id} = "${front.severity}"\n` });
    }
    const project = [...files].map(([path, file]) => ({ path, ...file }));
    parts.splice(end, 0, { prose: `\n\n[Open in the playground](/playground/index.html${fragment(project)})\n` });
  }
  return parts.map(({ prose, block }) => prose ?? block).join("");
}

/** The fragment that the playground reads. */
export function fragment(files) {
  return "#files=" + deflateRawSync(JSON.stringify(files), { level: 9 }).toString("base64url");
}

function pieces(body) {
  const parts = [];
  let rest = body;
  for (let found = FENCE.exec(rest); found; found = FENCE.exec(rest)) {
    parts.push({ prose: rest.slice(0, found.index) });
    parts.push({ block: found[0], info: found[2].trim(), text: found[3] });
    rest = rest.slice(found.index + found[0].length);
  }
  return [...parts, { prose: rest }];
}

const NAMES = { yaml: "heroku.yml", dockerfile: "Dockerfile", toml: "dynolint.toml" };
const WINDOWS = ", with Windows line endings";

/** The examples under Bad, read as `CONTRIBUTING.md` describes: their files, and the number of the part after each. */
function examples(parts) {
  const found = [];
  let bad = false;
  let fresh = true;
  let named;
  parts.forEach(({ prose, info, text }, index) => {
    for (const paragraph of (prose ?? "").split("\n\n").map((paragraph) => paragraph.trim()).filter(Boolean)) {
      const name = /^`([^`\n]+)`(, executable)?(, with Windows line endings)?$/.exec(paragraph);
      if (paragraph.startsWith("## ")) bad = paragraph.startsWith("## Bad");
      if (name) named = { path: name[1], executable: Boolean(name[2]), windows: paragraph.endsWith(WINDOWS) };
      else fresh = true;
    }
    if (prose !== undefined || !bad) return;
    const last = found.at(-1);
    if (info === "text" || info === "diff") {
      if (last) last.end = index + 1;
      fresh = true;
      return;
    }
    const { path, executable, windows } = named ?? { path: NAMES[info] ?? info };
    named = undefined;
    if (fresh || path === "heroku.yml" || last?.files.has(path)) found.push({ files: new Map(), end: index + 1 });
    fresh = false;
    const example = found.at(-1);
    example.files.set(path, { text: windows ? text.replaceAll("\n", "\r\n") : text, executable: Boolean(executable) });
    example.end = index + 1;
  });
  return found;
}

/** hadolint's codes and the rules that answer to them. */
export function hadolintTable(rules) {
  const codes = rules.flatMap((rule) =>
    list(rule.front.aliases).filter((alias) => /^DL\d+$/.test(alias)).map((alias) => ({ alias, rule })),
  );
  const rows = codes
    .sort((a, b) => (a.alias < b.alias ? -1 : 1))
    .map(({ alias, rule: { id, front } }) => {
      const preset = list(front.presets).find((preset) => preset.startsWith("hadolint="));
      const off = front.default === "off" ? "off" : front.severity;
      return `| ${alias} | [${id}](../rules/${id}.md) | ${front.summary} | ${off} | ${preset?.split("=")[1] ?? ""} |`;
    });
  return `| hadolint | dynolint | finds | by default | preset hadolint |\n|---|---|---|---|---|\n${rows.join("\n")}`;
}
