import { defineConfig } from "vitepress";

import { OUT, generate } from "./generate.mjs";

const { rules, more } = generate();

/** Languages of examples that nothing highlights. */
const PLAIN = ["gitignore", "gitattributes", "procfile", "dockerignore"];

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%235f3dc4'/%3E%3Cpath d='M4 8.5l3 3 5-7' fill='none' stroke='%23fff' stroke-width='2'/%3E%3C/svg%3E";

const guide = [
  {
    text: "Guide",
    items: [
      { text: "Getting started", link: "/start" },
      { text: "Configuration", link: "/configuration" },
      { text: "Ignoring findings", link: "/ignoring" },
      { text: "CI and hooks", link: "/ci" },
      { text: "The plan", link: "/plan" },
      { text: "For hadolint users", link: "/hadolint" },
    ],
  },
  {
    text: "Background",
    items: [
      { text: "How Heroku runs containers", link: "/heroku" },
      { text: "Architecture", link: "/architecture" },
      ...more,
    ],
  },
];

export default defineConfig({
  title: "dynolint",
  description: "A linter for Heroku container deployments: heroku.yml, Dockerfiles and what they start",
  srcDir: OUT,
  outDir: ".vitepress/dist",
  // Where the site is served from: "/" or a path such as "/dynolint/".
  base: process.env.SITE_BASE ?? "/",
  lastUpdated: false,
  // The playground is built on its own.
  ignoreDeadLinks: [/^\.{0,2}\/playground\//],
  head: [["link", { rel: "icon", href: ICON }]],
  // Text in pages is text: a `<type>` outside of backticks is no element.
  markdown: { html: false, languageAlias: Object.fromEntries(PLAIN.map((language) => [language, "txt"])) },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/start", activeMatch: "^/(start|configuration|ignoring|ci|plan|hadolint)" },
      { text: "Rules", link: "/rules/", activeMatch: "^/rules/" },
      { text: "Heroku", link: "/heroku" },
      { text: "Playground", link: "/playground/index.html", target: "_self" },
    ],
    sidebar: { "/rules/": rules, "/": guide },
    outline: [2, 3],
    search: { provider: "local" },
    socialLinks: [{ icon: "github", link: "https://github.com/dynolint/dynolint" }],
    editLink: { pattern: ({ frontmatter }) => frontmatter.source, text: "Edit this page" },
    footer: { message: "MIT or Apache-2.0" },
  },
});
