/** The WebAssembly module: one request in, one answer out. */

import type { Answer, Request } from "./protocol";

interface Exports {
  memory: WebAssembly.Memory;
  input(length: number): number;
  run(): number;
  output(): number;
}

/** The linter of one instance. An instance that has trapped must not be used again. */
export function linter(instance: WebAssembly.Instance): (request: Request) => Answer {
  const { memory, input, run, output } = instance.exports as unknown as Exports;
  return (request) => {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    const address = input(bytes.length);
    new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
    const length = run();
    const text = new TextDecoder().decode(new Uint8Array(memory.buffer, output(), length));
    const answer: Answer | { error: string } = JSON.parse(text);
    if ("error" in answer) throw new Error(answer.error);
    return answer;
  };
}
