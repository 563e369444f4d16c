/** The files of the page. */

import type { File } from "./protocol";

/** More open tabs than this are no help. */
const MAX_OPEN = 8;

export class Project {
  files = new Map<string, File>();
  /** The paths with a tab, in order. */
  open: string[] = [];
  active = "";

  constructor(files: File[]) {
    for (const file of files) this.files.set(file.path, file);
    this.open = startingTabs(files);
    this.active = this.open[0] ?? "";
  }

  list(): File[] {
    return [...this.files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  show(path: string): void {
    if (!this.files.has(path)) return;
    if (!this.open.includes(path)) this.open.push(path);
    this.active = path;
  }

  write(path: string, text: string): void {
    const file = this.files.get(path);
    this.files.set(path, { ...file, path, text });
  }

  /** Renames a file, or makes one where `from` is none. */
  put(from: string | undefined, file: File): void {
    if (from !== undefined) this.files.delete(from);
    this.files.set(file.path, file);
    this.open = this.open.map((path) => (path === from ? file.path : path));
    this.show(file.path);
  }

  remove(path: string): void {
    this.files.delete(path);
    const at = this.open.indexOf(path);
    this.open = this.open.filter((open) => open !== path);
    if (this.open.length === 0) this.open = [...this.files.keys()].slice(0, 1);
    this.active = this.open[Math.max(0, at - 1)] ?? "";
  }
}

/** Why a path cannot be a file's, or nothing. */
export function pathError(path: string, project: Project, own?: string): string | undefined {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "Write a path inside the project, such as bin/start";
  if (path !== own && project.files.has(path)) return "There is a file with this path already";
  const folders = parts.map((_, index) => parts.slice(0, index).join("/")).filter(Boolean);
  if (folders.some((folder) => project.files.has(folder))) return "One of its folders is a file";
  if ([...project.files.keys()].some((other) => other.startsWith(path + "/"))) return "There is a folder with this path";
  return undefined;
}

/** What is wanted first: the manifest, Dockerfiles, what they start, then the rest if it is little. */
function startingTabs(files: File[]): string[] {
  const texts = files.filter((file) => file.text !== undefined);
  const rank = ({ path }: File): number => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (path === "heroku.yml") return 0;
    if (/^(Docker|Container)file/.test(name)) return 1;
    if (name === "heroku.yml") return 2;
    if (/\.sh$/.test(name) || /^(scripts|bin)\//.test(path)) return 3;
    if (name === "app.json" || name === "Procfile" || name === "dynolint.toml") return 4;
    return files.length <= MAX_OPEN ? 5 : 6;
  };
  const depth = ({ path }: File) => path.split("/").length;
  const sorted = texts.sort((a, b) => rank(a) - rank(b) || depth(a) - depth(b) || (a.path < b.path ? -1 : 1));
  const wanted = sorted.filter((file) => rank(file) < 6);
  return (wanted.length ? wanted : sorted).slice(0, MAX_OPEN).map((file) => file.path);
}
