/** The page's end of the worker. */

import type { Answer, Request } from "./protocol";
import type { Question, Reply } from "./worker";

const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
let last = 0;

worker.onmessage = ({ data }: MessageEvent<Reply>) => {
  const asked = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.answer) asked?.resolve(data.answer);
  else asked?.reject(new Error(data.error ?? "no answer"));
};
worker.onerror = () => {
  for (const asked of waiting.values()) asked.reject(new Error("the linter could not be loaded"));
  waiting.clear();
};

export function ask(request: Request): Promise<Answer> {
  const question: Question = { id: ++last, request };
  return new Promise((resolve, reject) => {
    waiting.set(question.id, { resolve, reject });
    worker.postMessage(question);
  });
}
