/** Files from the disk: a folder, a zip archive, single files, chosen or dropped. Nothing is sent anywhere. */

import { unzipSync } from "fflate";

import type { File as ProjectFile } from "./protocol";
import { executables } from "./zip";

/** Folders of which nothing is read. */
const SKIPPED = /(^|\/)(\.git|node_modules)\//;
/** As much as is read of one file, of all, and as many files. Of the rest only the names count. */
const MAX_FILE = 1 << 20;
const MAX_ALL = 16 << 20;
const MAX_FILES = 5000;

/** A file of the disk or of an archive, not read yet. */
interface Found {
  path: string;
  size: number;
  executable?: boolean;
  read(): Promise<Uint8Array>;
}

/** The files of an `<input type="file">`. */
export function chosen(files: Iterable<File>): Promise<ProjectFile[]> {
  return load(Array.from(files, (file) => found(file.webkitRelativePath || file.name, file)));
}

/** The files of a drop. What is in it has to be asked for before anything is awaited. */
export async function dropped(transfer: DataTransfer): Promise<ProjectFile[]> {
  const items = Array.from(transfer.items, (item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const files: Found[] = [];
  for (const { entry, file } of items) {
    if (entry) await walk(entry, "", files);
    else if (file) files.push(found(file.name, file));
  }
  return load(files);
}

async function walk(entry: FileSystemEntry, folder: string, into: Found[]): Promise<void> {
  const path = folder + entry.name;
  if (SKIPPED.test(`${path}/`) || into.length > MAX_FILES) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    into.push(found(path, file));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives some entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const one of some) await walk(one, `${path}/`, into);
  }
}

function found(path: string, file: File): Found {
  return { path, size: file.size, read: async () => new Uint8Array(await file.arrayBuffer()) };
}

async function load(files: Found[]): Promise<ProjectFile[]> {
  const only = files[0];
  const all = files.length === 1 && only && /\.zip$/i.test(only.path) ? unzip(await only.read()) : files;
  const kept = withoutCommonFolder(all.filter((file) => !SKIPPED.test(file.path)));
  if (kept.length === 0) throw new Error("There are no files in it.");
  if (kept.length > MAX_FILES) throw new Error(`There are more than ${MAX_FILES} files in it.`);
  let left = MAX_ALL;
  const loaded: ProjectFile[] = [];
  for (const file of kept) {
    const wanted = file.size <= MAX_FILE && file.size <= left;
    const text = wanted ? decode(await file.read()) : undefined;
    if (text !== undefined) left -= file.size;
    loaded.push({
      path: file.path,
      ...(text !== undefined && { text }),
      ...(file.executable !== undefined && { executable: file.executable }),
    });
  }
  return loaded;
}

function unzip(archive: Uint8Array): Found[] {
  const modes = executables(archive);
  const files: Found[] = [];
  let left = MAX_ALL;
  const contents = unzipSync(archive, {
    filter({ name, originalSize }) {
      if (name.endsWith("/") || SKIPPED.test(name)) return false;
      const read = originalSize <= MAX_FILE && originalSize <= left;
      if (read) left -= originalSize;
      files.push({ path: name, size: originalSize, executable: modes.get(name), read: async () => contents[name]! });
      return read;
    },
  });
  // What was left out is too long for `load` as well.
  return files.map((file) => (file.path in contents ? file : { ...file, size: Infinity }));
}

/** A folder that everything lies in is the project itself. */
function withoutCommonFolder(files: Found[]): Found[] {
  const folder = files[0]?.path.split("/")[0] + "/";
  if (!files.every((file) => file.path.startsWith(folder))) return files;
  return files.map((file) => ({ ...file, path: file.path.slice(folder.length) }));
}

/** The text of a file; `undefined` when it is none. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
