/** The example projects: the folders of `fixtures/` without what the tests expect of them. */

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";

export const FIXTURES = new URL("../fixtures/", import.meta.url).pathname;

export function projects() {
  const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(folders.map(({ name }) => [name, files(join(FIXTURES, name))]));
}

function files(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths
    .map((path) => ({
      path: path.slice(folder.length + 1).split(sep).join("/"),
      text: readFileSync(path, "utf8"),
      executable: (statSync(path).mode & 0o100) !== 0,
    }))
    .filter(({ path }) => !/^expected\.\w+$/.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
