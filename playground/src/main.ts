/** The page: files on one side, what dynolint says of them on the other. */

import examples from "virtual:examples";

import { ask } from "./client";
import { askFile } from "./dialog";
import { byId, element } from "./dom";
import { Editor } from "./editor";
import { showFindings } from "./findings";
import { chosen, dropped } from "./open";
import { showPlan } from "./plan";
import { Project } from "./project";
import type { Answer, File, Finding, Fix, Range } from "./protocol";
import { decode, encode } from "./share";
import { showTabs } from "./tabs";
import { themeButton } from "./theme";

/** Typing pauses as long as this before it is linted. */
const PAUSE = 120;
/** Longer links are cut by some programs. */
const LONG_LINK = 30_000;
const FIRST_EXAMPLE = "first-deploy";

const example = byId<HTMLSelectElement>("example");
const preset = byId<HTMLSelectElement>("preset");
const editor = new Editor(byId("panel"), { changed, fix: (finding) => void fixOne(finding) });

let project = new Project([]);
let answer: Answer | undefined;
/** Whether files have changed since that answer. */
let stale = false;
/** Counts what has happened to the files; an answer to an older state is dropped. */
let version = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function load(files: File[], notice = ""): void {
  project = new Project(files);
  editor.clear();
  answer = undefined;
  say(notice);
  draw();
  void lint();
}

function draw(): void {
  const counts = new Map<string, number>();
  for (const { path } of answer?.report.diagnostics ?? []) counts.set(path, (counts.get(path) ?? 0) + 1);
  showTabs(project, counts, show);
  if (project.active) editor.show(project.active, project.files.get(project.active)?.text ?? "");
  byId("panel").hidden = !project.active;
}

function show(path: string): void {
  project.show(path);
  draw();
}

function changed(path: string, text: string): void {
  project.write(path, text);
  stale = true;
  version++;
  clearTimeout(timer);
  timer = setTimeout(() => void lint(), PAUSE);
}

/** Lints what is there now, with fixes first if some are wanted. */
async function lint(fix?: Fix): Promise<void> {
  clearTimeout(timer);
  const asked = ++version;
  const files = project.list();
  try {
    const given = await ask({ files, preset: preset.value ? preset.value.split(",") : [], fix });
    if (asked !== version) return;
    for (const [path, text] of Object.entries(given.changed)) {
      editor.rewrite(path, project.files.get(path)?.text ?? "", text);
    }
    answer = given;
    stale = false;
    showAnswer(given);
  } catch (error) {
    if (asked === version) say(`dynolint failed on these files: ${error instanceof Error ? error.message : error}`);
  }
}

function showAnswer({ report, plans, drawing }: Answer): void {
  // What a fix has typed is linted already.
  clearTimeout(timer);
  editor.setFindings(report.diagnostics);
  showFindings(report, { go, fix: (finding) => void fixOne(finding) });
  showPlan(plans, drawing);
  draw();
  document.body.dataset.linted = String(version);
}

/** Makes the fix of a finding; what has been typed meanwhile is linted first. */
async function fixOne(finding: Finding): Promise<void> {
  if (stale) await lint();
  const same = ({ rule, path, message }: Finding) =>
    rule === finding.rule && path === finding.path && message === finding.message;
  const found = answer?.report.diagnostics ?? [];
  const number = found.includes(finding) ? found.indexOf(finding) : found.findIndex(same);
  if (number >= 0) await lint({ one: number });
}

function go(path: string, range: Range): void {
  show(path);
  editor.select(range);
}

function say(text: string): void {
  byId("notice").textContent = text;
}

async function share(): Promise<void> {
  const link = new URL(location.href);
  link.hash = encode(project.list());
  history.replaceState(null, "", link);
  const long = link.href.length > LONG_LINK ? " It is long: some programs cut it off." : "";
  try {
    await navigator.clipboard.writeText(link.href);
    say(`The link is copied.${long}`);
  } catch {
    say(`The link is in the address bar.${long}`);
  }
}

/** Loads what was opened, and says how much of it could be read. */
async function open(files: Promise<File[]>): Promise<void> {
  try {
    const loaded = await files;
    const named = loaded.filter((file) => file.text === undefined).length;
    const rest = named ? `, ${named} of them by name only: they are long, or no text` : "";
    example.value = "";
    load(loaded, `${loaded.length} ${loaded.length === 1 ? "file" : "files"} opened${rest}.`);
  } catch (error) {
    say(`This cannot be opened. ${error instanceof Error ? error.message : error}`);
  }
}

function loadFragment(): boolean {
  try {
    const files = decode(location.hash);
    if (!files) return false;
    example.value = "";
    load(files);
    return true;
  } catch (error) {
    load(examples[FIRST_EXAMPLE] ?? [], (error as Error).message);
    return true;
  }
}

function wire(): void {
  example.append(element("option", { value: "" }, "none"));
  example.append(...Object.keys(examples).map((name) => element("option", { value: name }, name)));
  example.onchange = () => load(examples[example.value] ?? []);
  preset.onchange = () => void lint();
  byId("share").onclick = () => void share();
  byId("fix-all").onclick = () => void lint("safe");
  byId("new-file").onclick = () => askFile(project, undefined, (file) => file && put(undefined, file));
  byId("file-settings").onclick = () => {
    const file = project.files.get(project.active);
    if (file) askFile(project, file, (wanted) => (wanted ? put(file.path, wanted) : remove(file.path)));
  };
  for (const [button, field] of [["open-folder", "folder-input"], ["open-files", "files-input"]] as const) {
    const input = byId<HTMLInputElement>(field);
    byId(button).onclick = () => input.click();
    input.onchange = () => {
      if (input.files?.length) void open(chosen([...input.files]));
      input.value = "";
    };
  }
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    // Before the editor, which would take the text of a file dropped on it.
    event.preventDefault();
    event.stopPropagation();
    void open(dropped(event.dataTransfer));
  }, true);
  addEventListener("hashchange", loadFragment);
  themeButton();
}

function put(from: string | undefined, file: File): void {
  if (from !== undefined) editor.forget(from);
  project.put(from, file);
  draw();
  void lint();
}

function remove(path: string): void {
  editor.forget(path);
  project.remove(path);
  draw();
  void lint();
}

wire();
if (!loadFragment()) {
  example.value = FIRST_EXAMPLE;
  load(examples[FIRST_EXAMPLE] ?? []);
}
