/** The tabs of open files, and the list of the others. */

import { byId, element } from "./dom";
import type { Project } from "./project";

/** Draws the tabs; `show` is called with the path of the one wanted. `counts` are findings by path. */
export function showTabs(project: Project, counts: Map<string, number>, show: (path: string) => void): void {
  const tabs = byId("tabs");
  const focused = tabs.contains(document.activeElement);
  tabs.replaceChildren(...project.open.map((path) => tab(path, project, counts.get(path) ?? 0, show)));
  if (focused) byId("tab-active").focus();
  byId("tab-active").scrollIntoView({ block: "nearest", inline: "nearest" });
  const more = byId<HTMLSelectElement>("more");
  const others = project.list().filter(({ path, text }) => text !== undefined && !project.open.includes(path));
  more.hidden = others.length === 0;
  const title = element("option", { value: "" }, `${others.length} more…`);
  more.replaceChildren(title, ...others.map(({ path }) => element("option", { value: path }, path)));
  more.onchange = () => show(more.value);
}

function tab(path: string, project: Project, count: number, show: (path: string) => void): HTMLButtonElement {
  const active = path === project.active;
  const made = element(
    "button",
    { type: "button", id: active ? "tab-active" : "", tabIndex: active ? 0 : -1, onclick: () => show(path) },
    path,
  );
  made.setAttribute("role", "tab");
  made.setAttribute("aria-selected", String(active));
  made.setAttribute("aria-controls", "panel");
  if (count) {
    const badge = element("span", { className: "count" }, String(count));
    badge.setAttribute("aria-label", count === 1 ? ", 1 finding" : `, ${count} findings`);
    badge.setAttribute("role", "img");
    made.append(badge);
  }
  made.onkeydown = (event) => {
    const at = project.open.indexOf(path);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to =
      event.key === "Home" ? 0 : event.key === "End" ? project.open.length - 1 : step === undefined ? undefined : at + step;
    if (to === undefined) return;
    event.preventDefault();
    const next = project.open[(to + project.open.length) % project.open.length];
    if (next !== undefined) show(next);
  };
  return made;
}
