/** The linter in a thread of its own, so that typing never waits for it. */

import { linter } from "./core";
import type { Answer, Request } from "./protocol";
import url from "./dynolint.wasm?url";

export interface Question {
  id: number;
  request: Request;
}

export interface Reply {
  id: number;
  answer?: Answer;
  error?: string;
}

/** A server that does not know the type of the file makes it compile a little later. */
const compiled = WebAssembly.compileStreaming(fetch(url)).catch(async () =>
  WebAssembly.compile(await (await fetch(url)).arrayBuffer()),
);
let lint: ((request: Request) => Answer) | undefined;

self.onmessage = async ({ data }: MessageEvent<Question>) => {
  const reply: Reply = { id: data.id };
  try {
    lint ??= linter(await WebAssembly.instantiate(await compiled));
    reply.answer = lint(data.request);
  } catch (error) {
    // After a trap the memory is in no known state: the next request gets a new instance.
    lint = undefined;
    reply.error = error instanceof Error ? error.message : String(error);
  }
  self.postMessage(reply);
};
