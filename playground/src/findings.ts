/** The list of findings. */

import { byId, element } from "./dom";
import { fixName } from "./editor";
import type { Finding, Range, Report } from "./protocol";

export interface Actions {
  go(path: string, range: Range): void;
  fix(finding: Finding): void;
}

/** Shows a report; `actions` says what its buttons do. */
export function showFindings(report: Report, actions: Actions): void {
  byId("summary").textContent = summary(report);
  const list = byId("list");
  const focused = [...list.children].findIndex((item) => item.contains(document.activeElement));
  list.replaceChildren(...report.diagnostics.map((finding) => item(finding, actions)));
  // A list that is written anew under the keyboard keeps its place.
  if (focused >= 0) {
    const next = list.children[Math.min(focused, list.children.length - 1)];
    (next?.querySelector("button") ?? byId("findings")).focus();
  }
  const safe = report.diagnostics.filter((finding) => finding.fix?.safe).length;
  const all = byId<HTMLButtonElement>("fix-all");
  all.hidden = safe === 0;
  all.textContent = safe === 1 ? "Make 1 safe fix" : `Make ${safe} safe fixes`;
}

export function summary({ summary }: Report): string {
  if (summary.projects === 0) return "Nothing to lint: no heroku.yml and no Dockerfile";
  const counts: [number, string][] = [
    [summary.errors, "error"],
    [summary.warnings, "warning"],
    [summary.infos, "info"],
  ];
  const parts = counts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}${count === 1 ? "" : "s"}`);
  return parts.join(", ") || "Nothing found";
}

function item(finding: Finding, actions: Actions): HTMLLIElement {
  const { rule, severity, message, help, path, range, related, fix } = finding;
  const made = element(
    "li",
    { className: severity },
    element(
      "p",
      { className: "what" },
      element("span", { className: "severity" }, severity),
      " ",
      element("span", {}, ...withCode(message)),
    ),
    element(
      "p",
      { className: "where" },
      place(path, range, actions),
      " ",
      element("a", { href: `../rules/${rule}.html`, target: "_blank", rel: "noopener" }, rule),
    ),
  );
  if (help) made.append(element("p", { className: "help" }, ...withCode(help)));
  for (const other of related) {
    made.append(element("p", { className: "related" }, place(other.path, other.range, actions), " ", ...withCode(other.message)));
  }
  if (fix) made.append(element("button", { type: "button", className: "fix", onclick: () => actions.fix(finding) }, fixName(fix)));
  return made;
}

function place(path: string, range: Range, actions: Actions): HTMLButtonElement {
  const { line, column } = range.start;
  return element(
    "button",
    { type: "button", className: "place", onclick: () => actions.go(path, range) },
    `${path}:${line}:${column}`,
  );
}

/** A message with what is in backticks as code. */
function withCode(text: string): (Node | string)[] {
  return text.split(/`([^`]+)`/).map((part, at) => (at % 2 ? element("code", {}, part) : part));
}
