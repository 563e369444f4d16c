/** From the report's lines and columns to the editor's offsets, which count UTF-16 units. */

import type { Text } from "@codemirror/state";
import type { Point } from "./protocol";

export function offset(doc: Text, { line, column }: Point): number {
  if (line > doc.lines) return doc.length;
  const { from, text } = doc.line(line);
  // The report does not count a byte-order mark.
  let at = line === 1 && text.startsWith("\ufeff") ? 1 : 0;
  for (let left = column - 1; left > 0 && at < text.length; left--) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return from + at;
}

/** The smallest change that makes one text of another. */
export function change(before: string, after: string): { from: number; to: number; insert: string } | undefined {
  if (before === after) return undefined;
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let end = 0;
  const most = Math.min(before.length, after.length) - from;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
