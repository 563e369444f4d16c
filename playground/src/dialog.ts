/** The dialog for a file's path and executable bit. */

import { byId } from "./dom";
import { type Project, pathError } from "./project";
import type { File } from "./protocol";

/** Asks for a new file, or for the settings of one; `done` gets what it is to be, or `undefined` when it is to go. */
export function askFile(project: Project, file: File | undefined, done: (file: File | undefined) => void): void {
  const dialog = byId<HTMLDialogElement>("file-dialog");
  const path = byId<HTMLInputElement>("file-path");
  const executable = byId<HTMLSelectElement>("file-executable");
  const error = byId("file-error");
  byId("file-dialog-title").textContent = file ? "Settings of the file" : "New file";
  byId("file-delete").hidden = !file;
  error.textContent = "";
  path.value = file?.path ?? "";
  executable.value = file?.executable === undefined ? "" : file.executable ? "yes" : "no";
  byId("file-save").onclick = (event) => {
    const wrong = path.value ? pathError(path.value, project, file?.path) : undefined;
    error.textContent = wrong ?? "";
    if (wrong) event.preventDefault();
  };
  dialog.onclose = () => {
    if (dialog.returnValue === "delete") done(undefined);
    if (dialog.returnValue !== "save") return;
    const bit = executable.value ? { executable: executable.value === "yes" } : {};
    done({ path: path.value, ...(file?.text === undefined && file ? {} : { text: file?.text ?? "" }), ...bit });
  };
  dialog.returnValue = "cancel";
  dialog.showModal();
  path.select();
}
