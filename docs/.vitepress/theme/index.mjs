import DefaultTheme from "vitepress/theme";
import { h } from "vue";

import "./style.css";

/** What the home page shows beside its title. */
const REPORT = `$ dynolint
error[port-hardcoded]: the web process listens
                       on port 8000, not on $PORT
   ╭─ Dockerfile:7:39
 7 │ CMD gunicorn shop.wsgi --bind 0.0.0.0:8000
   ·                                       ────
   ├─ heroku.yml:6:5
 6 │     web: Dockerfile
   ·     ─┬─
   ·      ╰── the process
   ╰─ help: write $PORT: Heroku chooses the port
            when the dyno starts
      fix:  write $PORT (run with --fix)

1 error in 2 files (1 fixable with --fix)`;

const report = () => h("pre", { class: "report", tabindex: 0, "aria-label": "Example of a report" }, REPORT);

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "home-hero-image": report }),
};
