import { defineConfig } from "vite";

import { projects } from "./examples.js";

/** The projects of `fixtures/`, as the page loads them. */
function examples() {
  return {
    name: "examples",
    resolveId: (id) => (id === "virtual:examples" ? `\0${id}` : undefined),
    load: (id) => (id === "\0virtual:examples" ? `export default ${JSON.stringify(projects())}` : undefined),
  };
}

export default defineConfig({
  // The page works below any address.
  base: "./",
  plugins: [examples()],
  worker: { format: "es" },
  build: { target: "es2022", chunkSizeWarningLimit: 700, assetsInlineLimit: 0 },
});
