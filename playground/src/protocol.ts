/** What the page asks the linter and what it is told. `wasm/src/protocol.rs` is the other end. */

export interface File {
  path: string;
  /** None when only the name is known: the file is long, or no text. */
  text?: string;
  /** Whether it has its executable bit, if that is known. */
  executable?: boolean;
}

/** The fix of one finding by its number in the report, all that keep the meaning, or all. */
export type Fix = { one: number } | "safe" | "all";

export interface Request {
  files: File[];
  preset: string[];
  fix?: Fix;
}

export interface Answer {
  report: Report;
  plans: Plan[];
  drawing: string;
  changed: Record<string, string>;
}

/** `schema/report.schema.json`, as far as the page shows it. */
export interface Report {
  diagnostics: Finding[];
  summary: { errors: number; warnings: number; infos: number; ignored: number; projects: number; files: number };
}

export interface Finding {
  rule: string;
  severity: "error" | "warning" | "info";
  message: string;
  help?: string;
  path: string;
  range: Range;
  related: { path: string; range: Range; message: string }[];
  fix?: { title: string; safe: boolean };
}

export interface Range {
  start: Point;
  end: Point;
}

/** Both 1-based; columns count Unicode characters. */
export interface Point {
  line: number;
  column: number;
}

export interface Plan {
  path: string;
  mode: "git" | "push";
  builder: "classic" | "buildkit";
  images: { name: string; dockerfile: string; target: string | null; context: string; base: string }[];
  processes: {
    name: string;
    image: string | null;
    entrypoint: string | null;
    command: string | null;
    origin: string;
    at: string | null;
    user: string;
    steps: { at: string; command: string }[];
    port?: { verdict: string; port?: number; evidence: string };
  }[];
}
