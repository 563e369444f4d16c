/// <reference types="vite/client" />

declare module "virtual:examples" {
  import type { File } from "./protocol";
  const examples: Record<string, File[]>;
  export default examples;
}
