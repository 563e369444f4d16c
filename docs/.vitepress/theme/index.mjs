import DefaultTheme from "vitepress/theme";
import { h } from "vue";

import text from "../pages/report.txt?raw";
import "./style.css";

/** What the home page shows beside its title. */
const report = () => h("pre", { class: "report", tabindex: 0, "aria-label": "Example of a report" }, text);

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "home-hero-image": report }),
};
