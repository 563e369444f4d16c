/** A project in a link: its files as JSON, deflated, in the fragment, which browsers do not send to anyone. */

import { Inflate, deflateSync, strFromU8, strToU8 } from "fflate";

import type { File } from "./protocol";

const PREFIX = "#files=";
/** What a link may unpack to; a longer one is refused, not unpacked. */
const MAX_BYTES = 8 << 20;

export function encode(files: File[]): string {
  const packed = deflateSync(strToU8(JSON.stringify(files)), { level: 9 });
  const text = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  return PREFIX + text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The files of a fragment; `undefined` when it carries none. */
export function decode(fragment: string): File[] | undefined {
  if (!fragment.startsWith(PREFIX)) return undefined;
  try {
    const text = atob(fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return files(JSON.parse(strFromU8(inflate(packed))));
  } catch {
    throw new Error("The link is damaged: it may have been cut off on its way.");
  }
}

function inflate(packed: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((chunk) => {
    length += chunk.length;
    if (length > MAX_BYTES) throw new Error("too long");
    chunks.push(chunk);
  });
  // A piece at a time, so that a bomb is noticed long before it has gone off.
  for (let at = 0; at < packed.length; at += 1024) stream.push(packed.subarray(at, at + 1024), at + 1024 >= packed.length);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** What came out of a link, as far as it is what went in. */
function files(value: unknown): File[] {
  if (!Array.isArray(value)) throw new Error("no list");
  return value.map((one: Record<string, unknown>) => {
    if (typeof one.path !== "string") throw new Error("no path");
    return {
      path: one.path,
      ...(typeof one.text === "string" && { text: one.text }),
      ...(typeof one.executable === "boolean" && { executable: one.executable }),
    };
  });
}
