/** The plan: the drawing that the linter makes, and tables with the same in words. */

import { byId, element } from "./dom";
import type { Plan } from "./protocol";

const UNKNOWN = "unknown";

export function showPlan(plans: Plan[], drawing: string): void {
  const box = byId("drawing");
  box.replaceChildren();
  box.hidden = drawing === "";
  if (drawing) {
    const picture = new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement;
    box.append(document.importNode(picture, true));
  }
  byId("tables").replaceChildren(...plans.flatMap((plan) => tables(plan, plans.length > 1)));
}

function tables(plan: Plan, named: boolean): HTMLElement[] {
  const builder = plan.builder === "classic" ? "the classic builder" : "BuildKit";
  const how =
    plan.mode === "git"
      ? `Heroku builds it from heroku.yml, with ${builder}.`
      : `No heroku.yml: images are built elsewhere, with ${builder}, and pushed.`;
  const heading = named ? [element("h3", {}, plan.path)] : [];
  const images = plan.images.map(({ name, dockerfile, target, context, base }) => [
    name,
    dockerfile,
    target ?? "-",
    context,
    base,
  ]);
  const processes = plan.processes.map((process) => [
    process.name,
    process.image ?? UNKNOWN,
    command(process),
    process.at ?? process.origin,
    process.user,
    port(process),
  ]);
  return [
    ...heading,
    element("p", {}, how),
    table("Images", ["image", "Dockerfile", "target", "context", "base"], images),
    table("Processes", ["process", "image", "command", "from", "user", "port"], processes),
  ];
}

function command({ entrypoint, command, origin }: Plan["processes"][number]): string {
  const parts = [entrypoint, command].filter((part) => part !== null);
  if (parts.length) return parts.join(" ");
  return origin === "nothing" ? "none" : UNKNOWN;
}

function port({ port }: Plan["processes"][number]): string {
  if (!port) return "-";
  const number = port.port === undefined ? "" : ` to ${port.port}`;
  return `${port.verdict}${number} (${port.evidence})`;
}

function table(caption: string, head: string[], rows: string[][]): HTMLElement {
  const headings = head.map((name) => element("th", { scope: "col" }, name));
  const body = rows.map((row) => {
    const [first, ...rest] = row;
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, first ?? ""),
      ...rest.map((cell) => element("td", {}, cell)),
    );
  });
  const made = element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...headings)),
    element("tbody", {}, ...body),
  );
  const box = element("div", { className: "scroll", tabIndex: 0 }, made);
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", caption);
  return box;
}
